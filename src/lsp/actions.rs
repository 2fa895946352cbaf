//! What a writer may have done to the copy at hand.
//!
//! Taken from our own findings by range and never from those that the editor sends along: some send them without
//! their source, their level or their code (Vim with ALE).

use serde::Deserialize;
use serde_json::json;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types as lsp;

use crate::check::mend;
use crate::config::{CitationSettings, Comment};
use crate::fix::{self, Edit, Fix, allow, attribution, insert, rewrite};
use crate::lsp::commands;
use crate::lsp::convert::{self, Places};
use crate::lsp::editor::Editor;
use crate::lsp::newcomer;
use crate::lsp::noted::{self, Entry};
use crate::lsp::publish::Publisher;
use crate::lsp::server::Asked;
use crate::markdown::Syntax;
use crate::rules::Finding;
use crate::text::{Source, Span};

/// One thing to do.
struct Offer {
    fix: Fix,
    kind: lsp::CodeActionKind,
    /// Whether an editor may do it without asking which one is meant.
    preferred: bool,
    /// The finding it answers, by index.
    finding: Option<usize>,
    /// What it puts into a list of sources.
    entry: Option<Entry>,
}

/// The kind of the action that makes every safe fix of a draft.
pub fn fix_all() -> lsp::CodeActionKind {
    lsp::CodeActionKind::new("source.fixAll.copydesk")
}

/// Who asks for actions, and how they are to be given.
#[derive(Clone, Copy)]
pub struct Taker<'a> {
    /// What the editor can do.
    pub editor: &'a Editor,
    /// Who describes findings.
    pub publisher: &'a Publisher,
}

/// The answer to `textDocument/codeAction`.
pub fn answer(asked: &Asked<'_>, params: &lsp::CodeActionParams, taker: Taker<'_>) -> lsp::CodeActionResponse {
    let only = params.context.only.as_deref();
    let wanted = |kind: &lsp::CodeActionKind| {
        only.is_none_or(|only| only.iter().any(|only| holds(only.as_str(), kind.as_str())))
    };
    let uri = &params.text_document.uri;
    let selection = asked.places.span(params.range);
    let mut found = offers(asked, selection);
    // Fixes of the whole draft are none of those at the cursor: they are given to who asks for them.
    if only.is_some() && wanted(&fix_all()) {
        found.extend(all(asked));
    }
    found.retain(|offer| wanted(&offer.kind));
    let actions = found.into_iter().map(|offer| {
        let data =
            json!({"uri": uri, "version": asked.version.number, "range": params.range, "title": offer.fix.title});
        let mut action = action(asked, uri, offer, taker);
        if taker.editor.resolves_actions {
            action.edit = None;
            action.data = Some(data);
            // Emacs asks for the edit only of an action that brings nothing at all.
            if taker.editor.resolves_commands {
                action.command = None;
            }
        }
        action.into()
    });
    let newcomer = newcomer::action(asked, selection).filter(|_| wanted(&lsp::CodeActionKind::REFACTOR));
    actions.chain(newcomer.map(Into::into)).collect()
}

/// What `codeAction/resolve` is asked about.
#[derive(Deserialize)]
struct Chosen {
    uri: lsp::Url,
    version: i32,
    range: lsp::Range,
    title: String,
}

/// The action that was chosen, with its edit; an error when the draft has changed since it was offered.
pub fn resolve(asked: &Asked<'_>, chosen: lsp::CodeAction, taker: Taker<'_>) -> Result<lsp::CodeAction> {
    let Some(Ok(data)) = chosen.data.clone().map(Chosen::deserialize) else { return Ok(chosen) };
    if data.version != asked.version.number {
        return Err(Error::new(ErrorCode::ContentModified));
    }
    let selection = asked.places.span(data.range);
    let mut found = offers(asked, selection);
    if chosen.kind == Some(fix_all()) {
        found.extend(all(asked));
    }
    let same = |offer: &Offer| offer.fix.title == data.title && Some(&offer.kind) == chosen.kind.as_ref();
    let offer = found.into_iter().find(same).ok_or_else(|| Error::invalid_params("no such action"))?;
    let lsp::CodeAction { edit, command, .. } = action(asked, &data.uri, offer, taker);
    Ok(lsp::CodeAction { edit, command, ..chosen })
}

fn action(asked: &Asked<'_>, uri: &lsp::Url, offer: Offer, taker: Taker<'_>) -> lsp::CodeAction {
    let describe = |i: usize| {
        let finding = &asked.proof.checked.findings[i];
        taker.publisher.describe(asked.places.diagnostic(finding, Some(uri)))
    };
    let edits = asked.places.edits(&offer.fix.edits);
    let command = select(asked, uri, &offer, taker.editor);
    let draft = (uri.clone(), Some(asked.version.number), edits);
    // The list is not open here, as far as anybody knows: its version is none.
    let list = offer.entry.map(|entry| (entry.uri, None, vec![entry.edit]));
    let changes = std::iter::once(draft).chain(list).collect();
    lsp::CodeAction {
        kind: Some(offer.kind),
        diagnostics: offer.finding.map(|i| vec![describe(i)]),
        edit: Some(convert::workspace_edit(changes, taker.editor.versioned_edits)),
        command,
        is_preferred: offer.preferred.then_some(true),
        title: offer.fix.title,
        ..lsp::CodeAction::default()
    }
}

/// Whether the kind `outer` is `inner` or one that it belongs to; the empty kind holds all.
fn holds(outer: &str, inner: &str) -> bool {
    outer.is_empty() || inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Every safe fix of the draft at once; `None` when there is none.
fn all(asked: &Asked<'_>) -> Option<Offer> {
    let mended = mend::mend(asked.proof.draft(), asked.proof.desk());
    if mended.fixes == 0 {
        return None;
    }
    let edits = vec![between(asked.proof.checked.source.text(), mended.checked.source.text())];
    let fix = Fix { title: "Make all safe fixes".to_owned(), safe: true, edits, select: None };
    Some(Offer { fix, kind: fix_all(), preferred: false, finding: None, entry: None })
}

/// The edit that makes `after` of `before`: what is between the text that both start with and end with.
fn between(before: &str, after: &str) -> Edit {
    let same = |(x, y): &(char, char)| x == y;
    let width = |(c, _): (char, char)| c.len_utf8();
    let head: usize = before.chars().zip(after.chars()).take_while(same).map(width).sum();
    let (rest_before, rest_after) = (&before[head..], &after[head..]);
    let tail: usize = rest_before.chars().rev().zip(rest_after.chars().rev()).take_while(same).map(width).sum();
    let text = rest_after[..rest_after.len() - tail].to_owned();
    Edit { span: Span::new(head, before.len() - tail), text }
}

/// What may be done at `selection`, in the order in which a menu shows it.
fn offers(asked: &Asked<'_>, selection: Span) -> Vec<Offer> {
    let checked = &asked.proof.checked;
    let (source, analysis) = (&checked.source, &checked.analysis);
    let touched = |span: Span| span.touches(selection.start) || span.overlaps(selection);
    let here: Vec<(usize, &Finding)> =
        checked.findings.iter().enumerate().filter(|(_, finding)| touched(finding.span)).collect();
    let of = |rules: &[&str]| here.iter().find(|(_, finding)| rules.contains(&finding.rule)).map(|&(i, _)| i);
    let mut offers = Vec::new();
    let mut put = |(fix, entry): (Fix, Option<Entry>), finding: Option<usize>, preferred: bool| {
        let kind =
            if finding.is_some() { lsp::CodeActionKind::QUICKFIX } else { lsp::CodeActionKind::REFACTOR_REWRITE };
        // A rule may offer what is offered for any credit or quotation.
        let again = |offer: &Offer| offer.fix.edits == fix.edits && offer.entry.is_some() == entry.is_some();
        if !fix.edits.is_empty() && !offers.iter().any(again) {
            offers.push(Offer { fix, kind, preferred, finding, entry });
        }
    };

    // Sources that are known come before the link to an unknown one that the rule offers.
    let (uncited, others): (Vec<_>, Vec<_>) = here.iter().partition(|(_, finding)| UNCITED.contains(&finding.rule));
    for (i, finding) in others {
        for fix in &finding.fixes {
            let preferred = fix.safe && MARK_RULES.contains(&finding.rule);
            put((fix.clone(), None), Some(i), preferred);
        }
    }
    for quote in quotes_at(asked, selection) {
        for fix in attribution::offers(source, analysis, quote) {
            put((fix, None), of(&["unattributed-quote"]), false);
        }
    }
    let library = asked.proof.library();
    let comment = if asked.version.is_mdx() { Comment::Mdx } else { Comment::Html };
    let settings = &CitationSettings { comment, ..asked.proof.desk().config().citation };
    let insert::Citations { known, new } = insert::citations(source, analysis, selection, settings, &library);
    let known = known.into_iter().map(|fix| (fix, None)).chain(noted::offer(asked, selection, settings, &library));
    for offer in known.chain(new.into_iter().map(|fix| (fix, None))) {
        put(offer, of(UNCITED), false);
    }
    for (i, finding) in uncited {
        for fix in &finding.fixes {
            put((fix.clone(), None), Some(i), false);
        }
    }
    for fix in rewrite::citations(source, analysis, selection.start, settings, &library) {
        put((fix, None), of(&["bare-url"]), false);
    }
    if asked.proof.syntax() == Syntax::Markdown {
        for &(i, finding) in &here {
            if let Some(fix) = allow::offer(source, &analysis.article, finding.span, finding.rule, comment) {
                put((fix, None), Some(i), false);
            }
        }
    }
    offers
}

/// Rules that a citation answers.
const UNCITED: &[&str] =
    &["uncited-outlet", "uncited-post", "uncited-data", "uncited-document", "uncited-figure", "uncited-quote"];

/// Rules whose safe fixes mend marks and nothing else.
const MARK_RULES: &[&str] = &["unbalanced-quote", "mixed-quote-marks"];

/// The innermost quotation at a cursor, or every outer one that a selection shares words with.
fn quotes_at(asked: &Asked<'_>, selection: Span) -> Vec<usize> {
    let analysis = &asked.proof.checked.analysis;
    let prose = &analysis.article.prose;
    let holds = |i: &usize| prose.span(&analysis.quotes.list[*i].range).touches(selection.start);
    if selection.is_empty() {
        return analysis.quotes.at(prose.offset(selection.start)).filter(holds).into_iter().collect();
    }
    let outer = analysis.quotes.list.iter().enumerate().filter(|(_, quote)| quote.parent.is_none());
    outer.filter(|(_, quote)| prose.span(&quote.range).overlaps(selection)).map(|(i, _)| i).collect()
}

/// The command that selects what is to be typed over after `offer`, in the draft or else in the list, where the editor can.
fn select(asked: &Asked<'_>, uri: &lsp::Url, offer: &Offer, editor: &Editor) -> Option<lsp::Command> {
    let (uri, range) = match (offer.fix.select, &offer.entry) {
        (Some(select), _) => {
            let after = Source::new(fix::apply(asked.proof.checked.source.text(), &offer.fix.edits)?);
            (uri, Places::new(&after, asked.places.columns()).range(select))
        }
        (None, entry) => entry.as_ref().and_then(|entry| Some((&entry.uri, entry.select?)))?,
    };
    let place = json!({"uri": uri, "takeFocus": true, "selection": range});
    let select =
        || lsp::Command::new("Select what to type over".to_owned(), commands::SELECT.to_owned(), Some(vec![place]));
    editor.shows_documents.then(select)
}
