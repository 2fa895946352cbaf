//! Office-holders from Wikidata (CC0): the JSON that the query in [`QUERY`] is answered with.
//!
//! A statement that cites nothing is refused: anybody may have written it, and nobody says why.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::dates::PartialDate;
use crate::people::cells;
use crate::people::import::{self, Imported};
use crate::people::places;
use crate::people::roster::{Official, Role};
use crate::text::Problem;

/// The query whose answers can be imported, for the user to run.
pub const QUERY: &str = include_str!("officials.rq");

#[derive(Deserialize)]
struct Answer<'a> {
    head: Head,
    #[serde(borrow)]
    results: Results<'a>,
}

#[derive(Deserialize)]
struct Head {
    vars: Vec<String>,
}

#[derive(Deserialize)]
struct Results<'a> {
    #[serde(borrow)]
    bindings: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Value {
    r#type: String,
    value: String,
}

type Row = HashMap<String, Value>;

/// Reads the answer to a query. A person with several positions, names or references comes in several rows.
pub fn read(text: &str) -> Imported {
    let answer: Answer<'_> = match cells::json(text) {
        Ok(answer) => answer,
        Err(problem) => return Imported::failed(problem),
    };
    if let Some(missing) = ["person", "personLabel", "positionLabel"].iter().find(|name| !has(&answer.head, name)) {
        return Imported::failed(Problem {
            span: None,
            message: format!("the answer has no column ?{missing}"),
            remedy: Some("run the query that `copydesk officials query` prints".into()),
        });
    }
    let mut imported = Imported::default();
    let mut index: HashMap<String, usize> = HashMap::new();
    for raw in answer.results.bindings {
        let row: Row = match cells::element(text, raw) {
            Ok(row) => row,
            Err(problem) => {
                imported.problems.push(problem);
                continue;
            }
        };
        let Some(entity) = value(&row, "person").and_then(entity) else {
            imported.skip("row without a person");
            continue;
        };
        if value(&row, "reference").is_none() {
            imported.skip("statement that cites no reference");
            continue;
        }
        let role = match role(&row) {
            Ok(Some(role)) => role,
            Ok(None) => {
                imported.skip("position without an English label");
                continue;
            }
            Err(message) => {
                imported.fault(cells::place(text, raw), message);
                continue;
            }
        };
        let name = value(&row, "personLabel").unwrap_or_default();
        if name == entity {
            imported.skip("person without an English label");
            continue;
        }
        let i = *index.entry(entity.to_owned()).or_insert_with(|| {
            imported.officials.push(Official {
                id: format!("wd:{entity}"),
                name: name.to_owned(),
                ..Official::default()
            });
            imported.officials.len() - 1
        });
        add(&mut imported.officials[i], &row, role);
    }
    imported
}

fn has(head: &Head, name: &str) -> bool {
    head.vars.iter().any(|var| var == name)
}

/// The value of a column; `None` for none, for an unknown value, which has no name, and for empty text.
fn value<'a>(row: &'a Row, name: &str) -> Option<&'a str> {
    row.get(name)
        .filter(|value| value.r#type != "bnode")
        .map(|value| value.value.as_str())
        .filter(|text| !text.is_empty())
}

/// `Q5771800` of `http://www.wikidata.org/entity/Q5771800`.
fn entity(uri: &str) -> Option<&str> {
    uri.rsplit('/')
        .next()
        .filter(|id| id.starts_with('Q') && id[1..].bytes().all(|b| b.is_ascii_digit()) && id.len() > 1)
}

fn role(row: &Row) -> Result<Option<Role>, String> {
    let Some(label) = value(row, "positionLabel") else { return Ok(None) };
    if Some(label) == value(row, "position").and_then(entity) {
        return Ok(None);
    }
    let place = value(row, "jurisdictionLabel");
    let code = value(row, "country")
        .filter(|code| code.len() == 2)
        .map(|code| format!("country:{}", code.to_ascii_lowercase()));
    let cited = value(row, "reference").filter(|reference| entity(reference).is_none());
    let country = place
        .and_then(places::named)
        .filter(|place| place.state.is_none())
        .map(|place| format!("country:{}", place.country));
    Ok(Some(Role {
        org: place.map(str::to_owned),
        jurisdiction: country.or(code),
        district: value(row, "districtLabel").map(str::to_owned),
        party: value(row, "partyLabel").map(str::to_owned),
        start: date(row, "start")?,
        end: date(row, "end")?,
        acting: value(row, "acting") == Some("true"),
        source: cited.map(|page| format!("Wikidata, citing {page}")),
        ..import::role(title(label, place))
    }))
}

/// The title without the place it is of: `President of Mexico` is a president.
pub(super) fn title<'a>(label: &'a str, place: Option<&str>) -> &'a str {
    let Some(place) = place else { return label };
    let same = |name: &str| {
        let name = name.strip_prefix("the ").unwrap_or(name);
        name == place || places::named(name).is_some_and(|named| Some(named) == places::named(place))
    };
    if let Some((title, _)) =
        label.match_indices(" of ").map(|(i, of)| (&label[..i], &label[i + of.len()..])).find(|(_, name)| same(name))
    {
        return title;
    }
    let mut spaces = label.match_indices(' ').map(|(i, _)| (&label[..i], &label[i + 1..]));
    spaces.rfind(|(name, _)| same(name)).map_or(label, |(_, title)| title)
}

/// A date cut to its precision: nine is a year, ten a month, eleven a day. Less than a year is no date.
fn date(row: &Row, name: &str) -> Result<Option<PartialDate>, String> {
    let Some(text) = value(row, name) else { return Ok(None) };
    let day = text.trim_start_matches('+').split('T').next().unwrap_or_default();
    let precision = match name {
        "start" => value(row, "startPrecision"),
        _ => value(row, "endPrecision"),
    };
    let length = match precision.map(str::parse::<u8>) {
        None | Some(Ok(11..)) => 10,
        Some(Ok(10)) => 7,
        Some(Ok(9)) => 4,
        Some(_) => return Ok(None),
    };
    let cut = day.get(..length).unwrap_or(day);
    cut.parse().map(Some).map_err(|error: crate::dates::NotADate| format!("{name}: {error}"))
}

fn add(official: &mut Official, row: &Row, role: Role) {
    if official.family.is_none() {
        official.family = value(row, "familyLabel").map(str::to_owned);
    }
    for alias in value(row, "personAltLabel").unwrap_or_default().split(['|', ',']) {
        import::add_alias(official, alias.trim());
    }
    for word in value(row, "pronounLabel").unwrap_or_default().split(['/', ',']).filter_map(import::some) {
        if !official.pronouns.contains(&word) {
            official.pronouns.push(word);
        }
    }
    if let Some(link) = value(row, "website").filter(|_| official.links.is_empty()) {
        official.links.push(link.to_owned());
    }
    // The same statement with a second reference or a second family name is still one statement.
    let known = official.roles.iter().any(|known| {
        (&known.title, &known.org, known.start, known.end) == (&role.title, &role.org, role.start, role.end)
    });
    if !known {
        official.roles.push(role);
    }
}
