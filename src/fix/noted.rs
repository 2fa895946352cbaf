//! A source that nobody has noted yet: its record, and its citation at once.

use crate::analysis::Analysis;
use crate::citations::CreditKind;
use crate::config::{CitationSettings, Form};
use crate::fix::reference::{self, Cited};
use crate::fix::{Fix, insert, listed, standing};
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
    let article = &analysis.article;
    let own = article.front_matter.iter().flat_map(|front| &front.sources).flat_map(|entry| &entry.fields);
    let listed: Vec<&str> = own.filter(|(name, _)| name == "id").map(|(_, id)| id.text.as_str()).collect();
    let stem = reference::slug(&target.name);
    let is_noted = |key: &str| {
        let number = key.strip_prefix(stem.as_str()).map(|rest| rest.trim_start_matches('-'));
        number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
            && library.find(key).is_none_or(|record| record.url.is_none())
    };
    // Who has noted it once is to fill it in, not to note it again.
    if standing::keys(article, &target).any(is_noted) || standing::unknown(source, article, &target) {
        return None;
    }
    // A key may be cited before the list that was given it is saved.
    let cited = |id: &str| article.keys.iter().any(|key| key.label == id);
    let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
    let free = |id: &String| library.find(id).is_none() && !listed.contains(&id.as_str()) && !cited(id);
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
    let fix = insert::fix(source, analysis, &target, form, Cited::Record(&record), settings, None)?;
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
    let form = Some(settings.form).filter(|form| *form != Form::FrontMatter)?;
    let cited = Cited::Record(record);
    let entry = listed::edit(source, article, cited, target.kind)?;
    insert::fix(source, analysis, &target, form, cited, settings, Some(&entry))
}
