//! What is told of the work that is done, to an editor that wants to know. Numbers and never copy.

use std::sync::atomic::{AtomicU8, Ordering};

use serde_json::{Value, json};

use crate::lsp::publish;
use crate::lsp::session::Version;

/// How much is told: nothing, what was done, or also how it came out (LSP 3.17, "TraceValue").
#[derive(Debug, Default)]
pub struct Trace(AtomicU8);

impl Trace {
    /// Takes over what the editor wants; what makes no sense changes nothing.
    pub fn set(&self, value: &Value) {
        let level = match value.as_str() {
            Some("off") => 0,
            Some("messages") => 1,
            Some("verbose") => 2,
            _ => return,
        };
        self.0.store(level, Ordering::Relaxed);
    }

    /// A message that a version was checked, `findings` found and `waiting` of them held back; `None` when nobody
    /// wants to know.
    pub fn checked(&self, version: &Version, findings: usize, waiting: usize) -> Option<Vec<u8>> {
        let level = self.0.load(Ordering::Relaxed);
        if level == 0 {
            return None;
        }
        let took = version.took().as_micros();
        let mut params = json!({"message": format!("checked version {} in {took} µs", version.number)});
        if level > 1 {
            params["verbose"] = json!(format!("{findings} findings, of which {waiting} wait for the writer to pause"));
        }
        Some(publish::notification("$/logTrace", &params))
    }
}
