//! Where the copy says something of an official that the roster knows otherwise.

use std::ops::Range;

use jiff::civil::Date;

use crate::dates::PartialDate;
use crate::language::Reading;
use crate::people::mentions::People;
use crate::people::parties::Tag;
use crate::people::places;
use crate::people::roster::{Role, Roster};
use crate::people::seats;
use crate::people::spelling;
use crate::people::tenures;

/// One thing that is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The mention, an index into [`People::mentions`].
    pub mention: usize,
    /// What is otherwise.
    pub about: About,
    /// Whether hardly anything but a slip explains it.
    pub sure: bool,
    /// Where the roster read it, and when: `State Department, checked Aug. 12, 2025`; empty when neither is known.
    pub source: String,
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
    /// The state before the title is not that of the office held on the day.
    State {
        /// The state as it is written, in the prose.
        range: Range<usize>,
        /// The state that is right, a postal code.
        right: &'static str,
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
                let office = tenures::ended(text, reading, mention, official, day)
                    .or_else(|| tenures::not_held(text, reading, mention, official, day))
                    .or_else(|| seats::state(text, reading, mention, official, day, true));
                doubts.extend(office.map(|doubt| Doubt { mention: i, ..doubt }));
                doubts.extend(
                    seats::tag(mention, person, official, roster, day).map(|doubt| Doubt { mention: i, ..doubt }),
                );
            }
            None if mention.full => {
                let told = spelling::doubt(text, mention, people, roster)
                    .or_else(|| tenures::namesake_not_held(text, reading, mention, person, roster, day))
                    .or_else(|| {
                        seats::state(text, reading, mention, tenures::only_namesake(person, roster)?, day, false)
                    });
                doubts.extend(told.map(|doubt| Doubt { mention: i, ..doubt }));
            }
            None => {}
        }
    }
    doubts
}

impl Doubt {
    /// A doubt that rests on `role`, of a mention yet to be named.
    pub(super) fn new(about: About, sure: bool, role: &Role) -> Self {
        let parts: Vec<String> = role.source.iter().cloned().chain(role.dated()).collect();
        Self { mention: 0, about, sure, source: parts.join(", ") }
    }

    /// Where the roster read it and when, for a menu: ` (State Department, checked Aug. 12, 2025)`.
    pub fn source_words(&self) -> String {
        if self.source.is_empty() { String::new() } else { format!(" ({})", self.source) }
    }

    /// The state that is right, written as `written` is: short for short.
    pub fn right_state(written: &str, right: &'static str) -> &'static str {
        places::state(right).map_or(right, |known| if written.ends_with('.') { known.short } else { known.name })
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
    use crate::people::parties;

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
                    About::State { range, right } => format!("{} is {right}", &copy[range.clone()]),
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
    fn an_office_still_to_come_is_not_yet_held() {
        check("2018-03-01", "Sen. Mara Lindqvist spoke.", "is representative");
        check("2018-12-01", "Sen. Mara Lindqvist spoke.", "");
        check("2018-03-01", "Sen.-elect Mara Lindqvist spoke.", "");
    }

    #[test]
    fn of_presidents_it_is_known_what_they_never_were() {
        check("2016-03-01", "Vice President Rolf Anker spoke.", "is former president");
        check("2016-03-01", "President Rolf Anker spoke. Gov. Rolf Anker spoke.", "");
        check("2016-03-01", "Mexican President Rolf Anker spoke.", "");
    }

    #[test]
    fn the_state_before_a_title_is_that_of_the_office() {
        check("2024-08-12", "Texas Sen. Mara Lindqvist spoke.", "Texas is OH");
        check("2024-08-12", "The former Texas Sen. Mara Lindqvist spoke.", "");
        check("2024-08-12", "Texas state Sen. Mara Lindqvist spoke.", "");
        check(
            "2024-08-12",
            "Ohio Sen. Mara Lindqvist spoke. West Virginia Sen. Mara Lindqvist left.",
            "West Virginia is OH!",
        );
        check("2025-08-12", "Texas Sen. Mara Lindqvist spoke.", "is secretary of state");
    }

    #[test]
    fn lists_share_a_title() {
        check("2024-08-12", "Sens. Ida Cole (R-Iowa) and Mara Lindqvist (D-Texas) spoke.", "is D-OH!");
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
        // Of four letters many are one letter apart, so that the title or the draft must tell, too.
        check("2015-06-01", "Gov. Ida Mosz spoke.", "spelled Moss!");
        check("2015-06-01", "Gov. Ida Moss left. Ida Msos spoke.", "spelled Moss");
        check("2015-06-01", "Ida Mosz spoke.", "");
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
