//! An official's name one letter off, beside a first name or a title that agrees.

use crate::people::doubts::{About, Doubt};
use crate::people::fold::fold;
use crate::people::mentions::{Mention, People};
use crate::people::name_parts;
use crate::people::offices::{self, Fit};
use crate::people::roster::{Official, OfficialId, Roster};
use crate::people::strays::{is_near, is_slip};

/// What is wrong with the spelling of `mention` in `people`, whose person is no official by that name. It is sure
/// when the title is that official's, too, or when the roster lists the spelling as wrong.
pub(super) fn doubt(text: &str, mention: &Mention, people: &People, roster: &Roster) -> Option<Doubt> {
    let person = &people.persons[mention.person];
    let family = fold(name_parts::family(&text[mention.name.clone()]));
    let full = fold(&text[mention.name.clone()]);
    let given = fold(name_parts::given(&text[mention.name.clone()]));
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
    let fits = |official: &Official| title.map(|title| offices::fit(title, official));
    let in_draft = |id: OfficialId| {
        people.persons.iter().any(|person| person.official == Some(id) || person.candidates.contains(&id))
    };
    let fitting = |&id: &OfficialId| {
        let official = roster.official(id);
        let right = fold(official.family_name());
        let same_given = || official.names().any(|name| fold(name_parts::given(name)) == given);
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
    };
    let id = match roster.has_directories() {
        true => one_letter_off(&family, |near| roster.family(near).find(fitting)),
        false => roster.family_near(&family).find(fitting),
    }?;
    told(roster, id, fits(roster.official(id)) == Some(Fit::Agrees))
}

fn shares_given(roster: &Roster, id: OfficialId, given: &str) -> bool {
    roster.official(id).names().any(|name| name_parts::nicknames(given, &fold(name_parts::given(name))))
}

fn told(roster: &Roster, id: OfficialId, sure: bool) -> Option<Doubt> {
    let official = roster.official(id);
    let role = official.roles.last()?;
    Some(Doubt::new(About::Spelling { right: official.family_name().to_owned() }, sure, role))
}

/// Hands out `word` and every word that lacks one letter of it. Two that share one are at most two letters apart.
pub(super) fn each_shorter(word: &str, mut take: impl FnMut(&str)) {
    take(word);
    let mut shorter = String::with_capacity(word.len());
    for (at, c) in word.char_indices() {
        shorter.clear();
        shorter.push_str(&word[..at]);
        shorter.push_str(&word[at + c.len_utf8()..]);
        take(&shorter);
    }
}

/// Hands out every word that is one letter off `word`, until `take` answers. A name of ten letters has five hundred
/// such, so that they are all written into one text.
fn one_letter_off<T>(word: &str, mut take: impl FnMut(&str) -> Option<T>) -> Option<T> {
    let mut near = String::with_capacity(word.len() + 4);
    let mut with = |parts: [&str; 4]| {
        near.clear();
        parts.iter().for_each(|part| near.push_str(part));
        take(&near)
    };
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    // The first letter is hardly ever the slip.
    for at in word.char_indices().map(|(at, _)| at).chain([word.len()]).skip(1) {
        let (before, after) = word.split_at(at);
        let mut rest = after.chars();
        let own = &after[..rest.next().map_or(0, char::len_utf8)];
        let next = &after[own.len()..][..rest.next().map_or(0, char::len_utf8)];
        for i in 0..LETTERS.len() {
            let letter = &LETTERS[i..=i];
            let found = with([before, letter, after, ""]);
            let found =
                found.or_else(|| if own.is_empty() { None } else { with([before, letter, &after[own.len()..], ""]) });
            if found.is_some() {
                return found;
            }
        }
        if !own.is_empty() {
            let found = with([before, &after[own.len()..], "", ""]);
            if found.is_some() {
                return found;
            }
        }
        if !next.is_empty() {
            let found = with([before, next, own, &after[own.len() + next.len()..]]);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}
