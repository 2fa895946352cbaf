//! Everything understood about one article.

use jiff::civil::Date;

use crate::attribution::Speaker;
use crate::citations::Citations;
use crate::language::Reading;
use crate::markdown::Article;
use crate::quotes::Quotes;

/// What recognition saw. It knows no rules and judges nothing.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The copy and its structure.
    pub article: Article,
    /// Tokens and sentences of the prose.
    pub reading: Reading,
    /// Quotations and faults of their marks.
    pub quotes: Quotes,
    /// One for each of `quotes.list`, in the same order.
    pub speakers: Vec<Speaker>,
    /// Credits and keys, with what cites them.
    pub citations: Citations,
    /// The day the article is about, and whether the draft or the caller said so.
    pub date: ArticleDate,
}

/// The date by which offices are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArticleDate {
    /// The draft's front matter says it, or the caller did with `--date`.
    Given(Date),
    /// Nobody said; this is the caller's today.
    Assumed(Date),
    /// Nobody said, and the caller has no today.
    #[default]
    Unknown,
}

impl ArticleDate {
    /// The day; `None` when unknown.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Given(date) | Self::Assumed(date) => Some(date),
            Self::Unknown => None,
        }
    }
}
