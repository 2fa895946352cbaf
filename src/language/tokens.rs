//! Words and marks.

use std::ops::Range;

use crate::language::lexicon::{self, Class};
use crate::language::packed::Run;

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
    while let Some(&byte) = bytes.get(at) {
        if byte == b' ' {
            at += 1;
            continue;
        }
        if byte.is_ascii_alphanumeric() {
            at = word(text, at, &mut tokens);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if c != '\n' && c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        at = if c.is_alphanumeric() { word(text, at, &mut tokens) } else { mark(text, at, c, &mut tokens) };
    }
    tokens
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

/// Reads the word at `start` and returns where it ends.
fn word(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let Some(run) = Run::at(bytes, start) else { return joined_word(text, start, tokens) };
    let (first, end) = (bytes[start], start + run.len);
    let class = lexicon::class_of_run(&text[start..end], &run);
    // Most words are ASCII, and nothing in what stands behind them can belong to them.
    let ends = match &bytes[end..] {
        [] | [b' ' | b'\n' | b';' | b':' | b')' | b'"' | b'!' | b'?', ..] => true,
        // A dash, an ellipsis, or a mark that is no apostrophe.
        [0xE2, 0x80, 0x93 | 0x94 | 0x9C | 0x9D | 0xA6, ..] => run.len > 0,
        [b',', ..] => run.len > 0 && !bytes[end - 1].is_ascii_digit(),
        // The stop of a sentence, unless it may be one of an abbreviation or an initial, or stands inside a word.
        [b'.', behind @ ..] => {
            run.len > 1
                && !class.has(Class::ABBREVIATION)
                && matches!(behind, [] | [b' ' | b'\n' | b'"' | b'.' | b')', ..] | [0xE2, 0x80, ..])
        }
        _ => false,
    };
    if !ends {
        return joined_word(text, start, tokens);
    }
    let case = match first.is_ascii_uppercase() {
        false => Case::Lower,
        true if run.small || !run.capital => Case::Title,
        true => Case::Upper,
    };
    let shape = if run.capital { Class::INNER_CAPITAL } else { Class::default() };
    let kind = if first.is_ascii_digit() { Kind::Number } else { Kind::Word };
    push(tokens, text, start..end, kind, case, class.or(shape));
    end
}

/// Reads a word that marks may join, or that is not ASCII.
fn joined_word(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut inner_stop = false;
    let mut apostrophe = None;
    loop {
        while end < bytes.len() && bytes[end].is_ascii_alphanumeric() {
            end += 1;
        }
        let Some(c) = text[end..].chars().next() else { break };
        let joins = match c {
            '\'' | '’' => {
                apostrophe = Some(end);
                true
            }
            '-' | '\u{2010}' | '\u{2011}' | '&' | '_' | '@' => true,
            '/' => false,
            '.' => true,
            ',' => bytes[end - 1].is_ascii_digit(),
            c if c.is_alphanumeric() || is_combining(c) => {
                end += c.len_utf8();
                continue;
            }
            _ => false,
        };
        let next = text[end + c.len_utf8()..].chars().next();
        let goes_on = match (c, next) {
            (',', Some(next)) => next.is_ascii_digit(),
            ('.', Some(next)) => next.is_alphanumeric(),
            (_, Some(next)) => next.is_alphanumeric(),
            (_, None) => false,
        };
        if !joins || !goes_on {
            break;
        }
        // A stop glued to a capital is a lost space, "it.Then", unless what stands before it is short, as in U.S.
        if c == '.' {
            let so_far = &text[start..end];
            let part = so_far.rsplit('.').next().unwrap_or(so_far);
            if part.chars().count() > 4 && next.is_some_and(char::is_uppercase) {
                break;
            }
            inner_stop = true;
        }
        end += c.len_utf8();
    }
    // A clitic stands apart, so that a name ends where the name ends.
    if let Some(at) = apostrophe
        && matches!(&text[at..end], "’s" | "'s" | "’S" | "'S")
        && at > start
    {
        plain_word(text, start, at, inner_stop, tokens);
        push(tokens, text, at..end, Kind::Clitic, Case::Lower, Class::default());
        return end;
    }
    // `Lund’d said`: a name and a clipped auxiliary; `he’d` is one word of the lexicon.
    if let Some(at) = apostrophe
        && matches!(&text[at..end], "’d" | "'d" | "’ll" | "'ll")
        && text[start..at].starts_with(char::is_uppercase)
        && lexicon::class(&text[start..end]) == Class::default()
    {
        plain_word(text, start, at, inner_stop, tokens);
        push(tokens, text, at..end, Kind::Clitic, Case::Lower, Class::default());
        return end;
    }
    plain_word(text, start, end, inner_stop, tokens)
}

/// Pushes the word from `start` to `end`, with the stop of an abbreviation, and returns where it ends.
fn plain_word(text: &str, start: usize, end: usize, inner_stop: bool, tokens: &mut Vec<Token>) -> usize {
    let word = &text[start..end];
    let first = word.chars().next().unwrap_or(' ');
    let mut shape = Class::default();
    if text.as_bytes().get(end) == Some(&b'.') && !first.is_ascii_digit() {
        let initial = first.is_uppercase() && word.chars().nth(1).is_none();
        // "I." ends a sentence far more often than it is an initial.
        if (initial && word != "I") || inner_stop && word.len() <= 8 || lexicon::is_abbreviation(last_part(word)) {
            shape = Class::STOPPED;
        }
    }
    let end = if shape == Class::STOPPED { end + 1 } else { end };
    let word = &text[start..end];
    let Letters { compound, inner_capital, small } = Letters::behind_first(word);
    if compound {
        shape = shape.or(Class::COMPOUND);
    }
    if inner_capital {
        shape = shape.or(Class::INNER_CAPITAL);
    }
    let case = if !first.is_uppercase() {
        Case::Lower
    } else if small || !inner_capital && !compound {
        Case::Title
    } else if word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && !word.chars().any(char::is_lowercase) {
        Case::Upper
    } else {
        Case::Title
    };
    let kind = if first.is_ascii_digit() { Kind::Number } else { Kind::Word };
    push(tokens, text, start..end, kind, case, lexicon::class(word).or(shape));
    end
}

/// What stands behind the last hyphen of `word`.
fn last_part(word: &str) -> &str {
    let hyphen = word.bytes().rposition(|byte| byte == b'-');
    hyphen.map_or(word, |hyphen| &word[hyphen + 1..])
}

/// What the characters of a word are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letters {
    /// Whether one is no ASCII letter or digit and no stop.
    compound: bool,
    /// Whether one but the first is a capital.
    inner_capital: bool,
    /// Whether one but the first is a small letter of ASCII.
    small: bool,
}

impl Letters {
    fn behind_first(word: &str) -> Self {
        let bytes = word.as_bytes();
        let kinds = bytes[1.min(bytes.len())..].iter().fold(0, |kinds, &byte| kinds | LETTERS[usize::from(byte)]);
        let compound = (kinds | bytes.first().map_or(0, |&byte| LETTERS[usize::from(byte)])) & OTHER != 0;
        let inner_capital =
            kinds & CAPITAL != 0 || compound && !word.is_ascii() && word.chars().skip(1).any(char::is_uppercase);
        Self { compound, inner_capital, small: kinds & SMALL != 0 }
    }
}

const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const OTHER: u8 = 4;

/// What each byte of a word tells.
const LETTERS: [u8; 256] = {
    let mut letters = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        let known = byte as u8;
        if known.is_ascii_lowercase() {
            letters[byte] = SMALL;
        } else if known.is_ascii_uppercase() {
            letters[byte] = CAPITAL;
        } else if known.is_ascii_digit() || known == b'.' {
            letters[byte] = 0;
        }
        byte += 1;
    }
    letters
};

/// Reads the mark at `at` and returns where it ends.
fn mark(text: &str, at: usize, c: char, tokens: &mut Vec<Token>) -> usize {
    let rest = &text[at..];
    let (len, kind) = match c {
        '\n' => (1, Kind::Break),
        ',' => (1, Kind::Comma),
        ':' => (1, Kind::Colon),
        ';' => (1, Kind::Semicolon),
        '!' | '?' | '…' => (c.len_utf8(), Kind::Stop),
        '.' => (rest.bytes().take_while(|&b| b == b'.').count(), Kind::Stop),
        '(' | '[' => (1, Kind::Open),
        ')' | ']' => (1, Kind::Close),
        '—' | '–' | '―' | '‒' => (c.len_utf8(), Kind::Dash),
        '-' if rest.starts_with("--") => (rest.bytes().take_while(|&b| b == b'-').count(), Kind::Dash),
        '-' => (1, if text[..at].ends_with(char::is_whitespace) { Kind::Dash } else { Kind::Other }),
        '`' if rest.starts_with("``") => (2, Kind::Quote),
        '\'' if rest.starts_with("''") => (2, Kind::Quote),
        '’' | '\'' if clipped(&rest[c.len_utf8()..]) && !text[..at].ends_with(char::is_alphanumeric) => {
            return word(text, at + c.len_utf8(), tokens);
        }
        '“' | '”' | '‟' | '"' | '„' | '«' | '»' | '‹' | '›' | '‘' | '’' | '\'' | '‚' | '‛' => {
            (c.len_utf8(), Kind::Quote)
        }
        _ => (c.len_utf8(), Kind::Other),
    };
    push(tokens, text, at..at + len, kind, Case::Lower, Class::default());
    at + len
}

/// Whether `rest` goes on as a word does whose start was clipped: ’90s, ’em, ’til.
fn clipped(rest: &str) -> bool {
    let word: &str = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let decade = word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit);
    decade
        || ["em", "til", "tis", "twas", "cause", "bout", "round", "n"]
            .iter()
            .any(|clip| word.eq_ignore_ascii_case(clip))
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}')
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
