//! A source without an archived copy.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unarchived-source",
    summary: "a source without an archived copy",
    level: Level::Off,
    page: include_str!("unarchived_source.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let Some(front) = &analysis.article.front_matter else { return };
    for entry in &front.sources {
        let Some(address) = entry.field(&["url", "link"]) else { continue };
        let page = address.text.starts_with("http") && crate::sources::url::original(&address.text) == address.text;
        if page && entry.field(&["archive", "archive_url", "archived"]).is_none() {
            findings.push(Finding {
                rule: RULE.name,
                level: Level::Info,
                span: address.span,
                message: "source has no archived copy".to_owned(),
                related: Vec::new(),
                fixes: Vec::new(),
            });
        }
    }
}
