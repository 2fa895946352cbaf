//! What became of quotations between two drafts, as `copydesk diff` tells it.

use std::fmt::Write as _;

use serde::Serialize;

use crate::analysis::Analysis;
use crate::analysis::revisions::{self, Change};
use crate::files;
use crate::report::human::clean;
use crate::report::json;
use crate::text::Source;
use crate::transcripts::lookup::Difference;

/// The published schema of a list of changes. The test below makes it from the types.
pub const SCHEMA: &str = include_str!("revisions.schema.json");

/// One of the two drafts.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The draft as the caller named it.
    pub name: &'a str,
    /// Its text.
    pub source: &'a Source,
    /// What was understood of it.
    pub analysis: &'a Analysis,
}

/// A change as machines read it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "change", deny_unknown_fields))]
struct Line<'a> {
    /// What became of the quotation.
    #[cfg_attr(test, schemars(extend("enum" = ["altered", "re-attributed", "removed", "added"])))]
    change: &'static str,
    /// Whether somebody else is credited than before.
    reattributed: bool,
    /// The quotation in the earlier draft; null when it is new.
    base: Option<Quotation<'a>>,
    /// The quotation in the later draft; null when it is gone.
    head: Option<Quotation<'a>>,
    /// Where the words differ.
    differences: Vec<Words<'a>>,
}

/// A quotation. Offsets are bytes of the file as on disk, ends excluded, marks included.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "quotation", deny_unknown_fields))]
struct Quotation<'a> {
    /// The draft as it was named.
    path: &'a str,
    start: usize,
    end: usize,
    /// The line it begins on, counted from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    line: usize,
    /// The character of that line it begins at, counted from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    column: usize,
    /// Its words with its marks, markup left out.
    text: &'a str,
    /// Who is credited; null: nobody.
    speaker: Option<&'a str>,
}

/// Bytes of the later draft, and the words of the earlier one in their place.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "words", deny_unknown_fields))]
struct Words<'a> {
    start: usize,
    end: usize,
    /// Empty where words were left out.
    text: &'a str,
    /// Empty where words were put in.
    before: &'a str,
}

/// The changes from one draft to another.
#[derive(Debug)]
pub struct Revision<'a> {
    base: Side<'a>,
    head: Side<'a>,
    changes: Vec<Change>,
}

impl<'a> Revision<'a> {
    /// Compares two drafts.
    pub fn of(base: Side<'a>, head: Side<'a>) -> Self {
        Self { base, head, changes: revisions::compare(base.analysis, head.analysis) }
    }

    /// Whether nothing became of any quotation.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Each change as a line of JSON, without a line end.
    pub fn json(&self) -> Vec<String> {
        self.changes.iter().map(|change| json::line(&self.line(change))).collect()
    }

    /// For people: a paragraph a change.
    pub fn human(&self) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let line = self.line(change);
            let Some(at) = line.head.as_ref().or(line.base.as_ref()) else { continue };
            let also = if line.reattributed && line.change == "altered" { " and re-attributed" } else { "" };
            let path = files::on_one_line(at.path);
            let _ = writeln!(text, "{path}:{}:{}: {}{also} {}", at.line, at.column, line.change, shown(at.text));
            if let (Some(base), Some(_)) = (&line.base, &line.head)
                && line.change == "altered"
            {
                let _ = writeln!(text, "    before: {}", shown(base.text));
            }
            for words in &line.differences {
                let _ = match (words.text, words.before) {
                    ("", before) => writeln!(text, "    - left out: “{}”", shown(before)),
                    (now, "") => writeln!(text, "    - put in: “{}”", shown(now)),
                    (now, before) => writeln!(text, "    - “{}” and not “{}”", shown(now), shown(before)),
                };
            }
            let who = |quotation: &Option<Quotation<'_>>| {
                let speaker = quotation.as_ref().and_then(|quotation| quotation.speaker);
                speaker.map_or_else(|| "nobody".to_owned(), shown)
            };
            let _ = if line.reattributed {
                writeln!(text, "    said by {}, before by {}", who(&line.head), who(&line.base))
            } else {
                writeln!(text, "    said by {}", if line.head.is_some() { who(&line.head) } else { who(&line.base) })
            };
        }
        text
    }

    fn line<'b>(&'b self, change: &'b Change) -> Line<'b> {
        let (base, head) = (|i: &usize| Some(quotation(&self.base, *i)), |i: &usize| Some(quotation(&self.head, *i)));
        let line =
            |change, base, head, reattributed| Line { change, reattributed, base, head, differences: Vec::new() };
        match change {
            Change::Altered { base: old, head: new, differences, reattributed } => {
                let line = line("altered", base(old), head(new), *reattributed);
                Line { differences: differences.iter().map(|it| self.words(*new, it)).collect(), ..line }
            }
            Change::Reattributed { base: old, head: new } => line("re-attributed", base(old), head(new), true),
            Change::Removed(old) => line("removed", base(old), None, false),
            Change::Added(new) => line("added", None, head(new), false),
        }
    }

    fn words<'b>(&'b self, quote: usize, difference: &'b Difference) -> Words<'b> {
        let prose = &self.head.analysis.article.prose;
        let inside = &self.head.analysis.quotes.list[quote].inside;
        let range = inside.start + difference.quoted.start..inside.start + difference.quoted.end;
        let span = prose.span(&range);
        Words { start: span.start, end: span.end, text: prose.slice(&range), before: &difference.said }
    }
}

fn quotation<'a>(side: &Side<'a>, quote: usize) -> Quotation<'a> {
    let prose = &side.analysis.article.prose;
    let range = &side.analysis.quotes.list[quote].range;
    let span = prose.span(range);
    let place = side.source.place(span.start);
    Quotation {
        path: side.name,
        start: span.start,
        end: span.end,
        line: place.line,
        column: place.column,
        text: prose.slice(range),
        speaker: revisions::credited(side.analysis, quote),
    }
}

/// Words of copy on one line.
fn shown(text: &str) -> String {
    clean(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Line, SCHEMA};

    #[test]
    fn the_published_schema_is_that_of_the_types() {
        let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
        let mut schema = settings.into_generator().into_root_schema_for::<Vec<Line<'static>>>();
        schema.insert("title".into(), "Changes of quotations by copydesk".into());
        let description =
            "What `copydesk diff --quotes --format json` prints; `--format jsonl` prints each item on a line.";
        schema.insert("description".into(), description.into());
        let right = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        assert!(right == SCHEMA, "src/report/revisions.schema.json is not what the types say, which is:\n{right}");
    }
}
