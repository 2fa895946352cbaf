//! The language server: the same check as on the command line, at every keystroke.
//!
//! The only floor that knows tower-lsp, tokio and ropey. A message comes in through [`stdio`], is put in order by
//! [`service`], changes a draft in [`session`] or is answered by [`server`], which asks the core and converts. What is
//! said leaves through [`outbox`].
//! Nothing is ever sent but to the editor that started it.

pub mod actions;
pub mod capabilities;
pub mod commands;
pub mod completion;
pub mod convert;
pub mod desks;
pub mod editor;
pub mod frames;
pub mod hear;
pub mod hints;
pub mod links;
pub mod navigate;
pub mod newcomer;
mod noted;
pub mod outbox;
pub mod pages;
pub mod parent;
pub mod publish;
pub mod pull;
pub mod quiet;
mod sent;
pub mod server;
pub mod service;
pub mod session;
pub mod stdio;
pub mod symbols;
pub mod tokens;
pub mod trace;
mod turns;
pub mod workspace;

use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::sync::Arc;

use tracing_subscriber::EnvFilter;

use crate::files::order;
use crate::lsp::desks::Desks;
use crate::lsp::stdio::End;

/// Serves an editor over standard input and output until it says `exit` or is gone.
///
/// Succeeds only if the editor asked for `shutdown` before (LSP 3.17, "exit").
pub fn run() -> ExitCode {
    log();
    widen();
    order::prepare();
    serve(Arc::default(), io::stdin(), output())
}

/// Widens the pipes to and from the editor, where they are pipes and may be widened. A long draft and its findings then
/// pass in one piece and not in twenty, each of which would wake either side.
#[cfg(target_os = "linux")]
fn widen() {
    const WIDE: usize = 1 << 20;
    let _ = rustix::pipe::fcntl_setpipe_size(io::stdin(), WIDE);
    let _ = rustix::pipe::fcntl_setpipe_size(io::stdout(), WIDE);
}

#[cfg(not(target_os = "linux"))]
fn widen() {}

/// Standard output without the buffer of a terminal's lines, which would send each message in two pieces.
#[cfg(unix)]
fn output() -> Box<dyn Write + Send> {
    use std::fs::File;
    use std::os::fd::AsFd;

    match io::stdout().as_fd().try_clone_to_owned() {
        Ok(output) => Box::new(File::from(output)),
        Err(_) => Box::new(io::stdout()),
    }
}

#[cfg(not(unix))]
fn output() -> Box<dyn Write + Send> {
    Box::new(io::stdout())
}

/// Serves one session whose drafts are checked at `desks`, and succeeds as [`run`] does.
pub fn serve(desks: Arc<Desks>, input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> ExitCode {
    // One thread for answers and what has to wait; messages are read, and drafts checked, on others.
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_time().build() else {
        tracing::error!("the server could not be started");
        return ExitCode::FAILURE;
    };
    let end = runtime.block_on(stdio::serve(desks, input, output));
    // A check that still runs is of no use to anybody.
    runtime.shutdown_background();
    match end {
        End::Asked => ExitCode::SUCCESS,
        End::Gone => ExitCode::FAILURE,
    }
}

/// Logs to standard error what `COPYDESK_LOG` asks for, warnings of our own if it says nothing. No copy is logged at
/// any level, so that only our own lines may be asked for: those of libraries hold whole messages.
fn log() {
    let level = std::env::var("COPYDESK_LOG").ok().and_then(|level| level.parse::<tracing::Level>().ok());
    let filter = format!("off,copydesk={}", level.unwrap_or(tracing::Level::WARN));
    let subscriber = tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(false);
    // A program that embeds this one may have a log already.
    let _ = subscriber.with_env_filter(EnvFilter::new(filter)).try_init();
}
