//! Two people quoted in one paragraph.

use crate::analysis::{Analysis, speech};
use crate::config::Level;
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "two-speakers-one-paragraph",
    summary: "two people are quoted in one paragraph",
    level: Level::Off,
    page: include_str!("two_speakers_one_paragraph.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for (i, quote) in analysis.quotes.list.iter().enumerate().filter(|(_, quote)| speech::is_outer(quote)) {
        let Some(before) = speech::previous(analysis, i) else { continue };
        let earlier = &analysis.quotes.list[before];
        let whole = quote.words >= FEWEST && earlier.words >= FEWEST;
        if earlier.block != quote.block || !whole || !speech::differ(analysis, before, i) {
            continue;
        }
        let name = |i: usize| analysis.speakers[i].name.clone().unwrap_or_default();
        findings.push(Finding {
            rule: RULE.name,
            level: Level::Hint,
            span: prose.span(&quote.range),
            message: format!("{} speaks in one paragraph with {}", name(i), name(before)),
            related: vec![Related {
                span: prose.span(&earlier.range),
                message: format!("{} speaks here", name(before)),
            }],
            fixes: Vec::new(),
        });
    }
}

/// A word or two of somebody else's is no second voice.
const FEWEST: usize = 4;
