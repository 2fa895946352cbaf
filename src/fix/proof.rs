//! Proof that an edit leaves the copy as it was: the result is read again and compared.

use std::ops::Range;

use crate::fix::{Edit, apply};
use crate::markdown::{self, Article, BlockKind};
use crate::quotes;
use crate::text::Source;

/// How many of each a citation adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Added {
    /// Links.
    pub links: usize,
    /// Footnote markers.
    pub markers: usize,
    /// Footnote definitions.
    pub definitions: usize,
    /// Keys.
    pub keys: usize,
    /// Sources in the front matter.
    pub sources: usize,
}

/// Whether `edits` add just this to `source`, read as `article`, and leave every other word, quotation, link,
/// marker, key and source as it was.
pub(crate) fn holds(source: &Source, article: &Article, edits: &[Edit], added: Added) -> bool {
    let Some(text) = apply(source.text(), edits) else { return false };
    let edited = Source::new(text);
    let after = markdown::read(&edited, article.syntax);
    let listed = |article: &Article| article.front_matter.as_ref().map_or(0, |front| front.sources.len());
    words(article) == words(&after)
        && speech(article) == speech(&after)
        && article.links.len() + added.links == after.links.len()
        && kept(article.links.iter().map(|link| &link.url), after.links.iter().map(|link| &link.url))
        && article.footnotes.len() + added.markers == after.footnotes.len()
        && kept(article.footnotes.iter().map(|mark| &mark.label), after.footnotes.iter().map(|mark| &mark.label))
        && article.definitions.len() + added.definitions == after.definitions.len()
        && kept(article.definitions.iter().map(|it| &it.label), after.definitions.iter().map(|it| &it.label))
        && article.keys.len() + added.keys == after.keys.len()
        && kept(article.keys.iter().map(|key| &key.label), after.keys.iter().map(|key| &key.label))
        && article.inline_notes.len() == after.inline_notes.len()
        && listed(article) + added.sources == listed(&after)
        && troubled(article) == troubled(&after)
        && article.allowances.len() == after.allowances.len()
}

/// Whether `edits` write a citation of `source`, read as `article`, in another form: every word but those of `cut`, a range of
/// the prose, and every quotation stays, one citation goes at most, and one comes.
pub(crate) fn rewrites(source: &Source, article: &Article, edits: &[Edit], cut: &Range<usize>) -> bool {
    let Some(text) = apply(source.text(), edits) else { return false };
    let after = markdown::read(&Source::new(text), article.syntax);
    let gone = |before: Vec<&String>, mut after: Vec<&String>| {
        let missing = |one: &&String| match after.iter().position(|other| other == one) {
            Some(i) => {
                after.swap_remove(i);
                false
            }
            None => true,
        };
        before.into_iter().filter(missing).count()
    };
    let urls = |article: &'_ Article| {
        article.links.iter().map(|link| crate::sources::url::canonical(&link.url)).collect::<Vec<_>>()
    };
    let (old, new) = (urls(article), urls(&after));
    let marks = |article: &Article| article.footnotes.len() + article.keys.len();
    words_but(article, cut) == words(&after)
        && speech(article) == speech(&after)
        && gone(old.iter().collect(), new.iter().collect()) <= 1
        && article.links.len() + marks(article) <= after.links.len() + marks(&after) + 1
        && gone(labels(article), labels(&after)) <= 1
        && gone(ids(article), ids(&after)) == 0
        && troubled(article) == troubled(&after)
        && article.allowances.len() == after.allowances.len()
}

/// Labels of markers and keys.
fn labels(article: &Article) -> Vec<&String> {
    article.footnotes.iter().chain(&article.keys).map(|mark| &mark.label).collect()
}

/// Ids of the sources in the front matter.
fn ids(article: &Article) -> Vec<&String> {
    let sources = article.front_matter.iter().flat_map(|front| &front.sources);
    sources.filter_map(|entry| entry.field(&["id"])).map(|id| &id.text).collect()
}

/// How much of the front matter cannot be read.
fn troubled(article: &Article) -> usize {
    article.front_matter.as_ref().map_or(0, |front| front.problems.len())
}

/// The copy without white space and full stops, which a key moves; footnotes are citations and left out.
fn words(article: &Article) -> String {
    words_but(article, &(0..0))
}

/// The same without what stands at `cut`.
fn words_but(article: &Article, cut: &Range<usize>) -> String {
    let copy = article.blocks.iter().filter(|block| block.kind != BlockKind::Footnote);
    copy.flat_map(|block| article.prose.slice(&block.prose).char_indices().map(|(i, c)| (block.prose.start + i, c)))
        .filter(|(at, c)| !cut.contains(at) && !c.is_whitespace() && *c != '.')
        .map(|(_, c)| c)
        .collect()
}

/// What every quotation says, full stops at its end left out.
fn speech(article: &Article) -> Vec<String> {
    let quotes = quotes::find(article).list;
    let copy = quotes.iter().filter(|quote| article.blocks[quote.block].kind != BlockKind::Footnote);
    copy.map(|quote| article.prose.slice(&quote.inside).trim_end_matches('.').to_owned()).collect()
}

/// Whether all of `before` are among `after`, in their order.
fn kept<'a>(before: impl Iterator<Item = &'a String>, mut after: impl Iterator<Item = &'a String>) -> bool {
    before.into_iter().all(|one| after.any(|other| other == one))
}
