//! The newsroom's own list of officials, TOML or YAML of one shape.
//!
//! ```toml
//! as_of = "2025-08-12"
//! [[person]]
//! id = "local:ines-marchetti"
//! name = "Inés Marchetti"
//! [[person.role]]
//! title = "mayor"
//! org = "Akron"
//! jurisdiction = "country:us/state:oh"
//! start = "2024-01"
//! ```
//!
//! Dates stand in quotation marks, because TOML knows no `2024-01`.

use std::collections::HashMap;
use std::path::Path;

use crate::dates::PartialDate;
use crate::markdown::tree::{self, Node, Value};
use crate::people::roster::{Official, Role};
use crate::text::{Problem, Span};

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `[[person]]`.
    Toml,
    /// `person:` and a list.
    Yaml,
}

impl Syntax {
    /// By the ending of the file's name; `None` for another ending than `.toml`, `.yaml` and `.yml`.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "toml" => Some(Self::Toml),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

const LIST: &[&str] = &["schema", "as_of", "source", "person", "people"];
const PERSON: &[&str] = &[
    "id",
    "name",
    "family",
    "given",
    "aliases",
    "misspellings",
    "pronouns",
    "links",
    "ids",
    "not_same_as",
    "role",
    "roles",
];
const ROLE: &[&str] = &[
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

/// The officials of the list `text`, read from `path`, and what could not be read, with its place.
///
/// A person without a name is left out, and so is an office without a title; everything else that is wrong
/// costs only itself.
pub fn read(text: &str, syntax: Syntax, path: &Path) -> (Vec<Official>, Vec<Problem>) {
    let all = Span::new(0, text.len());
    let (root, fault) = match syntax {
        Syntax::Toml => tree::toml(text, all),
        Syntax::Yaml => tree::yaml(text, all),
    };
    let mut reader = Reader { path, as_of: None, source: None, problems: fault.into_iter().collect() };
    let officials = reader.list(&root);
    (officials, reader.problems)
}

struct Reader<'a> {
    path: &'a Path,
    /// Holds for every office that states none.
    as_of: Option<PartialDate>,
    source: Option<String>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn list(&mut self, root: &Node) -> Vec<Official> {
        if !matches!(root.value, Value::Map(_) | Value::Nothing) {
            self.problem(root.span, "the list is no table of people".into(), Some("write [[person]] tables".into()));
        }
        self.know(root, LIST);
        self.as_of = self.date(root, "as_of");
        self.source = self.text(root, "source");
        let mut officials: Vec<Official> = Vec::new();
        let mut ids: HashMap<String, Span> = HashMap::new();
        for node in ["person", "people"].iter().filter_map(|key| root.get(key)).flat_map(Node::items) {
            let Some(official) = self.person(node) else { continue };
            if ids.insert(official.id.clone(), node.span).is_some() {
                let place = node.get("id").map_or(node.span, |id| id.span);
                self.problem(place, format!("the id \"{}\" is there twice", official.id), None);
                continue;
            }
            officials.push(official);
        }
        officials
    }

    fn person(&mut self, node: &Node) -> Option<Official> {
        self.know(node, PERSON);
        let Some(name) = self.text(node, "name") else {
            self.problem(node.span, "a person has no name".into(), Some("add name = \"…\"".into()));
            return None;
        };
        let roles = ["role", "roles"].iter().filter_map(|key| node.get(key)).flat_map(Node::items);
        let mut roles: Vec<Role> = roles.filter_map(|role| self.role(role)).collect();
        roles.sort_by_key(|role| role.start.map(PartialDate::earliest));
        Some(Official {
            id: self
                .text(node, "id")
                .unwrap_or_else(|| format!("local:{}", super::fold::fold(&name).replace(' ', "-"))),
            family: self.text(node, "family"),
            aliases: self.texts(node, "aliases"),
            misspellings: self.texts(node, "misspellings"),
            pronouns: self.texts(node, "pronouns"),
            links: self.texts(node, "links"),
            ids: self.texts(node, "ids"),
            not_same_as: self.texts(node, "not_same_as"),
            roles,
            place: Some((self.path.to_owned(), self.place(node))),
            name,
        })
    }

    fn role(&mut self, node: &Node) -> Option<Role> {
        self.know(node, ROLE);
        let Some(title) = self.text(node, "title") else {
            self.problem(node.span, "an office has no title".into(), Some("add title = \"mayor\"".into()));
            return None;
        };
        let role = Role {
            title,
            org: self.text(node, "org"),
            jurisdiction: self.text(node, "jurisdiction"),
            to: self.text(node, "to"),
            district: self.text(node, "district"),
            party: self.text(node, "party"),
            start: self.date(node, "start"),
            end: self.date(node, "end"),
            term_ends: self.date(node, "term_ends"),
            acting: self.yes(node, "acting"),
            url: self.text(node, "url"),
            source: self.text(node, "source").or_else(|| self.source.clone()),
            credit: self.text(node, "credit"),
            as_of: self.date(node, "as_of").or(self.as_of),
        };
        if let (Some(start), Some(end)) = (role.start, role.end)
            && end.latest() < start.earliest()
        {
            let place = node.get("end").map_or(node.span, |end| end.span);
            self.problem(place, format!("the office ends ({end}) before it starts ({start})"), None);
        }
        Some(role)
    }

    /// Where an entry stands: from its first key, since a table of TOML is placed at its header.
    fn place(&self, node: &Node) -> Span {
        node.entries().map(|(_, key, _)| key).min().map_or(node.span, |first| Span::new(first.start, first.end))
    }

    /// Tells of keys that mean nothing here.
    fn know(&mut self, node: &Node, known: &[&str]) {
        for (key, span, _) in node.entries() {
            if known.contains(&key) {
                continue;
            }
            let near = known.iter().map(|name| (strsim::osa_distance(key, name), *name)).min();
            let remedy = near
                .filter(|(distance, name)| distance * 3 <= name.len())
                .map(|(_, name)| format!("did you mean \"{name}\"?"));
            self.problem(span, format!("unknown key \"{key}\""), remedy);
        }
    }

    fn text(&mut self, node: &Node, key: &str) -> Option<String> {
        let value = node.get(key)?;
        match &value.value {
            Value::Text(text, _) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Nothing => None,
            Value::List(_) | Value::Map(_) => {
                self.problem(value.span, format!("{key} is no text"), None);
                None
            }
        }
    }

    fn texts(&mut self, node: &Node, key: &str) -> Vec<String> {
        let Some(value) = node.get(key) else { return Vec::new() };
        let mut texts = Vec::new();
        for item in value.items() {
            match item.text() {
                Some((text, _)) => texts.push(text.trim().to_owned()),
                None => self.problem(item.span, format!("{key} is no list of texts"), None),
            }
        }
        texts.retain(|text| !text.is_empty());
        texts
    }

    fn date(&mut self, node: &Node, key: &str) -> Option<PartialDate> {
        let (text, span) = node.get(key)?.text()?;
        match text.parse() {
            Ok(date) => Some(date),
            Err(_) => {
                let remedy = "write \"2025\", \"2025-05\" or \"2025-05-17\"";
                self.problem(span, format!("\"{text}\" is no date"), Some(remedy.into()));
                None
            }
        }
    }

    fn yes(&mut self, node: &Node, key: &str) -> bool {
        match node.get(key).and_then(Node::text) {
            None | Some(("false" | "no", _)) => false,
            Some(("true" | "yes", _)) => true,
            Some((text, span)) => {
                self.problem(span, format!("{key} is \"{text}\""), Some("write true or false".into()));
                false
            }
        }
    }

    fn problem(&mut self, span: Span, message: String, remedy: Option<String>) {
        self.problems.push(Problem { span: Some(span), message, remedy });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = r#"
schema = 1
as_of = "2025-08-12"
[[person]]
id = "local:ines-marchetti"
name = "Inés Marchetti"
aliases = ["Inés Marchetti Pardo"]
pronouns = ["she", "her"]
[[person.role]]
title = "mayor"
org = "Akron"
jurisdiction = "country:us/state:oh"
start = "2024-01"
acting = true
[[person.role]]
title = "council member"
start = "2019"
end = "2023-12-31"
as_of = "2024-01-02"
[[person]]
name = "Rolf Anker"
"#;

    const YAML: &str = "
schema: 1
as_of: 2025-08-12
person:
- id: local:ines-marchetti
  name: Inés Marchetti
  aliases: [Inés Marchetti Pardo]
  pronouns: [she, her]
  role:
  - {title: mayor, org: Akron, jurisdiction: country:us/state:oh, start: 2024-01, acting: true}
  - title: council member
    start: 2019
    end: 2023-12-31
    as_of: 2024-01-02
- name: Rolf Anker
";

    #[test]
    fn both_ways_of_writing_say_the_same() {
        let (mut toml, problems) = read(TOML, Syntax::Toml, Path::new("officials.toml"));
        assert_eq!(problems, []);
        let (mut yaml, problems) = read(YAML, Syntax::Yaml, Path::new("officials.yml"));
        assert_eq!(problems, []);
        let places: Vec<_> = toml.iter_mut().chain(&mut yaml).map(|official| official.place.take()).collect();
        assert_eq!(toml, yaml);
        for (place, text) in places.into_iter().zip([TOML, TOML, YAML, YAML]) {
            let (_, span) = place.expect("own entries have a place");
            assert!(["id", "name"].contains(&&text[span.range()]), "{span:?}");
        }
        let [ines, rolf] = &toml[..] else { panic!("{toml:?}") };
        assert_eq!(ines.roles[0].title, "council member");
        assert_eq!(ines.roles[1].start, "2024-01".parse().ok());
        assert_eq!(ines.roles[1].as_of, "2025-08-12".parse().ok());
        assert!(ines.roles[1].acting);
        assert_eq!(rolf.id, "local:rolf-anker");
    }

    /// The problems of a list as `place text: message; remedy`.
    #[track_caller]
    fn check(syntax: Syntax, text: &str, expected: &str) {
        let (_, problems) = read(text, syntax, Path::new("officials"));
        let shown: Vec<String> = problems
            .iter()
            .map(|problem| {
                let place = problem.span.map_or("", |span| &text[span.range()]);
                let first = place.lines().next().unwrap_or_default();
                format!("{first}: {}; {}", problem.message, problem.remedy.as_deref().unwrap_or("-"))
            })
            .collect();
        assert_eq!(shown.join("\n"), expected);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        check(
            Syntax::Yaml,
            "person:\n- name: Ida Moss\n  alias: [x]\n  role:\n  - title: mayor\n    start: 2025-13\n    end: [1]\n",
            "alias: unknown key \"alias\"; did you mean \"aliases\"?\n\
             2025-13: \"2025-13\" is no date; write \"2025\", \"2025-05\" or \"2025-05-17\"",
        );
        check(
            Syntax::Yaml,
            "person:\n- family: Moss\n- {name: Ida, id: a}\n- {name: Ida, id: a}\n- name: Cole\n  role: {start: 2025}\n",
            "family: Moss: a person has no name; add name = \"…\"\n\
             a: the id \"a\" is there twice; -\n\
             {start: 2025}: an office has no title; add title = \"mayor\"",
        );
        check(
            Syntax::Toml,
            "[[person]]\nname = \"Ida\"\n[[person.role]]\ntitle = \"mayor\"\nstart = \"2025\"\nend = \"2024\"\nacting = \"maybe\"\n",
            "maybe: acting is \"maybe\"; write true or false\n\
             \"2024\": the office ends (2024) before it starts (2025); -",
        );
        check(Syntax::Yaml, "- Ida\n- Cole\n", "- Ida: the list is no table of people; write [[person]] tables");
    }

    #[test]
    fn a_broken_list_keeps_what_came_before_the_fault() {
        let (officials, problems) = read("person:\n- name: Ida\n- name: [Cole\n", Syntax::Yaml, Path::new("x"));
        assert_eq!(officials.len(), 1);
        assert!(!problems.is_empty());
        let (officials, problems) = read("[[person]]\nname = \"Ida\"\nid = \n", Syntax::Toml, Path::new("x"));
        assert_eq!(officials.len(), 1);
        assert!(!problems.is_empty());
    }

    #[test]
    fn no_list_overwhelms_it() {
        let laughs = format!("a: &a [x,x]\n{}", (0..30).map(|i| format!("b{i}: &b{i} [*a,*a]\n")).collect::<String>());
        for text in [laughs, "person: ".repeat(1000), "[".repeat(100_000), "\u{0}".into(), String::new()] {
            for syntax in [Syntax::Toml, Syntax::Yaml] {
                read(&text, syntax, Path::new("x"));
            }
        }
    }
}
