//! Credits to nobody in particular: `critics say`, `reports have emerged`.

use std::sync::LazyLock;

use crate::citations::sentence::Sentence;
use crate::citations::{Credit, CreditKind};
use crate::language::lexicon::Class;
use crate::language::tokens::Kind;
use crate::sources::publishers::{self, rows};
use crate::sources::words::Index;

/// One way to credit nobody.
#[derive(Debug)]
pub struct Phrase {
    /// The words after the first; a slot such as `{say}` stands for any of its verbs.
    rest: Vec<&'static str>,
    /// Nothing tells who is meant.
    bald: bool,
}

/// Those of whom one word before them says enough.
const NAMED_BY_A_WORD: &[&str] = &[
    "reports",
    "polls",
    "studies",
    "surveys",
    "data",
    "figures",
    "statistics",
    "research",
    "officials",
    "supporters",
    "opponents",
    "advocates",
    "people",
    "detractors",
    "critics",
];

const SAY: &[&str] = &[
    "say",
    "says",
    "said",
    "argue",
    "argued",
    "warn",
    "warned",
    "claim",
    "claimed",
    "contend",
    "contended",
    "believe",
    "believed",
    "insist",
    "insisted",
    "allege",
    "alleged",
    "suggest",
    "suggested",
    "fear",
    "think",
    "told",
];
const SAID: &[&str] =
    &["said", "argued", "warned", "claimed", "suggested", "alleged", "questioned", "called", "accused"];
const SHOW: &[&str] =
    &["show", "shows", "showed", "suggest", "suggests", "suggested", "indicate", "indicates", "indicated"];
const SHOWN: &[&str] = &["shown", "found", "suggested", "indicated"];
const BELIEVED: &[&str] = &["believed", "thought", "understood", "rumored", "rumoured", "widely"];

/// The phrases of the table by their first word.
pub fn phrases() -> &'static Index<Vec<Phrase>> {
    static PHRASES: LazyLock<Index<Vec<Phrase>>> = LazyLock::new(|| {
        let mut index: Index<Vec<Phrase>> = Index::default();
        for (phrase, weight) in rows(include_str!("vague.tsv")).filter_map(|row| row.split_once('\t')) {
            let mut words = phrase.split(' ');
            let first = words.next().unwrap_or_default();
            index.entry(first).push(Phrase { rest: words.collect(), bald: weight == "bald" });
        }
        index
    });
    &PHRASES
}

/// The credit whose first word stands at token `at`, one of `phrases`.
pub fn credit(sentence: &Sentence<'_>, at: isize, phrases: &[Phrase]) -> Option<Credit> {
    let phrase = phrases.iter().filter(|phrase| stands(sentence, at, phrase)).max_by_key(|phrase| phrase.rest.len())?;
    let narrowed = narrowed(sentence, at);
    // "The polls show" and "White House officials say" tell well enough who is meant.
    let clear = sentence.any(at - 1, &["the", "these", "those", "both", "his", "her", "their", "its"])
        || narrowed && sentence.any(at, NAMED_BY_A_WORD);
    if clear {
        return None;
    }
    let tokens = at..at + 1 + phrase.rest.len() as isize;
    let mut credit = Credit::new(CreditKind::Vague, sentence.range(&tokens), 0..0, String::new(), Vec::new());
    credit.source = credit.range.start..credit.range.start;
    credit.bald = phrase.bald && !narrowed;
    credit.sourced = names_a_source(sentence, at);
    Some(credit)
}

fn stands(sentence: &Sentence<'_>, at: isize, phrase: &Phrase) -> bool {
    phrase.rest.iter().zip(at + 1..).all(|(&word, i)| match word {
        "{say}" => sentence.any(i, SAY),
        "{said}" => sentence.any(i, SAID),
        "{show}" => sentence.any(i, SHOW),
        "{shown}" => sentence.any(i, SHOWN),
        "{believed}" => sentence.any(i, BELIEVED),
        word => sentence.is(i, word),
    })
}

/// Whether a word before the phrase narrows down who is meant: "legal experts say", "the Senate’s critics say".
fn narrowed(sentence: &Sentence<'_>, at: isize) -> bool {
    let before = at - 1;
    sentence.wordy(before)
        && !sentence.any(
            before,
            &[
                "some", "many", "most", "other", "but", "and", "that", "as", "while", "though", "which", "what", "if",
                "because", "when", "where", "yet", "still", "now",
            ],
        )
        && !sentence.class(before, Class::CONJUNCTION.or(Class::SUBORDINATOR).or(Class::ADVERB))
        || sentence.kind(before, Kind::Clitic)
}

/// Whether the sentence names an outlet, a body or somebody whom it follows: `according to Ann Roe`.
fn names_a_source(sentence: &Sentence<'_>, at: isize) -> bool {
    sentence.near(at).any(|i| {
        let Some(token) = sentence.token(i) else { return false };
        let start = token.start as usize;
        let bare = |named: publishers::Named<'_>| {
            !named.is_ordinary() && (!named.needs_article() || sentence.is(i - 1, "the"))
        };
        token.is_capital()
            && (publishers::outlets().at(sentence.text, start).is_some_and(bare)
                || publishers::data().at(sentence.text, start).is_some()
                || sentence.is(i - 1, "to") && sentence.is(i - 2, "according"))
    })
}
