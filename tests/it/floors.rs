//! The house stands: a module imports only from the floors above it, and each room keeps its rules.

mod rust;

use std::fs;
use std::path::Path;

/// What only some rooms may import, and which those are. Nothing may import what names no room.
const ROOMS: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["markdown"]),
    ("tower", &["lsp"]),
    ("tower_lsp", &["lsp"]),
    ("tokio", &["lsp"]),
    ("ropey", &["lsp"]),
    ("rayon", OUTSIDE),
    ("ignore", OUTSIDE),
    ("tempfile", OUTSIDE),
    ("std::env", OUTSIDE),
    ("std::fs", OUTSIDE),
    ("std::io::stdin", OUTSIDE),
    ("std::io::stdout", OUTSIDE),
    ("std::io::stderr", OUTSIDE),
    ("std::process", OUTSIDE),
    ("std::thread", OUTSIDE),
    ("std::time::Instant", OUTSIDE),
    ("std::time::SystemTime", OUTSIDE),
    ("jiff::Timestamp", OUTSIDE),
    ("jiff::Zoned", OUTSIDE),
    ("std::net", &[]),
    ("tokio::net", &[]),
    ("crate::text", &["*", "-text", "-language"]),
    ("crate::markdown", &["*", "-language"]),
    (
        "crate::config",
        &["*", "-markdown", "-language", "-quotes", "-people", "-citations", "-attribution", "-analysis"],
    ),
    ("crate::people", &["*", "-quotes", "-citations"]),
    ("crate::citations", &["*", "-quotes", "-people"]),
    ("crate::quotes", &["*", "-people", "-citations"]),
    ("crate::cli", &["*", "-lsp"]),
    ("crate::lsp", &["*", "-cli"]),
];

/// The rooms that touch the world. The core runs on ten thousand prefixes in a test and gets today as an argument.
const OUTSIDE: &[&str] = &["files", "report", "cli", "lsp"];

/// What is wrong with a crate, a line a fault. `files` are paths below `src` and their text; `lib.rs` gives the floors.
fn faults(files: &[(String, String)]) -> Vec<String> {
    let text = |name: &str| files.iter().find(|(path, _)| path == name).map_or("", |(_, text)| text.as_str());
    let floors: Vec<&str> = text("lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ").or(line.strip_prefix("mod "))?.strip_suffix(';'))
        .collect();
    let mut tests: Vec<String> = Vec::new();
    for (path, text) in files {
        let folder = path.trim_end_matches(".rs").trim_end_matches("lib");
        tests.extend(
            rust::test_modules(text)
                .iter()
                .map(|name| format!("{folder}/{name}.rs").trim_start_matches('/').to_owned()),
        );
    }
    let mut found = Vec::new();
    for (path, text) in files {
        if path == "lib.rs" || path == "main.rs" || tests.contains(path) {
            continue;
        }
        let floor = path.trim_end_matches(".rs").split('/').next().unwrap_or_default();
        let Some(height) = floors.iter().position(|it| *it == floor) else {
            found.push(format!("{path}: no floor of lib.rs"));
            continue;
        };
        let mut imports: Vec<String> =
            rust::paths(text).into_iter().filter_map(|import| absolute(&import, path)).collect();
        imports.sort();
        imports.dedup();
        for import in &imports {
            let other = import.strip_prefix("crate::").map(|inside| inside.split("::").next().unwrap_or_default());
            if import == "crate::*" || import == "crate::self" {
                found.push(format!("{path}: takes all floors at once"));
            }
            if let Some(other) = other
                && floors.iter().position(|it| *it == other).is_some_and(|it| it > height)
            {
                found.push(format!("{path}: floor {floor} reaches up to {other}"));
            }
            for (thing, rooms) in ROOMS {
                if begins_with(import, thing) && other != Some(floor) && !may(floor, rooms) {
                    found.push(format!("{path}: room {floor} may not use {thing}"));
                }
            }
            if let (Some(rule), Some(inside)) = (path.strip_prefix("rules/"), import.strip_prefix("crate::rules::")) {
                let rule = rule.trim_end_matches(".rs");
                let sibling = inside.split("::").next().unwrap_or_default();
                if sibling != rule && files.iter().any(|(path, _)| *path == format!("rules/{sibling}.rs")) {
                    found.push(format!("{path}: rule {rule} leans on rule {sibling}"));
                }
            }
        }
    }
    found.dedup();
    found
}

/// Whether `floor` is among `rooms`: named, or any with `*` but for those with a `-`.
fn may(floor: &str, rooms: &[&str]) -> bool {
    let barred = rooms.iter().any(|room| room.strip_prefix('-') == Some(floor));
    !barred && rooms.iter().any(|room| *room == floor || *room == "*")
}

fn begins_with(import: &str, thing: &str) -> bool {
    import.strip_prefix(thing).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// `import` in the file `path` as the crate names it; `None` when it is no path.
fn absolute(import: &str, path: &str) -> Option<String> {
    let mut home: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let mut rest = import;
    if let Some(inside) = rest.strip_prefix("self::") {
        return Some(format!("crate::{}::{inside}", home.join("::")));
    }
    let mut climbed = false;
    while let Some(above) = rest.strip_prefix("super::") {
        home.pop();
        climbed = true;
        rest = above;
    }
    if climbed {
        let home: String = home.iter().map(|part| format!("{part}::")).collect();
        return Some(format!("crate::{home}{rest}"));
    }
    import.contains("::").then(|| import.to_owned())
}

fn sources(folder: &Path, root: &Path, into: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("a folder can be read").path();
        if path.is_dir() {
            sources(&path, root, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).expect("it is below the root").to_string_lossy().replace('\\', "/");
            into.push((name, fs::read_to_string(&path).expect("sources are UTF-8")));
        }
    }
}

#[test]
fn no_floor_reaches_up_and_no_room_breaks_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &root, &mut files);
    files.sort();
    assert!(files.len() > 30, "the sources were read");
    let found = faults(&files);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Faults of a crate of `lib.rs` and one other file.
#[track_caller]
fn check(path: &str, text: &str, expected: &[&str]) {
    let lib = "pub mod text;\npub mod config;\npub mod markdown;\npub mod language;\npub mod quotes;\npub mod people;\n\
               pub mod rules;\npub mod check;\npub mod files;\npub mod cli;\npub mod lsp;\n";
    let files = [("lib.rs", lib), ("rules/b.rs", ""), ("check.rs", "#[cfg(test)]\nmod tests;"), (path, text)];
    let found = faults(&files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    assert_eq!(found, expected, "{path}: {text}");
}

#[test]
fn a_floor_that_reaches_up_is_named() {
    check("text.rs", "use crate::check::Desk;", &["text.rs: floor text reaches up to check"]);
    check(
        "quotes/pair.rs",
        "fn f() { super::super::rules::g() }",
        &["quotes/pair.rs: floor quotes reaches up to rules"],
    );
    check("markdown.rs", "use crate::{text::Span, language};", &["markdown.rs: floor markdown reaches up to language"]);
    check("quotes.rs", "use crate::*;", &["quotes.rs: takes all floors at once"]);
    check("attic.rs", "", &["attic.rs: no floor of lib.rs"]);
    check("check.rs", "use crate::{rules::Finding, text::Span, check::Desk};", &[]);
}

#[test]
fn a_room_that_breaks_its_rules_is_named() {
    check("quotes.rs", "use pulldown_cmark::Event;", &["quotes.rs: room quotes may not use pulldown_cmark"]);
    check("cli/serve.rs", "tokio::spawn(f())", &["cli/serve.rs: room cli may not use tokio"]);
    check("check.rs", "use std::{env, fmt};", &["check.rs: room check may not use std::env"]);
    check("people.rs", "use crate::quotes::Quote;", &["people.rs: room people may not use crate::quotes"]);
    check("language/words.rs", "use crate::text::Span;", &["language/words.rs: room language may not use crate::text"]);
    check("quotes.rs", "use crate::config::Level;", &["quotes.rs: room quotes may not use crate::config"]);
    check("lsp.rs", "use std::net::TcpStream;", &["lsp.rs: room lsp may not use std::net"]);
    check("rules/a.rs", "use super::b::words;", &["rules/a.rs: rule a leans on rule b"]);
    check("rules/a.rs", "use super::{Finding, Rule}; use crate::rules::a::x; use crate::text::Span;", &[]);
    check("files.rs", "use std::{fs, thread};", &[]);
}

#[test]
fn tests_and_the_door_are_exempt() {
    check("text.rs", "#[cfg(test)]\nmod tests { use crate::check::Desk; use std::fs; }", &[]);
    check("check/tests.rs", "use crate::cli; use std::fs;", &[]);
    check("main.rs", "use crate::lsp; use std::env;", &[]);
}
