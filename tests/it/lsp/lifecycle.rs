//! Beginning and end of a session, and what must not end it.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::client::Client;

const NOT_INITIALIZED: i64 = -32002;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const PARSE_ERROR: i64 = -32700;

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
}

#[test]
fn it_exits_while_its_input_stays_open() {
    for params in [json!({"params": null}), json!({})] {
        let mut client = Client::plain();
        let mut shutdown = json!({"jsonrpc": "2.0", "id": "last", "method": "shutdown"});
        let mut exit = json!({"jsonrpc": "2.0", "method": "exit"});
        for message in [&mut shutdown, &mut exit] {
            message.as_object_mut().unwrap().extend(params.as_object().unwrap().clone());
        }
        client.send(&shutdown);
        let answer = client.wait(|message| message["id"] == "last");
        assert_eq!(answer, json!({"jsonrpc": "2.0", "id": "last", "result": null}));
        client.send(&exit);
        assert_eq!(client.exit_code(), 0);
    }
}

#[test]
fn it_exits_with_a_failure_when_nobody_asked_for_shutdown() {
    let mut client = Client::plain();
    client.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(client.exit_code(), 1);

    let mut client = Client::start();
    client.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn it_exits_when_its_input_ends() {
    let mut client = Client::plain();
    client.hang_up();
    assert_eq!(client.exit_code(), 1);

    let mut client = Client::plain();
    client.request("shutdown", Value::Null);
    client.hang_up();
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn it_exits_in_every_order_of_shutdown_exit_and_closed_pipes() {
    for order in [
        &["shutdown", "exit"][..],
        &["exit"],
        &["shutdown", "close"],
        &["close"],
        &["shutdown", "exit", "close"],
        &["exit", "shutdown"],
        &["exit", "close"],
        &["shutdown", "shutdown", "exit"],
        &["shutdown", "close", "exit"],
        &["open", "exit"],
        &["open", "close"],
        &["open", "shutdown", "exit"],
        &["open", "shutdown", "open", "close"],
    ] {
        let mut client = Client::plain();
        for step in order {
            match *step {
                "close" => client.hang_up(),
                "open" => client.open("file:///a.md", 1, &"“One,” she said.\n\n".repeat(2_000)),
                "shutdown" => drop(client.try_ask("shutdown", Value::Null)),
                method => drop(client.try_send(&json!({"jsonrpc": "2.0", "method": method}))),
            }
        }
        let first = order.iter().find(|step| matches!(**step, "shutdown" | "exit" | "close"));
        assert_eq!(client.exit_code(), i32::from(first != Some(&"shutdown")), "{order:?}");
    }
}

#[test]
fn a_server_that_is_killed_leaves_only_whole_files() {
    for _ in 0..5 {
        let mut client = Client::plain();
        client.open("file:///a.md", 1, "The river rose, Reuters reported.\n");
        client.findings("file:///a.md", 1);
        client.kill();
        let pages = std::fs::read_dir(client.home().join(".cache/copydesk")).unwrap();
        for page in pages.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap()) {
            let page = page.unwrap().path();
            let name = page.file_stem().unwrap().to_str().unwrap();
            let whole = copydesk::rules::named(name).unwrap_or_else(|| panic!("{page:?} is no page")).page;
            assert_eq!(std::fs::read_to_string(&page).unwrap(), whole);
        }
    }
}

#[test]
fn what_was_asked_before_the_input_ended_is_answered() {
    let mut client = Client::plain();
    client.open("file:///a.md", 1, "One.\n");
    let id = client.ask(
        "textDocument/hover",
        json!({"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 0}}),
    );
    client.hang_up();
    assert_eq!(client.answer(id)["result"], Value::Null);
}

#[test]
fn it_exits_when_its_parent_does() {
    let mut parent = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut client = Client::with_params(json!({"processId": parent.id(), "capabilities": {}}));
    client.open("file:///a.md", 1, "One.\n");
    client.findings("file:///a.md", 1);
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn a_closed_output_ends_it_without_a_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    // The input stays open: only the failing write can end it.
    let mut stdin = child.stdin.take().unwrap();
    let message = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    std::io::Write::write_all(&mut stdin, format!("Content-Length: {}\r\n\r\n{message}", message.len()).as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(1), ""));
    drop(stdin);
}

/// Findings of a long draft leave without waiting for the editor to read them piece by piece.
#[test]
#[cfg(target_os = "linux")]
fn its_pipes_hold_a_long_draft() {
    let most = std::fs::read_to_string("/proc/sys/fs/pipe-max-size").unwrap().trim().parse().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let mut child = command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let message = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    std::io::Write::write_all(&mut stdin, format!("Content-Length: {}\r\n\r\n{message}", message.len()).as_bytes())
        .unwrap();
    // Whoever answers has begun.
    std::io::Read::read_exact(&mut stdout, &mut [0]).unwrap();
    let held = [rustix::pipe::fcntl_getpipe_size(&stdin), rustix::pipe::fcntl_getpipe_size(&stdout)];
    assert!(held.iter().all(|held| *held.as_ref().unwrap() >= (1 << 20).min(most)), "{held:?}");
    drop(stdin);
    child.wait().unwrap();
}

#[test]
fn nothing_is_served_before_initialize_nor_after_shutdown() {
    let mut client = Client::start();
    let hover = json!({"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 0}});
    let early = client.ask("textDocument/hover", hover.clone());
    assert_eq!(code(&client.answer(early)), NOT_INITIALIZED);
    // Notifications are dropped (LSP 3.17, "initialize").
    client.open("file:///early.md", 1, "One.\n");
    let first = client.request("initialize", json!({"capabilities": {}}));
    assert_eq!(first["serverInfo"]["name"], "copydesk");
    let second = client.ask("initialize", json!({"capabilities": {}}));
    assert_eq!(code(&client.answer(second)), INVALID_REQUEST);
    client.notify("initialized", json!({}));
    client.open("file:///a.md", 1, "One.\n");
    assert!(client.findings("file:///a.md", 1).is_empty());
    assert!(client.rest().is_empty());

    client.request("shutdown", Value::Null);
    let late = client.ask("textDocument/hover", hover);
    assert_eq!(code(&client.answer(late)), INVALID_REQUEST);
    let twice = client.ask("shutdown", Value::Null);
    assert_eq!(code(&client.answer(twice)), INVALID_REQUEST);
}

#[test]
fn an_initialize_that_makes_no_sense_may_be_said_again() {
    let mut client = Client::start();
    for params in [json!(null), json!([]), json!("x")] {
        let id = client.ask("initialize", params);
        assert_eq!(code(&client.answer(id)), INVALID_PARAMS);
    }
    client.request("initialize", json!({"capabilities": {"textDocument": 7, "general": {"positionEncodings": {}}}}));
    client.notify("initialized", Value::Null);
    client.end();
}

#[test]
fn bytes_that_are_no_message_do_not_end_it() {
    let mut client = Client::plain();
    let mut expect = |bytes: &[u8], wanted: i64| {
        client.raw(bytes);
        let answer = client.wait(|message| message.get("error").is_some());
        assert_eq!((code(&answer), answer.get("id")), (wanted, Some(&Value::Null)), "{bytes:?}");
        // The next good message is understood.
        assert!(client.rest().is_empty(), "{bytes:?}");
    };
    expect(b"Content-Length: 5\r\n\r\n{\"a\":", PARSE_ERROR);
    expect(b"Content-Length: 2\r\n\r\n[]", INVALID_REQUEST);
    expect(b"Content-Lenght: 2\r\n\r\n[]", PARSE_ERROR);
    expect(b"Content-Length: many\r\n\r\n", PARSE_ERROR);
    expect(b"Content-Length: 4\r\n\r\n\"\xff\xfe\"", PARSE_ERROR);
    expect(b"Content-Length: 3\r\nContent-Type: x\r\n\r\n nu", PARSE_ERROR);
    // The length of a good message is too short, so that its end stands where a header should.
    expect(b"Content-Length: 9\r\n\r\n{\"jsonrpc\":\"2.0\"}", PARSE_ERROR);
    client.open("file:///a.md", 1, "One.\n");
    assert!(client.findings("file:///a.md", 1).is_empty());
    client.end();
}

#[test]
fn unknown_methods_and_senseless_parameters_do_not_end_it() {
    let mut client = Client::plain();
    let uri = "file:///a.md";
    client.open(uri, 1, "One.\n");
    client.findings(uri, 1);
    for method in ["copydesk/nothing", "textDocument/formatting", "$/nothing"] {
        let id = client.ask(method, json!({}));
        assert_eq!(code(&client.answer(id)), METHOD_NOT_FOUND, "{method}");
    }
    for params in
        [Value::Null, json!([]), json!({}), json!({"textDocument": null}), json!({"textDocument": {"uri": 7}})]
    {
        for method in ["textDocument/hover", "textDocument/codeAction", "textDocument/diagnostic"] {
            let id = client.ask(method, params.clone());
            let answer = client.answer(id);
            assert_eq!(code(&answer), INVALID_PARAMS, "{method} {params}");
        }
        for method in [
            "textDocument/didOpen",
            "textDocument/didChange",
            "textDocument/didSave",
            "textDocument/didClose",
            "workspace/didChangeConfiguration",
            "workspace/didChangeWatchedFiles",
            "$/cancelRequest",
            "$/setTrace",
            "copydesk/nothing",
        ] {
            client.notify(method, params.clone());
        }
    }
    client.send(&json!({"jsonrpc": "2.0", "id": 1000, "method": "textDocument/hover"}));
    assert_eq!(code(&client.answer(1000)), INVALID_PARAMS);
    // An answer that nobody asked for.
    client.send(&json!({"jsonrpc": "2.0", "id": 12345, "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "id": null, "error": {"code": 1, "message": "x"}}));
    assert_eq!(client.at("textDocument/hover", uri, 0, 0), Value::Null);
    client.end();
}

#[test]
fn an_error_does_not_quote_what_it_was_sent() {
    let mut client = Client::plain();
    let secret = "Quentin Quagmire told us off the record";
    let params = json!({"textDocument": secret, "position": secret, "range": secret, "context": secret});
    for method in ["textDocument/hover", "textDocument/codeAction", "textDocument/diagnostic"] {
        let id = client.ask(method, params.clone());
        assert!(!client.answer(id).to_string().contains("Quagmire"));
    }
    client.notify("textDocument/didOpen", params.clone());
    client.notify("textDocument/didChange", params);
    assert!(!client.end().contains("Quagmire"));
}

#[test]
fn an_editor_that_never_answers_holds_nothing_up() {
    let mut client = Client::start();
    client.answers = false;
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    client.request("initialize", json!({"capabilities": watches, "initializationOptions": {"quietMs": 0}}));
    client.notify("initialized", json!({}));
    let registers = client.wait(|message| message["method"] == "client/registerCapability");
    assert_eq!(registers["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    for version in 1..300 {
        client.open("file:///a.md", version, "One.\n");
    }
    client.findings("file:///a.md", 299);
    client.end();
}
