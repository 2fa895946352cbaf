//! What every importer gives back, and what all of them do to people and offices.

use std::collections::{BTreeMap, HashMap};

use crate::dates::PartialDate;
use crate::people::office_words::office;
use crate::people::roster::{Official, Role};
use crate::text::{Problem, Span};

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
