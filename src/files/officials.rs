//! Lists of officials on disk: files to import, and the directory they are compiled into.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::files::Fault;
use crate::people::directory::{self, Directory};
use crate::text::Source;

/// The largest file that is read whole. Lists of all officials of a country stay far below it.
pub const MAX_BYTES: u64 = 128 << 20;

/// The text of a file that has to be read whole.
pub fn text(path: &Path) -> Result<Source, Fault> {
    let length = fs::metadata(path).map_err(|error| Fault::of(path, super::told(&error)))?.len();
    if length > MAX_BYTES {
        let (length, most) = (length >> 20, MAX_BYTES >> 20);
        return Err(Fault::of(path, format!("has {length} MB, and no more than {most} MB are read at once; split it")));
    }
    super::read(path)
}

/// How long a file is, in bytes; zero when that cannot be told.
pub fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// One line of a file.
#[derive(Debug)]
pub enum Line<'a> {
    /// Its text.
    Text(&'a str),
    /// It is longer than was asked for.
    Long,
}

/// Hands out the lines of a file one by one, none of them longer than `most` bytes, with the bytes read so far.
pub fn lines(path: &Path, most: usize, mut take: impl FnMut(Line<'_>, u64)) -> Result<(), Fault> {
    let fault = |error: io::Error| Fault::of(path, super::told(&error));
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path).map_err(fault)?);
    let (mut line, mut read, mut long) = (Vec::new(), 0, false);
    loop {
        let piece = reader.fill_buf().map_err(fault)?;
        let over = piece.is_empty();
        let end = memchr::memchr(b'\n', piece);
        let used = end.map_or(piece.len(), |i| i + 1);
        if line.len() + used > most {
            long = true;
            line.clear();
        } else if !long {
            line.extend_from_slice(&piece[..used]);
        }
        reader.consume(used);
        read += used as u64;
        if end.is_none() && !over {
            continue;
        }
        if long {
            take(Line::Long, read);
        } else if !line.is_empty() {
            match std::str::from_utf8(&line) {
                Ok(text) => take(Line::Text(text), read),
                Err(error) => {
                    let offset = read as usize - line.len() + error.valid_up_to();
                    return Err(Fault::of(path, format!("not UTF-8 at offset {offset}; save the file as UTF-8")));
                }
            }
        }
        line.clear();
        long = false;
        if over {
            return Ok(());
        }
    }
}

/// YAML files below `paths`, sorted; a file stands for itself.
pub fn yaml_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for path in paths {
        let mut walk = ignore::WalkBuilder::new(path);
        for entry in walk.standard_filters(false).build() {
            let entry = entry.map_err(|error| Fault::of(path, error))?;
            let yaml = entry.path().extension().is_some_and(|extension| extension == "yml" || extension == "yaml");
            if entry.file_type().is_some_and(|kind| kind.is_file()) && (yaml || entry.depth() == 0) {
                files.push(entry.into_path());
            }
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// The day on which a file was last changed, in UTC; `None` when that cannot be told.
pub fn changed(path: &Path) -> Option<Date> {
    let time = fs::metadata(path).and_then(|metadata| metadata.modified()).ok()?;
    let stamp = jiff::Timestamp::try_from(time).ok()?;
    Some(stamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// The file of the directory in a folder.
pub fn directory_in(folder: &Path) -> PathBuf {
    folder.join("officials").with_extension(directory::EXTENSION)
}

/// Opens a directory; `None` when there is none.
pub fn open(path: &Path) -> Result<Option<Directory>, Fault> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Fault::of(path, super::told(&error))),
    };
    let empty = Source::new(String::new());
    Directory::open(bytes).map(Some).map_err(|problem| Fault::at(path, &empty, &problem))
}

/// Puts a compiled directory in place of the one at `path`. Whoever reads meanwhile, and whoever comes after an
/// interruption, finds the old one whole or the new one whole.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let write = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut beside = tempfile::NamedTempFile::new_in(folder)?;
        beside.write_all(bytes)?;
        super::open_to_all(beside.as_file())?;
        beside.as_file().sync_all()?;
        beside.persist(path).map(drop).map_err(|error| error.error)
    };
    write().map_err(|error| Fault::of(path, super::told(&error)))
}
