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

/// A draft that cites by link, by key, in a footnote and in its front matter.
const CITING: &str = "---\ntitle: Leaks\ndate: 2025-08-12\nauthor: Lena Park\nsources:\n  - id: audit\n    title: \"Audit: 100% {of} it\"\n    url: https://audit.example/1\n---\n\n\
It leaks, [BBC News reported](https://www.bbc.com/news/2?utm_source=x). It failed [@repairs; @secret].[^1] “We never knew it leaked,” \
Ann Vance said. [Again](https://www.bbc.com/news/2).\n\n[^1]: <https://audit.example/1>\n";

fn citing() -> Folder {
    let secret =
        "[[source]]\nid = \"secret\"\ntitle = \"Hush\"\nurl = \"https://desk.example/9\"\nvisibility = \"sealed\"\n";
    Folder::new(&[
        ("copydesk.toml", "sources = [\"s.toml\"]\n"),
        ("s.toml", &format!("{TOML}published = \"2025-08\"\noutlet = \"Reuters & Co_\"\n{secret}")),
        ("a.md", CITING),
    ])
}

#[test]
fn what_a_draft_cites_goes_out_in_every_format_and_comes_back() {
    let folder = citing();
    let csl = folder.run("sources --format csl-json a.md").json();
    let ids: Vec<&str> = csl.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["audit", "bbc-com", "repairs"]);
    assert_eq!(csl[1]["container-title"], "BBC News");
    assert_eq!(csl[2]["issued"]["date-parts"], serde_json::json!([[2025, 8]]));
    for (format, file) in [("csl-json", "back.json"), ("bibtex", "back.bib")] {
        let ran = folder.run(&format!("sources --format {format} a.md"));
        assert!(ran.code == 0 && ran.err.is_empty() && !ran.out.contains("Hush") && !ran.out.contains("secret"));
        let read = copydesk::sources::read(std::path::Path::new(file), &ran.out);
        assert_eq!(read.problems, [], "{}", ran.out);
        assert_eq!(read.records.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ids);
        assert_eq!(read.records[0].title.as_deref(), Some("Audit: 100% {of} it"), "{}", ran.out);
        assert_eq!(read.records[2].outlet.as_deref(), Some("Reuters & Co_"), "{}", ran.out);
        assert_eq!(read.records[2].published.unwrap().to_string(), "2025-08");
    }
    let table = folder.run("sources --format csv a.md").out;
    assert_eq!(table.lines().count(), 4);
    assert!(table.contains("repairs,Repairs,,Reuters & Co_,2025-08,,https://www.reuters.com/1,,"), "{table}");
}

#[test]
fn json_ld_says_what_is_cited_and_who_is_quoted() {
    let graph = citing().run("sources --format json-ld a.md").json();
    let article = &graph["@graph"][0];
    assert_eq!((&article["@type"], &article["headline"]), (&"NewsArticle".into(), &"Leaks".into()));
    assert_eq!(article["citation"].as_array().unwrap().len(), 3);
    assert_eq!(article["citation"][0]["url"], "https://audit.example/1");
    let quotation = serde_json::json!({
        "@type": "Quotation", "text": "We never knew it leaked,", "creator": {"@type": "Person", "name": "Ann Vance"}
    });
    assert_eq!(article["hasPart"], serde_json::json!([quotation]));
}

#[test]
fn a_credit_to_the_papers_own_outlet_needs_no_source() {
    let draft = "It leaks, the Washington Post reported. Reuters reported that it does not.\n";
    let check = |settings: &str| {
        let folder = Folder::new(&[("copydesk.toml", settings), ("a.md", draft)]);
        let ran = folder.run("check --format jsonl --select uncited-outlet a.md");
        assert_eq!(ran.err.lines().filter(|line| line.contains("copydesk.toml")).count(), 0, "{}", ran.err);
        ran.lines().iter().map(|finding| finding["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (post, reuters) = ("credit to The Washington Post has no link", "credit to Reuters has no link");
    assert_eq!(check(""), [post, reuters]);
    for own in ["Washington Post", "The Washington Post", "the washington post"] {
        assert_eq!(check(&format!("outlets = [\"{own}\"]\n")), [reuters]);
    }
    assert_eq!(check("outlets = [\"Harbour Post\"]\n").len(), 2);
}

#[test]
fn the_link_that_a_finding_offers_stands_on_the_words_that_are_set() {
    let folder = Folder::new(&[
        ("copydesk.toml", "[citation]\nanchor = \"outlet\"\n"),
        ("a.md", "It leaks, Reuters reported.\n"),
    ]);
    let ran = folder.run("check --format jsonl --select uncited-outlet a.md");
    let edits = ran.lines()[0]["fixes"][0]["edits"].clone();
    assert_eq!((&edits[0]["start"], &edits[1]["start"]), (&10.into(), &17.into()));
}

/// What is told of a draft whose lists are odd: it ends, with exit code 2, and says this.
#[track_caller]
fn told(files: &[(&str, &str)], told: &[&str]) -> Folder {
    let folder = Folder::new(files);
    let ran = folder.run("check a.md");
    assert_eq!(ran.code, 2, "{}", ran.err);
    for told in told {
        assert!(ran.err.contains(told), "{told}\n{}", ran.err);
    }
    folder
}

#[test]
fn a_list_that_names_itself_is_told() {
    let plain = "It leaks.\n";
    told(
        &[("copydesk.toml", "sources = [\"copydesk.toml\"]\n"), ("a.md", plain)],
        &["copydesk.toml:1:12: a source has no id"],
    );
    let own = "[[source]]\nid = \"x\"\nquote_file = \"s.toml\"\n";
    told(
        &[("copydesk.toml", "sources = [\"s.toml\"]\n"), ("s.toml", own), ("a.md", plain)],
        &["s.toml: no transcript is written in such a file", "the source \"x\" names it as its quote_file"],
    );
    told(
        &[("a.md", "---\nbibliography: a.md\n---\n\nIt leaks [@x].\n")],
        &["a.md: no list of sources is written in such a file"],
    );
}

#[test]
fn an_address_with_quotation_marks_or_line_ends_is_told_and_never_offered() {
    let list = |url: &str| format!("[[source]]\nid = \"x\"\ntitle = \"Leak\"\noutlet = \"Reuters\"\nurl = \"{url}\"\n");
    for url in ["https://a.org/\\\"x", "https://a.org/x\\ny", "https://a.org/“x”", "javascript:alert(1)"] {
        let folder = told(
            &[("copydesk.toml", "sources = [\"s.toml\"]\n"), ("s.toml", &list(url)), ("a.md", "It leaks [@x].\n")],
            &["s.toml:5:"],
        );
        // The source is known, and its address is not.
        assert_eq!(rules(&folder, "a.md"), Vec::<String>::new());
        assert_eq!(folder.run("sources --format csl-json a.md").json()[0].get("URL"), None);
    }
}

#[test]
fn two_sources_of_one_list_with_one_id_are_told() {
    told(
        &[
            ("copydesk.toml", "sources = [\"s.toml\"]\n"),
            ("s.toml", &format!("{TOML}\n{TOML}")),
            ("a.md", "It leaks.\n"),
        ],
        &["s.toml:7:", "the id \"repairs\" is there twice"],
    );
}
