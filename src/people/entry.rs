//! A new entry for the newsroom's own list: what a draft says of one person, to be checked and added to.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde_json::Value;

use crate::people::mentions::Mention;
use crate::people::offices;
use crate::people::own::Syntax;
use crate::people::parties;
use crate::people::places::{self, Jurisdiction};

/// Where in `list`, a list of officials, the entry for `name` goes, as an offset, and its text.
///
/// The office is the one that `mention` states, as of `day`; its source is left to be typed over. `None` for a YAML
/// list that does not end with its people.
pub fn addition(
    list: &str,
    syntax: Syntax,
    name: &str,
    mention: &Mention,
    day: Option<Date>,
) -> Option<(usize, String)> {
    let role = role(mention, day);
    let entry = match syntax {
        Syntax::Toml => toml(name, &role),
        Syntax::Yaml => yaml(list, name, &role)?,
    };
    let gap = if list.is_empty() || list.ends_with('\n') { "" } else { "\n" };
    Some((list.len(), format!("{gap}{entry}")))
}

/// The fields of the office, in order; empty when the mention states none.
fn role(mention: &Mention, day: Option<Date>) -> Vec<(&'static str, String)> {
    let Some(title) = mention.said.as_ref().filter(|title| offices::is_office(title)) else { return Vec::new() };
    let mut fields = vec![("title", title.kind.name.to_owned())];
    let tag = mention.tag.as_ref().map(|(_, tag)| *tag);
    let place = title.place.or_else(|| tag.and_then(|tag| tag.state).map(|_| Jurisdiction::US));
    let legislator = matches!(title.kind.office.head, "senator" | "representative");
    match place {
        // Who sits in Congress holds an office of the country, for a state.
        Some(place) if place.country == "us" && legislator && !title.kind.name.starts_with("state ") => {
            fields.push(("jurisdiction", "country:us".into()));
            let state = place.state.or(tag.and_then(|tag| tag.state));
            fields.extend(state.and_then(places::state).map(|state| ("district", state.name.to_owned())));
        }
        Some(place) => fields.push(("jurisdiction", place.id())),
        None => {}
    }
    if let Some(to) = title.to {
        fields.push(("to", to.to_string()));
    }
    fields.extend(tag.and_then(|tag| parties::name(tag.party)).map(|party| ("party", party.to_owned())));
    fields.push(("source", "TK".to_owned()));
    fields.extend(day.map(|day| ("as_of", day.to_string())));
    fields
}

/// `text` in quotation marks, as both TOML and YAML read it.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn toml(name: &str, role: &[(&str, String)]) -> String {
    let mut entry = format!("\n[[person]]\nname = {}\n", quoted(name));
    if !role.is_empty() {
        entry.push_str("[[person.role]]\n");
    }
    for (field, value) in role {
        let _ = writeln!(entry, "{field} = {}", quoted(value));
    }
    entry
}

fn yaml(list: &str, name: &str, role: &[(&str, String)]) -> Option<String> {
    let mut keys = list.lines().filter(|line| line.starts_with(|c: char| c.is_alphabetic()));
    let indent = match keys.next_back() {
        None if list.trim().is_empty() => "  ",
        Some("person:" | "people:") => {
            let items = list.lines().map(|line| line.len() - line.trim_start().len()).zip(list.lines());
            let dashes = items.filter(|(_, line)| line.trim_start().starts_with("- "));
            dashes.map(|(indent, line)| &line[..indent]).min_by_key(|indent| indent.len()).unwrap_or("  ")
        }
        _ => return None,
    };
    let head = if list.trim().is_empty() { "person:\n" } else { "" };
    let mut entry = format!("{head}{indent}- name: {}\n", quoted(name));
    for (i, (field, value)) in role.iter().enumerate() {
        if i == 0 {
            let _ = writeln!(entry, "{indent}  role:");
        }
        let dash = if i == 0 { "- " } else { "  " };
        let _ = writeln!(entry, "{indent}    {dash}{field}: {}", quoted(value));
    }
    Some(entry)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::language;
    use crate::people::mentions;
    use crate::people::own;
    use crate::people::roster::Roster;

    /// What the list knows of the last person once the first of `copy` is added, an office in brackets.
    #[track_caller]
    fn check(list: &str, syntax: Syntax, copy: &str, expected: &str) {
        let people = mentions::find(copy, &language::read(copy), &Roster::default());
        let mention = &people.mentions[0];
        let day = "2025-08-12".parse().ok();
        let name = &people.persons[mention.person].name;
        let (offset, text) = addition(list, syntax, name, mention, day).expect("a place in the list");
        let after = format!("{}{text}{}", &list[..offset], &list[offset..]);
        let (officials, problems) = own::read(&after, syntax, Path::new("officials"));
        assert_eq!(problems, [], "{after}");
        let last = officials.last().unwrap();
        let offices = last.roles.iter().map(|role| {
            let cells =
                [Some(role.title.clone()), role.jurisdiction.clone(), role.district.clone(), role.party.clone()];
            let cells: Vec<String> = cells.into_iter().flatten().collect();
            format!("[{} as of {}]", cells.join(", "), role.as_of.unwrap())
        });
        let told = format!("{} {}: {}", officials.len(), last.name, offices.collect::<String>());
        assert_eq!(told, expected, "{after}");
    }

    const TOML: &str = "[[person]]\nname = \"Ada Roe\"\nrole = { title = \"mayor\" }";
    const YAML: &str = "as_of: \"2025\"\nperson:\n- name: Ada Roe\n  role:\n    - title: mayor\n";

    #[test]
    fn an_entry_says_what_the_draft_says() {
        for (syntax, list) in [(Syntax::Toml, TOML), (Syntax::Yaml, YAML)] {
            check(
                list,
                syntax,
                "Sen. Mara Lindqvist, D-Ohio, spoke.",
                "2 Mara Lindqvist: [senator, country:us, Ohio, Democratic as of 2025-08-12]",
            );
            check(
                list,
                syntax,
                "Mexican President Inés Marchetti spoke.",
                "2 Inés Marchetti: [president, country:mx as of 2025-08-12]",
            );
            check(
                list,
                syntax,
                "Ohio Gov. Ida Moss spoke.",
                "2 Ida Moss: [governor, country:us/state:oh as of 2025-08-12]",
            );
            check(list, syntax, "Owen “Red” Frey, 34, spoke.", "2 Owen “Red” Frey: ");
        }
        check("", Syntax::Toml, "Mayor Ida Moss spoke.", "1 Ida Moss: [mayor as of 2025-08-12]");
        check("", Syntax::Yaml, "Mayor Ida Moss spoke.", "1 Ida Moss: [mayor as of 2025-08-12]");
    }

    #[test]
    fn a_yaml_list_that_goes_on_is_left_alone() {
        let copy = "Ida Moss, 34, spoke.";
        let people = mentions::find(copy, &language::read(copy), &Roster::default());
        let list = "person:\n- name: Ada Roe\nsource: the desk\n";
        assert_eq!(addition(list, Syntax::Yaml, "Ida Moss", &people.mentions[0], None), None);
    }
}
