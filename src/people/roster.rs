//! Who holds which office, and since when.

use std::path::PathBuf;

use crate::dates::PartialDate;
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
#[derive(Clone, Debug, Default)]
pub struct Roster {
    officials: Vec<Official>,
}

impl Roster {
    /// The official of that id. Panics for an id of another roster.
    pub fn official(&self, id: OfficialId) -> &Official {
        &self.officials[id.0 as usize]
    }
}
