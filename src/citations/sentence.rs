//! One sentence as credits are read in it: its words by number, counted from 0, and nothing before or after.

use std::ops::Range;

use crate::language::lexicon::Class;
use crate::language::tokens::{Kind, Token};

/// Words of the longest name that is read whole; a line in capitals is no name.
const LONGEST_NAME: isize = 14;

/// How many tokens off something still bears on a credit: a sentence may be a whole book.
const REACH: isize = 120;

/// A sentence's tokens. Every question about a token outside it has an answer that says no.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The tokens of the sentence.
    pub tokens: &'a [Token],
    /// The outer quotations that touch the sentence, sorted.
    pub quoted: &'a [Range<usize>],
}

impl<'a> Sentence<'a> {
    /// The token at `i`.
    pub fn token(&self, i: isize) -> Option<&'a Token> {
        usize::try_from(i).ok().and_then(|i| self.tokens.get(i))
    }

    /// Its text; empty outside.
    pub fn word(&self, i: isize) -> &'a str {
        self.token(i).map_or("", |token| token.text(self.text))
    }

    /// Whether the word at `i` is `word`, in any case.
    pub fn is(&self, i: isize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether the word at `i` is one of `words`, in any case.
    pub fn any(&self, i: isize, words: &[&str]) -> bool {
        let word = self.word(i);
        !word.is_empty() && words.iter().any(|other| other.eq_ignore_ascii_case(word))
    }

    /// Whether a token of `kind` stands at `i`.
    pub fn kind(&self, i: isize, kind: Kind) -> bool {
        self.token(i).is_some_and(|token| token.kind == kind)
    }

    /// Whether the word at `i` has any flag of `class`.
    pub fn class(&self, i: isize, class: Class) -> bool {
        self.token(i).is_some_and(|token| token.class.has(class))
    }

    /// Whether the word at `i` starts with a capital.
    pub fn capital(&self, i: isize) -> bool {
        self.token(i).is_some_and(|token| token.kind == Kind::Word && token.is_capital())
    }

    /// Whether a word or a number stands at `i`.
    pub fn wordy(&self, i: isize) -> bool {
        self.token(i).is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Number))
    }

    /// Whether the word at `i` only says when: `Tuesday`, `last`, `night`.
    pub fn when(&self, i: isize) -> bool {
        self.class(i, Class::TIME)
            || self
                .any(i, &["last", "earlier", "late", "early", "later", "yesterday", "today", "week", "month", "year"])
    }

    /// The text from the first of `tokens` to the last, as a range; `tokens` is not empty and lies inside.
    pub fn range(&self, tokens: &Range<isize>) -> Range<usize> {
        let start = self.token(tokens.start).map_or(0, |token| token.start as usize);
        let end = self.token(tokens.end - 1).map_or(start, |token| token.end() as usize);
        start..end.max(start)
    }

    /// Whether any of `range` lies in a quotation.
    pub fn quotes(&self, range: &Range<usize>) -> bool {
        let next = self.quoted.partition_point(|quote| quote.end <= range.start);
        self.quoted.get(next).is_some_and(|quote| quote.start < range.end)
    }

    /// The tokens near `i`, by number: all of them, unless the sentence is very long.
    pub fn near(&self, i: isize) -> Range<isize> {
        (i - REACH).max(0)..(i + REACH).min(self.len())
    }

    /// How many tokens there are.
    pub fn len(&self) -> isize {
        self.tokens.len() as isize
    }

    /// The first token of the capitalised name that ends before `end`, particles and `&` inside it included; `end` itself
    /// when no name ends there.
    pub fn name_before(&self, end: isize) -> isize {
        let mut start = end;
        while start > end - LONGEST_NAME {
            let i = start - 1;
            if self.capital(i) || (start < end && self.any(i, &["&"])) {
                start = i;
            } else if start < end
                && self.any(i, &["of", "and", "for", "on", "the"])
                && (self.capital(i - 1) || self.is(i - 1, "of") && self.capital(i - 2))
            {
                start = i - 1;
            } else {
                break;
            }
        }
        while start < end && self.any(start, &["the", "a", "an", "&"]) {
            start += 1;
        }
        start
    }

    /// One past the capitalised name that starts at `start`; `start` itself when none does.
    pub fn name_after(&self, start: isize) -> isize {
        let mut end = start;
        while end < start + LONGEST_NAME {
            if self.capital(end) {
                end += 1;
            } else if end > start
                && (self.any(end, &["of", "and", "for", "on", "&", "the"]))
                && (self.capital(end + 1) || self.is(end + 1, "the") && self.capital(end + 2))
            {
                end += 2;
            } else {
                break;
            }
        }
        end
    }
}
