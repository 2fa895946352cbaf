//! English, on bare strings: tokens, sentences and what the lexicon knows of each word. Knows no Markdown.

pub mod anonymity;
pub mod chunks;
pub mod fragments;
mod insertions;
pub mod known;
pub mod lexicon;
pub mod numbers;
pub mod organisations;
pub mod packed;
pub mod phrases;
pub mod placeholders;
pub mod sentences;
pub mod standing;
pub mod subjects;
pub mod tokens;
pub mod verbs;
pub mod word_map;

use std::ops::Range;

use crate::language::tokens::Token;

/// A text read once: its tokens and its sentences.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Sorted by start, never overlapping, white space left out. A `\n` is a token of its own.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of bytes, sorted, never overlapping, trimmed; none crosses a `\n`. Marks of
    /// quotation that close right after the last stop belong to the sentence.
    pub sentences: Vec<Range<usize>>,
}

impl Reading {
    /// Takes over the reading of a text that begins `offset` bytes into this one, at the start of a block, where this
    /// reading ends.
    pub fn append(&mut self, rest: Self, offset: usize) {
        // Tokens count no further than this.
        let Ok(width) = u32::try_from(offset) else { return };
        let tokens = rest.tokens.into_iter().take_while(|token| token.end().checked_add(width).is_some());
        self.tokens.extend(tokens.map(|token| token.shifted(width)));
        let sentences = rest.sentences.into_iter();
        self.sentences.extend(sentences.map(|sentence| sentence.start + offset..sentence.end + offset));
    }

    /// The index of the first token that starts at or after `offset`.
    pub fn token_from(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| (token.start as usize) < offset)
    }

    /// The sentence that holds `offset`, or the nearest one before it; `None` before the first.
    pub fn sentence_at(&self, offset: usize) -> Option<&Range<usize>> {
        self.sentences.partition_point(|sentence| sentence.start <= offset).checked_sub(1).map(|i| &self.sentences[i])
    }
}

/// Whether a draft's own word for its language means English: `en`, `en-GB`, `English`; also where it says nothing.
pub fn is_english(language: &str) -> bool {
    let primary = language.trim().split(['-', '_', ' ']).next().unwrap_or_default().to_lowercase();
    matches!(primary.as_str(), "" | "en" | "eng" | "english")
}

/// Reads `text`.
pub fn read(text: &str) -> Reading {
    read_for(text, text.len())
}

/// Reads `text`, which what comes next is appended to, until it is a text of `whole` bytes.
pub fn read_for(text: &str, whole: usize) -> Reading {
    let tokens = tokens::read(text, whole);
    let sentences = sentences::read(text, &tokens);
    Reading { tokens, sentences }
}
