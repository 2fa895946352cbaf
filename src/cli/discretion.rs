//! Whether a draft may be shown where others read along.

use std::path::Path;

use clap::Args;

use crate::cli::terminal;
use crate::files::Fault;
use crate::markdown::Article;

/// What was said about drafts that are not published.
#[derive(Args, Clone, Copy, Debug)]
pub struct Discretion {
    /// Show copy even in CI, where others may read the log, and of drafts that say `draft:` or `embargo:`
    #[arg(long)]
    no_redact: bool,
}

impl Discretion {
    /// Whether drafts that are not published are kept back in this run.
    pub fn is_due(self) -> bool {
        !self.no_redact && terminal::in_ci()
    }

    /// Refuses to show an article that is not published where others may read it.
    pub fn allows(self, path: &Path, article: &Article) -> Result<(), Fault> {
        let unpublished = article.front_matter.as_ref().is_some_and(|matter| matter.unpublished);
        if unpublished && self.is_due() { Err(refusal(path)) } else { Ok(()) }
    }
}

/// Why a draft is not shown.
pub fn refusal(path: &Path) -> Fault {
    Fault::of(path, "is not published, and in CI others may read what is made of it; to show it, add --no-redact")
}
