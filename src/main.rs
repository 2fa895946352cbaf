//! Arguments to a face, a face to an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    copydesk::cli::run()
}
