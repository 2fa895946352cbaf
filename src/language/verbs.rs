//! Verbs that report speech: their forms, the frames they stand in and how surely a quotation beside one is speech.

use std::sync::LazyLock;

use crate::language::lexicon::{Class, rows};
use crate::language::tokens::Token;
use crate::language::word_map::WordMap;

static TABLE: &str = include_str!("reporting_verbs.tsv");

/// Forms a word may be: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form(u8);

impl Form {
    /// say
    pub const BASE: Self = Self(1);
    /// said, as in "she said"
    pub const PAST: Self = Self(1 << 1);
    /// said, as in "was said"
    pub const PARTICIPLE: Self = Self(1 << 2);
    /// says
    pub const PRESENT: Self = Self(1 << 3);
    /// saying
    pub const GERUND: Self = Self(1 << 4);

    /// Whether it may be any of `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The forms of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }
}

/// What a verb may take, a set; letters as in the head of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames(u32);

impl Frames {
    /// A direct quotation.
    pub const QUOTE: Self = Self(1);
    /// Stands before its subject with ease: "said Ruiz".
    pub const INVERTED: Self = Self(1 << 1);
    /// Can interrupt a quotation.
    pub const PARENTHETICAL: Self = Self(1 << 2);
    /// A that-clause.
    pub const THAT: Self = Self(1 << 3);
    /// A clause without "that".
    pub const BARE: Self = Self(1 << 4);
    /// A wh-clause.
    pub const WH: Self = Self(1 << 5);
    /// An addressee as object: told reporters.
    pub const ADDRESSEE: Self = Self(1 << 6);
    /// An addressee after "to".
    pub const TO_ADDRESSEE: Self = Self(1 << 7);
    /// An infinitive: promised to.
    pub const INFINITIVE: Self = Self(1 << 8);
    /// An object and an infinitive: urged them to.
    pub const OBJECT_INFINITIVE: Self = Self(1 << 9);
    /// A noun: denied the claim.
    pub const NOUN: Self = Self(1 << 10);
    /// The passive reports: it was announced.
    pub const PASSIVE: Self = Self(1 << 11);
    /// A participle that adds to a clause: …, adding.
    pub const PARTICIPIAL: Self = Self(1 << 12);
    /// Needs a medium: posted on X.
    pub const MEDIUM: Self = Self(1 << 13);
    /// An object and "as": described it as.
    pub const AS: Self = Self(1 << 14);
    /// Names; not speech by itself: dubbed.
    pub const NAMING: Self = Self(1 << 15);
    /// A document may be the subject: the report found.
    pub const DOCUMENT: Self = Self(1 << 16);

    /// Whether it has any of `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The frames of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn read(letters: &str) -> Self {
        letters.bytes().fold(Self(0), |frames, letter| {
            let bit = b"QVPT0WAaIONSGXKCD".iter().position(|&known| known == letter);
            Self(frames.0 | 1 << bit.expect("reporting_verbs.tsv holds known frames"))
        })
    }
}

/// How surely a quotation beside a verb is speech. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Never: it gives facts.
    Never,
    /// Only after a comma or colon right beside the mark.
    Weak,
    /// Usually.
    Usual,
    /// Almost always.
    Sure,
}

/// A reporting verb.
#[derive(Debug)]
pub struct Verb {
    /// Its base form, with particles: `point out`.
    pub lemma: &'static str,
    past: &'static str,
    participle: &'static str,
    present: &'static str,
    gerund: &'static str,
    /// Its class of meaning, as in the table: `say-core`, `reply`, `manner-emotive`.
    pub kind: &'static str,
    /// What it may take.
    pub frames: Frames,
    /// How surely a quotation beside it is speech.
    pub strength: Strength,
    /// What it implies about the words: `neutral`, `doubt`, `admission`.
    pub stance: &'static str,
    variants: &'static str,
}

impl Verb {
    /// Its one-word forms; none for a verb with particles.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (Form, &'static str)> {
        let forms = [
            (Form::BASE, self.lemma),
            (Form::PAST, self.past),
            (Form::PARTICIPLE, self.participle),
            (Form::PRESENT, self.present),
            (Form::GERUND, self.gerund),
        ];
        let variants = self.variants.split([',', ';']).map(str::trim).filter_map(|word| {
            let form = match word {
                _ if word.is_empty() || word.contains(['\'', '’', ' ']) => return None,
                _ if word.ends_with("ing") => Form::GERUND,
                _ if word.ends_with("ed") => Form(Form::PAST.0 | Form::PARTICIPLE.0),
                _ => return None,
            };
            Some((form, word))
        });
        forms.into_iter().chain(variants).filter(|(_, word)| !word.is_empty() && !word.contains(' '))
    }

    /// The words after the first, for a verb with particles.
    fn particles(&self) -> Option<&'static str> {
        self.lemma.split_once(' ').map(|(_, rest)| rest)
    }
}

static VERBS: LazyLock<Vec<Verb>> = LazyLock::new(|| {
    rows(TABLE)
        .map(|row| {
            let cell = |i: usize| row.get(i).copied().unwrap_or_default();
            Verb {
                lemma: cell(0),
                past: cell(1),
                participle: cell(2),
                present: cell(3),
                gerund: cell(4),
                kind: cell(5),
                frames: Frames::read(cell(6)),
                strength: match cell(7) {
                    "3" => Strength::Sure,
                    "2" => Strength::Usual,
                    "1" => Strength::Weak,
                    _ => Strength::Never,
                },
                stance: cell(8),
                variants: cell(9),
            }
        })
        .collect()
});

/// A verb with particles, seen from a form of its first word.
#[derive(Debug)]
struct Phrasal {
    /// Its index among all verbs.
    index: usize,
    /// Which forms of the first word it may be.
    form: Form,
    particles: Vec<&'static str>,
}

/// Verbs with particles by the forms of their first word.
static PHRASAL: LazyLock<WordMap<Vec<Phrasal>>> = LazyLock::new(|| {
    let mut phrasal: WordMap<Vec<Phrasal>> = WordMap::default();
    for (index, form, first, particles) in phrasal_forms() {
        let entries = phrasal.entry(first);
        match entries.iter_mut().find(|known| known.index == index) {
            Some(known) => known.form = known.form.or(form),
            None => entries.push(Phrasal { index, form, particles: particles.split(' ').collect() }),
        }
    }
    phrasal
});

/// Every form of every verb with particles: the verb's index, the form, its first word and the particles.
fn phrasal_forms() -> impl Iterator<Item = (usize, Form, &'static str, &'static str)> {
    let verbs = VERBS.iter().enumerate().filter_map(|(index, verb)| Some((index, verb, verb.particles()?)));
    verbs.flat_map(|(index, verb, particles)| {
        let forms = [
            (Form::BASE, verb.lemma),
            (Form::PAST, verb.past),
            (Form::PARTICIPLE, verb.participle),
            (Form::PRESENT, verb.present),
            (Form::GERUND, verb.gerund),
        ];
        let first = |words: &'static str| words.split(' ').next().unwrap_or_default();
        let forms = forms.map(|(form, words)| (index, form, first(words), particles));
        forms.into_iter().filter(|(_, _, first, _)| !first.is_empty())
    })
}

/// Every reporting verb, in the order of the table.
pub fn all() -> &'static [Verb] {
    &VERBS
}

/// The first words of verbs with particles, in every form; some twice.
pub(crate) fn phrasal_heads() -> impl Iterator<Item = &'static str> {
    phrasal_forms().map(|(_, _, first, _)| first)
}

/// A reporting verb in a text.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The verb.
    pub verb: &'static Verb,
    /// Which forms it may be.
    pub form: Form,
    /// How many tokens it takes, particles included.
    pub len: usize,
}

/// The reporting verb that starts at token `i`: with its particles if they follow, else the single word.
#[inline]
pub fn at(text: &str, tokens: &[Token], i: usize) -> Option<Match> {
    let token = tokens.get(i)?;
    if !token.class.has(Class::PHRASAL) {
        return single(token);
    }
    phrasal(text, tokens, i).or_else(|| single(token))
}

/// The single word that `token` is, as a reporting verb.
fn single(token: &Token) -> Option<Match> {
    let index = token.class.verb()?;
    Some(Match { verb: &VERBS[index], form: token.class.form(), len: 1 })
}

/// The verb with particles that starts at token `i`.
fn phrasal(text: &str, tokens: &[Token], i: usize) -> Option<Match> {
    let entries = PHRASAL.get(tokens[i].text(text))?;
    let follows = |known: &&Phrasal| {
        tokens.get(i + 1..=i + known.particles.len()).is_some_and(|rest| {
            let mut pairs = known.particles.iter().zip(rest);
            pairs.all(|(particle, token)| token.text(text).eq_ignore_ascii_case(particle))
        })
    };
    let found = entries.iter().find(follows)?;
    Some(Match { verb: &VERBS[found.index], form: found.form, len: 1 + found.particles.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn every_row_of_the_table_is_read() {
        assert!(all().len() > 500);
        let say = all().iter().find(|verb| verb.lemma == "say").unwrap();
        assert!(say.frames.has(Frames::QUOTE) && say.strength == Strength::Sure);
    }

    #[test]
    fn verbs_are_found_in_every_form_with_their_particles() {
        for (text, lemma, form) in [
            ("said", "say", Form::PAST),
            ("Says", "say", Form::PRESENT),
            ("pointed out that", "point out", Form::PAST),
            ("pointing at", "point", Form::GERUND),
            ("tweeting", "tweet", Form::GERUND),
            ("wrote", "write", Form::PAST),
        ] {
            let reading = language::read(text);
            let found = at(text, &reading.tokens, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.verb.lemma, lemma, "{text}");
            assert!(found.form.has(form), "{text}");
        }
    }
}
