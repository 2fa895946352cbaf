//! The rules: one visible list.

pub mod allowance_without_reason;
pub mod ambiguous_speaker;
pub mod ambiguous_surname;
pub mod anonymous_source;
pub mod bare_url;
pub mod dangling_continuation;
pub mod duplicate_quote;
pub mod duplicate_source;
pub mod fragment_as_sentence;
pub mod generic_link_text;
pub mod homepage_link;
pub mod inconsistent_name;
pub mod late_attribution;
pub mod leftover_placeholder;
pub mod loaded_verb;
pub mod misquote;
pub mod misspelled_name;
pub mod mixed_quote_marks;
pub mod stale_title;
pub mod tracking_link;
pub mod two_speakers_one_paragraph;
pub mod unannounced_speaker_change;
pub mod unarchived_source;
pub mod unattributed_quote;
pub mod unbalanced_quote;
pub mod uncited_data;
pub mod uncited_document;
pub mod uncited_figure;
pub mod uncited_outlet;
pub mod uncited_post;
pub mod uncited_quote;
pub mod undefined_citation;
pub mod unintroduced_person;
pub mod unintroduced_speaker;
pub mod unsupported_headline_quote;
pub mod unused_allowance;
pub mod unused_footnote;
pub mod unused_source;
pub mod unverified_quote;
pub mod vague_attribution;
pub mod wrong_outlet_link;
pub mod wrong_party_or_state;

use rustc_hash::FxHashSet;

use crate::analysis::Analysis;
use crate::citations::{Credit, CreditKind};
use crate::config::{CitationSettings, Genre, Level, Per, Setting, Wording};
use crate::fix::{Fix, insert};
use crate::sources::publishers;
use crate::text::Span;

/// A fault that copydesk looks for.
pub struct Rule {
    /// Named for the fault, in kebab case.
    pub name: &'static str,
    /// What is wrong, in one clause.
    pub summary: &'static str,
    /// Its level by default.
    pub level: Level,
    /// Its page, Markdown with fixed headings.
    pub page: &'static str,
    /// Looks for it. Findings come in any order.
    pub check: fn(&Analysis, &Settings<'_>, &mut Vec<Finding>),
}

/// What a rule may be told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings<'a> {
    /// The draft's text, for fixes that must see more than the prose.
    pub text: &'a str,
    /// When a credit counts as cited; `None` is the rule's own default.
    pub per: Option<Per>,
    /// How faithful quotations have to be to their transcript.
    pub wording: Wording,
    /// What kind of journalism the draft is.
    pub genre: Genre,
    /// How citations are written.
    pub citation: CitationSettings,
    /// Names of the newsroom's own outlets.
    pub outlets: &'a [Setting],
}

impl Settings<'_> {
    /// Credits of `kind` that nothing cites within the reach that the settings give. Where an earlier citation in the
    /// document would do, only the first credit to each source is there: citing it cites the others.
    pub fn uncited<'a>(
        &'a self,
        analysis: &'a Analysis,
        kind: CreditKind,
    ) -> impl Iterator<Item = &'a Credit> + use<'a> {
        let per = self.per.unwrap_or_default();
        let mut named = FxHashSet::default();
        analysis.citations.credits.iter().filter(move |credit| {
            credit.kind == kind
                && !self.is_own(credit)
                && match per {
                    Per::Sentence => !credit.cited_in_sentence,
                    Per::Paragraph => !credit.cited_in_paragraph,
                    Per::Document => !credit.cited_in_document && named.insert(credit.name.as_str()),
                }
        })
    }

    /// Whether a credit is to one of the newsroom's own outlets: a paper does not cite itself.
    fn is_own(&self, credit: &Credit) -> bool {
        let usual = |name: &str| {
            let known = publishers::outlets().named(name).map_or(name, |publisher| publisher.name);
            publishers::without_article(known).to_lowercase()
        };
        !self.outlets.is_empty() && self.outlets.iter().any(|own| usual(own.text.trim()) == usual(&credit.name))
    }

    /// The link that `credit` lacks, its address still to come.
    pub fn link(&self, analysis: &Analysis, credit: &Credit) -> Vec<Fix> {
        insert::link(&analysis.article, &insert::anchor(analysis, credit, self.citation.anchor)).into_iter().collect()
    }
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// A fault found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// Where.
    pub span: Span,
    /// What is wrong, in one clause, lower case, no full stop.
    pub message: String,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// What may be done about it, best first.
    pub fixes: Vec<Fix>,
}

/// Every rule, in the order of the README's table.
pub static RULES: &[&Rule] = &[
    &unattributed_quote::RULE,
    &late_attribution::RULE,
    &unannounced_speaker_change::RULE,
    &unintroduced_speaker::RULE,
    &ambiguous_speaker::RULE,
    &anonymous_source::RULE,
    &dangling_continuation::RULE,
    &fragment_as_sentence::RULE,
    &two_speakers_one_paragraph::RULE,
    &loaded_verb::RULE,
    &unsupported_headline_quote::RULE,
    &unbalanced_quote::RULE,
    &mixed_quote_marks::RULE,
    &duplicate_quote::RULE,
    &misquote::RULE,
    &unverified_quote::RULE,
    &uncited_outlet::RULE,
    &uncited_post::RULE,
    &uncited_data::RULE,
    &uncited_document::RULE,
    &uncited_figure::RULE,
    &uncited_quote::RULE,
    &vague_attribution::RULE,
    &wrong_outlet_link::RULE,
    &homepage_link::RULE,
    &tracking_link::RULE,
    &generic_link_text::RULE,
    &bare_url::RULE,
    &unused_footnote::RULE,
    &duplicate_source::RULE,
    &unused_source::RULE,
    &unarchived_source::RULE,
    &undefined_citation::RULE,
    &inconsistent_name::RULE,
    &misspelled_name::RULE,
    &stale_title::RULE,
    &wrong_party_or_state::RULE,
    &ambiguous_surname::RULE,
    &unintroduced_person::RULE,
    &leftover_placeholder::RULE,
    &allowance_without_reason::RULE,
    &unused_allowance::RULE,
];

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
