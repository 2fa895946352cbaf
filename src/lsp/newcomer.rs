//! The action that adds somebody of a draft to the newsroom's own list of officials.

use std::collections::HashMap;

use tower_lsp::lsp_types as lsp;

use crate::files;
use crate::lsp::convert::Places;
use crate::lsp::server::Asked;
use crate::people::entry;
use crate::people::own::Syntax;
use crate::text::Span;

/// The action for the person named at `selection`: an entry at the end of the first list that the settings name.
/// `None` where nobody is named in full, where a list has the person already, and where there is no list.
pub fn action(asked: &Asked<'_>, selection: Span) -> Option<lsp::CodeAction> {
    let analysis = &asked.proof.checked.analysis;
    let prose = &analysis.article.prose;
    let newsroom = asked.proof.desk().newsroom();
    let mention = analysis.people.at(prose.offset(selection.start))?;
    let person = &analysis.people.persons[mention.person];
    let listed = person.official.is_some_and(|id| newsroom.roster.official(id).place.is_some());
    if !mention.full || listed || !prose.span(&mention.range).touches(selection.start) {
        return None;
    }
    let path = newsroom.lists.first()?;
    let list = files::read(path).ok()?;
    let day = analysis.date.day();
    let (offset, text) = entry::addition(list.text(), Syntax::of(path)?, &person.name, mention, day)?;
    let places = Places::new(&list, asked.places.columns());
    let edit = lsp::TextEdit::new(places.range(Span::at(offset)), text);
    let uri = lsp::Url::from_file_path(files::desks::absolute(path)).ok()?;
    Some(lsp::CodeAction {
        title: format!("Add {} to the newsroom’s officials", person.name),
        kind: Some(lsp::CodeActionKind::REFACTOR),
        edit: Some(lsp::WorkspaceEdit::new(HashMap::from([(uri, vec![edit])]))),
        ..lsp::CodeAction::default()
    })
}
