//! What is wrong with the marks of an article.

use crate::markdown::Article;
use crate::quotes::drafts::{Alone, Found};
use crate::quotes::marks::{Family, Glyph};
use crate::quotes::{Fault, Quote, Quotes, closing, running};

/// Finds the faults. A quotation whose closing mark surely belongs at one place ends there.
pub fn find(article: &Article, found: &Found, quotes: &mut Quotes) {
    let mut faults = Vec::new();
    let mut goes_on = vec![false; quotes.list.len()];
    for quote in &quotes.list {
        if let Some(earlier) = quote.continues {
            goes_on[earlier] = true;
        }
    }
    for (i, draft) in found.drafts.iter().enumerate() {
        let quote = &mut quotes.list[i];
        match draft.pair.close {
            Some(close) if !agree(draft.pair.open.glyph, close.glyph) => {
                faults.push(Fault::MixedPair { open: draft.pair.open.range(), close: close.range() });
            }
            None if !goes_on[i] && !closed_later(article, found, quote) => {
                let place = closing::find(article, quote);
                if let Some(place) = place.filter(|place| place.sure) {
                    quote.range.end = place.at;
                    quote.inside.end = place.at;
                }
                faults.push(Fault::Unclosed {
                    mark: draft.pair.open.range(),
                    close_at: place.map(|place| place.at),
                    sure: place.is_some_and(|place| place.sure),
                });
            }
            _ => {}
        }
    }
    faults.extend(found.doubled.iter().map(|mark| Fault::Unclosed { mark: mark.range(), close_at: None, sure: false }));
    for alone in &found.unopened {
        if !closes_excerpt(found, quotes, alone) && !closes_after_name(article, found, quotes, alone) {
            faults.push(unopened(article, found, alone));
        }
    }
    if found.in_singles {
        faults.extend(found.single_closers.iter().map(|alone| unopened(article, found, alone)));
    }
    faults.extend(found.reversed.iter().map(|(mark, right)| Fault::Reversed { mark: mark.range(), right: *right }));
    faults.extend(minority(found).map(|quote| Fault::MixedArticle { quote }));
    faults.sort_by_key(|fault| fault.start(&quotes.list));
    quotes.faults = faults;
}

impl Fault {
    /// Where it starts in the prose; `list` are the quotations it was found with.
    pub fn start(&self, list: &[Quote]) -> usize {
        match self {
            Self::Unclosed { mark, .. } | Self::Unopened { mark, .. } | Self::Reversed { mark, .. } => mark.start,
            Self::MixedPair { open, .. } => open.start,
            Self::MixedArticle { quote } => list[*quote].range.start,
        }
    }
}

/// The fault of a mark that closes nothing. The mark that should open belongs at the start of its paragraph, or after the
/// sentence that follows the quotation before it.
fn unopened(article: &Article, found: &Found, alone: &Alone) -> Fault {
    let text = article.prose.text();
    let start = article.blocks[alone.block].prose.start;
    let before = found.drafts.partition_point(|draft| draft.pair.open.start < alone.mark.start);
    let last = before.checked_sub(1).map(|i| found.drafts[i].pair.end).filter(|&end| end > start);
    let from = match last {
        Some(end) if end < alone.mark.start => closing::first_stop(&text[end..alone.mark.start]).map(|stop| end + stop),
        Some(_) => None,
        None => Some(start),
    };
    let open_at = from
        .map(|from| from + (text[from..].len() - text[from..].trim_start().len()))
        .filter(|&at| at < alone.mark.start && text[at..alone.mark.start].contains(char::is_alphanumeric));
    Fault::Unopened { mark: alone.mark.range(), open_at }
}

/// Whether the next paragraphs go on without a mark of their own and close what `quote` opened: then the one
/// fault is the closing mark that nothing in its paragraph opened.
fn closed_later(article: &Article, found: &Found, quote: &Quote) -> bool {
    let next = found.unopened.partition_point(|alone| alone.block <= quote.block);
    running::is_left_open(article, quote)
        && found.unopened.get(next).is_some_and(|alone| {
            let first = found.drafts.partition_point(|draft| draft.block <= quote.block);
            found.drafts.get(first).is_none_or(|draft| draft.pair.open.start > alone.mark.start)
        })
}

/// Whether `alone` closes an excerpt in marks of its own make, whose last paragraph opens with a quotation in marks
/// of the other make.
fn closes_excerpt(found: &Found, quotes: &Quotes, alone: &Alone) -> bool {
    let first = found.drafts.partition_point(|draft| draft.block < alone.block);
    let Some(earlier) = quotes.list.get(first).and_then(|quote| quote.continues) else { return false };
    let straight = |i: usize| found.drafts[i].pair.open.glyph.is_straight();
    found.drafts[first].block == alone.block
        && straight(earlier) != straight(first)
        && straight(earlier) == alone.mark.glyph.is_straight()
}

/// Whether `alone` ends a pull quotation whose speaker stands on a line of its own inside the marks.
fn closes_after_name(article: &Article, found: &Found, quotes: &Quotes, alone: &Alone) -> bool {
    let block = &article.blocks[alone.block].prose;
    let name = &article.prose.text()[block.start..alone.mark.start];
    let next = found.drafts.partition_point(|draft| draft.block < alone.block);
    let last = next.checked_sub(1).map(|i| &quotes.list[i]);
    last.is_some_and(|last| !last.closed && last.block + 1 == alone.block && running::is_left_open(article, last))
        && alone.mark.end == block.end
        && name.starts_with(char::is_uppercase)
        && name.len() <= 90
        && name.split(' ').count() <= 10
        && !name.contains(['!', '?', '“', '"'])
        && closing::first_stop(name).is_none_or(|stop| stop == name.len())
}

/// Whether the two marks may stand around one quotation.
fn agree(open: Glyph, close: Glyph) -> bool {
    open.family() == close.family()
        && match open {
            Glyph::StraightDouble => close == Glyph::StraightDouble,
            Glyph::Twin => close == Glyph::Twin,
            Glyph::Backticks => matches!(close, Glyph::Twin | Glyph::StraightDouble),
            Glyph::StraightSingle | Glyph::Backtick => close == Glyph::StraightSingle,
            _ => !close.is_straight(),
        }
}

/// Quotations in straight double marks where more are curly, or the other way round. Of as many, the straight ones.
fn minority(found: &Found) -> impl Iterator<Item = usize> {
    let sides = |straight: bool| {
        found.drafts.iter().enumerate().filter(move |(_, draft)| {
            draft.pair.open.glyph.family() == Family::Double
                && draft.pair.open.glyph.is_straight() == straight
                && draft.pair.close.is_none_or(|close| agree(draft.pair.open.glyph, close.glyph))
        })
    };
    let (straight, curly) = (sides(true).count(), sides(false).count());
    let mixed = straight > 0 && curly > 0;
    sides(straight <= curly).filter(move |_| mixed).map(|(i, _)| i)
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::check;

    #[test]
    fn an_opening_mark_twice_is_a_fault() {
        check(
            r#"““The bridge is safe,” Ruiz said.
 ^^^^^^^^^^^^^^^^^^^^^ full
^ unclosed
"#,
        );
    }

    #[test]
    fn marks_may_face_the_wrong_way() {
        check(
            r#"”The bridge is safe,” Ruiz said. “It will reopen“ on Monday. She says,” it will.”
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^ fragment
                                                                      ^^^^^^^^^^^ fragment
^ reversed “
                                                ^ reversed ”
                                                                      ^ reversed “

“It will reopen soon.“
^^^^^^^^^^^^^^^^^^^^^^ full
                     ^ reversed ”
"#,
        );
    }

    #[test]
    fn pairs_may_be_mixed() {
        check(
            r#""The bridge is safe,” Ruiz said.
^^^^^^^^^^^^^^^^^^^^^ full
                    ^ mixed pair

“The bridge is safe," Ruiz said. “It will reopen.’ She left.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^ full
                    ^ mixed pair
                                                 ^ mixed pair

‘The bridge is safe,” Ruiz said. “He said, ‘Never again,'” she added.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ full
                                           ^^^^^^^^^^^^^^ full inner
                    ^ mixed pair
                                                        ^ mixed pair
"#,
        );
    }

    #[test]
    fn the_rarer_style_is_told() {
        check(
            r#"“The bridge is safe,” Ruiz said. “It will reopen.”
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^ full

"It is not safe," Cole said of 'it'.
^^^^^^^^^^^^^^^^^ full
                               ^^^^ fragment
^^^^^^^^^^^^^^^^^ rare
"#,
        );
    }
}
