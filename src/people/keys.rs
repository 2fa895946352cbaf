//! What an official can be found by: every roster and every directory takes the same.

use crate::people::fold;
use crate::people::name_parts;
use crate::people::roster::Official;

/// What a folded text is of an official.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A full name or an alias, with or without middle initials and suffix.
    Name,
    /// A first and the family name, where more stands between them in every name.
    Called,
    /// The family name.
    Family,
    /// A spelling of the name that is known to be wrong.
    Misspelling,
    /// The title of an office held at any time.
    Title,
}

/// Hands out everything that `official` can be found by, folded and never empty; some of it twice.
pub fn each(official: &Official, mut take: impl FnMut(Key, &str)) {
    let mut folded = String::new();
    let mut add = |key: Key, text: &str| {
        folded.clear();
        fold::fold_into(&mut folded, text);
        if !folded.is_empty() {
            take(key, &folded);
        }
    };
    let family = official.family_name();
    for name in official.names() {
        add(Key::Name, name);
        let shorter = name_parts::without_initials(name);
        let called = name_parts::called(name, family).filter(|called| shorter.as_ref() != Some(called));
        if let Some(shorter) = shorter {
            add(Key::Name, &shorter);
        }
        if let Some(called) = called {
            add(Key::Called, &called);
        }
    }
    add(Key::Family, family);
    for misspelling in &official.misspellings {
        add(Key::Misspelling, misspelling);
    }
    for role in &official.roles {
        add(Key::Title, &role.title);
    }
}
