//! A speaker who is quoted by surname before the full name comes.

use rustc_hash::FxHashSet;

use crate::analysis::Analysis;
use crate::analysis::things::Quoted;
use crate::attribution::Found;
use crate::config::Level;
use crate::markdown::{BlockKind, Syntax};
use crate::people::mentions::Mention;
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unintroduced-speaker",
    summary: "a speaker who is quoted by surname before the full name comes",
    level: Level::Info,
    page: include_str!("unintroduced_speaker.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings<'_>, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    let people = &analysis.people;
    let quoted = Quoted::of(analysis);
    let mut places = vec![Places::default(); people.persons.len()];
    for mention in people.mentions.iter().filter(|mention| !quoted.holds(&mention.range)) {
        let places = &mut places[mention.person];
        if mention.full && places.full.is_none() {
            places.full = Some(mention);
        }
        if mention.range != mention.name && places.titled.is_none() && !is_headline(analysis, mention.range.start) {
            places.titled = Some(mention.range.start);
        }
    }
    let mut seen: FxHashSet<usize> = FxHashSet::default();
    for speaker in analysis.speakers.iter().filter(|speaker| speaker.found != Found::None) {
        let (Some(mention), Some(person)) = (&speaker.mention, speaker.person) else { continue };
        // A title or a courtesy title says who it is, and inside a longer phrase the name is not who speaks.
        let here = people.at(mention.end).filter(|here| {
            here.person == person
                && here.range == here.name
                && here.range.start >= mention.start
                && here.name.end == mention.end
                && !here.full
                && !here.headline
                && !quoted.holds(&here.range)
                && !is_headline(analysis, here.range.start)
        });
        let (Some(here), Some(full)) = (here, places[person].full) else { continue };
        let told = places[person].titled.is_some_and(|titled| titled < here.range.start);
        if full.range.start < here.range.start || told || !seen.insert(person) {
            continue;
        }
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span: prose.span(&here.range),
            message: format!("{} is quoted before the full name comes", prose.slice(&here.name)),
            related: vec![Related {
                span: prose.span(&full.range),
                message: format!("{} is introduced only here", people.persons[person].name),
            }],
            fixes: Vec::new(),
        });
    }
}

/// Where a person is introduced.
#[derive(Clone, Debug, Default)]
struct Places<'a> {
    /// The first full name.
    full: Option<&'a Mention>,
    /// The start of the first name with a title.
    titled: Option<usize>,
}

/// Whether a place lies in what stands above or beside the story: headings, captions, the first line of plain text.
fn is_headline(analysis: &Analysis, offset: usize) -> bool {
    let article = &analysis.article;
    article.block_at(offset).is_some_and(|block| {
        matches!(article.blocks[block].kind, BlockKind::Heading(_) | BlockKind::Caption)
            || block == 0 && article.syntax == Syntax::Plain
    })
}
