//! Which sightings are people, and which of them are the same person. The draft itself decides: a full name
//! introduces a person, a surname alone means somebody introduced.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::language::lexicon::Class;
use crate::language::tokens::{Case, Kind, Token};
use crate::language::verbs::Form;
use crate::people::fold;
use crate::people::mentions::Pronoun;
use crate::people::names;
use crate::people::roster::Roster;
use crate::people::sightings::Sighting;
use crate::people::words::{Known, Words};

/// A person of the draft as the sightings show them.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// The fullest form of the name, as a sighting.
    pub fullest: usize,
    /// Every sighting of this person, in no order.
    pub sightings: Vec<usize>,
    /// Those with a first name, in order.
    full_names: Vec<usize>,
    /// The titles borne.
    titles: Vec<&'static str>,
    /// The first sighting.
    first: usize,
    /// The letter of the middle name.
    initial: Option<char>,
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
    let mut draft = Draft {
        words,
        text: words.text,
        tokens: words.tokens,
        sightings,
        roster,
        alone: FxHashSet::default(),
        families: FxHashMap::default(),
        givens: FxHashMap::default(),
        bound: FxHashMap::default(),
        shared: FxHashMap::default(),
        sketches: Sketches { list: Vec::new(), whom: vec![None; sightings.len()] },
        folded: String::new(),
    };
    draft.find_alone();
    draft.introduce();
    draft.resolve();
    draft.sketches
}

struct Draft<'a> {
    words: &'a Words<'a>,
    text: &'a str,
    tokens: &'a [Token],
    sightings: &'a [Sighting],
    roster: &'a Roster,
    /// Words that stand alone with a capital they need not have, or behind an honorific.
    alone: FxHashSet<u64>,
    /// By family name, whole and last word; in order of introduction.
    families: FxHashMap<u64, Vec<usize>>,
    /// By first word.
    givens: FxHashMap<u64, Vec<usize>>,
    /// Whom a bare surname last meant.
    bound: FxHashMap<u64, usize>,
    /// The sketch of a bare surname that several share.
    shared: FxHashMap<u64, usize>,
    sketches: Sketches,
    folded: String,
}

impl Draft<'_> {
    fn key(&mut self, from: usize, until: usize) -> u64 {
        self.folded.clear();
        for token in &self.tokens[from..until] {
            if token.kind == Kind::Word {
                fold::fold_into(&mut self.folded, token.text(self.text));
            }
        }
        hash(&self.folded)
    }

    fn known(&self, i: usize) -> Known {
        self.words.known(i)
    }

    fn find_alone(&mut self) {
        for sighting in self.sightings {
            let titled = sighting.honorific || sighting.title.is_some();
            if sighting.name.words == 1 && (titled || !sighting.signs.initial) && !sighting.signs.headline {
                let key = self.key(sighting.name.family, sighting.name.family_end);
                self.alone.insert(key);
            }
        }
    }

    /// Full names first, over all of the draft, so that a surname before its introduction finds it.
    fn introduce(&mut self) {
        let mut tails: FxHashSet<u64> = FxHashSet::default();
        let full: Vec<usize> = (0..self.sightings.len()).filter(|&i| self.is_person(&self.sightings[i])).collect();
        for &i in &full {
            let name = &self.sightings[i].name;
            if name.words > 2 {
                let tail = self.key(self.second_last(i), name.family_end);
                tails.insert(tail);
            }
            if name.family_end - name.family > 1 {
                let family = self.key(name.family, name.family_end);
                tails.insert(family);
            }
        }
        let mut keys: FxHashMap<u64, usize> = FxHashMap::default();
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
        let family = self.key(name.family, name.family_end);
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
            let key = hash(&fold::fold(bare));
            add(&mut self.families, key, person);
        }
    }

    /// The letter of the first middle name or initial of sighting `i`.
    fn initial(&self, i: usize) -> Option<char> {
        let name = &self.sightings[i].name;
        let middle = self.tokens.get(name.tokens.start + 1..name.family)?;
        middle.iter().find(|token| token.is_capital()).and_then(|token| token.text(self.text).chars().next())
    }

    fn new_sketch(&mut self, i: usize) -> usize {
        self.sketches.list.push(Sketch { fullest: i, first: i, ..Sketch::default() });
        self.sketches.list.len() - 1
    }

    fn suffix(&self, i: usize) -> &str {
        let name = &self.sightings[i].name;
        if name.tokens.end > name.family_end {
            self.tokens[name.tokens.end - 1].text(self.text).trim_end_matches('.')
        } else {
            ""
        }
    }

    /// Gives sighting `i` to `person`.
    fn take(&mut self, i: usize, person: usize) {
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

    /// Whether a sighting of two words or more is a person.
    fn is_person(&self, sighting: &Sighting) -> bool {
        let (name, signs) = (&sighting.name, sighting.signs);
        if name.words < 2 || name.words > 5 || signs.headline {
            return false;
        }
        let words =
            || (name.tokens.start..name.family_end).filter(|&i| self.tokens[i].is_capital()).map(|i| self.known(i));
        let given = self.known(name.tokens.start).has(Known::GIVEN);
        let last = self.known(name.family_end - 1);
        let titled = sighting.title.is_some() || sighting.honorific || sighting.shared.is_some();
        // "Mara Cole Says", "Mara Cole Backs Rolf Anker": a headline's verb.
        if name.words > 2 && !titled && (name.tokens.start + 2..name.family_end).any(|i| self.is_verb(i)) {
            return false;
        }
        if words().any(|known| known.has(Known::ORG) && !known.has(Known::GIVEN)) {
            return false;
        }
        if titled {
            if !given && self.known(name.tokens.start).has(Known::GROUP.or(Known::PLACE)) {
                return false;
            }
            let everyday = words().all(|known| known.has(Known::COMMON.or(Known::GROUP).or(Known::PLACE)));
            return given || !last.has(Known::BRAND) && !everyday;
        }
        let strong = signs.age
            || sighting.tag.is_some()
            || name.initial
            || signs.who
            || name.tokens.end > name.family_end
            || self.tokens[name.family].case == Case::Lower
            || sighting.after.is_some();
        let common = last.has(Known::COMMON) && !last.has(Known::GIVEN);
        if given {
            if last.has(Known::GROUP) || last.has(Known::BRAND) && signs.article {
                return false;
            }
            let place = self.known(name.tokens.start).has(Known::PLACE);
            return !((signs.article || place) && common) || strong;
        }
        if self.is_official(sighting) && !signs.article {
            return true;
        }
        if words().any(|known| known.has(Known::PLACE.or(Known::GROUP).or(Known::BRAND))) {
            return false;
        }
        if signs.age || sighting.tag.is_some() {
            return true;
        }
        if signs.article || self.known(name.tokens.start).has(Known::COMMON) {
            return false;
        }
        if strong {
            return true;
        }
        let alone = self.is_alone(sighting);
        if common {
            return alone && signs.speaks;
        }
        alone || signs.speaks || name.words <= 3 && !(signs.initial && self.is_derived(name.tokens.start))
    }

    /// Whether the word at `i` is a verb as headlines have them, and no first name.
    fn is_verb(&self, i: usize) -> bool {
        let class = self.tokens[i].class;
        let finite =
            class.verb().is_some() && class.form().has(Form::PRESENT.or(Form::PAST)) || class.has(Class::FINITE);
        let known = self.known(i);
        !known.has(Known::GIVEN)
            && (finite
                || known.has(Known::COMMON)
                    && (self.words.word(i).ends_with("ed")
                        || self.words.word(i).ends_with("ts")
                        || self.words.word(i).ends_with("ks")))
    }

    /// Whether the word at `i` ends as words of everyday English do that no list holds: "Emboldened".
    fn is_derived(&self, i: usize) -> bool {
        let word = self.tokens[i].text(self.text);
        ["ed", "ing", "ly", "tion", "ous", "able", "ism", "ist", "ists", "ness", "ment", "ful", "less"]
            .iter()
            .any(|ending| word.ends_with(ending))
    }

    fn is_alone(&self, sighting: &Sighting) -> bool {
        let mut folded = String::new();
        for token in &self.tokens[sighting.name.family..sighting.name.family_end] {
            fold::fold_into(&mut folded, token.text(self.text));
        }
        self.alone.contains(&hash(&folded))
    }

    fn is_official(&self, sighting: &Sighting) -> bool {
        let name = &sighting.name;
        let range = self.tokens[name.tokens.start].start as usize..self.tokens[name.family_end - 1].end as usize;
        self.roster.named(&fold::fold(&self.text[range])).next().is_some()
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
            let first = self.key(name.tokens.start, name.tokens.start + 1);
            let family = self.key(name.family, name.family_end);
            if self.families.get(&first).is_some_and(|others| others.iter().any(|&other| other != person)) {
                for i in std::mem::take(&mut self.sketches.list[person].sightings) {
                    self.sketches.whom[i] = None;
                }
                for (map, key) in [(&mut self.families, family), (&mut self.givens, first)] {
                    map.entry(key).or_default().retain(|&other| other != person);
                }
            }
        }
    }

    /// Surnames alone, in order: those with a title first, which may introduce somebody, too.
    fn resolve(&mut self) {
        for i in 0..self.sightings.len() {
            let sighting = &self.sightings[i];
            let titled = sighting.title.is_some() || sighting.honorific || sighting.shared.is_some();
            if self.sketches.whom[i].is_none() && titled && !sighting.signs.headline {
                self.resolve_titled(i);
            }
        }
        for i in 0..self.sightings.len() {
            match self.sketches.whom[i] {
                Some(person) => self.bind(i, person),
                None if self.sightings[i].signs.headline => {}
                None => self.resolve_bare(i),
            }
        }
    }

    /// Remembers whom a surname alone means from here on.
    fn bind(&mut self, i: usize, person: usize) {
        let name = &self.sightings[i].name;
        if name.words == 1 {
            let key = self.key(name.family, name.family_end);
            self.bound.entry(key).or_insert(person);
        }
    }

    fn resolve_titled(&mut self, i: usize) {
        let sighting = &self.sightings[i];
        let name = &sighting.name;
        if name.words > 1 {
            let whole = self.key(name.tokens.start, name.family_end);
            self.take_tail(i, whole);
            return;
        }
        let key = self.key(name.family, name.family_end);
        let mut people = self.families.get(&key).cloned().unwrap_or_default();
        if people.is_empty() {
            people = self.givens.get(&key).cloned().unwrap_or_default();
        }
        match self.choose(i, key, &people) {
            Choice::One(person) => self.take(i, person),
            Choice::Several(people) => self.share(i, key, people),
            Choice::Nobody => {
                let known = self.known(name.tokens.start);
                // "Mr. President", "Madam Speaker".
                if known.has(Known::COMMON) && self.tokens[name.tokens.start].class.has(Class::TITLE) {
                    return;
                }
                let certain = sighting.honorific
                    || sighting
                        .title
                        .as_ref()
                        .is_some_and(|title| self.words.word(title.first + title.words - 1).ends_with('.'));
                let everyday = known.has(Known::COMMON) && !known.has(Known::GIVEN);
                let body = known.has(Known::ORG.or(Known::GROUP)) && !known.has(Known::COMMON);
                if body || !certain && (everyday && !sighting.signs.speaks || known.has(Known::PLACE.or(Known::ORG))) {
                    return;
                }
                let person = self.new_sketch(i);
                add(&mut self.families, key, person);
                self.take(i, person);
            }
        }
    }

    /// A family name of several words: `Peña Nieto`.
    fn take_tail(&mut self, i: usize, whole: u64) {
        if let Some(&person) = self.families.get(&whole).and_then(|people| people.first()) {
            self.sketches.list[person].called = Some(i);
            self.take(i, person);
        }
    }

    fn resolve_bare(&mut self, i: usize) {
        let sighting = &self.sightings[i];
        let name = &sighting.name;
        let signs = sighting.signs;
        if name.words > 1 {
            let whole = self.key(name.tokens.start, name.family_end);
            self.take_tail(i, whole);
            return;
        }
        let known = self.known(name.family_end - 1);
        let comma = self.tokens.get(name.tokens.end).is_some_and(|token| token.kind == Kind::Comma);
        // At the start of a sentence "White" may be a colour; "White said" is not.
        if known.has(Known::COMMON) && (signs.article || signs.initial && !(signs.acts || signs.speaks || comma)) {
            return;
        }
        if known.has(Known::PLACE.or(Known::ORG).or(Known::BRAND).or(Known::GROUP)) && !signs.speaks {
            return;
        }
        let key = self.key(name.family, name.family_end);
        let mut people = self.families.get(&key).cloned().unwrap_or_default();
        if people.is_empty() {
            people = self.givens.get(&key).cloned().unwrap_or_default();
            // A first name alone means somebody only if nobody shares it, and a word only if it speaks.
            if people.len() > 1 || known.has(Known::COMMON) && !signs.speaks {
                return;
            }
        }
        match self.choose(i, key, &people) {
            Choice::One(person) => {
                self.take(i, person);
                self.bound.entry(key).or_insert(person);
            }
            Choice::Several(people) => self.share(i, key, people),
            Choice::Nobody => self.unintroduced(i, key),
        }
    }

    /// A surname that nobody in the draft bears, but an official does, and that speaks or acts.
    fn unintroduced(&mut self, i: usize, key: u64) {
        let sighting = &self.sightings[i];
        let known = self.known(sighting.name.family_end - 1);
        if known != Known::default() || !(sighting.signs.speaks || sighting.signs.acts && !sighting.signs.initial) {
            return;
        }
        let family = fold::fold(self.tokens[sighting.name.family].text(self.text));
        if self.roster.family(&family).next().is_none() {
            return;
        }
        let person = self.new_sketch(i);
        add(&mut self.families, key, person);
        self.take(i, person);
    }

    /// Whom of `people` the surname at sighting `i` means.
    fn choose(&self, i: usize, key: u64, people: &[usize]) -> Choice {
        let sighting = &self.sightings[i];
        let suffix = self.suffix(i);
        let fits = |&person: &usize| {
            let sketch = &self.sketches.list[person];
            let opposed = matches!((sighting.pronoun, sketch.pronoun), (Some(one), Some(other)) if one != other);
            !opposed && (suffix.is_empty() || self.suffix(sketch.fullest) == suffix)
        };
        let fitting: Vec<usize> = people.iter().copied().filter(fits).collect();
        let earlier: Vec<usize> =
            fitting.iter().copied().filter(|&person| self.sketches.list[person].first < i).collect();
        // "Mrs. Cole" may be a Cole who is introduced later, so all of them stand for election.
        let set = match sighting.pronoun {
            Some(stated) => {
                let stating = |&person: &usize| self.sketches.list[person].pronoun == Some(stated);
                let stated: Vec<usize> = fitting.iter().copied().filter(stating).collect();
                if stated.is_empty() { fitting } else { stated }
            }
            None if earlier.is_empty() => fitting,
            None => earlier,
        };
        match set[..] {
            [] => return Choice::Nobody,
            [one] => return Choice::One(one),
            _ => {}
        }
        if let Some(title) = &sighting.title {
            let titled: Vec<usize> = set
                .iter()
                .copied()
                .filter(|&person| self.sketches.list[person].titles.contains(&title.kind.name))
                .collect();
            if let [one] = titled[..] {
                return Choice::One(one);
            }
        }
        // A surname alone goes on meaning the one it first meant; within a paragraph, whoever it named in full,
        // unless that would be somebody else.
        let bound = self.bound.get(&key).copied().filter(|one| set.contains(one));
        let here: Vec<usize> = set.iter().copied().filter(|&person| self.named_in_paragraph(person, i)).collect();
        match (bound, &here[..]) {
            (Some(bound), here) if here.iter().all(|&one| one == bound) => return Choice::One(bound),
            (None, &[one]) => return Choice::One(one),
            (None, []) => {}
            _ => return Choice::Several(set),
        }
        // Named in full three times as often as all the others, somebody is the one the draft is about.
        let often = |person: usize| self.sketches.list[person].full_names.len();
        let all: usize = set.iter().map(|&person| often(person)).sum();
        if let Some(&one) = set.iter().find(|&&person| often(person) * 4 >= all * 3) {
            return Choice::One(one);
        }
        Choice::Several(set)
    }

    /// Whether `person` was named in full before sighting `i` in the same paragraph.
    fn named_in_paragraph(&self, person: usize, i: usize) -> bool {
        let at = self.sightings[i].first;
        let names = &self.sketches.list[person].full_names;
        let Some(last) = names.partition_point(|&other| other < i).checked_sub(1) else { return false };
        let from = self.sightings[names[last]].first;
        // A paragraph without end is looked at only so far, which keeps reading linear.
        at - from < 400 && !self.tokens[from..at].iter().any(|token| token.kind == Kind::Break)
    }

    /// Makes sighting `i` a mention of a surname that several of the draft share.
    fn share(&mut self, i: usize, key: u64, people: Vec<usize>) {
        let key = hash(&(key, self.sightings[i].pronoun.map(|pronoun| pronoun as u8)));
        let person = self.shared.get(&key).copied().unwrap_or_else(|| self.new_sketch(i));
        self.shared.insert(key, person);
        self.sketches.list[person].shared_by = people;
        self.take(i, person);
    }
}

enum Choice {
    One(usize),
    Several(Vec<usize>),
    Nobody,
}

fn hash<T: Hash>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A surname that more people share means nobody, and a list without end would make reading slow.
const MAX_NAMESAKES: usize = 8;

fn add(map: &mut FxHashMap<u64, Vec<usize>>, key: u64, person: usize) {
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
    if name.words == 2 && names::family_first(first, last) {
        return first;
    }
    names::family(words.slice(name.family, name.family_end))
}
