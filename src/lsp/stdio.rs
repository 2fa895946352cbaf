//! Messages in and out, and how a session ends.
//!
//! Our own loop around tower-lsp's service. Its transport does not leave after `exit` while the editor keeps
//! standard input open, stops reading when four handlers wait for the editor, and panics when the editor is gone.
//!
//! The thread that reads takes in what has to be heard in order, and leaves everything that takes its time to the task
//! that all answers come from.

use std::future::Future;
use std::io::{BufReader, Read, Write};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use futures_util::{FutureExt, Sink, SinkExt, StreamExt};
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, ExitedError, LspService};

use crate::lsp::desks::Desks;
use crate::lsp::frames::{Frames, Message};
use crate::lsp::outbox::{Outbox, Outgoing, WAITING};
use crate::lsp::parent;
use crate::lsp::server::Server;
use crate::lsp::service::{Answer, InOrder};

/// How long the last messages may take to leave. An editor that reads no more must not keep the process.
const FAREWELL: Duration = Duration::from_millis(500);

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The editor asked for it in the right order.
    Asked,
    /// The editor went without `shutdown`, or is gone.
    Gone,
}

/// What was read and takes its time.
enum Event {
    /// Something is being answered.
    Asked(Answer, Option<Id>),
    /// The same for what opens or closes the session: the parent to watch, and whom to tell when it is done.
    Opening(Answer, Option<Id>, Option<u32>, oneshot::Sender<()>),
    /// The editor answered us.
    Answered(Response),
    /// What came was no message; this is to be said.
    Fault(Response),
    /// The editor said `exit`.
    Exit(End),
    /// The input ended.
    Over(End),
}

/// Serves one session. The threads that read and write may outlive it, for neither can be interrupted.
pub async fn serve(desks: Arc<Desks>, input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> End {
    let (from_editor, mut inbox) = mpsc::channel(WAITING);
    let outbox = Outbox::new(output);
    let (service, socket) = LspService::new(|client| Server::new(client, desks, outbox.clone()));
    let mut answers = forward(socket, outbox.clone());
    let runtime = Handle::current();
    thread::spawn(move || {
        // What is heard has others do the work.
        let _entered = runtime.enter();
        read(input, InOrder::new(service), &from_editor);
    });

    let mut tasks = JoinSet::new();
    let mut parent = None;
    let end = loop {
        let event = tokio::select! {
            event = inbox.recv() => event,
            () = outbox.closed() => return End::Gone,
            () = parent::gone(&mut parent) => return End::Gone,
        };
        match event {
            Some(Event::Asked(handler, id)) => {
                tasks.spawn(answer(handler, id, outbox.clone()));
                while tasks.try_join_next().is_some() {}
            }
            Some(Event::Opening(handler, id, process, done)) => {
                answer(handler, id, outbox.clone()).await;
                parent = parent.or_else(|| process.map(parent::watch));
                let _ = done.send(());
            }
            Some(Event::Answered(response)) => drop(answers.send(response).await),
            Some(Event::Fault(response)) => outbox.try_send(Outgoing::Response(response)),
            Some(Event::Exit(end)) => break end,
            Some(Event::Over(end)) => {
                // What was asked before the end of the input may still be answered.
                let _ = tokio::time::timeout(FAREWELL, async { while tasks.join_next().await.is_some() {} }).await;
                break end;
            }
            None => break End::Gone,
        }
    };
    let _ = tokio::time::timeout(FAREWELL, outbox.end()).await;
    end
}

/// Reads messages until the input ends or nobody wants them.
fn read(input: impl Read, mut service: InOrder, inbox: &mpsc::Sender<Event>) {
    let mut frames = Frames::new(BufReader::with_capacity(64 * 1024, input));
    let end = |service: &InOrder| if service.shut_down() { End::Asked } else { End::Gone };
    while let Ok(Some(message)) = frames.read() {
        let event = match message {
            Message::Request(request) if request.method() == "exit" => Event::Exit(end(&service)),
            Message::Request(request) => {
                let opening = matches!(request.method(), "initialize" | "shutdown");
                let id = request.id().cloned();
                let Some(answer) = service.call(request) else { continue };
                if opening {
                    let (done, all_done) = oneshot::channel();
                    let parent = service.server().parent();
                    if inbox.blocking_send(Event::Opening(answer, id, parent, done)).is_err() {
                        return;
                    }
                    // Whatever comes next must find the session open, or closed.
                    let _ = all_done.blocking_recv();
                    continue;
                }
                Event::Asked(answer, id)
            }
            Message::Response(response) => Event::Answered(response),
            Message::Fault(response) => Event::Fault(response),
        };
        let last = matches!(event, Event::Exit(_));
        if inbox.blocking_send(event).is_err() || last {
            return;
        }
    }
    let _ = inbox.blocking_send(Event::Over(end(&service)));
}

/// Waits for an answer and sends it. A handler that panics answers with an error and takes nothing with it.
async fn answer(
    handler: impl Future<Output = Result<Option<Response>, ExitedError>> + Send,
    id: Option<Id>,
    outbox: Outbox,
) {
    let answer = match AssertUnwindSafe(handler).catch_unwind().await {
        Ok(answer) => answer.ok().flatten(),
        Err(_) => id.map(|id| Response::from_error(id, Error::internal_error())),
    };
    if let Some(answer) = answer {
        outbox.send(Outgoing::Response(answer)).await;
    }
}

/// Sends what the server asks of the editor, and answers with where the editor's answers go.
fn forward(socket: ClientSocket, outbox: Outbox) -> impl Sink<Response> + Unpin {
    let (mut requests, answers) = tower_lsp::Loopback::split(socket);
    tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            if !outbox.send(Outgoing::Request(without_null(request))).await {
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
