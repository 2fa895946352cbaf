//! Pairs double marks and guillemets inside one block.

use std::ops::Range;

use smallvec::SmallVec;

use crate::quotes::kinds;
use crate::quotes::marks::{Faces, Family, Glyph, Mark};

/// A quotation in the making.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The mark that opens it.
    pub open: Mark,
    /// The mark that closes it; `None` when the writer lost it.
    pub close: Option<Mark>,
    /// Where it ends, its closing mark included; without one, where the next quotation or the block's end cuts it.
    pub end: usize,
}

/// What came of pairing the marks of one block.
#[derive(Debug, Default)]
pub struct Paired {
    /// In the order in which they were settled.
    pub pairs: Vec<Pair>,
    /// Marks that close while nothing is open. Sorted by start within a family.
    pub unopened: Vec<Mark>,
    /// Curly marks that face the wrong way, each with the one that belongs there.
    pub reversed: Vec<(Mark, char)>,
}

impl Paired {
    /// Forgets one block's pairs, to take those of the next.
    pub fn clear(&mut self) {
        self.pairs.clear();
        self.unopened.clear();
        self.reversed.clear();
    }
}

/// Most marks of one family that may be open at once. No writer goes deeper; a run of marks that are never closed
/// would make each of them hold all that follow.
const DEEPEST: usize = 6;

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    /// It measures, belongs to an HTML attribute, or stands alone between other marks.
    Skip,
}

/// Pairs all marks of `block` but the single ones.
pub fn read(text: &str, block: &Range<usize>, marks: &[Mark], paired: &mut Paired) {
    for family in [Family::Double, Family::Guillemet, Family::SingleGuillemet] {
        let of_family = |mark: &&Mark| mark.glyph.family() == family;
        let Some(first) = marks.iter().find(of_family) else { continue };
        let inward = first.glyph == Glyph::RightGuillemet || first.glyph == Glyph::RightSingleGuillemet;
        let inward = inward && first.faces == Faces::Opening;
        let mut members = Vec::with_capacity(marks.len());
        members.extend(marks.iter().filter(of_family));
        pair(text, block, &members, inward, paired);
    }
}

/// Pairs marks of one family as brackets pair. A mark left open ends where the next one opens.
fn pair(text: &str, block: &Range<usize>, marks: &[Mark], inward: bool, paired: &mut Paired) {
    let mut open: SmallVec<[usize; DEEPEST]> = SmallVec::new();
    let mut lost: SmallVec<[usize; 2]> = SmallVec::new();
    let mut openers: [SmallVec<[usize; 8]>; 2] = Default::default();
    let mut in_attribute = false;
    for (i, mark) in marks.iter().enumerate() {
        let role = if in_attribute || opens_attribute(text, mark) {
            in_attribute = !in_attribute;
            Role::Skip
        } else if measures(text, mark, marks.get(i + 1), !open.is_empty()) {
            Role::Skip
        } else if open.is_empty() && opens_after_verb(text, mark, marks.get(i + 1)) {
            Role::Open
        } else {
            role(mark, open.last().map(|&i| marks[i].glyph), inward)
        };
        match role {
            Role::Skip => {}
            Role::Open => {
                if mark.glyph == Glyph::RightDouble {
                    paired.reversed.push((*mark, '“'));
                }
                openers[usize::from(mark.glyph.is_straight())].push(mark.start);
                if open.len() == DEEPEST {
                    lost.push(open.remove(0));
                }
                open.push(i);
            }
            Role::Close => match open.pop() {
                Some(opener) => {
                    let opener = marks[opener];
                    if mark.glyph == Glyph::LeftDouble && opener.glyph != Glyph::LowDouble {
                        paired.reversed.push((*mark, '”'));
                    }
                    paired.pairs.push(Pair { open: opener, close: Some(*mark), end: mark.end });
                }
                None if text[block.clone()].trim() == &text[mark.range()] => {}
                None => paired.unopened.push(*mark),
            },
        }
    }
    for opener in lost.into_iter().chain(open) {
        let opener = marks[opener];
        // Marks of another make are an inner quotation; of the same make, the next speech.
        let openers = &openers[usize::from(opener.glyph.is_straight())];
        let next = openers.partition_point(|&start| start <= opener.start);
        let cut = openers.get(next).copied().unwrap_or(block.end);
        let end = opener.end + text[opener.end..cut].trim_end().len();
        paired.pairs.push(Pair { open: opener, close: None, end });
    }
}

/// What `mark` does while `open` is the innermost mark left open.
fn role(mark: &Mark, open: Option<Glyph>, inward: bool) -> Role {
    match mark.glyph {
        Glyph::LowDouble | Glyph::Backticks => Role::Open,
        Glyph::LeftDouble => match (open, mark.faces) {
            (Some(Glyph::LowDouble), Faces::Closing | Faces::Unclear) => Role::Close,
            (_, Faces::Closing) => Role::Close,
            (Some(_), Faces::Unclear) if mark.after.is_whitespace() => Role::Close,
            _ => Role::Open,
        },
        Glyph::RightDouble if open.is_none() && (mark.faces == Faces::Opening || mark.before == '\n') => Role::Open,
        Glyph::RightDouble => Role::Close,
        Glyph::LeftGuillemet | Glyph::LeftSingleGuillemet | Glyph::RightGuillemet | Glyph::RightSingleGuillemet => {
            let left = matches!(mark.glyph, Glyph::LeftGuillemet | Glyph::LeftSingleGuillemet);
            // French sets spaces inside its marks; then only the shape tells.
            match mark.faces {
                Faces::Opening => Role::Open,
                Faces::Closing => Role::Close,
                Faces::Unclear if left != inward => Role::Open,
                Faces::Unclear => Role::Close,
            }
        }
        _ => match (mark.faces, open) {
            (Faces::Closing, None) if mark.after == '>' => Role::Skip,
            (Faces::Unclear, None) if !mark.after.is_whitespace() && !mark.after.is_alphanumeric() => Role::Skip,
            (Faces::Opening, _) | (Faces::Unclear, None) => Role::Open,
            (Faces::Closing, _) | (Faces::Unclear, Some(_)) => Role::Close,
        },
    }
}

/// Whether the space stands on the wrong side of `mark`: He says,” it will reopen.”
fn opens_after_verb(text: &str, mark: &Mark, next: Option<&Mark>) -> bool {
    let Some(words) = text[..mark.start].strip_suffix([',', ':']) else { return false };
    mark.after == ' '
        && next.is_some_and(|next| next.faces == Faces::Closing)
        && words.rsplit(' ').next().is_some_and(kinds::speaks)
}

/// Whether `mark` opens the value of an HTML attribute: `id="`.
fn opens_attribute(text: &str, mark: &Mark) -> bool {
    let before = &text.as_bytes()[..mark.start];
    before.last() == Some(&b'=') && before.len() > 1 && before[before.len() - 2].is_ascii_alphanumeric()
}

/// Whether `mark` stands for inches or seconds: 6'2", a 12" record.
fn measures(text: &str, mark: &Mark, next: Option<&Mark>, open: bool) -> bool {
    if mark.faces == Faces::Opening || !matches!(mark.glyph, Glyph::StraightDouble | Glyph::Twin | Glyph::RightDouble) {
        return false;
    }
    let before = &text[..mark.start];
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '½' || c == '¼' || c == '¾');
    let digits = before.len() - number.len();
    if !before.ends_with(|c: char| c.is_numeric()) || digits > 4 || number.ends_with(['$', '£', '€', ',', '.', ':'])
    {
        return false;
    }
    // A closing mark that comes next would have nothing to close, if this one closed.
    let closed_later = next.is_some_and(|next| next.faces == Faces::Closing && next.glyph != Glyph::LeftDouble);
    let feet = number.trim_end_matches(' ').strip_suffix(['\'', '’', '′', '´']);
    if feet.is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit())) {
        return closed_later || !open || next.is_some_and(|next| next.faces == Faces::Opening) && !is_stop(mark.after);
    }
    let year = digits == 4;
    mark.glyph != Glyph::RightDouble && !year && (!open || closed_later)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | '\n')
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::check;

    #[test]
    fn marks_of_every_make_pair() {
        check(
            r#"“The bridge is safe,” Ruiz said.
^^^^^^^^^^^^^^^^^^^^^ full

‘The bridge is safe,’ Ruiz said.
^^^^^^^^^^^^^^^^^^^^^ full

«The bridge is safe,» Ruiz said. « Le pont est sûr », dit-elle.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^^^ full

»Die Brücke ist sicher«, sagte sie. „Die Brücke hält“, sagte er.
^^^^^^^^^^^^^^^^^^^^^^^ full
                                    ^^^^^^^^^^^^^^^^^ fragment

‹Ja›, she said. ›Nein‹, he said. ‚Doch‘, she said.
^^^^ fragment
                ^^^^^^ fragment
                                 ^^^^^^ fragment

„Most jest bezpieczny”, powiedziała.
^^^^^^^^^^^^^^^^^^^^^^ fragment
"#,
        );
    }

    #[test]
    fn straight_marks_of_every_make_pair() {
        check(
            r#""The bridge is safe," Ruiz said to 'Cole'. ''It is,'' she said.
^^^^^^^^^^^^^^^^^^^^^ full
                                   ^^^^^^ fragment
                                           ^^^^^^^^^^ full

``The bridge is safe,'' Ruiz said. `No,' she said.
^^^^^^^^^^^^^^^^^^^^^^^ full
                                   ^^^^^ full
"#,
        );
    }

    #[test]
    fn quotations_stand_inside_quotations() {
        check(
            r#"“He told me ‘never again’ twice,” Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
            ^^^^^^^^^^^^^ fragment inner

“He told me, ‘never again,’” Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
             ^^^^^^^^^^^^^^ fragment inner

‘He told me “never again” twice,’ Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
            ^^^^^^^^^^^^^ fragment inner
"#,
        );
    }

    #[test]
    fn straight_quotations_stand_inside_straight_ones() {
        check(
            r#""He called it a "disgrace" twice," Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
                ^^^^^^^^^^ fragment inner

''He said, 'Never again,''' Ruiz said. '''Never again,' he said.''
^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
           ^^^^^^^^^^^^^^ full inner
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
                                         ^^^^^^^^^^^^^^ fragment inner
"#,
        );
    }
}
