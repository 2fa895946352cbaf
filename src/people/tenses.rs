//! Whether copy speaks of an earlier time where it names somebody.

use jiff::civil::Date;

use crate::language::Reading;
use crate::language::tokens::Token;
use crate::people::mentions::Mention;

/// Whether words right beside the mention tell of an earlier time, or its sentence names a year up to `until`.
pub(super) fn tells_of_the_past_beside(
    text: &str,
    reading: &Reading,
    mention: &Mention,
    until: i16,
    day: Date,
) -> bool {
    let first = reading.token_from(mention.range.start);
    let near = first.saturating_sub(4)..(reading.token_from(mention.range.end) + 3).min(reading.tokens.len());
    let word = |word: &str| PAST.contains(&word) && !matches!(word, "during" | "During");
    reading.tokens[near].iter().any(|token| word(token.text(text)))
        || sentence_of(reading, mention).iter().any(|token| is_year_before(token.text(text), until, day))
}

/// Whether the sentence of the mention tells of an earlier time: an earlier year, or a word for it.
pub(super) fn speaks_of_the_past(text: &str, reading: &Reading, mention: &Mention, until: i16, day: Date) -> bool {
    let mut words = sentence_of(reading, mention).iter().map(|token| token.text(text));
    words.any(|word| is_year_before(word, until, day) || PAST.contains(&word))
}

/// "Former" stands beside a title and is read with it; elsewhere it is somebody else's.
const PAST: &[&str] = &[
    "then",
    "Then",
    "formerly",
    "once",
    "ago",
    "previously",
    "during",
    "During",
    "when",
    "When",
    "served",
    "serving",
    "predecessor",
    "succeeded",
    "replaced",
];

fn sentence_of<'a>(reading: &'a Reading, mention: &Mention) -> &'a [Token] {
    let Some(sentence) = reading.sentence_at(mention.range.start) else { return &[] };
    &reading.tokens[reading.token_from(sentence.start)..reading.token_from(sentence.end)]
}

/// Whether `word` is a year or decade before that of `day` and not after `until`.
fn is_year_before(word: &str, until: i16, day: Date) -> bool {
    let year = word.trim_end_matches('s').parse::<i16>();
    year.is_ok_and(|year| (1789..day.year()).contains(&year) && year <= until)
}
