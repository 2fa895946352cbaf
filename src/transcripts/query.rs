//! A quotation as it is looked for: its words, and the places where it says that words are left out or put in.

use std::ops::Range;

use crate::transcripts::{labels, words};

/// One thing of a quotation, in reading order.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its bytes in the quotation.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What stands in a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that was said.
    Word(String),
    /// A word of which only the ends were said, and the word that it makes: `walk[ed]`.
    Part(String, String, String),
    /// An ellipsis: words are left out.
    Gap,
    /// Words in brackets: the writer's own, for some that were said or for none.
    Insert,
}

/// The longest note in brackets, in bytes.
const LONGEST: usize = 160;

/// Reads a quotation. An ellipsis at either end leaves out nothing that matters.
pub(super) fn items(quote: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let notes = labels::notes(quote);
    let mut from = 0;
    while let Some((range, kind)) = special(quote, from) {
        let note = notes.iter().any(|note| note.start <= range.start && range.end <= note.end);
        push(quote, from..range.start, &mut items);
        items.extend(kind.filter(|_| !note).map(|kind| Item { range: range.clone(), kind }));
        from = range.end;
    }
    push(quote, from..quote.len(), &mut items);
    while items.last().is_some_and(|item| item.kind == Kind::Gap) {
        items.pop();
    }
    let gaps = items.iter().take_while(|item| item.kind == Kind::Gap).count();
    items.drain(..gaps);
    items
}

/// Adds the words of a stretch without brackets and ellipses.
fn push(quote: &str, range: Range<usize>, items: &mut Vec<Item>) {
    words::each(&quote[range.clone()], |word, text| {
        if !words::is_filler(text) {
            let kind = Kind::Word(text.to_owned());
            items.push(Item { range: range.start + word.start..range.start + word.end, kind });
        }
    });
}

/// The next brackets or ellipsis from `from` on; without a kind where they mean nothing.
fn special(quote: &str, from: usize) -> Option<(Range<usize>, Option<Kind>)> {
    let mut at = from;
    while let Some(start) = quote[at..].find(['[', '…', '.']).map(|start| at + start) {
        let rest = &quote[start..];
        if rest.starts_with('…') {
            return Some((start..start + '…'.len_utf8(), Some(Kind::Gap)));
        }
        at = start + 1;
        if rest.starts_with('[') {
            if let Some(length) = rest.find(']').map(|end| end + 1).filter(|length| *length <= LONGEST) {
                return Some(bracketed(quote, from, start..start + length));
            }
        } else {
            let (length, count) = dots(rest);
            if count >= 3 {
                return Some((start..start + length, Some(Kind::Gap)));
            }
            at = start + length;
        }
    }
    None
}

/// Bytes and number of the full stops at the start of `text`, with single spaces between: `. . .` is an ellipsis, too.
fn dots(text: &str) -> (usize, usize) {
    let (mut length, mut count) = (0, 0);
    for (i, c) in text.char_indices() {
        match c {
            '.' => {
                count += 1;
                length = i + 1;
            }
            ' ' | '\u{a0}' | '\u{202f}' if i == length => {}
            _ => break,
        }
    }
    (length, count)
}

/// What brackets mean, and all that belongs to them: `walk[ed]` is one word.
fn bracketed(quote: &str, from: usize, range: Range<usize>) -> (Range<usize>, Option<Kind>) {
    let inside = quote[range.start + 1..range.end - 1].trim();
    if inside.chars().all(|c| matches!(c, '.' | '…') || c.is_whitespace()) {
        return (range, Some(Kind::Gap));
    }
    if inside.eq_ignore_ascii_case("sic") {
        return (range, None);
    }
    let letters = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let head: usize = quote[from..range.start].chars().rev().take_while(letters).map(char::len_utf8).sum();
    let tail: usize = quote[range.end..].chars().take_while(letters).map(char::len_utf8).sum();
    if head + tail == 0 || inside.contains(char::is_whitespace) {
        return (range, Some(Kind::Insert));
    }
    let whole = range.start - head..range.end + tail;
    let plain = |text: &str| text.to_lowercase().replace('’', "'");
    let (head, tail) = (&quote[whole.start..range.start], &quote[range.end..whole.end]);
    let mut word = String::new();
    words::each(&format!("{head}{inside}{tail}"), |_, text| text.clone_into(&mut word));
    let kind = Kind::Part(plain(head), plain(tail), word);
    (whole, Some(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_ellipses_are_told_from_words() {
        let shown = |quote: &str| -> String {
            let items = items(quote);
            let words = items.iter().map(|item| match &item.kind {
                Kind::Word(word) => word.clone(),
                Kind::Part(head, tail, _) => format!("{head}*{tail}"),
                Kind::Gap => "…".to_owned(),
                Kind::Insert => "[]".to_owned(),
            });
            words.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown("…[T]he bridge [over the bay] is, um, safe [sic] …"), "*he bridge [] is safe");
        assert_eq!(shown("We walk[ed] . . . and [...] ran. We won’t"), "we walk* … and … ran we won't");
        assert_eq!(shown("It is [laughter] safe... for now. [open"), "it is safe … for now open");
    }
}
