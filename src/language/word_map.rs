//! Tables of words that are looked up for every word of an article, whatever its capitals.

use rustc_hash::FxHashMap;

/// A word of up to sixteen bytes as two numbers, its ASCII letters small. Looking it up compares numbers. NUL, which
/// stands in no word, fills it up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Packed(u64, u64);

/// The most bytes that are packed.
const MOST: usize = 16;

impl Packed {
    /// `None` for a longer word, and for one with letters beyond ASCII, whose capitals bytes do not tell.
    #[inline]
    fn of(word: &str) -> Option<Self> {
        let (low, high) = halves(word.as_bytes())?;
        if (low | high) & every(0x80) != 0 && !has_only_apostrophes(word) {
            return None;
        }
        Some(Self(small(low), if high == 0 { 0 } else { small(high) }))
    }

    /// Where a search for it starts among as many places as `mask` has ones.
    fn place(self, mask: usize) -> usize {
        // Two odd numbers without a pattern; the upper half of a product depends on every bit below it.
        let mixed = (self.0 ^ self.1.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed ^ mixed >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 32) as usize & mask
    }
}

/// Whether curly apostrophes are all that is not ASCII in `word`.
#[cold]
fn has_only_apostrophes(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || c == '’')
}

/// The first and the second eight bytes of up to sixteen, filled up with NUL. Whole numbers are read, some of their
/// bytes twice, for a copy of a few bytes costs more than all the rest.
#[inline]
fn halves(bytes: &[u8]) -> Option<(u64, u64)> {
    let len = bytes.len();
    Some(match len {
        8..=MOST => {
            let low = u64::from_le_bytes(*bytes.first_chunk()?);
            let last = u64::from_le_bytes(*bytes.last_chunk()?);
            (low, last.checked_shr(8 * (MOST - len) as u32).unwrap_or_default())
        }
        4..8 => {
            let low = u64::from(u32::from_le_bytes(*bytes.first_chunk()?));
            let last = u64::from(u32::from_le_bytes(*bytes.last_chunk()?));
            (low | last << (8 * (len - 4)), 0)
        }
        2 | 3 => {
            let low = u64::from(u16::from_le_bytes(*bytes.first_chunk()?));
            let last = u64::from(u16::from_le_bytes(*bytes.last_chunk()?));
            (low | last << (8 * (len - 2)), 0)
        }
        1 => (u64::from(bytes[0]), 0),
        0 => (0, 0),
        _ => return None,
    })
}

/// The same byte eight times.
const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The eight bytes with ASCII capitals made small, all at once.
fn small(bytes: u64) -> u64 {
    let low = bytes & every(0x7F);
    // The high bit of each byte tells whether the rest of it is past `Z`, or at least `A`.
    let past = low + every(0x7F - b'Z');
    let from = low + every(0x80 - b'A');
    let capital = !bytes & (from ^ past) & every(0x80);
    bytes | capital >> 2
}

/// What is known of words, by the word. Nothing is known of the empty word.
#[derive(Clone, Debug, Default)]
pub struct WordMap<V> {
    /// Packed words, each at the first free place from its own on; an empty word stands in a free place. As many as
    /// a power of two, and never all of them taken.
    places: Vec<(Packed, V)>,
    taken: usize,
    /// Words that are not packed, in small letters.
    others: FxHashMap<Box<str>, V>,
}

impl<V: Default> WordMap<V> {
    /// A table with room for `words` words.
    pub fn with_room(words: usize) -> Self {
        let places = std::iter::repeat_with(Default::default).take((words * 3 / 2).next_power_of_two());
        Self { places: places.collect(), taken: 0, others: FxHashMap::default() }
    }

    /// What is known of `word`, ASCII letters in any case.
    #[inline]
    pub fn get(&self, word: &str) -> Option<&V> {
        let Some(key) = Packed::of(word) else { return self.other(word) };
        let mask = self.places.len().checked_sub(1)?;
        let mut at = key.place(mask);
        loop {
            let (known, value) = &self.places[at];
            if *known == Packed::default() {
                return None;
            }
            if *known == key {
                return Some(value);
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn other(&self, word: &str) -> Option<&V> {
        if self.others.is_empty() { None } else { self.others.get(word.to_ascii_lowercase().as_str()) }
    }

    /// The place for what is known of `word`, which is not empty.
    pub fn entry(&mut self, word: &str) -> &mut V {
        let Some(key) = Packed::of(word) else {
            return self.others.entry(word.to_ascii_lowercase().into_boxed_str()).or_default();
        };
        if self.taken * 4 >= self.places.len() * 3 {
            self.grow();
        }
        let at = self.find(key);
        let place = &mut self.places[at];
        if place.0 == Packed::default() {
            place.0 = key;
            self.taken += 1;
        }
        &mut place.1
    }

    /// The place that `key` has or may take.
    fn find(&self, key: Packed) -> usize {
        let mask = self.places.len() - 1;
        let mut at = key.place(mask);
        while self.places[at].0 != key && self.places[at].0 != Packed::default() {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let room = (self.places.len() * 2).max(8);
        let places = std::iter::repeat_with(Default::default).take(room).collect();
        for (key, value) in std::mem::replace(&mut self.places, places) {
            if key != Packed::default() {
                let at = self.find(key);
                self.places[at] = (key, value);
            }
        }
    }

    /// Every value, in no order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.places.iter_mut().map(|(_, value)| value).chain(self.others.values_mut())
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

    #[test]
    fn words_of_every_length_are_packed_whole() {
        let letters = "abcdefghijklmnopq";
        for len in 0..=MOST {
            let mut bytes = [0; MOST];
            bytes[..len].copy_from_slice(&letters.as_bytes()[..len]);
            let (low, high) = halves(&letters.as_bytes()[..len]).unwrap();
            assert_eq!([low.to_le_bytes(), high.to_le_bytes()].concat(), bytes, "{len}");
        }
        assert_eq!(halves(letters.as_bytes()), None);
    }

    #[test]
    fn only_capitals_are_made_small() {
        for byte in 0..=u8::MAX {
            assert_eq!(small(every(byte)), every(byte.to_ascii_lowercase()), "{byte}");
        }
    }
}
