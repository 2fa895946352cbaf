//! Numbers by folded name, found without walking memory: most words of a draft are nobody's name, and each is asked for.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

/// Pairs of a name's hash and a number. Sorted, and cut into bins by the first bits of the hash, so that a look-up
/// reads two places of memory and not one for each halving.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pairs: Vec<(u64, u32)>,
    /// Where each bin begins in `pairs`, and the end of the last; empty until they are sorted.
    bins: Vec<u32>,
}

impl Numbers {
    /// Puts a number in. It is found once they are sorted.
    pub(super) fn push(&mut self, folded: &str, number: u32) {
        self.pairs.push((key(folded), number));
    }

    /// Makes them ready to be found. Each goes to its bin first, so that only the few of one bin are compared.
    pub(super) fn sort(&mut self) {
        let bins = self.pairs.len().next_power_of_two().max(2);
        let starts = starts(&self.pairs, bins);
        let mut next = starts.clone();
        let mut sorted = vec![(0, 0); self.pairs.len()];
        for &pair in &self.pairs {
            let place = &mut next[bin(pair.0, bins)];
            sorted[*place as usize] = pair;
            *place += 1;
        }
        for bounds in starts.windows(2).filter(|bounds| bounds[1] - bounds[0] > 1) {
            sorted[bounds[0] as usize..bounds[1] as usize].sort_unstable();
        }
        let all = sorted.len();
        sorted.dedup();
        self.bins = if sorted.len() < all { self::starts(&sorted, bins) } else { starts };
        self.pairs = sorted;
    }

    /// The numbers of a name, sorted.
    pub(super) fn found<'a>(&'a self, folded: &str) -> impl Iterator<Item = u32> + use<'a> {
        let key = key(folded);
        let bin = self.bins.len().checked_sub(1).map(|bins| bin(key, bins));
        let range = bin.map_or(0..0, |bin| self.bins[bin] as usize..self.bins[bin + 1] as usize);
        self.pairs[range].iter().filter(move |pair| pair.0 == key).map(|pair| pair.1)
    }
}

/// Where each of `bins` begins among `pairs` once they are in order, and the end of the last.
fn starts(pairs: &[(u64, u32)], bins: usize) -> Vec<u32> {
    let mut starts = vec![0; bins + 1];
    for &(key, _) in pairs {
        starts[bin(key, bins) + 1] += 1;
    }
    for i in 0..bins {
        starts[i + 1] += starts[i];
    }
    starts
}

/// The bin of a hash among `bins`, a power of two and at least two. Bins are in the order of the hashes.
fn bin(key: u64, bins: usize) -> usize {
    (key >> (u64::BITS - bins.ilog2())) as usize
}

/// The hash of a folded name. With sixty-four bits no two names of a roster meet. The last multiplication spreads it over
/// the first bits, which choose the bin.
fn key(folded: &str) -> u64 {
    let mut hasher = FxHasher::default();
    folded.hash(&mut hasher);
    hasher.finish().wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn every_name_is_found_under_its_own_and_none_under_another() {
        for count in [0_u32, 1, 2, 3, 1000] {
            let mut numbers = Numbers::default();
            for number in (0..count).rev() {
                numbers.push(&format!("name {number}"), number);
                numbers.push(&format!("name {number}"), number + 1);
                numbers.push(&format!("name {number}"), number);
            }
            numbers.sort();
            for number in 0..count {
                let found: Vec<u32> = numbers.found(&format!("name {number}")).collect();
                assert_eq!(found, [number, number + 1]);
            }
            assert_eq!(numbers.found("nobody").count(), 0);
        }
        assert_eq!(Numbers::default().found("nobody").count(), 0);
    }
}
