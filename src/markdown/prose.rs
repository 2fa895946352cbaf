//! What a reader reads, and the way back to the file.
//!
//! Prose is the text of all blocks, each parted from the next by one `\n`; inside a block there is no `\n`,
//! for soft and hard breaks read as a space. Markup is gone, entities and escapes are resolved.

use std::ops::Range;

use crate::text::Span;

/// What stands in the prose for something a reader sees that is no speech: a code span, a URL. It keeps the
/// neighbouring words apart and is one unit that maps to all of what it stands for.
pub const OBJECT: &str = "\u{FFFC}";

/// A stretch of prose and the source it came from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it starts in the prose.
    prose: usize,
    /// Where it starts in the source.
    source: usize,
    /// How many bytes of source it stands for.
    source_len: usize,
    /// Whether prose and source are the same bytes; otherwise the whole piece is one unit, such as an entity.
    verbatim: bool,
}

/// The reading text of an article and the map back to its source. The map is total: every range of prose has
/// a span, and every offset of the source has a nearest place in the prose.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    text: String,
    /// Sorted by prose and by source; together they cover the text.
    pieces: Vec<Piece>,
}

impl Prose {
    /// The text. Blocks are parted by one `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `range`.
    pub fn slice(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }

    /// The source from the first to the last character of `range`, markup between them included, markup at its
    /// ends not. An empty range is the place before the character at its start.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let start = self.source_of(range.start);
        if range.is_empty() {
            return Span::at(start);
        }
        let Some(last) = self.piece(range.end - 1) else { return Span::at(start) };
        let end = if last.verbatim { last.source + (range.end - last.prose) } else { last.source + last.source_len };
        Span::new(start, end.max(start))
    }

    /// The place in the prose of a source offset: its own character, or, inside markup, the next one after it.
    pub fn offset(&self, source: usize) -> usize {
        let i = self.pieces.partition_point(|piece| piece.source <= source);
        let next = self.pieces.get(i).map_or(self.text.len(), |piece| piece.prose);
        let Some(piece) = i.checked_sub(1).map(|i| self.pieces[i]) else { return next };
        if source >= piece.source + piece.source_len {
            return next;
        }
        if piece.verbatim { piece.prose + (source - piece.source) } else { piece.prose }
    }

    /// The prose that lies inside `span`; empty when all of it is markup.
    pub fn range(&self, span: Span) -> Range<usize> {
        let start = self.offset(span.start);
        start..self.offset(span.end).max(start)
    }

    /// Where the character at `prose` starts in the source; past the end, where the last one ends.
    fn source_of(&self, prose: usize) -> usize {
        if prose >= self.text.len() {
            return self.pieces.last().map_or(0, |piece| piece.source + piece.source_len);
        }
        self.piece(prose)
            .map_or(0, |piece| if piece.verbatim { piece.source + (prose - piece.prose) } else { piece.source })
    }

    /// The piece that holds the byte at `prose`.
    fn piece(&self, prose: usize) -> Option<Piece> {
        let i = self.pieces.partition_point(|piece| piece.prose <= prose).checked_sub(1)?;
        Some(self.pieces[i])
    }
}

/// Writes a [`Prose`] from start to end.
#[derive(Debug, Default)]
pub struct Writer {
    prose: Prose,
}

impl Writer {
    /// A writer with room for the prose of a source of `len` bytes.
    pub fn with_room(len: usize) -> Self {
        let text = String::with_capacity(len);
        Self { prose: Prose { text, pieces: Vec::with_capacity(len / 64) } }
    }

    /// Bytes of prose written so far.
    pub fn len(&self) -> usize {
        self.prose.text.len()
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.prose.text.is_empty()
    }

    /// Appends `span` of `source` as it stands.
    pub fn copy(&mut self, source: &str, span: Span) {
        if span.is_empty() {
            return;
        }
        let text = &source[span.range()];
        if let Some(last) = self.prose.pieces.last_mut()
            && last.verbatim
            && last.source + last.source_len == span.start
            && last.prose + last.source_len == self.prose.text.len()
        {
            last.source_len += span.len();
        } else {
            self.prose.pieces.push(Piece {
                prose: self.prose.text.len(),
                source: span.start,
                source_len: span.len(),
                verbatim: true,
            });
        }
        self.prose.text.push_str(text);
    }

    /// Appends `text`, which stands for all of `span`: a character for its entity, a space for a line end.
    pub fn replace(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        self.prose.pieces.push(Piece {
            prose: self.prose.text.len(),
            source: span.start,
            source_len: span.len(),
            verbatim: false,
        });
        self.prose.text.push_str(text);
    }

    /// Ends the block before, if there is one, and returns where the next starts.
    pub fn end_block(&mut self) -> usize {
        if !self.is_empty() && !self.prose.text.ends_with('\n') {
            let source = self.prose.source_of(self.len());
            self.replace("\n", Span::at(source));
        }
        self.len()
    }

    /// What was written at or after `from`.
    pub fn from(&self, from: usize) -> &str {
        &self.prose.text[from..]
    }

    /// The last character, if it was written at or after `from`.
    pub fn last(&self, from: usize) -> Option<char> {
        self.prose.text[from..].chars().next_back()
    }

    /// Takes back the last character.
    pub fn pop(&mut self) {
        let Some(c) = self.prose.text.pop() else { return };
        while let Some(last) = self.prose.pieces.last_mut() {
            if last.prose >= self.prose.text.len() {
                self.prose.pieces.pop();
                continue;
            }
            if last.verbatim {
                last.source_len = self.prose.text.len() - last.prose;
            }
            break;
        }
        debug_assert!(c != '\n' || self.prose.pieces.last().is_none_or(|piece| piece.prose < self.len()));
    }

    /// Takes back spaces at the end that were written at or after `from`.
    pub fn trim(&mut self, from: usize) {
        while matches!(self.last(from), Some(' ' | '\t')) {
            self.pop();
        }
    }

    /// The finished prose, without a `\n` after the last block.
    pub fn finish(mut self) -> Prose {
        if self.prose.text.ends_with('\n') {
            self.pop();
        }
        self.prose
    }
}
