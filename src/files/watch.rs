//! Waiting until a draft, or what drafts are judged by, changes on disk.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::files::{Fault, desks, syntax_of};

/// An editor that saves writes more than once; after so long a silence it is done.
const SILENCE: Duration = Duration::from_millis(60);

/// Files that say what is no draft.
const IGNORING: &[&[u8]] = &[b".copydeskignore", b".gitignore"];
/// How the names of settings and of a newsroom's data end.
const DATA: &[&str] = &["toml", "yml", "yaml", "json", "bib", "ris", "directory"];

/// Files that are looked after.
pub struct Watch {
    /// It stops when it is dropped.
    _watcher: RecommendedWatcher,
    changes: Receiver<Vec<PathBuf>>,
    /// What is looked after, absolute.
    roots: Vec<PathBuf>,
    /// Files that are written by this program, absolute.
    ours: Vec<PathBuf>,
}

/// Looks after `paths`, files or folders, but not after the files in `ours`.
pub fn on(paths: &[PathBuf], ours: &[PathBuf]) -> Result<Watch, Fault> {
    let (sender, changes) = channel();
    let told = move |event: notify::Result<notify::Event>| {
        // A watcher that lost count tells of no file; then anything may have changed.
        let paths = match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(event) => event.paths,
            Err(_) => Vec::new(),
        };
        // Whoever does not listen any more does not want to know.
        let _ = sender.send(paths);
    };
    let fault = |path: &Path, error: notify::Error| Fault::of(path, format!("cannot be watched: {:?}", error.kind));
    let mut watcher = notify::recommended_watcher(told).map_err(|error| fault(Path::new("--watch"), error))?;
    for path in paths {
        let (path, mode) = if path.is_dir() {
            (path.clone(), RecursiveMode::Recursive)
        } else {
            // Editors put a new file in the old one's place, so it is its folder that is watched.
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            (folder.unwrap_or(Path::new(".")).to_owned(), RecursiveMode::NonRecursive)
        };
        watcher.watch(&path, mode).map_err(|error| fault(&path, error))?;
    }
    let [roots, ours] = [paths, ours].map(|paths| paths.iter().map(|path| desks::absolute(path)).collect());
    Ok(Watch { _watcher: watcher, changes, roots, ours })
}

impl Watch {
    /// Waits for the next change that may matter. Whether there was one; without, there never will be.
    pub fn next(&self) -> bool {
        loop {
            let Ok(paths) = self.changes.recv() else { return false };
            if paths.is_empty() || paths.iter().any(|path| self.matters(path)) {
                break;
            }
        }
        while self.changes.recv_timeout(SILENCE).is_ok() {}
        true
    }

    /// Whether findings may depend on what is at `path`: drafts, settings, what a newsroom knows, and folders, which may
    /// have come with drafts inside. What is hidden does not count, but for settings.
    fn matters(&self, path: &Path) -> bool {
        let path = desks::absolute(path);
        let inside = self.roots.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(&path);
        let name = inside.file_name().map(std::ffi::OsStr::as_encoded_bytes).unwrap_or_default();
        if self.ours.contains(&path) {
            return false;
        }
        if IGNORING.contains(&name) {
            return true;
        }
        let hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
        let known = |ending: &std::ffi::OsStr| ending.to_str().is_some_and(|ending| DATA.contains(&ending));
        !(inside.is_relative() && inside.components().any(hidden))
            && (syntax_of(&path).is_some() || path.extension().is_some_and(known) || path.is_dir())
    }
}
