//! What every importer gives back, and what all of them need: dates, places of faults, names of offices.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, Visitor};
use serde_json::value::RawValue;

use crate::dates::PartialDate;
use crate::people::roster::{Official, Role};
use crate::text::{Problem, Source, Span};

/// What the reading of one file, or of files that belong together, gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The people, each once, in the order of the file.
    pub officials: Vec<Official>,
    /// How many records were left out on purpose, by reason.
    pub skipped: BTreeMap<&'static str, usize>,
    /// Records, or whole files, that could not be read.
    pub problems: Vec<Problem>,
}

/// Where imported facts come from, as every one of them then says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The name of the source.
    pub source: String,
    /// Words that its licence wants shown with each fact.
    pub credit: Option<String>,
    /// The day on which the files were known to hold; a row that has its own keeps it.
    pub as_of: Option<PartialDate>,
    /// Where the offices are, for files that do not say: `country:mx`.
    pub jurisdiction: Option<String>,
}

impl Imported {
    /// Counts a record that is left out.
    pub(super) fn skip(&mut self, why: &'static str) {
        *self.skipped.entry(why).or_default() += 1;
    }

    /// Notes a fault.
    pub(super) fn fault(&mut self, span: impl Into<Option<Span>>, message: impl Into<String>) {
        self.problems.push(Problem { span: span.into(), message: message.into(), remedy: None });
    }

    /// An import that failed as a whole.
    pub(super) fn failed(problem: Problem) -> Self {
        Self { problems: vec![problem], ..Self::default() }
    }

    /// Writes on every office where it comes from, turns an end that lies ahead into the end of the term, and
    /// sorts the offices of each person.
    pub fn stamp(&mut self, origin: &Origin) {
        for role in self.officials.iter_mut().flat_map(|official| &mut official.roles) {
            role.source.get_or_insert_with(|| origin.source.clone());
            role.credit = role.credit.take().or_else(|| origin.credit.clone());
            role.as_of = role.as_of.or(origin.as_of);
            role.jurisdiction = role.jurisdiction.take().or_else(|| origin.jurisdiction.clone());
            // A term that is due to end is not an office that was left.
            if let (Some(end), Some(as_of)) = (role.end, role.as_of)
                && end.earliest() > as_of.latest()
            {
                role.term_ends = role.end.take();
            }
        }
        for official in &mut self.officials {
            official.roles.sort_by_key(|role| (role.start, role.end.is_none(), role.end));
        }
    }

    /// Faults every id that stands for more than one person of this import.
    pub(super) fn refuse_duplicates(&mut self, place: impl Fn(usize) -> Option<Span>) {
        let mut seen: HashMap<&str, usize> = HashMap::with_capacity(self.officials.len());
        let mut problems = Vec::new();
        for (i, official) in self.officials.iter().enumerate() {
            if let Some(first) = seen.insert(&official.id, i) {
                let message = format!(
                    "the id {} stands for {} and again for {}",
                    official.id, self.officials[first].name, official.name
                );
                problems.push(Problem { span: place(i), message, remedy: None });
            }
        }
        self.problems.append(&mut problems);
    }
}

/// A date cell of a dataset: absent, empty, a year as a number, or text that must be a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Day(pub(super) Option<PartialDate>);

impl Day {
    /// Reads the text of a date; empty text is no date.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        // Some lists write the far future where others leave the end open.
        if text.is_empty() || text.starts_with("9999") {
            return Ok(Self(None));
        }
        text.parse().map(|date| Self(Some(date))).map_err(|error: crate::dates::NotADate| error.to_string())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Cell;
        impl Visitor<'_> for Cell {
            type Value = Day;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as 2025, 2025-05 or 2025-05-17")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
                Day::read(text).map_err(E::custom)
            }
            fn visit_u64<E: de::Error>(self, year: u64) -> Result<Day, E> {
                Day::read(&year.to_string()).map_err(E::custom)
            }
            fn visit_i64<E: de::Error>(self, year: i64) -> Result<Day, E> {
                Day::read(&year.to_string()).map_err(E::custom)
            }
            fn visit_unit<E: de::Error>(self) -> Result<Day, E> {
                Ok(Day(None))
            }
            fn visit_none<E: de::Error>(self) -> Result<Day, E> {
                Ok(Day(None))
            }
        }
        deserializer.deserialize_any(Cell)
    }
}

/// Reads a YAML document within bounds that real lists stay far below, so that a file made to blow up is
/// refused while it is still small.
pub(super) fn yaml<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let options = serde_saphyr::options! {
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_events: 20_000_000,
            max_nodes: 10_000_000,
            max_aliases: 1_000,
            max_anchors: 1_000,
            max_recorded_anchor_events: 100_000,
            max_total_scalar_bytes: 256 << 20,
        },
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let location = error.location();
        let span = location.map(|at| {
            let source = Source::new(text.to_owned());
            let line = (at.line() as usize).saturating_sub(1);
            let column = (at.column() as usize).saturating_sub(1);
            Span::at(source.offset(line, column, crate::text::Columns::Utf32))
        });
        let message = error.without_snippet().to_string();
        // The place is told by the span already.
        let message = message.split(" at line ").next().unwrap_or_default().trim_start_matches("error: ");
        Problem { span, message: first_line(message), remedy: None }
    })
}

/// Reads a JSON document.
pub(super) fn json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|error| json_problem(text, 0, &error))
}

/// Reads one element of a JSON document, so that a fault in it leaves the others readable.
pub(super) fn element<'a, T: Deserialize<'a>>(text: &str, raw: &'a RawValue) -> Result<T, Problem> {
    serde_json::from_str(raw.get()).map_err(|error| json_problem(raw.get(), place(text, raw).start, &error))
}

/// Where an element of a JSON document stands in its text.
pub(super) fn place(text: &str, raw: &RawValue) -> Span {
    // The element borrows from the text, so the distance of the two is its offset.
    let start = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    Span::new(start, (start + raw.get().len()).min(text.len()))
}

fn json_problem(text: &str, offset: usize, error: &serde_json::Error) -> Problem {
    let line_start = match error.line() {
        0 | 1 => 0,
        line => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 2).map_or(text.len(), |i| i + 1),
    };
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let remedy = error.is_eof().then(|| "the file is cut off; fetch it again".to_owned());
    Problem { span: Some(Span::at(offset + at)), message: first_line(message), remedy }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

/// `text` unless it is empty.
pub(super) fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Adds another form of a name if it is one that copy may hold: two words or more, in Latin letters, and new.
pub(super) fn add_alias(official: &mut Official, alias: &str) {
    let alias = alias.split_whitespace().collect::<Vec<_>>().join(" ");
    // A lone word is a nickname or a surname and would be found in every other sentence.
    let usable = alias.contains(' ') && !alias.contains(',') && alias.chars().all(latin);
    if usable && alias != official.name && !official.aliases.contains(&alias) {
        official.aliases.push(alias);
    }
}

fn latin(c: char) -> bool {
    !c.is_alphabetic() || c < '\u{250}' || ('\u{1E00}'..'\u{1F00}').contains(&c)
}

/// An office without anything known but its name.
pub(super) fn role(title: &str) -> Role {
    Role { title: office(title), ..Role::default() }
}

/// Words that name offices and stand in small letters after a name. The rest of a title keeps its capitals,
/// since most of it names places and bodies.
const OFFICE_WORDS: &[&str] = &[
    "acting",
    "administrator",
    "advocate",
    "affairs",
    "agriculture",
    "ambassador",
    "and",
    "assembly",
    "assistant",
    "associate",
    "attorney",
    "auditor",
    "business",
    "cabinet",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "chancellor",
    "chief",
    "commerce",
    "commissioner",
    "comptroller",
    "controller",
    "council",
    "councillor",
    "councilman",
    "councilwoman",
    "culture",
    "defence",
    "defense",
    "delegate",
    "deputy",
    "development",
    "director",
    "economy",
    "education",
    "election",
    "employment",
    "energy",
    "environment",
    "families",
    "family",
    "finance",
    "first",
    "for",
    "foreign",
    "general",
    "government",
    "governor",
    "head",
    "health",
    "home",
    "housing",
    "in",
    "industry",
    "inspector",
    "interim",
    "interior",
    "international",
    "judge",
    "junior",
    "justice",
    "labor",
    "labour",
    "leader",
    "legislator",
    "lieutenant",
    "local",
    "majority",
    "mayor",
    "member",
    "minister",
    "ministers",
    "minority",
    "national",
    "of",
    "office",
    "officer",
    "official",
    "opposition",
    "ombudsman",
    "parliament",
    "parliamentary",
    "permanent",
    "planning",
    "police",
    "policy",
    "premier",
    "president",
    "prime",
    "principal",
    "private",
    "prosecutor",
    "public",
    "registrar",
    "relations",
    "representative",
    "research",
    "resources",
    "schools",
    "science",
    "secretary",
    "security",
    "senator",
    "service",
    "services",
    "shadow",
    "skills",
    "social",
    "solicitor",
    "speaker",
    "sport",
    "spokesperson",
    "spokespersons",
    "state",
    "technology",
    "the",
    "tourism",
    "trade",
    "transport",
    "treasurer",
    "under",
    "under-secretary",
    "undersecretary",
    "vice",
    "war",
    "water",
    "welfare",
    "whip",
    "without",
    "women",
    "work",
    "youth",
    "portfolio",
    "exchequer",
    "superintendent",
    "instruction",
    "insurance",
    "lands",
    "land",
    "commission",
    "counsel",
    "sheriff",
    "clerk",
    "coroner",
    "constable",
];

/// A title as it stands after a name: `Secretary of State` becomes `secretary of state`.
pub(super) fn office(title: &str) -> String {
    let mut lowered = String::with_capacity(title.len());
    for (i, word) in title.split_whitespace().enumerate() {
        if i > 0 {
            lowered.push(' ');
        }
        let small = word.to_lowercase();
        if small.split(['-', '–']).all(|part| OFFICE_WORDS.contains(&part.trim_matches(['(', ')', ',', ';']))) {
            lowered.push_str(&small);
        } else {
            lowered.push_str(word);
        }
    }
    lowered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_lowered_but_places_are_not() {
        for (title, after_a_name) in [
            ("Secretary of State", "secretary of state"),
            ("Secretary of State for Northern Ireland", "secretary of state for Northern Ireland"),
            ("Parliamentary Under-Secretary", "parliamentary under-secretary"),
            ("Lord Chancellor", "Lord chancellor"),
            ("", ""),
        ] {
            assert_eq!(office(title), after_a_name);
        }
    }

    #[test]
    fn an_end_that_lies_ahead_is_the_end_of_the_term() {
        let roles = ["2026-01-05", "2024-01-05"].map(|end| Role { end: end.parse().ok(), ..role("mayor") });
        let official = Official { roles: roles.to_vec(), ..Official::default() };
        let mut imported = Imported { officials: vec![official], ..Imported::default() };
        imported.stamp(&Origin { source: "List".into(), as_of: "2025-06".parse().ok(), ..Origin::default() });
        let roles = &imported.officials[0].roles;
        assert_eq!(roles[0].end, "2024-01-05".parse().ok());
        assert_eq!((roles[1].end, roles[1].term_ends), (None, "2026-01-05".parse().ok()));
    }

    #[test]
    fn a_yaml_that_blows_up_is_refused() {
        let mut bomb = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (name, of) in ["b", "c", "d", "e", "f", "g", "h", "i"].iter().zip(["a", "b", "c", "d", "e", "f", "g", "h"])
        {
            bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{of}"); 9].join(",")));
        }
        assert!(yaml::<serde_json::Value>(&bomb).is_err());
    }

    #[test]
    fn faults_of_an_element_are_placed_in_the_whole() {
        #[derive(serde::Deserialize, Debug)]
        struct Dated {
            #[serde(rename = "d")]
            _d: Day,
        }
        let text = "[\n {\"d\": \"2025\"},\n {\"d\": \"2025-13\"}]";
        let elements: Vec<&RawValue> = json(text).unwrap();
        assert!(element::<Dated>(text, elements[0]).is_ok());
        let problem = element::<Dated>(text, elements[1]).unwrap_err();
        assert_eq!(problem.message, "\"2025-13\" is no date; write 2025, 2025-05 or 2025-05-17");
        let (line, _) = Source::new(text.into()).position(problem.span.unwrap().start, crate::text::Columns::Utf8);
        assert_eq!(line, 2);
    }
}
