//! A credit to one outlet that links to another.

use crate::analysis::Analysis;
use crate::citations::CreditKind;
use crate::config::Level;
use crate::markdown::LinkKind;
use crate::rules::{Finding, Rule, Settings};
use crate::sources::{publishers, url};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-outlet-link",
    summary: "a credit to one outlet that links to another",
    level: Level::Warning,
    page: include_str!("wrong_outlet_link.md"),
    check,
};

/// Who shows what others report, under their own address.
const REPUBLISH: &[&str] = &["Yahoo News", "RealClearPolitics", "Drudge Report"];

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    let credits = &analysis.citations.credits;
    for link in article.links.iter().filter(|link| link.kind != LinkKind::Image) {
        let from = credits.partition_point(|credit| credit.range.end <= link.anchor.start);
        let Some(credit) = credits.get(from).filter(|credit| credit.range.start < link.anchor.end) else { continue };
        let Some(host) = url::host(&link.url) else { continue };
        let own = credit.hosts.iter().any(|site| url::belongs(&host, site));
        let other = publishers::outlets().of_host(&host).filter(|_| credit.kind == CreditKind::Outlet && !own);
        let Some(other) = other.filter(|_| !credit.hosts.is_empty()) else { continue };
        // What an agency reports is printed under many addresses.
        let agency = publishers::outlets().named(&credit.name).is_some_and(|outlet| outlet.kind == "agency");
        let sure = !agency && !REPUBLISH.contains(&other.name);
        findings.push(Finding {
            rule: RULE.name,
            level: if sure { RULE.level } else { Level::Info },
            span: link.url_span.unwrap_or(link.span),
            message: format!("credit to {} links to {}", credit.name, other.name),
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}
