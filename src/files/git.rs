//! What changed since a revision, as git tells it.

use std::ffi::OsStr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::files::{Fault, desks, syntax_of};
use crate::text::Source;

/// What drafts are compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// The place where the branch left this revision; the files are those in the working tree.
    Revision(String),
    /// The last commit; the files are as they are staged.
    Staged,
}

/// A draft that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where it is, relative to the current folder when it is inside.
    pub path: PathBuf,
    /// Zero-based lines that changed, sorted; `None`: all of it is new. Where lines were only taken out, the lines
    /// around the gap stand for them.
    pub lines: Option<Vec<Range<usize>>>,
}

/// Copy under `paths` that changed, sorted by path.
pub fn changed(since: &Since, paths: &[PathBuf]) -> Result<Vec<Changed>, Fault> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let top = text(&git(["rev-parse", "--show-toplevel"])?);
    let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
    let base = match since {
        Since::Revision(revision) => Some(left_at(revision)?),
        Since::Staged => None,
    };
    let against = base.as_deref().unwrap_or("--cached");
    let shape = ["diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--diff-filter=AMT", against];
    let names = git_on([&shape[..], &["--name-only", "-z"]].concat(), paths)?;
    let hunks = git_on([&shape[..], &["--unified=0"]].concat(), paths)?;
    // Both list the same files in the same order; only the list of names writes them plainly.
    let names = parts(&names.stdout).map(|name| desks::nearer(&top.join(name)));
    let mut changed: Vec<Changed> =
        names.zip(sections(&text(&hunks))).map(|(path, lines)| Changed { path, lines }).collect();
    if base.is_some() {
        let new = git_on(["ls-files", "--others", "--exclude-standard", "--full-name", "-z"], paths)?;
        changed.extend(parts(&new.stdout).map(|name| Changed { path: desks::nearer(&top.join(name)), lines: None }));
    }
    changed.retain(|file| syntax_of(&file.path).is_some());
    changed.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changed)
}

/// The text of a file as it is staged.
pub fn staged(path: &Path) -> Result<Source, Fault> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut name = std::ffi::OsString::from(":./");
    name.push(path.file_name().unwrap_or_default());
    let output = run(Command::new("git").arg("-C").arg(folder).args(["cat-file", "blob"]).arg(name))?;
    Source::from_bytes(output.stdout).map_err(|error| Fault::of(path, error))
}

/// The text of a draft in `revision`; `path` as git takes it behind a colon.
pub fn at(revision: &str, path: &str) -> Result<Source, Fault> {
    let object = format!("{revision}:{path}");
    let found = git(["rev-parse", "--verify", "--quiet", "--end-of-options", &object]).map_err(|_| {
        Fault::of(Path::new(&object), format!("no such file, and git knows no {path} in a revision \"{revision}\""))
    })?;
    let output = git(["cat-file", "blob", text(&found).trim()])?;
    Source::from_bytes(output.stdout).map_err(|error| Fault::of(Path::new(&object), error))
}

/// The commit at which the current branch left `revision`, or `revision` itself when they have nothing in common.
fn left_at(revision: &str) -> Result<String, Fault> {
    let commit = format!("{revision}^{{commit}}");
    let found = git(["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
        .map_err(|_| Fault::of(Path::new("--since"), format!("git knows no revision \"{revision}\"")))?;
    let commit = text(&found).trim().to_owned();
    let base = git(["merge-base", &commit, "HEAD"]).map(|output| text(&output).trim().to_owned());
    Ok(base.unwrap_or(commit))
}

/// Runs git in the current folder.
fn git<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<Output, Fault> {
    run(Command::new("git").args(arguments))
}

/// Runs git in the current folder on some paths.
fn git_on<'a>(arguments: impl IntoIterator<Item = &'a str>, paths: &[PathBuf]) -> Result<Output, Fault> {
    run(Command::new("git").args(arguments).arg("--").args(paths))
}

fn run(command: &mut Command) -> Result<Output, Fault> {
    let output = command.output().map_err(|error| Fault::of(Path::new("git"), super::told(&error)))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("failed").trim_start_matches("fatal: ");
    Err(Fault::of(Path::new("git"), line))
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Parts of output that end with NUL.
fn parts(bytes: &[u8]) -> impl Iterator<Item = PathBuf> {
    bytes.split(|&byte| byte == 0).filter(|part| !part.is_empty()).map(path_of)
}

/// The path that some bytes stand for.
#[cfg(unix)]
pub fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(OsStr::from_bytes(bytes))
}

/// The path that some bytes stand for.
#[cfg(not(unix))]
pub fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::new(&*String::from_utf8_lossy(bytes)))
}

/// The changed lines of each file of a diff without context, in its order.
fn sections(diff: &str) -> Vec<Option<Vec<Range<usize>>>> {
    let mut sections: Vec<Option<Vec<Range<usize>>>> = Vec::new();
    for line in diff.lines() {
        if line.starts_with("diff --git ") {
            sections.push(Some(Vec::new()));
        } else if line.starts_with("new file mode ") {
            if let Some(last) = sections.last_mut() {
                *last = None;
            }
        } else if let Some(Some(lines)) = sections.last_mut()
            && let Some(hunk) = line.strip_prefix("@@ -").and_then(added)
        {
            lines.push(hunk);
        }
    }
    sections
}

/// The lines that `1,2 +3,4 @@…` is about.
fn added(hunk: &str) -> Option<Range<usize>> {
    let after = hunk.split_once(" +")?.1;
    let numbers = after.split_once(" @@")?.0;
    let (start, count) = numbers.split_once(',').unwrap_or((numbers, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    // Lines that are gone leave the line before the gap and the one after it.
    Some(if count == 0 { start.saturating_sub(1)..start + 1 } else { start - 1..start - 1 + count })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_become_lines() {
        let diff = "diff --git a/a.md b/a.md\nindex 1..2 100644\n--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-a\n+b\n\
                    @@ -4,0 +5,2 @@ The mayor\n+diff --git x\n+@@ -1 +9 @@\n@@ -9,2 +11,0 @@\n-x\n-y\n\
                    diff --git a/b.md b/b.md\nnew file mode 100644\n@@ -0,0 +1,3 @@\n+x\n\
                    diff --git a/c.md b/c.md\n@@ -1,2 +0,0 @@\n-x\n-y\n";
        let told: Vec<String> = sections(diff).iter().map(|lines| format!("{lines:?}")).collect();
        assert_eq!(told, ["Some([0..1, 4..6, 10..12])", "None", "Some([0..1])"]);
    }
}
