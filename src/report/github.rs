//! Findings as workflow commands of GitHub Actions, which show them as annotations.
//!
//! GitHub shows ten annotations of each kind a step and drops the rest without a word, so the gravest come first
//! and the last one says how many more there are.

use std::io::{self, Write};
use std::mem;

use crate::config::Level;
use crate::files;
use crate::report::human::clean;
use crate::report::{Binding, End, Page, Report};
use crate::rules::Finding;

/// Annotations of one kind that a step shows.
const SHOWN: usize = 10;

/// Workflow commands.
#[derive(Clone, Copy, Debug)]
pub struct Annotations;

impl Report for Annotations {
    fn page(&self, page: &Page<'_>) -> String {
        page.findings.iter().map(|finding| command(page, finding) + "\n").collect()
    }

    fn binding(&self) -> Box<dyn Binding> {
        Box::new(Kinds::default())
    }
}

/// One command, byte for byte as `@actions/core` writes it.
fn command(page: &Page<'_>, finding: &Finding) -> String {
    let (start, end) = (page.source.place(finding.span.start), page.source.place(finding.span.end));
    // GitHub refuses columns of what runs over several lines.
    let columns =
        if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    format!(
        "::{} title={},file={},line={},endLine={}{columns}::{}",
        kind(finding.level),
        property(finding.rule),
        property(page.path),
        start.line,
        end.line,
        data(&finding.message),
    )
}

fn kind(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Hint | Level::Off => "notice",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Annotations by kind: errors, warnings, notices.
#[derive(Default)]
struct Kinds {
    lines: [Vec<String>; 3],
}

const KINDS: [(&str, &str); 3] = [("error", "errors"), ("warning", "warnings"), ("notice", "notices")];

impl Binding for Kinds {
    fn add(&mut self, page: String, _: &mut dyn Write) -> io::Result<()> {
        for line in page.lines() {
            let of_kind = |&(kind, _): &(&str, &str)| line[2..].starts_with(kind);
            if let Some(kind) = KINDS.iter().position(of_kind) {
                self.lines[kind].push(line.to_owned());
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &End, out: &mut dyn Write) -> io::Result<()> {
        for (lines, (one, many)) in self.lines.iter_mut().zip(KINDS) {
            let lines = mem::take(lines);
            let shown = if lines.len() > SHOWN { SHOWN - 1 } else { lines.len() };
            for line in &lines[..shown] {
                writeln!(out, "{line}")?;
            }
            if lines.len() > shown {
                writeln!(
                    out,
                    "::{one} title=copydesk::{} more {many}; the job summary lists them",
                    lines.len() - shown
                )?;
            }
        }
        Ok(())
    }
}

/// Findings as a table in Markdown, for the summary of a job.
#[derive(Clone, Copy, Debug)]
pub struct Summary;

/// Rows of a summary. GitHub takes a mebibyte and then shows nothing at all.
const ROWS: usize = 1000;

impl Report for Summary {
    fn page(&self, page: &Page<'_>) -> String {
        let path = files::on_one_line(page.path);
        let row = |finding: &Finding| {
            let place = page.source.place(finding.span.start);
            let message = cell(&finding.message);
            let (level, rule) = (finding.level.name(), finding.rule);
            format!("| {} | {}:{} | {level} | {rule} | {message} |\n", cell(&path), place.line, place.column)
        };
        page.findings.iter().map(row).collect()
    }

    fn binding(&self) -> Box<dyn Binding> {
        Box::new(Table::default())
    }
}

/// Text that can neither end a cell nor become markup.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if matches!(c, '|' | '<' | '>' | '&' | '`' | '*' | '_' | '[' | ']' | '\\' | '@' | '#') {
            cell.push('\\');
        }
        cell.push(c);
    }
    cell
}

#[derive(Default)]
struct Table {
    rows: Vec<String>,
    more: usize,
}

impl Binding for Table {
    fn add(&mut self, page: String, _: &mut dyn Write) -> io::Result<()> {
        for row in page.lines() {
            if self.rows.len() < ROWS {
                self.rows.push(row.to_owned());
            } else {
                self.more += 1;
            }
        }
        Ok(())
    }

    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "### copydesk\n\n{}\n", end.tally.summary())?;
        if self.rows.is_empty() {
            return Ok(());
        }
        writeln!(out, "| file | place | level | rule | finding |\n| --- | --- | --- | --- | --- |")?;
        for row in &self.rows {
            writeln!(out, "{row}")?;
        }
        if self.more > 0 {
            writeln!(out, "\n{} more are not listed.", self.more)?;
        }
        Ok(())
    }
}
