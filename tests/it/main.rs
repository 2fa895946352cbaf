//! Everything that is tested from outside, in one binary.

mod cli;
mod floors;
mod folder;
mod formats;
mod lsp;
mod officials;
mod pages;
mod prose;
