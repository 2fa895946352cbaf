//! The language server as an editor sees it: the real program, spoken to over its standard input and output.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod actions;
mod client;
mod clients;
mod completion;
mod documents;
mod features;
mod lifecycle;
mod memory;
mod noted;
mod officials;
mod quiet;
mod requests;
mod secrets;
mod settings;
mod sources;
mod sync;
