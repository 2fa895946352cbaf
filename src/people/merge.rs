//! One person out of several lists: found by ids that the lists share, never by the name alone.

use rustc_hash::FxHashMap;

use crate::dates::PartialDate;
use crate::people::fold;
use crate::people::import;
use crate::people::roster::{Official, Role};

/// Two lists may tell of one start in office by the election, the oath or the first sitting.
const SAME_START_DAYS: i32 = 31;

/// Officials that share an id, as groups of their places in `officials`.
///
/// Groups are sorted by their first member; a member of its own is a group of one. Officials of whom one says
/// that it is not the other are kept apart.
pub fn groups(officials: &[&Official]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..officials.len()).collect();
    let mut owner: FxHashMap<&str, usize> = FxHashMap::default();
    for (i, official) in officials.iter().enumerate() {
        for id in ids(official) {
            let Some(&other) = owner.get(id) else {
                owner.insert(id, i);
                continue;
            };
            let (one, other) = (root(&mut parent, i), root(&mut parent, other));
            if !apart(officials[i], officials[other]) {
                parent[one.max(other)] = one.min(other);
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
    for i in 0..officials.len() {
        let root = root(&mut parent, i);
        let group = *group_of.entry(root).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(i);
    }
    groups
}

fn ids(official: &Official) -> impl Iterator<Item = &str> {
    std::iter::once(&official.id).chain(&official.ids).map(String::as_str)
}

/// Whether one of two says that it is not the other.
pub(super) fn apart(one: &Official, other: &Official) -> bool {
    ids(other).any(|id| one.not_same_as.iter().any(|not| not == id))
        || ids(one).any(|id| other.not_same_as.iter().any(|not| not == id))
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

/// Everybody in `officials` once: those whom an id joins become one, whose first says the name.
pub fn all(officials: Vec<Official>) -> Vec<Official> {
    let groups = groups(&officials.iter().collect::<Vec<_>>());
    let mut officials: Vec<Option<Official>> = officials.into_iter().map(Some).collect();
    let mut merged = Vec::with_capacity(groups.len());
    for group in groups {
        let mut members = group.into_iter().filter_map(|i| officials[i].take());
        if let Some(mut official) = members.next() {
            members.for_each(|member| add(&mut official, member));
            merged.push(official);
        }
    }
    merged
}

/// Whether two people of the same name entered the same office at the same time. Then they are one, though
/// their lists share no id; the name alone would not do.
pub(super) fn same_spell(one: &Official, other: &Official) -> bool {
    let spell = |role: &Role, second: &Role| {
        role.start.is_some() && second.start.is_some() && role.district == second.district && same(role, second)
    };
    fold::same(&one.name, &other.name)
        && !apart(one, other)
        && one.roles.iter().any(|role| other.roles.iter().any(|second| spell(role, second)))
}

/// Adds to `official` what another list knows of the same person. What `official` states already stays.
pub fn add(official: &mut Official, other: Official) {
    let Official { id, name, family, aliases, misspellings, pronouns, links, ids, not_same_as, roles, place } = other;
    let stated = std::mem::take(&mut official.id);
    // Wikidata's id is the one that other lists know.
    let better = !stated.starts_with("wd:") && id.starts_with("wd:");
    let (chosen, second) = if better { (id, stated) } else { (stated, id) };
    official.ids.retain(|id| *id != chosen);
    official.id = chosen;
    for id in [second].into_iter().chain(ids) {
        if id != official.id && !official.ids.contains(&id) {
            official.ids.push(id);
        }
    }
    import::add_alias(official, &name);
    for alias in aliases {
        import::add_alias(official, &alias);
    }
    official.family = official.family.take().or(family);
    official.place = official.place.take().or(place);
    union(&mut official.misspellings, misspellings);
    union(&mut official.links, links);
    union(&mut official.not_same_as, not_same_as);
    if official.pronouns.is_empty() {
        official.pronouns = pronouns;
    }
    for role in roles {
        match official.roles.iter_mut().find(|known| same(known, &role)) {
            Some(known) if newer(&role, known) => {
                let older = std::mem::replace(known, role);
                fill(known, older);
            }
            Some(known) => fill(known, role),
            None => official.roles.push(role),
        }
    }
    official.roles.sort_by_key(|role| (role.start, role.end.is_none(), role.end));
}

fn union(list: &mut Vec<String>, more: Vec<String>) {
    for text in more {
        if !list.contains(&text) {
            list.push(text);
        }
    }
}

/// Whether two lists tell of the same spell in the same office.
fn same(one: &Role, other: &Role) -> bool {
    let place = |role: &Role| role.jurisdiction.clone().or_else(|| role.org.clone());
    let agree = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
    fold::same(&one.title, &other.title)
        && place(one) == place(other)
        && agree(&one.district, &other.district)
        && agree(&one.to, &other.to)
        && one.acting == other.acting
        && start_agrees(one, other)
}

/// Whether the two may have begun at the same time. A list without dates tells of the spell that goes on.
fn start_agrees(one: &Role, other: &Role) -> bool {
    let (Some(one), Some(other)) = (one.start, other.start) else { return one.end == other.end };
    let days = |from: PartialDate, to: PartialDate| (to.earliest() - from.latest()).get_days();
    days(one, other) <= SAME_START_DAYS && days(other, one) <= SAME_START_DAYS
}

/// Takes from an older telling what the newer leaves out. Its end it leaves out because there was none.
fn fill(role: &mut Role, older: Role) {
    let Role { org, jurisdiction, to, district, party, start, term_ends, url, .. } = older;
    role.org = role.org.take().or(org);
    role.jurisdiction = role.jurisdiction.take().or(jurisdiction);
    role.to = role.to.take().or(to);
    role.district = role.district.take().or(district);
    role.party = role.party.take().or(party);
    role.start = role.start.or(start);
    role.term_ends = role.term_ends.or(term_ends);
    role.url = role.url.take().or(url);
}

fn newer(role: &Role, known: &Role) -> bool {
    role.as_of.map(PartialDate::latest) > known.as_of.map(PartialDate::latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn official(id: &str, ids: &[&str], name: &str) -> Official {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        Official { id: id.into(), ids, name: name.into(), ..Official::default() }
    }

    fn mayor(start: &str, end: &str, as_of: &str) -> Role {
        let date = |text: &str| text.parse().ok();
        Role {
            jurisdiction: Some("country:xx".into()),
            start: date(start),
            end: date(end),
            as_of: date(as_of),
            ..import::role("mayor")
        }
    }

    #[test]
    fn people_are_joined_by_ids_and_never_by_names() {
        let people = [
            official("a:1", &["b:1"], "Ava Stone"),
            official("c:9", &[], "Ava Stone"),
            official("wd:Q1", &["c:2", "b:1"], "A. Stone"),
            official("c:2", &[], "Ava R. Stone"),
        ];
        assert_eq!(groups(&people.each_ref()), [vec![0, 2, 3], vec![1]]);
    }

    #[test]
    fn people_of_whom_it_is_said_are_kept_apart() {
        let mut one = official("a:1", &["b:1"], "Ron Vale");
        one.not_same_as.push("b:2".into());
        assert_eq!(groups(&[&one, &official("b:2", &["b:1"], "Ronald Vale")]), [vec![0], vec![1]]);
    }

    #[test]
    fn the_newer_list_tells_of_a_spell_in_office() {
        let mut one = official("a:1", &[], "Ava Stone");
        one.roles = vec![mayor("2020-01-20", "", "2024-05")];
        let mut other = official("wd:Q1", &["a:1"], "Ava R. Stone");
        other.roles = vec![mayor("2020-01-21", "2025-01-20", "2025-06"), mayor("2012", "2016", "2025-06")];
        add(&mut one, other);
        assert_eq!(
            (one.id.as_str(), &one.ids[..], &one.aliases[..]),
            ("wd:Q1", &["a:1".to_owned()][..], &["Ava R. Stone".to_owned()][..])
        );
        let spells: Vec<_> =
            one.roles.iter().map(|role| (role.start.unwrap().year(), role.end.unwrap().year())).collect();
        assert_eq!(spells, [(2012, 2016), (2020, 2025)]);
    }
}
