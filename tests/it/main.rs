//! Everything that is tested from outside, in one binary.

mod cli;
mod floors;
mod lsp;
mod folder;
mod formats;
mod pages;
mod prose;
