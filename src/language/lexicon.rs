//! What is known of single words, read from the tables beside this file.

/// What the lexicon knows of a word: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u32);
