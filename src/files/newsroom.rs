//! What a newsroom knows, read from the files that its settings name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobBuilder;

use crate::check::Newsroom;
use crate::config::{Config, Setting};
use crate::files::{Fault, officials, shown};
use crate::people::directory::EXTENSION;
use crate::people::own::{self, Syntax};
use crate::people::roster::Roster;
use crate::text::Problem;

/// A newsroom's data, and which files it came from.
#[derive(Debug, Default)]
pub struct Read {
    /// What could be read.
    pub newsroom: Newsroom,
    /// What could not be, which costs only itself.
    pub faults: Vec<Fault>,
    /// The files that were read, absolute; a change of one changes the newsroom.
    pub files: Vec<PathBuf>,
}

/// The newsroom of a desk without settings: what copydesk brings along.
pub fn bare() -> Newsroom {
    Newsroom { roster: Roster::of_newsroom(Vec::new(), Vec::new()), ..Newsroom::default() }
}

/// Reads what `config` names. Its globs are relative to `folder`; `fault` puts a problem of the settings file
/// into words.
pub fn read(config: &Config, folder: &Path, fault: impl Fn(Problem) -> Fault) -> Read {
    let mut read = Read::default();
    let (mut own, mut directories) = (Vec::new(), Vec::new());
    for setting in &config.officials {
        for path in read.files_of(setting, folder, &fault) {
            if path.extension().is_some_and(|extension| extension == EXTENSION) {
                match officials::open(&path) {
                    Ok(directory) => directories.extend(directory.map(Arc::new)),
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
            match super::read(&path) {
                Ok(source) => {
                    let (mut people, problems) = own::read(source.text(), syntax, &path);
                    own.append(&mut people);
                    read.faults.extend(problems.iter().map(|problem| Fault::at(&path, &source, problem)));
                }
                Err(fault) => read.faults.push(fault),
            }
        }
    }
    read.newsroom.roster = Roster::of_newsroom(own, directories);
    read
}

impl Read {
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
