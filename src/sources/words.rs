//! A table of words that says no quickly, for look-ups at every word of a draft.

use rustc_hash::FxHashMap;

/// Values by word, lower case or as written, as the caller keeps them.
#[derive(Debug)]
pub struct Index<V> {
    /// For each first byte, the lengths that words of the table have; longer ones share the last bit.
    lengths: [u64; 256],
    values: FxHashMap<&'static str, V>,
}

impl<V> Default for Index<V> {
    fn default() -> Self {
        Self { lengths: [0; 256], values: FxHashMap::default() }
    }
}

impl<V: Default> Index<V> {
    /// The value of `word`, made if it is not there yet. An empty word has none to find later.
    pub fn entry(&mut self, word: &'static str) -> &mut V {
        if let Some(&first) = word.as_bytes().first() {
            self.lengths[usize::from(first)] |= bit(word.len());
        }
        self.values.entry(word).or_default()
    }
}

impl<V> Index<V> {
    /// The value of `word`.
    pub fn get(&self, word: &str) -> Option<&V> {
        let first = *word.as_bytes().first()?;
        if self.lengths[usize::from(first)] & bit(word.len()) == 0 {
            return None;
        }
        self.values.get(word)
    }

    /// The value of `word` in lower case; only its ASCII letters are lowered.
    pub fn get_lower(&self, word: &str) -> Option<&V> {
        let first = word.as_bytes().first()?.to_ascii_lowercase();
        if self.lengths[usize::from(first)] & bit(word.len()) == 0 {
            return None;
        }
        if !word.bytes().any(|b| b.is_ascii_uppercase()) {
            return self.values.get(word);
        }
        self.values.get(word.to_ascii_lowercase().as_str())
    }
}

fn bit(length: usize) -> u64 {
    1 << length.min(63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_written_and_in_lower_case() {
        let mut index: Index<u8> = Index::default();
        *index.entry("per") = 1;
        *index.entry("Per") = 2;
        assert_eq!(index.get("per"), Some(&1));
        assert_eq!(index.get("Per"), Some(&2));
        assert_eq!(index.get_lower("PER"), Some(&1));
        assert_eq!(index.get("pet"), None);
        assert_eq!(index.get(""), None);
    }
}
