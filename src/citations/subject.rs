//! Outlets that report and reports that find: `BBC News reported`, `a Reuters investigation found`.

use std::ops::Range;

use crate::citations::CreditKind;
use crate::citations::names::{Name, capitals, described};
use crate::citations::sentence::Sentence;
use crate::language::lexicon::Class;
use crate::language::tokens::Kind;

/// Verbs that say an outlet published something, whoever else may bear its name.
const REPORTED: &[&str] =
    &["reported", "reports", "revealed", "reveals", "uncovered", "disclosed", "broke", "dropped", "published", "put"];

/// Verbs that say so of a name that is surely an outlet's.
const SAID: &[&str] = &[
    "said",
    "says",
    "wrote",
    "writes",
    "noted",
    "notes",
    "found",
    "quoted",
    "cited",
    "obtained",
    "detailed",
    "documented",
    "described",
    "confirmed",
    "estimated",
    "learned",
];

/// What an outlet publishes.
pub(super) const REPORTS: &[&str] = &[
    "report",
    "reports",
    "story",
    "stories",
    "article",
    "articles",
    "investigation",
    "analysis",
    "account",
    "profile",
    "op-ed",
    "editorial",
    "column",
    "essay",
    "interview",
    "exclusive",
    "review",
    "scoop",
    "tally",
    "piece",
];

/// What an outlet asks the public.
const POLLS: &[&str] = &["poll", "polls", "survey", "surveys", "average", "tracker"];

/// What a report does with what it says.
const FINDS: &[&str] = &[
    "found",
    "finds",
    "showed",
    "shows",
    "said",
    "says",
    "revealed",
    "reveals",
    "suggested",
    "suggests",
    "indicated",
    "indicates",
    "detailed",
    "details",
    "detailing",
    "alleging",
    "alleged",
    "reported",
    "disclosed",
    "uncovered",
];

/// `BBC News reported`, `The Times, citing two officials, reported`, `Politico’s Ann Roe reported`.
pub(super) fn subject(sentence: &Sentence<'_>, name: &Name) -> Option<Range<isize>> {
    let before = described(sentence, name) - 1;
    let inside = sentence.class(before, Class::PREPOSITION);
    let of_person = sentence.any(before, &["of", "from", "for", "at"]) && sentence.capital(before - 1);
    // "Time reported" may be said of anything; ", Time reported" is not.
    let doubtful = name.ordinary
        && !name.bearers.is_empty()
        && name.bare == name.tokens.start
        && !sentence.kind(before, Kind::Comma)
        && !sentence.is(before, "as");
    if inside && !of_person || doubtful {
        return None;
    }
    let mut at = name.tokens.end;
    let mut person = inside;
    if name.possessive {
        at = capitals(sentence, at + 1);
        person = true;
        if at == name.tokens.end + 1 {
            return None;
        }
    } else if sentence.any(at, &["newspaper", "magazine", "network", "website", "reporter", "reporters", "columnist"]) {
        at = capitals(sentence, at + 1);
    }
    let verb = verb_after(sentence, at)?;
    let sure = sentence.any(verb, REPORTED);
    let end = object(sentence, verb)?;
    if !sure && (name.ordinary || person || speaks_for_itself(sentence, verb)) {
        return None;
    }
    let named = name.tokens.start..name.tokens.end;
    // A link stands on a few words, not on a whole clause.
    Some(if verb - name.tokens.start > 7 { named } else { name.tokens.start..end })
}

/// The verb of a subject that ends before `at`, with adverbs, days and one aside between them.
fn verb_after(sentence: &Sentence<'_>, at: isize) -> Option<isize> {
    const BETWEEN: &[&str] = &[
        "first",
        "also",
        "later",
        "earlier",
        "recently",
        "previously",
        "since",
        "has",
        "had",
        "have",
        "on",
        "last",
        "this",
        "week",
        "month",
        "year",
        "in",
    ];
    let mut at = at;
    let mut aside = false;
    for _ in 0..12 {
        if sentence.any(at, REPORTED) || sentence.any(at, SAID) {
            return Some(at);
        }
        if sentence.kind(at, Kind::Comma) && !aside {
            if !sentence.any(at + 1, &["citing", "quoting", "which", "in", "based", "relying", "whose"]) {
                return None;
            }
            at = (at + 1..at + 16).find(|&i| sentence.kind(i, Kind::Comma))? + 1;
            aside = true;
        } else if sentence.any(at, BETWEEN)
            || sentence.when(at)
            || sentence.class(at, Class::ADVERB)
            || sentence.kind(at, Kind::Number)
        {
            at += 1;
        } else {
            return None;
        }
    }
    None
}

/// One past the verb at `verb` and the words that make it one: `dropped a bombshell`, `broke the story`. `None` when it
/// says nothing of publishing: `dropped its lawsuit`.
fn object(sentence: &Sentence<'_>, verb: isize) -> Option<isize> {
    let among =
        |words: &[&str], reach: isize| (verb + 1..=verb + reach).find(|&i| sentence.any(i, words)).map(|i| i + 1);
    match sentence.word(verb).to_ascii_lowercase().as_str() {
        "dropped" => among(&["bombshell", "report", "story", "scoop"], 3),
        "broke" => among(&["story", "news", "scoop"], 2),
        "put" => sentence.is(verb + 1, "it").then_some(verb + 2),
        "learned" => sentence.any(verb - 1, &["has", "had", "have"]).then_some(verb + 1),
        "published" => among(REPORTS, 4)
            .or_else(|| {
                among(&["emails", "documents", "excerpts", "video", "transcript", "details", "list", "memo"], 4)
            })
            .map(|_| verb + 1),
        _ => Some(verb + 1),
    }
}

/// Whether the outlet speaks as a company: "CNN said it would appeal", "Fox News said in a statement".
fn speaks_for_itself(sentence: &Sentence<'_>, verb: isize) -> bool {
    if !sentence.any(verb, &["said", "says", "confirmed", "noted", "described"]) {
        return false;
    }
    let mut at = verb + 1;
    while sentence.when(at) || sentence.any(at, &["that", "on"]) {
        at += 1;
    }
    sentence.any(at, &["it", "its", "they", "their"])
        || sentence.any(at, &["in", "through"])
            && sentence.any(at + 2, &["statement", "spokesman", "spokeswoman", "release"])
        || sentence.is(at, "through")
}

/// `a CNN investigation found`, `in a Reuters interview`, `according to a Fox News poll`.
pub(super) fn report(sentence: &Sentence<'_>, name: &Name) -> Option<(CreditKind, Range<isize>)> {
    let mut at = name.tokens.end + isize::from(name.possessive);
    // "Washington Post-ABC News", "CNN/ORC": two who asked together.
    let joined = at + 6;
    while at < joined && (sentence.any(at, &["/", "-", "and", "&"]) && sentence.capital(at + 1) || sentence.capital(at))
    {
        at += 1;
    }
    if sentence.any(at, &["news", "magazine", "exit", "tracking", "polling", "new", "recent", "original", "exclusive"])
    {
        at += 1;
    }
    let poll = sentence.any(at, POLLS);
    if !poll && !sentence.any(at, REPORTS) {
        return None;
    }
    let finds = (at + 1..=at + 3).take_while(|&i| sentence.wordy(i)).any(|i| sentence.any(i, FINDS));
    let mut left = name.tokens.start - 1;
    while left > name.tokens.start - 5
        && (sentence.class(left, Class::DETERMINER)
            || sentence.when(left)
            || sentence.any(left, &["recent", "new", "an", "a"]))
    {
        left -= 1;
    }
    let cued = sentence.any(left, &["to", "per", "citing"])
        && (!sentence.is(left, "to") || sentence.is(left - 1, "according"))
        || sentence.any(left, &["in", "by", "from"]) && (!name.ordinary || left < name.tokens.start - 1);
    if !cued && (!finds || name.ordinary && name.possessive) {
        return None;
    }
    let kind = if poll { CreditKind::Data } else { CreditKind::Outlet };
    Some((kind, name.bare..at + 1))
}
