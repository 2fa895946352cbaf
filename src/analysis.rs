//! Everything understood about one article.

pub mod headline;
pub mod revisions;
pub mod speech;

mod lookups;
pub mod things;

use std::ops::Range;

use jiff::civil::Date;

use crate::attribution::{self, Speaker};
use crate::citations::{self, Citations};
use crate::dates::PartialDate;
use crate::language::{self, Reading};
use crate::markdown::{self, Article, Syntax};
use crate::people::doubts::{self, Doubt};
use crate::people::mentions::{self, People};
use crate::people::roster::Roster;
use crate::quotes::{self, Quotes};
use crate::sources::Library;
use crate::text::Source;
use crate::transcripts::Transcripts;
use crate::transcripts::lookup::Lookup;

/// What is known beside the copy.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Who holds which office.
    pub roster: &'a Roster,
    /// The sources that the copy may cite: the desk's, and the draft's own.
    pub libraries: &'a [&'a Library],
    /// What was said, word by word; `None`: nothing is at hand.
    pub transcripts: Option<&'a Transcripts>,
    /// The article's date as the caller gives it; wins over the draft's own.
    pub date: Option<Date>,
    /// Stands in when nobody says a date.
    pub today: Option<Date>,
}

/// What recognition saw. It knows no rules and judges nothing.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The copy and its structure.
    pub article: Article,
    /// Tokens and sentences of the prose.
    pub reading: Reading,
    /// Quotations and faults of their marks.
    pub quotes: Quotes,
    /// Who is named where.
    pub people: People,
    /// One for each of `quotes.list`, in the same order.
    pub speakers: Vec<Speaker>,
    /// What the transcripts say of each of `quotes.list`; empty when there are none.
    pub lookups: Vec<Option<Lookup>>,
    /// Credits and keys, with what cites them.
    pub citations: Citations,
    /// The day the article is about, and whether the draft or the caller said so.
    pub date: ArticleDate,
    /// What is said of officials that the roster knows otherwise of that day.
    pub doubts: Vec<Doubt>,
}

impl Analysis {
    /// Understands one text.
    pub fn of(source: &Source, syntax: Syntax, known: &Known<'_>) -> Self {
        let mut analysis = Self::speech(source, syntax, known);
        let Self { article, reading, quotes, people, speakers, date, .. } = &analysis;
        let outer = outer(quotes);
        let citations = citations::find(article, reading, &outer, known.libraries);
        let doubts = date.day().map_or_else(Vec::new, |day| {
            doubts::find(article.prose.text(), reading, people, known.roster, day, &outer)
        });
        let lookups = known.transcripts.map_or_else(Vec::new, |it| lookups::find(article, quotes, speakers, it));
        (analysis.citations, analysis.doubts, analysis.lookups) = (citations, doubts, lookups);
        analysis
    }

    /// Understands who says what in one text. Citations, doubts and transcripts, which that does not need, are left empty.
    pub fn speech(source: &Source, syntax: Syntax, known: &Known<'_>) -> Self {
        let article = markdown::read(source, syntax);
        let reading = language::read(article.prose.text());
        let quotes = quotes::find(&article);
        let people = mentions::find(article.prose.text(), &reading, known.roster);
        let speakers = match foreign(&article) {
            Some(_) => attribution::unread(&quotes),
            None => attribution::find(&article, &reading, &quotes, &people),
        };
        let date = ArticleDate::of(&article, known.date, known.today);
        Self { article, reading, quotes, people, speakers, date, ..Self::default() }
    }

    /// What the transcripts say of a quotation, by its index. `None` when they say nothing.
    pub fn lookup(&self, quote: usize) -> Option<&Lookup> {
        self.lookups.get(quote)?.as_ref()
    }
}

/// The language of a draft that says it is not in English, in its own words. Who speaks in such a draft, and whom it names
/// and credits, is not read.
pub fn foreign(article: &Article) -> Option<&str> {
    article.language().filter(|said| !language::is_english(said))
}

/// Ranges of quotations that stand in no other.
fn outer(quotes: &Quotes) -> Vec<Range<usize>> {
    quotes.list.iter().filter(|quote| quote.parent.is_none()).map(|quote| quote.range.clone()).collect()
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

    /// The caller's date, else the draft's, else today. Of a month or a year it is the last day.
    fn of(article: &Article, given: Option<Date>, today: Option<Date>) -> Self {
        let said = || {
            let date = article.front_matter.as_ref()?.date.as_ref()?;
            date.text.parse::<PartialDate>().ok().map(PartialDate::latest)
        };
        match (given.or_else(said), today) {
            (Some(date), _) => Self::Given(date),
            (None, Some(today)) => Self::Assumed(today),
            (None, None) => Self::Unknown,
        }
    }
}
