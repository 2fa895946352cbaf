//! Findings for reviewdog: a line a finding in its diagnostic format, rdjsonl.

use serde::Serialize;

use crate::config::Level;
use crate::fix::Fix;
use crate::report::{Page, Report, json};
use crate::rules::Finding;
use crate::text::{Columns, Source, Span};

/// `rdjsonl`.
#[derive(Clone, Copy, Debug)]
pub struct Lines;

#[derive(Serialize)]
struct Line<'a> {
    message: &'a str,
    location: Location<'a>,
    severity: &'static str,
    source: Named<'a>,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

/// Columns count bytes, from 1 (reviewdog.proto, `Position`).
#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

impl Report for Lines {
    fn page(&self, page: &Page<'_>) -> String {
        page.findings.iter().map(|finding| json::line(&line(page, finding)) + "\n").collect()
    }
}

fn line<'a>(page: &Page<'a>, finding: &'a Finding) -> Line<'a> {
    // A suggestion is one edit, so a fix that needs several cannot be said.
    let single = |fix: &'a Fix| match fix.edits.as_slice() {
        [edit] => Some(Suggestion { range: range(page.source, edit.span), text: &edit.text }),
        _ => None,
    };
    Line {
        message: &finding.message,
        location: Location { path: page.path, range: range(page.source, finding.span) },
        severity: match finding.level {
            Level::Error => "ERROR",
            Level::Warning => "WARNING",
            Level::Info | Level::Hint | Level::Off => "INFO",
        },
        source: Named { name: "copydesk" },
        code: Code { value: finding.rule },
        suggestions: finding.fixes.iter().filter_map(single).collect(),
    }
}

fn range(source: &Source, span: Span) -> Range {
    let position = |offset: usize| {
        let (line, column) = source.position(offset, Columns::Utf8);
        Position { line: line + 1, column: column + 1 }
    };
    Range { start: position(span.start), end: position(span.end) }
}
