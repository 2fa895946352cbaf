//! What a key, a footnote, a link or a source of the front matter cites.

use crate::fix::insert;
use crate::fix::reference::address;
use crate::hover::{Hover, Subject, escape};
use crate::markdown::front_matter::SourceEntry;
use crate::sources::{Kind, SourceRecord, Visibility, url};

/// The source that the citation at `offset` cites; `None` outside citations, and where nobody knows the source.
pub fn at(subject: &Subject, offset: usize) -> Option<Hover> {
    key(subject, offset)
        .or_else(|| note(subject, offset))
        .or_else(|| listed(subject, offset))
        .or_else(|| link(subject, offset))
}

fn key(subject: &Subject, offset: usize) -> Option<Hover> {
    let key = subject.analysis.article.keys.iter().find(|key| key.span.touches(offset))?;
    let text = entry(subject, |entry| field(entry, "id") == Some(&key.label))
        .map(of_entry)
        .or_else(|| find(subject, |record| record.id == key.label).map(of_record))?;
    Some(Hover { span: key.span, text })
}

fn note(subject: &Subject, offset: usize) -> Option<Hover> {
    let article = &subject.analysis.article;
    let mark = article.footnotes.iter().find(|mark| mark.span.touches(offset))?;
    let same = |label: &str| insert::folded(label) == insert::folded(&mark.label);
    let definition = article.definitions.iter().find(|definition| same(&definition.label))?;
    let written = subject.source.text().get(definition.label_span.end..definition.span.end)?;
    let written = written.trim_start_matches(':').split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = escape(&written);
    let link = article.links.iter().find(|link| definition.span.holds(link.span));
    if let Some(known) = link.and_then(|link| page(subject, &link.url)) {
        text.push_str("\n\n");
        text.push_str(&known);
    }
    (!written.is_empty()).then_some(Hover { span: mark.span, text })
}

/// A source that the front matter lists.
fn listed(subject: &Subject, offset: usize) -> Option<Hover> {
    let front = subject.analysis.article.front_matter.as_ref()?;
    let entry = front.sources.iter().find(|entry| entry.span.touches(offset))?;
    let (_, id) = entry.fields.iter().find(|(name, it)| name == "id" && it.span.touches(offset))?;
    let known = find(subject, |record| record.id == id.text).map(of_record);
    let text = known.unwrap_or_else(|| of_entry(entry));
    Some(Hover { span: id.span, text })
}

fn link(subject: &Subject, offset: usize) -> Option<Hover> {
    let link = subject.analysis.article.links.iter().find(|link| link.span.touches(offset))?;
    Some(Hover { span: link.span, text: page(subject, &link.url)? })
}

/// What is known of the page at `address`.
fn page(subject: &Subject, address: &str) -> Option<String> {
    let page = url::canonical(address);
    let leads = |other: Option<&str>| other.is_some_and(|other| url::canonical(other) == page);
    let own = entry(subject, |entry| leads(field(entry, "url")) || leads(field(entry, "archive")));
    let record = || {
        // That a page is among the sources of the desk is nobody's business: the draft itself does not say so.
        let public = |record: &SourceRecord| record.visibility != Visibility::Sealed;
        find(subject, |record| public(record) && (leads(record.url.as_deref()) || leads(record.archive_url.as_deref())))
    };
    own.map(of_entry).or_else(|| record().map(of_record))
}

fn find<'a>(subject: &Subject<'a>, fits: impl Fn(&SourceRecord) -> bool) -> Option<&'a SourceRecord> {
    subject.libraries().flat_map(|library| library.records()).find(|record| fits(record))
}

fn entry<'a>(subject: &Subject<'a>, fits: impl Fn(&SourceEntry) -> bool) -> Option<&'a SourceEntry> {
    subject.analysis.article.front_matter.as_ref()?.sources.iter().find(|entry| fits(entry))
}

fn field<'a>(entry: &'a SourceEntry, name: &str) -> Option<&'a str> {
    entry.field(&[name]).map(|it| it.text.as_str())
}

/// A source as a reference gives it, Markdown. A sealed one only says that it is sealed.
fn of_record(record: &SourceRecord) -> String {
    let note = match record.visibility {
        Visibility::Public => "",
        Visibility::Desk => "\n\nFor the desk only: it is never put into copy.",
        Visibility::Sealed => {
            return format!("**{}** is sealed: who may see it opens its list.", escape(&record.id));
        }
    };
    let date = record.published.map(|date| date.to_string());
    let accessed = record.accessed.map(|date| date.to_string());
    let reference = Reference {
        kind: match record.kind {
            Kind::Article => "article",
            Kind::Post => "post",
            Kind::Document => "document",
            Kind::Dataset => "data",
            Kind::Interview => "interview",
            Kind::Recording => "recording",
            Kind::Transcript => "transcript",
        },
        authors: record.authors.iter().map(String::as_str).collect(),
        title: record.title.as_deref(),
        outlet: record.outlet.as_deref(),
        date: date.as_deref(),
        locator: record.locator.as_deref(),
        accessed: accessed.as_deref(),
        url: record.url.as_deref(),
        archive: record.archive_url.as_deref(),
    };
    reference.markdown(&record.id) + note
}

fn of_entry(entry: &SourceEntry) -> String {
    let field = |name: &str| field(entry, name).filter(|text| !text.trim().is_empty());
    let reference = Reference {
        kind: "source of this draft",
        authors: field("author").or(field("authors")).into_iter().collect(),
        title: field("title"),
        outlet: field("outlet").or(field("platform")),
        date: field("date").or(field("published")),
        locator: field("page").or(field("at")),
        accessed: field("accessed"),
        url: field("url"),
        archive: field("archive"),
    };
    reference.markdown(field("id").unwrap_or_default())
}

/// A reference in its parts.
struct Reference<'a> {
    kind: &'a str,
    authors: Vec<&'a str>,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    date: Option<&'a str>,
    locator: Option<&'a str>,
    accessed: Option<&'a str>,
    url: Option<&'a str>,
    archive: Option<&'a str>,
}

impl Reference<'_> {
    /// `Jo Doe, “Title”, BBC News, 2025-08-08`, what it is, and where it is.
    fn markdown(&self, id: &str) -> String {
        let mut parts = Vec::new();
        parts.extend((!self.authors.is_empty()).then(|| escape(&self.authors.join("; "))));
        parts.extend(self.title.map(|title| format!("**“{}”**", escape(title))));
        parts.extend([self.outlet, self.date, self.locator].into_iter().flatten().map(escape));
        if parts.is_empty() {
            parts.push(format!("**{}**", escape(id)));
        }
        let mut text = format!("{} · {}", parts.join(", "), self.kind);
        let read = self.accessed.map(|day| format!(", read {}", escape(day))).unwrap_or_default();
        let shown = |url: &str| if is_web(url) { format!("<{}>", address(url)) } else { escape(url) };
        if let Some(url) = self.url {
            text.push_str(&format!("\n\n{}{read}", shown(url)));
        }
        if let Some(archive) = self.archive {
            text.push_str(&format!("\n\nArchived: {}", shown(archive)));
        }
        text
    }
}

/// Whether an address is one of the web: an editor may open what a hover shows.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
