//! The bibliographies and transcripts that drafts name in their front matter, each read once until it changes on disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use memchr::memmem;

use crate::files::newsroom::{self, Imprint};
use crate::files::{Fault, desks, transcripts};
use crate::markdown::front_matter::SourceEntry;
use crate::markdown::{self, Syntax};
use crate::sources::{Library, SourceRecord, Visibility};
use crate::text::Source;
use crate::transcripts::Transcripts;

/// Bibliographies and transcripts by file, with what was wrong with them.
#[derive(Debug, Default)]
pub struct Bibliographies(Mutex<Shelf>);

#[derive(Debug, Default)]
struct Shelf {
    /// By the files a draft names, absolute, each with its length and the time it was last written.
    read: HashMap<Vec<(PathBuf, Stamp)>, Arc<Library>>,
    /// The same for the transcripts of a draft's own sources, by all that is said of them.
    heard: HashMap<String, Arc<Transcripts>>,
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

    /// The transcripts that the sources of the draft at `path` name as their `quote_file`: those of its front matter, and those
    /// of `bibliography`, its own. `None` when they name none.
    pub fn transcripts_of(
        &self,
        path: &Path,
        source: &Source,
        syntax: Syntax,
        bibliography: Option<&Library>,
    ) -> Option<Arc<Transcripts>> {
        let cited = bibliography.map(Library::records).unwrap_or_default();
        let mut records: Vec<SourceRecord> = cited.iter().filter(|it| it.quote_file.is_some()).cloned().collect();
        if mentions(source, syntax, b"quote_file") {
            let folder = desks::absolute(path).parent().map(Path::to_owned).unwrap_or_default();
            let own = markdown::sources(source).into_iter().filter_map(|entry| quoted(&entry, &folder));
            records.extend(own);
        }
        if records.is_empty() {
            return None;
        }
        // Everything that a draft quotes stands in it word for word.
        let draft = transcripts::real(path);
        let (itself, records): (Vec<_>, Vec<_>) = records
            .into_iter()
            .partition(|it| it.quote_file.as_deref().is_some_and(|file| transcripts::real(file) == draft));
        let fault = itself.first().map(|record| {
            let told =
                format!("the source \"{}\" names the draft as its own quote_file; name the transcript", record.id);
            Fault::of(path, told)
        });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).faults.extend(fault);
        if records.is_empty() {
            return None;
        }
        let told = |record: &SourceRecord| {
            let stamp = record.quote_file.as_deref().map(stamp);
            format!("{:?} {stamp:?}", SourceRecord { place: None, ..record.clone() })
        };
        let key: String = records.iter().map(told).collect();
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(transcripts) = shelf.heard.get(&key) {
            return Some(Arc::clone(transcripts));
        }
        let transcripts::Read { transcripts, mut faults, .. } = transcripts::read(&[], &[], &Library::new(records));
        for fault in &mut faults {
            fault.path = desks::nearer(&fault.path);
        }
        shelf.faults.append(&mut faults);
        Some(Arc::clone(shelf.heard.entry(key).or_insert_with(|| Arc::new(transcripts))))
    }

    /// What could not be read since the last call.
    pub fn take_faults(&self) -> Vec<Fault> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).faults)
    }
}

/// The files that the front matter of `source` names.
fn named(source: &Source, syntax: Syntax) -> Vec<String> {
    if mentions(source, syntax, b"bibliography") { markdown::bibliography(source) } else { Vec::new() }
}

/// Whether the front matter of `source` may have `word`. Drafts without it are not read for it.
fn mentions(source: &Source, syntax: Syntax, word: &[u8]) -> bool {
    let text = source.text();
    let head = &text.as_bytes()[..text.len().min(64 * 1024)];
    let fenced = text.trim_start_matches(crate::text::BOM).starts_with(['-', '+']);
    syntax != Syntax::Plain && fenced && memmem::find(head, word).is_some()
}

/// A source of the front matter that names a transcript, as far as that matters.
fn quoted(entry: &SourceEntry, folder: &Path) -> Option<SourceRecord> {
    let field = |names: &[&str]| entry.field(names).map(|it| it.text.trim().to_owned());
    let file = field(&["quote_file"]).filter(|file| !file.is_empty())?;
    Some(SourceRecord {
        id: field(&["id"]).unwrap_or_default(),
        title: field(&["title"]),
        authors: field(&["author", "authors"]).into_iter().collect(),
        quote_file: Some(folder.join(file)),
        machine: field(&["machine"]).is_some_and(|it| it == "true"),
        // A word that is none of these is no leave to show what was said.
        visibility: match field(&["visibility"]).as_deref() {
            None | Some("public") => Visibility::Public,
            Some("desk") => Visibility::Desk,
            Some(_) => Visibility::Sealed,
        },
        ..SourceRecord::default()
    })
}

fn stamp(path: &Path) -> Stamp {
    let about = std::fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()))
}
