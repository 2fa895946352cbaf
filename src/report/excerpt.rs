//! Copy cut down to what fits a screen.
//!
//! A paragraph of prose is one line of the file, often thousands of characters long; an excerpt shows the words in
//! question with a little around them.

use std::ops::Range;

use crate::text::{Source, Span};

/// What stands where copy was left out.
const GAP: &str = "…";

/// Lines of one excerpt.
const LINES: usize = 6;

/// A line of the file, or part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its copy, with gaps where some was left out.
    pub text: String,
    /// The part that matters, in bytes of `text`.
    pub marked: Range<usize>,
}

/// The copy around `span`, no line much longer than `width` characters. At least one line.
///
/// A span over many or long lines shows how it begins.
pub fn of(source: &Source, span: Span, width: usize) -> Vec<Line> {
    let first = source.line_of(span.start);
    let last = source.line_of(span.end.saturating_sub(1)).max(first);
    let lines = || (first..=last).filter_map(|number| Some((number, source.line(number)?)));
    if last - first < LINES && lines().all(|(_, line)| fits(source.slice(line), width)) {
        let marked = |line: Span| span.start.clamp(line.start, line.end)..span.end.clamp(line.start, line.end);
        return lines()
            .map(|(number, line)| {
                let Range { start, end } = marked(line);
                let text = source.slice(line).to_owned();
                Line { number: number + 1, text, marked: start - line.start..end - line.start }
            })
            .collect();
    }
    let line = source.line(first).unwrap_or_default();
    let (start, end) = (span.start.min(line.end), span.end.min(line.end));
    let (text, marked) = window(source.slice(line), start - line.start..end - line.start, width, span.end > line.end);
    vec![Line { number: first + 1, text, marked }]
}

fn fits(text: &str, width: usize) -> bool {
    text.len() <= width || text.chars().count() <= width
}

/// A part of `line` that holds `marked`, some `width` characters of it. `cut`: what matters goes on after the line.
fn window(line: &str, marked: Range<usize>, width: usize, cut: bool) -> (String, Range<usize>) {
    let (before, after) = (&line[..marked.start], &line[marked.end..]);
    let inside = shortened(&line[marked], width * 2 / 3);
    let room = width.saturating_sub(inside.chars().count());
    // The side with less to show leaves its room to the other.
    let right = head(after, (room / 2).max(room.saturating_sub(before.chars().count())));
    let left = tail(before, room.saturating_sub(right.chars().count()));
    let mut text = String::new();
    text.push_str(if left.len() < before.len() { GAP } else { "" });
    text.push_str(left);
    let start = text.len();
    text.push_str(&inside);
    let end = text.len();
    text.push_str(right);
    text.push_str(if right.len() < after.len() || cut { GAP } else { "" });
    (text, start..end)
}

/// How `text` begins and how it ends, when it has more than `room` characters.
fn shortened(text: &str, room: usize) -> String {
    if fits(text, room) {
        return text.to_owned();
    }
    let ending = room / 3;
    format!("{} {GAP} {}", head(text, room - ending).trim_end(), tail(text, ending).trim_start())
}

/// The last `count` characters of `text`, or a little less to begin with a word.
fn tail(text: &str, count: usize) -> &str {
    let Some((start, _)) = text.char_indices().rev().take(count).last() else { return "" };
    if start == 0 {
        return text;
    }
    let some = &text[start..];
    match some.find(' ') {
        Some(space) if space + 1 < some.len() && space < 16 => &some[space + 1..],
        _ => some,
    }
}

/// The first `count` characters of `text`, or a little less to end with a word.
fn head(text: &str, count: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(count) else { return text };
    let some = &text[..end];
    match some.rfind(' ') {
        Some(space) if space > 0 && some.len() - space < 16 => &some[..space],
        _ => some,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt around the words between `|` marks, the part that matters in brackets.
    fn check(copy: &str, width: usize) -> Vec<String> {
        let mut parts = copy.split('|');
        let (before, inside) = (parts.next().unwrap(), parts.next().unwrap());
        let source = Source::new(copy.replace('|', ""));
        let span = Span::new(before.len(), before.len() + inside.len());
        let told = |Line { number, mut text, marked }| {
            text.insert(marked.end, ']');
            text.insert(marked.start, '[');
            format!("{number} {text}")
        };
        of(&source, span, width).into_iter().map(told).collect()
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(check("One.\n\nThe |mayor| left.\n", 80), ["3 The [mayor] left."]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_words_in_question() {
        let copy = format!("{}the |mayor| left {}", "word ".repeat(100), "again ".repeat(100));
        let text = check(&copy, 80).concat();
        assert!(
            text.starts_with("1 …word ") && text.contains("the [mayor] left") && text.ends_with("again…"),
            "{text}"
        );
        assert!(text.chars().count() <= 86, "{text}");
    }

    #[test]
    fn a_line_that_begins_with_the_words_gives_the_room_to_what_follows() {
        let copy = format!("|The mayor| left {}", "again ".repeat(100));
        let text = check(&copy, 80).concat();
        assert!(text.starts_with("1 [The mayor] left") && text.chars().count() > 70, "{text}");
    }

    #[test]
    fn long_words_in_question_show_how_they_begin_and_end() {
        let copy = format!("So |“we {}done”| he said {}", "never ".repeat(100), "x ".repeat(50));
        let text = check(&copy, 80).concat();
        assert!(text.starts_with("1 So [“we never"), "{text}");
        assert!(text.contains("never … never") && text.contains("done”] he said"), "{text}");
        assert!(text.chars().count() <= 90, "{text}");
    }

    #[test]
    fn lines_that_fit_are_shown_together_and_others_by_their_beginning() {
        assert_eq!(check("a |b\nc| d", 80), ["1 a [b]", "2 [c] d"]);
        assert_eq!(check(&format!("a |b\n{}| d", "c ".repeat(100)), 80), ["1 a [b]…"]);
    }

    #[test]
    fn any_place_of_any_text_has_an_excerpt() {
        for text in ["", "\n", "“", "é\r\n\u{2028}é é é é é é é é é é é é é é é é é\n", "\u{FEFF}a\rb"]
        {
            let source = Source::new(text.into());
            let places: Vec<usize> = (0..=text.len()).filter(|&i| text.is_char_boundary(i)).collect();
            for &start in &places {
                for &end in places.iter().filter(|&&end| end >= start) {
                    let lines = of(&source, Span::new(start, end), 10);
                    assert!(!lines.is_empty(), "{text:?} {start} {end}");
                    for line in lines {
                        assert!(line.text.get(line.marked.clone()).is_some(), "{text:?} {start} {end}");
                    }
                }
            }
        }
    }
}
