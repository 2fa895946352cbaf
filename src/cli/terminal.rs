//! Standard output and standard error: results on the one, talk on the other.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};
use std::path::PathBuf;

use anstream::{AutoStream, ColorChoice};

/// How wide a report is when nobody knows the screen.
pub const COLUMNS: usize = 100;

/// Standard output, buffered.
pub fn out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Whether standard output takes colours: a terminal, unless `NO_COLOR` and its kin say otherwise.
pub fn styled() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Whether standard output is what a person looks at.
pub fn shows_output() -> bool {
    io::stdout().is_terminal()
}

/// Columns of the screen.
pub fn columns() -> usize {
    if !io::stdout().is_terminal() {
        return COLUMNS;
    }
    terminal_size::terminal_size().map_or(COLUMNS, |(width, _)| usize::from(width.0))
}

/// Says one line on standard error.
pub fn say(line: impl Display) {
    // Whoever closed standard error does not want to know.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Whether all was written. A reader that went away (`| head`) has all it wants; anything else is said.
pub fn written(result: io::Result<()>) -> bool {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(format_args!("copydesk: standard output: {error}"));
            false
        }
        _ => true,
    }
}

/// Whether this runs where logs are kept and others read them.
pub fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false" && value != "0")
}

/// The file that GitHub shows as the summary of a job; `None` elsewhere.
pub fn job_summary() -> Option<PathBuf> {
    std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(PathBuf::from)
}
