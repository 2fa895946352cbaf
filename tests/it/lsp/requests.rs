//! Questions of an editor and their answers.

use serde_json::{Value, json};

use super::client::{Client, applied};

const FAULT: &str = "<!-- copydesk allow allowance-without-reason: never there -->\n\n";

#[test]
fn columns_are_counted_as_the_editor_wishes_first() {
    for (offered, taken, start) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 15),
        (json!(["utf-16", "utf-8"]), "utf-16", 8),
        (json!(["utf-32"]), "utf-32", 7),
        (json!(["utf-7"]), "utf-16", 8),
        (json!(null), "utf-16", 8),
    ] {
        let mut client = Client::start();
        let can = json!({"general": {"positionEncodings": offered}});
        let answer = client.request("initialize", json!({"capabilities": can}));
        assert_eq!(answer["capabilities"]["positionEncoding"], taken);
        client.notify("initialized", json!({}));
        client.open("file:///a.md", 1, &format!("“😀.” é {FAULT}"));
        let found = client.findings("file:///a.md", 1);
        assert_eq!(found[0]["range"]["start"], json!({"line": 0, "character": start}), "{taken}");
        client.end();
    }
}

#[test]
fn a_finding_says_its_reason_on_hover() {
    let mut client = Client::plain();
    let uri = "file:///a.md";
    client.open(uri, 1, FAULT);
    let hover = client.at("textDocument/hover", uri, 0, 6);
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("**unused-allowance** · "), "{hover}");
    assert_eq!(hover["range"]["start"], json!({"line": 0, "character": 0}));
    assert_eq!(client.at("textDocument/hover", "file:///unknown.md", 0, 0), Value::Null);

    let mut plain = Client::with(json!({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}));
    plain.open(uri, 1, FAULT);
    let hover = plain.at("textDocument/hover", uri, 0, 6);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("unused-allowance · "), "{hover}");
    plain.end();
    client.end();
}

#[test]
fn actions_are_filtered_by_kind_and_edits_carry_the_version_where_it_is_taken() {
    let uri = "file:///a.md";
    let mut client = Client::plain();
    client.open(uri, 4, FAULT);
    let actions = client.actions(uri, (0, 3), (0, 3));
    assert!(actions.iter().all(|action| action["edit"]["changes"][uri].is_array()), "{actions:?}");
    assert!(
        actions
            .iter()
            .any(|action| action["kind"] == "quickfix" && action["diagnostics"][0]["code"] == "unused-allowance")
    );
    for (only, some) in [("quickfix", true), ("", true), ("quick", false), ("source", false)] {
        let place = json!({"line": 0, "character": 3});
        let params = json!({
            "textDocument": {"uri": uri},
            "range": {"start": place, "end": place},
            "context": {"diagnostics": [{"range": {"start": place, "end": place}, "message": "x"}], "only": [only]},
        });
        let actions = client.request("textDocument/codeAction", params);
        assert_eq!(!actions.as_array().unwrap().is_empty(), some, "{only:?}");
    }
    client.end();
}

/// Whoever goes on typing takes back what an editor asked for them. Each request is answered all the same, once.
#[test]
fn a_cancelled_request_is_answered_as_such_and_others_in_full() {
    const CANCELLED: i64 = -32800;
    let mut client = Client::plain();
    let uri = "file:///a.md";
    client.open(uri, 1, &format!("{FAULT}{}", "The council met for an hour.\n\n".repeat(20_000)));
    let about = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 6}});
    let ids: Vec<u64> = (0..20).map(|_| client.ask("textDocument/hover", about.clone())).collect();
    let (cancelled, kept): (Vec<_>, Vec<_>) = ids.iter().partition(|id| *id % 2 == 0);
    cancelled.iter().for_each(|id| client.notify("$/cancelRequest", json!({"id": id})));
    // All of them wait for one check of a long draft, so that none was answered before it was cancelled.
    for id in cancelled {
        assert_eq!(client.answer(id)["error"]["code"], CANCELLED);
    }
    for id in kept {
        assert!(client.answer(id)["result"].is_object());
    }
    // What is answered, unknown or no number cannot be cancelled, which harms nobody.
    for id in [json!(ids[0]), json!(99_999), json!("x"), json!(null)] {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    assert!(client.at("textDocument/hover", uri, 0, 6).is_object());
    client.end();
}

#[test]
fn the_end_of_a_draft_can_be_changed_by_an_action() {
    let uri = "file:///a.md";
    let mut client = Client::plain();
    let text = format!("One.\r\n\r\n{}", FAULT.trim_end());
    client.open(uri, 1, &text);
    let actions = client.actions(uri, (2, 3), (2, 3));
    for action in &actions {
        assert_ne!(applied(&text, uri, action), text);
    }
    assert!(!actions.is_empty());
    client.end();
}
