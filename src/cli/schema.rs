//! `copydesk schema`: what machines may rely on.

use std::io::Write as _;

use clap::{Args, ValueEnum};

use crate::cli::{CLEAN, FAILED, terminal};
use crate::report::{json, quotes, revisions, schema};

/// Arguments of `copydesk schema`.
#[derive(Args, Debug)]
pub struct Schema {
    /// Of what
    #[arg(value_enum, default_value_t = Subject::Settings)]
    subject: Subject,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// copydesk.toml
    Settings,
    /// What an editor passes to the server
    Editor,
    /// Findings: `check --format json`, and, line by line, `--format jsonl`
    Report,
    /// A line of `quotes --format jsonl`
    Quotes,
    /// Changes: `diff --quotes --format json`, and, line by line, `--format jsonl`
    Diff,
}

/// Prints a JSON Schema.
pub fn run(args: &Schema) -> u8 {
    let text = match args.subject {
        Subject::Settings => format!("{:#}\n", schema::file()),
        Subject::Editor => format!("{:#}\n", schema::editor()),
        Subject::Report => json::SCHEMA.to_owned(),
        Subject::Quotes => quotes::SCHEMA.to_owned(),
        Subject::Diff => revisions::SCHEMA.to_owned(),
    };
    let mut out = terminal::out();
    let wrote = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if terminal::written(wrote) { CLEAN } else { FAILED }
}
