//! What the transcripts say of each quotation.

use crate::attribution::Speaker;
use crate::markdown::Article;
use crate::quotes::{Kind, Quote, Quotes};
use crate::transcripts::Transcripts;
use crate::transcripts::lookup::{Asked, FEWEST_WORDS, Lookup};

/// One for each of `quotes.list`, in the same order; empty when there are no transcripts.
pub(super) fn find(
    article: &Article,
    quotes: &Quotes,
    speakers: &[Speaker],
    transcripts: &Transcripts,
) -> Vec<Option<Lookup>> {
    if transcripts.is_empty() {
        return Vec::new();
    }
    let look = |(quote, speaker): (&Quote, &Speaker)| {
        // What stands inside a quotation is looked up with it.
        let speech = matches!(quote.kind, Kind::Full | Kind::Partial | Kind::Fragment | Kind::Blockquote);
        if !speech || quote.parent.is_some() || quote.words < FEWEST_WORDS {
            return None;
        }
        let start = article.blocks[quote.block].prose.start.min(quote.range.start);
        transcripts.look_up(&Asked {
            quote: article.prose.slice(&quote.inside),
            // Of a ministry nobody can tell which of its people spoke.
            speaker: speaker.person.and(speaker.name.as_deref()),
            before: article.prose.slice(&(start..quote.range.start)),
        })
    };
    quotes.list.iter().zip(speakers).map(look).collect()
}
