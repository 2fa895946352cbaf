//! What stands before a quotation in its sentence: tags, labels, owners and subjects.

use std::ops::Range;

use crate::attribution::clue::{Clue, Evidence};
use crate::attribution::evidence::Finder;
use crate::language::chunks::{Chunk, ChunkKind, Group, Noun};
use crate::language::subjects::Subject;
use crate::language::verbs::{Frames, Strength};

impl Finder<'_, '_> {
    /// Verbs before the quotation, the nearest first.
    pub(super) fn before(&mut self) {
        let Some(mut l) = self.at.checked_sub(1).filter(|&l| l >= self.clause.first) else { return };
        let mut mark = None;
        if let ChunkKind::Comma | ChunkKind::Colon | ChunkKind::Dash = self.line.chunks[l].kind {
            mark = Some(self.line.chunks[l].kind);
            let Some(before) = l.checked_sub(1).filter(|&l| l >= self.clause.first) else { return };
            l = before;
        }
        let colon = matches!(mark, Some(ChunkKind::Colon));
        if colon {
            self.label(l);
        }
        let between = self.previous_quote();
        let mut fallback = true;
        for verb in (self.clause.first..=l).rev() {
            let chunk = &self.line.chunks[verb];
            if matches!(chunk.kind, ChunkKind::Stop)
                || matches!(chunk.kind, ChunkKind::Semicolon) && !self.list.is_empty()
            {
                break;
            }
            let ChunkKind::Verb(group) = chunk.kind else { continue };
            let distance = (l - verb) as i32;
            let Some(head) = group.verb else {
                if fallback && group.is_finite() {
                    self.plain_subject(verb, distance, colon);
                    fallback = false;
                }
                continue;
            };
            // After a quotation the tag may stand the other way round: “…,” said Ruiz, “…”.
            let after_quote =
                verb.checked_sub(1).is_some_and(|before| matches!(self.kind(before), Some(ChunkKind::Quote(_))));
            let subject = if mark.is_some() && self.turned(verb, l) {
                self.clause.inverted(verb)
            } else {
                self.clause.subject(verb)
            };
            let subject = if after_quote && group.is_finite() && !group.passive {
                self.clause.inverted(verb).or(subject)
            } else {
                subject
            };
            let Some(subject) = subject else { continue };
            if head.strength == Strength::Never {
                if fallback {
                    self.plain_subject(verb, distance, colon);
                    fallback = false;
                }
                continue;
            }
            let shared = between.is_some_and(|quote| quote < verb) && mark.is_some() && distance <= 14;
            let that = self
                .chunk(verb + 1)
                .is_some_and(|next| matches!(next.kind, ChunkKind::Subordinator) && self.is(verb + 1, &["that"]));
            let (clue, base) = if shared && head.frames.has(Frames::QUOTE) {
                (Clue::TagBetween, 95)
            } else if distance == 0 && (mark.is_some() || head.frames.has(Frames::QUOTE)) {
                (Clue::TagBefore, 95)
            } else if mark.is_some() && head.frames.has(Frames::QUOTE) && self.plain_between(verb, l) {
                (Clue::TagBefore, 93)
            } else if colon && head.frames.has(Frames::QUOTE) {
                (Clue::TagBefore, 86)
            } else if head.frames.has(Frames::AS.or(Frames::NAMING)) && distance <= 6 {
                (Clue::Label, 84)
            } else if that {
                (Clue::Clause, 82)
            } else {
                (Clue::Clause, 66)
            };
            let strength = match head.strength {
                Strength::Sure => 0,
                Strength::Usual => -4,
                _ => -22,
            };
            let participle = if group.gerund || group.infinitive { -3 } else { 0 };
            self.add(clue, &subject, Some(verb), base + strength + participle - distance.min(30));
            fallback = false;
        }
        if fallback && self.list.is_empty() {
            self.sentence_subject();
        }
    }

    /// Whether the verb stands before its subject, right before the mark: But, said Ruiz, “…”.
    fn turned(&self, verb: usize, last: usize) -> bool {
        let Some(group) = self.line.chunks[verb].group() else { return false };
        let opens = verb == self.clause.first
            || matches!(self.kind(verb - 1), Some(ChunkKind::Comma | ChunkKind::Conjunction | ChunkKind::Quote(_)));
        opens
            && last == verb + 1
            && group.is_finite()
            && !group.auxiliary
            && group.verb.is_some_and(|verb| verb.frames.has(Frames::INVERTED))
            && matches!(self.kind(last), Some(ChunkKind::Noun(Noun::Name | Noun::Human | Noun::Body)))
    }

    /// Whether only an addressee, a time or a place stands between the verb and the mark at `until`.
    fn plain_between(&self, verb: usize, until: usize) -> bool {
        until - verb <= 14
            && !self.line.chunks[verb + 1..=until].iter().any(|chunk| match chunk.kind {
                ChunkKind::Verb(group) => group.is_finite() && group.verb.is_some(),
                ChunkKind::Quote(_) | ChunkKind::Stop | ChunkKind::Colon => true,
                _ => false,
            })
    }

    /// The nearest quotation before this one in the sentence.
    fn previous_quote(&self) -> Option<usize> {
        (self.clause.first..self.at).rev().find(|&i| matches!(self.line.chunks[i].kind, ChunkKind::Quote(_)))
    }

    /// `Ruiz: “…”`, `From the report: “…”`: a colon after words without a verb, or after a dash.
    fn label(&mut self, last: usize) {
        let mut last = last;
        while last >= self.clause.first + 2
            && matches!(self.line.chunks[last].kind, ChunkKind::Noun(Noun::Time))
            && matches!(self.line.chunks[last - 1].kind, ChunkKind::Preposition)
        {
            last -= 2;
        }
        let Some(ChunkKind::Noun(noun)) = self.kind(last) else { return };
        // `In a statement:` says where, not who.
        let place = last > self.clause.first
            && matches!(self.kind(last - 1), Some(ChunkKind::Preposition))
            && self.is(last - 1, &["in", "at", "on", "during"]);
        if place {
            return;
        }
        let dash = (self.clause.first..last).rev().find(|&i| matches!(self.line.chunks[i].kind, ChunkKind::Dash));
        let first = dash.map_or(self.clause.first, |dash| dash + 1);
        if self.line.chunks[first..last]
            .iter()
            .any(|chunk| chunk.group().is_some_and(|group| group.is_finite() && group.verb.is_some()))
        {
            return;
        }
        let verbless = !self.line.chunks[first..last].iter().any(|chunk| chunk.group().is_some_and(Group::is_finite));
        let weight = match noun {
            _ if noun.may_speak() => 90,
            Noun::Document => 70,
            _ => 50,
        };
        let farther = if last == first { 0 } else { 6 };
        let weight = if verbless { weight } else { weight - 44 };
        self.add(Clue::Colon, &Subject { phrase: last..last + 1, antecedent: None }, Some(last + 1), weight - farther);
    }

    /// The subject of a verb that reports nothing: Cole’s reaction was blunt: “…”.
    fn plain_subject(&mut self, verb: usize, distance: i32, colon: bool) {
        let Some(subject) = self.clause.subject(verb) else { return };
        let person = self.line.chunks[subject.phrase.start].noun().is_some_and(Noun::may_speak);
        // `Cole’s reaction was blunt: “…”` are Cole’s words.
        let head = self.line.chunks[subject.phrase.start];
        if colon
            && matches!(head.kind, ChunkKind::Noun(Noun::Thing | Noun::Document))
            && let Some(owner) = owner_of(self.line.text, &head)
        {
            self.list.push(Evidence { clue: Clue::Owner, mention: owner, antecedent: None, cue: None, weight: 60 });
            return;
        }
        let base = match colon {
            true if person && distance <= 6 && !self.clause.is_subordinate(&subject) => 86,
            true => 48,
            false => 30,
        };
        self.add(Clue::Subject, &subject, None, base - distance.min(20));
    }

    /// With no verb before the quotation: the subject of the first verb behind it, or the only noun.
    fn sentence_subject(&mut self) {
        let place = |i: usize| {
            i > self.clause.first
                && matches!(self.kind(i - 1), Some(ChunkKind::Preposition))
                && self.is(i - 1, &["in", "at", "on"])
        };
        let speaks = |i: usize| self.line.chunks[i].noun().is_some_and(Noun::may_speak);
        let noun = (self.clause.first..self.at).find(|&i| !place(i) && speaks(i));
        if let Some(noun) = noun {
            self.add(Clue::Subject, &Subject { phrase: noun..noun + 1, antecedent: None }, None, 12);
        }
    }

    /// `according to Ruiz`, on either side.
    pub(super) fn according(&mut self) {
        for i in self.clause.first..self.clause.end.saturating_sub(1) {
            if !matches!(self.line.chunks[i].kind, ChunkKind::Preposition) || !self.is(i, &["according to", "per"]) {
                continue;
            }
            if !matches!(self.kind(i + 1), Some(ChunkKind::Noun(noun)) if noun != Noun::Time) {
                continue;
            }
            let subject = Subject { phrase: self.clause.phrase_from(i + 1), antecedent: None };
            let beside = i == self.at + 1 || i == self.at + 2;
            self.add(Clue::According, &subject, Some(i), if beside { 92 } else { 72 });
        }
    }

    /// `Cole’s “…”`, `in Cole’s words, “…”`.
    pub(super) fn owner(&mut self) {
        let Some(before) = self.at.checked_sub(1).filter(|&i| i >= self.clause.first) else { return };
        let chunk = self.line.chunks[before];
        if !matches!(chunk.kind, ChunkKind::Noun(_)) {
            return;
        }
        if let Some(mention) = owner_of(self.line.text, &chunk) {
            let weight =
                if mention.end < chunk.end && self.line.text[mention.end..].starts_with(' ') { 28 } else { 34 };
            self.list.push(Evidence { clue: Clue::Owner, mention, antecedent: None, cue: None, weight });
        }
    }
}

/// The owner of a noun: `Cole` in `Cole’s reaction`, `her` in `her answer`.
fn owner_of(text: &str, chunk: &Chunk) -> Option<Range<usize>> {
    let words = &text[chunk.range()];
    let genitive = ["’s", "'s"].iter().find_map(|clitic| words.find(clitic)).filter(|&end| end > 0);
    let end = genitive.or_else(|| {
        let first = words.split(' ').next()?;
        ["his", "her", "their", "its", "my", "our"]
            .iter()
            .any(|own| first.eq_ignore_ascii_case(own))
            .then_some(first.len())
    })?;
    Some(chunk.start..chunk.start + end)
}
