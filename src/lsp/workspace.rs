//! Findings and symbols of all drafts of the open folders, whether they are open or not.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::Progress;
use tower_lsp::lsp_types::{self as lsp, WorkspaceDocumentDiagnosticReport as Report};

use crate::files::{self, find};
use crate::lsp::convert::Places;
use crate::lsp::desks::Desks;
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
}

#[derive(Clone, Debug)]
struct Kept {
    /// When the file was changed last, and how long it was.
    stamp: (Option<SystemTime>, u64),
    /// Which state of the settings it was checked under.
    generation: u64,
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
    let drafts = drafts(desks);
    let all = drafts.len();
    let mut reports = Vec::new();
    for (i, path) in drafts.into_iter().enumerate() {
        progress(i, all);
        let Ok(uri) = lsp::Url::from_file_path(&path) else { continue };
        // What is open is asked for by itself, as it stands in the editor.
        if session.newest(uri.as_str()).is_none() {
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
    let stamp = fs::metadata(path).map_or((None, 0), |it| (it.modified().ok(), it.len()));
    let generation = desks.generation();
    let kept = |shelf: &Shelf| {
        let reports = shelf.reports.lock().unwrap_or_else(PoisonError::into_inner);
        reports.get(path).filter(|kept| kept.stamp == stamp && kept.generation == generation).cloned()
    };
    if let Some(name) = kept(shelf).map(|kept| kept.name).filter(|name| known == Some(name)) {
        return Some(unchanged(uri, name));
    }
    let source = files::read(path).ok()?;
    let proof = desks.proof(uri.as_str(), "", source)?;
    let items = publisher.items(&proof, Some(&uri), |_| true);
    let name = pull::name(&items);
    let fresh = Kept { stamp, generation, name: name.clone() };
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

/// People and headings of all drafts whose name holds `query`. Blocks.
pub fn symbols(session: &Session, desks: &Desks, query: &str) -> Vec<lsp::SymbolInformation> {
    let mut found = Vec::new();
    let columns = session.columns();
    for version in session.all() {
        let (Some(proof), Ok(uri)) = (version.proof(), lsp::Url::parse(&version.uri)) else { continue };
        let places = Places::new(&proof.checked.source, columns);
        found.extend(symbols::matching(&proof.checked, &places, &uri, query));
    }
    for path in drafts(desks).into_iter().take(MOST_DRAFTS) {
        let Ok(uri) = lsp::Url::from_file_path(&path) else { continue };
        let Ok(source) = files::read(&path) else { continue };
        // Reading a draft takes far longer than looking whether the words are there at all.
        if session.newest(uri.as_str()).is_some() || !source.text().to_lowercase().contains(&query.to_lowercase()) {
            continue;
        }
        if let Some(proof) = desks.proof(uri.as_str(), "", source) {
            let places = Places::new(&proof.checked.source, columns);
            found.extend(symbols::matching(&proof.checked, &places, &uri, query));
        }
    }
    found
}

fn drafts(desks: &Desks) -> Vec<PathBuf> {
    let folders = desks.folders();
    if folders.is_empty() { Vec::new() } else { find::copy(&folders).files }
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
