//! Ways to cite a source: a link, a footnote, a key or a source in the front matter.
//!
//! `TK` stands where an address is not known; none is ever made up. Every edit is proven by reading its result.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::citations::{Credit, CreditKind};
use crate::config::{Anchor, CitationSettings, Comment, Form, Labels};
use crate::fix::listed::Listed;
use crate::fix::note::Notes;
use crate::fix::proof::{self, Added};
use crate::fix::reference::{self, Cited, TO_COME};
use crate::fix::target::{self, Target};
use crate::fix::{Edit, Fix, candidates, listed, standing};
use crate::markdown::{Article, BlockKind, Mark, Syntax};
use crate::sources::Library;
use crate::text::{Source, Span};

/// Citations that can be inserted at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citations {
    /// Of sources that the library has, in the form that the settings prefer, best first. Few.
    pub known: Vec<Fix>,
    /// Of a source that nobody has noted, in every form, the preferred one first.
    pub new: Vec<Fix>,
}

/// Citations that can be inserted at `selection` (a cursor or some words of `source`).
///
/// On a credit the words that credit are cited, on a quotation its cue, elsewhere the selected words, and at a cursor in a
/// sentence full of figures the number there. Empty on words that
/// carry a link, in code and in front matter. What stands there already is not offered again. `TK` stands where the address
/// goes; [`Fix::select`] is its place afterwards.
pub fn citations(
    source: &Source,
    analysis: &Analysis,
    selection: Span,
    settings: &CitationSettings,
    library: &Library,
) -> Citations {
    let Some(target) = open_target(analysis, selection, settings) else { return Citations::default() };
    let known = candidates::rank(library, analysis, &target).into_iter();
    let known =
        known.filter_map(|record| fix(source, analysis, &target, settings.form, Cited::Record(record), settings, None));
    let new = forms(settings.form).into_iter();
    let new = new.filter_map(|form| fix(source, analysis, &target, form, Cited::New(&target.name), settings, None));
    Citations { known: known.collect(), new: new.collect() }
}

/// The citation of the page at `url`, say one just copied, in the form that the settings prefer.
pub fn page(
    source: &Source,
    analysis: &Analysis,
    selection: Span,
    settings: &CitationSettings,
    url: &str,
) -> Option<Fix> {
    let target = open_target(analysis, selection, settings)?;
    let cited = Cited::Page(&target.name, url.trim());
    forms(settings.form).into_iter().find_map(|form| fix(source, analysis, &target, form, cited, settings, None))
}

/// The link with a `TK` for an address on the words of `anchor`, a range of the prose. `None` where a link cannot stand: on
/// another link, over markup, in plain text.
pub fn link(article: &Article, anchor: &Range<usize>) -> Option<Fix> {
    if article.syntax == Syntax::Plain || anchor.is_empty() || overlaps_link(article, anchor) {
        return None;
    }
    let span = article.prose.span(anchor);
    // Longer or shorter in the file means markup or entities among the words.
    (span.len() == anchor.len()).then(|| linked(span, article.prose.slice(anchor), Cited::New("")))
}

/// For each of `marks`, which have only a marker, the definition with a `TK` for its text.
pub fn definitions<'a>(text: &str, article: &Article, marks: impl Iterator<Item = &'a Mark>) -> Vec<Fix> {
    let notes = Notes::of(text, article);
    let define = |mark: &Mark| {
        let (edit, to_come) = notes.definition(mark.span.start, &mark.label, TO_COME);
        let start = edit.span.start + to_come;
        let select = Some(Span::new(start, start + TO_COME.len()));
        Fix { title: format!("Define footnote {}", mark.label), safe: false, edits: vec![edit], select }
    };
    marks.map(define).collect()
}

/// A footnote's label as labels are compared: Markdown forgives capitals.
pub fn folded(label: &str) -> String {
    label.to_lowercase()
}

/// What `selection` is to cite, unless its words are cited by a link already.
pub(super) fn open_target(analysis: &Analysis, selection: Span, settings: &CitationSettings) -> Option<Target> {
    if analysis.article.front_matter.as_ref().is_some_and(|front| selection.start < front.span.end) {
        return None;
    }
    let mut target = target::at(analysis, selection)?;
    let linked = target.anchor.iter().chain([&target.words]).any(|words| overlaps_link(&analysis.article, words));
    if let Some(credit) = analysis.citations.credits.iter().find(|credit| credit.range == target.words) {
        target.anchor = Some(anchor(analysis, credit, settings.anchor));
    }
    (!linked).then_some(target)
}

/// The words of `credit` that a link stands on.
pub fn anchor(analysis: &Analysis, credit: &Credit, wish: Anchor) -> Range<usize> {
    let whole = credit.range.start..=credit.range.end;
    let named = !credit.source.is_empty() && whole.contains(&credit.source.start) && whole.contains(&credit.source.end);
    match wish {
        Anchor::Cue => credit.range.clone(),
        _ if !named => credit.range.clone(),
        Anchor::Outlet => credit.source.clone(),
        // What stands behind the name of an outlet is a verb, behind that of a publisher of data a noun.
        Anchor::NounPhrase if matches!(credit.kind, CreditKind::Data | CreditKind::Document) => {
            let words = credit.source.start..credit.range.end;
            let all = analysis.article.prose.slice(&words);
            words.start..words.start + all.trim_end().len()
        }
        Anchor::NounPhrase => credit.source.clone(),
    }
}

/// All forms, `first` first.
fn forms(first: Form) -> Vec<Form> {
    let all = [Form::Link, Form::Footnote, Form::Key, Form::FrontMatter];
    std::iter::once(first).chain(all.into_iter().filter(|&form| form != first)).collect()
}

fn overlaps_link(article: &Article, words: &Range<usize>) -> bool {
    let until = article.links.partition_point(|link| link.anchor.start < words.end);
    article.links[..until]
        .iter()
        .rev()
        .take_while(|link| link.anchor.end > words.start || link.anchor.is_empty())
        .any(|link| link.anchor.end > words.start)
}

/// The citation of `target` in one form, and `entry`, which lists the source in the front matter. `None` where that form
/// cannot stand, or stands already.
pub(super) fn fix(
    source: &Source,
    analysis: &Analysis,
    target: &Target,
    form: Form,
    cited: Cited<'_>,
    settings: &CitationSettings,
    entry: Option<&Edit>,
) -> Option<Fix> {
    let article = &analysis.article;
    // A footnote is a citation already: only a link helps it.
    let block = article.block_at(target.words.start).map(|i| article.blocks[i].kind);
    if block == Some(BlockKind::Footnote) && form != Form::Link || standing::cites(source, article, target, form, cited)
    {
        return None;
    }
    let prove = |(mut fix, mut added): (Fix, Added)| {
        if let Some(entry) = entry {
            // It stands before all copy, so the edits stay in order.
            fix.edits.insert(0, entry.clone());
            fix.select = match fix.select {
                Some(select) => Some(Span::new(select.start + entry.text.len(), select.end + entry.text.len())),
                None => listed::to_come(entry, cited),
            };
            added.sources += 1;
        }
        // A bare address in plain text reads as a link or not, as its words decide.
        (article.syntax == Syntax::Plain || proof::holds(source, article, &fix.edits, added)).then_some(fix)
    };
    match (article.syntax, form) {
        (Syntax::Plain, Form::Link) => prove((beside(article, target, cited)?, Added::default())),
        (Syntax::Plain, _) => None,
        (_, Form::Link) => as_links(source, article, target, cited)?.find_map(prove),
        (_, Form::Footnote) => prove(as_footnote(source, article, target, cited, settings.labels)?),
        (_, Form::Key) => prove(as_key(article, target, cited)?),
        (_, Form::FrontMatter) => prove(as_listed(source, article, target, cited, settings.comment)?),
    }
}

/// The words of a range as a menu shows them: the first few.
fn short(words: &str) -> String {
    const LONGEST: usize = 40;
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
    format!("{}…", cut.trim_end())
}

/// ` to “Title”` for what the library names, ` to https://…` for a page.
fn whither(cited: Cited<'_>) -> String {
    match cited {
        Cited::New(_) => String::new(),
        Cited::Page(_, url) => format!(" to {}", short(url)),
        Cited::Record(record) => format!(" to “{}”", short(record.title.as_deref().unwrap_or(&record.id))),
    }
}

fn title(verb: &str, article: &Article, words: &Range<usize>, cited: Cited<'_>) -> String {
    let words = article.prose.slice(words);
    let (before, after) = if words.starts_with(['“', '"', '«', '‘', '„']) { ("", "") } else { ("“", "”") };
    format!("{verb} {before}{}{after}{}", short(words), whither(cited))
}

fn linked(span: Span, words: &str, cited: Cited<'_>) -> Fix {
    let url = reference::address(cited.url());
    let start = span.end + "[](".len();
    Fix {
        title: format!("Link “{}”{}", short(words), whither(cited)),
        safe: false,
        edits: vec![
            Edit { span: Span::at(span.start), text: "[".into() },
            Edit { span: Span::at(span.end), text: format!("]({url})") },
        ],
        select: (url == TO_COME).then(|| Span::new(start, start + url.len())),
    }
}

/// Links on the words of the anchor, each wider than the last by marks of emphasis around them: one of them may stand.
fn as_links<'a>(
    source: &Source,
    article: &'a Article,
    target: &'a Target,
    cited: Cited<'a>,
) -> Option<impl Iterator<Item = (Fix, Added)> + use<'a>> {
    let anchor = target.anchor.as_ref()?;
    let span = article.prose.span(anchor);
    let text = source.text();
    let marks = |c: char| matches!(c, '*' | '_' | '~');
    let wider_start = text[..span.start].trim_end_matches(marks).len();
    let wider_end = text.len() - text[span.end..].trim_start_matches(marks).len();
    let spans =
        [span, Span::new(wider_start, span.end), Span::new(span.start, wider_end), Span::new(wider_start, wider_end)];
    let added = Added { links: 1, ..Added::default() };
    Some(spans.into_iter().map(move |span| (linked(span, article.prose.slice(anchor), cited), added)))
}

/// In plain text an address stands in brackets behind the words.
fn beside(article: &Article, target: &Target, cited: Cited<'_>) -> Option<Fix> {
    let anchor = target.anchor.as_ref()?;
    let at = article.prose.span(anchor).end;
    let url = cited.url();
    Some(Fix {
        title: title("Put an address behind", article, anchor, cited),
        safe: false,
        edits: vec![Edit { span: Span::at(at), text: format!(" ({url})") }],
        select: (url == TO_COME).then(|| Span::new(at + 2, at + 2 + url.len())),
    })
}

fn as_footnote(
    source: &Source,
    article: &Article,
    target: &Target,
    cited: Cited<'_>,
    labels: Labels,
) -> Option<(Fix, Added)> {
    let place = behind(article, target.marker);
    let (marker, definition) = Notes::of(source.text(), article).labelled(labels).edits(place, cited);
    let mut added = Added { markers: 1, ..Added::default() };
    let mut fix = Fix { title: title("Add a footnote to", article, &target.words, cited), ..Fix::default() };
    let marked = marker.text.len();
    fix.edits.push(marker);
    if let Some((definition, to_come)) = definition {
        added.definitions = 1;
        added.links = usize::from(cited.url() != TO_COME);
        let at = definition.span.start;
        let start = at + to_come + if at >= place { marked } else { 0 };
        fix.select = (cited.url() == TO_COME).then(|| Span::new(start, start + TO_COME.len()));
        fix.edits.push(definition);
        // Two insertions may share a place: the marker ends the copy, the definition follows it.
        fix.edits.sort_by_key(|edit| edit.span.start);
    }
    Some((fix, added))
}

fn as_key(article: &Article, target: &Target, cited: Cited<'_>) -> Option<(Fix, Added)> {
    let key = match cited {
        Cited::Record(record) => record.id.clone(),
        Cited::New(_) => TO_COME.to_owned(),
        Cited::Page(..) => return None,
    };
    let written = self::key(&key);
    let at = behind(article, target.key);
    let mut edits = Vec::new();
    let mut text = format!(" [{written}]");
    let mut start = at + " [@".len();
    if let Some(stop) = &target.stop {
        let span = article.prose.span(stop);
        start -= span.len();
        edits.push(Edit { span, text: String::new() });
        text.push('.');
    }
    edits.push(Edit { span: Span::at(at), text });
    let to_come = matches!(cited, Cited::New(_));
    let fix = Fix {
        title: title("Cite by key", article, &target.words, cited),
        safe: false,
        edits,
        select: to_come.then(|| Span::new(start, start + key.len())),
    };
    Some((fix, Added { keys: 1, ..Added::default() }))
}

/// A source of the front matter, and a comment that cites it where a key would.
fn as_listed(
    source: &Source,
    article: &Article,
    target: &Target,
    cited: Cited<'_>,
    comment: Comment,
) -> Option<(Fix, Added)> {
    let Listed { id, edit } = listed::source(source, article, cited, target.kind)?;
    let added = Added { keys: 1, sources: usize::from(edit.is_some()), ..Added::default() };
    let remark = comment.around(&format!("src: {id}"));
    let select = edit.as_ref().and_then(|edit| listed::to_come(edit, cited));
    let mut edits: Vec<Edit> = edit.into_iter().collect();
    edits.push(Edit { span: Span::at(behind(article, target.key)), text: remark });
    let title = title("List a source in the front matter for", article, &target.words, cited);
    Some((Fix { title, safe: false, edits, select }, added))
}

/// `id` as Pandoc reads it: in braces where it holds what a key may not.
pub(crate) fn key(id: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '/' | '+');
    let bare = id.chars().all(plain) && id.ends_with(char::is_alphanumeric);
    if bare { format!("@{id}") } else { format!("@{{{id}}}") }
}

/// The offset in the source right behind the character before `offset`, out of any link and behind markers that already
/// stand there.
pub(crate) fn behind(article: &Article, offset: usize) -> usize {
    let text = article.prose.text();
    let before = text[..offset].char_indices().next_back().map_or(0, |(i, _)| i);
    let mut place = article.prose.span(&(before..offset)).end;
    if let Some(link) = article.links.iter().find(|link| link.span.start < place && place < link.span.end) {
        place = link.span.end;
    }
    for mark in article.footnotes.iter().filter(|mark| mark.at == offset) {
        place = place.max(mark.span.end);
    }
    place
}
