//! The action that notes a new source and cites it at once.

use std::collections::HashMap;
use std::path::Path;

use tower_lsp::lsp_types as lsp;

use crate::files::{self, desks};
use crate::fix::noted::{self, Noted};
use crate::lsp::convert::Places;
use crate::lsp::server::Asked;
use crate::sources;
use crate::text::{Source, Span};

/// The action for what `selection` is to cite: an entry in the first of the newsroom's own lists of sources that takes one,
/// else in the front matter's list, and the citation of it. `TK` stands where the address goes. `None` where nothing is to
/// be cited, and where there is neither list.
pub fn action(asked: &Asked<'_>, uri: &lsp::Url, selection: Span, versioned: bool) -> Option<lsp::CodeAction> {
    let checked = &asked.proof.checked;
    let library = asked.proof.library();
    let settings = &asked.proof.desk().config().citation;
    let Noted { record, mut fix } =
        noted::in_library(&checked.source, &checked.analysis, selection, settings, &library)?;
    let shelves = &asked.proof.desk().newsroom().shelves;
    let mut shelved = shelves.iter().filter_map(|path| Some((path, shelve(path, &record)?)));
    let entry = shelved.next();
    if entry.is_none() {
        fix = noted::in_front_matter(&checked.source, &checked.analysis, selection, settings, &record)?;
    }
    let mut changes = vec![(uri.clone(), Some(asked.version.number), asked.places.edits(&fix.edits))];
    let mut place = "the front matter".to_owned();
    if let Some((path, (list, at, text))) = entry {
        let places = Places::new(&list, asked.places.columns());
        let edit = lsp::TextEdit::new(places.range(Span::at(at)), text);
        changes.push((lsp::Url::from_file_path(desks::absolute(path)).ok()?, None, vec![edit]));
        place = path.file_name()?.to_string_lossy().into_owned();
    }
    Some(lsp::CodeAction {
        title: format!("New source… {} in {place}, cited here", record.id),
        kind: Some(lsp::CodeActionKind::REFACTOR_REWRITE),
        edit: Some(edit(changes, versioned)),
        ..lsp::CodeAction::default()
    })
}

/// The list at `path`, and where the entry of `record` goes in it.
fn shelve(path: &Path, record: &sources::SourceRecord) -> Option<(Source, usize, String)> {
    let list = files::read(path).ok()?;
    let (at, text) = sources::addition::addition(path, list.text(), record)?;
    Some((list, at, text))
}

/// Changes of several files in one edit.
fn edit(changes: Vec<(lsp::Url, Option<i32>, Vec<lsp::TextEdit>)>, versioned: bool) -> lsp::WorkspaceEdit {
    if !versioned {
        let changes: HashMap<_, _> = changes.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
        return lsp::WorkspaceEdit::new(changes);
    }
    let of_file = |(uri, version, edits): (lsp::Url, Option<i32>, Vec<lsp::TextEdit>)| lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(lsp::OneOf::Left).collect(),
    };
    let changes = lsp::DocumentChanges::Edits(changes.into_iter().map(of_file).collect());
    lsp::WorkspaceEdit { document_changes: Some(changes), ..lsp::WorkspaceEdit::default() }
}
