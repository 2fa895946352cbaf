//! Drafts are secret: copy is where it was asked for and nowhere else, and nothing opens a socket.
//!
//! Sockets are looked for without a tracer, which many machines lack: the program is not even linked with what opens
//! one, and a running server holds none.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use copydesk::lsp::commands::ALL;
use copydesk::lsp::desks::Desks;
use copydesk::lsp::service::SERVED;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower_lsp::lsp_types::Url;

use super::client::{Client, is_findings};
use crate::folder::Folder;

/// Looks like a name, so that it is taken for one wherever names are.
const TOKEN: &str = "Zquagmirel";

/// A newsroom in which everything holds the token.
fn newsroom() -> Folder {
    let of = |text: &str| text.replace("TOKEN", TOKEN);
    let settings = of("\
# TOKEN
officials = [\"officials.toml\"]
sources = [\"refs.bib\"]
transcripts = [\"talks/**\"]
[[override]]
files = [\"TOKEN/**\"]
rules = { uncited-outlet = \"off\" }
");
    let officials = of("\
[[person]]
name = \"Ada TOKEN\"
id = \"TOKEN\"
[[person.roles]]
title = \"Mayor\"
of = \"TOKENville\"
start = 2024-01-01
");
    let draft = of("\
---
title: The TOKEN file
date: 2025-08-12
sources:
  - id: TOKEN
    title: TOKEN
---

# TOKEN

Mayor Ada TOKEN left. “The TOKEN told us of the TOKEN, and then the TOKEN was gone.” Nobody spoke.[@TOKEN-else]

The river rose, Reuters reported of TOKEN. “TOKEN is open, she said of TOKEN.

See [here](https://TOKEN.example/?utm_source=TOKEN). <!-- copydesk allow unused-allowance: TOKEN --> TK TOKEN
");
    let sources = of("@book{TOKEN, title = {TOKEN}, author = {TOKEN, Ada}, url = {https://TOKEN.example/}}\n");
    let talk = of("Ada TOKEN: The TOKEN told us.\n");
    Folder::new(&[
        ("copydesk.toml", &settings),
        ("officials.toml", &officials),
        ("refs.bib", &sources),
        ("talks/one.txt", &talk),
        ("draft.md", &draft),
        ("other.md", &of("TOKEN and “TOKEN.”\n")),
    ])
}

/// Every file below `folder` with its content.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let below = entries.flat_map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path) } else { vec![(path.clone(), fs::read(&path).unwrap())] }
    });
    below.collect()
}

fn holds(bytes: &[u8]) -> bool {
    bytes.to_ascii_lowercase().windows(TOKEN.len()).any(|window| window == TOKEN.to_ascii_lowercase().as_bytes())
}

/// Nothing below `folder` holds the token in its name or in itself, but for `asked`.
fn assert_kept(folder: &Path, asked: &[&str], when: &str) {
    for (path, bytes) in files(folder) {
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
        assert!(!holds(name.as_bytes()), "{when}: {name} is a file name");
        assert!(asked.contains(&name) || !holds(&bytes), "{when}: {name} holds copy");
    }
}

/// What was there before anything ran.
const GIVEN: &[&str] = &["copydesk.toml", "officials.toml", "refs.bib", "talks/one.txt", "draft.md", "other.md"];

/// Every command, and the files that it was asked to put copy into.
const COMMANDS: &[(&str, &[&str])] = &[
    ("check", &[]),
    ("check --format json", &[]),
    ("check --format sarif --redact", &[]),
    ("check --format github", &[]),
    ("check --statistics", &[]),
    ("check --show-settings draft.md", &[]),
    ("check --show-files", &[]),
    ("check --diff", &[]),
    ("check -o report.json --format json", &["report.json"]),
    ("check no-such.md draft.md", &[]),
    ("quotes draft.md", &[]),
    ("diff draft.md other.md --quotes", &[]),
    ("quotes --format json draft.md", &[]),
    ("baseline", &[]),
    ("check --baseline copydesk.baseline.json", &[]),
    ("explain uncited-outlet", &[]),
    ("rules", &[]),
    ("officials lookup Zquagmirel", &[]),
    ("officials stats", &[]),
    ("officials verify", &[]),
    ("officials export", &[]),
    ("officials query", &[]),
    ("init", &[]),
    ("schema", &[]),
    ("schema editor", &[]),
    ("completions bash", &[]),
    ("man .", &[]),
    ("check --fix", &["draft.md"]),
];

/// What commands say to the person at the terminal names what the person named; settings and lists that are read well
/// are not quoted.
#[test]
fn commands_put_copy_only_where_it_was_asked_for() {
    let folder = newsroom();
    let home = TempDir::new().unwrap();
    let (at, log) = (home.path().to_str().unwrap(), ("COPYDESK_LOG", "trace"));
    let environment = [("HOME", at), ("TMPDIR", at), ("XDG_CACHE_HOME", at), ("XDG_STATE_HOME", at), log];
    let mut asked = GIVEN.to_vec();
    let others: Vec<String> = others().iter().flat_map(|name| [name.clone(), format!("{name} draft.md")]).collect();
    let others = others.iter().map(|arguments| (arguments.as_str(), &[][..]));
    for (arguments, outputs) in others.chain(COMMANDS.iter().copied()) {
        asked.extend(outputs);
        let ran = folder.run_with(arguments, "", &environment);
        assert!(!holds(ran.err.as_bytes()), "{arguments}: {}", ran.err);
        assert_kept(folder.root(), &asked, arguments);
        assert_kept(home.path(), &[], arguments);
        let redacted = arguments.contains("--redact") || arguments.contains("--statistics");
        assert!(!redacted || !holds(ran.out.as_bytes()), "{arguments}: {}", ran.out);
    }
    // The draft was read, or nothing was proved.
    assert!(holds(folder.run("quotes draft.md").out.as_bytes()));
    assert!(holds(folder.run("check --format json").out.as_bytes()));
}

/// Every way to say something of a draft, beside those above.
const TELLING: &[&str] = &[
    "check --format human --show-hints",
    "check --format compact",
    "check --format jsonl",
    "check --format sarif",
    "check --format gitlab",
    "check --format junit",
    "check --format rdjsonl",
    "check --format github,sarif=told.sarif -o told.txt",
    "check --show-hints --no-cache -",
    "check --format jsonl --stdin-format ndjson -",
    "check --staged",
    "check --since HEAD",
    "check --fix -",
    "check --diff -",
    "check --transcript talks/one.txt draft.md",
    "quotes --why draft.md",
    "quotes --format jsonl draft.md",
    "quotes --format csv -",
    "quotes --format jsonl --stdin-format ndjson -",
    "diff other.md draft.md --quotes --format jsonl",
    "diff HEAD draft.md --quotes",
    "factcheck draft.md -o told.html",
    "factcheck draft.md -o told.csv",
    "factcheck draft.md -o told.md",
    "sources draft.md",
    "sources --format bibtex draft.md",
    "sources --format json-ld draft.md",
    "sources --format csv draft.md",
    "allow draft.md:15 leftover-placeholder --reason later",
    "init --from .",
];

/// In CI others read what is printed, and keep what is made. Neither holds a word of a draft that is not published,
/// though nobody asked for discretion.
#[test]
fn in_ci_nothing_shows_a_draft_that_is_not_published() {
    let folder = newsroom();
    let published = folder.read("draft.md");
    let draft = published.replacen("---\n", "---\ndraft: true\nlang: en-TOKEN\n", 1).replace("TOKEN", TOKEN);
    folder.write("draft.md", draft.as_bytes());
    folder.write(
        "other.md",
        format!("---\nembargo: {TOKEN}\nlang: sv-{TOKEN}\n---\n{TOKEN} “and” {TOKEN}.”\n").as_bytes(),
    );
    folder.git(&["init", "--quiet"]);
    folder.git(&["add", "copydesk.toml"]);
    folder.git(&["commit", "--quiet", "--message", "One"]);
    folder.git(&["add", "."]);
    let home = TempDir::new().unwrap();
    let at = home.path().to_str().unwrap();
    let summary = home.path().join("summary.md");
    let environment = [
        ("HOME", at),
        ("TMPDIR", at),
        ("XDG_CACHE_HOME", at),
        ("CI", "true"),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
    ];
    let given: BTreeSet<PathBuf> = files(folder.root()).into_iter().map(|(path, _)| path).collect();
    let input = |arguments: &str| match arguments.contains("ndjson") {
        true => json!({"path": "draft.md", "text": draft}).to_string() + "\n",
        false => draft.clone(),
    };
    // What the newsroom's own files say is no draft, and is asked for by name.
    let others = COMMANDS.iter().map(|&(arguments, _)| arguments);
    let others =
        others.filter(|arguments| !arguments.starts_with("officials") && !arguments.contains("--show-settings"));
    for arguments in TELLING.iter().copied().chain(others) {
        let ran = folder.run_with(arguments, &input(arguments), &environment);
        assert!(!holds(ran.out.as_bytes()), "{arguments}: {}", ran.out);
        assert!(!holds(ran.err.as_bytes()), "{arguments}: {}", ran.err);
        for (path, bytes) in files(folder.root()).into_iter().chain(files(home.path())) {
            assert!(given.contains(&path) || !holds(&bytes), "{arguments}: {}", path.display());
        }
    }
    // Whoever asks is shown it, so that all of the above would have shown it.
    folder.write("draft.md", draft.as_bytes());
    for arguments in [
        "check --format json",
        "check --fix -",
        "quotes draft.md",
        "diff draft.md other.md --quotes",
        "sources draft.md",
    ] {
        let ran = folder.run_with(&format!("{arguments} --no-redact"), &draft, &environment);
        assert!(holds(ran.out.as_bytes()), "{arguments}: {}{}", ran.out, ran.err);
        let refused = folder.run_with(arguments, &draft, &environment);
        assert!(arguments.contains("json") || refused.err.contains("add --no-redact"), "{arguments}");
    }
    let sheet = folder.run_with("factcheck draft.md -o told.html --no-redact", "", &environment);
    assert!(holds(folder.read("told.html").as_bytes()), "{}", sheet.err);
}

/// Commands that `--help` lists and that are not tried by name above.
fn others() -> Vec<String> {
    let help = Folder::new(&[]).run("--help").out;
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: BTreeSet<&str> = names.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains("check") && names.contains("lsp"), "{help}");
    // The server has a test of its own.
    let tried =
        |name: &str| name == "lsp" || COMMANDS.iter().any(|(arguments, _)| arguments.split(' ').next() == Some(name));
    names.into_iter().filter(|name| !tried(name)).map(str::to_owned).collect()
}

#[test]
fn a_traced_session_puts_copy_into_answers_and_nowhere_else() {
    let folder = newsroom();
    let state = TempDir::new().unwrap();
    let at = state.path().to_str().unwrap();
    let mut client = Client::start_with(&[("COPYDESK_LOG", "trace"), ("TMPDIR", at), ("XDG_STATE_HOME", at)]);
    let root = Url::from_file_path(folder.root()).unwrap();
    let uri = Url::from_file_path(folder.path("draft.md")).unwrap().to_string();
    client.request(
        "initialize",
        json!({
            "capabilities": {"window": {"showDocument": {"support": true}}},
            "trace": "verbose",
            "workspaceFolders": [{"uri": root, "name": "news"}],
            "initializationOptions": {"quietMs": 0},
        }),
    );
    client.notify("initialized", json!({}));
    client.notify("$/setTrace", json!({"value": "verbose"}));
    let draft = folder.read("draft.md");
    client.open(&uri, 1, &draft);
    assert!(client.findings(&uri, 1).iter().any(|finding| holds(finding.to_string().as_bytes())));
    // An edit that does not fit is logged.
    let far = json!({"line": 9_999, "character": 0});
    client.change(&uri, 2, json!([{"range": {"start": far, "end": far}, "text": TOKEN}]));
    let about = json!({"textDocument": {"uri": uri}});
    let place = json!({"line": 10, "character": 11});
    let mut at_place = about.clone();
    at_place["position"] = place.clone();
    at_place["context"] = json!({"includeDeclaration": true, "diagnostics": []});
    at_place["range"] = json!({"start": place, "end": place});
    at_place["newName"] = json!(TOKEN);
    at_place["query"] = json!(TOKEN);
    let mut answered = 0;
    for method in SERVED.iter().chain(&["copydesk/nothing"]) {
        let id = client.ask(method, at_place.clone());
        answered += usize::from(holds(client.answer(id).to_string().as_bytes()));
    }
    for command in ALL {
        let argument = json!({"uri": uri, "range": at_place["range"], "url": TOKEN, "rule": TOKEN});
        let id = client.ask("workspace/executeCommand", json!({"command": command, "arguments": [argument]}));
        answered += usize::from(holds(client.answer(id).to_string().as_bytes()));
    }
    assert!(answered > 8, "the draft was hardly read: {answered}");
    // What makes no sense is logged without being quoted.
    for method in ["textDocument/didOpen", "textDocument/didChange", "workspace/didChangeWatchedFiles"] {
        client.notify(method, json!({"textDocument": TOKEN, "contentChanges": TOKEN}));
    }
    assert_no_socket(client.process());
    let told = client.rest();
    let logs = told.iter().filter(|it| matches!(it["method"].as_str(), Some("$/logTrace" | "window/logMessage")));
    let logs: Vec<&Value> = logs.collect();
    assert!(!logs.is_empty());
    assert!(logs.iter().all(|message| !holds(message.to_string().as_bytes())), "{logs:?}");
    assert!(
        told.iter()
            .filter(|it| it.get("id").is_none())
            .all(|it| { logs.contains(&it) || is_findings(it, &uri) || !holds(it.to_string().as_bytes()) })
    );
    let home = client.home().to_owned();
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
    let log = client.log();
    assert!(log.contains("does not fit a draft") && !holds(log.as_bytes()), "{log}");
    assert_kept(folder.root(), GIVEN, "session");
    assert_kept(&home, &[], "session");
    assert_kept(state.path(), &[], "session");
}

/// No file that the process has open is a socket.
fn assert_no_socket(process: u32) {
    if cfg!(target_os = "linux") {
        let open = fs::read_dir(format!("/proc/{process}/fd")).unwrap();
        let open: Vec<PathBuf> = open.filter_map(|file| fs::read_link(file.unwrap().path()).ok()).collect();
        assert!(open.len() > 2, "{open:?}");
        assert!(!open.iter().any(|file| file.to_string_lossy().starts_with("socket:")), "{open:?}");
    }
}

/// Names that the program at `path` has the system's libraries fill in: the text that its loader reads (ELF-64
/// specification, "Sections": a table of strings, type 3, that is loaded, flag 2).
#[cfg(all(target_os = "linux", target_pointer_width = "64", target_endian = "little"))]
fn names_for_the_loader(path: &str) -> Vec<Vec<u8>> {
    let program = fs::read(path).unwrap();
    let number = |at: usize, bytes: usize| {
        program[at..at + bytes].iter().rev().fold(0, |number, &byte| (number << 8) | usize::from(byte))
    };
    let (table, size, count) = (number(0x28, 8), number(0x3a, 2), number(0x3c, 2));
    let sections = (0..count).map(|i| table + i * size);
    let loaded = sections.filter(|&at| number(at + 4, 4) == 3 && number(at + 8, 8) & 2 != 0);
    let texts = loaded.map(|at| &program[number(at + 0x18, 8)..][..number(at + 0x20, 8)]);
    texts.flat_map(|text| text.split(|&byte| byte == 0)).map(<[u8]>::to_vec).collect()
}

/// A program opens a socket by a function of the system's library, which its loader has to find for it by name. A pair
/// of sockets between a process and its child is no way out.
#[test]
#[cfg(all(target_os = "linux", target_pointer_width = "64", target_endian = "little"))]
fn the_program_is_not_linked_with_what_opens_a_socket() {
    let names = names_for_the_loader(env!("CARGO_BIN_EXE_copydesk"));
    let has = |name: &str| names.iter().any(|known| known == name.as_bytes());
    assert!(has("read") && has("write"), "names are not where they were");
    for name in ["socket", "connect", "bind", "listen", "accept", "accept4", "sendto", "getaddrinfo", "gethostbyname"] {
        assert!(!has(name), "{name}");
    }
}

/// A server whose check stumbles over every draft and quotes it, run by this very test in a process of its own.
#[test]
fn a_panic_tells_its_place_and_no_copy() {
    const CHILD: &str = "COPYDESK_TEST_STUMBLES";
    if std::env::var_os(CHILD).is_some() {
        copydesk::cli::keep_copy_out_of_panics();
        let desks = Desks::with(|draft, _| panic!("stumbled over {}", draft.source.text()));
        copydesk::lsp::serve(Arc::new(desks), std::io::stdin(), std::io::stdout());
        return;
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "lsp::secrets::a_panic_tells_its_place_and_no_copy", "--nocapture"])
        .env(CHILD, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let draft = json!({"uri": "file:///a.md", "languageId": "markdown", "version": 1, "text": TOKEN});
    let about = json!({"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 0}});
    for message in [
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}, "trace": "verbose"}}),
        json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": draft}}),
        json!({"jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": about}),
    ] {
        let body = message.to_string();
        write!(stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    }
    let mut output = child.stdout.take().unwrap();
    let mut told = Vec::new();
    while !String::from_utf8_lossy(&told).contains("\"id\":2") {
        let mut piece = [0; 4096];
        let length = output.read(&mut piece).unwrap();
        assert!(length > 0, "{}", String::from_utf8_lossy(&told));
        told.extend(&piece[..length]);
    }
    drop(stdin);
    output.read_to_end(&mut told).unwrap();
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(child.wait().unwrap().success());
    assert!(log.contains("copydesk: internal fault at "), "{log}");
    assert!(log.contains("secrets.rs:"), "{log}");
    assert!(!holds(log.as_bytes()) && !holds(&told), "{log}");
}
