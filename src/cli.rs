//! The command line.

mod allow;
mod baseline;
mod cache;
mod check;
mod diff;
mod discretion;
mod drafts;
mod explain;
mod factcheck;
mod import;
mod init;
mod manual;
mod officials;
mod output;
mod progress;
mod quotes;
mod schema;
mod sheet;
mod show;
mod sources;
mod terminal;
mod verdicts;
mod watch;
mod whose;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

/// Nothing found.
const CLEAN: u8 = 0;
/// Findings at or above the level that fails a run.
const FOUND: u8 = 1;
/// Something could not be done. Wins over findings.
const FAILED: u8 = 2;

/// An editorial linter and language server for journalism in Markdown.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version = version(), propagate_version = true, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check drafts: files, folders, or - for standard input
    Check(check::Check),
    /// List every quotation with who says it and how that was found
    Quotes(quotes::Quotes),
    /// Tell what became of quotations from one draft to another: altered, re-attributed, removed, added
    Diff(diff::Diff),
    /// Write a fact-check sheet: every quotation, figure, credit and official of a draft, to be ticked off
    Factcheck(factcheck::Factcheck),
    /// Write what drafts cite for other programs: CSL-JSON, BibTeX, JSON-LD or CSV
    Sources(sources::Sources),
    /// Write what is found today into a file, so that later runs report only what is new
    Baseline(baseline::Write),
    /// Let a finding stand without a note in the copy: the reason goes into copydesk.allow.toml beside the settings
    Allow(allow::Allow),
    /// Explain a rule or a topic: what it finds, why, and what to do
    Explain(explain::Explain),
    /// List the rules
    Rules(explain::Rules),
    /// Look people in office up, and import lists of them
    Officials(officials::Officials),
    /// Write a commented copydesk.toml into the current folder
    Init(init::Init),
    /// Verdicts of earlier runs. A draft that has not changed is not read again; what is kept is hashes and offsets,
    /// never copy, for this user alone
    Cache(cache::Cache),
    /// Print the JSON Schema of what machines read
    Schema(schema::Schema),
    /// Print what a shell needs to complete copydesk's commands
    Completions(manual::Completions),
    /// Write a manual page for each command into a folder
    Man(manual::Man),
    /// Serve an editor over standard input and output
    Lsp {
        /// Accepted for clients that insist on saying it; there is no other way
        #[arg(long)]
        stdio: bool,
    },
}

/// The version, and the commit it was built from where that is known: debug builds do not look, see `build.rs`.
fn version() -> &'static str {
    match env!("COPYDESK_COMMIT") {
        "" => env!("CARGO_PKG_VERSION"),
        _ => concat!(env!("CARGO_PKG_VERSION"), " (", env!("COPYDESK_COMMIT"), ")"),
    }
}

/// What the process was asked to be.
#[derive(Debug)]
pub enum Face {
    /// A command that runs and ends.
    Run(Box<Run>),
    /// A language server.
    Serve,
    /// Nothing more: help was shown, or the arguments were at fault and that was said.
    Done(ExitCode),
}

/// A command with its arguments.
#[derive(Debug)]
pub struct Run(Command);

/// Reads the arguments of the process, the program's name first.
pub fn face(arguments: impl IntoIterator<Item = OsString>) -> Face {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: Command::Lsp { .. } }) => Face::Serve,
        Ok(Arguments { command }) => Face::Run(Box::new(Run(command))),
        Err(error) => {
            // A closed pipe is no reason to say more.
            let _ = error.print();
            Face::Done(ExitCode::from(if error.use_stderr() { FAILED } else { CLEAN }))
        }
    }
}

/// Runs a command to its end.
pub fn run(run: Box<Run>) -> ExitCode {
    ExitCode::from(match run.0 {
        Command::Check(command) => check::run(&command),
        Command::Quotes(command) => quotes::run(&command),
        Command::Diff(command) => diff::run(&command),
        Command::Factcheck(command) => factcheck::run(&command),
        Command::Sources(command) => sources::run(&command),
        Command::Baseline(command) => baseline::run(&command),
        Command::Allow(command) => allow::run(&command),
        Command::Explain(command) => explain::explain(&command),
        Command::Rules(command) => explain::rules(&command),
        Command::Officials(command) => officials::run(&command),
        Command::Init(command) => init::run(&command),
        Command::Cache(command) => cache::run(&command),
        Command::Schema(command) => schema::run(&command),
        Command::Completions(command) => manual::completions(&command, Arguments::command()),
        Command::Man(command) => manual::man(&command, Arguments::command()),
        Command::Lsp { .. } => CLEAN,
    })
}

/// Has panics tell only their place in our own source: their message may quote the draft that was stumbled over.
pub fn keep_copy_out_of_panics() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        let place = place.unwrap_or_else(|| "an unknown place".to_owned());
        terminal::say(format!("copydesk: internal fault at {place}"));
    }));
}
