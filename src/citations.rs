//! Citations: the words that credit somebody, and the links, footnotes and keys that cite.

mod cover;
mod data;
mod document;
mod figure;
mod names;
mod outlet;
mod post;
mod sentence;
mod subject;
mod vague;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::citations::sentence::Sentence;
use crate::language::{Reading, anonymity};
use crate::markdown::{Article, BlockKind};
use crate::sources::Library;
use crate::sources::words::Index;

/// What a credit credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditKind {
    /// An outlet: `BBC News reported`.
    Outlet,
    /// A post: `posted on X`.
    Post,
    /// Data: `per U.S. Customs and Border Protection data`.
    Data,
    /// A document: `signed an executive order`.
    Document,
    /// Nobody in particular: `reports have emerged`.
    Vague,
}

/// Whether a key has a source behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A library or the front matter holds it.
    Defined,
    /// Neither does.
    Undefined,
    /// There is no library and no list of sources to look it up in.
    Unknown,
}

/// Words that credit a source. All ranges are prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// What is credited.
    pub kind: CreditKind,
    /// The words that credit, which a link would stand on: `BBC News reported`.
    pub range: Range<usize>,
    /// The source's name in them: `BBC News`; empty for vague ones.
    pub source: Range<usize>,
    /// The source's usual name, from the lexicon: `BBC News`; as the copy has it when no lexicon knows it.
    pub name: String,
    /// Hosts at which the source publishes; empty when unknown.
    pub hosts: Vec<&'static str>,
    /// Whether a link, footnote or key in the same sentence covers it.
    pub cited_in_sentence: bool,
    /// Whether one in the same paragraph does.
    pub cited_in_paragraph: bool,
    /// Whether one earlier in the document to the same source does, or the front matter lists it.
    pub cited_in_document: bool,
    /// For vague ones: a named outlet or source stands in the same sentence, or somebody is quoted right after.
    pub sourced: bool,
    /// For vague ones: nothing in the words themselves tells who is meant.
    pub bald: bool,
}

impl Credit {
    fn new(
        kind: CreditKind,
        range: Range<usize>,
        source: Range<usize>,
        name: String,
        hosts: Vec<&'static str>,
    ) -> Self {
        Self {
            kind,
            range,
            source,
            name,
            hosts,
            cited_in_sentence: false,
            cited_in_paragraph: false,
            cited_in_document: false,
            sourced: false,
            bald: false,
        }
    }
}

/// A sentence full of figures that a reader could check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The sentence.
    pub range: Range<usize>,
    /// Whether its paragraph names, quotes or cites anybody the figures may come from.
    pub sourced: bool,
}

/// Everything about citing in one article.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// Sorted by start, never overlapping. Credits inside quotation marks are not there.
    pub credits: Vec<Credit>,
    /// One for each of the article's keys, in the same order.
    pub keys: Vec<Standing>,
    /// Sentences full of figures. Sorted by start.
    pub figures: Vec<Figure>,
    /// Where links start and markers stand, in the prose. Sorted.
    pub places: Vec<usize>,
}

impl Citations {
    /// Whether a link, a footnote or a key stands in `area` of the prose, right behind it included.
    pub fn cites(&self, area: &Range<usize>) -> bool {
        cover::within(&self.places, area)
    }

    /// The credit whose words a prose offset lies in or touches.
    pub fn at(&self, offset: usize) -> Option<&Credit> {
        let i = self.credits.partition_point(|credit| credit.range.start <= offset).checked_sub(1)?;
        Some(&self.credits[i]).filter(|credit| offset <= credit.range.end)
    }
}

/// Credits in `article`, with what cites them, and its keys. `quoted` are the ranges of outer quotations, sorted;
/// `libraries` are the desk's and, if it could be read, that of the draft's own `bibliography`.
pub fn find(article: &Article, reading: &Reading, quoted: &[Range<usize>], libraries: &[&Library]) -> Citations {
    let mut credits = Vec::new();
    let mut figures = Vec::new();
    for sentence in &reading.sentences {
        // A headline carries no link, and a footnote is a citation itself.
        let kind = article.block_at(sentence.start).map(|i| article.blocks[i].kind);
        if matches!(kind, Some(BlockKind::Heading(_) | BlockKind::Footnote | BlockKind::Caption)) {
            continue;
        }
        let tokens = &reading.tokens[reading.token_from(sentence.start)..reading.token_from(sentence.end)];
        let touching = quoted.partition_point(|quote| quote.end <= sentence.start)
            ..quoted.partition_point(|quote| quote.start < sentence.end);
        let quoted = quoted.get(touching).unwrap_or_default();
        let sentence = Sentence { text: article.prose.text(), tokens, quoted };
        in_sentence(&sentence, &mut credits);
        figures.extend(figure::of(&sentence));
    }
    followed_by_speech(&mut credits, article.prose.text(), reading, quoted);
    let places = cover::mark(&mut credits, article, reading, libraries);
    figure::settle(&mut figures, &credits, &places, quoted, article);
    Citations { credits, keys: standings(article, libraries), figures, places }
}

/// What a word may be the heart of.
#[derive(Debug, Default)]
struct Trigger {
    tweet: bool,
    data: bool,
    document: bool,
}

static TRIGGERS: LazyLock<Index<Trigger>> = LazyLock::new(|| {
    let mut index: Index<Trigger> = Index::default();
    for word in ["tweet", "tweets", "tweeted"] {
        index.entry(word).tweet = true;
    }
    for word in data::DATA {
        index.entry(word).data = true;
    }
    for word in document::DOCUMENTS {
        index.entry(word).document = true;
    }
    index
});

/// Adds the credits of one sentence, sorted, the first of two that overlap kept.
fn in_sentence(sentence: &Sentence<'_>, credits: &mut Vec<Credit>) {
    let first = credits.len();
    let mut quoted = sentence.quoted.iter().peekable();
    let mut named_until = 0;
    for (i, token) in (0..).zip(sentence.tokens) {
        let start = token.start as usize;
        while quoted.next_if(|quote| quote.end <= start).is_some() {}
        if quoted.peek().is_some_and(|quote| quote.start <= start) {
            continue;
        }
        let word = token.text(sentence.text);
        if token.is_capital() || word.as_bytes()[0].is_ascii_digit() {
            if i >= named_until
                && let Some((credit, end)) = outlet::credit(sentence, i)
            {
                credits.extend(credit);
                named_until = end;
            }
            credits.extend(post::on_platform(sentence, i));
            credits.extend(data::publisher(sentence, i));
        }
        if let Some(trigger) = TRIGGERS.get_lower(word) {
            if trigger.tweet {
                credits.extend(post::tweet(sentence, i));
            }
            if trigger.data {
                credits.extend(data::credit(sentence, i));
            }
            if trigger.document {
                credits.extend(document::credit(sentence, i));
            }
        }
        if let Some(phrases) = vague::phrases().get_lower(word) {
            credits.extend(vague::credit(sentence, i, phrases));
        }
    }
    settle(sentence, credits, first);
}

/// Sorts the credits from `first` on; drops those that reach into a quotation, and of two that overlap the later.
fn settle(sentence: &Sentence<'_>, credits: &mut Vec<Credit>, first: usize) {
    if credits.len() == first {
        return;
    }
    let mut found = credits.split_off(first);
    found.sort_by_key(|credit| (credit.range.start, credit.kind == CreditKind::Vague));
    for credit in found {
        let overlaps = credits[first..].last().is_some_and(|last| credit.range.start < last.range.end);
        if !overlaps && !sentence.quotes(&credit.range) {
            credits.push(credit);
        }
    }
}

/// A vague credit is less so when its people speak for themselves right after it or the copy says why they are not named: "Critics say it is too much. “We …”"
fn followed_by_speech(credits: &mut [Credit], text: &str, reading: &Reading, quoted: &[Range<usize>]) {
    for credit in credits.iter_mut().filter(|credit| credit.kind == CreditKind::Vague && !credit.sourced) {
        let i = reading.sentences.partition_point(|sentence| sentence.start <= credit.range.start);
        let Some(until) = reading.sentences.get(i + 1).or(reading.sentences.last()) else { continue };
        let next = quoted.partition_point(|quote| quote.start < credit.range.end);
        let named = quoted.get(next).is_some_and(|quote| quote.start < until.end);
        credit.sourced = named || anonymity::says_why(&text[credit.range.start..until.end.max(credit.range.end)]);
    }
}

/// Whether each key of `article` has a source behind it.
fn standings(article: &Article, libraries: &[&Library]) -> Vec<Standing> {
    let front = article.front_matter.as_ref();
    let listed = front.map_or(&[] as &[_], |front| front.sources.as_slice());
    let ids: FxHashSet<&str> = listed
        .iter()
        .flat_map(|entry| &entry.fields)
        .filter(|(name, _)| name == "id")
        .map(|(_, value)| value.text.as_str())
        .collect();
    // A bibliography that could not be read may hold any key.
    let unread = front.is_some_and(|front| !front.bibliography.is_empty()) && libraries.len() < 2;
    let nothing = unread || ids.is_empty() && libraries.iter().all(|library| library.is_empty());
    let standing = |label: &str| match () {
        () if ids.contains(label) || libraries.iter().any(|library| library.find(label).is_some()) => Standing::Defined,
        () if nothing => Standing::Unknown,
        () => Standing::Undefined,
    };
    article.keys.iter().map(|key| standing(&key.label)).collect()
}

#[cfg(test)]
mod tests;
