//! A quotation without a link.

use crate::analysis::Analysis;
use crate::config::{Level, Per};
use crate::quotes::Kind;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "uncited-quote",
    summary: "a quotation that no link, footnote or key cites",
    level: Level::Off,
    page: include_str!("uncited_quote.md"),
    check,
};

/// Fewer words are a turn of phrase rather than evidence.
const LEAST_WORDS: usize = 4;

fn check(analysis: &Analysis, settings: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    let spoken = |kind: Kind| matches!(kind, Kind::Full | Kind::Partial | Kind::Blockquote);
    let quotes = analysis.quotes.list.iter();
    for quote in quotes.filter(|quote| quote.parent.is_none() && spoken(quote.kind) && quote.words >= LEAST_WORDS) {
        let near = match settings.per.unwrap_or(Per::Paragraph) {
            Per::Sentence => analysis
                .reading
                .sentence_at(quote.range.start)
                .map(|it| it.start.min(quote.range.start)..it.end.max(quote.range.end)),
            _ => article.blocks.get(quote.block).map(|block| block.prose.start..block.prose.end.max(quote.range.end)),
        };
        if analysis.citations.cites(&near.unwrap_or(quote.range.clone())) {
            continue;
        }
        findings.push(Finding {
            rule: RULE.name,
            level: Level::Info,
            span: article.prose.span(&quote.range),
            message: "quotation has no link".to_owned(),
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}
