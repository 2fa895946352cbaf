//! Verdicts kept from one run to the next.
//!
//! A verdict is found by a keyed hash of all that it depends on: the draft, its path, the settings and the newsroom's data,
//! and this very program. What is kept is in shorthand, without a word of the copy. All of it is the user's alone.

use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use jiff::civil::Date;
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::check::fingerprint::{self, Key};
use crate::check::{Draft, Verdict, shorthand};
use crate::files::desks::{self, Station};
use crate::files::{Fault, key, told};

/// What a file of verdicts begins with. The last byte is the version of the format.
const MAGIC: &[u8; 8] = b"cdcache\x01";
/// Magic and the number of verdicts.
const HEAD: usize = 12;
/// Hash, day of last use, start and length of one verdict.
const ENTRY: usize = 28;
/// The checksum at the end.
const TAIL: usize = 16;
/// The ending of a file of verdicts.
const EXTENSION: &str = "verdicts";
/// The name of the file with the key.
const KEY: &str = "key";
/// How long a verdict that nobody asks for is kept, in days.
const KEPT_DAYS: u32 = 30;

/// What is known from earlier runs in this folder, and what this one adds.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    file: PathBuf,
    key: Key,
    /// Whether the key is new and not yet on disk.
    new_key: bool,
    today: Date,
    /// The file of verdicts as it was read; empty when there was none.
    bytes: Vec<u8>,
    /// Sorted by hash.
    known: Vec<Known>,
    fresh: Mutex<Vec<(u128, Vec<u8>)>>,
}

#[derive(Debug)]
struct Known {
    hash: u128,
    /// The day of the last use, in days since the beginning of 1970.
    day: u32,
    start: u32,
    length: u32,
    used: AtomicBool,
}

/// Where caches are kept: what the environment says, else the place that the system has for them. `None` when the user
/// has no such place.
pub fn folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = variable("COPYDESK_CACHE_DIR") {
        return Some(folder);
    }
    let system = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    system.filter(|folder| folder.is_absolute()).map(|folder| folder.join("copydesk"))
}

/// Removes all verdicts and the key from `folder`, and says how many bytes that were.
pub fn clear(folder: &Path) -> Result<u64, Fault> {
    own(folder)?;
    let mut bytes = 0;
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(Fault::of(folder, told(&error))),
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.file_name().is_some_and(|name| name == KEY) || path.extension().is_some_and(|it| it == EXTENSION) {
            let length = path.metadata().map_or(0, |metadata| metadata.len());
            fs::remove_file(&path).map_err(|error| Fault::of(&path, told(&error)))?;
            bytes += length;
        }
    }
    Ok(bytes)
}

impl Cache {
    /// What is known in `folder` from earlier runs in the current folder. A file of verdicts that is damaged is a fault,
    /// and is written anew; a folder that is another user's is a fault and left alone, which leaves no cache.
    pub fn open(folder: PathBuf, today: Date) -> (Option<Self>, Option<Fault>) {
        if let Err(fault) = own(&folder) {
            return (None, Some(fault));
        }
        let old_key = fs::read_to_string(folder.join(KEY)).ok().and_then(|text| fingerprint::key_of(text.trim()));
        let key = old_key.unwrap_or_else(key::random);
        let mut hasher = SipHasher13::new_with_key(&key);
        desks::absolute(Path::new(".")).hash(&mut hasher);
        let file = folder.join(format!("{:016x}", hasher.finish())).with_extension(EXTENSION);
        let (bytes, known, fault) = match fs::read(&file) {
            Ok(bytes) => match read(&bytes, &key) {
                Some(known) => (bytes, known, None),
                None => {
                    let message = "these verdicts of earlier runs are damaged; they are found and written anew";
                    (Vec::new(), Vec::new(), Some(Fault::of(&file, message)))
                }
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Vec::new(), Vec::new(), None),
            Err(error) => (Vec::new(), Vec::new(), Some(Fault::of(&file, told(&error)))),
        };
        let fresh = Mutex::default();
        (Some(Self { folder, file, key, new_key: old_key.is_none(), today, bytes, known, fresh }), fault)
    }

    /// The hash of all that the verdict on `draft` depends on, but for the caller's today, which the verdict itself
    /// knows. `None` when the draft names a bibliography or transcripts of its own, which no hash holds.
    pub fn hash(&self, draft: &Draft, station: &Station) -> Option<u128> {
        // A part that is missing here would be missing in the hash, and verdicts would outlive it.
        let Draft { path, source, syntax, date, today: _, bibliography, transcripts } = draft;
        // What a transcript says is no word of the draft, so that the shorthand would not keep it out.
        if bibliography.is_some() || transcripts.is_some() || !station.desk.newsroom().transcripts.is_empty() {
            return None;
        }
        let mut hasher = SipHasher13::new_with_key(&self.key);
        (program(), station.imprint, path, syntax, date).hash(&mut hasher);
        hasher.write(source.text().as_bytes());
        Some(hasher.finish128().as_u128())
    }

    /// The verdict on the draft `text` that is found by `hash`; `None` when it is not known, or was of another day.
    pub fn get(&self, hash: u128, text: &str) -> Option<Verdict> {
        let index = self.known.binary_search_by_key(&hash, |known| known.hash).ok()?;
        let known = &self.known[index];
        let verdict = shorthand::read(known.of(&self.bytes)?, text)?;
        if verdict.assumed.is_some_and(|day| day != self.today) {
            return None;
        }
        known.used.store(true, Ordering::Relaxed);
        Some(verdict)
    }

    /// Keeps a verdict on the draft `text`, if that can be done without a word of the draft.
    pub fn put(&self, hash: u128, verdict: &Verdict, text: &str) {
        if let Some(bytes) = shorthand::write(verdict, text) {
            self.fresh.lock().unwrap_or_else(PoisonError::into_inner).push((hash, bytes));
        }
    }

    /// Writes down what is new. The file holds all of it, or what it held before.
    pub fn save(self) -> Result<(), Fault> {
        let fresh = self.fresh.into_inner().unwrap_or_else(PoisonError::into_inner);
        let today = day(self.today);
        let mut entries: Vec<(u128, u32, &[u8])> = fresh.iter().map(|(hash, bytes)| (*hash, today, &**bytes)).collect();
        // Noting each day's use would have every run write all of it again.
        let stale = |known: &Known| known.used.load(Ordering::Relaxed) && known.day + KEPT_DAYS / 2 < today;
        if entries.is_empty() && !self.known.iter().any(stale) {
            return Ok(());
        }
        for known in &self.known {
            let last = if known.used.load(Ordering::Relaxed) { today } else { known.day };
            if last + KEPT_DAYS >= today {
                entries.extend(known.of(&self.bytes).map(|bytes| (known.hash, last, bytes)));
            }
        }
        // The sort is stable, so of two with one hash the fresh one comes first and stays.
        entries.sort_by_key(|&(hash, ..)| hash);
        entries.dedup_by_key(|&mut (hash, ..)| hash);
        let bytes = written(&entries, &self.key);
        let write = || -> io::Result<()> {
            make_private(&self.folder)?;
            if self.new_key {
                let key = private(&self.folder, fingerprint::key_in_hex(&self.key).as_bytes())?;
                key.persist(self.folder.join(KEY)).map_err(|error| error.error)?;
            }
            private(&self.folder, &bytes)?.persist(&self.file).map(drop).map_err(|error| error.error)
        };
        write().map_err(|error| Fault::of(&self.file, told(&error)))
    }
}

impl Known {
    fn of<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        bytes.get(self.start as usize..)?.get(..self.length as usize)
    }
}

/// Where the verdicts in a file stand; `None` when it is not as it was written. One of another version of the format is
/// as good as empty.
fn read(bytes: &[u8], key: &Key) -> Option<Vec<Known>> {
    if bytes.len() < HEAD + TAIL || bytes[..7] != MAGIC[..7] {
        return None;
    }
    if bytes[7] != MAGIC[7] {
        return Some(Vec::new());
    }
    let (body, sum) = bytes.split_at(bytes.len() - TAIL);
    if sum != checksum(body, key) {
        return None;
    }
    let word = |at: usize| Some(u32::from_le_bytes(body.get(at..at + 4)?.try_into().ok()?));
    let entry = |i: usize| {
        let at = HEAD + i * ENTRY;
        Some(Known {
            hash: u128::from_le_bytes(body.get(at..at + 16)?.try_into().ok()?),
            day: word(at + 16)?,
            start: word(at + 20)?,
            length: word(at + 24)?,
            used: AtomicBool::new(false),
        })
    };
    (0..word(8)? as usize).map(entry).collect()
}

fn written(entries: &[(u128, u32, &[u8])], key: &Key) -> Vec<u8> {
    let mut start = HEAD + entries.len() * ENTRY;
    let all: usize = entries.iter().map(|(_, _, bytes)| bytes.len()).sum();
    let mut out = Vec::with_capacity(start + all + TAIL);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&(entries.len() as u32).to_le_bytes());
    for (hash, day, bytes) in entries {
        out.extend_from_slice(&hash.to_le_bytes());
        for number in [*day, start as u32, bytes.len() as u32] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        start += bytes.len();
    }
    entries.iter().for_each(|(_, _, bytes)| out.extend_from_slice(bytes));
    let sum = checksum(&out, key);
    out.extend_from_slice(&sum);
    out
}

fn checksum(bytes: &[u8], key: &Key) -> [u8; TAIL] {
    let mut hasher = SipHasher13::new_with_key(key);
    hasher.write(bytes);
    hasher.finish128().as_u128().to_le_bytes()
}

/// What tells this program from every other build of it, whose rules may judge otherwise.
fn program() -> (&'static str, Option<(u64, Option<SystemTime>)>) {
    use std::sync::LazyLock;
    static BUILD: LazyLock<Option<(u64, Option<SystemTime>)>> = LazyLock::new(|| {
        let about = fs::metadata(std::env::current_exe().ok()?).ok()?;
        Some((about.len(), about.modified().ok()))
    });
    (env!("CARGO_PKG_VERSION"), *BUILD)
}

/// Days since the beginning of 1970; 0 before it.
fn day(date: Date) -> u32 {
    let hours = date.duration_since(Date::constant(1970, 1, 1)).as_hours();
    u32::try_from(hours / 24).unwrap_or_default()
}

/// Whether a folder, if it is there, belongs to the user.
#[cfg(unix)]
fn own(folder: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::MetadataExt as _;
    match fs::metadata(folder) {
        Ok(about) if about.uid() != rustix::process::geteuid().as_raw() => Err(Fault::of(
            folder,
            "this cache is another user's and is left alone; set COPYDESK_CACHE_DIR to a folder of your own, \
             or give --no-cache",
        )),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn own(_: &Path) -> Result<(), Fault> {
    Ok(())
}

/// Makes a folder that nobody else may look into.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A new file in `folder` that nobody else may read, as temporary files are.
fn private(folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}
