//! State officials as OpenStates keeps them (CC0): a tree of YAML files, one person in each.

use std::collections::HashSet;

use serde::Deserialize;

use crate::people::cells::{self, Day};
use crate::people::import::{self, Imported};
use crate::people::places;
use crate::people::roster::{Official, Role};
use crate::text::Problem;

#[derive(Deserialize)]
struct Person {
    id: String,
    name: String,
    given_name: Option<String>,
    family_name: Option<String>,
    roles: Vec<Membership>,
    #[serde(default)]
    party: Vec<Party>,
    #[serde(default)]
    other_names: Vec<OtherName>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    other_identifiers: Vec<Identifier>,
}

#[derive(Deserialize)]
struct Membership {
    r#type: String,
    jurisdiction: String,
    district: Option<String>,
    #[serde(default)]
    start_date: Day,
    #[serde(default)]
    end_date: Day,
}

#[derive(Deserialize)]
struct Party {
    name: String,
    #[serde(default)]
    start_date: Day,
    #[serde(default)]
    end_date: Day,
}

#[derive(Deserialize)]
struct OtherName {
    name: String,
}

#[derive(Deserialize)]
struct Link {
    url: String,
    note: Option<String>,
}

#[derive(Deserialize)]
struct Identifier {
    scheme: String,
    identifier: String,
}

/// Reads one file of the tree.
pub fn read(text: &str) -> Result<Official, Problem> {
    let person: Person = cells::yaml(text)?;
    let mut official = Official {
        id: person.id,
        family: person.family_name,
        links: person.links.into_iter().filter(|link| link.note.is_none()).map(|link| link.url).take(1).collect(),
        ..Official::default()
    };
    // Some write the short first name between quotation marks into the official name.
    let parts: Vec<&str> = person.name.split('"').map(str::trim).collect();
    official.name = match parts[..] {
        [_, short, last] if !short.is_empty() && !last.is_empty() => format!("{short} {last}"),
        _ => person.name.clone(),
    };
    if parts.len() == 3 {
        import::add_alias(&mut official, &format!("{} {}", parts[0], parts[2]));
    }
    if let (Some(given), Some(family)) = (&person.given_name, &official.family) {
        let alias = format!("{given} {family}");
        import::add_alias(&mut official, &alias);
    }
    for other in person.other_names {
        // Rolls of votes write initials, which are no name that copy would hold.
        if other.name.split(' ').next().is_some_and(|first| !first.ends_with('.')) {
            import::add_alias(&mut official, &other.name);
        }
    }
    for identifier in person.other_identifiers {
        match identifier.scheme.as_str() {
            "wikidata" => official.ids.push(format!("wd:{}", identifier.identifier)),
            "bioguide" => official.ids.push(format!("bioguide:{}", identifier.identifier)),
            _ => {}
        }
    }
    for membership in person.roles {
        official.roles.push(role(membership, &person.party));
    }
    Ok(official)
}

/// Puts the people of a whole tree together, each with the number of its file. An id that two files hold is a
/// fault of the later one.
pub fn collect(people: Vec<(usize, Official)>) -> (Imported, Vec<(usize, String)>) {
    let mut imported = Imported::default();
    let (mut seen, mut faults) = (HashSet::new(), Vec::new());
    for (file, official) in people {
        if seen.insert(official.id.clone()) {
            imported.officials.push(official);
        } else {
            faults.push((file, format!("the id {} of {} stands in another file too", official.id, official.name)));
        }
    }
    (imported, faults)
}

fn role(membership: Membership, parties: &[Party]) -> Role {
    let jurisdiction = membership.jurisdiction.trim_start_matches("ocd-jurisdiction/").trim_end_matches("/government");
    let postal = jurisdiction.split('/').nth(1).and_then(|part| part.rsplit(':').next()).unwrap_or_default();
    let state = places::state(&postal.to_uppercase());
    let place = state.map(|state| state.name).unwrap_or_default();
    let federal = jurisdiction == "country:us";
    let (title, org) = match membership.r#type.as_str() {
        "upper" if federal => ("senator".to_owned(), "U.S. Senate".to_owned()),
        "lower" if federal => ("representative".to_owned(), "U.S. House".to_owned()),
        "upper" => ("state senator".to_owned(), format!("{place} Senate")),
        "lower" => {
            let (title, chamber) = lower_chamber(postal);
            (title.to_owned(), format!("{place} {chamber}"))
        }
        "legislature" if postal == "ne" => ("state senator".to_owned(), format!("{place} Legislature")),
        "legislature" if postal == "dc" => ("council member".to_owned(), "D.C. Council".to_owned()),
        "legislature" => ("legislator".to_owned(), format!("{place} Legislature")),
        "lt_governor" => ("lieutenant governor".to_owned(), place.to_owned()),
        // The head of the District is a mayor, whom the list files among the governors.
        "governor" if postal == "dc" => ("mayor".to_owned(), place.to_owned()),
        other => (other.replace('_', " "), town(jurisdiction).unwrap_or_else(|| place.to_owned())),
    };
    let party = parties.iter().rev().find(|party| {
        let after = party.end_date.0.zip(membership.start_date.0).is_none_or(|(end, start)| end >= start);
        let before = party.start_date.0.zip(membership.end_date.0).is_none_or(|(start, end)| start <= end);
        after && before
    });
    Role {
        title,
        org: import::some(&org),
        jurisdiction: Some(jurisdiction.to_owned()),
        district: membership.district.as_deref().and_then(import::some),
        // A seat that is filled without parties has none.
        party: party.map(|party| party.name.clone()).filter(|name| name != "Nonpartisan"),
        start: membership.start_date.0,
        end: membership.end_date.0,
        ..Role::default()
    }
}

/// How a state calls its lower house and the people in it.
fn lower_chamber(postal: &str) -> (&'static str, &'static str) {
    match postal {
        "ca" | "nv" | "ny" | "wi" => ("assembly member", "Assembly"),
        "nj" => ("assembly member", "General Assembly"),
        "md" | "va" | "wv" => ("delegate", "House of Delegates"),
        _ => ("state representative", "House"),
    }
}

/// The town of a jurisdiction: `country:us/state:fl/place:miami_beach` is Miami Beach.
fn town(jurisdiction: &str) -> Option<String> {
    let (_, place) = jurisdiction.rsplit_once("/place:")?;
    let words = place.split('_').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        first + letters.as_str()
    });
    Some(words.collect::<Vec<_>>().join(" "))
}
