//! `copydesk officials import`.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::{CLEAN, FAILED, terminal};
use crate::dates::PartialDate;
use crate::files::Fault;
use crate::files::officials as disk;
use crate::files::paths::shown;
use crate::people::csv::Columns;
use crate::people::directory::{self, Import};
use crate::people::followthemoney::{self, FollowTheMoney};
use crate::people::import::{Imported, Origin};
use crate::people::{congress, csv, openstates, popolo, uk_ministers, wikidata};
use crate::text::Source;

/// Arguments of `copydesk officials import`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// What the files are
    #[arg(value_enum)]
    format: Format,
    /// The files; folders for trees of files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The folder in which the directory is kept
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// What this import is called; a later one of that name replaces it [default: from format and files]
    #[arg(long)]
    name: Option<String>,
    /// The day on which the files were known to hold [default: the day on which the newest was changed]
    #[arg(long, value_name = "DATE")]
    as_of: Option<PartialDate>,
    /// The source that cards name [default: that of the format]
    #[arg(long)]
    source: Option<String>,
    /// The licence of the data, for csv and popolo
    #[arg(long)]
    licence: Option<String>,
    /// Words that the licence wants shown with each fact
    #[arg(long, value_name = "WORDS")]
    credit: Option<String>,
    /// Where the offices are, for files that do not say: country:mx
    #[arg(long)]
    jurisdiction: Option<String>,
    /// For csv: which column holds a field; FIELD==VALUE for what is the same in all rows
    #[arg(long = "column", value_name = "FIELD=COLUMN")]
    columns: Vec<String>,
    /// Leave out records that cannot be read instead of refusing the import
    #[arg(long)]
    skip_faulty: bool,
}

/// The formats that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Members of the U.S. Congress and presidents: YAML, JSON or CSV of congress-legislators
    CongressLegislators,
    /// State officials: folders of YAML files of OpenStates
    Openstates,
    /// Popolo JSON, as of EveryPolitician
    Popolo,
    /// Answers to the query that `copydesk officials query` prints, in JSON
    Wikidata,
    /// FollowTheMoney's JSON Lines, as of OpenSanctions
    Followthemoney,
    /// The tables of the Institute for Government: person, post, organisation and appointment, or their folder
    UkMinisters,
    /// Any table
    Csv,
}

/// What reading the files gave.
struct Haul {
    imported: Imported,
    faults: Vec<Fault>,
}

impl Format {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// Source, licence and credit where the user names none.
    fn known(self) -> (&'static str, Option<&'static str>, Option<&'static str>) {
        match self {
            Self::CongressLegislators => ("congress-legislators", Some("CC0 1.0"), None),
            Self::Openstates => ("OpenStates people", Some("CC0 1.0"), None),
            Self::Wikidata => ("Wikidata", Some("CC0 1.0"), None),
            Self::Followthemoney => ("OpenSanctions", Some("CC BY-NC 4.0"), Some(followthemoney::OPENSANCTIONS_CREDIT)),
            Self::UkMinisters => {
                ("Institute for Government Ministers Database", Some("CC BY 4.0"), Some(uk_ministers::CREDIT))
            }
            Self::Popolo | Self::Csv => ("", None, None),
        }
    }
}

/// Imports files into the directory. Nothing is written unless all of them could be read.
pub fn run(args: &Arguments) -> u8 {
    match import(args) {
        Ok(()) => CLEAN,
        Err(faults) => {
            for fault in &faults {
                terminal::say(fault);
            }
            terminal::say("nothing was imported; the directory is as it was");
            FAILED
        }
    }
}

fn import(args: &Arguments) -> Result<(), Vec<Fault>> {
    let path = disk::directory_in(&args.into);
    // A directory that cannot be opened would lose its other imports, so that is found out first.
    let before = disk::open(&path).map_err(|fault| vec![fault])?;
    let name = args.name.clone().unwrap_or_else(|| format!("{} {}", args.format.name(), stems(&args.files)));
    let (source, licence, credit) = args.format.known();
    let source =
        args.source.clone().unwrap_or_else(|| if source.is_empty() { name.clone() } else { source.to_owned() });
    let licence = args.licence.clone().or_else(|| licence.map(str::to_owned));
    let credit = args.credit.clone().or_else(|| credit.map(str::to_owned));
    if args.format == Format::Followthemoney {
        terminal::say(format_args!("{source}: {}", credit.as_deref().unwrap_or_default()));
    }

    let Haul { mut imported, faults } = read(args, &name).map_err(|fault| vec![fault])?;
    if !faults.is_empty() && !args.skip_faulty {
        return Err(faults);
    }
    for fault in &faults {
        terminal::say(format_args!("{fault} (left out)"));
    }
    if imported.officials.is_empty() {
        say_skipped(&imported.skipped);
        return Err(vec![Fault::of(&args.files[0], "holds nobody to import")]);
    }
    let changed = args.files.iter().filter_map(|file| disk::changed(file)).max();
    let as_of = args.as_of.or(changed.map(PartialDate::from));
    let jurisdiction = args.jurisdiction.clone();
    imported.stamp(&Origin { source: source.clone(), credit, as_of, jurisdiction });

    let roles = imported.officials.iter().map(|official| official.roles.len()).sum();
    let entry = Import {
        name: name.clone(),
        format: args.format.name(),
        source,
        licence,
        as_of: as_of.map(|date| date.to_string()).unwrap_or_default(),
        files: args.files.iter().filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect(),
        people: imported.officials.len(),
        roles,
    };
    let mut parts = before.map(|directory| directory.parts()).unwrap_or_default();
    let replaced = match parts.iter_mut().find(|(import, _)| import.name == name) {
        Some(part) => Some(std::mem::replace(part, (entry.clone(), imported.officials)).0),
        None => {
            parts.push((entry.clone(), imported.officials));
            None
        }
    };
    let bytes = directory::compile(&parts).map_err(|problem| vec![Fault::of(&path, problem.message)])?;
    disk::replace(&path, &bytes).map_err(|fault| vec![fault])?;

    say_skipped(&imported.skipped);
    let licence = entry.licence.as_deref().unwrap_or("no licence stated");
    let dated = if args.as_of.is_some() { "" } else { ", the day of the file; --as-of says otherwise" };
    terminal::say(format_args!(
        "{name}: {} people, {roles} offices ({licence}; as of {}{dated})",
        entry.people, entry.as_of
    ));
    if let Some(old) = replaced {
        terminal::say(format_args!(
            "replaced the import of {}: {} people, {} offices",
            old.as_of, old.people, old.roles
        ));
    }
    let all: usize = parts.iter().map(|(import, _)| import.people).sum();
    terminal::say(format_args!(
        "wrote {}: {} imports, {all} entries, {} KB",
        shown(&path),
        parts.len(),
        bytes.len() >> 10
    ));
    Ok(())
}

fn say_skipped(skipped: &BTreeMap<&'static str, usize>) {
    for (why, count) in skipped {
        terminal::say(format_args!("left out {count}: {why}"));
    }
}

/// The files' names without endings, which tell one import from another.
fn stems(files: &[PathBuf]) -> String {
    let stem = |file: &PathBuf| file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    files.iter().filter_map(stem).collect::<Vec<_>>().join("+")
}

fn read(args: &Arguments, name: &str) -> Result<Haul, Fault> {
    match args.format {
        Format::CongressLegislators => each(args, |path, text| match ending(path).as_str() {
            "json" => congress::json(text),
            "csv" => congress::csv(text),
            _ => congress::yaml(text),
        }),
        Format::Wikidata => each(args, |_, text| wikidata::read(text)),
        Format::Csv => {
            let mut columns = Columns::default();
            for mapping in &args.columns {
                columns.add(mapping).map_err(|message| Fault::of(Path::new("--column"), message))?;
            }
            each(args, |_, text| csv::read(text, &columns, name))
        }
        Format::Popolo => {
            let sources = args.files.iter().map(|file| disk::text(file)).collect::<Result<Vec<_>, _>>()?;
            let texts: Vec<&str> = sources.iter().map(Source::text).collect();
            let (imported, files) = popolo::read(&texts);
            Ok(told(imported, |i| (&args.files[files[i]], &sources[files[i]])))
        }
        Format::UkMinisters => {
            let paths = uk_tables(&args.files)?;
            let sources = paths.iter().map(|file| disk::text(file)).collect::<Result<Vec<_>, _>>()?;
            let texts: [&str; 4] = std::array::from_fn(|i| sources[i].text());
            let (imported, files) = uk_ministers::read(texts);
            Ok(told(imported, |i| (&paths[files[i]], &sources[files[i]])))
        }
        Format::Openstates => tree(args),
        Format::Followthemoney => money(args),
    }
}

/// Reads files of which each stands for itself.
fn each(args: &Arguments, read: impl Fn(&Path, &str) -> Imported) -> Result<Haul, Fault> {
    let mut all = Haul { imported: Imported::default(), faults: Vec::new() };
    for path in &args.files {
        let source = disk::text(path)?;
        let mut haul = told(read(path, source.text()), |_| (path, &source));
        all.imported.officials.append(&mut haul.imported.officials);
        for (why, count) in haul.imported.skipped {
            *all.imported.skipped.entry(why).or_default() += count;
        }
        all.faults.append(&mut haul.faults);
    }
    Ok(all)
}

/// Names the file of each problem.
fn told<'a>(mut imported: Imported, file: impl Fn(usize) -> (&'a PathBuf, &'a Source)) -> Haul {
    let problems = std::mem::take(&mut imported.problems);
    let faults = problems.iter().enumerate().map(|(i, problem)| {
        let (path, source) = file(i);
        Fault::at(path, source, problem)
    });
    Haul { faults: faults.collect(), imported }
}

fn tree(args: &Arguments) -> Result<Haul, Fault> {
    let files = disk::yaml_files(&args.files)?;
    if files.is_empty() {
        return Err(Fault::of(&args.files[0], "holds no YAML files"));
    }
    let bar = bar(files.len() as u64, "{wide_bar} {pos}/{len} files");
    let mut faults = Vec::new();
    let mut read = Vec::new();
    for (i, path) in files.iter().enumerate() {
        let source = disk::text(path)?;
        match openstates::read(source.text()) {
            Ok(official) => read.push((i, official)),
            Err(problem) => faults.push(Fault::at(path, &source, &problem)),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let (imported, again) = openstates::collect(read);
    faults.extend(again.into_iter().map(|(file, message)| Fault::of(&files[file], message)));
    Ok(Haul { imported, faults })
}

fn money(args: &Arguments) -> Result<Haul, Fault> {
    let bar = bar(args.files.iter().map(|file| disk::length(file)).sum(), "{wide_bar} {bytes}/{total_bytes}");
    let (mut money, mut faults, mut before) = (FollowTheMoney::default(), Vec::new(), 0);
    for path in &args.files {
        disk::lines(path, followthemoney::MAX_LINE_BYTES, |line, read| {
            match line {
                disk::Line::Text(text) => money.line(text),
                disk::Line::Long => money.long_line(),
            }
            bar.set_position(before + read);
        })?;
        before += disk::length(path);
        faults.extend(money.next_file().iter().map(|problem| Fault::of(path, &problem.message)));
    }
    bar.finish_and_clear();
    Ok(Haul { imported: money.finish(), faults })
}

/// A progress bar, where somebody sees it.
fn bar(length: u64, template: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style)
}

/// The four tables, by name, from a folder or from the files given.
fn uk_tables(files: &[PathBuf]) -> Result<Vec<PathBuf>, Fault> {
    uk_ministers::TABLES
        .iter()
        .map(|table| {
            let named = files.iter().find(|file| file.file_name().is_some_and(|name| name == *table)).cloned();
            let below = files.iter().map(|file| file.join(table)).find(|file| file.is_file());
            named.or(below).ok_or_else(|| Fault::of(&files[0], format!("the table {table} is missing")))
        })
        .collect()
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}
