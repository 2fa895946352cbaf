//! Words and marks.

use crate::language::lexicon::Class;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word: letters and digits with inner apostrophes, hyphens and the stops of an abbreviation.
    Word,
    /// A number: starts with a digit.
    Number,
    /// `.`, `!`, `?` or `…` that may end a sentence.
    Stop,
    /// `,`.
    Comma,
    /// `:`.
    Colon,
    /// `;`.
    Semicolon,
    /// An en or em dash, `--` or a hyphen between spaces.
    Dash,
    /// `(` or `[`.
    Open,
    /// `)` or `]`.
    Close,
    /// A mark of quotation of any kind, single ones that are apostrophes excepted.
    Quote,
    /// The end of a block.
    Break,
    /// Anything else.
    Other,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital at the start.
    Lower,
    /// A capital first and a small letter somewhere.
    Title,
    /// All capitals, two letters or more, or an initial with its stop.
    Upper,
}

/// One word or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
    /// How it is capitalised; `Lower` for marks.
    pub case: Case,
    /// What the lexicon knows of it.
    pub class: Class,
}

impl Token {
    /// Its text, in the text that was read.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.end as usize]
    }
}
