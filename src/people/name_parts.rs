//! Names of people as strings: the family name, the first, short forms, suffixes.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::known::Known;
use crate::language::lexicon::SPACE;
use crate::people::names::{is_capital_particle, is_initial, is_small_particle, is_suffix};
use crate::people::words::known;

/// The family name in `name`, with its particles, without a suffix: `von Aue` of `Uta von Aue`.
pub fn family(name: &str) -> &str {
    let name = without_suffix(name);
    let mut start = name.rfind(SPACE).map_or(0, |i| i + 1);
    while let Some(before) = name[..start].strip_suffix(' ') {
        let word_start = before.rfind(SPACE).map_or(0, |i| i + 1);
        let word = &before[word_start..];
        if word_start == 0 || !(is_small_particle(word) || is_capital_particle(word)) {
            break;
        }
        start = word_start;
    }
    &name[start..]
}

/// The first word of `name`.
pub fn given(name: &str) -> &str {
    name.split(SPACE).next().unwrap_or(name)
}

/// Family names that stand first in Chinese, Korean and Vietnamese names.
const FIRST: &[&str] = &[
    "Xi", "Li", "Wang", "Zhang", "Liu", "Chen", "Yang", "Zhao", "Huang", "Zhou", "Wu", "Xu", "Sun", "Hu", "Zhu", "Gao",
    "Lin", "Guo", "Ma", "Luo", "Liang", "Song", "Zheng", "Xie", "Han", "Tang", "Feng", "Yu", "Dong", "Xiao", "Cheng",
    "Cao", "Yuan", "Deng", "Jiang", "Wen", "Bo", "Qin", "Ding", "Cai", "Lai", "Tsai", "Kim", "Lee", "Park", "Choi",
    "Moon", "Yoon", "Ban", "Roh", "Chung", "Jung", "Han", "Cho", "Nguyen", "Tran", "Pham", "To", "Vo",
];

/// Whether a name of two words has its family name first: `Xi Jinping`, but not `Kim Novak`.
pub fn family_first(first: &str, last: &str) -> bool {
    let hyphened = || last.split_once('-').is_some_and(|(_, second)| second.starts_with(char::is_lowercase));
    // The list comes last, for hardly anybody gets so far.
    (!known(first).has(Known::GIVEN) || hyphened())
        && !known(last).has(Known::GIVEN)
        && FIRST.contains(&first)
        && !FIRST.contains(&last)
}

/// The first word of `name` with the family name; `None` when that is all of it.
pub fn called(name: &str, family: &str) -> Option<String> {
    let given = given(name);
    let whole = name.strip_prefix(given)?.strip_prefix(' ').is_none_or(|rest| rest == family);
    (!whole).then(|| format!("{given} {family}"))
}

/// First names that stand for one another, a line each.
static NICKNAMES: &str = include_str!("nicknames.txt");

/// The lines in which a first name stands.
static LINES: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut lines: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
    for line in NICKNAMES.lines() {
        line.split(' ').for_each(|name| lines.entry(name).or_default().push(line));
    }
    lines
});

fn lines(name: &str) -> &'static [&'static str] {
    LINES.get(name).map_or(&[][..], Vec::as_slice)
}

/// Whether two folded first names can be one person's: equal, or one a short form of the other.
pub fn nicknames(one: &str, other: &str) -> bool {
    one == other || lines(one).iter().any(|line| lines(other).contains(line))
}

/// The folded first names that can be one person's with `given`, itself first.
pub fn forms_of(given: &str) -> impl Iterator<Item = &str> {
    let others = lines(given).iter().flat_map(|line| line.split(' '));
    std::iter::once(given).chain(others.filter(move |other| *other != given))
}

/// The generation in `name`: `jr`, `iii`; empty when there is none.
pub fn suffix(name: &str) -> &str {
    name[without_suffix(name).len()..].trim_matches([' ', ',', '.'])
}

fn without_suffix(name: &str) -> &str {
    // Hardly any name ends as a suffix does, and then the rest need not be looked at.
    if !name.ends_with(['.', 'r', 'I', 'V']) {
        return name;
    }
    match name.rsplit_once(SPACE) {
        Some((rest, last)) if is_suffix(last, false) => rest.trim_end_matches(','),
        _ => name,
    }
}

/// `name` without initials, nicknames in marks and suffix; `None` when that changes nothing.
pub fn without_initials(name: &str) -> Option<String> {
    let bare = without_suffix(name);
    let dropped = |word: &str| is_initial(word) || word.starts_with(['“', '"', '(', '‘']);
    let inner = || {
        let (_, rest) = bare.split_once(SPACE)?;
        Some(rest.rsplit_once(SPACE)?.0)
    };
    if bare.len() == name.len() && !inner().is_some_and(|inner| inner.split(SPACE).any(dropped)) {
        return None;
    }
    let Some(inner) = inner() else { return Some(bare.to_owned()) };
    let mut shorter = String::with_capacity(bare.len());
    shorter.push_str(given(bare));
    let last = bare.rsplit(' ').next().unwrap_or_default();
    for word in inner.split(' ').filter(|word| !word.is_empty() && !dropped(word)).chain([last]) {
        shorter.push(' ');
        shorter.push_str(word);
    }
    Some(shorter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_families_stand_first() {
        for (first, last, expected) in
            [("Xi", "Jinping", true), ("Moon", "Jae-in", true), ("Kim", "Novak", false), ("Jackie", "Chan", false)]
        {
            assert_eq!(family_first(first, last), expected, "{first} {last}");
        }
    }

    #[test]
    fn strings_fall_into_the_same_parts() {
        for (name, family_name, generation, shorter) in [
            ("Uta von der Aue", "von der Aue", "", "Uta von der Aue"),
            ("Mary T. Cole, Jr.", "Cole", "Jr", "Mary Cole"),
            ("Henry C. “Hank” Tully III", "Tully", "III", "Henry Tully"),
            ("Cole", "Cole", "", "Cole"),
            ("Ben Carver", "Carver", "", "Ben Carver"),
            ("", "", "", ""),
        ] {
            assert_eq!(family(name), family_name, "{name}");
            assert_eq!(suffix(name), generation, "{name}");
            assert_eq!(without_initials(name).as_deref().unwrap_or(name), shorter, "{name}");
        }
    }
}
