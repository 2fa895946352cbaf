//! What in its own sentence says who speaks a quotation.

use std::ops::Range;

use crate::attribution::clue::{Clue, Evidence};
use crate::attribution::line::{Ending, Line};
use crate::language::chunks::{Chunk, ChunkKind, Group, Noun};
use crate::language::subjects::{Clause, Subject};
use crate::language::verbs::{Form, Strength};

/// Collects what the sentence around the quotation at chunk `at` says. `ending`: how the quotation ends.
pub fn collect(line: &Line<'_>, at: usize, ending: Ending, words: usize) -> Vec<Evidence> {
    let clause = line.clause(at);
    let mut found = Finder { line, clause, at, ending, words, list: Vec::new() };
    found.after();
    found.before();
    found.according();
    found.owner();
    found.list.sort_by_key(|evidence| -evidence.weight);
    found.list
}

/// Looks through the sentence of one quotation.
pub(super) struct Finder<'a, 'b> {
    pub(super) line: &'a Line<'b>,
    pub(super) clause: Clause<'a>,
    pub(super) at: usize,
    pub(super) ending: Ending,
    pub(super) words: usize,
    pub(super) list: Vec<Evidence>,
}

impl Finder<'_, '_> {
    pub(super) fn chunk(&self, i: usize) -> Option<&Chunk> {
        self.line.chunks.get(i).filter(|_| i >= self.clause.first && i < self.clause.end)
    }

    pub(super) fn kind(&self, i: usize) -> Option<ChunkKind> {
        self.chunk(i).map(|chunk| chunk.kind)
    }

    pub(super) fn add(&mut self, clue: Clue, subject: &Subject, verb: Option<usize>, weight: i32) {
        let mention = self.line.range(&subject.phrase);
        let antecedent = subject.antecedent.as_ref().map(|phrase| self.line.range(phrase));
        let cue = verb.map(|verb| self.line.chunks[verb].range());
        self.list.push(Evidence { clue, mention, antecedent, cue, weight });
    }

    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.line.word(i).eq_ignore_ascii_case(word))
    }

    /// Whether the sentence ends soon after the verb, with nothing but when, where and to whom.
    pub(super) fn ends_soon(&self, verb: usize) -> bool {
        for i in verb + 1..self.clause.end.min(verb + 12) {
            match self.line.chunks[i].kind {
                ChunkKind::Stop => return true,
                ChunkKind::Comma => return i > verb + 1 || matches!(self.kind(i + 1), Some(ChunkKind::Quote(_))),
                ChunkKind::Preposition | ChunkKind::Adverb => {}
                ChunkKind::Noun(Noun::Time) => {}
                ChunkKind::Noun(_) if matches!(self.line.chunks[i - 1].kind, ChunkKind::Preposition) => {}
                ChunkKind::Subordinator => return !self.is(i, &["that", "what", "how", "why", "whether", "if"]),
                _ => return false,
            }
        }
        true
    }
}

/// The most bytes that a label has.
const LONGEST_LABEL: usize = 40;

/// A label in capitals that opens the words themselves, as transcripts have: “RUIZ: It is safe.”
pub fn inside(text: &str, inside: &Range<usize>) -> Option<Evidence> {
    let words = &text[inside.clone()];
    let label = &words[..words.bytes().take(LONGEST_LABEL + 1).position(|byte| byte == b':')?];
    let capitals = label.chars().filter(|c| c.is_alphabetic()).count();
    if capitals < 2 || label.chars().any(|c| c.is_lowercase() || !(c.is_alphabetic() || " .-’'".contains(c))) {
        return None;
    }
    let mention = inside.start..inside.start + label.len();
    let cue = Some(mention.end..mention.end + 1);
    Some(Evidence { clue: Clue::Colon, mention, antecedent: None, cue, weight: 98 })
}

/// Whether a group is one that a quotation can belong to.
pub fn speaks(group: &Group) -> bool {
    group.verb.is_some_and(|verb| verb.strength >= Strength::Usual)
        && (group.is_finite() || group.form.has(Form::GERUND))
}
