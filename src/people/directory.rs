//! Imported officials, compiled into one file: opened by reading it whole, asked without taking it apart.
//!
//! The file is a header, a map from folded names to people, and a record of every person. A record holds what
//! each import said of that person, so that an import can be replaced later without the files of the others.

use std::fmt;
use std::sync::{Arc, OnceLock};

use fst::{Map, MapBuilder};
use serde::{Deserialize, Serialize};

use crate::people::keys::{self, Key};
use crate::people::merge;
use crate::people::record::{self, Pool, Reader};
use crate::people::roster::Official;
use crate::text::Problem;

/// The ending of the file's name, by which a settings file can name it among the officials.
pub const EXTENSION: &str = "directory";

/// The first bytes of every directory. The last one counts the changes of the format.
const MAGIC: &[u8; 16] = b"copydesk people\x02";

/// The header: the magic, a checksum of all that follows it, and the ends of the sections.
const HEADER: usize = MAGIC.len() + 8 + 8 * SECTIONS;

/// Imports, the map of names, lists of people, ends of texts, texts, ends of records, records.
const SECTIONS: usize = 7;

/// One import, as the directory remembers it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// What it goes by; a later import of that name replaces it.
    pub name: String,
    /// The format that was read.
    pub format: String,
    /// The source that the facts name.
    pub source: String,
    /// The licence of the data, or words on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The day on which the files were known to hold.
    pub as_of: String,
    /// Names of the files, without their folders.
    pub files: Vec<String>,
    /// How many people it gave.
    pub people: usize,
    /// How many offices it gave.
    pub roles: usize,
}

/// The first byte of an id in the map; other texts begin with that of their kind.
const ID: u8 = b'i';

fn first_byte(key: Key) -> u8 {
    match key {
        Key::Name => b'n',
        Key::Called => b'c',
        Key::Family => b'f',
        Key::Misspelling => b'm',
        Key::Title => b't',
    }
}

/// A compiled directory, opened.
pub struct Directory {
    sections: [Section; SECTIONS],
    names: Map<Section>,
    imports: Vec<Import>,
    /// People that were asked for, each read once.
    officials: Vec<OnceLock<Box<Official>>>,
}

impl fmt::Debug for Directory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Directory").field("imports", &self.imports).field("people", &self.len()).finish_non_exhaustive()
    }
}

/// A part of the file, which all parts share.
#[derive(Clone, Debug)]
struct Section {
    file: Arc<Vec<u8>>,
    start: usize,
    end: usize,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        &self.file[self.start..self.end]
    }
}

impl Section {
    /// The number at place `i` of a section of numbers.
    fn number(&self, i: usize) -> Option<usize> {
        let bytes = self.as_ref().get(i * 4..i * 4 + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    }

    /// What lies between the end of the piece before `i` and that of `i`, by the ends in `ends`.
    fn piece(&self, ends: &Self, i: usize) -> Option<&[u8]> {
        let start = if i == 0 { 0 } else { ends.number(i - 1)? };
        self.as_ref().get(start..ends.number(i)?)
    }
}

impl Directory {
    /// Opens a directory from the bytes of its file.
    pub fn open(file: Vec<u8>) -> Result<Self, Problem> {
        let fault = |message: &str| Problem {
            span: None,
            message: message.to_owned(),
            remedy: Some("import the officials again".to_owned()),
        };
        if file.len() < HEADER || file[..15] != MAGIC[..15] {
            return Err(fault("this is no compiled directory of officials"));
        }
        if file[15] != MAGIC[15] {
            return Err(fault("this directory was compiled by another version of copydesk"));
        }
        let word = |i: usize| u64::from_le_bytes(file[16 + i * 8..24 + i * 8].try_into().unwrap_or_default());
        if word(0) != u64::from(crc32fast::hash(&file[24..])) {
            return Err(fault("this directory is damaged"));
        }
        let ends: [usize; SECTIONS] = std::array::from_fn(|i| word(i + 1) as usize);
        let inside = ends.is_sorted() && ends[0] >= HEADER && ends[SECTIONS - 1] == file.len();
        if !inside {
            return Err(fault("this directory is damaged"));
        }
        let file = Arc::new(file);
        let sections: [Section; SECTIONS] = std::array::from_fn(|i| Section {
            file: Arc::clone(&file),
            start: if i == 0 { HEADER } else { ends[i - 1] },
            end: ends[i],
        });
        let imports = serde_json::from_slice(sections[0].as_ref()).map_err(|_| fault("this directory is damaged"))?;
        let names = Map::new(sections[1].clone()).map_err(|_| fault("this directory is damaged"))?;
        let people = sections[5].as_ref().len() / 4;
        let mut officials = Vec::new();
        officials.resize_with(people, OnceLock::new);
        Ok(Self { sections, names, imports, officials })
    }

    /// What tells it from other directories: its length and the checksum in its head.
    pub fn checksum(&self) -> [u8; 16] {
        let file = &self.sections[0].file;
        let mut sum = [0; 16];
        sum[..8].copy_from_slice(&file.len().to_le_bytes());
        sum[8..].copy_from_slice(&file[16..24]);
        sum
    }

    /// The imports that it was compiled from.
    pub fn imports(&self) -> &[Import] {
        &self.imports
    }

    /// How many people it holds.
    pub fn len(&self) -> usize {
        self.officials.len()
    }

    /// Whether it holds nobody.
    pub fn is_empty(&self) -> bool {
        self.officials.is_empty()
    }

    /// The person at place `i`, from zero. Panics past the last: the caller is to blame.
    pub fn official(&self, i: u32) -> &Official {
        self.officials[i as usize].get_or_init(|| Box::new(self.merged(i as usize)))
    }

    /// People who can be found by that folded text.
    pub fn find(&self, key: Key, folded: &str) -> Vec<u32> {
        self.look_up(first_byte(key), folded)
    }

    /// The person with that id; `None` when no import knows it.
    pub fn with_id(&self, id: &str) -> Option<u32> {
        self.look_up(ID, id).first().copied()
    }

    /// What each import said, import by import.
    pub fn parts(&self) -> Vec<(Import, Vec<Official>)> {
        let mut parts: Vec<_> = self.imports.iter().map(|import| (import.clone(), Vec::new())).collect();
        for i in 0..self.len() {
            for (import, official) in self.said(i) {
                if let Some((_, officials)) = parts.get_mut(import) {
                    officials.push(official);
                }
            }
        }
        parts
    }

    fn look_up(&self, first: u8, folded: &str) -> Vec<u32> {
        let mut bytes = Vec::with_capacity(folded.len() + 1);
        bytes.push(first);
        bytes.extend_from_slice(folded.as_bytes());
        let Some(value) = self.names.get(&bytes) else { return Vec::new() };
        // Most names have one bearer, who then stands in the map itself.
        if value & 1 == 1 {
            return vec![(value >> 1) as u32];
        }
        let list = self.sections[2].as_ref().get((value >> 1) as usize..).unwrap_or_default();
        let no_text = |_| None;
        let mut reader = Reader::new(list, &no_text);
        let mut last = 0;
        let count = reader.number().unwrap_or_default();
        let people = (0..count).map_while(|_| {
            last = u32::wrapping_add(last, reader.number()? as u32);
            Some(last)
        });
        people.filter(|&i| (i as usize) < self.len()).collect()
    }

    fn said(&self, i: usize) -> Vec<(usize, Official)> {
        let [_, _, _, text_ends, texts, record_ends, records] = &self.sections;
        let pool = |number: u64| std::str::from_utf8(texts.piece(text_ends, number as usize - 1)?).ok();
        let Some(record) = records.piece(record_ends, i) else { return Vec::new() };
        let mut reader = Reader::new(record, &pool);
        let count = reader.number().unwrap_or_default();
        (0..count).map_while(|_| Some((reader.number()? as usize, reader.official()?))).collect()
    }

    fn merged(&self, i: usize) -> Official {
        let mut parts = self.said(i).into_iter().map(|(_, official)| official);
        let mut official = parts.next().unwrap_or_default();
        parts.for_each(|part| merge::add(&mut official, part));
        official
    }
}

/// Compiles imports into the bytes of a directory. People whom several imports know by a shared id become one,
/// and what the first import calls them is the name.
///
/// Fails when they are more than four gigabytes, which the places of records cannot count.
pub fn compile(parts: &[(Import, Vec<Official>)]) -> Result<Vec<u8>, Problem> {
    let flat: Vec<(usize, &Official)> =
        parts.iter().enumerate().flat_map(|(i, (_, officials))| officials.iter().map(move |one| (i, one))).collect();
    let officials: Vec<&Official> = flat.iter().map(|(_, official)| *official).collect();
    let mut pool = Pool::default();
    let (mut records, mut record_ends) = (Vec::new(), Vec::new());
    let mut keys: Vec<(Vec<u8>, u32)> = Vec::new();
    for (person, group) in merge::groups(&officials).into_iter().enumerate() {
        record::put(&mut records, group.len() as u64);
        let mut merged: Option<Official> = None;
        for member in group {
            let (import, official) = flat[member];
            record::put(&mut records, import as u64);
            record::write(&mut records, &mut pool, official);
            match &mut merged {
                Some(merged) => merge::add(merged, official.clone()),
                None => merged = Some(official.clone()),
            }
        }
        let end = u32::try_from(records.len()).map_err(|_| Problem {
            span: None,
            message: "the officials are too many for one directory; import into two folders".to_owned(),
            remedy: None,
        })?;
        record_ends.extend_from_slice(&end.to_le_bytes());
        if let Some(merged) = merged {
            add_keys(&mut keys, &merged, person as u32);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let (names, lists) = map(&keys);
    let imports: Vec<&Import> = parts.iter().map(|(import, _)| import).collect();
    let imports = serde_json::to_vec(&imports).unwrap_or_default();
    let text_ends: Vec<u8> = pool.ends.iter().flat_map(|end| end.to_le_bytes()).collect();

    let mut file = vec![0; HEADER];
    file[..16].copy_from_slice(MAGIC);
    for (i, section) in [imports, names, lists, text_ends, pool.bytes, record_ends, records].into_iter().enumerate() {
        file.extend_from_slice(&section);
        let end = file.len() as u64;
        file[24 + i * 8..32 + i * 8].copy_from_slice(&end.to_le_bytes());
    }
    let sum = u64::from(crc32fast::hash(&file[24..]));
    file[16..24].copy_from_slice(&sum.to_le_bytes());
    Ok(file)
}

/// Everything that a person can be found by.
fn add_keys(into: &mut Vec<(Vec<u8>, u32)>, official: &Official, person: u32) {
    let mut add = |first: u8, text: &str| {
        let mut bytes = Vec::with_capacity(text.len() + 1);
        bytes.push(first);
        bytes.extend_from_slice(text.as_bytes());
        into.push((bytes, person));
    };
    for id in std::iter::once(&official.id).chain(&official.ids) {
        add(ID, id);
    }
    keys::each(official, |key, folded| add(first_byte(key), folded));
}

/// The map of sorted keys, and the lists of people for keys that more than one has.
fn map(keys: &[(Vec<u8>, u32)]) -> (Vec<u8>, Vec<u8>) {
    let mut names = MapBuilder::memory();
    let mut lists = Vec::new();
    // The same few hundred titles lead to the same lists, but names rarely do; no list is shared.
    for group in keys.chunk_by(|one, other| one.0 == other.0) {
        let value = match group {
            [(_, person)] => u64::from(*person) << 1 | 1,
            _ => {
                let at = lists.len() as u64;
                record::put(&mut lists, group.len() as u64);
                let mut last = 0;
                for (_, person) in group {
                    record::put(&mut lists, u64::from(person - last));
                    last = *person;
                }
                at << 1
            }
        };
        // Keys are sorted and unique, which is all that can go wrong.
        names.insert(&group[0].0, value).expect("keys are sorted and unique");
    }
    (names.into_inner().expect("memory takes every byte"), lists)
}
