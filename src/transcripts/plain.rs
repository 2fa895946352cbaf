//! Transcripts in plain text and Markdown: paragraphs, or a line a turn.

use std::borrow::Cow;

use crate::transcripts::lines::{Composed, Line, Map, Voice};

/// The lines of a text.
pub(super) fn text(text: &str) -> Vec<Line<'_>> {
    let line = |(at, line)| Line { text: Cow::Borrowed(line), map: Map::At(at), seconds: None, voice: Voice::Same };
    each(text).filter(|(_, line)| !line.trim().is_empty()).map(line).collect()
}

/// The lines of a Markdown text. Addresses of links and the front matter are nobody's words.
pub(super) fn markdown(text: &str) -> Vec<Line<'_>> {
    let front = front_matter(text);
    let mut lines = Vec::new();
    for (at, line) in each(text).filter(|(at, line)| *at >= front && !line.trim().is_empty()) {
        if !line.contains("](") {
            lines.push(Line { text: Cow::Borrowed(line), map: Map::At(at), seconds: None, voice: Voice::Same });
            continue;
        }
        let (mut composed, mut from) = (Composed::default(), 0);
        while let Some(open) = line[from..].find("](").map(|open| from + open) {
            let Some(close) = line[open..].find(')').map(|close| open + close) else { break };
            composed.push(&line[from..open], at + from);
            from = close + 1;
        }
        composed.push(&line[from..], at + from);
        lines.extend(composed.take(None, Voice::Same));
    }
    lines
}

/// Every line with its place, its end left out.
pub(super) fn each(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(['\n', '\r']).map(move |line| {
        at += line.len();
        (at - line.len(), line.trim_end_matches(['\n', '\r']))
    })
}

/// Where the front matter ends; 0 when there is none.
fn front_matter(text: &str) -> usize {
    let mut lines = each(text);
    let fence = |line: &str| matches!(line.trim_end(), "---" | "+++");
    match lines.next() {
        Some((_, first)) if fence(first.trim_start_matches(crate::text::BOM)) => {
            lines.find(|(_, line)| fence(line)).map_or(0, |(at, line)| at + line.len())
        }
        _ => 0,
    }
}
