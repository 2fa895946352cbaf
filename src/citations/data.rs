//! Credits to data: `per U.S. Customs and Border Protection data`, `figures from the Labor Department show`.

use std::ops::Range;

use crate::citations::sentence::Sentence;
use crate::citations::{Credit, CreditKind};
use crate::language::lexicon::Class;
use crate::language::tokens::Kind;
use crate::sources::publishers;

/// What data are called.
pub const DATA: &[&str] = &[
    "data",
    "figures",
    "statistics",
    "stats",
    "records",
    "poll",
    "polls",
    "survey",
    "surveys",
    "estimates",
    "projections",
    "census",
    "averages",
];

/// What data do with what they say.
const SHOW: &[&str] = &[
    "show",
    "shows",
    "showed",
    "shown",
    "indicate",
    "indicates",
    "indicated",
    "suggest",
    "suggests",
    "suggested",
    "found",
    "finds",
    "reveal",
    "reveals",
    "revealed",
];

/// Words between a body's name and its data, and whose data those may be when no name is there.
const OFFICIAL: &[&str] =
    &["government", "federal", "state", "official", "police", "court", "city", "county", "company", "campaign"];
const KINDS: &[&str] = &[
    "finance",
    "election",
    "crime",
    "exit",
    "tracking",
    "preliminary",
    "latest",
    "new",
    "recent",
    "monthly",
    "weekly",
    "annual",
    "voter",
    "registration",
    "unemployment",
    "tax",
    "inflation",
    "national",
    "early",
    "internal",
    "public",
    "opinion",
    "economic",
    "border",
    "health",
    "polling",
    "turnout",
    "jobs",
];

/// The credit whose noun, one of [`DATA`], stands at token `at`.
pub fn credit(sentence: &Sentence<'_>, at: isize) -> Option<Credit> {
    source_before(sentence, at).or_else(|| from_source(sentence, at))
}

/// The credit to a body that publishes data, named from token `at` on: `according to the Census Bureau`.
pub fn publisher(sentence: &Sentence<'_>, at: isize) -> Option<Credit> {
    let start = sentence.token(at)?.start as usize;
    let first = at - isize::from(sentence.is(at - 1, "the"));
    if !according(sentence, first) || sentence.capital(at - 1) {
        return None;
    }
    let named = publishers::data().at(sentence.text, start)?;
    let publisher = named.bearers().next()?;
    let range = start..start + named.len();
    let end = (at..).find(|&i| sentence.token(i).is_none_or(|token| token.start as usize >= range.end))?;
    // "According to the FBI" is the bureau speaking, unless a figure stands in the sentence.
    let statistics = matches!(publisher.kind, "statistics" | "pollster" | "averages");
    let figure = sentence
        .near(at)
        .any(|i| sentence.token(i).is_some_and(|token| token.kind == Kind::Number && !sentence.quotes(&token.range())));
    let more = sentence.any(end, DATA) || sentence.any(end, KINDS) || sentence.any(end, OFFICIAL);
    if !statistics && !figure || more || sentence.capital(end) || sentence.kind(end, Kind::Clitic) {
        return None;
    }
    Some(Credit::new(CreditKind::Data, range.clone(), range, publisher.name.to_owned(), publisher.hosts.clone()))
}

/// Whether `according to`, `per` or the like ends before token `at`.
fn according(sentence: &Sentence<'_>, at: isize) -> bool {
    sentence.any(at - 1, &["per", "citing"]) && !sentence.capital(at - 2)
        || sentence.is(at - 1, "to") && sentence.is(at - 2, "according")
        || sentence.is(at - 1, "on") && sentence.is(at - 2, "based")
}

/// `figures from the Labor Department`, `data compiled by the Census Bureau`.
fn from_source(sentence: &Sentence<'_>, noun: isize) -> Option<Credit> {
    const MADE: &[&str] =
        &["released", "compiled", "published", "collected", "provided", "conducted", "gathered", "kept", "analyzed"];
    let mut at = noun + 1;
    if sentence.any(at, MADE) {
        at += 1;
        while sentence.when(at) || sentence.is(at, "on") {
            at += 1;
        }
    }
    if !sentence.any(at, &["from", "by"]) {
        return None;
    }
    let name = at + 1 + isize::from(sentence.is(at + 1, "the"));
    let end = sentence.name_after(name);
    let start = qualified(sentence, noun);
    let cued = cue_before(sentence, start) || shows(sentence, end);
    (end > name && cued).then(|| made(sentence, &(start..end), &(name..end)))
}

/// `U.S. Customs and Border Protection data`, `a Gallup poll`, `police records`.
fn source_before(sentence: &Sentence<'_>, noun: isize) -> Option<Credit> {
    let end = qualified(sentence, noun);
    let possessive = end - isize::from(sentence.kind(end - 1, Kind::Clitic));
    let mut start = sentence.name_before(possessive);
    // "In June", "On Tuesday": a sentence's first word and a day are no names.
    let little =
        Class::PREPOSITION.or(Class::PRONOUN).or(Class::CONJUNCTION).or(Class::SUBORDINATOR).or(Class::DETERMINER);
    while start < possessive && (sentence.when(start) || sentence.class(start, little)) {
        start += 1;
    }
    let source = if start < possessive {
        start..possessive
    } else if sentence.any(end, OFFICIAL) && end < noun {
        start = end;
        end..end + 1
    } else {
        return None;
    };
    let cued = cue_before(sentence, start) || shows(sentence, noun + 1);
    cued.then(|| made(sentence, &(start..noun + 1), &source))
}

/// The first token of the adjectives before `noun`.
fn qualified(sentence: &Sentence<'_>, noun: isize) -> isize {
    let mut start = noun;
    while start > noun - 4 && (sentence.any(start - 1, KINDS) || sentence.any(start - 1, OFFICIAL)) {
        start -= 1;
    }
    start
}

/// Whether a cue of attribution ends before the noun phrase whose first token is `start`, an article between them forgiven.
fn cue_before(sentence: &Sentence<'_>, start: isize) -> bool {
    let mut at = start;
    while at > start - 4
        && (sentence.class(at - 1, Class::DETERMINER)
            || sentence.any(at - 1, KINDS)
            || sentence.any(at - 1, &["a", "an", "the"]))
    {
        at -= 1;
    }
    according(sentence, at)
}

/// Whether data say something from token `at` on: "show", "released Friday showed".
fn shows(sentence: &Sentence<'_>, at: isize) -> bool {
    let mut at = at;
    if sentence.any(at, &["released", "published", "conducted"]) {
        at += 1;
        while sentence.when(at) || sentence.is(at, "on") {
            at += 1;
        }
    }
    sentence.any(at, SHOW)
}

fn made(sentence: &Sentence<'_>, tokens: &Range<isize>, source: &Range<isize>) -> Credit {
    let source = sentence.range(source);
    let written = &sentence.text[source.clone()];
    // Some papers write F.A.A. for FAA.
    let plain = written.replace('.', "");
    let known = publishers::data()
        .named(written)
        .or_else(|| publishers::data().named(&plain))
        .or_else(|| publishers::outlets().named(written));
    let (name, hosts) = known.map_or((written, Vec::new()), |publisher| (publisher.name, publisher.hosts.clone()));
    Credit::new(CreditKind::Data, sentence.range(tokens), source, name.to_owned(), hosts)
}
