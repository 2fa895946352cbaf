//! Standard output and standard error: results on the one, talk on the other.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};

/// How wide a report is when nobody knows the screen.
const COLUMNS: usize = 100;

/// Standard output, buffered.
pub fn out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Whether standard output takes colours: a terminal, unless `NO_COLOR` and its kin say otherwise.
pub fn styled() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
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
