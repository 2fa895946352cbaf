//! Drafts in other languages: marks and citations are checked, nothing that reads English is, and that is said.

use std::fmt::Write as _;

use copydesk::check::{Checked, Desk, Draft, check};
use copydesk::hover::{self, Subject};
use copydesk::markdown::Syntax;
use copydesk::people::roster::Roster;
use copydesk::text::Source;

use crate::folder::Folder;

fn checked(copy: &str) -> Checked {
    let source = Source::new(copy.to_owned());
    let draft = Draft::of(source, Syntax::Markdown);
    check(draft, &Desk::default())
}

/// The rules that find something, in order, and the words each marks.
fn found(copy: &str) -> Vec<String> {
    let checked = checked(copy);
    checked.findings.iter().map(|it| format!("{} {}", it.rule, checked.source.slice(it.span))).collect()
}

const ENGLISH: &str = "Critics say it leaks, BBC News reported.\n\n“It will fall into the river one day.”\n\nTK\n";

#[test]
fn a_draft_in_another_language_gets_marks_and_citations_only() {
    let with = |line: &str| found(&format!("---\n{line}\n---\n\n{ENGLISH}"));
    let all = found(ENGLISH);
    assert_eq!(all.len(), 3, "{all:?}");
    for line in ["language: en", "lang: en-GB", "language: English", "lang: en_US", "language: ''"] {
        assert_eq!(with(line), all, "{line}");
    }
    for line in ["language: de", "lang: fr-FR", "language: español", "lang: ES", "lang: cy"] {
        assert_eq!(with(line), Vec::<String>::new(), "{line}");
    }
    assert_eq!(
        found("---\nlang: de\n---\n\nEr sagte: „Die Brücke hält.\n\nEin Satz.[^1] [hier](https://a.example/)\n"),
        ["unbalanced-quote „", "undefined-citation [^1]"]
    );
}

#[test]
fn allowances_of_what_is_not_looked_for_are_not_unused() {
    let allowed = "<!-- copydesk allow unattributed-quote: a chant -->\n“It will fall into the river one day.”\n";
    assert_eq!(found(&format!("---\nlang: nl\n---\n\n{allowed}")), Vec::<String>::new());
}

/// Marks as German, French and Spanish newsrooms set them: every quotation is found whole, and nothing is wrong with any.
#[test]
fn marks_of_other_languages_make_no_nonsense() {
    for (language, copy, quotations) in [
        ("de", "„Die Brücke hält“, sagte Ruiz. „Sie hat ‚immer‘ gehalten.“", 3),
        ("de", "»Die Brücke hält«, sagte Ruiz. »Sie hat ›immer‹ gehalten.«", 3),
        ("de", "Er sagte: „Das ist ein Witz!“ – und ging.", 1),
        ("fr", "« Le pont tient », a dit Ruiz. « Il a “toujours” tenu. »", 3),
        ("fr", "«\u{A0}Le pont tient\u{A0}», a dit l’ingénieur. «\u{202F}C’est l’hiver.\u{202F}»", 2),
        ("fr", "« Le pont tient.\n\n« Il a toujours tenu », a-t-elle dit.", 2),
        ("es", "«El puente aguanta», dijo Ruiz. «Siempre “ha” aguantado».", 3),
        ("es", "—El puente aguanta —dijo Ruiz—. No hay duda.", 0),
        ("es", "“El puente aguanta”, dijo Ruiz. ¿“Siempre”? ¡“Nunca”!", 3),
    ] {
        let checked = checked(&format!("---\nlang: {language}\n---\n\n{copy}\n"));
        assert_eq!(checked.findings, [], "{copy}");
        let list = &checked.analysis.quotes.list;
        let words: Vec<_> = list.iter().map(|it| checked.analysis.article.prose.slice(&it.inside)).collect();
        assert_eq!(words.len(), quotations, "{copy}: {words:?}");
        assert!(checked.analysis.speakers.iter().all(|speaker| speaker.mention.is_none()), "{copy}");
    }
}

#[test]
fn a_run_says_which_drafts_it_did_not_read() {
    let german = "---\nlang: de\n---\n\n„Die Brücke hält“, sagte Ruiz.\n";
    let folder = Folder::new(&[("a.md", "It rains.\n"), ("b.md", german)]);
    let said = "not English, so only marks and citations were checked: b.md is in de\n";
    let ran = folder.run("check");
    assert!(ran.err.ends_with(said), "{}", ran.err);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(folder.run("check --format jsonl").err.ends_with(said), "a machine's log says it, too");
    assert!(!folder.run("check --quiet").err.contains("English"));
    assert!(!folder.run("check a.md").err.contains("English"));
    for name in ["c", "d", "e", "f"] {
        folder.write(&format!("{name}.md"), german.as_bytes());
    }
    assert!(folder.run("check").err.ends_with("b.md is in de, c.md is in de, d.md is in de and 2 more\n"));
}

#[test]
fn an_editor_shows_what_is_not_read() {
    let checked = checked("---\nlang: de\n---\n\n„Die Brücke hält“, sagte Ruiz.\n");
    let roster = Roster::default();
    let library = copydesk::sources::Library::default();
    let subject = Subject {
        source: &checked.source,
        analysis: &checked.analysis,
        findings: &checked.findings,
        roster: &roster,
        library: &library,
        bibliography: None,
    };
    let mut shown = String::new();
    for place in ["de\n", "Brücke"] {
        let hover = hover::at(&subject, checked.source.text().find(place).unwrap()).unwrap();
        let _ = writeln!(shown, "{}", hover.text.lines().next().unwrap());
    }
    let line = "The draft says that its language is “de”. Who speaks and who is named is read in English only: here marks \
                and citations are checked, and nothing else.\n";
    assert_eq!(shown, line.repeat(2));
}
