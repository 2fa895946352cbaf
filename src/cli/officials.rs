//! `copydesk officials`: what copydesk knows of people in office.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::cli::drafts::today;
use crate::cli::{CLEAN, FAILED, FOUND, import, terminal};
use crate::files::desks::{self, Desks};
use crate::files::{Fault, officials as disk};
use crate::people::roster::{Official, OfficialId, Roster};
use crate::people::{export, fold, wikidata};
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
    /// A folder with a directory of imported officials, beside those of the nearest copydesk.toml
    #[arg(long, value_name = "DIR")]
    from: Vec<PathBuf>,
    /// Ask only the folders of --from
    #[arg(long, requires = "from")]
    only: bool,
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
    let lists = match &args.command {
        Command::Import(args) => return import::run(args),
        Command::Query => return show(wikidata::QUERY, CLEAN),
        Command::Lookup { lists, .. }
        | Command::Stats { lists, .. }
        | Command::Verify { lists, .. }
        | Command::Export { lists, .. } => lists,
    };
    let (roster, faults) = lists.roster();
    for fault in &faults {
        terminal::say(fault);
    }
    let everybody = || roster.iter().map(|(_, official)| official);
    let code = match &args.command {
        Command::Lookup { name, date, json, .. } => lookup(&roster, &name.join(" "), *date, *json),
        Command::Stats { json, .. } => {
            let stats = report::Stats::of(everybody());
            show(&if *json { pretty(&stats) } else { stats.human(COUNTED) }, CLEAN)
        }
        Command::Verify { max_age, json, .. } => verify(&roster, *max_age, *json),
        Command::Export { format, .. } => {
            let mut out = terminal::out();
            let people: Vec<&Official> = everybody().collect();
            let written = match format {
                Format::Json => export::json(&mut out, people),
                Format::Csv => export::csv(&mut out, people),
                Format::Popolo => export::popolo(&mut out, people),
            };
            finish(written.and_then(|()| out.flush()), CLEAN)
        }
        Command::Import(_) | Command::Query => CLEAN,
    };
    if faults.is_empty() { code } else { FAILED }
}

impl Lists {
    /// The lists laid over one another, and what of them could not be read.
    fn roster(&self) -> (Roster, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut directories = Vec::new();
        for folder in &self.from {
            let path = disk::directory_in(folder);
            match disk::open(&path) {
                Ok(Some(directory)) => directories.push(Arc::new(directory)),
                Ok(None) => faults.push(Fault::of(&path, "no such directory; import one first")),
                Err(fault) => faults.push(fault),
            }
        }
        if self.only {
            return (Roster::default().and(directories), faults);
        }
        let mut desks = Desks::new(desks::Origin::Found, Vec::new(), Vec::new());
        let roster = match desks.for_file(Path::new("officials")) {
            Ok(station) => station.desk.newsroom().roster.and(directories),
            Err(more) => {
                faults.extend(more);
                Roster::of_newsroom(Vec::new(), directories)
            }
        };
        faults.extend(desks.take_faults());
        (roster, faults)
    }
}

fn lookup(roster: &Roster, name: &str, date: Option<Date>, json: bool) -> u8 {
    let asked = fold::fold(name);
    let mut found: Vec<OfficialId> = roster.with_id(name).into_iter().chain(roster.named(&asked)).collect();
    if found.is_empty() {
        found = roster.family(&asked).chain(roster.misspelled(&asked)).collect();
    }
    if found.is_empty() {
        terminal::say(format_args!("nobody is called \"{name}\"{}", near(roster, &asked)));
        return FOUND;
    }
    let found = found.into_iter().map(|id| roster.official(id));
    if json {
        let mut out = terminal::out();
        let written = export::json(&mut out, found);
        return finish(written.and_then(|()| out.flush()), CLEAN);
    }
    let day = date.unwrap_or_else(today);
    let cards: Vec<String> = found.map(|official| report::card(official, day)).collect();
    show(&cards.join("\n"), CLEAN)
}

/// The three names that are nearest to a name that nobody bears.
fn near(roster: &Roster, asked: &str) -> String {
    let score = |official: &Official| (strsim::jaro_winkler(&fold::fold(&official.name), asked) * 1000.0) as u32;
    let mut near: Vec<_> = roster.iter().map(|(_, official)| (score(official), official.name.as_str())).collect();
    near.retain(|(score, _)| *score > 850);
    near.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    near.dedup_by_key(|(_, name)| *name);
    let names: Vec<_> = near.iter().take(3).map(|(_, name)| *name).collect();
    if names.is_empty() { String::new() } else { format!("; near to it: {}", names.join(", ")) }
}

fn verify(roster: &Roster, max_age: i32, json: bool) -> u8 {
    let everybody = || roster.iter().map(|(_, official)| official);
    let stale = report::stale(everybody(), today(), max_age);
    let held = everybody().flat_map(|official| &official.roles).filter(|role| role.end.is_none()).count();
    let text = if json { pretty(&stale) } else { stale.iter().map(report::Stale::human).collect() };
    let code = show(&text, if stale.is_empty() { CLEAN } else { FOUND });
    terminal::say(format_args!(
        "{} of {held} offices held are stale: not checked for {max_age} days, or past their term",
        stale.len()
    ));
    code
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts and counts always have JSON") + "\n"
}

fn show(text: &str, code: u8) -> u8 {
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
