//! Allowances that a desk keeps out of its copy.

use crate::folder::Folder;

const DRAFT: &str = "The desk waits. TK\n\nThe council met TK times.\n";

fn folder() -> Folder {
    Folder::new(&[("copydesk.toml", ""), ("news/a.md", DRAFT), ("news/b.md", DRAFT)])
}

/// Runs `copydesk allow` with a reason of several words.
fn allow(folder: &Folder, place: &str, rule: &str, reason: &str) -> (i32, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["allow", place, rule, "--reason", reason])
        .current_dir(folder.root())
        .env_clear()
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn places(folder: &Folder) -> Vec<String> {
    let ran = folder.run("check --format compact --quiet");
    assert_eq!(ran.err, "");
    ran.out.lines().map(|line| line.split(": ").next().unwrap().to_owned()).collect()
}

#[test]
fn what_is_allowed_stands_wherever_its_words_move_and_nothing_else_does() {
    let folder = folder();
    let ran = allow(&folder, "news/a.md:1", "leftover-placeholder", "it’s the \"name\" of a band");
    assert_eq!(ran, (0, "copydesk.allow.toml: 1 finding more may stand\n".into()));
    assert_eq!(places(&folder), ["news/a.md:3:17", "news/b.md:1:17", "news/b.md:3:17"]);
    folder.write("news/a.md", format!("New.\n\n{DRAFT}").as_bytes());
    assert_eq!(places(&folder)[0], "news/a.md:5:17");
    assert_eq!(allow(&folder, "news/a.md:5:17", "leftover-placeholder", "so").0, 0, "a column is no harm");
    assert_eq!(places(&folder), ["news/b.md:1:17", "news/b.md:3:17"]);
    let file = folder.read("copydesk.allow.toml");
    assert!(!file.contains("desk waits") && !file.contains("TK"), "{file}");
    let log = folder.run("check --format sarif news/a.md").json();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["suppressions"][0]["justification"], "it’s the \"name\" of a band");
}

#[test]
fn an_allowance_that_allows_nothing_is_found() {
    let folder = folder();
    allow(&folder, "news/a.md:1", "leftover-placeholder", "so");
    folder.write("news/a.md", b"The desk waits.\n");
    folder.write("news/b.md", b"The desk waits.\n");
    let ran = folder.run("check --format compact --quiet");
    assert_eq!(
        ran.out,
        "news/a.md:1:1: warning: allowance for leftover-placeholder in copydesk.allow.toml allows nothing here \
         [unused-allowance]\n"
    );
    assert_eq!(folder.run("check --ignore leftover-placeholder").code, 0, "of a rule not looked for nobody knows");
}

#[test]
fn what_cannot_be_allowed_is_a_line() {
    let folder = folder();
    let none = "news/a.md:2: leftover-placeholder finds nothing here that may not stand already\n";
    assert_eq!(allow(&folder, "news/a.md:2", "leftover-placeholder", "so"), (2, none.into()));
    for (place, rule, reason, says) in [
        ("news/a.md", "bare-url", "so", "no place; write FILE:LINE"),
        ("news/a.md:1", "no-rule", "so", "unknown rule"),
        ("news/a.md:1", "bare-url", " ", "the reason is empty"),
        ("news/c.md:1", "bare-url", "so", "no such file or folder"),
    ] {
        let (code, said) = allow(&folder, place, rule, reason);
        assert!(code == 2 && said.contains(says) && said.lines().count() == 1, "{said}");
    }
    assert_eq!(folder.names(), ["copydesk.toml", "news"]);
    let bare = Folder::new(&[("a.md", DRAFT)]);
    assert!(allow(&bare, "a.md:1", "leftover-placeholder", "so").1.contains("`copydesk init` writes one"));
}

#[test]
fn faults_of_the_file_cost_only_themselves() {
    let folder = folder();
    allow(&folder, "news/a.md:1", "leftover-placeholder", "so");
    let good = folder.read("copydesk.allow.toml");
    let with = |text: String| {
        folder.write("copydesk.allow.toml", text.as_bytes());
        let ran = folder.run("check --format jsonl");
        assert_eq!(ran.code, 2);
        (ran.lines().len(), ran.err)
    };
    let note = "\n[[allow]]\nfile = \"news/b.md\"\ntext = \"0\"\n";
    assert_eq!(
        with(format!("{good}{note}rule = \"bare-ulr\"\nreason = \"so\"\n")),
        (3, "copydesk.allow.toml:13:8: unknown rule \"bare-ulr\"; did you mean \"bare-url\"?\n".into())
    );
    assert_eq!(
        with(format!("{good}{note}rule = \"bare-url\"\nreason = \"\"\n")),
        (3, "copydesk.allow.toml:14:10: an allowance without a reason; say why it may stand\n".into())
    );
    let (found, said) = with(good.replace("key = \"", "key = \"x"));
    assert!(found == 4 && said.starts_with("copydesk.allow.toml:2:7: the key is broken"), "{said}");
    let (found, said) = with(good.replace("[[allow]]", "[[allow"));
    assert!(found == 4 && said.lines().count() == 1, "{said}");
}
