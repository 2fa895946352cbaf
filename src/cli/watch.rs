//! `copydesk check --watch`.

use std::io::Write as _;
use std::path::PathBuf;

use crate::cli::drafts::Drafts;
use crate::cli::{FAILED, terminal};
use crate::files::watch;

/// Calls `check` now and after every change, until the process is interrupted. `ours` are files that it writes.
pub fn run(drafts: &Drafts, ours: Vec<PathBuf>, check: impl Fn() -> u8) -> u8 {
    // The watch comes first, so that nothing is missed between the first look and it.
    let watch = match watch::on(drafts.named(), &ours) {
        Ok(watch) => watch,
        Err(fault) => {
            terminal::say(fault);
            return FAILED;
        }
    };
    loop {
        check();
        if !watch.next() {
            return FAILED;
        }
        if terminal::shows_output() {
            let mut out = terminal::out();
            let clear = out.write_all(b"\x1b[2J\x1b[H").and_then(|()| out.flush());
            if !terminal::written(clear) {
                return FAILED;
            }
        }
    }
}
