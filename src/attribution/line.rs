//! One block of copy with its quotations taken whole, cut into sentences of the writer's own.

use std::mem;
use std::ops::Range;

use crate::language::Reading;
use crate::language::chunks::{self, Chunk, ChunkKind, Noun, Piece};
use crate::language::subjects::Clause;
use crate::language::verbs::{Frames, Strength};
use crate::quotes::Quote;

/// How far from a place its sentence is looked at, in chunks. No writer’s sentence is longer, but a paragraph without
/// a stop is, and reading all of it for each of its quotations would take the square of its length.
const REACH: usize = 160;

/// A block's chunks and sentences.
#[derive(Debug)]
pub struct Line<'a> {
    /// The prose.
    pub text: &'a str,
    /// The chunks; a quotation is one.
    pub chunks: Vec<Chunk>,
    /// Sentences as ranges of chunks, covering all of them.
    pub sentences: Vec<Range<usize>>,
}

/// Memory into which the lines of a draft are read one after another.
#[derive(Debug, Default)]
pub struct Room {
    pieces: Vec<Piece>,
    chunks: Vec<Chunk>,
    sentences: Vec<Range<usize>>,
}

/// How a quotation ends, inside its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a comma: the sentence goes on.
    Comma,
    /// With a full stop.
    Stop,
    /// With a question or exclamation mark, a dash or an ellipsis, which may stand before a tag or end all.
    Open,
    /// With a word.
    Word,
}

impl Ending {
    /// How the words of `inside` end.
    pub fn of(inside: &str) -> Self {
        match inside.trim_end_matches(|c: char| c.is_whitespace() || "’”'\"»›)]".contains(c)).chars().next_back()
        {
            Some(',') => Self::Comma,
            Some('.') if !inside.trim_end().ends_with("...") => Self::Stop,
            Some('?' | '!' | '…' | '.' | '—' | '–' | '-') => Self::Open,
            _ => Self::Word,
        }
    }
}

impl<'a> Line<'a> {
    /// Reads the block at `range` of the prose, in which the quotations `outer` of `quotes` stand whole.
    pub fn read(text: &'a str, reading: &Reading, range: &Range<usize>, quotes: &[Quote], outer: &[usize]) -> Self {
        Self::read_in(&mut Room::default(), text, reading, range, quotes, outer)
    }

    /// The same, in `room`, which [`Line::leave`] gives back.
    pub fn read_in(
        room: &mut Room,
        text: &'a str,
        reading: &Reading,
        range: &Range<usize>,
        quotes: &[Quote],
        outer: &[usize],
    ) -> Self {
        let mut token = reading.token_from(range.start);
        let pieces = &mut room.pieces;
        pieces.clear();
        // As many as there are tokens, or fewer.
        pieces.reserve(reading.token_from(range.end).saturating_sub(token));
        let mut next = outer.iter().peekable();
        while let Some(found) = reading.tokens.get(token).filter(|found| (found.start as usize) < range.end) {
            let start = found.start as usize;
            while let Some(&&index) = next.peek()
                && quotes[index].range.start <= start
            {
                let quote = &quotes[index].range;
                pieces.push(Piece::Quote(index, quote.start.max(range.start), quote.end.min(range.end)));
                token = reading.token_from(quote.end);
                next.next();
            }
            let Some(found) = reading.tokens.get(token).filter(|found| (found.start as usize) < range.end) else {
                break;
            };
            if next.peek().is_some_and(|&&index| quotes[index].range.start <= found.start as usize) {
                continue;
            }
            pieces.push(Piece::Token(token));
            token += 1;
        }
        let chunks = chunks::read_into(mem::take(&mut room.chunks), text, &reading.tokens, pieces);
        let mut line = Self { text, chunks, sentences: mem::take(&mut room.sentences) };
        line.sentences.clear();
        line.cut(quotes);
        line
    }

    /// Gives the memory back that the line was read into.
    pub fn leave(self, room: &mut Room) {
        (room.chunks, room.sentences) = (self.chunks, self.sentences);
    }

    fn cut(&mut self, quotes: &[Quote]) {
        let mut first = 0;
        for i in 0..self.chunks.len() {
            let ends = match self.chunks[i].kind {
                ChunkKind::Stop => !self.small_follows(i),
                ChunkKind::Quote(index) => match Ending::of(&self.text[quotes[index].inside.clone()]) {
                    ending @ (Ending::Stop | Ending::Open) => {
                        !self.small_follows(i) && !self.mark_follows(i) && !self.tag_follows(i, ending)
                    }
                    // A quotation that ends with a comma, and then a new sentence: the tag was cut or forgotten.
                    Ending::Comma | Ending::Word => false,
                },
                _ => false,
            };
            if ends {
                self.sentences.push(first..i + 1);
                first = i + 1;
            }
        }
        if first < self.chunks.len() {
            self.sentences.push(first..self.chunks.len());
        }
    }

    fn small_follows(&self, i: usize) -> bool {
        self.chunks.get(i + 1).is_some_and(|next| {
            let first = self.text[next.range()].chars().next();
            first.is_some_and(char::is_lowercase) && !matches!(next.kind, ChunkKind::Quote(_))
        })
    }

    fn mark_follows(&self, i: usize) -> bool {
        self.chunks.get(i + 1).is_some_and(|next| {
            matches!(
                next.kind,
                ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::Stop | ChunkKind::Dash | ChunkKind::Close
            )
        })
    }

    /// Whether a tag follows the quotation at chunk `i`: “Is it?” Ruiz said, or, after a full stop, “It is.” Ruiz said.
    fn tag_follows(&self, i: usize, ending: Ending) -> bool {
        let clause = Clause { text: self.text, chunks: &self.chunks, first: i + 1, end: self.chunks.len().min(i + 30) };
        let stop = (i + 1..clause.end)
            .find(|&k| matches!(self.chunks[k].kind, ChunkKind::Stop | ChunkKind::Colon | ChunkKind::Semicolon));
        let until = stop.unwrap_or(clause.end);
        let speaking = |k: usize| {
            self.chunks[k]
                .group()
                .filter(|group| group.is_finite() && !group.passive)
                .and_then(|group| group.verb)
                .filter(|verb| verb.frames.has(Frames::QUOTE) && (verb.strength >= Strength::Usual || k + 1 == until))
        };
        let Some(verb) = (i + 1..until).find(|&k| speaking(k).is_some()) else { return false };
        let inverted = verb == i + 1;
        let subject = if inverted {
            clause.inverted(verb)
        } else {
            clause.subject(verb).filter(|subject| subject.phrase.start == i + 1)
        };
        if subject.is_none() {
            return false;
        }
        if inverted {
            return ending == Ending::Open || until - verb < 10;
        }
        // `Ruiz said the plan was dead` and `Ruiz said: “…”` say something else.
        let told = speaking(verb).is_some_and(|verb| verb.frames.has(Frames::ADDRESSEE));
        match self.chunks.get(verb + 1).filter(|_| verb + 1 < until).map(|chunk| chunk.kind) {
            None => stop.is_none_or(|stop| matches!(self.chunks[stop].kind, ChunkKind::Stop)),
            Some(ChunkKind::Comma) => true,
            Some(ChunkKind::Noun(noun)) => {
                (told || noun == Noun::Time) && (ending == Ending::Open || self.is_short(verb + 2, until))
            }
            Some(ChunkKind::Preposition | ChunkKind::Adverb) => {
                ending == Ending::Open || self.is_short(verb + 1, until)
            }
            Some(ChunkKind::Subordinator) => {
                ending == Ending::Open && matches!(self.word(verb + 1), "as" | "when" | "while" | "after" | "before")
            }
            _ => false,
        }
    }

    /// Whether the chunks up to `until` tell only when, where and to whom.
    fn is_short(&self, from: usize, until: usize) -> bool {
        self.chunks[from..until].iter().all(|chunk| match chunk.kind {
            ChunkKind::Verb(group) => !group.is_finite(),
            ChunkKind::Subordinator | ChunkKind::Quote(_) => false,
            _ => true,
        })
    }

    /// The sentence that holds chunk `i`.
    pub fn clause(&self, i: usize) -> Clause<'_> {
        let at = self.sentences.partition_point(|sentence| sentence.end <= i);
        let sentence = self.sentences.get(at).cloned().unwrap_or(0..self.chunks.len());
        let first = sentence.start.max(i.saturating_sub(REACH));
        Clause { text: self.text, chunks: &self.chunks, first, end: sentence.end.min(i + REACH) }
    }

    /// The words of chunk `i`.
    pub fn word(&self, i: usize) -> &'a str {
        &self.text[self.chunks[i].range()]
    }

    /// The bytes from the first to the last of a range of chunks.
    pub fn range(&self, chunks: &Range<usize>) -> Range<usize> {
        self.chunks[chunks.start].start..self.chunks[chunks.end - 1].end
    }
}
