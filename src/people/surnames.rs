//! Whom a surname alone means: somebody whom the draft names in full, before or else later, or nobody.

use crate::language::known::Known;
use crate::language::lexicon::Class;
use crate::language::tokens::Kind;
use crate::people::fold;
use crate::people::persons::{Draft, Namesakes, add, hash};

enum Choice {
    One(usize),
    Several(Namesakes),
    Nobody,
}

impl Draft<'_> {
    /// Surnames alone, in order: those with a title first, which may introduce somebody, too.
    pub(super) fn resolve(&mut self) {
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
        if self.sightings[i].name.words == 1 {
            self.bound.entry(self.family_keys[i]).or_insert(person);
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
        let key = self.family_keys[i];
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
                        .is_some_and(|title| self.tokens[title.first + title.words - 1].class.has(Class::STOPPED));
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
        let key = self.family_keys[i];
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
        let fitting: Namesakes = people.iter().copied().filter(fits).collect();
        let earlier: Namesakes =
            fitting.iter().copied().filter(|&person| self.sketches.list[person].first < i).collect();
        // "Mrs. Cole" may be a Cole who is introduced later, so all of them stand for election.
        let set = match sighting.pronoun {
            Some(stated) => {
                let stating = |&person: &usize| self.sketches.list[person].pronoun == Some(stated);
                let stated: Namesakes = fitting.iter().copied().filter(stating).collect();
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
            let titled: Namesakes = set
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
        let here: Namesakes = set.iter().copied().filter(|&person| self.named_in_paragraph(person, i)).collect();
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
    fn share(&mut self, i: usize, key: u64, people: Namesakes) {
        let key = hash(&(key, self.sightings[i].pronoun.map(|pronoun| pronoun as u8)));
        let person = self.shared.get(&key).copied().unwrap_or_else(|| self.new_sketch(i));
        self.shared.insert(key, person);
        self.sketches.list[person].shared_by = people.into_vec();
        self.take(i, person);
    }
}
