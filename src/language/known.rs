//! What single words tell about names: given names, words of everyday English, words of bodies and places.

use crate::language::lexicon::{lines, rows};

static GIVEN: &str = include_str!("given_names.txt");
static COMMON: &str = include_str!("common_words.txt");
static NOT_NAMES: &str = include_str!("not_names.tsv");

/// What is known of a word, a set. Nothing known is a good sign in a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known(u8);

impl Known {
    /// A given name somewhere.
    pub const GIVEN: Self = Self(1);
    /// A word of everyday English, which starts sentences and stands in titles.
    pub const COMMON: Self = Self(1 << 1);
    /// A word in the names of bodies and works: committee, times.
    pub const ORG: Self = Self(1 << 2);
    /// The same, but also a family name: Fox, Ford.
    pub const BRAND: Self = Self(1 << 3);
    /// A place, or the first word of places.
    pub const PLACE: Self = Self(1 << 4);
    /// People or things by origin, faith, party, direction or number.
    pub const GROUP: Self = Self(1 << 5);

    /// Whether it has any flag of `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The flags of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn bits(self) -> u8 {
        self.0
    }

    pub(super) const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }
}

/// Hands out every word of the tables, in small letters, with what is known of it; some words twice.
pub(super) fn each(mut take: impl FnMut(&'static str, Known)) {
    for word in lines(GIVEN) {
        take(word, Known::GIVEN);
    }
    for word in lines(COMMON) {
        take(word, Known::COMMON);
    }
    for row in rows(NOT_NAMES) {
        for kind in row[1].split(' ') {
            let known = match kind {
                "org" => Known::ORG,
                "brand" => Known::BRAND,
                "place" => Known::PLACE,
                _ => Known::GROUP,
            };
            take(row[0], known);
        }
    }
}
