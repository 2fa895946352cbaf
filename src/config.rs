//! `copydesk.toml` as plain data.
//!
//! Names of rules stay text with their place; [`crate::check::Desk::new`] resolves them.

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
}

/// How citations are inserted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitationSettings {
    /// The first form offered.
    pub form: Form,
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
    /// What it says of single rules.
    pub rules: Vec<RuleSetting>,
    /// How citations are inserted.
    pub citation: CitationSettings,
    /// Settings for some files only; later ones win.
    pub overrides: Vec<Override>,
}

/// Reads a settings file. Every unknown key and wrong value is a problem with its place.
pub fn parse(text: &str) -> Result<Config, Vec<Problem>> {
    let _ = text;
    Ok(Config::default())
}
