//! The source library: what a draft may cite.

pub mod addition;
mod bibtex;
mod csl;
mod fields;
mod hayagriva;
mod json;
mod own;
pub mod publishers;
mod ris;
pub mod url;
pub mod words;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::dates::PartialDate;
use crate::markdown::tree::{self, Node, Value};
use crate::sources::fields::Reader;
use crate::text::{Problem, Span};

pub use crate::sources::fields::Sources;

/// What a source is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    #[default]
    Article,
    /// A post on a platform.
    Post,
    /// A document: a report, an order, a filing.
    Document,
    /// Data.
    Dataset,
    /// An interview.
    Interview,
    /// A recording.
    Recording,
    /// A transcript.
    Transcript,
}

/// Who may see a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// The desk: never inserted into copy.
    Desk,
    /// Only who opens it by name.
    Sealed,
}

/// One source. What is unknown is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRecord {
    /// Its key in the library.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: Option<String>,
    /// Authors, as the library writes them.
    pub authors: Vec<String>,
    /// The outlet or publisher.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// Where it is.
    pub url: Option<String>,
    /// An archived copy.
    pub archive_url: Option<String>,
    /// A page, or a time in a recording.
    pub locator: Option<String>,
    /// What the desk notes about it.
    pub note: Option<String>,
    /// Its words, as a file: a transcript, a text.
    pub quote_file: Option<PathBuf>,
    /// Whether a machine wrote these words down, so that they prove little.
    pub machine: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// The file and place it was read from.
    pub place: Option<(PathBuf, Span)>,
}

/// Endings of the files that [`read`] knows.
pub const ENDINGS: &[&str] = &["toml", "yaml", "yml", "json", "bib", "ris"];

/// Reads the list of sources `text` from the file at `path`, whose ending tells how it is written: our own list
/// (`.toml`, `.yaml`), Hayagriva (`.yaml`), CSL (`.json`, `.yaml`), BibTeX (`.bib`) or RIS (`.ris`).
pub fn read(path: &Path, text: &str) -> Sources {
    let mut reader = Reader::new(path);
    let all = Span::new(0, text.len());
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let (root, fault) = match ending.as_str() {
        "bib" => {
            bibtex::read(text, &mut reader);
            return reader.sources;
        }
        "ris" => {
            ris::read(text, &mut reader);
            return reader.sources;
        }
        "json" => json::read(text),
        "toml" => tree::toml(text, all),
        "yaml" | "yml" => tree::yaml(text, all),
        _ => {
            let message = "no list of sources is written in such a file".to_owned();
            let remedy = Some(format!("end its name with one of {}", ENDINGS.join(", ")));
            reader.sources.problems.push(Problem { span: None, message, remedy });
            return reader.sources;
        }
    };
    reader.sources.problems.extend(fault);
    match ending.as_str() {
        "json" => csl::read(&root, &mut reader),
        "toml" => own::read(&root, &mut reader),
        _ => match &root.value {
            Value::Map(_) if root.get("references").is_some() => csl::read(&root, &mut reader),
            Value::List(items) if items.first().is_some_and(is_csl) => csl::read(&root, &mut reader),
            Value::Map(_) if root.get("sources").or(root.get("source")).is_none() => {
                hayagriva::read(&root, &mut reader)
            }
            _ => own::read(&root, &mut reader),
        },
    }
    reader.sources
}

/// Whether an item of a YAML list is written as CSL has it.
fn is_csl(item: &Node) -> bool {
    item.get("type").is_some() || item.get("issued").is_some() || item.get("container-title").is_some()
}

/// The address of the page that a DOI names.
fn doi(doi: &str) -> String {
    let bare = doi.trim().trim_start_matches("doi:").trim();
    let bare = bare.strip_prefix("https://doi.org/").or(bare.strip_prefix("http://dx.doi.org/")).unwrap_or(bare);
    format!("https://doi.org/{bare}")
}

/// `Doe, Jane` as `Jane Doe`.
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) => fields::one_line(&format!("{given} {family}")),
        None => fields::one_line(name),
    }
}

/// All sources a desk knows.
#[derive(Clone, Debug, Default)]
pub struct Library {
    records: Vec<SourceRecord>,
    /// The first record of each id.
    ids: FxHashMap<String, usize>,
}

impl Library {
    /// A library of `records`, in the order of the files that hold them. Of two with one id the first counts.
    pub fn new(records: Vec<SourceRecord>) -> Self {
        let mut ids = FxHashMap::default();
        for (i, record) in records.iter().enumerate() {
            ids.entry(record.id.clone()).or_insert(i);
        }
        Self { records, ids }
    }

    /// Its records, in the order of the files that hold them.
    pub fn records(&self) -> &[SourceRecord] {
        &self.records
    }

    /// The record of that id.
    pub fn find(&self, id: &str) -> Option<&SourceRecord> {
        self.ids.get(id).map(|&i| &self.records[i])
    }

    /// Sources whose id an earlier one has already, each after that one.
    pub fn doubles(&self) -> impl Iterator<Item = (&SourceRecord, &SourceRecord)> {
        let first = |record: &SourceRecord| &self.records[self.ids[&record.id]];
        self.records
            .iter()
            .map(move |record| (first(record), record))
            .filter(|(first, record)| !std::ptr::eq(*first, *record))
    }

    /// This library and, behind it, what `more` holds.
    pub fn with<'a>(&'a self, more: Option<&Self>) -> Cow<'a, Self> {
        match more {
            None => Cow::Borrowed(self),
            Some(more) => Cow::Owned(Self::new(self.records.iter().chain(&more.records).cloned().collect())),
        }
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

#[cfg(test)]
mod tests;
