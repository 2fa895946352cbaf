//! Titles beside a name: which one, of what place, and whether it is said to be past or yet to come.

use std::ops::Range;
use std::sync::LazyLock;

use crate::language::known::Known;
use crate::language::lexicon::{Class, rows};
use crate::language::phrases::Phrases;
use crate::language::tokens::{Kind as TokenKind, Token};
use crate::people::mentions::Pronoun;
use crate::people::offices::Office;
use crate::people::places::{self, Jurisdiction};
use crate::people::words::known;

static TABLE: &str = include_str!("../language/titles.tsv");

/// A title of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// In full and small letters: `senator`, `secretary of state`.
    pub name: &'static str,
    /// What kind of office or trade: `legislative`, `military`, `spokes`.
    pub domain: &'static str,
    /// Whether it can stand before a name.
    pub before: bool,
    /// Whether it can stand after a name.
    pub after: bool,
    /// Whether it takes a place or a body: of Mexico.
    pub takes_place: bool,
    /// Whether it speaks of several people: `Sens.`
    pub plural: bool,
    /// The pronoun that it states: `spokeswoman`.
    pub pronoun: Option<Pronoun>,
    /// The office it names; without a head when it names none.
    pub office: Office,
}

/// A title in copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Tokens from the first word of its place or title to the last of what it is of.
    pub tokens: Range<usize>,
    /// How many tokens the title itself takes, places and what it is of left out.
    pub words: usize,
    /// The first of them.
    pub first: usize,
    /// Which title.
    pub kind: &'static Kind,
    /// The place it is of, `Mexican president`; for an ambassador, the sender.
    pub place: Option<Jurisdiction>,
    /// For an ambassador: the country after "to".
    pub to: Option<Jurisdiction>,
    /// Whether it is of a body that is no country or state: `president of the Guild`.
    pub elsewhere: bool,
    /// Former, then-, ex-, the late.
    pub past: bool,
    /// -elect, -designate, incoming.
    pub coming: bool,
}

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    rows(TABLE)
        .map(|row| Kind {
            name: row[0],
            domain: row[2],
            before: row[3].contains('P'),
            after: row[3].contains('A'),
            takes_place: row[3].contains('J'),
            plural: row[3] == "PJ",
            pronoun: pronoun(row[0]),
            office: Office::of(row[0]),
        })
        .collect()
});

/// Index into [`KINDS`], and whether the form is all capitals, which then count: AG, MS.
static FORMS: LazyLock<Phrases<(usize, bool)>> = LazyLock::new(|| {
    let forms = rows(TABLE).enumerate().flat_map(|(i, row)| {
        let short = row[1]
            .split(',')
            .filter(|form| !form.is_empty())
            .map(move |form| (form, (i, !form.contains(char::is_lowercase))));
        std::iter::once((row[0], (i, false))).chain(short)
    });
    Phrases::new(forms.collect::<Vec<_>>().into_iter())
});

/// The pronoun that a title in small letters states, where it states one.
pub fn pronoun(title: &str) -> Option<Pronoun> {
    const HE: &[&str] = &[
        "king",
        "prince",
        "duke",
        "emperor",
        "sultan",
        "emir",
        "gentleman",
        "spokesman",
        "congressman",
        "assemblyman",
        "councilman",
        "alderman",
        "selectman",
        "businessman",
        "father",
        "brother",
        "son",
        "husband",
        "uncle",
        "grandfather",
        "baron",
        "viscount",
        "earl",
        "lord",
        "sir",
        "monsignor",
        "pope",
    ];
    const SHE: &[&str] = &[
        "queen",
        "princess",
        "duchess",
        "empress",
        "lady",
        "spokeswoman",
        "congresswoman",
        "assemblywoman",
        "chairwoman",
        "councilwoman",
        "alderwoman",
        "selectwoman",
        "businesswoman",
        "actress",
        "mother",
        "sister",
        "daughter",
        "wife",
        "widow",
        "aunt",
        "grandmother",
        "baroness",
        "dame",
        "sheikha",
        "queen consort",
    ];
    let last = title.rsplit(' ').next().unwrap_or(title);
    match () {
        () if title.starts_with("lord ") => None,
        () if SHE.contains(&last) || SHE.contains(&title) => Some(Pronoun::She),
        () if HE.contains(&last) => Some(Pronoun::He),
        () => None,
    }
}

/// A courtesy title, as `Mr.` or `Dr.`, that the token at `i` is; with the pronoun that it states. Forms that
/// are names or words more often than titles are left out.
pub fn honorific(text: &str, tokens: &[Token], i: usize) -> Option<Option<Pronoun>> {
    let token = tokens.get(i).filter(|token| token.is_capital() && token.class.has(Class::HONORIFIC))?;
    Some(match token.text(text).trim_end_matches('.') {
        "Mr" | "Messrs" | "Sir" | "Señor" | "Monsieur" | "Herr" | "Signor" | "Shri" | "Fr" => Some(Pronoun::He),
        "Mrs" | "Ms" | "Miss" | "Dame" | "Lady" | "Baroness" | "Doña" | "Señora" | "Señorita" | "Madame" | "Frau"
        | "Mme" | "Signora" | "Smt" | "Daw" => Some(Pronoun::She),
        "Mx" => Some(Pronoun::They),
        "Lord" => Some(Pronoun::He),
        "Dr" | "Prof" | "Rev" | "Hon" | "Rabbi" | "Imam" | "Sheikh" | "Ayatollah" => None,
        _ => return None,
    })
}

/// The title that starts at token `i`, with what it is of; places before it not considered.
#[inline]
pub fn at(text: &str, tokens: &[Token], i: usize) -> Option<Title> {
    // Most words give it away that they begin none.
    let token = tokens.get(i).filter(|token| token.class.has(Class::TITLE.or(Class::COMPOUND)))?;
    if token.kind == TokenKind::Word { starting_with(token, text, tokens, i) } else { None }
}

fn starting_with(token: &Token, text: &str, tokens: &[Token], i: usize) -> Option<Title> {
    let word = token.text(text);
    let prefixed = token.class.has(Class::COMPOUND) && word.starts_with(['t', 'T', 'e', 'E', 'f', 'F']);
    let (first, past) = match prefixed.then(|| word.split_once('-')).flatten() {
        Some(("then" | "Then" | "ex" | "Ex" | "former" | "Former", rest)) => (rest, true),
        _ if token.class.has(Class::TITLE) => (word, false),
        _ => return None,
    };
    let (len, (kind, capitals)) = FORMS.longest_with(first, text, tokens, i)?;
    // "di" is no Detective Inspector.
    if capitals && first.contains(char::is_lowercase) {
        return None;
    }
    let kind = &KINDS[kind];
    let coming = ["-elect", "-designate"].iter().any(|ending| kind.name.ends_with(ending));
    let mut title =
        Title { tokens: i..i + len, words: len, first: i, kind, place: None, to: None, elsewhere: false, past, coming };
    title.read_complement(text, tokens);
    Some(title)
}

impl Title {
    /// The bytes of the title's own words: `Gov.` of `Ohio Gov.`
    pub fn own(&self, tokens: &[Token]) -> Range<usize> {
        tokens[self.first].start as usize..tokens[self.first + self.words - 1].end() as usize
    }

    /// Reads what follows the words of the title: `to Mexico`, `of the Guild of Bakers`, `for Akron`.
    fn read_complement(&mut self, text: &str, tokens: &[Token]) {
        let Some(link) = tokens.get(self.tokens.end).map(|token| token.text(text)) else { return };
        if !self.kind.takes_place || !matches!(link, "of" | "to" | "for" | "at" | "in") {
            return;
        }
        let mut i = self.tokens.end + 1;
        if tokens.get(i).is_some_and(|token| token.text(text) == "the") {
            i += 1;
        }
        if let Some((len, place)) = places::at(text, tokens, i) {
            self.tokens.end = i + len;
            if self.kind.domain == "diplomatic" && link == "to" {
                self.to = Some(place)
            } else {
                self.place = Some(place)
            }
            return;
        }
        let end = body(text, tokens, i);
        if end > i {
            self.elsewhere = true;
            self.tokens.end = end;
        }
    }

    /// Takes in the words before it that belong to it: `former`, `Mexican`, `Republican`, `the U.S.` A place
    /// with `’s` tells the place but stays outside.
    pub fn read_before(&mut self, text: &str, tokens: &[Token], not_before: usize) {
        while let Some(i) = self.tokens.start.checked_sub(1).filter(|&i| i >= not_before) {
            let token = &tokens[i];
            if token.kind == TokenKind::Clitic {
                self.place = self.place.or_else(|| place_ending(text, tokens, i, not_before).map(|(_, place)| place));
                break;
            }
            if token.kind != TokenKind::Word {
                break;
            }
            if let Some((start, place)) = place_ending(text, tokens, i + 1, not_before) {
                self.place = self.place.or(Some(place));
                self.tokens.start = start;
                continue;
            }
            match token.text(text) {
                "former" | "Former" | "then" | "late" | "ex" | "one-time" | "onetime" | "outgoing" => self.past = true,
                "incoming" | "Incoming" => self.coming = true,
                "acting" | "Acting" | "interim" | "Interim" | "deputy" | "Deputy" | "senior" | "Senior" | "state"
                | "State" | "House" | "Senate" | "City" | "County" | "Attorney" => {}
                word if token.is_capital() && known(word).has(Known::GROUP.or(Known::ORG)) => {
                    self.elsewhere |= known(word).has(Known::ORG) && !matches!(word, "Congress" | "GOP" | "Court");
                }
                _ => break,
            }
            self.tokens.start = i;
        }
        // "State" alone before a legislator makes another office of it, and the table knows that one.
        if self.kind.domain == "legislative" || self.kind.domain == "regional-local" {
            self.place = self.place.map(Jurisdiction::american);
        }
    }
}

/// The place whose last token stands right before `end`, as its first token and the place.
fn place_ending(text: &str, tokens: &[Token], end: usize, not_before: usize) -> Option<(usize, Jurisdiction)> {
    (1..=3).rev().filter_map(|len| end.checked_sub(len)).filter(|&start| start >= not_before).find_map(|start| {
        places::at(text, tokens, start).filter(|(len, _)| start + len == end).map(|(_, place)| (start, place))
    })
}

/// Where the body's name that starts at `i` ends: capitals, with small words between them.
fn body(text: &str, tokens: &[Token], i: usize) -> usize {
    let mut end = i;
    let mut at = i;
    while let Some(token) = tokens.get(at).filter(|token| token.kind == TokenKind::Word && at < i + 12) {
        if token.is_capital() {
            at += 1;
            end = at;
        } else if at > i && matches!(token.text(text), "of" | "the" | "and" | "for" | "on" | "in") {
            at += 1;
        } else {
            break;
        }
    }
    end
}
