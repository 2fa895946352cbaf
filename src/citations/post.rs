//! Credits to posts: `posted on X`, `wrote on Truth Social`, `in a tweet`.

use std::ops::Range;

use crate::citations::sentence::Sentence;
use crate::citations::{Credit, CreditKind};
use crate::language::lexicon::Class;
use crate::sources::publishers::{self, Publisher};

/// What people do in a post.
const POSTED: &[&str] = &[
    "posted",
    "posts",
    "posting",
    "wrote",
    "writes",
    "writing",
    "said",
    "says",
    "saying",
    "tweeted",
    "shared",
    "announced",
    "declared",
    "responded",
    "replied",
    "added",
    "claimed",
    "complained",
    "vowed",
    "joked",
    "quipped",
    "published",
];

/// What a post is called.
const POSTS: &[&str] = &["post", "posts", "message", "messages", "video", "videos", "thread", "story", "statement"];

/// The credit to a post on the platform whose name starts at token `at`.
pub fn on_platform(sentence: &Sentence<'_>, at: isize) -> Option<Credit> {
    let start = sentence.token(at)?.start as usize;
    let named = publishers::platforms().at(sentence.text, start)?;
    let until = start + named.len();
    let mut end = at;
    while sentence.token(end).is_some_and(|token| (token.start as usize) < until) {
        end += 1;
    }
    let platform = named.bearers().next()?;
    if let Some(tokens) = in_a_post(sentence, at, end) {
        return Some(credit(sentence, &tokens, &(at..end), platform));
    }
    let mut credit = credit(sentence, &posted_on(sentence, at, end)?, &(at..end), platform);
    // "X." at the end of a sentence is read as an initial.
    credit.range.end = until;
    credit.source.end = until;
    Some(credit)
}

/// The credit whose word is `tweet`, `tweets` or `tweeted`, at token `at`.
pub fn tweet(sentence: &Sentence<'_>, at: isize) -> Option<Credit> {
    let twitter = publishers::platforms().named("Twitter")?;
    if sentence.any(at, &["tweet", "tweets"]) {
        // "In a series of tweets"; a tweet that is merely talked about has no "in" before it.
        let preposition = (at - 5..at).rev().find(|&i| sentence.any(i, &["in", "via"]))?;
        let plain = (preposition + 1..at)
            .all(|i| sentence.wordy(i) && (sentence.is(i, "of") || !sentence.class(i, Class::PREPOSITION)));
        let tokens = preposition + 1..at + 1;
        return plain.then(|| credit(sentence, &tokens, &(at..at + 1), twitter));
    }
    // Without words of the post behind it, "tweeted" tells what somebody did.
    let quoting = !sentence.quoted.is_empty() || (at + 1..at + 4).any(|i| sentence.any(i, &["that", ":"]));
    quoting.then(|| credit(sentence, &(at..at + 1), &(at..at + 1), twitter))
}

fn credit(sentence: &Sentence<'_>, tokens: &Range<isize>, source: &Range<isize>, platform: &Publisher) -> Credit {
    Credit::new(
        CreditKind::Post,
        sentence.range(tokens),
        sentence.range(source),
        platform.name.to_owned(),
        platform.hosts.clone(),
    )
}

/// `in a Facebook post`, `in an Instagram story`: the link stands on platform and noun.
fn in_a_post(sentence: &Sentence<'_>, at: isize, end: isize) -> Option<Range<isize>> {
    let preposition = (at - 4..at).rev().find(|&i| sentence.any(i, &["in", "to"]))?;
    let plain = (preposition + 1..at).all(|i| sentence.wordy(i));
    let said = sentence.is(preposition, "in") || sentence.is(preposition - 1, "according");
    (plain && said && sentence.any(end, POSTS)).then_some(at..end + 1)
}

/// `posted on X`, `wrote Tuesday on Truth Social`, `in a post on Bluesky`.
fn posted_on(sentence: &Sentence<'_>, at: isize, end: isize) -> Option<Range<isize>> {
    if !sentence.any(at - 1, &["on", "to"]) {
        return None;
    }
    let mut cue = at - 2;
    while cue > at - 6 && (sentence.when(cue) || sentence.any(cue, &["on", "a", "message", "video"])) {
        cue -= 1;
    }
    let noun = sentence.any(cue, POSTS) && (cue - 4..cue).any(|i| sentence.any(i, &["in", "to"]));
    if sentence.is(at - 1, "to") && !noun && !sentence.any(cue, &["posted", "posts", "published"]) {
        return None;
    }
    (noun || sentence.any(cue, POSTED)).then_some(cue..end)
}
