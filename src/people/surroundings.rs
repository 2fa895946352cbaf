//! What stands around a name: signs for and against a person, a tag, a title behind it, a relative before it.

use std::ops::Range;

use crate::language::known::Known;
use crate::language::lexicon::Class;
use crate::language::tokens::{Case, Kind, Token};
use crate::language::verbs::{self, Form, Strength};
use crate::people::mentions::Pronoun;
use crate::people::names;
use crate::people::sightings::{Finder, Sighting, Signs};
use crate::people::titles::{self, Title};

impl Finder<'_> {
    pub(super) fn signs(&mut self, sighting: &Sighting) -> Signs {
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
    pub(super) fn read_after(&mut self, sighting: &mut Sighting) {
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
        sighting.after = self.apposition(i).map(Box::new);
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
    pub(super) fn shared(&self, sighting: &Sighting) -> Option<Box<Title>> {
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
        list.then(|| {
            Box::new(Title { tokens: title.tokens.start..title.tokens.start, place: None, ..(**title).clone() })
        })
    }

    /// The pronoun of someone's `wife Ida Moss` or `husband, Rolf Anker`.
    pub(super) fn relative(&self, first: usize) -> Option<Pronoun> {
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

    /// Whether the token at `i` would have its capital in any case.
    pub(super) fn is_initial(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|i| &self.tokens[i]) else { return true };
        if matches!(before.kind, Kind::Break | Kind::Stop | Kind::Quote | Kind::Colon | Kind::Open | Kind::Other) {
            return true;
        }
        // Only an abbreviation ends a sentence without a stop of its own: "in the U.S. The".
        let start = self.tokens[i].start as usize;
        before.class.has(Class::STOPPED)
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
            if token.kind != Kind::Word || token.end() - token.start < 4 {
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

/// Whether a word is a party tag: `R-Fla.`, `D-Calif`, `I-Vt.`
pub fn is_tag(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(chars.next(), Some('R' | 'D' | 'I' | 'L' | 'G'))
        && matches!(chars.next(), Some('-' | '\u{2011}' | '–'))
        && chars.next().is_some_and(char::is_uppercase)
        || matches!(word, "R" | "D" | "I")
}
