//! `copydesk check`.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use jiff::civil::Date;

use crate::check::{self, Allowed};
use crate::cli::drafts::{Drafts, Job, today};
use crate::cli::output::{self, Bound, Output, Wanted};
use crate::cli::{CLEAN, FAILED, FOUND, terminal};
use crate::config::Level;
use crate::files::{Fault, order};
use crate::report::{End, Page, Tally, redact};
use crate::rules::Finding;

/// Arguments of `copydesk check`.
#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    drafts: Drafts,
    /// How to report: human, compact, json, jsonl, sarif, github, gitlab, junit or rdjsonl; FORMAT=FILE writes a file
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "human", value_delimiter = ',')]
    format: Vec<Wanted>,
    /// Write the report to a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
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
    /// Show no copy: messages become the rule's summary. So it is in CI, too, for a draft under embargo
    #[arg(long)]
    redact: bool,
    /// How many warnings a run may have before they fail it
    #[arg(long, value_name = "N")]
    max_warnings: Option<usize>,
    /// Leave out the summary
    #[arg(long, short)]
    quiet: bool,
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
    let outputs = match output::wanted(&args.format, args.output.as_ref(), terminal::job_summary()) {
        Ok(outputs) => outputs,
        Err(fault) => {
            terminal::say(format_args!("copydesk: {fault}"));
            return FAILED;
        }
    };
    let (jobs, faults) = args.drafts.jobs(&args.select, &args.ignore);
    for fault in &faults {
        terminal::say(fault);
    }
    let mut end = End { tally: Tally::default(), failed: !faults.is_empty() };
    let mut bound: Vec<Bound<'_>> = outputs.iter().map(Output::open).collect();
    let mut out = terminal::out();
    let mut wrote = Ok(());
    let (today, in_ci) = (today(), terminal::in_ci());
    let pages = |job: &Job| args.pages(job, today, in_ci, &outputs);
    order::each(&jobs, args.drafts.threads(), pages, |pages| {
        match pages {
            Ok((pages, tally)) => {
                end.tally.add(&tally);
                wrote = bound.iter_mut().zip(pages).try_for_each(|(bound, page)| bound.add(page, &mut out));
            }
            Err(fault) => {
                end.failed = true;
                terminal::say(fault);
            }
        }
        if wrote.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if wrote.is_ok() {
        wrote = finish(bound, &mut end, &mut out);
    }
    end.failed |= !terminal::written(wrote.and_then(|()| out.flush()));
    if outputs.iter().any(|output| output.for_people) && !args.quiet && end.tally.files > 0 {
        terminal::say(end.tally.summary());
    }
    args.exit_code(&end)
}

/// Ends every report; a file that cannot be written does not keep the others from it.
fn finish(bound: Vec<Bound<'_>>, end: &mut End, out: &mut dyn Write) -> io::Result<()> {
    let known = *end;
    for bound in bound {
        if let Err(fault) = bound.finish(&known, out)? {
            end.failed = true;
            terminal::say(fault);
        }
    }
    Ok(())
}

impl Check {
    /// The page of one draft in every report, and what it adds to the tally.
    fn pages(&self, job: &Job, today: Date, in_ci: bool, outputs: &[Output]) -> Result<(Vec<String>, Tally), Fault> {
        let draft = self.drafts.read(job, today)?;
        job.guard(|| {
            let checked = check::check(draft, &job.station.desk);
            let tally = Tally::of(&checked.findings);
            let front_matter = checked.analysis.article.front_matter.as_ref();
            let redacted = self.redact || in_ci && front_matter.is_some_and(|matter| matter.unpublished);
            let told = |finding: &Finding| if redacted { redact(finding) } else { finding.clone() };
            let all: Vec<Finding> = checked.findings.iter().map(told).collect();
            let told = |allowed: &Allowed| Allowed { finding: told(&allowed.finding), reason: allowed.reason.clone() };
            let allowed: Vec<Allowed> = checked.allowed.iter().map(told).collect();
            let shown: Vec<Finding> = all.iter().filter(|finding| finding.level > Level::Hint).cloned().collect();
            let path = job.shown();
            let page = |output: &Output| {
                let findings = if output.for_people && !self.show_hints { &shown } else { &all };
                let (path, source) = (path.as_str(), &checked.source);
                output.report.page(&Page { path, source, findings, allowed: &allowed, redacted })
            };
            (outputs.iter().map(page).collect(), tally)
        })
    }

    fn exit_code(&self, end: &End) -> u8 {
        if end.failed {
            return FAILED;
        }
        let FailOn(Some(level)) = self.fail_on else { return CLEAN };
        let tolerated = self.max_warnings.is_some_and(|most| {
            level == Level::Warning && !end.tally.reaches(Level::Error) && end.tally.count(Level::Warning) <= most
        });
        if end.tally.reaches(level) && !tolerated { FOUND } else { CLEAN }
    }
}
