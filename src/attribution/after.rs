//! Tags behind a quotation: “…,” Ruiz said.

use crate::attribution::clue::Clue;
use crate::attribution::evidence::Finder;
use crate::attribution::line::Ending;
use crate::language::chunks::{ChunkKind, Group, Noun, reports};
use crate::language::subjects::Subject;
use crate::language::verbs::{Frames, Strength};

impl Finder<'_, '_> {
    /// Tags behind the quotation.
    pub(super) fn after(&mut self) {
        let mut r = self.at + 1;
        let mut comma = self.ending == Ending::Comma;
        while let Some(kind) = self.kind(r) {
            match kind {
                ChunkKind::Comma => comma = true,
                ChunkKind::Adverb => {}
                ChunkKind::Dash if self.signature(r) => return,
                ChunkKind::Dash => comma = true,
                _ => break,
            }
            r += 1;
        }
        let open = matches!(self.ending, Ending::Open | Ending::Stop);
        match self.kind(r) {
            Some(ChunkKind::Verb(group)) => self.inverted_tag(r, &group, comma || open),
            Some(ChunkKind::Noun(_)) => self.straight_tag(r, comma, open),
            Some(ChunkKind::Preposition | ChunkKind::Subordinator) if self.is(r, &["as"]) => self.as_put(r),
            _ => {}
        }
        self.end_tag(r);
    }

    /// `“…,” said Ruiz`.
    fn inverted_tag(&mut self, verb: usize, group: &Group, parted: bool) {
        if group.passive || group.infinitive || group.gerund || !group.is_finite() {
            return;
        }
        let Some(head) = group.verb else {
            // A verb of the writer's own: “…!” beamed Ana Ruiz.
            if parted
                && !group.auxiliary
                && self.words >= 3
                && let Some(subject) = self.clause.inverted(verb)
                && matches!(self.kind(verb + 1), Some(ChunkKind::Noun(Noun::Name)))
            {
                self.add(Clue::TagInverted, &subject, Some(verb), 80);
            }
            return;
        };
        let speaks = head.frames.has(Frames::QUOTE.or(Frames::INVERTED)) && head.strength >= Strength::Weak;
        let Some(subject) = self.clause.inverted(verb) else { return };
        if speaks && (parted || head.strength == Strength::Sure) {
            self.add(Clue::TagInverted, &subject, Some(verb), if parted { 100 } else { 84 });
        }
    }

    /// `“…,” Ruiz said`.
    fn straight_tag(&mut self, noun: usize, comma: bool, open: bool) {
        let until = self.clause.end.min(noun + 30);
        let somebody = matches!(self.kind(noun), Some(ChunkKind::Noun(noun)) if noun.may_speak());
        if self.ending == Ending::Comma && somebody {
            // Whoever stands right behind a closing comma speaks, even where the verb is lost or new to us.
            self.add(Clue::TagAfter, &Subject { phrase: noun..noun + 1, antecedent: None }, None, 42);
        }
        for verb in noun + 1..until {
            let chunk = &self.line.chunks[verb];
            match chunk.kind {
                ChunkKind::Stop | ChunkKind::Semicolon | ChunkKind::Colon => return,
                ChunkKind::Quote(_)
                    if verb > noun + 1 && matches!(self.line.chunks[verb - 1].kind, ChunkKind::Comma) =>
                {
                    return;
                }
                ChunkKind::Verb(group) if group.is_finite() => {
                    let saying = group.verb.is_some_and(|verb| verb.lemma.ends_with("saying"));
                    if group.passive && !saying {
                        if let Some(subject) = self.clause.subject(verb)
                            && group.verb.is_some_and(|verb| verb.frames.has(Frames::ADDRESSEE))
                        {
                            self.add(Clue::TagAfter, &subject, Some(verb), 70);
                        }
                        continue;
                    }
                    let Some(subject) = self.clause.subject(verb) else { continue };
                    if subject.phrase.start != noun && !self.beside(noun, subject.phrase.start) {
                        continue;
                    }
                    let weight = match group.verb {
                        Some(head) if head.strength == Strength::Never => continue,
                        Some(head) if comma || open => match head.strength {
                            Strength::Sure => 100,
                            Strength::Usual => 96,
                            _ if comma => 80,
                            _ => 60,
                        },
                        Some(head) if head.strength == Strength::Sure && self.ends_soon(verb) => 78,
                        Some(_) => 40,
                        None if comma && self.words >= 4 && !group.auxiliary && somebody => 58,
                        None => continue,
                    };
                    self.add(Clue::TagAfter, &subject, Some(verb), weight);
                    return;
                }
                _ => {}
            }
        }
    }

    /// Whether only an apposition stands between the noun at `from` and the subject: another friend, Mariam Emara, said.
    fn beside(&self, from: usize, subject: usize) -> bool {
        from < subject
            && matches!(self.line.chunks[subject].kind, ChunkKind::Noun(_))
            && matches!(self.line.chunks[subject - 1].kind, ChunkKind::Comma | ChunkKind::Noun(_))
            && self.line.chunks[from..subject].iter().all(|chunk| {
                matches!(
                    chunk.kind,
                    ChunkKind::Noun(_)
                        | ChunkKind::Comma
                        | ChunkKind::Preposition
                        | ChunkKind::Conjunction
                        | ChunkKind::Adverb
                )
            })
    }

    /// `…, Ruiz said.` at the end of the sentence, after more of the writer's words.
    fn end_tag(&mut self, from: usize) {
        let last = self.clause.end;
        for comma in (from..last).rev() {
            if !matches!(self.line.chunks[comma].kind, ChunkKind::Comma | ChunkKind::Dash) {
                continue;
            }
            if self.line.chunks[comma + 1..last]
                .iter()
                .any(|chunk| matches!(chunk.kind, ChunkKind::Quote(_) | ChunkKind::Colon))
            {
                return;
            }
            if let Some(ChunkKind::Verb(group)) = self.kind(comma + 1) {
                let speaks = group
                    .verb
                    .is_some_and(|verb| verb.strength >= Strength::Usual && verb.frames.has(Frames::INVERTED));
                if speaks
                    && group.is_finite()
                    && !group.auxiliary
                    && let Some(subject) = self.clause.inverted(comma + 1)
                    && matches!(
                        self.line.chunks[subject.phrase.start].noun(),
                        Some(Noun::Name | Noun::Human | Noun::Body)
                    )
                {
                    self.add(Clue::TagAtEnd, &subject, Some(comma + 1), 86);
                    return;
                }
            }
            let Some(ChunkKind::Noun(_)) = self.kind(comma + 1) else { continue };
            let Some(verb) = (comma + 2..last.min(comma + 12))
                .find(|&i| self.line.chunks[i].group().is_some_and(|group| group.is_finite() && !group.passive))
            else {
                continue;
            };
            let Some(head) = self.line.chunks[verb].group().and_then(|group| group.verb) else { continue };
            if head.strength < Strength::Usual
                || !head.frames.has(Frames::PARENTHETICAL.or(Frames::BARE))
                || !self.ends_soon(verb)
            {
                continue;
            }
            if let Some(subject) = self.clause.subject(verb)
                && subject.phrase.start == comma + 1
            {
                self.add(Clue::TagAtEnd, &subject, Some(verb), 86);
                return;
            }
        }
    }

    /// `“…,” as Ruiz put it`.
    fn as_put(&mut self, at: usize) {
        let Some(ChunkKind::Noun(_)) = self.kind(at + 1) else { return };
        let verb = (at + 2..self.clause.end.min(at + 8)).find(|&i| self.line.chunks[i].group().is_some());
        if let Some(verb) = verb
            && let Some(subject) = self.clause.subject(verb)
            && self.line.chunks[verb].group().is_some_and(reports)
            && !matches!(self.kind(verb + 1), Some(ChunkKind::Verb(_) | ChunkKind::Noun(Noun::Name | Noun::Thing)))
        {
            self.add(Clue::AsPut, &subject, Some(verb), 94);
        }
    }

    /// `“…” — Ana Ruiz, mayor` to the end of the line.
    fn signature(&mut self, dash: usize) -> bool {
        let Some(ChunkKind::Noun(Noun::Name)) = self.kind(dash + 1) else { return false };
        let rest = &self.line.chunks[dash + 1..];
        if rest.iter().any(|chunk| matches!(chunk.kind, ChunkKind::Verb(_) | ChunkKind::Quote(_))) || rest.len() > 14 {
            return false;
        }
        let subject = Subject { phrase: dash + 1..dash + 2, antecedent: None };
        self.add(Clue::Signature, &subject, Some(dash), 98);
        true
    }
}
