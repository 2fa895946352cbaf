//! Ministers of the United Kingdom from the tables of the Institute for Government (CC BY 4.0): people, posts,
//! organisations and the appointments that join them.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::people::cells::Day;
use crate::people::import::{self, Imported};
use crate::people::roster::{Official, Role};
use crate::text::{Problem, Span};

/// The credit that the licence asks for.
pub const CREDIT: &str = "Institute for Government Ministers Database, CC BY 4.0";

/// The tables that belong together, in this order: people, posts, organisations, appointments.
pub const TABLES: [&str; 4] = ["person.csv", "post.csv", "organisation.csv", "appointment.csv"];

#[derive(Deserialize)]
struct Person {
    id: String,
    id_parliament: String,
    name: String,
    display_name: String,
    short_name: String,
    end_date: Day,
}

#[derive(Deserialize)]
struct Post {
    id: String,
    organisation_id: String,
    name: String,
}

#[derive(Deserialize)]
struct Organisation {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Appointment {
    person_id: String,
    post_id: String,
    start_date: Day,
    end_date: Day,
}

/// Reads the four tables, in the order of [`TABLES`]. Each problem comes with the number of its table.
///
/// A person has one row for every name he or she has borne; the one that still holds is the name, the others
/// are aliases.
pub fn read(texts: [&str; 4]) -> (Imported, Vec<usize>) {
    let mut imported = Imported::default();
    let mut faulty = Vec::new();
    let people: Vec<Person> = table(texts[0], 0, &mut imported, &mut faulty);
    let posts: Vec<Post> = table(texts[1], 1, &mut imported, &mut faulty);
    let organisations: Vec<Organisation> = table(texts[2], 2, &mut imported, &mut faulty);
    let appointments: Vec<Appointment> = table(texts[3], 3, &mut imported, &mut faulty);

    let mut index: HashMap<String, usize> = HashMap::new();
    let mut until: Vec<Day> = Vec::new();
    for person in people {
        let Some(name) = import::some(&person.display_name).or_else(|| import::some(&person.name)) else {
            imported.skip("person without a name");
            continue;
        };
        let i = *index.entry(person.id.clone()).or_insert_with(|| {
            let parliament = person.id_parliament.split('.').next().and_then(import::some);
            imported.officials.push(Official {
                id: format!("ifg:{}", person.id),
                ids: parliament.map(|number| format!("uk-parliament:{number}")).into_iter().collect(),
                ..Official::default()
            });
            until.push(Day(None));
            imported.officials.len() - 1
        });
        let official = &mut imported.officials[i];
        let newer =
            official.name.is_empty() || until[i].0.is_some_and(|end| person.end_date.0.is_none_or(|other| other > end));
        if newer {
            let before = std::mem::replace(&mut official.name, name.clone());
            import::add_alias(official, &before);
            official.family = import::some(&person.short_name);
            until[i] = person.end_date;
        }
        import::add_alias(official, &name);
        import::add_alias(official, &person.name);
    }
    let posts: HashMap<&str, &Post> = posts.iter().map(|post| (post.id.as_str(), post)).collect();
    let organisations: HashMap<&str, &str> =
        organisations.iter().map(|organisation| (organisation.id.as_str(), organisation.name.as_str())).collect();
    for appointment in appointments {
        let Some(&person) = index.get(&appointment.person_id) else {
            imported.skip("appointment of a person whom the table of people does not hold");
            continue;
        };
        let Some(post) = posts.get(appointment.post_id.as_str()) else {
            imported.skip("appointment to a post that the table of posts does not hold");
            continue;
        };
        imported.officials[person].roles.push(Role {
            org: organisations.get(post.organisation_id.as_str()).map(|name| (*name).to_owned()),
            jurisdiction: Some("country:gb".into()),
            start: appointment.start_date.0,
            end: appointment.end_date.0,
            ..import::role(&post.name)
        });
    }
    (imported, faulty)
}

/// The rows of one table; those that cannot be read are left out and named.
fn table<T: DeserializeOwned>(text: &str, number: usize, imported: &mut Imported, faulty: &mut Vec<usize>) -> Vec<T> {
    let mut rows = Vec::new();
    for (span, row) in super::csv::rows(text.trim_start_matches(crate::text::BOM), b',') {
        match row.and_then(|(headers, record)| record.deserialize(Some(&headers)).map_err(|error| error.to_string())) {
            Ok(row) => rows.push(row),
            Err(message) => {
                let remedy = Some(format!("give the table {} of the ministers database", TABLES[number]));
                let problem = Problem { span: Some::<Span>(span), message, remedy };
                imported.problems.push(problem);
                faulty.push(number);
            }
        }
    }
    rows
}
