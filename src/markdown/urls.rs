//! URLs: those that stand in the copy as they are, and where a link's URL stands.

use memchr::memmem;

use crate::text::Span;

/// URLs in `text` from `from` on, wherever they stand, also inside links and code. Sorted by start, never
/// overlapping.
pub fn find(text: &str, from: usize) -> Vec<Span> {
    let bytes = &text.as_bytes()[from..];
    let mut starts: Vec<usize> =
        memmem::find_iter(bytes, b"://").filter_map(|i| scheme(text, from, from + i)).collect();
    let schemes = starts.len();
    starts.extend(memmem::find_iter(bytes, b"www.").map(|i| from + i).filter(|&i| begins(text, from, i)));
    if starts.len() > schemes {
        starts.sort_unstable();
    }
    let mut found: Vec<Span> = Vec::with_capacity(starts.len());
    for start in starts {
        if found.last().is_none_or(|last| last.end <= start) {
            let end = start + length(&text[start..]);
            let host =
                text[start..end].split_once("://").map_or(&text[start + 4.min(end - start)..end], |parts| parts.1);
            if host.starts_with(|c: char| c.is_alphanumeric()) {
                found.push(Span::new(start, end));
            }
        }
    }
    found
}

/// Where the scheme begins that ends at `colon`.
fn scheme(text: &str, from: usize, colon: usize) -> Option<usize> {
    let before = &text.as_bytes()[from..colon];
    ["https", "http", "ftp"].iter().find_map(|name| {
        let start = before.len().checked_sub(name.len())?;
        (before[start..].eq_ignore_ascii_case(name.as_bytes()) && begins(text, from, from + start))
            .then_some(from + start)
    })
}

/// Whether no word runs into `start`.
fn begins(text: &str, from: usize, start: usize) -> bool {
    !text[from..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '@' || c == '.')
}

/// The length of the URL that `text` begins with, without the stops and marks of the sentence around it
/// (GitHub Flavored Markdown, "Autolinks (extension)").
fn length(text: &str) -> usize {
    let is_end = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`' | '[' | ']' | '{' | '}' | '|' | '«' | '»' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3011}')
    };
    let mut url = &text[..text.find(is_end).unwrap_or(text.len())];
    let opened = url.matches('(').count();
    let mut closed = url.matches(')').count();
    loop {
        let before = url.len();
        url = url.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '\\']);
        if let Some(rest) = url.strip_suffix(')')
            && closed > opened
        {
            closed -= 1;
            url = rest;
        }
        if url.len() == before {
            return before;
        }
    }
}

/// Where the URL of an inline link or image stands. `inner` is where its text ends, `end` where all of it does.
pub fn inline(text: &str, inner: usize, end: usize) -> Option<Span> {
    let open = inner + text.get(inner..end)?.find("](")? + 2;
    Some(destination(text, open, end))
}

/// Where the URL of a reference definition `[label]: url` stands.
pub fn definition(text: &str, span: Span) -> Option<Span> {
    let open = span.start + text.get(span.range())?.find("]:")? + 2;
    Some(destination(text, open, span.end))
}

/// A link destination at or after `at` (CommonMark 0.31.2, 6.3): in angle brackets, or up to white space or a
/// parenthesis that was not opened.
fn destination(text: &str, at: usize, end: usize) -> Span {
    let bytes = text.as_bytes();
    let start = (at..end).find(|&i| !matches!(bytes[i], b' ' | b'\t' | b'\n' | b'\r' | b'>')).unwrap_or(end);
    let pointed = start < end && bytes[start] == b'<';
    let start = start + usize::from(pointed);
    let mut depth = 0usize;
    let mut i = start;
    while i < end {
        match bytes[i] {
            b'\\' if i + 1 < end && bytes[i + 1].is_ascii_punctuation() => i += 1,
            b'>' if pointed => break,
            b' ' | b'\t' | b'\n' | b'\r' if !pointed => break,
            b'(' if !pointed => depth += 1,
            b')' if !pointed => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => break,
            },
            _ => {}
        }
        i += 1;
    }
    Span::new(start, i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_end_where_the_sentence_goes_on() {
        for (text, urls) in [
            ("See https://a.b/c. HTTP://D.E!", "https://a.b/c HTTP://D.E"),
            ("(https://a.b/c_(d)) “www.e.f/g”, ftp://h/i…", "https://a.b/c_(d) www.e.f/g ftp://h/i"),
            ("**https://a.b/c_d** <b>https://e.f</b>", "https://a.b/c_d https://e.f"),
            ("https://web.example/2020/http://x.y", "https://web.example/2020/http://x.y"),
            ("xhttps://a.b foo://c a.www.d @www.e https:// www. ://", ""),
            ("http://é.ü/ö?q=1&amp;r=2;", "http://é.ü/ö?q=1&amp;r=2"),
        ] {
            let found: Vec<&str> = find(text, 0).iter().map(|span| &text[span.range()]).collect();
            assert_eq!(found.join(" "), urls, "{text}");
        }
    }
}
