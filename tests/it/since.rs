//! Only what changed, as git tells it.

use crate::folder::Folder;

const OLD: &str = "Old TK here.\n\nThe council\nmet TK times.\n\nAnd left.\n";

/// A repository with two drafts that have faults.
fn repository() -> Folder {
    let folder = Folder::new(&[("news/a.md", OLD), ("b.md", OLD), ("c d.txt", "Clean.\n"), ("notes.rst", "x\n")]);
    folder.git(&["init", "-q"]);
    commit(&folder);
    folder
}

fn commit(folder: &Folder) {
    folder.git(&["add", "-A"]);
    folder.git(&["commit", "-q", "-m", "Drafts"]);
}

/// Places of findings.
fn places(folder: &Folder, arguments: &str) -> Vec<String> {
    let ran = folder.run(&format!("check --format compact --quiet {arguments}"));
    assert_eq!(ran.err, "");
    ran.out.lines().map(|line| line.split(": ").next().unwrap().to_owned()).collect()
}

#[test]
fn only_changed_paragraphs_are_reported() {
    let folder = repository();
    assert_eq!(places(&folder, "--since HEAD"), Vec::<String>::new());
    folder.write("news/a.md", OLD.replace("The council\n", "The whole council\n").as_bytes());
    folder.write("c d.txt", b"Clean.\nTK\n");
    folder.write("notes.rst", b"TK\n");
    assert_eq!(places(&folder, "--since HEAD"), ["c d.txt:2:1", "news/a.md:4:5"]);
    assert_eq!(places(&folder, "--since HEAD news"), ["news/a.md:4:5"]);
    assert_eq!(folder.run("check --since HEAD notes.rst").code, 0, "nothing changed is no fault");
}

#[test]
fn lines_that_were_taken_out_change_their_paragraph() {
    let folder = repository();
    folder.write("b.md", OLD.replace("The council\n", "").as_bytes());
    assert_eq!(places(&folder, "--since HEAD"), ["b.md:3:5"]);
}

#[test]
fn new_files_are_reported_whole_and_renamed_ones_too() {
    let folder = repository();
    folder.write("new é.md", OLD.as_bytes());
    folder.git(&["mv", "b.md", "moved.md"]);
    assert_eq!(places(&folder, "--since HEAD"), ["moved.md:1:5", "moved.md:4:5", "new é.md:1:5", "new é.md:4:5"]);
}

#[test]
fn a_revision_means_the_place_where_the_branch_left_it() {
    let folder = repository();
    folder.git(&["checkout", "-q", "-b", "story"]);
    folder.write("news/a.md", format!("{OLD}\nNew TK.\n").as_bytes());
    commit(&folder);
    folder.git(&["checkout", "-q", "main"]);
    folder.write("b.md", b"All new TK.\n");
    commit(&folder);
    folder.git(&["checkout", "-q", "story"]);
    assert_eq!(places(&folder, "--since main"), ["news/a.md:8:5"]);
    let ran = folder.run("check --since nowhere");
    assert_eq!((ran.code, ran.err.as_str()), (2, "--since: git knows no revision \"nowhere\"\n"));
    assert_eq!(folder.run("check --since --cached").code, 2, "a revision is no option of git's");
}

#[test]
fn what_is_staged_is_checked_as_it_is_staged() {
    let folder = repository();
    folder.write("news/a.md", format!("{OLD}\nStaged TK.\n").as_bytes());
    folder.git(&["add", "news/a.md"]);
    folder.write("news/a.md", b"Not staged TK TK.\n");
    folder.write("b.md", b"Not staged TK.\n");
    assert_eq!(places(&folder, "--staged"), ["news/a.md:8:8"]);
    let ran = folder.run("check --staged --fix");
    assert_eq!(ran.code, 2);
}

#[test]
fn without_a_repository_there_is_one_line() {
    let folder = Folder::new(&[("a.md", OLD)]);
    let ran = folder.run_with("check --since HEAD", "", &[("GIT_CEILING_DIRECTORIES", "/")]);
    assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{}", ran.err);
}
