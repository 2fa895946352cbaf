//! People: names and titles in copy, and who holds which office on which date.

pub mod embedded;
pub mod mentions;
pub mod own;
pub mod roster;
