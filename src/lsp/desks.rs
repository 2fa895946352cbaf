//! Which settings and which newsroom a draft belongs to, and what was wrong with them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use jiff::Zoned;
use tower_lsp::lsp_types::Url;

use crate::analysis::two::{Thing, Two};
use crate::check::{self, Checked, Desk, Draft};
use crate::config::Config;
use crate::files::bibliography::Bibliographies;
use crate::files::desks::{self, Named, Origin, Station};
use crate::files::{self, Fault};
use crate::hover::Subject;
use crate::markdown::Syntax;
use crate::sources::Library;
use crate::text::Source;
use crate::transcripts::Transcripts;

/// One draft as a desk judged it. The people in it are those of this desk's roster and no other's.
#[derive(Debug)]
pub struct Proof {
    /// The draft, understood and judged.
    pub checked: Checked,
    /// The desk that judged.
    pub station: Arc<Station>,
    /// The draft without its text, which `checked` has.
    bare: Draft,
}

impl Proof {
    /// The desk that judged.
    pub fn desk(&self) -> &Desk {
        &self.station.desk
    }

    /// The draft as it was checked, to be checked again.
    pub fn draft(&self) -> Draft {
        Draft { source: self.checked.source.clone(), ..self.bare.clone() }
    }

    /// How it was read.
    pub fn syntax(&self) -> Syntax {
        self.bare.syntax
    }

    /// What the draft may cite: the newsroom's sources and those of its own bibliography.
    pub fn library(&self) -> Cow<'_, Library> {
        self.desk().newsroom().library.with(self.bare.bibliography.as_deref())
    }

    /// What hovers are taken from.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            source: &self.checked.source,
            analysis: &self.checked.analysis,
            findings: &self.checked.findings,
            roster: &self.desk().newsroom().roster,
            library: &self.desk().newsroom().library,
            bibliography: self.bare.bibliography.as_deref(),
        }
    }
}

/// The desks of all drafts that are open, each read once until its files change.
#[derive(Debug)]
pub struct Desks {
    check: fn(Draft, &Desk) -> Checked,
    state: Mutex<State>,
}

impl Default for Desks {
    fn default() -> Self {
        Self { check: at_once, state: Mutex::default() }
    }
}

/// What a draft brings along itself.
type Brought = (Option<Arc<Library>>, Option<Arc<Transcripts>>);

#[derive(Debug)]
struct State {
    desks: desks::Desks,
    bibliographies: Bibliographies,
    /// Folders that are open. Drafts without a file of their own belong to the first.
    folders: Vec<PathBuf>,
    /// How often what was read was forgotten.
    generation: u64,
    /// The last desk that could be made for each draft, for settings are broken while they are written.
    last: HashMap<String, Arc<Station>>,
    /// What is wrong with settings and newsroom data, by file.
    faults: BTreeMap<PathBuf, Vec<Fault>>,
    /// Faults that were told, to be taken back when they are mended.
    told: BTreeMap<PathBuf, Vec<Fault>>,
    /// Whether the folders are not trusted, so that nothing in them says what else is read.
    distrusted: bool,
    /// What holds where settings leave it open.
    open: Config,
}

impl Default for State {
    fn default() -> Self {
        Self {
            desks: desks(false, &Config::default()),
            bibliographies: Bibliographies::default(),
            folders: Vec::new(),
            generation: 0,
            last: HashMap::new(),
            faults: BTreeMap::new(),
            told: BTreeMap::new(),
            distrusted: false,
            open: Config::default(),
        }
    }
}

impl Desks {
    /// Desks that have drafts checked by `check`.
    pub fn with(check: fn(Draft, &Desk) -> Checked) -> Self {
        Self { check, ..Self::default() }
    }

    /// Says what holds where settings leave it open.
    pub fn leave_open(&self, open: Config) {
        self.state().open = open;
        self.forget();
    }

    /// Whether the file at `path` is one that the settings of an open draft name, or that a source of its does.
    pub fn reads(&self, path: &Path) -> bool {
        let stations: Vec<Arc<Station>> = self.state().last.values().cloned().collect();
        stations.iter().any(|station| station.reads(path) || station.newsroom.iter().any(|file| file == path))
    }

    /// Opens folders and closes others.
    pub fn arrange(&self, opened: &[String], closed: &[String]) {
        let path = |uri: &String| Url::parse(uri).ok()?.to_file_path().ok();
        let mut state = self.state();
        let closed: Vec<PathBuf> = closed.iter().filter_map(path).collect();
        state.folders.retain(|folder| !closed.contains(folder));
        state.folders.extend(opened.iter().filter_map(path));
    }

    /// Says whether the folders are trusted. Settings in those that are not are not read, nor is any file that a draft
    /// names.
    pub fn trust(&self, trusted: bool) {
        self.state().distrusted = !trusted;
        self.forget();
    }

    /// Folders that are open.
    pub fn folders(&self) -> Vec<PathBuf> {
        self.state().folders.clone()
    }

    /// Which state of the files on disk desks were made from; it grows whenever they are forgotten.
    pub fn generation(&self) -> u64 {
        self.state().generation
    }

    /// Forgets what was read, for it changed on disk.
    pub fn forget(&self) {
        let mut state = self.state();
        state.desks = desks(state.distrusted, &state.open);
        state.bibliographies = Bibliographies::default();
        state.faults.clear();
        state.generation += 1;
    }

    /// Checks a draft at its own desk. `None` when checking it failed, which is logged without any copy.
    pub fn proof(&self, uri: &str, language: &str, source: Source) -> Option<Proof> {
        let (station, path) = self.station(uri);
        let today = Zoned::now().date();
        let syntax = syntax(uri, language);
        let (bibliography, transcripts) = self.brought(uri, &source, syntax).unwrap_or_default();
        let draft = Draft { path, source, syntax, date: None, today: Some(today), bibliography, transcripts };
        let bare = Draft { source: Source::new(String::new()), ..draft.clone() };
        // One draft that cannot be checked must not take the session with it.
        match panic::catch_unwind(AssertUnwindSafe(|| (self.check)(draft, &station.desk))) {
            Ok(checked) => Some(Proof { checked, station, bare }),
            Err(_) => {
                tracing::error!("a draft could not be checked; its last findings stay");
                None
            }
        }
    }

    /// What is wrong with settings and newsroom data and was not told yet. A file with no faults was mended.
    pub fn news(&self) -> Vec<(PathBuf, Vec<Fault>)> {
        let mut state = self.state();
        let mended = state.told.keys().filter(|path| !state.faults.contains_key(*path));
        let mended = mended.map(|path| (path.clone(), Vec::new()));
        let fresh = state.faults.iter().filter(|(path, faults)| state.told.get(*path) != Some(*faults));
        let news = mended.chain(fresh.map(|(path, faults)| (path.clone(), faults.clone()))).collect();
        state.told = state.faults.clone();
        news
    }

    /// What the draft's own bibliography holds, and the transcripts of its own sources.
    fn brought(&self, uri: &str, source: &Source, syntax: Syntax) -> Option<Brought> {
        let file = Url::parse(uri).ok()?.to_file_path().ok()?;
        let mut state = self.state();
        if state.distrusted {
            return None;
        }
        let library = state.bibliographies.of(&file, source, syntax);
        let transcripts = state.bibliographies.transcripts_of(&file, source, syntax, library.as_deref());
        for fault in state.bibliographies.take_faults() {
            let known = state.faults.entry(desks::absolute(&fault.path)).or_default();
            // What is missing is looked for at every check, and told once.
            if !known.contains(&fault) {
                known.push(fault);
            }
        }
        Some((library, transcripts))
    }

    /// The desk of a draft, and the draft's path as the desk's globs want it; empty when it has no file.
    fn station(&self, uri: &str) -> (Arc<Station>, String) {
        let file = Url::parse(uri).ok().and_then(|uri| uri.to_file_path().ok());
        let mut state = self.state();
        let path = match (&file, state.folders.first()) {
            (Some(file), _) => file.clone(),
            // Any name does: only the folder decides which settings hold.
            (None, Some(folder)) => folder.join("untitled.md"),
            // No settings can be found from here.
            (None, None) => PathBuf::from("/untitled.md"),
        };
        let station = state.desks.for_file(&path);
        for fault in state.desks.take_faults() {
            state.faults.entry(desks::absolute(&fault.path)).or_default().push(fault);
        }
        match station {
            Ok(station) => {
                state.last.insert(uri.to_owned(), Arc::clone(&station));
                let relative = file.map(|file| station.relative(&file)).unwrap_or_default();
                (station, relative)
            }
            Err(faults) => {
                for fault in faults {
                    state.faults.entry(desks::absolute(&fault.path)).or_default().push(fault);
                }
                let station = state.last.get(uri).cloned().unwrap_or_else(bare);
                let relative = file.map(|file| station.relative(&file)).unwrap_or_default();
                (station, relative)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn desks(distrusted: bool, open: &Config) -> desks::Desks {
    let origin = if distrusted { Origin::Isolated } else { Origin::Found };
    desks::Desks::new(origin, Vec::new(), Vec::new()).leaving_open(open.clone())
}

/// Bytes of a draft from which on two threads are faster than one.
const LONG: usize = 32 << 10;

/// Checks a draft, a long one on two threads: its writer waits.
fn at_once(draft: Draft, desk: &Desk) -> Checked {
    // The same half on the same thread each time: what one frees the other cannot use again.
    let join = |one: &mut Thing<'_>, other: &mut Thing<'_>| {
        thread::scope(|scope| {
            scope.spawn(other);
            one();
        });
    };
    let two = if draft.source.text().len() < LONG { Two::InTurn } else { Two::AtOnce(join) };
    check::check_by(two, draft, desk)
}

/// The desk of a draft that no settings hold for.
fn bare() -> Arc<Station> {
    let isolated = desks::Desks::new(Origin::Isolated, Vec::new(), Vec::new()).for_file(Path::new(""));
    isolated.unwrap_or_else(|_| {
        let desk = Desk::default();
        Arc::new(Station {
            desk,
            folder: PathBuf::new(),
            settings: None,
            newsroom: Vec::new(),
            named: Named::default(),
            imprint: 0,
        })
    })
}

/// How a draft is to be read: by what the editor calls its language, else by the end of its name.
fn syntax(uri: &str, language: &str) -> Syntax {
    match language {
        "markdown" | "quarto" | "rmd" | "mdx" | "pandoc" => Syntax::Markdown,
        "plaintext" | "text" => Syntax::Plain,
        _ => files::syntax_of(Path::new(uri)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::session::{Change, Session};
    use crate::text::Columns;

    #[test]
    fn the_language_decides_before_the_name() {
        assert_eq!(syntax("file:///a.txt", "markdown"), Syntax::Markdown);
        assert_eq!(syntax("file:///a.md", "plaintext"), Syntax::Plain);
        assert_eq!(syntax("file:///a.TXT", ""), Syntax::Plain);
        assert_eq!(syntax("untitled:Untitled-1", "quarto"), Syntax::Markdown);
        assert_eq!(syntax("untitled:Untitled-1", "mail"), Syntax::Markdown);
    }

    #[test]
    fn a_check_that_fails_takes_nothing_with_it() {
        let check = |draft: Draft, desk: &Desk| {
            assert!(!draft.source.text().contains("ruin"), "{}", draft.source.text());
            check::check(draft, desk)
        };
        let desks = Arc::new(Desks::with(check));
        let session = Session::new(Arc::clone(&desks));
        session.agree(Columns::Utf16);
        let ruined = session.did_open("a".into(), "markdown".into(), 1, "ruin");
        assert!(ruined.proof().is_none() && ruined.proof().is_none());
        let whole = Change { range: None, text: "whole".into() };
        assert!(session.did_change("a", 2, &[whole]).unwrap().proof().is_some());
        assert!(desks.proof("b", "markdown", Source::new("one".into())).is_some());
    }

    #[test]
    fn two_threads_find_what_one_does() {
        let copy = include_str!("../../tests/corpus/harbour.md");
        let long = copy.repeat(LONG / copy.len() + 1);
        let date = jiff::civil::date(2031, 4, 5);
        let draft =
            || Draft { date: Some(date), today: Some(date), ..Draft::of(Source::new(long.clone()), Syntax::Markdown) };
        let (one, two) = (check::check(draft(), &Desk::default()), at_once(draft(), &Desk::default()));
        assert!(one.findings.len() > 20);
        assert_eq!((&two.findings, &two.allowed), (&one.findings, &one.allowed));
        assert_eq!(format!("{:?}", two.analysis), format!("{:?}", one.analysis));
    }

    #[test]
    fn broken_settings_are_told_once_and_taken_back_when_mended() {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("copydesk.toml");
        let uri = Url::from_file_path(folder.path().join("a.md")).unwrap();
        let desks = Desks::default();
        let check = |text: &str| {
            std::fs::write(&settings, text).unwrap();
            desks.forget();
            assert!(desks.proof(uri.as_str(), "markdown", Source::new("a".into())).is_some());
            desks.news()
        };
        let faults = check("colour = 1\n");
        assert_eq!(faults.len(), 1);
        assert_eq!((&faults[0].0, faults[0].1[0].place), (&desks::absolute(&settings), Some((1, 1))));
        assert!(check("colour = 1\n").is_empty());
        assert_eq!(check(""), [(desks::absolute(&settings), Vec::new())]);
        assert!(check("").is_empty());
    }
}
