//! The turns of a transcript, whatever its format: who says which words, and when.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::text::Span;
use crate::transcripts::lines::{Line, Map, Voice};
use crate::transcripts::{Format, captions, html, labels, plain};

/// What one voice says in one line of the file.
#[derive(Clone, Debug)]
pub(super) struct Turn<'t> {
    /// Its words, with what stands between them.
    pub text: Cow<'t, str>,
    /// The way back to the file.
    pub map: Map,
    /// Seconds into the recording, carried on from the last time that was said.
    pub seconds: Option<u32>,
    /// Who says it; `None`: nobody is named.
    pub voice: Option<String>,
}

/// What was read of a transcript.
#[derive(Clone, Debug, Default)]
pub(super) struct Read<'t> {
    /// In the order of the file.
    pub turns: Vec<Turn<'t>>,
    /// Timings that cannot be read.
    pub odd: Vec<Span>,
}

/// Reads a transcript.
pub(super) fn read(format: Format, text: &str) -> Read<'_> {
    let mut odd = Vec::new();
    let lines = match format {
        Format::Text => plain::text(text),
        Format::Markdown => plain::markdown(text),
        Format::Html => html::read(text),
        Format::Vtt | Format::Srt => {
            let read = captions::read(text);
            odd = read.odd;
            read.lines
        }
    };
    let heads: Vec<labels::Head> = lines.iter().map(|line| labels::head(&line.text)).collect();
    // One word and a colon is a label where it comes again; once, it may be a note.
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    for (name, _) in heads.iter().filter_map(|head| head.name.as_ref()) {
        *seen.entry(name).or_default() += 1;
    }
    let (mut voice, mut seconds) = (None, None);
    let mut turns = Vec::with_capacity(lines.len());
    for (Line { text, map, seconds: said, voice: marked }, head) in lines.into_iter().zip(&heads) {
        let name = head.name.as_ref().filter(|(name, sure)| *sure || seen[name.as_str()] > 1).map(|(name, _)| name);
        seconds = said.or(head.seconds).or(seconds);
        voice = match (name, marked) {
            (Some(name), _) => Some(name.clone()),
            (None, Voice::Named(name)) => Some(name),
            (None, Voice::Other) => None,
            (None, Voice::Same) if head.turns => None,
            (None, Voice::Same) => voice,
        };
        let from = if name.is_some() { head.length } else { head.stamped };
        let words = match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[from..]),
            Cow::Owned(text) => Cow::Owned(text[from..].to_owned()),
        };
        if !words.trim().is_empty() {
            turns.push(Turn { text: words, map: map.after(from), seconds, voice: voice.clone() });
        }
    }
    Read { turns, odd }
}
