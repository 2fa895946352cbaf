//! What is to be said of the passage that a quotation was found in: where it stands, and how the two differ.

use std::ops::Range;

use crate::text::Span;
use crate::transcripts::align::Step;
use crate::transcripts::lookup::{Difference, Reading, Search, Sighting};
use crate::transcripts::{Script, words};

impl Search<'_> {
    /// What is to be said of a passage.
    pub(super) fn sighting(&self, reading: &Reading) -> Sighting {
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
        let unheard = reading.alignment.steps.iter().filter(|step| matches!(step, Step::Unheard { .. })).count();
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
            unheard,
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
                Step::Unheard { item } => {
                    close(&mut open);
                    end = self.items[item].range.end;
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
