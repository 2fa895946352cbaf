//! Noun phrases, verb groups and the marks between them: a shallow reading of a line in which whole quotations
//! stand as single pieces.

mod groups;
mod nouns;

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

impl Noun {
    /// Whether it may be somebody who speaks: a name, a person, a body or a pronoun for one.
    pub fn may_speak(self) -> bool {
        matches!(self, Self::Name | Self::Human | Self::Body | Self::Pronoun)
    }
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
    read_into(Vec::new(), text, tokens, pieces)
}

/// The same, in the memory of `chunks`, what stands there being of no account.
pub fn read_into(mut chunks: Vec<Chunk>, text: &str, tokens: &[Token], pieces: &[Piece]) -> Vec<Chunk> {
    chunks.clear();
    chunks.reserve(pieces.len());
    let mut chunker = Chunker { text, tokens, pieces, chunks, ahead: 0 };
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
    /// The first piece that is a token at or after the last quotation read. It only moves on, so that a line of
    /// nothing but quotations is not searched to its end for each.
    ahead: usize,
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
        self.chunks.push(Chunk { kind, start: first.start as usize, end: last.end() as usize, token });
        to
    }

    fn step(&mut self, at: usize) -> usize {
        let Some((_, token)) = self.token(at) else {
            if let Piece::Quote(index, start, end) = self.pieces[at] {
                self.ahead = self.ahead.max(at + 1);
                while matches!(self.pieces.get(self.ahead), Some(Piece::Quote(..))) {
                    self.ahead += 1;
                }
                let token = self.token(self.ahead).map_or(self.tokens.len(), |(token, _)| token);
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
                && (!token.class.form().has(Form::PAST) || token.class.has(Class::HUMAN))
        }) || matches!(self.pieces.get(at), Some(Piece::Quote(..)))
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
