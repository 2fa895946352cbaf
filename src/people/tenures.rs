//! Where the copy gives an official an office that they no longer hold, or never held, on the day.

use jiff::civil::Date;

use crate::dates::PartialDate;
use crate::language::Reading;
use crate::people::doubts::{About, Doubt};
use crate::people::fold::fold;
use crate::people::mentions::{Mention, Person};
use crate::people::offices::{self, Fit, Office};
use crate::people::roster::{Held, Official, Role, Roster};
use crate::people::tenses::{speaks_of_the_past, tells_of_the_past_beside};
use crate::people::titles::Title;

/// The title is of an office that had ended, and another one is held on the day.
pub(super) fn ended(text: &str, reading: &Reading, mention: &Mention, official: &Official, day: Date) -> Option<Doubt> {
    let title = mention.said.as_ref().filter(|title| !title.past && !title.coming && offices::is_office(title))?;
    let agreeing = || official.roles.iter().filter(|role| offices::fit_role(title, role) == Fit::Agrees);
    // A missing office is no wrong one: somebody whose title the roster does not know may well hold it.
    let last = agreeing().max_by_key(|role| role.end.map(PartialDate::latest))?;
    let end = last.end?;
    if !agreeing().all(|role| role.ended_before(day)) {
        return None;
    }
    let now = official.roles.iter().rev().find(|role| role.held_on(day) == Held::Surely && role.is_fresh_on(day))?;
    let past = |mention: &Mention| match day.year() - end.year() {
        // Hardly a draft goes that far back without saying so right there.
        LONG_YEARS.. => tells_of_the_past_beside(text, reading, mention, end.year(), day),
        _ => speaks_of_the_past(text, reading, mention, end.year(), day),
    };
    if past(mention) {
        return None;
    }
    // Within weeks of a change a draft may still tell of what was said in the office before.
    let settled = end.latest().until(day).is_ok_and(|span| span.get_days() > 60);
    Some(Doubt::new(About::Ended { end, now: now.title.clone() }, settled && mention.full, now))
}

/// After so many years nobody is called by an office by mere habit of the draft's time.
const LONG_YEARS: i16 = 5;

/// Offices of which nobody holds two at a time.
const APART: &[&str] = &[
    "president",
    "vice president",
    "prime minister",
    "senator",
    "representative",
    "governor",
    "lieutenant governor",
    "attorney general",
    "justice",
    "secretary",
];

/// The title is of an office that had not been held by the day, and one is held that rules it out.
pub(super) fn not_held(
    text: &str,
    reading: &Reading,
    mention: &Mention,
    official: &Official,
    day: Date,
) -> Option<Doubt> {
    let title = mention.said.as_ref().filter(|title| !title.past && !title.coming && !title.elsewhere)?;
    if !APART.contains(&title.kind.office.head) || !never_held(title, official, day) {
        return None;
    }
    let apart = |role: &&Role| {
        let head = Office::of(&role.title).head;
        APART.contains(&head) && head != title.kind.office.head
    };
    let held = |role: &&Role| role.held_on(day) == Held::Surely && role.is_fresh_on(day);
    let now = official.roles.iter().filter(held).find(apart);
    let (now, role) = match now {
        Some(role) => (role.title.clone(), role),
        None => once_head_of_state(title, official, day)?,
    };
    if !knows_all(title, official) && tells_of_the_past_beside(text, reading, mention, day.year() - 1, day) {
        return None;
    }
    // The roster may not know what somebody was before.
    Some(Doubt::new(About::NotHeld { now }, false, role))
}

/// Whether no office of the roster that began by `day`, or soon after it, is the one that the title names.
fn never_held(title: &Title, official: &Official, day: Date) -> bool {
    let soon = |start: PartialDate| day.until(start.earliest()).is_ok_and(|span| span.get_days() <= SOON_DAYS);
    let begun = |role: &&Role| role.start.is_none_or(soon);
    official.roles.iter().filter(begun).all(|role| offices::fit_role(title, role) == Fit::Conflicts)
}

/// A draft may call somebody by an office that begins in so many days.
const SOON_DAYS: i32 = 90;

const HEADS: &[&str] = &["president", "vice president", "prime minister"];

/// Whether the roster knows every office of the title's kind that the official ever held: all terms of members of
/// Congress and of presidents are in it.
fn knows_all(title: &Title, official: &Official) -> bool {
    let mut of_us = official.roles.iter().filter(|role| role.jurisdiction.as_deref() == Some("country:us"));
    match title.kind.office.head {
        "senator" | "representative" => of_us.any(offices::is_seat),
        head if HEADS.contains(&head) => of_us.any(|role| HEADS.contains(&role.title.as_str())),
        _ => false,
    }
}

/// Everybody who ever was president or vice president is in the roster, so that of somebody who was the one it is
/// known whether they were the other, whatever they are now.
fn once_head_of_state<'a>(title: &Title, official: &'a Official, day: Date) -> Option<(String, &'a Role)> {
    let of_us = |role: &&Role| role.jurisdiction.as_deref() == Some("country:us") && role.ended_before(day);
    let last = official.roles.iter().rev().filter(of_us).find(|role| HEADS.contains(&role.title.as_str()))?;
    HEADS.contains(&title.kind.office.head).then(|| (format!("former {}", last.title), last))
}

/// The same of somebody who only bears an official's name: a name that nobody else in the roster has, beside an
/// office of the same country.
pub(super) fn namesake_not_held(
    text: &str,
    reading: &Reading,
    mention: &Mention,
    person: &Person,
    roster: &Roster,
    day: Date,
) -> Option<Doubt> {
    let title = mention.said.as_ref()?;
    let official = only_namesake(person, roster)?;
    let held = official.roles.iter().filter(|role| role.held_on(day) == Held::Surely).find_map(offices::place);
    let place = held.or_else(|| official.roles.last().and_then(offices::place))?;
    let near = title.place.map_or(place.country == "us", |said| said.agrees(place)) && mention.tag.is_none();
    not_held(text, reading, mention, official, day).filter(|_| near)
}

/// The one official of the roster who bears the person's name.
pub(super) fn only_namesake<'a>(person: &Person, roster: &'a Roster) -> Option<&'a Official> {
    let folded = fold(&person.name);
    let mut named = roster.named(&folded);
    let id = named.next()?;
    named.all(|other| other == id).then(|| roster.official(id))
}
