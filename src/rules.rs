//! The rules: one visible list.

pub mod allowance_without_reason;
pub mod leftover_placeholder;
pub mod uncited_data;
pub mod uncited_outlet;
pub mod uncited_post;
pub mod undefined_citation;
pub mod unused_allowance;
pub mod vague_attribution;

use crate::analysis::Analysis;
use crate::config::{Genre, Level, Per};
use crate::fix::Fix;
use crate::text::Span;

/// A fault that copydesk looks for.
pub struct Rule {
    /// Named for the fault, in kebab case.
    pub name: &'static str,
    /// What is wrong, in one clause.
    pub summary: &'static str,
    /// Its level by default.
    pub level: Level,
    /// Its page, Markdown with fixed headings.
    pub page: &'static str,
    /// Looks for it. Findings come in any order.
    pub check: fn(&Analysis, &Settings<'_>, &mut Vec<Finding>),
}

/// What a rule may be told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings<'a> {
    /// The draft's text, for fixes that must see more than the prose.
    pub text: &'a str,
    /// When a credit counts as cited; `None` is the rule's own default.
    pub per: Option<Per>,
    /// What kind of journalism the draft is.
    pub genre: Genre,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// A fault found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// Where.
    pub span: Span,
    /// What is wrong, in one clause, lower case, no full stop.
    pub message: String,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// What may be done about it, best first.
    pub fixes: Vec<Fix>,
}

/// Every rule, in the order of the README's table.
pub static RULES: &[&Rule] = &[
    &uncited_outlet::RULE,
    &uncited_post::RULE,
    &uncited_data::RULE,
    &vague_attribution::RULE,
    &undefined_citation::RULE,
    &leftover_placeholder::RULE,
    &allowance_without_reason::RULE,
    &unused_allowance::RULE,
];

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
