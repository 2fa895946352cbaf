//! Settings that an editor passes on, and those of several folders.

use std::fs;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::client::{Client, is_findings};

const COPY: &str = "The river rose, Reuters reported.\n";

fn levels(found: &[Value]) -> Vec<(&str, u64)> {
    found.iter().map(|it| (it["code"].as_str().unwrap(), it["severity"].as_u64().unwrap())).collect()
}

#[test]
fn an_editor_settles_what_the_file_leaves_open() {
    let folder = tempfile::tempdir().unwrap();
    let uri = Url::from_file_path(folder.path().join("a.md")).unwrap().to_string();
    for (file, severity) in [
        ("", 1),
        ("[rules]\nduplicate-quote = \"off\"\n", 1),
        ("[rules]\nuncited-outlet = \"hint\"\n", 4),
        ("extends = \"default\"\n", 2),
    ] {
        fs::write(folder.path().join("copydesk.toml"), file).unwrap();
        let options = json!({"quietMs": 0, "rules": {"uncited-outlet": "error"}});
        let mut client = Client::with_params(json!({"capabilities": {}, "initializationOptions": options}));
        client.open(&uri, 1, COPY);
        assert_eq!(levels(&client.findings(&uri, 1)), [("uncited-outlet", severity)], "{file:?}");
        client.end();
    }
}

#[test]
fn an_editor_passes_a_preset_and_a_form_and_takes_them_back() {
    let mut client = Client::plain();
    let uri = "untitled:Untitled-1";
    client.open(uri, 1, COPY);
    assert_eq!(client.findings(uri, 1).len(), 1);
    let cited = |client: &mut Client| {
        let place = json!({"line": 0, "character": 18});
        let argument = json!({"uri": uri, "range": {"start": place, "end": place}, "url": "https://reuters.example/a"});
        let call = json!({"command": "copydesk.insertCitation", "arguments": [argument]});
        client.request("workspace/executeCommand", call);
        client.wait(|message| message["method"] == "workspace/applyEdit")["params"]["edit"].clone()
    };
    let link = cited(&mut client);
    let pass = |client: &mut Client, settings: Value| {
        client.notify("workspace/didChangeConfiguration", json!({"settings": {"copydesk": settings}}));
    };
    pass(&mut client, json!({"citation": {"form": "footnote"}}));
    client.findings(uri, 1);
    assert_ne!(cited(&mut client), link);
    pass(&mut client, json!({"extends": "minimal"}));
    assert_eq!(client.findings(uri, 1), [] as [Value; 0]);
    pass(&mut client, json!({"extends": null, "citation": null}));
    assert_eq!(client.findings(uri, 1).len(), 1);
    assert_eq!(cited(&mut client), link);
    client.end();
}

#[test]
fn settings_that_make_no_sense_are_told_once_with_what_was_meant() {
    let mut client = Client::start();
    let options = json!({"quietMS": 0, "rules": {"uncited-outlets": "off"}, "inlayHints": true});
    client.request("initialize", json!({"capabilities": {}, "initializationOptions": options}));
    client.notify("initialized", json!({}));
    let told = client.wait(|message| message["method"] == "window/showMessage");
    assert_eq!(told["params"]["type"], 2);
    let words = told["params"]["message"].as_str().unwrap();
    assert!(words.contains("did you mean \"quietMs\"?"), "{words}");
    assert!(words.contains("did you mean \"uncited-outlet\"?"), "{words}");
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"copydesk": options}}));
    // What another program's section holds is nothing to us.
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"python": {"quietMS": 1}}}));
    assert!(client.rest().is_empty());
    client.end();
}

#[test]
fn a_writer_mutes_hints_and_infos_and_never_warnings() {
    let mut client = Client::plain();
    let uri = "file:///a.md";
    // A warning and a hint.
    client.open(uri, 1, "The river rose, Reuters reported.\n\nSee [here](https://grantsford.example/a).\n");
    let all = client.findings(uri, 1);
    let least = |client: &mut Client, level: &str| {
        let settings = json!({"copydesk": {"minimumLevel": level}});
        client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
    };
    least(&mut client, "warning");
    let left = client.findings(uri, 1);
    assert!(!left.is_empty() && left.len() < all.len(), "{all:?}");
    assert!(left.iter().all(|finding| finding["severity"].as_u64() <= Some(2)));
    least(&mut client, "error");
    let told = client.wait(|message| message["method"] == "window/showMessage");
    assert!(told["params"]["message"].as_str().unwrap().contains("\"minimumLevel\" takes"), "{told}");
    client.open(uri, 2, COPY);
    assert_eq!(client.findings(uri, 2).len(), 1);
    client.end();
}

#[test]
fn several_folders_have_their_own_settings_and_a_draft_without_a_file_those_of_the_first() {
    let (news, opinion) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(news.path().join("copydesk.toml"), "[rules]\nuncited-outlet = \"error\"\n").unwrap();
    fs::write(opinion.path().join("copydesk.toml"), "[rules]\nuncited-outlet = \"off\"\n").unwrap();
    let folder = |path| json!({"uri": Url::from_file_path(path).unwrap(), "name": "x"});
    let mut client = Client::with_params(json!({
        "capabilities": {"workspace": {"workspaceFolders": true}},
        "workspaceFolders": [folder(news.path()), folder(opinion.path())],
    }));
    let check = |uri: &str, found: &[(&str, u64)], client: &mut Client| {
        client.open(uri, 1, COPY);
        assert_eq!(levels(&client.findings(uri, 1)), found, "{uri}");
    };
    let uri = |folder: &tempfile::TempDir| Url::from_file_path(folder.path().join("a.md")).unwrap().to_string();
    check(&uri(&news), &[("uncited-outlet", 1)], &mut client);
    check(&uri(&opinion), &[], &mut client);
    check("untitled:Untitled-1", &[("uncited-outlet", 1)], &mut client);
    let event = json!({"added": [], "removed": [folder(news.path())]});
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    let moved = client
        .wait(|message| is_findings(message, "untitled:Untitled-1") && message["params"]["diagnostics"] == json!([]));
    assert_eq!(moved["params"]["version"], 1);
    client.end();
}

#[test]
fn newsroom_data_is_read_again_when_it_changes_and_on_command() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("copydesk.toml"), "sources = [\"sources/*.bib\"]\n").unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    let list = folder.path().join("sources/a.bib");
    let book = |key: &str| format!("@book{{{key}, title = {{Bridges}}, url = {{https://grantsford.example/b}}}}\n");
    fs::write(&list, book("other")).unwrap();
    let uri = Url::from_file_path(folder.path().join("a.md")).unwrap().to_string();
    let mut client = Client::plain();
    client.open(&uri, 1, "The bridge fell [@bridges].\n");
    assert_eq!(levels(&client.findings(&uri, 1)), [("undefined-citation", 1)]);
    fs::write(&list, book("bridges")).unwrap();
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": Url::from_file_path(&list).unwrap(), "type": 2}]}),
    );
    assert!(client.findings(&uri, 1).is_empty());
    fs::write(&list, book("other")).unwrap();
    client.request("workspace/executeCommand", json!({"command": "copydesk.reindex"}));
    assert_eq!(client.findings(&uri, 1).len(), 1);
    client.end();
}

#[test]
fn a_transcript_counts_as_newsroom_data_though_it_could_be_a_draft() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("copydesk.toml"), "transcripts = [\"talks/**\"]\n").unwrap();
    let uri = |name: &str| Url::from_file_path(folder.path().join(name)).unwrap().to_string();
    let mut client = Client::plain();
    client.open(&uri("a.md"), 1, COPY);
    client.findings(&uri("a.md"), 1);
    let changed = |name: &str| json!({"changes": [{"uri": uri(name), "type": 1}]});
    client.notify("workspace/didChangeWatchedFiles", changed("b.md"));
    assert!(client.rest().is_empty());
    client.notify("workspace/didChangeWatchedFiles", changed("talks/new.md"));
    assert_eq!(client.findings(&uri("a.md"), 1).len(), 1);
    client.end();
}

#[test]
fn an_editor_that_traces_is_told_in_numbers_what_is_done() {
    let mut client = Client::plain();
    let uri = "file:///a.md";
    client.open(uri, 1, COPY);
    client.findings(uri, 1);
    assert!(client.rest().is_empty());
    let set = |client: &mut Client, value: &str| client.notify("$/setTrace", json!({"value": value}));
    let told = |client: &mut Client, version| {
        client.open(uri, version, COPY);
        client.findings(uri, version);
        let rest = client.rest();
        rest.into_iter().find(|message| message["method"] == "$/logTrace").map(|message| message["params"].clone())
    };
    set(&mut client, "messages");
    let params = told(&mut client, 2).unwrap();
    assert!(params["message"].as_str().unwrap().starts_with("checked version 2 in "), "{params}");
    assert!(params.get("verbose").is_none());
    set(&mut client, "verbose");
    let params = told(&mut client, 3).unwrap();
    assert_eq!(params["verbose"], "1 findings, of which 0 wait for the writer to pause");
    set(&mut client, "loud");
    assert!(told(&mut client, 4).is_some());
    set(&mut client, "off");
    assert_eq!(told(&mut client, 5), None);
    client.end();
}
