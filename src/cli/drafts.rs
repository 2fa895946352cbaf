//! The drafts that a command was given, and the settings that hold for each.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use clap::Args;
use jiff::civil::Date;

use crate::check::Draft;
use crate::files::bibliography::Bibliographies;
use crate::files::desks::{Desks, Origin, Station};
use crate::files::git::{self, Changed, Since};
use crate::files::{self, Fault, find, order};
use crate::markdown::Syntax;

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";

/// Which drafts, and with which settings.
#[derive(Args, Debug)]
pub struct Drafts {
    /// Files, folders, or - for standard input [default: the current folder]
    paths: Vec<PathBuf>,
    /// Only drafts that changed since the branch left this revision, and of those only the paragraphs that changed
    #[arg(long, value_name = "REV", conflicts_with = "staged")]
    since: Option<String>,
    /// Only drafts that are staged, as they are staged, and of those only the paragraphs that changed
    #[arg(long)]
    staged: bool,
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
    /// Zero-based lines to report on; `None`: all.
    pub lines: Option<Vec<Range<usize>>>,
}

impl Drafts {
    /// Drafts to read, in order, and what stood in the way of others.
    pub fn jobs(&self, select: &[String], ignore: &[String]) -> (Vec<Job>, Vec<Fault>) {
        let origin = match &self.config {
            Some(file) => Origin::File(file.clone()),
            None if self.isolated => Origin::Isolated,
            None => Origin::Found,
        };
        let mut gathered = Gathered {
            desks: Desks::new(origin, select.to_vec(), ignore.to_vec()),
            jobs: Vec::new(),
            faults: Vec::new(),
        };
        let may_be_empty = match self.compared() {
            Some(since) => {
                gathered.changed(&since, &self.paths);
                true
            }
            None => gathered.named(self),
        };
        let Gathered { jobs, mut faults, .. } = gathered;
        if jobs.is_empty() && faults.is_empty() && !may_be_empty {
            faults.push(Fault::of(
                self.paths.first().map_or(Path::new("."), PathBuf::as_path),
                "nothing to check: no .md, .markdown, .qmd, .mdx or .txt file that is not ignored",
            ));
        }
        (jobs, faults)
    }

    /// Files and folders that were named; the current folder when none was.
    pub fn named(&self) -> &[PathBuf] {
        static HERE: LazyLock<[PathBuf; 1]> = LazyLock::new(|| [PathBuf::from(".")]);
        if self.paths.is_empty() { &*HERE } else { &self.paths }
    }

    /// What drafts are compared with; `None`: they are taken whole.
    fn compared(&self) -> Option<Since> {
        let revision = self.since.clone().map(Since::Revision);
        revision.or(self.staged.then_some(Since::Staged))
    }

    /// How many drafts are read at the same time.
    pub fn threads(&self) -> usize {
        self.jobs.map_or_else(order::threads, usize::from)
    }

    /// Reads the draft of `job`. `today` stands in for a date that nobody gives.
    pub fn read(&self, job: &Job, today: Date) -> Result<Draft, Fault> {
        let source = match job {
            Job { standard_input: true, .. } => files::read_standard_input(&job.path)?,
            _ if self.staged => git::staged(&job.path)?,
            _ => files::read(&job.path)?,
        };
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

/// Jobs being gathered.
struct Gathered {
    desks: Desks,
    jobs: Vec<Job>,
    faults: Vec<Fault>,
}

impl Gathered {
    /// Gathers what was named. Whether the desk excludes all of it, which is no fault.
    fn named(&mut self, drafts: &Drafts) -> bool {
        let paths = drafts.named();
        let mut excluded = 0;
        // Runs of paths are looked up together, so that a file named twice is read once.
        for some in paths.split_inclusive(|path| path.as_os_str() == STANDARD_INPUT) {
            let (named, standard_input) = match some.split_last() {
                Some((last, named)) if last.as_os_str() == STANDARD_INPUT => (named, true),
                _ => (some, false),
            };
            let found = find::copy(named);
            self.faults.extend(found.faults);
            excluded += found.excluded.len();
            for path in found.files {
                self.put(path, false, None);
            }
            if standard_input {
                self.put(drafts.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>")), true, None);
            }
        }
        excluded == paths.len()
    }

    /// Gathers what changed.
    fn changed(&mut self, since: &Since, paths: &[PathBuf]) {
        let mut excluded = find::Excluded::default();
        match git::changed(since, paths) {
            Ok(changed) => {
                for Changed { path, lines } in changed {
                    if !excluded.holds(&path) {
                        self.put(path, false, lines);
                    }
                }
            }
            Err(fault) => self.faults.push(fault),
        }
    }

    fn put(&mut self, path: PathBuf, standard_input: bool, lines: Option<Vec<Range<usize>>>) {
        match self.desks.for_file(&path) {
            Ok(station) => self.jobs.push(Job { path, standard_input, station, lines }),
            Err(more) => self.faults.extend(more),
        }
        self.faults.extend(self.desks.take_faults());
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
