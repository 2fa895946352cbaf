//! Which files are copy.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, Match, WalkBuilder};

use crate::files::{Fault, desks, syntax_of};

/// The file by which a desk says what is not to be checked, in the manner of `.gitignore`.
const IGNORE_FILE: &str = ".copydeskignore";

/// What was found under the paths that a caller named.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Each file once, in the order of the paths named; within a folder by name.
    pub files: Vec<PathBuf>,
    /// Files and folders that were named and that `.copydeskignore` excludes.
    pub excluded: Vec<PathBuf>,
    /// What could not be looked at.
    pub faults: Vec<Fault>,
}

/// Copy under `paths`. What is named is taken, whatever a file is called, unless `.copydeskignore` excludes it;
/// in folders only what is copy by its name, is not hidden, and is not ignored by `.gitignore` either. Links are not
/// followed.
pub fn copy(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    let mut excluded = Excluded::default();
    for path in paths {
        match path.metadata() {
            Err(error) => found.faults.push(Fault::of(path, super::told(&error))),
            Ok(about) if excluded.holds_kind(path, about.is_dir()) => found.excluded.push(path.clone()),
            Ok(about) if about.is_dir() => walk(path, &mut found, &mut seen),
            Ok(_) if seen.insert(path.clone()) => found.files.push(path.clone()),
            Ok(_) => {}
        }
    }
    // A walk reads what excludes in its folders for itself.
    excluded.faults.retain(|fault| !found.faults.contains(fault));
    found.faults.append(&mut excluded.faults);
    found
}

/// What the desk excludes: every `.copydeskignore` above a file, each read once.
#[derive(Debug, Default)]
pub struct Excluded {
    by_folder: HashMap<PathBuf, Option<Arc<Gitignore>>>,
    /// The folder of the file asked for last, as the caller names it, and what excludes in it, the nearest first: the
    /// next file is most likely there too.
    last: Option<(PathBuf, Vec<Arc<Gitignore>>)>,
    /// Lines of theirs that make no sense, while the others hold.
    pub faults: Vec<Fault>,
}

impl Excluded {
    /// Whether the file at `path` is excluded. The nearest `.copydeskignore` that says something about it decides.
    pub fn holds(&mut self, path: &Path) -> bool {
        self.holds_kind(path, false)
    }

    fn holds_kind(&mut self, path: &Path, is_folder: bool) -> bool {
        // `.` and `..` do not say by name in which folder they lie.
        let folder = path.parent().filter(|_| path.file_name().is_some());
        let above = match &self.last {
            Some((last, above)) if Some(last.as_path()) == folder => above.clone(),
            _ => {
                let above = self.above(&desks::absolute(path));
                self.last = folder.map(|folder| (folder.to_owned(), above.clone()));
                above
            }
        };
        if above.is_empty() {
            return false;
        }
        let path = desks::absolute(path);
        for rules in above {
            match rules.matched_path_or_any_parents(&path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }

    /// What excludes in the folders above `path`, the nearest first.
    fn above(&mut self, path: &Path) -> Vec<Arc<Gitignore>> {
        let mut above = Vec::new();
        for folder in path.ancestors().skip(1) {
            let rules = self.by_folder.entry(folder.to_owned()).or_insert_with(|| {
                let file = folder.join(IGNORE_FILE);
                if !file.is_file() {
                    return None;
                }
                let mut builder = GitignoreBuilder::new(folder);
                if let Some(error) = builder.add(&file) {
                    ignore_faults(&error, &file, None, &mut self.faults);
                }
                builder.build().ok().map(Arc::new)
            });
            above.extend(rules.clone());
        }
        above
    }
}

fn walk(folder: &Path, found: &mut Found, seen: &mut HashSet<PathBuf>) {
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .git_global(has_home())
        .add_custom_ignore_filename(IGNORE_FILE)
        .sort_by_file_name(OsStr::cmp)
        .build();
    for entry in walk {
        if let Some(error) = entry.as_ref().ok().and_then(DirEntry::error) {
            ignore_faults(error, folder, None, &mut found.faults);
        }
        match entry {
            Ok(entry) if is_copy(&entry) => {
                let path = entry.into_path();
                let path = path.strip_prefix("./").map(Path::to_owned).unwrap_or(path);
                if seen.insert(path.clone()) {
                    found.files.push(path);
                }
            }
            // Links are not followed, but one that leads nowhere is a draft that somebody misses.
            Ok(entry) if entry.path_is_symlink() && syntax_of(entry.path()).is_some() => {
                if let Err(error) = entry.path().metadata() {
                    let message = match error.kind() {
                        io::ErrorKind::NotFound => "a link that leads nowhere".to_owned(),
                        _ => super::told(&error),
                    };
                    found.faults.push(Fault::of(entry.path(), message));
                }
            }
            Ok(_) => {}
            Err(error) => match error.io_error() {
                Some(inner) => found.faults.push(Fault::of(path_of(&error).unwrap_or(folder), super::told(inner))),
                // What excludes above the folder is read with its first entry.
                None => ignore_faults(&error, folder, None, &mut found.faults),
            },
        }
    }
}

/// Whether it is known where the user's own settings of git lie. Where it is not, they are not read: the system's
/// library would ask a service for them, over a socket.
fn has_home() -> bool {
    cfg!(not(unix)) || std::env::var_os("HOME").is_some_and(|home| !home.is_empty())
}

fn is_copy(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file()) && syntax_of(entry.path()).is_some()
}

/// What makes no sense in a `.copydeskignore`: a line that nobody reads is a draft too many or one too few. Other tools'
/// files are theirs.
fn ignore_faults(error: &ignore::Error, path: &Path, line: Option<u64>, faults: &mut Vec<Fault>) {
    let message = match error {
        ignore::Error::Partial(errors) => {
            return errors.iter().for_each(|error| ignore_faults(error, path, line, faults));
        }
        ignore::Error::WithPath { path, err } => return ignore_faults(err, path, line, faults),
        ignore::Error::WithLineNumber { line, err } => return ignore_faults(err, path, Some(*line), faults),
        ignore::Error::WithDepth { err, .. } => return ignore_faults(err, path, line, faults),
        ignore::Error::Glob { glob: Some(glob), err } => format!("\"{glob}\" is no pattern: {err}"),
        ignore::Error::Io(error) => super::told(error),
        other => other.to_string(),
    };
    if path.file_name().is_some_and(|name| name == IGNORE_FILE) {
        let place = line.and_then(|line| Some((usize::try_from(line).ok()?, 1)));
        let fault = Fault { path: desks::nearer(path), place, message };
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// A file that is not checked, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The file, or a folder of which nothing is looked at.
    pub path: PathBuf,
    /// Why, in one clause.
    pub reason: &'static str,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: left out: {}", super::on_one_line(&super::paths::shown(&self.path)), self.reason)
    }
}

/// Files under `paths` that are not among those `taken`, sorted by folder. What lies in a folder that is left out as
/// a whole is not listed.
pub fn left_out<'a>(paths: &[PathBuf], taken: impl Iterator<Item = &'a Path>) -> Vec<LeftOut> {
    let taken: HashSet<PathBuf> = taken.map(desks::absolute).collect();
    let folders: HashSet<&Path> = taken.iter().flat_map(|path| path.ancestors().skip(1)).collect();
    let mut excluded = Excluded::default();
    let mut left = Vec::new();
    for path in paths {
        let mut walk = WalkBuilder::new(path);
        walk.standard_filters(false).sort_by_file_name(OsStr::cmp);
        let mut skipped: Option<PathBuf> = None;
        for entry in walk.build().flatten() {
            let absolute = desks::absolute(entry.path());
            if taken.contains(&absolute) || skipped.as_ref().is_some_and(|folder| absolute.starts_with(folder)) {
                continue;
            }
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let looked_into = entry.depth() == 0 && !excluded.holds_kind(&absolute, true);
            if is_folder && (looked_into || folders.contains(absolute.as_path())) {
                continue;
            }
            let Some(reason) = reason(&entry, &mut excluded, is_folder) else { continue };
            if is_folder {
                skipped = Some(absolute);
            }
            left.push(LeftOut { path: entry.into_path(), reason });
        }
    }
    left
}

/// Why an entry that was not taken was not; `None` for a folder in which there is nothing to take.
fn reason(entry: &DirEntry, excluded: &mut Excluded, is_folder: bool) -> Option<&'static str> {
    let hidden = entry.file_name().to_str().is_some_and(|name| name.starts_with('.'));
    if hidden && entry.depth() > 0 {
        return Some("hidden");
    }
    if excluded.holds_kind(entry.path(), is_folder) {
        return Some(IGNORE_FILE);
    }
    if entry.path_is_symlink() {
        return Some("a link");
    }
    match (is_folder, syntax_of(entry.path())) {
        (true, _) => None,
        (false, None) => Some("no copy by its name"),
        (false, Some(_)) => Some("ignored by git"),
    }
}
