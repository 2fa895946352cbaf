//! What a quotation is when it is held against the transcripts.

use std::ops::Range;
use std::path::PathBuf;

use crate::text::Span;
use crate::transcripts::align::{self, Alignment, Compare, Step};
use crate::transcripts::names::Name;
use crate::transcripts::query::{self, Item, Kind};
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
/// How many places of its words are looked at, at most, once the rarest few are done.
const MOST_PLACES: usize = 30_000;
/// How many passages are read word by word.
const MOST_PASSAGES: usize = 5;
/// Words that one ellipsis may leave out.
const GAP_WORDS: u32 = 300;
/// Words that may be left out of a quotation without one and still be seen.
const SLACK_WORDS: u32 = 40;

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
struct Search<'a> {
    transcripts: &'a Transcripts,
    asked: &'a Asked<'a>,
    items: Vec<Item>,
    numbers: Vec<Option<u32>>,
    splits: Vec<Vec<(u32, u32)>>,
    /// For each item but the last: the word that it is with the next.
    joins: Vec<Option<u32>>,
    speaker: Option<Name>,
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
}

/// A passage where words of the quotation stand together.
struct Window {
    script: usize,
    words: Range<u32>,
    score: usize,
}

/// A passage read word by word.
struct Reading {
    script: usize,
    /// The first word of the window.
    base: u32,
    alignment: Alignment,
    /// Whether its speaker is the one whom the copy credits; `None`: nobody can say.
    same_speaker: Option<bool>,
    /// Whether that one speaks in the transcript at all.
    present: bool,
}

impl Search<'_> {
    /// The passage that the quotation is, if there is one.
    fn best(&self) -> Option<Sighting> {
        let readings = self.windows().into_iter().filter_map(|window| self.read(&window));
        // Somebody else's words are worth a word less.
        let key = |reading: &Reading| {
            let other = if reading.same_speaker == Some(false) { 120 } else { 0 };
            (reading.alignment.cost + other, reading.same_speaker != Some(true), reading.base)
        };
        let mut readings: Vec<Reading> = readings.collect();
        readings.sort_by_key(key);
        readings.iter().find(|reading| self.is_it(reading)).map(|reading| self.sighting(reading))
    }

    /// Passages where words of the quotation stand beside each other as they do in it, best first.
    fn windows(&self) -> Vec<Window> {
        let index = &self.transcripts.index;
        let mut rare: Vec<(usize, u32)> =
            self.numbers.iter().enumerate().filter_map(|(i, number)| Some((i, (*number)?))).collect();
        rare.sort_by_key(|&(_, number)| index.list(number).len());
        let mut hits: Vec<(u32, usize)> = Vec::new();
        let mut looked = 0;
        for (done, (i, number)) in rare.into_iter().enumerate() {
            let list = index.list(number);
            looked += list.len();
            if done >= 4 && looked > MOST_PLACES {
                break;
            }
            let after = |by: usize| self.numbers.get(i + by).copied().flatten();
            let (next, second) = (after(1), after(2));
            let (before, first) =
                (i.checked_sub(1).and_then(|i| self.numbers[i]), i.checked_sub(2).and_then(|i| self.numbers[i]));
            let near =
                |at: Option<u32>, wanted: Option<u32>| wanted.is_some() && at.and_then(|at| index.at(at)) == wanted;
            hits.extend(
                list.iter()
                    .copied()
                    .filter(|&at| {
                        near(at.checked_add(1), next)
                            || near(at.checked_sub(1), before)
                            || near(at.checked_add(2), second)
                            || near(at.checked_sub(2), first)
                            || near(at.checked_add(2), next)
                            || near(at.checked_add(1), second)
                    })
                    .map(|at| (at, i)),
            );
        }
        hits.sort_unstable();
        self.together(&hits)
    }

    /// Gathers hits into passages.
    fn together(&self, hits: &[(u32, usize)]) -> Vec<Window> {
        let length = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        let gaps = self.items.iter().filter(|item| matches!(item.kind, Kind::Gap | Kind::Insert)).count();
        let slack = SLACK_WORDS + GAP_WORDS.saturating_mul(u32::try_from(gaps).unwrap_or(0)).min(4 * GAP_WORDS);
        let mut windows: Vec<Window> = Vec::new();
        let mut items: Vec<usize> = Vec::new();
        let mut from = 0;
        while let Some(&(start, first)) = hits.get(from) {
            let Some(script) = self.transcripts.script_of(start) else { break };
            let bounds = &self.transcripts.scripts[script].words;
            let reach = start.saturating_add(length + slack).min(bounds.end);
            let until = from + hits[from..].partition_point(|&(at, _)| at < reach);
            items.clear();
            items.extend(hits[from..until].iter().map(|&(_, i)| i));
            items.sort_unstable();
            items.dedup();
            let lead = u32::try_from(first).unwrap_or(0) + SLACK_WORDS / 2;
            let words = start.saturating_sub(lead).max(bounds.start)..reach.saturating_add(8).min(bounds.end);
            let voice = self.transcripts.scripts[script].voice(start).map(|(_, name)| name);
            let same = self.speaker.as_ref().zip(voice).and_then(|(one, other)| one.same(other)) == Some(true);
            // Of passages that share as much, the speaker's own comes first.
            windows.push(Window { script, words, score: items.len() * 2 + usize::from(same) * 3 });
            // The next passage begins where other words of the quotation do: past the first of these that is not near.
            let near = start.saturating_add(4);
            from += hits[from..until].partition_point(|&(at, _)| at < near).max(1);
        }
        windows.sort_by_key(|window| (std::cmp::Reverse(window.score), window.words.start));
        let mut best: Vec<Window> = Vec::new();
        for window in windows {
            let covered = |other: &Window| window.words.start < other.words.end && other.words.start < window.words.end;
            if !best.iter().any(covered) {
                best.push(window);
            }
            if best.len() == MOST_PASSAGES {
                break;
            }
        }
        best
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
                Step::Changed { .. } | Step::Added { .. } | Step::Dropped { .. } => (run, differs) = (0, true),
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

    /// What is to be said of a passage.
    fn sighting(&self, reading: &Reading) -> Sighting {
        let script = &self.transcripts.scripts[reading.script];
        let at = |word: usize| reading.base + u32::try_from(word).unwrap_or(0);
        let (start, end) = (at(reading.alignment.words.0), at(reading.alignment.words.1));
        let covered = start..end.max(start + 1).min(script.words.end);
        let mut differences = self.differences(reading, script);
        if let Some(denial) = self.denied_before(script, covered.start) {
            differences.insert(0, Difference { quoted: 0..0, said: denial });
        }
        if let Some(denial) = self.denied_after(script, covered.end) {
            let end = self.items.last().map_or(0, |item| item.range.end);
            differences.push(Difference { quoted: end..end, said: denial });
        }
        let repeated = reading.alignment.steps.iter().filter(|step| matches!(step, Step::Repeated { .. })).count();
        let first = self.transcripts.index.place(covered.start);
        let last = self.transcripts.index.place(covered.end - 1);
        let place = match script.passage(covered.start).and_then(|passage| passage.seconds) {
            Some(at) => format!("at {:02}:{:02}:{:02}", at / 3600, at / 60 % 60, at % 60),
            None => format!("on line {}", script.text.place(first.start).line),
        };
        Sighting {
            path: script.path.clone(),
            span: Span::new(first.start, last.end.max(first.start)),
            place,
            speaker: script.voice(covered.start).map(|(name, _)| name.clone()),
            passage: self.passage(script, &covered),
            machine: script.machine,
            public: script.public,
            differences,
            swapped: reading.same_speaker == Some(false),
            cleaned: repeated + self.transcripts.index.hesitations(&covered),
        }
    }

    /// Runs of steps that are none of the same words.
    fn differences(&self, reading: &Reading, script: &Script) -> Vec<Difference> {
        let mut differences: Vec<Difference> = Vec::new();
        let mut end = 0;
        let mut open: Option<(Range<usize>, Option<Range<u32>>)> = None;
        let mut close = |open: &mut Option<(Range<usize>, Option<Range<u32>>)>| {
            if let Some((quoted, said)) = open.take() {
                let said = said.map(|said| self.text(script, &said)).unwrap_or_default();
                differences.push(Difference { quoted, said });
            }
        };
        for step in &reading.alignment.steps {
            let (item, word) = match *step {
                Step::Same { item, .. } => {
                    close(&mut open);
                    end = self.items[item].range.end;
                    continue;
                }
                Step::Elided { .. } | Step::Repeated { .. } => {
                    close(&mut open);
                    continue;
                }
                Step::Changed { item, word } => (Some(item), Some(word)),
                Step::Added { item } => (Some(item), None),
                Step::Dropped { word } => (None, Some(word)),
            };
            let (quoted, said) = open.get_or_insert((end..end, None));
            if let Some(item) = item {
                let range = &self.items[item].range;
                quoted.start = if quoted.start == quoted.end { range.start } else { quoted.start };
                quoted.end = range.end;
                end = range.end;
            }
            if let Some(word) = word.map(|word| reading.base + u32::try_from(word).unwrap_or(0)) {
                *said = Some(said.as_ref().map_or(word..word + 1, |said| said.start..word + 1));
            }
        }
        close(&mut open);
        differences
    }

    /// The word that denies what is quoted and stands right before it in the transcript, where the copy has none.
    fn denied_before(&self, script: &Script, first: u32) -> Option<String> {
        let before = first.checked_sub(1).filter(|before| script.words.contains(before))?;
        let word = self.transcripts.index.name(self.transcripts.index.at(before)?);
        let between = self.between(script, before)?;
        // “Never, ever” denies; “no, we will” and “believe it or not, we will” do not.
        if !words::denies(word) || !(between.is_empty() || word == "never" && between == ",") {
            return None;
        }
        // “Did not,” Ruiz said, “sign it”: the copy denies in its own words or in the quotation before.
        let mut denied = false;
        let near = self.asked.before.char_indices().rev().nth(160).map_or(0, |(i, _)| i);
        words::each(&self.asked.before[near..], |_, word| denied |= words::denies(word) || DENYING.contains(&word));
        (!denied).then(|| self.text(script, &(before..first)))
    }

    /// The word that denies what is quoted and stands right behind it: “I am” of “I am not”.
    fn denied_after(&self, script: &Script, end: u32) -> Option<String> {
        let next = Some(end).filter(|end| script.words.contains(end))?;
        let word = self.transcripts.index.name(self.transcripts.index.at(next)?);
        let adjacent = self.between(script, end.checked_sub(1)?)?.is_empty();
        (matches!(word, "not" | "never") && adjacent).then(|| self.text(script, &(next..next + 1)))
    }

    /// What stands between a word and the next in the file, without white space.
    fn between<'a>(&self, script: &'a Script, word: u32) -> Option<&'a str> {
        let (place, next) = (self.transcripts.index.place(word), self.transcripts.index.place(word + 1));
        Some(script.text.text().get(place.end..next.start)?.trim())
    }

    /// The words of a range as they stand in the file.
    fn text(&self, script: &Script, range: &Range<u32>) -> String {
        let mut text = String::new();
        let mut end: Option<usize> = None;
        for word in range.clone() {
            let place = self.transcripts.index.place(word);
            let between = end.and_then(|end| script.text.text().get(end..place.start)).unwrap_or_default();
            // Between words of one line stand stops and spaces; between lines, numbers, times and tags.
            if between.contains(['\n', '\r', '<', '&', '[', '{', '*', '_', '`', '"', '“', '”']) || between.len() > 12
            {
                text.push(' ');
            } else {
                text.push_str(between);
            }
            let raw = script.text.text().get(place.clone()).unwrap_or_default();
            let plain = |number: u32| self.transcripts.index.name(number);
            text.push_str(if raw.contains(['&', '<']) {
                self.transcripts.index.at(word).map_or(raw, plain)
            } else {
                raw
            });
            end = Some(place.end);
        }
        text
    }

    /// The words of a range with some before and after, of the same voice.
    fn passage(&self, script: &Script, range: &Range<u32>) -> String {
        const AROUND: u32 = 14;
        let voice = script.passage(range.start).and_then(|passage| passage.voice);
        let same = |word: &u32| script.passage(*word).and_then(|passage| passage.voice) == voice;
        let earliest = range.start.saturating_sub(AROUND).max(script.words.start);
        let latest = range.end.saturating_add(AROUND).min(script.words.end);
        let start = (earliest..range.start).rev().take_while(same).last().unwrap_or(range.start);
        let end = (range.end..latest).take_while(same).last().map_or(range.end, |word| word + 1);
        let mut text = self.text(script, &(start..end));
        if start > script.words.start {
            text.insert_str(0, "… ");
        }
        let stop = self.transcripts.index.place(end - 1).end;
        let stop = script.text.text().get(stop..).and_then(|rest| rest.chars().next());
        match stop {
            Some(stop @ ('.' | '?' | '!' | ',')) => text.push(stop),
            _ if end < script.words.end => text.push_str(" …"),
            _ => {}
        }
        text
    }
}

/// Words of the copy that deny what is quoted after them.
const DENYING: &[&str] = &[
    "denied", "denies", "deny", "denying", "without", "refused", "refuses", "refuse", "rejected", "rejects", "nothing",
    "nobody", "hardly", "rather", "instead", "against", "disputed", "disputes", "rebuffed", "ruled",
];
