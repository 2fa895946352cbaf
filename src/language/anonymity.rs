//! Words that say somebody is not named, and words that say why.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::language::Reading;
use crate::language::lexicon::{Class, rows};

static TABLE: &str = include_str!("anonymity.tsv");

/// What a phrase of the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// That somebody is not named.
    Marker,
    /// Why.
    Reason,
    /// Why, but only in a sentence that says that somebody is not named: elsewhere it is any cause.
    Cause,
}

struct Table {
    phrases: AhoCorasick,
    roles: Vec<Role>,
}

static PHRASES: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<_> = rows(TABLE).collect();
    let phrases = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(rows.iter().map(|row| row[0]))
        .expect("a few dozen phrases");
    let roles = rows.iter().map(|row| match row[1] {
        "marker" => Role::Marker,
        "reason" => Role::Reason,
        _ => Role::Cause,
    });
    Table { phrases, roles: roles.collect() }
});

/// Phrases of `copy` with one of `roles`, whole words only.
fn found<'a>(copy: &'a str, roles: &'a [Role]) -> impl Iterator<Item = Range<usize>> + 'a {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    PHRASES
        .phrases
        .find_iter(copy)
        .filter(move |found| {
            roles.contains(&PHRASES.roles[found.pattern().as_usize()])
                && !word(copy[..found.start()].chars().next_back())
                && !word(copy[found.end()..].chars().next())
        })
        .map(|found| found.range())
}

/// Where `text` says that somebody is not named. Sorted, never overlapping. Most articles never do, so only sentences
/// with a word of that kind are looked through.
pub fn markers<'a>(text: &'a str, reading: &'a Reading) -> impl Iterator<Item = Range<usize>> + 'a {
    let words = reading.tokens.iter().filter(|token| token.class.has(Class::NAMING));
    let mut read = 0;
    words.flat_map(move |word| {
        let start = word.start as usize;
        let sentence =
            reading.sentence_at(start).filter(|it| start >= read && it.contains(&start)).cloned().unwrap_or_default();
        read = read.max(sentence.end);
        let found = found(&text[sentence.clone()], &[Role::Marker]);
        found.map(move |marker| sentence.start + marker.start..sentence.start + marker.end)
    })
}

/// Where `copy`, the sentence of such words or one beside it, says why. Sorted, never overlapping.
pub fn reasons(copy: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    found(copy, &[Role::Reason, Role::Cause])
}

/// Whether `copy` says that, or why, somebody is not named: another matter than not saying who.
pub fn says_why(copy: &str) -> bool {
    found(copy, &[Role::Marker, Role::Reason]).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn markers_and_reasons_are_told_apart() {
        let copy = "She spoke on condition of anonymity because she was not authorized to discuss the tender.";
        let shown = |copy: &str| {
            let reading = language::read(copy);
            markers(copy, &reading).map(|range| copy[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shown(copy), ["on condition of anonymity"]);
        let twice =
            "Two asked not to be named. “We asked not to be identified, and chose to remain anonymous,” one said.";
        assert_eq!(shown(twice), ["asked not to be named", "asked not to be identified", "chose to remain anonymous"]);
        assert!(reasons(copy).next().is_some() && says_why(copy));
        assert!(reasons("She spoke on condition of anonymity.").next().is_none());
        // A cause without a marker is any cause.
        assert!(reasons("It closed because it leaks.").next().is_some() && !says_why("It closed because it leaks."));
        assert_eq!(shown("The becauses of anonymous tips."), [""; 0]);
    }

    #[test]
    fn no_marker_lacks_the_words_by_which_sentences_are_found() {
        for row in rows(TABLE).filter(|row| row[1] == "marker") {
            let words = language::read(row[0]).tokens;
            assert!(words.iter().any(|word| word.class.has(Class::NAMING)), "{}", row[0]);
        }
    }
}
