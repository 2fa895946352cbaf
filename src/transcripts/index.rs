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
    /// The number of a note that words were not heard; `None` when all were.
    unheard: Option<u32>,
    /// Words before which somebody hesitates. Sorted.
    hesitations: Vec<u32>,
    /// By number of a word: where its list in `lists` begins.
    starts: Vec<u32>,
    /// For each word in turn, everywhere it stands. Sorted within each.
    lists: Vec<u32>,
    /// The same for two words that follow each other, by [`Index::pair`]: where the first of them stands. Pairs that share a
    /// number share a list.
    pair_starts: Vec<u32>,
    pair_lists: Vec<u32>,
}

impl Index {
    /// How many words there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.words.len()).expect("transcripts have a size that nobody exceeds")
    }

    /// Adds the words of `text`; `place` says where in its file a range of it stands.
    pub(super) fn add(&mut self, text: &str, place: impl Fn(&Range<usize>) -> Range<usize>) {
        let notes = if text.contains(['[', '(']) { labels::notes(text) } else { Vec::new() };
        let mut unheard = notes.iter().filter(|note| labels::is_unheard(&text[(*note).clone()])).peekable();
        words::each(text, |range, word| {
            while let Some(note) = unheard.next_if(|note| note.end <= range.start) {
                self.push(UNHEARD, place(note));
            }
            if notes.iter().any(|note| note.contains(&range.start)) {
                return;
            }
            if words::is_filler(word) {
                self.hesitations.push(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
                return;
            }
            self.push(word, place(&range));
        });
        for note in unheard {
            self.push(UNHEARD, place(note));
        }
    }

    /// Adds a word that stands at `place` of its file.
    fn push(&mut self, word: &str, place: Range<usize>) {
        let number = match self.numbers.get(word) {
            Some(&number) => number,
            None => {
                let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
                self.numbers.insert(word.into(), number);
                self.names.push(word.into());
                number
            }
        };
        self.words.push(number);
        let length = u16::try_from(place.len()).unwrap_or(u16::MAX);
        self.places.push((u32::try_from(place.start).unwrap_or(u32::MAX), length));
    }

    /// Whether the word of that number is none, but a note that words could not be heard.
    pub(super) fn is_unheard(&self, number: u32) -> bool {
        self.unheard == Some(number)
    }

    /// Sorts what was added, so that it can be searched.
    pub(super) fn close(&mut self) {
        self.unheard = self.numbers.get(UNHEARD).copied();
        let words = self.words.iter().map(|&word| word as usize);
        (self.starts, self.lists) = listed(self.names.len(), words);
        let bits = self.words.len().next_power_of_two().trailing_zeros().clamp(1, MOST_PAIR_BITS);
        let pairs = self.words.windows(2).map(|pair| numbered(pair[0], pair[1], bits));
        (self.pair_starts, self.pair_lists) = listed(1 << bits, pairs);
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

    /// Everywhere that `first` and `second` may follow each other, sorted; other pairs may stand there, too.
    pub(super) fn pair(&self, first: u32, second: u32) -> &[u32] {
        let bits = (self.pair_starts.len() - 1).trailing_zeros();
        let number = numbered(first, second, bits);
        let (start, end) = (self.pair_starts[number], self.pair_starts[number + 1]);
        &self.pair_lists[start as usize..end as usize]
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

/// What stands among the words for a note such as `[inaudible]`; no word is written so.
const UNHEARD: &str = "[]";

/// More lists of pairs than this would cost memory for nothing.
const MOST_PAIR_BITS: u32 = 22;

/// A number of that many bits for two words.
fn numbered(first: u32, second: u32, bits: u32) -> usize {
    // Multiplicative hashing (Knuth, The Art of Computer Programming, volume 3, 6.4): the high bits are well mixed.
    let mixed = first.wrapping_mul(0x9E37_79B1).wrapping_add(second).wrapping_mul(0x85EB_CA77);
    (mixed >> (32 - bits)) as usize
}

/// Lists of the places of each of `count` numbers, all in one, and where each list begins.
fn listed(count: usize, numbers: impl Iterator<Item = usize> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; count + 1];
    let mut length = 0;
    for number in numbers.clone() {
        starts[number + 1] += 1;
        length += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    let mut next = starts.clone();
    let mut lists = vec![0; length];
    for (at, number) in (0_u32..).zip(numbers) {
        let place = &mut next[number];
        lists[*place as usize] = at;
        *place += 1;
    }
    (starts, lists)
}
