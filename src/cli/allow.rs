//! `copydesk allow`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::check::{self, notes};
use crate::cli::drafts::{Drafts, Job, today};
use crate::cli::{CLEAN, FAILED, terminal};
use crate::files::{self, Fault};
use crate::rules;

/// Arguments of `copydesk allow`.
#[derive(Args, Debug)]
pub struct Allow {
    /// Where the finding stands, as reports give it: FILE:LINE
    place: String,
    /// The rule's name
    rule: String,
    /// Why the finding may stand
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Lets a finding stand, and answers with the exit code.
pub fn run(args: &Allow) -> u8 {
    match allow(args) {
        Ok((path, count)) => {
            let findings = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
            terminal::say(format_args!("{}: {findings} more may stand", files::paths::shown(&path)));
            CLEAN
        }
        Err(faults) => {
            faults.iter().for_each(terminal::say);
            FAILED
        }
    }
}

fn allow(args: &Allow) -> Result<(PathBuf, usize), Vec<Fault>> {
    let wrong = |message: String| vec![Fault::of(Path::new(&args.place), message)];
    // A report's place may have a column, too.
    let mut parts = args.place.rsplitn(3, ':').collect::<Vec<_>>();
    parts.reverse();
    let (file, line) = match *parts {
        [file, line, column] if column.parse::<usize>().is_ok() && line.parse::<usize>().is_ok() => {
            (file.to_owned(), line.parse::<usize>().ok())
        }
        _ => args
            .place
            .rsplit_once(':')
            .map_or((String::new(), None), |(file, line)| (file.to_owned(), line.parse().ok())),
    };
    let Some(line) = line else { return Err(wrong("no place; write FILE:LINE".to_owned())) };
    if rules::named(&args.rule).is_none() {
        return Err(wrong(format!("unknown rule \"{}\"; `copydesk rules` lists all", args.rule)));
    }
    if args.reason.trim().is_empty() {
        return Err(wrong("the reason is empty; say why the finding may stand".to_owned()));
    }
    let drafts = Drafts::below(Path::new(&file));
    let (jobs, faults) = drafts.jobs(&[], &[]);
    let [job] = &*jobs else {
        return Err(if faults.is_empty() { wrong("no draft; write FILE:LINE".to_owned()) } else { faults });
    };
    let Some(settings) = &job.station.settings else {
        let message =
            format!("no copydesk.toml holds here, and {} stands beside it; `copydesk init` writes one", notes::FILE);
        return Err(wrong(message));
    };
    let path = settings.with_file_name(notes::FILE);
    let count = note(args, job, &drafts, line, &path).map_err(|fault| vec![fault])?;
    Ok((files::desks::nearer(&path), count))
}

/// Adds the findings on a line to the file at `path`, and says how many.
fn note(args: &Allow, job: &Job, drafts: &Drafts, line: usize, path: &Path) -> Result<usize, Fault> {
    let draft = drafts.read(job, today())?;
    let file = draft.path.clone();
    // What the file lets stand already counts among findings of the same words.
    let desk = job.station.desk.clone().without_notes();
    let checked = job.guard(|| check::check(draft, &desk))?;
    let (mut text, key) = files::allowances(path)?;
    let prints = notes::prints(key, &checked.source, &checked.findings);
    let here = checked
        .findings
        .iter()
        .zip(prints)
        .filter(|(finding, _)| finding.rule == args.rule && checked.source.place(finding.span.start).line == line);
    let mut count = 0;
    for (finding, print) in here {
        if !text.contains(&print) {
            text += &notes::written(&file, finding.rule, &print, args.reason.trim());
            count += 1;
        }
    }
    if count == 0 {
        let message = format!("{} finds nothing here that may not stand already", args.rule);
        return Err(Fault::of(Path::new(&args.place), message));
    }
    files::write(path, text.as_bytes())?;
    Ok(count)
}
