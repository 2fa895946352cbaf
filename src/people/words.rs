//! What single words tell about names: given names, words of everyday English, words of bodies and places.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::lexicon::rows;
use crate::language::tokens::{Case, Token};
use crate::language::word_map::WordMap;
use crate::people::fold;

static GIVEN: &str = include_str!("given_names.txt");
static COMMON: &str = include_str!("common_words.txt");
static NOT_NAMES: &str = include_str!("not_names.tsv");

/// What is known of a word, a set. Nothing known is a good sign in a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known(u8);

impl Known {
    /// A given name somewhere.
    pub const GIVEN: Self = Self(1);
    /// A word of everyday English, which starts sentences and stands in titles.
    pub const COMMON: Self = Self(1 << 1);
    /// A word in the names of bodies and works: committee, times.
    pub const ORG: Self = Self(1 << 2);
    /// The same, but also a family name: Fox, Ford.
    pub const BRAND: Self = Self(1 << 3);
    /// A place, or the first word of places.
    pub const PLACE: Self = Self(1 << 4);
    /// People or things by origin, faith, party, direction or number.
    pub const GROUP: Self = Self(1 << 5);

    /// Whether it has any flag of `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The flags of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static WORDS: LazyLock<WordMap<Known>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Known> = FxHashMap::default();
    words.reserve(12_000);
    let mut add = |word: &'static str, known: Known| {
        let entry = words.entry(word).or_default();
        *entry = entry.or(known);
    };
    for word in GIVEN.lines() {
        add(word, Known::GIVEN);
    }
    for word in COMMON.lines() {
        add(word, Known::COMMON);
    }
    for row in rows(NOT_NAMES) {
        for kind in row[1].split(' ') {
            let known = match kind {
                "org" => Known::ORG,
                "brand" => Known::BRAND,
                "place" => Known::PLACE,
                _ => Known::GROUP,
            };
            add(row[0], known);
        }
    }
    words.into_iter().collect()
});

/// The tokens of a text with what is known of each that has a capital.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    known: Vec<Known>,
}

impl<'a> Words<'a> {
    /// Looks up every word with a capital once.
    pub fn of(text: &'a str, tokens: &'a [Token]) -> Self {
        let known = tokens.iter().map(|token| match token.case {
            Case::Lower => Known::default(),
            _ => known(token.text(text)),
        });
        Self { text, tokens, known: known.collect() }
    }

    /// The text of token `i`; empty past the end.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |token| token.text(self.text))
    }

    /// What is known of token `i`; nothing, when it has no capital.
    pub fn known(&self, i: usize) -> Known {
        self.known.get(i).copied().unwrap_or_default()
    }

    /// The text from the start of token `from` to the end of the one before `until`.
    pub fn slice(&self, from: usize, until: usize) -> &'a str {
        &self.text[self.range(from, until)]
    }

    /// The bytes from the start of token `from` to the end of the one before `until`.
    pub fn range(&self, from: usize, until: usize) -> Range<usize> {
        self.tokens[from].start as usize..self.tokens[until - 1].end as usize
    }
}

/// What is known of `word`, in any case. Of a word with a hyphen, what is known of its first part as a given name.
pub fn known(word: &str) -> Known {
    match WORDS.get(word) {
        Some(&known) => known,
        None if word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.') => Known::default(),
        None if word.is_ascii() => in_parts(&word.replace('\'', "")),
        None => in_parts(&fold::fold(word)),
    }
}

fn in_parts(word: &str) -> Known {
    match WORDS.get(word) {
        Some(&known) => known,
        None => match word.split_once(['-', ' ']) {
            Some((first, _)) if WORDS.get(first).is_some_and(|known| known.has(Known::GIVEN)) => Known::GIVEN,
            _ => Known::default(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case_and_spelling() {
        assert!(known("José").has(Known::GIVEN));
        assert!(known("MARY").has(Known::GIVEN));
        assert!(known("Jean-Baptiste").has(Known::GIVEN));
        assert!(known("White").has(Known::COMMON));
        assert!(known("Committee").has(Known::ORG));
        assert!(known("Fla.").has(Known::PLACE));
        assert!(known("Mexican").has(Known::GROUP));
        assert_eq!(known("Sheinbaum"), Known::default());
        assert_eq!(known(""), Known::default());
    }
}
