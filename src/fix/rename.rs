//! Another name for a footnote, a key or a person, everywhere in the draft but in what others said.

use crate::analysis::Analysis;
use crate::analysis::things::{self, Place, Thing};
use crate::fix::Edit;
use crate::text::{Source, Span};

/// Edits that give `thing` the name `new`, sorted by start; or why that cannot be, in one clause for the writer.
pub fn rename(source: &Source, analysis: &Analysis, thing: &Thing, new: &str) -> Result<Vec<Edit>, String> {
    let new = new.trim();
    let places = things::places(analysis, thing);
    let edit = |span: Span| Edit { span, text: new.to_owned() };
    let names = || places.iter().filter_map(|place| place.name).map(edit).collect();
    match thing {
        Thing::Footnote(old) => {
            let fits = !new.is_empty() && !new.contains(|c: char| c.is_whitespace() || "[]^".contains(c));
            let other = Thing::Footnote(new.to_owned());
            match (fits, new != old && !things::places(analysis, &other).is_empty()) {
                (false, _) => Err("a label has no spaces and no brackets".to_owned()),
                (_, true) => Err(format!("there is a footnote {new} already")),
                _ => Ok(names()),
            }
        }
        Thing::Key(old) => {
            let fits = new.starts_with(|c: char| c.is_alphanumeric() || c == '_')
                && new.ends_with(|c: char| c.is_alphanumeric() || c == '_')
                && new.chars().all(|c| c.is_alphanumeric() || "_:.#$%&-+?<>~/".contains(c));
            let other = Thing::Key(new.to_owned());
            if !fits {
                Err("a key has letters, digits and _ at its ends and no spaces".to_owned())
            } else if !places.iter().any(|place| place.defines) {
                Err("the key is defined outside this draft; rename it there".to_owned())
            } else if new != old && !things::places(analysis, &other).is_empty() {
                Err(format!("there is a key {new} already"))
            } else {
                Ok(names())
            }
        }
        Thing::Person(_) if new.is_empty() || new.contains('\n') => Err("a name has at least one word".to_owned()),
        Thing::Person(person) => Ok(person_edits(source, analysis, *person, &places, new)),
    }
}

/// Edits of a person's name outside quotations: where the draft has the full name, the new one; where it has a part
/// of it, the part of the new one that stands in the same place, counted from the end.
fn person_edits(source: &Source, analysis: &Analysis, person: usize, places: &[Place], new: &str) -> Vec<Edit> {
    let Some(person) = analysis.people.persons.get(person) else { return Vec::new() };
    let full: Vec<&str> = person.name.split_whitespace().collect();
    let wanted: Vec<&str> = new.split_whitespace().collect();
    let named = places.iter().filter(|place| !place.quoted).filter_map(|place| place.name);
    named
        .filter_map(|span| {
            let old = source.slice(span);
            let parts: Vec<&str> = old.split_whitespace().collect();
            let start = full.windows(parts.len().max(1)).rposition(|window| window == parts.as_slice())?;
            let from_end = full.len() - (start + parts.len());
            let end = wanted.len().saturating_sub(from_end).max(1);
            let start = if start == 0 { 0 } else { end.saturating_sub(parts.len()) };
            let text = wanted[start..end].join(" ");
            (text != old).then_some(Edit { span, text })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Known;
    use crate::fix;
    use crate::markdown::Syntax;
    use crate::people::roster::Roster;

    /// `copy` with the thing at the `|` renamed, or why it cannot be.
    fn check(copy: &str, new: &str) -> Result<String, String> {
        let cursor = copy.find('|').unwrap();
        let copy = copy.replacen('|', "", 1);
        let source = Source::new(copy.clone());
        let known = Known { roster: &Roster::default(), libraries: &[], transcripts: &[], date: None, today: None };
        let analysis = Analysis::of(&source, Syntax::Markdown, &known);
        let (thing, _) = things::at(&analysis, cursor).ok_or("nothing there")?;
        Ok(fix::apply(&copy, &rename(&source, &analysis, &thing, new)?).unwrap())
    }

    #[test]
    fn a_footnote_is_renamed_with_its_text() {
        let renamed = "One.[^b] Two.[^b] Three.[^c]\n\n[^b]: Note.\n[^c]: Other.\n";
        assert_eq!(check("One.[^|a] Two.[^a] Three.[^c]\n\n[^a]: Note.\n[^c]: Other.\n", "b").as_deref(), Ok(renamed));
        assert_eq!(check("One.[^a] Two.[^a] Three.[^c]\n\n[^a|]: Note.\n[^c]: Other.\n", "b").as_deref(), Ok(renamed));
        let taken = check("One.[^|a] Two.[^c]\n\n[^a]: Note.\n[^c]: Other.\n", "c");
        assert_eq!(taken, Err("there is a footnote c already".into()));
        assert!(check("One.[^|a]\n\n[^a]: Note.\n", "a b").is_err());
    }

    #[test]
    fn a_key_is_renamed_where_the_draft_defines_it() {
        assert_eq!(
            check("---\nsources:\n  - id: one\n    title: T\n---\n\nSaid.[@one|] Said.[see @one, p. 3]\n", "two")
                .as_deref(),
            Ok("---\nsources:\n  - id: two\n    title: T\n---\n\nSaid.[@two] Said.[see @two, p. 3]\n")
        );
        assert_eq!(
            check("---\nsources:\n  - id: one\n---\n\nSaid<!-- src: o|ne -->. Said.[@one]\n", "two").as_deref(),
            Ok("---\nsources:\n  - id: two\n---\n\nSaid<!-- src: two -->. Said.[@two]\n")
        );
        assert_eq!(
            check("Said.[@one|]\n", "two"),
            Err("the key is defined outside this draft; rename it there".into())
        );
    }

    #[test]
    fn a_person_is_renamed_but_not_in_what_others_said() {
        let copy = "Mayor Ada Lindq|vist came. “Ada Lindqvist is late,” a guest said. Lindqvist left.\n";
        assert_eq!(
            check(copy, "Ada Lindquist").as_deref(),
            Ok("Mayor Ada Lindquist came. “Ada Lindqvist is late,” a guest said. Lindquist left.\n")
        );
    }

    #[test]
    fn nothing_is_renamed_where_nothing_is_named() {
        assert_eq!(check("The | bridge fell.\n", "x"), Err("nothing there".into()));
    }
}
