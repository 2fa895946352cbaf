//! From one place of a thing to its others, and another name for all of them.

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types as lsp;

use crate::analysis::things::{self, Place, Thing};
use crate::files;
use crate::fix;
use crate::hover;
use crate::lsp::convert::{self, Places};
use crate::lsp::editor::Editor;
use crate::lsp::server::Asked;
use crate::text::{Columns, Span};

/// Where the thing at a place is defined: in the draft, or in the file of sources or officials that knows it. Of other
/// words of a quotation it is the place of the transcript where they are said.
pub fn definition(asked: &Asked<'_>, uri: &lsp::Url, position: lsp::Position) -> Option<lsp::GotoDefinitionResponse> {
    let analysis = &asked.proof.checked.analysis;
    let offset = asked.places.offset(position);
    let Some((thing, here)) = things::at(analysis, offset) else {
        let sighting = hover::quotation::sighting(analysis, offset)?;
        let said = outside(&sighting.path, sighting.span, asked.places.columns())?;
        return Some(lsp::GotoDefinitionResponse::Array(vec![said]));
    };
    let places = things::places(analysis, &thing);
    let defined = places.iter().filter(|place| place.defines && place.span != here.span);
    let mut found: Vec<_> = defined.map(|place| location(asked, uri, place)).collect();
    found.extend(elsewhere(asked, &thing));
    if found.is_empty() && here.defines {
        found.push(location(asked, uri, &here));
    }
    (!found.is_empty()).then_some(lsp::GotoDefinitionResponse::Array(found))
}

/// All places of the thing at a place.
pub fn references(asked: &Asked<'_>, params: &lsp::ReferenceParams) -> Option<Vec<lsp::Location>> {
    let at = &params.text_document_position;
    let (_, places) = all(asked, at.position)?;
    let wanted = places.iter().filter(|place| params.context.include_declaration || !place.defines);
    Some(wanted.map(|place| location(asked, &at.text_document.uri, place)).collect())
}

/// The same, to be lit up.
pub fn highlights(asked: &Asked<'_>, position: lsp::Position) -> Option<Vec<lsp::DocumentHighlight>> {
    let (_, places) = all(asked, position)?;
    let light = |place: &Place| {
        let kind = if place.defines { lsp::DocumentHighlightKind::WRITE } else { lsp::DocumentHighlightKind::READ };
        lsp::DocumentHighlight { range: asked.places.range(place.span), kind: Some(kind) }
    };
    Some(places.iter().map(light).collect())
}

/// What would be renamed at a place.
pub fn prepare_rename(asked: &Asked<'_>, position: lsp::Position) -> Option<lsp::PrepareRenameResponse> {
    let checked = &asked.proof.checked;
    let offset = asked.places.offset(position);
    let (thing, place) = things::at(&checked.analysis, offset)?;
    let name = place.name.filter(|_| !place.quoted)?;
    // A name that cannot be changed to itself cannot be changed at all.
    fix::rename::rename(&checked.source, &checked.analysis, &thing, checked.source.slice(name)).ok()?;
    let placeholder = checked.source.slice(name).to_owned();
    Some(lsp::PrepareRenameResponse::RangeWithPlaceholder { range: asked.places.range(name), placeholder })
}

/// Another name for the thing at a place.
pub fn rename(asked: &Asked<'_>, params: &lsp::RenameParams, editor: &Editor) -> Result<Option<lsp::WorkspaceEdit>> {
    let checked = &asked.proof.checked;
    let at = &params.text_document_position;
    let Some((thing, _)) = things::at(&checked.analysis, asked.places.offset(at.position)) else { return Ok(None) };
    let edits = fix::rename::rename(&checked.source, &checked.analysis, &thing, &params.new_name);
    let edits = asked.places.edits(&edits.map_err(Error::invalid_params)?);
    let uri = at.text_document.uri.clone();
    Ok(Some(convert::workspace_edit(vec![(uri, Some(asked.version.number), edits)], editor.versioned_edits)))
}

fn all(asked: &Asked<'_>, position: lsp::Position) -> Option<(Thing, Vec<Place>)> {
    let analysis = &asked.proof.checked.analysis;
    let (thing, _) = things::at(analysis, asked.places.offset(position))?;
    let places = things::places(analysis, &thing);
    Some((thing, places))
}

fn location(asked: &Asked<'_>, uri: &lsp::Url, place: &Place) -> lsp::Location {
    lsp::Location::new(uri.clone(), asked.places.range(place.span))
}

/// Where a thing is defined outside the draft.
fn elsewhere(asked: &Asked<'_>, thing: &Thing) -> Option<lsp::Location> {
    let newsroom = asked.proof.desk().newsroom();
    let library = asked.proof.library();
    let place = match thing {
        Thing::Footnote(_) => None,
        Thing::Key(key) => library.find(key)?.place.as_ref(),
        Thing::Person(person) => {
            let person = asked.proof.checked.analysis.people.persons.get(*person)?;
            newsroom.roster.official(person.official?).place.as_ref()
        }
    };
    let (path, span) = place?;
    outside(path, *span, asked.places.columns())
}

/// A place in a file that is not open.
fn outside(path: &std::path::Path, span: Span, columns: Columns) -> Option<lsp::Location> {
    let source = files::read(path).ok()?;
    let uri = lsp::Url::from_file_path(files::desks::absolute(path)).ok()?;
    // The file may have become shorter since it was read.
    let span = if span.end <= source.text().len() { span } else { Span::at(0) };
    Some(lsp::Location::new(uri, Places::new(&source, columns).range(span)))
}
