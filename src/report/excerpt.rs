//! Copy cut down to what fits a screen.
//!
//! A paragraph of prose is one line of the file, often thousands of characters long; an excerpt shows the words in
//! question with a little around them.

use std::ops::Range;

use crate::text::{Source, Span};

/// What stands where copy was left out.
const GAP: &str = "…";

/// How many characters around a long span are worth their room.
const AROUND: usize = 24;

/// Some copy and the part of it that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The copy: whole lines, or one line with gaps.
    pub text: String,
    /// The part that matters, in bytes of `text`.
    pub marked: Range<usize>,
    /// The line of the file, from 1, that the first line of `text` is.
    pub line: usize,
}

/// The copy around `span`, with no line longer than `width` characters.
pub fn of(source: &Source, span: Span, width: usize) -> Excerpt {
    let (first, last) = (source.line_of(span.start), source.line_of(span.end));
    let lines: Vec<Span> = (first..=last.min(first + 6)).filter_map(|line| source.line(line)).collect();
    let whole = lines.len() == last - first + 1 && lines.iter().all(|&line| fits(source.slice(line), width));
    let (Some(&top), Some(&bottom)) = (lines.first(), lines.last()) else {
        return Excerpt { text: String::new(), marked: 0..0, line: 1 };
    };
    if whole {
        let text = source.slice(Span::new(top.start, bottom.end)).to_owned();
        return Excerpt { text, marked: span.start - top.start..span.end - top.start, line: first + 1 };
    }
    // A span over many or long lines shows how it begins.
    let cut = span.end > top.end;
    let start = span.start.min(top.end);
    let end = span.end.min(top.end);
    let line = source.slice(top);
    let (text, marked) = window(line, start - top.start..end - top.start, width, cut);
    Excerpt { text, marked, line: first + 1 }
}

fn fits(text: &str, width: usize) -> bool {
    text.len() <= width || text.chars().count() <= width
}

/// A part of `line` that holds `marked`, at most some `width` characters of it. `cut`: the mark goes on after it.
fn window(line: &str, marked: Range<usize>, width: usize, cut: bool) -> (String, Range<usize>) {
    let inside = &line[marked.clone()];
    let length = inside.chars().count();
    let room = width.saturating_sub(length);
    if room >= 2 * AROUND || fits(line, width) {
        let (before, after) = (&line[..marked.start], &line[marked.end..]);
        let short = before.chars().count().min(after.chars().count()).min(room / 2);
        let (left, right) = (tail(before, room - short), head(after, room - short));
        // The side with less to show leaves its room to the other.
        let left = if right.chars().count() + left.chars().count() > room { tail(before, room / 2) } else { left };
        let right = head(after, room.saturating_sub(left.chars().count()));
        let mut text = if left.len() < before.len() { format!("{GAP}{left}") } else { left.to_owned() };
        let start = text.len();
        text.push_str(inside);
        let end = text.len();
        text.push_str(right);
        if right.len() < after.len() || cut {
            text.push_str(GAP);
        }
        return (text, start..end);
    }
    // Too long for one line: how it begins and how it ends.
    let (before, after) = (&line[..marked.start], &line[marked.end..]);
    let (left, right) = (tail(before, AROUND), head(after, AROUND));
    let room = width.saturating_sub(left.chars().count() + right.chars().count() + 5).max(AROUND);
    let mut text = if left.len() < before.len() { format!("{GAP}{left}") } else { left.to_owned() };
    let start = text.len();
    if length > room {
        let ending = room / 3;
        text.push_str(head(inside, room - ending).trim_end());
        text.push_str(" … ");
        text.push_str(tail(inside, ending).trim_start());
    } else {
        text.push_str(inside);
    }
    let end = text.len();
    text.push_str(right);
    if right.len() < after.len() || cut {
        text.push_str(GAP);
    }
    (text, start..end)
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
    fn check(copy: &str, width: usize) -> (String, usize) {
        let mut parts = copy.split('|');
        let (before, inside) = (parts.next().unwrap(), parts.next().unwrap());
        let source = Source::new(copy.replace('|', ""));
        let span = Span::new(before.len(), before.len() + inside.len());
        let excerpt = of(&source, span, width);
        let mut text = excerpt.text;
        text.insert(excerpt.marked.end, ']');
        text.insert(excerpt.marked.start, '[');
        (text, excerpt.line)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(check("One.\n\nThe |mayor| left.\n", 80), ("The [mayor] left.".into(), 3));
    }

    #[test]
    fn a_long_line_is_cut_around_the_words_in_question() {
        let copy = format!("{}the |mayor| left {}", "word ".repeat(100), "again ".repeat(100));
        let (text, _) = check(&copy, 80);
        assert!(text.starts_with("…word ") && text.contains("the [mayor] left") && text.ends_with("again…"), "{text}");
        assert!(text.chars().count() <= 84, "{text}");
    }

    #[test]
    fn a_line_that_begins_with_the_words_gives_the_room_to_what_follows() {
        let copy = format!("|The mayor| left {}", "again ".repeat(100));
        let (text, _) = check(&copy, 80);
        assert!(text.starts_with("[The mayor] left") && text.chars().count() > 70, "{text}");
    }

    #[test]
    fn long_words_in_question_show_how_they_begin_and_end() {
        let copy = format!("So |“we {}done”| he said {}", "never ".repeat(100), "x ".repeat(50));
        let (text, _) = check(&copy, 80);
        assert!(text.starts_with("So [“we never") && text.contains(" … ") && text.contains("done”] he said"), "{text}");
        assert!(text.chars().count() <= 84, "{text}");
    }

    #[test]
    fn lines_that_fit_are_shown_together_and_others_by_their_beginning() {
        assert_eq!(check("a |b\nc| d", 80), ("a [b\nc] d".into(), 1));
        let (text, _) = check(&format!("a |b\n{}| d", "c ".repeat(100)), 80);
        assert_eq!(text, "a [b]…");
    }

    #[test]
    fn any_place_of_any_text_has_an_excerpt() {
        for text in ["", "\n", "“", "é\r\n\u{2028}é é é é é é é é é é é é é é é é é\n", "\u{FEFF}a\rb"]
        {
            let source = Source::new(text.into());
            let places: Vec<usize> = (0..=text.len()).filter(|&i| text.is_char_boundary(i)).collect();
            for &start in &places {
                for &end in places.iter().filter(|&&end| end >= start) {
                    let excerpt = of(&source, Span::new(start, end), 10);
                    assert!(excerpt.text.get(excerpt.marked.clone()).is_some(), "{text:?} {start} {end}");
                }
            }
        }
    }
}
