//! The words of a quotation against those of a transcript, one by one.

use crate::transcripts::query::{Item, Kind};

/// One step of an alignment. Items and words are numbered from 0, words within the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An item and the words it stands for.
    Same { item: usize, word: usize },
    /// An item stands for another word.
    Changed { item: usize, word: usize },
    /// An item that was not said.
    Added { item: usize },
    /// A word that was said and is not quoted.
    Dropped { word: usize },
    /// A word that was said once more right after.
    Repeated { word: usize },
    /// A word that an ellipsis or brackets stand for, or a note that words were not heard.
    Elided { word: usize },
    /// An item that may have been said where the transcript notes that words were not heard.
    Unheard { item: usize },
}

/// How a quotation is best read as words of a window.
#[derive(Clone, Debug, Default)]
pub(super) struct Alignment {
    /// What it costs to make the one of the other; 0: nothing differs.
    pub cost: u32,
    /// From the first to the last.
    pub steps: Vec<Step>,
    /// Words of the window that it covers: the first, and one past the last.
    pub words: (usize, usize),
}

/// How the items of a quotation compare with words; the words are known by number.
pub(super) trait Compare {
    /// Whether an item is this word.
    fn same(&self, item: usize, word: u32) -> bool;
    /// Whether an item is these two words written as one.
    fn split(&self, item: usize, first: u32, second: u32) -> bool;
    /// Whether an item and the one after it are this word written as two.
    fn joined(&self, item: usize, word: u32) -> bool;
    /// Whether this is no word but a note that some were not heard.
    fn unheard(&self, word: u32) -> bool;
}

const CHANGE: u32 = 100;
const OPEN: u32 = 100;
const EXTEND: u32 = 8;
/// Enough to prefer words that follow each other, too little to count as a difference.
const REPEAT: u32 = 1;
/// For each word that brackets stand for: they stand for few.
const INSERT: u32 = 4;
/// For each word that a note of unheard words stands for: what was heard comes first.
const UNHEARD: u32 = 30;

/// How the best way to a cell ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Move {
    #[default]
    Start,
    Same,
    Change,
    Add,
    Drop,
    Split,
    Join,
    /// An ellipsis or brackets begin.
    Enter,
    Elide,
    /// The item is among words that were not heard.
    Unheard,
    Repeat(u8),
}

/// Reads all of `items` as words of `window`, from any word to any other. `None` when either is empty.
pub(super) fn align(items: &[Item], window: &[u32], compare: &impl Compare) -> Option<Alignment> {
    if items.is_empty() || window.is_empty() {
        return None;
    }
    let width = window.len() + 1;
    let repeats = repeats(window);
    let mut moves = vec![Move::default(); (items.len() + 1) * width];
    // Whether the run of dropped words that reaches a cell begins with that word.
    let mut opens = vec![false; (items.len() + 1) * width];
    let (mut before, mut above, mut row) = (vec![u32::MAX / 2; width], vec![0; width], vec![0; width]);
    for (i, item) in items.iter().enumerate() {
        let moves = &mut moves[(i + 1) * width..(i + 2) * width];
        let opens = &mut opens[(i + 1) * width..(i + 2) * width];
        let skips = match item.kind {
            Kind::Gap => Some(0),
            Kind::Insert => Some(INSERT),
            _ => None,
        };
        let joins = i > 0 && skips.is_none();
        let mut dropped = u32::MAX / 2;
        for j in 0..width {
            let (mut best, mut how) = match skips {
                Some(_) => (above[j], Move::Enter),
                None => (above[j] + CHANGE, Move::Add),
            };
            let mut offer = |cost: u32, by: Move| {
                if cost < best {
                    (best, how) = (cost, by);
                }
            };
            if let (Some(word), None) = (j.checked_sub(1).map(|j| window[j]), skips) {
                let same = compare.same(i, word);
                offer(above[j - 1] + if same { 0 } else { CHANGE }, if same { Move::Same } else { Move::Change });
                if joins && compare.joined(i - 1, word) {
                    offer(before[j - 1], Move::Join);
                }
                if j > 1 && compare.split(i, window[j - 2], word) {
                    offer(above[j - 2], Move::Split);
                }
            }
            let unheard = j > 0 && compare.unheard(window[j - 1]);
            if unheard && skips.is_none() {
                offer(above[j] + UNHEARD, Move::Unheard);
            }
            if j > 0 {
                let opened = row[j - 1] + OPEN;
                opens[j] = opened <= dropped;
                dropped = dropped.min(opened) + EXTEND;
                offer(dropped, Move::Drop);
                let k = usize::from(repeats[j]);
                if k > 0 && j >= k {
                    offer(row[j - k] + REPEAT, Move::Repeat(repeats[j]));
                }
                if let Some(cost) = skips.or(unheard.then_some(0)) {
                    offer(row[j - 1] + cost, Move::Elide);
                }
            }
            (row[j], moves[j]) = (best, how);
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
    }
    let (end, &cost) = above.iter().enumerate().min_by_key(|&(_, cost)| *cost)?;
    let (steps, start) = trace(&moves, &opens, width, (items.len(), end));
    Some(Alignment { cost, steps, words: (start, end) })
}

/// The steps that lead to a cell, and the word at which they begin.
fn trace(moves: &[Move], opens: &[bool], width: usize, (mut i, mut j): (usize, usize)) -> (Vec<Step>, usize) {
    let mut steps = Vec::new();
    while i > 0 {
        match moves[i * width + j] {
            Move::Start => break,
            Move::Same => {
                (i, j) = (i - 1, j - 1);
                steps.push(Step::Same { item: i, word: j });
            }
            Move::Change => {
                (i, j) = (i - 1, j - 1);
                steps.push(Step::Changed { item: i, word: j });
            }
            Move::Add => {
                i -= 1;
                steps.push(Step::Added { item: i });
            }
            Move::Split => {
                (i, j) = (i - 1, j - 2);
                steps.extend([Step::Same { item: i, word: j + 1 }, Step::Same { item: i, word: j }]);
            }
            Move::Join => {
                (i, j) = (i - 2, j - 1);
                steps.extend([Step::Same { item: i + 1, word: j }, Step::Same { item: i, word: j }]);
            }
            Move::Enter => i -= 1,
            Move::Unheard => {
                i -= 1;
                steps.push(Step::Unheard { item: i });
            }
            Move::Elide => {
                j -= 1;
                steps.push(Step::Elided { word: j });
            }
            Move::Repeat(count) => {
                for _ in 0..count {
                    j -= 1;
                    steps.push(Step::Repeated { word: j });
                }
            }
            Move::Drop => {
                let mut first = false;
                while !first {
                    first = opens[i * width + j];
                    j -= 1;
                    steps.push(Step::Dropped { word: j });
                }
            }
        }
    }
    steps.reverse();
    (steps, j)
}

/// For each number of words before: how many of the last of them are said again right after, at most three.
fn repeats(window: &[u32]) -> Vec<u8> {
    let mut repeats = vec![0; window.len() + 1];
    for (j, repeat) in repeats.iter_mut().enumerate() {
        let again = |k: &u8| {
            let k = usize::from(*k);
            k <= j && j + k <= window.len() && window[j - k..j] == window[j..j + k]
        };
        *repeat = [1, 2, 3].into_iter().find(again).unwrap_or_default();
    }
    repeats
}
