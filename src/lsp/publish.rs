//! Sending findings: the newest version first, outdated ones never, and each draft's in order.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::lsp_types::request::WorkspaceDiagnosticRefresh;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticSeverity, MessageType, NumberOrString, Position, Range, Url,
};

use crate::check::{Desk, Newsroom};
use crate::config::preferences::{Preferences, Wishes};
use crate::files::Fault;
use crate::lsp::convert::{Places, SOURCE};
use crate::lsp::desks::{Desks, Proof};
use crate::lsp::outbox::Outbox;
use crate::lsp::pages::Pages;
use crate::lsp::quiet::Sight;
use crate::lsp::sent::Findings;
use crate::lsp::session::{Session, Version};
use crate::lsp::trace::Trace;
use crate::lsp::turns::Turns;

/// Who checks drafts as they change and sends what was found.
#[derive(Debug)]
pub struct Publisher {
    session: Arc<Session>,
    desks: Arc<Desks>,
    client: Client,
    outbox: Outbox,
    /// Whether findings are sent unasked; otherwise the editor is told to ask.
    pushes: OnceLock<bool>,
    wishes: Mutex<Wishes>,
    trace: Trace,
    /// What is wrong with what the editor passed on, and whether that was told.
    problems: Mutex<(Vec<String>, bool)>,
    pages: Pages,
    turns: Turns<Job>,
    sights: Mutex<HashMap<String, Arc<Mutex<Sight>>>>,
}

/// What to send of a draft.
#[derive(Debug)]
enum Job {
    /// What was found in this version.
    Findings(Arc<Version>),
    /// That there is nothing any more, for the draft was closed.
    Nothing,
}

/// What is shown of a version now.
struct Look {
    proof: Arc<Proof>,
    /// Whether each finding is shown, in their order.
    keep: Vec<bool>,
    due: Option<Duration>,
}

/// Findings as they are now.
#[derive(Debug)]
pub struct Report {
    /// As the protocol has them; those that wait are left out.
    pub items: Vec<Diagnostic>,
    /// How long until those that wait are due; `None` when none waits.
    pub due: Option<Duration>,
}

impl Publisher {
    /// A publisher that sends findings through `outbox` and asks `client` to ask for them.
    pub fn new(session: Arc<Session>, desks: Arc<Desks>, client: Client, outbox: Outbox) -> Self {
        Self {
            session,
            desks,
            client,
            outbox,
            pushes: OnceLock::new(),
            wishes: Mutex::default(),
            trace: Trace::default(),
            problems: Mutex::default(),
            pages: Pages::default(),
            turns: Turns::default(),
            sights: Mutex::default(),
        }
    }

    /// Settles whether findings are sent unasked; the first call wins.
    pub fn push(&self, pushes: bool) {
        let _ = self.pushes.set(pushes);
    }

    /// What the writer prefers.
    pub fn preferences(&self) -> Preferences {
        lock(&self.wishes).preferences
    }

    /// How much is told of what is done.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Takes over what the editor says that the writer prefers, and shows findings accordingly.
    pub fn prefer(self: &Arc<Self>, settings: &Value) {
        let (before, after, problems) = {
            let mut wishes = lock(&self.wishes);
            let before = wishes.clone();
            let mut problems = wishes.take(settings);
            if let Err(unknown) = Desk::new(wishes.open.clone(), Newsroom::default()) {
                problems.extend(unknown.into_iter().map(|problem| match problem.remedy {
                    Some(remedy) => format!("{}; {remedy}", problem.message),
                    None => problem.message,
                }));
                wishes.leave_open_as(&before);
            }
            (before, wishes.clone(), problems)
        };
        {
            let mut known = lock(&self.problems);
            if known.0 != problems {
                *known = (problems, false);
            }
        }
        if before.open != after.open {
            self.desks.leave_open(after.open.clone());
        }
        if (before.preferences, before.open) != (after.preferences, after.open) {
            self.again();
        }
    }

    /// Tells the writer what is wrong with what their editor passed on, once.
    pub fn tell_problems(self: &Arc<Self>) {
        let lines = {
            let mut problems = lock(&self.problems);
            if problems.1 || problems.0.is_empty() {
                return;
            }
            problems.1 = true;
            problems.0.join("\n")
        };
        let client = self.client.clone();
        tokio::spawn(async move {
            client.show_message(MessageType::WARNING, format!("copydesk, settings of the editor: {lines}")).await;
        });
    }

    /// Checks every open draft once more.
    pub fn again(self: &Arc<Self>) {
        let all = self.session.all().into_iter();
        self.refresh(all.filter_map(|version| self.session.again(&version.uri)).collect());
    }

    /// Sends what is found in `version`, unless a newer one comes first.
    pub fn publish(self: &Arc<Self>, version: Arc<Version>) {
        if self.pushes() {
            self.post(version.uri.clone(), Job::Findings(version));
        }
    }

    /// Sends what is found in `versions`, or has the editor ask for it, when no edit gave the occasion.
    pub fn refresh(self: &Arc<Self>, versions: Vec<Arc<Version>>) {
        if self.pushes() {
            return versions.into_iter().for_each(|version| self.publish(version));
        }
        if versions.is_empty() {
            return;
        }
        let client = self.client.clone();
        // The answer is awaited to the end: tower-lsp panics over one that nobody waits for any more.
        tokio::spawn(async move { client.send_request::<WorkspaceDiagnosticRefresh>(()).await });
    }

    /// Takes all findings of a closed draft away.
    pub fn clear(self: &Arc<Self>, uri: &str) {
        lock(&self.sights).remove(uri);
        if self.pushes() {
            self.post(uri.to_owned(), Job::Nothing);
        }
    }

    /// What to show of `version` now, for an editor that asks. Takes as long as a check; `None` when checking it failed.
    pub fn report(&self, version: &Version) -> Option<Report> {
        let look = self.look(version)?;
        let uri = Url::parse(&version.uri).ok();
        Some(Report { items: self.items(&look.proof, uri.as_ref(), |i| look.keep[i]), due: look.due })
    }

    fn look(&self, version: &Version) -> Option<Look> {
        let proof = version.proof()?;
        self.tell_news();
        let Preferences { quiet, least, .. } = self.preferences();
        let sight = Arc::clone(lock(&self.sights).entry(version.uri.clone()).or_default());
        let typed = version.typed.map(|typed| (typed.offset, typed.at));
        let shown = lock(&sight).show(&proof.checked, version.rope(), typed, Instant::now(), quiet);
        let findings = &proof.checked.findings;
        let waiting = shown.keep.iter().filter(|keep| !**keep).count();
        if let Some(told) = self.trace.checked(version, findings.len(), waiting) {
            self.outbox.put(&told);
        }
        let keep = findings.iter().zip(shown.keep).map(|(finding, keep)| keep && finding.level >= least).collect();
        Some(Look { proof, keep, due: shown.due })
    }

    /// The findings of a draft that `keep` keeps, by index, and that the writer wants to see.
    pub fn items(&self, proof: &Proof, uri: Option<&Url>, keep: impl Fn(usize) -> bool) -> Vec<Diagnostic> {
        let least = self.preferences().least;
        let places = Places::new(&proof.checked.source, self.session.columns());
        let kept = proof.checked.findings.iter().enumerate().filter(|(i, finding)| keep(*i) && finding.level >= least);
        kept.map(|(_, finding)| self.describe(places.diagnostic(finding, uri))).collect()
    }

    /// The same as a message to an editor that does not ask.
    fn told(&self, version: &Version, look: &Look) -> Vec<u8> {
        let checked = &look.proof.checked;
        let places = Places::new(&checked.source, self.session.columns());
        let (uri, pages) = (version.uri.as_str(), &self.pages);
        let findings = Findings { all: &checked.findings, keep: &look.keep, places, uri, pages };
        published(uri, Some(version.number), &findings, findings.room())
    }

    /// The address of a rule's page; `None` when there is none.
    pub fn page(&self, rule: &str) -> Option<Url> {
        self.pages.address(rule)
    }

    /// Tells what is wrong with settings and newsroom data, at its place. Waits while the editor is slow to read, so
    /// not to be called on the task that all messages pass through.
    fn tell_news(&self) {
        for (path, faults) in self.desks.news() {
            let Ok(uri) = Url::from_file_path(&path) else { continue };
            let items: Vec<_> = faults.iter().map(fault).collect();
            self.outbox.put(&published(uri.as_str(), None, &items, 0));
        }
    }

    /// `diagnostic` with the address of its rule's page.
    pub fn describe(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        if let Some(NumberOrString::String(rule)) = &diagnostic.code {
            diagnostic.code_description = self.pages.address(rule).map(|href| CodeDescription { href });
        }
        diagnostic
    }

    /// Has a job done by a thread that may take its time over it.
    fn post(self: &Arc<Self>, uri: String, job: Job) {
        // The draft that is being written must not wait for a folder full of others.
        let first = matches!(&job, Job::Findings(version) if version.typed.is_some());
        if self.turns.post(uri, job, first) {
            let publisher = Arc::clone(self);
            tokio::task::spawn_blocking(move || publisher.turns.work(|uri, job| publisher.work(uri, job)));
        }
    }

    fn work(self: &Arc<Self>, uri: &str, job: Job) {
        let version = match job {
            Job::Findings(version) => version,
            Job::Nothing => return self.outbox.put(&published(uri, None, &[(); 0], 0)),
        };
        if self.turns.outdated(uri) {
            return;
        }
        version.proof();
        // The sight of the draft is that of what was sent, so that an outdated version must not touch it.
        if self.turns.outdated(uri) {
            return;
        }
        if let Some(look) = self.look(&version) {
            self.outbox.put(&self.told(&version, &look));
            self.come_back(version, look.due);
        }
    }

    /// Checks again when findings that wait are due, unless the draft has changed by then.
    pub fn come_back(self: &Arc<Self>, version: Arc<Version>, due: Option<Duration>) {
        let Some(due) = due else { return };
        let publisher = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(due).await;
            if publisher.session.newest(&version.uri).is_some_and(|newest| Arc::ptr_eq(&newest, &version)) {
                publisher.refresh(vec![version]);
            }
        });
    }

    fn pushes(&self) -> bool {
        self.pushes.get().copied().unwrap_or(true)
    }
}

/// What is wrong with a file that is no draft. Its place is told in characters and not in what columns count, for the
/// file is not open; in settings that is the same.
fn fault(fault: &Fault) -> Diagnostic {
    let (line, column) = fault.place.unwrap_or((1, 1));
    let number = |n: usize| u32::try_from(n.saturating_sub(1)).unwrap_or(u32::MAX);
    let start = Position::new(number(line), number(column));
    Diagnostic {
        range: Range::new(start, start),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: fault.message.clone(),
        ..Diagnostic::default()
    }
}

/// A `textDocument/publishDiagnostics` in some `room`, written here and not by tower-lsp: there a thousand findings would
/// hold up the one task that all answers come from.
fn published(uri: &str, version: Option<i32>, diagnostics: &impl Serialize, room: usize) -> Vec<u8> {
    #[derive(Serialize)]
    struct Published<'a, T> {
        uri: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<i32>,
        diagnostics: &'a T,
    }
    written("textDocument/publishDiagnostics", &Published { uri, version, diagnostics }, 256 + room)
}

/// A notification as bytes.
pub fn notification(method: &str, params: &impl Serialize) -> Vec<u8> {
    written(method, params, 0)
}

/// The same, with room for so many bytes.
fn written(method: &str, params: &impl Serialize, room: usize) -> Vec<u8> {
    #[derive(Serialize)]
    struct Notification<'a, T> {
        jsonrpc: &'a str,
        method: &'a str,
        params: &'a T,
    }
    let mut body = Vec::with_capacity(room);
    serde_json::to_writer(&mut body, &Notification { jsonrpc: "2.0", method, params }).expect("every key is text");
    body
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is held is whole at every moment; a thread that died over a check left nothing half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
