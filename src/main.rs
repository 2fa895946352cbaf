//! Arguments to a face, a face to an exit code.

use std::process::ExitCode;

use copydesk::cli::{self, Face};

fn main() -> ExitCode {
    cli::keep_copy_out_of_panics();
    match cli::face(std::env::args_os()) {
        Face::Run(run) => cli::run(run),
        Face::Serve => copydesk::lsp::run(),
        Face::Done(code) => code,
    }
}
