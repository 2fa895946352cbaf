//! Tables of phrases and the longest one that starts at a token.

use crate::language::lexicon::Class;
use crate::language::tokens::{Kind, Token};
use crate::language::word_map::WordMap;

/// The words of a phrase after its first, and its value.
type Entry<T> = (Box<[Box<str>]>, T);

/// Phrases, each with a value, found by their words in any case.
#[derive(Debug)]
pub struct Phrases<T> {
    /// By the first word in small letters; the longest first. The other words are in small letters, too.
    by_first: WordMap<Vec<Entry<T>>>,
}

impl<T: Copy> Phrases<T> {
    /// The table of `phrases`. Of two that are alike the first wins.
    pub fn new<'a>(phrases: impl Iterator<Item = (&'a str, T)>) -> Self {
        let mut by_first: WordMap<Vec<Entry<T>>> = WordMap::default();
        for (phrase, value) in phrases {
            let mut words = phrase.split(' ').map(|word| fold(word).into_boxed_str());
            if let Some(first) = words.next().filter(|word| !word.is_empty()) {
                by_first.entry(&first).push((words.collect(), value));
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { by_first }
    }

    /// The longest phrase whose words are the tokens from `i` on, as its length in tokens and its value.
    pub fn longest(&self, text: &str, tokens: &[Token], i: usize) -> Option<(usize, T)> {
        self.longest_with(tokens.get(i)?.text(text), text, tokens, i)
    }

    /// The same, with `first` in place of the token at `i`: `Sen.` for `then-Sen.`
    pub fn longest_with(&self, first: &str, text: &str, tokens: &[Token], i: usize) -> Option<(usize, T)> {
        let list = match self.by_first.get(first) {
            None if !first.is_ascii() || first.contains('\'') => self.by_first.get(&fold(first))?,
            list => list?,
        };
        list.iter().find_map(|(words, value)| {
            let rest = tokens.get(i + 1..=i + words.len())?;
            let same = words
                .iter()
                .zip(rest)
                .all(|(word, token)| matches!(token.kind, Kind::Word | Kind::Number) && same_word(word, token, text));
            same.then_some((words.len() + 1, *value))
        })
    }
}

fn same_word(folded: &str, token: &Token, text: &str) -> bool {
    let word = token.text(text);
    folded.eq_ignore_ascii_case(word) || token.class.has(Class::COMPOUND) && fold(word) == folded
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('\'', "’")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn the_longest_phrase_wins() {
        let phrases = Phrases::new([("secretary", 1), ("Secretary of State", 2), ("Quai d'Orsay", 3)].into_iter());
        let found = |text: &str| phrases.longest(text, &language::read(text).tokens, 0);
        assert_eq!(found("Secretary of State Ruiz"), Some((3, 2)));
        assert_eq!(found("secretary of the club"), Some((1, 1)));
        assert_eq!(found("Quai d’Orsay"), Some((2, 3)));
        assert_eq!(found("of State"), None);
    }
}
