//! Which files are copy.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::files::{Fault, syntax_of};

/// Files that hold what should not be checked, beside `.gitignore`.
const IGNORE_FILE: &str = ".copydeskignore";

/// What was found under the paths that a caller named.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Each file once, in the order of the paths named; within a folder by name.
    pub files: Vec<PathBuf>,
    /// What could not be looked at.
    pub faults: Vec<Fault>,
}

/// Copy under `paths`. A file that is named is always taken; in folders only what is copy by its name, is not
/// hidden, and is not ignored by `.gitignore` or `.copydeskignore`. Links are not followed.
pub fn copy(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut found, &mut seen);
        } else if let Err(error) = path.metadata() {
            found.faults.push(Fault::of(path, super::told(&error)));
        } else if seen.insert(path.clone()) {
            found.files.push(path.clone());
        }
    }
    found
}

fn walk(folder: &Path, found: &mut Found, seen: &mut HashSet<PathBuf>) {
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .add_custom_ignore_filename(IGNORE_FILE)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if is_copy(&entry) => {
                let path = entry.into_path();
                let path = path.strip_prefix("./").map(Path::to_owned).unwrap_or(path);
                if seen.insert(path.clone()) {
                    found.files.push(path);
                }
            }
            Ok(_) => {}
            Err(error) => found.faults.push(walk_fault(folder, &error)),
        }
    }
}

fn is_copy(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file()) && syntax_of(entry.path()).is_some()
}

fn walk_fault(folder: &Path, error: &ignore::Error) -> Fault {
    let path = path_of(error).unwrap_or(folder);
    match error.io_error() {
        Some(inner) => Fault::of(path, super::told(inner)),
        None => Fault::of(path, error),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
