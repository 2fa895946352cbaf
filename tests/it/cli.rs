//! The real binary: exit codes, streams and formats.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::folder::Folder;

/// A draft with one warning: an allowance without a reason.
const FAULTY: &str = "<!-- copydesk allow unused-allowance -->\nThe council met.\n";
/// A draft without any.
const CLEAN: &str = "The council met.\n";

#[test]
fn exit_codes_tell_clean_from_found_from_failed() {
    let folder = Folder::new(&[("clean.md", CLEAN), ("faulty.md", FAULTY)]);
    assert_eq!(folder.run("check clean.md").code, 0);
    assert_eq!(folder.run("check faulty.md").code, 1);
    assert_eq!(folder.run("check faulty.md missing.md").code, 2);
    assert_eq!(folder.run("check faulty.md --fail-on error").code, 0);
    assert_eq!(folder.run("check faulty.md --fail-on never").code, 0);
    assert_eq!(folder.run("check clean.md --fail-on nonsense").code, 2);
    assert_eq!(folder.run("--help").code, 0);
    assert_eq!(folder.run("chekc").code, 2);
    assert_eq!(folder.run("--version").out.trim(), format!("copydesk {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn results_go_to_standard_output_and_talk_to_standard_error() {
    let folder = Folder::new(&[("faulty.md", FAULTY)]);
    let ran = folder.run("check faulty.md");
    assert!(ran.out.starts_with("warning[allowance-without-reason]: "), "{}", ran.out);
    assert!(ran.out.contains(" --> faulty.md:1:1\n"), "{}", ran.out);
    assert_eq!(ran.err, "2 warnings in 1 file\n");
    assert_eq!(folder.run("check faulty.md --quiet").err, "");
    assert_eq!(folder.run("check faulty.md --format json").err, "");
}

#[test]
fn nothing_to_check_is_a_failure_that_says_why() {
    let folder = Folder::new(&[("notes.rst", "x"), ("drafts/.hidden.md", FAULTY)]);
    let ran = folder.run("check drafts");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("drafts: nothing to check: "), "{}", ran.err);
    // What is named is checked, whatever it is called.
    assert_eq!(folder.run("check notes.rst drafts/.hidden.md").code, 1);
}

#[test]
fn folders_are_walked_in_order_and_ignored_files_are_left_out() {
    let folder = Folder::new(&[
        ("b/two.markdown", FAULTY),
        ("a/one.txt", CLEAN),
        ("a/three.qmd", FAULTY),
        ("a/skipped.md", FAULTY),
        ("a/four.mdx", FAULTY),
        (".gitignore", "skipped.md\n"),
        ("old/five.md", FAULTY),
        (".copydeskignore", "old/\n"),
        ("folder.md/six.md", FAULTY),
    ]);
    let ran = folder.run("quotes --format jsonl");
    let paths: Vec<String> = ran.lines().iter().map(|line| line["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths, ["a/four.mdx", "a/one.txt", "a/three.qmd", "b/two.markdown", "folder.md/six.md"]);
}

#[test]
fn what_a_desk_excludes_is_excluded_even_when_it_is_named() {
    let folder =
        Folder::new(&[(".copydeskignore", "old/\n"), ("old/a.md", FAULTY), ("old/.copydeskignore", "!b.md\n")]);
    let ran = folder.run("check old/a.md");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "a hook that names it does not fail");
    folder.write("old/b.md", FAULTY.as_bytes());
    assert_eq!(folder.run("check old/a.md old/b.md --format jsonl").lines()[0]["path"], "old/b.md");
}

#[test]
fn reports_are_the_same_with_one_thread_and_with_four() {
    let folder = Folder::new(&[]);
    for i in 0..150 {
        folder.write(&format!("{:03}.md", 150 - i), if i % 3 == 0 { FAULTY } else { CLEAN }.as_bytes());
    }
    for format in ["human", "json", "jsonl"] {
        let one = folder.run(&format!("check --jobs 1 --format {format}"));
        let four = folder.run(&format!("check --jobs 4 --format {format}"));
        assert_eq!((one.code, &one.out), (four.code, &four.out), "{format}");
        assert_eq!(one.out.matches("allowance-without-reason").count(), 50, "{format}");
    }
}

#[test]
fn one_bad_file_is_one_line_and_the_others_are_checked() {
    let folder = Folder::new(&[("faulty.md", FAULTY)]);
    folder.write("latin.md", b"Caf\xe9\n");
    let ran = folder.run("check --format jsonl latin.md missing.md faulty.md");
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        "missing.md: no such file or folder\n\
         latin.md: not UTF-8: byte 0xE9 at offset 3; save the file as UTF-8\n"
    );
    assert_eq!(ran.lines().len(), 2);
}

#[test]
fn a_line_of_json_holds_what_was_promised() {
    let folder = Folder::new(&[]);
    folder.write("a.md", "\u{FEFF}“Ja 😀” <!-- copydesk allow unused-allowance --> x\r\n".as_bytes());
    let ran = folder.run("check --isolated --select allowance-without-reason --format jsonl a.md");
    let line = &ran.lines()[0];
    let text = folder.read("a.md");
    let start = text.find("<!--").unwrap();
    assert_eq!(line["path"], "a.md");
    assert_eq!(line["rule"], "allowance-without-reason");
    assert_eq!(line["level"], "warning");
    assert_eq!(line["start"], start);
    assert_eq!(line["end"], text.find(" x").unwrap());
    assert_eq!(line["range"]["start"], serde_json::json!({"line": 1, "column": 8, "utf16": 9}));
    assert_eq!(line["range"]["end"], serde_json::json!({"line": 1, "column": 48, "utf16": 49}));
    assert_eq!(line["related"], serde_json::json!([]));
    assert_eq!(line["fixes"], serde_json::json!([]));
    let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 9, "{keys:?}");
}

#[test]
fn of_a_rule_that_is_not_looked_for_nobody_says_that_its_allowance_is_unused() {
    let folder =
        Folder::new(&[("a.md", "<!-- copydesk allow allowance-without-reason: none here -->\nThe council met.\n")]);
    assert_eq!(folder.run("check --format jsonl a.md").lines().len(), 1);
    assert_eq!(folder.run("check --format jsonl --select unused-allowance a.md").out, "");
    assert_eq!(folder.run("check --format jsonl --ignore allowance-without-reason a.md").out, "");
    folder.write("copydesk.toml", b"[rules]\nallowance-without-reason = \"off\"\n");
    assert_eq!(folder.run("check --format jsonl a.md").out, "");
}

#[test]
fn json_of_no_findings_is_an_empty_array() {
    let folder = Folder::new(&[("clean.md", CLEAN)]);
    assert_eq!(folder.run("check --format json clean.md").out, "[]\n");
    assert_eq!(folder.run("check --format jsonl clean.md").out, "");
}

#[test]
fn standard_input_goes_by_the_name_it_is_given() {
    let folder = Folder::new(&[("opinion/copydesk.toml", "[rules]\nallowance-without-reason = \"off\"\n")]);
    let ran = folder.run_with("check --format jsonl -", FAULTY, &[]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.lines()[0]["path"], "<stdin>");
    let ran = folder.run_with("check --format jsonl --stdin-filename opinion/new.md -", FAULTY, &[]);
    assert_eq!(ran.lines()[0]["rule"], "unused-allowance");
    assert_eq!(ran.lines()[0]["path"], "opinion/new.md");
}

#[test]
fn settings_are_found_upward_from_each_file() {
    let quiet = "[rules]\nallowance-without-reason = \"off\"\nunused-allowance = \"off\"\n";
    let folder = Folder::new(&[("quiet/copydesk.toml", quiet), ("quiet/deep/a.md", FAULTY), ("loud/b.md", FAULTY)]);
    let paths = |arguments: &str| {
        let ran = folder.run(arguments);
        ran.lines().iter().map(|line| line["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(paths("check --format jsonl"), ["loud/b.md"; 2]);
    assert_eq!(paths("check --format jsonl --isolated").len(), 4);
    assert_eq!(paths("check --format jsonl --config quiet/copydesk.toml").len(), 0);
}

#[test]
fn overrides_hold_for_the_files_they_name() {
    let settings = "[[override]]\nfiles = [\"opinion/**\"]\nrules = { allowance-without-reason = \"error\" }\n";
    let folder = Folder::new(&[("copydesk.toml", settings), ("opinion/a.md", FAULTY), ("news/b.md", FAULTY)]);
    let ran = folder.run("check --format jsonl --select allowance-without-reason");
    let levels: Vec<_> = ran.lines().iter().map(|line| line["level"].clone()).collect();
    assert_eq!(levels, ["warning", "error"]);
}

#[test]
fn faults_of_settings_name_file_place_and_remedy_once() {
    let settings = "extends = \"wire\"\n[rules]\n\nunused-alowance = \"off\"\n[citaton]\n";
    let folder = Folder::new(&[("copydesk.toml", settings), ("a.md", CLEAN), ("b.md", CLEAN)]);
    let ran = folder.run("check a.md b.md");
    assert_eq!(ran.code, 2);
    assert_eq!(ran.err, "copydesk.toml:5:2: unknown key \"citaton\"; did you mean \"citation\"?\n");
    folder.write("copydesk.toml", b"[rules]\n\n\nunused-alowance = \"off\"\n");
    let ran = folder.run("check a.md b.md");
    assert_eq!(ran.err, "copydesk.toml:4:1: unknown rule \"unused-alowance\"; did you mean \"unused-allowance\"?\n");
    assert_eq!(folder.run("check --isolated a.md").code, 0);
}

#[test]
fn a_selection_of_an_unknown_rule_fails_with_an_offer() {
    let folder = Folder::new(&[("a.md", CLEAN)]);
    let ran = folder.run("check --select unused-alowance a.md");
    assert_eq!(ran.code, 2);
    assert_eq!(ran.err, "--select, --ignore: unknown rule \"unused-alowance\"; did you mean \"unused-allowance\"?\n");
}

#[test]
fn rules_are_explained_and_listed() {
    let folder = Folder::new(&[]);
    let page = folder.run("explain unused-allowance");
    assert_eq!(page.code, 0);
    assert!(page.out.starts_with("unused-allowance\n\nAn allowance allows nothing.\n\nWhat\n"), "{}", page.out);
    let wrong = folder.run("explain unused-alowance");
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.ends_with("did you mean \"unused-allowance\"?\n"), "{}", wrong.err);
    let all: Value = serde_json::from_str(&folder.run("rules --format json").out).unwrap();
    let table = folder.run("rules").out;
    assert_eq!(table.lines().count(), all.as_array().unwrap().len());
    assert!(table.contains("unused-allowance"));
}

#[test]
fn the_readme_lists_every_rule() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let table = readme.split("<!-- rules -->\n").nth(1).and_then(|rest| rest.split("<!-- /rules -->").next());
    let right = Folder::new(&[]).run("rules --format markdown").out;
    assert_eq!(table.map(str::trim), Some(right.trim()), "paste what `copydesk rules --format markdown` prints");
}

#[test]
fn shells_and_manuals_know_every_command() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = folder.run(&format!("completions {shell}")).out;
        assert!(script.contains("baseline") && script.contains("fail-on"), "{shell}");
    }
    assert_eq!(folder.run("man .").code, 0);
    assert!(folder.names().contains(&"copydesk-check.1".to_owned()), "{:?}", folder.names());
    assert!(folder.read("copydesk-check.1").contains("copydesk\\-check"), "{}", folder.read("copydesk-check.1"));
    assert_eq!(folder.run("man no/such").code, 2);
}

#[test]
fn colours_are_for_terminals_and_no_color_wins() {
    let folder = Folder::new(&[("faulty.md", FAULTY)]);
    assert!(!folder.run("check faulty.md").out.contains('\u{1b}'));
    let forced = folder.run_with("check faulty.md", "", &[("CLICOLOR_FORCE", "1")]);
    assert!(forced.out.contains('\u{1b}'));
    let refused = folder.run_with("check faulty.md", "", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]);
    assert!(!refused.out.contains('\u{1b}'));
}

#[test]
fn init_writes_settings_that_hold_and_never_overwrites() {
    let folder = Folder::new(&[("a.md", CLEAN)]);
    assert_eq!(folder.run("init").code, 0);
    let written = folder.read("copydesk.toml");
    assert_eq!(folder.run("check a.md").code, 0);
    folder.write("copydesk.toml", b"# mine\n");
    let again = folder.run("init");
    assert_eq!(again.code, 2);
    assert_eq!(again.err, "copydesk.toml: is there already and stays as it is\n");
    assert_eq!(folder.read("copydesk.toml"), "# mine\n");
    assert!(written.contains("[[override]]"));
    assert_eq!(folder.names(), ["a.md", "copydesk.toml"], "nothing else is left behind");
}

#[test]
fn quotes_print_a_line_a_document_in_the_order_given() {
    let folder = Folder::new(&[("b.txt", "“We lost the bridge,” Mayor Ana Ruiz said.\n"), ("a.txt", CLEAN)]);
    let ran = folder.run("quotes --isolated --jobs 1 --format jsonl b.txt a.txt");
    let lines = ran.lines();
    assert_eq!((lines[0]["path"].as_str(), lines[1]["path"].as_str()), (Some("b.txt"), Some("a.txt")));
    assert_eq!(lines[1]["quotes"], serde_json::json!([]));
    let all: Value = serde_json::from_str(&folder.run("quotes --format json b.txt a.txt").out).unwrap();
    assert_eq!(all, Value::Array(lines));
    let csv = folder.run("quotes --format csv b.txt a.txt").out;
    assert!(csv.starts_with("path,line,column,start,end,kind,found,speaker,name,id,cue,relayed_by,text\n"), "{csv}");
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = Folder::new(&[]);
    let long = FAULTY.repeat(200);
    for i in 0..40 {
        folder.write(&format!("{i:02}.md"), long.as_bytes());
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--format", "jsonl"])
        .current_dir(folder.root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_ne!(output.status.code(), Some(2));
}

#[test]
fn names_with_line_ends_stay_on_one_line() {
    let folder = Folder::new(&[]);
    folder.write("a\nb.md", FAULTY.as_bytes());
    let ran = folder.run("check --format jsonl");
    assert_eq!(ran.lines()[0]["path"], "a\nb.md", "machines get the name as it is");
    let ran = folder.run("check");
    assert!(ran.out.contains(" --> a\\nb.md:1:1\n"), "{}", ran.out);
}

#[test]
fn every_file_is_listed_or_left_out_with_a_reason() {
    let folder = Folder::new(&[
        ("a.md", CLEAN),
        ("deep/b.txt", CLEAN),
        ("notes.rst", CLEAN),
        (".hidden/c.md", CLEAN),
        (".gitignore", "build/\nd.md\n"),
        ("d.md", CLEAN),
        ("build/e.md", CLEAN),
        (".copydeskignore", "old/\n"),
        ("old/f.md", CLEAN),
        ("old/g.md", CLEAN),
    ]);
    let ran = folder.run("check --show-files");
    assert_eq!((ran.code, ran.out.as_str()), (0, "a.md\ndeep/b.txt\n"));
    let mut left: Vec<&str> = ran.err.lines().collect();
    left.sort_unstable();
    assert_eq!(
        left,
        [
            ".copydeskignore: left out: hidden",
            ".gitignore: left out: hidden",
            ".hidden: left out: hidden",
            "build/e.md: left out: ignored by git",
            "d.md: left out: ignored by git",
            "notes.rst: left out: no copy by its name",
            "old: left out: .copydeskignore",
        ]
    );
    // A folder that is named is excluded like a file that is.
    let named = folder.run("check --show-files old");
    assert_eq!((named.code, named.out.as_str(), named.err.as_str()), (0, "", "old: left out: .copydeskignore\n"));
    assert_eq!(folder.run("check old").code, 0);
}

#[test]
fn settings_are_shown_with_where_each_comes_from() {
    let settings = "extends = \"minimal\"\n[rules]\nunused-allowance = \"info\"\n[[override]]\nfiles = [\"live/**\"]\n\
                    rules = { unused-allowance = \"hint\" }\ngenre = \"live\"\n[citation]\nlabels = \"id\"\n";
    let folder = Folder::new(&[("copydesk.toml", settings), ("a.md", CLEAN), ("b.md", CLEAN), ("live/c.md", CLEAN)]);
    let ran = folder.run("check --show-settings");
    assert_eq!(ran.code, 0);
    assert_eq!(ran.out.matches("# for ").count(), 2, "{}", ran.out);
    assert!(
        ran.out.starts_with(
            "# for a.md and drafts like it\n# from copydesk.toml\nextends = \"minimal\"  # copydesk.toml:1\n\
             officials = []  # the default\n"
        ),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("\ngenre = \"live\"  # copydesk.toml:7\n"), "{}", ran.out);
    assert!(ran.out.contains("\ngenre = \"news\"  # the default, where"), "{}", ran.out);
    assert!(ran.out.contains("\ncitation.form = \"link\"  # the default\n"), "{}", ran.out);
    assert!(ran.out.contains("\ncitation.labels = \"id\"  # copydesk.toml:9\n"), "{}", ran.out);
    assert!(ran.out.contains("\nunused-allowance = \"info\"  # copydesk.toml:3\n"), "{}", ran.out);
    assert!(ran.out.contains("\nunused-allowance = \"hint\"  # copydesk.toml:6\n"), "{}", ran.out);
    assert!(ran.out.contains("\nallowance-without-reason = \"off\"  # the preset\n"), "{}", ran.out);
    let alone = folder.run("check --show-settings --isolated --select unused-allowance a.md").out;
    assert!(alone.contains("\nallowance-without-reason = \"off\"  # --select, --ignore\n"), "{alone}");
    assert!(alone.contains("\nunused-allowance = \"warning\"  # the rule's own\n"), "{alone}");
}
