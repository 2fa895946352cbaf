//! Everything that is tested from outside, in one binary.

#![allow(clippy::unwrap_used, reason = "what helps a test may fail like one")]

mod allow;
mod attribution;
mod baseline;
mod cache;
mod cli;
mod contributing;
mod corpus;
mod diff;
mod factcheck;
mod fixes;
mod floors;
mod folder;
mod formats;
mod insert;
mod languages;
mod lsp;
mod odd;
mod officials;
mod packaging;
mod pages;
mod prose;
mod rewrites;
mod scale;
mod schema;
mod since;
mod sources;
mod transcripts;
mod traps;

// The rule that CONTRIBUTING.md walks through is compiled here as it would be in the crate.
use copydesk::{analysis, config, rules};
