//! A surname alone that two people of the draft share.

use rustc_hash::FxHashSet;

use crate::analysis::Analysis;
use crate::config::Level;
use crate::fix::{Edit, Fix};
use crate::language::lexicon::Class;
use crate::language::tokens::Kind;
use crate::language::verbs::Form;
use crate::markdown::BlockKind;
use crate::people::mentions::Mention;
use crate::rules::{Finding, Related, Rule, Settings};

/// The rule.
pub static RULE: Rule = Rule {
    name: "ambiguous-surname",
    summary: "a surname that several people of the draft share",
    level: Level::Info,
    page: include_str!("ambiguous_surname.md"),
    check,
};

/// More people of one surname than a menu needs.
const MOST: usize = 4;

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let prose = &analysis.article.prose;
    let people = &analysis.people;
    let mut told = FxHashSet::default();
    for mention in &people.mentions {
        let person = &people.persons[mention.person];
        // A courtesy title tells most readers who is meant, and so does any office.
        let bare = mention.range == mention.name && !mention.headline;
        let block = analysis.article.block_at(mention.range.start);
        let heading = block.is_some_and(|block| is_heading(analysis, block));
        if person.shared_by.len() < 2 || !bare || heading || !acts(analysis, mention) {
            continue;
        }
        if !told.insert((mention.person, block)) {
            continue;
        }
        let span = prose.span(&mention.name);
        let who: Vec<&str> = person.shared_by.iter().map(|&other| people.persons[other].name.as_str()).collect();
        let first = |other: usize| people.mentions.iter().find(|mention| mention.person == other);
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span,
            message: format!("“{}” may be {}", prose.slice(&mention.name), who.join(" or ")),
            related: person
                .shared_by
                .iter()
                .take(MOST)
                .filter_map(|&other| first(other))
                .map(|mention| Related { span: prose.span(&mention.range), message: "named here".into() })
                .collect(),
            fixes: who
                .iter()
                .take(MOST)
                .map(|name| Fix {
                    title: format!("Write “{name}”"),
                    safe: false,
                    select: None,
                    edits: vec![Edit { span, text: (*name).to_owned() }],
                })
                .collect(),
        });
    }
}

/// Whether somebody is meant and not a family, a campaign or a household: a verb or `’s` follows.
fn acts(analysis: &Analysis, mention: &Mention) -> bool {
    let tokens = &analysis.reading.tokens;
    let after = analysis.reading.token_from(mention.name.end);
    let before = analysis.reading.token_from(mention.name.start).checked_sub(1).map(|i| tokens[i].class);
    let article = before.is_some_and(|class| class.has(Class::DETERMINER));
    let verb = tokens.get(after).is_some_and(|token| {
        let reports = token.class.verb().is_some() && token.class.form().has(Form::PAST.or(Form::PRESENT));
        token.kind == Kind::Clitic || reports || token.class.has(Class::AUXILIARY.or(Class::FINITE))
    });
    verb && !article
}

/// Whether a block is a heading, or a line that ends without a stop as headlines do.
fn is_heading(analysis: &Analysis, block: usize) -> bool {
    let block = &analysis.article.blocks[block];
    matches!(block.kind, BlockKind::Heading(_))
        || !analysis
            .article
            .prose
            .slice(&block.prose)
            .trim_end()
            .ends_with(['.', '!', '?', '…', '”', '"', ':', '’', ')'])
}
