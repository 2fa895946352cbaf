//! Who does what a verb says: the subject of a verb group among the chunks of a line.

use std::ops::Range;

use crate::language::chunks::{Chunk, ChunkKind, Noun};
use crate::language::verbs::Form;

/// Who a verb's words are laid to, as ranges of chunks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The noun phrase nearest the verb: a name, a pronoun, `a spokesman for the company`.
    pub phrase: Range<usize>,
    /// For `who`: the phrase it stands for.
    pub antecedent: Option<Range<usize>>,
}

impl Subject {
    fn of(phrase: Range<usize>) -> Self {
        Self { phrase, antecedent: None }
    }
}

/// A sentence, as a range of the chunks of its line.
#[derive(Clone, Copy, Debug)]
pub struct Clause<'a> {
    /// The text the chunks were read from.
    pub text: &'a str,
    /// All chunks of the line.
    pub chunks: &'a [Chunk],
    /// The first chunk of the sentence.
    pub first: usize,
    /// One past its last chunk.
    pub end: usize,
}

impl Clause<'_> {
    pub(super) fn word(&self, i: usize) -> &str {
        &self.text[self.chunks[i].range()]
    }

    pub(super) fn is_word(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.word(i).eq_ignore_ascii_case(word))
    }

    pub(super) fn noun(&self, i: usize) -> Option<Noun> {
        self.chunks.get(i).filter(|_| i < self.end)?.noun()
    }

    /// The subject of the verb group at chunk `verb`.
    pub fn subject(&self, verb: usize) -> Option<Subject> {
        self.subject_within(verb, 6)
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Option<Subject> {
        let depth = depth.checked_sub(1)?;
        let group = self.chunks[verb].group()?;
        if group.passive
            && !group.verb.is_some_and(|verb| verb.lemma.ends_with("saying"))
            && group.form.has(Form::PARTICIPLE)
        {
            return self.agent(verb);
        }
        if !group.is_finite() {
            return self.main_subject(verb, depth);
        }
        let mut k = verb.checked_sub(1).filter(|&k| k >= self.first)?;
        loop {
            match self.chunks[k].kind {
                ChunkKind::Adverb => {}
                ChunkKind::Noun(Noun::Time) if k > self.first => {
                    if matches!(self.chunks[k - 1].kind, ChunkKind::Preposition) && k > self.first + 1 {
                        k -= 1;
                    }
                }
                ChunkKind::Close => {
                    k = (self.first..k).rev().find(|&i| matches!(self.chunks[i].kind, ChunkKind::Open))?;
                }
                _ => break,
            }
            k = k.checked_sub(1).filter(|&k| k >= self.first)?;
        }
        match self.chunks[k].kind {
            ChunkKind::Noun(Noun::Object) => None,
            ChunkKind::Noun(_) => Some(self.settle(k, verb, depth)),
            ChunkKind::Subordinator if self.is_word(k, &["who", "that", "which"]) => Some(self.relative(k)),
            ChunkKind::Subordinator | ChunkKind::Conjunction | ChunkKind::Preposition => {
                self.earlier_subject(verb, depth)
            }
            ChunkKind::Comma if k > self.first && matches!(self.chunks[k - 1].kind, ChunkKind::Close) => {
                let open = (self.first..k).rev().find(|&i| matches!(self.chunks[i].kind, ChunkKind::Open))?;
                let noun = open.checked_sub(1).filter(|&noun| noun >= self.first && self.noun(noun).is_some())?;
                Some(Subject::of(self.phrase(noun)))
            }
            ChunkKind::Comma | ChunkKind::Dash => self
                .before_insertion(k)
                .map(|noun| Subject::of(self.phrase(noun)))
                .or_else(|| self.earlier_subject(verb, depth)),
            ChunkKind::Verb(_) => self.subject_within(k, depth),
            _ => None,
        }
    }

    /// Who the noun phrase that ends at chunk `k` names as the subject of `verb`.
    fn settle(&self, k: usize, verb: usize, depth: usize) -> Subject {
        let phrase = self.phrase(k);
        // `Cole, a retired teacher, said` was read from the comma; `a teacher, Cole, said` ends here.
        let lead = phrase.start.checked_sub(1).filter(|&i| i >= self.first);
        // `A source speaking to the paper said`.
        if let Some(lead) = lead
            && lead >= self.first + 2
            && matches!(self.chunks[lead].kind, ChunkKind::Preposition)
            && self.chunks[lead - 1].group().is_some_and(|group| group.gerund)
            && self.noun(lead - 2).is_some_and(|noun| !matches!(noun, Noun::Time | Noun::Object))
        {
            return Subject::of(self.phrase(lead - 2));
        }
        if let Some(lead) = lead
            && matches!(self.chunks[lead].kind, ChunkKind::Preposition)
            && self.noun(k).is_some_and(|noun| noun != Noun::Name && noun != Noun::Pronoun)
            && let Some(earlier) = self.earlier_subject(verb, depth)
        {
            return earlier;
        }
        Subject::of(phrase)
    }

    /// `who` at chunk `k` and the phrase it stands for.
    fn relative(&self, k: usize) -> Subject {
        let mut before = k;
        while before > self.first
            && matches!(self.chunks[before - 1].kind, ChunkKind::Comma | ChunkKind::Dash | ChunkKind::Adverb)
        {
            before -= 1;
        }
        let antecedent = before
            .checked_sub(1)
            .filter(|&noun| noun >= self.first && self.noun(noun).is_some())
            .map(|noun| self.phrase(noun));
        // `A video that said`: only people are shown by the word that stands for them.
        match antecedent {
            Some(thing) if !self.is_word(k, &["who"]) => Subject::of(thing),
            antecedent => Subject { phrase: k..k + 1, antecedent },
        }
    }

    /// The agent of a passive: was described by Cole.
    fn agent(&self, verb: usize) -> Option<Subject> {
        let until = (verb + 4).min(self.end);
        let by = (verb + 1..until)
            .find(|&i| matches!(self.chunks[i].kind, ChunkKind::Preposition) && self.is_word(i, &["by"]))?;
        self.noun(by + 1).filter(|noun| *noun != Noun::Time)?;
        Some(Subject::of(self.phrase_from(by + 1)))
    }

    /// The subject of the nearest main verb before `verb` in the sentence, or else of the nearest finite one.
    fn earlier_subject(&self, verb: usize, depth: usize) -> Option<Subject> {
        let mut nearest = None;
        let mut i = verb;
        while i > self.first {
            i -= 1;
            let group = match self.chunks[i].kind {
                ChunkKind::Stop => break,
                ChunkKind::Verb(group) if group.is_finite() && !self.reduced(i) => group,
                _ => continue,
            };
            let after_quote =
                matches!(i.checked_sub(1).map(|before| self.chunks[before].kind), Some(ChunkKind::Quote(_)));
            let found = if group.passive { self.active_subject(i, depth) } else { self.subject_within(i, depth) };
            let found = found.or_else(|| if after_quote { self.inverted(i) } else { None });
            let Some(subject) = found else {
                // A verb that shares its subject was looked for further left already, in vain.
                if self.shares(i) {
                    break;
                }
                continue;
            };
            if !self.is_subordinate(&subject) {
                return Some(subject);
            }
            nearest.get_or_insert(subject);
        }
        nearest
    }

    /// Whether what stands before the verb at chunk `i` sends its reader to an earlier verb for the subject.
    fn shares(&self, i: usize) -> bool {
        i > self.first
            && !matches!(
                self.chunks[i - 1].kind,
                ChunkKind::Noun(_) | ChunkKind::Quote(_) | ChunkKind::Stop | ChunkKind::Colon
            )
    }

    /// Whether the clause of this subject hangs on another: that he was, when she left, said it was.
    pub fn is_subordinate(&self, subject: &Subject) -> bool {
        subject.phrase.start > self.first
            && match self.chunks[subject.phrase.start - 1].kind {
                ChunkKind::Subordinator => true,
                ChunkKind::Verb(group) => group.verb.is_some(),
                _ => false,
            }
    }

    /// Whether the verb at chunk `i` is a participle that says more about an object: shared a syllabus called “…”.
    fn reduced(&self, i: usize) -> bool {
        let Some(group) = self.chunks[i].group() else { return false };
        group.form.has(Form::PARTICIPLE)
            && !group.auxiliary
            && i >= self.first + 2
            && matches!(self.noun(i - 1), Some(Noun::Thing | Noun::Document))
            && matches!(self.chunks[i - 2].kind, ChunkKind::Verb(_) | ChunkKind::Preposition)
    }

    /// The grammatical subject of a passive, which a later verb shares: Cole was asked about it and said.
    fn active_subject(&self, verb: usize, depth: usize) -> Option<Subject> {
        let k = verb.checked_sub(1).filter(|&k| k >= self.first)?;
        match self.chunks[k].kind {
            ChunkKind::Noun(noun) if noun != Noun::Object => Some(self.settle(k, verb, depth)),
            ChunkKind::Subordinator if self.is_word(k, &["who", "that", "which"]) => Some(self.relative(k)),
            ChunkKind::Comma | ChunkKind::Dash => self.before_insertion(k).map(|noun| Subject::of(self.phrase(noun))),
            _ => None,
        }
    }

    /// The subject of a participle or infinitive: that of the clause it belongs to, before or after it.
    fn main_subject(&self, verb: usize, depth: usize) -> Option<Subject> {
        // `with Cole yelling`; `the residents chanting`.
        let mut before = verb;
        while before > self.first && matches!(self.chunks[before - 1].kind, ChunkKind::Adverb) {
            before -= 1;
        }
        if self.chunks[verb].group().is_some_and(|group| group.gerund)
            && let Some(noun) = before.checked_sub(1).filter(|&noun| noun >= self.first)
            && (matches!(self.noun(noun), Some(Noun::Human))
                || self.noun(noun).is_some_and(|noun| noun != Noun::Time)
                    && noun > self.first
                    && matches!(self.chunks[noun - 1].kind, ChunkKind::Preposition)
                    && self.is_word(noun - 1, &["with"]))
        {
            return Some(Subject::of(self.phrase(noun)));
        }
        // `Cole, arguing …, said`; `a statement saying`: the noun right before, unless a clause came earlier.
        if let Some(subject) = self.earlier_subject(verb, depth) {
            return Some(subject);
        }
        let before = verb.checked_sub(1).filter(|&k| k >= self.first);
        if let Some(k) = before {
            let noun = if matches!(self.chunks[k].kind, ChunkKind::Comma) {
                k.checked_sub(1).filter(|&k| k >= self.first)
            } else {
                Some(k)
            };
            if let Some(noun) = noun
                && self.noun(noun).is_some_and(|noun| !matches!(noun, Noun::Time | Noun::Object))
            {
                return Some(Subject::of(self.phrase(noun)));
            }
        }
        // `Calling it a disgrace, Cole left`.
        let comma =
            (verb + 1..self.end).find(|&i| matches!(self.chunks[i].kind, ChunkKind::Comma | ChunkKind::Quote(_)))?;
        (comma + 1..self.end.min(comma + 12)).find_map(|i| {
            let finite = self.chunks[i].group().is_some_and(|group| group.is_finite());
            finite.then(|| self.subject_within(i, depth)).flatten()
        })
    }

    /// The subject of a verb that stands before it: said Cole, a teacher.
    pub fn inverted(&self, verb: usize) -> Option<Subject> {
        let mut noun = verb + 1;
        while noun < self.end && matches!(self.chunks[noun].kind, ChunkKind::Adverb) {
            noun += 1;
        }
        match self.noun(noun)? {
            Noun::Object | Noun::Time => None,
            _ => Some(Subject::of(self.phrase_from(noun))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;
    use crate::language::chunks::{self, Piece};

    /// The subject of the last reporting verb of `text`.
    fn check(text: &str, expected: &str) {
        let reading = language::read(text);
        let pieces: Vec<Piece> = (0..reading.tokens.len()).map(Piece::Token).collect();
        let chunks = chunks::read(text, &reading.tokens, &pieces);
        let clause = Clause { text, chunks: &chunks, first: 0, end: chunks.len() };
        let verb = (0..chunks.len())
            .rev()
            .find(|&i| chunks[i].group().is_some_and(chunks::reports))
            .unwrap_or_else(|| panic!("no verb: {text}\n{chunks:#?}"));
        let found = clause
            .subject(verb)
            .map(|subject| &text[chunks[subject.phrase.start].start..chunks[subject.phrase.end - 1].end]);
        assert_eq!(found.unwrap_or("-"), expected, "{text}");
    }

    #[test]
    fn subjects_stand_before_their_verb() {
        check("Ruiz said", "Ruiz");
        check("President Ana Ruiz has said", "President Ana Ruiz");
        check("the 45-year-old said", "the 45-year-old");
        check("a spokesman for the company said", "a spokesman for the company");
        check("Cole quietly said", "Cole");
        check("Cole on Tuesday said", "Cole");
        check("In a statement, the company said", "the company");
        check("Cole and Ruiz said", "Cole and Ruiz");
        check("residents say", "residents");
        check("The report found", "The report");
    }

    #[test]
    fn insertions_are_passed_over() {
        check("Tom Okafor, a retired teacher, said", "Tom Okafor");
        check("Sen. Paul Marsh, R-Ky., said", "Sen. Paul Marsh");
        check("Tom Okafor, 45, of Toledo, Ohio, said", "Tom Okafor");
        check("Cole, who won in May, said", "Cole");
        check("Cole (D-Ohio) said", "Cole");
        check("Cole — a teacher — said", "Cole");
    }

    #[test]
    fn shared_subjects_are_found() {
        check("Cole shrugged and said", "Cole");
        check("Secretary Cole pressed on, arguing", "Secretary Cole");
        check("Asked about the plan, Cole said", "Cole");
        check("Cole took to Truth Social to say", "Cole");
        check("Cole ended the speech by saying", "Cole");
    }

    #[test]
    fn passives_have_agents_or_nobody() {
        check("The plan was described by Cole", "Cole");
        check("The plan was described", "-");
    }
}
