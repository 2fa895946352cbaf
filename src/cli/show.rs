//! `copydesk check --show-files` and `--show-settings`.

use std::io::{self, Write};
use std::path::Path;

use crate::check::settings::Cause;
use crate::cli::drafts::{Drafts, Job};
use crate::cli::{CLEAN, FAILED, terminal};
use crate::config::{Level, Per};
use crate::files::desks::{self, Station};
use crate::files::{self, find};
use crate::rules::RULES;

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

/// Settings as a settings file would have them, with what each value comes from.
fn in_words(job: &Job) -> String {
    let station = &job.station;
    let settings = station.settings.as_deref();
    let source = settings.and_then(|path| files::read(path).ok());
    let origin = |cause: Cause| match (cause, settings, &source) {
        (Cause::Rule, ..) => "the rule's own".to_owned(),
        (Cause::Preset, ..) => "the preset".to_owned(),
        (Cause::Language, ..) => "the draft's language".to_owned(),
        (Cause::Selection, ..) => "--select, --ignore".to_owned(),
        (Cause::Settings(span), Some(path), Some(source)) => {
            format!("{}:{}", files::shown(&desks::nearer(path)), source.place(span.start).line)
        }
        (Cause::Settings(_), ..) => "the settings".to_owned(),
    };
    let mut text = match settings {
        Some(path) => format!("# from {}\n", files::shown(&desks::nearer(path))),
        None => "# from no settings file\n".to_owned(),
    };
    text += &general(station);
    text += "[rules]\n";
    let levels = station.desk.levels(&station.relative(Path::new(&job.path)));
    for (rule, (level, per, cause)) in RULES.iter().zip(levels) {
        let value = match per {
            Some(per) => format!("{{ level = \"{}\", per = \"{}\" }}", level.name(), name_of(Per::NAMES, per)),
            None => format!("\"{}\"", Level::name(level)),
        };
        text += &format!("{} = {value}  # {}\n", rule.name, origin(cause));
    }
    text
}

fn general(station: &Station) -> String {
    let config = station.desk.config();
    let extends = name_of(crate::config::Preset::NAMES, config.extends);
    let form = name_of(crate::config::Form::NAMES, config.citation.form);
    let labels = name_of(crate::config::Labels::NAMES, config.citation.labels);
    let anchor = name_of(crate::config::Anchor::NAMES, config.citation.anchor);
    let list = |settings: &[crate::config::Setting]| {
        settings.iter().map(|setting| format!("{:?}", setting.text)).collect::<Vec<_>>().join(", ")
    };
    format!(
        "extends = \"{extends}\"\nofficials = [{}]\nsources = [{}]\ntranscripts = [{}]\noutlets = [{}]\n\
         citation.form = \"{form}\"\ncitation.labels = \"{labels}\"\ncitation.anchor = \"{anchor}\"\n",
        list(&config.officials),
        list(&config.sources),
        list(&config.transcripts),
        list(&config.outlets),
    )
}

fn name_of<T: PartialEq + Copy>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|&&(_, known)| known == value).map_or("", |&(name, _)| name)
}
