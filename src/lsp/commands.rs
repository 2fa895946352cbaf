//! Commands that an editor's own buttons and menus call.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types as lsp;

use crate::check::glance::Glance;
use crate::fix::{Edit, insert};
use crate::lsp::convert;
use crate::lsp::server::{Asked, Server};
use crate::lsp::service;
use crate::quotes::Kind;
use crate::report::sheet;
use crate::rules;

/// Selects a place once an action has changed the text, such as a `TK` to type over: `{uri, selection}`.
pub const SELECT: &str = "copydesk.select";
/// Answers with the fact-check sheet of a draft, Markdown: `{uri}`.
pub const SHEET: &str = "copydesk.sheet";
/// Cites an address at a place of a draft: `{uri, range, url}`.
pub const CITE: &str = "copydesk.insertCitation";
/// Answers with the page of a rule, Markdown, and shows it where the editor can and `show` is not false: `{rule, show}`.
pub const RULE: &str = "copydesk.showRule";
/// Reads settings, officials and sources again.
pub const REINDEX: &str = "copydesk.reindex";
/// Answers with the draft in numbers: `{uri}`.
pub const GLANCE: &str = "copydesk.glance";
/// Answers with every quotation and who says it: `{uri}`.
pub const QUOTATIONS: &str = "copydesk.quotations";

/// Answers with the text of a draft as the server has it, to find an edit that was lost on the way: `{uri}`.
pub const TEXT: &str = "copydesk.text";

/// All of them.
pub const ALL: &[&str] = &[SELECT, SHEET, CITE, RULE, REINDEX, GLANCE, QUOTATIONS, TEXT];

impl Server {
    /// Does what a command asks for.
    pub(super) async fn run(&self, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
        let argument = params.arguments.into_iter().next().unwrap_or_default();
        match params.command.as_str() {
            SELECT => {
                let place = serde_json::from_value(argument).map_err(|_| Error::invalid_params("no place"))?;
                self.show(place);
                Ok(None)
            }
            SHEET => self.ask(|asked| Some(json!(sheet::markdown(&asked.proof.checked)))).await,
            GLANCE => self.ask(|asked| Some(glance(asked))).await,
            QUOTATIONS => self.ask(|asked| Some(quotations(asked))).await,
            TEXT => Ok(service::asked().map(|version| json!(version.text()))),
            CITE => self.cite(argument).await,
            RULE => self.show_rule(&argument),
            REINDEX => {
                self.read_again();
                Ok(None)
            }
            _ => Err(Error::invalid_params("no such command")),
        }
    }

    async fn cite(&self, argument: Value) -> Result<Option<Value>> {
        let wrong = || Error::invalid_params("a uri, a range and a url are needed");
        let uri: lsp::Url = serde_json::from_value(argument["uri"].clone()).map_err(|_| wrong())?;
        let range: lsp::Range = serde_json::from_value(argument["range"].clone()).map_err(|_| wrong())?;
        let url = argument["url"].as_str().filter(|url| lsp::Url::parse(url).is_ok()).ok_or_else(wrong)?.to_owned();
        let versioned = self.editor().versioned_edits;
        let edit = self.ask(move |asked| {
            let edits = citation(asked, range, &url)?;
            let edits = asked.places.edits(&edits);
            Some(convert::workspace_edit(uri, asked.version.number, edits, versioned))
        });
        let Some(edit) = edit.await? else { return Ok(Some(json!(false))) };
        let client = self.client.clone();
        tokio::spawn(async move { client.apply_edit(edit).await });
        Ok(Some(json!(true)))
    }

    fn show_rule(&self, argument: &Value) -> Result<Option<Value>> {
        let name = argument["rule"].as_str().or(argument.as_str()).unwrap_or_default();
        let rule = rules::named(name).ok_or_else(|| Error::invalid_params("no such rule"))?;
        let wanted = argument["show"] != Value::Bool(false);
        if let Some(uri) = self.publisher.page(rule.name).filter(|_| wanted) {
            self.show(lsp::ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: None });
        }
        Ok(Some(json!(rule.page)))
    }

    /// Has the editor show a place, if it can.
    fn show(&self, place: lsp::ShowDocumentParams) {
        if self.editor().shows_documents {
            let client = self.client.clone();
            tokio::spawn(async move { client.show_document(place).await });
        }
    }
}

/// The draft in numbers.
fn glance(asked: &Asked<'_>) -> Value {
    let glance = Glance::of(&asked.proof.checked);
    json!({
        "quotations": glance.quotations,
        "speakers": glance.speakers,
        "unattributed": glance.unattributed,
        "uncited": glance.uncited,
    })
}

/// Every outer quotation of speech, in order.
fn quotations(asked: &Asked<'_>) -> Value {
    let analysis = &asked.proof.checked.analysis;
    let prose = &analysis.article.prose;
    let speech = analysis.quotes.list.iter().zip(&analysis.speakers).filter(|(quote, _)| {
        quote.parent.is_none() && matches!(quote.kind, Kind::Full | Kind::Partial | Kind::Fragment | Kind::Blockquote)
    });
    let told = speech.map(|(quote, speaker)| {
        let written = speaker.mention.as_ref().map(|range| prose.slice(range));
        json!({
            "range": asked.places.range(prose.span(&quote.range)),
            "text": prose.slice(&quote.range),
            "speaker": speaker.name.as_deref().or(written),
        })
    });
    told.collect()
}

/// The first way to cite at `range`, with `url` where `TK` stands for the address.
fn citation(asked: &Asked<'_>, range: lsp::Range, url: &str) -> Option<Vec<Edit>> {
    let checked = &asked.proof.checked;
    let desk = asked.proof.desk();
    let (settings, library) = (&desk.config().citation, &desk.newsroom().library);
    let selection = asked.places.span(range);
    let fixes = insert::citations(&checked.source, &checked.analysis, selection, settings, library);
    let mut edits = fixes.into_iter().find(|fix| fix.select.is_some())?.edits;
    let edit = edits.iter_mut().rev().find(|edit| edit.text.contains("TK"))?;
    let at = edit.text.rfind("TK")?;
    edit.text.replace_range(at..at + 2, url);
    Some(edits)
}
