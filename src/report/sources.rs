//! What a draft cites, for other programs: CSL-JSON, BibTeX, JSON-LD and CSV.
//!
//! Only public sources leave: of others not even the key.

pub mod bibtex;
pub mod csl;
pub mod jsonld;
pub mod table;

use rustc_hash::FxHashSet;

use crate::markdown::front_matter::SourceEntry;
use crate::markdown::{Article, LinkKind};
use crate::sources::{Library, SourceRecord, Visibility, publishers, url};

/// Public sources that `article` cites or lists, each once: those of its front matter first, then in the order of the copy.
pub fn cited(article: &Article, libraries: &[&Library]) -> Vec<SourceRecord> {
    let mut found = Found { libraries, records: Vec::new(), pages: FxHashSet::default() };
    for entry in article.front_matter.iter().flat_map(|front| &front.sources) {
        found.add(listed(entry));
    }
    let mut places: Vec<(usize, Cite<'_>)> =
        article.keys.iter().map(|key| (key.span.start, Cite::Key(&key.label))).collect();
    let links = article.links.iter().filter(|link| link.kind != LinkKind::Image && url::host(&link.url).is_some());
    places.extend(links.map(|link| (link.span.start, Cite::Page(&link.url))));
    places.sort_by_key(|(at, _)| *at);
    for (_, cite) in places {
        match cite {
            Cite::Key(key) => {
                if let Some(record) = libraries.iter().find_map(|library| library.find(key)) {
                    found.add(record.clone());
                }
            }
            Cite::Page(address) => found.page(address),
        }
    }
    found.records
}

enum Cite<'a> {
    Key(&'a str),
    Page(&'a str),
}

struct Found<'a> {
    libraries: &'a [&'a Library],
    records: Vec<SourceRecord>,
    /// Pages that are there already.
    pages: FxHashSet<String>,
}

impl Found<'_> {
    /// Adds a public record, unless it or its page is there already.
    fn add(&mut self, record: SourceRecord) {
        let known = self.records.iter().any(|other| other.id == record.id);
        let new = record.url.as_deref().is_none_or(|address| self.pages.insert(url::canonical(address)));
        if new && !known && record.visibility == Visibility::Public {
            self.records.push(record);
        }
    }

    /// Adds the page at `address`: the library's record of it, or one made of the address alone.
    fn page(&mut self, address: &str) {
        let page = url::canonical(address);
        let leads = |record: &&SourceRecord| record.url.as_deref().is_some_and(|url| url::canonical(url) == page);
        let known = self.libraries.iter().flat_map(|library| library.records()).find(leads);
        if let Some(record) = known {
            return self.add(record.clone());
        }
        let host = url::host(address).unwrap_or_default();
        let publisher = publishers::outlets().of_host(&host).or_else(|| publishers::data().of_host(&host));
        let stem: String = host.trim_start_matches("www.").replace('.', "-");
        let taken = |id: &str| {
            self.records.iter().any(|record| record.id == id)
                || self.libraries.iter().any(|library| library.find(id).is_some())
        };
        let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
        let id = std::iter::once(stem.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(stem);
        self.add(SourceRecord {
            id,
            outlet: publisher.map(|publisher| publisher.name.to_owned()),
            url: Some(address.to_owned()),
            ..SourceRecord::default()
        });
    }
}

/// A source of the front matter as a record. Without an id, its address or title is one.
fn listed(entry: &SourceEntry) -> SourceRecord {
    let field =
        |names: &[&str]| entry.field(names).map(|value| value.text.trim().to_owned()).filter(|text| !text.is_empty());
    let (url, title) = (field(&["url", "link", "href"]), field(&["title"]));
    SourceRecord {
        id: field(&["id"]).or(url.clone()).or(title.clone()).unwrap_or_default(),
        title,
        authors: field(&["author", "authors"]).into_iter().collect(),
        outlet: field(&["outlet", "publisher", "publication", "platform"]),
        published: field(&["date", "published"]).and_then(|date| date.parse().ok()),
        accessed: field(&["accessed"]).and_then(|date| date.parse().ok()),
        url: url.filter(|url| url::host(url).is_some()),
        archive_url: field(&["archive"]).filter(|url| url::host(url).is_some()),
        ..SourceRecord::default()
    }
}
