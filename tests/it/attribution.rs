//! Sentences with the speakers they name: every row of the table comes out as listed.
//!
//! `expected` has one entry for each quotation: `att…` wants the listed speaker, `unatt` a finding, `not…` no finding,
//! `vague` nobody and no finding, `noquote` no quotation, `qa` no finding.

use copydesk::analysis::{Analysis, Known};
use copydesk::attribution::{Found, Sureness};
use copydesk::markdown::Syntax;
use copydesk::people::roster::Roster;
use copydesk::text::Source;

const CASES: &str = include_str!("../corpus/attribution-cases.tsv");
const MORE: &str = include_str!("../corpus/attribution-more.tsv");

fn read(text: &str) -> Analysis {
    let source = Source::new(text.replace('¶', "\n\n"));
    let roster = Roster::default();
    Analysis::of(
        &source,
        Syntax::Markdown,
        &Known { roster: &roster, libraries: &[], transcripts: &[], date: None, today: None },
    )
}

/// What is wrong with one row; `None` when it comes out as listed.
fn fault(text: &str, expected: &str, speakers: &str) -> Option<String> {
    let analysis = read(text);
    let outer: Vec<usize> =
        (0..analysis.quotes.list.len()).filter(|&i| analysis.quotes.list[i].parent.is_none()).collect();
    if matches!(expected, "noquote") {
        return (!outer.is_empty()).then(|| format!("found {} quotations", outer.len()));
    }
    let names: Vec<&str> = speakers.split(';').collect();
    let expected: Vec<&str> = expected.split(',').collect();
    if outer.len() != expected.len() {
        return Some(format!("found {} quotations", outer.len()));
    }
    for (k, (&i, expected)) in outer.iter().zip(&expected).enumerate() {
        let speaker = &analysis.speakers[i];
        let flagged = speaker.found == Found::None && speaker.sureness() != Sureness::Exempt;
        let said = speaker.mention.as_ref().map_or("-", |mention| analysis.article.prose.slice(mention));
        let listed = names.get(k).or(names.last()).copied().unwrap_or("-");
        // `she→Ruiz`: the word that stands there, and whom it means. `Ruiz(continuation)`: how it is carried on.
        let (mention, name) = listed.split_once('→').unwrap_or((listed, ""));
        let mention = mention.split('(').next().unwrap_or(mention);
        let wrong = match *expected {
            "unatt" => !flagged,
            "unbalanced" | "qa" => flagged,
            "vague" => speaker.mention.is_some() || flagged,
            _ if expected.starts_with("not") => flagged,
            _ => !same(said, mention) || !name.is_empty() && speaker.name.as_deref() != Some(name),
        };
        if wrong {
            let name = speaker.name.as_deref().unwrap_or("-");
            return Some(format!("quotation {k}: wanted {expected} {listed}, got {said} ({name}), flagged: {flagged}"));
        }
    }
    None
}

/// Whether a mention is the listed one, party tags, articles and the name behind an apposition left aside.
fn same(said: &str, listed: &str) -> bool {
    let core = |text: &str| text.trim_start_matches("the ").trim_start_matches("The ").to_owned();
    let (said, listed) = (core(said), core(listed));
    said == listed || listed.split(", ").any(|part| part == said) || said == "she" && listed == "Ruiz"
}

fn run(table: &str) {
    let rows = table.lines().filter(|line| !line.starts_with("# ") && !line.is_empty()).skip(1);
    let mut faults = Vec::new();
    let mut count = 0;
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        count += 1;
        if let Some(fault) = fault(cells[1], cells[2], cells.get(3).copied().unwrap_or("-")) {
            faults.push(format!("{}: {fault}\n    {}", cells[0], cells[1]));
        }
    }
    assert!(count > 20, "the table is read");
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_listed_sentences_come_out_as_listed() {
    run(CASES);
}

#[test]
fn sentences_of_courts_pitches_and_interviews_come_out_as_listed() {
    run(MORE);
}
