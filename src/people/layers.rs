//! The lists of a roster laid over one another: the newsroom's own, imported directories, the embedded one.
//!
//! A person whom several lists know is one person here, put together from all of them.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::people::directory::Directory;
use crate::people::embedded::{self, Entry};
use crate::people::fold::fold;
use crate::people::keys::Key;
use crate::people::merge;
use crate::people::roster::Official;

/// Somebody in memory.
#[derive(Clone, Debug)]
pub(super) enum Member {
    /// Of the newsroom's own lists, perhaps with what others know of the person.
    Own(Box<Official>),
    /// Of the embedded roster, and of no other list.
    Embedded(&'static Entry),
}

impl Deref for Member {
    type Target = Official;

    fn deref(&self) -> &Official {
        match self {
            Self::Own(official) => official,
            Self::Embedded(entry) => entry,
        }
    }
}

impl Member {
    /// The official with at least what an index is made of.
    pub(super) fn keyed(&self) -> Cow<'_, Official> {
        match self {
            Self::Own(official) => Cow::Borrowed(official),
            Self::Embedded(entry) => Cow::Owned(entry.keyed()),
        }
    }

    /// The official as one of the newsroom's own, to whom something may be added.
    fn to_mut(&mut self) -> &mut Official {
        if let Self::Embedded(entry) = self {
            *self = Self::Own(Box::new((**entry).clone()));
        }
        match self {
            Self::Own(official) => official,
            Self::Embedded(_) => unreachable!("it was made the newsroom's own"),
        }
    }
}

/// Everybody, by number: those in memory first, then each directory's.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    /// The newsroom's own people, then the embedded ones that are nobody of them.
    memory: Vec<Member>,
    /// How many of those in memory are the newsroom's own.
    own: usize,
    directories: Vec<Arc<Directory>>,
    /// People of directories that are one in memory already, by number, with the number of that one.
    absorbed: FxHashMap<u32, u32>,
}

impl Layers {
    pub(super) fn of(own: &[Official], directories: &[Arc<Directory>], with_embedded: bool) -> Self {
        let own = merge::all(own.to_vec()).into_iter();
        let mut memory: Vec<Member> = own.map(|official| Member::Own(Box::new(official))).collect();
        let own = memory.len();
        if with_embedded {
            add_embedded(&mut memory);
        }
        let mut layers = Self { memory, own, directories: directories.to_vec(), absorbed: FxHashMap::default() };
        layers.absorb();
        layers
    }

    /// Draws together those in memory with their likes in the directories.
    fn absorb(&mut self) {
        let mut first = self.memory.len() as u32;
        for directory in &self.directories {
            for (official, number) in self.memory.iter_mut().zip(0..) {
                let by_id = ids(official).filter_map(|id| directory.with_id(id));
                let mut found: Vec<u32> = by_id.filter(|&i| !merge::apart(official, directory.official(i))).collect();
                if found.is_empty() {
                    let namesakes = directory.find(Key::Name, &fold(&official.name)).into_iter();
                    found = namesakes.filter(|&i| merge::same_spell(official, directory.official(i))).collect();
                }
                found.sort_unstable();
                found.dedup();
                for i in found {
                    if self.absorbed.insert(first + i, number).is_none() {
                        merge::add(official.to_mut(), directory.official(i).clone());
                    }
                }
            }
            first += directory.len() as u32;
        }
    }

    pub(super) fn in_memory(&self) -> &[Member] {
        &self.memory
    }

    /// How many numbers there are; those of absorbed people are among them.
    pub(super) fn numbers(&self) -> u32 {
        (self.memory.len() + self.directories.iter().map(|directory| directory.len()).sum::<usize>()) as u32
    }

    /// Whether a number is that of a person with another number.
    pub(super) fn is_absorbed(&self, number: u32) -> bool {
        self.absorbed.contains_key(&number)
    }

    pub(super) fn absorbed(&self) -> usize {
        self.absorbed.len()
    }

    /// The person of a number. Panics for a number that is none.
    pub(super) fn official(&self, number: u32) -> &Official {
        let mut left = number as usize;
        if let Some(official) = self.memory.get(left) {
            return official;
        }
        left -= self.memory.len();
        for directory in &self.directories {
            if left < directory.len() {
                return directory.official(left as u32);
            }
            left -= directory.len();
        }
        panic!("no official of this roster has the number {number}");
    }

    /// The person whom some list knows by that id.
    pub(super) fn with_id(&self, id: &str) -> Option<u32> {
        let known = |official: &Member| ids(official).any(|known| known == id);
        if let Some(number) = self.memory.iter().position(known) {
            return Some(number as u32);
        }
        let mut first = self.memory.len() as u32;
        for directory in &self.directories {
            if let Some(i) = directory.with_id(id) {
                return Some(first + i);
            }
            first += directory.len() as u32;
        }
        None
    }

    /// `in_memory`, sorted, and those whom the directories find by `key`, in the order in which lists win.
    pub(super) fn in_order(&self, in_memory: impl Iterator<Item = u32>, key: Key, folded: &str) -> Found {
        let mut found = Found::default();
        for number in in_memory {
            if (number as usize) < self.own { found.before.push(number) } else { found.after.push(number) }
        }
        let mut first = self.memory.len() as u32;
        for directory in &self.directories {
            for i in directory.find(key, folded) {
                // One in memory knows everything that the directory does, but may not be found by all of its keys.
                match self.absorbed.get(&(first + i)) {
                    Some(one) if found.before.contains(one) || found.after.contains(one) => {}
                    Some(one) => found.before.push(*one),
                    None => found.before.push(first + i),
                }
            }
            first += directory.len() as u32;
        }
        found
    }
}

/// Numbers of people, those that win first.
#[derive(Debug, Default)]
pub(super) struct Found {
    before: Vec<u32>,
    after: Vec<u32>,
}

impl IntoIterator for Found {
    type Item = u32;
    type IntoIter = std::iter::Chain<std::vec::IntoIter<u32>, std::vec::IntoIter<u32>>;

    fn into_iter(self) -> Self::IntoIter {
        self.before.into_iter().chain(self.after)
    }
}

fn add_embedded(memory: &mut Vec<Member>) {
    let own = memory.len();
    let mut by_id: FxHashMap<String, usize> = FxHashMap::default();
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (i, official) in memory.iter().enumerate() {
        by_id.extend(ids(official).map(|id| (id.to_owned(), i)));
        by_name.entry(fold(&official.name)).or_default().push(i);
    }
    for official in embedded::officials() {
        let mut one = None;
        if own > 0 {
            one = ids(official).find_map(|id| by_id.get(id).copied()).filter(|&i| !merge::apart(&memory[i], official));
            let namesakes = || by_name.get(&fold(&official.name)).into_iter().flatten().copied();
            one = one.or_else(|| namesakes().find(|&i| merge::same_spell(&memory[i], official)));
        }
        match one {
            Some(i) => merge::add(memory[i].to_mut(), (**official).clone()),
            None => memory.push(Member::Embedded(official)),
        }
    }
}

fn ids(official: &Official) -> impl Iterator<Item = &str> {
    std::iter::once(&official.id).chain(&official.ids).map(String::as_str)
}
