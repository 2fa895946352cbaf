//! Who holds an office that the copy speaks of without a name: `the secretary of state`.

use std::collections::BTreeSet;

use crate::hover::{Hover, Subject, card};
use crate::people::fold::fold;
use crate::people::offices::{self, Fit};
use crate::people::roster::{Held, OfficialId, Roster};
use crate::people::titles::{self, Title};

/// A title has no more words before the one under the cursor.
const LONGEST: usize = 8;

/// The holder of the office named at `offset`, on the day of the article. `None` when the roster knows nobody, or
/// several and the draft names not just one of them.
pub fn at(subject: &Subject, offset: usize) -> Option<Hover> {
    let analysis = subject.analysis;
    let prose = &analysis.article.prose;
    let day = analysis.date.day()?;
    let (text, tokens) = (prose.text(), &analysis.reading.tokens);
    let place = prose.offset(offset);
    let here = tokens.partition_point(|token| token.end() as usize <= place);
    let title = (here.saturating_sub(LONGEST)..=here.min(tokens.len().checked_sub(1)?)).find_map(|i| {
        let mut title = titles::at(text, tokens, i)?;
        title.read_before(text, tokens, i.saturating_sub(LONGEST));
        title.tokens.contains(&here).then_some(title)
    })?;
    if title.kind.office.head.is_empty() || title.past || title.coming {
        return None;
    }
    let range = tokens[title.tokens.start].start as usize..tokens[title.tokens.end - 1].end() as usize;
    let span = Some(prose.span(&range)).filter(|span| span.touches(offset))?;
    let holders: Vec<OfficialId> = named_alike(&title, subject.roster)
        .into_iter()
        .filter(|&id| {
            subject.roster.official(id).roles.iter().any(|role| {
                offices::fit_role(&title, role) == Fit::Agrees
                    && role.held_on(day) == Held::Surely
                    && role.is_fresh_on(day)
            })
        })
        .collect();
    let of_the_draft = |id: &OfficialId| analysis.people.persons.iter().any(|person| person.official == Some(*id));
    let named: Vec<OfficialId> = holders.iter().copied().filter(of_the_draft).collect();
    // Many countries have a president; the one that the draft names is meant, if it names one.
    let holder = match (&holders[..], &named[..]) {
        (&[one], _) | (_, &[one]) => one,
        _ => return None,
    };
    Some(Hover { span, text: card::official(subject.roster.official(holder), analysis.date) })
}

/// Officials who hold or held an office called by the title or its other form, `defense secretary` for `secretary
/// of defense`.
fn named_alike(title: &Title, roster: &Roster) -> BTreeSet<OfficialId> {
    let name = fold(title.kind.name);
    let turned = match (name.strip_prefix("secretary of "), name.strip_suffix(" secretary")) {
        (Some(of), _) => vec![format!("{} secretary", of.trim_start_matches("the "))],
        (_, Some(of)) => vec![format!("secretary of {of}"), format!("secretary of the {of}")],
        _ => Vec::new(),
    };
    std::iter::once(name).chain(turned).flat_map(|name| roster.titled(&name).collect::<Vec<_>>()).collect()
}

#[cfg(test)]
mod tests {
    use crate::hover::shown;

    const PEOPLE: &str = r#"
as_of = "2025-08-12"
[[person]]
name = "Mara Cole"
role = { title = "secretary of state", jurisdiction = "country:us", start = "2025-01-21" }
[[person]]
name = "Owen Frey"
role = { title = "secretary of state", jurisdiction = "country:us", start = "2021-01-26", end = "2025-01-20" }
[[person]]
name = "Inés Marchetti"
role = { title = "president", jurisdiction = "country:mx", start = "2024-10-01" }
[[person]]
name = "Rolf Anker"
role = { title = "president", jurisdiction = "country:us", start = "2025-01-20" }
[[person]]
name = "Ida Moss"
role = { title = "defense secretary", jurisdiction = "country:us", start = "2025-01-25" }
"#;

    /// What is told at `|`, up to the name in bold.
    #[track_caller]
    fn check(date: &str, copy: &str, expected: &str) {
        let shown = shown::at_cursor(PEOPLE, date, copy).map_or("nothing".to_owned(), |(thing, told)| {
            format!("{thing} | {}", told.split("**").nth(1).unwrap_or_default())
        });
        assert_eq!(shown, expected, "{date} {copy}");
    }

    #[test]
    fn the_holder_on_the_day_is_told() {
        check("2025-08-12", "They asked the secretary of s|tate.", "secretary of state | Mara Cole");
        check("2023-08-12", "They asked the s|ecretary of state.", "secretary of state | Owen Frey");
        check("2025-08-12", "They asked the secretary of def|ense.", "secretary of defense | Ida Moss");
        check("2025-08-12", "They asked the Mexican pres|ident.", "Mexican president | Inés Marchetti");
        check("2025-08-12", "They asked the president of Me|xico.", "president of Mexico | Inés Marchetti");
    }

    #[test]
    fn an_office_of_many_countries_needs_a_name_in_the_draft() {
        check("2025-08-12", "They asked the pres|ident.", "nothing");
        check("2025-08-12", "President Inés Marchetti spoke. They asked the pres|ident.", "president | Inés Marchetti");
        check("2025-08-12", "President Inés Marchetti met President Rolf Anker. They asked the pres|ident.", "nothing");
    }

    #[test]
    fn what_is_not_known_is_not_told() {
        check("2019-08-12", "They asked the secretary of s|tate.", "nothing");
        check("2025-08-12", "They asked the former secretary of s|tate.", "nothing");
        check("2025-08-12", "They asked the president of the G|uild.", "nothing");
        check("2025-08-12", "They asked the ma|yor and no one else.", "nothing");
        check("2025-08-12", "They |asked.", "nothing");
        check("2025-08-12", "|", "nothing");
    }
}
