//! Words around a quotation that tell what stands in it, read once from the table beside this file.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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

/// Where a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Position {
    /// Right before the marks.
    Before,
    /// Right after them.
    After,
    /// Inside: the first words, or all of them.
    Inside,
}

static CUES: LazyLock<FxHashMap<(Position, String), Cue>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with("# ")).skip(1);
    rows.map(|row| {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (words, position, class) = (cell(), cell(), cell());
        let position = match position {
            "before" => Position::Before,
            "after" => Position::After,
            _ => Position::Inside,
        };
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
        ((position, words.to_lowercase()), cue)
    })
    .collect()
});

/// Most words in one cue.
const LONGEST: usize = 4;

/// The longest cue at the end of `words`, which stand right before a mark in reading order.
pub fn before(words: &[&str]) -> Option<Cue> {
    (1..=words.len().min(LONGEST)).rev().find_map(|count| look_up(Position::Before, &words[words.len() - count..]))
}

/// The longest cue at the start of `words`, which stand right after a mark.
pub fn after(words: &[&str]) -> Option<Cue> {
    (1..=words.len().min(LONGEST)).rev().find_map(|count| look_up(Position::After, &words[..count]))
}

/// What `words`, as they stand inside the marks, say by themselves.
pub fn inside(words: &[&str]) -> Option<Cue> {
    look_up(Position::Inside, words)
}

fn look_up(position: Position, words: &[&str]) -> Option<Cue> {
    let key = words.join(" ").to_lowercase().replace('\'', "’");
    CUES.get(&(position, key)).copied()
}
