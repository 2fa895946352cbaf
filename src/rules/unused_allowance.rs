//! An allowance that lets nothing stand.
//!
//! Only the caller of the rules knows which allowances were needed, so it asks here for the findings.

use crate::config::{Level, nearest};
use crate::fix::{Edit, Fix};
use crate::markdown::allow::Allowance;
use crate::rules::{Finding, RULES, Rule};
use crate::text::{Source, Span};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-allowance",
    summary: "an allowance that allows nothing",
    level: Level::Warning,
    page: include_str!("unused_allowance.md"),
    check: |_, _, _| {},
};

/// The finding for an allowance whose rule finds nothing where it stands.
pub fn unused(allowance: &Allowance, source: &Source, level: Level) -> Finding {
    Finding {
        rule: RULE.name,
        level,
        span: allowance.span,
        message: format!("allowance for {} allows nothing here", allowance.rule),
        related: Vec::new(),
        fixes: vec![Fix {
            title: "Remove the allowance".to_owned(),
            safe: false,
            edits: vec![Edit { span: with_its_line(allowance.span, source), text: String::new() }],
            select: None,
        }],
    }
}

/// The finding for an allowance in another file, whose rule finds nothing in the draft; `top` is where it is told.
pub fn unused_elsewhere(rule: &str, file: &str, top: Span, level: Level) -> Finding {
    Finding {
        rule: RULE.name,
        level,
        span: top,
        message: format!("allowance for {rule} in {file} allows nothing here"),
        related: Vec::new(),
        fixes: Vec::new(),
    }
}

/// The finding for an allowance that names a rule there is not.
pub fn unknown_rule(allowance: &Allowance, level: Level) -> Finding {
    let near = nearest(&allowance.rule, RULES.iter().map(|rule| rule.name));
    let question = near.map(|name| format!("; did you mean {name}?")).unwrap_or_default();
    let fix = |name: &str| Fix {
        title: format!("Write {name}"),
        safe: false,
        edits: vec![Edit { span: allowance.rule_span, text: name.to_owned() }],
        select: None,
    };
    Finding {
        rule: RULE.name,
        level,
        span: allowance.rule_span,
        message: format!("allowance for an unknown rule, {}{question}", allowance.rule),
        related: Vec::new(),
        fixes: near.map(fix).into_iter().collect(),
    }
}

/// `span`, and all of its line with the line's end when nothing else stands on it.
fn with_its_line(span: Span, source: &Source) -> Span {
    let (first, last) = (source.line_of(span.start), source.line_of(span.end));
    let (Some(top), Some(bottom)) = (source.line(first), source.line(last)) else { return span };
    let alone =
        source.text()[top.start..span.start].trim().is_empty() && source.text()[span.end..bottom.end].trim().is_empty();
    let next = source.line(last + 1).map_or(source.text().len(), |line| line.start);
    if alone { Span::new(top.start, next) } else { span }
}
