//! How a name stands among the words around it: whether it can be whom the next pronoun means.

use std::ops::Range;

use crate::language::Reading;
use crate::language::lexicon::Class;
use crate::language::tokens::{Kind, Token};
use crate::language::verbs::{self, Strength};

/// The token before a range of `reading` and the one behind it.
fn around<'a>(reading: &'a Reading, range: &Range<usize>) -> (Option<&'a Token>, Option<&'a Token>) {
    let before = reading.token_from(range.start).checked_sub(1).and_then(|i| reading.tokens.get(i));
    (before, reading.tokens.get(reading.token_from(range.end)))
}

/// Whether the name only says whose or which something is: Ruiz’s office, the Okafor campaign.
pub fn modifies(text: &str, reading: &Reading, name: &Range<usize>) -> bool {
    let other = Class::PREPOSITION
        .or(Class::CONJUNCTION)
        .or(Class::SUBORDINATOR)
        .or(Class::AUXILIARY)
        .or(Class::ADVERB)
        .or(Class::FINITE)
        .or(Class::PRONOUN)
        .or(Class::OBJECT)
        .or(Class::TIME)
        .or(Class::DETERMINER);
    around(reading, name).1.is_some_and(|next| {
        next.kind == Kind::Clitic
            || next.kind == Kind::Word
                && !next.class.has(other)
                && next.class.verb().is_none()
                && !next.text(text).ends_with("ed")
                && !next.text(text).ends_with("ly")
    })
}

/// Whether the name hangs on a preposition: the talks with Ruiz.
pub fn hangs(reading: &Reading, name: &Range<usize>) -> bool {
    around(reading, name).0.is_some_and(|before| before.class.has(Class::PREPOSITION))
}

/// Whether a verb of speech stands right before or behind the name: said Ruiz, Ruiz argues.
pub fn reports(reading: &Reading, name: &Range<usize>) -> bool {
    let (before, behind) = around(reading, name);
    [before, behind]
        .into_iter()
        .flatten()
        .any(|token| token.class.verb().is_some_and(|verb| verbs::all()[verb].strength >= Strength::Usual))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn names_stand_in_many_ways() {
        for (text, modified, hung, reported) in [
            ("Ruiz left.", false, false, false),
            ("Ruiz’s office is shut.", true, false, false),
            ("the Ruiz campaign", true, false, false),
            ("It met with Ruiz today.", false, true, false),
            ("It leaks, said Ruiz.", false, false, true),
            ("Ruiz argues well.", false, false, true),
        ] {
            let reading = language::read(text);
            let at = text.find("Ruiz").unwrap();
            let name = at..at + 4;
            let seen = (modifies(text, &reading, &name), hangs(&reading, &name), reports(&reading, &name));
            assert_eq!(seen, (modified, hung, reported), "{text}");
        }
    }
}
