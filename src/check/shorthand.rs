//! Verdicts written down without a word of the copy.
//!
//! What a finding says is made of a rule's own words and of words of the draft. The latter are written as places in the
//! draft, so that nobody who has the shorthand but not the draft can read them.

use std::cell::OnceCell;

use jiff::civil::Date;
use memchr::memmem;

use crate::check::{Allowed, Verdict};
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::rules::{Finding, RULES, Related};
use crate::text::Span;

/// Words shorter than this are in every text and give nothing away.
const TELLING: usize = 4;

/// `verdict` on the draft `text` in shorthand; `None` when a word of the draft would show in it.
pub fn write(verdict: &Verdict, text: &str) -> Option<Vec<u8>> {
    let mut writer = Writer { bytes: Vec::new(), text, lower: OnceCell::new() };
    let Verdict { findings, allowed, unpublished, foreign, assumed } = verdict;
    writer.number(usize::from(*unpublished));
    writer.number(usize::from(foreign.is_some()));
    if let Some(language) = foreign {
        writer.words(language)?;
    }
    writer.number(usize::from(assumed.is_some()));
    if let Some(day) = assumed {
        for part in [i32::from(day.year()).unsigned_abs() as usize, day.month() as usize, day.day() as usize] {
            writer.number(part);
        }
    }
    writer.number(findings.len());
    findings.iter().try_for_each(|finding| writer.finding(finding))?;
    writer.number(allowed.len());
    for Allowed { finding, reason } in allowed {
        writer.finding(finding)?;
        writer.words(reason)?;
    }
    Some(writer.bytes)
}

/// The verdict that `bytes` hold on the draft `text`; `None` when they hold none, or one on another draft.
pub fn read(bytes: &[u8], text: &str) -> Option<Verdict> {
    let mut reader = Reader { bytes, text };
    let unpublished = reader.flag()?;
    let foreign = if reader.flag()? { Some(reader.words()?) } else { None };
    let assumed = if reader.flag()? {
        let (year, month, day) = (reader.number()?, reader.number()?, reader.number()?);
        Some(Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?)
    } else {
        None
    };
    let findings = reader.list(Reader::finding)?;
    let allowed = reader.list(|reader| Some(Allowed { finding: reader.finding()?, reason: reader.words()? }))?;
    reader.bytes.is_empty().then_some(Verdict { findings, allowed, unpublished, foreign, assumed })
}

struct Writer<'a> {
    bytes: Vec<u8>,
    text: &'a str,
    /// The draft in small letters, which most verdicts have no need of.
    lower: OnceCell<String>,
}

impl Writer<'_> {
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn span(&mut self, span: Span) {
        self.number(span.start);
        self.number(span.len());
    }

    fn finding(&mut self, finding: &Finding) -> Option<()> {
        let Finding { rule, level, span, message, related, fixes } = finding;
        self.number(RULES.iter().position(|known| known.name == *rule)?);
        self.number(*level as usize);
        self.span(*span);
        self.words(message)?;
        self.number(related.len());
        for Related { span, message } in related {
            self.span(*span);
            self.words(message)?;
        }
        self.number(fixes.len());
        for Fix { title, safe, edits, select } in fixes {
            self.words(title)?;
            self.number(usize::from(*safe));
            self.number(edits.len());
            for Edit { span, text } in edits {
                self.span(*span);
                self.words(text)?;
            }
            self.number(usize::from(select.is_some()));
            self.span(select.unwrap_or_default());
        }
        Some(())
    }

    /// Where `words`, of which the first is `word` bytes long, stand in the draft, and how many bytes of them: at least
    /// the first word, and what follows it there and here.
    fn place(&self, words: &str, word: usize) -> Option<(usize, usize)> {
        let start = memmem::find(self.text.as_bytes(), &words.as_bytes()[..word]).filter(|_| word > 0)?;
        let same = words.chars().zip(self.text[start..].chars()).take_while(|(a, b)| a == b);
        Some((start, same.map(|(c, _)| c.len_utf8()).sum()))
    }

    fn holds_in_any_case(&self, word: &str) -> bool {
        let lower = self.lower.get_or_init(|| self.text.to_lowercase());
        memmem::find(lower.as_bytes(), word.to_lowercase().as_bytes()).is_some()
    }

    /// Pieces of words: places in the draft, and what does not stand there.
    fn words(&mut self, words: &str) -> Option<()> {
        let mut pieces: Vec<Piece<'_>> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let rest = &words[at..];
            let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            if word == 0 {
                let other = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
                put(&mut pieces, words, at, other);
                at += other;
                continue;
            }
            match self.place(rest, word) {
                Some((start, length)) => {
                    pieces.push(Piece::Place(start, length));
                    at += length;
                }
                None if word < TELLING || !self.holds_in_any_case(&rest[..word]) => {
                    put(&mut pieces, words, at, word);
                    at += word;
                }
                // In another case it is still the draft's word. A capital gives nothing away, so all but that is a place.
                None => {
                    let first = rest.chars().next().map_or(word, char::len_utf8);
                    let (start, length) = self.place(&rest[first..], word - first)?;
                    put(&mut pieces, words, at, first);
                    pieces.push(Piece::Place(start, length));
                    at += first + length;
                }
            }
        }
        self.number(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Place(start, length) => {
                    self.number(length << 1 | 1);
                    self.number(start);
                }
                Piece::Words(words) => {
                    self.number(words.len() << 1);
                    self.bytes.extend_from_slice(words.as_bytes());
                }
            }
        }
        Some(())
    }
}

enum Piece<'a> {
    /// Start and length in the draft.
    Place(usize, usize),
    Words(&'a str),
}

/// Adds `length` bytes of `words` from `at` to the last piece, when that is words and ends there, or as a new one.
fn put<'a>(pieces: &mut Vec<Piece<'a>>, words: &'a str, at: usize, length: usize) {
    if let Some(Piece::Words(last)) = pieces.last_mut() {
        *last = &words[at - last.len()..at + length];
    } else {
        pieces.push(Piece::Words(&words[at..at + length]));
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..usize::BITS).step_by(7) {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn flag(&mut self) -> Option<bool> {
        match self.number()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // Each takes a byte at least, so a count beyond that is no count.
        if count > self.bytes.len() {
            return None;
        }
        (0..count).map(|_| one(self)).collect()
    }

    fn span(&mut self) -> Option<Span> {
        let (start, length) = (self.number()?, self.number()?);
        self.text.get(start..start.checked_add(length)?)?;
        Some(Span::new(start, start + length))
    }

    fn finding(&mut self) -> Option<Finding> {
        Some(Finding {
            rule: RULES.get(self.number()?)?.name,
            level: {
                let level = self.number()?;
                Level::NAMES.iter().map(|&(_, known)| known).find(|&known| known as usize == level)?
            },
            span: self.span()?,
            message: self.words()?,
            related: self.list(|reader| Some(Related { span: reader.span()?, message: reader.words()? }))?,
            fixes: self.list(Self::fix)?,
        })
    }

    fn fix(&mut self) -> Option<Fix> {
        Some(Fix {
            title: self.words()?,
            safe: self.flag()?,
            edits: self.list(|reader| Some(Edit { span: reader.span()?, text: reader.words()? }))?,
            select: {
                let selects = self.flag()?;
                let (start, length) = (self.number()?, self.number()?);
                selects.then_some(Span::new(start, start.checked_add(length)?))
            },
        })
    }

    fn words(&mut self) -> Option<String> {
        let mut words = String::new();
        for _ in 0..self.number()? {
            let tag = self.number()?;
            let length = tag >> 1;
            let piece: &'a str = if tag & 1 == 1 {
                let start = self.number()?;
                self.text.get(start..start.checked_add(length)?)?
            } else {
                let (piece, rest) = self.bytes.split_at_checked(length)?;
                self.bytes = rest;
                std::str::from_utf8(piece).ok()?
            };
            words += piece;
        }
        Some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A verdict whose finding says `message` and is allowed because of `reason`.
    fn verdict(message: &str, reason: &str) -> Verdict {
        let finding = Finding {
            rule: "bare-url",
            level: Level::Info,
            span: Span::new(0, 3),
            message: message.to_owned(),
            related: vec![Related { span: Span::at(4), message: message.to_owned() }],
            fixes: vec![Fix {
                title: message.to_owned(),
                safe: true,
                edits: vec![Edit { span: Span::new(0, 3), text: reason.to_owned() }],
                select: Some(Span::at(900)),
            }],
        };
        Verdict {
            findings: vec![finding.clone()],
            allowed: vec![Allowed { finding, reason: reason.to_owned() }],
            unpublished: true,
            foreign: Some("de".into()),
            assumed: Date::new(2026, 11, 28).ok(),
        }
    }

    const COPY: &str = "The “Köln Herald” reported it from Springfield.";

    #[test]
    fn what_is_written_is_read_again_and_holds_no_word_of_the_copy() {
        let verdict = verdict("no link cites “Köln Herald”, Springfield", "it’s the Köln");
        let bytes = write(&verdict, COPY).unwrap();
        assert_eq!(read(&bytes, COPY), Some(verdict));
        let shown = String::from_utf8_lossy(&bytes);
        assert!(shown.contains("link cites"), "{shown}");
        for word in ["Herald", "Köln", "Springfield"] {
            assert!(!shown.contains(word), "{shown}");
        }
    }

    #[test]
    fn a_word_of_the_copy_in_another_case_is_not_written() {
        assert_eq!(write(&verdict("a credit to HERALD", ""), COPY), None);
        for message in ["köln", "Reported it", "spring", "springfield"] {
            let verdict = verdict(message, "");
            let bytes = write(&verdict, COPY).unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains(message), "{message}");
            assert_eq!(read(&bytes, COPY), Some(verdict));
        }
    }

    #[test]
    fn what_is_torn_or_of_another_draft_is_never_read_as_something_else() {
        let bytes = write(&verdict("“Köln Herald” it", "why"), COPY).unwrap();
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end], COPY), None, "{end}");
        }
        assert_eq!(read(&bytes, ""), None);
        for i in 0..bytes.len() {
            for byte in [0, 1, 0x7F, 0xFF] {
                let mut bytes = bytes.clone();
                bytes[i] = byte;
                // Whatever it holds then, reading it ends.
                let _ = read(&bytes, COPY);
            }
        }
    }
}
