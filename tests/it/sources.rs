//! Lists of sources on disk: which keys a draft may use, and what a broken list costs.

use crate::folder::Folder;

const BIB: &str = "@online{leak, title={Bridge leaks}, url={https://www.bbc.com/news/1}}\n";
const TOML: &str = "[[source]]\nid = \"repairs\"\ntitle = \"Repairs\"\nurl = \"https://www.reuters.com/1\"\n";

fn rules(folder: &Folder, args: &str) -> Vec<String> {
    let ran = folder.run(&format!("check {args} --format jsonl --select undefined-citation"));
    let finding = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let told = |value: serde_json::Value| {
        format!("{} {}", value["level"].as_str().unwrap(), value["message"].as_str().unwrap())
    };
    ran.out.lines().map(finding).map(told).collect()
}

#[test]
fn keys_are_looked_up_in_the_library_and_in_the_drafts_bibliography() {
    let folder = Folder::new(&[
        ("copydesk.toml", "sources = [\"sources/*.toml\"]\n"),
        ("sources/desk.toml", TOML),
        ("drafts/refs.bib", BIB),
        ("drafts/a.md", "---\nbibliography: refs.bib\n---\n\nIt leaks [@leak]. It failed [@repairs; @nobody].\n"),
        ("drafts/b.md", "It leaks [@leak]. It failed [@repairs].\n"),
    ]);
    assert_eq!(rules(&folder, "drafts/a.md"), ["error no source has the key nobody"]);
    assert_eq!(rules(&folder, "drafts/b.md"), ["error no source has the key leak"]);
}

#[test]
fn without_any_list_a_key_cannot_be_judged() {
    let folder = Folder::new(&[("a.md", "It leaks [@leak].\n")]);
    assert_eq!(rules(&folder, "a.md"), ["info no list of sources to look up the key leak"]);
    assert_eq!(folder.run("check a.md").code, 0);
}

#[test]
fn a_bibliography_that_is_not_there_is_told_and_no_key_is_blamed_for_it() {
    let folder = Folder::new(&[("a.md", "---\nbibliography: refs.bib\n---\n\nIt leaks [@leak].\n")]);
    let ran = folder.run("check a.md");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("refs.bib"), "{}", ran.err);
    assert_eq!(rules(&folder, "a.md"), ["info no list of sources to look up the key leak"]);
}

#[test]
fn a_broken_list_is_told_at_its_place_and_the_rest_still_loads() {
    let folder = Folder::new(&[
        ("copydesk.toml", "sources = [\"a.toml\", \"b.bib\", \"missing.ris\"]\n"),
        ("a.toml", &format!("{TOML}[[source]]\ntitle = \"No id\"\n[[source]]\nid = \"leak\"\n")),
        ("b.bib", &format!("@online{{broken, title={{A}}\n{BIB}")),
        ("c.md", "It leaks [@leak]. It failed [@repairs].\n"),
    ]);
    let ran = folder.run("check c.md");
    assert_eq!(ran.code, 2, "{}", ran.err);
    for told in [
        "a.toml:5:1: a source has no id",
        "b.bib:1:1: not BibTeX: the entry is not closed",
        "b.bib:2:9: the id \"leak\" is there twice; it stands in a.toml on line 8 already",
        "no file missing.ris",
    ] {
        assert!(ran.err.contains(told), "{told}\n{}", ran.err);
    }
    assert_eq!(rules(&folder, "c.md"), Vec::<String>::new());
}
