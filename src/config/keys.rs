//! Every key of the settings: its name, what it takes, what it is for.
//!
//! The readers refuse what is not here, and the schemas that editors complete from and the reference that people read are
//! made of it, so that none can disagree.

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
    /// One of these names; where one is meant when nothing is said, it is the first.
    OneOf(fn() -> Vec<&'static str>),
    /// A list of paths with wildcards.
    Globs,
    /// A list of names.
    Names,
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
    key("officials", "The newsroom's own lists of officials; they win over what copydesk brings along.", Takes::Globs),
    key("sources", "What drafts may cite: BibTeX, CSL-JSON, RIS or YAML.", Takes::Globs),
    key("transcripts", "Transcripts of interviews and speeches.", Takes::Globs),
    key("outlets", "The newsroom's own outlets; credits to them need no citation.", Takes::Names),
    RULES,
    CITATION,
    key("override", "Other settings for some drafts; later ones win.", Takes::Tables(OVERRIDE)),
];

/// Keys of an override.
pub const OVERRIDE: &[Key] = &[
    Key {
        required: true,
        ..key(
            "files",
            "The drafts that it is for, from the settings file's folder; a pattern without / matches in every folder.",
            Takes::Globs,
        )
    },
    key(
        "genre",
        "What kind of journalism they are, unless their front matter says.",
        Takes::OneOf(|| names(Genre::NAMES)),
    ),
    Key { about: "Levels for these drafts, in the manner of `rules`.", ..RULES },
];

/// Keys of one rule.
pub const RULE: &[Key] = &[
    key("level", "The same, where more is said about the rule.", LEVEL),
    key("per", "Within what a credit has to be cited, for the rules on credits.", Takes::OneOf(|| names(Per::NAMES))),
    key("wording", "Whether an \"um\" may be left out, for `misquote`.", Takes::OneOf(|| names(Wording::NAMES))),
];

/// What stands for a rule of which no more is said.
pub const LEVEL: Takes = Takes::OneOf(|| names(Level::NAMES));

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
    "The levels to start from: everyday ones, those of a fact-check desk or an agency, or only what is certainly wrong.",
    Takes::OneOf(|| names(Preset::NAMES)),
);

const RULES: Key =
    key("rules", "How much a rule's findings matter; without it the rule's own level holds.", Takes::Rules);

const CITATION: Key = key("citation", "How citations are inserted.", Takes::Table(CITING));

/// Keys of `[citation]`.
pub const CITING: &[Key] = &[
    key("form", "The first form in which an editor offers a citation.", Takes::OneOf(|| names(Form::NAMES))),
    key(
        "labels",
        "Labels of new footnotes: like the draft's own, numbers, the source's id, or the outlet's name.",
        Takes::OneOf(|| names(Labels::NAMES)),
    ),
    key(
        "anchor",
        "The words that a link stands on: those that credit, the outlet's name, or the noun phrase.",
        Takes::OneOf(|| names(Anchor::NAMES)),
    ),
];

/// The names of `known`, the one that is meant by default first.
fn names<T: Default + PartialEq>(known: &[(&'static str, T)]) -> Vec<&'static str> {
    let (default, others): (Vec<_>, Vec<_>) = known.iter().partition(|(_, value)| *value == T::default());
    default.into_iter().chain(others).map(|&(name, _)| name).collect()
}

const fn key(name: &'static str, about: &'static str, takes: Takes) -> Key {
    Key { name, about, takes, required: false }
}
