//! What is done with a message before tower-lsp gets it, in the order in which messages came.
//!
//! tower-lsp runs handlers side by side, so that two edits may overtake each other and a request may see a text
//! that is older than the edit before it. But it calls the service itself in order: edits are applied here, and
//! every request is given the version of its draft that was newest when it came.

use std::future;
use std::sync::Arc;

use futures_util::future::{BoxFuture, FutureExt};
use serde_json::{Value, json};
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::lsp_types::Url;
use tower_lsp::{ExitedError, LspService};

use crate::lsp::convert;
use crate::lsp::editor::Editor;
use crate::lsp::server::Server;
use crate::lsp::session::Version;

tokio::task_local! {
    /// The draft that the request at hand asks about.
    static ASKED: Option<Arc<Version>>;
}

/// The version of the draft that the request at hand asks about; `None` when that draft is not open.
pub fn asked() -> Option<Arc<Version>> {
    ASKED.try_with(Clone::clone).ok().flatten()
}

/// Requests that are answered. tower-lsp knows all others too, and finds fault with their parameters instead of saying
/// that nobody serves them.
pub const SERVED: &[&str] = &[
    "codeAction/resolve",
    "completionItem/resolve",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/diagnostic",
    "textDocument/documentHighlight",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/hover",
    "textDocument/inlayHint",
    "textDocument/prepareRename",
    "textDocument/references",
    "textDocument/rename",
    "textDocument/semanticTokens/full",
    "workspace/diagnostic",
    "workspace/executeCommand",
    "workspace/symbol",
];

/// What comes of a message in time.
pub type Answer = BoxFuture<'static, Result<Option<Response>, ExitedError>>;

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Fresh,
    Ready,
    ShutDown,
}

/// The service that keeps to the order of the wire.
#[derive(Debug)]
pub struct InOrder {
    inner: LspService<Server>,
    stage: Stage,
}

impl InOrder {
    /// A fresh session before `inner`.
    pub fn new(inner: LspService<Server>) -> Self {
        Self { inner, stage: Stage::Fresh }
    }

    /// Whether `shutdown` was asked for.
    pub fn shut_down(&self) -> bool {
        self.stage == Stage::ShutDown
    }

    /// The server, for what is no message.
    pub fn server(&self) -> &Server {
        self.inner.inner()
    }

    /// Takes in a message, all but `exit`. `None` when it was heard and nothing is left to do.
    pub fn call(&mut self, request: Request) -> Option<Answer> {
        let (method, id, mut params) = request.into_parts();
        match (method.as_ref(), id) {
            ("initialize", Some(id)) => Some(self.initialize(id, params)),
            ("shutdown", id) => {
                if self.stage == Stage::Ready && id.is_some() {
                    self.stage = Stage::ShutDown;
                }
                // Editors say "params": null here, which tower-lsp refuses.
                Some(self.inner.call(rebuild("shutdown".into(), id, None)))
            }
            ("initialized", None) => Some(self.inner.call(rebuild(method, None, Some(json!({}))))),
            (_, None) if self.stage != Stage::Ready => None,
            (_, None) if self.server().hear(&method, &mut params) => None,
            (_, None) => Some(self.inner.call(rebuild(method, None, params))),
            (_, Some(id)) if self.stage == Stage::Ready && !SERVED.contains(&method.as_ref()) => {
                Some(answer(Response::from_error(id, Error::method_not_found())))
            }
            (_, Some(id)) => {
                let uri = params.as_ref().and_then(|params| draft_of(params)).map(str::to_owned);
                let draft = uri.as_deref().and_then(|uri| self.server().session().newest(uri));
                let answer = self.inner.call(rebuild(method, Some(id), params));
                let answer = ASKED.scope(draft, answer);
                Some(answer.map(move |answer| Ok(answer?.map(|answer| tidy(answer, uri.as_deref())))).boxed())
            }
        }
    }

    fn initialize(&mut self, id: Id, params: Option<Value>) -> Answer {
        if self.stage != Stage::Fresh {
            return answer(Response::from_error(id, Error::invalid_request()));
        }
        let Some(params) = params.filter(Value::is_object) else {
            return answer(Response::from_error(id, Error::invalid_params("initialize without parameters")));
        };
        self.stage = Stage::Ready;
        self.server().publisher.trace().set(&params["trace"]);
        self.server().meet(Editor::read(&params), &params["initializationOptions"]);
        // What the editor can is known already; a value that tower-lsp's types do not know must not end the session.
        self.inner.call(Request::build("initialize").id(id).params(json!({"capabilities": {}})).finish())
    }
}

/// The URI of the draft that a request is about.
fn draft_of(params: &Value) -> Option<&str> {
    let places = ["/textDocument/uri", "/data/uri", "/arguments/0/uri"];
    places.iter().find_map(|place| params.pointer(place)?.as_str())
}

fn rebuild(method: std::borrow::Cow<'static, str>, id: Option<Id>, params: Option<Value>) -> Request {
    let request = Request::build(method);
    let request = match id {
        Some(id) => request.id(id),
        None => request,
    };
    match params {
        Some(params) => request.params(params).finish(),
        None => request.finish(),
    }
}

/// An answer with the draft's URI as it came, and without the copy that a library quotes when it could not read
/// the parameters: editors log errors.
fn tidy(answer: Response, uri: Option<&str>) -> Response {
    let (id, body) = answer.into_parts();
    let body = body.map_err(|error| match error.code {
        ErrorCode::InvalidParams => Error::invalid_params("these parameters make no sense here"),
        _ => error,
    });
    let body = body.map(|mut result| {
        if let Some(received) = uri
            && let Ok(normal) = Url::parse(received)
            && normal.as_str() != received
        {
            convert::restore(&mut result, normal.as_str(), received);
        }
        result
    });
    Response::from_parts(id, body)
}

fn answer(response: Response) -> Answer {
    future::ready(Ok(Some(response))).boxed()
}
