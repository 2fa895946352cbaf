//! A listed source that nothing draws on.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::markdown::front_matter::SourceEntry;
use crate::rules::{Finding, Rule, Settings};
use crate::sources::{publishers, url};

use rustc_hash::FxHashSet;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-source",
    summary: "a source of the front matter that nothing draws on",
    level: Level::Hint,
    page: include_str!("unused_source.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    let Some(front) = &article.front_matter else { return };
    if front.sources.is_empty() {
        return;
    }
    let labels = article.keys.iter().chain(&article.footnotes).map(|mark| mark.label.as_str());
    let cited: FxHashSet<&str> = labels.collect();
    let linked: FxHashSet<String> = article.links.iter().map(|link| url::canonical(&link.url)).collect();
    let credited: FxHashSet<String> = analysis.citations.credits.iter().map(|credit| usual(&credit.name)).collect();
    let hosts: FxHashSet<&str> =
        analysis.citations.credits.iter().flat_map(|credit| credit.hosts.iter().copied()).collect();
    for entry in &front.sources {
        // Without an id nothing could cite it.
        let Some(id) = entry.field(&["id"]) else { continue };
        let address = entry.field(&["url", "link"]).map(|value| value.text.as_str());
        let drawn_on = cited.contains(id.text.as_str())
            || address.is_some_and(|address| linked.contains(&url::canonical(address)) || hosts_of(address, &hosts))
            || entry
                .field(&["outlet", "publisher", "platform"])
                .is_some_and(|outlet| credited.contains(&usual(&outlet.text)));
        if !drawn_on {
            findings.push(finding(entry, &id.text));
        }
    }
}

fn finding(entry: &SourceEntry, id: &str) -> Finding {
    Finding {
        rule: RULE.name,
        level: RULE.level,
        span: entry.span,
        message: format!("nothing draws on source {id}"),
        related: Vec::new(),
        fixes: Vec::new(),
    }
}

/// Whether the page at `address` belongs to one of `hosts`.
fn hosts_of(address: &str, hosts: &FxHashSet<&str>) -> bool {
    let Some(host) = url::host(address) else { return false };
    let mut site = Some(host.as_str());
    std::iter::from_fn(|| {
        let own = site?;
        site = own.split_once('.').map(|(_, above)| above);
        Some(own)
    })
    .any(|site| hosts.contains(site))
}

fn usual(name: &str) -> String {
    let known = publishers::outlets().named(name).or_else(|| publishers::data().named(name));
    publishers::without_article(known.map_or(name, |publisher| publisher.name)).to_lowercase()
}
