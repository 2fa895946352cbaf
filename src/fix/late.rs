//! Naming a speaker sooner: the tag behind a long quotation moves behind its first sentence.
//!
//! No word changes, inside the marks or in the tag: the stops do, as American usage has them around a tag.

use crate::analysis::{Analysis, speech};
use crate::fix::{Edit, Fix, apply};
use crate::markdown::{self, Article};
use crate::text::{Source, Span};

/// The move for the quotation of that index in `text`; `None` where the tag is more than a tag, or the result would not
/// read as it should. Never safe.
pub fn forward(text: &str, analysis: &Analysis, quote: usize) -> Option<Fix> {
    let article = &analysis.article;
    let prose = &article.prose;
    let quote = analysis.quotes.list.get(quote).filter(|quote| quote.closed && quote.continues.is_none())?;
    let sentences = speech::sentences(analysis, quote);
    let (first, second) = (sentences.first()?, sentences.get(1)?);
    let block = article.blocks.get(quote.block)?;
    let behind = quote.range.end;
    let end = analysis.reading.sentences.iter().map(|sentence| sentence.end).find(|&end| end > behind)?;
    let tag = prose.slice(&(behind..end.min(block.prose.end)));
    let said = tag.strip_suffix('.')?.strip_prefix(' ')?;
    if said.contains(['.', '?', '!', ';', ':', '“', '"', '”']) || said.split(' ').count() > 16 {
        return None;
    }

    let (open, close) = (quote.range.start..quote.inside.start, quote.inside.end..quote.range.end);
    let (open, close) = (prose.slice(&open).to_owned(), prose.slice(&close).to_owned());
    let stop = prose.slice(first).chars().next_back()?;
    let stop = first.end - stop.len_utf8()..first.end;
    let gap = first.end..second.start;
    if !prose.slice(&gap).chars().all(char::is_whitespace) || gap.is_empty() {
        return None;
    }
    let mark = match prose.slice(&stop) {
        "." => ",",
        "?" => "?",
        "!" => "!",
        _ => return None,
    };
    let last = prose.slice(&quote.inside).chars().next_back()?;
    let last_stop = match last {
        ',' => ".",
        '?' => "?",
        '!' => "!",
        _ => return None,
    };
    let closer = behind - close.chars().next_back()?.len_utf8()..behind;
    let words = Span::new(prose.span(&closer).end, prose.span(&(end - 1..end)).end);
    let moved = text.get(words.range())?;
    // Markup that opens in the tag and closes in the speech, or the other way round, cannot be moved.
    let edits = vec![
        Edit {
            span: Span::new(prose.span(&stop).start, prose.span(&(second.start..second.start + 1)).start),
            text: format!("{mark}{close}{moved} {open}"),
        },
        Edit {
            span: Span::new(prose.span(&(quote.inside.end - 1..quote.inside.end)).start, words.end),
            text: format!("{last_stop}{close}"),
        },
    ];
    // Read again by itself, the paragraph must say the same, but for the stops and where the tag stands.
    let own = block.span;
    let local = |edits: &[Edit]| -> Option<Article> {
        let shifted: Vec<Edit> = edits.iter().map(|edit| shift(edit, own.start)).collect::<Option<_>>()?;
        Some(markdown::read(&Source::new(apply(text.get(own.range())?, &shifted)?), article.syntax))
    };
    if own.len() > LONGEST {
        return None;
    }
    let base = block.prose.start;
    let expected = format!(
        "{}{mark}{close}{tag} {open}{}{last_stop}{close}{}",
        prose.slice(&(base..stop.start)),
        prose.slice(&(second.start..quote.inside.end - last.len_utf8())),
        prose.slice(&(end..block.prose.end.max(end))),
    );
    let (before, after) = (local(&[])?, local(&edits)?);
    let whole = before.prose.text() == prose.slice(&block.prose)
        && after.prose.text() == expected
        && before.links.len() == after.links.len();
    whole.then(|| Fix {
        title: "Name the speaker behind the first sentence".to_owned(),
        safe: false,
        edits,
        select: None,
    })
}

/// A longer paragraph is none, and reading it once for each quotation would take the square of its length.
const LONGEST: usize = 20_000;

/// `edit` in the text that begins at `from`; `None` when it begins before.
fn shift(edit: &Edit, from: usize) -> Option<Edit> {
    let start = edit.span.start.checked_sub(from)?;
    Some(Edit { span: Span::new(start, edit.span.end - from), text: edit.text.clone() })
}
