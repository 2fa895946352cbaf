//! Runs over very many drafts, and over drafts that other programs hand over.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::folder::Folder;

const FAULTY: &str = "The desk waits. TK\n";

fn documents(drafts: &[(&str, &str)]) -> String {
    drafts.iter().map(|(path, text)| json!({"id": 7, "path": path, "text": text}).to_string() + "\n").collect()
}

#[test]
fn a_line_a_document_goes_in_and_comes_out_as_a_plain_run_has_it() {
    let drafts =
        [("news/é a.md", "# “One”\n\n“We lost,” Ana Ruiz said.\n\nTK\n"), ("b.txt", "x\n"), ("opinion/c.md", FAULTY)];
    let folder = Folder::new(&drafts);
    folder.write("opinion/copydesk.toml", b"[rules]\nleftover-placeholder = \"hint\"\n");
    let input = documents(&drafts);
    let ran = folder.run_with("check --format jsonl -", &input, &[]);
    let lines = ran.lines();
    assert_eq!((ran.code, ran.err.as_str(), lines.len()), (1, "", 3));
    let paths: Vec<&str> = lines.iter().map(|line| line["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["news/é a.md", "b.txt", "opinion/c.md"]);
    let inside: Vec<Value> = lines.iter().flat_map(|line| line["findings"].as_array().unwrap()).cloned().collect();
    let plain = folder.run("check --format jsonl news b.txt opinion");
    assert_eq!(inside, plain.lines(), "settings go by the path that a line gives");
    assert!(lines[1]["findings"].as_array().unwrap().is_empty());
    let quotes = folder.run_with("quotes --format jsonl --stdin-format ndjson -", &input, &[]);
    assert_eq!(quotes.out, folder.run("quotes --format jsonl news b.txt opinion").out);
}

#[test]
fn a_draft_on_standard_input_stays_a_draft() {
    let folder = Folder::new(&[]);
    let input = documents(&[("a.md", "“We lost,” Ana Ruiz said.\n")]);
    for arguments in ["--stdin-format text -", "--stdin-filename x.txt -"] {
        let ran = folder.run_with(&format!("quotes --format jsonl {arguments}"), &input, &[]);
        assert_eq!(ran.lines().len(), 1, "{arguments}");
        assert_ne!(ran.lines()[0]["path"], "a.md", "{arguments}");
    }
    assert_eq!(
        folder.run_with("quotes --format jsonl -", "{“We lost,” she said.}\n", &[]).lines()[0]["path"],
        "<stdin>"
    );
    let human = folder.run_with("check --stdin-format ndjson -", &input, &[]);
    assert_eq!(
        (human.code, human.err.as_str()),
        (2, "--stdin-format: ndjson is answered in one way; add --format jsonl\n")
    );
    assert_eq!(folder.run_with("check --format jsonl --stdin-format ndjson - a.md", &input, &[]).code, 2);
    assert_eq!(folder.run_with("check --format jsonl --stdin-format ndjson -", "", &[]).out, "");
}

#[test]
fn a_line_that_is_no_document_costs_only_itself() {
    let folder = Folder::new(&[]);
    let good = documents(&[("a.md", FAULTY)]);
    let input = format!("{good}\n{{\"path\": \"b.md\"}}\nnonsense\n{good}");
    let ran = folder.run_with("check --format jsonl -", &input, &[]);
    assert_eq!((ran.code, ran.lines().len()), (2, 2));
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    assert!(ran.err.starts_with("<stdin>:3:1: no document: missing field `text`; write a line"), "{}", ran.err);
    assert!(!ran.err.contains("nonsense"), "{}", ran.err);
}

#[test]
fn documents_are_answered_as_they_come() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--isolated", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    for path in ["a.md", "b.md"] {
        input.write_all(documents(&[(path, FAULTY)]).as_bytes()).unwrap();
        let line: Value = serde_json::from_str(&output.next().unwrap().unwrap()).unwrap();
        assert_eq!(line["path"], path);
    }
    drop(input);
    assert!(output.next().is_none());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_list_names_drafts() {
    let folder = Folder::new(&[("a.md", FAULTY), ("b c.md", FAULTY), ("d.md", FAULTY), ("@e.md", FAULTY)]);
    folder.write("some.txt", b"b c.md\r\n\na.md\n@e.md\n");
    let paths = |arguments: &str, input: &str| {
        let ran = folder.run_with(&format!("check --format jsonl {arguments}"), input, &[]);
        let paths: Vec<String> = ran.lines().iter().map(|line| line["path"].as_str().unwrap().to_owned()).collect();
        (ran.code, paths.join("|"))
    };
    assert_eq!(paths("@some.txt", ""), (1, "b c.md|a.md|@e.md".into()));
    assert_eq!(paths("d.md @- a.md", "a.md\0b c.md\0"), (1, "d.md|a.md|b c.md".into()));
    assert_eq!(paths("@-", ""), (0, String::new()), "a list may be empty");
    assert_eq!(paths("./@e.md", ""), (1, "@e.md".into()));
    let ran = folder.run("check @none.txt a.md --format jsonl");
    assert_eq!((ran.code, ran.lines().len(), ran.err.as_str()), (2, 1, "none.txt: no such file or folder\n"));
}

#[test]
fn a_watch_tells_what_a_change_brings() {
    let folder = Folder::new(&[("a.md", FAULTY)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--isolated", "--no-cache", "--watch", "--format", "jsonl"])
        .current_dir(folder.root())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut path = || {
        let line: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        line["path"].as_str().unwrap().to_owned()
    };
    assert_eq!(path(), "a.md");
    folder.write("b/c.md", FAULTY.as_bytes());
    while path() != "b/c.md" {}
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn an_archive_is_surveyed_and_what_is_found_too_often_becomes_a_hint() {
    let folder = Folder::new(&[]);
    for i in 0..10 {
        let text = if i < 4 { "The council met, BBC News reported.\n" } else { "The council met.\n" };
        folder.write(&format!("archive/{i}.md"), text.as_bytes());
    }
    folder.write("archive/9.md", FAULTY.as_bytes());
    let ran = folder.run("init --from archive");
    assert_eq!((ran.code, ran.err.as_str()), (0, "wrote copydesk.toml\n"));
    assert_eq!(
        ran.out,
        "10 of 10 articles were read\nfindings  an article  level    rule\n       \
         4        0.40  warning  uncited-outlet, becomes a hint\n       \
         1        0.10  error    leftover-placeholder\n"
    );
    let written = folder.read("copydesk.toml");
    assert!(written.contains("\nuncited-outlet = \"hint\"  # 0.40 an article, by itself warning\n"), "{written}");
    assert_eq!(folder.run("check archive").err, "1 error, 4 hints in 10 files\n");
    let again = folder.run("init --from archive --sample 5");
    assert!(again.out.starts_with("5 of 10 articles were read\n"), "{}", again.out);
    assert_eq!((again.code, again.err.as_str()), (2, "copydesk.toml: is there already and stays as it is\n"));
    assert_eq!(folder.read("copydesk.toml"), written);
    assert_eq!(folder.run("init --from nowhere").err, "nowhere: no such file or folder\n");
}

#[cfg(unix)]
#[test]
fn odd_entries_of_a_folder_are_a_line_each_and_the_rest_is_checked() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&[("a.md", FAULTY), ("x.md/inside.md", FAULTY), ("new\nline.md", FAULTY)]);
    symlink("nowhere", folder.path("broken.md")).unwrap();
    symlink("loop.md", folder.path("loop.md")).unwrap();
    symlink(".", folder.path("round")).unwrap();
    symlink("a.md", folder.path("link.md")).unwrap();
    std::fs::write(folder.root().join(OsStr::from_bytes(b"latin\xe9.md")), FAULTY).unwrap();
    folder.write("latin.md", b"Caf\xe9\n");
    folder.write("torn.md", b"\xef\xbb\xbfThe \xe2\x80");
    let ran = folder.run("check --format jsonl");
    let paths: Vec<String> = ran.lines().iter().map(|line| line["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths, ["a.md", "latin\u{FFFD}.md", "new\nline.md", "x.md/inside.md"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        "broken.md: a link that leads nowhere\n\
         loop.md: too many levels of symbolic links\n\
         latin.md: not UTF-8: byte 0xE9 at offset 3; save the file as UTF-8\n\
         torn.md: not UTF-8: byte 0xE2 at offset 7; save the file as UTF-8\n"
    );
    let named = folder.run("check --format jsonl x.md loop.md broken.md round/a.md");
    assert_eq!((named.code, named.lines().len(), named.err.lines().count()), (2, 2, 2), "{}", named.err);
}

#[test]
fn a_line_of_an_ignore_file_that_makes_no_sense_is_told_and_the_others_hold() {
    let folder = Folder::new(&[
        (".copydeskignore", "a{b\nold/\n"),
        ("a.md", FAULTY),
        ("old/b.md", FAULTY),
        ("news/.copydeskignore", "x{z\r\nc.md\r\n"),
        ("news/c.md", FAULTY),
    ]);
    folder.write(".gitignore", b"y{z\n");
    for arguments in ["", "a.md old/b.md news/c.md", "a.md old news"] {
        let ran = folder.run(&format!("check --format jsonl {arguments}"));
        assert_eq!((ran.code, ran.lines().len()), (2, 1), "{arguments}: {}", ran.err);
        let mut lines: Vec<&str> = ran.err.lines().collect();
        lines.sort();
        assert_eq!(lines.len(), 2, "{}", ran.err);
        assert!(lines[0].starts_with(".copydeskignore:1:1: \"a{b\" is no pattern: "), "{}", ran.err);
        assert!(lines[1].starts_with("news/.copydeskignore:1:1: \"x{z\" is no pattern: "), "{}", ran.err);
    }
}

/// A file of no bytes at most is a disk that is full from the start.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_no_report_and_no_baseline() {
    let folder = Folder::new(&[("a.md", FAULTY)]);
    folder.run("check --format json -o report.json");
    folder.run("baseline");
    let before = [folder.read("report.json"), folder.read("copydesk.baseline.json")];
    folder.write("b.md", FAULTY.as_bytes());
    for (arguments, file) in
        [("check --format json -o report.json", "report.json"), ("baseline", "copydesk.baseline.json")]
    {
        let script = format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {arguments}");
        let output = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_copydesk")])
            .current_dir(folder.root())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.lines().any(|line| line.starts_with(file)), "{said}");
    }
    assert_eq!([folder.read("report.json"), folder.read("copydesk.baseline.json")], before);
    assert_eq!(
        folder.names(),
        ["a.md", "b.md", "copydesk.baseline.json", "report.json"],
        "nothing is left beside them"
    );
}

/// Root may read whatever it likes, but nobody can read a file whose name does not fit.
#[test]
fn a_file_that_cannot_be_opened_costs_only_itself() {
    let folder = Folder::new(&[("a.md", FAULTY)]);
    let long = format!("{}.md", "x".repeat(300));
    let ran = folder.run(&format!("check --format jsonl {long} a.md/b.md a.md"));
    assert_eq!((ran.code, ran.lines().len()), (2, 1));
    assert!(ran.err.lines().count() == 2 && ran.err.contains("name too long"), "{}", ran.err);
}

/// `-o /dev/null` is the habit of many: whatever is no file must stay what it is, and a link must stay one.
#[cfg(unix)]
#[test]
fn a_report_goes_into_a_pipe_and_through_a_link() {
    let folder = Folder::new(&[("a.md", "“We lost it.\n\nThe mill closed.\n"), ("real.json", "")]);
    std::os::unix::fs::symlink("real.json", folder.path("link.json")).unwrap();
    let ran = folder.run("check --isolated --format json -o link.json a.md");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(folder.path("link.json").is_symlink());
    let report = folder.read("real.json");
    assert!(report.contains("unbalanced-quote"), "{report}");

    assert!(Command::new("mkfifo").arg(folder.path("pipe")).status().unwrap().success());
    let pipe = folder.path("pipe");
    let reader = std::thread::spawn(move || std::fs::read_to_string(pipe).unwrap());
    let ran = folder.run("check --isolated --format json -o pipe a.md");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(!folder.path("pipe").is_file(), "a file took the place of the pipe");
    assert_eq!(reader.join().unwrap(), report);
}
