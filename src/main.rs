//! Arguments to a face, a face to an exit code.

use std::io::Write as _;
use std::process::ExitCode;

use copydesk::cli::{self, Face};

fn main() -> ExitCode {
    keep_copy_out_of_panics();
    match cli::face(std::env::args_os()) {
        Face::Run(run) => cli::run(run),
        Face::Serve => copydesk::lsp::run(),
        Face::Done(code) => code,
    }
}

/// A panic's message may quote the draft it stumbled over, so only the place in our own source is told.
fn keep_copy_out_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        let place = place.unwrap_or_else(|| "an unknown place".to_owned());
        let _ = writeln!(std::io::stderr(), "copydesk: internal fault at {place}");
    }));
}
