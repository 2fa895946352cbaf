//! Every key of the settings: its name, what it takes, what it is for.
//!
//! The readers refuse what is not here, and the schemas that editors complete from are made of it, so that the three
//! cannot disagree.

use crate::config::{Anchor, Form, Genre, Labels, Level, Per, Preset, Wording};

/// One key of the settings.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether its table makes no sense without it.
    pub required: bool,
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// One of these names.
    OneOf(fn() -> Vec<&'static str>),
    /// A list of texts.
    Texts,
    /// A level, or a table of [`RULE`], for each rule named.
    Rules,
    /// A table with these keys.
    Table(&'static [Key]),
    /// A list of tables with these keys.
    Tables(&'static [Key]),
    /// Yes or no.
    Flag,
    /// A whole number up to this one.
    UpTo(u64),
}

/// Keys of `copydesk.toml`.
pub const FILE: &[Key] = &[
    EXTENDS,
    key(
        "officials",
        "Files with the newsroom's own officials and imported directories; globs, relative to this file.",
        Takes::Texts,
    ),
    key("sources", "Files of the source library; globs, relative to this file.", Takes::Texts),
    key("transcripts", "Transcripts of interviews and speeches; globs, relative to this file.", Takes::Texts),
    key("outlets", "The newsroom's own outlets; credits to them need no citation.", Takes::Texts),
    RULES,
    CITATION,
    key("override", "Other settings for some files; later ones win.", Takes::Tables(OVERRIDE)),
];

/// Keys of an override.
pub const OVERRIDE: &[Key] = &[
    Key { required: true, ..key("files", "Globs; one without / matches in every folder.", Takes::Texts) },
    key("genre", "What kind of journalism these files are.", Takes::OneOf(|| names(Genre::NAMES))),
    RULES,
];

/// Keys of one rule.
pub const RULE: &[Key] = &[
    key("level", "How much a finding matters.", Takes::OneOf(|| names(Level::NAMES))),
    key("per", "For rules on credits: how far away a link still counts.", Takes::OneOf(|| names(Per::NAMES))),
    key("wording", "For misquotes: whether an \"um\" may be left out.", Takes::OneOf(|| names(Wording::NAMES))),
];

/// Keys of the editor's own settings. The last three hold where `copydesk.toml` leaves them open.
pub const EDITOR: &[Key] = &[
    key(
        "quietMs",
        "How many milliseconds a writer pauses before new findings are shown where they type; 0 shows them at once.",
        Takes::UpTo(60_000),
    ),
    key(
        "minimumLevel",
        "The least level of finding that is shown: hints, or hints and infos, can be muted.",
        Takes::OneOf(|| vec![Level::Hint.name(), Level::Info.name(), Level::Warning.name()]),
    ),
    key("inlayHints", "Whether the speaker of a pronoun is written behind it.", Takes::Flag),
    key(
        "wholeFolder",
        "Whether findings of drafts that are not open are told too. Holds from the start of a session.",
        Takes::Flag,
    ),
    key(
        "trusted",
        "Whether settings in the open folders are read. Said at the start of a session and only then.",
        Takes::Flag,
    ),
    EXTENDS,
    RULES,
    CITATION,
];

const EXTENDS: Key = key(
    "extends",
    "What to start from: everyday levels, those of a fact-check desk or an agency, or only what is certainly wrong.",
    Takes::OneOf(|| names(Preset::NAMES)),
);

const RULES: Key = key("rules", "Levels of single rules.", Takes::Rules);

const CITATION: Key = key("citation", "How citations are inserted.", Takes::Table(CITING));

/// Keys of `[citation]`.
pub const CITING: &[Key] = &[
    key("form", "The form that is offered first.", Takes::OneOf(|| names(Form::NAMES))),
    key(
        "labels",
        "Labels of new footnotes: like those of the draft, numbers, the source's id or the outlet's name.",
        Takes::OneOf(|| names(Labels::NAMES)),
    ),
    key(
        "anchor",
        "The words that a link stands on: those that credit, the outlet's name, or the noun phrase.",
        Takes::OneOf(|| names(Anchor::NAMES)),
    ),
];

/// The names of `known`.
fn names<T>(known: &[(&'static str, T)]) -> Vec<&'static str> {
    known.iter().map(|&(name, _)| name).collect()
}

const fn key(name: &'static str, about: &'static str, takes: Takes) -> Key {
    Key { name, about, takes, required: false }
}
