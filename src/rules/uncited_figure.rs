//! Figures without a source in reach.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "uncited-figure",
    summary: "figures that nobody is said to have given",
    level: Level::Hint,
    page: include_str!("uncited_figure.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    for figure in analysis.citations.figures.iter().filter(|figure| !figure.sourced) {
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: analysis.article.prose.span(&figure.range),
            message: "figures have no source".to_owned(),
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}
