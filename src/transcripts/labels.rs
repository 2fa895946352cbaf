//! Who speaks and when, where a transcript writes it before the words: `[00:14:22] ANA RUIZ: …`.

use std::ops::Range;

/// What stands before the words of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Seconds into the recording.
    pub seconds: Option<u32>,
    /// The name, and whether only its form makes it one: `Ruiz:` may be a label, and so may `Note:`.
    pub name: Option<(String, bool)>,
    /// Whether somebody else begins to speak who is not named: `>>`.
    pub turns: bool,
    /// Bytes of the line before its words.
    pub length: usize,
    /// Bytes of the line before its words, should the name be none.
    pub stamped: usize,
}

/// The longest name that is looked for before a colon, in bytes.
const LONGEST: usize = 60;

/// Marks that stand around names and times and mean nothing.
fn is_ornament(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '*' | '_' | '#' | '>' | '-' | '–' | '—' | '•' | '[' | ']' | '(' | ')' | '|' | crate::text::BOM)
}

/// Reads what stands before the words of `line`.
pub(super) fn head(line: &str) -> Head {
    let mut head = Head { turns: line.trim_start().starts_with(">>"), ..Head::default() };
    loop {
        let rest = line[head.length..].trim_start_matches(is_ornament);
        let at = line.len() - rest.len();
        if let Some((seconds, length)) = stamp(rest).filter(|_| head.seconds.is_none()) {
            head.seconds = Some(seconds);
            head.length = at + length;
            head.stamped = if head.name.is_none() { head.length } else { head.stamped };
        } else if let Some(label) = label(rest).filter(|_| head.name.is_none()) {
            head.seconds = head.seconds.or(label.seconds);
            head.name = Some((label.name, label.sure));
            head.length = at + label.length;
        } else {
            return head;
        }
    }
}

/// A name that stands before words.
struct Label {
    name: String,
    sure: bool,
    seconds: Option<u32>,
    /// Bytes up to the words.
    length: usize,
}

/// The label at the start of `text`: a name and a colon, or a name and a time in brackets.
fn label(text: &str) -> Option<Label> {
    let window = &text[..floor(text, LONGEST)];
    let end = window.find([':', '(', '['])?;
    let name = window[..end].trim_end_matches(is_ornament);
    let (seconds, length) = if window[end..].starts_with(':') {
        if text[end + 1..].starts_with(|c: char| c == '/' || c.is_ascii_digit()) {
            return None;
        }
        (None, end + 1)
    } else {
        let (seconds, length) = stamp(&text[end + 1..])?;
        let after = text[end + 1 + length..].strip_prefix([')', ']'])?;
        match after.strip_prefix(':') {
            Some(words) => (Some(seconds), text.len() - words.len()),
            // The words stand on the lines below.
            None if after.trim().is_empty() => (Some(seconds), text.len()),
            None => return None,
        }
    };
    Some(Label { name: name.to_owned(), sure: labelled(name)?, seconds, length })
}

/// Whether `label` is surely the label of a voice; `None` when it cannot be one.
fn labelled(label: &str) -> Option<bool> {
    let words: Vec<&str> = label.split_whitespace().collect();
    if words.is_empty() || words.len() > 6 || label.contains(['?', '!', '"', '“', '”', ';']) {
        return None;
    }
    let letters = || label.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 0 && letters().all(char::is_uppercase) {
        return Some(true);
    }
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let small = |word: &&str| {
        matches!(
            *word,
            "de" | "la" | "van" | "von" | "der" | "den" | "bin" | "al" | "of" | "the" | "and" | "del" | "da"
        )
    };
    let named = words.iter().all(|word| capital(word) || small(word)) && words.first().is_some_and(capital);
    named.then_some(words.len() > 1 && words.len() < 5)
}

/// A time of a recording at the start of `text`, with the bytes it takes: `14:22`, `00:14:22`, `00:14:22.500`.
pub(super) fn stamp(text: &str) -> Option<(u32, usize)> {
    let bytes = text.as_bytes();
    let length = bytes.iter().take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b',')).count().min(14);
    let stamp = text[..length].trim_end_matches(['.', ',', ':']);
    Some((seconds(stamp)?, stamp.len()))
}

/// The seconds that a time says; `None` when it is none.
pub(super) fn seconds(stamp: &str) -> Option<u32> {
    let whole = stamp.split(['.', ',']).next()?;
    let parts: Vec<u32> = whole
        .split(':')
        .map(|part| part.parse().ok().filter(|_| (1..=3).contains(&part.len())))
        .collect::<Option<_>>()?;
    match parts[..] {
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => Some(hours * 3600 + minutes * 60 + seconds),
        [minutes, seconds] if seconds < 60 && whole.split(':').nth(1).is_some_and(|part| part.len() == 2) => {
            Some(minutes * 60 + seconds)
        }
        _ => None,
    }
}

/// Words that stand in brackets in a transcript and that nobody said.
const NOTES: &[&str] = &[
    "laughter",
    "laughs",
    "laughing",
    "laugh",
    "applause",
    "cheers",
    "cheering",
    "inaudible",
    "crosstalk",
    "indiscernible",
    "unintelligible",
    "music",
    "pause",
    "silence",
    "ph",
    "sic",
    "sighs",
    "coughs",
    "coughing",
    "chuckles",
    "booing",
    "boos",
];

/// Notes that stand for words which were said and which nobody could write down.
const UNHEARD: &[&str] = &["inaudible", "crosstalk", "indiscernible", "unintelligible"];

/// Whether a note stands for words that were said.
pub(super) fn is_unheard(note: &str) -> bool {
    let words = note.split(|c: char| !c.is_alphanumeric());
    words.into_iter().any(|word| UNHEARD.contains(&word.to_lowercase().as_str()))
}

/// What nobody said in `text`: notes such as `[laughter]`, and times in brackets. Sorted.
pub(super) fn notes(text: &str) -> Vec<Range<usize>> {
    let mut notes = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find(['[', '(']).map(|open| from + open) {
        from = open + 1;
        let Some(close) = text[from..floor(text, from + 40)].find([']', ')']).map(|close| from + close) else {
            continue;
        };
        let inside = &text[from..close];
        let told = |word: &str| NOTES.contains(&word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()));
        let note = inside.split_whitespace().count() <= 4 && inside.split_whitespace().any(told);
        if note || stamp(inside).is_some_and(|(_, length)| length == inside.len()) {
            notes.push(open..close + 1);
            from = close + 1;
        }
    }
    notes
}

/// The nearest character boundary at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line as its seconds, its name (with `?` where it is not sure) and the rest.
    #[track_caller]
    fn check(line: &str, expected: (Option<u32>, &str, &str)) {
        let head = head(line);
        let name = head.name.map(|(name, sure)| if sure { name } else { format!("{name}?") }).unwrap_or_default();
        assert_eq!((head.seconds, name.as_str(), line[head.length..].trim()), expected, "{line}");
    }

    #[test]
    fn names_and_times_are_told_from_words() {
        check("ANA RUIZ: We checked.", (None, "ANA RUIZ", "We checked."));
        check("[00:14:22] MAYOR RUIZ: We checked.", (Some(862), "MAYOR RUIZ", "We checked."));
        check("**Ana Ruiz:** We checked.", (None, "Ana Ruiz", "** We checked."));
        check("Ana Ruiz (14:22):", (Some(862), "Ana Ruiz", ""));
        check("Ana Ruiz (14:22)", (Some(862), "Ana Ruiz", ""));
        check("00:01:02.500 Ruiz: yes", (Some(62), "Ruiz?", "yes"));
        check("Note: the tape starts late", (None, "Note?", "the tape starts late"));
        check("We said this: no bridge", (None, "", "We said this: no bridge"));
        check("At 10:30 we met", (None, "", "At 10:30 we met"));
        check("https://example.org is down", (None, "", "https://example.org is down"));
        check(">> Q: Why?", (None, "Q", "Why?"));
    }

    #[test]
    fn notes_are_nobodys_words() {
        let text = "We [laughter] did (Applause.) it [00:01:02] (all of it)";
        let found: Vec<&str> = notes(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["[laughter]", "(Applause.)", "[00:01:02]"]);
    }
}
