//! Tables of words that are looked up for every word of an article, whatever its capitals.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::language::packed::Packed;

/// What is known of words, by the word. Nothing is known of the empty word.
#[derive(Clone, Debug, Default)]
pub struct WordMap<V> {
    /// By the packed word, mixed: words hardly ever share sixty-four bits, and a smaller table stays nearer to the
    /// processor.
    words: FxHashMap<u64, V>,
    /// Words that are not packed, in small letters.
    others: FxHashMap<Box<str>, V>,
}

impl<V: Default> WordMap<V> {
    /// A table with room for `words` words.
    pub fn with_room(words: usize) -> Self {
        Self { words: FxHashMap::with_capacity_and_hasher(words, FxBuildHasher), others: FxHashMap::default() }
    }

    /// What is known of `word`, ASCII letters in any case.
    #[inline]
    pub fn get(&self, word: &str) -> Option<&V> {
        match Packed::of(word) {
            Some(word) => self.packed(word),
            None => self.other(word),
        }
    }

    /// What is known of the word that was packed.
    #[inline]
    pub fn packed(&self, word: Packed) -> Option<&V> {
        self.words.get(&word.mixed())
    }

    #[cold]
    fn other(&self, word: &str) -> Option<&V> {
        if self.others.is_empty() { None } else { self.others.get(word.to_ascii_lowercase().as_str()) }
    }

    /// The place for what is known of `word`, which is not empty.
    pub fn entry(&mut self, word: &str) -> &mut V {
        match Packed::of(word) {
            Some(word) => self.words.entry(word.mixed()).or_default(),
            None => self.others.entry(word.to_ascii_lowercase().into_boxed_str()).or_default(),
        }
    }

    /// Every value, in no order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.words.values_mut().chain(self.others.values_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_no_others() {
        let words = [
            "said",
            "don’t",
            "élan",
            "constitutionalities",
            "zebra@",
            "a",
            "it",
            "the",
            "reporters",
            "accountabilities",
        ];
        let mut map = WordMap::default();
        for (i, word) in words.iter().enumerate() {
            *map.entry(word) = i;
        }
        for (i, word) in words.iter().enumerate() {
            assert_eq!(map.get(word), Some(&i), "{word}");
            assert_eq!(map.get(&word.to_ascii_uppercase()), Some(&i), "{word}");
        }
        for other in ["sai", "saids", "don't", "elan", "constitutionalitie", "zebra`", "{aid", "b", "", "ti", "teh"] {
            assert_eq!(map.get(other), None, "{other:?}");
        }
        assert_eq!(WordMap::<usize>::default().get("said"), None);
    }

    #[test]
    fn a_table_grows_and_keeps_what_it_knows() {
        let mut map = WordMap::with_room(3);
        for number in 0..1000 {
            *map.entry(&format!("w{number}")) += number;
            *map.entry(&format!("W{number}")) += 1;
        }
        for number in 0..1000 {
            assert_eq!(map.get(&format!("w{number}")), Some(&(number + 1)));
        }
        assert_eq!(map.values_mut().map(|value| *value).sum::<usize>(), (1..=1000).sum::<usize>());
    }
}
