//! x
mod prose;
