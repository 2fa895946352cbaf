//! What checkers write down: method, checker, date, verdict and note of each row, in a `.check.toml` beside the sheet.

use serde::{Deserialize, Serialize};

use crate::report::factcheck::{Kind, Row, Sheet};
use crate::text::{Problem, Span};

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is right.
    Confirmed,
    /// It was wrong and the copy has been put right.
    Corrected,
    /// It is wrong, or a source says otherwise.
    Disputed,
    /// Nobody can tell.
    Unverifiable,
}

impl Verdict {
    /// Every verdict under its name in files.
    pub const NAMES: &[(&str, Self)] = &[
        ("confirmed", Self::Confirmed),
        ("corrected", Self::Corrected),
        ("disputed", Self::Disputed),
        ("unverifiable", Self::Unverifiable),
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, verdict)| *verdict == self).map_or("", |(name, _)| name)
    }

    /// Whether the row needs no more work.
    pub fn settles(self) -> bool {
        matches!(self, Self::Confirmed | Self::Corrected)
    }
}

/// What is written down about one row. What is empty was not written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// How it was checked: `called her`, `read the order`.
    pub method: String,
    /// Who checked it.
    pub checker: String,
    /// When, as written.
    pub date: String,
    /// What came out; `None`: the row is open.
    pub verdict: Option<Verdict>,
    /// Anything else.
    pub note: String,
}

impl State {
    /// Whether nothing was written down.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One row as a file of checks has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The row's id.
    pub id: String,
    /// The name of its kind.
    pub kind: String,
    /// Who says it or is credited; empty when nobody is.
    #[serde(default)]
    pub who: String,
    /// Its words, so that a person knows what was checked.
    pub words: String,
    /// How it was checked.
    #[serde(default)]
    pub method: String,
    /// Who checked it.
    #[serde(default)]
    pub checker: String,
    /// When.
    #[serde(default)]
    pub date: String,
    /// The verdict's name; empty while the row is open.
    #[serde(default)]
    pub verdict: String,
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

impl Entry {
    fn of(row: &Row) -> Self {
        let State { method, checker, date, verdict, note } = row.state.clone();
        Self {
            id: row.id.clone(),
            kind: row.kind.name().to_owned(),
            who: row.who.clone().unwrap_or_default(),
            words: row.words.clone(),
            method,
            checker,
            date,
            verdict: verdict.map_or_else(String::new, |verdict| verdict.name().to_owned()),
            note,
        }
    }

    /// What is written down; an unknown verdict is none.
    pub fn state(&self) -> State {
        let Self { method, checker, date, note, .. } = self.clone();
        let verdict = Verdict::NAMES.iter().find(|(name, _)| *name == self.verdict).map(|&(_, verdict)| verdict);
        State { method, checker, date, verdict, note }
    }

    /// What is wrong with it, if anything is: a verdict that is none.
    pub fn fault(&self) -> Option<String> {
        let known = self.verdict.is_empty() || Verdict::NAMES.iter().any(|(name, _)| *name == self.verdict);
        let names: Vec<&str> = Verdict::NAMES.iter().map(|(name, _)| *name).collect();
        (!known).then(|| format!("\"{}\" is no verdict; write one of {}, or none", self.verdict, names.join(", ")))
    }
}

/// A file of checks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// Rows of the draft.
    #[serde(default, rename = "row", skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Entry>,
    /// Checked rows that the draft has no longer.
    #[serde(default, rename = "former", skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<Entry>,
}

/// How much of two rows' words must be the same for the one to be the other, changed.
const ALIKE: f64 = 0.5;

impl Memory {
    /// Reads a `.check.toml`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let memory: Self = toml::from_str(text).map_err(|error| Problem {
            span: error.span().map(|span| Span::new(span.start, span.end)),
            message: format!("no file of checks: {}", error.message()),
            remedy: Some("mend it or move it away; nothing was written".to_owned()),
        })?;
        for entry in memory.rows.iter().chain(&memory.former) {
            if let Some(message) = entry.fault() {
                // The value stands behind its id, in the entry that begins there.
                let at = text.find(&entry.id).unwrap_or(0);
                let at = text[at..].find(&entry.verdict).map_or(at, |more| at + more);
                return Err(Problem { span: Some(Span::at(at)), message, remedy: None });
            }
        }
        Ok(memory)
    }

    /// The file that keeps what is known of the rows of `sheet`. `draft` is the draft's name.
    pub fn file(sheet: &Sheet, draft: &str) -> String {
        let memory = Self { rows: sheet.rows.iter().map(Entry::of).collect(), former: sheet.former.clone() };
        let verdicts: Vec<&str> = Verdict::NAMES.iter().map(|(name, _)| *name).collect();
        let name: String = draft.chars().filter(|c| !c.is_control()).collect();
        let body = toml::to_string(&memory).unwrap_or_default();
        format!(
            "# UNPUBLISHED. What was checked in {name}.\n# Write method, checker, date, verdict ({}) and note; the next sheet \
             keeps them.\n\n{body}",
            verdicts.join(", "),
        )
    }

    /// Takes in rows that were written down elsewhere. They win over those that are here.
    pub fn take(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            match self.rows.iter_mut().chain(&mut self.former).find(|known| known.id == entry.id) {
                Some(known) => {
                    let Entry { method, checker, date, verdict, note, .. } = entry;
                    *known = Entry { method, checker, date, verdict, note, ..known.clone() };
                }
                None => self.rows.push(entry),
            }
        }
    }

    /// Gives rows what is known of them. Answers with checked rows that are there no longer; a row without a state of
    /// its own that is like one of them is told which.
    pub fn recall(&self, rows: &mut [Row]) -> Vec<Entry> {
        let mut former = Vec::new();
        for entry in self.rows.iter().chain(&self.former) {
            match rows.iter_mut().find(|row| row.id == entry.id) {
                Some(row) if row.state.is_empty() => row.state = entry.state(),
                Some(_) => {}
                None if entry.state().is_empty() => {}
                None => former.push(entry.clone()),
            }
        }
        for entry in &former {
            let open = rows.iter_mut().filter(|row| row.state.is_empty() && row.formerly.is_none());
            let same = open.filter(|row| row.kind.name() == entry.kind);
            let near = same.map(|row| (likeness(row, entry), row)).filter(|(likeness, _)| *likeness >= ALIKE);
            if let Some((_, row)) = near.max_by(|(a, _), (b, _)| a.total_cmp(b)) {
                row.formerly = Some(entry.clone());
            }
        }
        former
    }
}

/// How much of the words of a row and an entry is the same, from 0 to 1.
fn likeness(row: &Row, entry: &Entry) -> f64 {
    // A figure is its number and a credit its name: others in the same words are others.
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        (row.words.split_whitespace().collect(), entry.words.split_whitespace().collect());
    if matches!(row.kind, Kind::Figure | Kind::Credit) {
        return f64::from(u8::from(ours == theirs));
    }
    let longest = ours.len().max(theirs.len()).max(1);
    let same = similar::TextDiff::from_slices(&ours, &theirs).ratio();
    if longest < 3 { strsim::normalized_levenshtein(&row.words, &entry.words) } else { f64::from(same) }
}
