//! Whether a quotation without a speaker is surely a fault.

use std::ops::Range;

use crate::attribution::{Found, Scene, Speaker, Sureness};
use crate::language::Reading;
use crate::language::lexicon::Class;
use crate::language::verbs::{self, Frames, Strength};
use crate::markdown::{Article, BlockKind};
use crate::people::mentions::People;
use crate::quotes::{Kind, Quote};

/// A word or two in marks is usually scorn or a title, not speech.
const LEAST_WORDS: usize = 4;
/// Speech this long, and a sentence, surely wants a speaker.
const SURE_WORDS: usize = 6;

/// Judges every quotation that nobody was found for.
pub fn judge(
    article: &Article,
    reading: &Reading,
    list: &[Quote],
    people: &People,
    scenes: &[Scene],
    speakers: &mut [Speaker],
) {
    for (i, quote) in list.iter().enumerate() {
        if speakers[i].found == Found::None {
            let near = Near { article, reading, list, people };
            speakers[i].sureness = near.judge(quote, &scenes[i]);
        }
    }
}

/// How far from a quotation a speaker counts as near, in bytes of its paragraph.
const REACH: usize = 4_000;

struct Near<'a> {
    article: &'a Article,
    reading: &'a Reading,
    list: &'a [Quote],
    people: &'a People,
}

impl Near<'_> {
    fn judge(&self, quote: &Quote, scene: &Scene) -> Sureness {
        let block = &self.article.blocks[quote.block];
        let speech = matches!(quote.kind, Kind::Full | Kind::Partial) && (scene.alone || scene.cut || scene.opens);
        let exempt = quote.words < LEAST_WORDS
            || quote.parent.is_some()
            || !speech
            || quote.kind == Kind::Partial && !scene.cut
            || matches!(block.kind, BlockKind::Heading(_) | BlockKind::Cell | BlockKind::Caption | BlockKind::Footnote);
        if exempt {
            return Sureness::Exempt;
        }
        if quote.words < SURE_WORDS || quote.kind != Kind::Full || self.speaker_near(quote) {
            return Sureness::Unsure;
        }
        Sureness::Sure
    }

    /// Whether a name, a pronoun or a verb of speech stands in the paragraph or in the sentence before it.
    fn speaker_near(&self, quote: &Quote) -> bool {
        let block = self.article.blocks[quote.block].prose.clone();
        let block = &(block.start.max(quote.range.start.saturating_sub(REACH))..block.end.min(quote.range.end + REACH));
        let before = quote.block.checked_sub(1).map(|before| &self.article.blocks[before].prose);
        if self.holds_speaker(block) {
            return true;
        }
        let Some(before) = before else { return false };
        let text = self.article.prose.slice(before);
        if text.trim_end().ends_with(':') {
            return true;
        }
        let sentence =
            self.reading.sentence_at(before.end.saturating_sub(1)).filter(|sentence| sentence.start >= before.start);
        sentence.is_some_and(|sentence| self.holds_speaker(sentence))
    }

    fn holds_speaker(&self, range: &Range<usize>) -> bool {
        let text = self.article.prose.text();
        let from = self.reading.token_from(range.start);
        let until = self.reading.token_from(range.end);
        let quoted = |offset: usize| {
            let after = self.list.partition_point(|quote| quote.range.start <= offset);
            self.list[..after].iter().rev().take(4).any(|quote| quote.range.contains(&offset))
        };
        let named = self.people.mentions.partition_point(|mention| mention.range.start < range.start);
        let named = self.people.mentions[named..].iter().take_while(|mention| mention.range.start < range.end);
        if named.into_iter().any(|mention| !quoted(mention.range.start)) {
            return true;
        }
        (from..until).any(|i| {
            let token = &self.reading.tokens[i];
            if !(token.class.has(Class::PRONOUN) || token.class.verb().is_some()) || quoted(token.start as usize) {
                return false;
            }
            let word = token.text(text);
            let pronoun = ["he", "she", "they", "who", "i", "we"].iter().any(|known| word.eq_ignore_ascii_case(known));
            pronoun
                || verbs::at(text, &self.reading.tokens, i)
                    .is_some_and(|found| found.verb.strength == Strength::Sure && found.verb.frames.has(Frames::QUOTE))
        })
    }
}
