//! Who holds which office, and since when.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock, OnceLock};

use jiff::civil::Date;

use crate::dates::PartialDate;
use crate::people::directory::Directory;
use crate::people::fold::fold;
use crate::people::keys::{self, Key};
use crate::people::layers::{Layers, Member};
use crate::people::name_parts;
use crate::people::numbers::Numbers;
use crate::people::spelling;
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
/// Names are looked up folded, as [`crate::people::fold::fold`] gives them. Lists are laid over one another and
/// the index is made at the first look-up.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    own: Vec<Official>,
    directories: Vec<Arc<Directory>>,
    embedded: bool,
    laid: OnceLock<Laid>,
}

/// The lists, laid over one another, and what those in memory are found by.
#[derive(Clone, Debug)]
struct Laid {
    layers: Layers,
    index: Index,
}

/// Look-ups of officials by their place in the roster.
#[derive(Clone, Debug, Default)]
struct Index {
    names: Numbers,
    called: Numbers,
    families: Numbers,
    misspellings: Numbers,
    titles: Numbers,
    /// Family names in memory with each way to leave a letter out; made when the first is asked for.
    near: OnceLock<Numbers>,
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

    /// Whether what is known of the office was checked near enough to `day` to be told of it.
    pub fn is_fresh_on(&self, day: Date) -> bool {
        self.as_of.is_none_or(|as_of| as_of.latest().until(day).map_or(0, |span| span.get_days()) <= MAX_AGE_DAYS)
    }

    /// When its source said so, in words: `checked Aug. 12, 2025`.
    pub fn dated(&self) -> Option<String> {
        self.as_of.map(|as_of| format!("checked {}", as_of.words()))
    }

    /// Whether the office had ended before `day`, whatever is unknown about its start.
    pub fn ended_before(&self, day: Date) -> bool {
        self.end.is_some_and(|end| end.latest() < day)
    }
}

/// An office that is still held is told of a day only if it was checked no longer before that.
pub const MAX_AGE_DAYS: i32 = 366;

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
        self.family.as_deref().unwrap_or_else(|| name_parts::family(&self.name))
    }

    /// The name and its other right forms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

impl Roster {
    /// A roster of `officials`, those that win first, and of nobody else.
    pub fn new(officials: Vec<Official>) -> Self {
        Self { own: officials, ..Self::default() }
    }

    /// The roster of a newsroom: its own officials, the directories it imported, and the embedded ones.
    ///
    /// People whom several lists know, by an id or by the same name in the same office since the same time, are
    /// one; what the first list states of a person stays.
    pub fn of_newsroom(own: Vec<Official>, directories: Vec<Arc<Directory>>) -> Self {
        Self { own, directories, embedded: true, laid: OnceLock::new() }
    }

    /// The same roster with more directories, which win over the embedded officials only.
    pub fn and(&self, more: Vec<Arc<Directory>>) -> Self {
        let directories = self.directories.iter().cloned().chain(more).collect();
        Self { own: self.own.clone(), directories, embedded: self.embedded, laid: OnceLock::new() }
    }

    /// The official of that id. Panics for an id of another roster.
    pub fn official(&self, id: OfficialId) -> &Official {
        self.laid().layers.official(id.0)
    }

    /// Every official with its id, those in memory first. Reads whole directories, so it is no call for a keystroke.
    pub fn iter(&self) -> impl Iterator<Item = (OfficialId, &Official)> {
        let layers = &self.laid().layers;
        let numbers = (0..layers.numbers()).filter(|&number| !layers.is_absorbed(number));
        numbers.map(|number| (OfficialId(number), layers.official(number)))
    }

    /// The newsroom's own officials, as its lists have them.
    pub fn own(&self) -> &[Official] {
        &self.own
    }

    /// How many officials there are.
    pub fn len(&self) -> usize {
        let layers = &self.laid().layers;
        layers.numbers() as usize - layers.absorbed()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Officials with that full name or alias, folded; middle initials and suffixes of the roster's own form may
    /// be missing. Those that win first.
    pub fn named(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        self.found(Key::Name, folded)
    }

    /// Officials with that first and that family name, folded, between which more stands in the roster.
    pub fn called(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        self.found(Key::Called, folded)
    }

    /// Officials with that family name, folded.
    pub fn family(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        self.found(Key::Family, folded)
    }

    /// Officials in memory whose folded family name may be that one with a letter missing, added, changed or changed
    /// places with the next, and some whose name is farther off; those that win first.
    pub fn family_near(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        let near = self.laid().near();
        let mut found: Vec<u32> = Vec::new();
        spelling::each_shorter(folded, |form| found.extend(near.found(form)));
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(OfficialId)
    }

    /// Whether directories are among the lists, whose names only look-ups find.
    pub fn has_directories(&self) -> bool {
        !self.directories.is_empty()
    }

    /// Officials for whose name that folded spelling is known to be wrong.
    pub fn misspelled(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        self.found(Key::Misspelling, folded)
    }

    /// Officials who hold or held an office of that title, folded.
    pub fn titled(&self, folded: &str) -> impl Iterator<Item = OfficialId> {
        self.found(Key::Title, folded)
    }

    /// The official whom some list knows by that id, such as `wd:Q324546`.
    pub fn with_id(&self, id: &str) -> Option<OfficialId> {
        self.laid().layers.with_id(id).map(OfficialId)
    }

    fn found(&self, kind: Key, folded: &str) -> impl Iterator<Item = OfficialId> + use<> {
        let Laid { layers, index } = self.laid();
        let found = layers.in_order(index.list(kind).found(folded), kind, folded);
        found.into_iter().map(OfficialId)
    }

    fn laid(&self) -> &Laid {
        if self.embedded && self.own.is_empty() && self.directories.is_empty() {
            return &EMBEDDED;
        }
        self.laid.get_or_init(|| Laid::of(&self.own, &self.directories, self.embedded))
    }
}

/// The embedded officials and nobody else, as most newsrooms begin.
static EMBEDDED: LazyLock<Laid> = LazyLock::new(|| Laid::of(&[], &[], true));

/// Reads the embedded officials, which else is done when somebody is asked for.
pub fn prepare() {
    EMBEDDED.near();
}

impl Laid {
    fn of(own: &[Official], directories: &[Arc<Directory>], with_embedded: bool) -> Self {
        let layers = Layers::of(own, directories, with_embedded);
        let index = Index::of(layers.in_memory());
        Self { layers, index }
    }

    /// Family names in memory with each way to leave a letter out.
    fn near(&self) -> &Numbers {
        self.index.near.get_or_init(|| {
            let mut near = Numbers::default();
            for (official, id) in self.layers.in_memory().iter().zip(0..) {
                spelling::each_shorter(&fold(official.keyed().family_name()), |form| near.push(form, id));
            }
            near.sort();
            near
        })
    }
}

impl Index {
    fn of(officials: &[Member]) -> Self {
        let mut index = Self::default();
        for (official, id) in officials.iter().zip(0..) {
            keys::each(&official.keyed(), |kind, folded| index.list_mut(kind).push(folded, id));
        }
        for kind in [Key::Name, Key::Called, Key::Family, Key::Misspelling, Key::Title] {
            index.list_mut(kind).sort();
        }
        index
    }

    fn list(&self, kind: Key) -> &Numbers {
        match kind {
            Key::Name => &self.names,
            Key::Called => &self.called,
            Key::Family => &self.families,
            Key::Misspelling => &self.misspellings,
            Key::Title => &self.titles,
        }
    }

    fn list_mut(&mut self, kind: Key) -> &mut Numbers {
        match kind {
            Key::Name => &mut self.names,
            Key::Called => &mut self.called,
            Key::Family => &mut self.families,
            Key::Misspelling => &mut self.misspellings,
            Key::Title => &mut self.titles,
        }
    }
}
