//! Somebody who is never named in full.

use rustc_hash::FxHashSet;

use crate::analysis::Analysis;
use crate::config::Level;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unintroduced-person",
    summary: "somebody who is never named in full",
    level: Level::Hint,
    page: include_str!("unintroduced_person.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    let people = &analysis.people;
    let mut done: FxHashSet<usize> =
        people.mentions.iter().filter(|mention| mention.full).map(|mention| mention.person).collect();
    let mut quotes = analysis.quotes.list.iter().peekable();
    let mut quoted_until = None;
    for mention in people.mentions.iter().filter(|mention| !mention.headline) {
        let person = &people.persons[mention.person];
        while let Some(quote) = quotes.next_if(|quote| quote.range.start <= mention.range.start) {
            quoted_until = quoted_until.max(Some(quote.range.end));
        }
        // Whom a speaker leaves out, the speaker leaves out.
        let quoted = quoted_until.is_some_and(|end| mention.range.start <= end);
        let known_so =
            mention.said.as_ref().is_some_and(|title| is_known_by_one_name(title.kind.name, title.kind.domain));
        // A slip of somebody's name is no second person.
        let slip = people.strays.binary_search_by_key(&mention.name.start, |(range, _)| range.start).is_ok();
        if quoted || slip || known_so || !person.shared_by.is_empty() || !done.insert(mention.person) {
            continue;
        }
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&mention.range),
            message: format!("{} is never named in full", person.name),
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}

/// Monarchs, popes and clergy go by one name.
fn is_known_by_one_name(title: &str, domain: &str) -> bool {
    let crowned =
        ["king", "queen", "prince", "princess", "emperor", "empress", "pope", "sultan", "emir", "duke", "duchess"];
    domain == "religious" || crowned.iter().any(|one| title.ends_with(one))
}
