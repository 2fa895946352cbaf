//! Clauses that are set as sentences and are none: `That it was over.`, `Because we can.`, `Going broke.`

use crate::language::chunks::{self, Chunk, ChunkKind, Noun, Piece};
use crate::language::lexicon::Class;
use crate::language::tokens::{Kind, Token};

/// The fewest words of a fragment worth a word. Below it stands what people say: “Because.”
const FEWEST: usize = 4;

/// Whether the one sentence that `tokens` hold is a clause that hangs on a sentence which is not there.
pub fn is_fragment(text: &str, tokens: &[Token]) -> bool {
    // A clitic is no word: “That’s the way it is.”
    let tokens = &tokens[tokens.iter().take_while(|token| token.kind != Kind::Word).count()..];
    let [first, second, ..] = tokens else { return false };
    let words = tokens.iter().filter(|token| token.kind == Kind::Word).count();
    let asks = tokens.iter().any(|token| token.text(text).contains('?'));
    if asks || words < FEWEST || second.kind != Kind::Word {
        return false;
    }
    let Some(opening) = opening(text, first, second) else { return false };
    let pieces: Vec<Piece> = (0..tokens.len()).map(Piece::Token).collect();
    let line = Line { chunks: chunks::read(text, tokens, &pieces) };
    match opening {
        Opening::That => line.finite().count() > 0 && !line.goes_on(),
        Opening::Because => line.finite().count() > 0 && !line.goes_on() && !line.has_clause_behind_comma(),
        Opening::Which => line.finite().next().is_some_and(|i| i <= 2) && !line.goes_on(),
        // With a tag behind its comma it is set as no sentence: “Standing in the rain,” she said.
        Opening::Participle => {
            let tag = line.finite().next().is_none() && tokens.last().is_some_and(|last| last.kind == Kind::Comma);
            !tag && line.hangs_on_participle()
        }
    }
}

/// What a clause that is no sentence opens with.
enum Opening {
    That,
    Because,
    Which,
    Participle,
}

/// How the words `first` and `second` open a clause; `None` for one that may stand alone.
fn opening(text: &str, first: &Token, second: &Token) -> Option<Opening> {
    let is = |word: &str| first.text(text).eq_ignore_ascii_case(word);
    match () {
        () if is("that") => opens_clause(text, second).then_some(Opening::That),
        () if is("because") => Some(Opening::Because),
        () if is("which") => Some(Opening::Which),
        () => is_participle(text, first).then_some(Opening::Participle),
    }
}

/// Whether the word behind `That` is the subject of a clause, not what `That` points at: that it, that the council. What
/// speakers say of themselves is left alone: “That I can promise you.”
fn opens_clause(text: &str, second: &Token) -> bool {
    let word = second.text(text).to_lowercase();
    let own = ["i", "i’m", "i'm", "i’ve", "i'll", "i’ll", "we", "you"].contains(&word.as_str());
    let subject =
        second.class.has(Class::PRONOUN) || ["the", "there", "these", "those", "all"].contains(&word.as_str());
    subject && !own
}

/// Whether a word that opens a sentence can be a participle: going, not nothing, during, morning or king.
fn is_participle(text: &str, first: &Token) -> bool {
    let word = first.text(text);
    let other = Class::PREPOSITION.or(Class::TIME).or(Class::HUMAN).or(Class::BODY).or(Class::DOCUMENT);
    word.len() > 4 && word.ends_with("ing") && !word.ends_with("thing") && !first.class.has(other)
}

struct Line {
    chunks: Vec<Chunk>,
}

impl Line {
    /// The chunks that are predicates.
    fn finite(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.chunks.len()).filter(|&i| self.is_finite(i))
    }

    fn is_finite(&self, i: usize) -> bool {
        self.chunks[i].group().is_some_and(|group| group.is_finite())
    }

    /// Whether a predicate follows the first one with nothing between them that would open a clause or share its
    /// subject: that one is the sentence's own.
    fn goes_on(&self) -> bool {
        let finite: Vec<usize> = self.finite().collect();
        finite.windows(2).any(|pair| {
            !self.chunks[pair[0] + 1..pair[1]].iter().any(|chunk| {
                matches!(chunk.kind, ChunkKind::Subordinator | ChunkKind::Conjunction)
                    || chunk.noun() == Some(Noun::Pronoun)
            })
        })
    }

    /// Whether a clause of its own stands behind a comma: because we care, we came.
    fn has_clause_behind_comma(&self) -> bool {
        (1..self.chunks.len().saturating_sub(1)).any(|i| {
            matches!(self.chunks[i].kind, ChunkKind::Comma | ChunkKind::Dash)
                && self.chunks[i + 1].noun().is_some()
                && self.finite().any(|verb| verb > i + 1)
        })
    }

    /// Whether no predicate takes the participle that opens the sentence for its subject or its own: going bankrupt
    /// and our streets are safer.
    fn hangs_on_participle(&self) -> bool {
        let Some(predicate) = self.finite().next() else { return true };
        // What shares a line with the participle by “and” is another clause, if it has a subject of its own.
        let and = (1..predicate).rev().find(|&i| matches!(self.chunks[i].kind, ChunkKind::Conjunction));
        and.is_some_and(|and| {
            let parted = self.chunks[1..and]
                .iter()
                .any(|chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Dash | ChunkKind::Subordinator));
            // Of “him and his team” the predicate tells, too.
            let joined = and >= 2
                && (self.chunks[and - 1].noun().is_some_and(|noun| noun != Noun::Thing)
                    || matches!(self.chunks[and - 2].kind, ChunkKind::Preposition));
            !parted && !joined && predicate == and + 2 && self.chunks[and + 1].noun().is_some()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_fragment(text, &language::read(text).tokens), expected, "{text}");
    }

    #[test]
    fn clauses_without_a_sentence_are_found() {
        check("That it had nothing to do with the bridge.", true);
        check("That the council knew of the cracks in May.", true);
        check("Because nobody asked us about it.", true);
        check("Which is why the ferry never came back.", true);
        check("Going bankrupt and our streets are safer because of it.", true);
        check("Walking across the bridge at night without a lamp.", true);
    }

    #[test]
    fn sentences_are_left_alone() {
        check("That bridge is not safe.", false);
        check("That is not what we agreed on.", false);
        check("That I can promise to every one of you.", false);
        check("That the bridge is shut is a disgrace.", false);
        check("Because we care, we came back.", false);
        check("Because of you.", false);
        check("Which bridge do you mean to close?", false);
        check("Going to the council was a mistake.", false);
        check("Working with him and his team has been a joy.", false);
        check("Looking back, I think we were right.", false);
        check("Speaking for the union is my job.", false);
        check("Nothing will happen before the spring.", false);
        check("Because.", false);
        // A tag behind its comma makes it part of the writer’s sentence.
        check("Standing in the cold rain,", false);
        check("That’s the way it is here.", false);
        check("Because she is ill, if she stays, she will be cared for.", false);
    }
}
