//! Where reports go: standard output, or files.

use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;

use crate::cli::terminal;
use crate::config::did_you_mean;
use crate::files::{self, Fault};
use crate::report::compact::Compact;
use crate::report::github::{Annotations, Summary};
use crate::report::gitlab::CodeQuality;
use crate::report::human::Human;
use crate::report::junit::Junit;
use crate::report::sarif::Sarif;
use crate::report::statistics::Statistics;
use crate::report::{Binding, End, Report, json, rdjson};

/// How findings are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the copy, for people.
    Human,
    /// A line a finding, for people.
    Compact,
    /// One JSON array.
    Json,
    /// A JSON object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A code quality report for GitLab.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// Reviewdog's diagnostics, one a line.
    Rdjsonl,
}

impl Format {
    /// Every format under its name.
    const NAMES: &[(&str, Self)] = &[
        ("human", Self::Human),
        ("compact", Self::Compact),
        ("json", Self::Json),
        ("jsonl", Self::Jsonl),
        ("sarif", Self::Sarif),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("junit", Self::Junit),
        ("rdjsonl", Self::Rdjsonl),
    ];

    /// Whether people read it, who do not want hints and like a summary.
    pub fn for_people(self) -> bool {
        matches!(self, Self::Human | Self::Compact | Self::Github)
    }

    fn report(self, to_terminal: bool) -> Box<dyn Report> {
        match self {
            Self::Human if to_terminal => Box::new(Human::new(terminal::styled(), terminal::columns())),
            Self::Human => Box::new(Human::new(false, terminal::COLUMNS)),
            Self::Compact => Box::new(Compact),
            Self::Json => Box::new(json::Array),
            Self::Jsonl => Box::new(json::Lines),
            Self::Sarif => Box::new(Sarif),
            Self::Github => Box::new(Annotations),
            Self::Gitlab => Box::new(CodeQuality),
            Self::Junit => Box::new(Junit),
            Self::Rdjsonl => Box::new(rdjson::Lines),
        }
    }
}

/// One report that is wanted: `sarif`, or `sarif=findings.sarif`.
#[derive(Clone, Debug)]
pub struct Wanted {
    format: Format,
    file: Option<PathBuf>,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let names = Format::NAMES.iter().map(|&(name, _)| name);
        match Format::NAMES.iter().find(|&&(known, _)| known == name) {
            Some(&(_, format)) => Ok(Self { format, file }),
            None => Err(did_you_mean(name, names.clone())
                .unwrap_or_else(|| format!("known are {}", names.collect::<Vec<_>>().join(", ")))),
        }
    }
}

impl Wanted {
    /// Whether it is JSON Lines on standard output.
    pub fn is_lines(&self) -> bool {
        self.format == Format::Jsonl && self.file.is_none()
    }

    /// The file it names for itself.
    pub fn file(&self) -> Option<&PathBuf> {
        self.file.as_ref()
    }
}

/// Has what goes to standard output told a line a document.
pub fn a_line_a_document(outputs: &mut [Output]) {
    for output in outputs.iter_mut().filter(|output| !output.is_file()) {
        output.report = Box::new(json::Documents);
    }
}

/// A report and where it goes.
pub struct Output {
    /// How it is told.
    pub report: Box<dyn Report>,
    /// Whether people read it, who do not want hints.
    pub for_people: bool,
    to: To,
}

enum To {
    Terminal,
    File(PathBuf),
    /// The summary of a job on GitHub, to which others write, too.
    Appended(PathBuf),
}

/// The reports that are wanted. `file` is for the one that names none. `statistics`: people want counts.
pub fn wanted(wanted: &[Wanted], file: Option<&PathBuf>, statistics: bool) -> Result<Vec<Output>, String> {
    let summary = terminal::job_summary();
    let mut outputs = Vec::new();
    let mut loose = 0;
    for Wanted { format, file: own } in wanted {
        loose += usize::from(own.is_none());
        let to = own.as_ref().or(file).map_or(To::Terminal, |file| To::File(file.clone()));
        let report = match format {
            Format::Human | Format::Compact if statistics => Box::new(Statistics),
            _ => format.report(matches!(to, To::Terminal)),
        };
        outputs.push(Output { report, for_people: format.for_people(), to });
        if let Some(summary) = summary.clone().filter(|_| *format == Format::Github) {
            outputs.push(Output { report: Box::new(Summary), for_people: true, to: To::Appended(summary) });
        }
    }
    if loose > 1 {
        return Err("only one report can go to standard output; write --format sarif=FILE for another".to_owned());
    }
    if loose == 0 && file.is_some() {
        return Err("-o has no report to take; every --format names its own file".to_owned());
    }
    Ok(outputs)
}

/// A report being written.
pub struct Bound<'a> {
    binding: Box<dyn Binding>,
    to: &'a To,
    /// What a file will hold; nothing is written before all of it is there.
    held: Vec<u8>,
}

impl Output {
    /// Whether it leaves standard output alone.
    pub fn is_file(&self) -> bool {
        !matches!(self.to, To::Terminal)
    }

    /// Opens it.
    pub fn open(&self) -> Bound<'_> {
        Bound { binding: self.report.binding(), to: &self.to, held: Vec::new() }
    }
}

impl Bound<'_> {
    /// Adds the page of the next file.
    pub fn add(&mut self, page: String, out: &mut dyn Write) -> io::Result<()> {
        match self.to {
            To::Terminal => self.binding.add(page, out),
            _ => self.binding.add(page, &mut self.held),
        }
    }

    /// Ends it. Files are written whole or not at all.
    pub fn finish(mut self, end: &End, out: &mut dyn Write) -> io::Result<Result<(), Fault>> {
        match self.to {
            To::Terminal => self.binding.finish(end, out).map(Ok),
            To::File(file) => {
                self.binding.finish(end, &mut self.held)?;
                Ok(files::write(file, &self.held))
            }
            To::Appended(file) => {
                self.binding.finish(end, &mut self.held)?;
                Ok(files::append(file, &self.held))
            }
        }
    }
}
