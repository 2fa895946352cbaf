//! Transcripts, and what a quotation is when it is held against them.
//!
//! They are indexed once, word by word. A quotation is then looked for by the rarest of its words and pairs of
//! words, and read against the passages where several of them stand together. Nothing of a transcript is kept but in memory.

mod align;
mod captions;
mod html;
mod index;
mod labels;
mod lines;
pub mod lookup;
mod names;
mod plain;
mod query;
mod sight;
mod turns;
mod windows;
pub mod wording;
mod words;

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::text::{Problem, Source, Span};
use crate::transcripts::index::Index;
use crate::transcripts::names::Name;

/// How a transcript is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// WebVTT.
    Vtt,
    /// SubRip.
    Srt,
    /// A web page.
    Html,
}

impl Format {
    /// The format of a file of that name; `None` when no transcript is written so.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "vtt" => Some(Self::Vtt),
            "srt" => Some(Self::Srt),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            _ => None,
        }
    }
}

/// The most that one transcript may have: some three hundred hours of speech. Beyond it something else was named.
pub const MOST_BYTES: u64 = 16 << 20;

/// The most that all transcripts of a newsroom may have together.
pub const MOST_BYTES_TOGETHER: u64 = 128 << 20;

/// A transcript as it is handed in.
#[derive(Clone, Debug)]
pub struct Given {
    /// Where it stands.
    pub path: PathBuf,
    /// How it is written.
    pub format: Format,
    /// Its text.
    pub text: Source,
    /// What its source says of who speaks in it: authors, a title. For recordings in which no label says it.
    pub about: Vec<String>,
    /// Whether a machine wrote it down, so that its words prove little.
    pub machine: bool,
    /// Whether its words may be shown in reports and put into copy.
    pub public: bool,
}

/// One transcript.
#[derive(Debug)]
struct Script {
    path: PathBuf,
    text: Source,
    about: Vec<String>,
    machine: bool,
    public: bool,
    /// Its words in the index.
    words: Range<u32>,
    /// Sorted by first word; every word is in one.
    passages: Vec<Passage>,
    /// Who speaks in it.
    voices: Vec<(String, Name)>,
}

/// What one voice says without a break in the file.
#[derive(Clone, Copy, Debug)]
struct Passage {
    /// The first of its words in the index; it ends where the next begins.
    first: u32,
    seconds: Option<u32>,
    /// In the voices of its script; `None`: nobody is named.
    voice: Option<u16>,
}

/// Every transcript of a newsroom, ready to be searched.
#[derive(Debug, Default)]
pub struct Transcripts {
    scripts: Vec<Script>,
    index: Index,
}

impl Transcripts {
    /// Reads and indexes transcripts. What could not be read of each stands beside its path.
    pub fn new(given: Vec<Given>) -> (Self, Vec<(PathBuf, Source, Problem)>) {
        let mut transcripts = Self::default();
        let mut problems = Vec::new();
        for given in given {
            let read = turns::read(given.format, given.text.text());
            let first = transcripts.index.len();
            let (mut passages, mut voices) = (Vec::new(), Vec::<(String, Name)>::new());
            for turn in &read.turns {
                let voice = turn.voice.as_ref().map(|name| {
                    voices.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
                        voices.push((name.clone(), Name::of(name)));
                        voices.len() - 1
                    })
                });
                let voice = voice.and_then(|voice| u16::try_from(voice).ok());
                passages.push(Passage { first: transcripts.index.len(), seconds: turn.seconds, voice });
                transcripts.index.add(&turn.text, |range| turn.map.range(range));
            }
            let words = first..transcripts.index.len();
            let told = |span: Option<Span>, message: &str, remedy: &str| {
                let problem = Problem { span, message: message.to_owned(), remedy: Some(remedy.to_owned()) };
                (given.path.clone(), given.text.clone(), problem)
            };
            if words.is_empty() {
                let remedy = "save the transcript as text, with its words in it";
                problems.push(told(None, "a transcript without a word in it", remedy));
            }
            let odd =
                |span: &Span| told(Some(*span), "a timing that cannot be read", "write 00:14:22.000 --> 00:14:25.000");
            problems.extend(read.odd.first().map(odd));
            let Given { path, text, about, machine, public, .. } = given;
            transcripts.scripts.push(Script { path, text, about, machine, public, words, passages, voices });
        }
        transcripts.index.close();
        (transcripts, problems)
    }

    /// Whether there is nothing to search.
    pub fn is_empty(&self) -> bool {
        self.index.len() == 0
    }
}

impl Script {
    /// The passage that holds a word of the script.
    fn passage(&self, word: u32) -> Option<&Passage> {
        let next = self.passages.partition_point(|passage| passage.first <= word);
        next.checked_sub(1).map(|i| &self.passages[i])
    }

    /// Who says a word, where somebody is named.
    fn voice(&self, word: u32) -> Option<&(String, Name)> {
        self.voices.get(usize::from(self.passage(word)?.voice?))
    }
}

#[cfg(test)]
mod tests;
