//! Knowing a finding again after the draft was edited elsewhere.
//!
//! A fingerprint is a keyed hash of the rule and the words at fault; lines and offsets play no part in it.

use std::hash::Hasher as _;

use rustc_hash::FxHashMap;
use siphasher::sip128::{Hash128, Hasher128 as _, SipHasher13};

use crate::rules::Finding;
use crate::text::{Source, Span};

/// A key for hashes. Without it nobody can try whether some words stand behind a hash.
pub type Key = [u8; 16];

/// The key for fingerprints that a report shows beside the finding itself.
pub const PUBLIC: Key = *b"copydesk reports";

/// A key as text.
pub fn key_in_hex(key: &Key) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The key that a text stands for; `None` when it is none.
pub fn key_of(text: &str) -> Option<Key> {
    let mut key = Key::default();
    if text.len() != 2 * key.len() || !text.is_ascii() {
        return None;
    }
    for (i, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(key)
}

/// Words at fault that are shorter than this do not tell findings apart, so their neighbours help.
const TELLING: usize = 24;

/// Fingerprints of the findings of one draft, one after the other.
pub struct Fingerprints<'a> {
    /// `None` when not even a hash of the copy may leave.
    source: Option<&'a Source>,
    key: Key,
    /// How often each hash was met: the same fault on the same words may stand there twice.
    met: FxHashMap<u128, u32>,
}

impl<'a> Fingerprints<'a> {
    /// Fingerprints for findings of `source`.
    pub fn new(source: &'a Source, key: Key) -> Self {
        Self { source: Some(source), key, met: FxHashMap::default() }
    }

    /// Fingerprints that only tell the rule and which of its findings it is, so that nobody can try words on them.
    pub fn without_copy(key: Key) -> Self {
        Self { source: None, key, met: FxHashMap::default() }
    }

    /// The fingerprint of the next finding in the order of the text: 32 hexadecimal digits, the same on every system.
    pub fn next(&mut self, finding: &Finding) -> String {
        let plain = self.hash(finding, 0);
        let before = self.met.entry(plain).or_default();
        let nth = *before;
        *before += 1;
        format!("{:032x}", if nth == 0 { plain } else { self.hash(finding, nth) })
    }

    fn hash(&self, finding: &Finding, nth: u32) -> u128 {
        let mut hasher = SipHasher13::new_with_key(&self.key);
        hasher.write(finding.rule.as_bytes());
        hasher.write_u8(0);
        let words = self.source.map_or("", |source| telling(source, finding.span));
        for word in words.split_whitespace() {
            hasher.write(word.as_bytes());
            hasher.write_u8(b' ');
        }
        hasher.write(&nth.to_le_bytes());
        let Hash128 { h1, h2 } = hasher.finish128();
        u128::from(h1) << 64 | u128::from(h2)
    }
}

/// The words at fault, with some of their neighbours on the line where they are few.
fn telling(source: &Source, span: Span) -> &str {
    if span.len() >= TELLING {
        return source.slice(span);
    }
    let line = source.line(source.line_of(span.start)).unwrap_or(span);
    let text = source.text();
    let mut start = span.start.saturating_sub(TELLING).max(line.start);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end + TELLING).min(line.end.max(span.end));
    while !text.is_char_boundary(end) {
        end += 1;
    }
    source.slice(Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Level;

    /// Fingerprints of the findings at `words` in `text`.
    fn prints(text: &str, words: &str, key: Key) -> Vec<String> {
        let source = Source::new(text.into());
        let mut prints = Fingerprints::new(&source, key);
        let finding = |start: usize| Finding {
            rule: "a-rule",
            level: Level::Info,
            span: Span::new(start, start + words.len()),
            message: String::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        };
        text.match_indices(words).map(|(start, _)| prints.next(&finding(start))).collect()
    }

    #[test]
    fn lines_and_spaces_may_move() {
        let one = prints("The mayor was never there, TK, and\nleft.", "TK", PUBLIC);
        let other = prints("New.\n\nThe mayor was never there,  TK, and\nleft.", "TK", PUBLIC);
        assert_eq!(one, other);
        assert_eq!(one[0].len(), 32);
    }

    #[test]
    fn words_twice_are_two_findings_and_keys_matter() {
        let prints_of = |key| prints("TK\nTK\n", "TK", key);
        let public = prints_of(PUBLIC);
        assert_ne!(public[0], public[1]);
        assert_ne!(public[0], prints_of(*b"another key here")[0]);
    }

    #[test]
    fn keys_survive_being_written() {
        assert_eq!(key_of(&key_in_hex(&PUBLIC)), Some(PUBLIC));
        for wrong in ["", "0", &"g".repeat(32), &"é".repeat(16)] {
            assert_eq!(key_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn any_place_has_a_fingerprint() {
        let text = "é“é”\r\né";
        for (start, c) in text.char_indices() {
            assert_eq!(prints(text, &text[start..start + c.len_utf8()], PUBLIC)[0].len(), 32);
        }
    }
}
