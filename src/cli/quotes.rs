//! `copydesk quotes`.

use std::io::Write as _;
use std::ops::ControlFlow;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::check;
use crate::cli::discretion::Discretion;
use crate::cli::drafts::{Drafts, Job, today};
use crate::cli::progress::Progress;
use crate::cli::{CLEAN, FAILED, terminal};
use crate::files::{Fault, order};
use crate::report::quotes::Listing;

/// Arguments of `copydesk quotes`.
#[derive(Args, Debug)]
pub struct Quotes {
    #[command(flatten)]
    drafts: Drafts,
    #[command(flatten)]
    discretion: Discretion,
    /// How to list them
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Give the evidence: who else could have said it, and why not
    #[arg(long)]
    why: bool,
}

/// How quotations are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON array with an object a draft
    Json,
    /// A JSON object a draft, each on its line
    Jsonl,
    /// A row a quotation, with a row of names at the top
    Csv,
}

/// Lists, and answers with the exit code.
pub fn run(args: &Quotes) -> u8 {
    let stream = match args.drafts.is_stream(args.format == Format::Jsonl) {
        Ok(stream) => stream,
        Err(fault) => {
            terminal::say(fault);
            return FAILED;
        }
    };
    let (jobs, faults) = if stream { (Vec::new(), Vec::new()) } else { args.drafts.jobs(&[], &[]) };
    for fault in &faults {
        terminal::say(fault);
    }
    let mut failed = !faults.is_empty();
    let mut out = terminal::out();
    let (head, between, tail) = match args.format {
        Format::Human => ("", "", ""),
        Format::Json => ("[\n", ",\n", "\n]\n"),
        Format::Jsonl => ("", "", ""),
        Format::Csv => (Listing::csv_head(args.why), "", ""),
    };
    let mut wrote = out.write_all(head.as_bytes());
    let mut any = false;
    let today = today();
    let progress = Progress::of(jobs.len());
    let watched = stream || terminal::shows_output();
    let mut take = |listing: Result<String, Fault>| {
        progress.step();
        match listing {
            Ok(listing) => {
                let between = if any { between } else { "" };
                let write = || {
                    out.write_all(between.as_bytes())?;
                    out.write_all(listing.as_bytes())?;
                    if watched { out.flush() } else { Ok(()) }
                };
                wrote = progress.aside(write);
                any = true;
            }
            Err(fault) => {
                failed = true;
                progress.aside(|| terminal::say(fault));
            }
        }
        if wrote.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let threads = args.drafts.threads();
    if stream {
        args.drafts.stream(&[], &[], |jobs, faults| {
            faults.into_iter().try_for_each(|fault| take(Err(fault)))?;
            order::each(&jobs, threads, |job| args.listing(job, today), &mut take)
        });
    } else {
        let _ = order::each(&jobs, threads, |job| args.listing(job, today), &mut take);
    }
    drop(progress);
    for fault in args.drafts.bibliographies.take_faults() {
        failed = true;
        terminal::say(fault);
    }
    let tail = if any || args.format == Format::Json { tail } else { "" };
    let wrote = wrote.and_then(|()| out.write_all(tail.as_bytes())).and_then(|()| out.flush());
    failed |= !terminal::written(wrote);
    if failed { FAILED } else { CLEAN }
}

impl Quotes {
    fn listing(&self, job: &Job, today: Date) -> Result<String, Fault> {
        let draft = self.drafts.read(job, today)?;
        job.guard(|| {
            let desk = &job.station.desk;
            let analysis = check::speech(&draft, desk);
            self.discretion.allows(&job.path, &analysis.article)?;
            let listing = Listing {
                path: &job.shown(),
                source: &draft.source,
                analysis: &analysis,
                roster: &desk.newsroom().roster,
                why: self.why,
            };
            Ok(match self.format {
                Format::Human => listing.human(),
                Format::Json => listing.json(),
                Format::Jsonl => listing.json() + "\n",
                Format::Csv => listing.csv(),
            })
        })?
    }
}
