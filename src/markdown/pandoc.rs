//! What Pandoc adds to Markdown and the parser gives as text: citation groups, inline footnotes, and footnote
//! markers that nothing defines.

use crate::text::Span;

/// A citation group and its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// All of it, brackets included.
    pub span: Span,
    /// Each key without `@`, and its place with it.
    pub keys: Vec<(String, Span)>,
}

/// The citation group that opens at the `[` at `open` and ends before `end`: `[see @key, p. 3; -@other]`.
/// `None` when one of its parts has no key; a bare `@name` outside brackets is a handle, not a key.
pub fn group(text: &str, open: usize, end: usize) -> Option<Group> {
    let inside = text.get(open + 1..end)?;
    let close = inside.find(['[', ']'])?;
    if inside.as_bytes()[close] == b'[' {
        return None;
    }
    let mut keys = Vec::new();
    let mut at = open + 1;
    for part in inside[..close].split(';') {
        keys.push(key(part, at)?);
        at += part.len() + 1;
    }
    Some(Group { span: Span::new(open, open + 1 + close + 1), keys })
}

/// The first key in one part of a group, which starts at `at`.
fn key(part: &str, at: usize) -> Option<(String, Span)> {
    part.match_indices('@').find_map(|(i, _)| {
        let before = part[..i].chars().next_back();
        let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '-' | '(' | '*' | '_'));
        let name = key_name(&part[i + 1..]).filter(|_| free)?;
        let braces = usize::from(part[i + 1..].starts_with('{'));
        Some((name.to_owned(), Span::new(at + i, at + i + 1 + name.len() + 2 * braces)))
    })
}

/// The key that `text` begins with: letters, digits and `_`, with single marks between them, or anything in
/// braces (Pandoc manual, "Citation syntax").
fn key_name(text: &str) -> Option<&str> {
    if let Some(braced) = text.strip_prefix('{') {
        return braced.split_once('}').map(|(name, _)| name).filter(|name| !name.is_empty());
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    let mut mark = false;
    for (i, c) in text.char_indices() {
        if is_word(c) {
            end = i + c.len_utf8();
            mark = false;
        } else if end > 0 && !mark && ":.#$%&-+?<>~/".contains(c) {
            mark = true;
        } else {
            break;
        }
    }
    (end > 0).then(|| &text[..end])
}

/// The footnote marker that opens at the `[` at `open`: its label and all of it.
pub fn footnote(text: &str, open: usize, end: usize) -> Option<(&str, Span)> {
    let label = text.get(open + 1..end)?.strip_prefix('^')?;
    let close = label.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^'))?;
    let label = &label[..close];
    let after = open + 2 + close;
    (close > 0 && text[after..].starts_with(']')).then(|| (label, Span::new(open, after + 1)))
}

/// Inline footnotes in one block, `^[…]` with brackets balanced inside. Sorted, never overlapping.
pub fn notes(text: &str, block: Span) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found: Vec<Span> = Vec::new();
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut i = block.start;
    while i < block.end {
        match bytes[i] {
            b'\\' => i += 1,
            b'^' if bytes[..block.end].get(i + 1) == Some(&b'[') => {
                open.push((i, true));
                i += 1;
            }
            b'[' => open.push((i, false)),
            b']' => {
                if let Some((start, true)) = open.pop() {
                    while found.pop_if(|inner| inner.start > start).is_some() {}
                    found.push(Span::new(start, i + 1));
                }
            }
            _ => {}
        }
        i += 1;
    }
    found
}

/// Whether the character at `at` stands behind a backslash that escapes it.
pub fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_a_key_in_each_part() {
        for (text, keys) in [
            ("[@doe99]", "doe99"),
            ("[see @doe99, pp. 33-35; also -@b_c:2.]", "doe99 b_c:2"),
            ("[@a.b/c--d]", "a.b/c"),
            ("[@{https://x.y/z.}, p. 1]", "https://x.y/z."),
            ("[*cf.* @ö1]", "ö1"),
            ("[me@x.example]", ""),
            ("[@a; b]", ""),
            ("[@]", ""),
            ("[@a [@b]", ""),
            ("[@a", ""),
            ("[CHECK]", ""),
        ] {
            let group = group(text, 0, text.len());
            let found: Vec<&str> = group.iter().flat_map(|group| &group.keys).map(|(key, _)| key.as_str()).collect();
            assert_eq!(found.join(" "), keys, "{text}");
            for (key, span) in group.iter().flat_map(|group| &group.keys) {
                assert!(text[span.range()].starts_with('@') && text[span.range()].contains(key), "{text}");
            }
        }
    }

    #[test]
    fn notes_end_at_their_own_bracket() {
        for (text, expected) in [
            ("a^[b [c](d) \\] e] f]", "^[b [c](d) \\] e]"),
            ("^[a ^[b] c]", "^[a ^[b] c]"),
            ("^[a ^[b] c", "^[b]"),
            ("\\^[a] x^2^ [b]", ""),
        ] {
            let found = notes(text, Span::new(0, text.len()));
            let found: Vec<&str> = found.iter().map(|span| &text[span.range()]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
