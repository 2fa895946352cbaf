//! The one call: copy, settings and newsroom data in, findings out.

pub mod fingerprint;
pub mod glance;
pub mod mend;
pub mod notes;
pub mod presets;
pub mod settings;
pub mod shorthand;

mod allowances;
mod languages;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;

use crate::analysis::two::Two;
use crate::analysis::{self, Analysis, ArticleDate, Known};
use crate::check::notes::Notes;
use crate::check::settings::{Applied, Cause, Narrowed, Selection};
use crate::config::{Config, Genre, Level, Per};
use crate::markdown::{Article, Syntax};
use crate::people::roster::Roster;
use crate::rules::{Finding, RULES};
use crate::sources::Library;
use crate::text::{Problem, Source};
use crate::transcripts::Transcripts;

/// What the newsroom knows, read from its files.
#[derive(Clone, Debug, Default)]
pub struct Newsroom {
    /// Who holds which office.
    pub roster: Roster,
    /// What drafts may cite.
    pub library: Library,
    /// The files of its own list of officials, in the order in which the settings name them.
    pub lists: Vec<PathBuf>,
    /// The files of that library, in the order in which the settings name them.
    pub shelves: Vec<PathBuf>,
    /// What was said, word by word.
    pub transcripts: Arc<Transcripts>,
}

/// Settings and newsroom data, resolved and ready.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    config: Config,
    newsroom: Newsroom,
    base: Applied,
    /// In the order of the settings; later ones win.
    narrowed: Vec<Narrowed>,
    selection: Selection,
    notes: Notes,
}

/// One draft to check.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its path relative to the settings file, with `/`; empty when it has none. Only globs look at it.
    pub path: String,
    /// Its text.
    pub source: Source,
    /// How to read it.
    pub syntax: Syntax,
    /// The article's date as the caller gives it (`--date`); the draft's own wins over nothing, this wins over it.
    pub date: Option<Date>,
    /// The caller's today.
    pub today: Option<Date>,
    /// What the draft's own `bibliography` holds; `None` when it names none or it could not be read.
    pub bibliography: Option<Arc<Library>>,
    /// What the draft's own sources name as their `quote_file`; `None` when they name nothing that could be read.
    pub transcripts: Option<Arc<Transcripts>>,
}

impl Draft {
    /// A draft without a path, a date, or files of its own.
    pub fn of(source: Source, syntax: Syntax) -> Self {
        Self { path: String::new(), source, syntax, date: None, today: None, bibliography: None, transcripts: None }
    }
}

/// One draft, understood and judged.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its text.
    pub source: Source,
    /// What was understood.
    pub analysis: Analysis,
    /// What is wrong, sorted by start, then by rule. Allowed findings are left out.
    pub findings: Vec<Finding>,
    /// What would be wrong if the draft did not allow it, in the same order.
    pub allowed: Vec<Allowed>,
}

/// What was judged of a draft, without what was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What is wrong, in the order of [`Checked::findings`].
    pub findings: Vec<Finding>,
    /// What would be wrong if the draft did not allow it, in the same order.
    pub allowed: Vec<Allowed>,
    /// Whether the draft says that it is not published yet.
    pub unpublished: bool,
    /// The language that the draft says it is in, where that is not read; `None` for English.
    pub foreign: Option<String>,
    /// The caller's today, where it stood in for a date that nobody gave; `None` when it plays no part.
    pub assumed: Option<Date>,
}

impl Verdict {
    /// What was judged in `checked`, which it takes its findings out of.
    pub fn take(checked: &mut Checked) -> Self {
        let front_matter = checked.analysis.article.front_matter.as_ref();
        Self {
            unpublished: front_matter.is_some_and(|matter| matter.unpublished),
            foreign: analysis::foreign(&checked.analysis.article).map(str::to_owned),
            assumed: match checked.analysis.date {
                ArticleDate::Assumed(today) => Some(today),
                ArticleDate::Given(_) | ArticleDate::Unknown => None,
            },
            findings: std::mem::take(&mut checked.findings),
            allowed: std::mem::take(&mut checked.allowed),
        }
    }
}

/// A finding that the draft allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// What was found.
    pub finding: Finding,
    /// Why it may stand, in the draft's words; empty when they do not say.
    pub reason: String,
}

impl Desk {
    /// Resolves names of rules and globs. Every one that is unknown is a problem with its place.
    pub fn new(config: Config, newsroom: Newsroom) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut base = Applied::preset(config.extends);
        base.apply(&settings::resolve(&config.rules, &mut problems));
        let narrowed = config.overrides.iter().map(|entry| Narrowed::new(entry, &mut problems)).collect();
        if problems.is_empty() {
            Ok(Self { config, newsroom, base, narrowed, selection: Selection::default(), notes: Notes::default() })
        } else {
            Err(problems)
        }
    }

    /// The same desk, looking only for the rules in `select` (all, when it is empty) and not for those in `ignore`.
    ///
    /// A rule that is selected by name is looked for even where the settings turn it off.
    pub fn looking_for(self, select: &[String], ignore: &[String]) -> Result<Self, Vec<Problem>> {
        let selection = Selection::new(select, ignore)?;
        Ok(Self { selection, ..self })
    }

    /// The same desk with allowances that it keeps out of the copy.
    pub fn with_notes(self, notes: Notes) -> Self {
        Self { notes, ..self }
    }

    /// The same desk with no allowances but those in the copy.
    pub fn without_notes(self) -> Self {
        self.with_notes(Notes::default())
    }

    /// The settings it was made from.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What the newsroom knows.
    pub fn newsroom(&self) -> &Newsroom {
        &self.newsroom
    }

    /// The level of each rule for the draft at `path`, in the order of [`RULES`], and what gave it that level. The
    /// draft's own words do not count here.
    pub fn levels(&self, path: &str) -> Vec<(Level, Option<Per>, Cause)> {
        let applied = self.applied(path, &Article::default());
        applied.rules().map(|judged| (judged.level, judged.per, judged.cause)).collect()
    }

    /// The genre that the settings give the draft at `path`, and which of their overrides gave it; `None`: none did, and
    /// the draft's own word counts.
    pub fn genre(&self, path: &str) -> Option<(Genre, usize)> {
        let mut fits = self.narrowed.iter().enumerate().rev().filter(|(_, narrowed)| narrowed.holds_for(path));
        fits.find_map(|(index, narrowed)| Some((narrowed.genre()?, index)))
    }

    /// What is looked for in the draft at `path`, and how strictly.
    fn applied(&self, path: &str, article: &Article) -> Applied {
        let mut applied = self.base.clone();
        applied.genre = genre_of(article).unwrap_or_default();
        for narrowed in self.narrowed.iter().filter(|narrowed| narrowed.holds_for(path)) {
            applied.narrow(narrowed);
        }
        applied.select(&self.selection);
        if analysis::foreign(article).is_some() {
            applied.without_english();
        }
        applied
    }
}

/// Checks one draft. Cannot fail: odd copy yields fewer facts.
pub fn check(draft: Draft, desk: &Desk) -> Checked {
    check_by(Two::InTurn, draft, desk)
}

/// The same, doing `two` things at a time where one does not need the other: a book must not wait for one thread.
pub fn check_by(two: Two, draft: Draft, desk: &Desk) -> Checked {
    let analysis = knowing(&draft, desk, |source, syntax, known| Analysis::by(two, source, syntax, known));
    let (findings, allowed) = judge(two, &analysis, &draft, desk);
    Checked { source: draft.source, analysis, findings, allowed }
}

/// Who says what in a draft, and nothing else of it.
pub fn speech(draft: &Draft, desk: &Desk) -> Analysis {
    knowing(draft, desk, Analysis::speech)
}

fn knowing(draft: &Draft, desk: &Desk, read: impl FnOnce(&Source, Syntax, &Known<'_>) -> Analysis) -> Analysis {
    let newsroom = &desk.newsroom;
    let libraries: Vec<&Library> = std::iter::once(&newsroom.library).chain(draft.bibliography.as_deref()).collect();
    let transcripts: Vec<&Transcripts> =
        std::iter::once(&*newsroom.transcripts).chain(draft.transcripts.as_deref()).collect();
    let known = Known {
        roster: &newsroom.roster,
        libraries: &libraries,
        transcripts: &transcripts,
        date: draft.date,
        today: draft.today,
    };
    read(&draft.source, draft.syntax, &known)
}

/// Findings of every rule that is looked for, those that the draft allows apart.
fn judge(two: Two, analysis: &Analysis, draft: &Draft, desk: &Desk) -> (Vec<Finding>, Vec<Allowed>) {
    let (source, applied) = (&draft.source, &desk.applied(&draft.path, &analysis.article));
    let rules: Vec<_> = RULES.iter().zip(applied.rules()).filter(|(_, judged)| !judged.off()).collect();
    // Whoever is done with a rule takes the next one: some take far longer than others.
    let next = AtomicUsize::new(0);
    let look = || {
        let mut findings = Vec::new();
        while let Some((rule, judged)) = rules.get(next.fetch_add(1, Ordering::Relaxed)) {
            let first = findings.len();
            (rule.check)(analysis, &applied.settings(*judged, source.text(), desk.config()), &mut findings);
            for finding in &mut findings[first..] {
                finding.level = judged.level_of(rule, finding.level);
            }
        }
        findings
    };
    let (mut findings, others) = two.both(look, look);
    findings.extend(others);
    let place = |finding: &Finding| (finding.span.start, finding.rule, finding.span.end);
    findings.sort_by_key(place);
    let mut allowed = allowances::judge(&analysis.article.allowances, source, applied, &mut findings);
    desk.notes.judge(&draft.path, source, applied, &mut findings, &mut allowed);
    findings.sort_by_key(place);
    (findings, allowed)
}

/// The genre that the draft's front matter names; `None` when it names none that is known.
fn genre_of(article: &Article) -> Option<Genre> {
    let said = article.front_matter.as_ref()?.genre.as_ref()?.text.to_lowercase().replace([' ', '_'], "-");
    Genre::NAMES.iter().find(|&&(name, _)| name == said).map(|&(_, genre)| genre)
}

#[cfg(test)]
mod tests;
