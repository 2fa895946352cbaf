//! Who is served next: one job at a time for each draft, and no more at once than the machine has cores.

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Jobs of drafts, by URI. A job that comes while one waits takes its place.
#[derive(Debug)]
pub struct Turns<J> {
    /// How many threads may be at work.
    most: usize,
    state: Mutex<State<J>>,
}

#[derive(Debug)]
struct State<J> {
    waiting: HashMap<String, J>,
    /// Drafts whose job waits and that no thread is at work on, in the order of their turns.
    queue: VecDeque<String>,
    at_work: HashSet<String>,
    threads: usize,
}

impl<J> Default for Turns<J> {
    fn default() -> Self {
        // A long job must leave room for a short one.
        let most = thread::available_parallelism().map_or(2, usize::from).max(2);
        let state = State { waiting: HashMap::new(), queue: VecDeque::new(), at_work: HashSet::new(), threads: 0 };
        Self { most, state: Mutex::new(state) }
    }
}

impl<J> Turns<J> {
    /// Has a job wait, before all others if it is to be the `first`. `true` when there has to be one more thread that
    /// calls [`Turns::work`].
    pub fn post(&self, uri: String, job: J, first: bool) -> bool {
        let mut state = self.state();
        let waited = state.waiting.insert(uri.clone(), job).is_some();
        if waited || state.at_work.contains(&uri) {
            return false;
        }
        if first {
            state.queue.push_front(uri);
        } else {
            state.queue.push_back(uri);
        }
        let more = state.threads < self.most;
        state.threads += usize::from(more);
        more
    }

    /// Whether a newer job of the draft waits.
    pub fn outdated(&self, uri: &str) -> bool {
        self.state().waiting.contains_key(uri)
    }

    /// Does jobs until none is left. One that panics takes no other with it.
    pub fn work(&self, does: impl Fn(&str, J)) {
        while let Some((uri, job)) = self.next() {
            if panic::catch_unwind(AssertUnwindSafe(|| does(&uri, job))).is_err() {
                tracing::error!("the findings of a draft could not be told");
            }
            let mut state = self.state();
            state.at_work.remove(&uri);
            // Whoever changed a draft while it was read waits for it.
            if state.waiting.contains_key(&uri) {
                state.queue.push_front(uri);
            }
        }
    }

    /// The next job; when there is none, the thread that asks is no longer at work.
    fn next(&self) -> Option<(String, J)> {
        let mut state = self.state();
        let next = state.queue.pop_front().and_then(|uri| Some((state.waiting.remove(&uri)?, uri)));
        match next {
            Some((job, uri)) => {
                state.at_work.insert(uri.clone());
                Some((uri, job))
            }
            None => {
                state.threads -= 1;
                None
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State<J>> {
        // Nothing is half done while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// What is done, in order, when `posts` came before anybody was at work; a `!` is to be the first.
    fn check(posts: &[&str]) -> Vec<String> {
        let turns = Turns::default();
        for (job, post) in posts.iter().enumerate() {
            turns.post(post.trim_start_matches('!').to_owned(), job, post.starts_with('!'));
        }
        let done = RefCell::new(Vec::new());
        turns.work(|uri, job| done.borrow_mut().push(format!("{uri}{job}")));
        done.into_inner()
    }

    #[test]
    fn drafts_have_their_turns_and_only_their_newest_job_is_done() {
        assert_eq!(check(&["a", "b", "a", "c", "a"]), ["a4", "b1", "c3"]);
    }

    #[test]
    fn the_draft_that_is_written_comes_first() {
        assert_eq!(check(&["a", "b", "!c", "!a"]), ["c2", "a3", "b1"]);
    }

    #[test]
    fn there_are_no_more_threads_than_cores_and_none_without_a_job() {
        let turns = Turns::default();
        let asked = (0..100).filter(|i| turns.post(i.to_string(), (), false)).count();
        assert_eq!(asked, turns.most);
        turns.work(|_, ()| {});
        assert_eq!(turns.state().threads, turns.most - 1);
        // The others find nothing to do, and the next job has a thread again.
        (1..turns.most).for_each(|_| turns.work(|_, ()| unreachable!("every job is done")));
        assert_eq!(turns.state().threads, 0);
        assert!(turns.post("a".into(), (), false));
    }

    #[test]
    fn a_job_that_came_meanwhile_is_done_by_the_same_thread_and_never_beside_it() {
        let turns = Turns::default();
        let done = RefCell::new(Vec::new());
        turns.post("a".into(), 3, false);
        turns.post("b".into(), 0, false);
        turns.work(|uri, job| {
            assert!(!turns.outdated(uri));
            if job > 0 {
                assert!(!turns.post(uri.to_owned(), job - 1, false), "nobody else is to be at work on it");
                assert!(turns.outdated(uri));
            }
            done.borrow_mut().push(format!("{uri}{job}"));
        });
        assert_eq!(done.into_inner(), ["a3", "a2", "a1", "a0", "b0"]);
    }

    #[test]
    fn a_job_that_panics_takes_no_other_with_it() {
        let turns = Turns::default();
        for uri in ["a", "b"] {
            turns.post(uri.to_owned(), (), false);
        }
        let done = RefCell::new(Vec::new());
        turns.work(|uri, ()| {
            assert_ne!(uri, "a");
            done.borrow_mut().push(uri.to_owned());
        });
        assert_eq!(done.into_inner(), ["b"]);
    }
}
