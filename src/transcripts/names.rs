//! Whether the name at a transcript's words and the name in the copy are one person's.

use crate::language::lexicon::{self, Class};

/// A name without titles, in small letters; empty when it names nobody in particular.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name(Vec<String>);

/// Labels that say what somebody does in the recording and not who it is.
const ROLES: &[&str] = &[
    "a",
    "answer",
    "audience",
    "caller",
    "chair",
    "chairman",
    "chairwoman",
    "clerk",
    "crowd",
    "female",
    "guest",
    "host",
    "interviewee",
    "interviewer",
    "man",
    "male",
    "member",
    "members",
    "moderator",
    "narrator",
    "officer",
    "operator",
    "panelist",
    "participant",
    "press",
    "q",
    "question",
    "reporter",
    "reporters",
    "speaker",
    "staff",
    "subject",
    "the",
    "translator",
    "unidentified",
    "unknown",
    "voice",
    "voices",
    "witness",
    "woman",
    "of",
    "and",
];

impl Name {
    /// Reads a name as it stands in copy or before words.
    pub(super) fn of(text: &str) -> Self {
        let bare = text.split(['(', ',', '/']).next().unwrap_or_default();
        let words = bare.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')));
        let mut parts = Vec::new();
        for word in words.filter(|word| !word.is_empty()) {
            let word = word.trim_end_matches("’s").trim_end_matches("'s").to_lowercase().replace('’', "'");
            if word.contains(|c: char| c.is_numeric()) {
                return Self::default();
            }
            let idle = Class::TITLE.or(Class::HONORIFIC).or(Class::SUFFIX);
            if !ROLES.contains(&word.as_str()) && !lexicon::class(&word).has(idle) {
                parts.push(word);
            }
        }
        Self(parts)
    }

    /// Whether it names nobody in particular.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the two are one person's; `None` when either names nobody in particular.
    pub(super) fn same(&self, other: &Self) -> Option<bool> {
        let (one, other) = (&self.0, &other.0);
        let (last, other_last) = (one.last()?, other.last()?);
        if one.len() == 1 || other.len() == 1 {
            return Some(one.contains(other_last) || other.contains(last));
        }
        let first = one[0].starts_with(other[0].as_str()) || other[0].starts_with(one[0].as_str());
        let compound = one[1..].contains(other_last) || other[1..].contains(last);
        Some(compound && first)
    }

    /// Whether `text` names the same person somewhere.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        let words = || text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '-'))).map(str::to_lowercase);
        self.0.last().is_some_and(|last| words().any(|word| word == *last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_several_names() {
        let same = |one: &str, other: &str| Name::of(one).same(&Name::of(other));
        for (one, other, expected) in [
            ("Ana Ruiz", "MAYOR RUIZ", Some(true)),
            ("Ruiz’s", "Ana Ruiz (D-Ohio)", Some(true)),
            ("Owen Moss", "Ida Moss", Some(false)),
            ("Sen. Marco Rubio", "TOM OKAFOR", Some(false)),
            ("Ana Ruiz", "THE PRESIDENT", None),
            ("Ana Ruiz", "SPEAKER 2", None),
            ("Ana Ruiz", "Q", None),
            ("Ana Ruiz Garcia", "Ana Ruiz", Some(true)),
        ] {
            assert_eq!(same(one, other), expected, "{one}, {other}");
        }
    }
}
