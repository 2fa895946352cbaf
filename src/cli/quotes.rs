//! `copydesk quotes`.

use std::io::Write as _;
use std::ops::ControlFlow;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::check;
use crate::cli::drafts::{Drafts, Job, today};
use crate::cli::{CLEAN, FAILED, terminal};
use crate::files::{Fault, order};
use crate::report::quotes::Listing;

/// Arguments of `copydesk quotes`.
#[derive(Args, Debug)]
pub struct Quotes {
    #[command(flatten)]
    drafts: Drafts,
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
    let (jobs, faults) = args.drafts.jobs(&[], &[]);
    for fault in &faults {
        terminal::say(fault);
    }
    let mut failed = !faults.is_empty();
    let mut out = terminal::out();
    let (head, between, tail) = match args.format {
        Format::Human => ("", "", ""),
        Format::Json => ("[\n", ",\n", "\n]\n"),
        Format::Jsonl => ("", "\n", "\n"),
        Format::Csv => (Listing::csv_head(args.why), "", ""),
    };
    let mut wrote = out.write_all(head.as_bytes());
    let mut any = false;
    let today = today();
    order::each(
        &jobs,
        args.drafts.threads(),
        |job| args.listing(job, today),
        |listing| {
            match listing {
                Ok(listing) => {
                    let between = if any { between } else { "" };
                    wrote = out.write_all(between.as_bytes()).and_then(|()| out.write_all(listing.as_bytes()));
                    any = true;
                }
                Err(fault) => {
                    failed = true;
                    terminal::say(fault);
                }
            }
            if wrote.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    );
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
            let listing = Listing {
                path: &job.shown(),
                source: &draft.source,
                analysis: &analysis,
                roster: &desk.newsroom().roster,
                why: self.why,
            };
            match self.format {
                Format::Human => listing.human(),
                Format::Json | Format::Jsonl => listing.json(),
                Format::Csv => listing.csv(),
            }
        })
    }
}
