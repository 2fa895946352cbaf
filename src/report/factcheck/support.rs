//! What cites a row: links, footnotes and keys in its sentence, else in its paragraph.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::markdown::{Article, LinkKind};
use crate::report::factcheck::Material;
use crate::sources::{Library, Visibility};

/// Everything in a draft that cites, by place.
pub(super) struct Support {
    /// Where it stands in the prose, and what it leads to. Sorted.
    cites: Vec<(usize, String)>,
}

impl Support {
    pub(super) fn of(material: &Material<'_>) -> Self {
        let article = &material.checked.analysis.article;
        let source = &material.checked.source;
        let noted = |span: crate::text::Span| article.definitions.iter().any(|note| note.span.holds(span));
        let links = article.links.iter().filter(|link| link.kind != LinkKind::Image && !noted(link.span));
        let mut cites: Vec<(usize, String)> =
            links.map(|link| (link.anchor.start, format!("link: {}", link.url))).collect();
        for mark in &article.footnotes {
            let definition = article.definitions.iter().find(|note| note.label == mark.label);
            let text = definition.map(|note| source.slice(note.span)).and_then(|note| note.split_once(':'));
            let text = text.map_or("not defined", |(_, text)| text.trim());
            cites.push((mark.at.saturating_sub(1), format!("footnote {}: {}", mark.label, one_line(text))));
        }
        for (span, at) in &article.inline_notes {
            cites.push((at.saturating_sub(1), format!("footnote: {}", one_line(source.slice(*span)))));
        }
        for key in &article.keys {
            cites.push((key.at.saturating_sub(1), told(article, material.libraries, &key.label)));
        }
        cites.sort();
        Self { cites }
    }

    /// What cites `range`.
    pub(super) fn sources(&self, analysis: &Analysis, range: &Range<usize>) -> Vec<String> {
        let block = analysis.article.block_at(range.start).map(|i| analysis.article.blocks[i].prose.clone());
        let block = block.unwrap_or(range.clone());
        let last = analysis.reading.sentence_at(range.end.saturating_sub(1)).map_or(range.end, |it| it.end);
        let first = analysis.reading.sentence_at(range.start).map_or(range.start, |it| it.start);
        let within = |from: usize, until: usize| {
            let cites = self.cites.iter().filter(move |(at, _)| (from..=until).contains(at));
            cites.map(|(_, told)| told.clone()).collect::<Vec<String>>()
        };
        let near = within(first.max(block.start), last.min(block.end));
        if !near.is_empty() {
            return near;
        }
        within(block.start, block.end).into_iter().map(|told| format!("in its paragraph, {told}")).collect()
    }
}

/// What a key leads to, as far as it may be told.
fn told(article: &Article, libraries: &[&Library], key: &str) -> String {
    let Some(record) = libraries.iter().find_map(|library| library.find(key)) else {
        let own = article.front_matter.iter().flat_map(|front| &front.sources).find_map(|entry| {
            let field = |name: &str| entry.field(&[name]).map(|it| &it.text);
            (field("id").map(String::as_str) == Some(key)).then(|| field("url").or(field("title")))
        });
        return match own.flatten() {
            Some(text) => format!("@{key}: {text}"),
            None => format!("@{key}"),
        };
    };
    if record.visibility != Visibility::Public {
        return format!("@{key}: not public");
    }
    let parts = [&record.title, &record.outlet, &record.url, &record.archive_url];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    format!("@{key}: {}", parts.join(", "))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
