//! Which settings hold for which file, and the newsroom data that they name.

use std::collections::HashMap;
use std::hash::Hash as _;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, LazyLock};

use globset::{GlobBuilder, GlobSet};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::check::notes::{self, Notes};
use crate::check::{Desk, Newsroom};
use crate::config::{self, Config};
use crate::files::paths::shown;
use crate::files::{Fault, newsroom};
use crate::text::{Problem, Source};

/// What the settings of a station name of the newsroom's data, relative to its folder.
#[derive(Clone, Debug, Default)]
pub struct Named(GlobSet);

/// A desk and the folder its globs are relative to.
#[derive(Clone, Debug)]
pub struct Station {
    /// Settings and newsroom data.
    pub desk: Desk,
    /// The folder of the settings file, absolute; empty when there is none.
    pub folder: PathBuf,
    /// The settings file; `None` when there is none.
    pub settings: Option<PathBuf>,
    /// The files that the newsroom's data came from, absolute.
    pub newsroom: Vec<PathBuf>,
    /// What the settings name of the newsroom's data, relative to `folder`.
    pub named: Named,
    /// A hash of all that makes it what it is: settings, newsroom data and what was selected.
    pub imprint: u128,
}

impl Station {
    /// `path` relative to the settings, as globs want it. A path outside is given as it is.
    pub fn relative(&self, path: &Path) -> String {
        let absolute = absolute(path);
        shown(absolute.strip_prefix(&self.folder).unwrap_or(path))
    }

    /// Whether the file at `path` is, or would be if it were there, one of those that the settings name.
    pub fn reads(&self, path: &Path) -> bool {
        let Named(globs) = &self.named;
        !globs.is_empty() && globs.is_match(self.relative(path))
    }
}

/// The globs of `config` that name data of the newsroom. One that cannot be read was told of with the settings.
fn naming(config: &Config) -> Named {
    let settings = config.officials.iter().chain(&config.sources).chain(&config.transcripts);
    let glob = |pattern: &str| GlobBuilder::new(pattern.trim_start_matches("./")).literal_separator(true).build();
    let globs: Vec<_> = settings.filter_map(|setting| glob(&setting.text).ok()).collect();
    Named(GlobSet::new(globs).unwrap_or_default())
}

/// Where settings come from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// The nearest `copydesk.toml` above each file.
    Found,
    /// This file, for all.
    File(PathBuf),
    /// Nowhere.
    Isolated,
}

/// The desks of one run, each made once.
#[derive(Debug)]
pub struct Desks {
    origin: Origin,
    select: Vec<String>,
    ignore: Vec<String>,
    /// What holds where settings leave it open.
    open: Config,
    /// Transcripts that every desk has.
    transcripts: Vec<PathBuf>,
    /// By settings file; `None` is the desk without settings. Failed ones stay, so that they are told once.
    stations: HashMap<Option<PathBuf>, Option<Arc<Station>>>,
    /// What could not be read of the newsroom's data and was not told yet.
    faults: Vec<Fault>,
    /// The settings file that holds in each folder.
    nearest: HashMap<PathBuf, Option<PathBuf>>,
    /// The folder of the file asked for last, as the caller names it, and its desk: the next one is most likely there too.
    last: Option<(PathBuf, Arc<Station>)>,
}

impl Desks {
    /// Desks that look only for the rules in `select` (all, when it is empty) and not for those in `ignore`.
    pub fn new(origin: Origin, select: Vec<String>, ignore: Vec<String>) -> Self {
        let (stations, nearest) = (HashMap::new(), HashMap::new());
        Self {
            origin,
            select,
            ignore,
            open: Config::default(),
            transcripts: Vec::new(),
            stations,
            faults: Vec::new(),
            nearest,
            last: None,
        }
    }

    /// The same desks, for which `open` holds where settings leave something open.
    pub fn leaving_open(self, open: Config) -> Self {
        Self { open, ..self }
    }

    /// The same desks, each with these transcripts beside its own.
    pub fn with_transcripts(self, transcripts: Vec<PathBuf>) -> Self {
        Self { transcripts, ..self }
    }

    /// The desk for the file at `path`. The faults of bad settings are told at the first file they hold for; for
    /// every later one the list of faults is empty.
    pub fn for_file(&mut self, path: &Path) -> Result<Arc<Station>, Vec<Fault>> {
        if let Some((folder, station)) = &self.last
            && path.parent() == Some(folder)
        {
            return Ok(Arc::clone(station));
        }
        let station = self.for_folder_of(path)?;
        self.last = path.parent().map(|folder| (folder.to_owned(), Arc::clone(&station)));
        Ok(station)
    }

    fn for_folder_of(&mut self, path: &Path) -> Result<Arc<Station>, Vec<Fault>> {
        let settings = match &self.origin {
            Origin::Isolated => None,
            Origin::File(file) => Some(file.clone()),
            Origin::Found => {
                let folder = absolute(path).parent().map(Path::to_owned).unwrap_or_default();
                self.nearest_above(&folder)
            }
        };
        if let Some(station) = self.stations.get(&settings) {
            return station.clone().ok_or_else(Vec::new);
        }
        let station = self.station(settings.as_deref()).map(Arc::new);
        self.stations.insert(settings, station.as_ref().ok().cloned());
        station
    }

    /// What could not be read of the newsroom's data since the last call. The desks do without it.
    pub fn take_faults(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.faults)
    }

    fn nearest_above(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.nearest.get(folder) {
            return known.clone();
        }
        let here = folder.join(config::FILE);
        let found = if here.is_file() { Some(here) } else { folder.parent().and_then(|up| self.nearest_above(up)) };
        self.nearest.insert(folder.to_owned(), found.clone());
        found
    }

    fn station(&mut self, settings: Option<&Path>) -> Result<Station, Vec<Fault>> {
        let Some(path) = settings else {
            let newsroom::Read { newsroom, mut faults, files, imprint } = newsroom::bare(&self.transcripts);
            self.faults.append(&mut faults);
            let desk = self.desk(self.open.clone(), newsroom, |problem| option_fault(&problem))?;
            let imprint = self.imprint(None, imprint.finish());
            let named = naming(desk.config());
            return Ok(Station { desk, folder: PathBuf::new(), settings: None, newsroom: files, named, imprint });
        };
        // Faults name the file as near as the person may think of it.
        let named = nearer(path);
        let source = super::read(path).map_err(|fault| vec![Fault { path: named.clone(), ..fault }])?;
        let fault = |problem: Problem| Fault::at(&named, &source, &problem);
        let config = config::parse_over(source.text(), &self.open)
            .map_err(|problems| problems.into_iter().map(fault).collect::<Vec<_>>())?;
        let folder = absolute(path).parent().map(Path::to_owned).unwrap_or_default();
        let newsroom::Read { newsroom, mut faults, mut files, mut imprint } =
            newsroom::read(&config, &folder, &self.transcripts, fault);
        let notes = folder.join(notes::FILE);
        let mut desk = self.desk(config, newsroom, fault)?;
        if notes.is_file() {
            match super::read(&notes) {
                Ok(source) => {
                    let (read, problems) = Notes::read(source.text());
                    desk = desk.with_notes(read);
                    imprint.add(&notes, source.text().as_bytes());
                    faults.extend(problems.iter().map(|problem| Fault::at(&notes, &source, problem)));
                }
                Err(fault) => faults.push(fault),
            }
            files.push(notes);
        }
        let imprint = self.imprint(Some(&source), imprint.finish());
        for fault in &mut faults {
            fault.path = nearer(&fault.path);
        }
        self.faults.append(&mut faults);
        let named = naming(desk.config());
        Ok(Station { desk, folder, settings: Some(path.to_owned()), newsroom: files, named, imprint })
    }

    fn imprint(&self, settings: Option<&Source>, newsroom: u128) -> u128 {
        let mut hasher = SipHasher13::new();
        (settings.map(Source::text), newsroom, &self.select, &self.ignore).hash(&mut hasher);
        hasher.finish128().as_u128()
    }

    fn desk(&self, config: Config, newsroom: Newsroom, fault: impl Fn(Problem) -> Fault) -> Result<Desk, Vec<Fault>> {
        let told = |problems: Vec<Problem>| problems.into_iter().map(&fault).collect::<Vec<_>>();
        let desk = Desk::new(config, newsroom).map_err(told)?;
        desk.looking_for(&self.select, &self.ignore).map_err(|problems| problems.iter().map(option_fault).collect())
    }
}

/// A fault of what was asked for on the command line.
fn option_fault(problem: &Problem) -> Fault {
    Fault::at(Path::new("--select, --ignore"), &Source::new(String::new()), problem)
}

/// `path` made absolute by name alone, with `.` and `..` taken out; links are not looked at.
pub fn absolute(path: &Path) -> PathBuf {
    // On Windows a path may be relative to the current folder of another drive, and the system has to be asked.
    let whole = if cfg!(windows) { std::path::absolute(path).ok() } else { None };
    let path = whole.as_deref().unwrap_or(path);
    let mut plain = if path.is_absolute() { PathBuf::new() } else { current().to_owned() };
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            _ => plain.push(part),
        }
    }
    plain
}

/// `path` relative to the current folder when it lies inside.
pub fn nearer(path: &Path) -> PathBuf {
    path.strip_prefix(current()).map(Path::to_owned).unwrap_or_else(|_| path.to_owned())
}

/// The current folder, which stays the same as long as the program runs; empty when it cannot be told.
fn current() -> &'static Path {
    static CURRENT: LazyLock<PathBuf> = LazyLock::new(|| std::env::current_dir().unwrap_or_default());
    &CURRENT
}
