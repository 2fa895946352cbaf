//! Quotations: pairing, nesting, speech that runs over paragraphs, and what kind of quotation each is.

mod blockquotes;
mod closing;
mod cues;
mod faults;
mod kinds;
mod marks;
mod pairs;
mod running;
mod singles;

use std::cmp::Reverse;
use std::ops::Range;

use crate::markdown::Article;
use crate::quotes::marks::{Family, Glyph, Mark};
use crate::quotes::pairs::{Pair, Paired};
use crate::quotes::singles::Leftover;

/// What a quotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A whole sentence or more of speech.
    Full,
    /// Part of a sentence, worked into the writer's own.
    Partial,
    /// A few words.
    Fragment,
    /// The title of a work, a report, a headline.
    Title,
    /// A nickname inside a name.
    Nickname,
    /// A word or phrase named as such.
    Term,
    /// Words held at arm's length.
    Scare,
    /// A block or pull quotation, with or without marks.
    Blockquote,
}

/// The marks a quotation stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// “ ”
    CurlyDouble,
    /// ‘ ’
    CurlySingle,
    /// " "
    StraightDouble,
    /// ' '
    StraightSingle,
    /// « » or » «
    Guillemets,
    /// ‹ › or › ‹
    SingleGuillemets,
    /// „ “ or „ ”
    LowHigh,
    /// A block quotation without marks.
    None,
}

/// One quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// All of it in the prose, marks included; never over the end of a block, but for a block quotation.
    pub range: Range<usize>,
    /// The words without the marks.
    pub inside: Range<usize>,
    /// The index of the block it stands in (the first one, for a block quotation).
    pub block: usize,
    /// What it is.
    pub kind: Kind,
    /// The marks it opens with.
    pub style: Style,
    /// Whether its closing mark is there.
    pub closed: bool,
    /// Speech goes on from this earlier quotation, which was left open at the end of its paragraph.
    pub continues: Option<usize>,
    /// The quotation it stands inside.
    pub parent: Option<usize>,
    /// Words inside.
    pub words: usize,
}

/// A fault of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A mark opens and nothing closes it, nor does the next paragraph go on.
    Unclosed {
        /// The opening mark.
        mark: Range<usize>,
        /// Where a closing mark most likely belongs, when the copy tells; an offset in the prose.
        close_at: Option<usize>,
        /// Whether `close_at` is certain: a tag follows there and ends the copy that the mark holds open.
        sure: bool,
    },
    /// A mark closes and nothing was open.
    Unopened {
        /// The closing mark.
        mark: Range<usize>,
        /// Where an opening mark may belong: at the start of the sentence or paragraph; an offset in the prose.
        open_at: Option<usize>,
    },
    /// A curly mark that faces the wrong way.
    Reversed {
        /// The mark.
        mark: Range<usize>,
        /// What should stand there.
        right: char,
    },
    /// A quotation that opens with one style and closes with another.
    MixedPair {
        /// The opening mark.
        open: Range<usize>,
        /// The closing mark.
        close: Range<usize>,
    },
    /// A quotation in the style that fewer quotations of the article have, straight or curly.
    MixedArticle {
        /// The index of the quotation.
        quote: usize,
    },
}

/// Everything found about quotation marks.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    /// Sorted by start; an inner quotation follows its outer one.
    pub list: Vec<Quote>,
    /// Sorted by start.
    pub faults: Vec<Fault>,
}

impl Quotes {
    /// The innermost quotation at a prose offset, its marks counted.
    pub fn at(&self, offset: usize) -> Option<usize> {
        let until = self.list.partition_point(|quote| quote.range.start <= offset);
        (0..until).rev().find(|&i| offset <= self.list[i].range.end)
    }
}

/// Quotations in `article`.
pub fn find(article: &Article) -> Quotes {
    let mut found = read_marks(article);
    speech_in_singles(article, &mut found);
    let mut quotes =
        Quotes { list: found.drafts.iter().map(|draft| draft.quote(article)).collect(), faults: Vec::new() };
    nest(&mut quotes.list);
    running::join(article, &mut quotes.list);
    faults::find(article, &found, &mut quotes);
    nest(&mut quotes.list);
    blockquotes::add(article, &mut quotes);
    kinds::tell(article, &mut quotes.list);
    quotes
}

/// A pair of marks and the block it stands in.
struct Draft {
    pair: Pair,
    block: usize,
}

impl Draft {
    fn quote(&self, article: &Article) -> Quote {
        let Pair { open, close, end } = self.pair;
        let inside = open.end..close.map_or(end, |close| close.start);
        Quote {
            range: open.start..end,
            words: kinds::count_words(article.prose.slice(&inside)),
            inside,
            block: self.block,
            kind: Kind::Partial,
            style: style(open.glyph),
            closed: close.is_some(),
            continues: None,
            parent: None,
        }
    }
}

/// A mark without a partner and the block it stands in.
struct Alone {
    mark: Mark,
    block: usize,
}

/// What the marks of an article came to.
#[derive(Default)]
struct Found {
    /// Sorted by start; an inner one follows its outer one. Never empty inside.
    drafts: Vec<Draft>,
    /// Marks that open right before another that opens.
    doubled: Vec<Mark>,
    /// Double marks and guillemets that close nothing; sorted by block.
    unopened: Vec<Alone>,
    /// Curly marks that face the wrong way, each with the one that belongs there.
    reversed: Vec<(Mark, char)>,
    /// Single marks that open and found no partner; sorted by block.
    single_openers: Vec<Alone>,
    /// Single marks that surely close and found no partner; sorted by block.
    single_closers: Vec<Alone>,
    /// Whether speech stands in single marks in this article.
    in_singles: bool,
}

/// Pairs the marks of every block.
fn read_marks(article: &Article) -> Found {
    let text = article.prose.text();
    let curly_twins = marks::has_curly_twins(text);
    let mut found = Found::default();
    let (mut marks, mut paired, mut leftover) = (Vec::new(), Paired::default(), Leftover::default());
    for (block, place) in article.blocks.iter().enumerate() {
        marks::read(text, &place.prose, curly_twins, &mut marks);
        if marks.is_empty() {
            continue;
        }
        paired.clear();
        leftover.clear();
        pairs::read(text, &place.prose, &marks, &mut paired);
        singles::read(text, &marks, &mut paired, &mut leftover);
        let full =
            |pair: &&Pair| !text[pair.open.end..pair.close.map_or(pair.end, |close| close.start)].trim().is_empty();
        found.drafts.extend(paired.pairs.iter().filter(full).map(|&pair| Draft { pair, block }));
        let doubled = paired.pairs.iter().filter(|pair| pair.close.is_none() && !full(pair));
        let alone = |pair: &&Pair| text[place.prose.clone()].trim() == &text[pair.open.range()];
        found.doubled.extend(doubled.filter(|pair| !alone(pair)).map(|pair| pair.open));
        found.unopened.extend(paired.unopened.iter().map(|&mark| Alone { mark, block }));
        found.reversed.append(&mut paired.reversed);
        found.single_openers.extend(leftover.openers.iter().map(|&mark| Alone { mark, block }));
        found.single_closers.extend(leftover.closers.iter().map(|&mark| Alone { mark, block }));
    }
    sort(&mut found.drafts);
    found
}

fn sort(drafts: &mut [Draft]) {
    drafts.sort_by_key(|draft| (draft.pair.open.start, Reverse(draft.pair.end)));
}

/// In an article that speaks in single marks, takes those that open speech and are never closed as such.
fn speech_in_singles(article: &Article, found: &mut Found) {
    let text = article.prose.text();
    let (mut singles, mut doubles, mut end) = (0, 0, 0);
    for draft in found.drafts.iter().filter(|draft| draft.pair.close.is_some()) {
        // An inner quotation takes the other style; only the outer ones tell.
        if draft.pair.open.start < end {
            continue;
        }
        end = draft.pair.end;
        let speaks = text[..end].chars().nth_back(1).is_some_and(|c| matches!(c, ',' | '.' | '?' | '!' | '…' | '—'));
        match draft.pair.open.glyph.family() {
            Family::Single if speaks => singles += 1,
            Family::Double => doubles += 1,
            _ => {}
        }
    }
    found.in_singles = singles > doubles;
    if !found.in_singles {
        return;
    }
    let openers = std::mem::take(&mut found.single_openers);
    let mut lost = Vec::new();
    for (i, &Alone { mark, block }) in openers.iter().enumerate() {
        let place = &article.blocks[block].prose;
        let next = found.drafts.partition_point(|draft| draft.pair.open.start < mark.start);
        let outer = found.drafts[..next]
            .iter()
            .rev()
            .take(8)
            .find(|draft| draft.pair.close.is_some_and(|close| mark.end <= close.start));
        let mut end = outer.and_then(|outer| outer.pair.close).map_or(place.end, |close| close.start);
        for start in
            [found.drafts.get(next).map(|draft| draft.pair.open.start), openers.get(i + 1).map(|next| next.mark.start)]
        {
            end = end.min(start.unwrap_or(end));
        }
        let end = mark.end + text[mark.end..end.max(mark.end)].trim_end().len();
        let before = text[place.start..mark.start].trim_end();
        let begins = before.is_empty() || before.ends_with(['.', ',', ':', '?', '!']);
        if begins && text[mark.end..end].contains(char::is_alphanumeric) {
            lost.push(Draft { pair: Pair { open: mark, close: None, end }, block });
        }
    }
    found.drafts.append(&mut lost);
    sort(&mut found.drafts);
}

/// Tells each quotation which one it stands in.
fn nest(list: &mut [Quote]) {
    let mut outer: Vec<usize> = Vec::new();
    for i in 0..list.len() {
        while outer.last().is_some_and(|&o| list[o].range.end <= list[i].range.start) {
            outer.pop();
        }
        list[i].parent = outer.iter().rev().take(64).copied().find(|&o| list[i].range.end <= list[o].range.end);
        outer.push(i);
    }
}

fn style(glyph: Glyph) -> Style {
    match glyph {
        Glyph::LeftDouble | Glyph::RightDouble => Style::CurlyDouble,
        Glyph::LowDouble | Glyph::LowSingle => Style::LowHigh,
        Glyph::StraightDouble | Glyph::Twin | Glyph::Backticks => Style::StraightDouble,
        Glyph::LeftSingle | Glyph::RightSingle => Style::CurlySingle,
        Glyph::StraightSingle | Glyph::Backtick => Style::StraightSingle,
        Glyph::LeftGuillemet | Glyph::RightGuillemet => Style::Guillemets,
        Glyph::LeftSingleGuillemet | Glyph::RightSingleGuillemet => Style::SingleGuillemets,
    }
}

#[cfg(test)]
mod tests;
