//! Transcripts on disk: what of them is read, and what a bad one costs.

use std::fs::File;

use crate::folder::{Folder, Ran};

const DRAFT: &str = "“We will never sell the harbour bridge to them,” said Ana Ruiz, the mayor.\n";
const TALK: &str = "Ana Ruiz: We will gladly sell the harbour bridge to them.\n";

/// A newsroom with one good transcript, and a source that names another file as its own.
fn newsroom() -> Folder {
    Folder::new(&[
        ("copydesk.toml", "sources = [\"sources.toml\"]\ntranscripts = [\"talks/*.txt\"]\n"),
        ("sources.toml", "[[source]]\nid = \"tape\"\nquote_file = \"tape.txt\"\n"),
        ("talks/one.txt", TALK),
        ("tape.txt", "Bo Roe: Nobody asked us about it.\n"),
        ("a.md", DRAFT),
    ])
}

fn misquotes(folder: &Folder, arguments: &str) -> Ran {
    folder.run(&format!("check --select misquote --format jsonl {arguments} a.md"))
}

/// The fault is told, and the good transcript is still read.
fn check(folder: &Folder, told: &[&str]) {
    let ran = misquotes(folder, "");
    assert_eq!(ran.code, 2, "{}", ran.err);
    for told in told {
        assert!(ran.err.contains(told), "{told}\n{}", ran.err);
    }
    assert_eq!(ran.lines().len(), 1, "{}", ran.out);
}

#[test]
fn a_quotation_is_held_against_transcripts_of_settings_and_sources() {
    let folder = newsroom();
    let ran = misquotes(&folder, "");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let message = ran.lines()[0]["message"].as_str().unwrap().to_owned();
    assert!(
        message.starts_with("differs from transcript one.txt on line 1: the transcript has “gladly” instead"),
        "{message}"
    );
    folder.write("tape.txt", TALK.replace("gladly", "never").as_bytes());
    folder.write("talks/one.txt", b"Bo Roe: Nobody asked us about it.\n");
    assert_eq!(misquotes(&folder, "").code, 0);
}

#[test]
fn a_file_that_is_not_there_is_told_with_the_source_that_names_it() {
    let folder = newsroom();
    std::fs::remove_file(folder.path("tape.txt")).unwrap();
    check(&folder, &["tape.txt: no such file or folder; the source \"tape\" names it as its quote_file"]);
}

#[test]
fn a_transcript_in_latin_1_is_told() {
    let folder = newsroom();
    folder.write("tape.txt", b"Bo Roe: It is a caf\xe9 on the quay.\n");
    check(&folder, &["tape.txt:", "UTF-8"]);
}

#[test]
fn a_transcript_that_is_too_long_is_not_read() {
    let folder = newsroom();
    File::create(folder.path("tape.txt")).unwrap().set_len(200 << 20).unwrap();
    check(&folder, &["tape.txt: has 200 MB, and a transcript may have 16; split it"]);
    File::create(folder.path("tape.txt")).unwrap().set_len((16 << 20) + 1).unwrap();
    check(&folder, &["tape.txt: has 16 MB, and a transcript may have 16; split it"]);
}

#[test]
fn a_transcript_of_no_known_format_is_told() {
    let folder = newsroom();
    folder.write("sources.toml", b"[[source]]\nid = \"tape\"\nquote_file = \"tape.mp3\"\n");
    folder.write("tape.mp3", b"ID3");
    check(&folder, &["tape.mp3: no transcript is written in such a file"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_transcript_and_nobody_waits_for_it() {
    let folder = newsroom();
    std::fs::remove_file(folder.path("tape.txt")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path("tape.txt")).status().unwrap();
    assert!(made.success());
    check(&folder, &["tape.txt: is no file; name the transcript itself"]);
}

#[test]
fn the_file_of_a_sealed_source_is_opened_only_when_it_is_named() {
    let folder = newsroom();
    folder
        .write("sources.toml", b"[[source]]\nid = \"tape\"\nquote_file = \"talks/one.txt\"\nvisibility = \"sealed\"\n");
    let ran = misquotes(&folder, "");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(misquotes(&folder, "--transcript talks/one.txt").lines().len(), 1);
    std::fs::remove_file(folder.path("talks/one.txt")).unwrap();
    let ran = misquotes(&folder, "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "what is sealed is not even looked at");
}

#[test]
fn a_source_of_the_front_matter_brings_its_transcript_along() {
    let folder = Folder::new(&[("drafts/talk.txt", TALK)]);
    let draft = |more: &str| format!("---\nsources:\n  - id: talk\n    quote_file: talk.txt\n{more}---\n\n{DRAFT}");
    let check = |more: &str| {
        folder.write("drafts/a.md", draft(more).as_bytes());
        folder.run("check --select misquote,unverified-quote --format jsonl drafts/a.md")
    };
    let ran = check("");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let message = ran.lines()[0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("talk.txt on line 1: the transcript has “gladly” instead"), "{message}");
    // What a machine wrote down is no more than a remark, and its words are not shown where only the desk may see them.
    assert_eq!(check("    machine: true\n").lines()[0]["level"], "info");
    let desk = check("    visibility: desk\n");
    assert!(!desk.out.contains("gladly") && desk.lines().len() == 1, "{}", desk.out);
    // A word that is no visibility opens nothing.
    for closed in ["sealed", "secret"] {
        let ran = check(&format!("    visibility: {closed}\n"));
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    }
    folder.write("drafts/talk.txt", TALK.replace("gladly", "never").as_bytes());
    assert_eq!(check("").code, 0);
    std::fs::remove_file(folder.path("drafts/talk.txt")).unwrap();
    let ran = check("");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("talk.txt: no such file or folder; the source \"talk\" names it"), "{}", ran.err);
}

#[test]
fn of_transcripts_of_the_desk_and_of_the_draft_the_one_with_the_words_counts() {
    let folder = newsroom();
    folder.write("never.txt", TALK.replace("gladly", "never").as_bytes());
    let draft = format!("---\nsources:\n  - id: talk\n    quote_file: never.txt\n---\n\n{DRAFT}");
    folder.write("a.md", draft.as_bytes());
    let ran = misquotes(&folder, "");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
}

#[test]
fn a_draft_is_no_transcript_of_itself() {
    let draft = format!("---\nsources:\n  - id: talk\n    quote_file: a.md\n---\n\n{DRAFT}");
    let folder = Folder::new(&[("a.md", &draft)]);
    let ran = misquotes(&folder, "");
    assert_eq!(ran.code, 2);
    assert_eq!(ran.err, "a.md: the source \"talk\" names the draft as its own quote_file; name the transcript\n");
}
