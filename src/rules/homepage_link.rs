//! A citation that leads to a front page.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::markdown::LinkKind;
use crate::rules::{Finding, Rule, Settings};
use crate::sources::{publishers, url};

/// The rule.
pub static RULE: Rule = Rule {
    name: "homepage-link",
    summary: "a citation that leads to a front page",
    level: Level::Info,
    page: include_str!("homepage_link.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    let credits = &analysis.citations.credits;
    for link in article.links.iter().filter(|link| link.kind != LinkKind::Image && url::is_homepage(&link.url)) {
        let credit = credits.partition_point(|credit| credit.range.end <= link.anchor.start);
        let on_credit = credits.get(credit).is_some_and(|credit| credit.range.start < link.anchor.end);
        let note = article.definitions.partition_point(|note| note.span.start <= link.span.start);
        let in_note = note > 0 && link.span.start < article.definitions[note - 1].span.end;
        // Elsewhere a front page may be just what is meant.
        if !(on_credit || in_note && publishers::outlets().of_url(&link.url).is_some()) {
            continue;
        }
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: link.url_span.unwrap_or(link.span),
            message: "citation leads to a front page".to_owned(),
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}
