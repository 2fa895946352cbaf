//! Words quoted in a headline that nobody says in the story.

use crate::analysis::{Analysis, headline};
use crate::config::Level;
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsupported-headline-quote",
    summary: "words quoted in a headline, deck, caption or pull quotation that no quotation of the story holds",
    level: Level::Warning,
    page: include_str!("unsupported_headline_quote.md"),
    check,
};

/// A block quotation that shares this much with one of the story, in hundredths, was pulled from it.
const PULLED: usize = 70;
/// A longer one is no pull quotation.
const PULL_WORDS: usize = 40;

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let shown = headline::shown(analysis);
    if shown.is_empty() {
        return;
    }
    let spoken = headline::spoken(analysis);
    let pulled = |words: &[String]| {
        (4..=PULL_WORDS).contains(&words.len()) && spoken.iter().any(|spoken| headline::shares(spoken, words) >= PULLED)
    };
    // What a block quotation says in the story's own run is speech that a headline may take up.
    let blocks: Vec<Vec<String>> = shown
        .iter()
        .filter(|shown| shown.place == PULL && !pulled(&shown.words))
        .map(|shown| shown.words.clone())
        .collect();
    for shown in &shown {
        let held = spoken.iter().chain(&blocks).any(|spoken| headline::holds(spoken, &shown.words));
        if held || shown.place == PULL && !pulled(&shown.words) {
            continue;
        }
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: shown.span,
            message: format!("no quotation of the story holds these words of the {}", shown.place),
            related: Vec::new(),
            fixes: Vec::new(),
        });
    }
}

/// As the analysis calls a block quotation.
const PULL: &str = "pull quotation";
