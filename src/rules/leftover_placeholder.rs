//! A placeholder that was never filled.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::language::placeholders;
use crate::markdown::front_matter::Located;
use crate::markdown::{Link, LinkKind};
use crate::rules::{Finding, Rule, Settings};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "leftover-placeholder",
    summary: "a placeholder that was never filled",
    level: Level::Error,
    page: include_str!("leftover_placeholder.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    let mut places: Vec<(Span, String)> = Vec::new();
    for range in placeholders::find(article.prose.text()) {
        places.push((article.prose.span(&range), format!("placeholder {} is left", article.prose.slice(&range))));
    }
    for link in article.links.iter().filter(|link| placeholders::is_placeholder_url(&link.url)) {
        places.push((address(link), message(&link.url)));
    }
    for key in article.keys.iter().filter(|key| placeholders::is_placeholder_url(&key.label)) {
        places.push((key.span, message(&key.label)));
    }
    if let Some(front) = &article.front_matter {
        let texts = front.title.iter().chain(&front.date).chain(&front.authors);
        let sources = front.sources.iter().flat_map(|entry| entry.fields.iter().map(|(_, value)| value));
        for Located { text, span } in texts.chain(sources).filter(|value| holds_placeholder(&value.text)) {
            places.push((*span, message(text)));
        }
    }
    places.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut until = 0;
    for (span, message) in places {
        // A bare URL is prose and link at once: told once.
        if span.start >= until || span.is_empty() {
            until = until.max(span.end);
            let (related, fixes) = (Vec::new(), Vec::new());
            findings.push(Finding { rule: RULE.name, level: RULE.level, span, message, related, fixes });
        }
    }
}

fn holds_placeholder(text: &str) -> bool {
    !placeholders::find(text).is_empty() || text.contains("://") && placeholders::is_placeholder_url(text)
}

fn message(text: &str) -> String {
    match text.trim() {
        "" => "link has no address".to_owned(),
        text => format!("placeholder {text} is left"),
    }
}

/// Where the link's address stands, or the link, when it has none.
fn address(link: &Link) -> Span {
    link.url_span.filter(|span| !span.is_empty() && link.kind != LinkKind::Bare).unwrap_or(link.span)
}
