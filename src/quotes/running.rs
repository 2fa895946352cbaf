//! Speech that runs over paragraphs: a mark opens each of them, only the last is closed.

use crate::markdown::{Article, BlockKind};
use crate::quotes::{Quote, Style, closing};

/// Joins each quotation that is left open at the end of its paragraph to the one that opens the next.
pub fn join(article: &Article, list: &mut [Quote]) {
    let mut next_paragraph = next_paragraphs(article);
    for i in 0..list.len() {
        if list[i].closed || !is_left_open(article, &list[i]) {
            continue;
        }
        let Some(next) = next_paragraph.get_mut(list[i].block).and_then(Option::take) else { continue };
        let place = &article.blocks[next].prose;
        let text = article.prose.slice(place);
        let start = place.start + (text.len() - text.trim_start().len());
        let j = i + 1 + list[i + 1..].partition_point(|quote| quote.range.start < start);
        let Some(follower) = list.get(j).filter(|quote| quote.range.start == start) else { continue };
        let answers = closing::tag(article, &list[i]).is_some_and(|tag| tag.sure);
        if !answers && is_like(follower.style, list[i].style) {
            list[j].continues = Some(i);
        }
    }
}

/// Whether nothing but space follows `quote` in its block.
pub fn is_left_open(article: &Article, quote: &Quote) -> bool {
    let end = article.blocks[quote.block].prose.end;
    article.prose.text()[quote.range.end..end].trim().is_empty()
}

/// For each block the next paragraph on the same level; headings, lists and captions between them are passed over.
fn next_paragraphs(article: &Article) -> Vec<Option<usize>> {
    let mut next = vec![None; article.blocks.len()];
    let mut outside = None;
    let mut inside: Option<(usize, usize)> = None;
    for (i, block) in article.blocks.iter().enumerate().rev() {
        next[i] = match block.blockquote {
            None => outside,
            Some(quotation) => inside.filter(|&(its, _)| its == quotation).map(|(_, next)| next),
        };
        if block.kind == BlockKind::Paragraph {
            match block.blockquote {
                None => outside = Some(i),
                Some(quotation) => inside = Some((quotation, i)),
            }
        }
    }
    next
}

/// Whether the two styles are single both or double both.
fn is_like(a: Style, b: Style) -> bool {
    let single = |style| matches!(style, Style::CurlySingle | Style::StraightSingle);
    let guillemet = |style| matches!(style, Style::Guillemets | Style::SingleGuillemets);
    single(a) == single(b) && guillemet(a) == guillemet(b)
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::check;

    #[test]
    fn speech_runs_over_paragraphs() {
        check(
            r#"“The bridge is safe. We looked.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full open

“It will reopen on Monday.
^^^^^^^^^^^^^^^^^^^^^^^^^^ full open continues

## A heading

“We checked it,” Ruiz said.
^^^^^^^^^^^^^^^^ full continues

Cole left.
"#,
        );
    }

    #[test]
    fn speech_that_a_tag_ends_does_not_run_on() {
        check(
            r#"“The bridge is safe, Ruiz said on Monday.
^^^^^^^^^^^^^^^^^^^^ full open
^ unclosed
                    | closes

“It is not safe,” Cole said.
^^^^^^^^^^^^^^^^^ full
"#,
        );
    }

    #[test]
    fn a_paragraph_that_does_not_reopen_its_marks_is_one_fault() {
        check(
            r#"“The bridge is safe. We looked.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full open

It will reopen on Monday,” Ruiz said.
                         ^ unopened
| may open
"#,
        );
    }

    #[test]
    fn list_items_are_no_running_speech() {
        check(
            r#"- “The bridge is safe
  ^^^^^^^^^^^^^^^^^^^ full open
  ^ unclosed
                     | may close
- “It is not safe”
  ^^^^^^^^^^^^^^^^ full
"#,
        );
    }
}
