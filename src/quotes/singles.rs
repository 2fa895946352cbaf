//! Tells single quotation marks from apostrophes and pairs them inside one block.
//!
//! A single mark speaks only when it opens at the start of a word and another closes at the end of one, both on
//! the same level of double marks. Everything else is an apostrophe: a clipped word (’90s, ’em), a plural
//! possessive (students’), feet and minutes.

use smallvec::SmallVec;

use crate::quotes::marks::{Faces, Family, Glyph, Mark};
use crate::quotes::pairs::{Pair, Paired};

/// Single marks that found no partner.
#[derive(Debug, Default)]
pub struct Leftover {
    /// Marks that open, in no certain order.
    pub openers: Vec<Mark>,
    /// Marks that surely close, in no certain order.
    pub closers: Vec<Mark>,
}

impl Leftover {
    /// Forgets one block's marks, to take those of the next.
    pub fn clear(&mut self) {
        self.openers.clear();
        self.closers.clear();
    }
}

/// What a single mark may be. The later, the surer it closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Apostrophe,
    /// Stands at the start of a word.
    Opens,
    /// An apostrophe at the start of a word, unless a sure closing mark answers it.
    MayOpen,
    /// Stands at the end of a word that may be a plural possessive or a clipped word.
    MayClose,
    /// Stands at the end of a word.
    Closes,
    /// Stands after punctuation.
    SurelyCloses,
}

/// Pairs the single marks among `marks`, one block's. What other families closed keeps its single marks to itself.
pub fn read(text: &str, marks: &[Mark], paired: &mut Paired, leftover: &mut Leftover) {
    paired.pairs.sort_by_key(|pair| pair.open.start);
    let outer = &paired.pairs;
    let mut levels: SmallVec<[(usize, Mark, Part); 4]> = SmallVec::new();
    let mut inside: SmallVec<[usize; 4]> = SmallVec::new();
    let mut next = 0;
    let mut last: Option<Mark> = None;
    for mark in marks.iter().filter(|mark| mark.glyph.family() == Family::Single) {
        while next < outer.len() && outer[next].open.start < mark.start {
            if outer[next].close.is_some() {
                inside.push(next);
            }
            next += 1;
        }
        while inside.last().is_some_and(|&i| outer[i].end <= mark.start) {
            inside.pop();
        }
        let part = part(text, mark, last.as_ref());
        last = Some(*mark);
        if part != Part::Apostrophe {
            levels.push((inside.last().map_or(0, |i| i + 1), *mark, part));
        }
    }
    levels.sort_by_key(|&(level, mark, _)| (level, mark.start));
    for level in levels.chunk_by(|a, b| a.0 == b.0) {
        pair(level, paired, leftover);
    }
    mend(text, paired, leftover);
}

/// Most bytes between two marks of different makes that are taken for a pair.
const LONGEST: usize = 2_000;

/// Joins marks that opened double and close single, or the other way round.
fn mend(text: &str, paired: &mut Paired, leftover: &mut Leftover) {
    leftover.closers.sort_by_key(|mark| mark.start);
    leftover.openers.sort_by_key(|mark| mark.start);
    let is_lost = |pair: &&mut Pair| pair.close.is_none() && pair.open.glyph.family() == Family::Double;
    let mut used = vec![false; leftover.closers.len()];
    for pair in paired.pairs.iter_mut().filter(is_lost) {
        let i = leftover.closers.partition_point(|mark| mark.start <= pair.open.end);
        if let Some(&close) = leftover.closers.get(i).filter(|close| !used[i] && close.end <= pair.end) {
            used[i] = true;
            (pair.close, pair.end) = (Some(close), close.end);
        }
    }
    let mut used = used.into_iter();
    leftover.closers.retain(|_| !used.next().unwrap_or_default());
    let mut used = vec![false; leftover.openers.len()];
    paired.unopened.retain(|&close| {
        let last = leftover.openers.partition_point(|mark| mark.start < close.start).checked_sub(1);
        let Some(i) = last.filter(|&i| !used[i] && close.glyph.family() == Family::Double) else { return true };
        let open = leftover.openers[i];
        let between = &text[open.end..close.start];
        if close.before.is_alphanumeric() || between.len() > LONGEST || between.contains(['“', '”', '"', '‘']) {
            return true;
        }
        used[i] = true;
        paired.pairs.push(Pair { open, close: Some(close), end: close.end });
        false
    });
    let mut used = used.into_iter();
    leftover.openers.retain(|_| !used.next().unwrap_or_default());
}

/// Pairs the marks of one level.
fn pair(marks: &[(usize, Mark, Part)], paired: &mut Paired, leftover: &mut Leftover) {
    let mut open: Option<(Mark, Part)> = None;
    let mut may_close: Option<Mark> = None;
    let mut settle = |open: Option<(Mark, Part)>, close: Option<Mark>, leftover: &mut Leftover| match (open, close) {
        (Some((opener, part)), Some(close)) => {
            if part == Part::MayOpen && opener.glyph == Glyph::RightSingle {
                paired.reversed.push((opener, '‘'));
            }
            paired.pairs.push(Pair { open: opener, close: Some(close), end: close.end });
        }
        (Some((opener, Part::Opens)), None) => leftover.openers.push(opener),
        _ => {}
    };
    for &(_, mark, part) in marks {
        match part {
            Part::Opens => {
                let close = may_close.take().filter(|_| matches!(open, Some((_, Part::Opens))));
                settle(open.replace((mark, part)), close, leftover);
            }
            Part::MayOpen => {
                if open.is_none() {
                    open = Some((mark, part));
                    may_close = None;
                }
            }
            Part::MayClose => {
                may_close.get_or_insert(mark);
            }
            Part::Closes if matches!(open, Some((_, Part::Opens))) => settle(open.take(), Some(mark), leftover),
            Part::SurelyCloses if open.is_some() => settle(open.take(), Some(mark), leftover),
            Part::SurelyCloses => leftover.closers.push(mark),
            Part::Closes | Part::Apostrophe => {}
        }
        if open.is_none() {
            may_close = None;
        }
    }
    let close = may_close.filter(|_| matches!(open, Some((_, Part::Opens))));
    settle(open, close, leftover);
}

/// What `mark` may be, `last` being the single mark before it.
fn part(text: &str, mark: &Mark, last: Option<&Mark>) -> Part {
    match (mark.glyph, mark.faces) {
        (Glyph::LowSingle | Glyph::Backtick, Faces::Closing) => Part::Apostrophe,
        (Glyph::LowSingle | Glyph::Backtick, _) => Part::Opens,
        (Glyph::LeftSingle, Faces::Closing) => closing(text, mark, last),
        (Glyph::RightSingle, Faces::Opening) if is_clipped(&text[mark.end..]) => Part::Apostrophe,
        (_, Faces::Opening) if is_clipped(&text[mark.end..]) => Part::MayOpen,
        (Glyph::LeftSingle, _) => Part::Opens,
        (Glyph::RightSingle, Faces::Opening) => Part::MayOpen,
        (_, Faces::Opening) => Part::Opens,
        (_, Faces::Closing) => closing(text, mark, last),
        (_, Faces::Unclear) => Part::Apostrophe,
    }
}

/// How surely a mark at the end of a word closes.
fn closing(text: &str, mark: &Mark, last: Option<&Mark>) -> Part {
    let word_start = text[..mark.start]
        .rfind(|c: char| !c.is_alphanumeric() && c != '.')
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let word = &text[word_start..mark.start];
    // ’n’: both its marks are apostrophes.
    if word.eq_ignore_ascii_case("n") && last.is_some_and(|last| last.end == word_start) {
        return Part::Apostrophe;
    }
    let word_follows = mark.after == ' ' && text[mark.end..].trim_start().starts_with(char::is_alphanumeric);
    if !mark.before.is_alphanumeric() {
        let abbreviation = mark.before == '.' && word.trim_end_matches('.').contains('.');
        let lower_follows = word_follows && text[mark.end..].trim_start().starts_with(char::is_lowercase);
        return if abbreviation && lower_follows { Part::MayClose } else { Part::SurelyCloses };
    }
    let may_be_apostrophe = mark.before.is_ascii_digit()
        || matches!(mark.before, 's' | 'S' | 'x' | 'z')
        || word.ends_with("in")
        || CLIPPED_ENDS.contains(&word);
    if may_be_apostrophe && word_follows { Part::MayClose } else { Part::Closes }
}

/// Words whose last letter speech swallows.
const CLIPPED_ENDS: &[&str] = &["o", "O", "th", "ol", "po", "mo", "lil", "wi"];

/// Words whose first letters speech swallows, and what follows an apostrophe after a word.
const CLIPPED_STARTS: &[&str] = &[
    "em", "tis", "twas", "twere", "twill", "til", "till", "cause", "cuz", "coz", "bout", "round", "n", "nuff", "neath",
    "burbs", "hood", "tween", "d", "ll", "s", "re", "ve", "t", "m",
];

/// Whether `rest` goes on as a word does whose start was clipped: ’90s, ’em, ’til.
fn is_clipped(rest: &str) -> bool {
    let word = rest.find(|c: char| !c.is_alphanumeric()).map_or(rest, |end| &rest[..end]);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 2 && matches!(&word[2..], "" | "s" | "er" | "ers") {
        return !rest[word.len()..].starts_with([':', ',', '%']) || !word[2..].is_empty();
    }
    word.len() <= 8 && CLIPPED_STARTS.iter().any(|clipped| word.eq_ignore_ascii_case(clipped))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::check;

    #[test]
    fn apostrophes_are_no_marks() {
        check(
            r#"The music of the ’90s isn’t dead. It’s five o’clock in the ’80s.

The students’ union, the boss’ desk, James’ dog and the Smiths’ house don’t speak.

Rock ’n’ roll, rock 'n' roll, tell ’em and tell 'em. ’Tis the season, 'twas the night, 'til then.

Nothin’ to see, runnin’ an’ jumpin’, the U.S.’ policy. Hawai‘i, Qur’an, O’Neill.
"#,
        );
    }

    #[test]
    fn single_marks_speak_between_apostrophes() {
        check(
            r#"‘We don’t know the engineers’ view of rock ’n’ roll,’ Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full

‘The Smiths’ house is ours,’ said Ruiz. ‘It’s the ’90s again.’
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
                                        ^^^^^^^^^^^^^^^^^^^^^^ full

Ruiz ‘won’t go’ to the students’ union. Cole, a ‘friend’, won’t. Was it a ‘win’?
     ^^^^^^^^^^ scare
                                                ^^^^^^^^ scare
                                                                          ^^^^^ scare

'I can't go,' said Ruiz. 'They're the workers' own.'
^^^^^^^^^^^^^ full
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ full

Ruiz hears ‘voices’ and the singers’ song.
           ^^^^^^^^ scare
"#,
        );
    }

    #[test]
    fn an_article_in_single_marks_may_lose_them() {
        check(
            r#"‘The bridge is safe,’ Ruiz said. ‘It will reopen,’ she added.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^ full

‘It is not safe, said Cole. ‘I will not cross it,’ he said.
^^^^^^^^^^^^^^^^ full open
                            ^^^^^^^^^^^^^^^^^^^^^^ full
^ unclosed
                | closes

‘We looked at it.
^^^^^^^^^^^^^^^^^ full open

‘It will hold,’ said Ruiz. It will,’ she said.
^^^^^^^^^^^^^^^ full continues
                                   ^ unopened
                           | may open
"#,
        );
    }

    #[test]
    fn each_lost_single_mark_ends_where_the_next_opens() {
        check(
            r#"‘The bridge is safe,’ Ruiz said. ‘It will reopen,’ she added.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^ full

‘It is not safe. ‘I will not cross it. ‘Never,’ he said.
^^^^^^^^^^^^^^^^ full open
                 ^^^^^^^^^^^^^^^^^^^^^ full open
                                       ^^^^^^^^ full
^ unclosed
                | may close
                 ^ unclosed
                                      | may close
"#,
        );
    }
}
