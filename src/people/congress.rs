//! Members of the United States Congress and presidents, as congress-legislators lists them (CC0), in YAML,
//! in JSON and, without their terms, in CSV.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::people::cells::{self, Day};
use crate::people::import::{self, Imported};
use crate::people::places;
use crate::people::roster::{Official, Role};
use crate::text::{Problem, Span};

/// Days between two terms in the same seat that are still one spell in office: Congress meets a few days late.
const GAP_DAYS: i32 = 7;

#[derive(Deserialize)]
struct Person {
    id: Ids,
    name: Name,
    terms: Vec<Term>,
    #[serde(default)]
    other_names: Vec<OtherName>,
    #[serde(default)]
    leadership_roles: Vec<Leadership>,
}

#[derive(Deserialize, Default)]
struct Ids {
    bioguide: Option<String>,
    wikidata: Option<String>,
    wikipedia: Option<String>,
    govtrack: Option<u64>,
}

#[derive(Deserialize, Default)]
struct Name {
    first: String,
    middle: Option<String>,
    last: String,
    suffix: Option<String>,
    nickname: Option<String>,
    official_full: Option<String>,
}

#[derive(Deserialize)]
struct OtherName {
    first: Option<String>,
    last: Option<String>,
}

#[derive(Deserialize)]
struct Term {
    r#type: String,
    start: Day,
    end: Day,
    state: Option<String>,
    district: Option<i64>,
    party: Option<String>,
    url: Option<String>,
    #[serde(default)]
    party_affiliations: Vec<Affiliation>,
}

#[derive(Deserialize)]
struct Affiliation {
    start: Day,
    end: Day,
    party: String,
}

#[derive(Deserialize)]
struct Leadership {
    title: String,
    chamber: Option<String>,
    start: Day,
    #[serde(default)]
    end: Day,
}

/// Reads `legislators-current.yaml`, `legislators-historical.yaml` or `executive.yaml`.
pub fn yaml(text: &str) -> Imported {
    match cells::yaml::<Vec<Person>>(text) {
        Err(problem) => Imported::failed(problem),
        Ok(people) => {
            let mut imported = Imported::default();
            for person in people {
                imported.officials.push(official(person));
            }
            imported.refuse_duplicates(|_| None);
            imported
        }
    }
}

/// Reads the same lists in JSON. A person who cannot be read is a problem; the others are kept.
pub fn json(text: &str) -> Imported {
    let elements: Vec<&RawValue> = match cells::json(text) {
        Ok(elements) => elements,
        Err(problem) => return Imported::failed(problem),
    };
    let mut imported = Imported::default();
    let mut places = Vec::new();
    for raw in elements {
        match cells::element::<Person>(text, raw) {
            Ok(person) => {
                imported.officials.push(official(person));
                places.push(cells::place(text, raw));
            }
            Err(problem) => imported.problems.push(problem),
        }
    }
    imported.refuse_duplicates(|i| places.get(i).copied());
    imported
}

/// Reads `legislators-current.csv`. Its rows name the seat but not the term.
pub fn csv(text: &str) -> Imported {
    #[derive(Deserialize)]
    struct Row {
        last_name: String,
        first_name: String,
        middle_name: String,
        suffix: String,
        nickname: String,
        full_name: String,
        r#type: String,
        state: String,
        district: String,
        party: String,
        url: String,
        phone: String,
        bioguide_id: String,
        wikipedia_id: String,
    }
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let mut imported = Imported::default();
    let (mut places, mut phones) = (Vec::new(), 0);
    let headers = reader.headers().cloned().unwrap_or_default();
    let mut record = ::csv::StringRecord::new();
    loop {
        let start = reader.position().byte() as usize;
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                imported.fault(Span::at(start.min(text.len())), format!("this row cannot be read: {error}"));
                break;
            }
        }
        let span = Span::new(start.min(text.len()), (reader.position().byte() as usize).min(text.len()));
        let row: Row = match record.deserialize(Some(&headers)) {
            Ok(row) => row,
            Err(error) => {
                // The column that is missing is missing in every row.
                imported.fault(span, format!("not a table of congress-legislators: {error}"));
                break;
            }
        };
        phones += usize::from(!row.phone.is_empty());
        let term = Term {
            r#type: row.r#type,
            start: Day(None),
            end: Day(None),
            state: import::some(&row.state),
            district: row.district.parse().ok(),
            party: import::some(&row.party),
            url: import::some(&row.url),
            party_affiliations: Vec::new(),
        };
        let person = Person {
            id: Ids {
                bioguide: import::some(&row.bioguide_id),
                wikipedia: import::some(&row.wikipedia_id),
                ..Ids::default()
            },
            name: Name {
                first: row.first_name,
                middle: import::some(&row.middle_name),
                last: row.last_name,
                suffix: import::some(&row.suffix),
                nickname: import::some(&row.nickname),
                official_full: import::some(&row.full_name),
            },
            terms: vec![term],
            other_names: Vec::new(),
            leadership_roles: Vec::new(),
        };
        imported.officials.push(official(person));
        places.push(span);
    }
    // Former members have no office telephone. Without terms they would all seem to be in office.
    if phones == 0 && !imported.officials.is_empty() {
        return Imported::failed(Problem {
            span: None,
            message: "this table lists former members without their terms".into(),
            remedy: Some("import legislators-historical.yaml instead".into()),
        });
    }
    imported.refuse_duplicates(|i| places.get(i).copied());
    imported
}

fn official(person: Person) -> Official {
    let Person { id: ids, name, terms, other_names, leadership_roles } = person;
    let mut keys = Vec::new();
    keys.extend(ids.wikidata.map(|id| format!("wd:{id}")));
    keys.extend(ids.bioguide.map(|id| format!("bioguide:{id}")));
    keys.extend(ids.govtrack.map(|id| format!("govtrack:{id}")));
    let mut keys = keys.into_iter();
    let mut official = named(&name, ids.wikipedia.as_deref());
    official.id = keys.next().unwrap_or_else(|| format!("congress:{} {}", name.first, name.last));
    official.ids = keys.collect();
    for other in other_names {
        let first = other.first.as_deref().unwrap_or(&name.first);
        import::add_alias(&mut official, &format!("{first} {}", other.last.as_deref().unwrap_or(&name.last)));
    }
    for term in terms {
        add_term(&mut official.roles, term);
    }
    for lead in leadership_roles {
        let org = match lead.chamber.as_deref() {
            Some("senate") => Some("U.S. Senate".to_owned()),
            Some("house") => Some("U.S. House".to_owned()),
            _ => None,
        };
        let role = Role {
            org,
            jurisdiction: Some("country:us".into()),
            start: lead.start.0,
            end: lead.end.0,
            ..import::role(&lead.title)
        };
        join(&mut official.roles, role);
    }
    official
}

/// The name as newsrooms use it, which is the one that the encyclopedia goes by, less its middle initial; the
/// official form and the others become aliases.
fn named(name: &Name, wikipedia: Option<&str>) -> Official {
    let first = name.first.split(" (").next().unwrap_or_default();
    let bracketed = name.first.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(nick, _)| nick);
    let familiar = name.nickname.as_deref().or(bracketed).unwrap_or(first);
    let simple = format!("{familiar} {}", name.last);
    let known = wikipedia.map(|title| title.split(" (").next().unwrap_or_default()).filter(|title| title.contains(' '));
    let shorter = known.map(|title| {
        let words = title.split(' ').filter(|word| !(word.len() == 2 && word.ends_with('.')));
        words.collect::<Vec<_>>().join(" ").trim_end_matches(" Jr.").to_owned()
    });
    let chosen = match shorter {
        Some(shorter) if crate::people::fold::same(&shorter, &simple) => simple.clone(),
        Some(shorter) => shorter,
        None => simple.clone(),
    };
    let mut official = Official { name: chosen, family: Some(name.last.clone()), ..Official::default() };
    let full = name.official_full.as_deref().unwrap_or_default();
    let unquoted: String = full.split(['"', '“', '”']).step_by(2).collect();
    let suffix = name.suffix.as_deref().unwrap_or_default();
    let middle = name.middle.as_deref().unwrap_or_default();
    for alias in [known.unwrap_or_default(), &simple, &unquoted.replace(',', "")] {
        import::add_alias(&mut official, alias);
    }
    if !first.ends_with('.') {
        import::add_alias(&mut official, &format!("{first} {}", name.last));
        import::add_alias(&mut official, &format!("{first} {middle} {}", name.last));
    }
    if !suffix.is_empty() {
        let with_suffix = format!("{} {suffix}", official.name);
        import::add_alias(&mut official, &with_suffix);
    }
    official
}

fn add_term(roles: &mut Vec<Role>, term: Term) {
    let state = term.state.as_deref().and_then(places::state).map(|state| state.name).unwrap_or_default();
    let (title, org, district) = match term.r#type.as_str() {
        "sen" => ("senator", "U.S. Senate", state.to_owned()),
        "prez" => ("president", "United States", String::new()),
        "viceprez" => ("vice president", "United States", String::new()),
        _ => match term.state.as_deref() {
            Some("PR") => ("resident commissioner", "U.S. House", state.to_owned()),
            Some("DC" | "GU" | "VI" | "AS" | "MP") => ("delegate", "U.S. House", state.to_owned()),
            _ => {
                let district = match term.district {
                    Some(0) => format!("{state} at large"),
                    Some(number) if number > 0 => format!("{state} {number}"),
                    _ => state.to_owned(),
                };
                ("representative", "U.S. House", district)
            }
        },
    };
    let role = Role {
        title: title.into(),
        org: Some(org.into()),
        jurisdiction: Some("country:us".into()),
        district: import::some(&district),
        party: term.party.as_deref().and_then(party),
        start: term.start.0,
        end: term.end.0,
        url: term.url,
        ..Role::default()
    };
    if term.party_affiliations.is_empty() {
        return join(roles, role);
    }
    for affiliation in term.party_affiliations {
        let Affiliation { start, end, party: name } = affiliation;
        join(roles, Role { party: party(&name), start: start.0, end: end.0, ..role.clone() });
    }
}

fn party(name: &str) -> Option<String> {
    import::some(if name == "Democrat" { "Democratic" } else { name })
}

/// Adds a spell in office, or prolongs the one that it carries on.
fn join(roles: &mut Vec<Role>, role: Role) {
    let carried_on = roles.iter_mut().find(|before| {
        let same = before.title == role.title && before.district == role.district && before.party == role.party;
        let gap = before.end.zip(role.start).map(|(end, start)| (start.earliest() - end.latest()).get_days());
        same && before.org == role.org && gap.is_some_and(|days| days.abs() <= GAP_DAYS)
    });
    match carried_on {
        Some(before) => {
            before.end = role.end;
            before.url = role.url;
        }
        None => roles.push(role),
    }
}
