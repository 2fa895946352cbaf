//! Everything understood about one article.

pub mod headline;
pub mod revisions;
pub mod speech;

mod lookups;
pub mod things;
pub mod two;

use std::ops::Range;

use jiff::civil::Date;

use crate::analysis::two::Two;
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
    /// What was said, word by word: the desk's transcripts, and the draft's own.
    pub transcripts: &'a [&'a Transcripts],
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
        Self::by(Two::InTurn, source, syntax, known)
    }

    /// Understands one text, and does `two` things at a time where one does not need the other.
    pub fn by(two: Two, source: &Source, syntax: Syntax, known: &Known<'_>) -> Self {
        let article = markdown::read(source, syntax);
        let text = article.prose.text();
        let (reading, quotes) = two.both(|| read(two, text), || quotes::find(&article));
        let (outer, date) = (outer(&quotes), ArticleDate::of(&article, known.date, known.today));
        let of_people = || {
            let people = mentions::find(text, &reading, known.roster);
            let speakers = speakers(&article, &reading, &quotes, &people);
            let doubts = date
                .day()
                .map_or_else(Vec::new, |day| doubts::find(text, &reading, &people, known.roster, day, &outer));
            (people, speakers, doubts)
        };
        let of_citations = || citations::find(&article, &reading, &outer, known.libraries);
        let ((people, speakers, doubts), citations) = two.both(of_people, of_citations);
        let lookups = lookups::find(&article, &quotes, &speakers, known.transcripts);
        Self { article, reading, quotes, people, speakers, lookups, citations, date, doubts }
    }

    /// Understands who says what in one text. Citations, doubts, slips of names and transcripts, which that does not need,
    /// are left empty.
    pub fn speech(source: &Source, syntax: Syntax, known: &Known<'_>) -> Self {
        let article = markdown::read(source, syntax);
        let reading = language::read(article.prose.text());
        let quotes = quotes::find(&article);
        let people = mentions::find_without_strays(article.prose.text(), &reading, known.roster);
        let speakers = speakers(&article, &reading, &quotes, &people);
        let date = ArticleDate::of(&article, known.date, known.today);
        Self { article, reading, quotes, people, speakers, date, ..Self::default() }
    }

    /// What the transcripts say of a quotation, by its index. `None` when they say nothing.
    pub fn lookup(&self, quote: usize) -> Option<&Lookup> {
        self.lookups.get(quote)?.as_ref()
    }
}

/// Reads prose, in halves where they can be read at once.
fn read(two: Two, text: &str) -> Reading {
    match two {
        Two::InTurn => language::read(text),
        Two::AtOnce(_) => halves(two, text),
    }
}

/// Reads prose, `two` halves of it at a time. No token and no sentence runs over the end of a block.
fn halves(two: Two, text: &str) -> Reading {
    let middle = text.len() / 2;
    let Some(end) = text.as_bytes()[middle..].iter().position(|&byte| byte == b'\n') else {
        return language::read(text);
    };
    let (first, second) = text.split_at(middle + end + 1);
    let (mut reading, rest) = two.both(|| language::read_for(first, text.len()), || language::read(second));
    reading.append(rest, first.len());
    reading
}

/// Who says each quotation.
fn speakers(article: &Article, reading: &Reading, quotes: &Quotes, people: &People) -> Vec<Speaker> {
    match foreign(article) {
        Some(_) => attribution::unread(quotes),
        None => attribution::find(article, reading, quotes, people),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_halves_read_as_the_whole_does() {
        let pieces = [
            "“We lost it,” he said.\n",
            "the ’90s and ‘so\n",
            "Mr.\n",
            "’tis late\n",
            "St\n",
            "... what\n",
            "\n",
            "Said the U.S.\n",
            "‘\n",
            "\"\n",
            "a - b\n",
            "-- c\n",
            "s’\n",
            "’s\n",
            "1,\n",
            "000\n",
            "who?\n",
            "she asked\n",
            "é\u{301}\n",
        ];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = format!("{first}{second}{third}End.");
                    let (whole, halves) = (language::read(&text), halves(Two::InTurn, &text));
                    assert_eq!((&halves.tokens, &halves.sentences), (&whole.tokens, &whole.sentences), "{text:?}");
                }
            }
        }
    }
}
