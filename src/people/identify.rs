//! Who in the roster a person of the draft is. A full name that an official bears is only a possible namesake
//! until the draft says something of the office; a title that the official never bore rules the official out.

use smallvec::SmallVec;

use crate::language::Reading;
use crate::language::lexicon::Class;
use crate::people::fold::fold;
use crate::people::mentions::Pronoun;
use crate::people::name_parts;
use crate::people::offices::{self, Fit, Office};
use crate::people::parties;
use crate::people::persons::Sketch;
use crate::people::roster::{Official, OfficialId, Roster};
use crate::people::sightings::Sighting;
use crate::people::titles::{self, Title};
use crate::people::words::Words;

/// Who somebody is, as far as the draft and the roster tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The official; `None` when nobody or not surely one.
    pub official: Option<OfficialId>,
    /// Officials who may be meant, when it is not sure.
    pub candidates: Vec<OfficialId>,
}

/// What a draft says of one person.
struct Evidence<'a> {
    /// Full names, folded.
    names: SmallVec<[String; 2]>,
    /// Those of them that have initials or a suffix, without these.
    shorter: SmallVec<[String; 2]>,
    /// The family name as the copy has it.
    family: &'a str,
    titles: Vec<&'a Title>,
    tags: Vec<parties::Tag>,
    /// An age was given, as of people who hold no office.
    aged: bool,
}

/// How surely an official is meant. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    Ruled,
    Namesake,
    Sure,
}

/// Identifies the person of `sketch`.
pub fn identify(
    words: &Words,
    reading: &Reading,
    sightings: &[Sighting],
    sketch: &Sketch,
    roster: &Roster,
) -> Identity {
    if roster.is_empty() || !sketch.shared_by.is_empty() {
        return Identity::default();
    }
    let evidence = Evidence::of(words, sightings, sketch);
    let mut named = all_named(roster, &evidence.names);
    if named.is_empty() {
        // Middle initials tell two of a name apart where there are two, so they are dropped only now.
        named = all_named(roster, &evidence.shorter);
    }
    let by_surname = evidence.names.is_empty();
    // A surname or a short form needs a title or tag that agrees.
    if named.is_empty() && !(evidence.titles.is_empty() && evidence.tags.is_empty()) {
        // A short form of the first name counts only beside a title or tag that agrees.
        named = if by_surname {
            roster.family(&fold(evidence.family)).take(MANY).collect()
        } else {
            evidence.nicknamed(roster)
        };
        named.retain(|&id| evidence.agrees(roster.official(id)));
    }
    let judged: Vec<(OfficialId, Sureness)> =
        named.into_iter().map(|id| (id, evidence.judge(roster.official(id), by_surname))).collect();
    let mut sure: Vec<OfficialId> = having(&judged, Sureness::Sure);
    if sure.is_empty() && !evidence.aged && !by_surname {
        let spoken_of = having(&judged, Sureness::Namesake);
        sure = spoken_of
            .into_iter()
            .filter(|&id| office_near(words, reading, sightings, sketch, roster.official(id)))
            .collect();
    }
    match sure[..] {
        [official] => Identity { official: Some(official), candidates: Vec::new() },
        [] => Identity { official: None, candidates: having(&judged, Sureness::Namesake) },
        _ => Identity { official: None, candidates: sure },
    }
}

/// More officials of one name, or mentions of one person, than are worth weighing.
const MANY: usize = 64;

fn all_named(roster: &Roster, names: &[String]) -> Vec<OfficialId> {
    let mut named: Vec<OfficialId> = Vec::new();
    for id in names.iter().flat_map(|name| roster.named(name)).take(MANY) {
        if !named.contains(&id) {
            named.push(id);
        }
    }
    named
}

fn having(judged: &[(OfficialId, Sureness)], sureness: Sureness) -> Vec<OfficialId> {
    judged.iter().filter(|(_, other)| *other == sureness).map(|(id, _)| *id).collect()
}

impl<'a> Evidence<'a> {
    fn of(words: &Words<'a>, sightings: &'a [Sighting], sketch: &Sketch) -> Self {
        let slice = |from: usize, until: usize| words.slice(from, until);
        let mut evidence = Self {
            names: SmallVec::new(),
            shorter: SmallVec::new(),
            family: "",
            titles: Vec::new(),
            tags: Vec::new(),
            aged: false,
        };
        let mut last = "";
        for sighting in sketch.sightings.iter().map(|&i| &sightings[i]).take(MANY) {
            let name = &sighting.name;
            let full = slice(name.tokens.start, name.tokens.end);
            let again = std::mem::replace(&mut last, full) == full;
            if name.words > 1 && !again && sketch.called.is_none_or(|called| sightings[called].name != *name) {
                let shorter = name_parts::without_initials(full).map(|name| fold(&name));
                for (list, form) in [(&mut evidence.names, Some(fold(full))), (&mut evidence.shorter, shorter)] {
                    if let Some(form) = form.filter(|form| !list.contains(form)) {
                        list.push(form);
                    }
                }
            }
            for title in [&sighting.title, &sighting.after, &sighting.shared].into_iter().flatten() {
                let same = |other: &&Title| {
                    std::ptr::eq(other.kind, title.kind)
                        && (other.place, other.to, other.elsewhere) == (title.place, title.to, title.elsewhere)
                };
                if !evidence.titles.iter().any(same) {
                    evidence.titles.push(title);
                }
            }
            evidence.tags.extend(sighting.tag.and_then(|tag| parties::read(words.word(tag))));
            evidence.aged |= sighting.signs.age;
        }
        let fullest = &sightings[sketch.fullest].name;
        evidence.family = name_parts::family(slice(fullest.family, fullest.family_end));
        evidence
    }

    /// Whether a title or tag agrees with an office of the official and none conflicts.
    fn agrees(&self, official: &Official) -> bool {
        let fits = || self.titles.iter().map(|title| offices::fit(title, official));
        fits().all(|fit| fit != Fit::Conflicts) && (fits().any(|fit| fit == Fit::Agrees) || self.tagged(official))
    }

    fn tagged(&self, official: &Official) -> bool {
        self.tags.iter().any(|tag| official.roles.iter().any(|role| tag.fits(role)))
    }

    fn judge(&self, official: &Official, by_surname: bool) -> Sureness {
        let (mut agrees, mut conflicts) = (self.tagged(official), false);
        for title in &self.titles {
            match offices::fit(title, official) {
                // Of the many who are called senator or judge somewhere, a surname alone picks none.
                Fit::Agrees if by_surname && !singular(title) && !agrees => {}
                Fit::Agrees => agrees = true,
                Fit::Conflicts => conflicts = true,
                Fit::Open => {}
            }
        }
        match (agrees, conflicts) {
            (true, false) => Sureness::Sure,
            // One title agrees and another does not: the draft is at odds with itself or with the roster.
            (true, true) if !by_surname => Sureness::Sure,
            (_, true) => Sureness::Ruled,
            (false, false) => Sureness::Namesake,
        }
    }

    /// Officials of the family name whose first name is a short or long form of the draft's, or the same one.
    fn nicknamed(&self, roster: &Roster) -> Vec<OfficialId> {
        let mut nicknamed: Vec<OfficialId> = Vec::new();
        let family = fold(self.family);
        for form in self.names.iter().flat_map(|name| name_parts::forms_of(name_parts::given(name))) {
            let called = format!("{form} {family}");
            let found = roster.named(&called).chain(roster.called(&called)).take(MANY - nicknamed.len());
            for id in found {
                if !nicknamed.contains(&id) {
                    nicknamed.push(id);
                }
            }
        }
        nicknamed
    }
}

/// Whether the title names an office that one person holds at a time, so that a surname beside it is enough.
fn singular(title: &Title) -> bool {
    let office = title.kind.office;
    matches!(title.kind.domain, "head-of-state" | "head-of-government" | "cabinet")
        || office.head == "governor"
        || title.place.is_some() && matches!(office.head, "senator" | "ambassador")
}

/// Whether a sentence that names the person also speaks of an office the official held, not as the title of
/// somebody else.
fn office_near(words: &Words, reading: &Reading, sightings: &[Sighting], sketch: &Sketch, official: &Official) -> bool {
    let held: Vec<Office> = official.roles.iter().map(|role| Office::of(&role.title)).collect();
    sketch.sightings.iter().take(MANY).any(|&i| {
        let at = reading.tokens[sightings[i].first].start as usize;
        let Some(sentence) = reading.sentence_at(at) else { return false };
        let tokens = reading.token_from(sentence.start)..reading.token_from(sentence.end);
        tokens.clone().take(MAX_SENTENCE).any(|i| {
            let token = &reading.tokens[i];
            if token.class.has(Class::TITLE)
                && let Some(title) = titles::at(words.text, words.tokens, i)
                && !title.elsewhere
                && !sightings_at(sightings, title.tokens.end)
            {
                return held.iter().any(|held| title.kind.office.same(held));
            }
            let seat = match words.word(i) {
                "Senate" => "senator",
                "Congress" => "representative",
                "presidency" | "presidential" => "president",
                "House" if i > 0 && words.word(i - 1) == "White" => "president",
                _ => return false,
            };
            held.iter().any(|held| held.head == seat)
        })
    })
}

/// Longer sentences are lists or lost stops, in which an office is nobody's in particular.
const MAX_SENTENCE: usize = 120;

/// Whether a name starts at token `i`.
fn sightings_at(sightings: &[Sighting], i: usize) -> bool {
    sightings.binary_search_by_key(&i, |sighting| sighting.name.tokens.start).is_ok()
}

/// The pronoun that the roster states for an official.
pub fn pronoun(official: &Official) -> Option<Pronoun> {
    official.pronouns.iter().find_map(|word| match word.to_lowercase().as_str() {
        "he" | "him" => Some(Pronoun::He),
        "she" | "her" => Some(Pronoun::She),
        "they" | "them" => Some(Pronoun::They),
        _ => None,
    })
}
