//! Real editors, by what each says of itself when it starts the server.
//!
//! `tests/clients` holds the parameters of `initialize` as the editors sent them in `editors/test/run`, without where and
//! by whom that was run. To renew one, name a folder in `COPYDESK_RECORD` there and take it from the record.

use std::fs;

use copydesk::text::{Columns, Source};
use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::client::{Client, applied_in};

const OFFICIALS: &str = "as_of = \"2025-08-12\"\n[[person]]\nname = \"Ada Lindqvist\"\n\
                         role = { title = \"mayor\", org = \"Grantsford\", start = \"2021-01-04\" }\n";

const DRAFT: &str = "\
---
title: The bridge 🌉
date: 2025-08-12
---

“Nobody 🌉 asked us before the money for the road was gone.” The council meets again in May.

The river rose 🌉 by two meters in one night, Reuters reported.

Mayor Ada Lindqvist closed the old bridge on Tuesday.
";

const ATTRIBUTED: &str = "“Nobody 🌉 asked us before the money for the road was gone,” TK said.";
const CITED: &str = "one night, [Reuters reported](TK).";

/// An editor and what it should be given: what columns count, whether it asks for findings itself, whether it asks for
/// the edit of an action only when that is chosen, and whether its hovers are Markdown.
struct Expected {
    name: &'static str,
    columns: Columns,
    pulls: bool,
    resolves: bool,
    markdown: bool,
}

const EDITORS: &[Expected] = &[
    Expected { name: "vscode-1.100", columns: Columns::Utf16, pulls: true, resolves: true, markdown: true },
    Expected { name: "neovim-0.11", columns: Columns::Utf8, pulls: false, resolves: true, markdown: true },
    Expected { name: "neovim-0.10", columns: Columns::Utf16, pulls: false, resolves: true, markdown: true },
    Expected { name: "helix-25", columns: Columns::Utf8, pulls: false, resolves: true, markdown: true },
    Expected { name: "emacs-30", columns: Columns::Utf32, pulls: false, resolves: true, markdown: false },
    Expected { name: "vim-ale", columns: Columns::Utf8, pulls: false, resolves: false, markdown: false },
];

#[test]
fn every_editor_that_was_met_is_tested() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients");
    let mut met: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    met.sort();
    let mut tested: Vec<String> = EDITORS.iter().map(|editor| format!("{}.json", editor.name)).collect();
    tested.sort();
    assert_eq!(met, tested);
}

#[test]
fn each_editor_is_served_as_it_wishes() {
    EDITORS.iter().for_each(serve);
}

fn serve(editor: &Expected) {
    let name = editor.name;
    let path = format!("{}/tests/clients/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let mut params: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("copydesk.toml"), "officials = [\"officials.toml\"]\n").unwrap();
    fs::write(folder.path().join("officials.toml"), OFFICIALS).unwrap();
    params["workspaceFolders"] = json!([{"uri": Url::from_file_path(folder.path()).unwrap(), "name": "news"}]);
    let uri = Url::from_file_path(folder.path().join("draft.md")).unwrap().to_string();

    let mut client = Client::start();
    let offer = client.request("initialize", params)["capabilities"].take();
    let encoding = match editor.columns {
        Columns::Utf8 => "utf-8",
        Columns::Utf16 => "utf-16",
        Columns::Utf32 => "utf-32",
    };
    assert_eq!(offer["positionEncoding"], encoding, "{name}");
    assert_eq!(offer["diagnosticProvider"].is_object(), editor.pulls, "{name}");
    client.notify("initialized", json!({}));
    client.open(&uri, 1, DRAFT);

    let about = json!({"textDocument": {"uri": uri}});
    let found = match editor.pulls {
        true => client.request("textDocument/diagnostic", about)["items"].as_array().unwrap().clone(),
        false => client.findings(&uri, 1),
    };
    let codes: Vec<&str> = found.iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["unattributed-quote", "uncited-outlet"], "{name}");
    let source = Source::new(DRAFT.to_owned());
    let place = |words: &str| {
        let (line, column) = source.position(DRAFT.find(words).unwrap(), editor.columns);
        json!({"line": line, "character": column})
    };
    assert_eq!(found[0]["range"]["end"], place(" The council"), "{name}");
    assert_eq!(found[1]["range"]["end"], place(".\n\nMayor"), "{name}");

    let mut at = json!({"textDocument": {"uri": uri}, "position": place("Lindqvist")});
    let card = client.request("textDocument/hover", at.take())["contents"].take();
    assert_eq!(card["kind"], if editor.markdown { "markdown" } else { "plaintext" }, "{name}");
    assert!(card["value"].as_str().unwrap().contains("Mayor, Grantsford since Jan. 4, 2021"), "{name}: {card}");

    for (words, title, after) in
        [("Nobody", "Attribute to TK", ATTRIBUTED), ("Reuters", "Link “Reuters reported”", CITED)]
    {
        let here = place(words);
        // A finding without source, severity or data is all that Vim has to say.
        let said = json!([{"range": {"start": here, "end": here}, "message": "x"}]);
        let params = json!({
            "textDocument": {"uri": uri},
            "range": {"start": here, "end": here},
            "context": {"diagnostics": said},
        });
        let actions = client.request("textDocument/codeAction", params);
        let action = actions.as_array().unwrap().iter().find(|action| action["title"] == title);
        let action = action.unwrap_or_else(|| panic!("{name}: no {title} in {actions}")).clone();
        assert_eq!(action.get("edit").is_none(), editor.resolves, "{name}: {action}");
        let action = if editor.resolves { client.request("codeAction/resolve", action) } else { action };
        let text = applied_in(editor.columns, DRAFT, &uri, &action);
        assert_eq!(text.matches(after).count(), 1, "{name}: {text}");
    }
    client.end();
}
