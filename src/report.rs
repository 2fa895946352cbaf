//! Reports: findings and quotations as text, JSON and the rest.
//!
//! A report is made of pages, one a file, so that files can be checked and put into words at the same time.

pub mod compact;
pub mod excerpt;
pub mod factcheck;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod officials;
pub mod page;
pub mod patch;
pub mod quotes;
pub mod rdjson;
pub mod revisions;
pub mod sarif;
pub mod schema;
pub mod sheet;
pub mod sources;
pub mod statistics;
pub mod uri;

use std::io::{self, Write};

use crate::check::Allowed;
use crate::check::fingerprint::{Fingerprints, PUBLIC};
use crate::config::Level;
use crate::rules::{self, Finding};
use crate::text::Source;

/// What was found in one file.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The file as the caller knows it.
    pub path: &'a str,
    /// Its text.
    pub source: &'a Source,
    /// What is to be shown, in the order of the text.
    pub findings: &'a [Finding],
    /// What the draft allows.
    pub allowed: &'a [Allowed],
    /// What a baseline knows already.
    pub known: &'a [Finding],
    /// Whether no copy may be shown. The findings have lost theirs already, see [`redact`].
    pub redacted: bool,
}

impl Page<'_> {
    /// Fingerprints of its findings, to be asked for in order.
    fn fingerprints(&self) -> Fingerprints<'_> {
        if self.redacted { Fingerprints::without_copy(PUBLIC) } else { Fingerprints::new(self.source, PUBLIC) }
    }
}

/// A kind of report.
pub trait Report: Sync {
    /// One page in words. May be called from many threads at once.
    fn page(&self, page: &Page<'_>) -> String;

    /// What binds the pages into one report.
    fn binding(&self) -> Box<dyn Binding> {
        Box::new(Loose)
    }
}

/// Pages becoming a report.
pub trait Binding {
    /// Puts a page into the report. Pages come in the order of the files; empty ones too.
    fn add(&mut self, page: String, out: &mut dyn Write) -> io::Result<()>;

    /// Ends the report.
    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()>;
}

/// What is known when all files were looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct End {
    /// All there is.
    pub tally: Tally,
    /// Whether something could not be looked at.
    pub failed: bool,
}

/// Takes all copy out of a finding: its message becomes the rule's summary, and what explains or mends it goes.
pub fn redact(finding: &Finding) -> Finding {
    let summary = rules::named(finding.rule).map_or(finding.rule, |rule| rule.summary);
    Finding { message: summary.to_owned(), related: Vec::new(), fixes: Vec::new(), ..finding.clone() }
}

/// Pages one after the other, and nothing else.
struct Loose;

impl Binding for Loose {
    fn add(&mut self, page: String, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(page.as_bytes())
    }

    fn finish(&mut self, _: &End, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// How many findings of which level there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Files looked at.
    pub files: usize,
    /// Findings by level, `off` to `error`; hidden ones are counted.
    pub levels: [usize; 5],
    /// Fixes made.
    pub mended: usize,
    /// Findings that a baseline knows; they are in no other count.
    pub known: usize,
    /// Findings that a baseline knows in vain.
    pub stale: usize,
}

impl Tally {
    /// What one file adds.
    pub fn of(findings: &[Finding]) -> Self {
        let mut tally = Self { files: 1, ..Self::default() };
        for finding in findings {
            tally.levels[finding.level as usize] += 1;
        }
        tally
    }

    /// Adds another tally to this one.
    pub fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.mended += other.mended;
        self.known += other.known;
        self.stale += other.stale;
        for (sum, more) in self.levels.iter_mut().zip(other.levels) {
            *sum += more;
        }
    }

    /// Findings of exactly that level.
    pub fn count(&self, level: Level) -> usize {
        self.levels[level as usize]
    }

    /// Whether anything is at least as grave as `level`.
    pub fn reaches(&self, level: Level) -> bool {
        self.levels[level as usize..].iter().any(|&count| count > 0)
    }

    /// `2 errors, 1 warning in 14 files`.
    pub fn summary(&self) -> String {
        let counted = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{count} {many}")),
        };
        let found: Vec<String> = [
            counted(self.count(Level::Error), "error", "errors"),
            counted(self.count(Level::Warning), "warning", "warnings"),
            counted(self.count(Level::Info), "note", "notes"),
            counted(self.count(Level::Hint), "hint", "hints"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let files = counted(self.files, "file", "files").unwrap_or_else(|| "no files".to_owned());
        let mended = if self.mended > 0 { format!("{} mended; ", self.mended) } else { String::new() };
        let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
        let known = if self.known > 0 { format!("; {} known from the baseline", self.known) } else { String::new() };
        format!("{mended}{found} in {files}{known}")
    }
}
