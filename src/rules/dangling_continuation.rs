//! Speech that a closing mark ended and the next paragraph carries on without a speaker.

use crate::analysis::{Analysis, speech};
use crate::attribution::Found;
use crate::attribution::clue::Clue;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "dangling-continuation",
    summary: "speech goes on in a new paragraph, without a speaker, after its mark was closed",
    level: Level::Hint,
    page: include_str!("dangling_continuation.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for (i, quote) in analysis.quotes.list.iter().enumerate().filter(|(_, quote)| speech::is_outer(quote)) {
        let speaker = &analysis.speakers[i];
        let onward = speaker.found == Found::Continued
            && speaker.evidence.first().is_some_and(|best| best.clue == Clue::Onward)
            && quote.continues.is_none()
            && speech::opens(analysis, quote)
            && speech::closes(analysis, quote);
        let Some(before) = speech::previous(analysis, i).filter(|_| onward) else { continue };
        let earlier = &analysis.quotes.list[before];
        let dangles = earlier.block + 1 == quote.block
            && earlier.closed
            && earlier.style == quote.style
            && speech::closes(analysis, earlier)
            && speech::agree(analysis, before, i);
        if !dangles {
            continue;
        }
        let mark = prose.span(&(earlier.inside.end..earlier.range.end));
        let fix = Fix {
            title: "Leave the speech of the paragraph before open".to_owned(),
            safe: false,
            edits: vec![Edit { span: mark, text: String::new() }],
            select: None,
        };
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&quote.range),
            message: "speech goes on after its mark was closed, and nobody is named".to_owned(),
            related: vec![Related { span: mark, message: "the speech before it ends here".to_owned() }],
            fixes: vec![fix],
        });
    }
}
