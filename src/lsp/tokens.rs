//! Colours: quotations, who says them and by which words, officials and credits.

use std::collections::BTreeSet;

use tower_lsp::lsp_types as lsp;

use crate::analysis::Analysis;
use crate::check::Checked;
use crate::lsp::convert::Places;
use crate::quotes::Kind;
use crate::text::Span;

/// The names of the colours, in the order in which tokens count them.
pub const TYPES: &[&str] = &["quotation", "speaker", "cue", "official", "citation"];

const QUOTATION: u32 = 0;
const SPEAKER: u32 = 1;
const CUE: u32 = 2;
const OFFICIAL: u32 = 3;
const CITATION: u32 = 4;

/// The colours of a draft. None overlaps another and none crosses a line end.
pub fn full(checked: &Checked, places: &Places<'_>) -> lsp::SemanticTokens {
    let mut data = Vec::new();
    let mut last = lsp::Position::default();
    for (span, kind) in apart(spans(&checked.analysis)) {
        for line in checked.source.line_of(span.start)..=checked.source.line_of(span.end) {
            let Some(line) = checked.source.line(line) else { continue };
            let (start, end) = (span.start.max(line.start), span.end.min(line.end));
            if start >= end {
                continue;
            }
            let range = places.range(Span::new(start, end));
            let same_line = range.start.line == last.line;
            data.push(lsp::SemanticToken {
                delta_line: range.start.line - last.line,
                delta_start: range.start.character - if same_line { last.character } else { 0 },
                length: range.end.character - range.start.character,
                token_type: kind,
                token_modifiers_bitset: 0,
            });
            last = range.start;
        }
    }
    lsp::SemanticTokens { result_id: None, data }
}

/// What is coloured, that which wins where two meet first.
fn spans(analysis: &Analysis) -> Vec<(Span, u32)> {
    let prose = &analysis.article.prose;
    let mut spans = Vec::new();
    for speaker in &analysis.speakers {
        spans.extend(speaker.mention.iter().map(|range| (prose.span(range), SPEAKER)));
        spans.extend(speaker.cue.iter().map(|range| (prose.span(range), CUE)));
    }
    let officials =
        analysis.people.mentions.iter().filter(|mention| {
            analysis.people.persons.get(mention.person).is_some_and(|person| person.official.is_some())
        });
    spans.extend(officials.map(|mention| (prose.span(&mention.range), OFFICIAL)));
    spans.extend(analysis.citations.credits.iter().map(|credit| (prose.span(&credit.range), CITATION)));
    spans.extend(analysis.article.keys.iter().map(|mark| (mark.span, CITATION)));
    spans.extend(analysis.article.footnotes.iter().map(|mark| (mark.span, CITATION)));
    let speech = analysis.quotes.list.iter().filter(|quote| {
        quote.parent.is_none() && matches!(quote.kind, Kind::Full | Kind::Partial | Kind::Fragment | Kind::Blockquote)
    });
    spans.extend(speech.map(|quote| (prose.span(&quote.range), QUOTATION)));
    spans
}

/// The same, cut so that none overlaps another: what comes earlier in the list keeps its whole span.
fn apart(spans: Vec<(Span, u32)>) -> Vec<(Span, u32)> {
    let mut edges: Vec<(usize, bool, usize)> = Vec::with_capacity(spans.len() * 2);
    for (i, (span, _)) in spans.iter().enumerate().filter(|(_, (span, _))| !span.is_empty()) {
        edges.push((span.start, true, i));
        edges.push((span.end, false, i));
    }
    edges.sort_unstable();
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut cut: Vec<(Span, u32, usize)> = Vec::new();
    let mut at = 0;
    for (offset, opens, i) in edges {
        if let Some(&winner) = open.first().filter(|_| offset > at) {
            match cut.last_mut() {
                Some((span, _, owner)) if *owner == winner && span.end == at => span.end = offset,
                _ => cut.push((Span::new(at, offset), spans[winner].1, winner)),
            }
        }
        at = offset;
        if opens {
            open.insert(i);
        } else {
            open.remove(&i);
        }
    }
    cut.into_iter().map(|(span, kind, _)| (span, kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_first_keeps_its_span_and_the_rest_is_cut_around_it() {
        let span = |start, end| Span::new(start, end);
        let cut = apart(vec![(span(4, 6), SPEAKER), (span(0, 10), QUOTATION), (span(9, 12), CITATION)]);
        assert_eq!(
            cut,
            [(span(0, 4), QUOTATION), (span(4, 6), SPEAKER), (span(6, 10), QUOTATION), (span(10, 12), CITATION),]
        );
        assert!(apart(vec![(span(3, 3), CUE)]).is_empty());
    }
}
