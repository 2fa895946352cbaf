//! `copydesk.toml` as plain data.
//!
//! Names of rules stay text with their place; [`crate::check::Desk::new`] resolves them.

pub mod keys;
pub mod preferences;
mod read;

pub use crate::config::read::Places;
use crate::text::{Problem, Span};

/// How much a finding matters. Ordered from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not looked for.
    #[default]
    Off,
    /// Shown in editors and machine formats only.
    Hint,
    /// Worth a look.
    Info,
    /// Likely a fault.
    Warning,
    /// A fault.
    Error,
}

impl Level {
    /// Every level under its name in settings.
    pub const NAMES: &[(&str, Self)] = &[
        ("off", Self::Off),
        ("hint", Self::Hint),
        ("info", Self::Info),
        ("warning", Self::Warning),
        ("error", Self::Error),
    ];

    /// Its name in settings and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Hint => "hint",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How far from a credit its link may stand to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    /// In the same sentence.
    Sentence,
    /// In the same paragraph.
    Paragraph,
    /// Earlier in the document, to the same outlet, or in the same paragraph.
    #[default]
    Document,
}

impl Per {
    /// Every value under its name in settings.
    pub const NAMES: &[(&str, Self)] =
        &[("sentence", Self::Sentence), ("paragraph", Self::Paragraph), ("document", Self::Document)];
}

/// How faithful a quotation has to be to its transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wording {
    /// Sounds of hesitation and words said twice may go.
    #[default]
    Fillers,
    /// Every word stays.
    Verbatim,
}

impl Wording {
    /// Every value under its name in settings.
    pub const NAMES: &[(&str, Self)] = &[("fillers", Self::Fillers), ("verbatim", Self::Verbatim)];
}

/// The form in which a citation is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// An inline link on the words that credit.
    #[default]
    Link,
    /// A footnote, its definition at the end.
    Footnote,
    /// A Pandoc key, `[@key]`.
    Key,
    /// A source in the front matter.
    FrontMatter,
}

impl Form {
    /// Every value under its name in settings.
    pub const NAMES: &[(&str, Self)] =
        &[("link", Self::Link), ("footnote", Self::Footnote), ("key", Self::Key), ("front-matter", Self::FrontMatter)];
}

/// What labels new footnotes get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Labels {
    /// Like those of the draft: the next number where all are numbers, else the source's id.
    #[default]
    Draft,
    /// The next number.
    Numbers,
    /// The source's id in its list, or one made of its name.
    Id,
    /// Made of the outlet's name.
    Outlet,
}

impl Labels {
    /// Every value under its name in settings.
    pub const NAMES: &[(&str, Self)] =
        &[("draft", Self::Draft), ("numbers", Self::Numbers), ("id", Self::Id), ("outlet", Self::Outlet)];
}

/// The words that an inline link stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// The words that credit: `BBC News reported`.
    #[default]
    Cue,
    /// The name of whom they credit: `BBC News`.
    Outlet,
    /// What is credited without the words around it: `U.S. Customs and Border Protection data`.
    NounPhrase,
}

impl Anchor {
    /// Every value under its name in settings.
    pub const NAMES: &[(&str, Self)] =
        &[("cue", Self::Cue), ("outlet", Self::Outlet), ("noun-phrase", Self::NounPhrase)];
}

/// What kind of journalism a draft is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Genre {
    /// News.
    #[default]
    News,
    /// A feature or an interview.
    Feature,
    /// Opinion.
    Opinion,
    /// A fact check.
    FactCheck,
    /// A live page.
    Live,
}

impl Genre {
    /// Every value under its name in settings and front matter.
    pub const NAMES: &[(&str, Self)] = &[
        ("news", Self::News),
        ("feature", Self::Feature),
        ("opinion", Self::Opinion),
        ("fact-check", Self::FactCheck),
        ("live", Self::Live),
    ];
}

/// A named bundle of levels to start from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// Under one warning a clean article.
    #[default]
    Default,
    /// For fact-check desks: everything wants a source.
    FactCheck,
    /// For agencies.
    Wire,
    /// Only what is certainly wrong.
    Minimal,
}

impl Preset {
    /// Every value under its name in settings.
    pub const NAMES: &[(&str, Self)] = &[
        ("default", Self::Default),
        ("fact-check", Self::FactCheck),
        ("wire", Self::Wire),
        ("minimal", Self::Minimal),
    ];
}

/// Text from the settings and where it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The text itself.
    pub text: String,
    /// Where it stands in the settings file.
    pub span: Span,
}

/// What the settings say about one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetting {
    /// The rule's name as written, not yet known to be one.
    pub rule: Setting,
    /// Its level; `None` keeps the default.
    pub level: Option<Level>,
    /// For rules on credits, when one counts as cited; `None` keeps the default.
    pub per: Option<Per>,
    /// For `misquote`, how faithful quotations have to be; `None` keeps the default.
    pub wording: Option<Wording>,
}

/// How a comment is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comment {
    /// `<!-- … -->`
    #[default]
    Html,
    /// `{/* … */}`, for MDX, which has no other.
    Mdx,
}

impl Comment {
    /// The comment that says `words`.
    pub fn around(self, words: &str) -> String {
        match self {
            Self::Html => format!("<!-- {words} -->"),
            Self::Mdx => format!("{{/* {words} */}}"),
        }
    }
}

/// How citations are inserted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CitationSettings {
    /// The first form offered.
    pub form: Form,
    /// What labels new footnotes get.
    pub labels: Labels,
    /// The words that an inline link stands on.
    pub anchor: Anchor,
    /// How comments are written. No setting: the draft's own language says it.
    pub comment: Comment,
}

/// Settings for some files only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Globs, relative to the settings file.
    pub files: Vec<Setting>,
    /// The genre of these files; `None` leaves it to their front matter.
    pub genre: Option<Genre>,
    /// Levels for these files, over those of the file.
    pub rules: Vec<RuleSetting>,
}

/// One `copydesk.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The preset it builds on.
    pub extends: Preset,
    /// Files with the newsroom's own officials; globs, relative to the settings file.
    pub officials: Vec<Setting>,
    /// Files of the source library; globs, relative to the settings file.
    pub sources: Vec<Setting>,
    /// Transcripts; globs, relative to the settings file.
    pub transcripts: Vec<Setting>,
    /// Names of the newsroom's own outlets; credits to them need no citation.
    pub outlets: Vec<Setting>,
    /// What it says of single rules.
    pub rules: Vec<RuleSetting>,
    /// How citations are inserted.
    pub citation: CitationSettings,
    /// Settings for some files only; later ones win.
    pub overrides: Vec<Override>,
}

/// The settings file's name.
pub const FILE: &str = "copydesk.toml";

/// Reads a settings file. Every unknown key and wrong value is a problem with its place.
pub fn parse(text: &str) -> Result<Config, Vec<Problem>> {
    parse_over(text, &Config::default())
}

/// Reads a settings file that leaves open what `open` says: a preset, levels of rules unless the file has a preset of
/// its own, and how citations are written. Of `open`, nothing else is looked at.
pub fn parse_over(text: &str, open: &Config) -> Result<Config, Vec<Problem>> {
    read::config(text, open)
}

/// The one of `known` that `word` most likely misspells; `None` when nothing is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = word.to_lowercase().replace('_', "-");
    let begins = |name: &str| plain.len() >= 3 && name.starts_with(&plain);
    known
        .into_iter()
        .map(|name| (if begins(name) { 1 } else { strsim::osa_distance(&plain, name) }, name))
        .min_by_key(|&(distance, _)| distance)
        .filter(|&(distance, name)| distance * 3 <= name.len().max(3))
        .map(|(_, name)| name)
}

/// The question that offers `nearest`: `did you mean "unattributed-quote"?`; `None` when nothing is near.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|name| format!("did you mean \"{name}\"?"))
}
