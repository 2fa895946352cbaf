//! What `CONTRIBUTING.md` tells a newcomer to do, done.

use std::fs;
use std::path::Path;

use copydesk::check::{Desk, Draft, check};
use copydesk::markdown::Syntax;
use copydesk::rules::{RULES, Settings};
use copydesk::text::Source;

#[path = "contributing/exclamation_mark.rs"]
mod exclamation_mark;

use exclamation_mark::RULE;

fn root(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Fences of `page` with what stands behind their opening marks.
fn fences(page: &str) -> Vec<(String, String)> {
    let mut fences: Vec<(String, String)> = Vec::new();
    let mut open: Option<&str> = None;
    for line in page.lines() {
        let marks = &line[..line.len() - line.trim_start_matches('`').len()];
        match open {
            Some(fence) if line == fence => open = None,
            Some(_) => {
                let (_, text) = fences.last_mut().unwrap();
                text.push_str(line);
                text.push('\n');
            }
            None if marks.len() >= 3 => {
                open = Some(marks);
                fences.push((line[marks.len()..].to_owned(), String::new()));
            }
            None => {}
        }
    }
    fences
}

/// The walk: page, rule, list, row of the README, commands.
fn walk() -> [String; 5] {
    let page = root("CONTRIBUTING.md");
    let walk = page.split("\n## A rule in ten minutes\n").nth(1).unwrap();
    let walk = walk.split("\n## What holds for every change\n").next().unwrap();
    let kinds = fences(walk);
    let told: Vec<&str> = kinds.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(told, ["markdown", "rust", "rust", "markdown", "sh"]);
    kinds.into_iter().map(|(_, text)| text).collect::<Vec<_>>().try_into().unwrap()
}

#[test]
fn the_page_and_the_rule_are_the_ones_that_are_compiled_here() {
    let [page, rule, ..] = walk();
    assert_eq!(page, RULE.page);
    assert_eq!(rule, root("tests/it/contributing/exclamation_mark.rs"));
}

#[test]
fn the_rule_finds_what_its_page_marks_and_nothing_else() {
    let desk = Desk::default();
    let (mut flagged, mut clean) = (0, 0);
    for (kind, text) in fences(RULE.page) {
        assert_eq!(kind, "copy");
        let is_mark = |line: &&str| line.ends_with(&format!("^ {}", RULE.name));
        let marks: Vec<usize> = text.lines().filter(is_mark).map(|line| line.find('^').unwrap()).collect();
        let copy: String = text.lines().filter(|line| !is_mark(line)).map(|line| format!("{line}\n")).collect();
        let draft = Draft { path: "a.md".to_owned(), ..Draft::of(Source::new(copy.clone()), Syntax::Markdown) };
        let analysis = check(draft, &desk).analysis;
        let mut findings = Vec::new();
        (RULE.check)(&analysis, &Settings { text: &copy, ..Settings::default() }, &mut findings);
        let columns: Vec<usize> = findings.iter().map(|finding| finding.span.start).collect();
        assert_eq!(columns, marks, "{copy}");
        *if marks.is_empty() { &mut clean } else { &mut flagged } += 1;
    }
    assert!(flagged > 0 && clean > 0);
}

#[test]
fn a_page_has_the_headings_that_every_page_has() {
    // A fence may hold a draft with headings of its own.
    let headings = |page: &str| -> Vec<String> {
        let prose = page.split("\n```").step_by(2).collect::<String>();
        prose.lines().filter(|line| line.starts_with("## ")).map(ToOwned::to_owned).collect()
    };
    for rule in RULES {
        assert_eq!(headings(RULE.page), headings(rule.page), "{}", rule.name);
    }
}

#[test]
fn every_rule_is_listed_as_the_walk_says() {
    let [_, _, list, row, _] = walk();
    let registry = root("src/rules.rs");
    let readme = root("README.md");
    for rule in RULES {
        let file = rule.name.replace('-', "_");
        for line in list.lines() {
            let line = line.replace("exclamation_mark", &file);
            assert!(registry.lines().any(|known| known == line), "src/rules.rs has no line {line:?}");
        }
        let told = [(RULE.name, rule.name), (RULE.level.name(), rule.level.name()), (RULE.summary, rule.summary)];
        let row = told.iter().fold(row.trim_end().to_owned(), |row, (old, new)| row.replacen(old, new, 1));
        assert!(readme.lines().any(|known| known == row), "README.md has no line {row:?}");
    }
}

#[test]
fn the_commands_of_the_walk_run_tests() {
    let [.., commands] = walk();
    assert_eq!(commands, "cargo test --test it pages\ncargo test\n");
    let modules = root("tests/it/main.rs");
    assert!(modules.contains("mod pages;") && root("Cargo.toml").contains("name = \"it\""));
}
