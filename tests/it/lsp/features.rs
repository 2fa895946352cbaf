//! Each thing that an editor may ask of a draft, over the wire.

use std::fs;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::client::{Client, applied, pulling};

const URI: &str = "file:///drafts/bridge.md";

const DRAFT: &str = "\
---
title: The old bridge
date: 2025-08-12
sources:
  - id: report24
    title: Bridge report
    url: https://grantsford.example/report
---

# The bridge

Mayor Ada Lindqvist closed the bridge. “It would not have lived through the winter,” Lindqvist said.[^1]

The river rose by two meters in one night, Reuters reported. Nobody was hurt.[@report24]

## After

“Who is going to pay for all of this in the end?” she asked. “Lindqvist will,” a guest said 🌉.

[^1]: At the [meeting](https://grantsford.example/meeting).
";

/// Zero-based line and UTF-16 column of the first place at which `text` stands in the draft, or behind `after`.
fn place(text: &str) -> (u32, u32) {
    let source = copydesk::text::Source::new(DRAFT.to_owned());
    let at = DRAFT.find(text).unwrap_or_else(|| panic!("no {text:?}"));
    let (line, column) = source.position(at, copydesk::text::Columns::Utf16);
    (line as u32, column as u32)
}

/// The text of a range.
fn text(range: &Value) -> &'static str {
    let source = copydesk::text::Source::new(DRAFT.to_owned());
    let offset = |place: &Value| {
        let (line, column) = (place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap());
        source.offset(line as usize, column as usize, copydesk::text::Columns::Utf16)
    };
    &DRAFT[offset(&range["start"])..offset(&range["end"])]
}

fn opened(capabilities: Value) -> Client {
    let mut client = Client::with(capabilities);
    client.open(URI, 1, DRAFT);
    client
}

fn ask(client: &mut Client, method: &str, at: &str) -> Value {
    let (line, character) = place(at);
    client.at(method, URI, line, character)
}

fn texts(places: &Value) -> Vec<&'static str> {
    places.as_array().unwrap().iter().map(|place| text(&place["range"])).collect()
}

#[test]
fn a_quotation_says_who_speaks() {
    let mut client = opened(json!({}));
    let hover = ask(&mut client, "textDocument/hover", "It would not");
    assert!(
        hover["contents"]["value"].as_str().unwrap().starts_with("Said by **Ada Lindqvist**, here “Lindqvist”"),
        "{hover}"
    );
    assert_eq!(text(&hover["range"]), "“It would not have lived through the winter,”");
    client.end();
}

#[test]
fn a_footnote_a_key_and_a_person_lead_to_their_places() {
    let mut client = opened(json!({}));
    for (at, definition, all) in
        [("^1]", vec!["[^1]"], 2), ("report24]", vec!["report24"], 2), ("Lindqvist said", vec!["Ada Lindqvist"], 3)]
    {
        let defined = ask(&mut client, "textDocument/definition", at);
        assert!(texts(&defined).iter().zip(&definition).all(|(found, name)| found.ends_with(name)), "{at}: {defined}");
        let (line, character) = place(at);
        for (declaration, count) in [(true, all), (false, all - 1)] {
            let found = client.request(
                "textDocument/references",
                json!({
                    "textDocument": {"uri": URI},
                    "position": {"line": line, "character": character},
                    "context": {"includeDeclaration": declaration},
                }),
            );
            // A pronoun counts as well, where it is resolved.
            assert!(found.as_array().unwrap().len() >= count, "{at}: {:?}", texts(&found));
        }
        let lit = ask(&mut client, "textDocument/documentHighlight", at);
        assert!(lit.as_array().unwrap().iter().any(|light| light["kind"] == 3), "{lit}");
    }
    assert_eq!(ask(&mut client, "textDocument/definition", "closed"), Value::Null);
    client.end();
}

#[test]
fn names_are_changed_everywhere_but_in_what_others_said() {
    let mut client = opened(json!({}));
    let prepared = ask(&mut client, "textDocument/prepareRename", "Lindqvist said");
    assert_eq!((text(&prepared["range"]), &prepared["placeholder"]), ("Lindqvist", &json!("Lindqvist")));
    let rename = |client: &mut Client, at: &str, name: &str| {
        let (line, character) = place(at);
        let place = json!({"line": line, "character": character});
        client.ask("textDocument/rename", json!({"textDocument": {"uri": URI}, "position": place, "newName": name}))
    };
    let id = rename(&mut client, "Ada Lindqvist", "Ada Lindquist");
    let edit = client.answer(id)["result"].take();
    let renamed = applied(DRAFT, URI, &json!({"edit": edit}));
    assert!(renamed.contains("Mayor Ada Lindquist closed") && renamed.contains("Lindquist said"));
    assert!(renamed.contains("“Lindqvist will,”"));
    for (at, name, wanted) in [
        ("^1]", "minutes", ["Lindqvist said.[^minutes]", "\n[^minutes]: At the"]),
        ("report24]", "levels", ["Nobody was hurt.[@levels]", "\n  - id: levels\n"]),
    ] {
        let id = rename(&mut client, at, name);
        let edit = client.answer(id)["result"].take();
        let renamed = applied(DRAFT, URI, &json!({"edit": edit}));
        assert!(wanted.iter().all(|wanted| renamed.contains(wanted)), "{renamed}");
    }
    let id = rename(&mut client, "^1]", "a b");
    assert_eq!(client.answer(id)["error"]["code"], -32602);
    assert_eq!(ask(&mut client, "textDocument/prepareRename", "closed"), Value::Null);
    client.end();
}

#[test]
fn the_outline_holds_headings_and_quotations() {
    let nested = json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}});
    let mut client = opened(nested);
    let about = json!({"textDocument": {"uri": URI}});
    let outline = client.request("textDocument/documentSymbol", about.clone());
    let title = &outline[0];
    assert_eq!((outline.as_array().unwrap().len(), &title["name"]), (1, &json!("The bridge")));
    let people = &title["children"][0];
    assert_eq!((&people["name"], &people["detail"]), (&json!("Ada Lindqvist"), &json!("1 quotation")));
    assert_eq!(title["children"][1]["detail"], "Ada Lindqvist");
    assert_eq!(title["children"][2]["name"], "After");
    assert!(text(&title["children"][2]["range"]).starts_with("## After"));
    assert_eq!(title["children"][2]["children"].as_array().unwrap().len(), 2);
    client.end();

    let mut flat = opened(json!({}));
    let outline = flat.request("textDocument/documentSymbol", about);
    assert_eq!(outline.as_array().unwrap().len(), 6);
    assert!(outline[0]["location"]["range"].is_object());
    flat.end();
}

#[test]
fn symbols_are_found_in_drafts_that_are_open_and_in_those_that_are_not() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("other.md"), "# Another bridge\n\nNobody came.\n").unwrap();
    let root = Url::from_file_path(folder.path()).unwrap();
    let mut client =
        Client::with_params(json!({"capabilities": {}, "workspaceFolders": [{"uri": root, "name": "news"}]}));
    client.open(URI, 1, DRAFT);
    let found = client.request("workspace/symbol", json!({"query": "BRIDGE"}));
    let mut names: Vec<&str> = found.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Another bridge", "The bridge"]);
    let found = client.request("workspace/symbol", json!({"query": "lindq"}));
    assert_eq!(found[0]["name"], "Ada Lindqvist");
    client.end();
}

#[test]
fn colours_are_apart_and_on_one_line_each() {
    let mut client = Client::start();
    let answer = client.request("initialize", json!({"capabilities": {}}));
    let legend = answer["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
    client.notify("initialized", json!({}));
    client.open(URI, 1, DRAFT);
    let tokens = client.request("textDocument/semanticTokens/full", json!({"textDocument": {"uri": URI}}));
    let data: Vec<u64> = serde_json::from_value(tokens["data"].clone()).unwrap();
    let (mut line, mut column, mut end) = (0, 0, 0);
    let mut seen = Vec::new();
    for token in data.chunks(5) {
        if token[0] > 0 {
            (line, column, end) = (line + token[0], 0, 0);
        }
        column += token[1];
        assert!(column >= end && token[2] > 0, "tokens overlap");
        end = column + token[2];
        let place = |character| json!({"line": line, "character": character});
        let range = json!({"start": place(column), "end": place(end)});
        seen.push((legend[token[3] as usize].as_str().unwrap(), text(&range)));
    }
    assert!(seen.contains(&("quotation", "“It would not have lived through the winter,”")), "{seen:?}");
    assert!(seen.contains(&("cue", "said")) && seen.contains(&("speaker", "Lindqvist")), "{seen:?}");
    assert!(seen.contains(&("citation", "[^1]")) && seen.contains(&("citation", "@report24")), "{seen:?}");
    client.end();
}

#[test]
fn every_colour_of_the_legend_is_used_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let list = "[[person]]\nname = \"Ada Roe\"\nrole = { title = \"mayor\", org = \"Akron\", start = \"2020\" }\n";
    fs::write(folder.path().join("copydesk.toml"), "officials = [\"officials.toml\"]\n").unwrap();
    fs::write(folder.path().join("officials.toml"), list).unwrap();
    let mut client = Client::start();
    let answer = client.request("initialize", json!({"capabilities": {}}));
    let legend = &answer["capabilities"]["semanticTokensProvider"]["legend"];
    let names: Vec<&str> = legend["tokenTypes"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert_eq!(names, ["quotation", "speaker", "cue", "official", "citation"]);
    assert_eq!(legend["tokenModifiers"], json!([]));
    client.notify("initialized", json!({}));
    for (i, (copy, wanted)) in [
        ("Mayor Ada Roe came.\n", vec!["official"]),
        ("It rose, Reuters reported.\n", vec!["citation"]),
        ("It rose.[^1]\n\n[^1]: A note.\n", vec!["citation"]),
        ("“We lost the bridge vote again,” Bo Brandt said.\n", vec!["quotation", "speaker", "cue"]),
        ("The bridge fell.\n", vec![]),
    ]
    .into_iter()
    .enumerate()
    {
        let uri = Url::from_file_path(folder.path().join(format!("{i}.md"))).unwrap().to_string();
        client.open(&uri, 1, copy);
        let tokens = client.request("textDocument/semanticTokens/full", json!({"textDocument": {"uri": uri}}));
        let data: Vec<usize> = serde_json::from_value(tokens["data"].clone()).unwrap();
        let seen: Vec<&str> = data.chunks(5).map(|token| names[token[3]]).collect();
        assert_eq!(seen, wanted, "{copy}");
    }
    client.end();
}

#[test]
fn links_lead_to_the_web_and_keys_to_their_source() {
    let mut client = opened(json!({}));
    let links = client.request("textDocument/documentLink", json!({"textDocument": {"uri": URI}}));
    let found: Vec<_> =
        links.as_array().unwrap().iter().map(|link| (text(&link["range"]), link["target"].as_str().unwrap())).collect();
    assert!(found.contains(&("https://grantsford.example/meeting", "https://grantsford.example/meeting")), "{found:?}");
    assert!(found.contains(&("@report24", "https://grantsford.example/report")), "{found:?}");
    client.open("file:///x.md", 1, "[a](file:///etc/passwd) [b](javascript:x)\n");
    let links = client.request("textDocument/documentLink", json!({"textDocument": {"uri": "file:///x.md"}}));
    assert_eq!(links, json!([]));
    client.end();
}

#[test]
fn pronouns_are_written_out_for_who_wants_it() {
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let about = json!({"textDocument": {"uri": URI}, "range": range});
    let draft = "Mayor Ada Lindqvist came. “We will build it again by the spring,” she said.\n";
    let mut client = Client::plain();
    client.open(URI, 1, draft);
    assert_eq!(client.request("textDocument/inlayHint", about.clone()), Value::Null);
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"copydesk": {"inlayHints": true}}}));
    let hints = client.request("textDocument/inlayHint", about);
    assert_eq!(hints[0]["label"], "(Ada Lindqvist)");
    assert_eq!(hints[0]["position"], json!({"line": 0, "character": draft.find(" said.").unwrap() - 4}));
    client.end();
}

#[test]
fn the_lens_on_the_title_opens_the_sheet() {
    let mut client = opened(json!({}));
    let lenses = client.request("textDocument/codeLens", json!({"textDocument": {"uri": URI}}));
    let lens = &lenses[0];
    assert_eq!((lenses.as_array().unwrap().len(), text(&lens["range"])), (1, "The old bridge"));
    assert_eq!(lens["command"]["title"], "3 quotations · 3 speakers · 0 unattributed · 0 credits unlinked");
    let command = &lens["command"];
    let call = json!({"command": command["command"], "arguments": command["arguments"]});
    let sheet = client.request("workspace/executeCommand", call);
    let sheet = sheet.as_str().unwrap();
    assert!(sheet.starts_with("# Fact-check sheet: The old bridge\n"), "{sheet}");
    assert!(
        sheet.contains("| ☐ | 12 | “It would not have lived through the winter,” | Ada Lindqvist | said |"),
        "{sheet}"
    );
    client.end();
}

#[test]
fn a_view_of_quotations_and_a_status_line_can_be_filled() {
    let mut client = opened(json!({}));
    let call = |name: &str| json!({"command": name, "arguments": [{"uri": URI}]});
    let quotations = client.request("workspace/executeCommand", call("copydesk.quotations"));
    assert_eq!(quotations.as_array().unwrap().len(), 3);
    assert_eq!(quotations[0]["text"], "“It would not have lived through the winter,”");
    assert_eq!(quotations[0]["speaker"], "Ada Lindqvist");
    assert_eq!(text(&quotations[0]["range"]), "“It would not have lived through the winter,”");
    let glance = client.request("workspace/executeCommand", call("copydesk.glance"));
    assert_eq!((&glance["quotations"], &glance["unattributed"]), (&json!(3), &json!(0)));
    let nothing = client.request(
        "workspace/executeCommand",
        json!({"command": "copydesk.glance", "arguments": [{"uri": "file:///x"}]}),
    );
    assert_eq!(nothing, Value::Null);
    client.end();
}

#[test]
fn keys_and_rules_are_completed_and_plain_typing_is_left_alone() {
    let mut client = Client::plain();
    let draft = DRAFT.replace("[@report24]", "[@rep");
    client.open(URI, 1, &draft);
    let line = draft.lines().position(|line| line.contains("[@rep")).unwrap() as u32;
    let column = draft.lines().nth(line as usize).unwrap().encode_utf16().count() as u32;
    let offers = client.at("textDocument/completion", URI, line, column);
    assert_eq!(offers["items"][0]["label"], "report24");
    assert_eq!(offers["items"][0]["textEdit"]["range"]["start"]["character"], column - 3);
    assert_eq!(client.at("textDocument/completion", URI, line, 8), Value::Null);
    let resolved = client.request("completionItem/resolve", offers["items"][0].clone());
    assert_eq!(resolved["label"], "report24");

    client.open("file:///b.md", 1, "The U.S. Secretary of State \n");
    let offers = client.at("textDocument/completion", "file:///b.md", 0, 28);
    let official = offers["items"][0].clone();
    assert!(official["label"].is_string(), "{offers}");
    let resolved = client.request("completionItem/resolve", official);
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("U.S. Secretary of State"), "{resolved}");
    client.end();
}

#[test]
fn an_address_is_put_in_by_command() {
    let mut client = opened(json!({}));
    client.answers = false;
    let (line, character) = place("Reuters reported");
    let place = json!({"line": line, "character": character + 2});
    let cite = |url: &str, client: &mut Client| {
        let argument = json!({"uri": URI, "range": {"start": place, "end": place}, "url": url});
        client.ask("workspace/executeCommand", json!({"command": "copydesk.insertCitation", "arguments": [argument]}))
    };
    let id = cite("https://reuters.example/river", &mut client);
    assert_eq!(client.answer(id)["result"], true);
    let asked = client.wait(|message| message["method"] == "workspace/applyEdit");
    let cited = applied(DRAFT, URI, &asked["params"]);
    assert!(cited.contains("[Reuters reported](https://reuters.example/river)."), "{cited}");
    let id = cite("no address", &mut client);
    assert_eq!(client.answer(id)["error"]["code"], -32602);
    // An editor that pastes takes the edit and makes it itself.
    let argument = json!({"uri": URI, "range": {"start": place, "end": place}, "url": "https://reuters.example/river", "apply": false});
    let call = json!({"command": "copydesk.insertCitation", "arguments": [argument]});
    let edit = client.request("workspace/executeCommand", call);
    assert_eq!(applied(DRAFT, URI, &json!({"edit": edit})), cited);
    assert!(client.rest().iter().all(|message| message["method"] != "workspace/applyEdit"));
    client.end();
}

#[test]
fn the_page_of_a_rule_is_shown() {
    let mut client = opened(json!({"window": {"showDocument": {"support": true}}}));
    let call = json!({"command": "copydesk.showRule", "arguments": [{"rule": "uncited-outlet"}]});
    let page = client.request("workspace/executeCommand", call);
    assert!(page.as_str().unwrap().contains("uncited-outlet"));
    let shown = client.wait(|message| message["method"] == "window/showDocument");
    assert!(shown["params"]["uri"].as_str().unwrap().ends_with("/uncited-outlet.md"));
    for call in [json!({"command": "copydesk.showRule"}), json!({"command": "rm", "arguments": ["-rf"]})] {
        let id = client.ask("workspace/executeCommand", call);
        assert_eq!(client.answer(id)["error"]["code"], -32602);
    }
    client.end();
}

#[test]
fn every_rule_is_listed_with_what_it_looks_for() {
    let mut client = opened(json!({}));
    let rules = client.request("workspace/executeCommand", json!({"command": "copydesk.rules"}));
    let rules = rules.as_array().unwrap();
    assert_eq!(rules.len(), copydesk::rules::RULES.len());
    assert!(rules.iter().all(|it| !it["rule"].as_str().unwrap().is_empty() && it["summary"].is_string()), "{rules:?}");
    client.end();
}

#[test]
fn a_chosen_action_gets_its_edit_when_it_is_chosen() {
    // Emacs asks for an edit only of an action that has no command either.
    for (properties, bare) in [(json!(["edit"]), false), (json!(["edit", "command"]), true)] {
        choose(&properties, bare);
    }
}

fn choose(properties: &Value, bare: bool) {
    let can = json!({
        "textDocument": {"codeAction": {"resolveSupport": {"properties": properties}, "dataSupport": true}},
        "window": {"showDocument": {"support": true}},
    });
    let mut client = opened(can);
    let at = place("Reuters reported");
    let actions = client.actions(URI, at, at);
    let link = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with("Link")).unwrap();
    assert!(link.get("edit").is_none() && link["isPreferred"].is_null());
    assert_eq!(link.get("command").is_none(), bare);
    let resolved = client.request("codeAction/resolve", link.clone());
    let cited = applied(DRAFT, URI, &resolved);
    assert!(cited.contains("[Reuters reported](TK)."), "{cited}");

    // The command that comes with it selects what is to be typed over, in the text as it is then.
    let command = &resolved["command"];
    client
        .request("workspace/executeCommand", json!({"command": command["command"], "arguments": command["arguments"]}));
    let shown = client.wait(|message| message["method"] == "window/showDocument");
    let selection = &shown["params"]["selection"];
    let line = cited.lines().nth(selection["start"]["line"].as_u64().unwrap() as usize).unwrap();
    let at = selection["start"]["character"].as_u64().unwrap() as usize;
    assert_eq!(line.chars().skip(at).take(2).collect::<String>(), "TK");

    client.change(URI, 2, json!([{"text": "Other.\n"}]));
    let id = client.ask("codeAction/resolve", link.clone());
    assert_eq!(client.answer(id)["error"]["code"], -32801);
    client.end();
}

#[test]
fn all_drafts_of_a_folder_are_reported_with_progress() {
    for watches in [false, true] {
        report_folder(watches);
    }
}

/// An editor that watches files tells of changes; for any other the server looks itself.
fn report_folder(watches: bool) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.md", "b.md", "open.md"] {
        fs::write(folder.path().join(name), "The river rose, Reuters reported.\n").unwrap();
    }
    let root = Url::from_file_path(folder.path()).unwrap();
    let mut can = pulling();
    can["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": watches});
    let mut client =
        Client::with_params(json!({"capabilities": can, "workspaceFolders": [{"uri": root, "name": "news"}]}));
    let open = Url::from_file_path(folder.path().join("open.md")).unwrap();
    client.open(open.as_str(), 1, "Nothing.\n");
    let about = json!({"previousResultIds": [], "workDoneToken": "work"});
    let report = client.request("workspace/diagnostic", about);
    let items = report["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert!(items.iter().all(|item| item["kind"] == "full" && item["items"][0]["code"] == "uncited-outlet"));
    let kinds: Vec<Value> = client
        .rest()
        .iter()
        .filter(|it| it["method"] == "$/progress")
        .map(|it| it["params"]["value"]["kind"].clone())
        .collect();
    assert_eq!((kinds.first(), kinds.last()), (Some(&json!("begin")), Some(&json!("end"))));

    let known: Vec<Value> = items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    fs::write(folder.path().join("b.md"), "Nothing happened here.\n").unwrap();
    if watches {
        let uri = Url::from_file_path(folder.path().join("b.md")).unwrap();
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 2}]}));
    }
    let report = client.request("workspace/diagnostic", json!({"previousResultIds": known}));
    let kinds: Vec<(bool, &Value)> = report["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["uri"].as_str().unwrap().ends_with("b.md"), &item["kind"]))
        .collect();
    assert!(kinds.contains(&(true, &json!("full"))) && kinds.contains(&(false, &json!("unchanged"))), "{kinds:?}");
    client.end();
}

#[test]
fn preferences_are_asked_for_and_followed() {
    let can = json!({"workspace": {"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true}}});
    let mut client = Client::start();
    client.answers = false;
    client.request("initialize", json!({"capabilities": can, "initializationOptions": {"quietMs": 0}}));
    client.notify("initialized", json!({}));
    let registered = client.wait(|message| message["method"] == "client/registerCapability");
    assert_eq!(registered["params"]["registrations"][0]["method"], "workspace/didChangeConfiguration");
    client.open(URI, 1, "The river rose by two meters, Reuters reported.\n");
    let before = client.findings(URI, 1).len();
    assert!(before > 0);
    let asked = client.wait(|message| message["method"] == "workspace/configuration");
    assert_eq!(asked["params"], json!({"items": [{"section": "copydesk"}]}));
    client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": [{"extends": "minimal"}]}));
    assert!(client.findings(URI, 1).is_empty());
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    let asked = client.wait(|message| message["method"] == "workspace/configuration");
    client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": [{"extends": null}]}));
    assert_eq!(client.findings(URI, 1).len(), before);
    client.end();
}
