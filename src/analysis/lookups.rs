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
    transcripts: &[&Transcripts],
) -> Vec<Option<Lookup>> {
    if transcripts.iter().all(|it| it.is_empty()) {
        return Vec::new();
    }
    let look = |(quote, speaker): (&Quote, &Speaker)| {
        // What stands inside a quotation is looked up with it.
        let speech = matches!(quote.kind, Kind::Full | Kind::Partial | Kind::Fragment | Kind::Blockquote);
        if !speech || quote.parent.is_some() || quote.words < FEWEST_WORDS {
            return None;
        }
        let start = article.blocks[quote.block].prose.start.min(quote.range.start);
        let asked = Asked {
            quote: article.prose.slice(&quote.inside),
            // Of a ministry nobody can tell which of its people spoke.
            speaker: speaker.person.and(speaker.name.as_deref()),
            before: article.prose.slice(&(start..quote.range.start)),
        };
        transcripts.iter().filter_map(|it| it.look_up(&asked)).reduce(better)
    };
    quotes.list.iter().zip(speakers).map(look).collect()
}

/// Of two answers the one that speaks for the quotation; the first where both do alike.
fn better(one: Lookup, other: Lookup) -> Lookup {
    let worth = |lookup: &Lookup| match lookup {
        Lookup::There(it) => 1 + usize::from(!it.swapped) + usize::from(it.differences.is_empty()),
        Lookup::Nowhere(_) => 0,
    };
    match (one, other) {
        (Lookup::Nowhere(mut names), Lookup::Nowhere(more)) => {
            names.extend(more);
            Lookup::Nowhere(names)
        }
        (one, other) if worth(&other) > worth(&one) => other,
        (one, _) => one,
    }
}
