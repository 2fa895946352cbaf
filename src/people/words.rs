//! The words of a text with what they tell of names.

use std::ops::Range;

use crate::language::known::Known;
use crate::language::lexicon::{self, Class};
use crate::language::tokens::{Case, Token};
use crate::people::fold;

/// The tokens of a text with what is known of each that has a capital.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
}

impl<'a> Words<'a> {
    /// The words of `text`, which are its `tokens`.
    pub fn of(text: &'a str, tokens: &'a [Token]) -> Self {
        Self { text, tokens }
    }

    /// The text of token `i`; empty past the end.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |token| token.text(self.text))
    }

    /// What is known of token `i`; nothing, when it has no capital.
    pub fn known(&self, i: usize) -> Known {
        match self.tokens.get(i) {
            Some(token) if token.case == Case::Lower => Known::default(),
            Some(token) if token.class.has(Class::COMPOUND) => taken_apart(token.text(self.text), token.class.known()),
            Some(token) => token.class.known(),
            None => Known::default(),
        }
    }

    /// The text from the start of token `from` to the end of the one before `until`.
    pub fn slice(&self, from: usize, until: usize) -> &'a str {
        &self.text[self.range(from, until)]
    }

    /// The bytes from the start of token `from` to the end of the one before `until`.
    pub fn range(&self, from: usize, until: usize) -> Range<usize> {
        self.tokens[from].start as usize..self.tokens[until - 1].end() as usize
    }
}

/// What is known of `word`, in any case. Of a word with a hyphen, what is known of its first part as a given name.
pub fn known(word: &str) -> Known {
    taken_apart(word, lexicon::class(word).known())
}

/// What is known of `word`, of which the lexicon as it stands tells `known`.
fn taken_apart(word: &str, known: Known) -> Known {
    match known {
        known if known != Known::default() => known,
        _ if word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.') => Known::default(),
        _ if word.is_ascii() => in_parts(&word.replace('\'', "")),
        _ => in_parts(&fold::fold(word)),
    }
}

fn in_parts(word: &str) -> Known {
    match lexicon::class(word).known() {
        known if known != Known::default() => known,
        _ => match word.split_once(['-', ' ']) {
            Some((first, _)) if lexicon::class(first).known().has(Known::GIVEN) => Known::GIVEN,
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
