//! `copydesk explain` and `copydesk rules`.

mod settings;

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
    /// A rule, as findings and `copydesk rules` give it, or a topic: config, attribution, citations, officials, allow
    /// or privacy. Without one, all of them are listed
    subject: Option<String>,
    /// Print the page as it was written, in Markdown
    #[arg(long, requires = "subject")]
    markdown: bool,
}

/// Pages about more than one rule: name, page, what it is about.
const TOPICS: &[(&str, &str, &str)] = &[
    ("config", include_str!("explain/config.md"), "copydesk.toml: every setting, presets, overrides and genres"),
    ("attribution", include_str!("explain/attribution.md"), "who says a quotation, and how that is found"),
    ("citations", include_str!("explain/citations.md"), "which credits want a source, and what counts as one"),
    ("officials", include_str!("explain/officials.md"), "who holds an office, and the newsroom's own list"),
    ("allow", include_str!("explain/allow.md"), "how to let a finding stand"),
    ("privacy", include_str!("explain/privacy.md"), "what copydesk keeps, shows and sends"),
];

/// Where the reference of all settings goes in a page.
const REFERENCE: &str = "<!-- settings -->";

/// Where what the presets change goes in a page.
const PRESETS: &str = "<!-- presets -->";

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

/// Shows the page of a rule or a topic.
pub fn explain(args: &Explain) -> u8 {
    let Some(subject) = &args.subject else { return finish(show(&listed())) };
    let Some(page) = page_of(subject) else {
        let known = RULES.iter().map(|rule| rule.name).chain(TOPICS.iter().map(|&(name, ..)| name));
        let remedy = did_you_mean(subject, known).unwrap_or_else(|| "`copydesk explain` lists all".to_owned());
        terminal::say(format_args!("copydesk: unknown rule \"{subject}\"; {remedy}"));
        return FAILED;
    };
    let text = if args.markdown { page } else { page::plain(&page, terminal::styled(), terminal::columns()) };
    finish(show(&text))
}

fn page_of(subject: &str) -> Option<String> {
    if let Some(rule) = rules::named(subject) {
        return Some(rule.page.to_owned());
    }
    let &(_, page, _) = TOPICS.iter().find(|&&(name, ..)| name == subject)?;
    let page = page.replace(REFERENCE, settings::reference().trim_end());
    Some(page.replace(PRESETS, settings::presets().trim_end()))
}

fn listed() -> String {
    let topics = TOPICS.iter().map(|&(name, _, about)| format!("{name:13}{about}\n"));
    topics.collect::<String>() + "\n" + &table()
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
