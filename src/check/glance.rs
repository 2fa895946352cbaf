//! A draft at a glance: what it holds and lacks, in four numbers.

use std::collections::BTreeSet;
use std::fmt;

use crate::check::Checked;
use crate::quotes::Kind;

/// What a draft holds and lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// Quotations of speech; one that runs over paragraphs is one.
    pub quotations: usize,
    /// Whoever says them, each once.
    pub speakers: usize,
    /// Findings that a quotation has no speaker.
    pub unattributed: usize,
    /// Findings that a credit has no link.
    pub uncited: usize,
}

impl Glance {
    /// The numbers of one draft.
    pub fn of(checked: &Checked) -> Self {
        let analysis = &checked.analysis;
        let speech = analysis.quotes.list.iter().zip(&analysis.speakers).filter(|(quote, _)| {
            let spoken = matches!(quote.kind, Kind::Full | Kind::Partial | Kind::Fragment | Kind::Blockquote);
            spoken && quote.parent.is_none() && quote.continues.is_none()
        });
        let prose = &analysis.article.prose;
        let name = |speaker: &crate::attribution::Speaker| {
            speaker.name.clone().or_else(|| Some(prose.slice(speaker.mention.as_ref()?).to_lowercase()))
        };
        let (quotations, speakers) = speech.fold((0, BTreeSet::new()), |(count, mut speakers), (_, speaker)| {
            speakers.extend(name(speaker));
            (count + 1, speakers)
        });
        let found = |wanted: fn(&str) -> bool| checked.findings.iter().filter(|it| wanted(it.rule)).count();
        Self {
            quotations,
            speakers: speakers.len(),
            unattributed: found(|rule| rule == "unattributed-quote"),
            uncited: found(|rule| rule.starts_with("uncited-")),
        }
    }
}

impl fmt::Display for Glance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let some = |n: usize, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
        let quotations = some(self.quotations, "quotation", "quotations");
        let speakers = some(self.speakers, "speaker", "speakers");
        let uncited = some(self.uncited, "credit unlinked", "credits unlinked");
        write!(f, "{quotations} · {speakers} · {} unattributed · {uncited}", self.unattributed)
    }
}
