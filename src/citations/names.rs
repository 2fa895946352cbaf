//! Names of outlets in a sentence: those the table lists, mastheads and call letters.

use std::ops::Range;

use crate::citations::sentence::Sentence;
use crate::citations::{Credit, CreditKind};
use crate::language::lexicon::Class;
use crate::language::tokens::{Case, Kind};
use crate::sources::publishers::{self, Publisher};

/// An outlet's name in a sentence.
pub(super) struct Name {
    /// Its tokens, the article before it included.
    pub(super) tokens: Range<isize>,
    /// Its first token without the article.
    pub(super) bare: isize,
    /// Whether `’s` follows.
    pub(super) possessive: bool,
    /// Whether it needs a cue that leaves no doubt.
    pub(super) ordinary: bool,
    /// Who bears it; none for an outlet that no table lists.
    pub(super) bearers: Vec<&'static Publisher>,
}

/// The name that starts at token `at`, or whose last word does.
pub(super) fn at(sentence: &Sentence<'_>, at: isize) -> Option<Name> {
    listed(sentence, at).or_else(|| masthead(sentence, at)).or_else(|| station(sentence, at))
}

impl Name {
    pub(super) fn credit(&self, sentence: &Sentence<'_>, kind: CreditKind, tokens: &Range<isize>) -> Credit {
        let source = sentence.range(&(self.bare..self.tokens.end));
        let name = match self.bearers.as_slice() {
            [only] => only.name.to_owned(),
            // Several bear it: the copy's own word is all that is sure.
            _ => sentence.text[sentence.range(&self.tokens)].to_owned(),
        };
        let hosts = self.bearers.iter().flat_map(|bearer| bearer.hosts.iter().copied()).collect();
        Credit::new(kind, sentence.range(tokens), source, name, hosts)
    }
}

/// A name that the table of outlets lists.
fn listed(sentence: &Sentence<'_>, at: isize) -> Option<Name> {
    let start = sentence.token(at)?.start as usize;
    let named = publishers::outlets().at(sentence.text, start)?;
    let until = start + named.len();
    let mut end = at;
    while sentence.token(end).is_some_and(|token| (token.start as usize) < until) {
        end += 1;
    }
    let article = sentence.is(at - 1, "the");
    if named.needs_article() && !article {
        return None;
    }
    // "The Springfield Times" is not The Times.
    if named.is_ordinary() && !article && sentence.capital(at - 1) && !sentence.class(at - 1, Class::STARTER) {
        return None;
    }
    let mut name = Name {
        tokens: at - isize::from(article)..end,
        bare: at,
        possessive: sentence.kind(end, Kind::Clitic),
        ordinary: named.is_ordinary(),
        bearers: named.bearers().collect(),
    };
    if !name.possessive && sentence.capital(end) {
        if name.ordinary {
            return None;
        }
        name.tokens.end = capitals(sentence, end);
        name.possessive = sentence.kind(name.tokens.end, Kind::Clitic);
    }
    Some(name)
}

/// One past the capitalised words from `start` on that belong to a name: `Radio 4`, `White House Correspondent Ann Roe`.
pub(super) fn capitals(sentence: &Sentence<'_>, start: isize) -> isize {
    let mut end = start;
    while end < start + 8 && !sentence.when(end) && (sentence.capital(end) || sentence.kind(end, Kind::Number)) {
        end += 1;
    }
    end
}

/// The name of an outlet that no table lists, known by its last word: `the Springfield Gazette`.
fn masthead(sentence: &Sentence<'_>, at: isize) -> Option<Name> {
    const MASTHEADS: &[&str] = &[
        "Times",
        "Post",
        "Herald",
        "Tribune",
        "Gazette",
        "Journal",
        "Chronicle",
        "News",
        "Star",
        "Courier",
        "Register",
        "Observer",
        "Examiner",
        "Dispatch",
        "Sentinel",
        "Inquirer",
        "Enquirer",
        "Ledger",
        "Mercury",
        "Telegraph",
        "Globe",
        "Press",
        "Bee",
        "Sun",
        "Advocate",
        "Argus",
        "Bulletin",
        "Citizen",
        "Echo",
        "Express",
        "Leader",
        "Mirror",
        "Monitor",
        "Standard",
        "Weekly",
        "Beacon",
        "Banner",
        "Magazine",
        "Radio",
        "TV",
        "Zeitung",
    ];
    let word = sentence.word(at);
    let last = word.rsplit('-').next().unwrap_or(word);
    if !MASTHEADS.contains(&last) || sentence.capital(at + 1) {
        return None;
    }
    let mut start = at;
    while start > at - 5 && sentence.capital(start - 1) && !sentence.any(start - 1, &["the", "a", "an"]) {
        start -= 1;
    }
    // A hyphen joins two names already; a single word is anybody's.
    if start == at && last.len() == word.len() {
        return None;
    }
    let article = sentence.is(start - 1, "the");
    Some(Name {
        tokens: start - isize::from(article)..at + 1,
        bare: start,
        possessive: sentence.kind(at + 1, Kind::Clitic),
        ordinary: true,
        bearers: Vec::new(),
    })
}

/// The call letters of an American station: `KTLA`, `WABC-TV`.
fn station(sentence: &Sentence<'_>, at: isize) -> Option<Name> {
    const OTHERS: &[&str] = &["WADA", "WIPO", "WNBA", "KPMG"];
    let token = sentence.token(at)?;
    let word = sentence.word(at);
    let (letters, suffix) = word.split_once('-').unwrap_or((word, ""));
    let called = token.case == Case::Upper
        && letters.starts_with(['K', 'W'])
        && (letters.len() == 4 || letters.len() == 3 && !suffix.is_empty())
        && letters.bytes().all(|b| b.is_ascii_uppercase())
        && matches!(suffix, "" | "TV" | "FM" | "AM" | "DT");
    let other = suffix.is_empty() && OTHERS.contains(&letters);
    (called && !other).then(|| Name {
        tokens: at..at + 1,
        bare: at,
        possessive: sentence.kind(at + 1, Kind::Clitic),
        ordinary: true,
        bearers: Vec::new(),
    })
}

/// The first token of what introduces the name: "the German newspaper" before "Bild".
pub(super) fn described(sentence: &Sentence<'_>, name: &Name) -> isize {
    const KINDS: &[&str] = &[
        "newspaper",
        "newspapers",
        "magazine",
        "agency",
        "broadcaster",
        "network",
        "site",
        "website",
        "outlet",
        "station",
        "channel",
        "daily",
        "weekly",
        "tabloid",
        "publication",
        "paper",
        "journal",
        "program",
        "programme",
        "podcast",
        "show",
        "affiliate",
    ];
    let first = name.tokens.start;
    if !sentence.any(first - 1, KINDS) {
        return first;
    }
    let mut start = first - 1;
    while start > first - 7
        && sentence.wordy(start - 1)
        && !sentence.class(start - 1, Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::AUXILIARY))
        && sentence.token(start - 1).is_some_and(|token| token.class.verb().is_none())
    {
        start -= 1;
    }
    start
}
