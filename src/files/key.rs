//! Keys for hashes that are kept on disk, so that nobody can try words on them who does not have the key.

use std::hash::{BuildHasher as _, RandomState};

use crate::check::fingerprint::Key;

/// A key that nobody else has.
pub(super) fn random() -> Key {
    // The standard library seeds its hash maps with random keys; it has no other source to offer.
    let half = || RandomState::new().hash_one(()).to_le_bytes();
    let mut key = Key::default();
    key[..8].copy_from_slice(&half());
    key[8..].copy_from_slice(&half());
    key
}
