//! The newsroom's own officials in an editor: their entries, and what the directory offers while one writes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use tower_lsp::lsp_types::Url;

use super::client::Client;

const LIST: &str = "as_of = \"2025-08-12\"\n[[person]]\nname = \"Ada Roe\"\nrole = { title = \"mayor\", org = \"Akron\", \
                    start = \"2020\" }\n";

const DRAFT: &str = "---\ndate: 2025-08-12\n---\n\nMayor Ada Roe met Ohio Gov. Mara Lindqvist.\n";

/// A folder with settings, a list and a draft, and a session in which the draft is open.
struct Newsroom {
    folder: TempDir,
    client: Client,
}

impl Newsroom {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("copydesk.toml"), "officials = [\"officials.toml\"]\n").unwrap();
        fs::write(folder.path().join("officials.toml"), LIST).unwrap();
        fs::write(folder.path().join("a.md"), DRAFT).unwrap();
        let root = Url::from_file_path(folder.path()).unwrap();
        let folders = json!([{"uri": root, "name": "news"}]);
        let client = Client::with_params(json!({"capabilities": {}, "workspaceFolders": folders}));
        let mut newsroom = Self { folder, client };
        let uri = newsroom.uri("a.md");
        newsroom.client.open(&uri, 1, DRAFT);
        newsroom
    }

    fn uri(&self, name: &str) -> String {
        Url::from_file_path(self.folder.path().join(name)).unwrap().to_string()
    }

    /// Asks `method` about the place of `words` in the last line of the draft.
    fn ask(&mut self, method: &str, words: &str) -> Value {
        let uri = self.uri("a.md");
        let column = DRAFT.lines().last().unwrap().find(words).expect("words of the draft");
        self.client.at(method, &uri, 4, column as u32)
    }

    fn titles(&mut self, words: &str) -> Vec<Value> {
        let uri = self.uri("a.md");
        let column = DRAFT.lines().last().unwrap().find(words).expect("words of the draft") as u32;
        let actions = self.client.actions(&uri, (4, column), (4, column));
        let adds = |action: &Value| action["title"].as_str().unwrap().contains("the newsroom’s officials");
        actions.into_iter().filter(adds).collect()
    }

    /// Tells the session that the list on disk has other words now.
    fn rewrite(&mut self, list: &str) {
        fs::write(self.folder.path().join("officials.toml"), list).unwrap();
        let changed = json!({"changes": [{"uri": self.uri("officials.toml"), "type": 2}]});
        self.client.notify("workspace/didChangeWatchedFiles", changed);
    }
}

#[test]
fn somebody_is_defined_by_the_entry_in_the_list() {
    let mut newsroom = Newsroom::open();
    let place = newsroom.ask("textDocument/definition", "Ada");
    let place = if place.is_array() { place[0].clone() } else { place };
    assert_eq!(place["uri"], newsroom.uri("officials.toml"), "{place}");
    assert!(matches!(place["range"]["start"]["line"].as_u64(), Some(1 | 2)), "{place}");
    newsroom.client.end();
}

#[test]
fn whoever_is_not_in_the_list_can_be_added_and_is_known_at_once() {
    let mut newsroom = Newsroom::open();
    assert_eq!(newsroom.ask("textDocument/hover", "Mara"), Value::Null);
    assert_eq!(newsroom.titles("Ada"), [] as [Value; 0], "the list has her already");
    let actions = newsroom.titles("Mara");
    assert_eq!(actions[0]["title"], "Add Mara Lindqvist to the newsroom’s officials");
    let edits = &actions[0]["edit"]["changes"][newsroom.uri("officials.toml")];
    assert_eq!(edits[0]["range"]["start"], json!({"line": 4, "character": 0}), "at the end of the list");
    let list = format!("{LIST}{}", edits[0]["newText"].as_str().unwrap());
    newsroom.rewrite(&list);
    let card = newsroom.ask("textDocument/hover", "Mara")["contents"]["value"].to_string();
    assert!(card.contains("**Mara Lindqvist** · Governor of Ohio"), "{card}");
    assert_eq!(newsroom.titles("Mara"), [] as [Value; 0]);
    newsroom.client.end();
}

#[test]
fn the_list_is_searched_and_read_again_when_it_changes() {
    let mut newsroom = Newsroom::open();
    let found = |newsroom: &mut Newsroom, query: &str| {
        let found = newsroom.client.request("workspace/symbol", json!({"query": query}));
        let list = newsroom.uri("officials.toml");
        let in_list = |it: &&Value| it["location"]["uri"] == list;
        let names = found.as_array().unwrap().iter().filter(in_list).map(|it| it["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(found(&mut newsroom, "ada r"), ["Ada Roe"]);
    newsroom.rewrite(&LIST.replace("Ada Roe", "Ida Moss"));
    assert_eq!(found(&mut newsroom, "moss"), ["Ida Moss"]);
    assert_eq!(found(&mut newsroom, "ada r"), [] as [&str; 0]);
    newsroom.client.end();
}

#[test]
fn a_fault_of_the_list_is_shown_in_the_list() {
    let mut newsroom = Newsroom::open();
    newsroom.rewrite(&LIST.replace("\"2020\"", "\"2025-13\""));
    let list = newsroom.uri("officials.toml");
    let told = newsroom.client.wait(|message| super::client::is_findings(message, &list));
    let fault = &told["params"]["diagnostics"][0];
    assert_eq!(fault["range"]["start"]["line"], 3, "{fault}");
    assert!(fault["message"].as_str().unwrap().contains("2025-13"), "{fault}");
    assert!(Path::new(&newsroom.folder.path().join("officials.toml")).exists());
    newsroom.client.end();
}

#[test]
fn officials_of_a_title_are_offered_with_their_cards() {
    let mut newsroom = Newsroom::open();
    let uri = newsroom.uri("a.md");
    let draft = DRAFT.replace("Mayor Ada Roe met", "They met Mayor ");
    newsroom.client.change(&uri, 2, json!([{"text": draft}]));
    let offers = newsroom.client.at("textDocument/completion", &uri, 4, 15);
    assert_eq!(offers["items"][0]["label"], "Ada Roe", "{offers}");
    let resolved = newsroom.client.request("completionItem/resolve", offers["items"][0].clone());
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("**Ada Roe** · Mayor"), "{resolved}");
    // A capital alone is no title.
    assert_eq!(newsroom.client.at("textDocument/completion", &uri, 4, 5), Value::Null);
    newsroom.client.end();
}
