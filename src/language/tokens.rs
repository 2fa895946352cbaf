//! Words and marks.

mod marks;
mod words;

use std::ops::Range;

use crate::language::lexicon::Class;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word: letters and digits with inner apostrophes, hyphens and the stops of an abbreviation.
    Word,
    /// `’s` after a word, whether it marks possession or stands for "is" or "has".
    Clitic,
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
    /// A mark of quotation of any kind; apostrophes inside words and before decades are not.
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
    /// A capital first and a small letter somewhere, or one capital alone.
    Title,
    /// All capitals, two letters or more.
    Upper,
}

/// One word or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// How many bytes.
    len: u16,
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
        &text[self.range()]
    }

    /// One past the last byte.
    pub fn end(&self) -> u32 {
        self.start + u32::from(self.len)
    }

    /// The same token in a text that begins `width` bytes earlier.
    pub(super) fn shifted(self, width: u32) -> Self {
        Self { start: self.start + width, ..self }
    }

    /// Whether it starts with a capital.
    pub fn is_capital(&self) -> bool {
        self.case != Case::Lower
    }

    /// Its bytes as a range.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end() as usize
    }
}

/// The tokens of `text`, sorted, white space left out, and room for those of `whole` bytes. A text over 4 GiB is not
/// read past there.
pub fn read(text: &str, whole: usize) -> Vec<Token> {
    let most = (u32::MAX as usize).min(text.len());
    let text = text.get(..most).unwrap_or_default();
    // More than English has, for growing would hold all of them twice.
    let mut tokens = Vec::with_capacity(whole / 4 + 8);
    let mut at = 0;
    let bytes = text.as_bytes();
    loop {
        // Most words stand behind a space.
        at += usize::from(bytes.get(at) == Some(&b' '));
        let Some(&byte) = bytes.get(at) else { break };
        if byte.is_ascii_alphanumeric() {
            at = words::word(text, at, &mut tokens);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if c != '\n' && c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        at =
            if is_alphanumeric(c) { words::word(text, at, &mut tokens) } else { marks::mark(text, at, c, &mut tokens) };
    }
    tokens
}

/// Whether `c` is a letter or a digit. The marks that copy is full of are told without a search in tables.
pub fn is_alphanumeric(c: char) -> bool {
    // From a hyphen to a guillemet: dashes, marks of quotation, dots.
    !matches!(c, '\u{2010}'..='\u{203A}') && c.is_alphanumeric()
}

fn push(tokens: &mut Vec<Token>, text: &str, range: Range<usize>, kind: Kind, case: Case, class: Class) {
    match u16::try_from(range.len()) {
        Ok(len) => tokens.push(Token { start: range.start as u32, len, kind, case, class }),
        Err(_) => push_pieces(tokens, text, range, kind, case, class),
    }
}

/// Adds a word or mark in as many pieces as it takes: none that somebody wrote is so long.
#[cold]
fn push_pieces(tokens: &mut Vec<Token>, text: &str, range: Range<usize>, kind: Kind, case: Case, class: Class) {
    let mut start = range.start;
    while start < range.end {
        let mut end = range.end.min(start + usize::from(u16::MAX));
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        tokens.push(Token { start: start as u32, len: (end - start) as u16, kind, case, class });
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let tokens: Vec<&str> = read(text, text.len()).iter().map(|token| token.text(text)).collect();
        assert_eq!(tokens.join("|"), expected);
    }

    #[test]
    fn words_keep_their_stops_and_hyphens() {
        check(
            "Mr. O’Neill, D-N.C., said at 9 a.m. in St. Paul.",
            "Mr.|O’Neill|,|D-N.C.|,|said|at|9|a.m.|in|St.|Paul|.",
        );
        check("The 45-year-old don’t.", "The|45-year-old|don’t|.");
        check("It cost $1,200.50 (or 3.5%).", "It|cost|$|1,200.50|(|or|3.5|%|)|.");
    }

    #[test]
    fn possessives_stand_apart() {
        check("Trump’s plan, the Smiths’ house", "Trump|’s|plan|,|the|Smiths|’|house");
    }

    #[test]
    fn clipped_words_open_no_quotation() {
        check("the ’90s, rock ’n’ roll, tell ’em", "the|90s|,|rock|n|’|roll|,|tell|em");
        check("“I know,” ‘he’ said", "“|I|know|,|”|‘|he|’|said");
    }

    #[test]
    fn what_is_longer_than_any_word_comes_in_pieces() {
        for long in ["é".repeat(70_000), "a".repeat(70_000), ".".repeat(140_000)] {
            let text = format!("x {long} y");
            let tokens = read(&text, text.len());
            assert!(tokens.len() > 3);
            assert_eq!(tokens.iter().map(|token| token.text(&text)).collect::<String>(), text.replace(' ', ""));
        }
        assert_eq!(size_of::<Token>(), 16);
    }

    #[test]
    fn a_lost_space_parts_two_words() {
        check("the bridge.Then U.S.A. left", "the|bridge|.|Then|U.S.A.|left");
    }
}
