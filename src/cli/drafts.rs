//! The drafts that a command was given, and the settings that hold for each.

use std::collections::HashSet;
use std::mem;
use std::ops::{ControlFlow, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, OnceLock};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::check::Draft;
use crate::cli::whose::Whose;
use crate::files::bibliography::Bibliographies;
use crate::files::desks::{self, Desks, Station};
use crate::files::documents::{self, Document, Documents};
use crate::files::git::{self, Changed, Since};
use crate::files::{self, Fault, find, lists, order};
use crate::markdown::Syntax;
use crate::text::Source;

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";

/// Which drafts, and with which settings.
#[derive(Args, Debug, Default)]
pub struct Drafts {
    /// Files, folders, @LIST for a file that lists some, or - for standard input [default: the current folder]
    paths: Vec<PathBuf>,
    /// Only drafts that changed since the branch left this revision, and of those only the paragraphs that changed
    #[arg(long, value_name = "REV", conflicts_with = "staged")]
    since: Option<String>,
    /// Only drafts that are staged, as they are staged, and of those only the paragraphs that changed
    #[arg(long)]
    staged: bool,
    #[command(flatten)]
    whose: Whose,
    /// Hold quotations against this transcript, too, even if its source is sealed; may be given more than once
    #[arg(long, value_name = "FILE")]
    transcript: Vec<PathBuf>,
    /// The name that standard input goes by: in reports, for settings and for how it is read
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// What - is: one draft as it is, or ndjson, a line {"path": …, "text": …} for each draft, answered with a line for
    /// each. Unless this says it, ndjson is known by its beginning where the answer is JSON Lines
    #[arg(long, value_name = "FORMAT", value_enum)]
    stdin_format: Option<StandardInput>,
    /// How many files to read at the same time [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// The bibliographies and transcripts that drafts name.
    #[arg(skip)]
    pub bibliographies: Bibliographies,
    /// `paths` with those that lists name, read once.
    #[arg(skip)]
    named: OnceLock<Named>,
}

/// What standard input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum StandardInput {
    /// One draft
    Text,
    /// A draft a line
    Ndjson,
}

/// What was named on the command line and in lists.
#[derive(Debug, Default)]
struct Named {
    paths: Vec<PathBuf>,
    faults: Vec<Fault>,
    /// Whether a list was among them, which may well be empty.
    lists: bool,
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
    /// Its text, where it came with its name; `None` when it is still to be read.
    pub text: Option<String>,
}

impl Drafts {
    /// All drafts in a folder, or one draft, with the settings that hold there.
    pub fn below(path: &Path) -> Self {
        Self { paths: vec![path.to_owned()], ..Self::default() }
    }

    /// Drafts to read, in order, and what stood in the way of others.
    pub fn jobs(&self, select: &[String], ignore: &[String]) -> (Vec<Job>, Vec<Fault>) {
        let mut gathered = self.gathered(select, ignore);
        let may_be_empty = match self.compared() {
            Some(since) => {
                gathered.changed(&since, &self.named_or_listed().paths);
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

    /// Drafts of which each is a line of standard input, handed to `take` as they come, with what stood in the way of
    /// others. `take` may end it early.
    pub fn stream(
        &self,
        select: &[String],
        ignore: &[String],
        mut take: impl FnMut(Vec<Job>, Vec<Fault>) -> ControlFlow<()>,
    ) {
        let mut documents = Documents::on_standard_input();
        let mut gathered = self.gathered(select, ignore);
        while let Some(batch) = documents.batch() {
            for document in batch {
                match document {
                    Ok(Document { path, text }) => gathered.put(path, true, None, Some(text), true),
                    Err(fault) => gathered.faults.push(fault),
                }
            }
            if take(mem::take(&mut gathered.jobs), mem::take(&mut gathered.faults)).is_break() {
                return;
            }
        }
    }

    /// Whether standard input holds a draft a line. `lines`: whether that is what the answer will be.
    pub fn is_stream(&self, lines: bool) -> Result<bool, Fault> {
        let alone = matches!(&*self.paths, [path] if path.as_os_str() == STANDARD_INPUT);
        let fault = |message: &str| Err(Fault::of(Path::new("--stdin-format"), message));
        match self.stdin_format {
            Some(StandardInput::Text) => Ok(false),
            Some(StandardInput::Ndjson) if !alone => fault("ndjson goes with - and no other draft"),
            Some(StandardInput::Ndjson) if !lines => fault("ndjson is answered in one way; add --format jsonl"),
            Some(StandardInput::Ndjson) => Ok(true),
            None => Ok(alone && lines && self.stdin_filename.is_none() && documents::are_on_standard_input()),
        }
    }

    fn gathered(&self, select: &[String], ignore: &[String]) -> Gathered {
        order::prepare();
        let desks = Desks::new(self.whose.origin(), select.to_vec(), ignore.to_vec());
        let desks = desks.with_transcripts(self.transcript.clone());
        Gathered { desks, jobs: Vec::new(), faults: Vec::new() }
    }

    /// Files and folders that were named; the current folder when none was.
    pub fn named(&self) -> &[PathBuf] {
        static HERE: LazyLock<[PathBuf; 1]> = LazyLock::new(|| [PathBuf::from(".")]);
        if self.paths.is_empty() { &*HERE } else { &self.named_or_listed().paths }
    }

    fn named_or_listed(&self) -> &Named {
        self.named.get_or_init(|| {
            let mut named = Named::default();
            for path in &self.paths {
                // A file whose name begins with the sign is named as ./@file.
                let Some(list) = list_of(path) else {
                    named.paths.push(path.clone());
                    continue;
                };
                named.lists = true;
                match lists::read(&list) {
                    Ok(mut paths) => named.paths.append(&mut paths),
                    Err(fault) => named.faults.push(fault),
                }
            }
            named
        })
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
            Job { text: Some(text), .. } => Source::new(text.clone()),
            Job { standard_input: true, .. } => files::read_standard_input(&job.path)?,
            _ if self.staged => git::staged(&job.path)?,
            _ => files::read(&job.path)?,
        };
        let syntax = files::syntax_of(&job.path).unwrap_or(Syntax::Markdown);
        let bibliography = self.bibliographies.of(&job.path, &source, syntax);
        let transcripts = self.bibliographies.transcripts_of(&job.path, &source, syntax, bibliography.as_deref());
        Ok(Draft {
            path: job.station.relative(&job.path),
            source,
            syntax,
            bibliography,
            transcripts,
            date: self.whose.date,
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
            let named: HashSet<&PathBuf> = named.iter().collect();
            self.faults.extend(found.faults);
            excluded += found.excluded.len();
            for path in found.files {
                let named = named.contains(&path);
                self.put(path, false, None, None, named);
            }
            if standard_input {
                self.put(
                    drafts.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>")),
                    true,
                    None,
                    None,
                    true,
                );
            }
        }
        let named = drafts.named_or_listed();
        self.faults.extend(named.faults.iter().cloned());
        excluded == paths.len() || named.lists && paths.is_empty()
    }

    /// Gathers what changed.
    fn changed(&mut self, since: &Since, paths: &[PathBuf]) {
        let mut excluded = find::Excluded::default();
        match git::changed(since, paths) {
            Ok(changed) => {
                for Changed { path, lines } in changed {
                    if !excluded.holds(&path) {
                        self.put(path, false, lines, None, false);
                    }
                }
            }
            Err(fault) => self.faults.push(fault),
        }
        self.faults.append(&mut excluded.faults);
    }

    /// Puts a draft in. A transcript is nobody's draft, but where it is `named`.
    fn put(
        &mut self,
        path: PathBuf,
        standard_input: bool,
        lines: Option<Vec<Range<usize>>>,
        text: Option<String>,
        named: bool,
    ) {
        match self.desks.for_file(&path) {
            Ok(station)
                if !named && !station.newsroom.is_empty() && station.newsroom.contains(&desks::absolute(&path)) => {}
            Ok(station) => self.jobs.push(Job { path, standard_input, station, lines, text }),
            Err(more) => self.faults.extend(more),
        }
        self.faults.extend(self.desks.take_faults());
    }
}

impl Job {
    /// The draft's name in reports.
    pub fn shown(&self) -> String {
        files::paths::shown(&self.path)
    }

    /// Does `work`, which must not fail. If it does, that is our fault, and the other drafts do not suffer.
    pub fn guard<T>(&self, work: impl FnOnce() -> T) -> Result<T, Fault> {
        catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
            Fault::of(&self.path, "copydesk failed on this file, which is a fault of ours; please report it")
        })
    }
}

/// The list that `@LIST` names; `None` when a path is no such thing.
fn list_of(path: &Path) -> Option<PathBuf> {
    let name = path.as_os_str().as_encoded_bytes().strip_prefix(b"@")?;
    (!name.is_empty()).then(|| git::path_of(name))
}

/// The date where the person sits.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}
