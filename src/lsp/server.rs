//! What the server answers. Every handler is three moves: convert in, ask the core, convert out.

use std::sync::{Arc, OnceLock};

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types as lsp;
use tower_lsp::{Client, LanguageServer, async_trait};

use crate::hover;
use crate::lsp::actions::{self, Taker};
use crate::lsp::capabilities;
use crate::lsp::completion;
use crate::lsp::convert::Places;
use crate::lsp::desks::{Desks, Proof};
use crate::lsp::editor::Editor;
use crate::lsp::hints;
use crate::lsp::links;
use crate::lsp::navigate;
use crate::lsp::outbox::Outbox;
use crate::lsp::publish::Publisher;
use crate::lsp::pull;
use crate::lsp::service;
use crate::lsp::session::{Session, Version};
use crate::lsp::symbols;
use crate::lsp::tokens;
use crate::lsp::workspace::{self, Shelf, Teller};

/// One session's server.
#[derive(Debug)]
pub struct Server {
    pub(super) client: Client,
    editor: OnceLock<Editor>,
    pub(super) desks: Arc<Desks>,
    pub(super) session: Arc<Session>,
    pub(super) publisher: Arc<Publisher>,
    pub(super) shelf: Arc<Shelf>,
}

impl Server {
    /// A server that checks drafts at `desks` and sends findings through `outbox`, everything else through `client`.
    pub fn new(client: Client, desks: Arc<Desks>, outbox: Outbox) -> Self {
        let session = Arc::new(Session::new(Arc::clone(&desks)));
        let publisher = Arc::new(Publisher::new(Arc::clone(&session), Arc::clone(&desks), client.clone(), outbox));
        Self { client, editor: OnceLock::new(), desks, session, publisher, shelf: Arc::default() }
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
        self.publisher.prefer(options);
        self.desks.trust(options["trusted"] != Value::Bool(false));
        self.desks.arrange(&editor.folders, &[]);
        self.shelf.trust_the_editor(editor.watches);
        let _ = self.editor.set(editor);
    }

    pub(super) fn editor(&self) -> &Editor {
        self.editor.get_or_init(Editor::default)
    }

    fn taker(&self) -> (Editor, Arc<Publisher>) {
        (self.editor().clone(), Arc::clone(&self.publisher))
    }

    /// Asks the core about the draft that the request at hand is about, off the task that all messages pass
    /// through. `None` when that draft is not open, could not be checked, or there is no answer.
    pub(super) async fn ask<T: Send + 'static>(
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
        Ok(capabilities::offer(self.editor(), self.publisher.preferences()))
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        let registrations = capabilities::registrations(self.editor());
        if !registrations.is_empty() {
            let client = self.client.clone();
            // Not awaited here: a handler that waits for the editor can keep the editor waiting for the handler.
            tokio::spawn(async move { client.register_capability(registrations).await });
        }
        self.publisher.tell_problems();
        self.ask_for_preferences();
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
        let (editor, publisher) = self.taker();
        let taken =
            move |asked: &Asked<'_>| actions::answer(asked, &params, Taker { editor: &editor, publisher: &publisher });
        self.ask(move |asked| Some(taken(asked))).await
    }

    async fn code_action_resolve(&self, chosen: lsp::CodeAction) -> Result<lsp::CodeAction> {
        let (editor, publisher) = self.taker();
        let resolved = self.ask({
            let chosen = chosen.clone();
            move |asked| Some(actions::resolve(asked, chosen, Taker { editor: &editor, publisher: &publisher }))
        });
        resolved.await?.unwrap_or(Ok(chosen))
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        let position = params.text_document_position.position;
        self.ask(move |asked| completion::answer(asked, position)).await
    }

    async fn completion_resolve(&self, item: lsp::CompletionItem) -> Result<lsp::CompletionItem> {
        let resolved = self.ask({
            let item = item.clone();
            move |asked| Some(completion::resolve(asked, item))
        });
        Ok(resolved.await?.unwrap_or(item))
    }

    async fn goto_definition(&self, params: lsp::GotoDefinitionParams) -> Result<Option<lsp::GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        self.ask(move |asked| navigate::definition(asked, &at.text_document.uri, at.position)).await
    }

    async fn references(&self, params: lsp::ReferenceParams) -> Result<Option<Vec<lsp::Location>>> {
        self.ask(move |asked| navigate::references(asked, &params)).await
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        self.ask(move |asked| navigate::highlights(asked, params.text_document_position_params.position)).await
    }

    async fn prepare_rename(
        &self,
        params: lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResponse>> {
        self.ask(move |asked| navigate::prepare_rename(asked, params.position)).await
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        let editor = self.editor().clone();
        self.ask(move |asked| Some(navigate::rename(asked, &params, &editor))).await?.unwrap_or(Ok(None))
    }

    async fn document_symbol(&self, params: lsp::DocumentSymbolParams) -> Result<Option<lsp::DocumentSymbolResponse>> {
        let nested = self.editor().nested_symbols;
        self.ask(move |asked| {
            Some(symbols::outline(&asked.proof.checked, &asked.places, &params.text_document.uri, nested))
        })
        .await
    }

    async fn symbol(&self, params: lsp::WorkspaceSymbolParams) -> Result<Option<Vec<lsp::SymbolInformation>>> {
        let (session, desks, shelf) = (Arc::clone(&self.session), Arc::clone(&self.desks), Arc::clone(&self.shelf));
        let found = tokio::task::spawn_blocking(move || workspace::symbols(&session, &desks, &shelf, &params.query));
        found.await.map(Some).map_err(|_| Error::internal_error())
    }

    async fn document_link(&self, _: lsp::DocumentLinkParams) -> Result<Option<Vec<lsp::DocumentLink>>> {
        self.ask(|asked| Some(links::all(asked))).await
    }

    async fn inlay_hint(&self, params: lsp::InlayHintParams) -> Result<Option<Vec<lsp::InlayHint>>> {
        if !self.publisher.preferences().inlay_hints {
            return Ok(None);
        }
        self.ask(move |asked| Some(hints::inlay(asked, params.range))).await
    }

    async fn code_lens(&self, _: lsp::CodeLensParams) -> Result<Option<Vec<lsp::CodeLens>>> {
        self.ask(|asked| Some(vec![hints::lens(asked)])).await
    }

    async fn semantic_tokens_full(&self, _: lsp::SemanticTokensParams) -> Result<Option<lsp::SemanticTokensResult>> {
        self.ask(|asked| Some(tokens::full(&asked.proof.checked, &asked.places).into())).await
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
        self.run(params).await
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

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        let token = params.work_done_progress_params.work_done_token;
        let teller = Teller::begin(self.client.clone(), token, "Checking drafts");
        let (publisher, session, desks, shelf) =
            (Arc::clone(&self.publisher), Arc::clone(&self.session), Arc::clone(&self.desks), Arc::clone(&self.shelf));
        let found = tokio::task::spawn_blocking(move || {
            let tell = |done, all| teller.iter().for_each(|teller| teller.report(done, all));
            let previous = &params.previous_result_ids;
            let items = workspace::diagnostics(&publisher, &session, &desks, &shelf, previous, &tell);
            teller.iter().for_each(Teller::end);
            items
        });
        let items = found.await.map_err(|_| Error::internal_error())?;
        Ok(lsp::WorkspaceDiagnosticReportResult::Report(lsp::WorkspaceDiagnosticReport { items }))
    }
}
