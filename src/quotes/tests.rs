//! How tests of this folder mark quotations and faults under copy, and what holds of any copy.

use std::fmt::Write as _;

use super::*;
use crate::markdown::{self, Syntax};
use crate::text::{Source, Span};

/// `annotated` is copy with its quotations and faults marked under each line: `^` under a quotation or a mark at fault,
/// `|` where a lost mark belongs.
pub(super) fn check(annotated: &str) {
    let lines = annotated.lines().filter(|line| !line.trim_start().starts_with(['^', '|']));
    let copy: Vec<&str> = lines.collect();
    assert_eq!(render(&copy.join("\n")), annotated, "\nfound (left) and expected (right)");
}

/// `copy` with every quotation and fault marked under its line.
fn render(copy: &str) -> String {
    let source = Source::new(copy.to_owned());
    let article = markdown::read(&source, Syntax::Markdown);
    let quotes = find(&article);
    let mut marks: Vec<(Span, char, String)> = Vec::new();
    for quote in &quotes.list {
        let mut label = format!("{:?}", quote.kind).to_lowercase();
        for (holds, word) in
            [(!quote.closed, " open"), (quote.parent.is_some(), " inner"), (quote.continues.is_some(), " continues")]
        {
            label.push_str(if holds { word } else { "" });
        }
        marks.push((article.prose.span(&quote.range), '^', label));
    }
    let mut fault = |range: Range<usize>, mark: char, label: &str| {
        let span = article.prose.span(&range);
        marks.push((span, mark, label.to_owned()));
    };
    for found in &quotes.faults {
        match found {
            Fault::Unclosed { mark, close_at, sure } => {
                fault(mark.clone(), '^', "unclosed");
                let label = if *sure { "closes" } else { "may close" };
                close_at.iter().for_each(|&at| fault(at..at, '|', label));
            }
            Fault::Unopened { mark, open_at } => {
                fault(mark.clone(), '^', "unopened");
                open_at.iter().for_each(|&at| fault(at..at, '|', "may open"));
            }
            Fault::Reversed { mark, right } => fault(mark.clone(), '^', &format!("reversed {right}")),
            Fault::MixedPair { close, .. } => fault(close.clone(), '^', "mixed pair"),
            Fault::MixedArticle { quote } => fault(quotes.list[*quote].range.clone(), '^', "rare"),
        }
    }
    let mut out = String::new();
    for line in 0..source.line_count() {
        let Some(place) = source.line(line) else { break };
        out.push_str(source.slice(place));
        out.push('\n');
        for (span, mark, label) in marks.iter().filter(|(span, ..)| place.touches(span.start)) {
            let column = copy[place.start..span.start].chars().count();
            let width = copy[span.start..span.end.min(place.end)].chars().count().max(1);
            let _ = writeln!(out, "{}{} {label}", " ".repeat(column), mark.to_string().repeat(width));
        }
    }
    out
}

/// What must hold of anything that is found in any copy.
fn hold(copy: &str) {
    let article = markdown::read(&Source::new(copy.to_owned()), Syntax::Plain);
    let text = article.prose.text();
    let quotes = find(&article);
    for (i, quote) in quotes.list.iter().enumerate() {
        let block = &article.blocks[quote.block].prose;
        assert!(block.start <= quote.range.start && quote.range.end <= block.end, "{copy:?}");
        assert!(quote.range.start < quote.inside.start || quote.style == Style::None, "{copy:?}");
        assert!(!text[quote.inside.clone()].trim().is_empty(), "{copy:?}");
        assert_eq!(quote.closed, !text[quote.inside.end..quote.range.end].is_empty(), "{copy:?}");
        assert!(i == 0 || quotes.list[i - 1].range.start <= quote.range.start, "{copy:?}");
        assert!(quote.continues.is_none_or(|earlier| earlier < i && !quotes.list[earlier].closed), "{copy:?}");
        if let Some(outer) = quote.parent {
            let outer = &quotes.list[outer].range;
            assert!(outer.start < quote.range.start && quote.range.end <= outer.end, "{copy:?}");
        }
    }
    for fault in &quotes.faults {
        if let Fault::Unclosed { mark, close_at: Some(at), .. } = fault {
            assert!(mark.end < *at && text.is_char_boundary(*at), "{copy:?}");
        }
        if let Fault::Unopened { mark, open_at: Some(at) } = fault {
            assert!(*at < mark.start && text.is_char_boundary(*at), "{copy:?}");
        }
    }
    assert!(quotes.faults.is_sorted_by_key(|fault| fault.start(&quotes.list)), "{copy:?}");
}

#[test]
fn any_row_of_marks_is_read() {
    let parts = ["“", "”", "\"", "'", "‘", "’", "«", "»", "„", "`", " ", "\n", ".", "s", "A", "2"];
    let count = parts.len();
    for row in 0..count.pow(4) {
        let places = [row, row / count, row / count.pow(2), row / count.pow(3)];
        hold(&places.map(|place| parts[place % count]).concat());
    }
}

#[test]
fn any_part_of_an_article_is_read() {
    let copy =
        "“It’s ‘ours’, she said. “We «left» in ’92.\n\"No,” he (6'2\") said: 'the workers' own.\n“‘So,’ said Ruiz.\n";
    let ends: Vec<usize> = copy.char_indices().map(|(i, _)| i).collect();
    for (i, &start) in ends.iter().enumerate() {
        for &end in &ends[i..] {
            hold(&copy[start..end]);
        }
    }
}

#[test]
fn marks_without_end_take_no_more_time_each() {
    for part in ["“A ", "A” ", "\"A ", "‘A ", "A, s’ ", "“A b.\n", "“a «b ‘c ", "“A, b ", "‘A,” ", "“A.’ "]
    {
        hold(&part.repeat(10_000));
    }
    hold(&["“a ".repeat(10_000), "b” ".repeat(10_000)].concat());
}
