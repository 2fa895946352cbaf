//! What a writer may have done to the copy at hand.
//!
//! Taken from our own findings by range and never from those that the editor sends along: some send them without
//! their source, their level or their code (Vim with ALE).

use serde_json::json;
use tower_lsp::lsp_types as lsp;

use crate::fix::{self, Fix, allow, attribution, insert};
use crate::lsp::convert::{self, Places};
use crate::lsp::editor::Editor;
use crate::lsp::publish::Publisher;
use crate::lsp::server::Asked;
use crate::markdown::Syntax;
use crate::rules::Finding;
use crate::text::{Source, Span};

/// The command that selects a place once an action has changed the text, such as a `TK` to type over.
pub const SELECT: &str = "copydesk.select";

/// One thing to do.
struct Offer {
    fix: Fix,
    kind: lsp::CodeActionKind,
    /// Whether an editor may do it without asking which one is meant.
    preferred: bool,
    /// The finding it answers, by index.
    finding: Option<usize>,
}

/// The answer to `textDocument/codeAction`.
pub fn answer(
    asked: &Asked<'_>,
    params: &lsp::CodeActionParams,
    editor: &Editor,
    publisher: &Publisher,
) -> lsp::CodeActionResponse {
    let selection = asked.places.span(params.range);
    let wanted = |kind: &lsp::CodeActionKind| {
        params.context.only.as_ref().is_none_or(|only| only.iter().any(|only| holds(only.as_str(), kind.as_str())))
    };
    let uri = &params.text_document.uri;
    let findings = &asked.proof.checked.findings;
    let offers = offers(asked, selection).into_iter().filter(|offer| wanted(&offer.kind));
    offers
        .map(|offer| {
            let diagnostic =
                offer.finding.map(|i| publisher.describe(asked.places.diagnostic(&findings[i], Some(uri))));
            let edits = asked.places.edits(&offer.fix.edits);
            lsp::CodeActionOrCommand::CodeAction(lsp::CodeAction {
                kind: Some(offer.kind),
                diagnostics: diagnostic.map(|diagnostic| vec![diagnostic]),
                edit: Some(convert::workspace_edit(uri.clone(), asked.version.number, edits, editor.versioned_edits)),
                command: select(asked, uri, &offer.fix, editor),
                is_preferred: offer.preferred.then_some(true),
                title: offer.fix.title,
                ..lsp::CodeAction::default()
            })
        })
        .collect()
}

/// Whether the kind `outer` is `inner` or one that it belongs to; the empty kind holds all.
fn holds(outer: &str, inner: &str) -> bool {
    outer.is_empty() || inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
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
    let mut put = |fix: Fix, finding: Option<usize>, preferred: bool| {
        let kind =
            if finding.is_some() { lsp::CodeActionKind::QUICKFIX } else { lsp::CodeActionKind::REFACTOR_REWRITE };
        // A rule may offer what is offered for any credit or quotation.
        let again = |offer: &Offer| offer.fix.edits == fix.edits;
        if !fix.edits.is_empty() && !offers.iter().any(again) {
            offers.push(Offer { fix, kind, preferred, finding });
        }
    };

    for &(i, finding) in &here {
        for fix in &finding.fixes {
            let preferred = fix.safe && MARK_RULES.contains(&finding.rule);
            put(fix.clone(), Some(i), preferred);
        }
    }
    for quote in quotes_at(asked, selection) {
        for fix in attribution::offers(source, analysis, quote) {
            put(fix, of(&["unattributed-quote"]), false);
        }
    }
    let newsroom = asked.proof.desk().newsroom();
    let settings = &asked.proof.desk().config().citation;
    for fix in insert::citations(source, analysis, selection, settings, &newsroom.library) {
        put(fix, of(&["uncited-outlet", "uncited-post", "uncited-data", "uncited-document"]), false);
    }
    if asked.proof.syntax == Syntax::Markdown {
        let comment = if asked.version.is_mdx() { allow::Comment::Mdx } else { allow::Comment::Html };
        for &(i, finding) in &here {
            if let Some(fix) = allow::offer(source, &analysis.article, finding.span, finding.rule, comment) {
                put(fix, Some(i), false);
            }
        }
    }
    offers
}

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

/// The command that selects what `fix` wants selected, where the editor can.
fn select(asked: &Asked<'_>, uri: &lsp::Url, fix: &Fix, editor: &Editor) -> Option<lsp::Command> {
    let select = fix.select.filter(|_| editor.shows_documents)?;
    let after = Source::new(fix::apply(asked.proof.checked.source.text(), &fix.edits)?);
    let range = Places::new(&after, asked.places.columns()).range(select);
    let place = json!({"uri": uri, "takeFocus": true, "selection": range});
    Some(lsp::Command::new("Select what to type over".to_owned(), SELECT.to_owned(), Some(vec![place])))
}
