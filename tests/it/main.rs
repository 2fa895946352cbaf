//! Everything that is tested from outside, in one binary.

#![allow(clippy::unwrap_used, reason = "what helps a test may fail like one")]

mod allow;
mod attribution;
mod baseline;
mod cache;
mod cli;
mod corpus;
mod fixes;
mod floors;
mod folder;
mod formats;
mod insert;
mod lsp;
mod officials;
mod pages;
mod prose;
mod scale;
mod since;
mod sources;
mod traps;
