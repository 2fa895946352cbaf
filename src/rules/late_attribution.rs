//! Speech of several sentences whose speaker is named only at its end.

use crate::analysis::{Analysis, speech};
use crate::config::Level;
use crate::fix::late;
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "late-attribution",
    summary: "a speaker who is named only after three sentences of speech",
    level: Level::Info,
    page: include_str!("late_attribution.md"),
    check,
};

/// How many sentences a reader has to plough through before it is late.
const LATE: usize = 3;

fn check(analysis: &Analysis, settings: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for (i, quote) in analysis.quotes.list.iter().enumerate() {
        let Some(count) = speech::sentences_before_tag(analysis, i).filter(|&count| count >= LATE) else { continue };
        let named = analysis.speakers[i].mention.as_ref();
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&quote.range),
            message: format!("the speaker is named after {count} sentences of speech"),
            related: named
                .map(|named| Related { span: prose.span(named), message: "named here".into() })
                .into_iter()
                .collect(),
            fixes: late::forward(settings.text, analysis, i).into_iter().collect(),
        });
    }
}
