//! Another speaker takes over, and readers learn it only behind the speech.

use crate::analysis::{Analysis, speech};
use crate::config::Level;
use crate::fix::late;
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unannounced-speaker-change",
    summary: "another speaker takes over and is named only behind the speech",
    level: Level::Info,
    page: include_str!("unannounced_speaker_change.md"),
    check,
};

/// How many sentences a reader lays to the wrong person. Of one the tag comes soon enough, and of three on it is late
/// whoever spoke before.
const SENTENCES: usize = 2;

/// A few words quoted in passing are nobody's turn.
const FEWEST: usize = 4;

fn check(analysis: &Analysis, settings: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for (i, quote) in analysis.quotes.list.iter().enumerate() {
        let changes = speech::opens(analysis, quote)
            && speech::sentences_before_tag(analysis, i).is_some_and(|count| count == SENTENCES);
        let Some(before) = speech::previous(analysis, i).filter(|_| changes) else { continue };
        let earlier = &analysis.quotes.list[before];
        let beside = earlier.block + 1 == quote.block && earlier.words >= FEWEST && speech::differ(analysis, before, i);
        let announced = analysis.speakers[i]
            .person
            .is_some_and(|person| speech::named_between(analysis, person, &(earlier.range.start..quote.range.start)));
        if !beside || announced {
            continue;
        }
        let name = analysis.speakers[before].name.clone().unwrap_or_default();
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&quote.range),
            message: format!("the speaker is no longer {name}, and is named only behind the words"),
            related: vec![Related { span: prose.span(&earlier.range), message: format!("{name} speaks here") }],
            fixes: late::forward(settings.text, analysis, i).into_iter().collect(),
        });
    }
}
