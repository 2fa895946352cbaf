//! What the server answers. Every handler is three moves: convert in, ask the core, convert out.

use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::mpsc;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types as lsp;
use tower_lsp::{Client, LanguageServer, async_trait};

use crate::hover;
use crate::lsp::actions;
use crate::lsp::capabilities;
use crate::lsp::convert::Places;
use crate::lsp::desks::{Desks, Proof};
use crate::lsp::editor::Editor;
use crate::lsp::preferences::Preferences;
use crate::lsp::publish::Publisher;
use crate::lsp::pull;
use crate::lsp::service;
use crate::lsp::session::{Change, Session, Version};
use crate::lsp::stdio::Outgoing;

/// One session's server.
#[derive(Debug)]
pub struct Server {
    client: Client,
    editor: OnceLock<Editor>,
    desks: Arc<Desks>,
    session: Arc<Session>,
    publisher: Arc<Publisher>,
}

impl Server {
    /// A server that sends findings through `outbox` and everything else through `client`.
    pub fn new(client: Client, outbox: mpsc::Sender<Outgoing>) -> Self {
        let desks = Arc::new(Desks::default());
        let session = Arc::new(Session::new(Arc::clone(&desks)));
        let publisher = Arc::new(Publisher::new(Arc::clone(&session), Arc::clone(&desks), client.clone(), outbox));
        Self { client, editor: OnceLock::new(), desks, session, publisher }
    }

    /// The drafts that are open.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The process whose end is to end the session.
    pub fn parent(&self) -> Option<u32> {
        self.editor().parent
    }

    /// Meets the editor, before anything else.
    pub fn meet(&self, editor: Editor, options: &Value) {
        self.session.agree(editor.columns);
        self.publisher.push(!editor.pulls);
        self.publisher.prefer(Preferences::read(options));
        self.desks.settle(editor.folders.first().and_then(|uri| lsp::Url::parse(uri).ok()?.to_file_path().ok()));
        let _ = self.editor.set(editor);
    }

    /// Takes in a notification that has to be heard in order; `false` when it is none of these.
    pub fn hear(&self, method: &str, params: Option<&Value>) -> bool {
        let params = params.unwrap_or(&Value::Null);
        match method {
            "textDocument/didOpen" => self.did_open(read(method, params)),
            "textDocument/didChange" => self.did_change(read(method, params)),
            "textDocument/didSave" => self.did_save(read(method, params)),
            "textDocument/didClose" => self.did_close(read(method, params)),
            "workspace/didChangeConfiguration" => self.did_change_configuration(&params["settings"]),
            "workspace/didChangeWatchedFiles" => self.did_change_watched_files(),
            "workspace/didChangeWorkspaceFolders" | "textDocument/willSave" | "$/setTrace" => {}
            _ => return false,
        }
        true
    }

    fn did_open(&self, params: Option<DidOpen>) {
        let Some(DidOpen { text_document: draft }) = params else { return };
        let version = self.session.did_open(draft.uri, draft.language_id, draft.version.unwrap_or(0), &draft.text);
        self.publisher.publish(version);
    }

    fn did_change(&self, params: Option<DidChange>) {
        let Some(DidChange { text_document: draft, content_changes }) = params else { return };
        match self.session.did_change(&draft.uri, draft.version.unwrap_or(0), &content_changes) {
            Some(version) => self.publisher.publish(version),
            None => tracing::warn!("an edit of a draft that is not open was passed over"),
        }
    }

    fn did_save(&self, params: Option<About>) {
        let Some(About { text_document: draft }) = params else { return };
        // What waited for a pause is shown on saving.
        let waiting = self.session.newest(&draft.uri).is_some_and(|version| version.typed.is_some());
        if let Some(version) = waiting.then(|| self.session.again(&draft.uri)).flatten() {
            self.publisher.refresh(version);
        }
    }

    fn did_close(&self, params: Option<About>) {
        let Some(About { text_document: draft }) = params else { return };
        if self.session.did_close(&draft.uri) {
            self.publisher.clear(&draft.uri);
        }
    }

    fn did_change_configuration(&self, settings: &Value) {
        // Editors that want to be asked send null here; what they said at the start stays.
        if settings.is_object() {
            self.publisher.prefer(Preferences::read(settings));
            self.again();
        }
    }

    fn did_change_watched_files(&self) {
        self.desks.forget();
        self.again();
    }

    /// Checks every open draft once more.
    fn again(&self) {
        for version in self.session.all() {
            if let Some(version) = self.session.again(&version.uri) {
                self.publisher.refresh(version);
            }
        }
    }

    fn editor(&self) -> &Editor {
        self.editor.get_or_init(Editor::default)
    }

    /// Asks the core about the draft that the request at hand is about, off the task that all messages pass
    /// through. `None` when that draft is not open, could not be checked, or there is no answer.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Asked<'_>) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(version) = service::asked() else { return Ok(None) };
        let columns = self.session.columns();
        let answer = move || {
            let proof = version.proof()?;
            let places = Places::new(&proof.checked.source, columns);
            question(&Asked { version: &version, proof: &proof, places })
        };
        tokio::task::spawn_blocking(answer).await.map_err(|_| Error::internal_error())
    }
}

/// What a question is asked about.
pub struct Asked<'a> {
    /// The draft.
    pub version: &'a Version,
    /// What is known of it.
    pub proof: &'a Proof,
    /// Its lines and columns.
    pub places: Places<'a>,
}

#[async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, _: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        Ok(capabilities::offer(self.editor()))
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        if self.editor().watches {
            let client = self.client.clone();
            // Not awaited here: a handler that waits for the editor can keep the editor waiting for the handler.
            tokio::spawn(async move { client.register_capability(capabilities::watches()).await });
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        let position = params.text_document_position_params.position;
        let plain = self.editor().plain_hover;
        self.ask(move |asked| {
            let hover = hover::at(&asked.proof.subject(), asked.places.offset(position))?;
            Some(asked.places.hover(&hover, plain))
        })
        .await
    }

    async fn code_action(&self, params: lsp::CodeActionParams) -> Result<Option<lsp::CodeActionResponse>> {
        let editor = self.editor().clone();
        let publisher = Arc::clone(&self.publisher);
        self.ask(move |asked| Some(actions::answer(asked, &params, &editor, &publisher))).await
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
        if params.command == actions::SELECT {
            let show = params.arguments.into_iter().next().and_then(|show| serde_json::from_value(show).ok());
            let Some(show) = show else { return Err(Error::invalid_params("no place to select")) };
            let client = self.client.clone();
            tokio::spawn(async move { client.show_document(show).await });
            return Ok(None);
        }
        Err(Error::invalid_params("no such command"))
    }

    async fn diagnostic(&self, params: lsp::DocumentDiagnosticParams) -> Result<lsp::DocumentDiagnosticReportResult> {
        let Some(version) = service::asked() else { return Ok(pull::nothing()) };
        let publisher = Arc::clone(&self.publisher);
        let report = tokio::task::spawn_blocking({
            let version = Arc::clone(&version);
            move || publisher.report(&version)
        });
        match report.await {
            Ok(Some(report)) => {
                self.publisher.come_back(version, report.due);
                Ok(pull::report(report.items, params.previous_result_id))
            }
            // The last findings stay.
            _ => params.previous_result_id.map(pull::unchanged).ok_or_else(Error::internal_error),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DidOpen {
    text_document: Opened,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opened {
    uri: String,
    #[serde(default)]
    language_id: String,
    version: Option<i32>,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DidChange {
    text_document: Changed,
    content_changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Changed {
    uri: String,
    version: Option<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    text_document: Named,
}

#[derive(Deserialize)]
struct Named {
    uri: String,
}

/// The parameters of a notification. What cannot be read is passed over, for a notification has no answer, and
/// logged without what it held.
fn read<T: DeserializeOwned>(method: &str, params: &Value) -> Option<T> {
    let read = T::deserialize(params).ok();
    if read.is_none() {
        tracing::warn!("{method} made no sense and was passed over");
    }
    read
}
