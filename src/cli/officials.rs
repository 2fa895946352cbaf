//! `copydesk officials`: what copydesk knows of people in office.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::cli::drafts::today;
use crate::cli::{CLEAN, FAILED, FOUND, import, terminal};
use crate::files::{Fault, officials as disk};
use crate::people::roster::Official;
use crate::people::{embedded, export, fold, merge, wikidata};
use crate::report::officials as report;

/// Offices that the counts name one by one.
const COUNTED: usize = 25;

/// Arguments of `copydesk officials`.
#[derive(Args, Debug)]
pub struct Officials {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show who somebody is, on a day
    Lookup {
        /// The name, or the family name
        #[arg(required = true)]
        name: Vec<String>,
        /// The day [default: today]
        #[arg(long)]
        date: Option<Date>,
        #[command(flatten)]
        lists: Lists,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Count people and offices by country, office, source and age
    Stats {
        #[command(flatten)]
        lists: Lists,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// List offices held that nobody has checked for long, or whose term has ended since
    Verify {
        /// How long is long: 90d, 12w, 6m, 1y
        #[arg(long, value_name = "AGE", default_value = "90d", value_parser = days)]
        max_age: i32,
        #[command(flatten)]
        lists: Lists,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Write everybody out for other programs
    Export {
        /// How
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
        #[command(flatten)]
        lists: Lists,
    },
    /// Read lists of officials and keep them in a directory of the newsroom
    Import(import::Arguments),
    /// Print the query whose answers from Wikidata can be imported
    Query,
}

/// Which lists are asked.
#[derive(Args, Debug)]
struct Lists {
    /// A folder with a directory of imported officials
    #[arg(long, value_name = "DIR")]
    from: Vec<PathBuf>,
    /// Leave out the officials that copydesk brings along
    #[arg(long)]
    no_embedded: bool,
}

/// How officials are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON array
    Json,
    /// A row an office, with a row of names at the top
    Csv,
    /// Popolo JSON
    Popolo,
}

/// Runs a command on officials.
pub fn run(args: &Officials) -> u8 {
    let done = match &args.command {
        Command::Import(args) => return import::run(args),
        Command::Query => show(wikidata::QUERY),
        Command::Lookup { name, date, lists, json } => lookup(&name.join(" "), *date, lists, *json),
        Command::Stats { lists, json } => lists.people().map(|people| {
            let stats = report::Stats::of(&people);
            let text = if *json { pretty(&stats) } else { stats.human(COUNTED) };
            show_text(&text, CLEAN)
        }),
        Command::Verify { max_age, lists, json } => lists.people().map(|people| verify(&people, *max_age, *json)),
        Command::Export { format, lists } => lists.people().map(|people| {
            let mut out = terminal::out();
            let written = match format {
                Format::Json => export::json(&mut out, &people),
                Format::Csv => export::csv(&mut out, &people),
                Format::Popolo => export::popolo(&mut out, &people),
            };
            finish(written.and_then(|()| out.flush()), CLEAN)
        }),
    };
    done.unwrap_or_else(|fault| {
        terminal::say(fault);
        FAILED
    })
}

impl Lists {
    /// Everybody in the lists, those joined whom an id joins.
    fn people(&self) -> Result<Vec<Official>, Fault> {
        let mut people = Vec::new();
        for folder in &self.from {
            let path = disk::directory_in(folder);
            let directory =
                disk::open(&path)?.ok_or_else(|| Fault::of(&path, "no such directory; import one first"))?;
            people.extend((0..directory.len() as u32).map(|i| directory.official(i).clone()));
        }
        if !self.no_embedded {
            people.extend(embedded::officials().iter().cloned());
        }
        Ok(merge::all(people))
    }
}

fn lookup(name: &str, date: Option<Date>, lists: &Lists, json: bool) -> Result<u8, Fault> {
    let people = lists.people()?;
    let asked = fold::fold(name);
    let bears = |official: &&Official| {
        let names = std::iter::once(&official.name).chain(&official.aliases);
        official.id == name
            || official.ids.iter().any(|id| id == name)
            || names.into_iter().any(|name| fold::fold(name) == asked)
    };
    let family = |official: &&Official| official.family.as_deref().is_some_and(|family| fold::fold(family) == asked);
    let wrong = |official: &&Official| official.misspellings.iter().any(|wrong| fold::fold(wrong) == asked);
    let mut found: Vec<&Official> = people.iter().filter(bears).collect();
    if found.is_empty() {
        found = people.iter().filter(|official| family(official) || wrong(official)).collect();
    }
    if found.is_empty() {
        terminal::say(format_args!("nobody is called \"{name}\"{}", near(&people, &asked)));
        return Ok(FOUND);
    }
    let mut text = Vec::new();
    if json {
        // Memory takes every byte.
        let _ = export::json(&mut text, found.iter().copied());
    } else {
        let day = date.unwrap_or_else(today);
        let cards: Vec<String> = found.iter().map(|official| report::card(official, day)).collect();
        text = cards.join("\n").into_bytes();
    }
    Ok(show_text(&String::from_utf8_lossy(&text), CLEAN))
}

/// The three names that are nearest to a name that nobody bears.
fn near(people: &[Official], asked: &str) -> String {
    let score = |official: &Official| (strsim::jaro_winkler(&fold::fold(&official.name), asked) * 1000.0) as u32;
    let mut near: Vec<_> = people.iter().map(|official| (score(official), &official.name)).collect();
    near.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    near.dedup_by_key(|(_, name)| *name);
    let names: Vec<_> = near.iter().take(3).filter(|(score, _)| *score > 850).map(|(_, name)| name.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("; near to it: {}", names.join(", ")) }
}

fn verify(people: &[Official], max_age: i32, json: bool) -> u8 {
    let stale = report::stale(people, today(), max_age);
    let held = people.iter().flat_map(|official| &official.roles).filter(|role| role.end.is_none()).count();
    let text = if json { pretty(&stale) } else { stale.iter().map(report::Stale::human).collect() };
    let code = show_text(&text, if stale.is_empty() { CLEAN } else { FOUND });
    terminal::say(format_args!(
        "{} of {held} offices held are stale: not checked for {max_age} days, or past their term",
        stale.len()
    ));
    code
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts and counts always have JSON") + "\n"
}

fn show(text: &str) -> Result<u8, Fault> {
    Ok(show_text(text, CLEAN))
}

fn show_text(text: &str, code: u8) -> u8 {
    let mut out = terminal::out();
    finish(out.write_all(text.as_bytes()).and_then(|()| out.flush()), code)
}

fn finish(written: io::Result<()>, code: u8) -> u8 {
    if terminal::written(written) { code } else { FAILED }
}

/// An age in days: `90d`, `12w`, `6m`, `1y`.
fn days(text: &str) -> Result<i32, String> {
    let fault = || format!("\"{text}\" is no age; write 90d, 12w, 6m or 1y");
    let unit = text.chars().last().ok_or_else(fault)?;
    let each = match unit {
        'd' => 1,
        'w' => 7,
        'm' => 30,
        'y' => 365,
        _ => return Err(fault()),
    };
    let number: u16 = text[..text.len() - 1].parse().map_err(|_| fault())?;
    Ok(i32::from(number) * each)
}
