//! Messages on their way to the editor.
//!
//! Answers and what we ask of the editor wait in a queue for a thread of their own, for the task that all messages pass
//! through must never wait for an editor that reads slowly. Findings are written by the thread that found them: a
//! keystroke is answered sooner the fewer threads have to wake for it.

use std::fmt;
use std::io::{self, BufWriter, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use tokio::sync::{mpsc, oneshot};
use tower_lsp::jsonrpc::{Request, Response};

use crate::lsp::frames;

/// Messages that may wait. Past that, whoever sends waits too.
pub const WAITING: usize = 256;

/// Bytes that leave in one piece, which wakes the editor once.
const PIECE: usize = 64 * 1024;

/// The way to the editor. Whole messages leave, one after the other, whoever sends them.
#[derive(Clone, Debug)]
pub struct Outbox {
    queue: mpsc::Sender<Outgoing>,
    output: Arc<Output>,
}

/// What waits in the queue.
#[derive(Debug)]
pub enum Outgoing {
    /// An answer.
    Response(Response),
    /// A request or notification of ours.
    Request(Request),
    /// Nothing more comes; to be told when all before it has left.
    End(oneshot::Sender<()>),
    /// The editor is gone, as somebody found out who wrote by himself.
    Gone,
}

impl Outbox {
    /// A way that ends at `output`. The thread that works on the queue may outlive the session, for it cannot be
    /// interrupted.
    pub fn new(output: impl Write + Send + 'static) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        let output = Arc::new(Output(Mutex::new(Some(BufWriter::with_capacity(PIECE, Box::new(output))))));
        let written = Arc::clone(&output);
        thread::spawn(move || work(&written, waiting));
        Self { queue, output }
    }

    /// Has a message wait for its turn; `false` when nothing leaves any more.
    pub async fn send(&self, message: Outgoing) -> bool {
        self.queue.send(message).await.is_ok()
    }

    /// The same without waiting for a place in the queue: when that is full, the message is lost.
    pub fn try_send(&self, message: Outgoing) {
        let _ = self.queue.try_send(message);
    }

    /// Writes a message that is JSON already. Waits while the editor is slow to read, so not to be called on the task
    /// that all messages pass through.
    pub fn put(&self, body: &[u8]) {
        if self.output.write(|output| frames::write_body(output, body).and_then(|()| output.flush())).is_err() {
            self.try_send(Outgoing::Gone);
        }
    }

    /// Waits until nothing leaves any more.
    pub async fn closed(&self) {
        self.queue.closed().await;
    }

    /// Waits until all that was sent has left. Nothing leaves afterwards: the process may end in the middle of it.
    pub async fn end(&self) {
        let (left, all_left) = oneshot::channel();
        if self.send(Outgoing::End(left)).await {
            let _ = all_left.await;
        }
    }
}

/// What the editor reads from; `None` when the session is at its end.
struct Output(Mutex<Option<Pipe>>);

type Pipe = BufWriter<Box<dyn Write + Send>>;

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Output")
    }
}

impl Output {
    /// Has one message written whole. Does nothing once it is closed.
    fn write(&self, message: impl FnOnce(&mut Pipe) -> io::Result<()>) -> io::Result<()> {
        self.held().as_mut().map_or(Ok(()), message)
    }

    fn close(&self) {
        if let Some(mut output) = self.held().take() {
            let _ = output.flush();
        }
    }

    fn held(&self) -> MutexGuard<'_, Option<Pipe>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes what waits until the session or the output ends.
fn work(output: &Output, mut waiting: mpsc::Receiver<Outgoing>) {
    while let Some(message) = waiting.blocking_recv() {
        let more = !waiting.is_empty();
        let written = output.write(|output| {
            match &message {
                Outgoing::Response(response) => frames::write(output, response)?,
                Outgoing::Request(request) => frames::write(output, request)?,
                Outgoing::End(_) | Outgoing::Gone => {}
            }
            if more { Ok(()) } else { output.flush() }
        });
        match message {
            Outgoing::End(left) => {
                output.close();
                let _ = left.send(());
                return;
            }
            Outgoing::Gone => return,
            _ if written.is_err() => return,
            _ => {}
        }
    }
}
