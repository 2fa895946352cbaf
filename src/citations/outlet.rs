//! Credits to outlets: `BBC News reported`, `told the Guardian`, `a Reuters investigation found`.
//!
//! A name alone is no credit: it takes a cue that says the outlet published what the copy tells.

use std::ops::Range;

use crate::citations::sentence::Sentence;
use crate::citations::{Credit, CreditKind};
use crate::language::lexicon::Class;
use crate::language::tokens::{Case, Kind};
use crate::sources::publishers::{self, Publisher};

/// An outlet's name in a sentence.
struct Name {
    /// Its tokens, the article before it included.
    tokens: Range<isize>,
    /// Its first token without the article.
    bare: isize,
    /// Whether `’s` follows.
    possessive: bool,
    /// Whether it needs a cue that leaves no doubt.
    ordinary: bool,
    /// Who bears it; none for an outlet that no table lists.
    bearers: Vec<&'static Publisher>,
}

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
const REPORTS: &[&str] = &[
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

/// The credit to an outlet whose name starts at token `at`, and one past the name's last token.
pub fn credit(sentence: &Sentence<'_>, at: isize) -> Option<(Option<Credit>, isize)> {
    let name = listed(sentence, at).or_else(|| masthead(sentence, at)).or_else(|| station(sentence, at))?;
    let end = name.tokens.end;
    let found = report(sentence, &name)
        .or_else(|| behind(sentence, &name).map(|tokens| (CreditKind::Outlet, tokens)))
        .or_else(|| subject(sentence, &name).map(|tokens| (CreditKind::Outlet, tokens)));
    let credit = found.map(|(kind, tokens)| name.credit(sentence, kind, &tokens));
    Some((credit, end))
}

impl Name {
    fn credit(&self, sentence: &Sentence<'_>, kind: CreditKind, tokens: &Range<isize>) -> Credit {
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
fn capitals(sentence: &Sentence<'_>, start: isize) -> isize {
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
fn described(sentence: &Sentence<'_>, name: &Name) -> isize {
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

/// `according to Reuters`, `told the Guardian`, `first reported by Axios`.
fn behind(sentence: &Sentence<'_>, name: &Name) -> Option<Range<isize>> {
    let first = described(sentence, name);
    let cue = first - 1;
    let end = owner_named(sentence, name);
    let back = |i: isize, words: &[&str], reach: isize| (i - reach..i).rev().find(|&i| sentence.any(i, words));
    let from = match sentence.word(cue).to_ascii_lowercase().as_str() {
        "told" | "tells" | "telling" | "citing" => cue,
        "per" => return Some(name.tokens.start..end),
        // "…, reported Reuters": a verb before its subject follows a comma or a quotation.
        "reported" | "reports" | "wrote" | "writes"
            if sentence.kind(cue - 1, Kind::Comma) || sentence.kind(cue - 1, Kind::Quote) =>
        {
            cue
        }
        "to" => {
            const SPOKE: &[&str] = &[
                "according",
                "spoke",
                "speaking",
                "speaks",
                "talked",
                "talking",
                "comments",
                "remarks",
                "confirmed",
                "leaked",
                "revealed",
                "disclosed",
                "explained",
                "admitted",
            ];
            const GAVE: &[&str] =
                &["interview", "interviews", "statement", "email", "e-mail", "emails", "op-ed", "letter"];
            match sentence.any(cue - 1, SPOKE) {
                true => cue - 1,
                false => with_article(sentence, back(cue, GAVE, 2)?),
            }
        }
        "with" => match sentence.any(cue - 1, &["spoke", "speaking", "talked"]) {
            true => cue - 1,
            false => with_article(sentence, back(cue, &["interview", "interviews", "conversation", "sit-down"], 3)?),
        },
        "by" => {
            const MADE: &[&str] = &[
                "reported",
                "published",
                "obtained",
                "reviewed",
                "seen",
                "revealed",
                "quoted",
                "cited",
                "uncovered",
                "broken",
                "aired",
                "broadcast",
                "compiled",
                "viewed",
                "disclosed",
                "verified",
            ];
            match sentence.any(cue - 1, MADE) {
                true => cue - 1 - isize::from(sentence.any(cue - 2, &["first", "previously"])),
                false => with_article(sentence, back(cue, REPORTS, 1)?),
            }
        }
        "in" => match sentence.any(cue - 1, &["published", "wrote", "writes", "writing", "reported", "appeared"]) {
            true => cue - 1,
            false => with_article(sentence, back(cue, REPORTS, 3)?),
        },
        "from" => with_article(sentence, back(cue, REPORTS, 1)?),
        "on" if !name.ordinary => on_air(sentence, cue)?,
        _ => return None,
    };
    // A name that is also a word must follow a cue that nothing else follows.
    if name.ordinary && !sentence.any(from, &["told", "according", "first", "reported", "spoke", "speaking"]) {
        let named = matches!(sentence.word(cue).to_ascii_lowercase().as_str(), "with" | "by" | "in" | "to");
        if !named || from == cue {
            return None;
        }
    }
    Some(from..end)
}

/// `told CNN’s Ann Roe`: the person belongs to the credit; a programme in quotation marks does not.
fn owner_named(sentence: &Sentence<'_>, name: &Name) -> isize {
    let end = name.tokens.end;
    if !name.possessive {
        return end;
    }
    let after = sentence.name_after(end + 1);
    if after > end + 1 && !sentence.when(end + 1) { after } else { end }
}

/// The start of "an exclusive interview", whose noun stands at `noun`.
fn with_article(sentence: &Sentence<'_>, noun: isize) -> isize {
    (noun - 3..noun)
        .find(|&i| sentence.any(i, &["a", "an", "the"]))
        .filter(|&i| (i..noun).all(|i| sentence.wordy(i)))
        .unwrap_or(noun)
}

/// `said Sunday on CNN`: the start of "said", or of "on" when more than a day stands between.
fn on_air(sentence: &Sentence<'_>, on: isize) -> Option<isize> {
    const AIRED: &[&str] =
        &["said", "says", "interview", "appearance", "argued", "added", "aired", "appearing", "speaking", "declared"];
    let mut at = on - 1;
    while at > on - 4 && sentence.when(at) {
        at -= 1;
    }
    sentence.any(at, AIRED).then_some(if at == on - 1 { at } else { on })
}

/// `BBC News reported`, `The Times, citing two officials, reported`, `Politico’s Ann Roe reported`.
fn subject(sentence: &Sentence<'_>, name: &Name) -> Option<Range<isize>> {
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
fn report(sentence: &Sentence<'_>, name: &Name) -> Option<(CreditKind, Range<isize>)> {
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
