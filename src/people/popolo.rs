//! People, organisations and memberships in Popolo JSON, as EveryPolitician and parlparse write it.
//!
//! People and memberships may lie in different files, so all files of an import are read together.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::people::cells::{self, Day};
use crate::people::import::{self, Imported};
use crate::people::roster::{Official, Role};
use crate::text::{Problem, Span};

#[derive(Deserialize)]
struct Person {
    id: String,
    name: Option<String>,
    family_name: Option<String>,
    given_name: Option<String>,
    pronouns: Option<String>,
    #[serde(default)]
    other_names: Vec<OtherName>,
    #[serde(default)]
    identifiers: Vec<Identifier>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    memberships: Vec<Membership>,
}

#[derive(Deserialize)]
struct OtherName {
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    lordname: Option<String>,
    honorific_prefix: Option<String>,
    note: Option<String>,
    lang: Option<String>,
}

#[derive(Deserialize)]
struct Identifier {
    scheme: Option<String>,
    identifier: String,
}

#[derive(Deserialize)]
struct Link {
    url: String,
}

#[derive(Deserialize)]
struct Membership {
    person_id: Option<String>,
    role: Option<String>,
    label: Option<String>,
    organization_id: Option<String>,
    organization: Option<Organization>,
    on_behalf_of_id: Option<String>,
    post_id: Option<String>,
    area_id: Option<String>,
    legislative_period_id: Option<String>,
    #[serde(default)]
    start_date: Day,
    #[serde(default)]
    end_date: Day,
}

#[derive(Deserialize)]
struct Organization {
    id: Option<String>,
    name: Option<String>,
    classification: Option<String>,
}

#[derive(Deserialize)]
struct Post {
    id: String,
    label: Option<String>,
    role: Option<String>,
    organization_id: Option<String>,
}

#[derive(Deserialize)]
struct Area {
    id: String,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Event {
    id: String,
    #[serde(default)]
    start_date: Day,
    #[serde(default)]
    end_date: Day,
}

/// A whole file, its elements not yet read, so that a fault in one leaves the others readable.
#[derive(Deserialize, Default)]
struct Document<'a> {
    #[serde(borrow, default)]
    persons: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    organizations: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    memberships: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    posts: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    areas: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    events: Vec<&'a RawValue>,
}

/// What all files hold, by id.
#[derive(Default)]
struct World {
    people: Vec<Person>,
    places: Vec<(usize, Span)>,
    memberships: Vec<Membership>,
    organizations: HashMap<String, Organization>,
    posts: HashMap<String, Post>,
    areas: HashMap<String, Area>,
    events: HashMap<String, Event>,
}

/// Reads `texts`, the files of one import. Each problem comes with the number of its file.
pub fn read(texts: &[&str]) -> (Imported, Vec<usize>) {
    let mut imported = Imported::default();
    let mut faulty = Vec::new();
    let mut world = World::default();
    for (file, text) in texts.iter().enumerate() {
        for problem in world.add(file, text) {
            imported.problems.push(problem);
            faulty.push(file);
        }
    }
    let mut ids = HashSet::new();
    for (person, &(file, span)) in world.people.iter().zip(&world.places) {
        if !ids.insert(person.id.as_str()) {
            imported.fault(span, format!("the id {} stands for two people", person.id));
            faulty.push(file);
        }
    }
    let mut seats: HashMap<String, Vec<Membership>> = HashMap::new();
    for membership in std::mem::take(&mut world.memberships) {
        match &membership.person_id {
            Some(id) if ids.contains(id.as_str()) => seats.entry(id.clone()).or_default().push(membership),
            _ => imported.skip("membership of a person whom no file names"),
        }
    }
    for mut person in std::mem::take(&mut world.people) {
        let mut memberships = std::mem::take(&mut person.memberships);
        memberships.extend(seats.remove(&person.id).unwrap_or_default());
        let Some(mut official) = official(person) else {
            imported.skip("person without a name");
            continue;
        };
        for membership in memberships {
            match world.role(membership) {
                Ok(role) => official.roles.push(role),
                Err(why) => imported.skip(why),
            }
        }
        imported.officials.push(official);
    }
    (imported, faulty)
}

impl World {
    /// Takes in one file; what cannot be read is left out and named.
    fn add(&mut self, file: usize, text: &str) -> Vec<Problem> {
        let document = match document(text) {
            Ok(document) => document,
            Err(problem) => return vec![problem],
        };
        let mut problems = Vec::new();
        for raw in &document.persons {
            match cells::element::<Person>(text, raw) {
                Ok(person) => {
                    self.people.push(person);
                    self.places.push((file, cells::place(text, raw)));
                }
                Err(problem) => problems.push(problem),
            }
        }
        each(text, &document.memberships, &mut problems, |membership| self.memberships.push(membership));
        each(text, &document.organizations, &mut problems, |organization: Organization| {
            if let Some(id) = organization.id.clone() {
                self.organizations.insert(id, organization);
            }
        });
        each(text, &document.posts, &mut problems, |post: Post| drop(self.posts.insert(post.id.clone(), post)));
        each(text, &document.areas, &mut problems, |area: Area| drop(self.areas.insert(area.id.clone(), area)));
        each(text, &document.events, &mut problems, |event: Event| drop(self.events.insert(event.id.clone(), event)));
        problems
    }

    fn role(&self, membership: Membership) -> Result<Role, &'static str> {
        let post = membership.post_id.as_ref().and_then(|id| self.posts.get(id));
        let organization = membership.organization.as_ref().or_else(|| {
            let id = membership.organization_id.as_ref().or(post.and_then(|post| post.organization_id.as_ref()));
            id.and_then(|id| self.organizations.get(id))
        });
        if organization.and_then(|organization| organization.classification.as_deref()) == Some("party") {
            return Err("membership of a party, which is no office");
        }
        let name = |text: &Option<String>| text.as_deref().and_then(import::some);
        let of_post = post.and_then(|post| name(&post.role).or_else(|| name(&post.label)));
        // A member of a body that gives no other word for it is just that.
        let title = name(&membership.role).or(of_post).or_else(|| name(&membership.label));
        let period = membership.legislative_period_id.as_ref().and_then(|id| self.events.get(id));
        let party = membership.on_behalf_of_id.as_ref().and_then(|id| self.organizations.get(id));
        let area = membership.area_id.as_ref().and_then(|id| self.areas.get(id));
        Ok(Role {
            org: organization.and_then(|organization| name(&organization.name)),
            district: area.and_then(|area| name(&area.name)),
            party: party.and_then(|party| name(&party.name)).filter(|party| !party.eq_ignore_ascii_case("unknown")),
            start: membership.start_date.0.or(period.and_then(|period| period.start_date.0)),
            end: membership.end_date.0.or(period.and_then(|period| period.end_date.0)),
            ..import::role(title.as_deref().unwrap_or("member"))
        })
    }
}

/// The file taken apart: a whole Popolo document, a list of people, or one single record.
fn document(text: &str) -> Result<Document<'_>, Problem> {
    #[derive(Deserialize)]
    struct Record<'a> {
        #[serde(borrow)]
        person_id: Option<&'a RawValue>,
        #[serde(borrow)]
        organization_id: Option<&'a RawValue>,
        #[serde(borrow)]
        classification: Option<&'a RawValue>,
        #[serde(borrow)]
        name: Option<&'a RawValue>,
    }
    if text.trim_start_matches('\u{FEFF}').trim_start().starts_with('[') {
        return Ok(Document { persons: cells::json(text)?, ..Document::default() });
    }
    let mut document: Document<'_> = cells::json(text)?;
    let lists = [&document.persons, &document.organizations, &document.memberships, &document.posts];
    if lists.iter().all(|list| list.is_empty()) {
        let raw: &RawValue = cells::json(text)?;
        let record: Record<'_> = cells::json(text)?;
        match record {
            Record { person_id: Some(_), .. } => document.memberships.push(raw),
            Record { organization_id: Some(_), .. } => document.posts.push(raw),
            Record { classification: Some(_), .. } => document.organizations.push(raw),
            Record { name: Some(_), .. } => document.persons.push(raw),
            _ => {
                let message = "no persons, memberships, organizations or posts in this file".to_owned();
                let remedy = Some("give a Popolo file, or name the right format".to_owned());
                return Err(Problem { span: None, message, remedy });
            }
        }
    }
    Ok(document)
}

fn each<'a, T: Deserialize<'a>>(
    text: &str,
    list: &[&'a RawValue],
    problems: &mut Vec<Problem>,
    mut keep: impl FnMut(T),
) {
    for raw in list {
        match cells::element::<T>(text, raw) {
            Ok(record) => keep(record),
            Err(problem) => problems.push(problem),
        }
    }
}

/// A person without offices; `None` for one without any name.
fn official(person: Person) -> Option<Official> {
    let Person { id, name, family_name, given_name, pronouns, other_names, identifiers, links, .. } = person;
    let joined = given_name.as_deref().zip(family_name.as_deref()).map(|(given, family)| format!("{given} {family}"));
    let main = other_names.iter().find(|other| other.note.as_deref() == Some("Main")).and_then(OtherName::text);
    let stated = name.as_deref().and_then(import::some).or(main).or_else(|| joined.clone())?;
    let mut official = Official { id, name: stated.clone(), family: family_name, ..Official::default() };
    // A list that writes the surname first may hold the usual order as another name. Without one the name
    // stays as it is: in many languages that order is the usual one.
    let turned = other_names
        .iter()
        .filter_map(OtherName::text)
        .find(|other| joined.as_ref().is_some_and(|joined| same(joined, other)) && !same(&stated, other));
    if let Some(turned) = turned {
        official.name = turned;
        import::add_alias(&mut official, &stated);
    }
    if let Some(joined) = joined {
        import::add_alias(&mut official, &joined);
    }
    for other in &other_names {
        // A birth name or a name in a game is nobody's name in the news.
        let usual = other
            .note
            .as_deref()
            .is_none_or(|note| matches!(note, "Main" | "Alternate" | "multilingual" | "alternate"));
        if let Some(text) = other.text().filter(|_| usual && other.lang.as_deref().is_none_or(|lang| lang.len() >= 2)) {
            import::add_alias(&mut official, &text);
        }
    }
    for identifier in identifiers {
        let scheme = match identifier.scheme.as_deref().unwrap_or_default() {
            "wikidata" => "wd",
            "bioguide" => "bioguide",
            "datadotparl_id" => "uk-parliament",
            // Numbers of tax offices and the like are nobody's business.
            _ => continue,
        };
        official.ids.push(format!("{scheme}:{}", identifier.identifier));
    }
    official.links = links.into_iter().map(|link| link.url).take(1).collect();
    let pronouns = pronouns.unwrap_or_default();
    official.pronouns = pronouns.split(['/', ',']).filter_map(import::some).map(|word| word.to_lowercase()).collect();
    Some(official)
}

fn same(one: &str, other: &str) -> bool {
    crate::people::fold::same(one, other)
}

impl OtherName {
    fn text(&self) -> Option<String> {
        let stated = self.name.as_deref().and_then(import::some);
        let lord = self.lordname.as_deref().and_then(import::some);
        let prefix = self.honorific_prefix.as_deref().unwrap_or_default();
        stated
            .or_else(|| lord.map(|lord| format!("{prefix} {lord}").trim().to_owned()))
            .or_else(|| Some(format!("{} {}", self.given_name.as_deref()?, self.family_name.as_deref()?)))
    }
}
