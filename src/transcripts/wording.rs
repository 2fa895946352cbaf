//! One wording of the same words against another, as a quotation is held against a transcript.

use std::ops::Range;

use similar::{Algorithm, DiffTag};

use crate::transcripts::lookup::Difference;
use crate::transcripts::names::Name;
use crate::transcripts::words;

/// The words of `text` in the form in which quotations are compared, each with its bytes.
pub fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut all = Vec::new();
    words::each(text, |range, word| all.push((range, word.to_owned())));
    all
}

/// Where the words of `after` differ from those of `before`: capitals, punctuation and spelling are forgiven.
///
/// In order. `quoted` is bytes of `after`, `said` the words of `before` as they stand there.
pub fn differences(before: &str, after: &str) -> Vec<Difference> {
    let (old, new) = (words(before), words(after));
    let plain = |words: &[(Range<usize>, String)]| words.iter().map(|(_, word)| word.clone()).collect::<Vec<_>>();
    let mut found: Vec<Difference> = Vec::new();
    for step in similar::capture_diff_slices(Algorithm::Myers, &plain(&old), &plain(&new)) {
        let (tag, gone, come) = step.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        let over = |words: &[(Range<usize>, String)], range: &Range<usize>| match words.get(range.clone()) {
            Some([first, .., last]) => first.0.start..last.0.end,
            Some([one]) => one.0.clone(),
            _ => {
                let end = range.start.checked_sub(1).and_then(|i| words.get(i)).map_or(0, |(range, _)| range.end);
                end..end
            }
        };
        let said = before[over(&old, &gone)].to_owned();
        let quoted = over(&new, &come);
        match found.last_mut() {
            // What is taken out right before something is put in is one change.
            Some(last) if last.quoted.is_empty() && last.quoted.end == quoted.start && said.is_empty() => {
                last.quoted = quoted;
            }
            _ => found.push(Difference { quoted, said }),
        }
    }
    found
}

/// How much of two lists of words is the same, from 0 to 1.
pub fn alike(one: &[String], other: &[String]) -> f32 {
    let mut same = 0;
    for step in similar::capture_diff_slices(Algorithm::Myers, one, other) {
        if let (DiffTag::Equal, range, _) = step.as_tag_tuple() {
            same += range.len();
        }
    }
    let all = one.len() + other.len();
    if all == 0 { 1.0 } else { 2.0 * same as f32 / all as f32 }
}

/// Whether two names are one person's; `None` when either names nobody in particular.
pub fn same_person(one: &str, other: &str) -> Option<bool> {
    Name::of(one).same(&Name::of(other))
}

/// Whether a word of [`words`] is one that stands everywhere.
pub fn is_small(word: &str) -> bool {
    words::is_small(word)
}

#[cfg(test)]
mod tests {
    use super::differences;

    fn check(before: &str, after: &str) -> Vec<String> {
        let tell = |it: super::Difference| format!("{} < {}", &after[it.quoted], it.said);
        differences(before, after).into_iter().map(tell).collect()
    }

    #[test]
    fn words_are_compared_and_marks_are_not() {
        assert_eq!(check("We lost, the vote!", "we lost the vote"), Vec::<String>::new());
        assert_eq!(check("We did not lose it.", "We did lose the bridge."), [" < not", "the bridge < it"]);
        assert_eq!(check("", "New words"), ["New words < "]);
        assert_eq!(check("Old words", ""), [" < Old words"]);
    }
}
