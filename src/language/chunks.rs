//! Noun phrases, verb groups and the marks between them: a shallow reading of a line in which whole quotations
//! stand as single pieces.

use std::ops::Range;

use crate::language::lexicon::Class;
use crate::language::tokens::{Kind, Token};
use crate::language::verbs::{self, Form, Frames, Verb};

/// One piece of a line: a token, or a quotation taken whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A token, by its index.
    Token(usize),
    /// A quotation: the caller's number for it and its bytes.
    Quote(usize, usize, usize),
}

/// What heads a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// He, she, they: a pronoun that can be a subject.
    Pronoun,
    /// Him, them.
    Object,
    /// A name: of a person, a place or a body.
    Name,
    /// A person or people without a name: the mayor, two residents.
    Human,
    /// A body: the ministry.
    Body,
    /// Something that carries words: the report.
    Document,
    /// A time: last week, Monday.
    Time,
    /// Any other.
    Thing,
}

/// A verb group.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The reporting verb that heads it; `None` for any other verb.
    pub verb: Option<&'static Verb>,
    /// The forms the head may be.
    pub form: Form,
    /// Whether an auxiliary stands in it.
    pub auxiliary: bool,
    /// A passive: was told.
    pub passive: bool,
    /// To say.
    pub infinitive: bool,
    /// Saying, without an auxiliary.
    pub gerund: bool,
    /// Did not say, never said.
    pub negated: bool,
    /// Byte at which the head verb starts.
    pub head: usize,
}

impl Group {
    /// Whether it can be the predicate of a clause.
    pub fn is_finite(&self) -> bool {
        !self.infinitive && !self.gerund
    }
}

/// What a chunk is.
#[derive(Clone, Copy, Debug)]
pub enum ChunkKind {
    /// A noun phrase.
    Noun(Noun),
    /// A verb group.
    Verb(Group),
    /// A preposition.
    Preposition,
    /// And, or, but.
    Conjunction,
    /// That, when, who.
    Subordinator,
    /// An adverb.
    Adverb,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// A dash.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// The end of a sentence.
    Stop,
    /// A quotation, by the caller's number.
    Quote(usize),
}

/// A run of pieces that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Chunk {
    /// What it is.
    pub kind: ChunkKind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The index of its first token; of the next token for a quotation.
    pub token: usize,
}

impl Chunk {
    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The verb group, if it is one.
    pub fn group(&self) -> Option<&Group> {
        if let ChunkKind::Verb(group) = &self.kind { Some(group) } else { None }
    }

    /// What heads it, if it is a noun phrase.
    pub fn noun(&self) -> Option<Noun> {
        if let ChunkKind::Noun(noun) = self.kind { Some(noun) } else { None }
    }
}

/// Reads a line into chunks, in order.
pub fn read(text: &str, tokens: &[Token], pieces: &[Piece]) -> Vec<Chunk> {
    let mut chunker = Chunker { text, tokens, pieces, chunks: Vec::with_capacity(pieces.len()) };
    let mut at = 0;
    while at < pieces.len() {
        at = chunker.step(at);
    }
    chunker.chunks
}

struct Chunker<'a> {
    text: &'a str,
    tokens: &'a [Token],
    pieces: &'a [Piece],
    chunks: Vec<Chunk>,
}

impl<'a> Chunker<'a> {
    fn token(&self, at: usize) -> Option<(usize, &'a Token)> {
        match self.pieces.get(at)? {
            Piece::Token(index) => Some((*index, &self.tokens[*index])),
            Piece::Quote(..) => None,
        }
    }

    fn word(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |(_, token)| token.text(self.text))
    }

    fn class(&self, at: usize) -> Class {
        self.token(at).map_or(Class::default(), |(_, token)| token.class)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.class(at).has(class)
    }

    fn push(&mut self, from: usize, to: usize, kind: ChunkKind) -> usize {
        let (token, first) = self.token(from).expect("chunks begin with a token");
        let last = self.token(to - 1).map_or(first, |(_, token)| token);
        self.chunks.push(Chunk { kind, start: first.start as usize, end: last.end as usize, token });
        to
    }

    /// Reads the chunk at `at` and returns where the next one starts.
    fn step(&mut self, at: usize) -> usize {
        let Some((_, token)) = self.token(at) else {
            if let Piece::Quote(index, start, end) = self.pieces[at] {
                let token = self.pieces[at + 1..].iter().find_map(|piece| match piece {
                    Piece::Token(token) => Some(*token),
                    Piece::Quote(..) => None,
                });
                let token = token.unwrap_or(self.tokens.len());
                self.chunks.push(Chunk { kind: ChunkKind::Quote(index), start, end, token });
            }
            return at + 1;
        };
        let mark = match token.kind {
            Kind::Comma => Some(ChunkKind::Comma),
            Kind::Colon => Some(ChunkKind::Colon),
            Kind::Semicolon => Some(ChunkKind::Semicolon),
            Kind::Dash => Some(ChunkKind::Dash),
            Kind::Open => Some(ChunkKind::Open),
            Kind::Close => Some(ChunkKind::Close),
            Kind::Stop | Kind::Break => Some(ChunkKind::Stop),
            Kind::Quote => return at + 1,
            Kind::Other if !matches!(token.text(self.text), "$" | "£" | "€" | "@" | "#" | "%" | "&") => {
                return at + 1;
            }
            _ => None,
        };
        if let Some(kind) = mark {
            return self.push(at, at + 1, kind);
        }
        self.phrase(at, token)
    }

    fn phrase(&mut self, at: usize, token: &'a Token) -> usize {
        let class = token.class;
        let word = token.text(self.text);
        if token.kind == Kind::Clitic {
            // `he’s said`: the clitic begins the verb group.
            return if self.verb_follows(at + 1) { self.group(at) } else { at + 1 };
        }
        if self.begins_name(at, token) {
            return self.noun(at);
        }
        if class.has(Class::CONTRACTED) {
            let (_, first) = self.token(at).expect("a word");
            let _ = first;
            self.push(at, at + 1, ChunkKind::Noun(Noun::Pronoun));
            return if self.verb_follows(at + 1) { self.group_after(at) } else { at + 1 };
        }
        if class.has(Class::PRONOUN) && !matches!(word, "who" | "Who") {
            return self.push(at, at + 1, ChunkKind::Noun(Noun::Pronoun));
        }
        if class.has(Class::OBJECT) && !(class.has(Class::POSSESSIVE) && self.noun_follows(at + 1)) {
            return self.push(at, at + 1, ChunkKind::Noun(Noun::Object));
        }
        if class.has(Class::AUXILIARY) {
            return self.group(at);
        }
        if word.eq_ignore_ascii_case("according") && self.word(at + 1) == "to" {
            return self.push(at, at + 2, ChunkKind::Preposition);
        }
        if word.eq_ignore_ascii_case("to") && self.infinitive_follows(at + 1) {
            return self.group(at);
        }
        if self.is_verb(at) {
            return self.group(at);
        }
        if word.eq_ignore_ascii_case("that") {
            let after_preposition =
                self.chunks.last().is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Preposition));
            let opens = self.chunks.last().is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Stop));
            if after_preposition || opens {
                return self.noun(at);
            }
            return self.push(at, at + 1, ChunkKind::Subordinator);
        }
        if class.has(Class::PREPOSITION) {
            return self.push(at, at + 1, ChunkKind::Preposition);
        }
        if class.has(Class::CONJUNCTION) {
            return self.push(at, at + 1, ChunkKind::Conjunction);
        }
        if class.has(Class::SUBORDINATOR) || matches!(word, "who" | "Who") {
            return self.push(at, at + 1, ChunkKind::Subordinator);
        }
        if class.has(Class::ADVERB) && !class.has(Class::DETERMINER) && !self.time_follows(at + 1) {
            return self.push(at, at + 1, ChunkKind::Adverb);
        }
        self.noun(at)
    }

    /// A capital inside a sentence begins a name even where the small word would be a verb or a preposition.
    fn begins_name(&self, at: usize, token: &Token) -> bool {
        if !token.is_capital() || token.kind != Kind::Word {
            return false;
        }
        let first = self
            .chunks
            .last()
            .is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Quote(_) | ChunkKind::Colon));
        let function = Class::STARTER
            .or(Class::PRONOUN)
            .or(Class::AUXILIARY)
            .or(Class::PREPOSITION)
            .or(Class::CONJUNCTION)
            .or(Class::SUBORDINATOR)
            .or(Class::ADVERB)
            .or(Class::CONTRACTED);
        if !first {
            return !token.class.has(Class::PRONOUN) && !token.class.has(Class::CONTRACTED);
        }
        // At the start of a sentence only a word that is nothing else, or one that a second capital follows.
        let next_capital = self.token(at + 1).is_some_and(|(_, next)| next.is_capital() && next.kind == Kind::Word);
        // Words that are names as well: `Will Cole`, `From said`.
        if matches!(token.text(self.text), "Will" | "May" | "Mark" | "Grant" | "From") {
            let past = self.class(at + 1).form().has(Form::PAST.or(Form::PRESENT))
                && !self.class(at + 1).form().has(Form::BASE);
            if next_capital && token.text(self.text) != "From" || past {
                return true;
            }
        }
        !token.class.has(function) && (token.class.verb().is_none() || next_capital)
    }

    fn verb_follows(&self, at: usize) -> bool {
        let mut at = at;
        while self.is(at, Class::ADVERB.or(Class::NEGATION).or(Class::AUXILIARY)) {
            at += 1;
        }
        let class = self.class(at);
        class.verb().is_some() && !self.token(at).is_some_and(|(_, token)| token.is_capital())
            || self.word(at).ends_with("ing") && !class.has(Class::HUMAN)
            || self.word(at) == "been"
    }

    fn infinitive_follows(&self, at: usize) -> bool {
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

    fn noun_follows(&self, at: usize) -> bool {
        self.token(at).is_some_and(|(_, token)| {
            token.kind == Kind::Word
                && !token.class.has(
                    Class::PREPOSITION
                        .or(Class::CONJUNCTION)
                        .or(Class::AUXILIARY)
                        .or(Class::DETERMINER)
                        .or(Class::SUBORDINATOR),
                )
                && !(token.class.form().has(Form::PAST) && !token.class.has(Class::HUMAN))
        }) || matches!(self.pieces.get(at), Some(Piece::Quote(..)))
    }

    fn time_follows(&self, at: usize) -> bool {
        self.is(at, Class::TIME)
    }

    /// Whether the small word at `at` is a verb where it stands.
    fn is_verb(&self, at: usize) -> bool {
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

    /// Whether a reporting verb with its particles starts at `at`.
    fn phrasal(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|(index, _)| verbs::at(self.text, self.tokens, index).is_some_and(|found| found.len > 1))
    }

    fn plural_before(&self) -> bool {
        self.chunks.last().is_some_and(|chunk| self.text[chunk.range()].ends_with('s'))
    }

    /// Whether what follows is what follows a reporting verb: a quotation, a comma or colon before one, or "that".
    fn followed_as_verb(&self, at: usize) -> bool {
        let next = at + 1;
        if matches!(self.pieces.get(next), Some(Piece::Quote(..)))
            || matches!(self.word(next), "that" | "it" | "him" | "them" | "her")
        {
            return true;
        }
        let mark = self.token(next).is_some_and(|(_, token)| matches!(token.kind, Kind::Comma | Kind::Colon));
        mark && matches!(self.pieces.get(next + 1), Some(Piece::Quote(..)))
    }

    fn group_after(&mut self, pronoun: usize) -> usize {
        self.group_from(pronoun + 1, true)
    }

    fn group(&mut self, at: usize) -> usize {
        self.group_from(at, false)
    }

    /// Reads a verb group at `at`. `auxiliary`: one stood glued to the pronoun before.
    fn group_from(&mut self, at: usize, auxiliary: bool) -> usize {
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
        loop {
            let Some((_, token)) = self.token(end) else { break };
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
                && !(be && !found.form.has(Form::PARTICIPLE.or(Form::GERUND)))
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

    fn verb_within(&self, at: usize) -> bool {
        let mut at = at;
        while self.is(at, Class::ADVERB.or(Class::NEGATION)) {
            at += 1;
        }
        self.is(at, Class::AUXILIARY) || self.heads(at)
    }

    /// Whether the word at `at`, after an auxiliary, is the verb it helps.
    fn heads(&self, at: usize) -> bool {
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

    /// Reads a noun phrase at `at`: everything up to the next verb, preposition, mark or new determiner.
    fn noun(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut content = false;
        let mut name = false;
        let mut human = false;
        let mut body = false;
        let mut document = false;
        let mut time = true;
        loop {
            let Some((_, token)) = self.token(end) else { break };
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
                && self.token(end - 1).is_some_and(|(_, before)| before.end == token.start);
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
                let function = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::SUBORDINATOR).or(Class::AUXILIARY);
                if class.has(function)
                    && !capital
                    && !self.inside_name(end)
                    && !(class.has(Class::DETERMINER) && !content)
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

    /// One, others, many, or an age used as a noun: they stand for people.
    fn speaks_alone(&self, at: usize, end: usize) -> bool {
        let word = self.word(end - 1);
        word.ends_with("-year-old")
            || end == at + 1
                && ["one", "others", "another", "some", "many", "several", "few", "both", "most", "all"]
                    .iter()
                    .any(|known| word.eq_ignore_ascii_case(known))
            || end == at + 2 && matches!(word, "other" | "others" | "two" | "three")
    }

    /// `of` and `the` between capitals: House of Commons, Bill de Blasio. Only particles and "of".
    fn inside_name(&self, at: usize) -> bool {
        let capital =
            |at: usize| self.token(at).is_some_and(|(_, token)| token.is_capital() && token.kind == Kind::Word);
        self.is(at, Class::PARTICLE)
            && !matches!(self.word(at), "in" | "to" | "at" | "on" | "by" | "e" | "i")
            && at > 0
            && capital(at - 1)
            && (capital(at + 1) || self.is(at + 1, Class::PARTICLE) && capital(at + 2))
    }

    fn adjective_follows(&self, at: usize) -> bool {
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

    /// "Theresa May": a month that goes on with a name.
    fn month_name(&self, at: usize) -> bool {
        matches!(self.word(at), "May" | "April" | "June" | "August" | "March" | "Summer" | "Autumn" | "Spring")
            && self.token(at - 1).is_some_and(|(_, before)| before.is_capital() && !before.class.has(Class::STARTER))
            && !self.token(at + 1).is_some_and(|(_, after)| after.kind == Kind::Number)
    }

    fn noun_reading(&self, at: usize) -> bool {
        let class = self.class(at);
        class.has(Class::DOCUMENT.or(Class::HUMAN).or(Class::BODY))
            || !class.form().has(Form::PAST.or(Form::PARTICIPLE).or(Form::GERUND))
    }

    /// Whether the small word at `at`, after the content of a noun phrase, is its verb.
    fn verb_after_noun(&self, at: usize, name: bool, speaker: bool) -> bool {
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
                return !adjectival && !(self.noun_after(at) && !name && !speaker && form.has(Form::GERUND));
            }
            if form.has(Form::BASE) && form.has(Form::PAST) {
                return !adjectival && (name || speaker);
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

    /// Whether the word at `at` ends a tag that began right behind a quotation: “…,” the suit reads.
    fn tag_ends(&self, at: usize) -> bool {
        matches!(self.chunks.last().map(|chunk| chunk.kind), Some(ChunkKind::Quote(_)))
            && self.token(at + 1).is_none_or(|(_, next)| matches!(next.kind, Kind::Stop | Kind::Comma | Kind::Break))
    }

    /// The same where the noun phrase before it was read already.
    fn tag_tail(&self, at: usize) -> bool {
        let before = self.chunks.len().checked_sub(2).map(|i| self.chunks[i].kind);
        matches!(before, Some(ChunkKind::Quote(_)))
            && self.token(at + 1).is_none_or(|(_, next)| {
                matches!(next.kind, Kind::Stop | Kind::Comma | Kind::Break) || next.class.has(Class::PREPOSITION)
            })
    }

    fn noun_after(&self, at: usize) -> bool {
        self.token(at + 1).is_some_and(|(_, next)| {
            next.kind == Kind::Word && next.class.has(Class::HUMAN.or(Class::BODY).or(Class::DOCUMENT))
        })
    }
}

/// Whether a verb of this group, with a subject, reports words.
pub fn reports(group: &Group) -> bool {
    group.verb.is_some_and(|verb| {
        verb.strength != verbs::Strength::Never
            && verb
                .frames
                .has(Frames::QUOTE.or(Frames::THAT).or(Frames::AS).or(Frames::NOUN).or(Frames::BARE).or(Frames::MEDIUM))
    })
}
