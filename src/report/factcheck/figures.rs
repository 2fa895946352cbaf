//! Figures in the writer's own words: numbers with the unit, the sign and the other number they belong to.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::analysis::things::Quoted;
use crate::language::lexicon::Class;
use crate::language::numbers;
use crate::language::tokens::{Kind, Token};
use crate::markdown::BlockKind;

/// Words that belong to the number before them.
const UNITS: &[&str] = &["percent", "percentage", "thousand", "million", "billion", "trillion", "dozen", "hundred"];

/// Figures outside quotations and footnotes, sorted, never overlapping.
pub(super) fn find(analysis: &Analysis) -> Vec<Range<usize>> {
    let text = analysis.article.prose.text();
    let tokens = &analysis.reading.tokens;
    let quoted = Quoted::of(analysis);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let here = token.range();
        if !is_figure(text, token) || quoted.holds(&here) || found.last().is_some_and(|last| here.start < last.end) {
            continue;
        }
        let block = analysis.article.block_at(here.start).map(|block| &analysis.article.blocks[block]);
        let Some(block) = block.filter(|block| block.kind != BlockKind::Footnote) else { continue };
        let range = whole(text, tokens, i);
        found.push(range.start.max(block.prose.start)..range.end.min(block.prose.end));
    }
    found
}

fn is_figure(text: &str, token: &Token) -> bool {
    let word = token.text(text);
    token.kind == Kind::Number || token.kind == Kind::Word && numbers::is_figure(word)
}

/// The number at `i` with what belongs to it: `$4.2 million`, `4 in 10`, `Aug. 12`.
fn whole(text: &str, tokens: &[Token], i: usize) -> Range<usize> {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.text(text));
    let unit = |i: usize| word(i) == "%" || UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word(i)));
    let mut first = i;
    if let Some(before) = i.checked_sub(1) {
        let month = tokens[before].class.has(Class::TIME) && tokens[before].is_capital();
        if matches!(word(before), "$" | "£" | "€" | "¥") || month {
            first = before;
        }
    }
    let mut last = i;
    while unit(last + 1) {
        last += 1;
    }
    if word(last + 1) == "per" && word(last + 2) == "cent" {
        last += 2;
    }
    if ["in", "of", "to"].contains(&word(last + 1)) && tokens.get(last + 2).is_some_and(|next| is_figure(text, next)) {
        last += 2;
        while unit(last + 1) {
            last += 1;
        }
    }
    tokens[first].range().start..tokens[last].range().end
}
