//! One block of copy with its quotations taken whole, cut into sentences of the writer's own.

use std::ops::Range;

use crate::language::Reading;
use crate::language::chunks::{self, Chunk, ChunkKind, Piece};
use crate::language::subjects::Clause;
use crate::language::verbs::Strength;
use crate::quotes::Quote;

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
        let mut pieces = Vec::new();
        let mut token = reading.token_from(range.start);
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
        let chunks = chunks::read(text, &reading.tokens, &pieces);
        let mut line = Self { text, chunks, sentences: Vec::new() };
        line.cut(quotes);
        line
    }

    fn cut(&mut self, quotes: &[Quote]) {
        let mut first = 0;
        for i in 0..self.chunks.len() {
            let ends = match self.chunks[i].kind {
                ChunkKind::Stop => !self.small_follows(i),
                ChunkKind::Quote(index) => match Ending::of(&self.text[quotes[index].inside.clone()]) {
                    Ending::Stop | Ending::Open => {
                        !self.small_follows(i) && !self.tag_follows(i) && !self.mark_follows(i)
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

    /// Whether a short tag follows the quotation at chunk `i`, as a sentence of its own: “It is.” Ruiz said.
    fn tag_follows(&self, i: usize) -> bool {
        let clause = Clause { text: self.text, chunks: &self.chunks, first: i + 1, end: self.chunks.len().min(i + 14) };
        let mut verb = None;
        for k in i + 1..clause.end {
            match self.chunks[k].kind {
                ChunkKind::Verb(group) if verb.is_none() => {
                    let reports = group.verb.is_some_and(|verb| verb.strength >= Strength::Usual);
                    if !reports || !group.is_finite() || group.passive {
                        return false;
                    }
                    verb = Some(k);
                }
                ChunkKind::Stop => break,
                // `Ruiz said the plan was dead` reports something else.
                ChunkKind::Noun(noun) if verb == Some(k - 1) => {
                    use crate::language::chunks::Noun;
                    let told = self.chunks[k - 1]
                        .group()
                        .and_then(|group| group.verb)
                        .is_some_and(|verb| verb.frames.has(crate::language::verbs::Frames::ADDRESSEE));
                    let inverted = k == i + 2;
                    if !(told || inverted || noun == Noun::Time) {
                        return false;
                    }
                }
                ChunkKind::Colon | ChunkKind::Subordinator | ChunkKind::Semicolon => return false,
                ChunkKind::Quote(_) => return matches!(self.chunks[k - 1].kind, ChunkKind::Comma),
                ChunkKind::Verb(group) if group.is_finite() || group.infinitive => return false,
                ChunkKind::Comma if verb == Some(k - 1) && k == i + 2 => {}
                _ => {}
            }
        }
        let Some(verb) = verb else { return false };
        verb == i + 1 && clause.inverted(verb).is_some()
            || clause.subject(verb).is_some_and(|subject| subject.phrase.start == i + 1)
    }

    /// The sentence that holds chunk `i`.
    pub fn clause(&self, i: usize) -> Clause<'_> {
        let sentence =
            self.sentences.iter().find(|sentence| sentence.contains(&i)).cloned().unwrap_or(0..self.chunks.len());
        Clause { text: self.text, chunks: &self.chunks, first: sentence.start, end: sentence.end }
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
