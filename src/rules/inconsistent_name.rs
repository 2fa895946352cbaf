//! One person spelled in two ways.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::people::doubts::About;
use crate::people::fold::fold;
use crate::people::mentions::Mention;
use crate::people::name_parts;
use crate::people::strays::is_slip;
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "inconsistent-name",
    summary: "one person spelled in two ways",
    level: Level::Warning,
    page: include_str!("inconsistent_name.md"),
    check,
};

/// More people of one first name than any article has.
const MOST: usize = 16;

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let people = &analysis.people;
    let mut often = vec![0usize; people.persons.len()];
    for mention in &people.mentions {
        often[mention.person] += 1;
    }
    // What the roster already says of a name need not be said twice.
    let told: Vec<usize> = analysis
        .doubts
        .iter()
        .filter(|doubt| matches!(doubt.about, About::Spelling { .. }))
        .map(|doubt| people.mentions[doubt.mention].person)
        .collect();
    let mut strays: FxHashMap<(usize, &str), Vec<&Range<usize>>> = FxHashMap::default();
    for (range, person) in &people.strays {
        strays.entry((*person, analysis.article.prose.slice(range))).or_default().push(range);
    }
    for ((person, word), ranges) in strays {
        // The spelling that stands there more often is taken for the right one.
        if ranges.len() > often[person] {
            let level = if ranges.len() >= 2 { RULE.level } else { Level::Info };
            let wrong = people.mentions.iter().filter(|mention| mention.person == person && !told.contains(&person));
            let wrong = wrong.filter_map(|mention| family(analysis, mention));
            findings.extend(wrong.map(|range| finding(analysis, range, word, ranges[0], level)));
        } else {
            // Once among many is a slip; as often as the other it may be somebody else.
            let level = if often[person] >= 3 { RULE.level } else { Level::Info };
            let right = &people.persons[person].family;
            let elsewhere = first(analysis, person);
            findings.extend(ranges.iter().map(|range| finding(analysis, (*range).clone(), right, &elsewhere, level)));
        }
    }
    for (rare, usual) in same_first_names(analysis, &often, &told) {
        for mention in people.mentions.iter().filter(|mention| mention.person == rare) {
            if let Some(range) = family(analysis, mention) {
                let elsewhere = first(analysis, usual);
                findings.push(finding(analysis, range, &people.persons[usual].family, &elsewhere, RULE.level));
            }
        }
    }
}

/// Pairs of people with one first name whose family names are one letter apart, the one named less often first.
fn same_first_names(analysis: &Analysis, often: &[usize], told: &[usize]) -> Vec<(usize, usize)> {
    let people = &analysis.people;
    let mut by_given: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (i, person) in people.persons.iter().enumerate().filter(|(_, person)| person.name.contains(' ')) {
        by_given.entry(fold(name_parts::given(&person.name))).or_default().push(i);
    }
    let mut pairs = Vec::new();
    for list in by_given.values() {
        for (i, &one) in list.iter().enumerate().take(MOST) {
            for &other in list.iter().skip(i + 1).take(MOST) {
                let [first, second] = [one, other].map(|person| fold(&people.persons[person].family));
                if is_slip(&first, &second) && !told.contains(&one) && !told.contains(&other) {
                    pairs.push(if often[one] < often[other] { (one, other) } else { (other, one) });
                }
            }
        }
    }
    pairs
}

/// The family name in a mention.
fn family(analysis: &Analysis, mention: &Mention) -> Option<Range<usize>> {
    let written = analysis.article.prose.slice(&mention.name);
    let family = &analysis.people.persons[mention.person].family;
    let at = mention.name.start + written.rfind(family.as_str())?;
    Some(at..at + family.len())
}

/// Where a person is named first.
fn first(analysis: &Analysis, person: usize) -> Range<usize> {
    let mention = analysis.people.mentions.iter().find(|mention| mention.person == person);
    mention.map_or(0..0, |mention| mention.name.clone())
}

fn finding(analysis: &Analysis, range: Range<usize>, right: &str, elsewhere: &Range<usize>, level: Level) -> Finding {
    let prose = &analysis.article.prose;
    let span = prose.span(&range);
    Finding {
        rule: RULE.name,
        level,
        span,
        message: format!("“{}” is spelled “{right}” elsewhere", prose.slice(&range)),
        related: vec![Related { span: prose.span(elsewhere), message: format!("“{right}” here") }],
        fixes: vec![Fix {
            title: format!("Write “{right}”, as elsewhere"),
            safe: false,
            select: None,
            edits: vec![Edit { span, text: right.to_owned() }],
        }],
    }
}
