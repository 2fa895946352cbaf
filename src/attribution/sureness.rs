//! Whether a quotation without a speaker is surely a fault: the gates of `gates.tsv`, asked in order.

use std::ops::Range;
use std::sync::LazyLock;

use crate::attribution::{Found, Scene, Speaker, Sureness};
use crate::language::Reading;
use crate::language::lexicon::{Class, rows};
use crate::language::verbs::{self, Frames, Strength};
use crate::markdown::{Article, BlockKind};
use crate::people::mentions::People;
use crate::quotes::{Kind, Quote};

/// One row of the table: what is asked, and what it means when it holds.
#[derive(Debug)]
pub struct Gate {
    asks: Asks,
    /// A quotation of fewer words is held by a gate that counts them.
    words: usize,
    /// How sure a fault is that this gate holds.
    pub sureness: Sureness,
    /// What was seen, in words that go on a sentence: `it is short`.
    pub why: &'static str,
}

/// What a gate asks of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// Few words.
    Words,
    /// Inside another quotation.
    Nested,
    /// No speech, or part of the writer's own sentence.
    Written,
    /// In a block that is not running copy.
    Apart,
    /// Not a sentence of its own.
    Part,
    /// Somebody who may speak near it.
    Near,
    /// Nothing: it always holds.
    Nothing,
}

static GATES: LazyLock<Vec<Gate>> = LazyLock::new(|| {
    rows(include_str!("gates.tsv"))
        .map(|row| Gate {
            asks: match row[0] {
                "few" | "short" => Asks::Words,
                "nested" => Asks::Nested,
                "written" => Asks::Written,
                "apart" => Asks::Apart,
                "part" => Asks::Part,
                "near" => Asks::Near,
                _ => Asks::Nothing,
            },
            words: row[1].parse().unwrap_or(0),
            sureness: match row[2] {
                "exempt" => Sureness::Exempt,
                "unsure" => Sureness::Unsure,
                _ => Sureness::Sure,
            },
            why: row[3],
        })
        .collect()
});

/// Judges every quotation that nobody was found for.
pub(super) fn judge(
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
            speakers[i].gate = GATES.iter().find(|gate| near.holds(gate, quote, &scenes[i]));
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
    fn holds(&self, gate: &Gate, quote: &Quote, scene: &Scene) -> bool {
        match gate.asks {
            Asks::Words => quote.words < gate.words,
            Asks::Nested => quote.parent.is_some(),
            Asks::Written => {
                !matches!(quote.kind, Kind::Full | Kind::Partial)
                    || !(scene.alone || scene.cut || scene.opens)
                    || quote.kind == Kind::Partial && !scene.cut
            }
            Asks::Apart => matches!(
                self.article.blocks[quote.block].kind,
                BlockKind::Heading(_) | BlockKind::Cell | BlockKind::Caption | BlockKind::Footnote
            ),
            Asks::Part => quote.kind != Kind::Full,
            Asks::Near => self.speaker_near(quote),
            Asks::Nothing => true,
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analysis, Known};
    use crate::markdown::Syntax;
    use crate::people::roster::Roster;
    use crate::text::Source;

    /// What decides about the last quotation of `copy`, its `why`.
    fn check(copy: &str, sureness: Sureness, why: &str) {
        let roster = Roster::default();
        let known = Known { roster: &roster, libraries: &[], transcripts: &[], date: None, today: None };
        let analysis = Analysis::of(&Source::new(copy.to_owned()), Syntax::Markdown, &known);
        let speaker = analysis.speakers.last().expect("a quotation");
        let gate = speaker.gate.unwrap_or_else(|| panic!("no gate, {:?}: {copy}", speaker.mention));
        assert_eq!((gate.sureness, gate.why), (sureness, why), "{copy}");
        assert!(speaker.why(analysis.article.prose.text()).last().is_some_and(|line| line.ends_with(why)), "{copy}");
    }

    #[test]
    fn every_gate_holds_what_it_is_for() {
        check("The hall was full.\n\n“It was.”", Sureness::Exempt, "titles and scorn have as few words");
        check("Not “a toll on the poor” at all.", Sureness::Exempt, "it is part of a sentence of the writer’s");
        check(
            "## “The bridge will never open again this year.”",
            Sureness::Exempt,
            "it stands in a heading, a table, a caption or a footnote",
        );
        check("The hall was full.\n\n“It will open soon.”", Sureness::Unsure, "it is short");
        check(
            "Ana Ruiz left the hall at noon in the rain and the wind rose.\n\nThe pier was empty.\n\nShe waved. “The bridge \
             is safe, and it will open on Monday,” waving from the boat that took the last of the crew away.",
            Sureness::Unsure,
            "a name, a pronoun or a verb of speech stands in its paragraph or in the sentence before",
        );
        check(
            "The hall was full.\n\n“It is safe, and it will open on Monday.”",
            Sureness::Sure,
            "no name, pronoun or verb of speech stands in its paragraph or in the sentence before",
        );
    }
}
