//! A footnote that nothing leads to.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix, insert};
use crate::markdown::Definition;
use crate::rules::{Finding, Related, Rule, Settings};
use crate::text::Span;

use rustc_hash::FxHashMap;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-footnote",
    summary: "a footnote that nothing in the copy leads to",
    level: Level::Info,
    page: include_str!("unused_footnote.md"),
    check,
};

fn check(analysis: &Analysis, settings: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    let mut first: FxHashMap<String, &Definition> = FxHashMap::default();
    let mut doubles = Vec::new();
    for definition in &article.definitions {
        let known = *first.entry(insert::folded(&definition.label)).or_insert(definition);
        if known.span != definition.span {
            doubles.push((known, definition));
        }
    }
    // A marker in its own footnote leads nobody there.
    let mut used: FxHashMap<String, bool> = FxHashMap::default();
    for mark in &article.footnotes {
        let label = insert::folded(&mark.label);
        let inside = first.get(&label).is_some_and(|definition| definition.span.holds(mark.span));
        *used.entry(label).or_default() |= !inside;
    }
    let mut tell = |definition: &Definition, message: String, related: Vec<Related>| {
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: definition.label_span,
            message,
            related,
            fixes: vec![removed(definition, settings.text)],
        });
    };
    for definition in &article.definitions {
        let label = insert::folded(&definition.label);
        if first.get(&label).is_none_or(|known| known.span != definition.span) {
            continue;
        }
        match used.get(&label) {
            Some(true) => {}
            Some(false) => tell(definition, format!("footnote {} leads only to itself", definition.label), Vec::new()),
            None => tell(definition, format!("nothing leads to footnote {}", definition.label), Vec::new()),
        }
    }
    for (known, double) in doubles {
        let related = Related { span: known.label_span, message: "the first one, which readers see".into() };
        tell(double, format!("footnote {} is defined twice", double.label), vec![related]);
    }
}

/// The draft without the definition and the line end behind it.
fn removed(definition: &Definition, text: &str) -> Fix {
    let rest = text.get(definition.span.end..).unwrap_or_default();
    let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
    let span = Span::new(definition.span.start, definition.span.end + line_end);
    Fix {
        title: format!("Remove footnote {}", definition.label),
        safe: false,
        edits: vec![Edit { span, text: String::new() }],
        select: None,
    }
}
