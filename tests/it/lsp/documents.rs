//! Drafts as they are opened, edited and closed, and the findings that follow.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::client::{Client, is_findings, pulling};

/// A finding of known place and no need of any engine: an allowance that allows nothing.
const FAULT: &str = "<!-- copydesk allow allowance-without-reason: never there -->\n\n";

fn insertion(line: u32, character: u32, text: &str) -> Value {
    let place = json!({"line": line, "character": character});
    json!({"range": {"start": place, "end": place}, "text": text})
}

#[test]
fn findings_carry_version_rule_and_place() {
    let mut client = Client::plain();
    let uri = "file:///drafts/a.md";
    client.open(uri, 7, &format!("“😀.”\n\n{FAULT}One.\n"));
    let found = client.findings(uri, 7);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["code"], "unused-allowance");
    assert_eq!(found[0]["source"], "copydesk");
    assert_eq!(found[0]["range"]["start"]["line"], 2);
    assert!(found[0]["severity"].is_u64() && found[0]["message"].is_string() && found[0].get("tags").is_none());
    client.end();
}

#[test]
fn the_page_of_a_rule_is_a_file_that_can_be_opened() {
    let mut client = Client::plain();
    client.open("file:///a.md", 1, &format!("{FAULT}One.\n"));
    let found = client.findings("file:///a.md", 1);
    let page = Url::parse(found[0]["codeDescription"]["href"].as_str().unwrap()).unwrap().to_file_path().unwrap();
    assert!(page.starts_with(client.home()));
    assert!(fs::read_to_string(page).unwrap().contains("unused-allowance"));
    client.end();
}

#[test]
fn a_draft_is_known_by_the_uri_it_came_with() {
    let mut client = Client::with(json!({"workspace": {"workspaceEdit": {"documentChanges": true}}}));
    for uri in [
        "file:///c%3A/news/a.md",
        "file:///C:/news/a.md",
        "file:///news/José’s draft.md",
        "untitled:Untitled-1",
        "vscode-remote://ssh-remote%2Bdesk/a.md",
        "not a uri at all",
    ] {
        client.open(uri, 1, &format!("{FAULT}One.\n"));
        assert_eq!(client.findings(uri, 1).len(), 1, "{uri}");
        if uri.contains(' ') && !uri.contains('/') {
            continue;
        }
        let actions = client.actions(uri, (0, 0), (0, 0));
        assert!(!actions.is_empty(), "{uri}");
        for action in actions {
            let document = &action["edit"]["documentChanges"][0]["textDocument"];
            assert_eq!(document, &json!({"uri": uri, "version": 1}));
        }
        client.close(uri);
        let cleared = client.wait(|message| is_findings(message, uri));
        assert_eq!(cleared["params"], json!({"uri": uri, "diagnostics": []}));
    }
    client.end();
}

#[test]
fn the_language_decides_how_a_draft_is_read() {
    let mut client = Client::plain();
    for (uri, language, findings) in [
        ("file:///a.md", "markdown", 1),
        ("file:///a.qmd", "quarto", 1),
        ("file:///a.mdx", "mdx", 1),
        ("file:///b.md", "plaintext", 0),
        ("file:///a.txt", "markdown", 1),
        ("file:///b.txt", "", 0),
        ("untitled:x", "plaintext", 0),
    ] {
        client.open_as(uri, language, 1, &format!("{FAULT}One.\n"));
        assert_eq!(client.findings(uri, 1).len(), findings, "{uri} {language}");
    }
    client.end();
}

#[test]
fn edits_are_applied_in_the_order_they_came_and_none_is_lost() {
    let mut client = Client::plain();
    let uri = "file:///a.md";
    client.open(uri, 1, "\n");
    for (version, c) in FAULT.trim_end().chars().enumerate() {
        client.change(uri, version as i64 + 2, json!([insertion(0, version as u32, &c.to_string())]));
        if version % 40 == 0 {
            client.ask(
                "textDocument/hover",
                json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}),
            );
        }
    }
    let last = FAULT.trim_end().chars().count() as i64 + 1;
    let found = client.findings(uri, last);
    assert_eq!(found[0]["range"]["start"], json!({"line": 0, "character": 0}));
    client.end();
}

#[test]
fn a_question_is_about_the_text_at_the_time_it_was_asked() {
    let mut client = Client::plain();
    let uri = "file:///a.md";
    client.open(uri, 1, &format!("{FAULT}One.\n"));
    let ask = |text: &str, version: i64, client: &mut Client| {
        client.change(uri, version, json!([{"text": text}]));
        let place = json!({"line": 0, "character": 6});
        client.ask("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": place}))
    };
    let asked: Vec<_> = (0..50)
        .map(|i| {
            let there = i % 2 == 0;
            (there, ask(if there { FAULT } else { "Two words.\n" }, i + 2, &mut client))
        })
        .collect();
    for (there, id) in asked {
        assert_eq!(client.answer(id)["result"].is_object(), there);
    }
    client.end();
}

/// The findings of a text that was opened as it is, as if it were the draft at `as_if`.
fn fresh(client: &mut Client, as_if: &str, number: i64, text: &str) -> Vec<Value> {
    let uri = format!("file:///fresh-{number}.md");
    client.open(&uri, 1, text);
    let findings = json!(client.findings(&uri, 1)).to_string().replace(&uri, as_if);
    client.close(&uri);
    serde_json::from_str(&findings).unwrap()
}

#[test]
fn random_edits_leave_the_findings_of_the_text_that_the_editor_has() {
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
        "\0",
        "\u{feff}",
        "a",
        "שלום",
        FAULT,
    ];
    for (name, columns) in [
        ("utf-8", copydesk::text::Columns::Utf8),
        ("utf-16", copydesk::text::Columns::Utf16),
        ("utf-32", copydesk::text::Columns::Utf32),
    ] {
        let mut client = Client::with(json!({"general": {"positionEncodings": [name]}}));
        let uri = "file:///a.md";
        let mut text = format!("“One 😀,” she said.\r\n\r\n{FAULT}Two.\n");
        client.open(uri, 0, &text);
        client.findings(uri, 0);
        let mut seed = 11_u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((seed >> 33) as usize) % below.max(1)
        };
        for version in 1..120 {
            let mut changes = Vec::new();
            for _ in 0..1 + random(3) {
                let source = copydesk::text::Source::new(text.clone());
                // An editor does not put the cursor between a CR and its LF.
                let places: Vec<usize> = text
                    .char_indices()
                    .map(|(i, _)| i)
                    .chain([text.len()])
                    .filter(|&i| !(text[..i].ends_with('\r') && text[i..].starts_with('\n')))
                    .collect();
                let start = random(places.len());
                let (start, end) = (places[start], places[(start + random(4)).min(places.len() - 1)]);
                let place = |offset| {
                    let (line, character) = source.position(offset, columns);
                    json!({"line": line, "character": character})
                };
                let new: String = (0..random(3)).map(|_| PIECES[random(PIECES.len())]).collect();
                changes.push(json!({"range": {"start": place(start), "end": place(end)}, "text": new}));
                text.replace_range(start..end, &new);
            }
            client.change(uri, version, json!(changes));
            if version % 10 == 0 {
                let found = client.findings(uri, version);
                assert_eq!(found, fresh(&mut client, uri, version, &text), "{name} {version} {text:?}");
            }
        }
        client.end();
    }
}

#[test]
fn ranges_beyond_the_text_are_fitted_in_and_logged() {
    let mut client = Client::plain();
    let uri = "file:///a.md";
    client.open(uri, 1, "One.\n");
    client.change(uri, 2, json!([insertion(900, 900, FAULT)]));
    assert_eq!(client.findings(uri, 2)[0]["range"]["start"]["line"], 1);
    let far = json!({"line": u32::MAX, "character": u32::MAX});
    client.change(uri, 3, json!([{"range": {"start": far, "end": {"line": 0, "character": 0}}, "text": "Gone."}]));
    assert!(client.findings(uri, 3).is_empty());
    assert_eq!(client.at("textDocument/hover", uri, u32::MAX, u32::MAX), Value::Null);
    assert!(client.actions(uri, (u32::MAX, 0), (0, u32::MAX)).is_empty());
    let log = client.end();
    assert_eq!(log.matches("does not fit a draft").count(), 2, "{log}");
    assert!(!log.contains("Gone") && !log.contains("a.md"));
}

#[test]
fn a_burst_of_edits_is_published_a_few_times_and_ends_right() {
    let mut client = Client::plain();
    let uri = "file:///a.md";
    let paragraph = "The council met for an hour and nobody left early.\n\n";
    client.open(uri, 0, &paragraph.repeat(4_000));
    client.findings(uri, 0);
    for version in 1..=400 {
        client.change(uri, version, json!([insertion(0, version as u32 - 1, "x")]));
    }
    client.change(uri, 401, json!([insertion(0, 0, FAULT)]));
    let found = client.findings(uri, 401);
    assert_eq!(found.len(), 1);
    client.end();
}

#[test]
fn a_long_check_holds_no_other_draft_up() {
    let mut client = Client::plain();
    client.open("file:///small.md", 1, FAULT);
    client.findings("file:///small.md", 1);
    let paragraph = "The council met for an hour, and “nobody left early,” Lindqvist said to Reuters.\n\n";
    let begun = Instant::now();
    client.open("file:///big.md", 1, &paragraph.repeat(20_000));
    let mut slowest = Duration::ZERO;
    for round in 0..10 {
        let asked = Instant::now();
        assert!(client.at("textDocument/hover", "file:///small.md", 0, 6).is_object());
        // Another draft can be written meanwhile, and is checked.
        client.change("file:///small.md", round + 2, json!([insertion(0, 0, "")]));
        client.findings("file:///small.md", round + 2);
        slowest = slowest.max(asked.elapsed());
    }
    // The findings of the big draft are still to come.
    assert!(client.rest().iter().all(|message| !is_findings(message, "file:///big.md")));
    client.findings("file:///big.md", 1);
    // How fast this machine is nobody knows, but whoever waits for the other draft waits as long as that takes.
    let all = begun.elapsed();
    assert!(slowest < all / 4, "{slowest:?} of {all:?}");
    client.end();
}

#[test]
fn a_hundred_open_drafts_are_kept_apart() {
    let mut client = Client::plain();
    for i in 0..100 {
        client.open(
            &format!("file:///{i}.md"),
            1,
            &if i % 2 == 0 { format!("{FAULT}One.\n") } else { "One.\n".into() },
        );
    }
    for i in 0..100 {
        assert_eq!(client.findings(&format!("file:///{i}.md"), 1).len(), usize::from(i % 2 == 0), "{i}");
    }
    client.end();
}

#[test]
fn closing_takes_the_findings_away_and_opening_brings_them_back() {
    let mut client = Client::plain();
    let uri = "file:///a.md";
    for version in 1..20 {
        client.open(uri, version, FAULT);
        client.close(uri);
    }
    client.open(uri, 20, FAULT);
    assert_eq!(client.findings(uri, 20).len(), 1);
    client.rest();
    client.close(uri);
    let cleared = client.wait(|message| is_findings(message, uri));
    assert_eq!(cleared["params"]["diagnostics"], json!([]));
    client.change(uri, 21, json!([{"text": "One."}]));
    client.close(uri);
    assert!(client.rest().is_empty());
    client.end();
}

#[test]
fn findings_are_pulled_or_pushed_never_both() {
    let mut client = Client::start();
    let offer =
        client.request("initialize", json!({"capabilities": pulling(), "initializationOptions": {"quietMs": 0}}));
    assert_eq!(offer["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
    client.notify("initialized", json!({}));
    let uri = "file:///a.md";
    client.open(uri, 1, FAULT);
    let pull = |client: &mut Client, previous: Option<&str>| {
        client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}, "previousResultId": previous}))
    };
    let report = pull(&mut client, None);
    assert_eq!((&report["kind"], report["items"].as_array().unwrap().len()), (&json!("full"), 1));
    let name = report["resultId"].as_str().unwrap();
    assert_eq!(pull(&mut client, Some(name)), json!({"kind": "unchanged", "resultId": name}));
    client.change(uri, 2, json!([{"text": "One."}]));
    let report = pull(&mut client, Some(name));
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
    client.close(uri);
    assert_eq!(pull(&mut client, None)["items"], json!([]));
    assert!(client.rest().iter().all(|message| message["method"] != "textDocument/publishDiagnostics"));
    client.end();

    let mut client = Client::start();
    let offer = client.request("initialize", json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
    assert_eq!(offer["capabilities"].get("diagnosticProvider"), None);
    client.notify("initialized", json!({}));
    client.open(uri, 1, FAULT);
    assert_eq!(client.findings(uri, 1).len(), 1);
    client.end();
}

#[test]
fn settings_of_a_folder_that_is_not_trusted_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("copydesk.toml"), "[rules]\nunused-allowance = \"off\"\n").unwrap();
    let uri = Url::from_file_path(folder.path().join("a.md")).unwrap().to_string();
    for (trusted, findings) in [(json!(true), 0), (json!(null), 0), (json!(false), 1)] {
        let options = json!({"quietMs": 0, "trusted": trusted});
        let mut client = Client::with_params(json!({"capabilities": {}, "initializationOptions": options}));
        client.open(&uri, 1, FAULT);
        assert_eq!(client.findings(&uri, 1).len(), findings, "{trusted}");
        client.end();
    }
}

/// What lies beside a folder is read by the word of its settings, or of a draft, only if the folder is trusted.
#[test]
fn nothing_outside_a_folder_that_is_not_trusted_is_read() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("news");
    fs::create_dir(&folder).unwrap();
    let book = "@book{secret, title = {Bridges}, url = {https://grantsford.example/b}}\n";
    fs::write(outer.path().join("refs.bib"), book).unwrap();
    fs::write(folder.join("copydesk.toml"), "sources = [\"../*.bib\"]\n").unwrap();
    let by_settings = "The bridge fell [@secret].\n".to_owned();
    let by_draft = format!("---\nbibliography: ../refs.bib\n---\n\n{by_settings}");
    let uri = Url::from_file_path(folder.join("a.md")).unwrap().to_string();
    for (trusted, codes) in [(true, vec![]), (false, vec!["undefined-citation"])] {
        let options = json!({"quietMs": 0, "trusted": trusted});
        let mut client = Client::with_params(json!({"capabilities": {}, "initializationOptions": options}));
        for copy in [&by_settings, &by_draft] {
            client.open(&uri, 1, copy);
            let found = client.findings(&uri, 1);
            assert_eq!(
                found.iter().map(|it| it["code"].as_str().unwrap()).collect::<Vec<_>>(),
                codes,
                "{trusted} {copy}"
            );
        }
        // Nor does an answer tell what stands there.
        let line = by_draft.lines().count() as u32 - 1;
        for method in ["textDocument/hover", "textDocument/definition", "textDocument/completion"] {
            let answer = client.at(method, &uri, line, 20).to_string();
            assert!(trusted || !(answer.contains("Bridges") || answer.contains("refs.bib")), "{method}: {answer}");
        }
        client.end();
    }
}

#[test]
fn settings_are_those_nearest_above_the_draft_and_are_read_again_when_they_change() {
    for pulls in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("copydesk.toml");
        fs::write(&settings, "[rules]\nunused-allowance = \"off\"\n").unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        let uri = Url::from_file_path(folder.path().join("inner/a.md")).unwrap().to_string();
        let mut client = Client::with(if pulls { pulling() } else { json!({}) });
        let count = |client: &mut Client| match pulls {
            true => {
                let params = json!({"textDocument": {"uri": uri}});
                client.request("textDocument/diagnostic", params)["items"].as_array().unwrap().len()
            }
            false => client.findings(&uri, 1).len(),
        };
        client.open(&uri, 1, FAULT);
        assert_eq!(count(&mut client), 0);
        fs::write(&settings, "[rules]\nunused-allowance = \"error\"\n").unwrap();
        let changed = json!({"changes": [{"uri": Url::from_file_path(&settings).unwrap(), "type": 2}]});
        client.notify("workspace/didChangeWatchedFiles", changed.clone());
        if pulls {
            client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
        }
        assert_eq!(count(&mut client), 1);

        // Settings that make no sense are told at their place, and the last good ones hold until they are mended.
        let place = Url::from_file_path(&settings).unwrap().to_string();
        fs::write(&settings, "[rules]\nunused-alowance = \"off\"\n").unwrap();
        client.notify("workspace/didChangeWatchedFiles", changed.clone());
        assert_eq!(count(&mut client), 1);
        let told = client.wait(|message| is_findings(message, &place));
        let fault = &told["params"]["diagnostics"][0];
        assert_eq!(fault["range"]["start"], json!({"line": 1, "character": 0}));
        assert!(fault["message"].as_str().unwrap().contains("unused-allowance"), "{fault}");
        fs::write(&settings, "").unwrap();
        client.notify("workspace/didChangeWatchedFiles", changed);
        assert_eq!(count(&mut client), 1);
        let told = client.wait(|message| is_findings(message, &place));
        assert_eq!(told["params"]["diagnostics"], json!([]));
        client.end();
    }
}
