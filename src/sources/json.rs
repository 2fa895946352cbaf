//! JSON as a tree with places (RFC 8259), which a library for data does not keep.

use crate::markdown::tree::{Node, Value};
use crate::text::{Problem, Span};

/// Lists in lists in lists: no list of sources goes deeper.
const DEEPEST: usize = 64;

/// Reads `text`. What stands before a fault is still read.
pub(super) fn read(text: &str) -> (Node, Option<Problem>) {
    let mut scanner = Scanner { text, at: text.len() - text.trim_start_matches('\u{FEFF}').len(), fault: None };
    let node = scanner.value(0);
    scanner.space();
    if scanner.fault.is_none() && scanner.at < text.len() {
        scanner.fail("something follows the end");
    }
    let problem = scanner.fault.map(|(at, message)| Problem {
        span: Some(Span::at(at)),
        message: format!("not JSON: {message}"),
        remedy: None,
    });
    (node, problem)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The first fault; nothing is read after it.
    fault: Option<(usize, &'static str)>,
}

impl Scanner<'_> {
    fn fail(&mut self, message: &'static str) {
        self.fault.get_or_insert((self.at, message));
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Steps over `byte` if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, depth: usize) -> Node {
        self.space();
        let start = self.at;
        let value = match self.peek() {
            _ if depth > DEEPEST => {
                self.fail("too many brackets inside each other");
                Value::Nothing
            }
            Some(b'{') => self.map(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => {
                let text = self.string();
                Value::Text(text, Span::new(start + 1, self.at.saturating_sub(1).max(start + 1)))
            }
            _ => self.bare(),
        };
        Node { value, span: Span::new(start, self.at) }
    }

    fn map(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut entries = Vec::new();
        if self.take(b'}') {
            return Value::Map(entries);
        }
        while self.fault.is_none() {
            self.space();
            if self.peek() != Some(b'"') {
                self.fail("a key in quotation marks belongs here");
                break;
            }
            let key = self.value(depth + 1);
            if self.fault.is_none() && !self.take(b':') {
                self.fail("a colon belongs here");
                break;
            }
            let value = self.value(depth + 1);
            entries.push((key, value));
            if self.fault.is_some() || self.take(b'}') {
                break;
            }
            if !self.take(b',') {
                self.fail("a comma or a closing brace belongs here");
            }
        }
        Value::Map(entries)
    }

    fn list(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Value::List(items);
        }
        while self.fault.is_none() {
            items.push(self.value(depth + 1));
            if self.fault.is_some() || self.take(b']') {
                break;
            }
            if !self.take(b',') {
                self.fail("a comma or a closing bracket belongs here");
            }
        }
        Value::List(items)
    }

    /// A number, `true`, `false` or `null`.
    fn bare(&mut self) -> Value {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.')) {
            self.at += 1;
        }
        match &self.text[start..self.at] {
            "null" => Value::Nothing,
            "" => {
                self.fail("a value belongs here");
                Value::Nothing
            }
            word if matches!(word, "true" | "false") || word.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
                Value::Text(word.to_owned(), Span::new(start, self.at))
            }
            _ => {
                self.at = start;
                self.fail("text stands in quotation marks");
                Value::Nothing
            }
        }
    }

    fn string(&mut self) -> String {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(['"', '\\']).unwrap_or(rest.len());
            out.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return out;
                }
                Some(_) => self.escape(&mut out),
                None => {
                    self.fail("the text is not closed");
                    return out;
                }
            }
            if self.fault.is_some() {
                return out;
            }
        }
    }

    fn escape(&mut self, out: &mut String) {
        let Some(letter) = self.text.as_bytes().get(self.at + 1).copied() else {
            self.fail("the text is not closed");
            return;
        };
        let plain = match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(out),
            _ => {
                self.fail("no such escape");
                return;
            }
        };
        out.push(plain);
        self.at += 2;
    }

    /// `\u201C`, or two of them for a character beyond the first plane.
    fn unicode(&mut self, out: &mut String) {
        let unit = |at: usize| {
            let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok()
        };
        let units = [unit(self.at), unit(self.at + 6)];
        let decoded = match units {
            [Some(high @ 0xD800..=0xDBFF), Some(low)] => {
                char::decode_utf16([high, low]).next().and_then(Result::ok).map(|c| (c, 12))
            }
            [Some(unit), _] => char::from_u32(u32::from(unit)).map(|c| (c, 6)),
            _ => None,
        };
        match decoded {
            Some((c, width)) => {
                out.push(c);
                self.at += width;
            }
            None => self.fail("no such character"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_becomes_a_tree_with_places() {
        let text = r#"[{"id": "a\u201Cb\ud83d\ude00", "n": [2025, 8], "x": null, "y": true}]"#;
        let (node, problem) = read(text);
        assert_eq!(problem, None);
        let item = &node.items()[0];
        let (id, span) = item.get("id").unwrap().text().unwrap();
        assert_eq!(id, "a“b😀");
        assert_eq!(&text[span.range()], r"a\u201Cb\ud83d\ude00");
        assert_eq!(item.get("n").unwrap().items().len(), 2);
        assert_eq!(item.get("x").unwrap().value, Value::Nothing);
    }

    #[test]
    fn a_fault_has_its_place_and_what_came_before_is_kept() {
        let (node, problem) = read(r#"[{"id": "a"}, {"id" "b"}]"#);
        assert_eq!(problem.unwrap().span, Some(Span::at(20)));
        assert_eq!(node.items().len(), 2);
        for text in ["", "[", "{", "[1", "{\"a", "\"\\u12", "[1] 2", "{a: 1}", "[\"\\x\"]", "\"\\"] {
            assert!(read(text).1.is_some(), "{text}");
        }
        assert!(read(&"[".repeat(100_000)).1.is_some());
    }
}
