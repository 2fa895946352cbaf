//! Words that credit nobody in particular.

use crate::analysis::Analysis;
use crate::citations::CreditKind;
use crate::config::Level;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "vague-attribution",
    summary: "words that credit nobody in particular",
    level: Level::Warning,
    page: include_str!("vague_attribution.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for credit in analysis.citations.credits.iter().filter(|credit| credit.kind == CreditKind::Vague) {
        findings.push(Finding {
            rule: RULE.name,
            level: if credit.bald && !credit.sourced { RULE.level } else { Level::Info },
            span: prose.span(&credit.range),
            message: format!("“{}” does not say who", prose.slice(&credit.range)),
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}
