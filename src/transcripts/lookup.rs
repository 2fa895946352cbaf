//! What a quotation is when it is held against the transcripts.

use std::ops::Range;
use std::path::PathBuf;

use crate::text::Span;
use crate::transcripts::align::{self, Alignment, Compare, Step};
use crate::transcripts::names::Name;
use crate::transcripts::query::{self, Item, Kind};
use crate::transcripts::windows::Window;
use crate::transcripts::{Script, Transcripts, words};

/// What was found of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// It stands in a transcript, as it is or otherwise.
    There(Box<Sighting>),
    /// It stands in none, though these, by file name, hold what its speaker says.
    Nowhere(Vec<String>),
}

/// Where a quotation stands in a transcript, and how it differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The transcript's file.
    pub path: PathBuf,
    /// Its words there.
    pub span: Span,
    /// The place in words: `at 00:14:22`, or `on line 8` where no time is said.
    pub place: String,
    /// Who says it there; `None`: nobody is named.
    pub speaker: Option<String>,
    /// The words there with some of those around them.
    pub passage: String,
    /// Whether a machine wrote the transcript down.
    pub machine: bool,
    /// Whether its words may be shown in reports and put into copy.
    pub public: bool,
    /// What differs, in order. Empty: it is there word for word.
    pub differences: Vec<Difference>,
    /// Whether somebody else says it there than the copy says.
    pub swapped: bool,
    /// Sounds of hesitation and words said twice that the quotation leaves out.
    pub cleaned: usize,
    /// Words of the quotation that stand where the transcript notes that words were not heard.
    pub unheard: usize,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Bytes of the quotation; empty where words are left out.
    pub quoted: Range<usize>,
    /// The words of the transcript in their place; empty where words were added.
    pub said: String,
}

impl Sighting {
    /// The transcript's file name.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// A quotation to look up.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its words, without the marks around them.
    pub quote: &'a str,
    /// The person whom the copy credits; `None` when that is no single person.
    pub speaker: Option<&'a str>,
    /// The copy of its block before it.
    pub before: &'a str,
}

/// A shorter quotation stands everywhere.
pub const FEWEST_WORDS: usize = 3;
/// A longer one is no quotation, and would cost too much.
const MOST_ITEMS: usize = 2_000;
impl Transcripts {
    /// Looks a quotation up. `None` when there is nothing to say: it is too short, or stands nowhere and nothing of its
    /// speaker is there.
    pub fn look_up(&self, asked: &Asked<'_>) -> Option<Lookup> {
        let items = query::items(asked.quote);
        let said = items.iter().filter(|item| matches!(item.kind, Kind::Word(_))).count();
        if self.is_empty() || said < FEWEST_WORDS || items.len() > MOST_ITEMS {
            return None;
        }
        let search = Search {
            transcripts: self,
            numbers: items.iter().map(|item| self.number(item)).collect(),
            splits: items.iter().map(|item| self.splits(item)).collect(),
            joins: items.windows(2).map(|pair| self.join(&pair[0], &pair[1])).collect(),
            items,
            speaker: asked.speaker.map(Name::of).filter(|name| !name.is_empty()),
            asked,
        };
        if let Some(sighting) = search.best() {
            return Some(Lookup::There(Box::new(sighting)));
        }
        let speaker = search.speaker.as_ref()?;
        let speaks = |script: &&Script| {
            script.voices.iter().any(|(_, voice)| speaker.same(voice) == Some(true))
                || script.about.iter().any(|text| speaker.stands_in(text))
        };
        let names = self
            .scripts
            .iter()
            .filter(speaks)
            .map(|script| script.path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        let names: Vec<String> = names.collect();
        (!names.is_empty()).then_some(Lookup::Nowhere(names))
    }

    fn number(&self, item: &Item) -> Option<u32> {
        let Kind::Word(word) = &item.kind else { return None };
        self.index.number(word)
    }

    /// Pairs of words that are together what `item` is: `health care`.
    fn splits(&self, item: &Item) -> Vec<(u32, u32)> {
        let Kind::Word(word) = &item.kind else { return Vec::new() };
        let places = word.char_indices().skip(1).map(|(i, _)| word.split_at(i));
        places.filter_map(|(head, tail)| Some((self.index.number(head)?, self.index.number(tail)?))).collect()
    }

    /// The word that two are together.
    fn join(&self, one: &Item, other: &Item) -> Option<u32> {
        let (Kind::Word(one), Kind::Word(other)) = (&one.kind, &other.kind) else { return None };
        self.index.number(&format!("{one}{other}"))
    }
}

/// A quotation being looked for.
pub(super) struct Search<'a> {
    pub(super) transcripts: &'a Transcripts,
    pub(super) asked: &'a Asked<'a>,
    pub(super) items: Vec<Item>,
    pub(super) numbers: Vec<Option<u32>>,
    pub(super) splits: Vec<Vec<(u32, u32)>>,
    /// For each item but the last: the word that it is with the next.
    pub(super) joins: Vec<Option<u32>>,
    pub(super) speaker: Option<Name>,
}

impl Compare for Search<'_> {
    fn same(&self, item: usize, word: u32) -> bool {
        match &self.items[item].kind {
            Kind::Part(head, tail, whole) => {
                let word = self.transcripts.index.name(word);
                let ends = word.starts_with(head.as_str()) && word.ends_with(tail.as_str());
                word == whole || ends && word.len() >= head.len() + tail.len()
            }
            _ => self.numbers[item] == Some(word),
        }
    }

    fn split(&self, item: usize, first: u32, second: u32) -> bool {
        self.splits[item].contains(&(first, second))
    }

    fn joined(&self, item: usize, word: u32) -> bool {
        self.joins[item] == Some(word)
    }

    fn unheard(&self, word: u32) -> bool {
        self.transcripts.index.is_unheard(word)
    }
}

/// A passage read word by word.
pub(super) struct Reading {
    pub(super) script: usize,
    /// The first word of the window.
    pub(super) base: u32,
    pub(super) alignment: Alignment,
    /// Whether its speaker is the one whom the copy credits; `None`: nobody can say.
    pub(super) same_speaker: Option<bool>,
    /// Whether that one speaks in the transcript at all.
    pub(super) present: bool,
}

impl Search<'_> {
    /// The passage that the quotation is, if there is one.
    fn best(&self) -> Option<Sighting> {
        let sure = |reading: &Reading| reading.alignment.cost == 0 && reading.same_speaker == Some(true);
        // Somebody else's words are worth a word less.
        let key = |reading: &Reading| {
            let other = if reading.same_speaker == Some(false) { 120 } else { 0 };
            (reading.alignment.cost + other, reading.same_speaker != Some(true), reading.base)
        };
        let mut readings: Vec<Reading> = Vec::new();
        for window in self.windows() {
            readings.extend(self.read(&window));
            // Nothing can be better than the speaker's own words.
            if readings.last().is_some_and(sure) {
                break;
            }
        }
        readings.sort_by_key(key);
        readings.iter().find(|reading| self.is_it(reading)).map(|reading| self.sighting(reading))
    }

    fn read(&self, window: &Window) -> Option<Reading> {
        let numbers = self.transcripts.index.slice(&window.words);
        let alignment = align::align(&self.items, numbers, self)?;
        let base = window.words.start;
        let script = &self.transcripts.scripts[window.script];
        let first = base + u32::try_from(alignment.words.0).ok()?;
        let voice = script.voice(first).map(|(_, name)| name);
        let same_speaker = self.speaker.as_ref().zip(voice).and_then(|(one, other)| one.same(other));
        let present = self
            .speaker
            .as_ref()
            .is_some_and(|one| script.voices.iter().any(|(_, voice)| one.same(voice) == Some(true)));
        Some(Reading { script: window.script, base, alignment, same_speaker, present })
    }

    /// Whether a passage is surely the one that is quoted, rightly or wrongly.
    fn is_it(&self, reading: &Reading) -> bool {
        let weigh = |item: &usize| match &self.items[*item].kind {
            Kind::Word(word) => usize::from(!words::is_small(word)),
            _ => 0,
        };
        let said = self.items.iter().filter(|item| matches!(item.kind, Kind::Word(_) | Kind::Part(..))).count();
        let mut same: Vec<usize> = Vec::new();
        let (mut run, mut longest, mut differs) = (0, 0, false);
        for step in &reading.alignment.steps {
            match step {
                Step::Same { item, .. } => {
                    same.push(*item);
                    run += 1;
                    longest = longest.max(run);
                }
                // What nobody heard proves nothing.
                Step::Changed { .. } | Step::Added { .. } | Step::Dropped { .. } | Step::Unheard { .. } => {
                    (run, differs) = (0, true);
                }
                Step::Repeated { .. } | Step::Elided { .. } => {}
            }
        }
        same.dedup();
        let weight: usize = same.iter().map(weigh).sum();
        let (tenths, least) = match reading.same_speaker {
            // Short words in a row are anybody's.
            Some(false) if !differs => {
                return said >= 4 && weight >= 2 || weight >= 1 && said >= if reading.present { 5 } else { 8 };
            }
            _ if !differs => return true,
            Some(true) => (5, 1),
            None => (6, 2),
            Some(false) => (7, 3),
        };
        let nearly = said - same.len().min(said) <= 1 && longest >= 3 && reading.same_speaker != Some(false);
        same.len() * 10 >= said * tenths && longest >= 2 && (weight >= least && said > 3 || nearly && said > 4)
    }
}
