//! Words around a quotation that tell what stands in it, read once from the table beside this file.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::word_map::WordMap;

static TABLE: &str = include_str!("cues.tsv");

/// What a cue says of the words in marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Words held at arm's length.
    Scare,
    /// A word or phrase as such.
    Term,
    /// Somebody's nickname.
    Nickname,
    /// The title of a work.
    Title,
    /// The title of a work, if it is written as one.
    Work,
    /// The name of an undertaking, if it begins one.
    Operation,
    /// A whole answer in a word.
    Answer,
    /// What follows belongs to the writer's own clause.
    That,
}

/// Cues by the words they are made of, in small letters.
#[derive(Default)]
struct Cues {
    before: FxHashMap<String, Cue>,
    after: FxHashMap<String, Cue>,
    inside: FxHashMap<String, Cue>,
    /// Last words of cues before, and first words of cues after: without one of them there is no cue.
    last: WordMap<bool>,
    first: WordMap<bool>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues = Cues::default();
    for row in TABLE.lines().filter(|line| !line.starts_with("# ")).skip(1) {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (words, position, class) = (cell(), cell(), cell());
        let cue = match class {
            "scare" => Cue::Scare,
            "term" => Cue::Term,
            "nickname" => Cue::Nickname,
            "title" => Cue::Title,
            "work" => Cue::Work,
            "operation" => Cue::Operation,
            "answer" => Cue::Answer,
            _ => Cue::That,
        };
        let table = match position {
            "before" => {
                *cues.last.entry(words.rsplit(' ').next().unwrap_or(words)) = true;
                &mut cues.before
            }
            "after" => {
                *cues.first.entry(words.split(' ').next().unwrap_or(words)) = true;
                &mut cues.after
            }
            _ => &mut cues.inside,
        };
        table.insert(fold(&[words]), cue);
    }
    cues
});

/// The longest cue at the end of `words`, which stand right before a mark in reading order.
pub fn before(words: &[&str]) -> Option<Cue> {
    words.last().filter(|word| may_be(&CUES.last, word))?;
    let key = fold(words);
    let starts = std::iter::once(0).chain(key.match_indices(' ').map(|(space, _)| space + 1));
    starts.map(|start| &key[start..]).find_map(|key| CUES.before.get(key).copied())
}

/// The longest cue at the start of `words`, which stand right after a mark.
pub fn after(words: &[&str]) -> Option<Cue> {
    words.first().filter(|word| may_be(&CUES.first, word))?;
    let key = fold(words);
    let ends = std::iter::once(key.len()).chain(key.rmatch_indices(' ').map(|(space, _)| space));
    ends.map(|end| &key[..end]).find_map(|key| CUES.after.get(key).copied())
}

/// What `words`, as they stand inside the marks, say by themselves.
pub fn inside(words: &[&str]) -> Option<Cue> {
    CUES.inside.get(&fold(words)).copied()
}

/// Whether `word` may stand in `ends`. Of one with an apostrophe or an accent that is not told.
fn may_be(ends: &WordMap<bool>, word: &str) -> bool {
    ends.get(word).is_some() || word.bytes().any(|byte| !byte.is_ascii() || byte == b'\'')
}

/// `words` in small letters, parted by spaces, with curly apostrophes.
fn fold(words: &[&str]) -> String {
    let mut key = String::with_capacity(48);
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            key.push(' ');
        }
        for c in word.chars() {
            match c {
                '\'' => key.push('’'),
                c if c.is_ascii() => key.push(c.to_ascii_lowercase()),
                c => key.extend(c.to_lowercase()),
            }
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `copy` up to the mark `|`.
    fn check(copy: &str, expected: Option<Cue>) {
        let words: Vec<&str> = copy.trim_end_matches(" |").split(' ').collect();
        assert_eq!(before(&words), expected, "{copy}");
    }

    #[test]
    fn the_longest_cue_wins() {
        check("the storm, dubbed |", Some(Cue::Term));
        check("a novel |", Some(Cue::Work));
        check("under the headline |", Some(Cue::Title));
        check("The so-called |", Some(Cue::Scare));
        check("she walked home |", None);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = TABLE.lines().filter(|line| !line.starts_with("# ")).count() - 1;
        assert_eq!(CUES.before.len() + CUES.after.len() + CUES.inside.len(), rows);
    }
}
