//! `copydesk explain` and `copydesk rules`.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::{CLEAN, FAILED, terminal};
use crate::config::did_you_mean;
use crate::report::page;
use crate::rules::{self, RULES};

/// Arguments of `copydesk explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// The rule's name, as findings and `copydesk rules` give it
    rule: String,
}

/// Arguments of `copydesk rules`.
#[derive(Args, Debug)]
pub struct Rules {
    /// How to list them
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// How rules are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table
    Human,
    /// One JSON array
    Json,
    /// The table of the README
    Markdown,
}

/// Shows the page of a rule.
pub fn explain(args: &Explain) -> u8 {
    let Some(rule) = rules::named(&args.rule) else {
        let known = RULES.iter().map(|rule| rule.name);
        let remedy = did_you_mean(&args.rule, known).unwrap_or_else(|| "`copydesk rules` lists all".to_owned());
        terminal::say(format_args!("copydesk: unknown rule \"{}\"; {remedy}", args.rule));
        return FAILED;
    };
    let text = page::plain(rule.page, terminal::styled(), terminal::columns());
    finish(show(&text))
}

/// Lists the rules.
pub fn rules(args: &Rules) -> u8 {
    let text = match args.format {
        Format::Human => table(),
        Format::Json => json(),
        Format::Markdown => markdown(),
    };
    finish(show(&text))
}

fn table() -> String {
    let wide = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let row = |rule: &&rules::Rule| format!("{:wide$}  {:7}  {}\n", rule.name, rule.level.name(), rule.summary);
    RULES.iter().map(row).collect()
}

fn markdown() -> String {
    let row = |rule: &&rules::Rule| format!("| `{}` | {} | {} |\n", rule.name, rule.level.name(), rule.summary);
    "| rule | level | what is wrong |\n| --- | --- | --- |\n".to_owned() + &RULES.iter().map(row).collect::<String>()
}

fn json() -> String {
    #[derive(Serialize)]
    struct Row {
        name: &'static str,
        level: &'static str,
        summary: &'static str,
    }
    let row = |rule: &&rules::Rule| Row { name: rule.name, level: rule.level.name(), summary: rule.summary };
    let rows: Vec<Row> = RULES.iter().map(row).collect();
    serde_json::to_string_pretty(&rows).expect("texts always have JSON") + "\n"
}

fn show(text: &str) -> io::Result<()> {
    let mut out = terminal::out();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

fn finish(result: io::Result<()>) -> u8 {
    if terminal::written(result) { CLEAN } else { FAILED }
}
