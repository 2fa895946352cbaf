//! The bibliographies that drafts name in their front matter, each read once until it changes on disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use memchr::memmem;

use crate::files::newsroom::{self, Imprint};
use crate::files::{Fault, desks};
use crate::markdown::{self, Syntax};
use crate::sources::Library;
use crate::text::Source;

/// Bibliographies by file, with what was wrong with them.
#[derive(Debug, Default)]
pub struct Bibliographies(Mutex<Shelf>);

#[derive(Debug, Default)]
struct Shelf {
    /// By the files a draft names, absolute, each with its length and the time it was last written.
    read: HashMap<Vec<(PathBuf, Stamp)>, Arc<Library>>,
    faults: Vec<Fault>,
}

/// What tells that a file changed; `None` when it is not there.
type Stamp = Option<(u64, Option<SystemTime>)>;

impl Bibliographies {
    /// The bibliography that the draft at `path` names. `None` when it names none, or when one of its files could not be
    /// opened, so that nobody can say which keys it holds.
    pub fn of(&self, path: &Path, source: &Source, syntax: Syntax) -> Option<Arc<Library>> {
        let named = named(source, syntax);
        if named.is_empty() {
            return None;
        }
        let folder = desks::absolute(path).parent().map(Path::to_owned).unwrap_or_default();
        let files: Vec<(PathBuf, Stamp)> = named
            .iter()
            .map(|name| desks::absolute(&folder.join(name)))
            .map(|path| (path.clone(), stamp(&path)))
            .collect();
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(library) = shelf.read.get(&files) {
            return Some(Arc::clone(library));
        }
        let (library, mut faults) =
            newsroom::library(files.iter().map(|(path, _)| path.as_path()), &mut Imprint::default());
        let missing = files.iter().any(|(_, stamp)| stamp.is_none());
        for fault in &mut faults {
            fault.path = desks::nearer(&fault.path);
        }
        shelf.faults.append(&mut faults);
        // One that is missing is looked for again, in case it comes.
        (!missing).then(|| Arc::clone(shelf.read.entry(files).or_insert_with(|| Arc::new(library))))
    }

    /// What could not be read since the last call.
    pub fn take_faults(&self) -> Vec<Fault> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).faults)
    }
}

/// The files that the front matter of `source` names. Drafts without the word are not read for it.
fn named(source: &Source, syntax: Syntax) -> Vec<String> {
    let text = source.text();
    let head = &text.as_bytes()[..text.len().min(64 * 1024)];
    let fenced = text.trim_start_matches(crate::text::BOM).starts_with(['-', '+']);
    if syntax == Syntax::Plain || !fenced || memmem::find(head, b"bibliography").is_none() {
        return Vec::new();
    }
    markdown::bibliography(source)
}

fn stamp(path: &Path) -> Stamp {
    let about = std::fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()))
}
