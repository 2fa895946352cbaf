//! A footnote or a key that leads nowhere.

use crate::analysis::Analysis;
use crate::citations::Standing;
use crate::config::Level;
use crate::fix::{Fix, insert};
use crate::markdown::Mark;
use crate::rules::{Finding, Rule, Settings};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "undefined-citation",
    summary: "a footnote or a key that leads nowhere",
    level: Level::Error,
    page: include_str!("undefined_citation.md"),
    check,
};

fn check(analysis: &Analysis, settings: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    let mut found = |level: Level, span: Span, message: String, fixes: Vec<Fix>| {
        findings.push(Finding { rule: RULE.name, level, span, message, related: Vec::new(), fixes });
    };
    let mut defined: rustc_hash::FxHashSet<String> =
        article.definitions.iter().map(|definition| insert::folded(&definition.label)).collect();
    // One definition serves all markers of a label: only the first is told.
    let bare: Vec<&Mark> =
        article.footnotes.iter().filter(|mark| defined.insert(insert::folded(&mark.label))).collect();
    for (mark, fix) in bare.iter().zip(insert::definitions(settings.text, article, bare.iter().copied())) {
        found(RULE.level, mark.span, format!("footnote {} is not defined", mark.label), vec![fix]);
    }
    for (key, standing) in article.keys.iter().zip(&analysis.citations.keys) {
        match standing {
            Standing::Defined => {}
            Standing::Undefined => {
                found(RULE.level, key.span, format!("no source has the key {}", key.label), Vec::new());
            }
            Standing::Unknown => {
                let message = format!("no list of sources to look up the key {}", key.label);
                found(Level::Info, key.span, message, Vec::new());
            }
        }
    }
}
