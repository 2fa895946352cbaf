//! A link on words that say nothing.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::markdown::LinkKind;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "generic-link-text",
    summary: "a link on words that do not say where it leads",
    level: Level::Hint,
    page: include_str!("generic_link_text.md"),
    check,
};

/// What says nothing, in small letters and without marks.
const GENERIC: &[&str] = &[
    "here",
    "click here",
    "click",
    "this",
    "this link",
    "link",
    "links",
    "read more",
    "more",
    "learn more",
    "see here",
    "read here",
    "go here",
    "this page",
    "this site",
    "website",
    "page",
    "tap here",
    "source",
    "via",
];

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    let written = |kind: LinkKind| matches!(kind, LinkKind::Inline | LinkKind::Reference);
    for link in article.links.iter().filter(|link| written(link.kind)) {
        let words = article.prose.slice(&link.anchor).trim_matches(|c: char| !c.is_alphanumeric());
        if words.len() < 16 && GENERIC.contains(&words.to_lowercase().as_str()) {
            findings.push(Finding {
                rule: RULE.name,
                level: RULE.level,
                span: article.prose.span(&link.anchor),
                message: format!("“{words}” does not say where the link leads"),
                related: Vec::new(),
                fixes: Vec::new(),
            });
        }
    }
}
