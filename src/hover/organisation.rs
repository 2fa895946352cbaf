//! What an outlet or a body is, and who heads it on the day of the article.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::hover::{Hover, Subject, card, escape};
use crate::language::organisations::{self, Organisation};
use crate::people::fold::fold;
use crate::people::offices;
use crate::people::places::Jurisdiction;
use crate::people::roster::{Held, OfficialId, Role};
use crate::sources::publishers::{self, Publisher};

/// No name of a body has more words.
const LONGEST: usize = 10;

/// The outlet or body named at `offset`; `None` where none of the tables knows one, and inside a person's name.
pub fn at(subject: &Subject, offset: usize) -> Option<Hover> {
    let analysis = subject.analysis;
    let prose = &analysis.article.prose;
    let tokens = &analysis.reading.tokens;
    let place = prose.offset(offset);
    if analysis.people.at(place).is_some() {
        return None;
    }
    let here = tokens.partition_point(|token| token.end() as usize <= place);
    let first = here.saturating_sub(LONGEST);
    // The first that reaches the place is the longest: U.S. Customs and Border Protection, not Border Protection.
    (first..tokens.len().min(here + 1)).find_map(|i| {
        let (range, text) = outlet(subject, i).or_else(|| body(subject, i))?;
        let span = Some(prose.span(&range)).filter(|span| span.touches(offset))?;
        Some(Hover { span, text })
    })
}

/// The outlet whose name starts at token `i`, and its card. A name that is also a word counts only where the draft
/// credits it.
fn outlet(subject: &Subject, i: usize) -> Option<(Range<usize>, String)> {
    let (analysis, text) = (subject.analysis, subject.analysis.article.prose.text());
    let tokens = &analysis.reading.tokens;
    let start = tokens[i].start as usize;
    let named = publishers::outlets().at(text, start)?;
    let range = start..start + named.len();
    let article = i > 0 && matches!(tokens[i - 1].text(text), "the" | "The");
    let credited = || analysis.citations.at(start).is_some_and(|credit| credit.source.start <= start);
    if named.needs_article() && !article || named.is_ordinary() && !credited() {
        return None;
    }
    let told = |outlet: &Publisher| {
        let kind = match outlet.kind {
            "agency" => "news agency",
            "broadcast" => "broadcaster",
            "digital" => "news site",
            "fact-check" => "fact-checking outlet",
            "nonprofit" => "nonprofit newsroom",
            other => other,
        };
        format!("**{}** · {kind}. Publishes at {}.", escape(outlet.name), outlet.hosts.join(", "))
    };
    let all: Vec<String> = named.bearers().map(told).collect();
    let text = match &all[..] {
        [one] => one.clone(),
        _ => format!("“{}” may be one of several:\n\n{}", escape(&text[range.clone()]), all.join("\n\n")),
    };
    Some((range, format!("{text} From copydesk’s own table of outlets.")))
}

/// The body whose name starts at token `i`, and its card with that of its head.
fn body(subject: &Subject, i: usize) -> Option<(Range<usize>, String)> {
    let (analysis, text) = (subject.analysis, subject.analysis.article.prose.text());
    let tokens = &analysis.reading.tokens;
    let start = tokens[i].start as usize;
    let known = organisations::at(text, tokens, i);
    let known = known.map(|(len, body)| (start..tokens[i + len - 1].end() as usize, body));
    let publisher = publishers::data().at(text, start).filter(|named| !named.is_ordinary() && !named.needs_article());
    let publisher = publisher.and_then(|named| Some((start..start + named.len(), named.bearers().next()?)));
    let longest = known.iter().map(|(range, _)| range.end).chain(publisher.iter().map(|(range, _)| range.end)).max()?;
    let known = known.filter(|(range, _)| range.end == longest).map(|(_, body)| body);
    let publisher = publisher.filter(|(range, _)| range.end == longest).map(|(_, publisher)| publisher);
    let mut card = match (known, publisher) {
        (Some(body), _) => told(body),
        (None, publisher) => format!("**{}** · {}.", escape(publisher?.name), published(publisher?.kind)),
    };
    if let Some(publisher) = publisher {
        card.push_str(&format!(" Publishes at {}.", publisher.hosts.join(", ")));
    }
    card.push_str(" From copydesk’s own table of bodies.");
    if let Some(head) = known.and_then(|body| head(body, subject)) {
        card.push_str(&format!("\n\nHeaded by {}", card::official(subject.roster.official(head), analysis.date)));
    }
    Some((start..longest, card))
}

fn published(kind: &str) -> &str {
    match kind {
        "statistics" => "statistical office",
        "international" => "international body",
        "averages" => "averages of polls",
        other => other,
    }
}

fn told(body: &Organisation) -> String {
    let name = escape(organisations::bare(body.name));
    let country = country(body).map(|place| format!(", {place}")).unwrap_or_default();
    let kind = match body.kind {
        "intl" => "international body",
        "ngo" => "nongovernmental organization",
        "thinktank" => "think tank",
        other => other,
    };
    match body.stands_for {
        "" => format!("**{name}** · {kind}{country}."),
        stands_for => format!("**{name}** · stands for: {}{country}.", escape(stands_for)),
    }
}

fn country(body: &Organisation) -> Option<Jurisdiction> {
    Jurisdiction::of_id(&format!("country:{}", body.country))
}

/// Who heads a body on the day of the article; `None` when the roster knows nobody, or several.
fn head(body: &Organisation, subject: &Subject) -> Option<OfficialId> {
    let day = subject.analysis.date.day()?;
    let names: Vec<String> = std::iter::once(body.name)
        .chain(body.others.iter().copied())
        .map(|name| fold(organisations::bare(name)))
        .collect();
    let fits = |role: &Role, offices: &[String]| {
        let of_body = role.org.as_deref().is_some_and(|org| names.contains(&fold(organisations::bare(org))));
        let named = offices.contains(&fold(&role.title)) && offices::place(role) == country(body);
        (of_body && HEADS.contains(&fold(&role.title).as_str()) || named)
            && role.held_on(day) == Held::Surely
            && role.is_fresh_on(day)
    };
    let offices: Vec<String> = names.iter().flat_map(|name| offices_of(name)).chain(stood_for(body)).collect();
    let titles = HEADS.iter().map(|head| (*head).to_owned()).chain(offices.iter().cloned());
    let holders: BTreeSet<OfficialId> = titles
        .flat_map(|title| subject.roster.titled(&title).collect::<Vec<_>>())
        .filter(|&id| subject.roster.official(id).roles.iter().any(|role| fits(role, &offices)))
        .collect();
    let mut holders = holders.into_iter();
    holders.next().filter(|_| holders.next().is_none())
}

/// Offices whose holder heads the body that their list names.
const HEADS: &[&str] = &[
    "administrator",
    "commissioner",
    "director",
    "director general",
    "managing director",
    "president",
    "secretary general",
];

/// Folded names of offices that say which body they head: `defense secretary` for the `defense department`.
fn offices_of(name: &str) -> Vec<String> {
    let of = name.strip_suffix(" department").or_else(|| name.strip_prefix("department of "));
    let of = of.map(|of| of.strip_prefix("the ").unwrap_or(of));
    match of {
        Some("justice") => vec!["attorney general".into()],
        Some(of) => vec![format!("{of} secretary"), format!("secretary of {of}"), format!("secretary of the {of}")],
        None => ["director", "administrator", "chair", "president", "secretary general"]
            .into_iter()
            .flat_map(|head| [format!("{name} {head}"), format!("{head} of the {name}"), format!("{head} of {name}")])
            .collect(),
    }
}

/// The office for whose holder a house's name stands.
fn stood_for(body: &Organisation) -> Option<String> {
    let stands_for = body.stands_for;
    match () {
        () if stands_for.contains("prime minister") => Some("prime minister".into()),
        () if stands_for.ends_with("presidency") => Some("president".into()),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::hover::shown;

    const PEOPLE: &str = r#"
as_of = "2025-08-12"
source = "The desk"
[[person]]
name = "Mara Cole"
role = { title = "defense secretary", org = "United States", jurisdiction = "country:us", start = "2025-01-25" }
[[person]]
name = "Ida Moss"
role = { title = "president", jurisdiction = "country:us", start = "2025-01-20" }
[[person]]
name = "Inés Marchetti"
role = { title = "president", jurisdiction = "country:mx", start = "2024-10-01" }
[[person]]
name = "Owen Frey"
role = { title = "director-general", org = "World Health Organization", jurisdiction = "org:who", start = "2017-07-01" }
[[person]]
name = "Nora Gallup"
role = { title = "mayor", org = "Akron", start = "2020" }
"#;

    /// The start of the answer at `|`, with its second paragraph's.
    #[track_caller]
    fn check(date: &str, copy: &str, expected: &str, head: &str) {
        let shown = shown::at_cursor(PEOPLE, date, copy)
            .map_or("nothing".to_owned(), |(thing, told)| format!("{thing} | {told}"));
        assert!(shown.starts_with(expected), "{copy}\n{shown}");
        let headed = shown.split_once("Headed by **").and_then(|(_, rest)| rest.split("**").next()).unwrap_or_default();
        assert_eq!(headed, head, "{copy}\n{shown}");
    }

    #[test]
    fn outlets_are_told_with_where_they_publish() {
        check(
            "2025-08-12",
            "The cup leaked, BBC N|ews reported.",
            "BBC News | **BBC News** · broadcaster. Publishes at",
            "",
        );
        check("2025-08-12", "Pressed by the B|BC, she left.", "BBC | **BBC News** · broadcaster.", "");
        check("2025-08-12", "The New York T|imes asked.", "New York Times | **The New York Times** · newspaper.", "");
        check("2025-08-12", "The t|ime is short.", "nothing", "");
        check("2025-08-12", "T|ime flies.", "nothing", "");
    }

    #[test]
    fn bodies_are_told_with_their_country_and_head() {
        let body = "U.S. Customs and Border Protection | **U.S. Customs and Border Protection** · agency, United States. \
                    Publishes at cbp.gov. From";
        check("2025-08-12", "They fell, per U.S. Customs and B|order Protection data.", body, "");
        check("2025-08-12", "They fell, per U|.S. Customs and Border Protection data.", body, "");
        let pentagon = "Pentagon | **Pentagon** · stands for: US defence department, United States.";
        check("2025-08-12", "She told the P|entagon to wait.", pentagon, "Mara Cole");
        check("2025-08-12", "The Defense D|epartment waits.", "Defense Department | **Pentagon**", "Mara Cole");
        check(
            "2025-08-12",
            "The White H|ouse declined.",
            "White House | **White House** · stands for: US presidency",
            "Ida Moss",
        );
        check(
            "2025-08-12",
            "The World Health O|rganization warned.",
            "World Health Organization | **World Health Organization** · international body.",
            "Owen Frey",
        );
    }

    #[test]
    fn no_head_is_told_of_another_day_and_no_body_of_a_person() {
        check("2024-08-12", "She told the P|entagon to wait.", "Pentagon | **Pentagon**", "");
        check("2025-08-12", "Mayor Nora G|allup spoke.", "Mayor Nora Gallup | **Nora Gallup**", "");
        check("2025-08-12", "Ada Gal|lup, 34, spoke.", "nothing", "");
        check("2025-08-12", "The board met in the city |hall.", "nothing", "");
    }
}
