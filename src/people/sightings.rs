//! Everything in copy that may name a person, with what stands beside it. Nothing is decided here.

use std::ops::Range;

use crate::language::Reading;
use crate::language::lexicon::Class;
use crate::language::tokens::{Case, Kind, Token};
use crate::language::verbs::{self, Form, Strength};
use crate::people::mentions::Pronoun;
use crate::people::names::{self, Name};
use crate::people::titles::{self, Title};
use crate::people::words::{Known, Words};

/// A run of words that may name a person.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// The name, should it be one.
    pub name: Name,
    /// The first token of the title or honorific before it; the name's own first token when there is none.
    pub first: usize,
    /// The title before it.
    pub title: Option<Title>,
    /// The title after it: `, the mayor of Akron`.
    pub after: Option<Title>,
    /// A title before an earlier name that is shared: `Sens. A and B`.
    pub shared: Option<Title>,
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
    let mut finder = Finder { words, text, tokens, reading, found: Vec::new(), line: 0, headline: None };
    let mut i = 0;
    while i < tokens.len() {
        i = finder.step(i).max(i + 1);
    }
    finder.found
}

struct Finder<'a> {
    words: &'a Words<'a>,
    text: &'a str,
    tokens: &'a [Token],
    reading: &'a Reading,
    found: Vec<Sighting>,
    /// The first token of the line that was reached.
    line: usize,
    /// Whether that line is a headline; `None` before it was looked at.
    headline: Option<bool>,
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
                self.push(Sighting { title: Some(title), pronoun, ..self.sighting(first, name) })
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

    fn signs(&mut self, sighting: &Sighting) -> Signs {
        let (first, end) = (sighting.first, sighting.name.tokens.end);
        let before = first.checked_sub(1).map(|i| &self.tokens[i]);
        let after = self.tokens.get(end);
        let spoken = |token: &Token, forms: Form| {
            token.class.verb().is_some_and(|verb| verbs::all()[verb].strength >= Strength::Usual)
                && token.class.form().has(forms)
        };
        let finite = Form::PAST.or(Form::PRESENT);
        let acts = after.is_some_and(|token| {
            spoken(token, finite) || token.class.has(Class::AUXILIARY.or(Class::FINITE)) || token.kind == Kind::Clitic
        });
        Signs {
            initial: self.is_initial(first),
            headline: self.in_headline(),
            speaks: after.is_some_and(|token| !token.is_capital() && spoken(token, finite))
                || before.is_some_and(|token| token.case == Case::Lower && spoken(token, Form::PAST)),
            acts,
            article: before.is_some_and(|token| token.class.has(Class::DETERMINER)),
            ..Signs::default()
        }
    }

    /// Reads age, party tag, `who` and a title after the name.
    fn read_after(&mut self, sighting: &mut Sighting) {
        let mut i = sighting.name.tokens.end;
        let kind = |i: usize| self.tokens.get(i).map(|token| token.kind);
        if kind(i) == Some(Kind::Open) && kind(i + 2) == Some(Kind::Close) && is_tag(self.word(i + 1)) {
            sighting.tag = Some(i + 1);
            i += 3;
        }
        if kind(i) != Some(Kind::Comma) {
            sighting.signs.who = self.word(i) == "who";
            return;
        }
        i += 1;
        if is_tag(self.word(i)) {
            sighting.tag = Some(i);
            i += if kind(i + 1) == Some(Kind::Comma) { 2 } else { return };
        }
        if kind(i) == Some(Kind::Number) && self.word(i).len() <= 3 && kind(i + 1) == Some(Kind::Comma) {
            sighting.signs.age = true;
            i += 2;
        }
        sighting.signs.who = matches!(self.word(i), "who" | "whose" | "whom");
        sighting.after = self.apposition(i);
    }

    /// The title of the apposition that starts at `i`: `the Mexican president`, `spokeswoman for`.
    fn apposition(&self, i: usize) -> Option<Title> {
        let mut at = i;
        let open = Class::DETERMINER.or(Class::POSSESSIVE);
        while let Some(token) = self.tokens.get(at).filter(|_| at < i + 7) {
            if let Some(mut title) = titles::at(self.text, self.tokens, at).filter(|title| title.kind.after) {
                let end = title.tokens.end;
                // "Ida Moss, husband attend gala" says nothing about her; "his daughter" and "daughter of" do.
                let kin = self.tokens[at].class.has(Class::KIN);
                if kin && at == i && title.tokens.len() == title.words && self.word(end) != "of" {
                    return None;
                }
                let named = names::read(self.words, end).is_some();
                title.read_before(self.text, self.tokens, i);
                return (!named).then_some(title);
            }
            let stays = token.class.has(open)
                || matches!(token.kind, Kind::Clitic | Kind::Number)
                || token.kind == Kind::Word
                    && (token.is_capital() && !self.words.known(at).has(Known::GIVEN)
                        || at > i
                            && !token.class.has(
                                Class::AUXILIARY.or(Class::PREPOSITION).or(Class::CONJUNCTION).or(Class::PRONOUN),
                            )
                            && token.class.verb().is_none()
                        || matches!(
                            token.text(self.text),
                            "then" | "former" | "acting" | "interim" | "deputy" | "then-"
                        ));
            if !stays {
                return None;
            }
            at += 1;
        }
        None
    }

    /// The plural title before an earlier name of the same list.
    fn shared(&self, sighting: &Sighting) -> Option<Title> {
        let last = self.found.last().filter(|_| sighting.title.is_none() && !sighting.honorific)?;
        let title = last.shared.as_ref().or(last.title.as_ref()).filter(|title| title.kind.plural)?;
        let between = self.tokens.get(last.name.tokens.end..sighting.first)?;
        let of_place = between.last().is_some_and(|token| token.text(self.text) == "of");
        let list = between.len() <= 7
            && !between.is_empty()
            && !of_place
            && between.iter().all(|token| {
                matches!(token.kind, Kind::Comma | Kind::Open | Kind::Close)
                    || matches!(token.text(self.text), "and" | "&" | "of")
                    || is_tag(token.text(self.text))
            });
        list.then(|| Title { tokens: title.tokens.start..title.tokens.start, place: None, ..title.clone() })
    }

    /// The pronoun of someone's `wife Ida Moss` or `husband, Rolf Anker`.
    fn relative(&self, first: usize) -> Option<Pronoun> {
        let mut i = first.checked_sub(1)?;
        if self.tokens[i].kind == Kind::Comma {
            i = i.checked_sub(1)?;
        }
        let owner = &self.tokens[i.checked_sub(1)?];
        if !(owner.class.has(Class::POSSESSIVE) || owner.kind == Kind::Clitic || owner.class.has(Class::DETERMINER)) {
            return None;
        }
        Some(match self.word(i) {
            "wife" | "mother" | "daughter" | "sister" | "aunt" | "widow" | "niece" | "grandmother" | "girlfriend"
            | "stepmother" | "ex-wife" | "granddaughter" => Pronoun::She,
            "husband" | "father" | "son" | "brother" | "uncle" | "nephew" | "grandfather" | "boyfriend"
            | "stepfather" | "ex-husband" | "grandson" => Pronoun::He,
            // "a spokeswoman, Ida Moss"
            word => return titles::pronoun(word),
        })
    }

    fn word(&self, i: usize) -> &str {
        self.words.word(i)
    }

    /// Whether the token at `i` would have its capital in any case.
    fn is_initial(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|i| &self.tokens[i]) else { return true };
        if matches!(before.kind, Kind::Break | Kind::Stop | Kind::Quote | Kind::Colon | Kind::Open | Kind::Other) {
            return true;
        }
        // Only an abbreviation ends a sentence without a stop of its own: "in the U.S. The".
        let start = self.tokens[i].start as usize;
        before.text(self.text).ends_with('.')
            && self.reading.sentences.binary_search_by_key(&start, |sentence| sentence.start).is_ok()
    }

    /// Whether the line that was reached is a short one whose words all have capitals, as headlines do.
    fn in_headline(&mut self) -> bool {
        if let Some(headline) = self.headline {
            return headline;
        }
        let rest = &self.tokens[self.line..];
        let end = rest.iter().take(LONGEST_HEADLINE + 1).position(|token| token.kind == Kind::Break);
        let end = end.unwrap_or(rest.len());
        let headline = end <= LONGEST_HEADLINE && self.all_capitals(self.line..self.line + end);
        self.headline = Some(headline);
        headline
    }

    /// Whether all words of some length have capitals, everyday ones included.
    fn all_capitals(&self, line: Range<usize>) -> bool {
        let (mut capitals, mut small) = (0, 0);
        for i in line.skip(1) {
            let token = &self.tokens[i];
            if token.kind != Kind::Word || token.end - token.start < 4 {
                continue;
            }
            if token.case == Case::Lower {
                small += 1;
            } else if self.words.known(i).has(Known::COMMON) {
                capitals += 1;
            }
        }
        capitals >= 2 && small * 4 <= capitals
    }
}

/// More tokens than any headline has.
const LONGEST_HEADLINE: usize = 30;

/// Whether a word in small letters may be a title with a prefix: `then-Sen.`
fn hyphened(word: &str) -> bool {
    matches!(word.as_bytes().first(), Some(b't' | b'e' | b'f'))
        && (word.starts_with("then-") || word.starts_with("ex-") || word.starts_with("former-"))
}

/// Whether a word is a party tag: `R-Fla.`, `D-Calif`, `I-Vt.`
pub fn is_tag(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(chars.next(), Some('R' | 'D' | 'I' | 'L' | 'G'))
        && matches!(chars.next(), Some('-' | '\u{2011}' | '–'))
        && chars.next().is_some_and(char::is_uppercase)
        || matches!(word, "R" | "D" | "I")
}
