//! Known findings are left alone, and only those.

use crate::folder::Folder;

const OLD: &str = "The desk waits. TK\n\nThe council met TK times.\n";

fn folder() -> Folder {
    let folder = Folder::new(&[("old/a.md", OLD), ("b.md", "The council met.\n")]);
    assert_eq!(folder.run("check").code, 1);
    let ran = folder.run("baseline");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err, "copydesk.baseline.json: 2 findings are known, 0 were before\n");
    folder
}

fn check(folder: &Folder) -> (i32, usize, String) {
    let ran = folder.run("check --baseline copydesk.baseline.json --format jsonl,compact=talk.log");
    (ran.code, ran.lines().len(), ran.err)
}

#[test]
fn what_is_known_stays_known_when_the_draft_is_edited_elsewhere() {
    let folder = folder();
    assert_eq!(check(&folder), (0, 0, "nothing found in 2 files; 2 known from the baseline\n".into()));
    folder.write("old/a.md", format!("# New\n\nAnother paragraph.\n\n{OLD}").as_bytes());
    assert_eq!(check(&folder).1, 0);
    folder.write("old/a.md", format!("{OLD}\nAnother TK.\n").as_bytes());
    assert_eq!(check(&folder).1, 1, "what is new is found");
    folder.write("b.md", b"The desk waits. TK\n");
    assert_eq!(check(&folder).1, 2, "the same words in another file are new");
}

#[test]
fn the_same_fault_twice_is_known_once() {
    let folder = Folder::new(&[("a.md", "TK\n")]);
    folder.run("baseline");
    folder.write("a.md", b"TK\n\nTK\n");
    assert_eq!(check(&folder).1, 1);
}

#[test]
fn what_is_gone_is_told_and_pruned() {
    let folder = folder();
    folder.write("old/a.md", b"The desk waits. TK\n");
    assert!(
        check(&folder).2.ends_with("1 known from the baseline are gone; `copydesk baseline --prune` forgets them\n")
    );
    let selected = folder.run("check --baseline copydesk.baseline.json --ignore leftover-placeholder");
    assert!(!selected.err.contains("gone"), "{}", selected.err);
    assert_eq!(folder.run("baseline --prune").err, "copydesk.baseline.json: 1 findings are known, 2 were before\n");
    std::fs::remove_file(folder.path("old/a.md")).unwrap();
    folder.run("baseline --prune b.md");
    assert!(!folder.read("copydesk.baseline.json").contains("old/a.md"));
}

#[test]
fn in_ci_a_baseline_only_shrinks() {
    let folder = folder();
    folder.write("old/a.md", b"The desk waits. TK\n\nNew TK.\n");
    let ran = folder.run_with("baseline", "", &[("CI", "1")]);
    let why = "1 findings were not added, for in CI a baseline only shrinks; to accept them, run `copydesk baseline` \
               where CI is not set and commit the file\n";
    assert_eq!(ran.err, format!("copydesk.baseline.json: 1 findings are known, 2 were before\n{why}"));
    assert_eq!(check(&folder).1, 1);
    assert_eq!(folder.run("baseline").err, "copydesk.baseline.json: 2 findings are known, 1 were before\n");
}

#[test]
fn a_baseline_holds_no_copy_and_its_hashes_have_a_key_of_their_own() {
    let (one, other) = (folder(), folder());
    let texts = [one.read("copydesk.baseline.json"), other.read("copydesk.baseline.json")];
    assert!(!texts[0].contains("desk waits") && !texts[0].contains("TK"), "{}", texts[0]);
    let prints = |text: &str| text.lines().filter(|line| line.trim().len() >= 18 && line.trim().len() <= 19).count();
    assert_eq!(prints(&texts[0]), 2, "{}", texts[0]);
    assert_ne!(texts[0], texts[1]);
    let again = one.run("baseline");
    assert_eq!(again.code, 0);
    assert_eq!(one.read("copydesk.baseline.json"), texts[0], "the key and the order stay");
}

#[test]
fn code_scanning_is_told_what_is_known() {
    let folder = folder();
    let log = folder.run("check --baseline copydesk.baseline.json --format sarif").json();
    let results = log["runs"][0]["results"].as_array().unwrap().clone();
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(|result| result["suppressions"][0]["kind"] == "external"));
}

#[test]
fn a_bad_baseline_is_one_line_and_exit_code_2() {
    let folder = folder();
    let good = folder.read("copydesk.baseline.json");
    let with = |text: &str| {
        folder.write("copydesk.baseline.json", text.as_bytes());
        let ran = folder.run("check --quiet --format jsonl --baseline copydesk.baseline.json");
        assert_eq!(ran.lines().len(), 2, "the run goes on without it");
        (ran.code, ran.err)
    };
    let (code, err) = with(&good.replace("\"copydesk_baseline\": 1", "\"copydesk_baseline\": 9"));
    assert_eq!(
        (code, err.as_str()),
        (
            2,
            "copydesk.baseline.json: a baseline of version 9, not 1; remove it and write it again with `copydesk baseline`\n"
        )
    );
    let (code, err) = with(&good[..good.len() / 2]);
    assert!(code == 2 && err.contains("no baseline of copydesk") && err.lines().count() == 1, "{err}");
    assert_eq!(folder.run("check --quiet --baseline none.json").err, "none.json: no such file or folder\n");
    let broken = folder.read("copydesk.baseline.json");
    let ran = folder.run("baseline");
    assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{}", ran.err);
    assert_eq!(folder.read("copydesk.baseline.json"), broken, "what cannot be read is not lost");
}

#[test]
fn a_first_baseline_in_ci_is_empty_and_says_why() {
    let folder = Folder::new(&[("a.md", OLD)]);
    let ran = folder.run_with("baseline", "", &[("CI", "1")]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.starts_with("copydesk.baseline.json: 0 findings are known, 0 were before\n2 findings"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("in CI a baseline only shrinks"), "{}", ran.err);
    let pruned = folder.run("baseline --prune");
    assert!(pruned.err.contains("2 findings were not added, for --prune adds nothing"), "{}", pruned.err);
    assert!(!folder.run("baseline").err.contains("not added"));
}

#[cfg(unix)]
#[test]
fn names_that_are_no_utf_8_are_told_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new(&[("100%.md", OLD)]);
    let name = |bytes| folder.path("").join(OsStr::from_bytes(bytes));
    std::fs::write(name(b"caf\xe9.md"), OLD).unwrap();
    assert!(folder.run("baseline").err.starts_with("copydesk.baseline.json: 4 findings"));
    assert_eq!(check(&folder).1, 0);
    // Lossy names would be one, and the new draft would pass for the old one.
    std::fs::write(name(b"caf\xe8.md"), OLD).unwrap();
    assert_eq!(check(&folder).1, 2);
    assert!(
        folder.run("baseline --prune").err.starts_with("copydesk.baseline.json: 4 findings"),
        "both are still there"
    );
    std::fs::remove_file(name(b"caf\xe9.md")).unwrap();
    assert!(folder.run("baseline --prune").err.starts_with("copydesk.baseline.json: 2 findings"));
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let copy = "---\ndate: 2031-04-05\n---\n\nThe desk waits. TK\n\nThe council met, BBC\nNews reported, and “nobody\nspoke.\n";
    let settings =
        "# Ours\n[rules]\nuncited-outlet = \"error\"\n[[override]]\nfiles = [\"old/*\"]\ngenre = \"opinion\"\n";
    let files = [("copydesk.toml", settings), (".copydeskignore", "c.md\nd.md\n"), ("a.md", copy), ("old/b.md", copy)];
    let folder = Folder::new(&files);
    folder.write("c.md", copy.as_bytes());
    folder.run("allow a.md:5 leftover-placeholder --reason waits");
    let told = || {
        let place = |finding: &serde_json::Value| {
            ["path", "rule", "level", "message"].map(|key| finding[key].to_string()).join(" ")
                + &finding["range"]["start"].to_string()
        };
        folder.run("check --format jsonl").lines().iter().map(place).collect::<Vec<String>>()
    };
    let before = told();
    assert!(before.len() > 3, "{before:?}");
    folder.run("baseline");
    for name in
        ["copydesk.toml", ".copydeskignore", "a.md", "old/b.md", "copydesk.allow.toml", "copydesk.baseline.json"]
    {
        folder.write(name, folder.read(name).replace('\n', "\r\n").as_bytes());
    }
    assert_eq!(told(), before);
    assert_eq!(check(&folder).1, 0, "the baseline knows them all");
    let patch = folder.run("baseline --prune");
    assert_eq!((patch.code, patch.err.contains("were before")), (0, true), "{}", patch.err);
}
