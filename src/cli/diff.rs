//! `copydesk diff`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::check::{self, Draft};
use crate::cli::discretion::Discretion;
use crate::cli::drafts::today;
use crate::cli::whose::Whose;
use crate::cli::{CLEAN, FAILED, FOUND, terminal};
use crate::files::desks::Desks;
use crate::files::{self, Fault, git};
use crate::markdown::Syntax;
use crate::report::revisions::{Revision, Side};
use crate::text::Source;

/// Arguments of `copydesk diff`.
#[derive(Args, Debug)]
pub struct Diff {
    /// The earlier draft: a file, a draft in git as REV:path, or a revision of the other draft
    base: String,
    /// The later draft, named in the same way
    head: String,
    /// Tell what became of quotations: altered, re-attributed, removed or added. Nothing else is compared so far
    #[arg(long)]
    quotes: bool,
    /// How to tell it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    discretion: Discretion,
}

/// How changes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON array with an object a change
    Json,
    /// A JSON object a change, each on its line
    Jsonl,
}

/// A draft of the two.
struct Named<'a> {
    /// As the caller named it.
    name: &'a str,
    /// Where it is, or was.
    path: PathBuf,
    /// Its text.
    source: Source,
}

/// Compares, and answers with the exit code: 1 where something became of a quotation.
pub fn run(args: &Diff) -> u8 {
    match args.told() {
        Ok((text, faults, changed)) => {
            for fault in &faults {
                terminal::say(fault);
            }
            let mut out = terminal::out();
            let wrote = out.write_all(text.as_bytes()).and_then(|()| out.flush());
            match terminal::written(wrote) && faults.is_empty() {
                false => FAILED,
                true if changed => FOUND,
                true => CLEAN,
            }
        }
        Err(faults) => {
            for fault in faults {
                terminal::say(fault);
            }
            FAILED
        }
    }
}

impl Diff {
    /// The report, what could not be read of the newsroom's data, and whether there is a change.
    fn told(&self) -> Result<(String, Vec<Fault>, bool), Vec<Fault>> {
        if !self.quotes {
            let remedy = "needs to know what to compare; add --quotes";
            return Err(vec![Fault::of(Path::new("copydesk diff"), remedy)]);
        }
        let base = named(&self.base, &self.head).map_err(|fault| vec![fault])?;
        let head = named(&self.head, &self.base).map_err(|fault| vec![fault])?;
        let mut desks = Desks::new(self.whose.origin(), Vec::new(), Vec::new());
        let station = desks.for_file(&head.path)?;
        let today = today();
        let read = |named: &Named<'_>| {
            let draft = Draft {
                path: station.relative(&named.path),
                date: self.whose.date,
                today: Some(today),
                ..Draft::of(named.source.clone(), files::syntax_of(&named.path).unwrap_or(Syntax::Markdown))
            };
            check::speech(&draft, &station.desk)
        };
        let (before, after) = (read(&base), read(&head));
        for (named, analysis) in [(&base, &before), (&head, &after)] {
            let allowed = self.discretion.allows(Path::new(named.name), &analysis.article);
            allowed.map_err(|fault| vec![fault])?;
        }
        let revision = Revision::of(
            Side { name: base.name, source: &base.source, analysis: &before },
            Side { name: head.name, source: &head.source, analysis: &after },
        );
        let text = match self.format {
            Format::Human => revision.human(),
            Format::Json => format!("[\n{}\n]\n", revision.json().join(",\n")),
            Format::Jsonl => revision.json().into_iter().map(|line| line + "\n").collect(),
        };
        Ok((text, desks.take_faults(), !revision.is_empty()))
    }
}

/// The draft that `name` names. A bare revision means the draft that `other` names, as it was then.
fn named<'a>(name: &'a str, other: &str) -> Result<Named<'a>, Fault> {
    let path = Path::new(name);
    if path.exists() {
        return Ok(Named { name, path: path.to_owned(), source: files::read(path)? });
    }
    let (revision, path) = match (name.split_once(':'), other.split_once(':')) {
        (Some((revision, path)), _) => (revision, path.to_owned()),
        (None, _) if Path::new(other).exists() => {
            let here = files::desks::nearer(&files::desks::absolute(Path::new(other)));
            (name, format!("./{}", files::paths::shown(&here)))
        }
        (None, Some((_, path))) => (name, path.to_owned()),
        (None, None) => {
            let message = format!("no such file; write {name}:path for a draft of a revision");
            return Err(Fault::of(path, message));
        }
    };
    let source = git::at(revision, &path).map_err(|fault| Fault { path: PathBuf::from(name), ..fault })?;
    Ok(Named { name, path: PathBuf::from(path.trim_start_matches("./")), source })
}
