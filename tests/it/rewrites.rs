//! Any rewrite of a citation, and any new source that is noted and cited, leaves the rest of the draft as it was: over the
//! corpus, and over drafts made of all kinds of sentences.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use copydesk::analysis::Analysis;
use copydesk::config::{CitationSettings, Form, Labels};
use copydesk::fix::{self, Fix, insert, noted, rewrite};
use copydesk::markdown::Syntax;
use copydesk::sources::Library;
use copydesk::text::{Source, Span};

use crate::insert::{Kept, UGLY, all, check, kept, library, read, within};

/// Sentences that cite in every way there is, and some that do not.
const SENTENCES: &[&str] = &[
    "It leaks, [BBC News reported](https://www.bbc.com/a_(b)).",
    "It leaks, BBC News reported [@bbc.leak].",
    "It holds, *Reuters* reported,[^n] and that was [all](https://a.org/1).",
    "“It *leaks*,” Ann Vance told [the Guardian](https://theguardian.com/x).",
    "“Nobody told us,” Bo Roe said.[^m]",
    "Crossings fell, per U.S. Customs and Border Protection data [@odd; @bbc.leak].",
    "He [posted on X](https://x.com/a \"a title\"): “No.”",
    "CNN reported so; see <https://cnn.com/1> and ![a picture](https://cnn.com/2).",
    "The Guardian reported it [@{odd key}], and [again][ref].",
    "> “It was closed twice,” [he said](https://www.bbc.com/a_(b)).",
    "Reuters reported it at https://reuters.com/b?c=1, and (see https://www.bbc.com/a_(b)).",
    "The Guardian reported more<!-- src: old -->, Bo Roe said<!-- src: bbc.leak -->.",
    "- According to [Reuters](https://reuters.com/a?b=1&c=%E2%80%9Cx%E2%80%9D), it is `[@bbc.leak]` there.",
];

const NOTES: &str = "\n[^n]: Reuters, <https://reuters.com/a?b=1&c=%E2%80%9Cx%E2%80%9D>\n[^m]: Minutes, page 8.\n\n[ref]: https://a.org/9\n";

/// Footnotes that are defined twice and inside themselves, and two sources with one id.
const TWICE: &str = "---\nsources:\n  - id: old\n    url: https://a.org/1\n  - id: old\n    url: https://a.org/2\n---\n\n\
It leaks, BBC News reported.[^a] “It [leaks](https://a.org/1),” Bo Roe said.[^b] It holds, Reuters reported<!-- src: old -->.\n\n\
[^a]: One, <https://a.org/1>\n[^a]: Two, <https://a.org/2>.\n[^b]: See it.[^b] And <https://a.org/3>, BBC News reported.\n";

/// Drafts made of the sentences, always the same ones.
fn made() -> Vec<String> {
    let mut state = 7_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    (0..12)
        .map(|_| {
            let mut text = String::new();
            for _ in 0..4 + next(4) {
                text += SENTENCES[next(SENTENCES.len())];
                text += ["\n\n", " ", "\n"][next(3)];
            }
            let front =
                "---\nsources:\n  - id: old\n    outlet: The Guardian\n    url: https://theguardian.com/1\n---\n\n";
            if next(2) == 0 { format!("{front}{text}{NOTES}") } else { text + NOTES }
        })
        .collect()
}

fn drafts() -> Vec<String> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let files = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    files.sort();
    let mut drafts: Vec<String> = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    assert!(!drafts.is_empty());
    drafts.extend(made());
    drafts.extend([UGLY.to_owned(), UGLY.replace('\n', "\r\n"), TWICE.to_owned()]);
    drafts
}

/// Where a citation stands.
fn citations(analysis: &Analysis) -> Vec<usize> {
    let article = &analysis.article;
    let links = article.links.iter().map(|link| link.span.start + 1);
    // Sources of the front matter are cited by keys, too.
    links.chain(article.footnotes.iter().chain(&article.keys).map(|mark| mark.span.start + 1)).collect()
}

/// How many of `before` are missing in `after`.
fn gone(before: &[String], after: &[String]) -> usize {
    let mut after = after.to_vec();
    before
        .iter()
        .filter(|one| after.iter().position(|other| other == *one).map(|i| after.swap_remove(i)).is_none())
        .count()
}

fn check_rewrite(text: &str, before: &Kept, fix: &Fix) -> (Source, Analysis) {
    let told = format!("{}\n{:?}\n{text}", fix.title, fix.edits);
    assert!(!fix.safe, "{told}");
    let edited = fix::apply(text, &fix.edits).unwrap_or_else(|| panic!("does not fit: {told}"));
    let (source, analysis) = read(&edited, Syntax::Markdown);
    let after = kept(&source, &analysis);
    assert_eq!(after.words, before.words, "{told}");
    assert_eq!(after.speech, before.speech, "{told}");
    assert!(within(&before.sources, &after.sources), "{told}");
    assert!(after.sources.len() <= before.sources.len() + 1, "{told}");
    for (old, new) in [(&before.links, &after.links), (&before.notes, &after.notes), (&before.keys, &after.keys)] {
        assert!(gone(old, new) <= 1, "{told}\n{old:?}\n{new:?}");
    }
    (source, analysis)
}

#[test]
fn a_rewrite_changes_one_citation_and_nothing_else() {
    let library = library();
    let mut offered = 0;
    for text in drafts() {
        let (source, analysis) = read(&text, Syntax::Markdown);
        let before = kept(&source, &analysis);
        let mut seen = HashSet::new();
        for labels in [Labels::Draft, Labels::Outlet] {
            let settings = CitationSettings { labels, ..CitationSettings::default() };
            for at in citations(&analysis) {
                for fix in rewrite::citations(&source, &analysis, at, &settings, &library) {
                    if !seen.insert(format!("{:?}", fix.edits)) {
                        continue;
                    }
                    offered += 1;
                    let (edited, again) = check_rewrite(&text, &before, &fix);
                    // Where the citation stood, the same is not offered twice.
                    let twice = rewrite::citations(&edited, &again, at, &settings, &library);
                    assert!(twice.iter().all(|other| other.edits != fix.edits), "{}\n{text}", fix.title);
                }
            }
        }
    }
    assert!(offered > 40, "{offered}");
}

#[test]
fn a_new_source_that_is_cited_changes_nothing_else() {
    let mut offered = 0;
    for text in drafts() {
        let (source, analysis) = read(&text, Syntax::Markdown);
        let before = kept(&source, &analysis);
        for form in [Form::Link, Form::Footnote, Form::Key, Form::FrontMatter] {
            let settings = CitationSettings { form, ..CitationSettings::default() };
            for credit in &analysis.citations.credits {
                let at = Span::at(analysis.article.prose.span(&credit.range).start);
                let Some(noted) = noted::in_library(&source, &analysis, at, &settings, &Library::default()) else {
                    continue;
                };
                check(&text, &before, &noted.fix, Syntax::Markdown);
                offered += 1;
                if let Some(fix) = noted::in_front_matter(&source, &analysis, at, &settings, &noted.record) {
                    check(&text, &before, &fix, Syntax::Markdown);
                }
            }
        }
    }
    assert!(offered > 20, "{offered}");
}

/// Where something can be cited: credits, quotations, figures, and some words that are selected.
fn citable(analysis: &Analysis) -> Vec<Span> {
    let prose = &analysis.article.prose;
    let first = |offset: usize| {
        let width = prose.text()[offset..].chars().next().map_or(0, char::len_utf8);
        prose.span(&(offset..offset + width))
    };
    let at = |offset: usize| Span::at(first(offset).start);
    let credits = analysis.citations.credits.iter().map(|credit| at(credit.range.start));
    let quotes = analysis.quotes.list.iter().map(|quote| at(quote.inside.start));
    let figures = analysis.citations.figures.iter().map(|figure| at(figure.range.start));
    let words = analysis.reading.sentences.iter().step_by(3).map(|sentence| first(sentence.start));
    let mut places: Vec<Span> = credits.chain(quotes).chain(figures).chain(words).collect();
    places.dedup();
    places
}

#[test]
fn a_citation_that_is_put_in_changes_nothing_else_and_is_not_offered_again() {
    let library = library();
    let mut offered = 0;
    for text in drafts() {
        let (source, analysis) = read(&text, Syntax::Markdown);
        let before = kept(&source, &analysis);
        let mut seen = HashSet::new();
        for form in [Form::Link, Form::Footnote, Form::Key, Form::FrontMatter] {
            let settings = CitationSettings { form, ..CitationSettings::default() };
            for place in citable(&analysis) {
                for fix in all(insert::citations(&source, &analysis, place, &settings, &library)) {
                    if !seen.insert(format!("{:?}", fix.edits)) {
                        continue;
                    }
                    offered += 1;
                    check(&text, &before, &fix, Syntax::Markdown);
                    let edited = fix::apply(&text, &fix.edits).unwrap();
                    let (edited, again) = read(&edited, Syntax::Markdown);
                    // What the edit put in before the place moved it.
                    let moved = |at: usize| {
                        let before = fix.edits.iter().filter(|edit| edit.span.end <= at);
                        before.fold(at, |at, edit| at + edit.text.len() - edit.span.len())
                    };
                    let place = Span::new(moved(place.start), moved(place.end).max(moved(place.start)));
                    let twice = all(insert::citations(&edited, &again, place, &settings, &library));
                    assert!(twice.iter().all(|other| other.title != fix.title), "{}\n{}", fix.title, edited.text());
                }
            }
        }
    }
    assert!(offered > 300, "{offered}");
}
