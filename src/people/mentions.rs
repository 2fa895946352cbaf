//! Names and titles in copy: who is mentioned where, the draft itself consulted first.

use std::ops::Range;

use crate::language::Reading;
use crate::people::roster::{OfficialId, Roster};

/// Which pronoun the copy or the roster states for a person; never inferred from a first name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// Mr., king, spokesman, or the roster says so.
    He,
    /// Ms., queen, spokeswoman, or the roster says so.
    She,
    /// Mx., or the roster says so.
    They,
}

/// One place at which a person is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Title, honorific and name; party tags and appositions not. In the prose.
    pub range: Range<usize>,
    /// The name alone.
    pub name: Range<usize>,
    /// The title before or right after the name, without the name.
    pub title: Option<Range<usize>>,
    /// The person, an index into [`People::persons`].
    pub person: usize,
    /// Whether a first and a family name stand here.
    pub full: bool,
}

/// A person of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest form of the name in the draft, without titles.
    pub name: String,
    /// The family name as a second reference would have it.
    pub family: String,
    /// What the copy or the roster states; `None`: unknown.
    pub pronoun: Option<Pronoun>,
    /// Who in the roster this is; `None` when nobody or not surely one person.
    pub official: Option<OfficialId>,
    /// Who in the roster this may be, when it is not sure.
    pub candidates: Vec<OfficialId>,
}

/// The people of a draft.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// In order of their first mention.
    pub persons: Vec<Person>,
    /// Sorted by start, never overlapping.
    pub mentions: Vec<Mention>,
}

impl People {
    /// The mention that a prose offset lies in or touches.
    pub fn at(&self, offset: usize) -> Option<&Mention> {
        let i = self.mentions.partition_point(|mention| mention.range.start <= offset).checked_sub(1)?;
        Some(&self.mentions[i]).filter(|mention| offset <= mention.range.end)
    }
}

/// People named in `text`, the prose of an article, which `reading` has read.
pub fn find(text: &str, reading: &Reading, roster: &Roster) -> People {
    let _ = (text, reading, roster);
    People::default()
}
