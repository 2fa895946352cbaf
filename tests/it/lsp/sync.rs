//! The server has the text that the editor has, after every edit, in every encoding.

use serde_json::{Value, json};

use super::client::Client;

const PIECES: &[&str] = &[
    "“",
    "”",
    "‘",
    "’",
    "é",
    "e\u{301}",
    "😀",
    "👩‍👩‍👧",
    "𝒳",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    "\0",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{10ffff}",
    "\t",
    " ",
    "a",
    "said",
    "שלום",
    "ﬀ",
    "[^1]",
    "*",
    "<!--",
    "-->",
    "---\n",
    "```\n",
    "&amp;",
    "<b>",
    "\\",
];

/// A linear congruential generator: the same edits on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }
}

/// The editor's own reckoning, by the words of the protocol alone: lines end at `\n`, `\r\n` and `\r`.
fn place(text: &str, offset: usize, width: fn(char) -> usize) -> Value {
    let (mut line, mut column) = (0, 0);
    let mut chars = text[..offset].chars().peekable();
    while let Some(c) = chars.next() {
        let ends = c == '\n' || (c == '\r' && chars.peek() != Some(&'\n'));
        (line, column) = if ends { (line + 1, 0) } else { (line, column + width(c)) };
    }
    json!({"line": line, "character": column})
}

/// How much of a column a character takes.
type Width = fn(char) -> usize;

#[test]
fn random_edits_leave_server_and_editor_with_the_same_text() {
    let encodings: [(&str, Width); 3] = [("utf-8", char::len_utf8), ("utf-16", char::len_utf16), ("utf-32", |_| 1)];
    for (name, width) in encodings {
        let mut client = Client::with(json!({"general": {"positionEncodings": [name]}}));
        let uri = "file:///drafts/ugly%20%F0%9F%98%80.md";
        let mut text = String::from("“One 😀,” she said.\r\n\r\nTwo — 𝒳.\n");
        client.open(uri, 0, &text);
        let mut random = Random(20_261_128);
        for version in 1..400 {
            let mut changes = Vec::new();
            for _ in 0..=random.below(3) {
                // No editor puts the cursor between a CR and its LF.
                let stops: Vec<usize> = (0..=text.len())
                    .filter(|&i| text.is_char_boundary(i))
                    .filter(|&i| !(text[..i].ends_with('\r') && text[i..].starts_with('\n')))
                    .collect();
                let start = random.below(stops.len());
                let (start, end) = (stops[start], stops[(start + random.below(5)).min(stops.len() - 1)]);
                let new: String = (0..random.below(4)).map(|_| PIECES[random.below(PIECES.len())]).collect();
                let range = json!({"start": place(&text, start, width), "end": place(&text, end, width)});
                changes.push(json!({"range": range, "text": new}));
                text.replace_range(start..end, &new);
            }
            if text.len() > 800 {
                text = String::from("“x");
                changes.push(json!({"text": text}));
            }
            client.change(uri, version, json!(changes));
            let call = json!({"command": "copydesk.text", "arguments": [{"uri": uri}]});
            assert_eq!(client.request("workspace/executeCommand", call), text, "{name} {version}");
        }
        client.end();
    }
}

#[test]
fn the_text_of_what_is_not_open_is_not_told() {
    let mut client = Client::plain();
    let call = json!({"command": "copydesk.text", "arguments": [{"uri": "file:///etc/passwd"}]});
    assert_eq!(client.request("workspace/executeCommand", call), Value::Null);
    client.end();
}
