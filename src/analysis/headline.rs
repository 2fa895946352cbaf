//! Words quoted above and beside the story: in its headline and deck, in captions and in pull quotations.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::markdown::{self, BlockKind, Syntax};
use crate::quotes::{self, Kind, Quote};
use crate::text::{Source, Span};

/// Words quoted outside the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Where, marks included.
    pub span: Span,
    /// Where they stand: `headline`, `deck`, `caption`, `pull quotation`.
    pub place: &'static str,
    /// The words, folded.
    pub words: Vec<String>,
}

/// Quotations of headline, deck and captions, and pull quotations, that are speech. Sorted by start.
pub fn shown(analysis: &Analysis) -> Vec<Shown> {
    let article = &analysis.article;
    let mut shown = Vec::new();
    if let Some(front) = &article.front_matter {
        let located =
            front.title.iter().map(|title| (title, "headline")).chain(front.deck.iter().map(|deck| (deck, "deck")));
        for (text, place) in located {
            // A value with escapes is not what stands in the file, and has no places.
            if text.span.len() == text.text.len() {
                let line = markdown::read(&Source::new(text.text.clone()), Syntax::Plain);
                let found = quotes::find(&line).list;
                let speech = found.iter().filter(|quote| is_speech(quote));
                shown.extend(speech.map(|quote| {
                    let span = line.prose.span(&quote.range);
                    let span = Span::new(text.span.start + span.start, text.span.start + span.end);
                    Shown { span, place, words: folded(line.prose.slice(&quote.inside)) }
                }));
            }
        }
    }
    for quote in &analysis.quotes.list {
        let place = match article.blocks[quote.block].kind {
            BlockKind::Heading(_) => "headline",
            BlockKind::Caption if !carries_words(analysis, quote) => "caption",
            _ if quote.kind == Kind::Blockquote => "pull quotation",
            _ => continue,
        };
        if quote.parent.is_none() && (is_speech(quote) || quote.kind == Kind::Blockquote) {
            let words = folded(article.prose.slice(&quote.inside));
            shown.push(Shown { span: article.prose.span(&quote.range), place, words });
        }
    }
    shown
}

/// Titles, names and terms are no speech.
fn is_speech(quote: &Quote) -> bool {
    quote.closed && !matches!(quote.kind, Kind::Title | Kind::Nickname | Kind::Term)
}

/// Things in a picture that carry words of their own.
const CARRIERS: &[&str] = &[
    "sign",
    "signs",
    "banner",
    "banners",
    "placard",
    "placards",
    "poster",
    "posters",
    "shirt",
    "shirts",
    "hat",
    "hats",
    "mural",
    "graffiti",
    "billboard",
    "plaque",
    "sticker",
    "stickers",
    "reads",
    "reading",
    "written",
    "painted",
    "titled",
    "screen",
    "headline",
    "slogan",
    "words",
    "chant",
    "chanting",
];

/// Whether the caption shows the words rather than quotes them: a sign reading “…”.
fn carries_words(analysis: &Analysis, quote: &Quote) -> bool {
    let caption = analysis.article.prose.slice(&analysis.article.blocks[quote.block].prose).to_lowercase();
    caption.split(|c: char| !c.is_alphanumeric()).any(|word| CARRIERS.contains(&word))
}

/// What the quotations of the story say, each folded: those of its paragraphs, items and cells, and its block quotations.
pub fn spoken(analysis: &Analysis) -> Vec<Vec<String>> {
    let article = &analysis.article;
    let body = analysis.quotes.list.iter().filter(|quote| {
        matches!(article.blocks[quote.block].kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell)
            && quote.kind != Kind::Blockquote
    });
    let mut spoken: Vec<Vec<String>> = Vec::new();
    for quote in body {
        let words = folded(article.prose.slice(&quote.inside));
        // Split speech may be joined above the story: “We lost,” she said, “the vote.”
        let follows = spoken.last().is_some() && quote.parent.is_none();
        if follows && let Some(last) = spoken.last() {
            let joined: Vec<String> = last.iter().chain(&words).cloned().collect();
            if joined.len() <= LONGEST {
                spoken.push(joined);
            }
        }
        spoken.push(words);
    }
    spoken
}

/// Joined speech longer than this is not what a headline quotes.
const LONGEST: usize = 400;

/// Whether `spoken` holds `words`, in a row or with words left out at an ellipsis, which the fold turns into `…`.
pub fn holds(spoken: &[String], words: &[String]) -> bool {
    let mut from = 0;
    for part in words.split(|word| word == "…").filter(|part| !part.is_empty()) {
        let Some(at) = (from..spoken.len()).find(|&at| spoken[at..].starts_with(part)) else { return false };
        from = at + part.len();
    }
    true
}

/// How many of `words` stand in `spoken`, whatever their order, in hundredths.
pub fn shares(spoken: &[String], words: &[String]) -> usize {
    let held = words.iter().filter(|word| spoken.contains(word)).count();
    held * 100 / words.len().max(1)
}

/// The words of `text` in small letters, without punctuation; what stands in square brackets or at an ellipsis is `…`.
fn folded(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let gap = |words: &mut Vec<String>| {
        if words.last().is_none_or(|last| last != "…") {
            words.push("…".to_owned());
        }
    };
    let mut rest = text;
    while !rest.is_empty() {
        let word: Range<usize> =
            0..rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\''))).unwrap_or(rest.len());
        if !word.is_empty() {
            let plain = rest[word.clone()].to_lowercase().replace(['’', '\''], "");
            if !plain.is_empty() {
                words.push(plain);
            }
            rest = &rest[word.end..];
        } else if rest.starts_with("...") || rest.starts_with('…') {
            gap(&mut words);
            rest = rest.trim_start_matches(['.', '…']);
        } else if let Some(inside) = rest.strip_prefix('[') {
            gap(&mut words);
            rest = inside.find(']').map_or(inside, |end| &inside[end + 1..]);
        } else {
            let mut chars = rest.chars();
            chars.next();
            rest = chars.as_str();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_held_in_a_row_and_around_gaps() {
        let spoken = folded("We lost the old bridge, and we’ll lose the new one.");
        let check = |words: &str| holds(&spoken, &folded(words));
        assert!(check("lost the old bridge"));
        assert!(check("We lost … the new one"));
        assert!(check("[They] lost the old bridge"));
        assert!(check("we'll lose"));
        assert!(!check("the new bridge"));
        assert!(!check("the new one … we lost"));
        assert_eq!(shares(&spoken, &folded("we lost the whole bridge")), 80);
    }
}
