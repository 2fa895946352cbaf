//! Which link, footnote or key cites which credit.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::citations::{Credit, CreditKind};
use crate::language::Reading;
use crate::markdown::front_matter::SourceEntry;
use crate::markdown::{Article, Link, LinkKind};
use crate::sources::publishers::{self, without_article};
use crate::sources::{Library, url};
use crate::text::Span;

/// Everything in the copy that cites, by place: where a link's words start, or the character a marker stands behind.
/// Every list of places is sorted.
#[derive(Debug, Default)]
struct Cites {
    /// The words of links.
    anchors: Vec<Range<usize>>,
    all: Vec<usize>,
    /// Those that may be anybody's: they lead to no known outlet.
    open: Vec<usize>,
    /// Footnotes and keys among them.
    open_notes: Vec<usize>,
    /// By host and by every site above it.
    by_site: FxHashMap<String, Vec<usize>>,
    /// By the outlet's usual name in small letters.
    by_name: FxHashMap<String, Vec<usize>>,
}

/// Marks what cites each of `credits`, and answers with the places of everything that cites, sorted.
pub fn mark(credits: &mut [Credit], article: &Article, reading: &Reading, libraries: &[&Library]) -> Vec<usize> {
    let cites = collect(article, libraries);
    let listed: Vec<Source> = article.front_matter.iter().flat_map(|front| &front.sources).map(source).collect();
    for credit in credits.iter_mut().filter(|credit| credit.kind != CreditKind::Vague) {
        let at = credit.range.start;
        let sentence = reading.sentence_at(at).cloned().unwrap_or(credit.range.clone());
        let block = article.block_at(at).map_or(credit.range.clone(), |i| article.blocks[i].prose.clone());
        // Only outlets answer for their hosts: data, posts and documents are shown in many places.
        let choosy = credit.kind == CreditKind::Outlet && !credit.hosts.is_empty();
        let anybody = if choosy { &cites.open } else { &cites.all };
        credit.cited_in_sentence =
            cites.on_words(&credit.range) || within(anybody, &sentence) || cites.of(credit, &sentence);
        // One note at the end of a paragraph speaks for all of it.
        credit.cited_in_paragraph = credit.cited_in_sentence
            || within(&cites.open_notes, &(credit.range.end..block.end))
            || cites.of(credit, &block);
        credit.cited_in_document =
            credit.cited_in_paragraph || cites.of(credit, &(0..at)) || listed.iter().any(|source| source.is(credit));
    }
    cites.all
}

impl Cites {
    /// Whether a link stands on words of `range`.
    fn on_words(&self, range: &Range<usize>) -> bool {
        let until = self.anchors.partition_point(|anchor| anchor.start < range.end);
        until > 0 && self.anchors[until - 1].end > range.start
    }

    /// Whether something in `area` leads to whom `credit` names.
    fn of(&self, credit: &Credit, area: &Range<usize>) -> bool {
        let here = |places: Option<&Vec<usize>>| places.is_some_and(|places| within(places, area));
        credit.hosts.iter().any(|&site| here(self.by_site.get(site))) || here(self.by_name.get(&usual(&credit.name)))
    }

    fn add(&mut self, place: usize, note: bool, host: Option<String>, outlet: Option<&str>) {
        self.all.push(place);
        let known = host.as_deref().is_some_and(|host| publishers::outlets().of_host(host).is_some());
        if !known && outlet.is_none() {
            self.open.push(place);
            if note {
                self.open_notes.push(place);
            }
        }
        let mut site = host.as_deref();
        while let Some(own) = site.filter(|site| site.contains('.')) {
            self.by_site.entry(own.to_owned()).or_default().push(place);
            site = own.split_once('.').map(|(_, above)| above);
        }
        if let Some(outlet) = outlet {
            self.by_name.entry(usual(outlet)).or_default().push(place);
        }
    }

    fn sort(&mut self) {
        self.anchors.sort_by_key(|anchor| anchor.start);
        let lists = [&mut self.all, &mut self.open, &mut self.open_notes];
        for places in lists.into_iter().chain(self.by_site.values_mut()).chain(self.by_name.values_mut()) {
            places.sort_unstable();
        }
    }
}

/// Whether one of `places`, which are sorted, lies in `area`, the character after it included: a marker often stands behind
/// the space that follows a stop.
pub fn within(places: &[usize], area: &Range<usize>) -> bool {
    places.get(places.partition_point(|&place| place < area.start)).is_some_and(|&place| place <= area.end)
}

fn collect(article: &Article, libraries: &[&Library]) -> Cites {
    let mut cites = Cites::default();
    let definitions: FxHashMap<&str, Span> =
        article.definitions.iter().rev().map(|note| (note.label.as_str(), note.span)).collect();
    for link in article.links.iter().filter(|link| link.kind != LinkKind::Image && !in_note(article, link.span)) {
        cites.anchors.push(link.anchor.clone());
        cites.add(link.anchor.start, false, url::host(&link.url), None);
    }
    for note in &article.footnotes {
        let place = note.at.saturating_sub(1);
        let inside = definitions.get(note.label.as_str()).map_or(&[] as &[Link], |&span| links_in(article, span));
        for link in inside {
            cites.add(place, true, url::host(&link.url), None);
        }
        if inside.is_empty() {
            cites.add(place, true, None, None);
        }
    }
    for (span, at) in &article.inline_notes {
        let host = links_in(article, *span).first().and_then(|link| url::host(&link.url));
        cites.add(at.saturating_sub(1), true, host, None);
    }
    let listed: FxHashMap<&str, &SourceEntry> = article
        .front_matter
        .iter()
        .flat_map(|front| front.sources.iter().rev())
        .filter_map(|entry| Some((entry.field(&["id"])?.text.as_str(), entry)))
        .collect();
    for key in &article.keys {
        let place = key.at.saturating_sub(1);
        if let Some(entry) = listed.get(key.label.as_str()) {
            let Source { name, host } = source(entry);
            cites.add(place, true, host, name.as_deref());
            continue;
        }
        let record = libraries.iter().find_map(|library| library.find(&key.label));
        let host = record.and_then(|record| url::host(record.url.as_deref()?));
        cites.add(place, true, host, record.and_then(|record| record.outlet.as_deref()));
    }
    cites.sort();
    cites
}

/// Links that start inside `span`.
fn links_in(article: &Article, span: Span) -> &[Link] {
    let from = article.links.partition_point(|link| link.span.start < span.start);
    let until = article.links.partition_point(|link| link.span.start < span.end);
    &article.links[from..until.max(from)]
}

/// Whether `span` lies in a footnote's text rather than in the copy.
fn in_note(article: &Article, span: Span) -> bool {
    let defined = article.definitions.partition_point(|note| note.span.start <= span.start);
    let inline = article.inline_notes.partition_point(|(note, _)| note.start <= span.start);
    defined > 0 && span.start < article.definitions[defined - 1].span.end
        || inline > 0 && span.start < article.inline_notes[inline - 1].0.end
}

/// A source of the front matter.
struct Source {
    name: Option<String>,
    host: Option<String>,
}

fn source(entry: &SourceEntry) -> Source {
    Source {
        name: entry.field(&["outlet", "publisher", "publication", "platform"]).map(|value| usual(&value.text)),
        host: entry.field(&["url", "link", "href"]).and_then(|value| url::host(&value.text)),
    }
}

impl Source {
    fn is(&self, credit: &Credit) -> bool {
        self.host.as_ref().is_some_and(|host| credit.hosts.iter().any(|site| url::belongs(host, site)))
            || self.name.as_ref().is_some_and(|name| *name == usual(&credit.name))
    }
}

/// One form for all names of an outlet or a body, in small letters.
fn usual(name: &str) -> String {
    let known = publishers::outlets().named(name).or_else(|| publishers::data().named(name));
    without_article(known.map_or(name, |publisher| publisher.name)).to_lowercase()
}
