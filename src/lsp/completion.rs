//! What may be written at the cursor, as the protocol has it.

use serde_json::json;
use tower_lsp::lsp_types as lsp;

use crate::fix::complete::{self, Completion, Kind, Sources};
use crate::hover::card;
use crate::lsp::server::Asked;
use crate::rules::RULES;

/// Characters behind which an editor asks by itself: keys, labels, and words behind a title or in an allowance.
pub const TRIGGERS: &[&str] = &["@", "^", " "];

/// The answer to `textDocument/completion`.
pub fn answer(asked: &Asked<'_>, position: lsp::Position) -> Option<lsp::CompletionResponse> {
    let checked = &asked.proof.checked;
    let newsroom = asked.proof.desk().newsroom();
    let library = asked.proof.library();
    let rules: Vec<_> = RULES.iter().map(|rule| (rule.name, rule.summary)).collect();
    let sources = Sources { roster: &newsroom.roster, library: &library, rules: &rules };
    let offset = asked.places.offset(position);
    let (span, offers) = complete::at(&checked.source, &checked.analysis, &sources, offset)?;
    let range = asked.places.range(span);
    let typed = checked.source.slice(span);
    let item = |(i, offer): (usize, Completion)| lsp::CompletionItem {
        text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit::new(range, offer.text.clone()))),
        // A family name that was typed would not be found in a name that starts otherwise.
        filter_text: Some(if typed.is_empty() { offer.text.clone() } else { typed.to_owned() }),
        sort_text: Some(format!("{i:04}")),
        kind: Some(icon(offer.kind)),
        detail: (!offer.detail.is_empty()).then_some(offer.detail),
        data: data(asked, offer.kind),
        label: offer.text,
        ..lsp::CompletionItem::default()
    };
    let items = offers.into_iter().enumerate().map(item).collect();
    Some(lsp::CompletionResponse::List(lsp::CompletionList { is_incomplete: true, items }))
}

/// The item with all that is known of it. `asked` is the draft for which it was offered.
pub fn resolve(asked: &Asked<'_>, mut item: lsp::CompletionItem) -> lsp::CompletionItem {
    let id = item.data.as_ref().and_then(|data| data["official"].as_str());
    let roster = &asked.proof.desk().newsroom().roster;
    if let Some((_, official)) = id.and_then(|id| roster.iter().find(|(_, official)| official.id == id)) {
        let value = card::official(official, asked.proof.checked.analysis.date);
        let card = lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value };
        item.documentation = Some(lsp::Documentation::MarkupContent(card));
    }
    item
}

/// What is needed to say more about an item.
fn data(asked: &Asked<'_>, kind: Kind) -> Option<serde_json::Value> {
    let Kind::Official(id) = kind else { return None };
    let official = asked.proof.desk().newsroom().roster.official(id);
    Some(json!({"uri": asked.version.uri, "official": official.id}))
}

fn icon(kind: Kind) -> lsp::CompletionItemKind {
    match kind {
        Kind::Footnote | Kind::Key => lsp::CompletionItemKind::REFERENCE,
        Kind::Rule => lsp::CompletionItemKind::KEYWORD,
        Kind::Field => lsp::CompletionItemKind::FIELD,
        Kind::Value => lsp::CompletionItemKind::VALUE,
        Kind::Official(_) => lsp::CompletionItemKind::CLASS,
    }
}
