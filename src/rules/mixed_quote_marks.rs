//! Quotation marks of two styles, or facing the wrong way.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::quotes::{Fault, Quote, Style};
use crate::rules::{Finding, Related, Rule, Settings};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "mixed-quote-marks",
    summary: "quotation marks straight and curly in one article, or a mark that faces the wrong way",
    level: Level::Warning,
    page: include_str!("mixed_quote_marks.md"),
    check,
};

/// Most quotations of the rarer style that one finding points at.
const MOST_RELATED: usize = 8;

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let mut minority: Vec<&Quote> = Vec::new();
    let straight = is_straight(analysis);
    for fault in &analysis.quotes.faults {
        match fault {
            Fault::Reversed { mark, right } => findings.push(reversed(analysis, mark, *right)),
            Fault::MixedPair { open, close } => findings.push(pair(analysis, open, close, straight)),
            Fault::MixedArticle { quote } => minority.push(&analysis.quotes.list[*quote]),
            Fault::Unclosed { .. } | Fault::Unopened { .. } => {}
        }
    }
    findings.extend(article(analysis, &minority));
}

/// Whether more quotations of the article stand in straight double marks than in curly ones.
fn is_straight(analysis: &Analysis) -> bool {
    let mixed: Vec<usize> = analysis
        .quotes
        .faults
        .iter()
        .filter_map(|fault| match fault {
            Fault::MixedPair { open, .. } => Some(open.start),
            _ => None,
        })
        .collect();
    let count = |style: Style| {
        let counts = |quote: &&Quote| quote.style == style && mixed.binary_search(&quote.range.start).is_err();
        analysis.quotes.list.iter().filter(counts).count()
    };
    count(Style::StraightDouble) > count(Style::CurlyDouble)
}

fn reversed(analysis: &Analysis, mark: &Range<usize>, right: char) -> Finding {
    let prose = &analysis.article.prose;
    let span = prose.span(mark);
    finding(
        span,
        format!("{} faces the wrong way", prose.slice(mark)),
        Vec::new(),
        format!("Turn the mark round: {right}"),
        vec![Edit { span, text: right.to_string() }],
    )
}

fn pair(analysis: &Analysis, open: &Range<usize>, close: &Range<usize>, straight: bool) -> Finding {
    let prose = &analysis.article.prose;
    let (opens, closes) = (prose.slice(open), prose.slice(close));
    let single = matches!(opens, "‘" | "’" | "'" | "`");
    let right = match (single, straight) {
        (false, false) => ["“", "”"],
        (false, true) => ["\"", "\""],
        (true, false) => ["‘", "’"],
        (true, true) => ["'", "'"],
    };
    let edits: Vec<Edit> = [(open, right[0]), (close, right[1])]
        .into_iter()
        .filter(|(mark, right)| prose.slice(mark) != *right)
        .map(|(mark, right)| Edit { span: prose.span(mark), text: right.into() })
        .collect();
    // The mark that must change is the one to look at; if both must, the one that should answer the other.
    let (wrong, other, message) = match edits.as_slice() {
        [edit] if edit.span == prose.span(open) => (open, close, "the quotation closes here"),
        _ => (close, open, "the quotation opens here"),
    };
    finding(
        prose.span(wrong),
        format!("quotation opens with {opens} and closes with {closes}"),
        vec![Related { span: prose.span(other), message: message.into() }],
        format!("Use {} and {}", right[0], right[1]),
        edits,
    )
}

/// One finding for all quotations in the rarer style.
fn article(analysis: &Analysis, minority: &[&Quote]) -> Option<Finding> {
    let prose = &analysis.article.prose;
    let first = minority.first()?;
    let straight = first.style == Style::StraightDouble;
    let right = if straight { ["“", "”"] } else { ["\"", "\""] };
    let mut edits = Vec::new();
    for quote in minority {
        let open = quote.range.start..quote.inside.start;
        let close = quote.inside.end..quote.range.end;
        edits.push(Edit { span: prose.span(&open), text: right[0].into() });
        if quote.closed {
            edits.push(Edit { span: prose.span(&close), text: right[1].into() });
        }
    }
    edits.sort_by_key(|edit| edit.span);
    let (these, those) = if straight { ("straight", "curly") } else { ("curly", "straight") };
    let related = minority.iter().skip(1).take(MOST_RELATED).map(|quote| Related {
        span: prose.span(&(quote.range.start..quote.inside.start)),
        message: format!("{these} marks here too"),
    });
    Some(finding(
        prose.span(&(first.range.start..first.inside.start)),
        format!("{these} quotation marks in an article with {those} ones"),
        related.collect(),
        format!("Make all quotation marks {those}"),
        edits,
    ))
}

fn finding(span: Span, message: String, related: Vec<Related>, title: String, edits: Vec<Edit>) -> Finding {
    // Marks say the same whichever way they are drawn.
    let fix = Fix { title, safe: true, edits, ..Fix::default() };
    Finding { rule: RULE.name, level: RULE.level, span, message, related, fixes: vec![fix] }
}
