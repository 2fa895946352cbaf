//! What an action does to a draft, and what is found in it then.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::client::{Client, applied};

const URI: &str = "file:///drafts/a.md";

/// How often each rule finds something in `text`.
fn found(client: &mut Client, text: &str) -> BTreeMap<String, usize> {
    client.open(URI, 1, text);
    let mut counts = BTreeMap::new();
    for finding in client.findings(URI, 1) {
        *counts.entry(finding["code"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    client.close(URI);
    counts
}

/// Takes every action whose title starts with `title` at `at` and answers with the drafts that come of it.
///
/// Each must silence one finding of `rule` and wake nothing but a placeholder that is to be typed over.
fn check(copy: &str, at: &str, rule: &str, title: &str) -> Vec<String> {
    let mut client = Client::plain();
    let before = found(&mut client, copy);
    client.open(URI, 2, copy);
    let source = copydesk::text::Source::new(copy.to_owned());
    let (line, column) = source.position(copy.find(at).unwrap() + 1, copydesk::text::Columns::Utf16);
    let place = (line as u32, column as u32);
    let actions = client.actions(URI, place, place);
    let of: Vec<&Value> =
        actions.iter().filter(|action| action["title"].as_str().unwrap().starts_with(title)).collect();
    assert!(!of.is_empty(), "{copy}: {:?}", actions.iter().map(|action| &action["title"]).collect::<Vec<_>>());
    let mut drafts = Vec::new();
    for action in of {
        assert_eq!(action["kind"], "quickfix", "{action}");
        let after = applied(copy, URI, action);
        let mut left = found(&mut client, &after);
        left.remove("leftover-placeholder");
        let mut wanted = before.clone();
        match wanted.get_mut(rule) {
            Some(1) => drop(wanted.remove(rule)),
            Some(count) => *count -= 1,
            None => panic!("{rule} finds nothing in {copy}: {before:?}"),
        }
        assert_eq!(left, wanted, "{after}");
        drafts.push(after);
    }
    client.end();
    drafts
}

const RULE: &str = "unattributed-quote";

#[test]
fn an_attribution_names_who_speaks() {
    let paragraph = "“Nobody asked us before the money for the road was gone.”";
    for (copy, first) in [
        (
            format!("{paragraph} The council meets in May.\n"),
            "“Nobody asked us before the money for the road was gone,” TK said. The council meets in May.\n",
        ),
        (
            format!("The council meets in May.\n\n{paragraph}\n"),
            "The council meets in May.\n\n“Nobody asked us before the money for the road was gone,” TK said.\n",
        ),
        (format!("*{paragraph}*\n"), "*“Nobody asked us before the money for the road was gone,”* TK said.\n"),
        (paragraph.replace(".”", "?”"), "“Nobody asked us before the money for the road was gone?” TK said."),
        (paragraph.replace(".”", "”"), "“Nobody asked us before the money for the road was gone,” TK said."),
    ] {
        assert_eq!(check(&copy, "Nobody", RULE, "Attribute to")[0], first);
    }
}

#[test]
fn people_of_the_draft_are_offered_one_at_a_time_and_none_is_preferred() {
    let copy = "\
“Nobody asked us before the money for the road was gone.”

The council met. Mayor Ada Lindqvist came late, and Bo Brandt, a baker, left early.
";
    let drafts = check(copy, "Nobody", RULE, "Attribute to");
    let said: Vec<&str> =
        drafts.iter().map(|draft| draft.lines().next().unwrap().rsplit("gone,” ").next().unwrap()).collect();
    assert_eq!(said, ["TK said.", "Ada Lindqvist said.", "Bo Brandt said."]);

    let mut client = Client::plain();
    client.open(URI, 1, copy);
    let actions = client.actions(URI, (0, 3), (0, 3));
    assert!(actions.iter().all(|action| action["isPreferred"].is_null()));
    client.end();
}

#[test]
fn whoever_was_introduced_is_named_by_the_family_name() {
    let copy = "\
Mayor Ada Lindqvist closed the bridge, and everybody in the town looked on from the bank of the river.

## A meeting

“Nobody asked us before the money for the road was gone.”
";
    let drafts = check(copy, "Nobody", RULE, "Attribute to");
    assert!(drafts[1].contains("gone,” Lindqvist said."), "{}", drafts[1]);
}

#[test]
fn no_attribution_is_offered_where_somebody_speaks() {
    let mut client = Client::plain();
    client.open(URI, 1, "“Nobody asked us before the money was gone,” Ada Lindqvist said.\n");
    let actions = client.actions(URI, (0, 3), (0, 3));
    assert!(actions.iter().all(|action| !action["title"].as_str().unwrap().starts_with("Attribute")), "{actions:?}");
    client.end();
}

#[test]
fn a_finding_is_allowed_with_a_reason_to_be_given() {
    for (copy, after) in [
        (
            "One.\n\n“Nobody asked us before the money for the road was gone.”\n",
            "One.\n\n<!-- copydesk allow unattributed-quote: TK -->\n“Nobody asked us before the money for the road was gone.”\n",
        ),
        (
            "- One.\n- “Nobody asked us before the money for the road was gone.”\n",
            "- One.\n- “Nobody asked us before the money for the road was gone.” <!-- copydesk allow unattributed-quote: TK -->\n",
        ),
    ] {
        assert_eq!(check(copy, "Nobody", RULE, "Allow"), [after]);
    }
    let mut client = Client::plain();
    client.open_as(URI, "plaintext", 1, "“Nobody asked us before the money for the road was gone.”\n");
    let actions = client.actions(URI, (0, 3), (0, 3));
    assert!(!actions.is_empty());
    assert!(actions.iter().all(|action| !action["title"].as_str().unwrap().starts_with("Allow")), "{actions:?}");
    client.open_as("file:///a.mdx", "mdx", 1, "“Nobody asked us before the money for the road was gone.”\n");
    let actions = client.actions("file:///a.mdx", (0, 3), (0, 3));
    let allow = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with("Allow")).unwrap();
    assert!(allow["edit"].to_string().contains("{/* copydesk allow unattributed-quote: TK */}"), "{allow}");
    client.end();
}

#[test]
fn a_credit_is_linked() {
    let drafts = check("The river rose in one night, Reuters reported.\n", "Reuters", "uncited-outlet", "Link");
    assert_eq!(drafts, ["The river rose in one night, [Reuters reported](TK).\n"]);
    let drafts =
        check("The river rose in one night, Reuters reported.\n", "Reuters", "uncited-outlet", "Add a footnote");
    assert_eq!(drafts, ["The river rose in one night, Reuters reported.[^reuters]\n\n[^reuters]: Reuters, TK\n"]);
}

#[test]
fn a_selection_can_be_cited() {
    let mut client = Client::plain();
    let copy = "The bridge carried nine thousand cars a day before it fell.\n";
    client.open(URI, 1, copy);
    let actions = client.actions(URI, (0, 19), (0, 44));
    let link = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with("Link")).unwrap();
    assert_eq!(applied(copy, URI, link), "The bridge carried [nine thousand cars a day](TK) before it fell.\n");
    assert_eq!(link["kind"], json!("refactor.rewrite"));
    client.end();
}

/// The draft after the editor's one action for all safe fixes; the draft itself where there is none.
fn mended_in_editor(client: &mut Client, language: &str, text: &str) -> String {
    client.open_as(URI, language, 1, text);
    let end = text.lines().count() as u32 + 1;
    let params = json!({
        "textDocument": {"uri": URI},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": end, "character": 0}},
        "context": {"diagnostics": [], "only": ["source.fixAll.copydesk"]},
    });
    let actions = client.request("textDocument/codeAction", params);
    client.close(URI);
    match actions.as_array().map(Vec::as_slice) {
        Some([action]) => applied(text, URI, action),
        _ => text.to_owned(),
    }
}

#[test]
fn an_editor_and_the_command_line_mend_the_same() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut drafts: Vec<(String, String)> =
        ["harbour.md", "lighthouse.txt", "ugly/torn.md", "ugly/yaml.md", "ugly/plain.txt"]
            .iter()
            .map(|name| ((*name).to_owned(), std::fs::read_to_string(corpus.join(name)).unwrap()))
            .collect();
    let marks =
        ["“It holds,” Ruiz said. \"They hold.\"", "\"It holds,\" Ruiz said. “They hold.”", "‘It holds,’ Ruiz said."];
    let links = ["[here](https://a.example/x?utm_source=m&id=1)", "https://b.example/?fbclid=2", "no link"];
    let notes = ["One[^b] and two[^a].\n\n[^a]: A.\n[^b]: B.", "One[^1].\n\n[^1]: A.", "None."];
    for (i, ((mark, link), note)) in
        marks.iter().flat_map(|mark| links.map(|link| (mark, link))).zip(notes.iter().cycle()).enumerate()
    {
        let text = format!("---\ntitle: Pier\n---\n\n{mark} See {link}.\n\n{mark}\n\n{note}\n");
        drafts.push((format!("{i}.md"), text));
    }
    let folder = crate::folder::Folder::new(&[]);
    let mut mended = 0;
    for (name, text) in
        drafts.iter().flat_map(|(name, text)| [(name, text.clone()), (name, text.replace('\n', "\r\n"))])
    {
        let plain = name.ends_with(".txt");
        let shown = name.replace('/', "-");
        let ran = folder.run_with(&format!("check --isolated --fix --stdin-filename {shown} -"), &text, &[]);
        let mut client = Client::plain();
        let there = mended_in_editor(&mut client, if plain { "plaintext" } else { "markdown" }, &text);
        client.end();
        assert_eq!(there, ran.out, "{name}");
        mended += usize::from(there != text);
    }
    assert!(mended >= 10, "only {mended} drafts had anything to mend");
}

#[test]
fn an_address_just_pasted_is_cited_in_every_form() {
    let copy = "The river rose, Reuters reported https://reuters.example/river. Nobody slept.\n";
    let at = "//reuters.example";
    assert_eq!(
        check(copy, at, "bare-url", "Link “Reuters reported” to this address"),
        ["The river rose, [Reuters reported](https://reuters.example/river). Nobody slept.\n"]
    );
    let turned = check(copy, at, "bare-url", "Turn the address into");
    let cited = ["Reuters reported.[^reuters] Nobody", "Reuters reported<!-- src: reuters -->. Nobody"];
    assert_eq!(turned.len(), cited.len());
    assert!(turned.iter().zip(cited).all(|(draft, cited)| draft.contains(cited)), "{turned:#?}");
}

#[test]
fn a_comment_in_mdx_is_written_as_mdx_has_it() {
    let copy = "The river rose, Reuters reported.\n";
    let mut client = Client::plain();
    client.open_as(URI, "mdx", 1, copy);
    let actions = client.actions(URI, (0, 20), (0, 20));
    let listed = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with("List a source")).unwrap();
    let after = applied(copy, URI, listed);
    assert!(after.ends_with("The river rose, Reuters reported{/* src: reuters */}.\n"), "{after}");
    client.end();
}
