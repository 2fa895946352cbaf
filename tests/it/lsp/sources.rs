//! Sources in an editor: what a citation cites, new ones that are noted and cited at once, and passages of transcripts.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;
use tower_lsp::lsp_types::Url;

use super::client::Client;

const LIST: &str = "\
[[source]]
id = \"leak\"
title = \"The *bridge* leaks\"
authors = [\"Jo Doe\"]
outlet = \"BBC News\"
published = \"2025-08-08\"
url = \"https://www.bbc.com/news/1\"
archive = \"https://web.archive.org/1\"
note = \"Zquagmirel\"

[[source]]
id = \"memo\"
title = \"Repairs memo\"
visibility = \"desk\"

[[source]]
id = \"tape\"
title = \"Zquagmirel\"
authors = [\"Zquagmirel\"]
url = \"https://zquagmirel.example/tape\"
visibility = \"sealed\"
";

const DRAFT: &str = "\
---
sources:
  - id: report
    title: Bridge report
    outlet: Akron County
    url: https://akron.example/report
---

It leaks [@leak]. It was mended [@memo]. It was taped [@tape].[^1]

It [leaks](https://www.bbc.com/news/1?utm_source=x), and [it](https://zquagmirel.example/tape) holds, see [@report].

The river rose, Reuters reported. Nobody [said so](https://nobody.example/).

[^1]: See <https://www.bbc.com/news/1>.
";

/// A folder with settings, a list and a draft, and a session in which the draft is open.
struct Newsroom {
    folder: TempDir,
    client: Client,
}

impl Newsroom {
    fn open(settings: &str, draft: &str, capabilities: &Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("copydesk.toml"), settings).unwrap();
        fs::write(folder.path().join("sources.toml"), LIST).unwrap();
        fs::write(folder.path().join("a.md"), draft).unwrap();
        let root = Url::from_file_path(folder.path()).unwrap();
        let folders = json!([{"uri": root, "name": "news"}]);
        let client = Client::with_params(json!({"capabilities": capabilities, "workspaceFolders": folders}));
        let mut newsroom = Self { folder, client };
        let uri = newsroom.uri("a.md");
        newsroom.client.open(&uri, 1, draft);
        newsroom
    }

    fn uri(&self, name: &str) -> String {
        Url::from_file_path(self.folder.path().join(name)).unwrap().to_string()
    }

    fn hover(&mut self, words: &str) -> String {
        let (line, column) = place(DRAFT, words);
        let uri = self.uri("a.md");
        let hover = self.client.at("textDocument/hover", &uri, line, column + 2);
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// The action that notes a new source for `words`.
    fn new_source(&mut self, draft: &str, words: &str) -> Option<Value> {
        let (line, column) = place(draft, words);
        let uri = self.uri("a.md");
        let actions = self.client.actions(&uri, (line, column + 2), (line, column + 2));
        let is_new = |action: &Value| action["title"].as_str().unwrap().starts_with("New source…");
        actions.into_iter().find(is_new)
    }
}

fn place(draft: &str, words: &str) -> (u32, u32) {
    let (i, line) = draft.lines().enumerate().find(|(_, line)| line.contains(words)).expect("words of the draft");
    (i as u32, line.find(words).unwrap() as u32)
}

const SETTINGS: &str = "sources = [\"sources.toml\"]\n";

#[test]
fn a_citation_shows_its_source_as_a_reference() {
    let mut newsroom = Newsroom::open(SETTINGS, DRAFT, &json!({}));
    let reference = "Jo Doe, **“The \\*bridge\\* leaks”**, BBC News, 2025-08-08 · article\n\n\
                     <https://www.bbc.com/news/1>\n\nArchived: <https://web.archive.org/1>";
    assert_eq!(newsroom.hover("@leak"), reference);
    assert!(newsroom.hover("](https://www.bbc").contains(reference));
    let note = newsroom.hover("[^1]");
    assert!(note.starts_with("See \\<https://www.bbc.com/news/1\\>."), "{note}");
    assert!(note.ends_with(reference), "{note}");
    let own = "**“Bridge report”**, Akron County · source of this draft\n\n<https://akron.example/report>";
    assert_eq!(newsroom.hover("@report"), own);
    assert_eq!(newsroom.hover("report"), own);
    assert!(!newsroom.hover("said so").contains('·'));
    newsroom.client.end();
}

#[test]
fn what_is_not_public_is_shown_no_further_than_it_may_be() {
    let mut newsroom = Newsroom::open(SETTINGS, DRAFT, &json!({}));
    let memo = newsroom.hover("@memo");
    assert!(memo.contains("Repairs memo") && memo.contains("For the desk only"), "{memo}");
    let tape = newsroom.hover("@tape");
    assert_eq!(tape, "**tape** is sealed: who may see it opens its list.");
    for words in ["@leak", "@memo", "@tape", "](https://zquagmirel", "](https://www.bbc"] {
        let hover = newsroom.hover(words);
        assert!(!hover.contains("Zquagmirel"), "{words}: {hover}");
    }
    newsroom.client.end();
}

#[test]
fn a_new_source_is_noted_in_the_list_and_cited_in_one_edit() {
    let editor = json!({"workspace": {"workspaceEdit": {"documentChanges": true}}});
    let settings = format!("{SETTINGS}[citation]\nform = \"key\"\n");
    let mut newsroom = Newsroom::open(&settings, DRAFT, &editor);
    let action = newsroom.new_source(DRAFT, "Reuters reported").unwrap();
    assert_eq!(action["title"], "New source… reuters in sources.toml, cited here");
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0]["textDocument"], json!({"uri": newsroom.uri("a.md"), "version": 1}));
    assert_eq!(changes[0]["edits"][0]["newText"], " [@reuters]");
    assert_eq!(changes[1]["textDocument"], json!({"uri": newsroom.uri("sources.toml"), "version": null}));
    let entry = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert_eq!(entry, "\n[[source]]\nid = \"reuters\"\nkind = \"article\"\noutlet = \"Reuters\"\nurl = \"TK\"\n");
    // Once both are written the list is read without a fault, and the key is defined.
    fs::write(newsroom.folder.path().join("sources.toml"), format!("{LIST}{entry}")).unwrap();
    let cited = DRAFT.replace("Reuters reported.", "Reuters reported [@reuters].");
    fs::write(newsroom.folder.path().join("a.md"), &cited).unwrap();
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--quiet", "--select", "undefined-citation", "a.md"])
        .current_dir(newsroom.folder.path())
        .output()
        .unwrap();
    assert_eq!((ran.status.code(), ran.stderr.as_slice()), (Some(0), b"".as_slice()));
    newsroom.client.end();
}

#[test]
fn without_a_list_a_new_source_goes_into_the_front_matter() {
    let mut newsroom = Newsroom::open("[citation]\nform = \"footnote\"\n", DRAFT, &json!({}));
    let action = newsroom.new_source(DRAFT, "Reuters reported").unwrap();
    assert_eq!(action["title"], "New source… reuters in the front matter, cited here");
    let uri = newsroom.uri("a.md");
    let after = super::client::applied(DRAFT, &uri, &action);
    assert!(
        after.contains(
            "    url: https://akron.example/report\n  - id: reuters\n    outlet: Reuters\n    url: TK\n---\n"
        ),
        "{after}"
    );
    assert!(after.contains("Reuters reported.[^2]") && after.contains("\n[^2]: Reuters, TK\n"), "{after}");
    newsroom.client.end();
    let bare = "The river rose, Reuters reported.\n";
    let mut newsroom = Newsroom::open("", bare, &json!({}));
    assert!(newsroom.new_source(bare, "Reuters reported").is_none());
    newsroom.client.end();
}

#[test]
fn a_quotation_shows_its_passage_and_leads_to_it() {
    let draft = "“We will never sell the harbour bridge to them,” said Ana Ruiz, the mayor. “Nobody has asked us about it,” \
                 she said.\n";
    let talk =
        "The council met.\n\nAna Ruiz: We will gladly sell the harbour bridge to them. Nobody has asked us about it.\n";
    let mut newsroom = Newsroom::open("transcripts = [\"talks/*.txt\"]\n", draft, &json!({}));
    fs::create_dir(newsroom.folder.path().join("talks")).unwrap();
    fs::write(newsroom.folder.path().join("talks/one.txt"), talk).unwrap();
    newsroom.client.request("workspace/executeCommand", json!({"command": "copydesk.reindex"}));
    let uri = newsroom.uri("a.md");
    let hover = newsroom.client.at("textDocument/hover", &uri, 0, 12);
    let text = hover["contents"]["value"].as_str().unwrap();
    for told in [
        "Differs from **one.txt** on line 3, said by Ana Ruiz",
        "- “gladly” and not “never”",
        "> … We will gladly sell",
    ] {
        assert!(text.contains(told), "{told}\n{text}");
    }
    let second = u32::try_from(draft[..draft.find("Nobody").unwrap()].encode_utf16().count()).unwrap();
    let hover = newsroom.client.at("textDocument/hover", &uri, 0, second + 2);
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("Word for word in **one.txt** on line 3"), "{text}");
    let place = newsroom.client.at("textDocument/definition", &uri, 0, second + 2);
    let place = if place.is_array() { place[0].clone() } else { place };
    assert_eq!(place["uri"], newsroom.uri("talks/one.txt"), "{place}");
    let column = talk.lines().nth(2).unwrap().find("Nobody").unwrap();
    assert_eq!(place["range"]["start"], json!({"line": 2, "character": column}));
    newsroom.client.end();
}
