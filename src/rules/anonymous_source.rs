//! Anonymity without a reason.

use crate::analysis::Analysis;
use crate::analysis::things::Quoted;
use crate::config::Level;
use crate::language::anonymity;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "anonymous-source",
    summary: "a source stays anonymous, and no reason is given",
    level: Level::Warning,
    page: include_str!("anonymous_source.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    let sentences = &analysis.reading.sentences;
    let quoted = Quoted::of(analysis);
    for marker in anonymity::markers(prose.text(), &analysis.reading) {
        if quoted.holds(&marker) {
            continue;
        }
        // The sentence and its neighbours in the paragraph; what somebody else says next to it is no reason.
        let here = sentences.partition_point(|sentence| sentence.end <= marker.start);
        let near = here.saturating_sub(1)..(here + 2).min(sentences.len());
        let block = analysis.article.block_at(marker.start);
        let told = near.filter(|&i| i == here || analysis.article.block_at(sentences[i].start) == block).any(|i| {
            anonymity::reasons(prose.slice(&sentences[i])).any(|reason| {
                let place = sentences[i].start + reason.start..sentences[i].start + reason.end;
                i == here || !quoted.holds(&place)
            })
        });
        if told {
            continue;
        }
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&marker),
            message: "the source stays anonymous, and no reason is given".to_owned(),
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}
