//! The one call: copy, settings and newsroom data in, findings out.

use jiff::civil::Date;

use crate::analysis::Analysis;
use crate::config::Config;
use crate::markdown::Syntax;
use crate::rules::Finding;
use crate::sources::Library;
use crate::text::{Problem, Source};

/// What the newsroom knows, read from its files.
#[derive(Clone, Debug, Default)]
pub struct Newsroom {
    /// The sources that drafts may cite.
    pub library: Library,
}

/// Settings and newsroom data, resolved and ready.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    config: Config,
    newsroom: Newsroom,
}

/// One draft to check.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its path relative to the settings file, with `/`; empty when it has none. Only globs look at it.
    pub path: String,
    /// Its text.
    pub source: Source,
    /// How to read it.
    pub syntax: Syntax,
    /// The article's date as the caller gives it (`--date`); the draft's own wins over nothing, this wins over it.
    pub date: Option<Date>,
    /// The caller's today.
    pub today: Option<Date>,
}

/// One draft, understood and judged.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its text.
    pub source: Source,
    /// What was understood.
    pub analysis: Analysis,
    /// What is wrong, sorted by start, then by rule. Allowed findings are left out.
    pub findings: Vec<Finding>,
}

impl Desk {
    /// Resolves names of rules and globs. Every one that is unknown is a problem with its place.
    pub fn new(config: Config, newsroom: Newsroom) -> Result<Self, Vec<Problem>> {
        Ok(Self { config, newsroom })
    }

    /// The settings it was made from.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What the newsroom knows.
    pub fn newsroom(&self) -> &Newsroom {
        &self.newsroom
    }
}

/// Checks one draft. Cannot fail: odd copy yields fewer facts.
pub fn check(draft: Draft, desk: &Desk) -> Checked {
    let _ = desk;
    Checked { source: draft.source, analysis: Analysis::default(), findings: Vec::new() }
}
