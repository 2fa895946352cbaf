//! Findings as JSON: one object a line, or all of them in one array.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::{Binding, End, Page, Report};
use crate::rules::Finding;
use crate::text::{Place, Source, Span};

/// The published schema of both reports. The test below makes it from the types.
pub const SCHEMA: &str = include_str!("json.schema.json");

/// A finding as machines read it. Offsets are bytes of the file as on disk, a byte order mark counted, ends excluded.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "finding", deny_unknown_fields))]
struct Line<'a> {
    /// The file as it was named.
    path: &'a str,
    /// The name of the rule.
    rule: &'a str,
    /// How much it matters.
    #[cfg_attr(test, schemars(extend("enum" = ["hint", "info", "warning", "error"])))]
    level: &'a str,
    /// What is wrong; the rule's summary where copy is withheld.
    message: &'a str,
    /// Where it begins.
    start: usize,
    /// Where it ends.
    end: usize,
    /// The same in lines and columns.
    range: Range,
    /// Other places that explain it.
    related: Vec<Related<'a>>,
    /// What may be done about it, best first.
    fixes: Vec<Fix<'a>>,
}

/// From one place to another, which is excluded.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "range", deny_unknown_fields))]
struct Range {
    start: Position,
    end: Position,
}

/// A place. Everything counts from 1.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "position", deny_unknown_fields))]
struct Position {
    #[cfg_attr(test, schemars(range(min = 1)))]
    line: usize,
    /// In characters.
    #[cfg_attr(test, schemars(range(min = 1)))]
    column: usize,
    /// In UTF-16 units.
    #[cfg_attr(test, schemars(range(min = 1)))]
    utf16: usize,
}

/// Another place, and what is there.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "related", deny_unknown_fields))]
struct Related<'a> {
    start: usize,
    end: usize,
    message: &'a str,
}

/// One way to mend it: all of its edits, or none.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "fix", deny_unknown_fields))]
struct Fix<'a> {
    title: &'a str,
    /// Whether `--fix` makes it. No fix that changes what a reader reads is safe.
    safe: bool,
    edits: Vec<Edit<'a>>,
}

/// What is between `start` and `end` becomes `text`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "edit", deny_unknown_fields))]
struct Edit<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl From<Place> for Position {
    fn from(place: Place) -> Self {
        Self { line: place.line, column: place.column, utf16: place.utf16 }
    }
}

impl Range {
    fn of(span: Span, source: &Source) -> Self {
        Self { start: source.place(span.start).into(), end: source.place(span.end).into() }
    }
}

impl<'a> Line<'a> {
    fn of(path: &'a str, source: &Source, finding: &'a Finding) -> Self {
        let related = finding.related.iter().map(|related| Related {
            start: related.span.start,
            end: related.span.end,
            message: &related.message,
        });
        let edits = |fix: &'a crate::fix::Fix| {
            fix.edits.iter().map(|edit| Edit { start: edit.span.start, end: edit.span.end, text: &edit.text }).collect()
        };
        let fixes = finding.fixes.iter().map(|fix| Fix { title: &fix.title, safe: fix.safe, edits: edits(fix) });
        Self {
            path,
            rule: finding.rule,
            level: finding.level.name(),
            message: &finding.message,
            start: finding.span.start,
            end: finding.span.end,
            range: Range::of(finding.span, source),
            related: related.collect(),
            fixes: fixes.collect(),
        }
    }
}

/// JSON Lines: a line a finding.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lines;

impl Report for Lines {
    fn page(&self, page: &Page<'_>) -> String {
        let mut text = String::new();
        for finding in page.findings {
            text += &line(&Line::of(page.path, page.source, finding));
            text.push('\n');
        }
        text
    }
}

/// JSON Lines: a line a document, with the path it came with and all its findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Documents;

impl Report for Documents {
    fn page(&self, page: &Page<'_>) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            path: &'a str,
            findings: Vec<Line<'a>>,
        }
        let findings = page.findings.iter().map(|finding| Line::of(page.path, page.source, finding));
        line(&Document { path: page.path, findings: findings.collect() }) + "\n"
    }
}

/// One JSON array of all findings, a finding a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Array;

impl Report for Array {
    fn page(&self, page: &Page<'_>) -> String {
        let lines: Vec<String> =
            page.findings.iter().map(|finding| line(&Line::of(page.path, page.source, finding))).collect();
        lines.join(",\n")
    }

    fn binding(&self) -> Box<dyn Binding> {
        Box::new(Brackets::new("[\n".to_owned(), |_| "]\n".to_owned()))
    }
}

/// Puts a head, a tail and commas around and between pages of JSON.
pub(super) struct Brackets {
    pub(super) head: String,
    pub(super) tail: fn(&End) -> String,
    begun: bool,
}

impl Brackets {
    pub(super) fn new(head: String, tail: fn(&End) -> String) -> Self {
        Self { head, tail, begun: false }
    }
}

impl Binding for Brackets {
    fn add(&mut self, page: String, out: &mut dyn Write) -> io::Result<()> {
        if page.is_empty() {
            return Ok(());
        }
        out.write_all(if self.begun { b",\n" } else { self.head.as_bytes() })?;
        self.begun = true;
        out.write_all(page.as_bytes())
    }

    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        if !self.begun {
            out.write_all(self.head.trim_end().as_bytes())?;
        } else {
            out.write_all(b"\n")?;
        }
        out.write_all((self.tail)(end).as_bytes())
    }
}

/// `value` as one line of JSON.
pub(super) fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers always have JSON")
}

#[cfg(test)]
mod tests {
    use super::{Line, SCHEMA};

    #[test]
    fn the_published_schema_is_that_of_the_types() {
        let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
        let mut schema = settings.into_generator().into_root_schema_for::<Vec<Line<'static>>>();
        schema.insert("title".into(), "Findings of copydesk".into());
        let description = "What `copydesk check --format json` writes. `--format jsonl` writes a `finding` a line.";
        schema.insert("description".into(), description.into());
        let right = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        assert!(right == SCHEMA, "src/report/json.schema.json is not what the types say, which is:\n{right}");
    }
}
