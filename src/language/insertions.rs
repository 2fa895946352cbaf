//! How far a noun phrase reaches: what hangs on it, and what is inserted between it and its verb.

use std::ops::Range;

use crate::language::chunks::{ChunkKind, Noun};
use crate::language::subjects::Clause;
use crate::language::verbs::Form;

/// How far back a subject may stand from its verb, in chunks.
const REACH: usize = 40;

impl Clause<'_> {
    /// The whole phrase whose last noun is chunk `k`: a spokesman for the company.
    pub(super) fn phrase(&self, k: usize) -> Range<usize> {
        let mut start = k;
        while start >= self.first + 2
            && matches!(self.chunks[start - 1].kind, ChunkKind::Preposition)
            && self.is_word(
                start - 1,
                &[
                    "of", "for", "from", "with", "in", "at", "to", "on", "near", "outside", "inside", "between",
                    "behind",
                ],
            )
            && self.noun(start - 2).is_some_and(|noun| !matches!(noun, Noun::Time | Noun::Pronoun | Noun::Object))
            && (self.noun(start) != Some(Noun::Pronoun))
        {
            start -= 2;
        }
        // In a chain that itself hangs on a preposition, only the last noun can be the subject.
        if start != k && start > self.first && matches!(self.chunks[start - 1].kind, ChunkKind::Preposition) {
            return k..k + 1;
        }
        // After a verb the head of the chain is that verb's object: "he told the head of the union Cole said".
        if start != k
            && start > self.first
            && let ChunkKind::Verb(_) = self.chunks[start - 1].kind
            && matches!(self.noun(k), Some(Noun::Name | Noun::Pronoun))
        {
            start = k;
        }
        // `Cole and Ruiz said`.
        if start >= self.first + 2
            && matches!(self.chunks[start - 1].kind, ChunkKind::Conjunction)
            && matches!(self.noun(start - 2), Some(Noun::Name | Noun::Human | Noun::Body))
            && matches!(self.noun(start), Some(Noun::Name | Noun::Human | Noun::Body))
            && !(start >= self.first + 3
                && matches!(self.chunks[start - 3].kind, ChunkKind::Verb(_) | ChunkKind::Preposition))
        {
            start -= 2;
        }
        start..k + 1
    }

    /// The phrase that begins with the noun at chunk `start`.
    pub fn phrase_from(&self, start: usize) -> Range<usize> {
        let mut end = start + 1;
        while end + 1 < self.end
            && matches!(self.chunks[end].kind, ChunkKind::Preposition)
            && self.is_word(end, &["of", "for", "from", "with"])
            && self.noun(end + 1).is_some_and(|noun| noun != Noun::Time)
            && !matches!(self.noun(start), Some(Noun::Pronoun | Noun::Name))
        {
            end += 2;
        }
        start..end
    }

    /// The noun before an insertion that ends with the comma or dash at chunk `close`: Cole, a teacher, said.
    pub(super) fn before_insertion(&self, close: usize) -> Option<usize> {
        let dash = matches!(self.chunks[close].kind, ChunkKind::Dash);
        let from = close.saturating_sub(REACH).max(self.first);
        let mut best = None;
        let mut open = close;
        while let Some(i) = open.checked_sub(1).filter(|&i| i >= from) {
            open = i;
            match self.chunks[i].kind {
                ChunkKind::Stop | ChunkKind::Semicolon | ChunkKind::Colon => break,
                ChunkKind::Quote(_)
                    if i > self.first
                        && !matches!(
                            self.chunks[i - 1].kind,
                            ChunkKind::Noun(_) | ChunkKind::Preposition | ChunkKind::Conjunction | ChunkKind::Verb(_)
                        ) =>
                {
                    break;
                }
                ChunkKind::Comma if !dash => {}
                ChunkKind::Dash if dash => {}
                _ => continue,
            }
            let Some(noun) = i.checked_sub(1).filter(|&n| n >= self.first) else { break };
            let noun = match self.chunks[noun].kind {
                ChunkKind::Close => {
                    let Some(before) =
                        (self.first..noun).rev().find(|&n| matches!(self.chunks[n].kind, ChunkKind::Open))
                    else {
                        break;
                    };
                    let Some(before) = before.checked_sub(1).filter(|&n| n >= self.first) else { break };
                    before
                }
                _ => noun,
            };
            if !self.noun(noun).is_some_and(|noun| !matches!(noun, Noun::Time | Noun::Object)) {
                continue;
            }
            if !self.is_insertion(i + 1, close) {
                break;
            }
            // `of Toledo, Ohio,` hangs on what stands before it.
            let lead = self.phrase(noun).start.checked_sub(1).filter(|&lead| lead >= self.first);
            let hangs = |lead: usize| {
                matches!(self.chunks[lead].kind, ChunkKind::Preposition)
                    && lead > self.first
                    && matches!(self.chunks[lead - 1].kind, ChunkKind::Comma | ChunkKind::Noun(_))
            };
            if lead.is_some_and(hangs) {
                continue;
            }
            let better = match best {
                None => true,
                // A name further left is the one that the phrases between stand beside: Cole, 45, a teacher, said.
                Some(best) => {
                    self.noun(noun) == Some(Noun::Name) && self.noun(best) != Some(Noun::Name)
                        || self.noun(best) == Some(Noun::Thing) && self.noun(noun) != Some(Noun::Thing)
                }
            };
            if better {
                best = Some(noun);
            }
            if self.noun(noun) == Some(Noun::Pronoun) {
                break;
            }
        }
        let best = best?;
        // `Another friend, Mariam Emara, said`: the name is who speaks.
        if matches!(self.noun(best), Some(Noun::Human)) && best + 3 == close && self.noun(best + 2) == Some(Noun::Name)
        {
            return Some(best + 2);
        }
        // `In Ohio, a swing state, said` names no speaker; `on Monday, Cole` does.
        let lead = self.phrase(best).start.checked_sub(1).filter(|&i| i >= self.first);
        let adjunct = lead.is_some_and(|lead| matches!(self.chunks[lead].kind, ChunkKind::Preposition));
        (!adjunct
            || self.noun(best) == Some(Noun::Name)
                && !self.is_word(lead.unwrap_or(best), &["in", "at", "on", "near", "to"]))
        .then_some(best)
    }

    /// Whether the chunks from `from` to the closing comma say more about the noun before them, rather than what it did.
    fn is_insertion(&self, from: usize, close: usize) -> bool {
        if from >= close {
            return false;
        }
        match self.chunks[from].kind {
            ChunkKind::Subordinator => true,
            ChunkKind::Noun(Noun::Pronoun) => false,
            // `Okafor, whose sister praised the plan, said`.
            ChunkKind::Noun(_) if self.word(from).starts_with("whose ") => true,
            ChunkKind::Noun(_) | ChunkKind::Preposition | ChunkKind::Adverb => !(from..close).any(|i| {
                self.chunks[i].group().is_some_and(|group| group.is_finite() && group.verb.is_some() && !group.passive)
                    && !(from..i).any(|j| matches!(self.chunks[j].kind, ChunkKind::Subordinator))
            }),
            ChunkKind::Verb(group) => !group.is_finite() || group.form.has(Form::PARTICIPLE) && !group.auxiliary,
            ChunkKind::Conjunction => false,
            _ => true,
        }
    }
}
