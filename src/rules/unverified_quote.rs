//! Speech that no transcript of its speaker holds.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::markdown::BlockKind;
use crate::quotes::Kind;
use crate::rules::{Finding, Rule, Settings};
use crate::transcripts::lookup::Lookup;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unverified-quote",
    summary: "a quotation that the transcript of its speaker does not hold",
    level: Level::Info,
    page: include_str!("unverified_quote.md"),
    check,
};

/// Three words may have been said anywhere.
const FEWEST_WORDS: usize = 4;

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    for (i, quote) in analysis.quotes.list.iter().enumerate() {
        let Some(Lookup::Nowhere(names)) = analysis.lookup(i) else { continue };
        let block = &analysis.article.blocks[quote.block];
        let spoken = matches!(quote.kind, Kind::Full | Kind::Partial) && quote.words >= FEWEST_WORDS;
        if !spoken || !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
            continue;
        }
        let message = match names.as_slice() {
            [name] => format!("not found in transcript {name}, where its speaker is heard"),
            names => format!("not found in any of {} transcripts where its speaker is heard", names.len()),
        };
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: analysis.article.prose.span(&quote.range),
            message,
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}
