//! A bar on the terminal while many drafts are read.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Fewer drafts are read before anybody looks.
const MANY: usize = 200;

/// How far a run is.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for so many drafts, shown only where a person sits at the terminal and there is time to see it.
    pub fn of(drafts: usize) -> Self {
        let shown = drafts >= MANY && io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(drafts as u64), target);
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} drafts, {eta} left");
        Self(bar.with_style(style.expect("the template is sound")))
    }

    /// One draft more is done.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// Does what may write to the terminal, with the bar out of the way.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
