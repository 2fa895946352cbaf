//! Quotations and who says them, as `copydesk quotes` lists them.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

use crate::analysis::Analysis;
use crate::attribution::Found;
use crate::files;
use crate::people::roster::Roster;
use crate::quotes::Kind;
use crate::report::human::clean;
use crate::report::json;
use crate::text::Source;

/// The published schema of a line. The test below makes it from the types.
pub const SCHEMA: &str = include_str!("quotes.schema.json");

/// The quotations of one document, as a line of JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "document", deny_unknown_fields))]
struct Document<'a> {
    /// The file as it was named.
    path: &'a str,
    /// Its quotations, in the order of the text.
    quotes: Vec<Line<'a>>,
}

/// One quotation. Offsets are bytes of the file as on disk, ends excluded, marks included.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "quote", deny_unknown_fields))]
struct Line<'a> {
    start: usize,
    end: usize,
    /// What kind of quotation it is.
    #[cfg_attr(test, schemars(extend("enum" = KINDS)))]
    kind: &'static str,
    /// The mention nearest the quotation: a name, a pronoun or a description; null when nobody is named.
    speaker: Option<Words<'a>>,
    /// The fullest form of the speaker's name in the document.
    name: Option<&'a str>,
    /// The speaker in the roster of officials.
    id: Option<&'a str>,
    /// The word that credits, mostly a verb.
    cue: Option<Words<'a>>,
    /// How the speaker was found.
    #[cfg_attr(test, schemars(extend("enum" = FOUND)))]
    found: &'static str,
    /// Who passed the words on, where that is not the speaker.
    relayed_by: Option<Words<'a>>,
    /// The evidence, with `--why`.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<String>>,
}

/// Words as they stand in the copy, its markup left out of `text`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "words", deny_unknown_fields))]
struct Words<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// What a listing needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// The document as the caller knows it.
    pub path: &'a str,
    /// Its text.
    pub source: &'a Source,
    /// What was understood of it.
    pub analysis: &'a Analysis,
    /// Who officials are.
    pub roster: &'a Roster,
    /// Whether to give the evidence.
    pub why: bool,
}

impl<'a> Listing<'a> {
    /// The document as one line of JSON, without a line end.
    pub fn json(&self) -> String {
        json::line(&Document { path: self.path, quotes: self.lines() })
    }

    /// A row a quotation: path, line, column, start, end, kind, found, speaker, name, id, cue, relayed by, text.
    pub fn csv(&self) -> String {
        let mut rows = csv::Writer::from_writer(Vec::new());
        for line in self.lines() {
            let place = self.source.place(line.start);
            let numbers = [place.line, place.column, line.start, line.end].map(|number| number.to_string());
            let text = |words: &Option<Words<'a>>| words.as_ref().map_or("", |words| words.text);
            let mut row = vec![self.path];
            row.extend(numbers.iter().map(String::as_str));
            row.extend([line.kind, line.found, text(&line.speaker), line.name.unwrap_or(""), line.id.unwrap_or("")]);
            row.extend([text(&line.cue), text(&line.relayed_by), &self.source.text()[line.start..line.end]]);
            let why = line.why.as_ref().map(|why| why.join("; ")).unwrap_or_default();
            if self.why {
                row.push(&why);
            }
            rows.write_record(&row).expect("memory takes every row");
        }
        let bytes = rows.into_inner().expect("memory takes every row");
        String::from_utf8(bytes).expect("rows are made of texts")
    }

    /// The names of the columns of [`Listing::csv`].
    pub fn csv_head(why: bool) -> &'static str {
        if why {
            "path,line,column,start,end,kind,found,speaker,name,id,cue,relayed_by,text,why\n"
        } else {
            "path,line,column,start,end,kind,found,speaker,name,id,cue,relayed_by,text\n"
        }
    }

    /// The document for people: a paragraph a quotation.
    pub fn human(&self) -> String {
        let mut text = String::new();
        let path = files::on_one_line(self.path);
        for line in self.lines() {
            let place = self.source.place(line.start);
            let quoted = &self.source.text()[line.start..line.end];
            let quoted = quoted.split_whitespace().collect::<Vec<_>>().join(" ");
            let quoted = clean(&quoted);
            let _ = writeln!(text, "{path}:{}:{}: {} {quoted}", place.line, place.column, line.kind);
            let _ = writeln!(text, "    {}", said_by(&line));
            for reason in line.why.iter().flatten() {
                let _ = writeln!(text, "    - {reason}");
            }
        }
        text
    }

    fn lines(&self) -> Vec<Line<'a>> {
        let speakers = self.analysis.speakers.iter().map(Some).chain(std::iter::repeat(None));
        self.analysis
            .quotes
            .list
            .iter()
            .zip(speakers)
            .map(|(quote, speaker)| {
                let span = self.analysis.article.prose.span(&quote.range);
                let words = |range: Option<&Range<usize>>| range.map(|range| self.words(range));
                Line {
                    start: span.start,
                    end: span.end,
                    kind: kind(quote.kind),
                    speaker: words(speaker.and_then(|speaker| speaker.mention.as_ref())),
                    name: speaker.and_then(|speaker| speaker.name.as_deref()),
                    id: speaker.and_then(|speaker| speaker.person).and_then(|person| self.id(person)),
                    cue: words(speaker.and_then(|speaker| speaker.cue.as_ref())),
                    found: found(speaker.map_or(Found::None, |speaker| speaker.found)),
                    relayed_by: words(speaker.and_then(|speaker| speaker.relayed_by.as_ref())),
                    why: speaker.filter(|_| self.why).map(|speaker| speaker.why(self.analysis.article.prose.text())),
                }
            })
            .collect()
    }

    fn words(&self, range: &Range<usize>) -> Words<'a> {
        let span = self.analysis.article.prose.span(range);
        Words { start: span.start, end: span.end, text: self.analysis.article.prose.slice(range) }
    }

    fn id(&self, person: usize) -> Option<&'a str> {
        let official = self.analysis.people.persons.get(person)?.official?;
        Some(&self.roster.official(official).id)
    }
}

/// `Rubio (Marco Rubio), said, beside it; relayed by Reuters`.
fn said_by(line: &Line<'_>) -> String {
    let Some(speaker) = &line.speaker else {
        return match line.found {
            "none" => "nobody named".to_owned(),
            found => found.to_owned(),
        };
    };
    let mut text = speaker.text.to_owned();
    if let Some(name) = line.name.filter(|&name| name != speaker.text) {
        let _ = write!(text, " ({name})");
    }
    if let Some(cue) = &line.cue {
        let _ = write!(text, ", “{}”", cue.text);
    }
    let _ = write!(text, ", {}", line.found);
    if let Some(relay) = &line.relayed_by {
        let _ = write!(text, "; relayed by {}", relay.text);
    }
    text
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Full => "full",
        Kind::Partial => "partial",
        Kind::Fragment => "fragment",
        Kind::Title => "title",
        Kind::Nickname => "nickname",
        Kind::Term => "term",
        Kind::Scare => "scare",
        Kind::Blockquote => "blockquote",
    }
}

fn found(found: Found) -> &'static str {
    match found {
        Found::Beside => "beside",
        Found::Continued => "continued",
        Found::Introduced => "introduced",
        Found::Pronoun => "pronoun",
        Found::None => "none",
    }
}

#[cfg(test)]
const KINDS: [&str; 8] = ["full", "partial", "fragment", "title", "nickname", "term", "scare", "blockquote"];
#[cfg(test)]
const FOUND: [&str; 5] = ["beside", "continued", "introduced", "pronoun", "none"];

#[cfg(test)]
mod tests {
    use super::{Document, SCHEMA};

    #[test]
    fn the_published_schema_is_that_of_the_types() {
        let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
        let mut schema = settings.into_generator().into_root_schema_for::<Document<'static>>();
        schema.insert("title".into(), "Quotations by copydesk".into());
        let right = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        assert!(right == SCHEMA, "src/report/quotes.schema.json is not what the types say, which is:\n{right}");
    }
}
