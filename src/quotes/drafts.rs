//! Pairs of marks through an article, before anything is known of what stands between them.

use std::cell::LazyCell;
use std::cmp::Reverse;

use crate::markdown::Article;
use crate::quotes::marks::{self, Family, Glyph, Mark};
use crate::quotes::pairs::{self, Pair, Paired};
use crate::quotes::singles::{self, Leftover};
use crate::quotes::{Kind, Quote, Style, wording};

/// A pair of marks and the block it stands in.
pub struct Draft {
    /// What stands there.
    pub pair: Pair,
    /// The index of its block.
    pub block: usize,
}

impl Draft {
    /// The quotation, its kind and its neighbours not yet told.
    pub fn quote(&self, article: &Article) -> Quote {
        let Pair { open, close, end } = self.pair;
        let inside = open.end..close.map_or(end, |close| close.start);
        Quote {
            range: open.start..end,
            words: wording::count_words(article.prose.slice(&inside)),
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
pub struct Alone {
    /// What stands there.
    pub mark: Mark,
    /// The index of its block.
    pub block: usize,
}

/// What the marks of an article came to.
#[derive(Default)]
pub struct Found {
    /// Sorted by start; an inner one follows its outer one. Never empty inside.
    pub drafts: Vec<Draft>,
    /// Marks that open right before another that opens.
    pub doubled: Vec<Mark>,
    /// Double marks and guillemets that close nothing; sorted by block.
    pub unopened: Vec<Alone>,
    /// Curly marks that face the wrong way, each with the one that belongs there.
    pub reversed: Vec<(Mark, char)>,
    /// Single marks that open and found no partner; sorted by block.
    pub single_openers: Vec<Alone>,
    /// Single marks that surely close and found no partner; sorted by block.
    pub single_closers: Vec<Alone>,
    /// Whether speech stands in single marks in this article.
    pub in_singles: bool,
}

/// Pairs the marks of every block.
pub fn read(article: &Article) -> Found {
    let mut found = read_marks(article);
    speech_in_singles(article, &mut found);
    found
}

fn read_marks(article: &Article) -> Found {
    let text = article.prose.text();
    let curly_twins = LazyCell::new(|| marks::has_curly_twins(text));
    // Copy that speaks much has a quotation in so many bytes.
    let mut found = Found { drafts: Vec::with_capacity(text.len() / 256), ..Found::default() };
    let (mut marks, mut paired, mut leftover) = (Vec::new(), Paired::default(), Leftover::default());
    for (block, place) in article.blocks.iter().enumerate() {
        marks::read(text, &place.prose, &|| *curly_twins, &mut marks);
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
