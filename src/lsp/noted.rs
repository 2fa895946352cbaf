//! The offer to note a new source and to cite it at once.

use std::path::Path;

use tower_lsp::lsp_types as lsp;

use crate::config::CitationSettings;
use crate::files::{self, desks};
use crate::fix::Fix;
use crate::fix::noted::{self, Noted};
use crate::lsp::convert::Places;
use crate::lsp::server::Asked;
use crate::sources::addition::{self, Addition};
use crate::sources::{Library, SourceRecord};
use crate::text::{Source, Span};

/// What is put into a list of sources.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The list's file.
    pub uri: lsp::Url,
    /// The change of it.
    pub edit: lsp::TextEdit,
    /// Where the `TK` of the entry stands afterwards.
    pub select: Option<lsp::Range>,
}

/// The citation of a new source at `selection`, and its entry in the first of the newsroom's own lists of sources that takes
/// one; without an entry where the citation itself puts it into the front matter's list. `TK` stands where the address goes.
/// `None` where nothing is to be cited, and where there is neither list.
pub fn offer(
    asked: &Asked<'_>,
    selection: Span,
    settings: &CitationSettings,
    library: &Library,
) -> Option<(Fix, Option<Entry>)> {
    let checked = &asked.proof.checked;
    let Noted { record, mut fix } =
        noted::in_library(&checked.source, &checked.analysis, selection, settings, library)?;
    let shelves = &asked.proof.desk().newsroom().shelves;
    let shelved = shelves.iter().find_map(|path| Some((path, entry(asked, path, &record)?)));
    let place = match &shelved {
        Some((path, _)) => path.file_name()?.to_string_lossy().into_owned(),
        None => {
            fix = noted::in_front_matter(&checked.source, &checked.analysis, selection, settings, &record)?;
            "the front matter".to_owned()
        }
    };
    fix.title = format!("New source… {} in {place}, cited here", record.id);
    Some((fix, shelved.map(|(_, entry)| entry)))
}

/// The entry of `record` in the list at `path`; `None` where that list takes none.
fn entry(asked: &Asked<'_>, path: &Path, record: &SourceRecord) -> Option<Entry> {
    let list = files::read(path).ok()?;
    let Addition { at, text, to_come } = addition::addition(path, list.text(), record)?;
    let columns = asked.places.columns();
    let range = Places::new(&list, columns).range(Span::at(at));
    let after = Source::new(format!("{}{text}{}", &list.text()[..at], &list.text()[at..]));
    Some(Entry {
        uri: lsp::Url::from_file_path(desks::absolute(path)).ok()?,
        edit: lsp::TextEdit::new(range, text),
        select: to_come.map(|span| Places::new(&after, columns).range(span)),
    })
}
