//! An official's card: the office on the day of the article, what came before and after, and where it was read.

use jiff::civil::Date;

use crate::analysis::ArticleDate;
use crate::dates::PartialDate;
use crate::hover::escape;
use crate::people::offices::{self, Office};
use crate::people::parties;
use crate::people::places::{self, Jurisdiction};
use crate::people::roster::{Held, Official, Role};

/// No card is longer than a glance: so many offices before and after the day are told.
const MOST_OTHERS: usize = 3;

/// The card of `official`, Markdown.
pub fn official(official: &Official, date: ArticleDate) -> String {
    let name = format!("**{}**", escape(&official.name));
    let Some(day) = date.day() else {
        let all: Vec<String> = official.roles.iter().rev().take(MOST_OTHERS).map(with_years).collect();
        let told = match all[..] {
            [] => "no office is known.".to_owned(),
            _ => format!("{}. Neither the draft nor the caller gives a date.", all.join("; ")),
        };
        return format!("{name} · {told}{}", sources(&official.roles.iter().rev().collect::<Vec<_>>()));
    };
    let held: Vec<&Role> = official.roles.iter().rev().filter(|role| role.held_on(day) != Held::No).collect();
    let mut card = match held[..] {
        [] => format!("{name} · {}. {}", no_office(official, day), told_on(date, day)),
        _ => {
            let told: Vec<String> = held.iter().take(MOST_OTHERS).map(|role| current(role, day)).collect();
            format!("{name} · {}. {}", told.join("; "), told_on(date, day))
        }
    };
    let earlier: Vec<String> =
        official.roles.iter().rev().filter(|role| role.ended_before(day)).take(MOST_OTHERS).map(with_years).collect();
    if !earlier.is_empty() {
        card.push_str(&format!(" Before: {}.", earlier.join("; ")));
    }
    let later = official.roles.iter().filter(|role| role.start.is_some_and(|start| start.earliest() > day));
    let later: Vec<String> = later.take(MOST_OTHERS).map(with_years).collect();
    if !later.is_empty() {
        card.push_str(&format!(" Later: {}.", later.join("; ")));
    }
    if let [pronoun, ..] = &official.pronouns[..] {
        let all = if official.pronouns.len() > 1 { official.pronouns.join("/") } else { pronoun.clone() };
        card.push_str(&format!(" Pronouns: {}.", escape(&all)));
    }
    card.push_str(&sources(if held.is_empty() { official.roles.iter().rev().collect() } else { held }.as_slice()));
    card
}

/// The day by which the card tells.
fn told_on(date: ArticleDate, day: Date) -> String {
    let day = PartialDate::from(day).words();
    match date {
        ArticleDate::Assumed(_) => format!("On {day} (today: the draft gives no date)."),
        _ => format!("On {day} (article date)."),
    }
}

fn no_office(official: &Official, day: Date) -> String {
    match official.roles.iter().rev().find(|role| role.ended_before(day)) {
        Some(last) => format!("no office known on that day; last {}", with_years(last)),
        None if official.roles.is_empty() => "no office is known".to_owned(),
        None => "no office known on that day".to_owned(),
    }
}

/// An office held on `day`: `U.S. Secretary of State since Jan. 21, 2025`.
fn current(role: &Role, day: Date) -> String {
    let title = capitals(&named(role));
    let acting = if role.acting { "Acting " } else { "" };
    let since = role.start.map(|start| format!(" since {}", start.words())).unwrap_or_default();
    let perhaps = if role.held_on(day) == Held::Perhaps { ", as far as the dates tell" } else { "" };
    match role.as_of {
        // An end that is known needs no fresh look.
        Some(as_of) if role.end.is_none() && !role.is_fresh_on(day) => {
            format!("{acting}{title}{since} as last known, {}; what came after is not known", as_of.words())
        }
        _ => format!("{acting}{title}{since}{perhaps}"),
    }
}

/// An office with its years: `senator, Florida (R), 2011–2025`.
fn with_years(role: &Role) -> String {
    let acting = if role.acting { "acting " } else { "" };
    let years = match (role.start, role.end) {
        (Some(start), Some(end)) if start.year() == end.year() => format!(", {}", start.year()),
        (Some(start), Some(end)) => format!(", {}–{}", start.year(), end.year()),
        (Some(start), None) => format!(", since {}", start.year()),
        (None, Some(end)) => format!(", until {}", end.year()),
        (None, None) => String::new(),
    };
    format!("{acting}{}{years}", named(role))
}

/// An office with its place and party: `U.S. secretary of state`, `president of Mexico`, `senator, Florida (R)`.
fn named(role: &Role) -> String {
    let title = escape(&role.title);
    let office = Office::of(&role.title);
    let party = role.party.as_deref().map(|party| match parties::letter(party) {
        Some(letter) => format!(" ({letter})"),
        None => format!(" ({})", escape(party)),
    });
    let party = party.unwrap_or_default();
    if let Some(district) = &role.district {
        return format!("{title}, {}{party}", escape(district));
    }
    let place = offices::place(role);
    if office.head == "ambassador"
        && let Some(to) = &role.to
    {
        let sender = match role.org.as_deref().and_then(places::named) {
            Some(Jurisdiction::US) => "U.S. ".to_owned(),
            Some(sender) => format!("{sender}’s "),
            None => String::new(),
        };
        return format!("{sender}{title} to {}", escape(to));
    }
    match place {
        // "U.S. U.S. trade representative", "White House press secretary".
        Some(Jurisdiction::US)
            if ["U.S.", "White House", "Senate", "House", "FBI", "CIA"]
                .iter()
                .any(|own| role.title.starts_with(own)) =>
        {
            title
        }
        Some(Jurisdiction::US) => format!("U.S. {title}"),
        Some(place) if !role.title.contains(" of ") => format!("{title} of {}{party}", with_article(place)),
        Some(place) => format!("{title}, {place}{party}"),
        None => match &role.org {
            Some(org) if !role.title.contains(org.as_str()) => format!("{title}, {}", escape(org)),
            _ => title,
        },
    }
}

/// A country or state as it stands in a sentence: `the Netherlands`.
fn with_article(place: Jurisdiction) -> String {
    const THE: &[&str] =
        &["Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Seychelles", "Comoros", "Holy See"];
    let name = place.to_string();
    let parts = ["United ", "Democratic Republic", "Republic of", "District of"];
    let the = parts.iter().any(|part| name.starts_with(part))
        || [" Republic", " Islands"].iter().any(|part| name.ends_with(part))
        || THE.contains(&name.as_str());
    if the { format!("the {name}") } else { name }
}

/// `title` with capitals, small words inside it left as they are.
fn capitals(title: &str) -> String {
    let small = ["of", "the", "for", "and", "to", "in", "pro", "at"];
    let words = title.split(' ').enumerate().map(|(i, word)| {
        if i > 0 && small.contains(&word) {
            return word.to_owned();
        }
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Where the offices were read and when, with what their licences want shown, and a link.
fn sources(roles: &[&Role]) -> String {
    let Some(role) = roles.iter().find(|role| role.source.is_some()).or(roles.first()) else { return String::new() };
    let source = role.source.as_deref().map_or_else(|| "Source not stated".to_owned(), escape);
    let checked = role.dated().map(|dated| format!(", {dated}")).unwrap_or_default();
    let credit =
        role.credit.as_deref().map(|credit| format!(" {}.", escape(credit.trim_end_matches('.')))).unwrap_or_default();
    let page = role
        .url
        .as_deref()
        .filter(|url| is_link(url))
        .map(|url| format!(" [Page of the office](<{url}>)"))
        .unwrap_or_default();
    format!(" {source}{checked}.{credit}{page}")
}

/// Whether `url` may stand in a link: of the web, and with nothing that ends the link early.
fn is_link(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(['<', '>', ' ', '\n'])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::people::own;

    const PEOPLE: &str = r#"
as_of = "2025-08-12"
source = "The desk"
[[person]]
name = "Marco Rubio"
pronouns = ["he", "him"]
role = [
  { title = "senator", org = "U.S. Senate", jurisdiction = "country:us", district = "Florida", party = "Republican", start = "2011-01-03", end = "2025-01-20" },
  { title = "secretary of state", org = "United States", jurisdiction = "country:us", start = "2025-01-21", url = "https://example.gov/" },
]
[[person]]
name = "Inés Marchetti"
role = [
  { title = "mayor", org = "Akron", jurisdiction = "country:us/state:oh", start = "2019", end = "2023" },
  { title = "president", jurisdiction = "country:mx", start = "2024-10", acting = true },
]
[[person]]
name = "Rolf Anker"
role = { title = "ambassador", org = "United States", jurisdiction = "country:mx", to = "Mexico", start = "2025-05" }
[[person]]
name = "Ida *Moss*"
role = { title = "secretary-general", org = "World *Guild*", jurisdiction = "org:guild", credit = "Guild data, CC BY." }
[[person]]
name = "Owen Cole"
"#;

    #[track_caller]
    fn check(name: &str, date: &str, expected: &str) {
        let (officials, problems) = own::read(PEOPLE, own::Syntax::Toml, Path::new("officials.toml"));
        assert_eq!(problems, []);
        let who = officials.iter().find(|official| official.name == name).expect("a person of the list");
        let date = match date.split_once(' ') {
            Some(("today", day)) => ArticleDate::Assumed(day.parse().unwrap()),
            _ if date.is_empty() => ArticleDate::Unknown,
            _ => ArticleDate::Given(date.parse().unwrap()),
        };
        assert_eq!(official(who, date), expected);
    }

    #[test]
    fn the_office_of_the_day_is_told_with_those_before() {
        check(
            "Marco Rubio",
            "2025-08-12",
            "**Marco Rubio** · U.S. Secretary of State since Jan. 21, 2025. On Aug. 12, 2025 (article date). Before: \
             senator, Florida (R), 2011–2025. Pronouns: he/him. The desk, checked Aug. 12, 2025. [Page of the \
             office](<https://example.gov/>)",
        );
        check(
            "Inés Marchetti",
            "2025-01-05",
            "**Inés Marchetti** · Acting President of Mexico since October 2024. On Jan. 5, 2025 (article date). \
             Before: mayor of Ohio, 2019–2023. The desk, checked Aug. 12, 2025.",
        );
        check(
            "Rolf Anker",
            "2025-06-30",
            "**Rolf Anker** · U.S. Ambassador to Mexico since May 2025. On June 30, 2025 (article date). The desk, \
             checked Aug. 12, 2025.",
        );
    }

    #[test]
    fn an_office_to_come_is_no_office_of_the_day() {
        check(
            "Marco Rubio",
            "2016-03-01",
            "**Marco Rubio** · Senator, Florida (R) since Jan. 3, 2011. On March 1, 2016 (article date). Later: U.S. \
             secretary of state, since 2025. Pronouns: he/him. The desk, checked Aug. 12, 2025.",
        );
        check(
            "Rolf Anker",
            "2024-01-01",
            "**Rolf Anker** · no office known on that day. On Jan. 1, 2024 (article date). Later: U.S. ambassador to \
             Mexico, since 2025. The desk, checked Aug. 12, 2025.",
        );
    }

    #[test]
    fn partial_dates_and_old_facts_are_told_as_such() {
        check(
            "Rolf Anker",
            "2025-05-10",
            "**Rolf Anker** · U.S. Ambassador to Mexico since May 2025, as far as the dates tell. On May 10, 2025 \
             (article date). The desk, checked Aug. 12, 2025.",
        );
        check(
            "Rolf Anker",
            "today 2028-02-03",
            "**Rolf Anker** · U.S. Ambassador to Mexico since May 2025 as last known, Aug. 12, 2025; what came \
             after is not known. On Feb. 3, 2028 (today: the draft gives no date). The desk, checked Aug. 12, 2025.",
        );
    }

    #[test]
    fn what_is_missing_is_not_made_up() {
        check(
            "Rolf Anker",
            "",
            "**Rolf Anker** · U.S. ambassador to Mexico, since 2025. Neither the draft nor the caller gives a date. \
             The desk, checked Aug. 12, 2025.",
        );
        check("Owen Cole", "2025-08-12", "**Owen Cole** · no office is known. On Aug. 12, 2025 (article date).");
        check(
            "Ida *Moss*",
            "2025-08-12",
            "**Ida \\*Moss\\*** · Secretary-general, World \\*Guild\\*, as far as the dates tell. On Aug. 12, 2025 \
             (article date). The desk, checked Aug. 12, 2025. Guild data, CC BY.",
        );
    }
}
