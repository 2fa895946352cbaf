//! The rule pages: each is a specification that runs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::check::{Checked, Desk, Draft, Newsroom, check};
use copydesk::config::{self, Level};
use copydesk::fix;
use copydesk::markdown::Syntax;
use copydesk::people::own;
use copydesk::people::roster::Roster;
use copydesk::rules::{Finding, RULES, Rule};
use copydesk::text::Source;
use copydesk::transcripts::{Format, Given, Transcripts};

const HEADINGS: [&str; 6] = ["What", "Why", "Flagged", "Clean", "Fix", "Settings"];

/// A fenced block of a page.
struct Fence {
    /// What stands behind the opening marks: `copy`, `fixed`, `toml`, `officials`, `transcript NAME` or something that is only shown.
    kind: String,
    /// The heading it stands under.
    section: String,
    /// The page's line, from 1, that opens it.
    line: usize,
    text: String,
}

/// Copy of a page and what is expected of it.
struct Case {
    copy: String,
    /// Line and columns of the copy, from 0, the end excluded, and the rule that finds something there.
    marks: Vec<(usize, usize, usize, String)>,
}

#[test]
fn every_page_holds_what_it_says() {
    let mut faults = String::new();
    for rule in RULES {
        for fault in page_faults(rule) {
            let _ = writeln!(faults, "{}.md: {fault}", rule.name.replace('-', "_"));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn names_and_summaries_are_the_newsrooms() {
    for (i, rule) in RULES.iter().enumerate() {
        let kebab = rule.name.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase()));
        assert!(kebab, "{}: not in kebab case", rule.name);
        assert!(RULES[..i].iter().all(|other| other.name != rule.name), "{}: there twice", rule.name);
        assert!(!rule.summary.ends_with('.'), "{}: the summary is a clause, not a sentence", rule.name);
    }
}

#[test]
fn a_page_that_lies_is_caught() {
    let page = |flagged: &str, clean: &str| {
        format!(
            "# allowance-without-reason\n\nOne sentence.\n\n## What\n\n## Why\n\n## Flagged\n\n```copy\n{flagged}```\n\n\
             ## Clean\n\n```copy\n{clean}```\n\n## Fix\n\n## Settings\n"
        )
    };
    let rule = RULES.iter().find(|rule| rule.name == "allowance-without-reason").unwrap();
    let faults = |page: String| {
        let page: &'static str = page.leak();
        page_faults(&Rule { name: rule.name, summary: rule.summary, level: rule.level, page, check: rule.check })
    };
    let bad = "<!-- copydesk allow x -->\nA.\n";
    let mark = "^^^^^^^^^^^^^^^^^^^^^^^^^ allowance-without-reason\n";
    let right = format!("<!-- copydesk allow x -->\n{mark}A.\n");
    assert_eq!(faults(page(&right, "A.\n")), Vec::<String>::new());
    assert!(faults(page(bad, "A.\n"))[0].contains("unmarked"));
    assert!(faults(page(&right, bad))[0].contains("unmarked"));
    assert!(faults(page(&format!("A.\n{mark}"), "A.\n"))[0].contains("not found"));
    assert!(faults(page(&right, "A.\n").replace("## Why\n", ""))[0].contains("headings"));
}

/// What is wrong with the page of `rule`, a line each.
fn page_faults(rule: &Rule) -> Vec<String> {
    let mut faults = shape_faults(rule);
    let fences = fences(rule.page);
    let mut settings = (String::new(), String::new());
    for (i, fence) in fences.iter().enumerate() {
        if fence.kind == "toml" {
            settings = (fence.section.clone(), fence.text.clone());
        }
        // Settings hold for the copy below them, under the same heading.
        let settings = if settings.0 == fence.section { settings.1.as_str() } else { "" };
        let desk = match desk(rule, settings, newsroom(&fences)) {
            Ok(desk) => desk,
            Err(fault) => {
                faults.push(format!("{}: settings: {fault}", fence.line));
                continue;
            }
        };
        if fence.kind == "copy" {
            let fixed = fences.get(i + 1).filter(|next| next.kind == "fixed");
            let marked = fence.section == "Fix" && !fence.text.contains("^ ");
            faults.extend(case_faults(rule, &desk, fence, marked));
            if let Some(fixed) = fixed {
                faults.extend(fix_fault(rule, &desk, fence, fixed));
            }
        }
        if fence.kind == "fixed" && (i == 0 || fences[i - 1].kind != "copy") {
            faults.push(format!("{}: fixed text without the copy before it", fence.line));
        }
    }
    for section in ["Flagged", "Clean"] {
        if !fences.iter().any(|fence| fence.section == section && fence.kind == "copy") {
            faults.push(format!("no copy under {section}"));
        }
    }
    faults
}

/// Faults of the headings and of the sentence below the first.
fn shape_faults(rule: &Rule) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fenced = false;
    let mut headings = Vec::new();
    for line in rule.page.lines() {
        fenced ^= line.starts_with("```");
        if !fenced && line.starts_with('#') {
            headings.push(line.to_owned());
        }
    }
    let mut expected = vec![format!("# {}", rule.name)];
    expected.extend(HEADINGS.iter().map(|heading| format!("## {heading}")));
    if headings != expected {
        faults.push(format!("headings are {headings:?}"));
    }
    let summary: Vec<&str> =
        rule.page.lines().skip(1).skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty()).collect();
    if summary.is_empty() || summary.concat().starts_with('#') || !summary.concat().ends_with('.') {
        faults.push("no summary sentence below the name".into());
    }
    faults
}

/// The desk that a page's copy is checked by. A rule that is off by itself is on for its own page.
fn desk(rule: &Rule, settings: &str, newsroom: Newsroom) -> Result<Desk, String> {
    let told = |problems: Vec<copydesk::text::Problem>| problems[0].message.clone();
    let off = rule.level == Level::Off && !settings.contains(rule.name);
    let on = if off { format!("[rules]\n{} = \"info\"\n", rule.name) } else { String::new() };
    let config = config::parse(&format!("{settings}{on}")).map_err(told)?;
    Desk::new(config, newsroom).map_err(told)
}

/// The newsroom whose officials and transcripts a page holds, which hold for all of its copy.
fn newsroom(fences: &[Fence]) -> Newsroom {
    let mut officials = Vec::new();
    for list in fences.iter().filter(|fence| fence.kind == "officials") {
        let (read, problems) = own::read(&list.text, own::Syntax::Toml, Path::new("officials.toml"));
        assert!(problems.is_empty(), "{}: officials: {}", list.line, problems[0].message);
        officials.extend(read);
    }
    let given = fences.iter().filter_map(|fence| {
        let path = PathBuf::from(fence.kind.strip_prefix("transcript ")?);
        let format = Format::of(&path).expect("a transcript's name says how it is written");
        let (text, about) = (Source::new(fence.text.clone()), Vec::new());
        Some(Given { path, format, text, about, machine: false, public: true })
    });
    let (transcripts, problems) = Transcripts::new(given.collect());
    assert!(problems.is_empty(), "transcripts: {}", problems[0].2.message);
    Newsroom { roster: Roster::new(officials), transcripts: Arc::new(transcripts), ..Newsroom::default() }
}

fn checked(copy: &str, desk: &Desk) -> Checked {
    let source = Source::new(copy.to_owned());
    check(Draft::of(source, Syntax::Markdown), desk)
}

/// Marks that nothing answers, and findings of the page's rule that nothing marks. Under Fix marks may be left out.
fn case_faults(rule: &Rule, desk: &Desk, fence: &Fence, unmarked: bool) -> Vec<String> {
    let case = case(&fence.text);
    let checked = checked(&case.copy, desk);
    let mut faults = Vec::new();
    let mut answered = vec![false; case.marks.len()];
    for finding in &checked.findings {
        let answers = |mark: &(usize, usize, usize, String)| {
            mark.3 == finding.rule && on_line(&checked.source, finding, mark.0) == Some((mark.1, mark.2))
        };
        let places: Vec<usize> = (0..case.marks.len()).filter(|&i| answers(&case.marks[i])).collect();
        places.iter().for_each(|&i| answered[i] = true);
        if places.is_empty() && finding.rule == rule.name && !unmarked {
            let words = checked.source.slice(finding.span);
            faults.push(format!("{}: under {}, unmarked: “{words}”, {}", fence.line, fence.section, finding.message));
        }
    }
    for (mark, _) in case.marks.iter().zip(answered).filter(|(_, answered)| !answered) {
        let line = checked.source.line(mark.0).map_or("", |line| checked.source.slice(line));
        let words: String = line.chars().skip(mark.1).take(mark.2 - mark.1).collect();
        faults.push(format!("{}: under {}, not found: {} at “{words}”", fence.line, fence.section, mark.3));
    }
    if fence.section == "Flagged" && !case.marks.iter().any(|mark| mark.3 == rule.name) {
        faults.push(format!("{}: under Flagged, nothing is marked {}", fence.line, rule.name));
    }
    faults
}

/// What is wrong with the fix that the page shows.
fn fix_fault(rule: &Rule, desk: &Desk, fence: &Fence, fixed: &Fence) -> Option<String> {
    let copy = case(&fence.text).copy;
    let before = checked(&copy, desk);
    let found = before.findings.iter().filter(|finding| finding.rule == rule.name);
    let Some(fix) = found.flat_map(|finding| &finding.fixes).next() else {
        return Some(format!("{}: no fix is offered", fence.line));
    };
    let Some(text) = fix::apply(&copy, &fix.edits) else {
        return Some(format!("{}: the fix does not fit the copy", fence.line));
    };
    if text != fixed.text {
        return Some(format!("{}: the fix makes\n{text}\nand not\n{}", fence.line, fixed.text));
    }
    let after = checked(&text, desk);
    let count = |checked: &Checked, name: &str| checked.findings.iter().filter(|found| found.rule == name).count();
    if count(&after, rule.name) >= count(&before, rule.name) {
        return Some(format!("{}: the fix does not silence the finding", fence.line));
    }
    // What a fix leaves to the writer to type over is selected, and stays a finding until then.
    let to_come =
        |name: &str| name == "leftover-placeholder" && fix.select.is_some_and(|place| &text[place.range()] == "TK");
    let woken =
        RULES.iter().find(|other| count(&after, other.name) > count(&before, other.name) && !to_come(other.name));
    woken.map(|other| format!("{}: the fix wakes {}", fence.line, other.name))
}

/// The columns of `finding` on a line of the copy, in characters from 0; `None` when it is not there. An empty one
/// is one character wide.
fn on_line(source: &Source, finding: &Finding, line: usize) -> Option<(usize, usize)> {
    let span = source.line(line)?;
    let (start, end) = (finding.span.start.max(span.start), finding.span.end.min(span.end));
    if start > end || (start == end && !finding.span.is_empty()) {
        return None;
    }
    let column = source.text()[span.start..start].chars().count();
    Some((column, column + source.text()[start..end].chars().count().max(1)))
}

/// Takes the marks out of a fence's text.
fn case(text: &str) -> Case {
    let mut case = Case { copy: String::new(), marks: Vec::new() };
    let mut line = 0;
    for text in text.lines() {
        let mark = text.trim_start();
        let width = mark.bytes().take_while(|&byte| byte == b'^').count();
        if let Some(name) = mark[width..].strip_prefix(' ').filter(|_| width > 0 && line > 0) {
            let column = text.chars().count() - mark.chars().count();
            case.marks.push((line - 1, column, column + width, name.trim().to_owned()));
        } else {
            case.copy += text;
            case.copy.push('\n');
            line += 1;
        }
    }
    case
}

/// The fences of a page. One of four marks may hold one of three.
fn fences(page: &str) -> Vec<Fence> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut section = String::new();
    let mut open: Option<usize> = None;
    for (i, line) in page.lines().enumerate() {
        let marks = line.bytes().take_while(|&byte| byte == b'`').count();
        match open {
            Some(width) if marks >= width && line.len() == marks => open = None,
            Some(_) => {
                if let Some(fence) = fences.last_mut() {
                    fence.text += line;
                    fence.text.push('\n');
                }
            }
            None if marks >= 3 => {
                open = Some(marks);
                let kind = line[marks..].trim().to_owned();
                fences.push(Fence { kind, section: section.clone(), line: i + 1, text: String::new() });
            }
            None => {
                if let Some(heading) = line.strip_prefix("## ") {
                    section = heading.to_owned();
                }
            }
        }
    }
    fences
}
