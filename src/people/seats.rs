//! Where the copy gives an official's seat to another state or party: `Ohio Sen.`, `(D-Iowa)`.

use jiff::civil::Date;

use crate::language::Reading;
use crate::people::doubts::{About, Doubt};
use crate::people::fold::fold;
use crate::people::mentions::{Mention, Person};
use crate::people::offices::{self, Fit};
use crate::people::parties;
use crate::people::places;
use crate::people::roster::{Held, Official, Role, Roster};
use crate::people::titles::Title;

/// The title is that of the office held on the day, but of another state: `Ohio Sen.` for a senator from Iowa. Of
/// somebody whom nothing else in the draft tells to be that official it is not sure.
pub(super) fn state(
    text: &str,
    reading: &Reading,
    mention: &Mention,
    official: &Official,
    day: Date,
    surely: bool,
) -> Option<Doubt> {
    let title = mention.said.as_ref().filter(|title| !title.past && !title.coming && !title.elsewhere)?;
    let said = title.place.filter(|place| place.country == "us")?.state?;
    let anywhere = Title { place: None, ..title.clone() };
    let mut held = official.roles.iter().filter(|role| role.held_on(day) == Held::Surely && role.is_fresh_on(day));
    let role = held.find(|role| offices::fit_role(&anywhere, role) == Fit::Agrees)?;
    let right = offices::place(role)?.state.filter(|state| *state != said)?;
    let (len, at) = (title.tokens.start..title.first).find_map(|i| {
        let (len, place) = places::at(text, &reading.tokens, i)?;
        (place.american().state == Some(said)).then_some((len, i))
    })?;
    let range = reading.tokens[at].start as usize..reading.tokens[at + len - 1].end() as usize;
    Some(Doubt::new(About::State { range, right }, surely && mention.full, role))
}

/// The tag is of another party or state than the office held on the day.
pub(super) fn tag(
    mention: &Mention,
    person: &Person,
    official: &Official,
    roster: &Roster,
    day: Date,
) -> Option<Doubt> {
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
    Some(Doubt::new(About::Tag { party, state }, sure, role))
}
