//! Citations that stand in the copy already, so that no source is cited twice at one place.

use crate::config::Form;
use crate::fix::reference::{self, Cited, TO_COME};
use crate::fix::target::Target;
use crate::markdown::{Article, Mark};
use crate::text::Source;

/// Whether `target` carries the citation of `cited` in that form: a footnote of the same page, the same key, an entry of the
/// front matter. Of what is not known yet, `TK`, one is enough. Links are told by their words.
pub(super) fn cites(source: &Source, article: &Article, target: &Target, form: Form, cited: Cited<'_>) -> bool {
    let page = Some(cited.url()).filter(|url| *url != TO_COME).map(reference::page);
    match form {
        Form::Link => false,
        Form::Footnote => {
            at(article, &article.footnotes, target).any(|mark| notes(source, article, mark, page.as_deref()))
        }
        Form::Key => {
            let id = match cited {
                Cited::Record(record) => record.id.as_str(),
                Cited::New(_) | Cited::Page(..) => TO_COME,
            };
            keys(article, target).any(|label| label == id)
        }
        Form::FrontMatter => keys(article, target).any(|label| {
            let mut sources = article.front_matter.iter().flat_map(|front| &front.sources);
            let entry = sources.find(|entry| entry.field(&["id"]).is_some_and(|it| it.text == label));
            let address = entry.and_then(|entry| entry.field(&["url", "link", "href"])).map(|it| it.text.as_str());
            match &page {
                Some(page) => address.is_some_and(|address| reference::page(address) == *page),
                None => address.is_none_or(|address| address == TO_COME),
            }
        }),
    }
}

/// Keys that stand at the words of `target`.
pub(super) fn keys<'a>(article: &'a Article, target: &'a Target) -> impl Iterator<Item = &'a str> {
    at(article, &article.keys, target).map(|key| key.label.as_str())
}

/// Whether a footnote whose source is not known yet stands at the words of `target`.
pub(super) fn unknown(source: &Source, article: &Article, target: &Target) -> bool {
    at(article, &article.footnotes, target).any(|mark| notes(source, article, mark, None))
}

/// The marks that stand between the words of `target` and the place where one more would.
fn at<'a>(article: &Article, marks: &'a [Mark], target: &'a Target) -> impl Iterator<Item = &'a Mark> {
    let last = target.marker.max(target.key);
    // Behind a caption, a mark stands in the block after it.
    let next = usize::from(article.prose.text()[last..].starts_with('\n'));
    let places = target.words.end.min(target.key)..=last + next;
    marks.iter().filter(move |mark| places.contains(&mark.at))
}

/// Whether the note of `mark` leads to `page`; without one, whether it says that its source is still to come.
fn notes(source: &Source, article: &Article, mark: &Mark, page: Option<&str>) -> bool {
    let same = |label: &str| label.to_lowercase() == mark.label.to_lowercase();
    article.definitions.iter().filter(|definition| same(&definition.label)).any(|definition| match page {
        Some(page) => {
            let inside = article.links.iter().filter(|link| definition.span.holds(link.span));
            inside.into_iter().any(|link| reference::page(&link.url) == page)
        }
        None => {
            let words = source.slice(definition.span).split(|c: char| !c.is_alphanumeric());
            words.into_iter().any(|word| word == TO_COME)
        }
    })
}
