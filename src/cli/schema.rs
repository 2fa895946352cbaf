//! `copydesk schema`.

use std::io::Write as _;

use clap::{Args, ValueEnum};

use crate::cli::{CLEAN, FAILED, terminal};
use crate::report::{json, quotes};

/// Arguments of `copydesk schema`.
#[derive(Args, Debug)]
pub struct Schema {
    /// Of what
    #[arg(value_enum)]
    subject: Subject,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// Findings: `check --format json`, and, line by line, `--format jsonl`
    Report,
    /// A line of `quotes --format jsonl`
    Quotes,
}

/// Prints a JSON Schema.
pub fn run(args: &Schema) -> u8 {
    let text = match args.subject {
        Subject::Report => json::SCHEMA,
        Subject::Quotes => quotes::SCHEMA,
    };
    let mut out = terminal::out();
    let wrote = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if terminal::written(wrote) { CLEAN } else { FAILED }
}
