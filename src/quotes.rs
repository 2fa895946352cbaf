//! Quotations: pairing, nesting, speech that runs over paragraphs, and what kind of quotation each is.

mod blockquotes;
mod closing;
mod cues;
mod drafts;
mod faults;
mod kinds;
mod marks;
mod pairs;
mod running;
mod sides;
mod singles;
mod wording;

use std::ops::Range;

use crate::markdown::Article;

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
    let found = drafts::read(article);
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

#[cfg(test)]
mod tests;
