//! Words: where one ends, which stop belongs to it, and how it is capitalised.

use crate::language::lexicon::{self, Class};
use crate::language::packed::Run;
use crate::language::tokens::{Case, Kind, Token, is_alphanumeric, push};

/// Reads the word at `start` and returns where it ends.
pub(super) fn word(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let Some(run) = Run::at(bytes, start) else { return joined_word(text, start, tokens) };
    let (first, end) = (bytes[start], start + run.len);
    let class = lexicon::class_of_run(&bytes[start..end], &run);
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
            c if is_alphanumeric(c) || is_combining(c) => {
                end += c.len_utf8();
                continue;
            }
            _ => false,
        };
        let next = text[end + c.len_utf8()..].chars().next();
        let goes_on = match (c, next) {
            (',', Some(next)) => next.is_ascii_digit(),
            (_, Some(next)) => is_alphanumeric(next),
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

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}')
}
