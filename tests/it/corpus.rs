//! The articles that ship with the project: what is found in each, and that no part of one is ever read wrongly.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use copydesk::check::{self, Desk, Draft};
use copydesk::config::Level;
use copydesk::fix;
use copydesk::markdown::Syntax;
use copydesk::rules::RULES;
use copydesk::text::{Source, Span};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What was said of the harbour.
const TRANSCRIPT: &str = "--transcript=tests/corpus/harbour.vtt";

/// Every article of the corpus, by path.
fn articles() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    for folder in ["tests/corpus", "tests/corpus/ugly"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md" || ending == "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    assert!(paths.len() >= 6, "the corpus is there");
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn draft(path: &Path, text: String) -> Draft {
    let plain = path.extension().is_some_and(|ending| ending == "txt");
    Draft::of(Source::new(text), if plain { Syntax::Plain } else { Syntax::Markdown })
}

#[test]
fn the_example_shows_every_rule() {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--isolated", "--show-hints", "--format", "jsonl", TRANSCRIPT, "tests/corpus/harbour.md"])
        .current_dir(root())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "it has findings");
    let report = String::from_utf8(output.stdout).unwrap();
    let seen: BTreeSet<&str> =
        report.lines().filter_map(|line| line.split("\"rule\":\"").nth(1)?.split('"').next()).collect();
    let wanted: BTreeSet<&str> = RULES.iter().filter(|rule| rule.level != Level::Off).map(|rule| rule.name).collect();
    let missing: Vec<&&str> = wanted.difference(&seen).collect();
    assert!(missing.is_empty(), "tests/corpus/harbour.md shows nothing of {missing:?}");
}

#[test]
fn reports_come_out_as_they_were_read_and_approved() {
    for name in ["harbour.md", "lighthouse.txt"] {
        for command in ["check", "quotes"] {
            let mut args = vec![command, "--isolated"];
            if command == "check" {
                args.push("--show-hints");
                args.extend(Some(TRANSCRIPT).filter(|_| name == "harbour.md"));
            }
            let path = format!("tests/corpus/{name}");
            args.push(&path);
            let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
                .args(&args)
                .env("NO_COLOR", "1")
                .env("COLUMNS", "100")
                .env_remove("CI")
                .current_dir(root())
                .output()
                .unwrap();
            let golden = root().join(format!("tests/corpus/{name}.{command}"));
            let expected = fs::read_to_string(&golden).unwrap_or_default();
            let report = String::from_utf8(output.stdout).unwrap();
            assert!(report == expected, "{} differs; it now reads:\n{report}", golden.display());
        }
    }
}

#[test]
fn every_prefix_of_every_article_is_read_without_a_fault() {
    let desk = Desk::default();
    for (path, text) in articles() {
        let unix = text.replace("\r\n", "\n");
        for text in [unix.clone(), unix.replace('\n', "\r\n")] {
            for (end, _) in text.char_indices() {
                let checked = check::check(draft(&path, text[..end].to_owned()), &desk);
                let source = checked.source.text();
                let holds = |span: Span| source.is_char_boundary(span.start) && source.is_char_boundary(span.end);
                for finding in &checked.findings {
                    assert!(holds(finding.span), "{} to {end}: {finding:?}", path.display());
                    assert!(finding.related.iter().all(|related| holds(related.span)), "{finding:?}");
                    for offered in &finding.fixes {
                        assert!(
                            fix::apply(source, &offered.edits).is_some(),
                            "{} to {end}: {offered:?}",
                            path.display()
                        );
                    }
                }
                let prose = &checked.analysis.article.prose;
                for (quote, speaker) in checked.analysis.quotes.list.iter().zip(&checked.analysis.speakers) {
                    assert!(holds(prose.span(&quote.range)));
                    for range in [&speaker.mention, &speaker.cue, &speaker.relayed_by].into_iter().flatten() {
                        assert!(prose.text().get(range.clone()).is_some_and(|words| !words.is_empty()), "{speaker:?}");
                    }
                }
            }
        }
    }
}
