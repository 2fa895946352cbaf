//! copydesk reads journalism written in Markdown: who says each quotation, who a named official is, and
//! which credit still lacks its source.
//!
//! The whole program is one function with two callers: copy, settings and newsroom data go in, findings
//! come out. A keystroke in an editor and a file in CI are the same call, [`check::check`], so they can
//! never disagree.
//!
//! # The floors, in reading order
//!
//! A module imports only what stands above it in this file; a test reads the sources and holds it to that.
//!
//! 1. [`text`]: what a position means. [`dates`]: days, months and years. [`config`]: `copydesk.toml` as plain data.
//! 2. [`markdown`]: the copy a reader reads and the way back to the file. [`language`]: English, on bare strings.
//! 3. [`quotes`], [`people`], [`sources`], [`citations`]: what is there. They do not know each other.
//! 4. [`transcripts`]: what was said, for what is quoted. [`attribution`]: where they meet, to say who says what. [`analysis`]: all of it, for one article.
//! 5. [`fix`], [`rules`], [`hover`]: what to say and do about it. [`check`]: the one call.
//! 6. [`files`], [`report`], [`cli`], [`lsp`]: the world outside.
//!
//! # What is never there
//!
//! Nothing above `files` touches a file, the environment, a clock or a thread. Nothing but `lsp` knows a
//! protocol. Nothing anywhere opens a socket. Recognition reports what it saw; only rules judge. No fix
//! that names a speaker or touches words inside quotation marks is ever applied in a batch.

pub mod text;

pub mod dates;

pub mod config;

pub mod markdown;

pub mod language;

pub mod quotes;

pub mod people;

pub mod sources;

pub mod citations;

pub mod transcripts;

pub mod attribution;

pub mod analysis;

pub mod fix;

pub mod rules;

pub mod hover;

pub mod check;

pub mod files;

pub mod report;

pub mod cli;

pub mod lsp;
