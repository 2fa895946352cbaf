//! `copydesk check --show-files` and `--show-settings`.

use std::io::{self, Write};
use std::path::Path;

use crate::check::settings::Cause;
use crate::cli::drafts::{Drafts, Job};
use crate::cli::{CLEAN, FAILED, terminal};
use crate::config::{self, Anchor, Form, Genre, Labels, Level, Per, Places, Preset};
use crate::files::desks::{self, Station};
use crate::files::{self, find};
use crate::rules::RULES;
use crate::text::{Source, Span};

/// Lists the files that would be checked, and on standard error every other one with the reason.
pub fn files(drafts: &Drafts, select: &[String], ignore: &[String]) -> u8 {
    let (jobs, faults) = drafts.jobs(select, ignore);
    for left in find::left_out(drafts.named(), jobs.iter().map(|job| job.path.as_path())) {
        terminal::say(format_args!("{left}"));
    }
    faults.iter().for_each(terminal::say);
    let mut out = terminal::out();
    let wrote = jobs.iter().try_for_each(|job| writeln!(out, "{}", files::on_one_line(&job.shown())));
    finish(wrote.and_then(|()| out.flush()), !faults.is_empty())
}

/// Shows the settings that hold for each draft. Drafts for which the same hold are told together.
pub fn settings(drafts: &Drafts, select: &[String], ignore: &[String]) -> u8 {
    let (jobs, faults) = drafts.jobs(select, ignore);
    faults.iter().for_each(terminal::say);
    let mut told: Vec<String> = Vec::new();
    let mut out = terminal::out();
    let mut wrote = Ok(());
    for job in &jobs {
        let text = in_words(job);
        if !told.contains(&text) {
            let first = files::on_one_line(&job.shown()).into_owned();
            wrote = wrote.and_then(|()| writeln!(out, "# for {first} and drafts like it\n{text}"));
            told.push(text);
        }
    }
    finish(wrote.and_then(|()| out.flush()), !faults.is_empty())
}

fn finish(wrote: io::Result<()>, failed: bool) -> u8 {
    if terminal::written(wrote) && !failed { CLEAN } else { FAILED }
}

/// Where settings come from: their file and its text, if there is one.
struct Origin<'a> {
    path: Option<&'a Path>,
    source: Option<&'a Source>,
    places: Option<Places<'a>>,
}

impl Origin<'_> {
    /// `copydesk.toml:3` for a place of the file.
    fn at(&self, span: Span) -> String {
        match (self.path, self.source) {
            (Some(path), Some(source)) => {
                format!("{}:{}", files::paths::shown(&desks::nearer(path)), source.place(span.start).line)
            }
            _ => "the settings".to_owned(),
        }
    }

    /// What gave the value of the key at the end of `path`.
    fn of(&self, path: &[&str]) -> String {
        let place = self.places.as_ref().and_then(|places| places.of_key(path));
        place.map_or_else(|| "the default".to_owned(), |span| self.at(span))
    }
}

/// Settings as a settings file would have them, with what each value comes from.
fn in_words(job: &Job) -> String {
    let station = &job.station;
    let path = station.settings.as_deref();
    let source = path.and_then(|path| files::read(path).ok());
    let places = source.as_ref().map(|source| Places::of(source.text()));
    let origin = Origin { path, source: source.as_ref(), places };
    let mut text = match path {
        Some(path) => format!("# from {}\n", files::paths::shown(&desks::nearer(path))),
        None => "# from no settings file\n".to_owned(),
    };
    let relative = station.relative(&job.path);
    text += &general(station, &relative, &origin);
    text += "[rules]\n";
    for (rule, (level, per, cause)) in RULES.iter().zip(station.desk.levels(&relative)) {
        let value = match per {
            Some(per) => format!("{{ level = \"{}\", per = \"{}\" }}", level.name(), name_of(Per::NAMES, per)),
            None => format!("\"{}\"", Level::name(level)),
        };
        let cause = match cause {
            Cause::Rule => "the rule's own".to_owned(),
            Cause::Preset => "the preset".to_owned(),
            Cause::Language => "the draft's language".to_owned(),
            Cause::Selection => "--select, --ignore".to_owned(),
            Cause::Settings(span) => origin.at(span),
        };
        text += &format!("{} = {value}  # {cause}\n", rule.name);
    }
    text
}

/// What does not belong to one rule, a line each.
fn general(station: &Station, relative: &str, origin: &Origin<'_>) -> String {
    let config = station.desk.config();
    let list = |settings: &[config::Setting]| {
        format!("[{}]", settings.iter().map(|setting| format!("{:?}", setting.text)).collect::<Vec<_>>().join(", "))
    };
    let quoted = |name: &str| format!("\"{name}\"");
    let genre = match station.desk.genre(relative) {
        Some((genre, entry)) => (genre, origin.of(&["override", &entry.to_string(), "genre"])),
        None => (Genre::default(), "the default, where the draft's front matter says no other".to_owned()),
    };
    let citation = config.citation;
    let lines = [
        ("extends", quoted(name_of(Preset::NAMES, config.extends)), origin.of(&["extends"])),
        ("officials", list(&config.officials), origin.of(&["officials"])),
        ("sources", list(&config.sources), origin.of(&["sources"])),
        ("transcripts", list(&config.transcripts), origin.of(&["transcripts"])),
        ("outlets", list(&config.outlets), origin.of(&["outlets"])),
        ("genre", quoted(name_of(Genre::NAMES, genre.0)), genre.1),
        ("citation.form", quoted(name_of(Form::NAMES, citation.form)), origin.of(&["citation", "form"])),
        ("citation.labels", quoted(name_of(Labels::NAMES, citation.labels)), origin.of(&["citation", "labels"])),
        ("citation.anchor", quoted(name_of(Anchor::NAMES, citation.anchor)), origin.of(&["citation", "anchor"])),
    ];
    lines.iter().map(|(key, value, origin)| format!("{key} = {value}  # {origin}\n")).collect()
}

fn name_of<T: PartialEq + Copy>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|&&(_, known)| known == value).map_or("", |&(name, _)| name)
}
