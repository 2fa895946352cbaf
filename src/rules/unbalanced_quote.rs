//! A quotation mark without its partner.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::quotes::Fault;
use crate::rules::{Finding, Related, Rule, Settings};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unbalanced-quote",
    summary: "a quotation mark that opens and is never closed, or closes and was never opened",
    level: Level::Error,
    page: include_str!("unbalanced_quote.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    for fault in &analysis.quotes.faults {
        findings.extend(match fault {
            Fault::Unclosed { mark, close_at, sure } => Some(unclosed(analysis, mark, *close_at, *sure)),
            Fault::Unopened { mark, open_at } => Some(unopened(analysis, mark, *open_at)),
            _ => None,
        });
    }
}

fn unclosed(analysis: &Analysis, mark: &Range<usize>, close_at: Option<usize>, sure: bool) -> Finding {
    let prose = &analysis.article.prose;
    let missing = closing(prose.slice(mark));
    // A mark goes right behind the character that it follows, inside any markup that ends there too.
    let place = close_at.map(|at| Span::at(prose.span(&(mark.start..at)).end));
    finding(
        prose.span(mark),
        "quotation is not closed",
        place.map(|place| Related { span: place, message: "the closing mark may belong here".into() }),
        place.map(|place| insert(format!("Close the quotation with {missing}"), place, missing, sure)),
    )
}

fn unopened(analysis: &Analysis, mark: &Range<usize>, open_at: Option<usize>) -> Finding {
    let prose = &analysis.article.prose;
    let missing = opening(prose.slice(mark));
    let place = open_at.map(|at| Span::at(prose.span(&(at..mark.end)).start));
    finding(
        prose.span(mark),
        "quotation is closed but not opened",
        place.map(|place| Related { span: place, message: "the opening mark may belong here".into() }),
        place.map(|place| insert(format!("Open the quotation with {missing}"), place, missing, false)),
    )
}

fn finding(span: Span, message: &str, related: Option<Related>, fix: Option<Fix>) -> Finding {
    Finding {
        rule: RULE.name,
        level: RULE.level,
        span,
        message: message.into(),
        related: related.into_iter().collect(),
        fixes: fix.into_iter().collect(),
    }
}

fn insert(title: String, place: Span, mark: &str, safe: bool) -> Fix {
    Fix { title, safe, edits: vec![Edit { span: place, text: mark.into() }], ..Fix::default() }
}

/// The mark that closes what `open` opened.
fn closing(open: &str) -> &str {
    match open {
        "“" | "”" | "„" => "”",
        "‘" | "‚" | "’" => "’",
        "«" => "»",
        "»" => "«",
        "‹" => "›",
        "›" => "‹",
        "``" => "''",
        "`" => "'",
        straight => straight,
    }
}

/// The mark that opens what `close` closes.
fn opening(close: &str) -> &str {
    match close {
        "”" | "“" => "“",
        "’" | "‘" => "‘",
        "»" => "«",
        "«" => "»",
        "›" => "‹",
        "‹" => "›",
        straight => straight,
    }
}
