//! Whether a title in copy and an office in the roster can be the same: "Defense Secretary" and "secretary of
//! defense" can, "Gov." and "senator" cannot.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::people::fold::fold;
use crate::people::office_nouns::{RANKS, SMALL, head, one_spelling};
use crate::people::places::{self, Jurisdiction};
use crate::people::roster::{Official, Role};
use crate::people::titles::Title;

/// What a title says of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// They cannot be the same.
    Conflicts,
    /// It says nothing of it: Dr., candidate, author.
    Open,
    /// They are the same, or the title is the shorter way to say it.
    Agrees,
}

/// An office taken apart: `deputy` | `secretary` | `state`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// The noun, in one form for all its variants; empty for what is no office.
    pub head: &'static str,
    /// Deputy, under, shadow: which of [`RANKS`] make another office of it, a bit each.
    rank: u8,
    /// Hashes of the words that say what the office is for, small words left out.
    of: [u64; MOST_WORDS],
    /// How many of them there are.
    words: usize,
}

/// The most titles that a thread remembers: more than any roster in memory has.
const MOST_KNOWN: usize = 1024;

/// No office needs more words to be told from others.
const MOST_WORDS: usize = 10;

impl Office {
    /// Takes a title apart: `Secretary of State for Defence`. Few titles are asked for again and again, so that a thread
    /// remembers what it took apart.
    pub fn of(title: &str) -> Self {
        thread_local! {
            static KNOWN: RefCell<FxHashMap<Box<str>, Office>> = RefCell::default();
        }
        KNOWN.with_borrow_mut(|known| {
            if let Some(office) = known.get(title) {
                return *office;
            }
            if known.len() == MOST_KNOWN {
                known.clear();
            }
            let office = Self::read(title);
            known.insert(title.into(), office);
            office
        })
    }

    fn read(title: &str) -> Self {
        let folded = fold(title);
        let Some((at, len, head)) = head(&folded) else { return Self::default() };
        let mut office = Self { head, ..Self::default() };
        let legislator = matches!(head, "senator" | "representative");
        let before = folded[..at].split(' ').map(|word| (word, true));
        let after = folded[at + len..].split(' ').map(|word| (word, false));
        // A leader of the majority is none of the minority; the noun has swallowed the word.
        for side in ["majority", "minority", "opposition"] {
            if office.leads() && folded[at..at + len].starts_with(side) {
                office.add(side);
            }
        }
        for (word, before) in before.chain(after).filter(|(word, _)| !word.is_empty()) {
            let rank = RANKS.iter().position(|rank| *rank == word && before && (word != "state" || legislator));
            match rank {
                Some(rank) => office.rank |= 1 << rank,
                // Elsewhere it is a part of White House.
                _ if word == "house" && office.leads() => office.add(word),
                _ if SMALL.contains(&word) || places::named_folded(word).is_some() => {}
                _ => office.add(one_spelling(word)),
            }
        }
        office
    }

    fn add(&mut self, word: &str) {
        if self.words < MOST_WORDS && !self.has(word) {
            self.of[self.words] = hash(word);
            self.words += 1;
        }
    }

    fn has(&self, word: &str) -> bool {
        self.for_what().contains(&hash(word))
    }

    fn for_what(&self) -> &[u64] {
        &self.of[..self.words]
    }

    /// Whether it leads a chamber, a party or a committee.
    fn leads(&self) -> bool {
        matches!(self.head, "leader" | "whip" | "chair" | "speaker" | "president pro tempore")
    }

    /// Whether two are the same office, or one says less of it than the other.
    pub fn same(&self, other: &Self) -> bool {
        let within = |one: &Self, other: &Self| one.for_what().iter().all(|word| other.for_what().contains(word));
        self.head == other.head
            && !self.head.is_empty()
            && self.rank == other.rank
            && (within(self, other) || other.words > 0 && within(other, self))
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

/// What `title` in copy says of `official`: the best of what it says of the offices. A title of an office that
/// the official never held conflicts.
pub fn fit(title: &Title, official: &Official) -> Fit {
    let best = official.roles.iter().map(|role| fit_role(title, role)).max();
    best.unwrap_or_else(|| if is_office(title) { Fit::Conflicts } else { Fit::Open })
}

/// What `title` in copy says of one office.
pub fn fit_role(title: &Title, role: &Role) -> Fit {
    let said = title.kind.office;
    if said.head.is_empty() {
        return if is_office(title) { Fit::Conflicts } else { Fit::Open };
    }
    let mut held = Office::of(&role.title);
    if !role.jurisdiction.as_deref().unwrap_or_default().starts_with("country:") {
        add_body(&mut held, role.org.as_deref().unwrap_or_default());
    }
    if let Some(fit) = leads(&said, &held) {
        return fit;
    }
    // In a statehouse a senator is a state senator, with or without the word.
    let statehouse = || role.district.is_none() && place(role).is_some_and(|place| place.state.is_some());
    if matches!(held.head, "senator" | "representative") && statehouse() {
        held.rank = said.rank;
    }
    let shares_a_word = said.for_what().iter().any(|word| held.for_what().contains(word));
    if !said.same(&held) || title.elsewhere && !shares_a_word && said.head != "ambassador" {
        return Fit::Conflicts;
    }
    if fits_place(title, role) { Fit::Agrees } else { Fit::Conflicts }
}

/// What leading a chamber, a party or a committee says: whoever does sits there. `None` for other offices.
fn leads(said: &Office, held: &Office) -> Option<Fit> {
    if !said.leads() {
        return None;
    }
    if said.same(held) && said.words > 0 {
        return Some(Fit::Agrees);
    }
    let senate = said.has("senate") || said.head == "president pro tempore";
    let house = said.has("house") || said.head == "speaker";
    Some(match held.head {
        "senator" if senate => Fit::Agrees,
        "representative" if house => Fit::Agrees,
        "senator" if house => Fit::Conflicts,
        "representative" if senate => Fit::Conflicts,
        _ => Fit::Open,
    })
}

/// Adds the words of a body, and its initials, to what an office is for.
fn add_body(office: &mut Office, body: &str) {
    let folded = fold(body);
    let words = folded.split(' ').filter(|word| !word.is_empty() && !SMALL.contains(word));
    let initials: String = words.clone().filter_map(|word| word.chars().next()).collect();
    words.for_each(|word| office.add(word));
    office.add(&initials);
}

/// Whether the place that a title names can be that of an office.
fn fits_place(title: &Title, role: &Role) -> bool {
    if Office::of(&role.title).head == "ambassador" {
        let sent_to = role.to.as_deref().and_then(places::named);
        let sender = role.org.as_deref().and_then(places::named);
        let agrees = |said: Option<Jurisdiction>, held: Option<Jurisdiction>| match (said, held) {
            (Some(said), Some(held)) => said.agrees(held),
            _ => true,
        };
        return agrees(title.to, sent_to) && agrees(title.place, sender);
    }
    match (title.place, place(role)) {
        (Some(said), Some(held)) => said.agrees(held),
        // "Mexican president" is none of a world body's.
        (Some(_), None) => role.jurisdiction.is_none(),
        _ => true,
    }
}

/// The country or state of an office: the state that a legislator sits for, else the jurisdiction.
pub fn place(role: &Role) -> Option<Jurisdiction> {
    let place = role.jurisdiction.as_deref().and_then(Jurisdiction::of_id)?;
    let state = role.district.as_deref().filter(|_| place.country == "us").and_then(places::state_of);
    Some(Jurisdiction { state: state.or(place.state), ..place })
}

/// Whether an office is held for a party in a state, as a tag says.
pub fn is_seat(role: &Role) -> bool {
    role.party.is_some() && place(role).is_some_and(|place| place.state.is_some())
}

/// Whether a title names an office or a trade that tells its bearer from others: a coach is no senator. What
/// anybody may also be, such as doctor, candidate or author, does not.
pub fn is_office(title: &Title) -> bool {
    let kind = title.kind;
    match kind.domain {
        "head-of-state" | "head-of-government" | "cabinet" | "us-executive" | "diplomatic" | "international"
        | "regional-local" | "police-fire" | "spokes" => true,
        "sport-culture" => kind.name.contains("coach") || kind.name == "quarterback",
        "legislative" => !matches!(kind.name, "lawmaker" | "legislator" | "lord" | "lady" | "baroness" | "peer" | "mp"),
        "judicial" => kind.name.contains("justice") || kind.name.contains("judge"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;
    use crate::people::titles;

    fn role(title: &str, jurisdiction: &str, district: &str) -> Role {
        Role {
            title: title.into(),
            jurisdiction: Some(jurisdiction.into()),
            district: Some(district.to_owned()).filter(|district| !district.is_empty()),
            ..Role::default()
        }
    }

    #[track_caller]
    fn check(copy: &str, role: &Role, expected: Fit) {
        let tokens = language::read(copy).tokens;
        let mut title = (0..tokens.len()).find_map(|i| titles::at(copy, &tokens, i)).expect("a title");
        title.read_before(copy, &tokens, 0);
        assert_eq!(fit_role(&title, role), expected, "{copy} | {}", role.title);
    }

    #[test]
    fn ways_to_say_one_office_agree() {
        let senator = role("senator", "country:us", "Ohio");
        for copy in ["Sen.", "Senator", "Ohio Sen.", "U.S. Senator", "Senate Majority Leader", "then-Sen."] {
            check(copy, &senator, Fit::Agrees);
        }
        check("Defense Secretary", &role("secretary of defense", "country:us", ""), Fit::Agrees);
        check("Secretary of State", &role("secretary of state", "country:us", ""), Fit::Agrees);
        check("Secretary", &role("secretary of state", "country:us", ""), Fit::Agrees);
        check("Defence Secretary", &role("Secretary of State for Defence", "country:gb", ""), Fit::Agrees);
        check("Gov.", &role("governor", "country:us/state:oh", ""), Fit::Agrees);
        check("Congresswoman", &role("representative", "country:us", "Ohio 12"), Fit::Agrees);
        check("Mexican President", &role("president", "country:mx", ""), Fit::Agrees);
        check("Premier", &role("prime minister", "country:cn", ""), Fit::Agrees);
        check("state Sen.", &role("senator", "country:us/state:oh", ""), Fit::Agrees);
    }

    #[test]
    fn other_offices_conflict() {
        let senator = role("senator", "country:us", "Ohio");
        for copy in ["Gov.", "Rep.", "Texas Sen.", "state Sen.", "Ambassador", "House Speaker", "coach", "President"] {
            check(copy, &senator, Fit::Conflicts);
        }
        check("Defense Secretary", &role("secretary of state", "country:us", ""), Fit::Conflicts);
        check("Vice President", &role("president", "country:us", ""), Fit::Conflicts);
        check("deputy attorney general", &role("attorney general", "country:us", ""), Fit::Conflicts);
        check("Russian President", &role("president", "country:mx", ""), Fit::Conflicts);
        check("president of the Guild", &role("president", "country:mx", ""), Fit::Conflicts);
        check("Florida Gov.", &role("governor", "country:us/state:oh", ""), Fit::Conflicts);
    }

    #[test]
    fn some_titles_say_nothing_of_an_office() {
        let senator = role("senator", "country:us", "Ohio");
        for copy in ["candidate", "author", "businessman", "lawmaker", "Chairman", "nominee", "Rev."] {
            check(copy, &senator, Fit::Open);
        }
    }

    #[test]
    fn ambassadors_are_told_apart_by_where_they_are_sent() {
        let ambassador = Role {
            to: Some("Mexico".into()),
            org: Some("United States".into()),
            ..role("ambassador", "country:mx", "")
        };
        check("U.S. Ambassador to Mexico", &ambassador, Fit::Agrees);
        check("Ambassador", &ambassador, Fit::Agrees);
        check("U.S. Ambassador to Canada", &ambassador, Fit::Conflicts);
        check("Russian Ambassador to Mexico", &ambassador, Fit::Conflicts);
    }

    #[test]
    fn heads_of_bodies_are_known_by_their_body() {
        let banker = Role { org: Some("European Central Bank".into()), ..role("president", "org:eu", "") };
        check("ECB President", &banker, Fit::Agrees);
        check("President", &banker, Fit::Agrees);
        check("European Commission President", &banker, Fit::Conflicts);
        check("French President", &banker, Fit::Conflicts);
    }
}
