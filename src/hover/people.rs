//! Who is named at a place.

use std::ops::Range;

use crate::analysis::ArticleDate;
use crate::attribution::Found;
use crate::hover::{Hover, Subject, card, escape};
use crate::people::mentions::Person;
use crate::people::offices;
use crate::people::roster::{Official, Roster};

/// Who is named at `offset`, by a name or by a pronoun that speaks; `None` for people of whom nothing is known.
pub fn at(subject: &Subject, offset: usize) -> Option<Hover> {
    let analysis = subject.analysis;
    let prose = &analysis.article.prose;
    let place = prose.offset(offset);
    let touched = |range: &Range<usize>| Some(prose.span(range)).filter(|span| span.touches(offset));
    if let Some(mention) = analysis.people.at(place) {
        let span = touched(&mention.range)?;
        let text = person(&analysis.people.persons[mention.person], subject.roster, analysis.date)?;
        return Some(Hover { span, text });
    }
    let speaker = analysis.speakers.iter().find(|speaker| {
        speaker.mention.as_ref().is_some_and(|mention| mention.start <= place && place <= mention.end)
    })?;
    let (mention, i) = (speaker.mention.as_ref()?, speaker.person?);
    let span = touched(mention)?;
    let who = analysis.people.persons.get(i)?;
    let word = escape(prose.slice(mention));
    let found = match speaker.found {
        Found::Beside => "the nearest who fits",
        Found::Continued | Found::Introduced => "carried on from before",
        Found::Pronoun | Found::None => "as far as the draft tells",
    };
    let mut text = format!("“{word}” is {}, {found}.", escape(&who.name));
    if let Some(card) = person(who, subject.roster, analysis.date) {
        text = format!("{text}\n\n{card}");
    }
    Some(Hover { span, text })
}

/// What is known of `person` on the day of the article, Markdown; `None` when nobody of that name is known.
///
/// An office is told only of an official who is surely meant. Somebody who only bears an official's name is
/// shown as a possible namesake.
pub fn person(person: &Person, roster: &Roster, date: ArticleDate) -> Option<String> {
    if let Some(id) = person.official {
        return Some(card::official(roster.official(id), date));
    }
    let name = escape(&person.name);
    let candidates: Vec<&Official> = person.candidates.iter().map(|&id| roster.official(id)).collect();
    match candidates[..] {
        [] => None,
        [one] => {
            let known = if one.name == person.name { String::new() } else { format!(" {}", escape(&one.name)) };
            Some(format!(
                "**{name}** · possible namesake of an official{known}. Nothing in the draft says that they are the \
                 same person: no title, party tag or office stands beside the name."
            ))
        }
        _ => {
            let all: Vec<String> = candidates.iter().take(MOST).map(|official| told_apart(official)).collect();
            let more =
                if candidates.len() > MOST { format!(" and {} more", candidates.len() - MOST) } else { String::new() };
            Some(format!(
                "**{name}** · {} officials may be meant: {}{more}. A first name, a title or a state tells which.",
                candidates.len(),
                all.join(", ")
            ))
        }
    }
}

/// More namesakes than help anybody.
const MOST: usize = 6;

/// An official's name and place, which tell namesakes apart without giving an office.
fn told_apart(official: &Official) -> String {
    let place = official.roles.last().and_then(offices::place);
    match place {
        Some(place) => format!("{} ({place})", escape(&official.name)),
        None => escape(&official.name),
    }
}

#[cfg(test)]
mod tests {
    use crate::hover::shown;

    const PEOPLE: &str = r#"
as_of = "2025-08-12"
[[person]]
name = "Mara Cole"
role = { title = "senator", jurisdiction = "country:us", district = "Ohio", party = "Democratic", start = "2019" }
[[person]]
name = "Rolf Anker"
id = "a"
role = { title = "representative", jurisdiction = "country:us", district = "Ohio 3", start = "2019" }
[[person]]
name = "Rolf Anker"
id = "b"
role = { title = "representative", jurisdiction = "country:us", district = "Iowa 1", start = "2021" }
"#;

    /// The start of the answer at `|`.
    #[track_caller]
    fn check(copy: &str, expected: &str) {
        // Who a pronoun is, attribution says; here it is whoever is named first.
        let shown = shown::at_cursor_of(PEOPLE, "2025-08-12", copy, |analysis| {
            for speaker in &mut analysis.speakers {
                speaker.person = speaker.person.or(Some(0));
            }
        });
        let shown = shown.map_or("nothing".to_owned(), |(thing, told)| format!("{thing} | {told}"));
        assert!(shown.starts_with(expected), "{copy}\n{shown}");
    }

    #[test]
    fn an_official_is_told_by_a_title_tag_or_office() {
        for (copy, shown) in [
            ("Sen. **Mara** C|ole spoke.", "Sen. **Mara** Cole"),
            ("Mara C|ole (D-Ohio) spoke.", "Mara Cole"),
            ("Mara C|ole, the Ohio senator, spoke.", "Mara Cole"),
            ("Mara C|ole won the Senate seat again.", "Mara Cole"),
            ("Sen. Mara Cole spoke. C|ole left.", "Cole"),
            ("C|ole was late. Sen. Mara Cole spoke.", "Cole"),
        ] {
            check(copy, &format!("{shown} | **Mara Cole** · Senator, Ohio (D) since 2019."));
        }
    }

    #[test]
    fn a_namesake_is_given_no_office() {
        for copy in
            ["Mara C|ole, 34, was charged.", "Mara C|ole spoke.", "Mara C|ole, 34, was charged near the Senate."]
        {
            check(copy, "Mara Cole | **Mara Cole** · possible namesake of an official.");
        }
        for copy in
            ["Ambassador Mara C|ole spoke.", "Coach Mara C|ole spoke.", "Texas Sen. Mara C|ole spoke.", "C|ole spoke."]
        {
            check(copy, "nothing");
        }
    }

    #[test]
    fn several_who_may_be_meant_are_all_shown() {
        check(
            "Rep. Rolf A|nker spoke.",
            "Rep. Rolf Anker | **Rolf Anker** · 2 officials may be meant: Rolf Anker (Ohio), Rolf Anker (Iowa).",
        );
        check("Rep. Rolf A|nker (R-Iowa) spoke.", "Rep. Rolf Anker | **Rolf Anker** · 2 officials");
        check(
            "Iowa Rep. Rolf A|nker spoke.",
            "Iowa Rep. Rolf Anker | **Rolf Anker** · Representative, Iowa 1 since 2021.",
        );
    }

    #[test]
    fn a_pronoun_that_speaks_is_somebody() {
        check("Sen. Mara Cole stood up. “I will not sell the bridge,” s|he said.", "she | “she” is Mara Cole");
    }
}
