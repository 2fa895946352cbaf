//! Footnotes: a marker in the copy and its definition among the others.

use rustc_hash::FxHashMap;

use crate::config::Labels;
use crate::fix::Edit;
use crate::fix::reference::{self, Cited, TO_COME, slug};
use crate::markdown::{Article, Definition};
use crate::text::Span;

/// The footnotes of an article, ready to be added to.
pub(crate) struct Notes<'a> {
    text: &'a str,
    article: &'a Article,
    /// For each marker, the definition of the nearest marker up to it that has one.
    before: Vec<Option<&'a Definition>>,
    /// For each marker, the definition of the nearest marker from it on that has one.
    after: Vec<Option<&'a Definition>>,
    /// What labels new ones get.
    labels: Labels,
}

impl<'a> Notes<'a> {
    /// The footnotes of `article`, which was read from `text`.
    pub(crate) fn of(text: &'a str, article: &'a Article) -> Self {
        let labels: FxHashMap<&str, &Definition> =
            article.definitions.iter().rev().map(|definition| (definition.label.as_str(), definition)).collect();
        let defined = || article.footnotes.iter().map(|mark| labels.get(mark.label.as_str()).copied());
        let carried = |last: &mut Option<&'a Definition>, own: Option<&'a Definition>| {
            *last = own.or(*last);
            Some(*last)
        };
        let before = defined().scan(None, carried).collect();
        let mut after: Vec<_> = defined().rev().scan(None, carried).collect();
        after.reverse();
        Self { text, article, before, after, labels: Labels::default() }
    }

    /// The same footnotes; new ones get such labels.
    pub(crate) fn labelled(self, labels: Labels) -> Self {
        Self { labels, ..self }
    }

    /// The edits for a marker at `place`, an offset of the text, and its definition, and how many bytes into the
    /// definition's text its `TK` stands. The definition is `None` where one of the same address is there already.
    pub(crate) fn edits(&self, place: usize, cited: Cited<'_>) -> (Edit, Option<(Edit, usize)>) {
        if let Some(definition) = self.same_page(cited) {
            return (Edit { span: Span::at(place), text: format!("[^{}]", definition.label) }, None);
        }
        let label = self.label(cited);
        let marker = Edit { span: Span::at(place), text: format!("[^{label}]") };
        (marker, Some(self.definition(place, &label, &cited.note())))
    }

    /// The edit that defines `label`, whose marker stands at `place`, as `note`, and how many bytes into the edit's
    /// text the note's `TK` stands, if it has one.
    pub(crate) fn definition(&self, place: usize, label: &str, note: &str) -> (Edit, usize) {
        let (at, before, after) = self.definition_place(place);
        let definition = format!("{before}[^{label}]: {note}{after}");
        let to_come = definition.rfind(TO_COME).unwrap_or(definition.len());
        (Edit { span: Span::at(at), text: definition }, to_come)
    }

    /// The definition that already leads to the page cited.
    fn same_page(&self, cited: Cited<'_>) -> Option<&'a Definition> {
        if cited.url() == TO_COME {
            return None;
        }
        let page = reference::page(cited.url());
        let link = self.article.links.iter().filter(|link| reference::page(&link.url) == page);
        let holds = |span: Span| self.article.definitions.iter().find(|definition| definition.span.holds(span));
        link.filter_map(|link| holds(link.span)).next()
    }

    /// A label that no other footnote has, of the scheme that is asked for.
    fn label(&self, cited: Cited<'_>) -> String {
        let labels = || {
            let marked = self.article.footnotes.iter().map(|mark| mark.label.as_str());
            marked.chain(self.article.definitions.iter().map(|definition| definition.label.as_str()))
        };
        let numbers: Option<Vec<u32>> = match self.labels {
            Labels::Draft => labels().map(|label| label.parse().ok()).collect(),
            Labels::Numbers => Some(labels().filter_map(|label| label.parse().ok()).chain([0]).collect()),
            Labels::Id | Labels::Outlet => None,
        };
        if let Some(highest) = numbers.and_then(|numbers| numbers.into_iter().max()) {
            return highest.saturating_add(1).to_string();
        }
        let outlet = Some(cited.outlet()).filter(|outlet| self.labels == Labels::Outlet && !outlet.is_empty());
        let stem: String = outlet
            .map_or_else(|| cited.id(), slug)
            .chars()
            .filter(|&c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
            .collect();
        let taken = |candidate: &str| labels().any(|label| label.to_lowercase() == candidate.to_lowercase());
        let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
        std::iter::once(stem.clone()).chain(numbered).find(|candidate| !taken(candidate)).unwrap_or(stem)
    }

    /// Where a definition goes for a marker at `place`, and the line ends before and after it: behind the definition of
    /// the marker before it, before that of the marker after it, else at the end of the file.
    fn definition_place(&self, place: usize) -> (usize, String, String) {
        let text = self.text;
        let line_end = line_end(text);
        let definitions = &self.article.definitions;
        // Definitions with an empty line between them keep one.
        let gap = match definitions.as_slice() {
            [first, second, ..] => {
                let between = text.get(first.span.end..second.span.start).unwrap_or_default();
                line_end.repeat(between.matches(line_end).count().clamp(1, 2))
            }
            _ => line_end.to_owned(),
        };
        let split = self.article.footnotes.partition_point(|mark| mark.span.end <= place);
        if let Some(definition) = split.checked_sub(1).and_then(|i| self.before[i]) {
            return (definition.span.end, gap, String::new());
        }
        if let Some(definition) = self.after.get(split).copied().flatten() {
            return (definition.span.start, String::new(), gap);
        }
        if let Some(definition) = definitions.last() {
            return (definition.span.end, gap, String::new());
        }
        let written = text.trim_end_matches(['\n', '\r']).len();
        let ends = text[written..].matches(line_end).count();
        (text.len(), line_end.repeat(2_usize.saturating_sub(ends)), line_end.to_owned())
    }
}

/// The line end that the file uses: that of its first line.
pub(crate) fn line_end(text: &str) -> &'static str {
    match text.find(['\n', '\r']).map(|at| &text[at..]) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}
