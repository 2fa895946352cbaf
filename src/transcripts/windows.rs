//! Where a quotation may stand: the passages that share words with it, found without reading the transcripts.

use std::cmp::Reverse;
use std::ops::Range;

use crate::transcripts::lookup::Search;
use crate::transcripts::query::Kind;

/// How many places of its words are looked at, at most, and how many of two words that follow each other.
const MOST_PLACES: usize = 2_000;
/// So many pairs of words are looked at however often they stand there.
const FEWEST_PAIRS: usize = 3;
/// How many passages are read word by word.
const MOST_PASSAGES: usize = 5;
/// Of how many passages it is asked who speaks there, before a few of them are read.
const MOST_WINDOWS: usize = 256;
/// Words that one ellipsis may leave out.
const GAP_WORDS: u32 = 300;
/// Words that may be left out of a quotation without one and still be seen.
const SLACK_WORDS: u32 = 40;

/// Where an item of the quotation stands: the word's place in the upper half, the item in the lower, so that hits sort by
/// place.
type Hit = u64;

/// The item that stands at `at`.
fn hit(at: u32, item: usize) -> Hit {
    u64::from(at) << 32 | item as u64
}

/// The place and the item of a hit.
fn parts(hit: Hit) -> (u32, usize) {
    ((hit >> 32) as u32, (hit & u64::from(u32::MAX)) as usize)
}

/// A passage where words of the quotation stand together.
pub(super) struct Window {
    pub script: usize,
    /// The first word of the quotation in it.
    start: u32,
    pub words: Range<u32>,
    /// The more of the quotation is there, the higher.
    score: usize,
}

impl Search<'_> {
    /// Passages where words of the quotation stand beside each other as they do in it, best first.
    pub(super) fn windows(&self) -> Vec<Window> {
        let mut hits = self.words_together();
        self.pairs_together(&mut hits);
        hits.sort_unstable();
        hits.dedup();
        self.together(&hits)
    }

    /// Where the rarest words stand with another of the quotation near by: the place and the item.
    fn words_together(&self) -> Vec<Hit> {
        let index = &self.transcripts.index;
        let mut rare: Vec<(usize, u32)> =
            self.numbers.iter().enumerate().filter_map(|(i, number)| Some((i, (*number)?))).collect();
        rare.sort_by_key(|&(_, number)| index.list(number).len());
        let mut hits: Vec<Hit> = Vec::new();
        let mut looked = 0;
        for (i, number) in rare {
            let list = index.list(number);
            looked += list.len();
            if looked > MOST_PLACES {
                break;
            }
            let after = |by: usize| self.numbers.get(i + by).copied().flatten();
            let (next, second) = (after(1), after(2));
            let (before, first) =
                (i.checked_sub(1).and_then(|i| self.numbers[i]), i.checked_sub(2).and_then(|i| self.numbers[i]));
            let near =
                |at: Option<u32>, wanted: Option<u32>| wanted.is_some() && at.and_then(|at| index.at(at)) == wanted;
            hits.extend(
                list.iter()
                    .copied()
                    .filter(|&at| {
                        near(at.checked_add(1), next)
                            || near(at.checked_sub(1), before)
                            || near(at.checked_add(2), second)
                            || near(at.checked_sub(2), first)
                            || near(at.checked_add(2), next)
                            || near(at.checked_add(1), second)
                    })
                    .map(|at| hit(at, i)),
            );
        }
        hits
    }

    /// Adds where two words follow each other that do so in the quotation, or do but for one between them; the rarest pairs
    /// first. However common its words are, few pairs of them are.
    fn pairs_together(&self, hits: &mut Vec<Hit>) {
        let index = &self.transcripts.index;
        let mut pairs: Vec<(usize, usize, &[u32])> = Vec::new();
        for (i, first) in self.numbers.iter().enumerate() {
            for other in [i + 1, i + 2] {
                if let (Some(first), Some(Some(second))) = (*first, self.numbers.get(other)) {
                    pairs.push((i, other, index.pair(first, *second)));
                }
            }
        }
        pairs.sort_by_key(|(.., list)| list.len());
        let mut looked = 0;
        for (done, (i, other, list)) in pairs.into_iter().enumerate() {
            looked += list.len();
            if done >= FEWEST_PAIRS && looked > MOST_PLACES {
                break;
            }
            for &at in list {
                if index.at(at) == self.numbers[i] && index.at(at + 1) == self.numbers[other] {
                    hits.extend([hit(at, i), hit(at + 1, other)]);
                }
            }
        }
    }

    /// Gathers hits, which are sorted, into passages.
    fn together(&self, hits: &[Hit]) -> Vec<Window> {
        let scripts = &self.transcripts.scripts;
        let mut windows = self.gathered(hits);
        if windows.len() > MOST_WINDOWS {
            windows.select_nth_unstable_by_key(MOST_WINDOWS, |window| (Reverse(window.score), window.start));
            windows.truncate(MOST_WINDOWS);
        }
        for window in &mut windows {
            // Of passages that share as much, the speaker's own comes first.
            let voice = scripts[window.script].voice(window.start).map(|(_, name)| name);
            let same = self.speaker.as_ref().zip(voice).and_then(|(one, other)| one.same(other)) == Some(true);
            window.score = window.score * 2 + usize::from(same) * 3;
        }
        windows.sort_by_key(|window| (Reverse(window.score), window.words.start));
        let mut best: Vec<Window> = Vec::new();
        for window in windows {
            let covered = |other: &Window| window.words.start < other.words.end && other.words.start < window.words.end;
            if !best.iter().any(covered) {
                best.push(window);
            }
            if best.len() == MOST_PASSAGES {
                break;
            }
        }
        best
    }

    /// All stretches of one script that hold hits and are no longer than the quotation may be; each counts the items that
    /// stand there.
    fn gathered(&self, hits: &[Hit]) -> Vec<Window> {
        let length = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        let gaps = self.items.iter().filter(|item| matches!(item.kind, Kind::Gap | Kind::Insert)).count();
        let slack = SLACK_WORDS + GAP_WORDS.saturating_mul(u32::try_from(gaps).unwrap_or(0)).min(4 * GAP_WORDS);
        let mut windows: Vec<Window> = Vec::new();
        // How often each item stands in the window, and how many do.
        let (mut counts, mut items) = (vec![0_u32; self.items.len()], 0);
        let (mut from, mut until, mut script) = (0, 0, 0);
        while let Some(&first) = hits.get(from) {
            let (start, item) = parts(first);
            while self.transcripts.scripts[script].words.end <= start {
                script += 1;
            }
            let bounds = &self.transcripts.scripts[script].words;
            let reach = start.saturating_add(length + slack).min(bounds.end);
            while let Some((_, item)) = hits.get(until).map(|&hit| parts(hit)).filter(|(at, _)| *at < reach) {
                items += usize::from(counts[item] == 0);
                counts[item] += 1;
                until += 1;
            }
            let lead = u32::try_from(item).unwrap_or(0) + SLACK_WORDS / 2;
            let words = start.saturating_sub(lead).max(bounds.start)..reach.saturating_add(8).min(bounds.end);
            windows.push(Window { script, start, words, score: items });
            // The next passage begins where other words of the quotation do: past the first of these that is not near.
            let near = start.saturating_add(4);
            while let Some((_, item)) =
                hits.get(from).map(|&hit| parts(hit)).filter(|(at, _)| *at < near && from < until)
            {
                counts[item] -= 1;
                items -= usize::from(counts[item] == 0);
                from += 1;
            }
        }
        windows
    }
}
