//! What is to be cited, and where in the copy a citation of it may stand.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::citations::CreditKind;
use crate::language::tokens::Kind;
use crate::text::Span;

/// Words that want a source. All ranges and offsets are prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The words a link stands on; `None` for a quotation without a cue, for a link never stands on quoted words.
    pub anchor: Option<Range<usize>>,
    /// The words that are cited, as a menu names them.
    pub words: Range<usize>,
    /// Where a footnote's marker stands: after the punctuation that closes the clause.
    pub marker: usize,
    /// Where a key stands: before that punctuation, but after a closing mark.
    pub key: usize,
    /// The full stop inside a closing mark, which a key behind the mark would strand; it follows the key.
    pub stop: Option<Range<usize>>,
    /// Whose words these are: the outlet, the speaker; empty when nobody is known.
    pub name: String,
    /// Hosts at which the source publishes.
    pub hosts: Vec<&'static str>,
    /// What a source of this kind is called in a list: `outlet` for an outlet's.
    pub kind: Option<CreditKind>,
}

/// Marks that end a sentence or a clause.
const STOPS: [char; 5] = ['.', ',', ';', '!', '?'];
/// Marks that close what was opened in it.
const CLOSERS: [char; 8] = ['”', '’', '"', '\'', '»', '›', ')', ']'];

/// What `selection`, a cursor or some words, is to cite: the credit it touches, else the quotation, else its own words, else
/// the sentence full of figures that the cursor stands in.
pub(crate) fn at(analysis: &Analysis, selection: Span) -> Option<Target> {
    let prose = &analysis.article.prose;
    let selected = trimmed(prose.text(), prose.range(selection));
    credit(analysis, &selected)
        .or_else(|| quotation(analysis, &selected))
        .or_else(|| words(analysis, &selected))
        .or_else(|| figure(analysis, selected.start))
}

fn credit(analysis: &Analysis, selected: &Range<usize>) -> Option<Target> {
    let credits = &analysis.citations.credits;
    let from = credits.partition_point(|credit| credit.range.end < selected.start);
    let credit = credits[from..].iter().take_while(|credit| credit.range.start <= selected.end).next()?;
    let (marker, key) = places(analysis, credit.range.end)?;
    Some(Target {
        anchor: Some(credit.range.clone()),
        words: credit.range.clone(),
        marker,
        key,
        stop: None,
        name: credit.name.clone(),
        hosts: credit.hosts.clone(),
        kind: Some(credit.kind),
    })
}

fn quotation(analysis: &Analysis, selected: &Range<usize>) -> Option<Target> {
    let quotes = &analysis.quotes.list;
    let mut i = analysis.quotes.at(selected.start).or_else(|| {
        quotes.iter().position(|quote| selected.start < quote.range.end && quote.range.start < selected.end)
    })?;
    while let Some(parent) = quotes[i].parent {
        i = parent;
    }
    let quote = &quotes[i];
    if !quote.closed {
        return None;
    }
    let text = prose_block(analysis, quote.range.start)?.1;
    let after = &analysis.article.prose.text()[quote.range.end..text.end];
    let marker = quote.range.end + after.len() - after.trim_start_matches(['.', ',', ';', '!', '?']).len();
    let inside = analysis.article.prose.slice(&quote.inside);
    let ends = after.is_empty() || after.starts_with([' ', '\u{A0}']) && starts_sentence(analysis, quote.range.end);
    let stop =
        (inside.ends_with('.') && !inside.ends_with("..") && ends).then(|| quote.inside.end - 1..quote.inside.end);
    let speaker = analysis.speakers.get(i);
    Some(Target {
        anchor: speaker.and_then(|speaker| speaker.cue.clone()),
        words: quote.range.clone(),
        marker,
        key: quote.range.end,
        stop,
        name: speaker.and_then(|speaker| speaker.name.clone()).unwrap_or_default(),
        hosts: Vec::new(),
        kind: None,
    })
}

/// The target of a citation that stands on `words` already.
pub(crate) fn on(analysis: &Analysis, words: &Range<usize>) -> Option<Target> {
    let name = analysis
        .citations
        .credits
        .iter()
        .find(|credit| credit.range.start < words.end && words.start < credit.range.end);
    let name = name.map(|credit| credit.name.clone()).unwrap_or_default();
    Some(Target { name, ..self::words(analysis, words)? })
}

fn words(analysis: &Analysis, selected: &Range<usize>) -> Option<Target> {
    let (_, block) = prose_block(analysis, selected.start)?;
    if selected.is_empty() || selected.end > block.end {
        return None;
    }
    let (marker, key) = places(analysis, selected.end)?;
    Some(Target {
        anchor: Some(selected.clone()),
        words: selected.clone(),
        marker,
        key,
        stop: None,
        name: String::new(),
        hosts: Vec::new(),
        kind: None,
    })
}

/// A sentence full of figures: a link stands on the number at the cursor, a marker or a key behind the sentence.
fn figure(analysis: &Analysis, cursor: usize) -> Option<Target> {
    let figures = &analysis.citations.figures;
    let last = figures.partition_point(|figure| figure.range.start <= cursor).checked_sub(1)?;
    let range = figures[last].range.clone();
    if cursor > range.end {
        return None;
    }
    let sentence = analysis.article.prose.slice(&range);
    let bare = sentence.trim_end_matches(|c| STOPS.contains(&c) || CLOSERS.contains(&c));
    let (marker, key) = places(analysis, range.start + bare.len())?;
    Some(Target {
        anchor: number(analysis, &range, cursor),
        words: range,
        marker,
        key,
        stop: None,
        name: String::new(),
        hosts: Vec::new(),
        kind: Some(CreditKind::Data),
    })
}

/// The number of a sentence that stands at `cursor`, with its currency and its unit.
fn number(analysis: &Analysis, sentence: &Range<usize>, cursor: usize) -> Option<Range<usize>> {
    const UNITS: [&str; 6] = ["percent", "thousand", "million", "billion", "trillion", "%"];
    let text = analysis.article.prose.text();
    let reading = &analysis.reading;
    let tokens = &reading.tokens[reading.token_from(sentence.start)..reading.token_from(sentence.end)];
    let written = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map_or("", |token| token.text(text));
    let numbers = tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Number);
    let mut phrases = numbers.map(|(i, token)| {
        let before = i.checked_sub(1).filter(|before| matches!(written(Some(*before)), "$" | "£" | "€"));
        let after = (i + 1..tokens.len())
            .take_while(|&after| UNITS.iter().any(|unit| written(Some(after)).eq_ignore_ascii_case(unit)));
        let end = after.last().map_or(token.end(), |after| tokens[after].end());
        before.map_or(token.start, |before| tokens[before].start) as usize..end as usize
    });
    phrases.find(|phrase| phrase.start <= cursor && cursor <= phrase.end)
}

/// Where marker and key go for words that end at `end`: at the punctuation that follows, else at the sentence's end.
fn places(analysis: &Analysis, end: usize) -> Option<(usize, usize)> {
    let (_, block) = prose_block(analysis, end.saturating_sub(1))?;
    let text = analysis.article.prose.text();
    let after = text.get(end..block.end)?;
    if after.starts_with(['—', '–']) {
        return Some((end, end));
    }
    let closed = after.trim_start_matches(CLOSERS);
    let stopped = closed.trim_start_matches(STOPS);
    if stopped.len() < closed.len() {
        let rest = stopped.trim_start_matches(CLOSERS);
        return Some((block.end - rest.len(), block.end - closed.len()));
    }
    let sentence = analysis.reading.sentence_at(end.saturating_sub(1))?;
    let last = sentence.end.clamp(end, block.end);
    let clause = text[end..last].trim_end_matches(CLOSERS);
    let bare = clause.trim_end_matches(STOPS);
    // A key goes behind marks that close after the stop.
    let key = if clause.len() < last - end && bare.len() < clause.len() { last } else { end + bare.len() };
    Some((last, key))
}

/// The block at a prose offset: its number and its prose.
fn prose_block(analysis: &Analysis, offset: usize) -> Option<(usize, Range<usize>)> {
    let i = analysis.article.block_at(offset)?;
    let prose = analysis.article.blocks[i].prose.clone();
    (offset <= prose.end).then_some((i, prose))
}

/// Whether a sentence starts after the white space at `offset`.
fn starts_sentence(analysis: &Analysis, offset: usize) -> bool {
    let sentences = &analysis.reading.sentences;
    let next = sentences.partition_point(|sentence| sentence.start < offset);
    let text = analysis.article.prose.text();
    sentences.get(next).is_some_and(|sentence| text[offset..sentence.start].trim().is_empty())
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    start..(start + words.trim().len()).max(start)
}
