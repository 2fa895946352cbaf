//! Surnames one letter off: a surname that stands only alone in the draft and is nearly somebody else's.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::known::Known;
use crate::people::fold::fold;
use crate::people::mentions::Person;
use crate::people::persons::{Sketches, hash};
use crate::people::sightings::Sighting;
use crate::people::spelling;
use crate::people::words::Words;

/// Shorter names are one letter off too many words. A slip may make one shorter by a letter.
const SHORTEST: usize = 4;

/// Surnames of `sightings` that no full name introduces, each with the person whose family name they nearly are.
pub fn find(
    words: &Words,
    sightings: &[Sighting],
    sketches: &Sketches,
    persons: &[Person],
    places: &[Option<usize>],
) -> Vec<(Range<usize>, usize)> {
    let bare: Vec<(&Sighting, Option<usize>, String)> = sightings
        .iter()
        .zip(&sketches.whom)
        .filter(|(sighting, whom)| {
            sighting.name.words == 1
                && whom.is_none_or(|whom| sketches.list[whom].is_surname_only())
                && words.known(sighting.name.family) == Known::default()
        })
        .map(|(sighting, whom)| {
            let name = &sighting.name;
            (sighting, whom.and_then(|whom| places[whom]), fold(words.slice(name.family, name.family_end)))
        })
        .filter(|(_, _, word)| word.chars().count() >= SHORTEST)
        .collect();
    // The first letter is never the slip, so most family names need no second look.
    let initials: FxHashSet<char> = bare.iter().filter_map(|(_, _, word)| word.chars().next()).collect();
    if initials.is_empty() {
        return Vec::new();
    }
    let mut families: FxHashMap<u64, Option<usize>> = FxHashMap::default();
    for (sketch, person) in sketches.list.iter().zip(places) {
        let Some(person) = person.filter(|_| sketch.shared_by.is_empty() && !sketch.is_surname_only()) else {
            continue;
        };
        let family = fold(&persons[person].family);
        if family.chars().count() < SHORTEST || !family.starts_with(|c| initials.contains(&c)) {
            continue;
        }
        spelling::each_shorter(&family, |form| {
            // Near two people is near nobody.
            families
                .entry(hash(form))
                .and_modify(|other| *other = other.filter(|other| *other == person))
                .or_insert(Some(person));
        });
    }
    if families.is_empty() {
        return Vec::new();
    }
    let mut strays = Vec::new();
    for (sighting, own, word) in bare {
        let slip = |person: &usize| Some(*person) != own && is_slip(&word, &fold(&persons[*person].family));
        let mut near = None;
        spelling::each_shorter(&word, |form| {
            near = near.or_else(|| families.get(&hash(form)).copied().flatten().filter(slip));
        });
        let name = &sighting.name;
        strays.extend(near.map(|person| (words.range(name.family, name.family_end), person)));
    }
    strays
}

/// Whether one folded name is the other with a letter missing, added, changed or changed places with the next. The
/// first letter is never the one, and an `s` at the end makes a plural.
pub fn is_slip(one: &str, other: &str) -> bool {
    one.len().max(other.len()) > SHORTEST && is_near(one, other)
}

/// The same of names of any length.
pub(super) fn is_near(one: &str, other: &str) -> bool {
    let plural =
        |long: &str, short: &str| long.strip_suffix('s') == Some(short) || long.strip_suffix("es") == Some(short);
    one != other
        && one.chars().next() == other.chars().next()
        && !plural(one, other)
        && !plural(other, one)
        && strsim::osa_distance(one, other) == 1
}
