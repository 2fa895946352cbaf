//! A credit to an outlet without a link.

use crate::analysis::Analysis;
use crate::citations::CreditKind;
use crate::config::Level;
use crate::rules::{Finding, Rule, Settings};
/// The rule.
pub static RULE: Rule = Rule {
    name: "uncited-outlet",
    summary: "a credit to an outlet that no link, footnote or key cites",
    level: Level::Warning,
    page: include_str!("uncited_outlet.md"),
    check,
};

fn check(analysis: &Analysis, settings: &Settings, findings: &mut Vec<Finding>) {
    for credit in settings.uncited(analysis, CreditKind::Outlet) {
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: analysis.article.prose.span(&credit.range),
            message: format!("credit to {} has no link", credit.name),
            related: Vec::new(),
            fixes: settings.link(analysis, credit),
        });
    }
}
