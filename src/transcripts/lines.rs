//! Lines of a transcript and the way back to its file.

use std::borrow::Cow;
use std::ops::Range;

/// Whose words a line holds, as far as its form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// Whoever spoke before, unless a label in the line says otherwise.
    Same,
    /// Somebody else, who is not named.
    Other,
    /// Somebody, by the name the file gives.
    Named(String),
}

/// A stretch of a transcript that one voice says.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// What a reader reads.
    pub text: Cow<'t, str>,
    /// The way back.
    pub map: Map,
    /// Seconds into the recording; `None`: not said here.
    pub seconds: Option<u32>,
    /// Who says it.
    pub voice: Voice,
}

/// Where the text of a line stands in the file.
#[derive(Clone, Debug)]
pub(super) enum Map {
    /// As it is, from this byte on.
    At(usize),
    /// In runs that stand as they are: byte of the line, byte of the file. Sorted by both.
    Runs(Vec<(usize, usize)>),
}

impl Map {
    /// The byte of the file at which a byte of the line stands.
    fn place(&self, offset: usize) -> usize {
        match self {
            Self::At(start) => start + offset,
            Self::Runs(runs) => {
                let next = runs.partition_point(|&(from, _)| from <= offset);
                next.checked_sub(1).map_or(0, |i| runs[i].1 + (offset - runs[i].0))
            }
        }
    }

    /// The same for what is left of the line behind its first bytes.
    pub(super) fn after(self, bytes: usize) -> Self {
        match self {
            Self::At(start) => Self::At(start + bytes),
            Self::Runs(runs) => {
                let skipped = runs.partition_point(|&(from, _)| from <= bytes).saturating_sub(1);
                let cut =
                    |(from, place): (usize, usize)| (from.saturating_sub(bytes), place + bytes.saturating_sub(from));
                Self::Runs(runs.into_iter().skip(skipped).map(cut).collect())
            }
        }
    }

    /// The bytes of the file in which a range of the line stands, which is not empty.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        start..(self.place(range.end.saturating_sub(1)) + 1).max(start)
    }
}

/// A line that is put together from several places of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Composed {
    text: String,
    runs: Vec<(usize, usize)>,
}

impl Composed {
    /// Adds text that stands at `place` as it is.
    pub(super) fn push(&mut self, text: &str, place: usize) {
        self.runs.push((self.text.len(), place));
        self.text.push_str(text);
    }

    /// Adds what the markup at `raw`, which stands at `place`, is read as: character references resolved, nothing else.
    pub(super) fn push_decoded(&mut self, read: &str, raw: &str, place: usize) {
        let (mut from, mut at, mut rest) = (0, 0, read.chars());
        while let Some(c) = rest.next() {
            let begins = raw[at..].chars().next();
            let reference = raw[at..].starts_with('&').then(|| raw[at..].find(';')).flatten().filter(|&end| end < 34);
            let wide = match reference {
                Some(end) if raw[at + 1..at + end].chars().all(|c| c.is_ascii_alphanumeric() || c == '#') => end + 1,
                _ => begins.map_or(0, char::len_utf8),
            };
            let end = read.len() - rest.as_str().len();
            if begins != Some(c) || wide != c.len_utf8() || rest.as_str().is_empty() {
                // One run ends with a character that is written otherwise.
                self.push(&read[from..end - c.len_utf8()], place + at - (end - c.len_utf8() - from));
                self.push(&read[end - c.len_utf8()..end], place + at);
                from = end;
            }
            at += wide;
        }
    }

    /// What was put together so far, as a line; `None` when nothing can be read in it.
    pub(super) fn take(&mut self, seconds: Option<u32>, voice: Voice) -> Option<Line<'static>> {
        let Self { text, mut runs } = std::mem::take(self);
        runs.dedup_by(|next, run| {
            let empty = next.0 == run.0;
            if empty {
                run.1 = next.1;
            }
            empty
        });
        (!text.trim().is_empty()).then_some(Line { text: Cow::Owned(text), map: Map::Runs(runs), seconds, voice })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_keep_the_way_back() {
        let raw = "a &amp; b don&#8217;t é &c x";
        let read = "a & b don’t é &c x";
        let mut composed = Composed::default();
        composed.push_decoded(read, raw, 100);
        let line = composed.take(None, Voice::Same).unwrap();
        assert_eq!(line.text, read);
        let back = |words: &str| {
            let start = line.text.find(words).unwrap();
            let range = line.map.range(&(start..start + words.len()));
            raw[range.start - 100..range.end - 100].to_owned()
        };
        assert_eq!([back("b"), back("don’t"), back("é"), back("x")], ["b", "don&#8217;t", "é", "x"]);
    }
}
