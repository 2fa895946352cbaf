//! What a newsroom knows, read from the files that its settings name.

use std::collections::HashMap;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobBuilder;
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::check::Newsroom;
use crate::config::{Config, Setting};
use crate::files::paths::shown;
use crate::files::{Fault, desks, officials, transcripts};
use crate::people::directory::EXTENSION;
use crate::people::own::{self, Syntax};
use crate::people::roster::Roster;
use crate::sources::{self, Library, SourceRecord};
use crate::text::{Problem, Source};

/// A newsroom's data, and which files it came from.
#[derive(Debug, Default)]
pub struct Read {
    /// What could be read.
    pub newsroom: Newsroom,
    /// What could not be, which costs only itself.
    pub faults: Vec<Fault>,
    /// The files that were read, absolute; a change of one changes the newsroom.
    pub files: Vec<PathBuf>,
    /// What tells this newsroom from every other.
    pub imprint: Imprint,
}

/// A hash of all that was read, in its order.
#[derive(Debug, Default)]
pub struct Imprint(SipHasher13);

impl Imprint {
    /// Adds the file at `path`, which holds `bytes`.
    pub fn add(&mut self, path: &Path, bytes: &[u8]) {
        let path = path.to_string_lossy();
        for part in [path.as_bytes(), bytes] {
            self.0.write(&part.len().to_le_bytes());
            self.0.write(part);
        }
    }

    /// The hash.
    pub fn finish(&self) -> u128 {
        self.0.finish128().as_u128()
    }
}

/// The newsroom of a desk without settings: what copydesk brings along, and the transcripts `named`.
pub fn bare(named: &[PathBuf]) -> Read {
    let mut read = Read::default();
    read.newsroom.roster = Roster::of_newsroom(Vec::new(), Vec::new());
    read.transcribe(named, &[]);
    read
}

/// Reads what `config` names, and the transcripts `named`. Its globs are relative to `folder`; `fault` puts a problem
/// of the settings file into words.
pub fn read(config: &Config, folder: &Path, named: &[PathBuf], fault: impl Fn(Problem) -> Fault) -> Read {
    let mut read = Read::default();
    let (mut own, mut directories) = (Vec::new(), Vec::new());
    for setting in &config.officials {
        for path in read.files_of(setting, folder, &fault) {
            if path.extension().is_some_and(|extension| extension == EXTENSION) {
                match officials::open(&path) {
                    Ok(Some(directory)) => {
                        read.imprint.add(&path, &directory.checksum());
                        directories.push(Arc::new(directory));
                    }
                    Ok(None) => {}
                    Err(fault) => read.faults.push(fault),
                }
                continue;
            }
            let Some(syntax) = Syntax::of(&path) else {
                let message = format!("{} is no list of officials", shown(&path));
                let remedy = Some(format!("name .toml, .yaml or .{EXTENSION} files"));
                read.faults.push(fault(Problem { span: Some(setting.span), message, remedy }));
                continue;
            };
            read.newsroom.lists.push(path.clone());
            match super::read(&path) {
                Ok(source) => {
                    read.imprint.add(&path, source.text().as_bytes());
                    let (mut people, problems) = own::read(source.text(), syntax, &path);
                    own.append(&mut people);
                    read.faults.extend(problems.iter().map(|problem| Fault::at(&path, &source, problem)));
                }
                Err(fault) => read.faults.push(fault),
            }
        }
    }
    read.newsroom.roster = Roster::of_newsroom(own, directories);
    let lists: Vec<PathBuf> =
        config.sources.iter().flat_map(|setting| read.files_of(setting, folder, &fault)).collect();
    let (library, mut faults) = library(lists.iter().map(PathBuf::as_path), &mut read.imprint);
    read.newsroom.library = library;
    read.newsroom.shelves = lists;
    // A part that is missing here would be missing in the imprint, and results of the cache would outlive it; with
    // transcripts nothing is kept.
    let Newsroom { roster: _, library: _, lists: _, shelves: _, transcripts: _ } = &read.newsroom;
    read.faults.append(&mut faults);
    let spoken: Vec<PathBuf> =
        config.transcripts.iter().flat_map(|setting| read.files_of(setting, folder, &fault)).collect();
    read.transcribe(named, &spoken);
    read
}

/// The sources that the lists at `paths` hold, and what could not be read. Of two with one id the first counts.
/// What was read is added to `imprint`.
pub fn library<'a>(paths: impl Iterator<Item = &'a Path>, imprint: &mut Imprint) -> (Library, Vec<Fault>) {
    let (mut records, mut faults) = (Vec::new(), Vec::new());
    let mut texts: HashMap<&Path, Source> = HashMap::new();
    for path in paths {
        match super::read(path) {
            Ok(source) => {
                imprint.add(path, source.text().as_bytes());
                let mut list = sources::read(path, source.text());
                records.append(&mut list.records);
                faults.extend(list.problems.iter().map(|problem| Fault::at(path, &source, problem)));
                texts.insert(path, source);
            }
            Err(fault) => faults.push(fault),
        }
    }
    let library = Library::new(records);
    let place = |record: &SourceRecord| {
        let (path, span) = record.place.as_ref()?;
        Some((path.clone(), *span, texts.get(path.as_path())?))
    };
    for (first, double) in library.doubles() {
        let (Some((path, span, source)), Some((earlier, at, text))) = (place(double), place(first)) else { continue };
        let line = text.place(at.start).line;
        let remedy = Some(format!("it stands in {} on line {line} already", shown(&desks::nearer(&earlier))));
        let message = format!("the id \"{}\" is there twice", double.id);
        faults.push(Fault::at(&path, source, &Problem { span: Some(span), message, remedy }));
    }
    (library, faults)
}

impl Read {
    /// Reads transcripts: those `named`, those of the sources, and those the settings match.
    fn transcribe(&mut self, named: &[PathBuf], matched: &[PathBuf]) {
        let mut read = transcripts::read(named, matched, &self.newsroom.library);
        self.newsroom.transcripts = Arc::new(read.transcripts);
        self.faults.append(&mut read.faults);
        self.files.append(&mut read.files);
    }

    /// The files that a setting names, sorted. A file named without a pattern has to be there.
    fn files_of(&mut self, setting: &Setting, folder: &Path, fault: impl Fn(Problem) -> Fault) -> Vec<PathBuf> {
        let problem = |message: String| Problem { span: Some(setting.span), message, remedy: None };
        let pattern = setting.text.trim_start_matches("./");
        let mut files = Vec::new();
        match pattern.find(['*', '?', '[', '{']) {
            None => {
                let path = folder.join(pattern);
                if path.is_file() {
                    files.push(path);
                } else {
                    self.faults.push(fault(problem(format!("no file {pattern}"))));
                }
            }
            Some(wild) => match GlobBuilder::new(pattern).literal_separator(true).build() {
                Ok(glob) => {
                    let fixed = pattern[..wild].rfind('/').map_or("", |end| &pattern[..end]);
                    files = below(&folder.join(fixed), folder, &glob.compile_matcher());
                }
                Err(error) => self.faults.push(fault(problem(format!("{pattern} is no pattern: {}", error.kind())))),
            },
        }
        self.files.extend(files.iter().cloned());
        files
    }
}

/// Files below `start` that match, sorted.
fn below(start: &Path, folder: &Path, matcher: &globset::GlobMatcher) -> Vec<PathBuf> {
    let mut walk = ignore::WalkBuilder::new(start);
    // What is kept out of version control is data of the newsroom all the same, but history and packages are not.
    walk.standard_filters(false)
        .filter_entry(|entry| entry.file_name() != ".git" && entry.file_name() != "node_modules");
    let entries = walk.build().flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let mut files: Vec<PathBuf> = entries
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.strip_prefix(folder).is_ok_and(|inside| matcher.is_match(inside)))
        .collect();
    files.sort();
    files
}
