//! Speech that nobody is credited for.

use crate::analysis::Analysis;
use crate::attribution::{Found, Sureness};
use crate::config::Level;
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unattributed-quote",
    summary: "a quotation that nobody is credited for",
    level: Level::Warning,
    page: include_str!("unattributed_quote.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    for (quote, speaker) in analysis.quotes.list.iter().zip(&analysis.speakers) {
        let level = match speaker.sureness() {
            _ if speaker.found != Found::None => continue,
            Sureness::Exempt => continue,
            Sureness::Unsure => Level::Info,
            Sureness::Sure => Level::Warning,
        };
        // Speech that runs over paragraphs is one fault.
        let goes_on = quote.continues.and_then(|before| analysis.speakers.get(before));
        if goes_on.is_some_and(|before| before.found == Found::None && before.sureness() != Sureness::Exempt) {
            continue;
        }
        let prose = &analysis.article.prose;
        let before = analysis.people.mentions.partition_point(|mention| mention.range.end <= quote.range.start);
        let near = before.checked_sub(1).map(|i| &analysis.people.mentions[i]).filter(|mention| {
            let apart =
                analysis.article.block_at(mention.range.start).zip(analysis.article.block_at(quote.range.start));
            apart.is_some_and(|(there, here)| here - there <= 1)
        });
        let related = near.map(|mention| Related {
            span: prose.span(&mention.range),
            message: format!("the nearest name before it is {}", prose.slice(&mention.name)),
        });
        findings.push(Finding {
            rule: RULE.name,
            level,
            span: prose.span(&quote.range),
            message: "quotation has no speaker".to_owned(),
            related: related.into_iter().collect(),
            fixes: Vec::new(),
        });
    }
}
