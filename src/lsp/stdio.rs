//! Messages in and out, and how a session ends.
//!
//! Our own loop around tower-lsp's service. Its transport does not leave after `exit` while the editor keeps
//! standard input open, stops reading when four handlers wait for the editor, and panics when the editor is gone.

use std::future::Future;
use std::io::{BufReader, BufWriter, Read, Write};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use futures_util::{FutureExt, Sink, SinkExt, StreamExt};
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tower::{Service, ServiceExt};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, ExitedError, LspService};

use crate::lsp::desks::Desks;
use crate::lsp::frames::{self, Frames, Message};
use crate::lsp::parent;
use crate::lsp::server::Server;
use crate::lsp::service::InOrder;

/// Messages that may wait on their way in or out. Past that the reader, or whoever sends, waits too.
const WAITING: usize = 256;

/// How long the last messages may take to leave. An editor that reads no more must not keep the process.
const FAREWELL: Duration = Duration::from_millis(500);

/// A message on its way to the editor.
#[derive(Debug)]
pub enum Outgoing {
    /// An answer.
    Response(Response),
    /// A request or notification of ours.
    Request(Request),
    /// A message that is written already, without its header.
    Raw(Vec<u8>),
    /// Nothing more comes; to be told when all before it has left.
    End(oneshot::Sender<()>),
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The editor asked for it in the right order.
    Asked,
    /// The editor went without `shutdown`, or is gone.
    Gone,
}

/// Serves one session. The threads that read and write may outlive it, for neither can be interrupted.
pub async fn serve(desks: Arc<Desks>, input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> End {
    let (from_editor, mut inbox) = mpsc::channel(WAITING);
    let (outbox, to_editor) = mpsc::channel(WAITING);
    thread::spawn(move || read(input, &from_editor));
    thread::spawn(move || write(output, to_editor));

    let (service, socket) = LspService::new(|client| Server::new(client, desks, outbox.clone()));
    let mut service = InOrder::new(service);
    let mut answers = forward(socket, outbox.clone());
    let mut tasks = JoinSet::new();
    let mut parent = None;

    loop {
        let message = tokio::select! {
            message = inbox.recv() => message,
            () = outbox.closed() => return End::Gone,
            () = parent::gone(&mut parent) => return End::Gone,
        };
        match message {
            Some(Message::Request(request)) if request.method() == "exit" => break,
            Some(Message::Request(request)) => {
                let opening = matches!(request.method(), "initialize" | "shutdown");
                let Ok(service) = service.ready().await else { break };
                let id = request.id().cloned();
                let answer = answer(service.call(request), id, outbox.clone());
                // Whatever comes next must find the session open, or closed.
                if opening {
                    answer.await;
                    parent = parent.or_else(|| service.server().parent().map(parent::watch));
                } else {
                    tasks.spawn(answer);
                }
                while tasks.try_join_next().is_some() {}
            }
            Some(Message::Response(response)) => drop(answers.send(response).await),
            Some(Message::Fault(response)) => drop(outbox.try_send(Outgoing::Response(response))),
            None => {
                // What was asked before the end of the input may still be answered.
                let _ = tokio::time::timeout(FAREWELL, async { while tasks.join_next().await.is_some() {} }).await;
                break;
            }
        }
    }
    let (left, all_left) = oneshot::channel();
    let farewell = async {
        let _ = outbox.send(Outgoing::End(left)).await;
        let _ = all_left.await;
    };
    let _ = tokio::time::timeout(FAREWELL, farewell).await;
    if service.shut_down() { End::Asked } else { End::Gone }
}

/// Waits for an answer and sends it. A handler that panics answers with an error and takes nothing with it.
async fn answer(
    handler: impl Future<Output = Result<Option<Response>, ExitedError>> + Send,
    id: Option<Id>,
    outbox: mpsc::Sender<Outgoing>,
) {
    let answer = match AssertUnwindSafe(handler).catch_unwind().await {
        Ok(answer) => answer.ok().flatten(),
        Err(_) => id.map(|id| Response::from_error(id, Error::internal_error())),
    };
    if let Some(answer) = answer {
        let _ = outbox.send(Outgoing::Response(answer)).await;
    }
}

/// Sends what the server asks of the editor, and answers with where the editor's answers go.
fn forward(socket: ClientSocket, outbox: mpsc::Sender<Outgoing>) -> impl Sink<Response> + Unpin {
    let (mut requests, answers) = tower_lsp::Loopback::split(socket);
    tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            if outbox.send(Outgoing::Request(without_null(request))).await.is_err() {
                break;
            }
        }
    });
    answers
}

/// `request` without parameters that are null, which tower-lsp writes where there are none and JSON-RPC does not allow.
fn without_null(request: Request) -> Request {
    match request.params() {
        Some(Value::Null) => {
            let (method, id, _) = request.into_parts();
            let bare = Request::build(method);
            match id {
                Some(id) => bare.id(id).finish(),
                None => bare.finish(),
            }
        }
        _ => request,
    }
}

/// Reads messages until the input ends or nobody wants them.
fn read(input: impl Read, inbox: &mpsc::Sender<Message>) {
    let mut frames = Frames::new(BufReader::with_capacity(64 * 1024, input));
    while let Ok(Some(message)) = frames.read() {
        if inbox.blocking_send(message).is_err() {
            break;
        }
    }
}

/// Writes messages until the session or the output ends.
fn write(output: impl Write, mut outbox: mpsc::Receiver<Outgoing>) {
    let mut output = BufWriter::new(output);
    while let Some(message) = outbox.blocking_recv() {
        let written = match message {
            Outgoing::Response(response) => frames::write(&mut output, &response),
            Outgoing::Request(request) => frames::write(&mut output, &request),
            Outgoing::Raw(body) => frames::write_body(&mut output, &body),
            Outgoing::End(left) => {
                let _ = output.flush();
                let _ = left.send(());
                return;
            }
        };
        let flushed = written.and_then(|()| if outbox.is_empty() { output.flush() } else { Ok(()) });
        if flushed.is_err() {
            return;
        }
    }
}
