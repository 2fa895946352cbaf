//! `copydesk check`.

use std::io::Write as _;
use std::ops::ControlFlow;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::check;
use crate::cli::drafts::{Drafts, Job, today};
use crate::cli::{CLEAN, FAILED, FOUND, terminal};
use crate::config::Level;
use crate::files::{Fault, order};
use crate::report::human::Human;
use crate::report::{Page, Report, Tally, json};
use crate::rules::Finding;

/// Arguments of `copydesk check`.
#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    drafts: Drafts,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Look only for these rules
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not look for these rules
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The least level of a finding that makes the exit code 1
    #[arg(long, value_name = "LEVEL", default_value = "warning", value_parser = fail_on())]
    fail_on: FailOn,
    /// Show hints in reports for people, too
    #[arg(long)]
    show_hints: bool,
    /// Leave out the summary
    #[arg(long, short)]
    quiet: bool,
}

/// How findings are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the copy, for people
    Human,
    /// One JSON array
    Json,
    /// A JSON object a line
    Jsonl,
}

/// The least level that fails a run; `None`: never.
#[derive(Clone, Copy, Debug)]
struct FailOn(Option<Level>);

fn fail_on() -> impl clap::builder::TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(["hint", "info", "warning", "error", "never"])
        .map(|name| FailOn(Level::NAMES.iter().find(|&&(known, _)| known == name).map(|&(_, level)| level)))
}

/// Checks, reports, and answers with the exit code.
pub fn run(args: &Check) -> u8 {
    let (jobs, faults) = args.drafts.jobs(&args.select, &args.ignore);
    for fault in &faults {
        terminal::say(fault);
    }
    let mut failed = !faults.is_empty();
    let report = args.format.report();
    let mut binding = report.binding();
    let mut out = terminal::out();
    let mut wrote = Ok(());
    let mut tally = Tally::default();
    let today = today();
    let page = |job: &Job| args.page(job, today, &*report);
    order::each(&jobs, args.drafts.threads(), page, |page| {
        match page {
            Ok((page, more)) => {
                tally.add(&more);
                wrote = binding.add(page, &mut out);
            }
            Err(fault) => {
                failed = true;
                terminal::say(fault);
            }
        }
        if wrote.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let wrote = wrote.and_then(|()| binding.finish(&mut out)).and_then(|()| out.flush());
    failed |= !terminal::written(wrote);
    if args.format == Format::Human && !args.quiet && tally.files > 0 {
        terminal::say(tally.summary());
    }
    match args.fail_on {
        _ if failed => FAILED,
        FailOn(Some(level)) if tally.reaches(level) => FOUND,
        _ => CLEAN,
    }
}

impl Check {
    /// The page of one draft, and what it adds to the tally.
    fn page(&self, job: &Job, today: Date, report: &dyn Report) -> Result<(String, Tally), Fault> {
        let draft = self.drafts.read(job, today)?;
        job.guard(|| {
            let checked = check::check(draft, &job.station.desk);
            let least = if self.format == Format::Human && !self.show_hints { Level::Info } else { Level::Hint };
            let findings: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.level >= least).collect();
            let page = Page { path: &job.shown(), source: &checked.source, findings: &findings };
            (report.page(&page), Tally::of(&checked.findings))
        })
    }
}

impl Format {
    fn report(self) -> Box<dyn Report> {
        match self {
            Self::Human => Box::new(Human::new(terminal::styled(), terminal::columns())),
            Self::Json => Box::new(json::Array),
            Self::Jsonl => Box::new(json::Lines),
        }
    }
}
