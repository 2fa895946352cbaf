//! Commands that an editor's own buttons and menus call.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types as lsp;

use crate::check::glance::Glance;
use crate::config::{CitationSettings, Comment};
use crate::files;
use crate::fix::{Edit, insert};
use crate::lsp::convert;
use crate::lsp::server::{Asked, Server};
use crate::lsp::service;
use crate::quotes::Kind;
use crate::report::factcheck::state::Memory;
use crate::report::factcheck::{Material, Sheet, html};
use crate::report::sheet;
use crate::rules;

/// Selects a place once an action has changed the text, such as a `TK` to type over: `{uri, selection}`.
pub const SELECT: &str = "copydesk.select";
/// Answers with the fact-check sheet of a draft: `{uri, format}`. Markdown, or with `format: "html"` a page of its own.
pub const SHEET: &str = "copydesk.sheet";
/// Cites an address at a place of a draft: `{uri, range, url, apply}`. With `apply: false` it answers with the edit and leaves
/// it to the editor, say for a paste.
pub const CITE: &str = "copydesk.insertCitation";
/// Answers with the page of a rule, Markdown, and shows it where the editor can and `show` is not false: `{rule, show}`.
pub const RULE: &str = "copydesk.showRule";
/// Answers with every rule, `{rule, summary}`, in the order of their names.
pub const RULES: &str = "copydesk.rules";
/// Reads settings, officials and sources again.
pub const REINDEX: &str = "copydesk.reindex";
/// Answers with the draft in numbers: `{uri}`.
pub const GLANCE: &str = "copydesk.glance";
/// Answers with every quotation and who says it: `{uri}`.
pub const QUOTATIONS: &str = "copydesk.quotations";
/// Answers with the text of a draft as the server has it, to find an edit that was lost on the way: `{uri}`.
pub const TEXT: &str = "copydesk.text";

/// All of them.
pub const ALL: &[&str] = &[SELECT, SHEET, CITE, RULE, RULES, REINDEX, GLANCE, QUOTATIONS, TEXT];

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
            SHEET => {
                let html = argument["format"] == "html";
                self.ask(move |asked| Some(sheet(asked, html))).await
            }
            GLANCE => self.ask(|asked| Some(glance(asked))).await,
            QUOTATIONS => self.ask(|asked| Some(quotations(asked))).await,
            TEXT => Ok(service::asked().map(|version| json!(version.text()))),
            CITE => self.cite(argument).await,
            RULE => self.show_rule(&argument),
            RULES => Ok(Some(all_rules())),
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
        let applies = argument["apply"] != false;
        let versioned = self.editor().versioned_edits;
        let edit = self.ask(move |asked| {
            let edits = citation(asked, range, &url)?;
            let edits = asked.places.edits(&edits);
            Some(convert::workspace_edit(vec![(uri, Some(asked.version.number), edits)], versioned))
        });
        let Some(edit) = edit.await? else { return Ok(Some(json!(false))) };
        if !applies {
            return Ok(Some(json!(edit)));
        }
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

/// Every rule and what it looks for.
fn all_rules() -> Value {
    let mut rules: Vec<_> = rules::RULES.iter().map(|rule| (rule.name, rule.summary)).collect();
    rules.sort_unstable();
    rules.into_iter().map(|(rule, summary)| json!({"rule": rule, "summary": summary})).collect()
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

/// The citation of `url` at `range`, in the form that the settings prefer.
fn citation(asked: &Asked<'_>, range: lsp::Range, url: &str) -> Option<Vec<Edit>> {
    let checked = &asked.proof.checked;
    let comment = if asked.version.is_mdx() { Comment::Mdx } else { Comment::Html };
    let settings = &CitationSettings { comment, ..asked.proof.desk().config().citation };
    let selection = asked.places.span(range);
    insert::page(&checked.source, &checked.analysis, selection, settings, url).map(|fix| fix.edits)
}

/// The fact-check sheet: Markdown, or the whole page, with what checkers wrote into a `NAME.check.toml` beside the draft.
fn sheet(asked: &Asked<'_>, html: bool) -> Value {
    let checked = &asked.proof.checked;
    if !html {
        return json!(sheet::markdown(checked));
    }
    let uri = lsp::Url::parse(&asked.version.uri).ok();
    let path = uri.and_then(|uri| uri.to_file_path().ok()).unwrap_or_default();
    let kept = files::read(&path.with_extension("check.toml")).ok();
    // A file of checks that cannot be read is told by the command line, which would write it.
    let memory = kept.and_then(|kept| Memory::parse(kept.text()).ok()).unwrap_or_default();
    let library = asked.proof.library();
    let material = Material { checked, roster: &asked.proof.desk().newsroom().roster, libraries: &[&library] };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    json!(html::page(&Sheet::of(&material, &memory), checked, &name))
}
