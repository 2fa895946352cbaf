//! Names and titles in copy: who is mentioned where, the draft itself consulted first.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::language::Reading;
use crate::people::identify;
use crate::people::parties::{self, Tag};
use crate::people::persons;
use crate::people::roster::{OfficialId, Roster};
use crate::people::sightings;
use crate::people::strays;
use crate::people::titles::Title;
use crate::people::words::Words;

/// Which pronoun the copy or the roster states for a person; never inferred from a first name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// Mr., king, spokesman, or the roster says so.
    He,
    /// Ms., queen, spokeswoman, or the roster says so.
    She,
    /// Mx., or the roster says so.
    They,
}

/// One place at which a person is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Title, honorific and name; party tags and appositions not. In the prose.
    pub range: Range<usize>,
    /// The name alone.
    pub name: Range<usize>,
    /// The title before or right after the name, without the name.
    pub title: Option<Range<usize>>,
    /// The person, an index into [`People::persons`].
    pub person: usize,
    /// Whether a first and a family name stand here.
    pub full: bool,
    /// What that title says; `None` without one, and for a courtesy title.
    pub said: Option<Title>,
    /// A party tag after the name, `R-Fla.`, and what it says.
    pub tag: Option<(Range<usize>, Tag)>,
    /// Whether it stands in a line whose words all have capitals, as headlines do.
    pub headline: bool,
}

/// A person of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest form of the name in the draft, without titles.
    pub name: String,
    /// The family name as a second reference would have it.
    pub family: String,
    /// What the copy or the roster states; `None`: unknown.
    pub pronoun: Option<Pronoun>,
    /// Who in the roster this is; `None` when nobody or not surely one person.
    pub official: Option<OfficialId>,
    /// Who in the roster this may be, when it is not sure.
    pub candidates: Vec<OfficialId>,
    /// For a surname alone that several people of the draft share: who they are, indices into
    /// [`People::persons`]; empty when it is clear.
    pub shared_by: Vec<usize>,
}

/// The people of a draft.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// In order of their first mention.
    pub persons: Vec<Person>,
    /// Sorted by start, never overlapping.
    pub mentions: Vec<Mention>,
    /// Surnames that no full name introduces, one letter off the family name of a person whom one does, an index
    /// into `persons`. Sorted by start.
    pub strays: Vec<(Range<usize>, usize)>,
}

impl People {
    /// The mention that a prose offset lies in or touches.
    pub fn at(&self, offset: usize) -> Option<&Mention> {
        let i = self.mentions.partition_point(|mention| mention.range.start <= offset).checked_sub(1)?;
        Some(&self.mentions[i]).filter(|mention| offset <= mention.range.end)
    }
}

/// People named in `text`, the prose of an article, which `reading` has read.
pub fn find(text: &str, reading: &Reading, roster: &Roster) -> People {
    read(text, reading, roster, true)
}

/// The same, but slips of their names are not looked for: who speaks does not hang on them.
pub fn find_without_strays(text: &str, reading: &Reading, roster: &Roster) -> People {
    read(text, reading, roster, false)
}

fn read(text: &str, reading: &Reading, roster: &Roster, with_strays: bool) -> People {
    let words = Words::of(text, &reading.tokens);
    let sightings = sightings::find(&words, reading);
    let sketches = persons::sketch(&words, &sightings, roster);
    let mut people = People {
        mentions: Vec::with_capacity(sightings.len() / 2),
        persons: Vec::with_capacity(sketches.list.len()),
        ..People::default()
    };
    let mut places: Vec<Option<usize>> = vec![None; sketches.list.len()];
    let mut known: FxHashMap<OfficialId, usize> = FxHashMap::default();
    for (sighting, whom) in sightings.iter().zip(&sketches.whom) {
        let Some(sketch) = *whom else { continue };
        let person = *places[sketch].get_or_insert_with(|| {
            let sketch = &sketches.list[sketch];
            let identity = identify::identify(&words, reading, &sightings, sketch, roster);
            let fullest = &sightings[sketch.fullest].name;
            let person = Person {
                name: words.slice(fullest.tokens.start, fullest.tokens.end).to_owned(),
                family: persons::family(&words, &sightings, sketch).to_owned(),
                pronoun: sketch
                    .pronoun
                    .or_else(|| identity.official.and_then(|id| identify::pronoun(roster.official(id)))),
                official: identity.official,
                candidates: identity.candidates,
                shared_by: Vec::new(),
            };
            // "Joseph Pruett" and "Joe Pruett" are one person when the roster knows both for the same.
            let same = person.official.and_then(|official| known.get(&official).copied());
            let place = same.unwrap_or(people.persons.len());
            match same {
                Some(place) => people.persons[place].take(person),
                None => people.persons.push(person),
            }
            if let Some(official) = people.persons[place].official {
                known.insert(official, place);
            }
            place
        });
        let title = sighting.title.as_deref().or(sighting.after.as_deref());
        people.mentions.push(Mention {
            range: words.range(sighting.first, sighting.name.tokens.end),
            name: words.range(sighting.name.tokens.start, sighting.name.tokens.end),
            title: title.map(|title| words.range(title.tokens.start, title.tokens.end)),
            person,
            full: sighting.name.words > 1,
            said: title.cloned(),
            tag: sighting.tag.and_then(|i| Some((words.range(i, i + 1), parties::read(words.word(i))?))),
            headline: sighting.signs.headline,
        });
    }
    for (place, sketch) in places.iter().zip(&sketches.list) {
        let sharing = sketch.shared_by.iter().filter_map(|&other| places[other]);
        if let Some(person) = *place {
            people.persons[person].shared_by = sharing.collect();
        }
    }
    if with_strays {
        people.strays = strays::find(&words, &sightings, &sketches, &people.persons, &places);
    }
    people
}

impl Person {
    /// Takes over what another sketch of the same person knows.
    fn take(&mut self, other: Self) {
        if other.name.len() > self.name.len() {
            self.name = other.name;
        }
        self.pronoun = self.pronoun.or(other.pronoun);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    fn people(text: &str) -> People {
        find(text, &language::read(text), &Roster::default())
    }

    /// The copy of a case with its mentions marked as the file of cases marks them.
    fn marked(copy: &[&str]) -> String {
        let text = copy.join("\n");
        let people = people(&text);
        let mut shown = String::new();
        let mut start = 0;
        for line in copy {
            let end = start + line.len();
            shown += &format!("{line}\n");
            for mention in people.mentions.iter().filter(|mention| (start..end).contains(&mention.range.start)) {
                let indent = text[start..mention.range.start].chars().count();
                let width = text[mention.range.clone()].chars().count();
                let name = &people.persons[mention.person].name;
                shown += &format!("{}{} {name}\n", " ".repeat(indent), "^".repeat(width));
            }
            start = end + 1;
        }
        shown
    }

    #[test]
    fn mentions_are_found_as_marked() {
        let cases = include_str!("mentions_tests.txt");
        for case in cases.split("\n\n").skip(1) {
            let (name, expected) = case.split_once('\n').unwrap();
            let expected = expected.trim_end();
            let copy: Vec<&str> = expected.lines().filter(|line| !line.trim_start().starts_with('^')).collect();
            assert_eq!(marked(&copy).trim_end(), expected, "{name}");
        }
    }

    #[test]
    fn pronouns_are_what_the_copy_states() {
        for (copy, expected) in [
            ("Ms. Moss spoke.", Some(Pronoun::She)),
            ("Ida Moss spoke.", None),
            ("Ida Moss spoke. Mr. Moss left.", Some(Pronoun::He)),
            ("A spokeswoman, Ida Moss, spoke.", Some(Pronoun::She)),
            ("Ida Moss, a spokeswoman for the mill, spoke.", Some(Pronoun::She)),
            ("His wife, Ida Moss, spoke.", Some(Pronoun::She)),
            ("Mx. Moss spoke.", Some(Pronoun::They)),
            ("King Rolf spoke.", Some(Pronoun::He)),
            ("Chairman Ida Moss spoke.", None),
        ] {
            assert_eq!(people(copy).persons[0].pronoun, expected, "{copy}");
        }
    }

    #[test]
    fn titles_stand_before_or_after() {
        for (copy, expected) in [
            ("Sen. Ida Moss spoke.", Some("Sen.")),
            ("Ida Moss, the Mexican foreign minister, spoke.", Some("Mexican foreign minister")),
            ("Ida Moss, 34, a teacher, spoke.", Some("teacher")),
            ("Ida Moss, governor of Ohio, spoke.", Some("governor of Ohio")),
            ("Ida Moss spoke.", None),
            ("Ida Moss, Gov. Rolf Anker and others spoke.", None),
        ] {
            let people = people(copy);
            assert_eq!(people.mentions[0].title.clone().map(|title| &copy[title]), expected, "{copy}");
        }
    }

    #[test]
    fn surnames_one_letter_off_are_strays() {
        for (copy, expected) in [
            ("Mara Lindqvist spoke. Lindquist left. Lindqvsit slept.", "Lindquist Lindqvsit"),
            ("Mara Lindqvist spoke. Ms. Lindquist left.", "Lindquist"),
            ("Mara Lindqvist and the Lindqvists spoke.", ""),
            ("Mara Lindqvist and Owen Lindquist spoke. Lindquist left.", ""),
            ("Mara Bowen spoke. Bowan left. The Women left.", "Bowan"),
            ("Ida Moss spoke. Mass and Boss left.", ""),
        ] {
            let strays: Vec<&str> = people(copy).strays.iter().map(|(range, _)| &copy[range.clone()]).collect();
            assert_eq!(strays.join(" "), expected, "{copy}");
        }
    }

    #[test]
    fn the_mention_at_an_offset_is_found() {
        let copy = "Then Ida Moss spoke.";
        let people = people(copy);
        assert_eq!(people.at(4), None);
        assert_eq!(people.at(5).map(|mention| mention.range.clone()), Some(5..13));
        assert_eq!(people.at(13).map(|mention| mention.person), Some(0));
        assert_eq!(people.at(14), None);
    }
}
