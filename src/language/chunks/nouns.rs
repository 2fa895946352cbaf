//! Noun phrases: where one ends and what heads it.

use crate::language::chunks::{ChunkKind, Chunker, Noun};
use crate::language::lexicon::Class;
use crate::language::tokens::Kind;
use crate::language::verbs::Form;

impl Chunker<'_> {
    pub(super) fn time_follows(&self, at: usize) -> bool {
        self.is(at, Class::TIME)
    }

    pub(super) fn noun(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut content = false;
        let mut name = false;
        let mut human = false;
        let mut body = false;
        let mut document = false;
        let mut time = true;
        while let Some((_, token)) = self.token(end) {
            let class = token.class;
            if matches!(token.kind, Kind::Other) {
                if end > at && !matches!(token.text(self.text), "&" | "%" | "@" | "#" | "$" | "£" | "€") {
                    break;
                }
                end += 1;
                continue;
            }
            // Marks of quotations are taken whole, so one that is left after a word is a genitive: the Smiths’ house.
            let genitive = token.kind == Kind::Quote
                && end > at
                && matches!(token.text(self.text), "’" | "'")
                && self.token(end - 1).is_some_and(|(_, before)| before.end() == token.start);
            if genitive || token.kind == Kind::Clitic {
                // A genitive goes on; "he’s" was read before. `Cole’s said` is a verb group.
                if self.verb_follows(end + 1) && !self.noun_reading(end + 1) {
                    break;
                }
                end += 1;
                name = false;
                human = false;
                body = false;
                document = false;
                content = true;
                continue;
            }
            if !matches!(token.kind, Kind::Word | Kind::Number) {
                break;
            }
            let capital = token.is_capital() && token.kind == Kind::Word;
            if end > at {
                let genitive = self.token(end - 1).is_some_and(|(_, token)| token.kind == Kind::Clitic);
                if class.has(Class::DETERMINER.or(Class::POSSESSIVE))
                    && content
                    && !capital
                    && !genitive
                    && !class.has(Class::NUMBER)
                {
                    break;
                }
                if class.has(Class::PRONOUN.or(Class::CONTRACTED)) {
                    break;
                }
                if capital && content && !(name || human || body || time) && self.subject_after_adjunct(end) {
                    break;
                }
                let function = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::SUBORDINATOR).or(Class::AUXILIARY);
                if class.has(function)
                    && !capital
                    && !self.inside_name(end)
                    && (!class.has(Class::DETERMINER) || content)
                {
                    break;
                }
                if class.has(Class::ADVERB)
                    && !capital
                    && content
                    && !class.has(Class::DETERMINER)
                    && !self.adjective_follows(end)
                {
                    break;
                }
                let weekday = class.has(Class::TIME)
                    && (capital
                        || content && !time && !matches!(token.text(self.text), "day" | "year" | "fall" | "spring"));
                if weekday && content && !time && !self.month_name(end) {
                    break;
                }
                if time && content && capital && !class.has(Class::TIME) {
                    break;
                }
                let alone = !content && end == at + 1 && self.speaks_alone(at, end);
                if !capital
                    && (content || alone)
                    && self.verb_after_noun(end, name, human || body || document || time && content)
                {
                    break;
                }
            }
            let number = token.kind == Kind::Number && !token.text(self.text).contains('-');
            let determiner = class.has(Class::DETERMINER.or(Class::POSSESSIVE).or(Class::NUMBER)) || number;
            if !determiner {
                content = true;
                time &= class.has(Class::TIME)
                    || class.has(Class::ADVERB)
                    || matches!(token.text(self.text), "same" | "past" | "early" | "late");
            } else if !class.has(Class::TIME) && token.kind != Kind::Number && !class.has(Class::DETERMINER) {
                time = false;
            }
            if capital
                && !(end == at && class.has(Class::STARTER) && !class.has(Class::HONORIFIC))
                && !class.has(Class::TIME)
            {
                name = true;
            }
            if capital && class.has(Class::HUMAN)
                || class.has(Class::HUMAN)
                || class.has(Class::TITLE.or(Class::HONORIFIC))
            {
                human = true;
            }
            body |= class.has(Class::BODY);
            document |= class.has(Class::DOCUMENT);
            end += 1;
            if class.has(Class::DETERMINER) && end == at + 1 {
                content = false;
            }
        }
        let end = end.max(at + 1);
        let last = self.class(end - 1);
        let capital_last = self.token(end - 1).is_some_and(|(_, token)| token.is_capital());
        let noun = if time
            && content
            && (last.has(Class::TIME) || self.token(end - 1).is_some_and(|(_, token)| token.kind == Kind::Number))
        {
            Noun::Time
        } else if name && capital_last {
            Noun::Name
        } else if human && (last.has(Class::HUMAN) || !document && !body) {
            Noun::Human
        } else if body && !last.has(Class::DOCUMENT) {
            Noun::Body
        } else if document && last.has(Class::DOCUMENT) {
            Noun::Document
        } else if name {
            Noun::Name
        } else if self.speaks_alone(at, end) {
            Noun::Human
        } else {
            Noun::Thing
        };
        self.push(at, end, ChunkKind::Noun(noun))
    }

    /// Whether a name at `at` is the subject of the verb behind it, and the noun before it only says when or where:
    /// after the whistle Torres said.
    fn subject_after_adjunct(&self, at: usize) -> bool {
        let adjunct = self.chunks.last().is_some_and(|chunk| {
            let word = &self.text[chunk.range()];
            matches!(chunk.kind, ChunkKind::Preposition)
                && ["after", "before", "during", "at", "in", "on", "since", "until"]
                    .iter()
                    .any(|known| word.eq_ignore_ascii_case(known))
        });
        let mut end = at;
        while self.token(end).is_some_and(|(_, token)| token.is_capital() && token.kind == Kind::Word) {
            end += 1;
        }
        adjunct && end > at && self.verb_follows(end) && !self.noun_reading(end)
    }

    pub(super) fn speaks_alone(&self, at: usize, end: usize) -> bool {
        let word = self.word(end - 1);
        word.ends_with("-year-old")
            || end == at + 1
                && ["one", "others", "another", "some", "many", "several", "few", "both", "most", "all"]
                    .iter()
                    .any(|known| word.eq_ignore_ascii_case(known))
            || end == at + 2 && matches!(word, "other" | "others" | "two" | "three")
    }

    pub(super) fn inside_name(&self, at: usize) -> bool {
        let capital =
            |at: usize| self.token(at).is_some_and(|(_, token)| token.is_capital() && token.kind == Kind::Word);
        self.is(at, Class::PARTICLE)
            && !matches!(self.word(at), "in" | "to" | "at" | "on" | "by" | "e" | "i")
            && at > 0
            && capital(at - 1)
            && (capital(at + 1) || self.is(at + 1, Class::PARTICLE) && capital(at + 2))
    }

    pub(super) fn adjective_follows(&self, at: usize) -> bool {
        // "the very first reporter", "a nearly perfect score".
        self.chunks.is_empty() && at == 0
            || self.token(at + 1).is_some_and(|(_, next)| {
                next.kind == Kind::Word
                    && !next.is_capital()
                    && next.class.verb().is_none()
                    && !next.class.has(
                        Class::PREPOSITION
                            .or(Class::CONJUNCTION)
                            .or(Class::FINITE)
                            .or(Class::AUXILIARY)
                            .or(Class::DETERMINER)
                            .or(Class::SUBORDINATOR)
                            .or(Class::PRONOUN),
                    )
            }) && self
                .token(at - 1)
                .is_some_and(|(_, before)| before.class.has(Class::DETERMINER.or(Class::POSSESSIVE)))
    }

    pub(super) fn month_name(&self, at: usize) -> bool {
        matches!(self.word(at), "May" | "April" | "June" | "August" | "March" | "Summer" | "Autumn" | "Spring")
            && self.token(at - 1).is_some_and(|(_, before)| before.is_capital() && !before.class.has(Class::STARTER))
            && !self.token(at + 1).is_some_and(|(_, after)| after.kind == Kind::Number)
    }

    pub(super) fn noun_reading(&self, at: usize) -> bool {
        let class = self.class(at);
        class.has(Class::DOCUMENT.or(Class::HUMAN).or(Class::BODY))
            || !class.form().has(Form::PAST.or(Form::PARTICIPLE).or(Form::GERUND))
    }

    pub(super) fn verb_after_noun(&self, at: usize, name: bool, speaker: bool) -> bool {
        let Some((_, token)) = self.token(at) else { return false };
        let class = token.class;
        let word = token.text(self.text);
        let before = self.token(at - 1).map(|(_, token)| *token);
        let alone = before.is_some_and(|before| before.class.has(Class::DETERMINER)) && self.speaks_alone(at - 1, at);
        let speaker = speaker || alone;
        let adjectival = !alone
            && before.is_some_and(|before| {
                before.kind == Kind::Clitic
                    || before.class.has(Class::DETERMINER.or(Class::POSSESSIVE).or(Class::NUMBER))
                        && !before.is_capital()
            });
        if class.has(Class::PHRASAL) && !adjectival && self.phrasal(at) {
            return true;
        }
        if class.verb().is_some() {
            let form = class.form();
            let past = form.has(Form::PAST) && !form.has(Form::BASE);
            if past || form.has(Form::GERUND) && !class.has(Class::DOCUMENT) {
                return !adjectival && (name || speaker || !form.has(Form::GERUND) || !self.noun_after(at));
            }
            if form.has(Form::BASE) && form.has(Form::PAST) {
                return !adjectival && (name || speaker || self.followed_as_verb(at));
            }
            if form.has(Form::PRESENT) {
                return !adjectival && (name || speaker || self.followed_as_verb(at) || self.tag_ends(at));
            }
            return !adjectival
                && (self.followed_as_verb(at)
                    || (name
                        || speaker
                        || matches!(self.chunks.last().map(|chunk| chunk.kind), Some(ChunkKind::Quote(_))))
                        && before.is_some_and(|before| before.text(self.text).ends_with('s')));
        }
        if class.has(Class::FINITE) {
            return !adjectival && !class.has(Class::HUMAN.or(Class::BODY));
        }
        word.len() > 4 && word.ends_with("ed") && !adjectival && (name || speaker) && !class.has(Class::HUMAN)
            || word.len() > 5
                && word.ends_with("ing")
                && !adjectival
                && (name || speaker)
                && !self.noun_after(at)
                && !class.has(Class::HUMAN.or(Class::BODY).or(Class::TIME).or(Class::PREPOSITION))
    }

    pub(super) fn tag_ends(&self, at: usize) -> bool {
        matches!(self.chunks.last().map(|chunk| chunk.kind), Some(ChunkKind::Quote(_)))
            && self.token(at + 1).is_none_or(|(_, next)| matches!(next.kind, Kind::Stop | Kind::Comma | Kind::Break))
    }

    pub(super) fn tag_tail(&self, at: usize) -> bool {
        let before = self.chunks.len().checked_sub(2).map(|i| self.chunks[i].kind);
        matches!(before, Some(ChunkKind::Quote(_)))
            && self.token(at + 1).is_none_or(|(_, next)| {
                matches!(next.kind, Kind::Stop | Kind::Comma | Kind::Break) || next.class.has(Class::PREPOSITION)
            })
    }

    pub(super) fn noun_after(&self, at: usize) -> bool {
        self.token(at + 1).is_some_and(|(_, next)| {
            next.kind == Kind::Word && next.class.has(Class::HUMAN.or(Class::BODY).or(Class::DOCUMENT))
        })
    }
}
