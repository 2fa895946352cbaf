//! What in its own sentence says who speaks a quotation.

use std::ops::Range;

use crate::attribution::line::{Ending, Line};
use crate::language::chunks::{Chunk, ChunkKind, Group, Noun, reports};
use crate::language::subjects::{Clause, Subject};
use crate::language::verbs::{Form, Frames, Strength};

/// A way in which copy says who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clue {
    /// `“…,” Ruiz said`
    TagAfter,
    /// `“…,” said Ruiz`
    TagInverted,
    /// `“…” …, Ruiz said.` at the end of the sentence.
    TagAtEnd,
    /// `Ruiz said, “…”`
    TagBefore,
    /// `“…,” Ruiz said, “…”`: the tag of the first half.
    TagBetween,
    /// `Ruiz said that … “…”`
    Clause,
    /// `Ruiz called it “…”`
    Label,
    /// `according to Ruiz`
    According,
    /// `as Ruiz put it`
    AsPut,
    /// `“…” — Ana Ruiz`
    Signature,
    /// `Ruiz: “…”`
    Colon,
    /// `Ruiz’s “…”`
    Owner,
    /// The subject of the sentence that the words stand in.
    Subject,
    /// Another quotation of the sentence has this speaker.
    SameSentence,
    /// The quotation before it, in the paragraph, has this speaker.
    Before,
    /// The quotation after it, in the paragraph, has this speaker.
    After,
    /// The paragraph before was left open, or its speech goes on.
    Onward,
    /// The sentence or paragraph before leads in to it.
    LeadIn,
}

/// One clue, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What kind it is.
    pub clue: Clue,
    /// Who it names.
    pub mention: Range<usize>,
    /// Who `who` stands for.
    pub antecedent: Option<Range<usize>>,
    /// The words that attribute.
    pub cue: Option<Range<usize>>,
    /// How much it weighs; only the order matters.
    pub weight: i32,
}

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

struct Finder<'a, 'b> {
    line: &'a Line<'b>,
    clause: Clause<'a>,
    at: usize,
    ending: Ending,
    words: usize,
    list: Vec<Evidence>,
}

impl Finder<'_, '_> {
    fn chunk(&self, i: usize) -> Option<&Chunk> {
        self.line.chunks.get(i).filter(|_| i >= self.clause.first && i < self.clause.end)
    }

    fn kind(&self, i: usize) -> Option<ChunkKind> {
        self.chunk(i).map(|chunk| chunk.kind)
    }

    fn add(&mut self, clue: Clue, subject: &Subject, verb: Option<usize>, weight: i32) {
        let mention = self.line.range(&subject.phrase);
        let antecedent = subject.antecedent.as_ref().map(|phrase| self.line.range(phrase));
        let cue = verb.map(|verb| self.line.chunks[verb].range());
        self.list.push(Evidence { clue, mention, antecedent, cue, weight });
    }

    /// Tags behind the quotation.
    fn after(&mut self) {
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

    fn is(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.line.word(i).eq_ignore_ascii_case(word))
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
        if self.ending == Ending::Comma
            && matches!(self.kind(noun), Some(ChunkKind::Noun(Noun::Name | Noun::Human | Noun::Pronoun | Noun::Body)))
        {
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
                        None if comma && self.words >= 4 && !group.auxiliary => 58,
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

    /// Whether the sentence ends soon after the verb, with nothing but when, where and to whom.
    fn ends_soon(&self, verb: usize) -> bool {
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

    /// Verbs before the quotation, the nearest first.
    fn before(&mut self) {
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
            let subject = if self.turned(verb, l) { self.clause.inverted(verb) } else { self.clause.subject(verb) };
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
            Noun::Name | Noun::Human | Noun::Pronoun | Noun::Body => 90,
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
        let person = matches!(
            self.line.chunks[subject.phrase.start].noun(),
            Some(Noun::Name | Noun::Human | Noun::Pronoun | Noun::Body)
        );
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
        let noun = (self.clause.first..self.at).filter(|&i| !place(i)).find(|&i| {
            matches!(self.line.chunks[i].kind, ChunkKind::Noun(Noun::Name | Noun::Human | Noun::Pronoun | Noun::Body))
        });
        if let Some(noun) = noun {
            self.add(Clue::Subject, &Subject { phrase: noun..noun + 1, antecedent: None }, None, 12);
        }
    }

    /// `according to Ruiz`, on either side.
    fn according(&mut self) {
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
    fn owner(&mut self) {
        let Some(before) = self.at.checked_sub(1).filter(|&i| i >= self.clause.first) else { return };
        let chunk = self.line.chunks[before];
        if !matches!(chunk.kind, ChunkKind::Noun(_)) {
            return;
        }
        let words = self.line.word(before);
        if let Some(mention) = owner_of(self.line.text, &chunk) {
            self.list.push(Evidence { clue: Clue::Owner, mention, antecedent: None, cue: None, weight: 34 });
        } else if let Some(word) = words.split(' ').next()
            && ["his", "her", "their", "its", "my", "our"].iter().any(|own| word.eq_ignore_ascii_case(own))
        {
            let mention = chunk.start..chunk.start + word.len();
            self.list.push(Evidence { clue: Clue::Owner, mention, antecedent: None, cue: None, weight: 28 });
        }
    }
}

/// The owner in a genitive, `Cole` in `Cole’s reaction`.
fn owner_of(text: &str, chunk: &Chunk) -> Option<Range<usize>> {
    let words = &text[chunk.range()];
    let end = ["’s", "'s"].iter().find_map(|clitic| words.find(clitic)).filter(|&end| end > 0)?;
    Some(chunk.start..chunk.start + end)
}

/// A label in capitals that opens the words themselves, as transcripts have: “RUIZ: It is safe.”
pub fn inside(text: &str, inside: &Range<usize>) -> Option<Evidence> {
    let words = &text[inside.clone()];
    let label = words.split(':').next().filter(|label| label.len() < words.len() && label.len() <= 40)?;
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

impl Clue {
    /// What it is, in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::TagAfter => "the tag after it",
            Self::TagInverted => "the tag after it, verb first",
            Self::TagAtEnd => "the tag at the end of its sentence",
            Self::TagBefore => "the tag before it",
            Self::TagBetween => "the tag between two parts of it",
            Self::Clause => "the clause it stands in",
            Self::Label => "what gives it as a label",
            Self::According => "“according to”",
            Self::AsPut => "“as … put it”",
            Self::Signature => "the name after a dash",
            Self::Colon => "the name before a colon",
            Self::Owner => "whose words they are",
            Self::Subject => "the subject of its sentence",
            Self::SameSentence => "another quotation of its sentence",
            Self::Before => "the quotation before it",
            Self::After => "the quotation after it",
            Self::Onward => "the paragraph before it",
            Self::LeadIn => "the sentence that leads in to it",
        }
    }

    /// How a speaker found by this clue was found.
    pub fn found(self) -> super::Found {
        use super::Found;
        match self {
            Self::TagAfter
            | Self::TagInverted
            | Self::TagAtEnd
            | Self::TagBefore
            | Self::TagBetween
            | Self::Clause
            | Self::Label
            | Self::According
            | Self::AsPut
            | Self::Signature
            | Self::Owner
            | Self::Subject => Found::Beside,
            Self::SameSentence | Self::Before | Self::After | Self::Onward => Found::Continued,
            Self::Colon | Self::LeadIn => Found::Introduced,
        }
    }
}

impl Evidence {
    /// What was seen, in words: `“he”, the tag after it, by “said” (weight 100)`.
    pub fn describe(&self, text: &str) -> String {
        let cue = self.cue.as_ref().map(|cue| format!(", by “{}”", &text[cue.clone()])).unwrap_or_default();
        format!("“{}”, {}{cue} (weight {})", &text[self.mention.clone()], self.clue.name(), self.weight)
    }

    /// Whether this is another source of the same sentence, which relays what `best` says.
    pub fn relays(&self, best: &Self, text: &str) -> bool {
        let own = |clue| {
            matches!(
                clue,
                Clue::TagAfter
                    | Clue::TagInverted
                    | Clue::TagAtEnd
                    | Clue::TagBefore
                    | Clue::Clause
                    | Clue::According
                    | Clue::Label
            )
        };
        own(self.clue)
            && own(best.clue)
            && self.weight >= 58
            && self.mention != best.mention
            && text[self.mention.clone()] != text[best.mention.clone()]
    }
}
