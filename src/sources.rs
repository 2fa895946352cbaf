//! The source library: what a draft may cite.

pub mod publishers;
pub mod url;
pub mod words;

use std::path::PathBuf;

use rustc_hash::FxHashMap;

use crate::dates::PartialDate;
use crate::text::Span;

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
    /// Who may see it.
    pub visibility: Visibility,
    /// The file and place it was read from.
    pub place: Option<(PathBuf, Span)>,
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

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}
