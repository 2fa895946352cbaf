//! Everything that is tested from outside, in one binary.

mod cli;
mod floors;
mod folder;
mod formats;
mod lsp;
mod pages;
mod prose;
