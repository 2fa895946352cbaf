//! A citation that stands in one form, written in another.
//!
//! Nothing a reader can read is lost on the way: a footnote that says more than whose page it leads to stays one.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::config::CitationSettings;
use crate::fix::bare::Bare;
use crate::fix::note::Notes;
use crate::fix::proof;
use crate::fix::reference::{self, Cited};
use crate::fix::target::{self, Target};
use crate::fix::{Edit, Fix, insert};
use crate::markdown::{Article, Definition, Link, LinkKind, Mark, Syntax};
use crate::sources::publishers::without_article;
use crate::sources::{Library, SourceRecord, Visibility};
use crate::text::{Source, Span};

/// Marks that end a sentence or a clause.
const STOPS: [char; 5] = ['.', ',', ';', '!', '?'];

/// Other forms for the citation at `offset` of `source`: the link, the footnote's marker, the key or the comment that it
/// touches; for an address that stands bare, every form.
pub fn citations(
    source: &Source,
    analysis: &Analysis,
    offset: usize,
    settings: &CitationSettings,
    library: &Library,
) -> Vec<Fix> {
    let article = &analysis.article;
    if article.syntax == Syntax::Plain {
        return Vec::new();
    }
    let rewriter = Rewriter { source, analysis, settings, library };
    let link = article.links.iter().find(|link| link.span.touches(offset));
    let mark = article.footnotes.iter().find(|mark| mark.span.touches(offset));
    let key = article.keys.iter().find(|key| key.span.touches(offset));
    let fixes = match (mark, key, link) {
        (Some(mark), ..) => {
            vec![rewriter.note_as_link(mark), rewriter.note_as_key(mark), rewriter.note_as_entry(mark)]
        }
        (_, Some(key), _) => match rewriter.comment(key) {
            Some(comment) => rewriter.remark(key, comment).into_iter().map(Some).collect(),
            None => vec![rewriter.key_as_link(key), rewriter.key_as_note(key), rewriter.key_as_entry(key)],
        },
        (.., Some(link)) => match link.kind {
            LinkKind::Inline => {
                vec![rewriter.link_as_note(link), rewriter.link_as_key(link), rewriter.link_as_entry(link)]
            }
            LinkKind::Bare | LinkKind::Autolink => return rewriter.bare(link),
            LinkKind::Reference | LinkKind::Image => Vec::new(),
        },
        _ => Vec::new(),
    };
    fixes.into_iter().flatten().filter(|fix| proof::rewrites(source, article, &fix.edits, &(0..0))).collect()
}

/// Who writes a citation in another form.
pub(super) struct Rewriter<'a> {
    pub(super) source: &'a Source,
    pub(super) analysis: &'a Analysis,
    pub(super) settings: &'a CitationSettings,
    pub(super) library: &'a Library,
}

impl<'a> Rewriter<'a> {
    pub(super) fn article(&self) -> &'a Article {
        &self.analysis.article
    }

    fn link_as_note(&self, link: &Link) -> Option<Fix> {
        let target = target::on(self.analysis, &link.anchor)?;
        let mut edits = self.unlinked(link)?;
        let cited = self.cited(&link.url, &target);
        let (marker, definition) = self.noted(target.marker, cited);
        edits.push(marker);
        edits.extend(definition);
        Some(turned("Turn the link into a footnote".into(), edits))
    }

    fn link_as_key(&self, link: &Link) -> Option<Fix> {
        let record = self.record(&link.url)?;
        let target = target::on(self.analysis, &link.anchor)?;
        let mut edits = self.unlinked(link)?;
        let key = insert::key(&record.id);
        edits.push(Edit { span: Span::at(insert::behind(self.article(), target.key)), text: format!(" [{key}]") });
        Some(turned(format!("Turn the link into {key}"), edits))
    }

    /// The definition of a footnote that has one marker only, and the one link in it.
    pub(super) fn defined(&self, mark: &Mark) -> Option<(&'a Definition, &'a Link)> {
        let article = self.article();
        let same = |label: &str| insert::folded(label) == insert::folded(&mark.label);
        let only = article.footnotes.iter().filter(|other| same(&other.label)).count() == 1;
        let definition = article.definitions.iter().find(|definition| same(&definition.label)).filter(|_| only)?;
        let mut links = article.links.iter().filter(|link| definition.span.holds(link.span));
        let link = links.next().filter(|_| links.next().is_none())?;
        Some((definition, link))
    }

    /// A key for a footnote whose page the library knows; what else the note says stands in the library.
    fn note_as_key(&self, mark: &Mark) -> Option<Fix> {
        let (definition, link) = self.defined(mark)?;
        let key = insert::key(&self.record(&link.url)?.id);
        let edits = vec![
            Edit { span: Span::at(self.inside_stops(mark)?), text: format!(" [{key}]") },
            Edit { span: mark.span, text: String::new() },
            Edit { span: self.with_line(definition), text: String::new() },
        ];
        Some(turned(format!("Turn footnote {} into {key}", mark.label), edits))
    }

    /// Where a key goes that takes the place of a marker: a marker stands behind the punctuation, a key before it.
    pub(super) fn inside_stops(&self, mark: &Mark) -> Option<usize> {
        let before = self.source.text().get(..mark.span.start)?;
        let bare = before.trim_end_matches(STOPS);
        Some(if bare.ends_with(char::is_alphanumeric) { bare.len() } else { before.len() })
    }

    /// How much punctuation follows in the prose at `at`.
    pub(super) fn stops(&self, at: usize) -> Option<usize> {
        let rest = self.analysis.article.prose.text().get(at..)?;
        Some(rest.len() - rest.trim_start_matches(STOPS).len())
    }

    /// `fix`, if it leaves all but the address as it was.
    pub(super) fn without(&self, bare: &Bare, fix: Fix) -> Option<Fix> {
        proof::rewrites(self.source, self.article(), &fix.edits, &bare.words).then_some(fix)
    }

    fn note_as_link(&self, mark: &Mark) -> Option<Fix> {
        let (definition, link) = self.defined(mark)?;
        let (anchor, name) = self.anchor(mark.at)?;
        if !self.says_no_more(definition, link, &name) {
            return None;
        }
        let mut edits = self.linked(&anchor, &link.url)?;
        edits.push(Edit { span: mark.span, text: String::new() });
        edits.push(Edit { span: self.with_line(definition), text: String::new() });
        Some(turned(format!("Turn footnote {} into a link", mark.label), edits))
    }

    fn key_as_link(&self, key: &Mark) -> Option<Fix> {
        let url = self.public(&key.label)?.url.as_deref()?;
        let (anchor, _) = self.anchor(key.at)?;
        let mut edits = self.linked(&anchor, url)?;
        edits.push(Edit { span: self.group(key)?, text: String::new() });
        Some(turned(format!("Turn @{} into a link", key.label), edits))
    }

    fn key_as_note(&self, key: &Mark) -> Option<Fix> {
        let record = self.public(&key.label)?;
        let group = self.group(key)?;
        // A key stands before the punctuation, a marker behind it.
        let (mut marker, definition) = self.noted(key.at + self.stops(key.at)?, Cited::Record(record));
        marker.span = Span::at(marker.span.start.max(group.end));
        let mut edits = vec![Edit { span: group, text: String::new() }, marker];
        edits.extend(definition);
        Some(turned(format!("Turn @{} into a footnote", key.label), edits))
    }

    /// A marker at an offset of the prose, and its definition where there is none for the same page.
    pub(super) fn noted(&self, at: usize, cited: Cited<'_>) -> (Edit, Option<Edit>) {
        let place = insert::behind(self.article(), at);
        let notes = Notes::of(self.source.text(), self.article()).labelled(self.settings.labels);
        let (marker, definition) = notes.edits(place, cited);
        (marker, definition.map(|(edit, _)| edit))
    }

    /// The edits that leave a link's words without the link.
    pub(super) fn unlinked(&self, link: &Link) -> Option<Vec<Edit>> {
        let before = self.source.text().get(link.span.start..link.url_span?.start)?;
        let close = link.span.start + before.rfind("](")?;
        let cut = |start: usize, end: usize| Edit { span: Span::new(start, end), text: String::new() };
        Some(vec![cut(link.span.start, link.span.start + 1), cut(close, link.span.end)])
    }

    pub(super) fn linked(&self, anchor: &Range<usize>, url: &str) -> Option<Vec<Edit>> {
        let mut fix = insert::link(self.article(), anchor)?;
        let close = fix.edits.last_mut()?;
        close.text = format!("]({})", reference::address(url));
        Some(fix.edits)
    }

    /// The words a link would stand on for a marker at `at`: the nearest credit before it in its sentence, else the cue of
    /// a quotation there; and whom they name.
    pub(super) fn anchor(&self, at: usize) -> Option<(Range<usize>, String)> {
        let sentence = self.analysis.reading.sentence_at(at.saturating_sub(1))?;
        let credits = &self.analysis.citations.credits;
        let until = credits.partition_point(|credit| credit.range.start < at);
        let credit = credits[..until].last().filter(|credit| credit.range.start >= sentence.start);
        if let Some(credit) = credit {
            return Some((credit.range.clone(), credit.name.clone()));
        }
        let speakers = self.analysis.speakers.iter().rev();
        let cued =
            speakers.filter_map(|speaker| Some((speaker.cue.clone()?, speaker.name.clone().unwrap_or_default())));
        cued.into_iter().find(|(cue, _)| cue.start >= sentence.start && cue.end <= at)
    }

    /// Whether a footnote says nothing but `name` and its address, or the library keeps what else it says.
    pub(super) fn says_no_more(&self, definition: &Definition, link: &Link, name: &str) -> bool {
        let text = self.source.text();
        let words = |span: Range<usize>| text.get(span).unwrap_or_default();
        let rest = format!(
            "{} {}",
            words(definition.label_span.end..link.span.start),
            words(link.span.end..definition.span.end)
        );
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '.'));
        rest.is_empty()
            || without_article(rest).eq_ignore_ascii_case(without_article(name))
            || self.record(&link.url).is_some()
    }

    /// The definition with the line end behind it, and with the empty lines before it when it is the only one.
    pub(super) fn with_line(&self, definition: &Definition) -> Span {
        let text = self.source.text();
        let rest = &text[definition.span.end..];
        let behind = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
        let only = self.article().definitions.len() == 1 && rest.trim().is_empty();
        let start = if only {
            let before = text[..definition.span.start].trim_end_matches(['\n', '\r']).len();
            let kept = &text[before..definition.span.start];
            before + if kept.starts_with("\r\n") { 2 } else { kept.len().min(1) }
        } else {
            definition.span.start
        };
        Span::new(start, definition.span.end + behind)
    }

    /// The brackets around a key that stands in them alone, with the space before them.
    pub(super) fn group(&self, key: &Mark) -> Option<Span> {
        let text = self.source.text();
        let before = text[..key.span.start].strip_suffix('[')?;
        text[key.span.end..].starts_with(']').then_some(())?;
        let start = before.strip_suffix(' ').unwrap_or(before).len();
        Some(Span::new(start, key.span.end + 1))
    }

    /// What a link cites: the library's record of the page, else the page under the name of whom the words credit.
    pub(super) fn cited<'b>(&self, url: &'b str, target: &'b Target) -> Cited<'b>
    where
        'a: 'b,
    {
        self.record(url).map_or(Cited::Page(&target.name, url), Cited::Record)
    }

    /// The public record of the page at `address`.
    pub(super) fn record(&self, address: &str) -> Option<&'a SourceRecord> {
        let page = reference::page(address);
        let leads = |record: &&SourceRecord| record.url.as_deref().is_some_and(|url| reference::page(url) == page);
        self.library.records().iter().filter(|record| record.visibility == Visibility::Public).find(leads)
    }

    pub(super) fn public(&self, id: &str) -> Option<&'a SourceRecord> {
        self.library.find(id).filter(|record| record.visibility == Visibility::Public)
    }
}

/// A rewrite that does this.
pub(super) fn turned(title: String, mut edits: Vec<Edit>) -> Fix {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    Fix { title, safe: false, edits, select: None }
}
