//! `copydesk baseline`.

use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;

use crate::cli::drafts::{Drafts, Job, today};
use crate::cli::progress::Progress;
use crate::cli::verdicts::{self, Memory};
use crate::cli::{CLEAN, FAILED, terminal};
use crate::files::baseline::{self, Baseline};
use crate::files::paths::shown;
use crate::files::{Fault, order};

/// Arguments of `copydesk baseline`.
#[derive(Args, Debug)]
pub struct Write {
    #[command(flatten)]
    drafts: Drafts,
    #[command(flatten)]
    memory: Memory,
    /// The file to write; `copydesk check --baseline FILE` reads it
    #[arg(long, value_name = "FILE", default_value = baseline::FILE)]
    baseline: PathBuf,
    /// Only forget what is not found any more. So it is in CI, too
    #[arg(long)]
    prune: bool,
}

/// Writes all findings of today into a baseline, and answers with the exit code.
pub fn run(args: &Write) -> u8 {
    match write(args) {
        Ok(failed) => {
            if failed {
                FAILED
            } else {
                CLEAN
            }
        }
        Err(fault) => {
            terminal::say(fault);
            FAILED
        }
    }
}

/// Whether something could not be read.
fn write(args: &Write) -> Result<bool, Fault> {
    let mut baseline =
        if args.baseline.exists() { Baseline::read(&args.baseline)? } else { Baseline::new(&args.baseline) };
    let before = baseline.len();
    let only_shrink = args.prune || terminal::in_ci();
    let (jobs, faults) = args.drafts.jobs(&[], &[]);
    faults.iter().for_each(terminal::say);
    let today = today();
    let (cache, mut failed) = args.memory.open(today);
    failed |= !faults.is_empty();
    let printer = baseline.emptied();
    let prints = |job: &Job| {
        let (source, verdict) = verdicts::of(&args.drafts, job, cache.as_ref(), today)?;
        Ok(printer.prints(&job.path, &source, &verdict.findings))
    };
    let mut kept_out = 0;
    let progress = Progress::of(jobs.len());
    let _ = order::each(&jobs, args.drafts.threads(), prints, |prints: Result<_, Fault>| {
        progress.step();
        match prints {
            Ok((path, prints)) => kept_out += baseline.put(path, prints, only_shrink),
            Err(fault) => {
                failed = true;
                progress.aside(|| terminal::say(fault));
            }
        }
        ControlFlow::Continue(())
    });
    drop(progress);
    for fault in args.drafts.bibliographies.take_faults() {
        failed = true;
        terminal::say(fault);
    }
    verdicts::keep(cache);
    baseline.forget_missing();
    baseline.write(&args.baseline)?;
    let (path, now) = (shown(&args.baseline), baseline.len());
    terminal::say(format_args!("{path}: {now} findings are known, {before} were before"));
    if kept_out > 0 {
        let why = if args.prune { "--prune adds nothing" } else { "in CI a baseline only shrinks" };
        terminal::say(format_args!(
            "{kept_out} findings were not added, for {why}; to accept them, run `copydesk baseline` where CI is not set and commit the file"
        ));
    }
    Ok(failed)
}
