//! Findings and symbols of all drafts of the open folders, whether they are open or not.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::Progress;
use tower_lsp::lsp_types::{self as lsp, WorkspaceDocumentDiagnosticReport as Report};

use crate::config::Level;
use crate::files::{self, find};
use crate::lsp::convert::Places;
use crate::lsp::desks::{Desks, Proof};
use crate::lsp::publish::Publisher;
use crate::lsp::pull;
use crate::lsp::session::Session;
use crate::lsp::symbols;

/// How many drafts of a folder a search for symbols reads at most.
const MOST_DRAFTS: usize = 2_000;

/// What was found in files that have not changed since.
#[derive(Debug, Default)]
pub struct Shelf {
    reports: Mutex<HashMap<PathBuf, Kept>>,
    /// The drafts of the open folders as of a number of changes on disk.
    drafts: Mutex<Option<(u64, Vec<PathBuf>)>>,
    /// How many changes on disk, or of what is open, the editor told of.
    changes: AtomicU64,
    /// Whether the editor tells of all changes on disk, so that nobody has to look.
    told: AtomicBool,
}

impl Shelf {
    /// Says whether the editor tells of all changes on disk.
    pub fn trust_the_editor(&self, tells: bool) {
        self.told.store(tells, Ordering::Relaxed);
    }

    /// Something changed on disk.
    pub fn disturb(&self) {
        self.changes.fetch_add(1, Ordering::Relaxed);
    }

    /// The drafts of the open folders. An editor may ask every other second: folders are walked only if something
    /// may have changed.
    fn drafts(&self, desks: &Desks) -> Vec<PathBuf> {
        let changes = self.changes.load(Ordering::Relaxed);
        let mut kept = self.drafts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, drafts)) = kept.as_ref().filter(|(at, _)| self.told.load(Ordering::Relaxed) && *at == changes) {
            return drafts.clone();
        }
        let folders = desks.folders();
        let drafts = if folders.is_empty() { Vec::new() } else { find::copy(&folders).files };
        *kept = Some((changes, drafts.clone()));
        drafts
    }

    /// What tells one state of a file from another.
    fn stamp(&self, path: &Path) -> Stamp {
        match self.told.load(Ordering::Relaxed) {
            true => Stamp::Change(self.changes.load(Ordering::Relaxed)),
            false => fs::metadata(path).map_or(Stamp::Disk(None, 0), |it| Stamp::Disk(it.modified().ok(), it.len())),
        }
    }
}

/// When a file was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stamp {
    /// After so many changes that the editor told of.
    Change(u64),
    /// When it had been changed then, and was so long.
    Disk(Option<SystemTime>, u64),
}

#[derive(Clone, Debug)]
struct Kept {
    stamp: Stamp,
    /// Which state of the settings it was checked under.
    generation: u64,
    /// The least level that was shown.
    least: Level,
    /// The name of the report.
    name: String,
}

/// Reports of every draft in the open folders, told to `progress` as they come. Blocks.
pub fn diagnostics(
    publisher: &Publisher,
    session: &Session,
    desks: &Desks,
    shelf: &Shelf,
    previous: &[lsp::PreviousResultId],
    progress: &dyn Fn(usize, usize),
) -> Vec<Report> {
    let previous: HashMap<&str, &str> = previous.iter().map(|it| (it.uri.as_str(), it.value.as_str())).collect();
    let drafts = shelf.drafts(desks);
    let open = open(session);
    let all = drafts.len();
    let mut reports = Vec::new();
    for (i, path) in drafts.into_iter().enumerate() {
        progress(i, all);
        let Ok(uri) = lsp::Url::from_file_path(&path) else { continue };
        // What is open is asked for by itself, as it stands in the editor.
        if !open.contains(&path) {
            let known = previous.get(uri.as_str()).copied();
            reports.extend(report(publisher, desks, shelf, &path, uri, known));
        }
    }
    reports
}

fn report(
    publisher: &Publisher,
    desks: &Desks,
    shelf: &Shelf,
    path: &Path,
    uri: lsp::Url,
    known: Option<&str>,
) -> Option<Report> {
    let stamp = shelf.stamp(path);
    let (generation, least) = (desks.generation(), publisher.preferences().least);
    let kept = |shelf: &Shelf| {
        let reports = shelf.reports.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |kept: &&Kept| (&kept.stamp, kept.generation, kept.least) == (&stamp, generation, least);
        reports.get(path).filter(same).cloned()
    };
    if let Some(name) = kept(shelf).map(|kept| kept.name).filter(|name| known == Some(name)) {
        return Some(unchanged(uri, name));
    }
    let source = files::read(path).ok()?;
    let proof = desks.proof(uri.as_str(), "", source)?;
    let items = publisher.items(&proof, Some(&uri), |_| true);
    let name = pull::name(&items);
    let fresh = Kept { stamp, generation, least, name: name.clone() };
    shelf.reports.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), fresh);
    if known == Some(&name) {
        return Some(unchanged(uri, name));
    }
    let full = lsp::FullDocumentDiagnosticReport { result_id: Some(name), items };
    let full = lsp::WorkspaceFullDocumentDiagnosticReport { uri, version: None, full_document_diagnostic_report: full };
    Some(Report::Full(full))
}

fn unchanged(uri: lsp::Url, name: String) -> Report {
    Report::Unchanged(lsp::WorkspaceUnchangedDocumentDiagnosticReport {
        uri,
        version: None,
        unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport { result_id: name },
    })
}

/// People and headings of all drafts, and officials of the newsrooms' own lists, whose name holds `query`. Blocks.
pub fn symbols(session: &Session, desks: &Desks, shelf: &Shelf, query: &str) -> Vec<lsp::SymbolInformation> {
    let mut found = Vec::new();
    let columns = session.columns();
    let mut lists: HashSet<Vec<PathBuf>> = HashSet::new();
    let mut listed = |proof: &Proof, found: &mut Vec<lsp::SymbolInformation>| {
        let newsroom = proof.desk().newsroom();
        if lists.insert(newsroom.lists.clone()) {
            found.extend(symbols::listed(newsroom.roster.own(), columns, query));
        }
    };
    for version in session.all() {
        let (Some(proof), Ok(uri)) = (version.proof(), lsp::Url::parse(&version.uri)) else { continue };
        let places = Places::new(&proof.checked.source, columns);
        found.extend(symbols::matching(&proof.checked, &places, &uri, query));
        listed(&proof, &mut found);
    }
    let open = open(session);
    for path in shelf.drafts(desks).into_iter().take(MOST_DRAFTS) {
        let Ok(uri) = lsp::Url::from_file_path(&path) else { continue };
        let Ok(source) = files::read(&path) else { continue };
        // Reading a draft takes far longer than looking whether the words are there at all.
        if open.contains(&path) || !source.text().to_lowercase().contains(&query.to_lowercase()) {
            continue;
        }
        if let Some(proof) = desks.proof(uri.as_str(), "", source) {
            let places = Places::new(&proof.checked.source, columns);
            found.extend(symbols::matching(&proof.checked, &places, &uri, query));
            listed(&proof, &mut found);
        }
    }
    found
}

/// The files that are open, whatever form their URIs have.
fn open(session: &Session) -> HashSet<PathBuf> {
    let uris = session.all().into_iter().filter_map(|version| lsp::Url::parse(&version.uri).ok());
    uris.filter_map(|uri| uri.to_file_path().ok()).collect()
}

/// Tells an editor how far a long piece of work has come.
#[derive(Debug)]
pub struct Teller {
    steps: mpsc::UnboundedSender<lsp::WorkDoneProgress>,
}

impl Teller {
    /// Begins to tell; `None` when the editor gave no token to tell by.
    pub fn begin(client: Client, token: Option<lsp::ProgressToken>, title: &str) -> Option<Self> {
        let token = token?;
        let (steps, mut told) = mpsc::unbounded_channel();
        let teller = Self { steps };
        teller.tell(lsp::WorkDoneProgress::Begin(lsp::WorkDoneProgressBegin {
            title: title.to_owned(),
            percentage: Some(0),
            ..lsp::WorkDoneProgressBegin::default()
        }));
        tokio::spawn(async move {
            while let Some(step) = told.recv().await {
                let value = lsp::ProgressParamsValue::WorkDone(step);
                client.send_notification::<Progress>(lsp::ProgressParams { token: token.clone(), value }).await;
            }
        });
        Some(teller)
    }

    /// Tells that `done` of `all` are done.
    pub fn report(&self, done: usize, all: usize) {
        // Once a percent is often enough.
        if all > 0 && (done * 100) % all < 100 {
            let percentage = Some(u32::try_from(done * 100 / all).unwrap_or(100));
            self.tell(lsp::WorkDoneProgress::Report(lsp::WorkDoneProgressReport {
                percentage,
                ..lsp::WorkDoneProgressReport::default()
            }));
        }
    }

    /// Tells that all is done.
    pub fn end(&self) {
        self.tell(lsp::WorkDoneProgress::End(lsp::WorkDoneProgressEnd::default()));
    }

    fn tell(&self, step: lsp::WorkDoneProgress) {
        // Nobody listens any more at the end of a session.
        let _ = self.steps.send(step);
    }
}
