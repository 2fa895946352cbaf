//! The same words quoted twice.

use rustc_hash::FxHashMap;

use crate::analysis::Analysis;
use crate::config::Level;
use crate::markdown::BlockKind;
use crate::quotes::{Kind, Quote};
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-quote",
    summary: "a quotation whose words stand in another quotation of the article already",
    level: Level::Warning,
    page: include_str!("duplicate_quote.md"),
    check,
};

/// A shorter run of words may be quoted twice with reason: a slogan, a name, the phrase that the article is about.
const FEWEST_WORDS: usize = 6;

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    let mut first: FxHashMap<String, &Quote> = FxHashMap::default();
    for quote in analysis.quotes.list.iter().filter(|quote| counts(analysis, quote)) {
        let words = words(prose.slice(&quote.inside));
        let Some(earlier) = first.get(&words) else {
            first.insert(words, quote);
            continue;
        };
        // Alone in its paragraph, of words that stand elsewhere in a sentence, it is a headline or a pull quotation.
        if fills_block(analysis, quote) != fills_block(analysis, earlier) {
            continue;
        }
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&quote.range),
            message: "the same words are quoted twice".into(),
            related: vec![Related { span: prose.span(&earlier.range), message: "quoted here first".into() }],
            fixes: Vec::new(),
        });
    }
}

/// Whether repeating `quote` would be a slip. Headings, captions, footnotes and block quotations repeat on purpose.
fn counts(analysis: &Analysis, quote: &Quote) -> bool {
    let block = &analysis.article.blocks[quote.block];
    quote.words >= FEWEST_WORDS
        && quote.parent.is_none()
        && block.blockquote.is_none()
        && matches!(block.kind, BlockKind::Paragraph | BlockKind::Item)
        && matches!(quote.kind, Kind::Full | Kind::Partial)
}

/// Whether nothing but `quote` stands in its paragraph.
fn fills_block(analysis: &Analysis, quote: &Quote) -> bool {
    analysis.article.prose.slice(&analysis.article.blocks[quote.block].prose).trim().len() == quote.range.len()
}

/// The words of `text` in small letters, without punctuation.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut apart = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if apart && !words.is_empty() {
                words.push(' ');
            }
            apart = false;
            words.extend(c.to_lowercase());
        } else if !matches!(c, '’' | '\'') {
            apart = true;
        }
    }
    words
}
