//! The source library: what a draft may cite.

use std::path::PathBuf;

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
    /// In the order of the files that hold them.
    pub records: Vec<SourceRecord>,
}
