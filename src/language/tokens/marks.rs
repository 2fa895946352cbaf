//! Marks: everything in a text that is no word and no white space.

use crate::language::lexicon::Class;
use crate::language::tokens::{Case, Kind, Token, push, words};

/// Reads the mark at `at` and returns where it ends.
pub(super) fn mark(text: &str, at: usize, c: char, tokens: &mut Vec<Token>) -> usize {
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
            return words::word(text, at + c.len_utf8(), tokens);
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
