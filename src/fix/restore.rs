//! The words of a transcript, put back where a quotation has others.

use crate::analysis::Analysis;
use crate::fix::{Edit, Fix};
use crate::text::Span;
use crate::transcripts::lookup::Sighting;

/// Puts back what was said. It touches words inside quotation marks: to be offered alone, and never made for anybody.
///
/// `None` when the words may not be shown or prove little, when somebody else says them, or when markup stands between
/// them in the draft `text`.
pub fn offer(text: &str, analysis: &Analysis, quote: usize, sighting: &Sighting) -> Option<Fix> {
    if !sighting.public || sighting.machine || sighting.swapped || sighting.differences.is_empty() {
        return None;
    }
    let prose = &analysis.article.prose;
    let inside = &analysis.quotes.list.get(quote)?.inside;
    let mut edits = Vec::new();
    for difference in &sighting.differences {
        let said = difference.said.split_whitespace().collect::<Vec<_>>().join(" ");
        if !said.chars().all(is_plain) {
            return None;
        }
        let mut range = inside.start + difference.quoted.start..inside.start + difference.quoted.end;
        let (before, after) = (&prose.text()[inside.start..range.start], &prose.text()[range.end..inside.end]);
        let new = match (range.is_empty(), said.is_empty()) {
            (false, false) => said,
            (true, _) if before.is_empty() => format!("{said} "),
            (true, _) => format!(" {said}"),
            (false, true) if before.ends_with(' ') => {
                range.start -= 1;
                said
            }
            (false, true) => {
                range.end += after.len() - after.trim_start_matches(' ').len();
                said
            }
        };
        let span = match range.is_empty() {
            true if before.is_empty() => Span::at(prose.span(inside).start),
            true => Span::at(prose.span(&(inside.start..range.start)).end),
            false => prose.span(&range),
        };
        if text.get(span.range())? != prose.slice(&range) {
            return None;
        }
        edits.push(Edit { span, text: new });
    }
    Some(Fix { title: "Restore the transcript’s words".to_owned(), safe: false, edits, select: None })
}

/// Whether a character means nothing to Markdown and is no mark of quotation.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, ' ' | ',' | '.' | ';' | ':' | '’' | '\'' | '-' | '–' | '—' | '!' | '?' | '%' | '$')
}
