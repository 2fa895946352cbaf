//! The presets that `extends` names, as data.

use crate::config::{Level, Preset};

/// Where a preset departs from the levels that the rules have of themselves.
pub(super) struct Bundle {
    /// Rules whose own level is below this one are off.
    pub(super) least: Level,
    /// Levels it sets.
    pub(super) levels: &'static [(&'static str, Level)],
}

/// What `preset` changes.
pub(super) fn bundle(preset: Preset) -> Bundle {
    match preset {
        Preset::Default => Bundle { least: Level::Off, levels: &[] },
        Preset::FactCheck => Bundle { least: Level::Off, levels: FACT_CHECK },
        Preset::Wire => Bundle { least: Level::Off, levels: WIRE },
        Preset::Minimal => Bundle { least: Level::Error, levels: &[] },
    }
}

/// Readers must be able to follow every claim to its source.
const FACT_CHECK: &[(&str, Level)] = &[
    ("uncited-quote", Level::Info),
    ("uncited-post", Level::Warning),
    ("uncited-data", Level::Warning),
    ("uncited-document", Level::Info),
    ("uncited-figure", Level::Info),
    ("unarchived-source", Level::Info),
];

/// Agency copy carries no links, for its clients strip them.
const WIRE: &[(&str, Level)] = &[
    ("uncited-outlet", Level::Off),
    ("uncited-post", Level::Off),
    ("uncited-data", Level::Off),
    ("uncited-document", Level::Off),
];
