//! What stands on either side of a mark, and what that says of the way it faces.

use std::ops::Range;

use crate::language::tokens::is_alphanumeric;
use crate::quotes::marks::{Faces, Mark};

/// The character before `at` in its block.
pub fn before(text: &str, block: &Range<usize>, at: usize) -> char {
    text[block.start..at].chars().next_back().unwrap_or('\n')
}

/// The character at `at` in its block.
pub fn after(text: &str, block: &Range<usize>, at: usize) -> char {
    text[at..block.end].chars().next().unwrap_or('\n')
}

/// Fills in what stands around each mark, looking through marks that touch.
pub fn look_around(text: &str, block: &Range<usize>, marks: &mut [Mark]) {
    for i in 0..marks.len() {
        let here = marks[i];
        marks[i].before = match i.checked_sub(1).map(|i| marks[i]) {
            Some(last) if last.end == here.start => last.before,
            _ => before(text, block, here.start),
        };
    }
    let mut word_after = false;
    for i in (0..marks.len()).rev() {
        let here = marks[i];
        match marks.get(i + 1) {
            Some(next) if next.start == here.end => marks[i].after = next.after,
            _ => {
                marks[i].after = after(text, block, here.end);
                word_after = begins_word(&text[here.end..block.end]);
            }
        }
        let opens = opens_after(here.before);
        let closes = closes_before(marks[i].after);
        marks[i].faces = match (opens, closes, word_after) {
            (true, _, true) => Faces::Opening,
            (false, true, _) => Faces::Closing,
            _ => Faces::Unclear,
        };
    }
}

/// Whether a reader sees nothing at `c`: space, or a sign that only steers the direction of writing.
fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a mark after `c` may open.
pub fn opens_after(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            '(' | '[' | '{' | '<' | '>' | '—' | '–' | '-' | '/' | '=' | '+' | '•' | '*' | '_' | '|' | '¿' | '¡'
        )
}

/// Whether a mark before `c` may close.
pub fn closes_before(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | ')'
                | ']'
                | '}'
                | '<'
                | '>'
                | '—'
                | '–'
                | '-'
                | '/'
                | '…'
                | '*'
                | '_'
                | '|'
        )
}

/// Whether `rest` starts with a word, or with the few marks that may lead one: `…and`, `[The`, `$5`, `@desk`.
fn begins_word(rest: &str) -> bool {
    if rest.starts_with(". .") {
        return true;
    }
    let mut led = 0;
    for c in rest.chars().take(5) {
        if is_alphanumeric(c) {
            return true;
        }
        led += 1;
        if led > 4
            || !matches!(
                c,
                '.' | '…'
                    | '—'
                    | '–'
                    | '-'
                    | '('
                    | '['
                    | '$'
                    | '£'
                    | '€'
                    | '#'
                    | '@'
                    | '&'
                    | '*'
                    | '_'
                    | '¿'
                    | '¡'
                    | '+'
            )
        {
            return false;
        }
    }
    false
}
