//! Which rules are looked for in a draft, and how much each finding then matters.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::check::{languages, presets};
use crate::config::{Config, Genre, Level, Override, Per, Preset, RuleSetting, Setting, Wording, did_you_mean};
use crate::rules::{RULES, Rule, Settings};
use crate::text::{Problem, Span};

/// What gave a rule the level it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The rule itself.
    Rule,
    /// The preset that the settings extend.
    Preset,
    /// The settings, at this place of their file, in `[rules]` or an override.
    Settings(Span),
    /// What was selected for this run.
    Selection,
    /// The draft's language, which is not read.
    Language,
}

/// One rule, as it is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    pub(super) level: Level,
    pub(super) per: Option<Per>,
    pub(super) wording: Option<Wording>,
    pub(super) cause: Cause,
}

impl Judged {
    /// Whether the rule is not looked for.
    pub(super) fn off(self) -> bool {
        self.level == Level::Off
    }

    /// The level of a finding to which `rule` itself gave `given`. Where the rule was less sure than usual,
    /// the settings may lower it further but not raise it.
    pub(super) fn level_of(self, rule: &Rule, given: Level) -> Level {
        if given < rule.level { given.min(self.level) } else { self.level }
    }
}

/// Every rule as it is looked for in one draft, in the order of [`RULES`].
#[derive(Clone, Debug)]
pub(super) struct Applied {
    rules: Vec<Judged>,
    /// What kind of journalism the draft is.
    pub(super) genre: Genre,
}

impl Default for Applied {
    fn default() -> Self {
        Self::preset(Preset::Default)
    }
}

impl Applied {
    /// The rules as a preset has them.
    pub(super) fn preset(preset: Preset) -> Self {
        let bundle = presets::bundle(preset);
        let judged = |rule: &&Rule| {
            let set = bundle.levels.iter().find(|&&(name, _)| name == rule.name).map(|&(_, level)| level);
            let level = set.unwrap_or(if rule.level < bundle.least { Level::Off } else { rule.level });
            Judged {
                level,
                per: None,
                wording: None,
                cause: if level == rule.level { Cause::Rule } else { Cause::Preset },
            }
        };
        let rules = RULES.iter().map(judged).collect();
        Self { rules, genre: Genre::default() }
    }

    /// In the order of [`RULES`].
    pub(super) fn rules(&self) -> impl Iterator<Item = Judged> {
        self.rules.iter().copied()
    }

    /// Whether the rule of that name is looked for; `None` when there is no such rule.
    pub(super) fn looks_for(&self, name: &str) -> Option<bool> {
        let index = RULES.iter().position(|rule| rule.name == name)?;
        Some(!self.rules[index].off())
    }

    /// The level of findings of the rule of that name; `Off` when there is no such rule.
    pub(super) fn level(&self, name: &str) -> Level {
        RULES.iter().position(|rule| rule.name == name).map_or(Level::Off, |index| self.rules[index].level)
    }

    /// What `judged` is told when it looks.
    pub(super) fn settings<'a>(&self, judged: Judged, text: &'a str, config: &'a Config) -> Settings<'a> {
        Settings {
            text,
            per: judged.per,
            wording: judged.wording.unwrap_or_default(),
            genre: self.genre,
            citation: config.citation,
            outlets: &config.outlets,
        }
    }

    /// Lets `changes` win over what was set before.
    pub(super) fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            let judged = &mut self.rules[change.index];
            judged.level = change.level.unwrap_or(judged.level);
            judged.per = change.per.or(judged.per);
            judged.wording = change.wording.or(judged.wording);
            judged.cause = Cause::Settings(change.span);
        }
    }

    /// Lets one override win over what was set before.
    pub(super) fn narrow(&mut self, narrowed: &Narrowed) {
        self.genre = narrowed.genre.unwrap_or(self.genre);
        self.apply(&narrowed.changes);
    }

    /// Turns off every rule that reads English, for a draft in another language.
    pub(super) fn without_english(&mut self) {
        for (judged, rule) in self.rules.iter_mut().zip(RULES) {
            if !languages::ANY.contains(&rule.name) {
                judged.level = Level::Off;
                judged.cause = Cause::Language;
            }
        }
    }

    /// Turns off what is not selected, and on what is selected by name.
    pub(super) fn select(&mut self, selection: &Selection) {
        for (index, judged) in self.rules.iter_mut().enumerate() {
            let named = selection.select.contains(&index);
            if selection.ignore.contains(&index) || !(named || selection.select.is_empty()) {
                judged.level = Level::Off;
                judged.cause = Cause::Selection;
            } else if named && judged.off() {
                judged.level = RULES[index].level.max(Level::Info);
                judged.cause = Cause::Selection;
            }
        }
    }
}

/// What settings say of one rule, its name resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    /// In [`RULES`].
    index: usize,
    level: Option<Level>,
    per: Option<Per>,
    wording: Option<Wording>,
    /// Of the rule's name in the settings.
    span: Span,
}

/// Resolves names of rules; what is unknown becomes a problem.
pub(super) fn resolve(rules: &[RuleSetting], problems: &mut Vec<Problem>) -> Vec<Change> {
    let mut changes = Vec::with_capacity(rules.len());
    for setting in rules {
        match index_of(&setting.rule.text) {
            Ok(index) => {
                let RuleSetting { level, per, wording, .. } = *setting;
                changes.push(Change { index, level, per, wording, span: setting.rule.span })
            }
            Err(problem) => problems.push(Problem { span: Some(setting.rule.span), ..problem }),
        }
    }
    changes
}

/// The place of a rule in [`RULES`].
fn index_of(name: &str) -> Result<usize, Problem> {
    RULES.iter().position(|rule| rule.name == name).ok_or_else(|| Problem {
        span: None,
        message: format!("unknown rule \"{name}\""),
        remedy: Some(
            did_you_mean(name, RULES.iter().map(|rule| rule.name))
                .unwrap_or_else(|| "`copydesk rules` lists all".to_owned()),
        ),
    })
}

/// An override, its globs and names of rules resolved.
#[derive(Clone, Debug)]
pub(super) struct Narrowed {
    files: GlobSet,
    genre: Option<Genre>,
    changes: Vec<Change>,
}

impl Narrowed {
    /// Resolves `entry`; what is unknown becomes a problem.
    pub(super) fn new(entry: &Override, problems: &mut Vec<Problem>) -> Self {
        let mut files = GlobSetBuilder::new();
        for setting in &entry.files {
            match glob(setting) {
                Ok(glob) => drop(files.add(glob)),
                Err(problem) => problems.push(problem),
            }
        }
        let changes = resolve(&entry.rules, problems);
        Self { files: files.build().unwrap_or_else(|_| GlobSet::empty()), genre: entry.genre, changes }
    }

    /// The genre it gives, if it gives one.
    pub(super) fn genre(&self) -> Option<Genre> {
        self.genre
    }

    /// Whether it holds for the draft at `path`, which is relative to the settings.
    pub(super) fn holds_for(&self, path: &str) -> bool {
        self.files.is_match(path)
    }
}

/// A glob as `.gitignore` has it: `*` stays within a folder, and a pattern without `/` matches in every folder.
fn glob(setting: &Setting) -> Result<Glob, Problem> {
    let text = setting.text.trim_start_matches("./");
    let pattern = if text.contains('/') { text.to_owned() } else { format!("**/{text}") };
    GlobBuilder::new(&pattern).literal_separator(true).build().map_err(|error| Problem {
        span: Some(setting.span),
        message: format!("\"{}\" is no glob: {}", setting.text, error.kind()),
        remedy: None,
    })
}

/// Rules chosen for one run. By default all that the settings look for.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    /// Indices into [`RULES`]; empty: all.
    select: Vec<usize>,
    /// Indices into [`RULES`].
    ignore: Vec<usize>,
}

impl Selection {
    /// Resolves names of rules; every unknown one is a problem.
    pub(super) fn new(select: &[String], ignore: &[String]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut indices = |names: &[String]| -> Vec<usize> {
            let found = names.iter().map(|name| index_of(name.trim()));
            found.filter_map(|index| index.map_err(|problem| problems.push(problem)).ok()).collect()
        };
        let selection = Self { select: indices(select), ignore: indices(ignore) };
        if problems.is_empty() { Ok(selection) } else { Err(problems) }
    }
}
