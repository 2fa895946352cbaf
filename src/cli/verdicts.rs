//! The verdict on a draft: from an earlier run where nothing has changed, else from reading it.

use clap::Args;
use jiff::civil::Date;

use crate::check::{self, Checked, Draft, Verdict};
use crate::cli::drafts::{Drafts, Job};
use crate::cli::terminal;
use crate::files::Fault;
use crate::files::cache::{self, Cache};
use crate::text::Source;

/// Whether verdicts of earlier runs are used.
#[derive(Args, Clone, Copy, Debug)]
pub struct Memory {
    /// Read every draft anew, and keep nothing for later runs; `copydesk cache --help` says what is kept
    #[arg(long)]
    no_cache: bool,
}

impl Memory {
    /// What is known from earlier runs, and whether something stood in the way, which has been said then.
    pub fn open(self, today: Date) -> (Option<Cache>, bool) {
        let folder = if self.no_cache { None } else { cache::folder() };
        let Some(folder) = folder else { return (None, false) };
        let (cache, fault) = Cache::open(folder, today);
        let failed = fault.is_some();
        fault.iter().for_each(terminal::say);
        (cache, failed)
    }
}

/// Keeps what was found for later runs. Where that cannot be done the run has lost nothing, so it is only said.
pub fn keep(cache: Option<Cache>) {
    if let Some(Err(fault)) = cache.map(Cache::save) {
        terminal::say(fault);
    }
}

/// The draft of `job` and the verdict on it.
pub fn of(drafts: &Drafts, job: &Job, cache: Option<&Cache>, today: Date) -> Result<(Source, Verdict), Fault> {
    let draft = drafts.read(job, today)?;
    job.guard(|| on(draft, job, cache))
}

/// The verdict on `draft`, with its text.
pub fn on(draft: Draft, job: &Job, cache: Option<&Cache>) -> (Source, Verdict) {
    let cache = cache.filter(|_| !job.standard_input);
    let known = cache.and_then(|cache| Some((cache, cache.hash(&draft, &job.station)?)));
    if let Some(verdict) = known.and_then(|(cache, hash)| cache.get(hash, draft.source.text())) {
        return (draft.source, verdict);
    }
    let mut checked: Checked = check::check(draft, &job.station.desk);
    let verdict = Verdict::take(&mut checked);
    if let Some((cache, hash)) = known {
        cache.put(hash, &verdict, checked.source.text());
    }
    (checked.source, verdict)
}
