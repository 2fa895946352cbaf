//! Work on many files at once, with results in the order of the files.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::ops::{ControlFlow, Range};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use crate::language::lexicon;
use crate::people::roster;

/// How many items a thread takes at once: enough that handing results over costs little, few enough that all threads end
/// at about the same time.
const RUN: usize = 16;

/// How many runs per thread may be ahead of the first that is not yet taken.
const AHEAD: usize = 8;

/// How many threads to use when nobody says.
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Starts to read what the first draft asks for: the lexicon and the embedded officials. Where no thread can be had they
/// are read when they are asked for.
pub fn prepare() {
    for tables in [lexicon::prepare, roster::prepare] {
        let _ = thread::Builder::new().spawn(tables);
    }
}

/// Calls `work` on every item, on up to `jobs` threads, and hands each result to `take` in the order of the items, while
/// the work goes on. `take` may end it early, and the answer is whether it did. Only a bounded number of results waits at
/// any time.
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
    let runs = Runs::new(items.len(), jobs);
    pool.in_place_scope(|scope| {
        let (done, results) = mpsc::channel();
        for _ in 0..jobs {
            let (done, runs, work) = (done.clone(), &runs, &work);
            scope.spawn(move |_| {
                while let Some(range) = runs.next() {
                    let start = range.start;
                    let some: Vec<R> = items[range].iter().map(work).collect();
                    // Nobody takes any more when it was ended early.
                    let _ = done.send((start, some));
                }
            });
        }
        drop(done);
        let (mut waiting, mut start) = (HashMap::new(), 0);
        for (at, some) in results {
            waiting.insert(at, some);
            while let Some(some) = waiting.remove(&start) {
                start += some.len();
                if some.into_iter().try_for_each(&mut take).is_break() {
                    runs.end();
                    return ControlFlow::Break(());
                }
                runs.taken(start);
            }
        }
        ControlFlow::Continue(())
    })
}

/// Runs of items that threads share out among each other.
struct Runs {
    items: usize,
    /// Items in a run.
    run: usize,
    /// How far ahead of what was taken a run may begin.
    ahead: usize,
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    /// Where the next run begins.
    next: usize,
    /// How many results were taken.
    taken: usize,
}

impl Runs {
    fn new(items: usize, jobs: usize) -> Self {
        // A few items are shared out evenly.
        let run = (items / (jobs * 4)).clamp(1, RUN);
        Self { items, run, ahead: run * jobs * AHEAD, state: Mutex::default(), moved: Condvar::new() }
    }

    /// The next run, as soon as there is room for its results; `None` when there are no more.
    fn next(&self) -> Option<Range<usize>> {
        let far = |state: &mut State| state.next < self.items && state.next >= state.taken + self.ahead;
        let mut state = self.moved.wait_while(self.state(), far).unwrap_or_else(PoisonError::into_inner);
        let start = state.next;
        state.next = (start + self.run).min(self.items);
        (start < self.items).then_some(start..state.next)
    }

    /// Says that the first `count` results were taken.
    fn taken(&self, count: usize) {
        self.state().taken = count;
        self.moved.notify_all();
    }

    /// Says that there are no more.
    fn end(&self) {
        self.state().next = self.items;
        self.moved.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_and_may_be_cut_short() {
        let items: Vec<usize> = (0..1000).collect();
        for jobs in [1, 2, 4] {
            for last in [0, 7, 15, 16, 900, 999] {
                let mut taken = Vec::new();
                let ended = each(
                    &items,
                    jobs,
                    |&item| item * 2,
                    |result| {
                        taken.push(result);
                        if result == last * 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                    },
                );
                assert!(ended.is_break());
                assert_eq!(taken, (0..=last).map(|item| item * 2).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn any_number_of_items_is_taken_once() {
        for (count, jobs) in (0..70).chain([1_000]).flat_map(|count| [(count, 2), (count, 3), (count, 64)]) {
            let items: Vec<usize> = (0..count).collect();
            let mut taken = Vec::new();
            let ended = each(
                &items,
                jobs,
                |&item| item,
                |result| {
                    taken.push(result);
                    ControlFlow::Continue(())
                },
            );
            assert!(ended.is_continue());
            assert_eq!(taken, items);
        }
    }

    #[test]
    fn no_thread_runs_far_ahead_of_a_slow_reader() {
        let items: Vec<usize> = (0..5_000).collect();
        let (begun, jobs) = (AtomicUsize::new(0), 2);
        let mut taken = 0;
        let ended = each(
            &items,
            jobs,
            |_| begun.fetch_add(1, Ordering::SeqCst),
            |_| {
                taken += 1;
                // What a thread has in hand comes on top.
                let most = taken + RUN * (jobs * AHEAD + jobs + 1);
                assert!(begun.load(Ordering::SeqCst) <= most, "{taken}");
                ControlFlow::Continue(())
            },
        );
        assert!(ended.is_continue() && taken == items.len());
    }
}
