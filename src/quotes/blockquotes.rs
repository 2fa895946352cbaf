//! Block quotations that speak without marks.

use std::cmp::Reverse;
use std::ops::Range;

use crate::markdown::Article;
use crate::quotes::{Fault, Kind, Quote, Quotes, Style, wording};

/// Adds a quotation for each block of a block quotation that has no marks of its own around its words.
pub fn add(article: &Article, quotes: &mut Quotes) {
    let mut added: Vec<Quote> = Vec::new();
    let mut block = 0;
    while block < article.blocks.len() {
        let Some(quotation) = article.blocks[block].blockquote else {
            block += 1;
            continue;
        };
        let first = block;
        while article.blocks.get(block).is_some_and(|block| block.blockquote == Some(quotation)) {
            block += 1;
        }
        let parts: Vec<(usize, Range<usize>)> =
            (first..block).filter_map(|i| words_of(article, i).map(|range| (i, range))).collect();
        let spoken: usize = parts.iter().map(|(_, range)| range.len()).sum();
        if marked(article, quotes, first..block) * 2 >= spoken {
            continue;
        }
        for (n, (block, range)) in parts.into_iter().enumerate() {
            added.push(Quote {
                words: wording::count_words(article.prose.slice(&range)),
                inside: range.clone(),
                range,
                block,
                kind: Kind::Blockquote,
                style: Style::None,
                closed: true,
                // Counted from the first one added; `merge` turns it into an index of the list.
                continues: (n > 0).then(|| added.len() - 1),
                parent: None,
            });
        }
    }
    if !added.is_empty() {
        merge(added, quotes);
    }
}

/// How many bytes of `blocks` stand in marks.
fn marked(article: &Article, quotes: &Quotes, blocks: Range<usize>) -> usize {
    let start = article.blocks[blocks.start].prose.start;
    let end = article.blocks[blocks.end - 1].prose.end;
    let first = quotes.list.partition_point(|quote| quote.range.start < start);
    let inside = quotes.list[first..].iter().take_while(|quote| quote.range.start < end);
    inside.filter(|quote| quote.parent.is_none()).map(|quote| quote.range.len()).sum()
}

/// The words of a block without the name under them; `None` when it holds nothing else.
fn words_of(article: &Article, block: usize) -> Option<Range<usize>> {
    let place = &article.blocks[block].prose;
    let text = article.prose.slice(place);
    let start = text.len() - text.trim_start().len();
    let end = name_under(text).unwrap_or(text.len());
    let end = text[..end].trim_end().len();
    (start < end).then(|| place.start + start..place.start + end)
}

/// Where the line `— Name` starts that ends `text`.
fn name_under(text: &str) -> Option<usize> {
    let (at, dash) = ["—", "―", "--", "–", "- "]
        .iter()
        .filter_map(|dash| text.rfind(dash).map(|at| (at, *dash)))
        .max_by_key(|&(at, dash)| (at, dash.len()))?;
    let at = if dash == "--" { text[..at].trim_end_matches('-').len() } else { at };
    let before = text[..at].trim_end();
    let name = text[at..].trim_start_matches(['—', '―', '–', '-', ' ']);
    let ends = before.is_empty() || before.ends_with(['.', '!', '?', '…', '”', '"', '’', '\'']) && before.len() < at;
    let named = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 14 && !name.ends_with(['!', '?']);
    (ends && named).then_some(at)
}

/// Sorts `added` into the list and mends every index that others hold.
fn merge(added: Vec<Quote>, quotes: &mut Quotes) {
    let old = quotes.list.len();
    let mut all: Vec<(usize, Quote)> = std::mem::take(&mut quotes.list).into_iter().enumerate().collect();
    for mut quote in added {
        quote.continues = quote.continues.map(|i| old + i);
        all.push((all.len(), quote));
    }
    all.sort_by_key(|(_, quote)| (quote.range.start, Reverse(quote.range.end)));
    let mut moved = vec![0; all.len()];
    for (now, (was, _)) in all.iter().enumerate() {
        moved[*was] = now;
    }
    quotes.list = all.into_iter().map(|(_, quote)| quote).collect();
    for quote in &mut quotes.list {
        quote.continues = quote.continues.map(|i| moved[i]);
    }
    for fault in &mut quotes.faults {
        if let Fault::MixedArticle { quote } = fault {
            *quote = moved[*quote];
        }
    }
    super::nest(&mut quotes.list);
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::check;

    #[test]
    fn block_quotations_speak_without_marks() {
        check(
            r#"Ruiz wrote to the council:

> The bridge is safe. We looked at *every* bolt.
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blockquote
>
> It will reopen on “Bridge Day.”
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blockquote continues
                    ^^^^^^^^^^^^^ title inner
>
> — Ana Ruiz, mayor

> The bridge is safe. — Ana Ruiz
  ^^^^^^^^^^^^^^^^^^^ blockquote

> “The bridge is safe. We looked.”
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
>
> — Ana Ruiz
"#,
        );
    }
}
