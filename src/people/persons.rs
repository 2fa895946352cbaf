//! Which sightings are people, and which of them are the same person. The draft itself decides: a full name
//! introduces a person, a surname alone means somebody introduced.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet, FxHasher};
use smallvec::SmallVec;

use crate::language::known::Known;
use crate::language::packed::{Packed, Run};
use crate::language::tokens::{Kind, Token};
use crate::people::fold;
use crate::people::mentions::Pronoun;
use crate::people::name_parts;
use crate::people::roster::Roster;
use crate::people::sightings::Sighting;
use crate::people::words::Words;

/// People of a draft who share a name; hardly ever more than one.
pub(super) type Namesakes = SmallVec<[usize; 2]>;

/// A person of the draft as the sightings show them.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// The fullest form of the name, as a sighting.
    pub fullest: usize,
    /// Every sighting of this person, in no order.
    pub sightings: SmallVec<[usize; 4]>,
    /// Those with a first name, in order.
    pub(super) full_names: SmallVec<[usize; 2]>,
    /// The titles borne.
    pub(super) titles: SmallVec<[&'static str; 1]>,
    /// The first sighting.
    pub(super) first: usize,
    /// The letter of the middle name.
    pub(super) initial: Option<char>,
    /// Stated by titles, honorifics and relatives; `None` when nothing was stated or it conflicts.
    pub pronoun: Option<Pronoun>,
    /// Others of the draft who may be meant: this is a surname that two people share.
    pub shared_by: Vec<usize>,
    /// The sighting that names this person by the family name alone, when it is more or other than the last
    /// word of the full name: `Peña Nieto`, `Xi`.
    pub called: Option<usize>,
}

impl Sketch {
    /// Whether no first name is known.
    pub fn is_surname_only(&self) -> bool {
        self.full_names.is_empty()
    }
}

/// Whom the sightings show.
#[derive(Clone, Debug, Default)]
pub struct Sketches {
    /// In no order.
    pub list: Vec<Sketch>,
    /// For each sighting, who it is; `None`: nobody.
    pub whom: Vec<Option<usize>>,
}

/// Tells people apart.
pub fn sketch(words: &Words, sightings: &[Sighting], roster: &Roster) -> Sketches {
    // Most people are named more than once.
    let room = sightings.len() / 3;
    let mut draft = Draft {
        words,
        text: words.text,
        tokens: words.tokens,
        sightings,
        roster,
        alone: FxHashSet::with_capacity_and_hasher(room, FxBuildHasher),
        families: FxHashMap::with_capacity_and_hasher(room, FxBuildHasher),
        givens: FxHashMap::with_capacity_and_hasher(room, FxBuildHasher),
        bound: FxHashMap::default(),
        shared: FxHashMap::default(),
        sketches: Sketches { list: Vec::with_capacity(room), whom: vec![None; sightings.len()] },
        folded: String::new(),
        family_keys: Vec::with_capacity(sightings.len()),
    };
    for sighting in sightings {
        let key = draft.key(sighting.name.family, sighting.name.family_end);
        draft.family_keys.push(key);
    }
    draft.find_alone();
    draft.introduce();
    draft.resolve();
    draft.sketches
}

/// A draft whose people are told apart.
pub(super) struct Draft<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) sightings: &'a [Sighting],
    pub(super) roster: &'a Roster,
    /// Words that stand alone with a capital they need not have, or behind an honorific.
    pub(super) alone: FxHashSet<u64>,
    /// By family name, whole and last word; in order of introduction.
    pub(super) families: FxHashMap<u64, Namesakes>,
    /// By first word.
    pub(super) givens: FxHashMap<u64, Namesakes>,
    /// Whom a bare surname last meant.
    pub(super) bound: FxHashMap<u64, usize>,
    /// The sketch of a bare surname that several share.
    pub(super) shared: FxHashMap<u64, usize>,
    pub(super) sketches: Sketches,
    pub(super) folded: String,
    /// The key of each sighting's family name.
    pub(super) family_keys: Vec<u64>,
}

impl Draft<'_> {
    /// The key of the words from token `from` up to `until`, folded.
    pub(super) fn key(&mut self, from: usize, until: usize) -> u64 {
        let tokens = &self.tokens[from..until];
        if let [token] = tokens
            && let Some(run) = Run::at(self.text.as_bytes(), token.start as usize)
            && run.len == token.range().len()
        {
            // Small letters are all there is to fold in a plain word.
            return run.packed.mixed();
        }
        self.folded.clear();
        for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
            fold::fold_into(&mut self.folded, token.text(self.text));
        }
        name_key(&self.folded)
    }

    pub(super) fn known(&self, i: usize) -> Known {
        self.words.known(i)
    }

    fn find_alone(&mut self) {
        for (sighting, key) in self.sightings.iter().zip(&self.family_keys) {
            let titled = sighting.honorific || sighting.title.is_some();
            if sighting.name.words == 1 && (titled || !sighting.signs.initial) && !sighting.signs.headline {
                self.alone.insert(*key);
            }
        }
    }

    /// Full names first, over all of the draft, so that a surname before its introduction finds it.
    fn introduce(&mut self) {
        let mut tails: FxHashSet<u64> = FxHashSet::default();
        let full: Vec<usize> = (0..self.sightings.len()).filter(|&i| self.is_person(i)).collect();
        for &i in &full {
            let name = &self.sightings[i].name;
            if name.words > 2 {
                let tail = self.key(self.second_last(i), name.family_end);
                tails.insert(tail);
            }
            if name.family_end - name.family > 1 {
                tails.insert(self.family_keys[i]);
            }
        }
        let mut keys: FxHashMap<u64, usize> = FxHashMap::with_capacity_and_hasher(full.len(), FxBuildHasher);
        for i in full {
            let name = &self.sightings[i].name;
            // "Peña Nieto" is the family name of an Enrique Peña Nieto in the same draft.
            if name.words == 2 && self.sightings[i].title.is_none() {
                let whole = self.key(name.tokens.start, name.family_end);
                if tails.contains(&whole) {
                    continue;
                }
            }
            self.introduce_one(i, &mut keys);
        }
        self.drop_attributive();
    }

    /// The token at which the last two words of a long name start.
    fn second_last(&self, i: usize) -> usize {
        let name = &self.sightings[i].name;
        (name.tokens.start + 1..name.family).rev().find(|&at| self.tokens[at].kind == Kind::Word).unwrap_or(name.family)
    }

    fn introduce_one(&mut self, i: usize, keys: &mut FxHashMap<u64, usize>) {
        let name = self.sightings[i].name.clone();
        let family = self.family_keys[i];
        let given = self.key(name.tokens.start, name.tokens.start + 1);
        let whole = hash(&(given, family, self.suffix(i)));
        let initial = self.initial(i);
        let initialled = hash(&(whole, initial));
        // George W. is not George H.W., but both may be George.
        let same = match initial {
            None => keys.get(&whole).copied(),
            Some(_) => keys
                .get(&initialled)
                .copied()
                .or_else(|| keys.get(&whole).copied().filter(|&person| self.sketches.list[person].initial.is_none())),
        };
        let person = same.unwrap_or_else(|| self.new_sketch(i));
        keys.entry(whole).or_insert(person);
        if initial.is_some() {
            keys.entry(initialled).or_insert(person);
            self.sketches.list[person].initial = initial;
        }
        if same.is_none() {
            add(&mut self.families, family, person);
            add(&mut self.givens, given, person);
            if name.family_end - name.family > 1 {
                let last = self.key(name.family_end - 1, name.family_end);
                add(&mut self.families, last, person);
            }
            self.add_without_article(name.family_end - 1, person);
        }
        if name.words > 2 {
            let start = self.second_last(i);
            let tail = self.key(start, name.family_end);
            add(&mut self.families, tail, person);
        }
        self.take(i, person);
    }

    /// An Arabic article is often left off: al-Rashidi, Rashidi.
    fn add_without_article(&mut self, i: usize, person: usize) {
        let word = self.tokens[i].text(self.text);
        if let Some(bare) = ["al-", "el-", "Al-", "El-"].iter().find_map(|article| word.strip_prefix(article)) {
            let key = name_key(&fold::fold(bare));
            add(&mut self.families, key, person);
        }
    }

    /// The letter of the first middle name or initial of sighting `i`.
    fn initial(&self, i: usize) -> Option<char> {
        let name = &self.sightings[i].name;
        let middle = self.tokens.get(name.tokens.start + 1..name.family)?;
        middle.iter().find(|token| token.is_capital()).and_then(|token| token.text(self.text).chars().next())
    }

    pub(super) fn new_sketch(&mut self, i: usize) -> usize {
        self.sketches.list.push(Sketch { fullest: i, first: i, ..Sketch::default() });
        self.sketches.list.len() - 1
    }

    pub(super) fn suffix(&self, i: usize) -> &str {
        let name = &self.sightings[i].name;
        if name.tokens.end > name.family_end {
            self.tokens[name.tokens.end - 1].text(self.text).trim_end_matches('.')
        } else {
            ""
        }
    }

    /// Gives sighting `i` to `person`.
    pub(super) fn take(&mut self, i: usize, person: usize) {
        self.sketches.whom[i] = Some(person);
        let sighting = &self.sightings[i];
        let sketch = &mut self.sketches.list[person];
        sketch.pronoun = sketch.pronoun.or(sighting.pronoun);
        sketch.sightings.push(i);
        sketch.first = sketch.first.min(i);
        if sighting.name.words > 1 {
            sketch.full_names.push(i);
        }
        for title in [&sighting.title, &sighting.after, &sighting.shared].into_iter().flatten() {
            if !sketch.titles.contains(&title.kind.name) {
                sketch.titles.push(title.kind.name);
            }
        }
        let fullest = &self.sightings[sketch.fullest].name;
        if sighting.name.tokens.len() > fullest.tokens.len() {
            sketch.fullest = i;
        }
    }

    /// Takes back people whose "first name" is another's surname and whose last one is an everyday word: with a
    /// Mara Cole in the draft, "Cole Cash" is no person.
    fn drop_attributive(&mut self) {
        for person in 0..self.sketches.list.len() {
            let Sketch { fullest, sightings, .. } = &self.sketches.list[person];
            let sighting = &self.sightings[*fullest];
            let name = &sighting.name;
            let last = self.known(name.family_end - 1);
            if name.words != 2
                || !last.has(Known::COMMON)
                || sightings.iter().any(|&i| self.sightings[i].title.is_some())
            {
                continue;
            }
            let family = self.family_keys[*fullest];
            let first = self.key(name.tokens.start, name.tokens.start + 1);
            if self.families.get(&first).is_some_and(|others| others.iter().any(|&other| other != person)) {
                for i in std::mem::take(&mut self.sketches.list[person].sightings) {
                    self.sketches.whom[i] = None;
                }
                for (map, key) in [(&mut self.families, family), (&mut self.givens, first)] {
                    map.entry(key).or_default().retain(|other| *other != person);
                }
            }
        }
    }
}

/// A hash of a folded name, by which names of one draft are told apart. ASCII letters may be in any case.
fn name_key(folded: &str) -> u64 {
    match Packed::of(folded) {
        Some(packed) => packed.mixed(),
        None => hash(&folded.to_ascii_lowercase()),
    }
}

/// A hash by which people of one draft are told apart.
pub(super) fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A surname that more people share means nobody, and a list without end would make reading slow.
const MAX_NAMESAKES: usize = 8;

/// Adds `person` to those who share a name.
pub(super) fn add(map: &mut FxHashMap<u64, Namesakes>, key: u64, person: usize) {
    let people = map.entry(key).or_default();
    if people.len() < MAX_NAMESAKES && !people.contains(&person) {
        people.push(person);
    }
}

/// The family name of a person as a second reference has it.
pub fn family<'a>(words: &Words<'a>, sightings: &[Sighting], sketch: &Sketch) -> &'a str {
    if let Some(called) = sketch.called {
        let name = &sightings[called].name;
        return words.slice(name.tokens.start, name.family_end);
    }
    let name = &sightings[sketch.fullest].name;
    let (first, last) = (words.word(name.tokens.start), words.word(name.family_end - 1));
    if name.words == 2 && name_parts::family_first(first, last) {
        return first;
    }
    name_parts::family(words.slice(name.family, name.family_end))
}
