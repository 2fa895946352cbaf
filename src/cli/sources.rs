//! `copydesk sources`.

use std::io::Write as _;

use clap::{Args, ValueEnum};
use rustc_hash::FxHashSet;

use crate::check;
use crate::cli::discretion::Discretion;
use crate::cli::drafts::{Drafts, Job, today};
use crate::cli::{CLEAN, FAILED, terminal};
use crate::files::Fault;
use crate::report::sources::{self, bibtex, csl, jsonld, table};
use crate::sources::{Library, SourceRecord};

/// Arguments of `copydesk sources`.
#[derive(Args, Debug)]
pub struct Sources {
    #[command(flatten)]
    drafts: Drafts,
    #[command(flatten)]
    discretion: Discretion,
    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::CslJson)]
    format: Format,
}

/// How sources are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// CSL-JSON, as reference managers read it
    CslJson,
    /// BibLaTeX
    Bibtex,
    /// A schema.org NewsArticle for each draft, with what it cites and whom it quotes
    JsonLd,
    /// A row a source
    Csv,
}

/// Writes what the drafts cite, and answers with the exit code.
pub fn run(args: &Sources) -> u8 {
    let (jobs, mut faults) = args.drafts.jobs(&[], &[]);
    let (mut all, mut articles) = (Vec::new(), Vec::new());
    let mut ids = FxHashSet::default();
    for job in &jobs {
        match args.read(job) {
            Ok((records, article)) => {
                // Two drafts may cite one source.
                all.extend(records.into_iter().filter(|record| ids.insert((record.id.clone(), record.url.clone()))));
                articles.extend(article);
            }
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(args.drafts.bibliographies.take_faults());
    for fault in &faults {
        terminal::say(fault);
    }
    let text = match args.format {
        Format::CslJson => csl::write(&all),
        Format::Bibtex => bibtex::write(&all),
        Format::JsonLd => jsonld::write(articles),
        Format::Csv => table::write(&all),
    };
    let mut out = terminal::out();
    let written = terminal::written(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
    if faults.is_empty() && written { CLEAN } else { FAILED }
}

impl Sources {
    /// What one draft cites, and for JSON-LD the draft itself.
    fn read(&self, job: &Job) -> Result<(Vec<SourceRecord>, Option<serde_json::Value>), Fault> {
        let draft = self.drafts.read(job, today())?;
        job.guard(|| {
            let desk = &job.station.desk;
            let bibliography = draft.bibliography.clone();
            let analysis = check::check(draft, desk).analysis;
            self.discretion.allows(&job.path, &analysis.article)?;
            let libraries: Vec<&Library> =
                [&desk.newsroom().library].into_iter().chain(bibliography.as_deref()).collect();
            let records = sources::cited(&analysis.article, &libraries);
            let article = (self.format == Format::JsonLd).then(|| jsonld::article(&analysis, &records));
            Ok((records, article))
        })?
    }
}
