//! Words that say somebody is not named, and words that say why.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::language::lexicon::rows;

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
        // Every letter of every article passes through it.
        .kind(Some(AhoCorasickKind::DFA))
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

/// Where `copy` says that somebody is not named. Sorted, never overlapping.
pub fn markers(copy: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    found(copy, &[Role::Marker])
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

    #[test]
    fn markers_and_reasons_are_told_apart() {
        let copy = "She spoke on condition of anonymity because she was not authorized to discuss the tender.";
        assert_eq!(markers(copy).map(|range| &copy[range]).collect::<Vec<_>>(), ["on condition of anonymity"]);
        assert!(reasons(copy).next().is_some() && says_why(copy));
        assert!(reasons("She spoke on condition of anonymity.").next().is_none());
        // A cause without a marker is any cause.
        assert!(reasons("It closed because it leaks.").next().is_some() && !says_why("It closed because it leaks."));
        assert_eq!(markers("The becauses of anonymous tips.").count(), 0);
    }
}
