//! A quotation set as a sentence that is only a clause of one.

use crate::analysis::{Analysis, speech};
use crate::config::Level;
use crate::language::fragments;
use crate::quotes::Kind;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "fragment-as-sentence",
    summary: "a quotation is set as a sentence and is only a clause of one",
    level: Level::Hint,
    page: include_str!("fragment_as_sentence.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    let text = prose.text();
    for quote in analysis.quotes.list.iter().filter(|quote| speech::is_outer(quote) && quote.kind == Kind::Full) {
        // Of “Why?” the answer is “Because.”, and behind a colon or a verb the sentence is the writer's.
        let before = text[analysis.article.blocks[quote.block].prose.start..quote.range.start].trim_end();
        let opens = before.is_empty() || before.ends_with(['.', '!', '”', '"', '’']);
        let asked = || {
            let block = quote.block.checked_sub(1).filter(|_| before.is_empty())?;
            let above = prose.slice(&analysis.article.blocks[block].prose).trim_end();
            Some(above.trim_end_matches(['”', '"', '’', '\'']).ends_with(['?', ':']))
        };
        if !opens || quote.continues.is_some() || asked().unwrap_or(false) {
            continue;
        }
        let [sentence] = &speech::sentences(analysis, quote)[..] else { continue };
        let reading = &analysis.reading;
        let tokens = &reading.tokens[reading.token_from(sentence.start)..reading.token_from(sentence.end)];
        if fragments::is_fragment(text, tokens) {
            findings.push(Finding {
                rule: RULE.name,
                level: RULE.level,
                span: prose.span(&quote.range),
                message: "the quotation is set as a sentence and is only a clause".to_owned(),
                related: Vec::new(),
                fixes: Vec::new(),
            });
        }
    }
}
