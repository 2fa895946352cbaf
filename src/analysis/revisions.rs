//! What became of the quotations of one draft in a later one.

use rustc_hash::FxHashSet;

use crate::analysis::Analysis;
use crate::analysis::speech;
use crate::quotes::Kind;
use crate::transcripts::lookup::Difference;
use crate::transcripts::wording;

/// One thing that happened to a quotation. Quotations are numbers in the lists of their drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Its words are others. Somebody else may be credited, too.
    Altered {
        /// In the earlier draft.
        base: usize,
        /// In the later one.
        head: usize,
        /// What differs, in order; `quoted` counts from the first byte inside the later quotation.
        differences: Vec<Difference>,
        /// Whether somebody else is credited.
        reattributed: bool,
    },
    /// The same words are somebody else's.
    Reattributed {
        /// In the earlier draft.
        base: usize,
        /// In the later one.
        head: usize,
    },
    /// It is gone.
    Removed(usize),
    /// It is new.
    Added(usize),
}

/// Less in common, and a quotation is another one.
const ALIKE: f32 = 0.5;
/// A quotation may be parted into as many.
const MOST_PARTS: usize = 5;

/// What differs between the quotations of `base` and those of `head`, in the order of `head`; what is gone stands last.
///
/// Where a quotation stands does not matter, nor whether it is parted by its tag.
pub fn compare(base: &Analysis, head: &Analysis) -> Vec<Change> {
    let (old, new) = (Side::of(base), Side::of(head));
    let mut matching =
        Matching { old: &old, new: &new, pairs: Vec::new(), was: FxHashSet::default(), is: FxHashSet::default() };
    matching.same_words();
    let parted = matching.parted();
    matching.nearly_the_same();
    let mut changes: Vec<(usize, Change)> = Vec::new();
    for &(i, j) in &matching.pairs {
        let (base, head) = (old.quotes[i].number, new.quotes[j].number);
        let reattributed = !old.credits_as(i, &new, j);
        let change = match old.quotes[i].words == new.quotes[j].words {
            true if reattributed => Change::Reattributed { base, head },
            true => continue,
            false => {
                let differences = wording::differences(old.text(i), new.text(j));
                Change::Altered { base, head, differences, reattributed }
            }
        };
        changes.push((j, change));
    }
    for (i, j) in parted {
        if !old.credits_as(i, &new, j) {
            changes.push((j, Change::Reattributed { base: old.quotes[i].number, head: new.quotes[j].number }));
        }
    }
    let open = |j: &usize| !matching.is.contains(j);
    changes.extend((0..new.quotes.len()).filter(open).map(|j| (j, Change::Added(new.quotes[j].number))));
    changes.sort_by_key(|&(j, _)| j);
    let gone = (0..old.quotes.len()).filter(|i| !matching.was.contains(i));
    let gone = gone.map(|i| Change::Removed(old.quotes[i].number));
    changes.into_iter().map(|(_, change)| change).chain(gone).collect()
}

/// One quotation of speech.
struct Said {
    /// In the list of its draft.
    number: usize,
    words: Vec<String>,
}

/// The quotations of one draft.
struct Side<'a> {
    analysis: &'a Analysis,
    quotes: Vec<Said>,
}

impl<'a> Side<'a> {
    fn of(analysis: &'a Analysis) -> Self {
        let list = analysis.quotes.list.iter().enumerate();
        let speech = list.filter(|(_, quote)| {
            speech::is_outer(quote) && !matches!(quote.kind, Kind::Title | Kind::Nickname | Kind::Term)
        });
        let quotes = speech.map(|(number, quote)| {
            let words = wording::words(analysis.article.prose.slice(&quote.inside));
            Said { number, words: words.into_iter().map(|(_, word)| word).collect() }
        });
        Self { analysis, quotes: quotes.filter(|said| !said.words.is_empty()).collect() }
    }

    fn text(&self, i: usize) -> &'a str {
        let quote = &self.analysis.quotes.list[self.quotes[i].number];
        self.analysis.article.prose.slice(&quote.inside)
    }

    /// Who is credited, as a name or as words of the copy.
    fn speaker(&self, i: usize) -> Option<&'a str> {
        credited(self.analysis, self.quotes[i].number)
    }

    /// Whether two quotations are credited to one. A pronoun that is nobody's for sure speaks against nobody.
    fn credits_as(&self, i: usize, other: &Self, j: usize) -> bool {
        let (one, two) = match (self.speaker(i), other.speaker(j)) {
            (None, None) => return true,
            (Some(one), Some(two)) => (one, two),
            _ => return false,
        };
        if speech::is_pronoun(one) || speech::is_pronoun(two) {
            return true;
        }
        let official = |side: &Self, i: usize| {
            let person = side.analysis.speakers.get(side.quotes[i].number)?.person?;
            side.analysis.people.persons.get(person)?.official
        };
        if let (Some(one), Some(two)) = (official(self, i), official(other, j)) {
            return one == two;
        }
        one.eq_ignore_ascii_case(two) || wording::same_person(one, two) == Some(true)
    }
}

/// Who is credited with a quotation: the fullest form of the name, else the mention as it stands; `None`: nobody.
pub fn credited(analysis: &Analysis, quote: usize) -> Option<&str> {
    let speaker = analysis.speakers.get(quote)?;
    let mention = speaker.mention.as_ref().map(|range| analysis.article.prose.slice(range));
    speaker.name.as_deref().or(mention)
}

/// Quotations of the one draft with those of the other that they became. Numbers are those of the sides.
struct Matching<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    pairs: Vec<(usize, usize)>,
    /// Those of the earlier draft whose fate is known.
    was: FxHashSet<usize>,
    /// Those of the later draft whose origin is known.
    is: FxHashSet<usize>,
}

impl Matching<'_> {
    /// Pairs those with the same words: by the same speaker first, then in the order of the drafts.
    fn same_words(&mut self) {
        for credited in [true, false] {
            for j in 0..self.new.quotes.len() {
                let same = |i: &usize| {
                    !self.was.contains(i)
                        && self.old.quotes[*i].words == self.new.quotes[j].words
                        && (!credited || self.old.credits_as(*i, self.new, j))
                };
                if !self.is.contains(&j)
                    && let Some(i) = (0..self.old.quotes.len()).find(same)
                {
                    self.pair(i, j);
                }
            }
        }
    }

    /// Settles those that were parted by a tag or put together; gives the first of each with its whole.
    fn parted(&mut self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for i in (0..self.old.quotes.len()).filter(|i| !self.was.contains(i)).collect::<Vec<_>>() {
            if let Some(parts) = parts(&self.old.quotes[i].words, self.new, &self.is) {
                found.push((i, parts.start));
                self.was.insert(i);
                self.is.extend(parts);
            }
        }
        for j in (0..self.new.quotes.len()).filter(|j| !self.is.contains(j)).collect::<Vec<_>>() {
            if let Some(parts) = parts(&self.new.quotes[j].words, self.old, &self.was) {
                found.push((parts.start, j));
                self.is.insert(j);
                self.was.extend(parts);
            }
        }
        found
    }

    /// Pairs those that share most of their words, those most alike first.
    fn nearly_the_same(&mut self) {
        let mut near: Vec<(f32, usize, usize)> = Vec::new();
        for (i, old) in self.old.quotes.iter().enumerate().filter(|(i, _)| !self.was.contains(i)) {
            for (j, new) in self.new.quotes.iter().enumerate().filter(|(j, _)| !self.is.contains(j)) {
                let shares = |word: &&String| !wording::is_small(word) && old.words.contains(word);
                // Short words in a row are anybody's.
                if new.words.iter().any(|word| shares(&word)) {
                    near.push((wording::alike(&old.words, &new.words), i, j));
                }
            }
        }
        near.retain(|&(alike, ..)| alike >= ALIKE);
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)).then(a.1.cmp(&b.1)));
        for (_, i, j) in near {
            if !self.was.contains(&i) && !self.is.contains(&j) {
                self.pair(i, j);
            }
        }
    }

    fn pair(&mut self, i: usize, j: usize) {
        self.pairs.push((i, j));
        self.was.insert(i);
        self.is.insert(j);
    }
}

/// Quotations in a row of `side`, none of them in `taken`, that make `whole` together.
fn parts(whole: &[String], side: &Side<'_>, taken: &FxHashSet<usize>) -> Option<std::ops::Range<usize>> {
    (0..side.quotes.len()).find_map(|first| {
        let mut rest = whole;
        for next in first..side.quotes.len().min(first + MOST_PARTS) {
            if taken.contains(&next) {
                return None;
            }
            rest = rest.strip_prefix(&side.quotes[next].words[..])?;
            if rest.is_empty() {
                return (next > first).then_some(first..next + 1);
            }
        }
        None
    })
}
