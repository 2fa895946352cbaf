//! An address that stands bare in the copy.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::markdown::{BlockKind, LinkKind, Syntax};
use crate::rules::{Finding, Rule, Settings};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "bare-url",
    summary: "an address that stands bare in the copy",
    level: Level::Hint,
    page: include_str!("bare_url.md"),
    check,
};

fn check(analysis: &Analysis, settings: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    if article.syntax == Syntax::Plain {
        return;
    }
    for link in article.links.iter().filter(|link| matches!(link.kind, LinkKind::Bare | LinkKind::Autolink)) {
        let Some(block) = article.block_at(link.anchor.start).map(|i| &article.blocks[i]) else { continue };
        // A line that is nothing but an address becomes an embedded post or video on many sites.
        let alone = article.prose.slice(&block.prose).trim().len() == link.anchor.len();
        let mail = link.url.starts_with("mailto:") || !link.url.contains('/');
        if block.kind == BlockKind::Footnote || alone || mail {
            continue;
        }
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: link.span,
            message: "address stands bare in the copy".to_owned(),
            related: Vec::new(),
            fixes: named(link.span, settings.text).into_iter().collect(),
        });
    }
}

/// The address behind words, which are left to the writer.
fn named(span: Span, text: &str) -> Option<Fix> {
    let url = text.get(span.range())?.trim_matches(['<', '>']);
    let plain = url.contains("://") && !url.contains(['(', ')', '[', ']', ' ', '\\']);
    plain.then(|| Fix {
        title: "Put the address behind words".into(),
        safe: false,
        edits: vec![Edit { span, text: format!("[TK]({url})") }],
        select: Some(Span::new(span.start + 1, span.start + 3)),
    })
}
