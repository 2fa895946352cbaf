//! A party tag of another party or state than the official's.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::people::doubts::{About, Doubt};
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-party-or-state",
    summary: "a party tag of another party or state than the official's",
    level: Level::Warning,
    page: include_str!("wrong_party_or_state.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for doubt in &analysis.doubts {
        let About::Tag { party, state } = doubt.about else { continue };
        let mention = &analysis.people.mentions[doubt.mention];
        let Some((range, tag)) = &mention.tag else { continue };
        let person = &analysis.people.persons[mention.person];
        let written = prose.slice(range);
        let right = Doubt::right_tag(written, tag, party, state);
        let span = prose.span(range);
        findings.push(Finding {
            rule: RULE.name,
            level: if doubt.sure { RULE.level } else { Level::Info },
            span,
            message: format!("{} is {right}, not {written}", person.name),
            related: Vec::new(),
            fixes: vec![Fix {
                title: format!("Write “{right}”{}", doubt.source_words()),
                safe: false,
                select: None,
                edits: vec![Edit { span, text: right }],
            }],
        });
    }
}
