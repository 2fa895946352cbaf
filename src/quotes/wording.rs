//! What the words of a quotation look like: how many, in Title Case or not, a sentence or more.

use crate::language::lexicon::{self, Class};
use crate::language::packed::{between, digits, is_ascii, letters};
use crate::language::tokens::is_alphanumeric;

/// Words of `text`: runs of letters and digits with single apostrophes, hyphens and stops inside.
pub fn count_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut at) = (Count::default(), 0);
    while let Some(&byte) = bytes.get(at) {
        let eight = bytes[at..].first_chunk().map(|eight| u64::from_le_bytes(*eight));
        if let Some(eight) = eight.filter(|&eight| is_ascii(eight)) {
            count.eight(eight);
            at += size_of::<u64>();
            continue;
        }
        let c = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or_default() };
        count.one(is_alphanumeric(c), matches!(c, '\'' | '’' | '.' | '-'));
        at += c.len_utf8();
    }
    count.words
}

/// Words counted so far, and what came last.
#[derive(Default)]
struct Count {
    words: usize,
    /// A letter or digit.
    letter: bool,
    /// A mark that may stand inside a word, right behind a letter or digit.
    joined: bool,
}

impl Count {
    fn one(&mut self, letter: bool, joins: bool) {
        self.words += usize::from(letter && !self.letter && !self.joined);
        self.joined = joins && self.letter;
        self.letter = letter;
    }

    /// The same of eight bytes of ASCII, the first of them the lowest.
    fn eight(&mut self, bytes: u64) {
        let first = |before: bool| u64::from(before) << 7;
        let letters = letters(bytes) | digits(bytes);
        let joins = between(bytes, b'-', b'.') | between(bytes, b'\'', b'\'');
        let behind_letters = letters << 8 | first(self.letter);
        let joined = joins & behind_letters;
        let begin = letters & !behind_letters & !(joined << 8 | first(self.joined));
        self.words += begin.count_ones() as usize;
        self.letter = letters >> 63 != 0;
        self.joined = joined >> 63 != 0;
    }
}

/// Whether every word but the small ones begins with a capital, and the first does.
pub fn is_title_case(text: &str) -> bool {
    let mut any = false;
    for word in words(text) {
        let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        if !capital && (!any || !is_small(word)) {
            return false;
        }
        any = true;
    }
    any && !has_inner_stop(text)
}

/// Words that titles leave small.
fn is_small(word: &str) -> bool {
    word.chars().count() <= 4
        && lexicon::class(word).has(Class::DETERMINER.or(Class::PREPOSITION).or(Class::CONJUNCTION))
        || matches!(
            word,
            "a" | "an"
                | "the"
                | "of"
                | "and"
                | "in"
                | "to"
                | "for"
                | "on"
                | "at"
                | "by"
                | "or"
                | "from"
                | "with"
                | "vs"
        )
}

/// Whether a block is a headline in Title Case: short, and nearly every long word of it capitalised.
pub fn is_headline(text: &str) -> bool {
    let (mut capital, mut small) = (0, 0);
    for word in text.as_bytes().split(|&byte| byte == b' ').filter(|word| word.len() > 3) {
        match word[0] {
            b'a'..=b'z' => small += 1,
            b'A'..=b'Z' => capital += 1,
            _ => match String::from_utf8_lossy(word).chars().find(|c| c.is_alphanumeric()) {
                Some(c) if c.is_uppercase() => capital += 1,
                Some(_) => small += 1,
                None => {}
            },
        }
        if small > 5 || capital + small >= 30 {
            return false;
        }
    }
    capital + small >= 4 && capital >= 4 * small
}

/// Whether a sentence ends inside `text`, before its end.
pub fn has_inner_stop(text: &str) -> bool {
    memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()).any(|i| {
        let Some(rest) = text[i + 1..].strip_prefix(' ') else { return false };
        rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '‘' | '['))
            && !(text.as_bytes()[i] == b'.' && ends_in_abbreviation(&text[..=i]))
    })
}

/// Whether the stop at the end of `text` belongs to an abbreviation or an initial.
pub fn ends_in_abbreviation(text: &str) -> bool {
    let Some(text) = text.strip_suffix('.') else { return false };
    let word = text.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
    word.contains('.')
        || word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I"
        || lexicon::is_abbreviation(word)
}

/// Words of `text`: runs of letters and digits with single apostrophes, hyphens and stops inside.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_alphanumeric)?;
        let mut end = start;
        let mut joined = false;
        for (i, c) in text[start..].char_indices() {
            if is_alphanumeric(c) {
                end = start + i + c.len_utf8();
                joined = false;
            } else if joined || !matches!(c, '\'' | '’' | '.' | '-') {
                break;
            } else {
                joined = true;
            }
        }
        at = end;
        Some(&text[start..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_words_are_counted_as_are_read() {
        let mut texts = vec![String::new()];
        for piece in ["a", "B", "7", " ", "'", ".", "-", "’", "é", "—", "@", "word-by-word it’s "] {
            let longer: Vec<String> = texts.iter().map(|text| format!("{text}{piece}")).collect();
            texts.extend(longer);
        }
        for text in &texts {
            for text in [text.clone(), text.chars().rev().collect(), format!("{text}{text}")] {
                assert_eq!(count_words(&text), words(&text).count(), "{text:?}");
            }
        }
    }
}
