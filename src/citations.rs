//! Citations: links, footnotes and keys, what each covers, and the credits that want one.

use std::ops::Range;

use crate::language::Reading;
use crate::markdown::Article;
use crate::sources::Library;

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
    /// The source's usual name, from the lexicon: `BBC News`.
    pub name: String,
    /// Hosts at which the source publishes; empty when unknown.
    pub hosts: Vec<&'static str>,
    /// Whether a link, footnote or key in the same sentence covers it.
    pub cited_in_sentence: bool,
    /// Whether one in the same paragraph does.
    pub cited_in_paragraph: bool,
    /// Whether an earlier one to the same source in the document does.
    pub cited_in_document: bool,
    /// For vague ones: a named outlet or source stands in the same sentence.
    pub sourced: bool,
}

/// Everything about citing in one article.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// Sorted by start. Credits inside quotation marks are not there.
    pub credits: Vec<Credit>,
    /// One for each of the article's keys, in the same order.
    pub keys: Vec<Standing>,
}

/// Credits in `article`, with what cites them, and its keys. `quoted` are the ranges of outer quotations, sorted;
/// `libraries` are the desk's and that of the draft's own `bibliography`.
pub fn find(article: &Article, reading: &Reading, quoted: &[Range<usize>], libraries: &[&Library]) -> Citations {
    let _ = (article, reading, quoted, libraries);
    Citations::default()
}
