//! How long a writer waits: the server spoken to over its standard input and output, as an editor does.
//!
//! `cargo bench --bench editor` prints a line for each promise with what was measured: a keystroke in an article of
//! 5 KB and in a book of 1 MB, 400 keystrokes at once, a hover while 5 MB are read, and the memory held after 10,000
//! edits and at its peak. COPYDESK names another program to measure than the one that was just built.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement that cannot go on fails")]

use std::collections::VecDeque;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

fn main() {
    let draft = "file:///drafts/a.md";
    for (name, bytes, keys) in [("5 KB", 5 << 10, 1_000), ("1 MB", 1 << 20, 100)] {
        let mut editor = Editor::start();
        editor.open(draft, &copy(bytes));
        let line = copy(bytes).lines().count() as u32 / 2;
        let mut times: Vec<Duration> = (0..keys)
            .map(|key| {
                let begun = Instant::now();
                let version = editor.type_at(draft, line, key);
                editor.published(draft, version);
                begun.elapsed()
            })
            .collect();
        times.sort();
        let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize];
        row(&format!("a keystroke in {name}"), &format!("p50 {} p99 {}", ms(at(0.5)), ms(at(0.99))));
        let begun = Instant::now();
        let last = (0..400).map(|key| editor.type_at(draft, line, keys + key)).last().unwrap();
        let times = editor.published(draft, last);
        row(&format!("400 keystrokes at once in {name}"), &format!("{}, published {times} times", ms(begun.elapsed())));
        row(&format!("memory at its peak, {name}"), &memory(&editor, "VmHWM:"));
    }

    let mut editor = Editor::start();
    let other = "file:///drafts/other.md";
    editor.open(other, &copy(5 << 10));
    editor.open_unread(draft, &copy(5 << 20));
    let mut slowest = Duration::ZERO;
    let mut hovers = 0;
    while !editor.was_published(draft) {
        let begun = Instant::now();
        editor.hover(other);
        slowest = slowest.max(begun.elapsed());
        hovers += 1;
    }
    row("a hover while 5 MB are read", &format!("{} at most, of {hovers}", ms(slowest)));

    let mut editor = Editor::start();
    editor.open(draft, &copy(64 << 10));
    for edit in 0..10_000 {
        let version = editor.type_at(draft, 100 + edit % 100, 0);
        editor.published(draft, version);
        if edit + 1 == 100 || edit + 1 == 10_000 {
            row(&format!("memory after {} edits of 64 KB", edit + 1), &memory(&editor, "VmRSS:"));
        }
    }
}

fn row(name: &str, value: &str) {
    println!("{name:<36}  {value}");
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn memory(editor: &Editor, field: &str) -> String {
    let status = fs::read_to_string(format!("/proc/{}/status", editor.child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or("is not told here");
    line.trim().to_owned()
}

/// Copy of about so many bytes, in which no quotation stands twice, with a finding in every fifth paragraph.
fn copy(bytes: usize) -> String {
    let paragraphs = [
        "Mayor Ada Lindqvist closed bridge # on Tuesday. “Number # would not have lived through the winter,” she said.",
        "“Nobody asked us before the money for road # was gone.” The council meets again in May.",
        "The river rose by two meters in one night, Reuters reported. Construction of dam # began in 2019.",
        "“We don’t have a ‘plan #,’” harbor master Tomás Ibarra said. “What we have is boat #.”",
        "Residents of bank #, many of them pensioners, crossed by boat for most of the spring.",
    ];
    let mut copy = String::from("---\ntitle: The old bridge\ndate: 2025-08-12\n---\n\n");
    for (number, paragraph) in paragraphs.iter().cycle().enumerate() {
        if copy.len() >= bytes {
            break;
        }
        copy.push_str(&paragraph.replace('#', &number.to_string()));
        copy.push_str("\n\n");
    }
    copy
}

/// An editor and the server that it talks to.
struct Editor {
    child: Child,
    stdin: ChildStdin,
    inbox: Receiver<Value>,
    waiting: VecDeque<Value>,
    number: i64,
}

impl Editor {
    fn start() -> Self {
        let program = std::env::var("COPYDESK").unwrap_or_else(|_| env!("CARGO_BIN_EXE_copydesk").to_owned());
        let mut command = Command::new(program);
        let mut child = command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (sender, inbox) = mpsc::channel();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = receive(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let stdin = child.stdin.take().unwrap();
        let mut editor = Self { child, stdin, inbox, waiting: VecDeque::new(), number: 0 };
        let params = json!({"capabilities": {}, "initializationOptions": {"quietMs": 0}});
        editor.ask("initialize", params);
        editor.say(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
        editor
    }

    fn say(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.number += 1;
        let id = self.number;
        self.say(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        while self.next()["id"] != id {}
    }

    fn next(&mut self) -> Value {
        let message = self.inbox.recv_timeout(Duration::from_secs(60)).unwrap();
        if message["method"] == "textDocument/publishDiagnostics" {
            self.waiting.push_back(message.clone());
        }
        message
    }

    fn open_unread(&mut self, uri: &str, text: &str) {
        let draft = json!({"uri": uri, "languageId": "markdown", "version": 0, "text": text});
        let params = json!({"textDocument": draft});
        self.say(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params}));
    }

    fn open(&mut self, uri: &str, text: &str) {
        self.open_unread(uri, text);
        self.published(uri, 0);
    }

    /// Types the letter of number `key` at the end of what was typed in a line, and answers with the version.
    fn type_at(&mut self, uri: &str, line: u32, key: u32) -> i64 {
        self.number += 1;
        let place = json!({"line": line, "character": 0});
        let letter = char::from(b'a' + (key % 26) as u8).to_string();
        let change = json!([{"range": {"start": place, "end": place}, "text": letter}]);
        let params = json!({"textDocument": {"uri": uri, "version": self.number}, "contentChanges": change});
        self.say(&json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}));
        self.number
    }

    /// Waits for what was found in a version, and answers how many versions something was found in on the way.
    fn published(&mut self, uri: &str, version: i64) -> usize {
        let mut times = 0;
        loop {
            while let Some(message) = self.waiting.pop_front() {
                let params = &message["params"];
                times += usize::from(params["uri"] == uri);
                if params["uri"] == uri && params["version"] == version {
                    return times;
                }
            }
            self.next();
        }
    }

    fn was_published(&mut self, uri: &str) -> bool {
        self.waiting.iter().any(|message| message["params"]["uri"] == uri)
    }

    fn hover(&mut self, uri: &str) {
        let params = json!({"textDocument": {"uri": uri}, "position": {"line": 5, "character": 8}});
        self.ask("textDocument/hover", params);
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One message; `None` at the end.
fn receive(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((_, value)) => length = value.parse().unwrap(),
            None => break,
        }
    }
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
