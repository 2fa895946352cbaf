//! A party tag of another party or state than the official's, or another state before the title.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::people::doubts::{About, Doubt};
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-party-or-state",
    summary: "a party or state that is not the official's",
    level: Level::Warning,
    page: include_str!("wrong_party_or_state.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for doubt in &analysis.doubts {
        let mention = &analysis.people.mentions[doubt.mention];
        let person = &analysis.people.persons[mention.person];
        let (range, right, message) = match (&doubt.about, &mention.tag) {
            (About::Tag { party, state }, Some((range, tag))) => {
                let written = prose.slice(range);
                let right = Doubt::right_tag(written, tag, *party, *state);
                let message = format!("{} is {right}, not {written}", person.name);
                (range, right, message)
            }
            (About::State { range, right }, _) => {
                let written = prose.slice(range);
                let right = Doubt::right_state(written, right);
                (range, right.to_owned(), format!("{} holds the office of {right}, not {written}", person.name))
            }
            _ => continue,
        };
        let span = prose.span(range);
        findings.push(Finding {
            rule: RULE.name,
            level: if doubt.sure { RULE.level } else { Level::Info },
            span,
            message,
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
