//! `copydesk check`.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use crate::cli::discretion::Discretion;
use crate::cli::drafts::{Drafts, today};
use crate::cli::output::{self, Bound, Output, Wanted};
use crate::cli::progress::Progress;
use crate::cli::sheet::{Mending, Run, Sheet};
use crate::cli::verdicts::{self, Memory};
use crate::cli::{CLEAN, FAILED, FOUND, show, terminal, watch};
use crate::config::Level;
use crate::files::baseline::Baseline;
use crate::files::{Fault, order};
use crate::report::{End, Tally};

/// Arguments of `copydesk check`.
#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    drafts: Drafts,
    #[command(flatten)]
    memory: Memory,
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
    /// Make the safe fixes and report what is left. Words that a reader reads are never changed
    #[arg(long, conflicts_with_all = ["diff", "since", "staged"])]
    fix: bool,
    /// Print the safe fixes as a patch and change nothing
    #[arg(long, conflicts_with_all = ["output", "format", "redact", "since", "staged"])]
    diff: bool,
    /// Count the findings of each rule instead of showing them
    #[arg(long)]
    statistics: bool,
    /// Show hints in reports for people, too
    #[arg(long)]
    show_hints: bool,
    /// Leave findings alone that this file knows; `copydesk baseline` writes it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Show no copy: messages become the rule's summary. So it is in CI, too, for a draft that is not published
    #[arg(long, conflicts_with = "no_redact")]
    redact: bool,
    #[command(flatten)]
    discretion: Discretion,
    /// How many warnings a run may have before they fail it
    #[arg(long, value_name = "N")]
    max_warnings: Option<usize>,
    /// List the files that would be checked, and why each other file is left out
    #[arg(long, conflicts_with = "show_settings")]
    show_files: bool,
    /// Show the settings that hold, and where each comes from
    #[arg(long)]
    show_settings: bool,
    /// Check again whenever a draft or the settings change, until interrupted
    #[arg(long, conflicts_with_all = ["fix", "diff", "show_files", "show_settings"])]
    watch: bool,
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
    if args.show_files {
        return show::files(&args.drafts, &args.select, &args.ignore);
    }
    if args.show_settings {
        return show::settings(&args.drafts, &args.select, &args.ignore);
    }
    if args.watch { watch::run(&args.drafts, args.outputs(), || once(args)) } else { once(args) }
}

/// Checks and reports what there is now, and answers with the exit code.
fn once(args: &Check) -> u8 {
    let stream = match args.drafts.is_stream(args.format.iter().any(Wanted::is_lines)) {
        Ok(stream) => stream,
        Err(fault) => {
            terminal::say(fault);
            return FAILED;
        }
    };
    let (jobs, faults) = if stream { (Vec::new(), Vec::new()) } else { args.drafts.jobs(&args.select, &args.ignore) };
    let mut outputs = match output::wanted(&args.format, args.output.as_ref(), args.statistics) {
        Ok(outputs) => outputs,
        Err(fault) => {
            terminal::say(format_args!("copydesk: {fault}"));
            return FAILED;
        }
    };
    // Without its baseline a run says more than is new, and none of it is wrong.
    let (baseline, no_baseline) = match args.baseline.as_deref().map(Baseline::read).transpose() {
        Ok(baseline) => (baseline, false),
        Err(fault) => {
            terminal::say(fault);
            (None, true)
        }
    };
    if args.diff || args.fix && jobs.iter().any(|job| job.standard_input) {
        // Standard output is for the patch or the mended draft.
        outputs.retain(Output::is_file);
    }
    if stream {
        output::a_line_a_document(&mut outputs);
    }
    for fault in &faults {
        terminal::say(fault);
    }
    let mut unread = Vec::new();
    let mending = match (args.fix, args.diff) {
        (true, _) => Mending::Make,
        (_, true) => Mending::Show,
        _ => Mending::Offer,
    };
    let today = today();
    let (cache, no_cache) = if mending == Mending::Offer { args.memory.open(today) } else { (None, false) };
    let mut end = End { tally: Tally::default(), failed: no_cache || no_baseline || !faults.is_empty() };
    let mut bound: Vec<Bound<'_>> = outputs.iter().map(Output::open).collect();
    let mut out = terminal::out();
    let mut wrote = Ok(());
    let run = Run {
        drafts: &args.drafts,
        outputs: &outputs,
        mending,
        show_hints: args.show_hints,
        baseline: baseline.as_ref(),
        cache: cache.as_ref(),
        redact: args.redact,
        discreet: args.discretion.is_due(),
        today,
    };
    let progress = Progress::of(jobs.len());
    let watched = stream || terminal::shows_output();
    let mut take = |sheet: Result<Sheet, Fault>| {
        progress.step();
        match sheet {
            Ok(sheet) => {
                end.tally.add(&sheet.tally);
                unread.extend(sheet.unread);
                let write = || {
                    out.write_all(sheet.text.as_bytes())?;
                    let mut pages = bound.iter_mut().zip(sheet.pages);
                    pages.try_for_each(|(bound, page)| bound.add(page, &mut out))?;
                    if watched { out.flush() } else { Ok(()) }
                };
                wrote = progress.aside(write);
            }
            Err(fault) => {
                end.failed = true;
                progress.aside(|| terminal::say(fault));
            }
        }
        if wrote.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let threads = args.drafts.threads();
    if stream {
        args.drafts.stream(&args.select, &args.ignore, |jobs, faults| {
            faults.into_iter().try_for_each(|fault| take(Err(fault)))?;
            order::each(&jobs, threads, |job| run.sheet(job), &mut take)
        });
    } else {
        let _ = order::each(&jobs, threads, |job| run.sheet(job), &mut take);
    }
    drop(progress);
    for fault in args.drafts.bibliographies.take_faults() {
        end.failed = true;
        terminal::say(fault);
    }
    verdicts::keep(cache);
    if wrote.is_ok() {
        wrote = finish(bound, &mut end, &mut out);
    }
    end.failed |= !terminal::written(wrote.and_then(|()| out.flush()));
    if (args.diff || outputs.iter().any(|output| output.for_people)) && !args.quiet && end.tally.files > 0 {
        let summary = end.tally.summary();
        let summary = if args.diff { summary.replacen(" mended; ", " to mend; ", 1) } else { summary };
        terminal::say(summary);
    }
    if !args.quiet {
        say_unread(&unread);
    }
    // Of rules that were not looked for nobody knows.
    if end.tally.stale > 0 && args.select.is_empty() && args.ignore.is_empty() && !args.quiet {
        let stale = end.tally.stale;
        terminal::say(format_args!(
            "{stale} known from the baseline are gone; `copydesk baseline --prune` forgets them"
        ));
    }
    args.exit_code(&end)
}

/// Says which drafts are in a language that is not read, a few of them by name: a run without findings must not pass for
/// a run that looked.
fn say_unread(unread: &[String]) {
    let named = unread.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = match unread.len() {
        0 => return,
        1..=3 => String::new(),
        count => format!(" and {} more", count - 3),
    };
    terminal::say(format_args!("not English, so only marks and citations were checked: {named}{more}"));
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
    /// The files that it writes.
    fn outputs(&self) -> Vec<PathBuf> {
        self.format.iter().filter_map(Wanted::file).chain(self.output.as_ref()).cloned().collect()
    }

    fn exit_code(&self, end: &End) -> u8 {
        if end.failed {
            return FAILED;
        }
        if self.diff {
            return if end.tally.mended > 0 { FOUND } else { CLEAN };
        }
        let FailOn(Some(level)) = self.fail_on else { return CLEAN };
        let tolerated = self.max_warnings.is_some_and(|most| {
            level == Level::Warning && !end.tally.reaches(Level::Error) && end.tally.count(Level::Warning) <= most
        });
        if end.tally.reaches(level) && !tolerated { FOUND } else { CLEAN }
    }
}
