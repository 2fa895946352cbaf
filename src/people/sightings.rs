//! Everything in copy that may name a person, with what stands beside it. Nothing is decided here.

use crate::language::Reading;
use crate::language::known::Known;
use crate::language::lexicon::Class;
use crate::language::tokens::{Case, Kind, Token};
use crate::people::mentions::Pronoun;
use crate::people::names::{self, Name};
use crate::people::titles::{self, Title};
use crate::people::words::Words;

/// A run of words that may name a person.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// The name, should it be one.
    pub name: Name,
    /// The first token of the title or honorific before it; the name's own first token when there is none.
    pub first: usize,
    /// The title before it.
    pub title: Option<Box<Title>>,
    /// The title after it: `, the mayor of Akron`.
    pub after: Option<Box<Title>>,
    /// A title before an earlier name that is shared: `Sens. A and B`.
    pub shared: Option<Box<Title>>,
    /// A courtesy title before it.
    pub honorific: bool,
    /// The pronoun that a title, an honorific or a relative stated.
    pub pronoun: Option<Pronoun>,
    /// The token of a party tag after it: `R-Fla.`
    pub tag: Option<usize>,
    /// What speaks for or against a person.
    pub signs: Signs,
}

/// What stands around a name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs {
    /// It starts a sentence or a quotation, so its first capital means nothing.
    pub initial: bool,
    /// It stands in a line whose words all have capitals.
    pub headline: bool,
    /// An age follows: `, 34,`.
    pub age: bool,
    /// `who` follows.
    pub who: bool,
    /// A verb of speech stands right before or after.
    pub speaks: bool,
    /// A verb or its subject's mark follows right after.
    pub acts: bool,
    /// `The` or `a` stands before.
    pub article: bool,
}

/// What may name a person among `words`, sorted, never overlapping.
pub fn find(words: &Words, reading: &Reading) -> Vec<Sighting> {
    let (text, tokens) = (words.text, words.tokens);
    let mut finder =
        Finder { words, text, tokens, reading, found: Vec::with_capacity(tokens.len() / 12), line: 0, headline: None };
    let mut i = 0;
    while i < tokens.len() {
        i = if says_nothing(&tokens[i]) { i + 1 } else { finder.step(i).max(i + 1) };
    }
    finder.found
}

/// A text that is looked through.
pub(super) struct Finder<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) reading: &'a Reading,
    pub(super) found: Vec<Sighting>,
    /// The first token of the line that was reached.
    pub(super) line: usize,
    /// Whether that line is a headline; `None` before it was looked at.
    pub(super) headline: Option<bool>,
}

impl Finder<'_> {
    /// Looks at token `i` and returns where to go on.
    fn step(&mut self, i: usize) -> usize {
        let token = &self.tokens[i];
        if token.kind != Kind::Word {
            if token.kind == Kind::Break {
                self.line = i + 1;
                self.headline = None;
            }
            return i + 1;
        }
        if token.case == Case::Lower {
            if let Some(name) = names::read_particles(self.words, i) {
                return self.push(self.sighting(i, name));
            }
            if !token.class.has(Class::TITLE) && !hyphened(token.text(self.text)) {
                return i + 1;
            }
        }
        if let Some(title) = titles::at(self.text, self.tokens, i) {
            return self.titled(i, title);
        }
        if token.case == Case::Lower {
            return i + 1;
        }
        if let Some(pronoun) = titles::honorific(self.text, self.tokens, i) {
            // "Rev. Dr. Ida Moss", "Sir Rolf".
            let mut next = i + 1;
            let mut pronoun = pronoun;
            while let Some(another) = titles::honorific(self.text, self.tokens, next) {
                pronoun = pronoun.or(another);
                next += 1;
            }
            if let Some(name) = names::read(self.words, next) {
                return self.push(Sighting { honorific: true, pronoun, ..self.sighting(i, name) });
            }
            return next;
        }
        // "in August Cole said": a month, though also a name.
        if token.class.has(Class::TIME)
            && i.checked_sub(1).is_some_and(|before| {
                self.tokens[before].class.has(Class::PREPOSITION.or(Class::DETERMINER))
                    || matches!(self.word(before), "last" | "next" | "early" | "late" | "since" | "until")
            })
        {
            return i + 1;
        }
        let Some(name) = names::read(self.words, i) else { return i + 1 };
        let name = self.without_leading(name);
        let first = name.tokens.start;
        self.push(self.sighting(first, name))
    }

    /// A title starts at `i`: with a name behind it, it is that person's.
    fn titled(&mut self, i: usize, mut title: Title) -> usize {
        let phrase_end = i + title.words;
        // "fellow" and "elder" in small letters only tell people apart or put them together.
        if matches!(title.kind.name, "fellow" | "elder") && !self.tokens[i].is_capital() {
            return phrase_end;
        }
        let mut next = title.tokens.end;
        while titles::honorific(self.text, self.tokens, next).is_some() {
            next += 1;
        }
        // "Chairman Gen. Rolf Anker": the nearer title is the person's.
        if next == title.tokens.end && titles::at(self.text, self.tokens, next).is_some_and(|title| title.kind.before) {
            return next;
        }
        let mut name = names::read(self.words, next);
        if title.elsewhere && (phrase_end..next).any(|i| self.tokens[i].class.has(Class::TITLE)) {
            // "press secretary to President Anker": what it is of has a title of its own.
            return phrase_end;
        }
        if name.is_none() && title.elsewhere {
            name = self.name_inside(&title);
            if let Some(name) = &name {
                title.tokens.end = name.tokens.start;
            }
        }
        let word = &self.tokens[i];
        // "Dean Moss" is more often called Dean than a dean.
        let given = word.is_capital() && title.tokens.len() == 1 && self.words.known(i).has(Known::GIVEN);
        match name {
            Some(name) if title.kind.before && !(given && name.words == 1) => {
                title.read_before(self.text, self.tokens, 0);
                while self.found.last().is_some_and(|last| last.name.tokens.end > title.tokens.start) {
                    self.found.pop();
                }
                let first = title.tokens.start;
                let pronoun = title.kind.pronoun;
                self.push(Sighting { title: Some(Box::new(title)), pronoun, ..self.sighting(first, name) })
            }
            _ if given => match names::read(self.words, i) {
                Some(name) => self.push(self.sighting(i, name)),
                None => i + 1,
            },
            _ => phrase_end.max(i + 1),
        }
    }

    /// The name at the end of the body that a title is of: `president of the Guild of Bakers Ida Moss`.
    fn name_inside(&self, title: &Title) -> Option<Name> {
        (title.tokens.start + 3..title.tokens.end)
            .find(|&i| self.words.known(i).has(Known::GIVEN))
            .and_then(|i| names::read(self.words, i))
            .filter(|name| name.words > 1)
    }

    /// `name` without leading words that only stand before it: `Republican`, `Meanwhile`, `Fox News`.
    fn without_leading(&self, name: Name) -> Name {
        let mut best = None;
        let words = name.tokens.start..name.family_end;
        for i in words.clone() {
            let known = self.words.known(i);
            let everyday = known.has(Known::COMMON) || self.tokens[i].class.has(Class::STARTER.or(Class::ADVERB));
            let initial = i == name.tokens.start && !known.has(Known::GIVEN) && everyday && self.is_initial(i);
            let leads =
                (everyday || known.has(Known::GROUP.or(Known::PLACE).or(Known::ORG))) && !known.has(Known::GIVEN);
            if !(initial || leads) || i + 1 >= words.end {
                continue;
            }
            let Some(rest) = names::read(self.words, i + 1) else { continue };
            let given = self.words.known(i + 1).has(Known::GIVEN);
            if initial || rest.words > 1 && given {
                best = Some(rest);
            }
        }
        best.unwrap_or(name)
    }

    fn sighting(&self, first: usize, name: Name) -> Sighting {
        Sighting {
            name,
            first,
            title: None,
            after: None,
            shared: None,
            honorific: false,
            pronoun: None,
            tag: None,
            signs: Signs::default(),
        }
    }

    /// Adds a sighting with what stands around it and returns where to go on.
    fn push(&mut self, mut sighting: Sighting) -> usize {
        let end = sighting.name.tokens.end;
        sighting.signs = self.signs(&sighting);
        self.read_after(&mut sighting);
        sighting.shared = self.shared(&sighting);
        sighting.pronoun = sighting
            .pronoun
            .or_else(|| sighting.after.as_ref().and_then(|title| title.kind.pronoun))
            .or_else(|| sighting.shared.as_ref().and_then(|title| title.kind.pronoun))
            .or_else(|| self.relative(sighting.first));
        self.found.push(sighting);
        end
    }

    pub(super) fn word(&self, i: usize) -> &str {
        self.words.word(i)
    }
}

/// Whether no name and no title begins at `token`, nor a line behind it. Of most tokens that is true, and one condition
/// without a branch tells it.
fn says_nothing(token: &Token) -> bool {
    let small = (token.case == Case::Lower) & (token.kind != Kind::Break);
    small & !token.class.has(Class::PARTICLE.or(Class::TITLE).or(Class::COMPOUND))
}

/// Whether a word in small letters may be a title with a prefix: `then-Sen.`
fn hyphened(word: &str) -> bool {
    matches!(word.as_bytes().first(), Some(b't' | b'e' | b'f'))
        && (word.starts_with("then-") || word.starts_with("ex-") || word.starts_with("former-"))
}
