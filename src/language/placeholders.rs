//! What writers leave in a draft to fill in later: `TK`, `XXX`, `[CHECK]`, `lorem ipsum`.
//!
//! "TK", "to come", is spelled so that no word holds it; the other marks need a look at what stands around them.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Placeholders in `text`, sorted, never overlapping.
pub fn find(text: &str) -> Vec<Range<usize>> {
    static LOREM: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("orem ipsum"));
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for at in memchr::memchr3_iter(b'K', b'X', b'?', bytes) {
        found.extend(match bytes[at] {
            b'K' => to_come(text, at),
            b'X' => crosses(text, at),
            _ => question_marks(text, at),
        });
    }
    for at in memchr::memchr2_iter(b'[', b'{', bytes) {
        found.extend(if bytes[at] == b'[' { bracketed(text, at) } else { braced(text, at) });
    }
    let lorem = LOREM.find_iter(bytes).filter_map(|at| at.checked_sub(1));
    found.extend(lorem.filter(|&at| matches!(bytes[at], b'L' | b'l')).map(|at| at..at + "lorem ipsum".len()));
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut until = 0;
    found.retain(|range| {
        let apart = range.start >= until;
        until = until.max(range.end);
        apart
    });
    found
}

/// Whether `url` only holds a place: `TK`, `https://example.com/…`, nothing at all.
pub fn is_placeholder_url(url: &str) -> bool {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let reserved = ["example.com", "example.org", "example.net", "example.edu", "example"].contains(&host);
    // The names that RFC 2606 keeps free for examples, and what is typed where an address is missing.
    reserved
        || matches!(rest, "" | "#" | "…" | "...")
        || ["url", "link", "todo", "placeholder", "address"].iter().any(|word| rest.eq_ignore_ascii_case(word))
        || url.split(['/', '?', '#', '=', '&', '.', '-', '_']).any(|part| {
            let doubled = part.len() % 2 == 0 && !part.is_empty();
            doubled && part.as_bytes().chunks(2).all(|pair| pair == b"TK")
                || part.len() >= 3 && part.bytes().all(|b| b == b'X')
        })
}

/// `TK`, `TKTK`, `$TK`, whose first K stands at `at`.
fn to_come(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let start = at.checked_sub(1).filter(|&start| bytes[start] == b'T')?;
    let mut end = at + 1;
    while bytes[end..].starts_with(b"TK") {
        end += 2;
    }
    let after = &text[end..];
    let shop = ["Maxx", "MAXX"].iter().any(|name| after.trim_start().starts_with(name));
    let model = after.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let named = quoted_alone(text, start, end);
    (bounded(text, start, end) && !shop && !model && !named).then_some(start..end)
}

/// `XXX`, `X,XXX`, `XX/XX/2025`, `XX percent`, whose first X may stand at `at`.
fn crosses(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let crossed = |i: usize| bytes.get(i) == Some(&b'X');
    let joined = at > 1 && matches!(bytes[at - 1], b',' | b'/' | b'.') && crossed(at - 2);
    if at > 0 && crossed(at - 1) || joined {
        return None;
    }
    let mut end = at;
    let mut parts = 1;
    loop {
        while crossed(end) {
            end += 1;
        }
        if matches!(bytes.get(end), Some(b',' | b'/')) && crossed(end + 1) {
            parts += 1;
            end += 1;
        } else {
            break;
        }
    }
    let run = end - at;
    if run < 2 || !bounded(text, at, end) || quoted_alone(text, at, end) {
        return None;
    }
    let before = text[..at].trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let after = text[end..].trim_start_matches([' ', '-']);
    let counted = bytes.get(end) == Some(&b'%')
        || before.ends_with(['$', '£', '€'])
        || ["percent", "per cent", "people", "million", "billion", "thousand", "year", "years", "votes"]
            .iter()
            .any(|noun| after.starts_with(noun));
    let holds = match (parts, run) {
        (2.., _) => true,
        (_, 2) => counted,
        (_, 3) => counted || !numeral(before, after) && !rated(before, after),
        // XXXX is a beer.
        _ => {
            !before.ends_with("Castlemaine")
                && !["Gold", "Bitter", "beer", "Brewery"].iter().any(|word| after.starts_with(word))
        }
    };
    holds.then_some(at..end)
}

/// Whether `XXX` between these words counts to thirty.
fn numeral(before: &str, after: &str) -> bool {
    const COUNTED: &[&str] = &[
        "Bowl",
        "Olympiad",
        "Chapter",
        "Volume",
        "Vol.",
        "Part",
        "Act",
        "Article",
        "Title",
        "Section",
        "Canto",
        "Psalm",
        "Book",
        "Corps",
        "Legion",
        "chapter",
        "volume",
        "part",
        "Games",
        "WrestleMania",
    ];
    let next = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    COUNTED.contains(&before) || matches!(next, "Olympiad" | "Olympic" | "Corps" | "Army" | "Dynasty" | "Congress")
}

/// Whether `XXX` between these words tells of a film.
fn rated(before: &str, after: &str) -> bool {
    let films = ["rated", "film", "movie", "video", "theater", "theatre", "content", "site", ": Return", ": State"];
    before.eq_ignore_ascii_case("rated") || films.iter().any(|film| after.starts_with(film))
}

/// `???` on its own; behind a word it is only loud.
fn question_marks(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    if at > 0 && (bytes[at - 1] == b'?' || !matches!(bytes[at - 1], b' ' | b'\n' | b'(' | b'[' | b'$')) {
        return None;
    }
    let end = at + bytes[at..].iter().take_while(|&&b| b == b'?').count();
    let alone = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    (end - at >= 3 && alone).then_some(at..end)
}

/// `[CHECK]`, `[TK: his age]`, `[citation needed]`.
fn bracketed(text: &str, at: usize) -> Option<Range<usize>> {
    const NOTES: &[&str] = &[
        "CHECK",
        "VERIFY",
        "CONFIRM",
        "TK",
        "TKTK",
        "INSERT",
        "ADD",
        "SOURCE",
        "SOURCES",
        "CITE",
        "CITATION",
        "NAME",
        "DATE",
        "LINK",
        "URL",
        "FIXME",
        "TODO",
        "PLACEHOLDER",
        "TBD",
        "TBC",
        "NUMBER",
        "QUOTE",
        "HEADLINE",
        "CAPTION",
        "SPOKESPERSON",
        "FACT-CHECK",
        "FACTCHECK",
        "CQ",
        "AGE",
        "TITLE",
        "CREDIT",
        "XX",
        "XXX",
    ];
    let inside = closed(text, at + 1, "]")?;
    let words = &text[inside.clone()];
    let first =
        words.split(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '?' | '.')).next().unwrap_or_default();
    let note = NOTES.contains(&first) || words.eq_ignore_ascii_case("citation needed");
    note.then_some(at..inside.end + 1)
}

/// `{{name}}`, `{{ HEADLINE HERE }}`; what a template engine would read, with dots, pipes or marks, is left alone.
fn braced(text: &str, at: usize) -> Option<Range<usize>> {
    text[at..].starts_with("{{").then_some(())?;
    let inside = closed(text, at + 2, "}}")?;
    let words = text[inside.clone()].trim();
    let plain = words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'));
    let plain = plain && words.starts_with(char::is_alphabetic) && !words.eq_ignore_ascii_case("toc");
    plain.then_some(at..inside.end + 2)
}

/// From `from` to the next `close` on the same line, a short way off.
fn closed(text: &str, from: usize, close: &str) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let near = rest.char_indices().nth(120).map_or(rest.len(), |(at, _)| at);
    let rest = &rest[..near];
    let end = rest.find(close)?;
    let inside = &rest[..end];
    (!inside.is_empty() && !inside.contains(['\n', '[', '{'])).then_some(from..from + end)
}

/// Whether no letter or digit stands on either side.
fn bounded(text: &str, start: usize, end: usize) -> bool {
    !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        && !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Whether the words stand in quotation marks of their own: copy about a placeholder, not one.
fn quoted_alone(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with(['“', '"', '‘', '«', '„', '\'', '`'])
        && text[end..].trim_start_matches([',', '.']).starts_with(['”', '"', '’', '»', '“', '\'', '`'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_is_to_come_is_found() {
        check("It cost $TK million. Roe, TK, left. TKTK", &["TK", "TK", "TKTK"]);
        check("She is [TK: age] and [CHECK] and [VERIFY with Roe].", &["[TK: age]", "[CHECK]", "[VERIFY with Roe]"]);
        check("On XX/XX/2025 some X,XXX people, or XX percent, met Mayor XXX.", &["XX/XX", "X,XXX", "XX", "XXX"]);
        check("Born in ???, he (???) left. Lorem ipsum dolor.", &["???", "???", "Lorem ipsum"]);
        check(
            "Dear {{name}}, {{ QUOTE HERE }}. [citation needed]",
            &["{{name}}", "{{ QUOTE HERE }}", "[citation needed]"],
        );
    }

    #[test]
    fn words_that_only_look_like_it_are_left_alone() {
        check("The ATK, tk, TKO, TK Maxx and TK-80. “TK” means to come.", &[]);
        check("Super Bowl XXX, the XXX Olympiad, size XXXL, XXX-rated, XX chromosomes, xXx.", &[]);
        check("What??? Is that so?? Castlemaine XXXX, XXXX Gold.", &[]);
        check("[Laughter] [the mayor] {{ page.title }} {{ name | upcase }} [Check] [I] check", &[]);
    }

    #[test]
    fn addresses_that_hold_a_place_are_known() {
        for url in
            ["TK", "https://TK", "https://www.example.com/a", "https://nytimes.com/TK", "", "#", "https://…", "URL"]
        {
            assert!(is_placeholder_url(url), "{url}");
        }
        for url in [
            "https://www.bbc.com/a",
            "/about",
            "#notes",
            "https://x.com/TKMaxx",
            "https://my-example.com",
            "https://ATK.fi",
        ] {
            assert!(!is_placeholder_url(url), "{url}");
        }
    }
}
