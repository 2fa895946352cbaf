//! Words in quotation marks that are not those of the transcript.

use crate::analysis::Analysis;
use crate::config::{Level, Wording};
use crate::fix::restore;
use crate::rules::{Finding, Related, Rule, Settings};
use crate::text::Span;
use crate::transcripts::lookup::{Difference, Lookup, Sighting};

/// The rule.
pub static RULE: Rule = Rule {
    name: "misquote",
    summary: "a quotation that differs from its transcript",
    level: Level::Warning,
    page: include_str!("misquote.md"),
    check,
};

fn check(analysis: &Analysis, settings: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    for (i, quote) in analysis.quotes.list.iter().enumerate() {
        let Some(Lookup::There(sighting)) = analysis.lookup(i) else { continue };
        let cleaned = settings.wording == Wording::Verbatim && sighting.cleaned > 0;
        if sighting.differences.is_empty() && !sighting.swapped && !cleaned {
            continue;
        }
        let place = |difference: &Difference| -> Span {
            let at = |offset: usize| (quote.inside.start + offset).min(quote.inside.end);
            prose.span(&(at(difference.quoted.start)..at(difference.quoted.end)))
        };
        let related = sighting.differences.iter().filter(|_| sighting.public);
        let related = related.map(|difference| Related { span: place(difference), message: told(difference) });
        findings.push(Finding {
            rule: RULE.name,
            // What a machine heard proves little.
            level: if sighting.machine { Level::Info } else { RULE.level },
            span: prose.span(&quote.range),
            message: message(sighting, cleaned),
            related: related.collect(),
            fixes: restore::offer(settings.text, analysis, i, sighting).into_iter().collect(),
        });
    }
}

/// Where it differs, and in what: the first difference in words, and how many more there are.
fn message(sighting: &Sighting, cleaned: bool) -> String {
    let mut message = format!("differs from transcript {} {}", sighting.name(), sighting.place);
    match (sighting.differences.split_first(), &sighting.speaker) {
        (_, Some(speaker)) if sighting.swapped => message += &format!(", where {speaker} says it"),
        (Some((first, rest)), _) if sighting.public => {
            message += &format!(": {}", told(first));
            if !rest.is_empty() {
                message += &format!(", and {} more", rest.len());
            }
        }
        (None, _) if cleaned => message += ": sounds of hesitation or words said twice are left out",
        _ => {}
    }
    message
}

/// One difference in words.
fn told(difference: &Difference) -> String {
    match (difference.said.as_str(), difference.quoted.is_empty()) {
        ("", _) => "the transcript does not have these words".to_owned(),
        (said, true) => format!("the transcript has “{said}” here"),
        (said, false) => format!("the transcript has “{said}” instead"),
    }
}
