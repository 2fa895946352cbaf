//! Where a lost closing mark belongs.

use std::ops::Range;

use crate::language::lexicon::{self, Class};
use crate::language::verbs::{self, Form, Frames, Strength};
use crate::markdown::Article;
use crate::quotes::{Quote, running};

/// Where a closing mark belongs.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// An offset in the prose.
    pub at: usize,
    /// Whether the copy tells for certain: a tag follows and ends the copy that the mark holds open.
    pub sure: bool,
}

/// Where the mark that would close `quote` belongs; `None` when the copy does not tell.
pub fn find(article: &Article, quote: &Quote) -> Option<Place> {
    if let Some(place) = tag(article, quote) {
        return Some(place);
    }
    let text = article.prose.slice(&quote.inside);
    let guess = |at| Some(Place { at: quote.inside.start + at, sure: false });
    if let Some(bracket) = bracket(text) {
        return guess(bracket);
    }
    let stop = first_stop(text).filter(|&stop| stop < text.len());
    let ends = text.trim_end_matches(['’', '\'', '”', '"', ')', ']']).ends_with(['.', '!', '?', '…', '—']);
    if !running::is_left_open(article, quote) {
        // Between this mark and the next the writer may have gone on in words of his own.
        return if ends && stop.is_none() { guess(text.len()) } else { None };
    }
    let begins = text.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
    match stop {
        Some(stop) if !begins => guess(stop),
        _ => guess(text.len()),
    }
}

/// Where a bracket closes in `text` that was opened before it.
fn bracket(text: &str) -> Option<usize> {
    let mut open = 0;
    for (i, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => return Some(i),
            b')' => open -= 1,
            _ => {}
        }
    }
    None
}

/// Where the first tag stands that the writer put after the words of `quote`: `, she said`.
pub fn tag(article: &Article, quote: &Quote) -> Option<Place> {
    let text = article.prose.slice(&quote.inside);
    let mut from = 0;
    while let Some(found) = text[from..].find([',', '?', '!']) {
        let at = from + found + 1;
        from = at;
        let Some(rest) = text[at..].strip_prefix(' ') else { continue };
        if let Some(after) = tag_len(rest) {
            let tail = &rest[after..];
            let ends = first_stop(tail).unwrap_or(tail.len());
            let sure = text[..at].ends_with(',') && tail[ends..].trim().is_empty() && !tail.contains(['‘', '\'', '(']);
            return Some(Place { at: quote.inside.start + at, sure });
        }
    }
    None
}

/// How many bytes of `rest` are a speaker and a verb of speech, in either order, when the clause ends there.
fn tag_len(rest: &str) -> Option<usize> {
    let words = words(rest, 6);
    let word = |i: usize| words.get(i).map(|range: &Range<usize>| &rest[range.clone()]);
    let speaker = speaker_len(rest, &words);
    let end = match (speaker, word(0).is_some_and(is_tag_verb)) {
        (Some(len), _) if word(len).is_some_and(is_tag_verb) => len + 1,
        (None, true) => 1 + speaker_len(rest, &words[1..])?,
        _ => return None,
    };
    let after = words[end - 1].end;
    let tail = &rest[after..];
    let goes_on = tail.strip_prefix(' ').is_some_and(|tail| {
        let next = words_of(tail);
        let class = lexicon::class(next);
        !class.has(Class::PREPOSITION.or(Class::TIME).or(Class::ADVERB))
            && !matches!(next, "during" | "while" | "as" | "when")
    });
    (!goes_on).then_some(after)
}

/// How many words at the start of `words` name a speaker: she, Ana Ruiz, the mayor.
fn speaker_len(rest: &str, words: &[Range<usize>]) -> Option<usize> {
    let word = |i: usize| words.get(i).map(|range| &rest[range.clone()]);
    let first = word(0)?;
    if matches!(first, "he" | "she" | "they" | "it" | "I" | "we") {
        return Some(1);
    }
    if matches!(first, "the" | "a" | "an" | "one" | "his" | "her") {
        return word(1)
            .filter(|word| lexicon::class(word).has(Class::HUMAN.or(Class::BODY).or(Class::TITLE).or(Class::KIN)))
            .map(|_| 2);
    }
    let names = words.iter().take_while(|range| rest[(*range).clone()].starts_with(char::is_uppercase)).count();
    (1..=4).contains(&names).then_some(names)
}

/// Whether `word` is a finite verb that stands in tags: said, adds.
fn is_tag_verb(word: &str) -> bool {
    let class = lexicon::class(word);
    let Some(verb) = class.verb().map(|i| &verbs::all()[i]) else { return false };
    verb.strength >= Strength::Usual
        && verb.frames.has(Frames::QUOTE)
        && (class.form().has(Form::PAST) || class.form().has(Form::PRESENT))
}

/// The first `count` words of `text`, as long as single spaces part them.
fn words(text: &str, count: usize) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while words.len() < count {
        let word = words_of(&text[at..]);
        if word.is_empty() {
            break;
        }
        words.push(at..at + word.len());
        at += word.len();
        match text[at..].strip_prefix(' ') {
            Some(_) => at += 1,
            None => break,
        }
    }
    words
}

/// The word at the start of `text`.
fn words_of(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '’' | '\'')).unwrap_or(text.len());
    &text[..end]
}

/// Where the first sentence of `text` ends, its stop included; `None` when it has no stop.
pub fn first_stop(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find(['.', '?', '!']) {
        let at = from + found + 1;
        from = at;
        let word = text[..at - 1].rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
        let abbreviation =
            text[..at].ends_with('.') && (word.contains('.') || word.len() == 1 || lexicon::is_abbreviation(word));
        let closers: usize =
            text[at..].chars().take_while(|c| matches!(c, '’' | '\'' | ')' | ']')).map(char::len_utf8).sum();
        let rest = &text[at + closers..];
        if rest.is_empty() || rest.starts_with(char::is_whitespace) && !abbreviation {
            return Some(at + closers);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::check;

    #[test]
    fn a_lost_mark_turns_no_other() {
        check(
            r#"“The bridge is safe, she said. “It will reopen,” she added. “We looked.”
^^^^^^^^^^^^^^^^^^^^ full open
                               ^^^^^^^^^^^^^^^^^ full
                                                            ^^^^^^^^^^^^ full
^ unclosed
                    | closes

Cole disagreed. “It is not safe. He left. “I will not cross it,” he said.
                ^^^^^^^^^^^^^^^^^^^^^^^^^ full open
                                          ^^^^^^^^^^^^^^^^^^^^^^ full
                ^ unclosed

Cole called it “a death trap on legs. Ruiz did not.
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full open
               ^ unclosed
                                     | may close

Voters (among those who are “somewhat liberal) agreed.
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^ scare open
                            ^ unclosed
                                             | may close
"#,
        );
    }

    #[test]
    fn a_lost_straight_mark_turns_no_other() {
        check(
            r#""The bridge is safe, she said. "It will reopen," she added. "We looked."
^^^^^^^^^^^^^^^^^^^^ full open
                               ^^^^^^^^^^^^^^^^^ full
                                                            ^^^^^^^^^^^^ full
^ unclosed
                    | closes
"#,
        );
    }

    #[test]
    fn a_lost_opening_mark_turns_no_other() {
        check(
            r#"The bridge is safe,” Ruiz said. “It will reopen.”
                                ^^^^^^^^^^^^^^^^^ full
                   ^ unopened
| may open

“We looked,” Ruiz said. The bridge is safe,” she added. “It will reopen.”
^^^^^^^^^^^^ full
                                                        ^^^^^^^^^^^^^^^^^ full
                                           ^ unopened
                        | may open
"#,
        );
    }
}
