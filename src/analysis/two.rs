//! Two things that do not need each other, done one after the other or at once.
//!
//! The core starts no thread: whoever calls it says how two things are done, as they say which day it is.

/// How two things are done.
#[derive(Clone, Copy, Debug)]
pub enum Two {
    /// One after the other.
    InTurn,
    /// At once, by what is given: it ends when both are done.
    AtOnce(fn(&mut Thing<'_>, &mut Thing<'_>)),
}

/// A thing to do, once.
pub type Thing<'a> = dyn FnMut() + Send + 'a;

impl Two {
    /// What `one` and `other` come to.
    pub fn both<A: Send, B: Send>(self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        let Self::AtOnce(run) = self else { return (one(), other()) };
        let (mut one, mut other) = (Some(one), Some(other));
        let (mut first, mut second) = (None, None);
        run(&mut || first = one.take().map(|one| one()), &mut || second = other.take().map(|other| other()));
        (first.expect("both are done"), second.expect("both are done"))
    }
}
