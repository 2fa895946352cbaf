//! Fixes made in a batch, and what must never happen there.

use std::fs;
use std::path::Path;
use std::process::Command;

use copydesk::markdown::{self, Syntax};
use copydesk::text::Source;

use crate::folder::Folder;

const TRACKED: &str =
    "\u{FEFF}The council met, [the Herald said](https://herald.example/a?utm_source=x&id=7).\r\n\r\nIt left.\r\n";
const PLAIN: &str = "\u{FEFF}The council met, [the Herald said](https://herald.example/a?id=7).\r\n\r\nIt left.\r\n";

#[test]
fn safe_fixes_are_made_once_and_leave_the_rest_of_the_file_alone() {
    let folder = Folder::new(&[("a.md", TRACKED)]);
    let ran = folder.run("check --fix a.md");
    assert!(ran.err.starts_with("1 mended; "), "{}", ran.err);
    assert_eq!(folder.read("a.md"), PLAIN, "byte order mark and line ends stay");
    let again = folder.run("check --fix a.md");
    assert!(!again.err.contains("mended"), "{}", again.err);
    assert_eq!(folder.read("a.md"), PLAIN);
    assert_eq!(folder.names(), ["a.md"], "nothing is left beside it");
}

#[cfg(unix)]
#[test]
fn mode_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new(&[("real/a.md", TRACKED)]);
    fs::set_permissions(folder.path("real/a.md"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/a.md", folder.path("link.md")).unwrap();
    folder.run("check --fix link.md");
    assert_eq!(folder.read("real/a.md"), PLAIN);
    assert!(fs::symlink_metadata(folder.path("link.md")).unwrap().is_symlink());
    assert_eq!(fs::metadata(folder.path("real/a.md")).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_patch_changes_nothing_and_git_applies_it() {
    let folder = Folder::new(&[("news/a.md", TRACKED)]);
    let ran = folder.run("check --diff");
    assert_eq!((ran.code, folder.read("news/a.md").as_str()), (1, TRACKED));
    assert!(ran.err.starts_with("1 to mend; "), "{}", ran.err);
    folder.write("fix.patch", ran.out.as_bytes());
    folder.git(&["init", "-q"]);
    folder.git(&["apply", "--whitespace=nowarn", "fix.patch"]);
    assert_eq!(folder.read("news/a.md"), PLAIN);
    let ran = folder.run("check --diff");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn standard_input_comes_back_mended() {
    let ran = Folder::new(&[]).run_with("check --fix -", TRACKED, &[]);
    assert_eq!(ran.out, PLAIN);
}

#[cfg(unix)]
#[test]
fn a_write_that_fails_loses_nothing() {
    let folder = Folder::new(&[("a.md", TRACKED), ("b.md", "The council met.\n")]);
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" check --fix --format jsonl a.md b.md";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_copydesk")])
        .current_dir(folder.root())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.lines().count() == 1 && said.starts_with("a.md: "), "{said}");
    assert_eq!(folder.read("a.md"), TRACKED);
    assert_eq!(folder.names(), ["a.md", "b.md"], "nothing is left beside it");
}

#[cfg(unix)]
#[test]
fn a_write_protected_draft_is_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new(&[("a.md", TRACKED)]);
    fs::set_permissions(folder.path("a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let ran = folder.run("check --fix --quiet a.md");
    assert_eq!((ran.code, ran.err.as_str()), (2, "a.md: is write-protected; nothing was mended\n"));
    assert_eq!(folder.read("a.md"), TRACKED);
}

#[test]
fn no_batch_changes_a_word_that_a_reader_reads() {
    let copy = "# “Bridge” vote\n\nMayor Ana Ruiz (D-Ohio) said, “We lost the 'bridge' vote, TK.\n\n\
                “We lost the bridge vote again,\" BBC News reported.\n\n\
                She said [so](https://x.example/?utm_source=y \"It’s said\").[^2]\n\n[^2]: Sen. Ana Ruiz.\n";
    let folder = Folder::new(&[("a.md", copy)]);
    folder.run("check --fix --quiet a.md");
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let mended = folder.read("a.md");
    assert_ne!(mended, copy);
    assert_eq!(letters(&mended), letters(&copy.replace("?utm_source=y", "")));
}

#[test]
fn no_batch_changes_a_word_of_the_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut changed = 0;
    for folder in ["", "ugly"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let plain = path.extension().is_some_and(|ending| ending == "txt");
            if !plain && path.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            let copy = fs::read_to_string(&path).unwrap();
            // As it is, and with the faults that a batch mends in every paragraph.
            let marked = copy.replace("\n\n", " [so](https://x.example/?utm_source=y).\n\n");
            for text in [copy, marked] {
                let name = if plain { "a.txt" } else { "a.md" };
                let folder = Folder::new(&[(name, &text)]);
                folder.run(&format!("check --isolated --fix --quiet {name}"));
                let mended = folder.read(name);
                changed += usize::from(mended != text);
                assert_eq!(prose(&mended, plain), prose(&text, plain), "{}", path.display());
                folder.run(&format!("check --isolated --fix --quiet {name}"));
                assert_eq!(folder.read(name), mended, "{}: twice is once", path.display());
            }
        }
    }
    assert!(changed > 0, "there was something to mend");
}

/// The letters that a reader reads, a text a block, in any order, for footnotes may change places.
fn prose(text: &str, plain: bool) -> Vec<String> {
    let syntax = if plain { Syntax::Plain } else { Syntax::Markdown };
    let article = markdown::read(&Source::new(text.to_owned()), syntax);
    let letters = |block: &markdown::Block| -> String {
        article.prose.slice(&block.prose).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let mut blocks: Vec<String> = article.blocks.iter().map(letters).collect();
    blocks.sort();
    blocks
}
