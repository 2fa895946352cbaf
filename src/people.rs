//! People: names and titles in copy, and who holds which office on which date.

pub mod embedded;
pub mod fold;
pub mod mentions;
pub mod names;
pub mod own;
pub mod persons;
pub mod places;
pub mod roster;
pub mod sightings;
pub mod titles;
pub mod words;
