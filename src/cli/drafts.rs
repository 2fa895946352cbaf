//! The drafts that a command was given, and the settings that hold for each.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use crate::check::Draft;
use crate::files::bibliography::Bibliographies;
use crate::files::desks::{Desks, Origin, Station};
use crate::files::{self, Fault, find, order};
use crate::markdown::Syntax;

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";

/// Which drafts, and with which settings.
#[derive(Args, Debug)]
pub struct Drafts {
    /// Files, folders, or - for standard input [default: the current folder]
    paths: Vec<PathBuf>,
    /// Use this settings file for all drafts instead of the nearest copydesk.toml above each
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Use no settings file and no newsroom data
    #[arg(long)]
    isolated: bool,
    /// The day the drafts are about, instead of the date each gives
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// The name that standard input goes by: in reports, for settings and for how it is read
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// How many files to read at the same time [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// The bibliographies that drafts name.
    #[arg(skip)]
    pub bibliographies: Bibliographies,
}

/// One draft to read.
#[derive(Debug)]
pub struct Job {
    /// Where it is, or the name that standard input goes by.
    pub path: PathBuf,
    /// Whether it is standard input.
    pub standard_input: bool,
    /// The settings that hold for it.
    pub station: Arc<Station>,
}

impl Drafts {
    /// Drafts to read, in order, and what stood in the way of others.
    pub fn jobs(&self, select: &[String], ignore: &[String]) -> (Vec<Job>, Vec<Fault>) {
        let origin = match &self.config {
            Some(file) => Origin::File(file.clone()),
            None if self.isolated => Origin::Isolated,
            None => Origin::Found,
        };
        let mut desks = Desks::new(origin, select.to_vec(), ignore.to_vec());
        let (mut jobs, mut faults) = (Vec::new(), Vec::new());
        let mut put = |path: PathBuf, standard_input: bool, faults: &mut Vec<Fault>| {
            match desks.for_file(&path) {
                Ok(station) => jobs.push(Job { path, standard_input, station }),
                Err(more) => faults.extend(more),
            }
            faults.extend(desks.take_faults());
        };
        let here = [PathBuf::from(".")];
        let paths = if self.paths.is_empty() { &here[..] } else { &self.paths };
        // Runs of paths are looked up together, so that a file named twice is read once.
        for some in paths.split_inclusive(|path| path.as_os_str() == STANDARD_INPUT) {
            let (named, standard_input) = match some.split_last() {
                Some((last, named)) if last.as_os_str() == STANDARD_INPUT => (named, true),
                _ => (some, false),
            };
            let found = find::copy(named);
            faults.extend(found.faults);
            for path in found.files {
                put(path, false, &mut faults);
            }
            if standard_input {
                put(self.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>")), true, &mut faults);
            }
        }
        if jobs.is_empty() && faults.is_empty() {
            faults.push(Fault::of(
                paths.first().map_or(Path::new("."), PathBuf::as_path),
                "nothing to check: no .md, .markdown, .qmd, .mdx or .txt file that is not ignored",
            ));
        }
        (jobs, faults)
    }

    /// How many drafts are read at the same time.
    pub fn threads(&self) -> usize {
        self.jobs.map_or_else(order::threads, usize::from)
    }

    /// Reads the draft of `job`. `today` stands in for a date that nobody gives.
    pub fn read(&self, job: &Job, today: Date) -> Result<Draft, Fault> {
        let source = if job.standard_input { files::read_standard_input(&job.path)? } else { files::read(&job.path)? };
        let syntax = files::syntax_of(&job.path).unwrap_or(Syntax::Markdown);
        let bibliography = self.bibliographies.of(&job.path, &source, syntax);
        Ok(Draft {
            path: job.station.relative(&job.path),
            source,
            syntax,
            bibliography,
            date: self.date,
            today: Some(today),
        })
    }
}

impl Job {
    /// The draft's name in reports.
    pub fn shown(&self) -> String {
        files::shown(&self.path)
    }

    /// Does `work`, which must not fail. If it does, that is our fault, and the other drafts do not suffer.
    pub fn guard<T>(&self, work: impl FnOnce() -> T) -> Result<T, Fault> {
        catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
            Fault::of(&self.path, "copydesk failed on this file, which is a fault of ours; please report it")
        })
    }
}

/// The date where the person sits.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}
