//! A source that nobody has noted yet: its record, and its citation at once.

use crate::analysis::Analysis;
use crate::citations::CreditKind;
use crate::config::{CitationSettings, Form};
use crate::fix::proof::{self, Added};
use crate::fix::reference::{self, Cited};
use crate::fix::{Fix, insert, listed};
use crate::sources::{Kind, Library, SourceRecord};
use crate::text::{Source, Span};

/// A source that nobody has noted yet, and its citation.
#[derive(Clone, Debug)]
pub struct Noted {
    /// The source, as far as the copy tells it. Its id is one that no source has.
    pub record: SourceRecord,
    /// Its citation in the copy.
    pub fix: Fix,
}

/// The citation of a source that is still to be noted in a list, in the form that the settings prefer; `None` where that form
/// is an entry of the front matter itself.
pub fn in_library(
    source: &Source,
    analysis: &Analysis,
    selection: Span,
    settings: &CitationSettings,
    library: &Library,
) -> Option<Noted> {
    let target = insert::open_target(analysis, selection, settings)?;
    let own = analysis.article.front_matter.iter().flat_map(|front| &front.sources).flat_map(|entry| &entry.fields);
    let listed: Vec<&str> = own.filter(|(name, _)| name == "id").map(|(_, id)| id.text.as_str()).collect();
    let stem = reference::slug(&target.name);
    let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
    let free = |id: &String| library.find(id).is_none() && !listed.contains(&id.as_str());
    let record = SourceRecord {
        id: std::iter::once(stem.clone()).chain(numbered).find(free)?,
        kind: match target.kind {
            Some(CreditKind::Post) => Kind::Post,
            Some(CreditKind::Data) => Kind::Dataset,
            Some(CreditKind::Document) => Kind::Document,
            _ => Kind::Article,
        },
        outlet: Some(target.name.clone()).filter(|name| !name.is_empty()),
        ..SourceRecord::default()
    };
    let form = Some(settings.form).filter(|form| *form != Form::FrontMatter)?;
    let fix = insert::fix(source, analysis, &target, form, Cited::Record(&record), settings)?;
    Some(Noted { record, fix })
}

/// The citation of `record`, and its entry in the list of sources that the front matter has; `None` where it has none.
pub fn in_front_matter(
    source: &Source,
    analysis: &Analysis,
    selection: Span,
    settings: &CitationSettings,
    record: &SourceRecord,
) -> Option<Fix> {
    let article = &analysis.article;
    article.front_matter.as_ref().filter(|front| !front.sources.is_empty())?;
    let target = insert::open_target(analysis, selection, settings)?;
    let cited = Cited::Record(record);
    let mut fix = insert::fix(source, analysis, &target, settings.form, cited, settings)?;
    fix.edits.insert(0, listed::edit(source, article, cited, target.kind)?);
    // The entry stands before all copy, so the edits are in order; what comes of both is proven together.
    let added = match settings.form {
        Form::Link => Added { links: 1, sources: 1, ..Added::default() },
        Form::Footnote => Added { markers: 1, definitions: 1, sources: 1, ..Added::default() },
        Form::Key => Added { keys: 1, sources: 1, ..Added::default() },
        Form::FrontMatter => return None,
    };
    fix.select = None;
    proof::holds(source, article, &fix.edits, added).then_some(fix)
}
