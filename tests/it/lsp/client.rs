//! A small editor: it sends what a test says and collects what comes back. It waits for messages, never for time.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything may take before a test gives up on it. Far more than it takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running server and the editor's side of it.
pub struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    inbox: Receiver<Value>,
    /// Came while something else was waited for.
    waiting: VecDeque<Value>,
    errors: Option<JoinHandle<String>>,
    record: Record,
    last_id: u64,
    /// Whether requests of the server are answered.
    pub answers: bool,
    home: TempDir,
}

impl Client {
    /// A server that nothing was said to.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// A server with this in its environment, that nothing was said to.
    pub fn start_with(environment: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.arg("lsp").env("HOME", home.path()).env_remove("XDG_CACHE_HOME").env_remove("LOCALAPPDATA");
        command.envs(environment.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let record = Record::start();
        let (sender, inbox) = mpsc::channel();
        let heard = record.clone();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = receive(&mut stdout) {
                heard.write("server", &message);
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut stderr = child.stderr.take().unwrap();
        let errors = thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).unwrap();
            text
        });
        let stdin = child.stdin.take();
        Self {
            child,
            stdin,
            inbox,
            waiting: VecDeque::new(),
            errors: Some(errors),
            last_id: 0,
            answers: true,
            home,
            record,
        }
    }

    /// A session with an editor that can do what `capabilities` says.
    pub fn with(capabilities: Value) -> Self {
        Self::with_params(json!({"capabilities": capabilities}))
    }

    /// A session opened with these parameters of `initialize`.
    pub fn with_params(mut params: Value) -> Self {
        let mut client = Self::start();
        if params.get("initializationOptions").is_none() {
            // Most tests ask what is found, not when it is shown.
            params["initializationOptions"] = json!({"quietMs": 0});
        }
        client.request("initialize", params);
        client.notify("initialized", json!({}));
        client
    }

    /// A session with an editor of few words.
    pub fn plain() -> Self {
        Self::with(json!({}))
    }

    /// The user's folder in this session.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("input is open");
        // A server that has ended already is what some tests look for.
        let _ = stdin.write_all(bytes).and_then(|()| stdin.flush());
    }

    /// Sends one message if the input is still open; whether it was.
    pub fn try_send(&mut self, message: &Value) -> bool {
        let open = self.stdin.is_some();
        if open {
            self.send(message);
        }
        open
    }

    /// Sends a request if the input is still open.
    pub fn try_ask(&mut self, method: &str, params: Value) -> Option<u64> {
        self.stdin.is_some().then(|| self.ask(method, params))
    }

    /// The number of the server's process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Kills the server.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends one message.
    pub fn send(&mut self, message: &Value) {
        self.record.write("client", message);
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and goes on; the answer is taken with [`Client::answer`].
    pub fn ask(&mut self, method: &str, params: Value) -> u64 {
        self.last_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params}));
        self.last_id
    }

    /// The whole answer to the request of that number.
    pub fn answer(&mut self, id: u64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    /// Sends a request and waits for its result, which must not be an error.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// The next message that `wanted` takes; others stay for later.
    pub fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(i) = self.waiting.iter().position(&wanted) {
            return self.waiting.remove(i).expect("it was just found");
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let message = match self.inbox.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("waited in vain; came: {:?}", self.waiting),
                Err(RecvTimeoutError::Disconnected) => panic!("the server is gone; came: {:?}", self.waiting),
            };
            self.reply(&message);
            if wanted(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// Everything that has come and not been taken, after a round trip that lets all before it arrive.
    pub fn rest(&mut self) -> Vec<Value> {
        let id = self.ask("copydesk/ping", json!({}));
        self.answer(id);
        self.waiting.drain(..).collect()
    }

    fn reply(&mut self, message: &Value) {
        if self.answers && message.get("method").is_some() && message.get("id").is_some() {
            self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
        }
    }

    /// Opens a Markdown draft.
    pub fn open(&mut self, uri: &str, version: i64, text: &str) {
        self.open_as(uri, "markdown", version, text);
    }

    /// Opens a draft in the language that the editor names.
    pub fn open_as(&mut self, uri: &str, language: &str, version: i64, text: &str) {
        let draft = json!({"uri": uri, "languageId": language, "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": draft}));
    }

    /// Changes a draft.
    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let draft = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": draft, "contentChanges": changes}));
    }

    /// Closes a draft.
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// What was found in that version of a draft; findings of earlier versions are dropped.
    pub fn findings(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let mut published = self.wait(|message| is_findings(message, uri) && message["params"]["version"] == version);
        self.waiting
            .retain(|message| !is_findings(message, uri) || message["params"]["version"].as_i64() > Some(version));
        serde_json::from_value(published["params"]["diagnostics"].take()).unwrap()
    }

    /// Asks something at a place of a draft.
    pub fn at(&mut self, method: &str, uri: &str, line: u32, character: u32) -> Value {
        let place = json!({"line": line, "character": character});
        self.request(method, json!({"textDocument": {"uri": uri}, "position": place}))
    }

    /// What may be done at a range of a draft.
    pub fn actions(&mut self, uri: &str, start: (u32, u32), end: (u32, u32)) -> Vec<Value> {
        let place = |(line, character)| json!({"line": line, "character": character});
        let range = json!({"start": place(start), "end": place(end)});
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}});
        serde_json::from_value(self.request("textDocument/codeAction", params)).unwrap()
    }

    /// Closes the server's input.
    pub fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// The code that the server exits with; its input stays as it is.
    pub fn exit_code(&mut self) -> i32 {
        let end = Instant::now() + PATIENCE;
        // Its output ends when it does.
        while self.inbox.recv_timeout(end.saturating_duration_since(Instant::now())).is_ok() {}
        assert!(Instant::now() < end, "the server does not exit");
        self.child.wait().unwrap().code().expect("it exits by itself")
    }

    /// Asks for the end in the right order and answers with what the server wrote to its log.
    pub fn end(mut self) -> String {
        self.request("shutdown", Value::Null);
        self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        assert_eq!(self.exit_code(), 0);
        self.log()
    }

    /// What the server wrote to its log, once it has exited.
    pub fn log(&mut self) -> String {
        self.errors.take().expect("the log is read once").join().unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A test that failed must not leave a server behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is said in a session, for the strict checker of `editors/protocol`: a file for each session in the folder that
/// `COPYDESK_RECORD` names.
#[derive(Clone)]
struct Record(Option<Arc<Mutex<File>>>, Instant);

impl Record {
    fn start() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let file = std::env::var_os("COPYDESK_RECORD").map(|folder| {
            let name = format!("test-{}.jsonl", NUMBER.fetch_add(1, Ordering::Relaxed));
            Arc::new(Mutex::new(File::create(Path::new(&folder).join(name)).unwrap()))
        });
        Self(file, Instant::now())
    }

    fn write(&self, side: &str, message: &Value) {
        if let Some(file) = &self.0 {
            // Whoever leaves right after asking is owed no answer: the checker looks at the clock.
            let line = json!({"from": side, "message": message, "at": self.1.elapsed().as_secs_f64()});
            writeln!(file.lock().unwrap(), "{line}").unwrap();
        }
    }
}

/// Whether `message` brings findings of the draft at `uri`.
pub fn is_findings(message: &Value, uri: &str) -> bool {
    message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
}

/// Capabilities of an editor that asks for findings itself.
pub fn pulling() -> Value {
    json!({
        "textDocument": {"diagnostic": {"dynamicRegistration": true}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    })
}

/// `text` after the edits of an action, which must fit the draft at `uri`.
pub fn applied(text: &str, uri: &str, action: &Value) -> String {
    applied_in(copydesk::text::Columns::Utf16, text, uri, action)
}

/// The same for an editor whose columns count something else.
pub fn applied_in(columns: copydesk::text::Columns, text: &str, uri: &str, action: &Value) -> String {
    let edit = &action["edit"];
    let edits = match edit["documentChanges"].as_array() {
        Some(changes) => {
            assert_eq!((changes.len(), &changes[0]["textDocument"]["uri"]), (1, &json!(uri)));
            &changes[0]["edits"]
        }
        None => &edit["changes"][uri],
    };
    let source = copydesk::text::Source::new(text.to_owned());
    let offset = |place: &Value| {
        let (line, column) = (place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap());
        source.offset(line as usize, column as usize, columns)
    };
    let edits = edits.as_array().expect("the action has edits").iter().map(|edit| copydesk::fix::Edit {
        span: copydesk::text::Span::new(offset(&edit["range"]["start"]), offset(&edit["range"]["end"])),
        text: edit["newText"].as_str().unwrap().to_owned(),
    });
    copydesk::fix::apply(text, &edits.collect::<Vec<_>>()).expect("edits do not overlap")
}

/// One message; `None` at the end.
fn receive(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok(),
            Some(_) => {}
            None if line == "\r\n" => break,
            None => panic!("no header: {line:?}"),
        }
    }
    let mut body = vec![0; length.expect("every message says its length")];
    stdout.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("every message is JSON"))
}
