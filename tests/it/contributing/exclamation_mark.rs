//! An exclamation mark that the writer sets.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "exclamation-mark",
    summary: "an exclamation mark outside quotation marks",
    level: Level::Info,
    page: include_str!("exclamation_mark.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for (at, mark) in prose.text().match_indices('!') {
        // What somebody shouted is theirs.
        if analysis.quotes.list.iter().any(|quote| quote.range.contains(&at)) {
            continue;
        }
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&(at..at + mark.len())),
            message: "exclamation mark of the writer's own".to_owned(),
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}
