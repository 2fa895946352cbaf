//! What is known of single words, read once from the tables beside this file.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use crate::language::known::{self, Known};
use crate::language::packed::Run;
use crate::language::verbs;
use crate::language::word_map::WordMap;

static WORDS: &str = include_str!("words.tsv");
static ABBREVIATIONS: &str = include_str!("abbreviations.txt");
static TITLES: &str = include_str!("titles.tsv");
static HONORIFICS: &str = include_str!("honorifics.tsv");
static PARTICLES: &str = include_str!("name_particles.tsv");
static SUFFIXES: &str = include_str!("name_suffixes.tsv");

/// What the lexicon knows of a word: a set of flags, and the reporting verb of which it may be a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u64);

/// Where what is known of a word in a name starts in a [`Class`].
const KNOWN_SHIFT: u32 = 32;
/// Where the index of a reporting verb, plus one, starts.
const VERB_SHIFT: u32 = 40;
/// Where the forms of that verb start.
const FORM_SHIFT: u32 = 52;

impl Class {
    /// He, she, they, who: a pronoun that can be a subject.
    pub const PRONOUN: Self = Self(1);
    /// Him, them, herself.
    pub const OBJECT: Self = Self(1 << 1);
    /// His, their.
    pub const POSSESSIVE: Self = Self(1 << 2);
    /// A, the, some, one.
    pub const DETERMINER: Self = Self(1 << 3);
    /// Of, in, to.
    pub const PREPOSITION: Self = Self(1 << 4);
    /// And, or, but.
    pub const CONJUNCTION: Self = Self(1 << 5);
    /// When, because, that.
    pub const SUBORDINATOR: Self = Self(1 << 6);
    /// Is, had, would, and contractions with them.
    pub const AUXILIARY: Self = Self(1 << 7);
    /// I’m, they’ve: a pronoun and its auxiliary in one.
    pub const CONTRACTED: Self = Self(1 << 8);
    /// Not, never, didn’t.
    pub const NEGATION: Self = Self(1 << 9);
    /// An adverb; words in -ly are flagged when read.
    pub const ADVERB: Self = Self(1 << 10);
    /// A day, a month, a part of the day or year.
    pub const TIME: Self = Self(1 << 11);
    /// A noun for a person or people.
    pub const HUMAN: Self = Self(1 << 12);
    /// A noun for a relative.
    pub const KIN: Self = Self(1 << 13);
    /// A noun for a body that can speak: company, court.
    pub const BODY: Self = Self(1 << 14);
    /// A noun for something that carries words: report, letter, sign.
    pub const DOCUMENT: Self = Self(1 << 15);
    /// A number in words.
    pub const NUMBER: Self = Self(1 << 16);
    /// A common verb in a finite form that reports nothing.
    pub const FINITE: Self = Self(1 << 17);
    /// Capitalised, it begins a sentence rather than goes on with a name.
    pub const STARTER: Self = Self(1 << 18);
    /// Mr., Dr., Sir.
    pub const HONORIFIC: Self = Self(1 << 19);
    /// The first word of a title, or a title.
    pub const TITLE: Self = Self(1 << 20);
    /// Von, de la, bin: may stand inside a family name.
    pub const PARTICLE: Self = Self(1 << 21);
    /// Jr., III.
    pub const SUFFIX: Self = Self(1 << 22);

    /// A name or a noun in -ly, which is no adverb.
    pub const NAME: Self = Self(1 << 23);
    /// The first word of a reporting verb with particles: shot back.
    pub const PHRASAL: Self = Self(1 << 24);

    /// Named, anonymity: one of these stands in whatever says that somebody is not named.
    pub const NAMING: Self = Self(1 << 28);

    /// In some case or other it is an abbreviation with a stop: Mr, calif.
    pub const ABBREVIATION: Self = Self(1 << 29);

    /// More stands in it than letters and digits of ASCII and stops: a hyphen, an apostrophe, an accent. The lexicon
    /// does not say so, nor the next two; who reads the token does.
    pub const COMPOUND: Self = Self(1 << 25);
    /// It ends with the stop of an abbreviation.
    pub const STOPPED: Self = Self(1 << 26);
    /// A capital stands in it behind the first character.
    pub const INNER_CAPITAL: Self = Self(1 << 27);

    /// Whether it has any flag of `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 & ((1 << KNOWN_SHIFT) - 1) != 0
    }

    /// What the word tells in a name.
    pub fn known(self) -> Known {
        Known::from_bits((self.0 >> KNOWN_SHIFT) as u8)
    }

    /// The flags of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The reporting verb of which the word is a form, as an index into [`verbs::all`].
    pub fn verb(self) -> Option<usize> {
        (((self.0 >> VERB_SHIFT) & 0xFFF) as usize).checked_sub(1)
    }

    /// Which forms of that verb it may be.
    pub fn form(self) -> verbs::Form {
        verbs::Form::from_bits((self.0 >> FORM_SHIFT) as u8)
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "pronoun" => Self::PRONOUN,
            "object" => Self::OBJECT,
            "possessive" => Self::POSSESSIVE,
            "determiner" => Self::DETERMINER,
            "preposition" => Self::PREPOSITION,
            "conjunction" => Self::CONJUNCTION,
            "subordinator" => Self::SUBORDINATOR,
            "auxiliary" => Self::AUXILIARY,
            "contracted" => Self::CONTRACTED,
            "negation" => Self::NEGATION,
            "adverb" => Self::ADVERB,
            "time" => Self::TIME,
            "human" => Self::HUMAN,
            "kin" => Self::KIN,
            "body" => Self::BODY,
            "document" => Self::DOCUMENT,
            "number" => Self::NUMBER,
            "finite" => Self::FINITE,
            "starter" => Self::STARTER,
            "name" => Self::NAME,
            "naming" => Self::NAMING,
            _ => return None,
        })
    }
}

/// Words with an apostrophe stand in it with both kinds, so that neither has to be made the other.
static LEXICON: LazyLock<WordMap<Class>> = LazyLock::new(|| {
    let mut lexicon: WordMap<Class> = WordMap::with_room(14_000);
    let mut add = |word: &str, class: Class| {
        each_spelling(word, |word| {
            let entry = lexicon.entry(word);
            *entry = entry.or(class);
        });
    };
    for row in rows(WORDS) {
        for class in row[1].split(SPACE) {
            add(row[0], Class::named(class).expect("words.tsv holds known classes"));
        }
    }
    for row in rows(TITLES) {
        for form in std::iter::once(row[0]).chain(row[1].split(',')) {
            let first = form.split(' ').next().unwrap_or_default();
            if !first.is_empty() && first != "the" {
                add(first, Class::TITLE);
            }
        }
    }
    for (table, class) in [(HONORIFICS, Class::HONORIFIC), (PARTICLES, Class::PARTICLE), (SUFFIXES, Class::SUFFIX)] {
        for row in rows(table) {
            for word in row[0].split(' ').filter(|&word| word != "the") {
                add(word, class);
            }
        }
    }
    for word in verbs::phrasal_heads() {
        add(word, Class::PHRASAL);
    }
    for word in lines(ABBREVIATIONS) {
        add(word, Class::ABBREVIATION);
    }
    known::each(|word, known| {
        let entry = lexicon.entry(word);
        *entry = entry.or(Class(u64::from(known.bits()) << KNOWN_SHIFT));
    });
    for (index, verb) in verbs::all().iter().enumerate() {
        for (form, word) in verb.forms() {
            each_spelling(word, |word| {
                let entry = lexicon.entry(word);
                match entry.verb() {
                    None => {
                        entry.0 |= (index as u64 + 1) << VERB_SHIFT | u64::from(form.bits()) << FORM_SHIFT;
                    }
                    // The first verb of the table wins a form that two share: "found", "saw".
                    Some(first) if first == index => entry.0 |= u64::from(form.bits()) << FORM_SHIFT,
                    Some(_) => {}
                }
            });
        }
    }
    lexicon
});

/// Hands out `word` in small letters, and once more with its apostrophes straight or curly if it has any.
fn each_spelling(word: &str, mut take: impl FnMut(&str)) {
    if word.bytes().all(|byte| byte.is_ascii() && byte != b'\'') {
        return take(word);
    }
    let curly = word.to_lowercase().replace('\'', "’");
    take(&curly);
    if curly.contains('’') {
        take(&curly.replace('’', "'"));
    }
}

static ABBREVIATED: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| lines(ABBREVIATIONS).collect());

/// A space, as short texts are cut at it. A search for one character alone is made for long texts.
pub(crate) const SPACE: [char; 1] = [' '];
/// A tab, likewise.
pub(crate) const TAB: [char; 1] = ['\t'];

/// The lines of a table.
pub(crate) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    let mut start = 0;
    let last = (!table.ends_with('\n')).then_some(table.len());
    let ends = memchr::memchr_iter(b'\n', table.as_bytes()).chain(last);
    ends.map(move |end| table[std::mem::replace(&mut start, end + 1)..end].trim_end_matches('\r'))
}

/// The cells of a row; as many as a table has without memory of its own.
pub(crate) type Row = SmallVec<[&'static str; 10]>;

/// The rows of a table: comment lines and the header left out, each at least four cells, the missing ones empty.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    lines(table).filter(|line| !line.starts_with("# ") && !line.trim().is_empty()).skip(1).map(|line| {
        let mut cells: Row = line.split(TAB).collect();
        if cells.len() < 4 {
            cells.resize(4, "");
        }
        cells
    })
}

/// Reads the tables, which else is done when the first word is asked for.
pub fn prepare() {
    LazyLock::force(&LEXICON);
}

/// Whether `word`, without its stop, is written with one: Mr, Calif, Inc.
pub fn is_abbreviation(word: &str) -> bool {
    word.len() <= 7 && ABBREVIATED.contains(word)
}

/// What the lexicon knows of `word`, in any case.
pub fn class(word: &str) -> Class {
    let known = match LEXICON.get(word) {
        None if !word.is_ascii() => LEXICON.get(&word.to_lowercase()),
        known => known,
    };
    or_adverb(word.as_bytes(), known.copied().unwrap_or_default())
}

/// The same of the word that `run` is.
#[inline]
pub fn class_of_run(word: &[u8], run: &Run) -> Class {
    or_adverb(word, LEXICON.packed(run.packed).copied().unwrap_or_default())
}

/// `class`, and that `word` is an adverb where its ending says so.
#[inline]
fn or_adverb(word: &[u8], class: Class) -> Class {
    // How long a word is cannot be foretold, but that it does not end with a y can.
    let adverb = word.last() == Some(&b'y')
        && matches!(word, [_, _, _, .., b'l', _])
        && !class.has(Class::HUMAN.or(Class::TIME).or(Class::BODY).or(Class::NAME))
        && class.verb().is_none();
    if adverb { class.or(Class::ADVERB) } else { class }
}
