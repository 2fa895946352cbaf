//! Whether a run of words is a person: by title, age or tag beside it, by its first name, by what else it may be.

use crate::language::known::Known;
use crate::language::lexicon::Class;
use crate::language::tokens::Case;
use crate::language::verbs::Form;
use crate::people::fold;
use crate::people::persons::Draft;
use crate::people::sightings::Sighting;

impl Draft<'_> {
    /// Whether sighting `i`, of two words or more, is a person.
    pub(super) fn is_person(&self, i: usize) -> bool {
        let sighting = &self.sightings[i];
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
        let alone = self.alone.contains(&self.family_keys[i]);
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

    fn is_official(&self, sighting: &Sighting) -> bool {
        let name = &sighting.name;
        let range = self.tokens[name.tokens.start].start as usize..self.tokens[name.family_end - 1].end() as usize;
        self.roster.named(&fold::fold(&self.text[range])).next().is_some()
    }
}
