//! A pronoun that two people may stand behind.

use crate::analysis::things::Quoted;
use crate::analysis::{Analysis, speech};
use crate::config::Level;
use crate::fix::attribution;
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "ambiguous-speaker",
    summary: "a pronoun speaks, and two people may stand behind it",
    level: Level::Hint,
    page: include_str!("ambiguous_speaker.md"),
    check,
};

/// How many names back the nearest mention of a candidate is looked for.
const NEAR: usize = 200;

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    let quoted = Quoted::of(analysis);
    let mut last = None;
    for (i, speaker) in analysis.speakers.iter().enumerate() {
        // One pronoun may tag several quotations.
        let Some(mention) = speaker.mention.clone().filter(|mention| last.as_ref() != Some(mention)) else { continue };
        let candidates = speech::candidates(analysis, &quoted, i);
        if candidates.is_empty() {
            continue;
        }
        let people = &analysis.people;
        let related = candidates.iter().take(2).filter_map(|&person| {
            let until = people.mentions.partition_point(|other| other.range.end <= mention.start);
            let nearest = people.mentions[..until].iter().rev().take(NEAR).find(|other| other.person == person)?;
            let message = format!("it may mean {}", people.persons[person].name);
            Some(Related { span: prose.span(&nearest.range), message })
        });
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&mention),
            message: format!("“{}” may mean {} people", prose.slice(&mention), candidates.len()),
            related: related.collect(),
            fixes: attribution::instead_of_pronoun(analysis, i, &candidates),
        });
        last = Some(mention);
    }
}
