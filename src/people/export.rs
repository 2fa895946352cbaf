//! Officials written out for other programs: as JSON, as a table, and in Popolo.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::dates::PartialDate;
use crate::people::roster::{Official, Role};

/// An office in JSON; what is unknown is absent.
#[derive(Serialize)]
struct RoleOut<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    org: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jurisdiction: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    district: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    party: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_ends: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    acting: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
}

/// A person in JSON.
#[derive(Serialize)]
struct OfficialOut<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    family: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    misspellings: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pronouns: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    links: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ids: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    not_same_as: &'a [String],
    roles: Vec<RoleOut<'a>>,
}

impl<'a> From<&'a Role> for RoleOut<'a> {
    fn from(role: &'a Role) -> Self {
        let text = |date: Option<PartialDate>| date.map(|date| date.to_string());
        Self {
            title: &role.title,
            org: role.org.as_deref(),
            jurisdiction: role.jurisdiction.as_deref(),
            to: role.to.as_deref(),
            district: role.district.as_deref(),
            party: role.party.as_deref(),
            start: text(role.start),
            end: text(role.end),
            term_ends: text(role.term_ends),
            acting: role.acting,
            url: role.url.as_deref(),
            source: role.source.as_deref(),
            credit: role.credit.as_deref(),
            as_of: text(role.as_of),
        }
    }
}

impl<'a> From<&'a Official> for OfficialOut<'a> {
    fn from(official: &'a Official) -> Self {
        Self {
            id: &official.id,
            name: &official.name,
            family: official.family.as_deref(),
            aliases: &official.aliases,
            misspellings: &official.misspellings,
            pronouns: &official.pronouns,
            links: &official.links,
            ids: &official.ids,
            not_same_as: &official.not_same_as,
            roles: official.roles.iter().map(RoleOut::from).collect(),
        }
    }
}

/// Writes people as one JSON array, a person a line.
pub fn json<'a>(out: &mut impl Write, officials: impl IntoIterator<Item = &'a Official>) -> io::Result<()> {
    list(out, officials.into_iter().map(OfficialOut::from))?;
    out.write_all(b"\n")
}

/// The columns of [`csv`], which are fields that [`crate::people::csv`] reads without a map.
const COLUMNS: &[&str] = &[
    "id",
    "name",
    "family",
    "aliases",
    "pronouns",
    "link",
    "title",
    "org",
    "jurisdiction",
    "to",
    "district",
    "party",
    "start",
    "end",
    "term_ends",
    "acting",
    "url",
    "source",
    "credit",
    "as_of",
];

/// Writes a table with a row for every office. People without offices have no row.
pub fn csv<'a>(out: &mut impl Write, officials: impl IntoIterator<Item = &'a Official>) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for official in officials {
        for role in &official.roles {
            let role = RoleOut::from(role);
            let cell = |text: Option<&str>| text.unwrap_or_default().to_owned();
            let date = |text: &Option<String>| text.clone().unwrap_or_default();
            table.write_record([
                official.id.clone(),
                official.name.clone(),
                cell(official.family.as_deref()),
                official.aliases.join("|"),
                official.pronouns.join("/"),
                cell(official.links.first().map(String::as_str)),
                role.title.to_owned(),
                cell(role.org),
                cell(role.jurisdiction),
                cell(role.to),
                cell(role.district),
                cell(role.party),
                date(&role.start),
                date(&role.end),
                date(&role.term_ends),
                if role.acting { "acting".to_owned() } else { String::new() },
                cell(role.url),
                cell(role.source),
                cell(role.credit),
                date(&role.as_of),
            ])?;
        }
    }
    table.flush()
}

/// Bodies, parties and areas by kind and name, with their ids.
type Bodies<'a> = BTreeMap<(&'static str, &'a str), String>;

/// Writes people, bodies and memberships in Popolo.
pub fn popolo<'a>(out: &mut impl Write, officials: impl IntoIterator<Item = &'a Official> + Clone) -> io::Result<()> {
    let mut bodies = Bodies::new();
    for role in officials.clone().into_iter().flat_map(|official| &official.roles) {
        for (name, kind) in [(&role.org, "body"), (&role.party, "party"), (&role.district, "area")] {
            if let Some(name) = name {
                bodies.insert((kind, name), format!("{kind}/{name}"));
            }
        }
    }
    out.write_all(b"{\"persons\":")?;
    list(out, officials.clone().into_iter().map(person))?;
    out.write_all(b",\n\"organizations\":")?;
    let organizations = bodies.iter().filter(|((kind, _), _)| *kind != "area");
    let organization = |((kind, name), id): (&(&str, &str), &String)| serde_json::json!({"id": id, "name": name, "classification": kind});
    list(out, organizations.map(organization))?;
    out.write_all(b",\n\"areas\":")?;
    let areas = bodies.iter().filter(|((kind, _), _)| *kind == "area");
    list(out, areas.map(|((_, name), id)| serde_json::json!({"id": id, "name": name})))?;
    out.write_all(b",\n\"memberships\":")?;
    let roles = officials.into_iter().flat_map(|official| official.roles.iter().map(move |role| (official, role)));
    list(out, roles.map(|(official, role)| membership(official, role, &bodies)))?;
    out.write_all(b"}\n")
}

fn person(official: &Official) -> serde_json::Value {
    let mut person = serde_json::json!({"id": official.id, "name": official.name});
    let names = official.aliases.iter().map(|alias| serde_json::json!({"name": alias, "note": "alternate"}));
    let identifiers = [&official.id].into_iter().chain(&official.ids).filter_map(|id| id.split_once(':'));
    let identifiers = identifiers.map(|(scheme, id)| {
        let scheme = if scheme == "wd" { "wikidata" } else { scheme };
        serde_json::json!({"scheme": scheme, "identifier": id})
    });
    let links = official.links.iter().map(|url| serde_json::json!({"url": url}));
    let mut set = |key: &str, value: serde_json::Value| {
        if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
            person[key] = value;
        }
    };
    set("family_name", official.family.clone().into());
    set("other_names", names.collect());
    set("identifiers", identifiers.collect());
    set("links", links.collect());
    if !official.pronouns.is_empty() {
        set("pronouns", official.pronouns.join("/").into());
    }
    person
}

fn membership(official: &Official, role: &Role, bodies: &Bodies<'_>) -> serde_json::Value {
    let mut membership = serde_json::json!({"person_id": official.id, "role": role.title});
    let body = |kind, name: &Option<String>| name.as_deref().and_then(|name| bodies.get(&(kind, name))).cloned();
    let text = |date: Option<PartialDate>| date.map(|date| date.to_string());
    let cells = [
        ("organization_id", body("body", &role.org)),
        ("on_behalf_of_id", body("party", &role.party)),
        ("area_id", body("area", &role.district)),
        ("start_date", text(role.start)),
        ("end_date", text(role.end.or(role.term_ends))),
    ];
    for (key, value) in cells {
        if let Some(value) = value {
            membership[key] = value.into();
        }
    }
    let note = [role.source.as_deref(), role.credit.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("; ");
    membership["sources"] = serde_json::json!([{"note": note}]);
    if let Some(as_of) = role.as_of {
        membership["updated_at"] = as_of.to_string().into();
    }
    membership
}

/// Writes a JSON array, an element a line, without holding all of it.
fn list<T: Serialize>(out: &mut impl Write, elements: impl IntoIterator<Item = T>) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, element) in elements.into_iter().enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &element)?;
    }
    out.write_all(b"]")
}
