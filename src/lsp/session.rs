//! The drafts that the editor has open, as the editor has them.
//!
//! Edits are applied here and nowhere else, one after the other in the order in which they were sent. Every edit
//! makes a new [`Version`], which never changes: whoever reads one is not disturbed by the next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use ropey::Rope;
use serde::Deserialize;

use crate::lsp::desks::{Desks, Proof};
use crate::text::{Columns, Source};

/// A place as the protocol gives it: line and column, zero-based, the column in the agreed encoding.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 0.
    pub line: u32,
    /// Column, from 0.
    pub character: u32,
}

/// A stretch between two places, the end excluded.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub struct Stretch {
    /// First place.
    pub start: Place,
    /// One past the last place.
    pub end: Place,
}

/// One change to a draft.
#[derive(Clone, Debug, Deserialize)]
pub struct Change {
    /// What is replaced; `None` means all of the draft.
    #[serde(default)]
    pub range: Option<Stretch>,
    /// What stands there then.
    pub text: String,
}

/// Where and when a writer last typed.
#[derive(Clone, Copy, Debug)]
pub struct Typed {
    /// The byte after the last character typed.
    pub offset: usize,
    /// When.
    pub at: Instant,
}

/// One version of one open draft.
#[derive(Debug)]
pub struct Version {
    /// The draft's URI, byte for byte as the editor sent it.
    pub uri: String,
    /// The number that the editor gave it.
    pub number: i32,
    /// What the editor calls its language.
    pub language: String,
    /// Where and when the writer last typed; `None` when this version was opened, saved or replaced as a whole.
    pub typed: Option<Typed>,
    text: Text,
    desks: Arc<Desks>,
    /// The proof and how long it took.
    proof: OnceLock<(Option<Arc<Proof>>, Duration)>,
}

impl Version {
    /// The draft, understood and judged; whoever asks first waits for it. `None` when checking it failed, which is
    /// a fault of ours and was logged.
    pub fn proof(&self) -> Option<Arc<Proof>> {
        self.proved().0.clone()
    }

    /// How long the check took.
    pub fn took(&self) -> Duration {
        self.proved().1
    }

    fn proved(&self) -> &(Option<Arc<Proof>>, Duration) {
        self.proof.get_or_init(|| {
            let begun = Instant::now();
            // The text is made once for the check and lives on in its result.
            let source = Source::new(self.text.take());
            let proof = self.desks.proof(&self.uri, &self.language, source).map(Arc::new);
            (proof, begun.elapsed())
        })
    }

    /// The text alone, for what must not wait for a check.
    pub fn text(&self) -> String {
        written(self.rope())
    }

    /// The same in pieces, which versions share as far as they are the same.
    pub fn rope(&self) -> &Rope {
        self.text.rope()
    }

    /// Whether it is MDX, whose comments are not those of HTML.
    pub fn is_mdx(&self) -> bool {
        self.language == "mdx" || self.uri.ends_with(".mdx")
    }
}

/// The text of a version. As it comes it is whole; whoever edits or checks it has it cut into pieces, which takes its
/// time for a long draft and must not hold up what comes behind it.
#[derive(Debug)]
struct Text {
    whole: Mutex<Option<String>>,
    rope: OnceLock<Rope>,
}

impl Text {
    fn rope(&self) -> &Rope {
        self.rope.get_or_init(|| Rope::from_str(self.whole().as_deref().unwrap_or_default()))
    }

    /// All of it, without making it twice.
    fn take(&self) -> String {
        let rope = self.rope();
        self.whole().take().unwrap_or_else(|| written(rope))
    }

    fn whole(&self) -> MutexGuard<'_, Option<String>> {
        self.whole.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { whole: Mutex::new(Some(text)), rope: OnceLock::new() }
    }
}

impl From<Rope> for Text {
    fn from(rope: Rope) -> Self {
        Self { whole: Mutex::new(None), rope: OnceLock::from(rope) }
    }
}

/// The text of a rope.
fn written(rope: &Rope) -> String {
    // What grows as it is written ends up with room for twice as much.
    let mut text = String::with_capacity(rope.len_bytes());
    text.extend(rope.chunks());
    text
}

/// Everything the editor has open.
#[derive(Debug)]
pub struct Session {
    columns: OnceLock<Columns>,
    desks: Arc<Desks>,
    open: Mutex<HashMap<String, Arc<Version>>>,
}

impl Session {
    /// A session with nothing open.
    pub fn new(desks: Arc<Desks>) -> Self {
        Self { columns: OnceLock::new(), desks, open: Mutex::default() }
    }

    /// Settles what columns count; the first call wins.
    pub fn agree(&self, columns: Columns) {
        let _ = self.columns.set(columns);
    }

    /// What columns count: UTF-16 code units until settled (LSP 3.17, "Position").
    pub fn columns(&self) -> Columns {
        self.columns.get().copied().unwrap_or(Columns::Utf16)
    }

    /// The newest version of a draft; `None` when it is not open.
    pub fn newest(&self, uri: &str) -> Option<Arc<Version>> {
        self.open().get(uri).cloned()
    }

    /// The newest version of every open draft, in no order.
    pub fn all(&self) -> Vec<Arc<Version>> {
        self.open().values().cloned().collect()
    }

    /// Opens a draft, or replaces it when it is open already.
    pub fn did_open(&self, uri: String, language: String, number: i32, text: impl Into<String>) -> Arc<Version> {
        let version = self.version(uri.clone(), number, language, None, text.into().into());
        self.open().insert(uri, Arc::clone(&version));
        version
    }

    /// Changes an open draft; `None` when it is not open.
    pub fn did_change(&self, uri: &str, number: i32, changes: &[Change]) -> Option<Arc<Version>> {
        let columns = self.columns();
        let mut open = self.open();
        let last = open.get(uri)?;
        let mut rope = last.rope().clone();
        let mut typed = None;
        for change in changes {
            let offset = apply(&mut rope, change, columns);
            typed = offset.map(|offset| Typed { offset, at: Instant::now() });
        }
        let version = self.version(uri.to_owned(), number, last.language.clone(), typed, rope.into());
        open.insert(uri.to_owned(), Arc::clone(&version));
        Some(version)
    }

    /// The same text once more, for settings or newsroom data that changed, or a writer who saved.
    pub fn again(&self, uri: &str) -> Option<Arc<Version>> {
        let mut open = self.open();
        let last = open.get(uri)?;
        let text = last.rope().clone().into();
        let version = self.version(uri.to_owned(), last.number, last.language.clone(), None, text);
        open.insert(uri.to_owned(), Arc::clone(&version));
        Some(version)
    }

    /// Closes a draft; `false` when it was not open.
    pub fn did_close(&self, uri: &str) -> bool {
        self.open().remove(uri).is_some()
    }

    fn version(&self, uri: String, number: i32, language: String, typed: Option<Typed>, text: Text) -> Arc<Version> {
        let desks = Arc::clone(&self.desks);
        Arc::new(Version { uri, number, language, typed, text, desks, proof: OnceLock::new() })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<String, Arc<Version>>> {
        // Nothing is half done while it is held: a version goes in whole or not at all.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Applies one change and returns the byte after the text it put in; `None` when it replaced all of the draft.
fn apply(rope: &mut Rope, change: &Change, columns: Columns) -> Option<usize> {
    let Some(range) = change.range else {
        *rope = Rope::from_str(&change.text);
        return None;
    };
    let (start, start_fits) = find(rope, range.start, columns);
    let (end, end_fits) = find(rope, range.end, columns);
    if !start_fits || !end_fits || end < start {
        let lines = rope.len_lines();
        tracing::warn!(
            "an edit of {}:{}-{}:{} does not fit a draft of {lines} lines; it was fitted in",
            range.start.line,
            range.start.character,
            range.end.line,
            range.end.character,
        );
    }
    let (start, end) = (start.min(end), start.max(end));
    rope.remove(start..end);
    rope.insert(start, &change.text);
    Some(rope.char_to_byte(start) + change.text.len())
}

/// The index in characters of `place`, and whether the draft has that place. A column past the end of its line is
/// that end (LSP 3.17, "Position"), one inside a character is its start, a line past the last is the end of all.
fn find(rope: &Rope, place: Place, columns: Columns) -> (usize, bool) {
    let line = place.line as usize;
    if line >= rope.len_lines() {
        return (rope.len_chars(), false);
    }
    let start = rope.line_to_char(line);
    let mut end = start + rope.line(line).len_chars();
    while end > start && matches!(rope.char(end - 1), '\n' | '\r') {
        end -= 1;
    }
    let column = place.character as usize;
    let index = match columns {
        Columns::Utf32 => start.saturating_add(column),
        Columns::Utf16 => {
            let unit = rope.char_to_utf16_cu(start).saturating_add(column);
            if unit > rope.len_utf16_cu() { usize::MAX } else { rope.utf16_cu_to_char(unit) }
        }
        Columns::Utf8 => {
            let byte = rope.char_to_byte(start).saturating_add(column);
            if byte > rope.len_bytes() { usize::MAX } else { rope.byte_to_char(byte) }
        }
    };
    (index.min(end), index <= end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(columns: Columns, text: &str) -> Session {
        let session = Session::new(Arc::default());
        session.agree(columns);
        session.did_open("a".into(), "markdown".into(), 1, text);
        session
    }

    fn change(start: (u32, u32), end: (u32, u32), text: &str) -> Change {
        let place = |(line, character)| Place { line, character };
        Change { range: Some(Stretch { start: place(start), end: place(end) }), text: text.into() }
    }

    /// The text after `changes`, which come in one notification.
    fn check(columns: Columns, text: &str, changes: &[Change]) -> String {
        session(columns, text).did_change("a", 2, changes).unwrap().text()
    }

    #[test]
    fn columns_count_what_was_agreed() {
        let text = "“😀é” x\r\n\u{2028}y";
        assert_eq!(check(Columns::Utf16, text, &[change((0, 6), (0, 7), "z")]), "“😀é” z\r\n\u{2028}y");
        assert_eq!(check(Columns::Utf8, text, &[change((0, 13), (0, 14), "z")]), "“😀é” z\r\n\u{2028}y");
        assert_eq!(check(Columns::Utf32, text, &[change((0, 5), (0, 6), "z")]), "“😀é” z\r\n\u{2028}y");
        assert_eq!(check(Columns::Utf16, text, &[change((1, 1), (1, 2), "z")]), "“😀é” x\r\n\u{2028}z");
    }

    #[test]
    fn a_line_ends_only_where_the_protocol_says_so() {
        // A rope of words for typesetters would end one at each of these.
        for c in ["\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\u{c}"] {
            let text = format!("a{c}b\nc");
            assert_eq!(check(Columns::Utf16, &text, &[change((1, 0), (1, 1), "d")]), format!("a{c}b\nd"));
        }
        assert_eq!(check(Columns::Utf16, "a\rb\r\nc", &[change((2, 0), (2, 1), "d")]), "a\rb\r\nd");
    }

    #[test]
    fn changes_of_one_notification_build_on_each_other() {
        let changes = [change((0, 0), (0, 0), "b\n"), change((1, 0), (1, 1), "c"), change((0, 0), (0, 0), "a")];
        assert_eq!(check(Columns::Utf16, "x", &changes), "ab\nc");
    }

    #[test]
    fn a_range_that_does_not_fit_is_fitted_in() {
        assert_eq!(check(Columns::Utf16, "ab\r\ncd", &[change((0, 9), (1, 0), "-")]), "ab-cd");
        assert_eq!(check(Columns::Utf16, "ab", &[change((7, 7), (9, 9), "c")]), "abc");
        assert_eq!(check(Columns::Utf16, "abc", &[change((0, 2), (0, 1), "-")]), "a-c");
        assert_eq!(check(Columns::Utf8, "é", &[change((0, 1), (0, 2), "e")]), "e");
        assert_eq!(check(Columns::Utf16, "😀", &[change((0, 1), (0, 2), "e")]), "e");
        assert_eq!(check(Columns::Utf32, "ab", &[change((0, u32::MAX), (u32::MAX, u32::MAX), "c")]), "abc");
        assert_eq!(check(Columns::Utf16, "", &[change((0, u32::MAX), (0, 0), "c")]), "c");
    }

    #[test]
    fn a_version_that_was_taken_does_not_change() {
        let session = session(Columns::Utf16, "one");
        let taken = session.newest("a").unwrap();
        session.did_change("a", 2, &[change((0, 0), (0, 3), "two")]).unwrap();
        assert_eq!((taken.text(), taken.number), ("one".into(), 1));
        assert_eq!(session.newest("a").unwrap().text(), "two");
    }

    #[test]
    fn what_is_not_open_cannot_be_changed() {
        let session = session(Columns::Utf16, "one");
        assert!(session.did_close("a"));
        assert!(session.did_change("a", 2, &[change((0, 0), (0, 0), "x")]).is_none());
        assert!(session.again("a").is_none() && !session.did_close("a"));
    }

    /// A plain model of the client: its text as a string, edited by the protocol's words alone.
    fn edited(text: &str, start: (u32, u32), end: (u32, u32), new: &str, columns: Columns) -> String {
        let source = Source::new(text.to_owned());
        let at = |(line, character): (u32, u32)| source.offset(line as usize, character as usize, columns);
        format!("{}{new}{}", &text[..at(start)], &text[at(end)..])
    }

    #[test]
    fn random_edits_of_ugly_text_leave_server_and_client_with_the_same_text() {
        const PIECES: &[&str] = &[
            "“",
            "”",
            "é",
            "e\u{301}",
            "😀",
            "👩‍👩‍👧",
            "\n",
            "\r\n",
            "\r",
            "\u{2028}",
            "\u{85}",
            "\u{b}",
            "\u{c}",
            "\0",
            "\u{feff}",
            "a",
            " ",
            "\t",
            "שלום",
            "\u{202e}",
            "𝒳",
        ];
        for columns in [Columns::Utf8, Columns::Utf16, Columns::Utf32] {
            // A linear congruential generator: the same edits on every run.
            let mut seed = 20_250_812_u64;
            let mut random = |below: usize| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ((seed >> 33) as usize) % below.max(1)
            };
            let mut client = String::from("“One,” she said.\r\n\r\nTwo 😀.\n");
            let session = session(columns, &client);
            for number in 2..3_000 {
                let boundaries: Vec<usize> = (0..=client.len()).filter(|&i| client.is_char_boundary(i)).collect();
                let start = boundaries[random(boundaries.len())];
                let end =
                    boundaries[(boundaries.partition_point(|&i| i < start) + random(4)).min(boundaries.len() - 1)];
                let source = Source::new(client.clone());
                let place = |offset| {
                    let (line, column) = source.position(offset, columns);
                    (line as u32, column as u32)
                };
                let new: String = (0..random(3)).map(|_| PIECES[random(PIECES.len())]).collect();
                let (start, end) = (place(start), place(end));
                let next = edited(&client, start, end, &new, columns);
                session.did_change("a", number, &[change(start, end, &new)]).unwrap();
                client = next;
                assert_eq!(session.newest("a").unwrap().text(), client, "{columns:?} {number}");
                if client.len() > 600 {
                    client = String::from("x");
                    session.did_change("a", number, &[Change { range: None, text: client.clone() }]).unwrap();
                }
            }
        }
    }
}
