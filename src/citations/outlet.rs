//! Credits to outlets: `BBC News reported`, `told the Guardian`, `a Reuters investigation found`.
//!
//! A name alone is no credit: it takes a cue that says the outlet published what the copy tells.

use std::ops::Range;

use crate::citations::names::{self, Name, described};
use crate::citations::sentence::Sentence;
use crate::citations::subject::{REPORTS, report, subject};
use crate::citations::{Credit, CreditKind};
use crate::language::tokens::Kind;

/// The credit to an outlet whose name starts at token `at`, and one past the name's last token.
pub fn credit(sentence: &Sentence<'_>, at: isize) -> Option<(Option<Credit>, isize)> {
    let name = names::at(sentence, at)?;
    let end = name.tokens.end;
    let found = report(sentence, &name)
        .or_else(|| behind(sentence, &name).map(|tokens| (CreditKind::Outlet, tokens)))
        .or_else(|| subject(sentence, &name).map(|tokens| (CreditKind::Outlet, tokens)));
    let credit = found.map(|(kind, tokens)| name.credit(sentence, kind, &tokens));
    Some((credit, end))
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
