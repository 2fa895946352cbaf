//! An official's name one letter off, beside a first name or a title that agrees.

use crate::people::doubts::{About, Doubt};
use crate::people::fold::fold;
use crate::people::mentions::{Mention, People};
use crate::people::names;
use crate::people::offices::{self, Fit};
use crate::people::roster::{Official, OfficialId, Roster};
use crate::people::strays::{is_near, is_slip};

/// What is wrong with the spelling of `mention` in `people`, whose person is no official by that name. It is sure
/// when the title is that official's, too, or when the roster lists the spelling as wrong.
pub(super) fn doubt(text: &str, mention: &Mention, people: &People, roster: &Roster) -> Option<Doubt> {
    let person = &people.persons[mention.person];
    let family = fold(names::family(&text[mention.name.clone()]));
    let full = fold(&text[mention.name.clone()]);
    let given = fold(names::given(&text[mention.name.clone()]));
    let listed =
        roster.misspelled(&full).chain(roster.misspelled(&family)).find(|&id| shares_given(roster, id, &given));
    if let Some(id) = listed.filter(|_| person.candidates.is_empty()) {
        return told(roster, id, true);
    }
    if !person.candidates.is_empty() || family.chars().count() < 3 || roster.family(&family).next().is_some() {
        return None;
    }
    // Beside a title of something else the name may well be somebody else's.
    let title = mention.said.as_ref().filter(|title| title.kind.domain != "party");
    let mut near = one_letter_off(&family).into_iter().flat_map(|family| roster.family(&family).collect::<Vec<_>>());
    let fits = |official: &Official| title.map(|title| offices::fit(title, official));
    let in_draft = |id: OfficialId| {
        people.persons.iter().any(|person| person.official == Some(id) || person.candidates.contains(&id))
    };
    let id = near.find(|&id| {
        let official = roster.official(id);
        let right = fold(official.family_name());
        let same_given = || official.names().any(|name| fold(names::given(name)) == given);
        // Many short names are one letter apart, so that more must agree.
        let slip = match right.chars().count() {
            0..4 => false,
            4 => is_near(&family, &right) && same_given() && (fits(official) == Some(Fit::Agrees) || in_draft(id)),
            _ => is_slip(&family, &right),
        };
        slip && match fits(official) {
            None => same_given(),
            Some(fit) => fit == Fit::Agrees && shares_given(roster, id, &given),
        }
    })?;
    told(roster, id, fits(roster.official(id)) == Some(Fit::Agrees))
}

fn shares_given(roster: &Roster, id: OfficialId, given: &str) -> bool {
    roster.official(id).names().any(|name| names::nicknames(given, &fold(names::given(name))))
}

fn told(roster: &Roster, id: OfficialId, sure: bool) -> Option<Doubt> {
    let official = roster.official(id);
    let role = official.roles.last()?;
    Some(Doubt::new(About::Spelling { right: official.family_name().to_owned() }, sure, role))
}

/// Every word that is one letter off `word`.
fn one_letter_off(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut near = Vec::with_capacity(letters.len() * 54);
    let with = |edit: &dyn Fn(&mut Vec<char>)| {
        let mut letters = letters.clone();
        edit(&mut letters);
        letters.into_iter().collect::<String>()
    };
    // The first letter is hardly ever the slip.
    for i in 1..=letters.len() {
        for c in 'a'..='z' {
            near.push(with(&|letters| letters.insert(i, c)));
            if i < letters.len() {
                near.push(with(&|letters| letters[i] = c));
            }
        }
        if i < letters.len() {
            near.push(with(&|letters| {
                letters.remove(i);
            }));
        }
        if i + 1 < letters.len() {
            near.push(with(&|letters| letters.swap(i, i + 1)));
        }
    }
    near
}
