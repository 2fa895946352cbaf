//! All words of all transcripts, and where each stands.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::transcripts::{labels, words};

/// Every word in the order in which it is said, sounds of hesitation left out.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The number of each word.
    words: Vec<u32>,
    /// Where each begins in its file, and how long it is.
    places: Vec<(u32, u16)>,
    /// Numbers of words.
    numbers: FxHashMap<Box<str>, u32>,
    /// Words by number.
    names: Vec<Box<str>>,
    /// Words before which somebody hesitates. Sorted.
    hesitations: Vec<u32>,
    /// By number of a word: where its list in `lists` begins.
    starts: Vec<u32>,
    /// For each word in turn, everywhere it stands. Sorted within each.
    lists: Vec<u32>,
}

impl Index {
    /// How many words there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.words.len()).expect("transcripts have a size that nobody exceeds")
    }

    /// Adds the words of `text`; `place` says where in its file a range of it stands.
    pub(super) fn add(&mut self, text: &str, place: impl Fn(&Range<usize>) -> Range<usize>) {
        let notes = if text.contains(['[', '(']) { labels::notes(text) } else { Vec::new() };
        words::each(text, |range, word| {
            if notes.iter().any(|note| note.contains(&range.start)) {
                return;
            }
            if words::is_filler(word) {
                self.hesitations.push(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
                return;
            }
            let number = match self.numbers.get(word) {
                Some(&number) => number,
                None => {
                    let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
                    self.numbers.insert(word.into(), number);
                    self.names.push(word.into());
                    number
                }
            };
            let at = place(&range);
            self.words.push(number);
            let length = u16::try_from(at.len()).unwrap_or(u16::MAX);
            self.places.push((u32::try_from(at.start).unwrap_or(u32::MAX), length));
        });
    }

    /// Sorts what was added, so that it can be searched.
    pub(super) fn close(&mut self) {
        let mut starts = vec![0_u32; self.names.len() + 1];
        for &word in &self.words {
            starts[word as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        self.lists = vec![0; self.words.len()];
        for (at, &word) in (0_u32..).zip(&self.words) {
            let place = &mut next[word as usize];
            self.lists[*place as usize] = at;
            *place += 1;
        }
        self.starts = starts;
    }

    /// The number of a word; `None` when nobody says it.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// The word of that number.
    pub(super) fn name(&self, number: u32) -> &str {
        &self.names[number as usize]
    }

    /// Everywhere a word stands, sorted.
    pub(super) fn list(&self, number: u32) -> &[u32] {
        let (start, end) = (self.starts[number as usize], self.starts[number as usize + 1]);
        &self.lists[start as usize..end as usize]
    }

    /// The numbers of the words in a range.
    pub(super) fn slice(&self, range: &Range<u32>) -> &[u32] {
        &self.words[range.start as usize..range.end as usize]
    }

    /// The word that stands at `at`; `None` past the end.
    pub(super) fn at(&self, at: u32) -> Option<u32> {
        self.words.get(at as usize).copied()
    }

    /// The bytes of its file at which the word at `at` stands.
    pub(super) fn place(&self, at: u32) -> Range<usize> {
        let (start, length) = self.places[at as usize];
        start as usize..start as usize + usize::from(length)
    }

    /// How often somebody hesitates between the words of a range.
    pub(super) fn hesitations(&self, range: &Range<u32>) -> usize {
        let count = |until: u32| self.hesitations.partition_point(|&at| at <= until);
        count(range.end.saturating_sub(1)) - count(range.start)
    }
}
