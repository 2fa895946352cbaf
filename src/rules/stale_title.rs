//! A title of an office that somebody does not hold on the day.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::people::doubts::{About, Doubt};
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "stale-title",
    summary: "a title of an office that somebody does not hold",
    level: Level::Warning,
    page: include_str!("stale_title.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for doubt in &analysis.doubts {
        let mention = &analysis.people.mentions[doubt.mention];
        let Some(said) = &mention.said else { continue };
        let (title, plural) = (said.own(&analysis.reading.tokens), said.kind.plural);
        let person = &analysis.people.persons[mention.person];
        let word = prose.slice(&title);
        let (message, now) = match &doubt.about {
            About::Ended { end, now } => {
                let preposition = if end.day().is_some() { "on" } else { "in" };
                (format!("“{word}” ended {preposition} {}; {} is {now}", end.words(), person.name), now)
            }
            About::NotHeld { now } => (format!("{} is {now}, not “{word}”", person.name), now),
            About::Tag { .. } | About::State { .. } | About::Spelling { .. } => continue,
        };
        findings.push(Finding {
            rule: RULE.name,
            level: if doubt.sure { RULE.level } else { Level::Info },
            span: prose.span(&title),
            message,
            related: Vec::new(),
            // A title behind the name needs other words, and one of several people belongs to the others, too.
            fixes: if title.end <= mention.name.start && !plural {
                fixes(analysis, doubt, &title, now)
            } else {
                Vec::new()
            },
        });
    }
}

/// The title of the day, or the old one with "former" before it.
fn fixes(analysis: &Analysis, doubt: &Doubt, title: &Range<usize>, now: &str) -> Vec<Fix> {
    let word = analysis.article.prose.slice(title);
    let span = analysis.article.prose.span(title);
    let source = doubt.source_words();
    let starts = analysis.reading.sentence_at(title.start).is_some_and(|sentence| sentence.start == title.start);
    let former = if starts { "Former" } else { "former" };
    let now = match now.strip_prefix("former ") {
        Some(last) => format!("{former} {}", before_a_name(last)),
        None => before_a_name(now),
    };
    let former = format!("{former} {word}");
    let former = Some(former).filter(|_| matches!(doubt.about, About::Ended { .. }));
    std::iter::once(now)
        .chain(former)
        .map(|text| Fix {
            title: format!("Write “{text}”{source}"),
            safe: false,
            select: None,
            edits: vec![Edit { span, text }],
        })
        .collect()
}

/// A title as it stands before a name: short where AP shortens it, in capitals otherwise.
fn before_a_name(title: &str) -> String {
    match title {
        "senator" => "Sen.".into(),
        "representative" => "Rep.".into(),
        "governor" => "Gov.".into(),
        "associate justice" => "Justice".into(),
        "lieutenant governor" => "Lt. Gov.".into(),
        _ => {
            let small = ["of", "the", "for", "and", "to", "in", "pro"];
            let capital = |word: &str| match word.chars().next() {
                Some(first) if !small.contains(&word) => {
                    format!("{}{}", first.to_uppercase(), &word[first.len_utf8()..])
                }
                _ => word.to_owned(),
            };
            title.split(' ').map(capital).collect::<Vec<_>>().join(" ")
        }
    }
}
