//! Speech that goes on: from sentence to sentence, and from paragraph to paragraph.

use crate::attribution::clue::{Clue, Evidence};
use crate::attribution::evidence::speaks;
use crate::attribution::line::Line;
use crate::attribution::{ENOUGH, Scene};
use crate::language::Reading;
use crate::language::chunks::{ChunkKind, Noun};
use crate::language::subjects::Subject;
use crate::markdown::Article;
use crate::quotes::Quote;

/// Adds what the speech around each quotation says of its speaker.
pub fn carry(article: &Article, reading: &Reading, list: &[Quote], scenes: &mut [Scene]) {
    for i in 0..list.len() {
        if let Some(parent) = list[i].parent {
            if scenes[i].best().is_none_or(|best| best.weight < 60)
                && let Some(best) = scenes[parent].best().cloned()
            {
                scenes[i].add(Evidence { weight: 20, ..best });
            }
            continue;
        }
        if let Some(before) = list[i].continues
            && let Some(best) = scenes[before].best().cloned()
        {
            let weight = if scenes[i].best().is_some_and(|own| own.weight >= 80) { 60 } else { 97 };
            scenes[i].add(Evidence { clue: Clue::Onward, weight, ..best });
        }
        if !scenes[i].alone {
            same_sentence(i, scenes);
            continue;
        }
        if scenes[i].cut {
            continue;
        }
        before(article, i, list, scenes);
        lead_in(article, reading, i, list, scenes);
    }
    shared_tags(article, list, scenes);
    for i in 0..list.len() {
        if list[i].parent.is_none() && scenes[i].closes && scenes[i].best().is_none_or(|best| best.weight < 80) {
            signed(article, reading, i, list, scenes);
        }
    }
    let mut onward = vec![None; list.len()];
    for (i, quote) in list.iter().enumerate() {
        if let Some(before) = quote.continues {
            onward[before] = Some(i);
        }
    }
    // Tags that come late: “…” “…,” Ruiz said.
    for i in (0..list.len()).rev() {
        if list[i].parent.is_some()
            || !scenes[i].alone
            || scenes[i].cut
            || scenes[i].best().is_some_and(|best| best.weight > 70)
        {
            continue;
        }
        let next = (i + 1..list.len()).find(|&k| list[k].parent.is_none());
        if let Some(next) = next
            && list[next].block == list[i].block
            && article.prose.slice(&scenes[next].gap).trim().is_empty()
            && let Some(best) = scenes[next].best().filter(|best| best.weight >= 60).cloned()
        {
            scenes[i].add(Evidence { clue: Clue::After, weight: 72, ..best });
        }
        // A paragraph left open before one that names its speaker.
        if scenes[i].best().is_none()
            && let Some(onward) = onward[i]
            && let Some(best) = scenes[onward].best().cloned()
        {
            scenes[i].add(Evidence { clue: Clue::After, weight: 66, ..best });
        }
    }
}

/// A line of its own that begins with a dash and names who is quoted above it.
fn signed(article: &Article, reading: &Reading, i: usize, list: &[Quote], scenes: &mut [Scene]) {
    let Some(next) = article.blocks.get(list[i].block + 1) else { return };
    let text = article.prose.text();
    let words = &text[next.prose.clone()];
    if words.len() > 160 || !words.starts_with(['-', '–', '—', '―']) {
        return;
    }
    let line = Line::read(text, reading, &next.prose, list, &[]);
    let [dash, name, rest @ ..] = line.chunks.as_slice() else { return };
    let signature = matches!(dash.kind, ChunkKind::Dash)
        && matches!(name.kind, ChunkKind::Noun(Noun::Name | Noun::Human | Noun::Body))
        && !rest.iter().any(|chunk| chunk.group().is_some_and(|group| group.is_finite()));
    if signature {
        let subject = Subject { phrase: 1..2, antecedent: None };
        scenes[i].add(Evidence { clue: Clue::Signature, ..evidence(&line, &subject, None, 98) });
    }
}

/// Another quotation of the sentence, the nearest before it.
fn same_sentence(i: usize, scenes: &mut [Scene]) {
    let Some(previous) = scenes[i].previous else { return };
    if !scenes[i].together || scenes[i].best().is_some_and(|best| best.weight >= 40) {
        return;
    }
    if let Some(best) = scenes[previous].best().filter(|best| best.weight >= 60).cloned() {
        scenes[i].add(Evidence { clue: Clue::SameSentence, weight: 38, ..best });
    }
}

/// A tag behind several quotations joined by a comma or an "and" is that of each: “It leaks” and “it groans,” Ruiz said.
fn shared_tags(article: &Article, list: &[Quote], scenes: &mut [Scene]) {
    for next in (1..list.len()).rev() {
        let Some(i) = scenes[next].previous.filter(|_| scenes[next].together && list[next].parent.is_none()) else {
            continue;
        };
        let joined = matches!(article.prose.slice(&scenes[next].gap).trim(), "" | "," | "and" | ", and" | "or" | "but");
        if !joined || scenes[i].best().is_some_and(|best| best.weight >= 40) {
            continue;
        }
        let tagged = |best: &&Evidence| {
            best.weight >= 60 && matches!(best.clue, Clue::TagAfter | Clue::TagInverted | Clue::SameSentence)
        };
        if let Some(best) = scenes[next].best().filter(tagged).cloned() {
            scenes[i].add(Evidence { clue: Clue::SameSentence, weight: 62, ..best });
        }
    }
}

/// The quotation before it: in the paragraph, or the last of the paragraph before.
fn before(article: &Article, i: usize, list: &[Quote], scenes: &mut [Scene]) {
    if let Some(previous) = scenes[i].previous {
        let gap = article.prose.slice(&scenes[i].gap);
        if let Some(best) = scenes[previous].best().filter(|best| best.weight >= ENOUGH).cloned() {
            let weight = if gap.trim().len() < 2 { 88 } else { 76 };
            scenes[i].add(Evidence { clue: Clue::Before, weight, ..best });
        }
        return;
    }
    if !scenes[i].opens {
        return;
    }
    // The paragraph before ends with attributed speech, and this one begins with more.
    let previous = (0..i).rev().find(|&k| list[k].parent.is_none());
    if let Some(previous) = previous
        && list[previous].block + 1 == list[i].block
        && let Some(best) = scenes[previous].best().filter(|best| best.weight >= 60).cloned()
    {
        let weight = if scenes[previous].alone || scenes[previous].closes { 44 } else { 36 };
        scenes[i].add(Evidence { clue: Clue::Onward, weight, ..best });
    }
}

/// The sentence before it, or the end of the paragraph before it.
fn lead_in(article: &Article, reading: &Reading, i: usize, list: &[Quote], scenes: &mut [Scene]) {
    let text = article.prose.text();
    if let Some(evidence) = scenes[i].lead.take() {
        scenes[i].add(evidence);
        return;
    }
    if !scenes[i].opens {
        return;
    }
    let Some(block) = list[i].block.checked_sub(1) else { return };
    let range = article.blocks[block].prose.clone();
    let colon = text[range.clone()].trim_end().ends_with(':');
    if !colon && (scenes[i].best().is_some() || !scenes[i].alone) {
        return;
    }
    let first = list.partition_point(|quote| quote.block < block);
    let outer: Vec<usize> = (first..i).filter(|&k| list[k].block == block && list[k].parent.is_none()).collect();
    let line = Line::read(text, reading, &range, list, &outer);
    if colon {
        if let Some(mut evidence) = led_by(&line, line.chunks.len()) {
            evidence.weight += 26;
            scenes[i].add(evidence);
        }
    } else if let Some(evidence) = spoken_before(&line) {
        scenes[i].add(evidence);
    }
}

/// Who speaks in the last sentence of the paragraph before, where it holds no quotation of its own.
fn spoken_before(line: &Line<'_>) -> Option<Evidence> {
    let sentence = line.sentences.last()?;
    if line.chunks[sentence.clone()].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Quote(_))) {
        return None;
    }
    let clause = line.clause(sentence.start);
    let verb = sentence
        .clone()
        .find(|&k| line.chunks[k].group().is_some_and(|group| speaks(group) && group.is_finite() && !group.passive))?;
    let subject = clause.subject(verb)?;
    let noun = line.chunks[subject.phrase.start].noun()?;
    (noun.may_speak() || noun == Noun::Document).then(|| evidence(line, &subject, Some(verb), 30))
}

/// Who the sentence that ends before chunk `until` sets up to speak; `None` when it holds a quotation.
pub(super) fn led_by(line: &Line<'_>, until: usize) -> Option<Evidence> {
    let at = line.sentences.partition_point(|sentence| sentence.end < until);
    let sentence = line.sentences.get(at).filter(|sentence| sentence.end == until && sentence.len() <= 200)?;
    let colon = line.chunks[..until].last().is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Colon));
    if !colon && line.chunks[sentence.clone()].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Quote(_))) {
        return None;
    }
    let clause = line.clause(sentence.start);
    let reporting = sentence.clone().rev().find(|&k| line.chunks[k].group().is_some_and(speaks));
    let any = sentence.clone().rev().find(|&k| line.chunks[k].group().is_some_and(|group| group.is_finite()));
    for (verb, weight) in [(reporting, 64), (any, 50)] {
        let Some(verb) = verb else { continue };
        let Some(subject) = clause.subject(verb) else { continue };
        let head = line.chunks[subject.phrase.start].noun();
        let thing = head == Some(Noun::Pronoun) && line.word(subject.phrase.start).eq_ignore_ascii_case("it");
        let body = matches!(head, Some(Noun::Body | Noun::Document)) && (colon || Some(verb) == reporting);
        if thing || !body && !matches!(head, Some(Noun::Name | Noun::Human | Noun::Pronoun)) {
            continue;
        }
        // `Ruiz answered him at once.` outweighs whoever spoke before.
        let hands_over = Some(verb) == reporting && sentence.len() <= 8 && head == Some(Noun::Name);
        return Some(evidence(line, &subject, Some(verb), if hands_over { 80 } else { weight }));
    }
    let noun = sentence
        .clone()
        .find(|&k| matches!(line.chunks[k].kind, ChunkKind::Noun(Noun::Name | Noun::Human | Noun::Pronoun)))?;
    Some(evidence(line, &Subject { phrase: noun..noun + 1, antecedent: None }, None, 40))
}

fn evidence(line: &Line<'_>, subject: &Subject, verb: Option<usize>, weight: i32) -> Evidence {
    Evidence {
        clue: Clue::LeadIn,
        mention: line.range(&subject.phrase),
        antecedent: subject.antecedent.as_ref().map(|phrase| line.range(phrase)),
        cue: verb.map(|verb| line.chunks[verb].range()),
        weight,
    }
}
