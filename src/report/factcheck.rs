//! The fact-check sheet: every quotation, figure, credit and named official of a draft as a row to be checked.
//!
//! What checkers write down ([`state`]) is known again by a row's words, not by its place, so that it survives edits
//! elsewhere, and a row whose words changed is open again.

pub mod csv;
mod figures;
pub mod html;
pub mod state;
mod support;

use std::hash::Hasher as _;
use std::ops::Range;

use rustc_hash::FxHashMap;
use siphasher::sip::SipHasher13;

use crate::analysis::Analysis;
use crate::check::Checked;
use crate::check::fingerprint::PUBLIC;
use crate::hover::people as card;
use crate::people::roster::Roster;
use crate::quotes;
use crate::report::factcheck::state::{Entry, Memory, State};
use crate::report::factcheck::support::Support;
use crate::sources::Library;

/// What is to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// That somebody said it, in these words.
    Quotation,
    /// That a figure is right.
    Figure,
    /// That a source is credited with what it says.
    Credit,
    /// That somebody holds the office.
    Official,
}

impl Kind {
    /// Every kind under its name in files.
    pub const NAMES: &[(&str, Self)] = &[
        ("quotation", Self::Quotation),
        ("figure", Self::Figure),
        ("credit", Self::Credit),
        ("official", Self::Official),
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// One thing to check.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is.
    pub kind: Kind,
    /// Made of its words and of whom they name, so that the same row has the same id in the next version of the draft.
    pub id: String,
    /// Its words in the prose.
    pub range: Range<usize>,
    /// The line of the draft on which it starts, from 1.
    pub line: usize,
    /// Its words.
    pub words: String,
    /// The sentence that a figure or a credit stands in; empty for others.
    pub context: String,
    /// Who says it, or who is credited.
    pub who: Option<String>,
    /// What cites it, and for an official what the newsroom knows.
    pub sources: Vec<String>,
    /// What copydesk found wrong with it.
    pub findings: Vec<String>,
    /// What checkers wrote down.
    pub state: State,
    /// A row that was checked and whose words have changed into these since.
    pub formerly: Option<Entry>,
}

impl Row {
    /// Where the checking stands, in a word.
    pub fn standing(&self) -> &'static str {
        match (self.state.verdict, &self.formerly) {
            (Some(verdict), _) => verdict.name(),
            (None, Some(_)) => "reopened",
            (None, None) => "open",
        }
    }
}

/// What a sheet is made of.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The draft.
    pub checked: &'a Checked,
    /// Who holds which office.
    pub roster: &'a Roster,
    /// What drafts may cite.
    pub libraries: &'a [&'a Library],
}

/// The sheet of one draft.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// In the order of the draft.
    pub rows: Vec<Row>,
    /// Checked rows that the draft no longer has.
    pub former: Vec<Entry>,
}

impl Sheet {
    /// The rows of a draft, with what checkers wrote down about them before.
    pub fn of(material: &Material<'_>, memory: &Memory) -> Self {
        let mut rows = quotations(material);
        rows.extend(figures(material));
        rows.extend(credits(material));
        rows.extend(officials(material));
        rows.sort_by_key(|row| (row.range.start, row.range.end));
        let support = Support::of(material);
        for row in &mut rows {
            row.line = material.checked.source.place(span(material, &row.range).start).line;
            row.findings = findings(material.checked, &row.range);
            if row.kind != Kind::Official {
                row.sources = support.sources(&material.checked.analysis, &row.range);
            }
        }
        number(&mut rows, material);
        let former = memory.recall(&mut rows);
        Self { rows, former }
    }

    /// Speakers of quotations, in the order of their first, with how many each has.
    pub fn speakers(&self) -> Vec<(&str, usize)> {
        let mut speakers: Vec<(&str, usize)> = Vec::new();
        for who in self.rows.iter().filter(|row| row.kind == Kind::Quotation).filter_map(|row| row.who.as_deref()) {
            match speakers.iter_mut().find(|(name, _)| *name == who) {
                Some((_, count)) => *count += 1,
                None => speakers.push((who, 1)),
            }
        }
        speakers
    }
}

fn span(material: &Material<'_>, range: &Range<usize>) -> crate::text::Span {
    material.checked.analysis.article.prose.span(range)
}

fn row(analysis: &Analysis, kind: Kind, range: &Range<usize>) -> Row {
    Row {
        kind,
        id: String::new(),
        range: range.clone(),
        line: 0,
        words: analysis.article.prose.slice(range).to_owned(),
        context: String::new(),
        who: None,
        sources: Vec::new(),
        findings: Vec::new(),
        state: State::default(),
        formerly: None,
    }
}

fn quotations(material: &Material<'_>) -> Vec<Row> {
    let analysis = &material.checked.analysis;
    let speech = analysis.quotes.list.iter().zip(&analysis.speakers).filter(|(quote, _)| {
        use quotes::Kind::{Blockquote, Fragment, Full, Partial};
        quote.parent.is_none() && matches!(quote.kind, Full | Partial | Fragment | Blockquote)
    });
    let told = speech.map(|(quote, speaker)| {
        let mention = speaker.mention.as_ref().map(|range| analysis.article.prose.slice(range).to_owned());
        Row { who: speaker.name.clone().or(mention), ..row(analysis, Kind::Quotation, &quote.range) }
    });
    told.collect()
}

fn figures(material: &Material<'_>) -> Vec<Row> {
    let analysis = &material.checked.analysis;
    let figure =
        |range: &Range<usize>| Row { context: sentence(analysis, range.start), ..row(analysis, Kind::Figure, range) };
    figures::find(analysis).iter().map(figure).collect()
}

fn credits(material: &Material<'_>) -> Vec<Row> {
    let analysis = &material.checked.analysis;
    let credit = |credit: &crate::citations::Credit| Row {
        context: sentence(analysis, credit.range.start),
        who: Some(credit.name.clone()).filter(|name| !name.is_empty()),
        ..row(analysis, Kind::Credit, &credit.range)
    };
    analysis.citations.credits.iter().map(credit).collect()
}

/// People whom the copy gives an office, or who are known to hold one; each where first named.
fn officials(material: &Material<'_>) -> Vec<Row> {
    let analysis = &material.checked.analysis;
    let mentions = &analysis.people.mentions;
    let told = analysis.people.persons.iter().enumerate().filter_map(|(i, person)| {
        let mut own = mentions.iter().filter(|mention| mention.person == i && !mention.headline);
        let first = own.clone().next()?;
        let titled = own.find(|mention| mention.said.is_some());
        if titled.is_none() && person.official.is_none() {
            return None;
        }
        let known = card::person(person, material.roster, analysis.date).map(|card| plain(&card));
        Some(Row {
            who: Some(person.name.clone()),
            sources: vec![known.unwrap_or_else(|| "not among the officials that the newsroom knows".to_owned())],
            ..row(analysis, Kind::Official, &titled.unwrap_or(first).range)
        })
    });
    told.collect()
}

/// What is wrong with the words of a row, or with words among them.
fn findings(checked: &Checked, range: &Range<usize>) -> Vec<String> {
    let span = checked.analysis.article.prose.span(range);
    let here = checked.findings.iter().filter(|finding| span.holds(finding.span) || finding.span.holds(span));
    here.map(|finding| format!("{} ({})", finding.message, finding.rule)).collect()
}

/// The sentence at an offset.
fn sentence(analysis: &Analysis, offset: usize) -> String {
    let range = analysis.reading.sentence_at(offset);
    range.map_or("", |range| analysis.article.prose.slice(range)).trim().to_owned()
}

/// Gives each row its id: a hash of its kind, its words, whom they name and, for figures and credits, the writer's own
/// words around them. What a quotation in the same sentence says plays no part, nor does the place.
fn number(rows: &mut [Row], material: &Material<'_>) {
    let analysis = &material.checked.analysis;
    let mut met: FxHashMap<u64, u64> = FxHashMap::default();
    for row in rows {
        let around = match row.kind {
            Kind::Figure | Kind::Credit => unquoted(analysis, row.range.start),
            _ => String::new(),
        };
        let who = row.who.as_deref().filter(|_| row.kind == Kind::Quotation).unwrap_or_default();
        let mut hasher = SipHasher13::new_with_key(&PUBLIC);
        for part in [row.kind.name(), &row.words, who, &around] {
            for word in part.split_whitespace() {
                hasher.write(word.as_bytes());
                hasher.write_u8(b' ');
            }
            hasher.write_u8(0);
        }
        let hash = hasher.finish();
        let nth = met.entry(hash).or_default();
        row.id = if *nth == 0 { format!("{hash:016x}") } else { format!("{hash:016x}-{}", *nth + 1) };
        *nth += 1;
    }
}

/// The sentence at an offset without what is quoted in it.
fn unquoted(analysis: &Analysis, offset: usize) -> String {
    let Some(range) = analysis.reading.sentence_at(offset) else { return String::new() };
    let text = analysis.article.prose.text();
    let mut out = String::new();
    let mut at = range.start;
    let outer = analysis.quotes.list.iter().filter(|quote| quote.parent.is_none());
    for quote in outer.filter(|quote| quote.range.start < range.end && range.start < quote.range.end) {
        out.push_str(text.get(at..quote.range.start.max(at)).unwrap_or_default());
        at = quote.range.end.clamp(at, range.end);
    }
    out.push_str(&text[at..range.end]);
    out
}

/// A card's Markdown as plain words.
fn plain(card: &str) -> String {
    let mut out = String::new();
    let mut letters = card.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' => out.extend(letters.next()),
            '*' | '[' => {}
            ']' if letters.peek() == Some(&'(') => {
                let _ = letters.by_ref().find(|&c| c == ')');
            }
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
