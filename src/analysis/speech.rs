//! How speech runs through an article: whose it is, where a reader learns that, and who else may be meant.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::analysis::things::Quoted;
use crate::attribution::clue::Clue;
use crate::attribution::{Found, Speaker};
use crate::language::standing;
use crate::people::mentions::Pronoun;
use crate::quotes::{self, Quote};

/// How far back a name introduces a speaker, in bytes. No paragraph is longer, but one without an end may be.
const REACH: usize = 6_000;
/// How many names before a pronoun are looked at.
const MENTIONS: usize = 64;

/// Whether two quotations are surely said by different people: both are named, and not alike.
pub fn differ(analysis: &Analysis, a: usize, b: usize) -> bool {
    let (a, b) = (&analysis.speakers[a], &analysis.speakers[b]);
    if let (Some(a), Some(b)) = (a.person, b.person) {
        let persons = &analysis.people.persons;
        return a != b && !persons[a].shared_by.contains(&b) && !persons[b].shared_by.contains(&a);
    }
    // A description may mean anybody: the Democratic candidate.
    let described =
        |name: &str| name.starts_with(char::is_lowercase) || name.starts_with("The ") || name.starts_with("A ");
    let named = a.name.as_ref().zip(b.name.as_ref());
    named.is_some_and(|(a, b)| !described(a) && !described(b) && !alike(a, b))
}

/// Whether two quotations are surely said by one person or body.
pub fn agree(analysis: &Analysis, a: usize, b: usize) -> bool {
    let (a, b) = (&analysis.speakers[a], &analysis.speakers[b]);
    a.mention.is_some() && a.mention == b.mention
        || a.person.is_some() && a.person == b.person
        || a.name.as_ref().zip(b.name.as_ref()).is_some_and(|(a, b)| alike(a, b))
}

/// Whether one name ends as the other does: Ruiz, Mayor Ana Ruiz.
fn alike(a: &str, b: &str) -> bool {
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    last(a) == last(b)
}

/// The quotation before that of index `i` which stands in no other, and is no block quotation.
pub fn previous(analysis: &Analysis, i: usize) -> Option<usize> {
    (0..i).rev().take(64).find(|&k| is_outer(&analysis.quotes.list[k]))
}

/// Whether a quotation is running speech: in marks, and in no other.
pub fn is_outer(quote: &Quote) -> bool {
    quote.parent.is_none() && quote.kind != quotes::Kind::Blockquote
}

/// Whether a quotation opens its paragraph.
pub fn opens(analysis: &Analysis, quote: &Quote) -> bool {
    let block = analysis.article.blocks[quote.block].prose.start;
    analysis.article.prose.slice(&(block..quote.range.start)).trim().is_empty()
}

/// Whether a quotation closes its paragraph.
pub fn closes(analysis: &Analysis, quote: &Quote) -> bool {
    let end = analysis.article.blocks[quote.block].prose.end;
    analysis.article.prose.slice(&(quote.range.end..end.max(quote.range.end))).trim().is_empty()
}

/// The sentences of a quotation, in the prose, each cut to the words inside the marks.
pub fn sentences(analysis: &Analysis, quote: &Quote) -> Vec<Range<usize>> {
    let inside = &quote.inside;
    let all = &analysis.reading.sentences;
    let first = all.partition_point(|sentence| sentence.end <= inside.start);
    all[first..]
        .iter()
        .take_while(|sentence| sentence.start < inside.end)
        .map(|sentence| sentence.start.max(inside.start)..sentence.end.min(inside.end))
        .filter(|sentence| analysis.article.prose.slice(sentence).contains(char::is_alphanumeric))
        .collect()
}

/// How many sentences of speech stand before the tag that names its speaker for the first time; `None` where the tag
/// stands before or between, where it is a pronoun, or where a reader knows already who speaks.
pub fn sentences_before_tag(analysis: &Analysis, i: usize) -> Option<usize> {
    let (quote, speaker) = (&analysis.quotes.list[i], &analysis.speakers[i]);
    if !is_outer(quote) || !is_tagged_behind(quote, speaker) || speaker.found != Found::Beside {
        return None;
    }
    let mention = speaker.mention.clone()?;
    let words = analysis.article.prose.slice(&mention);
    if words.chars().all(char::is_lowercase) || is_pronoun(words) {
        return None;
    }
    let mut first = i;
    let mut count = sentences(analysis, quote).len();
    // Paragraphs left open before it belong to the same speech.
    while let Some(before) = analysis.quotes.list[first].continues {
        let names = analysis.speakers[before].mention.as_ref();
        if names.is_some_and(|names| *names != mention) {
            return None;
        }
        count += sentences(analysis, &analysis.quotes.list[before]).len();
        first = before;
    }
    let from = analysis.article.blocks[analysis.quotes.list[first].block].prose.start;
    let start = analysis.quotes.list[first].range.start;
    let spoke = previous(analysis, first).is_some_and(|before| {
        analysis.quotes.list[before].block + 1 >= analysis.quotes.list[first].block && agree(analysis, before, i)
    });
    // The last sentence of the paragraph before may hand over to the speaker.
    let lead = from.checked_sub(2).and_then(|end| analysis.reading.sentence_at(end));
    let from = lead.map_or(from, |lead| lead.start.min(from)).max(start.saturating_sub(REACH));
    let named = speaker.person.is_some_and(|person| named_between(analysis, person, &(from..start)));
    (!spoke && !named).then_some(count)
}

/// Whether the tag of a quotation stands behind it: “…,” Ruiz said.
fn is_tagged_behind(quote: &Quote, speaker: &Speaker) -> bool {
    let tag = speaker
        .evidence
        .first()
        .is_some_and(|best| matches!(best.clue, Clue::TagAfter | Clue::TagInverted | Clue::TagAtEnd | Clue::According));
    tag && speaker.mention.as_ref().is_some_and(|mention| mention.start >= quote.range.end)
}

/// Whether the writer names `person` in `range` of the prose.
pub fn named_between(analysis: &Analysis, person: usize, range: &Range<usize>) -> bool {
    let mentions = &analysis.people.mentions;
    let first = mentions.partition_point(|mention| mention.range.start < range.start);
    mentions[first..]
        .iter()
        .take_while(|mention| mention.range.end <= range.end)
        .any(|mention| mention.person == person)
}

/// Whether `words` are a pronoun that stands for a person.
pub fn is_pronoun(words: &str) -> bool {
    stated(words).is_some() || ["they", "we", "i", "who", "it"].iter().any(|known| words.eq_ignore_ascii_case(known))
}

/// What a pronoun in the singular says of the person it means.
fn stated(words: &str) -> Option<Pronoun> {
    match words.to_lowercase().as_str() {
        "he" | "him" | "his" => Some(Pronoun::He),
        "she" | "her" => Some(Pronoun::She),
        _ => None,
    }
}

/// The people whom the pronoun that speaks quotation `i` may mean, the one named nearest before it first: those whom the
/// writer names in the last sentence that names anybody, in its paragraph or the one before, and whoever spoke last. Empty
/// when no pronoun speaks, when it can mean one person only, or when one of them speaks in that sentence.
pub fn candidates(analysis: &Analysis, quoted: &Quoted, i: usize) -> Vec<usize> {
    let speaker = &analysis.speakers[i];
    let Some(mention) = speaker.mention.as_ref().filter(|_| speaker.found == Found::Pronoun) else { return Vec::new() };
    let Some(pronoun) = stated(analysis.article.prose.slice(mention)) else { return Vec::new() };
    let Some(block) = analysis.article.block_at(mention.start) else { return Vec::new() };
    let from = analysis.article.blocks[block.saturating_sub(1)].prose.start;
    let (people, text) = (&analysis.people, analysis.article.prose.text());
    let fits = |person: usize| people.persons[person].pronoun.is_none_or(|known| known == pronoun);
    let until = people.mentions.partition_point(|other| other.range.end <= mention.start);
    let mut named = people.mentions[..until]
        .iter()
        .rev()
        .take(MENTIONS)
        .take_while(|other| other.range.start >= from)
        .filter(|other| {
            !quoted.holds(&other.range)
                && fits(other.person)
                && !standing::modifies(text, &analysis.reading, &other.range)
        })
        .peekable();
    let Some(nearest) = named.peek() else { return Vec::new() };
    let sentence = analysis.reading.sentence_at(nearest.range.start).map_or(nearest.range.start, |it| it.start);
    let mut found: Vec<usize> = Vec::new();
    for other in named.take_while(|other| other.range.start >= sentence) {
        if standing::reports(&analysis.reading, &other.range) {
            return Vec::new();
        }
        if !found.contains(&other.person) {
            found.push(other.person);
        }
    }
    let last = (0..i)
        .rev()
        .take(64)
        .take_while(|&k| analysis.quotes.list[k].range.start >= from)
        .find_map(|k| analysis.speakers[k].person);
    if let Some(last) = last.filter(|&last| fits(last) && !found.contains(&last)) {
        found.push(last);
    }
    if found.len() < 2 { Vec::new() } else { found }
}
