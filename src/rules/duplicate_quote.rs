//! The same words quoted twice.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

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
    let mut first: FxHashMap<u64, Vec<&Quote>> = FxHashMap::default();
    for quote in analysis.quotes.list.iter().filter(|quote| counts(analysis, quote)) {
        let inside = prose.slice(&quote.inside);
        let alike = first.entry(hash(inside)).or_default();
        let Some(earlier) = alike.iter().find(|other| words(prose.slice(&other.inside)).eq(words(inside))) else {
            alike.push(quote);
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

/// The letters of `text`, small, with a space between words and without punctuation.
fn words(text: &str) -> impl Iterator<Item = char> {
    let (mut apart, mut begun) = (false, false);
    text.chars().flat_map(move |c| {
        let letter = c.is_alphanumeric();
        let space = (letter && apart && begun).then_some(' ');
        apart = !letter && (apart || !matches!(c, '’' | '\''));
        begun |= letter;
        space.into_iter().chain(letter.then(|| c.to_lowercase()).into_iter().flatten())
    })
}

/// A number that texts of the same words share.
fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    words(text).for_each(|c| hasher.write_u32(u32::from(c)));
    hasher.finish()
}
