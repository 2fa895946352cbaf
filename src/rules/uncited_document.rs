//! A document that is drawn on without a link.

use crate::analysis::Analysis;
use crate::citations::CreditKind;
use crate::config::Level;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "uncited-document",
    summary: "a document that no link, footnote or key cites",
    level: Level::Hint,
    page: include_str!("uncited_document.md"),
    check,
};

fn check(analysis: &Analysis, settings: &Settings, findings: &mut Vec<Finding>) {
    for credit in settings.uncited(analysis, CreditKind::Document) {
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: analysis.article.prose.span(&credit.range),
            message: format!("{} has no link", credit.name),
            related: Vec::new(),
            fixes: settings.link(analysis, credit),
        });
    }
}
