//! Captions: WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format") and SubRip.

use crate::text::Span;
use crate::transcripts::labels;
use crate::transcripts::lines::{Composed, Line, Voice};
use crate::transcripts::plain;

/// What is read of a file of captions.
#[derive(Debug, Default)]
pub(super) struct Read<'t> {
    /// A line for each line of a cue.
    pub lines: Vec<Line<'t>>,
    /// Places of timings that cannot be read.
    pub odd: Vec<Span>,
}

/// The cues of `text`.
pub(super) fn read(text: &str) -> Read<'static> {
    let mut read = Read::default();
    // Where voices are marked, a cue without one is nobody's in particular.
    let named = text.contains("<v");
    let mut lines = plain::each(text).peekable();
    // What stands before a timing is a header, a number, a name, a note or a style, and nobody says it.
    while let Some((at, line)) = lines.next() {
        let Some((start, _)) = line.split_once("-->") else { continue };
        let Some(seconds) = labels::seconds(start.trim()) else {
            read.odd.push(Span::new(at, at + line.len()));
            continue;
        };
        let mut voice = if named { Voice::Other } else { Voice::Same };
        while let Some((at, line)) = lines.next_if(|(at, line)| !ends(text, *at, line)) {
            cue(line, at, seconds, &mut voice, &mut read.lines);
        }
    }
    read
}

/// Whether a line ends the cue above it: it is empty and not the second half of a line end, or it is the next timing.
fn ends(text: &str, at: usize, line: &str) -> bool {
    let half = line.is_empty() && text[..at].ends_with('\r') && text[at..].starts_with('\n');
    (line.trim().is_empty() && !half) || line.contains("-->")
}

/// Reads one line of a cue. A voice holds until its cue ends or another takes over.
fn cue(line: &str, at: usize, seconds: u32, voice: &mut Voice, lines: &mut Vec<Line<'static>>) {
    let mut composed = Composed::default();
    let mut rest = 0;
    while let Some(open) = line[rest..].find(['<', '{']).map(|open| rest + open) {
        let close = if line[open..].starts_with('<') { '>' } else { '}' };
        let Some(end) = line[open..].find(close).map(|end| open + end + 1) else { break };
        push(&mut composed, &line[rest..open], at + rest);
        let tag = &line[open + 1..end - 1];
        if let Some(name) = tag.strip_prefix('v').filter(|name| name.starts_with([' ', '.', '\t'])) {
            lines.extend(composed.take(Some(seconds), voice.clone()));
            let name = name.split_once([' ', '\t']).map_or("", |(_, name)| name.trim());
            *voice = if name.is_empty() { Voice::Other } else { Voice::Named(name.to_owned()) };
        } else if tag == "/v" {
            lines.extend(composed.take(Some(seconds), voice.clone()));
            *voice = Voice::Other;
        }
        rest = end;
    }
    push(&mut composed, &line[rest..], at + rest);
    lines.extend(composed.take(Some(seconds), voice.clone()));
}

/// Adds text of a cue, its character references resolved.
fn push(composed: &mut Composed, text: &str, at: usize) {
    if text.contains('&') {
        composed.push_decoded(&super::html::decoded(text), text, at);
    } else {
        composed.push(text, at);
    }
}
