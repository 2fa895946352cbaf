//! A verb of speech that judges what is said.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::analysis::things::Quoted;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::language::verbs::{self, Form, Frames, Match};
use crate::rules::{Finding, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "loaded-verb",
    summary: "a verb of speech that judges what is said",
    level: Level::Hint,
    page: include_str!("loaded_verb.md"),
    check,
};

/// What the table of verbs says of those that judge, and what such a verb does.
const LOADED: &[(&str, &str)] = &[
    ("aggression", "paints the speaker as angry"),
    ("doubt", "casts doubt on the words"),
    ("admission", "makes a confession of the words"),
    ("self-praise", "makes a boast of the words"),
];

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    let text = prose.text();
    let tokens = &analysis.reading.tokens;
    let quoted = Quoted::of(analysis);
    let mut cues: Vec<&Range<usize>> = analysis.speakers.iter().filter_map(|speaker| speaker.cue.as_ref()).collect();
    cues.sort_by_key(|cue| (cue.start, cue.end));
    for (i, token) in tokens.iter().enumerate() {
        let Some(found) = verbs::at(text, tokens, i).filter(|found| load(found).is_some()) else { continue };
        let Some(last) = tokens.get(i + found.len - 1) else { continue };
        let range = token.start as usize..last.end() as usize;
        // Beside a quotation it is the cue; before “that” it reports a clause. A noun is neither: her claim that.
        let next = cues.partition_point(|cue| cue.start <= range.start);
        let cue = cues[..next].iter().rev().take(8).any(|cue| cue.end >= range.end);
        let that = tokens.get(i + found.len).is_some_and(|next| next.text(text).eq_ignore_ascii_case("that"))
            && found.verb.frames.has(Frames::THAT)
            && found.form.has(Form::PAST.or(Form::GERUND))
            && !found.form.has(Form::BASE);
        if quoted.holds(&range) || !(cue || that) {
            continue;
        }
        let (word, what) = (prose.slice(&range), load(&found).unwrap_or_default());
        let said = said(analysis, &found, &range, that);
        let fixes = said.map(|said| Fix {
            title: format!("Write “{said}”"),
            safe: false,
            edits: vec![Edit { span: prose.span(&range), text: said.to_owned() }],
            select: None,
        });
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&range),
            message: format!("“{word}” {what}"),
            related: Vec::new(),
            fixes: fixes.into_iter().collect(),
        });
    }
}

/// What a verb does that judges; `None` for one that does not.
fn load(found: &Match) -> Option<&'static str> {
    LOADED.iter().find(|(stance, _)| *stance == found.verb.stance).map(|(_, what)| *what)
}

/// The form of “say” that fits where the verb stands; `None` where “say” takes no such words: slammed it as “…”.
fn said(analysis: &Analysis, found: &Match, range: &Range<usize>, that: bool) -> Option<&'static str> {
    let text = analysis.article.prose.text();
    let behind = text[range.end..].trim_start();
    let tag =
        behind.starts_with([',', '.', ':', '“', '"']) || text[..range.start].trim_end().ends_with(['”', '"', ',']);
    let speaks = found.verb.frames.has(Frames::QUOTE) && found.verb.frames.has(Frames::PARENTHETICAL) && tag;
    if !that && !speaks {
        return None;
    }
    let form = found.form;
    if form.has(Form::GERUND) {
        Some("saying")
    } else if form.has(Form::PRESENT) {
        Some("says")
    } else if form.has(Form::PAST) {
        Some("said")
    } else {
        None
    }
}
