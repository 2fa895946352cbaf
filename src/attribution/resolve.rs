//! Mentions resolved to people of the draft.
//!
//! A wrong name is worse than none: a pronoun that two people of the draft may stand behind stays unresolved, and
//! that is said.

use std::ops::Range;

use smallvec::SmallVec;

use crate::attribution::{Found, Speaker};
use crate::language::lexicon::Class;
use crate::language::tokens::{Kind, Token};
use crate::language::{Reading, standing};
use crate::markdown::Article;
use crate::people::mentions::{Mention, People, Pronoun};
use crate::quotes::Quote;

/// Names the people behind the mentions of `speakers`, one for each of `list`.
pub fn names(article: &Article, reading: &Reading, list: &[Quote], people: &People, speakers: &mut [Speaker]) {
    let draft = Draft { article, reading, list, people };
    for i in 0..speakers.len() {
        let Some(mention) = speakers[i].mention.clone() else { continue };
        let antecedent = speakers[i].evidence.first().and_then(|best| best.antecedent.clone());
        let whom = draft.whom(&mention, antecedent.as_ref(), i, speakers);
        let speaker = &mut speakers[i];
        match whom {
            Whom::Person(person) => {
                speaker.person = Some(person);
                speaker.name = Some(people.persons[person].name.clone());
            }
            Whom::Unclear => speaker.found = Found::Pronoun,
            Whom::Named => speaker.name = Some(article.prose.slice(&mention).to_owned()),
            Whom::Called(name) => speaker.name = Some(article.prose.slice(&name).to_owned()),
            Whom::Nobody => {}
        }
    }
}

/// Whom a mention means.
enum Whom {
    /// This person of the draft.
    Person(usize),
    /// A pronoun that several people fit, or none.
    Unclear,
    /// A body or several people, by the words that stand there.
    Named,
    /// Somebody whom the draft calls by this name alone and never introduces.
    Called(Range<usize>),
    /// Somebody without a name.
    Nobody,
}

/// How far back a name may stand from a pronoun that means it, in bytes.
const REACH: usize = 6_000;
/// How many mentions before a description are looked at for its title.
const MENTIONS: usize = 500;

struct Draft<'a> {
    article: &'a Article,
    reading: &'a Reading,
    list: &'a [Quote],
    people: &'a People,
}

impl Draft<'_> {
    fn whom(
        &self,
        mention: &Range<usize>,
        antecedent: Option<&Range<usize>>,
        quote: usize,
        speakers: &[Speaker],
    ) -> Whom {
        let words = self.article.prose.slice(mention);
        let is = |pronouns: &[&str]| pronouns.iter().any(|pronoun| words.eq_ignore_ascii_case(pronoun));
        match () {
            () if is(&["who", "that", "which", "whom"]) => {
                return antecedent.map_or(Whom::Nobody, |antecedent| self.named(antecedent));
            }
            () if is(&["he", "him", "his", "himself"]) => return self.pronoun(mention, Pronoun::He, quote, speakers),
            () if is(&["she", "her", "herself"]) => return self.pronoun(mention, Pronoun::She, quote, speakers),
            () if is(&["i", "we", "you", "it", "they", "them", "one"]) => return Whom::Nobody,
            () => {}
        }
        match self.named(mention) {
            Whom::Nobody => self.described(words, mention.start),
            whom => whom,
        }
    }

    /// The tokens of a range of prose.
    fn tokens(&self, range: &Range<usize>) -> &[Token] {
        let from = self.reading.token_from(range.start);
        &self.reading.tokens[from..self.reading.token_from(range.end).max(from)]
    }

    /// The one person named in `phrase` who heads it: not Cole in "a spokesman for Cole", nor in "Cole’s office".
    fn named(&self, phrase: &Range<usize>) -> Whom {
        let mentions = &self.people.mentions;
        let first = mentions.partition_point(|mention| mention.range.end <= phrase.start);
        let inside: SmallVec<[&Mention; 4]> =
            mentions[first..].iter().take_while(|mention| mention.range.start < phrase.end).collect();
        let tokens = self.tokens(phrase);
        let capital = tokens.iter().any(|token| token.is_capital() && !token.class.has(Class::STARTER));
        let Some(head) = inside.first() else { return if capital { Whom::Named } else { Whom::Nobody } };
        let hangs = tokens.iter().any(|token| {
            (token.start as usize) < head.name.start
                && token.class.has(Class::PREPOSITION)
                && (token.end() as usize) < head.range.start
        });
        let genitive = tokens.iter().any(|token| token.kind == Kind::Clitic && token.start as usize == head.range.end);
        if hangs || genitive {
            return if capital { Whom::Named } else { Whom::Nobody };
        }
        if inside.iter().any(|other| other.person != head.person)
            && tokens.iter().any(|token| token.class.has(Class::CONJUNCTION))
        {
            return Whom::Named;
        }
        Whom::Person(head.person)
    }

    /// The one person of the draft who bears the title that `words` give: the ambassador.
    fn described(&self, words: &str, until: usize) -> Whom {
        let Some(title) = words.get(4..).filter(|_| words[..4].eq_ignore_ascii_case("the ")) else {
            return Whom::Nobody;
        };
        let title = title.to_lowercase();
        let mut person = None;
        let before = self.people.mentions.partition_point(|mention| mention.range.start < until);
        for mention in self.people.mentions[before.saturating_sub(MENTIONS)..before].iter() {
            let Some(borne) = &mention.title else { continue };
            let borne = self.article.prose.slice(borne).to_lowercase();
            let same = borne == title
                || borne.strip_suffix(&title).is_some_and(|rest| rest.ends_with(' '))
                || borne.strip_prefix(&title).is_some_and(|rest| rest.starts_with(' '));
            match person {
                _ if !same => {}
                None => person = Some(mention.person),
                Some(known) if known != mention.person => return Whom::Nobody,
                Some(_) => {}
            }
        }
        person.map_or(Whom::Nobody, Whom::Person)
    }

    /// The person behind `he` or `she` at `mention`.
    fn pronoun(&self, mention: &Range<usize>, pronoun: Pronoun, quote: usize, speakers: &[Speaker]) -> Whom {
        if self.list[quote].parent.is_some() {
            return Whom::Unclear;
        }
        // The same word may tag several quotations: one answer for all.
        let same = speakers[..quote].iter().rev().take(40).find(|earlier| earlier.mention.as_ref() == Some(mention));
        if let Some(same) = same {
            return same.person.map_or(Whom::Unclear, Whom::Person);
        }
        let fits = |person: usize| self.people.persons[person].pronoun.is_none_or(|known| known == pronoun);
        let Some(block) = self.article.block_at(mention.start) else { return Whom::Unclear };
        // Whoever spoke last, if nobody else who fits was named since.
        let last = (0..quote).rev().take_while(|&i| self.list[i].block + 1 >= block).take(200).find_map(|i| {
            let person = speakers[i].person?;
            let named = speakers[i].mention.as_ref()?;
            (named.start < mention.start).then_some((person, named.start))
        });
        if let Some((person, since)) = last
            && fits(person)
        {
            let others = self.told(since, mention.start).any(|other| other.person != person && fits(other.person));
            if !others && !self.contradicted(since..mention.start, pronoun) {
                return Whom::Person(person);
            }
        }
        // Or the one person who fits among those named in this paragraph and the one before.
        for back in [0, 1] {
            let Some(first) = block.checked_sub(back) else { break };
            let mut candidates =
                self.told(self.article.blocks[first].prose.start, mention.start).filter(|other| fits(other.person));
            if let Some(candidate) = candidates.next() {
                let mut nearest = candidate;
                let mut stands = self.stands(candidate);
                let only = candidates.all(|other| {
                    nearest = other;
                    stands |= self.stands(other);
                    other.person == candidate.person
                });
                let spoke = last.is_some_and(|(person, _)| person != candidate.person && fits(person));
                let clear = only
                    && stands
                    && !spoke
                    && !self.contradicted(nearest.range.end..mention.start, pronoun)
                    && !self.relative(&nearest.range, mention);
                return if clear { Whom::Person(candidate.person) } else { Whom::Unclear };
            }
        }
        let here = self.called(self.article.blocks[block].prose.start, mention.start);
        let before = || self.called(self.article.blocks[block.checked_sub(1)?].prose.start, mention.start);
        here.or_else(before).map_or(Whom::Unclear, Whom::Called)
    }

    /// Whether a pronoun may mean who is named here: not in `Ruiz’s office`, nor in `the talks with Ruiz`.
    fn stands(&self, mention: &Mention) -> bool {
        let text = self.article.prose.text();
        !standing::modifies(text, self.reading, &mention.range) && !standing::hangs(self.reading, &mention.range)
    }

    /// Whether the writer means somebody by the other pronoun in between: of Ana Ruiz that told much of her, he is none.
    fn contradicted(&self, between: Range<usize>, pronoun: Pronoun) -> bool {
        let other: &[&str] = match pronoun {
            Pronoun::He => &["she", "her", "hers", "herself"],
            Pronoun::She => &["he", "him", "his", "himself"],
            Pronoun::They => return false,
        };
        let from = between.start.max(between.end.saturating_sub(REACH));
        let text = self.article.prose.text();
        self.tokens(&(from..between.end)).iter().any(|token| {
            other.iter().any(|word| token.text(text).eq_ignore_ascii_case(word)) && !self.quoted(token.start as usize)
        })
    }

    /// Whether the pronoun is the subject of a clause that tells of the person named before it: Ruiz, who he said is late.
    fn relative(&self, name: &Range<usize>, pronoun: &Range<usize>) -> bool {
        let between = self.article.prose.slice(&(name.end..pronoun.start.max(name.end)));
        matches!(between.trim_matches([' ', ',', '—', '–']), "who" | "whom" | "whose")
    }

    /// The one capitalised name in the writer’s own words between two places, where nobody was introduced.
    fn called(&self, from: usize, until: usize) -> Option<Range<usize>> {
        let from = from.max(until.saturating_sub(REACH));
        let text = self.article.prose.text();
        let mut found: Option<Range<usize>> = None;
        for token in self.tokens(&(from..until)) {
            let ordinary = token.class.has(Class::STARTER.or(Class::TIME).or(Class::ADVERB));
            let name = token.kind == Kind::Word && token.is_capital() && !ordinary;
            if !name || self.quoted(token.start as usize) {
                continue;
            }
            match &mut found {
                None => found = Some(token.range()),
                Some(known) if text[known.end..token.start as usize].trim().is_empty() => {
                    known.end = token.end() as usize
                }
                Some(known) if text[known.clone()].ends_with(token.text(text)) => {}
                Some(_) => return None,
            }
        }
        found.filter(|name| {
            let determined = self.tokens(&(name.start.saturating_sub(5)..name.start)).last();
            !standing::modifies(text, self.reading, name)
                && !standing::hangs(self.reading, name)
                && !determined.is_some_and(|before| before.class.has(Class::DETERMINER))
        })
    }

    /// Whether a place lies inside a quotation.
    fn quoted(&self, offset: usize) -> bool {
        let after = self.list.partition_point(|quote| quote.range.start <= offset);
        self.list[..after].iter().rev().take(4).any(|quote| quote.range.contains(&offset))
    }

    /// People named in the writer's own words between two places.
    fn told(&self, from: usize, until: usize) -> impl Iterator<Item = &Mention> {
        let from = from.max(until.saturating_sub(REACH));
        let first = self.people.mentions.partition_point(|mention| mention.range.start < from);
        self.people.mentions[first..]
            .iter()
            .take_while(move |mention| mention.range.start < until)
            .filter(|mention| !self.quoted(mention.range.start))
    }
}
