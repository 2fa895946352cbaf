//! Who says each quotation, by which cue, and how that was found.
//!
//! Every quotation collects a [`clue`] from its own sentence, then from the speech around it
//! (`discourse`); the weightiest wins. What lost is kept, for `quotes --why`.

mod after;
mod before;
pub mod clue;
mod discourse;
mod evidence;
mod line;
mod resolve;
pub mod sureness;

use std::ops::Range;

use crate::attribution::clue::{Clue, Evidence};
use crate::attribution::line::{Ending, Line, Room};
use crate::attribution::sureness::Gate;
use crate::language::Reading;
use crate::language::chunks::ChunkKind;
use crate::markdown::Article;
use crate::people::mentions::People;
use crate::quotes::{Quote, Quotes};

/// How a speaker was found, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Found {
    /// Named beside the quotation, in its sentence.
    Beside,
    /// Carried on from speech in the sentence or paragraph before.
    Continued,
    /// Set up by a colon, a label or a lead-in sentence.
    Introduced,
    /// A pronoun that no single person of the draft fits.
    Pronoun,
    /// Nobody.
    None,
}

/// Why a quotation without a speaker is or is not surely a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// Not speech that needs a speaker, or too short to say.
    Exempt,
    /// A possible speaker or a verb of speech is near.
    Unsure,
    /// A whole sentence, and nobody in reach.
    Sure,
}

/// Who says one quotation. All ranges are prose.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The mention nearest the quotation, as it stands: `he`, `Rubio`, `the ministry`; `None`: nobody.
    pub mention: Option<Range<usize>>,
    /// The fullest form of the name in the draft; `None` when no name could be told.
    pub name: Option<String>,
    /// The person, an index into the analysis' people; `None` for bodies, and when no one person could be told.
    pub person: Option<usize>,
    /// The words that attribute: `said`, `according to`.
    pub cue: Option<Range<usize>>,
    /// How it was found.
    pub found: Found,
    /// Another source that relays the words: `according to Reuters`.
    pub relayed_by: Option<Range<usize>>,
    /// When `found` is `None` and the language is read: what decided how sure it is that somebody should be named.
    pub gate: Option<&'static Gate>,
    /// What was considered, weightiest first; the first one won, if any did.
    pub evidence: Vec<Evidence>,
}

impl Speaker {
    /// How sure it is that somebody should be named; of no account where somebody is.
    pub fn sureness(&self) -> Sureness {
        self.gate.map_or(Sureness::Exempt, |gate| gate.sureness)
    }

    /// What was considered, the choice first, a line each; of a quotation without a speaker, what that means.
    pub fn why(&self, text: &str) -> Vec<String> {
        let chosen = |i: usize| if i == 0 && self.mention.is_some() { "chosen" } else { "passed over" };
        let judged = self.gate.map(|gate| match gate.sureness {
            Sureness::Exempt => format!("needs no speaker: {}", gate.why),
            Sureness::Unsure => format!("less surely a fault: {}", gate.why),
            Sureness::Sure => format!("surely a fault: {}", gate.why),
        });
        self.evidence
            .iter()
            .enumerate()
            .map(|(i, evidence)| format!("{}: {}", chosen(i), evidence.describe(text)))
            .chain(judged)
            .collect()
    }
}

/// The clue with the least weight that still names a speaker.
const ENOUGH: i32 = 10;

/// Nobody, for each of `quotes.list`: of copy in a language that is not read nothing is said.
pub fn unread(quotes: &Quotes) -> Vec<Speaker> {
    quotes.list.iter().map(|quote| Scene::default().speaker("", quote)).collect()
}

/// Who says each of `quotes.list`, in the same order.
pub fn find(article: &Article, reading: &Reading, quotes: &Quotes, people: &People) -> Vec<Speaker> {
    let text = article.prose.text();
    let list = &quotes.list;
    let mut scenes: Vec<Scene> = list.iter().map(|_| Scene::default()).collect();
    let (mut room, mut outer) = (Room::default(), Vec::new());
    let mut i = 0;
    while i < list.len() {
        if list[i].parent.is_some() {
            i += 1;
            continue;
        }
        let block = list[i].block;
        outer.clear();
        outer.extend((i..list.len()).take_while(|&k| list[k].block == block).filter(|&k| list[k].parent.is_none()));
        let line = Line::read_in(&mut room, text, reading, &article.blocks[block].prose, list, &outer);
        look(&line, list, &mut scenes);
        line.leave(&mut room);
        i = outer.last().map_or(i, |last| last + 1);
    }
    inner(text, reading, list, &mut scenes);
    discourse::carry(article, reading, list, &mut scenes);
    let mut speakers: Vec<Speaker> =
        scenes.iter_mut().zip(list).map(|(scene, quote)| scene.speaker(text, quote)).collect();
    resolve::names(article, reading, list, people, &mut speakers);
    sureness::judge(article, reading, list, people, &scenes, &mut speakers);
    speakers
}

/// What is known of one quotation and its surroundings.
#[derive(Clone, Debug, Default)]
struct Scene {
    /// Clues found, weightiest first.
    evidence: Vec<Evidence>,
    /// Whether it is a sentence of its own, with no words of the writer's beside it.
    alone: bool,
    /// Whether it opens its block.
    opens: bool,
    /// Whether it closes its block.
    closes: bool,
    /// The bytes of the writer's words between it and the quotation before it in the block, or the block's start.
    gap: Range<usize>,
    /// The quotation before it in its block.
    previous: Option<usize>,
    /// Whether that one stands in the same sentence.
    together: bool,
    /// Whether it ends with a comma, as before a tag, and no tag follows.
    cut: bool,
    /// Who the sentence before it leads in, where that sentence holds no quotation.
    lead: Option<Evidence>,
}

impl Scene {
    fn best(&self) -> Option<&Evidence> {
        self.evidence.first().filter(|evidence| evidence.weight >= ENOUGH)
    }

    fn add(&mut self, evidence: Evidence) {
        let at = self.evidence.partition_point(|known| known.weight >= evidence.weight);
        self.evidence.insert(at, evidence);
    }

    /// The speaker that its evidence tells, which goes over to the speaker.
    fn speaker(&mut self, text: &str, quote: &Quote) -> Speaker {
        // A word or two that no verb of speech gives are the writer’s own: Mexico’s firm “no”.
        let own =
            |best: &&Evidence| quote.words < 3 && matches!(best.clue, Clue::Owner | Clue::Subject) && best.weight < 40;
        let best = self.best().filter(|best| !own(best)).cloned();
        let found = best.as_ref().map_or(Found::None, |best| best.clue.found());
        let relayed_by = best.as_ref().and_then(|best| {
            self.evidence.iter().skip(1).find(|other| other.relays(best, text)).map(|other| other.mention.clone())
        });
        Speaker {
            mention: best.as_ref().map(|best| best.mention.clone()),
            name: None,
            person: None,
            cue: best.and_then(|best| best.cue),
            found,
            relayed_by,
            gate: None,
            evidence: std::mem::take(&mut self.evidence),
        }
    }
}

/// Collects evidence for the quotations of one line.
fn look(line: &Line<'_>, list: &[Quote], scenes: &mut [Scene]) {
    let mut previous = None;
    let mut gap = line.chunks.first().map_or(0, |chunk| chunk.start);
    for (at, chunk) in line.chunks.iter().enumerate() {
        let ChunkKind::Quote(index) = chunk.kind else { continue };
        let quote = &list[index];
        let clause = line.clause(at);
        let scene = &mut scenes[index];
        scene.opens = at == 0;
        scene.closes = line.chunks[at + 1..].iter().all(|chunk| matches!(chunk.kind, ChunkKind::Stop));
        scene.alone = (clause.first..clause.end)
            .all(|i| i == at || matches!(line.chunks[i].kind, ChunkKind::Stop | ChunkKind::Comma | ChunkKind::Dash));
        scene.lead = discourse::led_by(line, clause.first);
        scene.together = clause.first < at
            && line.chunks[clause.first..at].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Quote(_)));
        scene.previous = previous;
        scene.gap = gap..chunk.start.max(gap);
        let ending = Ending::of(&line.text[quote.inside.clone()]);
        scene.evidence = evidence::collect(line, at, ending, quote.words);
        if let Some(label) = evidence::inside(line.text, &quote.inside) {
            scene.add(label);
        }
        let joined =
            matches!(line.chunks.get(at + 1).map(|next| next.kind), Some(ChunkKind::Quote(_) | ChunkKind::Conjunction));
        scene.cut = ending == Ending::Comma && !joined && scene.best().is_none_or(|best| best.weight < 40);
        // `In a statement: “…”` names nobody, but what follows the colon is speech of its own.
        let colon = at.checked_sub(1).is_some_and(|before| matches!(line.chunks[before].kind, ChunkKind::Colon));
        scene.alone |= colon && scene.best().is_none();
        previous = Some(index);
        gap = chunk.end;
    }
}

/// Quotations inside others: their own evidence there, else whoever says the outer one.
fn inner(text: &str, reading: &Reading, list: &[Quote], scenes: &mut [Scene]) {
    let mut nested: Vec<(usize, usize)> =
        list.iter().enumerate().filter_map(|(child, quote)| Some((quote.parent?, child))).collect();
    nested.sort_unstable();
    for family in nested.chunk_by(|one, other| one.0 == other.0) {
        let parent = family[0].0;
        let children: Vec<usize> = family.iter().map(|&(_, child)| child).collect();
        let line = Line::read(text, reading, &list[parent].inside, list, &children);
        look(&line, list, scenes);
    }
}
