//! “New source…”: where it stands among the other offers, what it selects, and that nobody notes one source twice.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;
use tower_lsp::lsp_types::Url;

use super::client::{Client, applied};

const DRAFT: &str = "The river rose, BBC News reported.\n";
const WORDS: (u32, u32) = (0, 20);

struct Newsroom {
    folder: TempDir,
    client: Client,
    version: i64,
}

impl Newsroom {
    /// A newsroom whose list has `known` sources of BBC News, and DRAFT open in an editor that can do all it needs.
    fn open(form: &str, known: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = format!("sources = [\"sources.toml\"]\n[citation]\nform = \"{form}\"\n");
        fs::write(folder.path().join("copydesk.toml"), settings).unwrap();
        let source = |i: usize| {
            format!(
                "[[source]]\nid = \"river-{i}\"\ntitle = \"River {i}\"\noutlet = \"BBC News\"\nurl = \"https://www.bbc.com/{i}\"\n\n"
            )
        };
        fs::write(folder.path().join("sources.toml"), (0..known).map(source).collect::<String>()).unwrap();
        let folders = json!([{"uri": Url::from_file_path(folder.path()).unwrap(), "name": "news"}]);
        let capabilities = json!({
            "workspace": {"workspaceEdit": {"documentChanges": true}},
            "window": {"showDocument": {"support": true}},
        });
        let client = Client::with_params(json!({"capabilities": capabilities, "workspaceFolders": folders}));
        let mut newsroom = Self { folder, client, version: 1 };
        let draft = newsroom.uri("a.md");
        newsroom.client.open(&draft, 1, DRAFT);
        newsroom
    }

    fn uri(&self, name: &str) -> String {
        Url::from_file_path(self.folder.path().join(name)).unwrap().to_string()
    }

    fn list(&self) -> String {
        fs::read_to_string(self.folder.path().join("sources.toml")).unwrap()
    }

    fn offers(&mut self) -> Vec<Value> {
        let uri = self.uri("a.md");
        self.client.actions(&uri, WORDS, WORDS)
    }

    fn new_source(&mut self) -> Option<Value> {
        self.offers().into_iter().find(is_new)
    }

    /// Types what an action puts into the draft, and saves what it puts into the list if `saved`.
    fn take(&mut self, action: &Value, saved: bool) -> String {
        let (draft, list) = (self.uri("a.md"), self.uri("sources.toml"));
        let mut after = DRAFT.to_owned();
        for change in action["edit"]["documentChanges"].as_array().unwrap() {
            let one = json!({"edit": {"documentChanges": [change]}});
            let uri = change["textDocument"]["uri"].as_str().unwrap();
            if uri == draft {
                after = applied(DRAFT, &draft, &one);
                self.version += 1;
                self.client.change(&draft, self.version, json!([{"text": after}]));
            } else if saved {
                let grown = applied(&self.list(), &list, &one);
                fs::write(self.folder.path().join("sources.toml"), grown).unwrap();
                self.client.request("workspace/executeCommand", json!({"command": "copydesk.reindex"}));
            }
        }
        after
    }
}

fn is_new(action: &Value) -> bool {
    title(action).starts_with("New source…")
}

fn title(action: &Value) -> &str {
    action["title"].as_str().unwrap()
}

#[test]
fn it_stands_behind_at_most_five_known_sources_and_before_all_else() {
    for (known, before) in [(0, 0), (2, 2), (8, 5)] {
        let mut newsroom = Newsroom::open("link", known);
        let offers = newsroom.offers();
        let at = offers.iter().position(is_new).expect("it is offered");
        let titles: Vec<&str> = offers.iter().map(title).collect();
        let known = titles.iter().filter(|title| title.contains("to “River")).count();
        assert_eq!((known, at), (before, before), "{titles:#?}");
        assert!(titles.len() > at + 3, "{titles:#?}");
        // A menu goes by kinds before it goes by their order.
        assert!(offers[..at + 2].iter().all(|action| action["kind"] == "quickfix"), "{offers:#?}");
        newsroom.client.end();
    }
}

/// What the command after an action selects, in which file.
fn selected(action: &Value, text: &str) -> (String, String) {
    let place = &action["command"]["arguments"][0];
    let at = |end: &str| {
        let place = &place["selection"][end];
        let (line, column) = (place["line"].as_u64().unwrap() as usize, place["character"].as_u64().unwrap() as usize);
        text.split_inclusive('\n').take(line).map(str::len).sum::<usize>() + column
    };
    (place["uri"].as_str().unwrap().to_owned(), text[at("start")..at("end")].to_owned())
}

#[test]
fn its_tk_is_selected_in_the_copy_and_else_in_the_list() {
    for (form, file) in [("link", "a.md"), ("footnote", "a.md"), ("key", "sources.toml")] {
        let mut newsroom = Newsroom::open(form, 2);
        let action = newsroom.new_source().unwrap();
        let after = newsroom.take(&action, true);
        let text = if file == "a.md" { after } else { newsroom.list() };
        assert_eq!(selected(&action, &text), (newsroom.uri(file), "TK".to_owned()), "{form}");
        newsroom.client.end();
    }
}

#[test]
fn what_was_noted_once_is_not_noted_again() {
    for form in ["link", "footnote", "key"] {
        for saved in [true, false] {
            let mut newsroom = Newsroom::open(form, 1);
            let action = newsroom.new_source().unwrap();
            newsroom.take(&action, saved);
            let again = newsroom.new_source();
            assert!(again.is_none(), "{form}, list saved: {saved}: {again:#?}");
            newsroom.client.end();
        }
    }
}

#[test]
fn the_ids_of_new_sources_are_their_own_even_before_the_list_is_saved() {
    let mut newsroom = Newsroom::open("key", 0);
    let draft = newsroom.uri("a.md");
    newsroom.client.change(
        &draft,
        2,
        json!([{"text": format!("{DRAFT}\nThe bridge fell, BBC News reported [@bbc-news].\n")}]),
    );
    let action = newsroom.new_source().unwrap();
    assert_eq!(title(&action), "New source… bbc-news-2 in sources.toml, cited here");
    newsroom.client.end();
}
