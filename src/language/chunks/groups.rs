//! Verb groups, and whether a word that may be a verb is one where it stands.

use crate::language::chunks::{ChunkKind, Chunker, Group, Noun, Piece};
use crate::language::lexicon::Class;
use crate::language::tokens::Kind;
use crate::language::verbs::{self, Form, Frames};

impl Chunker<'_> {
    pub(super) fn verb_follows(&self, at: usize) -> bool {
        let mut at = at;
        while self.is(at, Class::ADVERB.or(Class::NEGATION).or(Class::AUXILIARY)) {
            at += 1;
        }
        let class = self.class(at);
        class.verb().is_some() && !self.token(at).is_some_and(|(_, token)| token.is_capital())
            || self.word(at).ends_with("ing") && !class.has(Class::HUMAN)
            || self.word(at) == "been"
    }

    pub(super) fn infinitive_follows(&self, at: usize) -> bool {
        let mut at = at;
        while self.is(at, Class::ADVERB) {
            at += 1;
        }
        let Some((_, token)) = self.token(at) else { return false };
        let nominal =
            Class::DETERMINER.or(Class::POSSESSIVE).or(Class::OBJECT).or(Class::TIME).or(Class::HUMAN).or(Class::BODY);
        token.kind == Kind::Word
            && !token.is_capital()
            && !token.class.has(nominal)
            && (!token.class.has(Class::DOCUMENT) || token.class.verb().is_some())
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        let Some((_, token)) = self.token(at) else { return false };
        if token.kind != Kind::Word {
            return false;
        }
        let opens = self.chunks.last().is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Quote(_)));
        if token.is_capital() && !opens {
            return false;
        }
        let class = token.class;
        let word = token.text(self.text);
        let previous = self.chunks.last().map(|chunk| chunk.kind);
        if class.has(Class::PHRASAL) && self.phrasal(at) {
            return matches!(
                previous,
                Some(
                    ChunkKind::Noun(_)
                        | ChunkKind::Adverb
                        | ChunkKind::Comma
                        | ChunkKind::Conjunction
                        | ChunkKind::Subordinator
                        | ChunkKind::Quote(_)
                )
            );
        }
        let after_noun = matches!(previous, Some(ChunkKind::Noun(noun)) if noun != Noun::Object);
        if class.verb().is_none() {
            let finite = class.has(Class::FINITE);
            let shaped = word.len() > 4
                && (word.ends_with("ed") || word.ends_with("ing"))
                && !class.has(
                    Class::PREPOSITION
                        .or(Class::HUMAN)
                        .or(Class::TIME)
                        .or(Class::DETERMINER)
                        .or(Class::ADVERB)
                        .or(Class::BODY),
                );
            let after = matches!(
                previous,
                Some(
                    ChunkKind::Noun(_)
                        | ChunkKind::Adverb
                        | ChunkKind::Comma
                        | ChunkKind::Subordinator
                        | ChunkKind::Conjunction
                        | ChunkKind::Close
                )
            );
            if word.ends_with("ing") {
                return shaped
                    && (after
                        || matches!(previous, Some(ChunkKind::Preposition)) && !self.is(at + 1, Class::PREPOSITION));
            }
            return (finite || shaped) && after && !token.is_capital();
        }
        let form = class.form();
        let only_past = form.has(Form::PAST.or(Form::PARTICIPLE)) && !form.has(Form::BASE.or(Form::PRESENT));
        match previous {
            None | Some(ChunkKind::Stop) => {
                // `Asked about it, she said`; `Said Ruiz:`; not "Notes from the desk".
                only_past || form.has(Form::GERUND)
            }
            Some(ChunkKind::Quote(_)) => true,
            Some(ChunkKind::Preposition) => form.has(Form::GERUND),
            Some(ChunkKind::Noun(noun)) => {
                if form.has(Form::GERUND) || only_past {
                    return true;
                }
                if noun == Noun::Time {
                    return false;
                }
                // A form that may also be a noun, "the phone calls": the phrase before it must be a subject.
                match noun {
                    Noun::Pronoun | Noun::Name => true,
                    Noun::Human | Noun::Body | Noun::Document => {
                        form.has(Form::PRESENT) || form.has(Form::PAST) || self.plural_before()
                    }
                    _ => self.followed_as_verb(at) || self.tag_tail(at),
                }
            }
            Some(ChunkKind::Adverb) => {
                only_past
                    || form.has(Form::GERUND)
                    || after_noun
                    || self.followed_as_verb(at)
                    || form.has(Form::PRESENT)
            }
            Some(ChunkKind::Comma | ChunkKind::Conjunction | ChunkKind::Close | ChunkKind::Dash) => {
                let sure = class.verb().is_some_and(|verb| verbs::all()[verb].strength == verbs::Strength::Sure);
                only_past || form.has(Form::GERUND) || form.has(Form::PRESENT) && sure || self.followed_as_verb(at)
            }
            Some(ChunkKind::Subordinator) => {
                only_past || !class.has(Class::HUMAN.or(Class::BODY).or(Class::DOCUMENT)) || self.followed_as_verb(at)
            }
            Some(ChunkKind::Verb(_)) => form.has(Form::GERUND),
            _ => only_past || form.has(Form::GERUND),
        }
    }

    pub(super) fn phrasal(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|(index, _)| verbs::at(self.text, self.tokens, index).is_some_and(|found| found.len > 1))
    }

    pub(super) fn plural_before(&self) -> bool {
        self.chunks.last().is_some_and(|chunk| self.text[chunk.range()].ends_with('s'))
    }

    pub(super) fn followed_as_verb(&self, at: usize) -> bool {
        let next = at + 1;
        if matches!(self.pieces.get(next), Some(Piece::Quote(..)))
            || matches!(self.word(next), "that" | "it" | "him" | "them" | "her")
        {
            return true;
        }
        let mark = self.token(next).is_some_and(|(_, token)| matches!(token.kind, Kind::Comma | Kind::Colon));
        mark && matches!(self.pieces.get(next + 1), Some(Piece::Quote(..)))
    }

    pub(super) fn group_after(&mut self, pronoun: usize) -> usize {
        self.group_from(pronoun + 1, true)
    }

    pub(super) fn group(&mut self, at: usize) -> usize {
        self.group_from(at, false)
    }

    pub(super) fn group_from(&mut self, at: usize, auxiliary: bool) -> usize {
        let mut group = Group {
            verb: None,
            form: Form::default(),
            auxiliary,
            passive: false,
            infinitive: false,
            gerund: false,
            negated: false,
            head: 0,
        };
        let mut be = false;
        let mut end = at;
        let mut head = at;
        while let Some((_, token)) = self.token(end) {
            let word = token.text(self.text);
            if token.kind == Kind::Clitic
                || token.class.has(Class::AUXILIARY) && !token.is_capital()
                || end == at && token.class.has(Class::AUXILIARY)
            {
                group.auxiliary = true;
                group.negated |= token.class.has(Class::NEGATION);
                be = token.kind == Kind::Clitic
                    || ["is", "are", "was", "were", "am", "be", "been", "being", "get", "gets", "got", "getting"]
                        .iter()
                        .any(|form| word.eq_ignore_ascii_case(form))
                    || word.starts_with("was")
                    || word.starts_with("were")
                    || word.starts_with("is");
                head = end;
                end += 1;
            } else if token.class.has(Class::NEGATION) && token.kind == Kind::Word && end > at {
                group.negated = true;
                end += 1;
            } else if token.class.has(Class::ADVERB) && end > at && self.verb_within(end) {
                end += 1;
            } else if word.eq_ignore_ascii_case("to")
                && (end == at || group.auxiliary)
                && self.infinitive_follows(end + 1)
            {
                group.infinitive = end == at;
                end += 1;
            } else {
                break;
            }
        }
        if let Some((index, token)) = self.token(end)
            && token.kind == Kind::Word
            && (!token.is_capital() || end == at)
        {
            if let Some(found) = verbs::at(self.text, self.tokens, index)
                && self.pieces[end..]
                    .iter()
                    .zip(index..)
                    .take(found.len)
                    .all(|(piece, token)| *piece == Piece::Token(token))
                && (end == at || self.heads(end))
                && (!be || found.form.has(Form::PARTICIPLE.or(Form::GERUND)))
            {
                group.verb = Some(found.verb);
                group.form = found.form;
                head = end;
                end += found.len;
            } else if end == at
                || group.infinitive
                || self.heads(end) && !self.is(end, Class::PREPOSITION.or(Class::DETERMINER))
            {
                let word = token.text(self.text);
                group.form = if word.ends_with("ing") { Form::GERUND } else { Form::PAST.or(Form::PARTICIPLE) };
                head = end;
                end += 1;
            }
        }
        let mut end = end.max(at + 1);
        // `was quoted as saying`, `could be heard asking`: an active in all but form.
        let spoken = if self.word(end) == "as" { end + 1 } else { end };
        if be
            && group.form.has(Form::PARTICIPLE)
            && let Some((index, token)) = self.token(spoken)
            && token.class.form().has(Form::GERUND)
            && let Some(found) = verbs::at(self.text, self.tokens, index)
            && found.verb.frames.has(Frames::QUOTE)
        {
            group.verb = Some(found.verb);
            group.form = Form::PAST;
            end = spoken + 1;
        }
        group.gerund = group.form.has(Form::GERUND) && !group.auxiliary;
        group.passive = be && group.form.has(Form::PARTICIPLE);
        group.head = self.token(head).map_or(0, |(_, token)| token.start as usize);
        self.push(at, end, ChunkKind::Verb(group))
    }

    pub(super) fn verb_within(&self, at: usize) -> bool {
        let mut at = at;
        while self.is(at, Class::ADVERB.or(Class::NEGATION)) {
            at += 1;
        }
        self.is(at, Class::AUXILIARY) || self.heads(at)
    }

    pub(super) fn heads(&self, at: usize) -> bool {
        let Some((_, token)) = self.token(at) else { return false };
        if token.kind != Kind::Word || token.is_capital() {
            return false;
        }
        let word = token.text(self.text);
        let nominal = Class::DETERMINER
            .or(Class::POSSESSIVE)
            .or(Class::PREPOSITION)
            .or(Class::CONJUNCTION)
            .or(Class::SUBORDINATOR)
            .or(Class::PRONOUN);
        token.class.verb().is_some()
            || token.class.has(Class::FINITE)
            || !token.class.has(nominal) && (word.ends_with("ed") || word.ends_with("ing") || word.ends_with("en"))
    }
}
