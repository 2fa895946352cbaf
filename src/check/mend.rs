//! Fixes made in a batch: those alone that need nobody's judgement.
//!
//! Whatever a rule calls safe, a batch refuses an edit after which a reader would read other words, and one that
//! wakes a new finding.

use std::collections::HashSet;
use std::ops::Range;

use crate::check::{Checked, Desk, Draft, check};
use crate::fix::{self, Edit, Fix};
use crate::markdown::{Article, Block, LinkKind};
use crate::rules::RULES;
use crate::text::Source;

/// How often a draft is read again for fixes that had to wait for others.
const PASSES: usize = 32;

/// A draft after its safe fixes.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The draft as it is now, understood and judged anew.
    pub checked: Checked,
    /// How many fixes were made; 0: the text is what it was.
    pub fixes: usize,
}

/// Makes every safe fix of `draft` that holds. Doing it again changes nothing.
pub fn mend(draft: Draft, desk: &Desk) -> Mended {
    mend_with(draft, &|draft| check(draft, desk))
}

fn mend_with(draft: Draft, look: &dyn Fn(Draft) -> Checked) -> Mended {
    let again = Draft { source: Source::new(String::new()), ..draft.clone() };
    let read = |text: String| look(Draft { source: Source::new(text), ..again.clone() });
    let mut checked = look(draft);
    let mut fixes = 0;
    let mut refused = HashSet::new();
    for _ in 0..PASSES {
        let batch = batch(&checked, &refused);
        if batch.is_empty() {
            break;
        }
        let all: Vec<Edit> = batch.iter().flat_map(|fix| fix.edits.clone()).collect();
        if let Some(better) = tried(&checked, &all, &read) {
            fixes += batch.len();
            checked = better;
            continue;
        }
        // One of them is at fault. Each is tried alone; the ones that hold wait for the next pass together.
        let Some(better) = batch.iter().find_map(|fix| {
            let better = tried(&checked, &fix.edits, &read);
            if better.is_none() {
                refused.insert(fix.title.clone() + &around(&checked, fix));
            }
            better
        }) else {
            break;
        };
        fixes += 1;
        checked = better;
    }
    Mended { checked, fixes }
}

/// The first safe fix of each finding, but none that touches one before it.
fn batch(checked: &Checked, refused: &HashSet<String>) -> Vec<Fix> {
    let mut batch: Vec<Fix> = Vec::new();
    let firsts = checked.findings.iter().filter_map(|finding| finding.fixes.iter().find(|fix| fix.safe));
    for fix in firsts.filter(|fix| !fix.edits.is_empty()) {
        let apart = |edit: &Edit| {
            batch
                .iter()
                .flat_map(|taken| &taken.edits)
                .all(|taken| edit.span.end < taken.span.start || taken.span.end < edit.span.start)
        };
        if fix.edits.iter().all(apart) && !refused.contains(&(fix.title.clone() + &around(checked, fix))) {
            batch.push(fix.clone());
        }
    }
    batch
}

/// The words around a fix, which tell it from others after lines have moved.
fn around(checked: &Checked, fix: &Fix) -> String {
    let Some(edit) = fix.edits.first() else { return String::new() };
    let line = checked.source.line(checked.source.line_of(edit.span.start)).unwrap_or(edit.span);
    checked.source.slice(line).to_owned()
}

/// The draft after `edits`; `None` when they do not fit, change words, or wake a finding.
fn tried(before: &Checked, edits: &[Edit], read: &dyn Fn(String) -> Checked) -> Option<Checked> {
    let text = before.source.text();
    let edits: Vec<Edit> = edits.iter().map(|edit| with_line_ends_of(text, edit)).collect();
    let after = read(fix::apply(text, &edits)?);
    let count = |checked: &Checked, rule: &str| checked.findings.iter().filter(|found| found.rule == rule).count();
    let woken = RULES.iter().any(|rule| count(&after, rule.name) > count(before, rule.name));
    let fewer = after.findings.len() < before.findings.len();
    (fewer && !woken && words(&before.analysis.article) == words(&after.analysis.article)).then_some(after)
}

/// An edit's line ends, as the draft writes its own.
fn with_line_ends_of(text: &str, edit: &Edit) -> Edit {
    let crlf = text.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'));
    let text = if crlf { edit.text.replace("\r\n", "\n").replace('\n', "\r\n") } else { edit.text.clone() };
    Edit { span: edit.span, text }
}

/// Letters and digits of each block, sorted, for footnotes may change places. Addresses that stand in the copy are
/// left out: nobody reads their tail.
fn words(article: &Article) -> Vec<String> {
    let addresses = article.links.iter().filter(|link| matches!(link.kind, LinkKind::Bare | LinkKind::Autolink));
    let addresses: Vec<Range<usize>> = addresses.map(|link| link.anchor.clone()).collect();
    let in_address = |offset: usize| {
        let next = addresses.partition_point(|address| address.start <= offset);
        next.checked_sub(1).is_some_and(|i| offset < addresses[i].end)
    };
    let letters = |block: &Block| {
        let letters = article.prose.slice(&block.prose).char_indices();
        let letters = letters.filter(|&(i, c)| c.is_alphanumeric() && !in_address(block.prose.start + i));
        letters.map(|(_, c)| c).collect::<String>()
    };
    let mut words: Vec<String> = article.blocks.iter().map(letters).filter(|word| !word.is_empty()).collect();
    words.sort();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analysis, Known};
    use crate::config::Level;
    use crate::markdown::Syntax;
    use crate::people::roster::Roster;
    use crate::rules::Finding;
    use crate::text::Span;

    /// What a batch makes of `text` when each of `faults` is found wherever it stands and mended as its pair says.
    fn mended(text: &str, faults: &[(&str, &str)]) -> (String, usize) {
        let look = |draft: Draft| {
            let known = Known { roster: &Roster::default(), libraries: &[], transcripts: &[], date: None, today: None };
            let analysis = Analysis::of(&draft.source, draft.syntax, &known);
            let found = faults.iter().flat_map(|&(fault, right)| {
                let finding = move |(start, _)| Finding {
                    rule: "allowance-without-reason",
                    level: Level::Warning,
                    span: Span::new(start, start + fault.len()),
                    message: String::new(),
                    related: Vec::new(),
                    fixes: vec![Fix {
                        title: right.to_owned(),
                        safe: true,
                        edits: vec![Edit { span: Span::new(start, start + fault.len()), text: right.to_owned() }],
                        select: None,
                    }],
                };
                draft.source.text().match_indices(fault).map(finding).collect::<Vec<_>>()
            });
            let mut findings: Vec<Finding> = found.collect();
            findings.sort_by_key(|finding| finding.span);
            Checked { findings, analysis, source: draft.source.clone(), allowed: Vec::new() }
        };
        let draft = |text: &str| Draft::of(Source::new(text.to_owned()), Syntax::Markdown);
        let once = mend_with(draft(text), &look);
        let twice = mend_with(draft(once.checked.source.text()), &look);
        assert_eq!((once.checked.source.text(), 0), (twice.checked.source.text(), twice.fixes), "twice is once");
        (once.checked.source.text().to_owned(), once.fixes)
    }

    #[test]
    fn fixes_compose_and_those_that_touch_wait() {
        assert_eq!(
            mended("a ,, b\n\nc ;! d ,,\n", &[(",,", "“"), (";", "."), ("!", "?")]),
            ("a “ b\n\nc .? d “\n".into(), 4)
        );
    }

    #[test]
    fn no_word_a_reader_reads_is_changed() {
        for (text, fault, right) in [
            ("The mayor left.\n", "mayor", "major"),
            ("The mayor left.\n", "mayor", ""),
            ("Left “by 12” he.\n", "12", "13"),
            ("[Bridge](x) and\n", "[Bridge](x)", "x"),
        ] {
            assert_eq!(mended(text, &[(fault, right)]), (text.into(), 0));
        }
        assert_eq!(mended("[Bridge](x?a) b\n", &[("?a", "")]), ("[Bridge](x) b\n".into(), 1));
        assert_eq!(mended("https://x.org/?utm b\n", &[("?utm", "")]).1, 1);
    }

    #[test]
    fn a_fix_that_wakes_another_finding_is_refused_and_the_rest_are_made() {
        assert_eq!(
            mended("a - b\n\nc ; d\n\ne -\n", &[("-", ";;"), (";", ".")]),
            ("a - b\n\nc . d\n\ne -\n".into(), 1)
        );
    }

    #[test]
    fn marks_and_line_ends_of_the_file_stay() {
        assert_eq!(
            mended("\u{FEFF}a\r\n\r\n~\r\nb\r\n", &[("~", "\n")]),
            ("\u{FEFF}a\r\n\r\n\r\n\r\nb\r\n".into(), 1),
            "an edit's line end is the draft's"
        );
    }
}
