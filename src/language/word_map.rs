//! Tables of words that are looked up for every word of an article, whatever its capitals.

use rustc_hash::{FxBuildHasher, FxHashMap};

/// A word of up to sixteen bytes as two numbers, its ASCII letters small. Looking it up compares numbers. NUL, which
/// stands in no word, fills it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Packed(u64, u64);

/// The most bytes that are packed.
const MOST: usize = 16;

impl Packed {
    /// `None` for a longer word, and for one with letters beyond ASCII, whose capitals bytes do not tell.
    fn of(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        let mut buffer = [0u8; MOST];
        buffer.get_mut(..bytes.len())?.copy_from_slice(bytes);
        let packed = u128::from_le_bytes(buffer);
        if packed & every(0x80) != 0 && !word.chars().all(|c| c.is_ascii() || c == '’') {
            return None;
        }
        let small = small(packed);
        Some(Self(small as u64, (small >> 64) as u64))
    }
}

/// The same byte sixteen times.
const fn every(byte: u8) -> u128 {
    u128::from_le_bytes([byte; MOST])
}

/// The sixteen bytes with ASCII capitals made small, all at once.
fn small(bytes: u128) -> u128 {
    let low = bytes & every(0x7F);
    // The high bit of each byte tells whether the rest of it is past `Z`, or at least `A`.
    let past = low + every(0x7F - b'Z');
    let from = low + every(0x80 - b'A');
    let capital = !bytes & (from ^ past) & every(0x80);
    bytes | capital >> 2
}

/// What is known of words, by the word.
#[derive(Clone, Debug)]
pub struct WordMap<V> {
    packed: FxHashMap<Packed, V>,
    /// Words that are not packed, in small letters.
    others: FxHashMap<Box<str>, V>,
}

impl<V> WordMap<V> {
    /// What is known of `word`, ASCII letters in any case.
    pub fn get(&self, word: &str) -> Option<&V> {
        match Packed::of(word) {
            Some(key) => self.packed.get(&key),
            None if self.others.is_empty() => None,
            None => self.others.get(word.to_ascii_lowercase().as_str()),
        }
    }
}

impl<S: AsRef<str>, V> FromIterator<(S, V)> for WordMap<V> {
    fn from_iter<I: IntoIterator<Item = (S, V)>>(words: I) -> Self {
        let words = words.into_iter();
        let mut packed = FxHashMap::with_capacity_and_hasher(words.size_hint().0, FxBuildHasher);
        let mut others: FxHashMap<Box<str>, V> = FxHashMap::default();
        for (word, value) in words {
            match Packed::of(word.as_ref()) {
                Some(key) => drop(packed.insert(key, value)),
                None => drop(others.insert(word.as_ref().to_ascii_lowercase().into_boxed_str(), value)),
            }
        }
        Self { packed, others }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_no_others() {
        let words = ["said", "don’t", "élan", "constitutionalities", "zebra@", "a"];
        let map: WordMap<usize> = words.iter().enumerate().map(|(i, word)| (*word, i)).collect();
        for (i, word) in words.iter().enumerate() {
            assert_eq!(map.get(word), Some(&i), "{word}");
            assert_eq!(map.get(&word.to_ascii_uppercase()), Some(&i), "{word}");
        }
        for other in ["sai", "saids", "don't", "elan", "constitutionalitie", "zebra`", "{aid", "b", ""] {
            assert_eq!(map.get(other), None, "{other:?}");
        }
    }

    #[test]
    fn only_capitals_are_made_small() {
        for byte in 0..=u8::MAX {
            assert_eq!(small(every(byte)), every(byte.to_ascii_lowercase()), "{byte}");
        }
    }
}
