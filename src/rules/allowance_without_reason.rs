//! An allowance that does not say why.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "allowance-without-reason",
    summary: "an allowance that does not say why",
    level: Level::Warning,
    page: include_str!("allowance_without_reason.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    for allowance in &analysis.article.allowances {
        if allowance.reason.trim().is_empty() {
            findings.push(Finding {
                rule: RULE.name,
                level: RULE.level,
                span: allowance.span,
                message: format!("allowance for {} gives no reason", allowance.rule),
                related: Vec::new(),
                fixes: Vec::new(),
            });
        }
    }
}
