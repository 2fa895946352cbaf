//! Verdicts of earlier runs: used while they hold, and never after.

use std::fs;

use crate::folder::{Folder, Ran};

const DRAFT: &str = "---\ndate: 2026-11-02\n---\n\nThe council met, BBC News reported.\n\nThe desk waits. TK\n";

/// Runs in a folder with its cache beside it.
fn run(folder: &Folder, arguments: &str) -> Ran {
    run_with(folder, arguments, &[])
}

fn run_with(folder: &Folder, arguments: &str, environment: &[(&str, &str)]) -> Ran {
    let mut all = vec![("COPYDESK_CACHE_DIR", "../cache")];
    all.extend(environment);
    folder.run_in("news", arguments, "", &all)
}

fn folder() -> Folder {
    Folder::new(&[
        ("news/a.md", DRAFT),
        ("news/b.txt", "The council met.\n"),
        ("news/copydesk.toml", "officials = [\"own.toml\"]\n"),
        ("news/own.toml", "[[person]]\nid = \"local:a\"\nname = \"Ana Ruiz\"\n"),
    ])
}

/// The one file of verdicts.
fn verdicts(folder: &Folder) -> Vec<u8> {
    let mut entries = fs::read_dir(folder.path("cache")).unwrap().map(|entry| entry.unwrap().path());
    let path = entries.find(|path| path.extension().is_some_and(|ending| ending == "verdicts"));
    fs::read(path.expect("verdicts were kept")).unwrap()
}

/// How many verdicts are kept.
fn count(folder: &Folder) -> u32 {
    u32::from_le_bytes(verdicts(folder)[8..12].try_into().unwrap())
}

#[test]
fn a_second_run_says_the_same_in_every_format_and_writes_nothing() {
    let folder = folder();
    for format in ["human", "compact", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjsonl"] {
        let arguments = format!("check --show-hints --format {format}");
        let plain = run(&folder, &format!("{arguments} --no-cache"));
        let first = run(&folder, &arguments);
        let kept = verdicts(&folder);
        let second = run(&folder, &arguments);
        assert_eq!((plain.code, &plain.out, &plain.err), (first.code, &first.out, &first.err), "{format}");
        assert_eq!((plain.code, &plain.out, &plain.err), (second.code, &second.out, &second.err), "{format}");
        assert_eq!(verdicts(&folder), kept);
    }
    assert_eq!(count(&folder), 2);
}

#[test]
fn no_word_of_the_copy_is_kept_and_nobody_else_may_look() {
    let folder = folder();
    folder.write("news/c.md", include_bytes!("../corpus/harbour.md"));
    assert_eq!(run(&folder, "check").code, 1);
    assert_eq!(count(&folder), 3);
    let kept = verdicts(&folder);
    let kept = String::from_utf8_lossy(&kept);
    let copy = format!("{DRAFT}{}", include_str!("../corpus/harbour.md"));
    let own: std::collections::BTreeSet<&str> =
        copydesk::rules::RULES.iter().flat_map(|rule| words(rule.page)).collect();
    for word in words(&copy).filter(|word| word.len() > 4 && !own.contains(word)) {
        assert!(!kept.contains(word), "{word}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(folder.path("cache")).unwrap().permissions().mode() & 0o777, 0o700);
        for entry in fs::read_dir(folder.path("cache")).unwrap() {
            assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[test]
fn whatever_a_verdict_depends_on_makes_it_a_new_one() {
    let folder = folder();
    run(&folder, "check");
    let mut known = count(&folder);
    let mut grows = |what: &str, by: u32, arguments: &str| {
        run(&folder, arguments);
        assert_eq!(count(&folder), known + by, "{what}");
        known += by;
        run(&folder, arguments);
        assert_eq!(count(&folder), known, "{what}: once is enough");
    };
    grows("nothing", 0, "check");
    folder.write("news/a.md", DRAFT.replace("met", "sat").as_bytes());
    grows("the draft", 1, "check");
    folder.write("news/c.md", DRAFT.as_bytes());
    grows("its path, for settings go by it", 1, "check");
    fs::rename(folder.path("news/b.txt"), folder.path("news/b.md")).unwrap();
    grows("how it is read", 1, "check");
    folder.write("news/copydesk.toml", b"officials = [\"own.toml\"]\n[rules]\nbare-url = \"error\"\n");
    grows("the settings", 3, "check");
    folder.write("news/own.toml", b"[[person]]\nid = \"local:a\"\nname = \"Ana Ruis\"\n");
    grows("the newsroom's data", 3, "check");
    grows("the date that is given", 3, "check --date 2020-01-01");
    grows("what is selected", 3, "check --select leftover-placeholder");
    grows("what is not", 3, "check --ignore leftover-placeholder");
    grows("that there are no settings", 3, "check --isolated");
    let program = folder.path("copydesk-of-another-build");
    fs::copy(env!("CARGO_BIN_EXE_copydesk"), &program).unwrap();
    let ran = std::process::Command::new(&program)
        .args(["check"])
        .current_dir(folder.path("news"))
        .env("COPYDESK_CACHE_DIR", "../cache")
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1));
    assert_eq!(count(&folder), known + 3, "the program");
}

#[test]
fn a_draft_with_a_bibliography_of_its_own_is_read_every_time() {
    let folder = Folder::new(&[("news/a.md", "---\nbibliography: refs.bib\n---\n\nSo [@bridge].\n")]);
    let found = |folder: &Folder| run(folder, "check --format jsonl").lines().len();
    folder.write("news/refs.bib", b"@misc{bridge, title = {Bridge}}\n");
    assert_eq!((found(&folder), found(&folder)), (0, 0));
    folder.write("news/refs.bib", b"@misc{tunnel, title = {Tunnel}}\n");
    assert_eq!(found(&folder), 1);
}

#[test]
fn torn_verdicts_are_one_line_and_the_run_finds_all_anew() {
    let folder = folder();
    let plain = run(&folder, "check --no-cache").out;
    run(&folder, "check");
    let good = verdicts(&folder);
    let path = fs::read_dir(folder.path("cache"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "verdicts"))
        .unwrap();
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 1;
    for bad in [&good[..good.len() / 2], &good[..5], b"", &flipped] {
        fs::write(&path, bad).unwrap();
        let ran = run(&folder, "check --quiet");
        assert_eq!((ran.code, ran.out.as_str()), (2, plain.as_str()));
        assert!(ran.err.lines().count() == 1 && ran.err.contains("damaged"), "{}", ran.err);
        let ran = run(&folder, "check --quiet");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, plain.as_str(), ""), "it was written anew");
    }
    let mut newer = good.clone();
    newer[7] += 1;
    fs::write(&path, newer).unwrap();
    let ran = run(&folder, "check --quiet");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "what another version wrote is no fault");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_kept_does_not_change_the_verdict() {
    let folder = folder();
    folder.write("cache", b"a file, no folder");
    let ran = run(&folder, "check --quiet");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.out.contains("leftover-placeholder"));
    assert_eq!(run(&folder, "check --quiet --no-cache").err, "");
}

/// Only root can give a folder away, and only then can there be a folder of another user to try.
#[cfg(unix)]
#[test]
fn another_users_cache_is_left_alone() {
    let folder = folder();
    fs::create_dir(folder.path("cache")).unwrap();
    let foreign =
        if std::os::unix::fs::chown(folder.path("cache"), Some(4711), None).is_ok() { "../cache" } else { "/" };
    let ran = run_with(&folder, "check --quiet", &[("COPYDESK_CACHE_DIR", foreign)]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.lines().count() == 1 && ran.err.contains("another user's"), "{}", ran.err);
    assert!(ran.out.contains("leftover-placeholder"), "the run went on");
    assert_eq!(fs::read_dir(folder.path("cache")).unwrap().count(), 0);
    let cleared = run_with(&folder, "cache clear", &[("COPYDESK_CACHE_DIR", foreign)]);
    assert_eq!(cleared.code, 2);
}

#[test]
fn clear_removes_what_was_kept_and_nothing_else() {
    let folder = folder();
    assert_eq!(run(&folder, "cache dir").out, "../cache\n");
    run(&folder, "check");
    folder.write("cache/mine.txt", b"x");
    let ran = run(&folder, "cache clear");
    assert!(ran.code == 0 && ran.err.ends_with(" bytes removed\n"), "{}", ran.err);
    let left: Vec<_> = fs::read_dir(folder.path("cache")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["mine.txt"]);
    assert!(run(&folder, "cache clear").err.contains(": 0 bytes removed"));
}

#[test]
fn a_baseline_is_the_same_with_a_cache() {
    let folder = folder();
    run(&folder, "check");
    run(&folder, "baseline");
    let ran = run(&folder, "check --baseline copydesk.baseline.json --fail-on hint");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
}
