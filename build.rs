//! Tells the program which commit it is built from.
//!
//! Only release builds ask: in a debug build every commit would compile all of copydesk once more. Nothing is fetched;
//! a package without git knows its commit from what `cargo package` left in it, and otherwise none is told.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let root = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let root = Path::new(&root);
    let commit = if release { commit(root) } else { None };
    if release {
        for file in watched(root) {
            println!("cargo::rerun-if-changed={file}");
        }
    }
    println!("cargo::rustc-env=COPYDESK_COMMIT={}", commit.unwrap_or_default());
}

/// The commit in short, of the package or of the repository that `root` is the top of; `None` when nothing tells it.
fn commit(root: &Path) -> Option<String> {
    let packed = fs::read_to_string(root.join(".cargo_vcs_info.json")).ok();
    let long = match packed {
        Some(info) => info.split_once("\"sha1\"")?.1.split('"').nth(1)?.to_owned(),
        // A copy inside somebody else's repository is not that repository's commit.
        None if root.join(".git").exists() => git(root, &["rev-parse", "HEAD"])?,
        None => return None,
    };
    let short = long.get(..10)?;
    short.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| short.to_owned())
}

/// Files that change with the commit.
fn watched(root: &Path) -> Vec<String> {
    let reference = git(root, &["symbolic-ref", "--quiet", "HEAD"]).unwrap_or_default();
    let names = ["HEAD", reference.as_str(), "packed-refs"];
    let path = |name: &&str| git(root, &["rev-parse", "--git-path", name]);
    let there = |path: &String| root.join(path).exists();
    names.iter().filter(|name| !name.is_empty()).filter_map(path).filter(there).collect()
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned()).filter(|text| !text.is_empty())
}
