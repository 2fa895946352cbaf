//! The world on disk: copy, settings and newsroom data, found and read.

pub mod baseline;
pub mod bibliography;
pub mod cache;
pub mod desks;
pub mod documents;
pub mod find;
pub mod git;
pub mod lists;
pub mod newsroom;
pub mod officials;
pub mod order;
pub mod pages;
pub mod paths;
pub mod transcripts;
pub mod watch;

mod key;

use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::check::fingerprint::{self, Key};
use crate::check::notes;
use crate::config;
use crate::files::paths::shown;
use crate::markdown::Syntax;
use crate::text::{Problem, Source};

/// How often a file is read that changes meanwhile.
const TRIES: usize = 4;

/// Why something on disk could not be used. One line for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file or folder as the caller named it.
    pub path: PathBuf,
    /// Line and column, one-based; `None` when the whole file is at fault.
    pub place: Option<(usize, usize)>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Fault {
    /// A fault of the whole of `path`.
    pub fn of(path: &Path, message: impl fmt::Display) -> Self {
        Self { path: path.to_owned(), place: None, message: message.to_string() }
    }

    /// A problem that reading `source`, the text of `path`, brought up.
    pub fn at(path: &Path, source: &Source, problem: &Problem) -> Self {
        let place = problem.span.map(|span| source.place(span.start)).map(|place| (place.line, place.column));
        let remedy = problem.remedy.as_ref().map(|remedy| format!("; {remedy}")).unwrap_or_default();
        Self { path: path.to_owned(), place, message: format!("{}{remedy}", problem.message) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", on_one_line(&shown(&self.path)))?;
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " {}", self.message)
    }
}

/// A path on one line, for people: what would steer a terminal is written out.
pub fn on_one_line(path: &str) -> Cow<'_, str> {
    if path.contains(char::is_control) { path.escape_debug().to_string().into() } else { path.into() }
}

/// How a file of that name is read; `None` when its name says that it is no copy.
pub fn syntax_of(path: &Path) -> Option<Syntax> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "md" | "markdown" | "qmd" | "mdx" => Some(Syntax::Markdown),
        "txt" => Some(Syntax::Plain),
        _ => None,
    }
}

/// The text of a file, as it was at one moment.
pub fn read(path: &Path) -> Result<Source, Fault> {
    let bytes = at_rest(|| {
        let file = fs::File::open(path)?;
        let stamp = |file: &fs::File| file.metadata().map(|about| (about.len(), about.modified().ok()));
        let before = stamp(&file)?;
        let mut bytes = Vec::with_capacity(usize::try_from(before.0).unwrap_or_default() + 1);
        // A file would ask for its length and place once more.
        (&file).take(u64::MAX).read_to_end(&mut bytes)?;
        Ok((bytes, stamp(&file)? == before))
    });
    let bytes = bytes.map_err(|error| Fault::of(path, told(&error)))?;
    Source::from_bytes(bytes).map_err(|error| Fault::of(path, error))
}

/// What `read` reads, as soon as it says that nothing changed meanwhile: half of one text and half of another would be
/// judged as if somebody had written it.
fn at_rest(mut read: impl FnMut() -> io::Result<(Vec<u8>, bool)>) -> io::Result<Vec<u8>> {
    for _ in 0..TRIES {
        if let (bytes, true) = read()? {
            return Ok(bytes);
        }
    }
    Err(io::Error::other("changes while it is read; check it again when it is at rest"))
}

/// The text on standard input, which reports call `name`.
pub fn read_standard_input(name: &Path) -> Result<Source, Fault> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Fault::of(name, told(&error)))?;
    Source::from_bytes(bytes).map_err(|error| Fault::of(name, error))
}

/// What an error of the system says, without its number.
fn told(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

/// Writes new settings into `folder` and says where. What is there already is never overwritten.
pub fn write_settings(folder: &Path, text: &str) -> Result<PathBuf, Fault> {
    let path = folder.join(config::FILE);
    let write = || beside(&path, text.as_bytes())?.persist_noclobber(&path).map(drop).map_err(|error| error.error);
    write().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Fault::of(&path, "is there already and stays as it is"),
        _ => Fault::of(&path, told(&error)),
    })?;
    Ok(path)
}

/// The allowances in the file at `path` and its key, or a file with a new key where there is none yet.
pub fn allowances(path: &Path) -> Result<(String, Key), Fault> {
    if path.exists() {
        let text = read(path)?.text().to_owned();
        let key = notes::key_in(&text).ok_or_else(|| Fault::of(path, "no file of allowances; mend it or remove it"))?;
        return Ok((text, key));
    }
    let key = key::random();
    let head = "# Findings that may stand. `copydesk allow FILE:LINE RULE --reason TEXT` adds to it; texts are keyed hashes.\n";
    Ok((format!("{head}key = \"{}\"\n", fingerprint::key_in_hex(&key)), key))
}

/// Writes a file that was asked for. It holds all of `bytes`, or what it held before. Links to it stay links, and into a
/// pipe or a device the bytes are written as they are.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    write_as(path, bytes, beside)
}

/// Writes a file that was asked for and that only its owner may read. It holds all of `bytes`, or what it held before.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    // A temporary file is its owner's alone from the start.
    write_as(path, bytes, temporary)
}

fn write_as(path: &Path, bytes: &[u8], file: fn(&Path, &[u8]) -> io::Result<NamedTempFile>) -> Result<(), Fault> {
    let write = || {
        let real = match path.canonicalize() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
            real => real?,
        };
        // A new file must never take the place of `/dev/null`.
        if real.metadata().is_ok_and(|about| !about.is_file()) {
            return fs::OpenOptions::new().write(true).open(&real)?.write_all(bytes);
        }
        file(&real, bytes)?.persist(&real).map(drop).map_err(|error| error.error)
    };
    write().map_err(|error| Fault::of(path, told(&error)))
}

/// Whether two paths lead to one file that is there.
pub fn same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Puts `after` into a file of copy that held `before`. Its mode and owner stay, links to it stay links, and it
/// holds the one text or the other at any time.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), Fault> {
    let write = || -> io::Result<bool> {
        let real = path.canonicalize()?;
        let metadata = real.metadata()?;
        if metadata.permissions().readonly() {
            return Err(io::Error::other("is write-protected; nothing was mended"));
        }
        let file = beside(&real, after.as_bytes())?;
        file.as_file().set_permissions(metadata.permissions())?;
        keep_owner(file.as_file(), &metadata);
        file.as_file().sync_all()?;
        // Looked at as late as can be: what somebody saved in the meantime is worth more.
        if fs::read(&real)? != before.as_bytes() {
            return Ok(false);
        }
        file.persist(&real).map(|_| true).map_err(|error| error.error)
    };
    match write() {
        Ok(true) => Ok(()),
        Ok(false) => Err(Fault::of(path, "changed while it was read; nothing was mended")),
        Err(error) => Err(Fault::of(path, told(&error))),
    }
}

/// Only root can give a file away, and only root needs to.
#[cfg(unix)]
fn keep_owner(file: &fs::File, metadata: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt as _;
    let _ = std::os::unix::fs::fchown(file, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::File, _: &fs::Metadata) {}

/// Adds to a file that others write, too.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let write = || fs::OpenOptions::new().append(true).create(true).open(path)?.write_all(bytes);
    write().map_err(|error| Fault::of(path, told(&error)))
}

/// A new file in the folder of `path`, ready to take its place.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let file = temporary(path, bytes)?;
    open_to_all(file.as_file())?;
    Ok(file)
}

/// The same, its owner's alone.
fn temporary(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// A temporary file is its owner's alone; what was asked for is not.
#[cfg(unix)]
fn open_to_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_while_it_is_read_is_read_again_and_given_up_in_the_end() {
        let mut reads = 0;
        let bytes = at_rest(|| {
            reads += 1;
            Ok((vec![reads], reads == 3))
        });
        assert_eq!(bytes.unwrap(), [3]);
        let error = at_rest(|| Ok((Vec::new(), false))).unwrap_err();
        assert_eq!(told(&error), "changes while it is read; check it again when it is at rest");
    }
}
