//! Work on many files at once, with results in the order of the files.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::thread;

use rayon::prelude::*;

/// How many results per thread may wait for an earlier one.
const AHEAD: usize = 64;

/// How many threads to use when nobody says.
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Calls `work` on every item, on up to `jobs` threads, and hands each result to `take` in the order of the items.
/// `take` may end it early, and the answer is whether it did. Only a bounded number of results waits at any time.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) -> ControlFlow<()> {
    // Starting threads takes longer than reading a handful of articles.
    let jobs = jobs.min(items.len().div_ceil(4));
    let pool = if jobs > 1 { rayon::ThreadPoolBuilder::new().num_threads(jobs).build().ok() } else { None };
    let Some(pool) = pool else {
        return items.iter().try_for_each(|item| take(work(item)));
    };
    for some in items.chunks(jobs * AHEAD) {
        let results: Vec<R> = pool.install(|| some.par_iter().map(&work).collect());
        results.into_iter().try_for_each(&mut take)?;
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_and_may_be_cut_short() {
        let items: Vec<usize> = (0..1000).collect();
        for jobs in [1, 4] {
            let mut taken = Vec::new();
            let ended = each(
                &items,
                jobs,
                |&item| item * 2,
                |result| {
                    taken.push(result);
                    if result == 1800 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            assert!(ended.is_break());
            assert_eq!(taken, (0..=900).map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
