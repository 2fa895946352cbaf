//! The transcripts of a newsroom, read from the files that its settings and its sources name.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::files::{Fault, desks, told};
use crate::sources::{Library, SourceRecord, Visibility};
use crate::text::Source;
use crate::transcripts::{Format, Given, MOST_BYTES, MOST_BYTES_TOGETHER, Transcripts};

/// Transcripts, and which files they came from.
#[derive(Debug, Default)]
pub struct Read {
    /// What could be read.
    pub transcripts: Transcripts,
    /// What could not be, which costs only itself.
    pub faults: Vec<Fault>,
    /// The files that sources name, absolute; a change of one changes the transcripts.
    pub files: Vec<PathBuf>,
}

/// Reads the files `named` on the command line, those that sources of `library` name, and those that the settings
/// match. A file of a sealed source is opened only when it is named.
pub fn read(named: &[PathBuf], matched: &[PathBuf], library: &Library) -> Read {
    let mut read = Read::default();
    let mut sources: HashMap<PathBuf, Vec<&SourceRecord>> = HashMap::new();
    let mut quoted: Vec<(PathBuf, &SourceRecord)> = Vec::new();
    for record in library.records() {
        if let Some(file) = &record.quote_file {
            let path = desks::absolute(file);
            read.files.push(path.clone());
            sources.entry(real(&path)).or_default().push(record);
            quoted.push((path, record));
        }
    }
    let sealed = |path: &PathBuf| {
        sources.get(&real(path)).is_some_and(|all| all.iter().any(|it| it.visibility == Visibility::Sealed))
    };
    // Beside transcripts stand recordings and the like, which a pattern means no less but which nobody reads.
    let matched = matched.iter().filter(|path| Format::of(path).is_some());
    let open = quoted.iter().map(|(path, _)| path).chain(matched).filter(|path| !sealed(path));
    let mut done: HashSet<PathBuf> = HashSet::new();
    let (mut given, mut bytes) = (Vec::new(), 0);
    for path in named.iter().chain(open) {
        if !done.insert(real(path)) {
            continue;
        }
        let records = sources.get(&real(path)).map(Vec::as_slice).unwrap_or_default();
        match one(path, records, &mut bytes) {
            Ok(transcript) => given.push(transcript),
            Err(mut fault) => {
                if let Some(record) = records.first().filter(|_| !named.contains(path)) {
                    fault.message += &format!("; the source \"{}\" names it as its quote_file", record.id);
                }
                read.faults.push(fault);
            }
        }
    }
    let (transcripts, problems) = Transcripts::new(given);
    read.transcripts = transcripts;
    read.faults.extend(problems.iter().map(|(path, source, problem)| Fault::at(path, source, problem)));
    read
}

/// Reads one file; `bytes` is what was read before it.
fn one(path: &Path, records: &[&SourceRecord], bytes: &mut u64) -> Result<Given, Fault> {
    let Some(format) = Format::of(path) else {
        return Err(Fault::of(
            path,
            "no transcript is written in such a file; save it as .txt, .md, .vtt, .srt or .html",
        ));
    };
    let fault = |error: std::io::Error| Fault::of(path, told(&error));
    let about = fs::metadata(path).map_err(fault)?;
    if !about.is_file() {
        return Err(Fault::of(path, "is no file; name the transcript itself"));
    }
    let most = MOST_BYTES.min(MOST_BYTES_TOGETHER - *bytes);
    let mut text = Vec::new();
    // What is too long by its own account is not opened, and what grows meanwhile is not read to its end.
    if about.len() <= most {
        File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut text)).map_err(fault)?;
    }
    let length = about.len().max(text.len() as u64);
    if length > MOST_BYTES {
        let (has, may) = (length >> 20, MOST_BYTES >> 20);
        let message =
            format!("has {has} MB, and a transcript may have {may}; split it, or name the text and not the recording");
        return Err(Fault::of(path, message));
    }
    if length > most {
        let may = MOST_BYTES_TOGETHER >> 20;
        return Err(Fault::of(path, format!("is one too many: transcripts may have {may} MB together; name fewer")));
    }
    *bytes += length;
    let text = Source::from_bytes(text).map_err(|error| Fault::of(path, error))?;
    let mut about: Vec<String> = records.iter().flat_map(|record| record.authors.iter().cloned()).collect();
    about.extend(records.iter().filter_map(|record| record.title.clone()));
    Ok(Given {
        path: path.to_owned(),
        format,
        text,
        about,
        machine: records.iter().any(|record| record.machine),
        public: records.iter().all(|record| record.visibility == Visibility::Public),
    })
}

/// The file itself, whatever links lead to it.
pub(super) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| desks::absolute(path))
}
