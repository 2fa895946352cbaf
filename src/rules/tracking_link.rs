//! A link that tracks its readers.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::markdown::Link;
use crate::rules::{Finding, Rule, Settings};
use crate::sources::url;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "tracking-link",
    summary: "a link that tracks its readers",
    level: Level::Hint,
    page: include_str!("tracking_link.md"),
    check,
};

/// Hosts that only send on, and see who comes by.
const SHORTENERS: &[&str] =
    &["t.co", "bit.ly", "ow.ly", "buff.ly", "tinyurl.com", "goo.gl", "dlvr.it", "trib.al", "fb.me", "lnkd.in", "is.gd"];

fn check(analysis: &Analysis, settings: &Settings, findings: &mut Vec<Finding>) {
    let mut told: Option<Span> = None;
    for link in &analysis.article.links {
        let span = link.url_span.unwrap_or(link.span);
        let message = if !url::tracking(&link.url).is_empty() {
            "link tracks its readers"
        } else if url::host(&link.url).is_some_and(|host| SHORTENERS.contains(&host.as_str())) {
            "link hides where it leads"
        } else {
            continue;
        };
        // Several references share one definition.
        if told == Some(span) {
            continue;
        }
        told = Some(span);
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span,
            message: message.to_owned(),
            related: Vec::new(),
            fixes: stripped(link, settings.text).into_iter().collect(),
        });
    }
}

/// The link without what tracks. `None` where the file does not hold the address as it is: with entities or escapes in it.
fn stripped(link: &Link, text: &str) -> Option<Fix> {
    let span = link.url_span.filter(|span| text.get(span.range()) == Some(link.url.as_str()))?;
    let cut = |range: std::ops::Range<usize>| Edit {
        span: Span::new(span.start + range.start, span.start + range.end),
        text: String::new(),
    };
    let edits: Vec<Edit> = url::tracking(&link.url).into_iter().map(cut).collect();
    (!edits.is_empty()).then(|| Fix { title: "Cut what tracks".into(), safe: true, edits, select: None })
}
