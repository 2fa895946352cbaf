//! Reports for machines and for people, one by one.

use serde_json::json;

use crate::folder::Folder;

/// A draft with two warnings and an allowed one.
const FAULTY: &str = "\
---
copydesk: {allow: [\"allowance-without-reason: the desk knows\"]}
---
<!-- copydesk allow unused-alowance: “x”, 100 % -->
The council met.

<!-- copydesk allow unused-allowance -->
The council left.
";

fn folder() -> Folder {
    Folder::new(&[("a, b:c.md", FAULTY), ("clean.md", "The council met.\n")])
}

#[test]
fn compact_is_a_line_a_finding() {
    assert_eq!(
        folder().run("check --format compact --quiet").out.lines().next(),
        Some(
            "a, b:c.md:4:21: warning: allowance for an unknown rule, unused-alowance; did you mean unused-allowance? \
             [unused-allowance]"
        )
    );
}

#[test]
fn github_gets_workflow_commands_with_what_would_break_them_encoded() {
    let ran = folder().run("check --format github");
    assert_eq!(
        ran.out.lines().next(),
        Some(
            "::warning title=unused-allowance,file=a%2C b%3Ac.md,line=4,endLine=4,col=21,endColumn=36::allowance for \
             an unknown rule, unused-alowance; did you mean unused-allowance?"
        )
    );
}

#[test]
fn github_gets_errors_first_and_ten_of_each_kind_at_most() {
    let settings = "[[override]]\nfiles = [\"z.md\"]\nrules = { unused-allowance = \"error\" }\n";
    let many = "<!-- copydesk allow x: y -->\nA.\n\n".repeat(14);
    let folder = Folder::new(&[("copydesk.toml", settings), ("a.md", &many), ("z.md", &many[..66])]);
    let ran = folder.run_with("check --format github", "", &[("GITHUB_STEP_SUMMARY", "summary.md")]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 12, "{}", ran.out);
    assert!(lines[..2].iter().all(|line| line.starts_with("::error ")), "{}", ran.out);
    assert_eq!(lines[11], "::warning title=copydesk::5 more warnings; the job summary lists them");
    let summary = folder.read("summary.md");
    assert!(summary.starts_with("### copydesk\n\n2 errors, 14 warnings in 2 files\n"), "{summary}");
    assert_eq!(summary.matches("| a.md:").count(), 0);
    assert_eq!(summary.matches("\n| a.md | ").count(), 14, "{summary}");
    folder.run_with("check --format github", "", &[("GITHUB_STEP_SUMMARY", "summary.md")]);
    assert_eq!(folder.read("summary.md").len(), 2 * summary.len(), "what others wrote there stays");
}

#[test]
fn gitlab_gets_fingerprints_that_survive_moved_lines() {
    let folder = folder();
    let before = folder.run("check --format gitlab").json();
    assert_eq!(before[0]["severity"], "minor");
    assert_eq!(before[0]["location"], json!({"path": "a, b:c.md", "lines": {"begin": 4, "end": 4}}));
    folder.write("a, b:c.md", format!("{}\n\nNew.", FAULTY.replacen("\n<!--", "\n# New\n\n<!--", 1)).as_bytes());
    let after = folder.run("check --format gitlab").json();
    assert_eq!(after[0]["location"]["lines"]["begin"], 6);
    assert_eq!(before[0]["fingerprint"], after[0]["fingerprint"]);
    assert_ne!(before[0]["fingerprint"], before[1]["fingerprint"]);
}

#[test]
fn junit_counts_before_it_tells() {
    let out = folder().run("check --format junit").out;
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"copydesk\" tests=\"3\" skipped=\"0\" failures=\"2\" errors=\"0\">\n";
    assert!(out.starts_with(head), "{out}");
    assert!(out.contains("<testcase name=\"copydesk\" classname=\"clean.md\" file=\"clean.md\"/>"), "{out}");
    assert!(out.contains("<testcase name=\"unused-allowance (4:21)\""), "{out}");
}

#[test]
fn reviewdog_gets_columns_in_bytes_and_edits() {
    let folder = Folder::new(&[("a.md", "“É” <!-- copydesk allow unused-alowance: x -->\n")]);
    let line = &folder.run("check --format rdjsonl").lines()[0];
    assert_eq!(line["location"]["range"]["start"], json!({"line": 1, "column": 30}));
    assert_eq!(line["code"]["value"], "unused-allowance");
    assert_eq!(line["suggestions"][0]["text"], "unused-allowance");
}

#[test]
fn sarif_holds_rules_results_fixes_and_what_the_draft_allows() {
    let log = folder().run("check --format sarif").json();
    let run = &log["runs"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    let first = &results[0];
    let index = usize::try_from(first["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], first["ruleId"]);
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%2C%20b%3Ac.md");
    assert_eq!(
        place["region"],
        json!({"startLine": 4, "startColumn": 21, "endLine": 4, "endColumn": 36, "byteOffset": 92, "byteLength": 15})
    );
    assert_eq!(
        first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
        "unused-allowance"
    );
    assert!(first["suppressions"].is_null());
    assert_eq!(results[2]["ruleId"], "allowance-without-reason");
    assert_eq!(results[2]["suppressions"], json!([{"kind": "inSource", "justification": "the desk knows"}]));
    let ids: Vec<_> = results.iter().map(|result| result["partialFingerprints"]["copydesk/v1"].clone()).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2]);
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let failed = folder().run("check --format sarif missing.md").json();
    assert_eq!(failed["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(failed["runs"][0]["results"], json!([]));
}

#[test]
fn several_reports_come_from_one_run() {
    let folder = folder();
    let ran = folder.run("check --format compact,sarif=out.sarif --format jsonl=out.jsonl --quiet");
    assert_eq!((ran.out.lines().count(), folder.read("out.jsonl").lines().count()), (2, 2));
    assert!(folder.read("out.sarif").contains("\"version\":\"2.1.0\""));
    let ran = folder.run("check --format json -o out.json --quiet");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(folder.read("out.json").starts_with("[\n{"));
    let ran = folder.run("check --format json,jsonl");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("only one report can go to standard output"), "{}", ran.err);
    let ran = folder.run("check --format json -o no/such/folder.json");
    assert_eq!((ran.code, ran.err.as_str()), (2, "no/such/folder.json: no such file or folder\n"));
    assert!(folder.run("check --format jsn").err.contains("did you mean \"json\"?"));
}

#[test]
fn redacted_reports_hold_no_copy() {
    let secret = "---\nembargo: Friday\n---\n\n<!-- copydesk allow secret-plan: the plot -->\nThe secret plan.\n";
    let folder = Folder::new(&[("a.md", secret)]);
    let open = folder.run("check --format compact").out;
    assert!(open.contains("secret-plan"), "{open}");
    for format in ["human", "compact", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjsonl"] {
        let flag = folder.run(&format!("check --redact --format {format}"));
        let in_ci = folder.run_with(&format!("check --format {format}"), "", &[("CI", "true")]);
        assert_eq!(flag.out, in_ci.out, "{format}");
        assert_eq!(flag.code, 1);
        assert!(flag.out.contains("an allowance that allows nothing"), "{format}: {}", flag.out);
        let results = flag.out.split("\"results\":").last().unwrap();
        assert!(!results.contains("secret") && !results.contains("plot"), "{format}: {}", flag.out);
    }
    let other = Folder::new(&[("a.md", &secret.replace("secret-plan", "second-plan"))]);
    let prints = |folder: &Folder| folder.run("check --redact --format gitlab").json()[0]["fingerprint"].clone();
    assert_eq!(prints(&folder), prints(&other), "not even a hash of the copy leaves");
}

#[test]
fn in_ci_no_patch_shows_a_draft_that_is_not_published() {
    let draft =
        "---\ndraft: true\n---\n\nThe [secret plan](https://city.example.org/plan?id=7&utm_source=news) is out.\n";
    let folder = Folder::new(&[("a.md", draft)]);
    let here = folder.run("check --diff");
    assert!(here.out.contains("+The [secret plan](https://city.example.org/plan?id=7)"), "{}{}", here.out, here.err);
    let in_ci = folder.run_with("check --diff", "", &[("CI", "true")]);
    assert_eq!((in_ci.code, in_ci.out.as_str()), (2, ""));
    assert!(in_ci.err.starts_with("a.md: is not published, and in CI others may read"), "{}", in_ci.err);
    assert!(!in_ci.err.contains("secret"), "{}", in_ci.err);
    folder.write("a.md", draft.replace("draft: true", "title: Plan").as_bytes());
    assert_eq!(
        folder.run_with("check --diff", "", &[("CI", "true")]).out,
        here.out.replace("draft: true", "title: Plan")
    );
}

#[test]
fn warnings_may_be_tolerated_up_to_a_number() {
    let folder = folder();
    assert_eq!(folder.run("check --max-warnings 2").code, 0);
    assert_eq!(folder.run("check --max-warnings 1").code, 1);
    folder.write("copydesk.toml", b"[rules]\nunused-allowance = \"error\"\n");
    assert_eq!(folder.run("check --max-warnings 9").code, 1);
}
