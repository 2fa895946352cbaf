//! People in office, on a screen: a card of one, counts of all, and what has gone stale.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use crate::dates::PartialDate;
use crate::people::places::Jurisdiction;
use crate::people::roster::{Official, Role};

/// What is known of a person's offices on a day, for a screen.
pub fn card(official: &Official, day: Date) -> String {
    let mut text = format!("{}  {}\n", official.name, official.id);
    let mut rest = Vec::new();
    for role in &official.roles {
        let started = role.start.is_none_or(|start| start.earliest() <= day);
        let over = role.end.is_some_and(|end| end.latest() < day);
        if started && !over {
            let _ = writeln!(text, "  on {day}: {}", told(role));
        } else {
            rest.push((if over { "before" } else { "later" }, role));
        }
    }
    if !official.roles.is_empty() && rest.len() == official.roles.len() {
        let _ = writeln!(text, "  on {day}: no office known");
    }
    for (when, role) in rest {
        let _ = writeln!(text, "  {when}: {}", told(role));
    }
    for (label, list) in [
        ("also", &official.aliases),
        ("not", &official.misspellings),
        ("pronouns", &official.pronouns),
        ("other ids", &official.ids),
        ("not the same as", &official.not_same_as),
        ("see", &official.links),
    ] {
        if !list.is_empty() {
            let _ = writeln!(text, "  {label}: {}", list.join(", "));
        }
    }
    text
}

/// One office in a line, with where it was read and when that was last known to hold.
fn told(role: &Role) -> String {
    let mut text = if role.acting { format!("acting {}", role.title) } else { role.title.clone() };
    if let Some(to) = &role.to {
        let _ = write!(text, " to {to}");
    }
    for part in [&role.org, &role.district].into_iter().flatten() {
        let _ = write!(text, ", {part}");
    }
    if let Some(party) = &role.party {
        let _ = write!(text, " ({party})");
    }
    match (role.start, role.end) {
        (Some(start), Some(end)) => drop(write!(text, ", {start} to {end}")),
        (Some(start), None) => drop(write!(text, ", since {start}")),
        (None, Some(end)) => drop(write!(text, ", until {end}")),
        (None, None) => {}
    }
    if let Some(end) = role.term_ends.filter(|_| role.end.is_none()) {
        let _ = write!(text, ", term ends {end}");
    }
    let _ = write!(text, " — {}", role.source.as_deref().unwrap_or("no source"));
    match role.as_of {
        Some(day) => drop(write!(text, ", checked {day}")),
        None => text.push_str(", never checked"),
    }
    if let Some(credit) = &role.credit {
        let _ = write!(text, " [{credit}]");
    }
    text
}

/// How many people and offices there are, and of what.
#[derive(Debug, Default, Serialize)]
pub struct Stats {
    people: usize,
    offices: usize,
    /// Offices that nobody said to have ended.
    held: usize,
    countries: BTreeMap<String, usize>,
    titles: BTreeMap<String, usize>,
    sources: BTreeMap<String, usize>,
    as_of: BTreeMap<String, usize>,
}

impl Stats {
    /// Counts people and their offices.
    pub fn of<'a>(officials: impl IntoIterator<Item = &'a Official>) -> Self {
        let mut stats = Self::default();
        let unstated = || "not stated".to_owned();
        for official in officials {
            stats.people += 1;
            for role in &official.roles {
                stats.offices += 1;
                stats.held += usize::from(role.end.is_none());
                let country = role.jurisdiction.as_deref().map(country).unwrap_or_else(unstated);
                let source = role.source.clone().unwrap_or_else(unstated);
                let source = source.split(", citing ").next().unwrap_or_default().to_owned();
                *stats.countries.entry(country).or_default() += 1;
                *stats.titles.entry(role.title.clone()).or_default() += 1;
                *stats.sources.entry(source).or_default() += 1;
                *stats.as_of.entry(role.as_of.map_or_else(unstated, |day| day.to_string())).or_default() += 1;
            }
        }
        stats
    }

    /// The counts as tables; the `most` commonest offices.
    pub fn human(&self, most: usize) -> String {
        let mut text = format!("{} people, {} offices, {} of them held\n", self.people, self.offices, self.held);
        let mut table = |head: &str, counts: &BTreeMap<String, usize>, by_count: bool, most: usize| {
            let _ = writeln!(text, "\n{head}");
            let mut rows: Vec<_> = counts.iter().collect();
            if by_count {
                rows.sort_by(|one, other| other.1.cmp(one.1));
            }
            for (name, count) in rows.iter().take(most) {
                let _ = writeln!(text, "{count:>7}  {name}");
            }
            if let Some(left) = rows.len().checked_sub(most).filter(|&left| left > 0) {
                let _ = writeln!(text, "         and {left} more");
            }
        };
        table("by country", &self.countries, true, most);
        table("by office", &self.titles, true, most);
        table("by source", &self.sources, true, most);
        table("by day on which it was known to hold", &self.as_of, false, usize::MAX);
        text
    }
}

/// The name of a jurisdiction's country, or of its body; the code where it has no name here.
fn country(jurisdiction: &str) -> String {
    Jurisdiction::of_id(jurisdiction).map_or_else(
        || jurisdiction.split('/').next().unwrap_or_default().to_owned(),
        |place| Jurisdiction { state: None, ..place }.to_string(),
    )
}

/// An office that is said to be held but may no longer be.
#[derive(Debug, Serialize)]
pub struct Stale<'a> {
    /// Who holds it.
    pub name: &'a str,
    /// The office.
    pub title: &'a str,
    /// The day on which it was last known to hold; `None` when nobody ever said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The end of the term, where it has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_ended: Option<String>,
    /// Where it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
}

/// Offices held that were last checked more than `max_age_days` before `today`, or whose term has ended since.
/// The longest unchecked stand first.
pub fn stale<'a>(officials: impl IntoIterator<Item = &'a Official>, today: Date, max_age_days: i32) -> Vec<Stale<'a>> {
    let mut stale = Vec::new();
    for official in officials {
        for role in official.roles.iter().filter(|role| role.end.is_none()) {
            let age = role.as_of.map(|day| (today - day.latest()).get_days());
            let ended = role.term_ends.filter(|end| end.latest() < today);
            if age.is_none_or(|age| age > max_age_days) || ended.is_some() {
                stale.push(Stale {
                    name: &official.name,
                    title: &role.title,
                    as_of: role.as_of.map(|day| day.to_string()),
                    term_ended: ended.map(|end: PartialDate| end.to_string()),
                    source: role.source.as_deref(),
                });
            }
        }
    }
    stale.sort_by(|one, other| (&one.as_of, one.name).cmp(&(&other.as_of, other.name)));
    stale
}

impl Stale<'_> {
    /// It in a line.
    pub fn human(&self) -> String {
        let mut text = format!("{}  {}, {}", self.as_of.as_deref().unwrap_or("never     "), self.name, self.title);
        if let Some(end) = &self.term_ended {
            let _ = write!(text, " (term ended {end})");
        }
        let _ = writeln!(text, " — {}", self.source.unwrap_or("no source"));
        text
    }
}
