//! An official's name one letter off.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::people::doubts::About;
use crate::people::name_parts;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "misspelled-name",
    summary: "an official's name one letter off",
    level: Level::Warning,
    page: include_str!("misspelled_name.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for doubt in &analysis.doubts {
        let About::Spelling { right } = &doubt.about else { continue };
        let name = &analysis.people.mentions[doubt.mention].name;
        let whole = prose.slice(name);
        let written = name_parts::family(whole);
        let start = name.start + whole.rfind(written).unwrap_or(0);
        let span = prose.span(&(start..start + written.len()));
        findings.push(Finding {
            rule: RULE.name,
            level: if doubt.sure { RULE.level } else { Level::Info },
            span,
            message: format!("“{written}” is spelled “{right}”"),
            related: Vec::new(),
            fixes: vec![Fix {
                title: format!("Write “{right}”{}", doubt.source_words()),
                safe: false,
                select: None,
                edits: vec![Edit { span, text: right.clone() }],
            }],
        });
    }
}
