//! Who holds which office, and since when.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::dates::PartialDate;
use crate::people::keys::{self, Key};
use crate::people::names;
use crate::text::Span;

/// One occupancy of one office. What is unknown is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// The office, lower case as it stands after a name: `secretary of state`.
    pub title: String,
    /// The body: `U.S. Senate`.
    pub org: Option<String>,
    /// Where, as `country:us` or `country:us/state:fl`.
    pub jurisdiction: Option<String>,
    /// For ambassadors: the country they are sent to.
    pub to: Option<String>,
    /// The district or state represented.
    pub district: Option<String>,
    /// The party while in office.
    pub party: Option<String>,
    /// First day.
    pub start: Option<PartialDate>,
    /// Last day; `None` when the office is still held, as of `as_of`.
    pub end: Option<PartialDate>,
    /// When the term is due to end; says nothing of what happened since.
    pub term_ends: Option<PartialDate>,
    /// Whether the office is held in an acting capacity.
    pub acting: bool,
    /// The office's own page.
    pub url: Option<String>,
    /// Where the fact was read.
    pub source: Option<String>,
    /// Words that the source's licence wants shown wherever the fact is.
    pub credit: Option<String>,
    /// The day on which the fact was last known to hold.
    pub as_of: Option<PartialDate>,
}

/// A person who holds or held an office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Official {
    /// A stable id: `wd:Q324546`, `local:…`.
    pub id: String,
    /// The name as a newsroom writes it in full.
    pub name: String,
    /// The family name.
    pub family: Option<String>,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// Spellings known to be wrong.
    pub misspellings: Vec<String>,
    /// Pronouns, only where a source states them: `she`, `her`.
    pub pronouns: Vec<String>,
    /// Web pages.
    pub links: Vec<String>,
    /// Ids of the same person in other lists: `bioguide:C000127`. Sources are merged by these, never by name.
    pub ids: Vec<String>,
    /// Ids of people this one is often taken for.
    pub not_same_as: Vec<String>,
    /// Offices, sorted by start.
    pub roles: Vec<Role>,
    /// The file and place it was read from; `None` for the embedded roster.
    pub place: Option<(PathBuf, Span)>,
}

/// An official of one [`Roster`]: its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficialId(pub u32);

/// Officials by name. The newsroom's own entries stand before imported ones, those before the embedded ones.
///
/// Names are looked up folded, as [`fold::fold`] gives them. The index is made at the first look-up.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    officials: Vec<Official>,
    index: OnceLock<Index>,
}

/// Look-ups as sorted pairs of a folded name's hash and the official's place in the roster.
#[derive(Clone, Debug, Default)]
struct Index {
    names: Vec<(u64, u32)>,
    families: Vec<(u64, u32)>,
    misspellings: Vec<(u64, u32)>,
    titles: Vec<(u64, u32)>,
}

impl Role {
    /// Whether the office was held on `day`, as far as the dates tell.
    pub fn held_on(&self, day: Date) -> Held {
        let began = match self.start {
            None => Held::Perhaps,
            Some(start) if start.latest() <= day => Held::Surely,
            Some(start) if start.earliest() <= day => Held::Perhaps,
            Some(_) => return Held::No,
        };
        match self.end {
            // A term that ends on a day is still told of on that day.
            Some(end) if end.latest() < day => Held::No,
            Some(end) if end.earliest() < day => Held::Perhaps,
            _ => began,
        }
    }

    /// Whether the office had ended before `day`, whatever is unknown about its start.
    pub fn ended_before(&self, day: Date) -> bool {
        self.end.is_some_and(|end| end.latest() < day)
    }
}

/// Whether an office was held on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// It began later or had ended.
    No,
    /// A date is only a year or a month, or is missing, so it cannot be told.
    Perhaps,
    /// It had begun, and had not ended as far as is known.
    Surely,
}

impl Official {
    /// The family name: the stated one, else the last part of the name, particles and suffixes considered.
    pub fn family_name(&self) -> &str {
        self.family.as_deref().unwrap_or_else(|| names::family(&self.name))
    }

    /// The name and its other right forms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

impl Roster {
    /// A roster of `officials`, those that win first.
    pub fn new(officials: Vec<Official>) -> Self {
        Self { officials, index: OnceLock::new() }
    }

    /// The official of that id. Panics for an id of another roster.
    pub fn official(&self, id: OfficialId) -> &Official {
        &self.officials[id.0 as usize]
    }

    /// Every official with its id, those that win first.
    pub fn iter(&self) -> impl Iterator<Item = (OfficialId, &Official)> {
        self.officials.iter().enumerate().map(|(i, official)| (OfficialId(i as u32), official))
    }

    /// How many officials there are.
    pub fn len(&self) -> usize {
        self.officials.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.officials.is_empty()
    }

    /// Officials with that full name or alias, folded; middle initials and suffixes of the roster's own form may
    /// be missing. Those that win first.
    pub fn named(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        found(&self.index().names, folded)
    }

    /// Officials with that family name, folded.
    pub fn family(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        found(&self.index().families, folded)
    }

    /// Officials for whose name that folded spelling is known to be wrong.
    pub fn misspelled(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        found(&self.index().misspellings, folded)
    }

    /// Officials who hold or held an office of that title, folded.
    pub fn titled(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        found(&self.index().titles, folded)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.officials))
    }
}

impl Index {
    fn of(officials: &[Official]) -> Self {
        let mut index = Self::default();
        for (official, id) in officials.iter().zip(0..) {
            keys::each(official, |kind, folded| index.list(kind).push((key(folded), id)));
        }
        for list in [&mut index.names, &mut index.families, &mut index.misspellings, &mut index.titles] {
            list.sort_unstable();
            list.dedup();
        }
        index
    }

    fn list(&mut self, kind: Key) -> &mut Vec<(u64, u32)> {
        match kind {
            Key::Name => &mut self.names,
            Key::Family => &mut self.families,
            Key::Misspelling => &mut self.misspellings,
            Key::Title => &mut self.titles,
        }
    }
}

/// The hash of a folded name. With sixty-four bits no two names of a roster meet.
fn key(folded: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    folded.hash(&mut hasher);
    hasher.finish()
}

fn found<'a>(list: &'a [(u64, u32)], folded: &str) -> impl Iterator<Item = OfficialId> + use<'a> {
    let key = key(folded);
    let from = list.partition_point(|entry| entry.0 < key);
    list[from..].iter().take_while(move |entry| entry.0 == key).map(|entry| OfficialId(entry.1))
}
