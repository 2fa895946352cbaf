//! Text and where things are in it.
//!
//! Inside the program a place is a [`Span`] of bytes. Lines and columns are made here, for the edges.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

/// A half-open range of source bytes, both ends on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to but not including `end`. Panics if they are reversed: the caller is to blame.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span runs forward: {start}..{end}");
        Self { start, end }
    }

    /// An empty span: a place between two characters.
    pub fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` lies in it or touches either end, as a cursor between characters does.
    pub fn touches(self, offset: usize) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether all of `other` lies in it.
    pub fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same bytes as a standard range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Bytes of UTF-8.
    Utf8,
    /// UTF-16 code units, as most editors count.
    Utf16,
    /// Unicode scalar values, as a person counts.
    Utf32,
}

/// A line and a column, both one-based, for people and reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1. LF, CRLF and a lone CR each end one line.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
    /// Column in UTF-16 code units, from 1.
    pub utf16: usize,
}

/// A fault in a file that is not copy: settings, a roster, a source list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where in the file; `None` when the whole file is at fault.
    pub span: Option<Span>,
    /// What is wrong, one clause, lower case, no full stop.
    pub message: String,
    /// What to do about it; `None` when the message already says.
    pub remedy: Option<String>,
}

/// Bytes that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// Offset of the first byte that cannot be read, from 0.
    pub offset: usize,
    /// That byte.
    pub byte: u8,
}

impl fmt::Display for NotUtf8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not UTF-8: byte 0x{:02X} at offset {}; save the file as UTF-8", self.byte, self.offset)
    }
}

impl std::error::Error for NotUtf8 {}

/// The byte order mark, which counts in every offset but is nobody's copy.
pub const BOM: char = '\u{FEFF}';

/// One file's text, as on disk, and its lines.
#[derive(Clone, Debug)]
pub struct Source {
    text: String,
    /// Offsets at which lines start; the first is 0.
    lines: Vec<usize>,
    /// What stands before each [`BLOCK`] of the text. A paragraph of news is one line, and a column counted from its
    /// start for every finding would take the square of its length. Counted when somebody asks for the first column.
    blocks: OnceLock<Vec<Count>>,
}

/// Bytes between two places at which the characters before them are known.
const BLOCK: usize = 1024;

/// How much of a text stands before a place.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// Unicode scalar values.
    chars: usize,
    /// UTF-16 code units.
    utf16: usize,
}

impl Count {
    /// The same after `bytes` more of UTF-8, which may begin or end inside a character: it counts where it begins.
    fn and(self, bytes: &[u8]) -> Self {
        let (mut begin, mut pairs) = (0, 0);
        // As many as a byte can count: numbers that small are added up many at a time.
        for some in bytes.chunks(usize::from(u8::MAX)) {
            begin += usize::from(some.iter().map(|byte| u8::from(!(0x80..0xC0).contains(byte))).sum::<u8>());
            pairs += usize::from(some.iter().map(|&byte| u8::from(byte >= 0xF0)).sum::<u8>());
        }
        Self { chars: self.chars + begin, utf16: self.utf16 + begin + pairs }
    }
}

impl Source {
    /// The text of a file. A byte order mark stays part of it, so that offsets are those of the file.
    pub fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let mut lines = Vec::with_capacity(bytes.len() / 160 + 1);
        lines.push(0);
        for i in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[i] == b'\r' && bytes.get(i + 1) == Some(&b'\n') {
                continue;
            }
            lines.push(i + 1);
        }
        Self { text, lines, blocks: OnceLock::new() }
    }

    /// The text of a file's bytes, or the first byte that is not UTF-8.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, NotUtf8> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(text)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                Err(NotUtf8 { offset, byte: error.as_bytes()[offset] })
            }
        }
    }

    /// All of the text, with its byte order mark if it has one.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Number of lines; a text that ends with a line end has an empty last line.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The zero-based line that holds `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset) - 1
    }

    /// The span of a zero-based line without its line end; `None` past the last line.
    pub fn line(&self, line: usize) -> Option<Span> {
        let start = *self.lines.get(line)?;
        let next = self.lines.get(line + 1).copied().unwrap_or(self.text.len());
        let text = &self.text[start..next];
        Some(Span::new(start, start + text.trim_end_matches(['\n', '\r']).len()))
    }

    /// Line and column of `offset`, one-based. A byte order mark takes no column.
    pub fn place(&self, offset: usize) -> Place {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let line_text = &self.text[self.lines[line]..];
        let start = self.lines[line] + line_text.len() - line_text.trim_start_matches(BOM).len();
        let (before, through) = (self.count(start.min(offset)), self.count(offset));
        Place { line: line + 1, column: through.chars - before.chars + 1, utf16: through.utf16 - before.utf16 + 1 }
    }

    /// Zero-based line and column of `offset` in `columns`. An offset past the end is the end.
    pub fn position(&self, offset: usize, columns: Columns) -> (usize, usize) {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let start = self.lines[line];
        let column = match columns {
            Columns::Utf8 => offset - start,
            Columns::Utf16 => self.count(offset).utf16 - self.count(start).utf16,
            Columns::Utf32 => self.count(offset).chars - self.count(start).chars,
        };
        (line, column)
    }

    /// The offset of a zero-based line and column. What lies outside the text is clamped to the nearest
    /// place inside: past a line's end to that end, past the last line to the end of the text.
    pub fn offset(&self, line: usize, column: usize, columns: Columns) -> usize {
        let Some(span) = self.line(line) else { return self.text.len() };
        let mut left = column;
        for (i, c) in self.slice(span).char_indices() {
            let width = match columns {
                Columns::Utf8 => c.len_utf8(),
                Columns::Utf16 => c.len_utf16(),
                Columns::Utf32 => 1,
            };
            if left < width {
                return span.start + i;
            }
            left -= width;
        }
        span.end
    }

    /// What stands before `offset`, which is a character boundary.
    fn count(&self, offset: usize) -> Count {
        let block = offset / BLOCK;
        let before = self.blocks.get_or_init(|| {
            let mut blocks = vec![Count::default()];
            for block in self.text.as_bytes().chunks_exact(BLOCK) {
                blocks.push(blocks[blocks.len() - 1].and(block));
            }
            blocks
        });
        before[block].and(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// The nearest character boundary at or before `offset`.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_ends_one_line() {
        let source = Source::new("a\nb\r\nc\rd\u{2028}e".into());
        assert_eq!(source.line_count(), 4);
        assert_eq!(source.line(1).map(|span| source.slice(span)), Some("b"));
        assert_eq!(source.line(3).map(|span| source.slice(span)), Some("d\u{2028}e"));
    }

    #[test]
    fn places_count_characters_and_code_units() {
        let source = Source::new("\u{FEFF}a\n“😀” b".into());
        let b = source.text().find('b').unwrap();
        assert_eq!(source.place(b), Place { line: 2, column: 5, utf16: 6 });
        assert_eq!(source.place(3), Place { line: 1, column: 1, utf16: 1 });
    }

    #[test]
    fn positions_round_trip_in_every_encoding() {
        // Characters of each width, on lines both shorter and longer than a block.
        let long = "aé“😀".repeat(BLOCK / 3);
        let source = Source::new(format!("é😀\r\n\u{0}“x”\n{long}\n{long}"));
        for columns in [Columns::Utf8, Columns::Utf16, Columns::Utf32] {
            for (offset, _) in source.text().char_indices().filter(|&(i, _)| source.text().as_bytes()[i] != b'\n') {
                let (line, column) = source.position(offset, columns);
                assert_eq!(source.offset(line, column, columns), offset, "{columns:?} {offset}");
            }
        }
    }

    #[test]
    fn places_outside_the_text_are_clamped() {
        let source = Source::new("ab\ncd".into());
        assert_eq!(source.offset(0, 99, Columns::Utf16), 2);
        assert_eq!(source.offset(9, 0, Columns::Utf16), 5);
        assert_eq!(source.position(99, Columns::Utf16), (1, 2));
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_named() {
        let error = Source::from_bytes(vec![b'a', 0xE9, b'b']).unwrap_err();
        assert_eq!(error.to_string(), "not UTF-8: byte 0xE9 at offset 1; save the file as UTF-8");
    }
}
