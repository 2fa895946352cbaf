//! Sentences full of figures: what a reader may ask the source of.

use std::ops::Range;
use std::sync::LazyLock;

use crate::citations::sentence::Sentence;
use crate::citations::{Credit, Figure};
use crate::language::lexicon::Class;
use crate::language::tokens::Kind;
use crate::markdown::Article;
use crate::sources::publishers::rows;
use crate::sources::words::Index;

/// From how many points on a sentence counts.
const ENOUGH: u32 = 4;

/// The words of a phrase after its first, and its points.
type Phrase = (Vec<&'static str>, u32);

/// Phrases of the table by their first word: the words after it, and the points.
static PHRASES: LazyLock<Index<Vec<Phrase>>> = LazyLock::new(|| {
    let mut index: Index<Vec<Phrase>> = Index::default();
    for (phrase, points) in rows(include_str!("figures.tsv")).filter_map(|row| row.split_once('\t')) {
        let mut words = phrase.split(' ');
        let first = words.next().unwrap_or_default();
        index.entry(first).push((words.collect(), points.parse().unwrap_or_default()));
    }
    index
});

/// The sentence, if it states figures in the writer's own words. `sourced` when somebody is said to have said them.
pub fn of(sentence: &Sentence<'_>) -> Option<Figure> {
    if !sentence.tokens.iter().any(|token| token.kind == Kind::Number) {
        return None;
    }
    let (mut points, mut said) = (0, false);
    for (i, token) in (0..).zip(sentence.tokens) {
        if !matches!(token.kind, Kind::Word | Kind::Number) || sentence.quotes(&token.range()) {
            continue;
        }
        points += if token.kind == Kind::Number { number(sentence, i) } else { phrase(sentence, i) };
        said |= token.class.verb().is_some() || sentence.is(i, "according") || sentence.is(i, "per");
    }
    let range = sentence.range(&(0..sentence.len()));
    (points >= ENOUGH).then_some(Figure { range, sourced: said })
}

/// Marks the figures whose paragraph credits, quotes or cites somebody.
pub fn settle(
    figures: &mut [Figure],
    credits: &[Credit],
    places: &[usize],
    quoted: &[Range<usize>],
    article: &Article,
) {
    for figure in figures.iter_mut().filter(|figure| !figure.sourced) {
        let block =
            article.block_at(figure.range.start).map_or(figure.range.clone(), |i| article.blocks[i].prose.clone());
        let credit = credits.partition_point(|credit| credit.range.end <= block.start);
        let quote = quoted.partition_point(|quote| quote.end <= block.start);
        figure.sourced = credits.get(credit).is_some_and(|credit| credit.range.start < block.end)
            || quoted.get(quote).is_some_and(|quote| quote.start < block.end)
            || super::cover::within(places, &block);
    }
}

/// What the number at `i` counts for. Years, days, ages, times and votes are no figures to be checked.
fn number(sentence: &Sentence<'_>, i: isize) -> u32 {
    let word = sentence.word(i);
    let next = sentence.word(i + 1);
    let amount = ["million", "billion", "trillion", "thousand"].iter().any(|unit| next.eq_ignore_ascii_case(unit));
    let percent = next == "%" || next.eq_ignore_ascii_case("percent") || next.eq_ignore_ascii_case("per");
    let money = matches!(sentence.word(i - 1), "$" | "£" | "€");
    if percent {
        return 3;
    }
    if amount || word.contains(',') {
        return 2 + u32::from(money);
    }
    let plain = word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let year = word.len() == 4 && plain && matches!(&word[..1], "1" | "2");
    let dated = sentence.class(i - 1, Class::TIME) || sentence.class(i + 1, Class::TIME);
    if !plain || year || dated {
        return 0;
    }
    1 + u32::from(money)
}

fn phrase(sentence: &Sentence<'_>, i: isize) -> u32 {
    let Some(phrases) = PHRASES.get_lower(sentence.word(i)) else { return 0 };
    let stands = |rest: &[&str]| rest.iter().zip(i + 1..).all(|(word, i)| sentence.is(i, word));
    phrases.iter().filter(|(rest, _)| stands(rest)).map(|(_, points)| *points).max().unwrap_or_default()
}
