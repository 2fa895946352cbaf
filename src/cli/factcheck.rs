//! `copydesk factcheck`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::check;
use crate::cli::discretion::Discretion;
use crate::cli::drafts::{Drafts, Job, today};
use crate::cli::{CLEAN, FAILED, terminal};
use crate::files::{self, Fault};
use crate::report::factcheck::state::Memory;
use crate::report::factcheck::{Material, Sheet, csv, html};
use crate::report::sheet;

/// Arguments of `copydesk factcheck`.
#[derive(Args, Debug)]
pub struct Factcheck {
    #[command(flatten)]
    drafts: Drafts,
    #[command(flatten)]
    discretion: Discretion,
    /// Where the sheet goes: NAME.html, NAME.csv or NAME.md. Only you can read it
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// What checkers wrote down [default: the output's name, ending in .check.toml]
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Take in what checkers wrote into a sheet that went out as CSV
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

/// How the sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Html,
    Csv,
    Markdown,
}

/// Writes the sheet of one draft, and answers with the exit code.
pub fn run(args: &Factcheck) -> u8 {
    let (jobs, mut faults) = args.drafts.jobs(&[], &[]);
    match &jobs[..] {
        [job] => faults.extend(args.write(job).err()),
        [] => {}
        [job, ..] => faults.push(Fault::of(&job.path, format!("is one of {} drafts; a sheet is of one", jobs.len()))),
    }
    for fault in args.drafts.bibliographies.take_faults().into_iter().chain(faults.iter().cloned()) {
        terminal::say(&fault);
    }
    if faults.is_empty() { CLEAN } else { FAILED }
}

impl Factcheck {
    fn write(&self, job: &Job) -> Result<(), Fault> {
        let format = self.format()?;
        let state = self.state.clone().unwrap_or_else(|| self.output.with_extension("check.toml"));
        if let Some(file) = [&self.output, &state].into_iter().find(|file| files::same(file, &job.path)) {
            return Err(Fault::of(file, "is the draft itself; name another file with -o"));
        }
        let mut memory = if state.exists() { remembered(&state)? } else { Memory::default() };
        if let Some(file) = &self.from {
            memory.take(written(file)?);
        }
        let draft = self.drafts.read(job, today())?;
        let bibliography = draft.bibliography.clone();
        let name = job.path.file_name().map_or_else(|| job.shown(), |name| name.to_string_lossy().into_owned());
        let (page, kept) = job.guard(|| {
            let desk = &job.station.desk;
            let checked = check::check(draft, desk);
            self.discretion.allows(&job.path, &checked.analysis.article)?;
            let newsroom = desk.newsroom();
            let libraries: Vec<_> = [&newsroom.library].into_iter().chain(bibliography.as_deref()).collect();
            let material = Material { checked: &checked, roster: &newsroom.roster, libraries: &libraries };
            let sheet = Sheet::of(&material, &memory);
            let page = match format {
                Format::Html => html::page(&sheet, &checked, &name),
                Format::Csv => csv::write(&sheet),
                Format::Markdown => sheet::markdown(&checked),
            };
            Ok((page, Memory::file(&sheet, &name)))
        })??;
        files::write_private(&self.output, page.as_bytes())?;
        files::write_private(&state, kept.as_bytes())
    }

    fn format(&self) -> Result<Format, Fault> {
        let ending = self.output.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match ending.to_ascii_lowercase().as_str() {
            "html" | "htm" => Ok(Format::Html),
            "csv" => Ok(Format::Csv),
            "md" => Ok(Format::Markdown),
            _ => {
                Err(Fault::of(&self.output, "no sheet is written in such a file; end its name with .html, .csv or .md"))
            }
        }
    }
}

/// What stands in a `.check.toml`.
fn remembered(path: &Path) -> Result<Memory, Fault> {
    let source = files::read(path)?;
    Memory::parse(source.text()).map_err(|problem| Fault::at(path, &source, &problem))
}

/// What stands in a CSV.
fn written(path: &Path) -> Result<Vec<crate::report::factcheck::state::Entry>, Fault> {
    let source = files::read(path)?;
    csv::read(source.text()).map_err(|(line, message)| Fault { path: path.to_owned(), place: Some((line, 1)), message })
}
