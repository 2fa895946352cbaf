//! Where the copy says something of an official that the roster knows otherwise.

use std::ops::Range;

use jiff::civil::Date;

use crate::dates::PartialDate;
use crate::language::Reading;
use crate::people::fold::fold;
use crate::people::mentions::{Mention, People, Person};
use crate::people::names;
use crate::people::offices::{self, Fit, Office};
use crate::people::parties::{self, Tag};
use crate::people::places;
use crate::people::roster::{Held, Official, OfficialId, Role, Roster};
use crate::people::strays::is_slip;

/// One thing that is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The mention, an index into [`People::mentions`].
    pub mention: usize,
    /// What is otherwise.
    pub about: About,
    /// Whether hardly anything but a slip explains it.
    pub sure: bool,
    /// Where the roster read it, and when: `State Department, checked 2025-08-12`.
    pub source: Option<String>,
    /// When that was checked.
    pub as_of: Option<PartialDate>,
}

/// What is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The office that the title names had ended before the day.
    Ended {
        /// Its last day.
        end: PartialDate,
        /// The office held on the day, as it stands after a name.
        now: String,
    },
    /// The title names an office that nobody holds beside the one held on the day.
    NotHeld {
        /// The office held on the day, as it stands after a name.
        now: String,
    },
    /// The party or the state in the tag is not that of the office held on the day.
    Tag {
        /// The party that is right.
        party: Option<char>,
        /// The state that is right, a postal code.
        state: Option<&'static str>,
    },
    /// The name is spelled otherwise.
    Spelling {
        /// The family name as it should be.
        right: String,
    },
}

/// What `people` are said to be on `day` and are not, sorted by mention. Speech in quotation marks is no concern of
/// the desk, so mentions that start in one of `quoted` are passed over.
pub fn find(
    text: &str,
    reading: &Reading,
    people: &People,
    roster: &Roster,
    day: Date,
    quoted: &[Range<usize>],
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for (i, mention) in people.mentions.iter().enumerate() {
        let start = mention.range.start;
        let before = quoted.partition_point(|quote| quote.start <= start);
        if mention.headline || before > 0 && start < quoted[before - 1].end {
            continue;
        }
        let person = &people.persons[mention.person];
        match person.official {
            Some(id) => {
                let official = roster.official(id);
                let office = ended(text, reading, mention, official, day)
                    .or_else(|| not_held(text, reading, mention, official, day));
                doubts.extend(office.map(|doubt| Doubt { mention: i, ..doubt }));
                doubts.extend(tag(mention, person, official, roster, day).map(|doubt| Doubt { mention: i, ..doubt }));
            }
            None if mention.full => {
                let told = spelling(text, mention, person, roster)
                    .or_else(|| namesake_not_held(text, reading, mention, person, roster, day));
                doubts.extend(told.map(|doubt| Doubt { mention: i, ..doubt }));
            }
            None => {}
        }
    }
    doubts
}

fn doubt(about: About, sure: bool, role: &Role) -> Doubt {
    Doubt { mention: 0, about, sure, source: role.source.clone(), as_of: role.as_of }
}

/// The title is of an office that had ended, and another one is held on the day.
fn ended(text: &str, reading: &Reading, mention: &Mention, official: &Official, day: Date) -> Option<Doubt> {
    let title = mention.said.as_ref().filter(|title| !title.past && !title.coming && offices::is_office(title))?;
    let agreeing = || official.roles.iter().filter(|role| offices::fit_role(title, role) == Fit::Agrees);
    // A missing office is no wrong one: somebody whose title the roster does not know may well hold it.
    let last = agreeing().max_by_key(|role| role.end.map(PartialDate::latest))?;
    let end = last.end?;
    if !agreeing().all(|role| role.ended_before(day)) {
        return None;
    }
    let now = official.roles.iter().rev().find(|role| role.held_on(day) == Held::Surely && role.is_fresh_on(day))?;
    if speaks_of_the_past(text, reading, mention, end.year(), day) {
        return None;
    }
    // Within weeks of a change a draft may still tell of what was said in the office before.
    let settled = end.latest().until(day).is_ok_and(|span| span.get_days() > 60);
    Some(doubt(About::Ended { end, now: now.title.clone() }, settled && mention.full, now))
}

/// Offices of which nobody holds two at a time.
const APART: &[&str] =
    &["president", "vice president", "senator", "representative", "governor", "lieutenant governor", "secretary"];

/// The title is of an office that was never held, and one is held on the day that rules it out.
fn not_held(text: &str, reading: &Reading, mention: &Mention, official: &Official, day: Date) -> Option<Doubt> {
    let title = mention.said.as_ref().filter(|title| !title.past && !title.coming && !title.elsewhere)?;
    if !APART.contains(&title.kind.office.head) || offices::fit(title, official) != Fit::Conflicts {
        return None;
    }
    let apart = |role: &&Role| {
        let head = Office::of(&role.title).head;
        APART.contains(&head) && head != title.kind.office.head
    };
    let held = |role: &&Role| role.held_on(day) == Held::Surely && role.is_fresh_on(day);
    let now = official.roles.iter().filter(held).find(apart)?;
    if speaks_of_the_past(text, reading, mention, day.year() - 1, day) {
        return None;
    }
    // The roster may not know what somebody was before.
    Some(doubt(About::NotHeld { now: now.title.clone() }, false, now))
}

/// The same of somebody who only bears an official's name: a name that nobody else in the roster has, beside an
/// office of the same country.
fn namesake_not_held(
    text: &str,
    reading: &Reading,
    mention: &Mention,
    person: &Person,
    roster: &Roster,
    day: Date,
) -> Option<Doubt> {
    let title = mention.said.as_ref()?;
    let only = |ids: Vec<OfficialId>| if let [id] = ids[..] { Some(id) } else { None };
    let id = only(roster.named(&fold(&person.name)).collect())?;
    let official = roster.official(id);
    let place = official.roles.iter().filter(|role| role.held_on(day) == Held::Surely).find_map(offices::place)?;
    let near = title.place.is_none_or(|said| said.agrees(place)) && mention.tag.is_none();
    not_held(text, reading, mention, official, day).filter(|_| near && place.country == "us")
}

/// Whether the sentence of the mention tells of an earlier time: an earlier year, or a word for it.
fn speaks_of_the_past(text: &str, reading: &Reading, mention: &Mention, until: i16, day: Date) -> bool {
    let Some(sentence) = reading.sentence_at(mention.range.start) else { return false };
    let tokens = reading.token_from(sentence.start)..reading.token_from(sentence.end);
    reading.tokens[tokens].iter().any(|token| {
        let word = token.text(text);
        if let Ok(year) = word.trim_end_matches('s').parse::<i16>() {
            return (1789..day.year()).contains(&year) && year <= until;
        }
        // "Former" stands beside a title and is read with it; elsewhere it is somebody else's.
        matches!(
            word,
            "then"
                | "Then"
                | "formerly"
                | "once"
                | "ago"
                | "previously"
                | "during"
                | "During"
                | "when"
                | "When"
                | "served"
                | "serving"
                | "predecessor"
                | "succeeded"
                | "replaced"
        )
    })
}

/// The tag is of another party or state than the office held on the day.
fn tag(mention: &Mention, person: &Person, official: &Official, roster: &Roster, day: Date) -> Option<Doubt> {
    let (_, tag) = mention.tag.as_ref()?;
    let fits_title =
        |role: &&Role| mention.said.as_ref().is_none_or(|title| offices::fit_role(title, role) == Fit::Agrees);
    let held: Vec<&Role> = official
        .roles
        .iter()
        .filter(|role| role.held_on(day) == Held::Surely && role.is_fresh_on(day))
        .filter(|role| offices::is_seat(role))
        .collect();
    // Who left a seat for another office keeps its tag, if any.
    let seat = official.roles.iter().rev().filter(|role| role.ended_before(day) && offices::is_seat(role));
    let role = held.iter().copied().find(fits_title).or(held.first().copied()).or_else(|| seat.into_iter().next())?;
    let party = role.party.as_deref().and_then(parties::letter);
    let state = offices::place(role).and_then(|place| place.state);
    let wrong_party = party.is_some_and(|party| party != tag.party);
    let wrong_state = tag.state.is_some() && state.is_some() && tag.state != state;
    if !wrong_party && !wrong_state {
        return None;
    }
    // Party and state both wrong are more likely somebody else's, and so is a tag on a surname that others share.
    let alone = roster.family(&fold(official.family_name())).nth(1).is_none();
    let sure = alone && mention.full && !(wrong_party && wrong_state) && person.candidates.is_empty();
    Some(doubt(About::Tag { party, state }, sure, role))
}

/// The name is one letter off that of an official with the same first name. It is sure when the title is that
/// official's, too.
fn spelling(text: &str, mention: &Mention, person: &Person, roster: &Roster) -> Option<Doubt> {
    let family = fold(names::family(&text[mention.name.clone()]));
    let full = fold(&text[mention.name.clone()]);
    let given = fold(names::given(&text[mention.name.clone()]));
    let listed =
        roster.misspelled(&full).chain(roster.misspelled(&family)).find(|&id| shares_given(roster, id, &given));
    if let Some(id) = listed.filter(|_| person.candidates.is_empty()) {
        return told(roster, id, true);
    }
    if !person.candidates.is_empty() || family.chars().count() < 4 || roster.family(&family).next().is_some() {
        return None;
    }
    // Beside a title of something else the name may well be somebody else's.
    let title = mention.said.as_ref().filter(|title| title.kind.domain != "party");
    let mut near = one_letter_off(&family).into_iter().flat_map(|family| roster.family(&family).collect::<Vec<_>>());
    let fits = |official: &Official| title.map(|title| offices::fit(title, official));
    let id = near.find(|&id| {
        let official = roster.official(id);
        let right = fold(official.family_name());
        right.chars().count() >= 5
            && is_slip(&family, &right)
            && match fits(official) {
                None => official.names().any(|name| fold(names::given(name)) == given),
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
    Some(doubt(About::Spelling { right: official.family_name().to_owned() }, sure, role))
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

impl Doubt {
    /// Where the roster read it and when, for a menu: ` (State Department, checked Aug. 12, 2025)`.
    pub fn source_words(&self) -> String {
        let parts: Vec<String> =
            self.source.iter().cloned().chain(self.as_of.map(|as_of| format!("checked {}", as_of.words()))).collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    }

    /// The tag that is right, written as `written` is: postal codes stay postal codes.
    pub fn right_tag(written: &str, tag: &Tag, party: Option<char>, state: Option<&'static str>) -> String {
        let party = party.unwrap_or(tag.party);
        let Some(state) = state.filter(|_| tag.state.is_some()) else { return party.to_string() };
        let postal = written.len() == 4 && !written.ends_with('.');
        let place = places::state(state).map_or(state, |known| if postal { known.postal } else { known.short });
        let mark = written.chars().nth(1).filter(|mark| !mark.is_alphabetic()).unwrap_or('-');
        format!("{party}{mark}{place}")
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::language;
    use crate::people::mentions;
    use crate::people::own;

    const PEOPLE: &str = r#"
as_of = "2025-08-12"
[[person]]
name = "Mara Lindqvist"
aliases = ["Mara T. Lindqvist"]
misspellings = ["Linquist"]
role = [
  { title = "representative", jurisdiction = "country:us", district = "Ohio 3", party = "Democratic", start = "2015-01-03", end = "2019-01-03" },
  { title = "senator", jurisdiction = "country:us", district = "Ohio", party = "Democratic", start = "2019-01-03", end = "2025-01-20" },
  { title = "secretary of state", jurisdiction = "country:us", start = "2025-01-21" },
]
[[person]]
name = "Rolf Anker"
role = [
  { title = "president", jurisdiction = "country:us", party = "Republican", start = "2009-01-20", end = "2013-01-20" },
  { title = "president", jurisdiction = "country:us", party = "Republican", start = "2021-01-20" },
]
[[person]]
name = "Ida Moss"
role = { title = "governor", jurisdiction = "country:us/state:tx", party = "Republican", start = "2015", end = "2023" }
[[person]]
name = "Owen Prewitt"
role = { title = "senator", jurisdiction = "country:us", district = "Iowa", party = "Republican", start = "2021-01-03", as_of = "2023-01-01" }
[[person]]
name = "June Prewitt"
role = { title = "representative", jurisdiction = "country:us", district = "Iowa 2", party = "Republican", start = "2021-01-03" }
"#;

    #[track_caller]
    fn check(date: &str, copy: &str, expected: &str) {
        let (officials, problems) = own::read(PEOPLE, own::Syntax::Toml, Path::new("officials.toml"));
        assert_eq!(problems, []);
        let roster = Roster::new(officials);
        let reading = language::read(copy);
        let people = mentions::find(copy, &reading, &roster);
        let quoted: Vec<Range<usize>> =
            copy.find('“').zip(copy.find('”')).map(|(from, to)| from..to).into_iter().collect();
        let doubts = find(copy, &reading, &people, &roster, date.parse().unwrap(), &quoted);
        let told: Vec<String> = doubts
            .iter()
            .map(|doubt| {
                let about = match &doubt.about {
                    About::Ended { end, now } => format!("ended {end}, now {now}"),
                    About::NotHeld { now } => format!("is {now}"),
                    About::Tag { party, state } => format!("is {}-{}", party.unwrap_or('?'), state.unwrap_or("?")),
                    About::Spelling { right } => format!("spelled {right}"),
                };
                format!("{about}{}", if doubt.sure { "!" } else { "" })
            })
            .collect();
        assert_eq!(told.join("; "), expected, "{date} {copy}");
    }

    #[test]
    fn an_office_that_ended_is_told_only_when_another_is_held() {
        check("2025-08-12", "Sen. Mara Lindqvist spoke.", "ended 2025-01-20, now secretary of state!");
        check("2025-08-12", "Ohio Sen. Mara T. Lindqvist spoke.", "ended 2025-01-20, now secretary of state!");
        check("2025-08-12", "Mara Lindqvist, the Ohio senator, spoke.", "ended 2025-01-20, now secretary of state!");
        // Within weeks of the change, and by the surname alone, it is not sure.
        check("2025-02-01", "Sen. Mara Lindqvist spoke.", "ended 2025-01-20, now secretary of state");
        check(
            "2025-08-12",
            "Sen. Mara Lindqvist left. Sen. Lindqvist spoke.",
            "ended 2025-01-20, now secretary of state!; ended 2025-01-20, now secretary of state",
        );
        check("2024-08-12", "Sen. Mara Lindqvist spoke.", "");
        check("2024-08-12", "Rep. Mara Lindqvist spoke.", "ended 2019-01-03, now senator!");
        // Somebody with no office now is called by the last one.
        check("2025-08-12", "Gov. Ida Moss spoke.", "");
        check("2015-06-01", "President Rolf Anker spoke.", "");
        check("2025-08-12", "President Rolf Anker spoke.", "");
    }

    #[test]
    fn what_tells_of_the_past_is_left_alone() {
        for copy in [
            "In 2019, Sen. Mara Lindqvist voted no.",
            "Then-Sen. Mara Lindqvist voted no.",
            "Former Sen. Mara Lindqvist spoke.",
            "The former Ohio Sen. Mara Lindqvist spoke.",
            "That was when Sen. Mara Lindqvist spoke.",
            "“Sen. Mara Lindqvist lied,” he said.",
            "Secretary of State Mara Lindqvist and Secretary Lindqvist spoke.",
        ] {
            check("2025-08-12", copy, "");
        }
    }

    #[test]
    fn an_office_never_held_is_told_but_never_sure() {
        check("2025-08-12", "Gov. Mara Lindqvist spoke.", "is secretary of state");
        check("2024-08-12", "Ohio Gov. Mara Lindqvist spoke.", "is senator");
        // A governor of another state is somebody else, and so is a state's senator or a coach.
        check("2024-08-12", "Texas Gov. Mara Lindqvist spoke.", "");
        check("2024-08-12", "Coach Mara Lindqvist spoke.", "");
        check("2024-08-12", "Ambassador Mara Lindqvist spoke.", "");
        check("2025-08-12", "Gov.-elect Mara Lindqvist spoke. Gov. Lindqvist left.", "");
    }

    #[test]
    fn tags_are_held_against_the_office_of_the_day() {
        check("2024-08-12", "Sen. Mara Lindqvist (D-Ohio) spoke.", "");
        check("2024-08-12", "Sen. Mara Lindqvist (R-Ohio) spoke.", "is D-OH!");
        check("2024-08-12", "Sen. Mara Lindqvist, D-Texas, spoke.", "is D-OH!");
        check("2024-08-12", "Sen. Mara Lindqvist (R-Texas) spoke.", "is D-OH");
        check("2024-08-12", "Mara Lindqvist (R-Texas) spoke.", "");
        check("2022-08-12", "Sen. Owen Prewitt (D-Iowa) spoke.", "is R-IA");
        check("2025-08-12", "Secretary of State Mara Lindqvist (D-Texas) spoke.", "is D-OH!");
        check("2025-08-12", "Secretary of State Mara Lindqvist (D-Ohio) spoke.", "");
    }

    #[test]
    fn facts_checked_long_before_the_day_contradict_nothing() {
        check("2023-06-01", "Sen. Owen Prewitt (D-Iowa) spoke.", "is R-IA");
        check("2025-06-01", "Sen. Owen Prewitt (D-Iowa) spoke.", "");
        check("2025-06-01", "Gov. Owen Prewitt spoke.", "");
    }

    #[test]
    fn slips_are_told_with_a_first_name_that_agrees() {
        check("2025-08-12", "Secretary of State Mara Lindqivst spoke.", "spelled Lindqvist!");
        check("2025-08-12", "Mara Lindqivst spoke.", "spelled Lindqvist");
        check("2025-08-12", "Mara Linquist spoke.", "spelled Lindqvist!");
        check("2025-08-12", "Sen. Ida Lindqivst spoke.", "");
        check("2025-08-12", "Coach Mara Lindqivst spoke.", "");
        check("2025-08-12", "Mara Lundqvist-Berg and Mara Lindqvists spoke.", "");
    }

    #[test]
    fn right_tags_keep_the_writers_style() {
        for (written, right) in [("R-Fla.", "D-Ohio"), ("R-FL", "D-OH"), ("R‑Fla.", "D‑Ohio"), ("R", "D")] {
            let tag = parties::read(written).unwrap();
            assert_eq!(Doubt::right_tag(written, &tag, Some('D'), Some("OH")), right);
        }
    }
}
