//! Who says a quotation, and how that was found.

use std::ops::Range;

use crate::analysis::{self, Analysis};
use crate::attribution::clue::Evidence;
use crate::attribution::{Found, Speaker, Sureness};
use crate::hover::{Hover, Subject, escape};
use crate::quotes::{Kind, Quote};
use crate::transcripts::lookup::{Difference, Lookup, Sighting};

/// How many of those who were considered and not chosen a hover names.
const RIVALS: usize = 3;

/// Who says the quotation at `offset`; `None` outside quotations, and inside marks that hold no speech.
pub fn at(subject: &Subject, offset: usize) -> Option<Hover> {
    let prose = &subject.analysis.article.prose;
    let i = subject.analysis.quotes.at(prose.offset(offset))?;
    let quote = subject.analysis.quotes.list.get(i)?;
    let span = prose.span(&quote.range);
    // The place in the prose of an offset inside markup is the next character, which may be a quotation's mark.
    if !span.touches(offset) {
        return None;
    }
    let speaker = subject.analysis.speakers.get(i)?;
    let said = match quote.kind {
        Kind::Title | Kind::Nickname | Kind::Term | Kind::Scare if speaker.mention.is_none() => return None,
        _ => match analysis::foreign(&subject.analysis.article) {
            Some(language) => unread(language),
            None => who(prose.text(), speaker),
        },
    };
    let mut text = format!("{said}\n\n{}", describe(quote));
    if let Some(lookup) = subject.analysis.lookup(i) {
        text.push_str("\n\n");
        text.push_str(&held(prose.slice(&quote.inside), lookup));
    }
    Some(Hover { span, text })
}

/// Where a transcript has the quotation at `offset`, as it stands or otherwise.
pub fn sighting(analysis: &Analysis, offset: usize) -> Option<&Sighting> {
    let prose = &analysis.article.prose;
    let i = analysis.quotes.at(prose.offset(offset))?;
    match analysis.lookup(i)? {
        Lookup::There(sighting) if prose.span(&analysis.quotes.list[i].range).touches(offset) => Some(sighting),
        _ => None,
    }
}

/// What the transcripts have for a quotation, with the passage.
fn held(quote: &str, lookup: &Lookup) -> String {
    let sighting = match lookup {
        Lookup::There(sighting) => sighting,
        Lookup::Nowhere(names) => {
            let names: Vec<String> = names.iter().take(3).map(|name| escape(name)).collect();
            return format!("Not found in {}, where its speaker is heard.", names.join(", "));
        }
    };
    let how = match sighting.differences.is_empty() && !sighting.swapped {
        true if sighting.unheard > 0 => "As far as it was heard, word for word in",
        true if sighting.cleaned == 0 => "Word for word in",
        true => "Cleaned up from",
        false => "Differs from",
    };
    let mut text = format!("{how} **{}** {}", escape(&sighting.name()), sighting.place);
    if let Some(speaker) = &sighting.speaker {
        text.push_str(&format!(", said by {}", escape(speaker)));
    }
    if sighting.machine {
        text.push_str(" (written down by a machine)");
    }
    for Difference { quoted, said } in &sighting.differences {
        let quoted = quote.get(quoted.clone()).unwrap_or_default();
        text.push_str(&match (quoted, said.as_str()) {
            ("", said) => format!("\n- left out: “{}”", escape(said)),
            (quoted, "") => format!("\n- not there: “{}”", escape(quoted)),
            (quoted, said) => format!("\n- “{}” and not “{}”", escape(said), escape(quoted)),
        });
    }
    text.push_str(&format!("\n\n> {}", escape(&sighting.passage)));
    text
}

/// Says of a draft in another language what is not done in it.
pub(super) fn unread(language: &str) -> String {
    format!(
        "The draft says that its language is “{}”. Who speaks and who is named is read in English only: here marks and \
         citations are checked, and nothing else.",
        escape(language)
    )
}

/// The speaker in one or two sentences, Markdown.
fn who(text: &str, speaker: &Speaker) -> String {
    let shown = |range: &Range<usize>| format!("“{}”", escape(&text[range.clone()]));
    let mention = speaker.mention.as_ref();
    let mut said = match (&speaker.name, mention) {
        (Some(name), Some(mention)) if text[mention.clone()] != **name => {
            format!("Said by **{}**, here {}", escape(name), shown(mention))
        }
        (Some(name), _) => format!("Said by **{}**", escape(name)),
        (None, Some(mention)) if speaker.found == Found::Pronoun => {
            format!("Said by {}, who is no one person of the draft for sure", shown(mention))
        }
        (None, Some(mention)) => format!("Said by **{}**", escape(&text[mention.clone()])),
        (None, None) => "Nobody is named as its speaker".to_owned(),
    };
    let cue = speaker.cue.as_ref().map(shown);
    match (speaker.found, cue) {
        (Found::None, _) => match speaker.gate {
            None => said.push('.'),
            Some(gate) if gate.sureness == Sureness::Exempt => {
                said.push_str(&format!(". It does not need one: {}.", gate.why));
            }
            Some(gate) => said.push_str(&format!(": {}.", gate.why)),
        },
        (Found::Beside, Some(cue)) => said.push_str(&format!(": {cue} stands beside it.")),
        (Found::Beside, None) => said.push_str(", named beside it."),
        (Found::Continued, _) => said.push_str(", carried on from the speech before it."),
        (Found::Introduced, Some(cue)) => said.push_str(&format!(", set up by {cue} before it.")),
        (Found::Introduced, None) => said.push_str(", set up by the words before it."),
        (Found::Pronoun, Some(cue)) => said.push_str(&format!(": {cue} stands beside it.")),
        (Found::Pronoun, None) => said.push('.'),
    }
    if let Some(relay) = &speaker.relayed_by {
        said.push_str(&format!(" Relayed by **{}**.", escape(&text[relay.clone()])));
    }
    let relayed = |evidence: &&Evidence| Some(&evidence.mention) != speaker.relayed_by.as_ref();
    let rivals = speaker.evidence.iter().skip(usize::from(mention.is_some())).filter(relayed);
    for evidence in rivals.filter(|evidence| Some(&evidence.mention) != mention).take(RIVALS) {
        said.push_str(&format!("\n- passed over: {}, {}", shown(&evidence.mention), evidence.clue.name()));
    }
    said
}

/// What kind of quotation it is, in a line.
fn describe(quote: &Quote) -> String {
    let kind = match quote.kind {
        Kind::Full => "Full quotation",
        Kind::Partial => "Partial quotation",
        Kind::Fragment => "Fragment",
        Kind::Title => "Title",
        Kind::Nickname => "Nickname",
        Kind::Term => "Term",
        Kind::Scare => "Words held at arm’s length",
        Kind::Blockquote => "Block quotation",
    };
    let words = if quote.words == 1 { "word" } else { "words" };
    format!("{kind}, {} {words}", quote.words)
}
