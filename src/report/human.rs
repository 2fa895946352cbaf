//! Findings for people, in the manner of a compiler.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::config;
use crate::report::{Page, Report, excerpt};
use crate::rules::Finding;
use crate::text::{Source, Span};

/// Findings with the copy they stand on.
#[derive(Clone, Debug)]
pub struct Human {
    renderer: Renderer,
    /// Characters of copy in a line.
    width: usize,
}

impl Human {
    /// A report for a screen of that many columns.
    pub fn new(styled: bool, columns: usize) -> Self {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        // The line number and its bar stand before the copy.
        let width = columns.clamp(50, 140) - 10;
        Self { renderer: renderer.term_width(columns.max(160)), width }
    }

    fn finding(&self, page: &Page<'_>, finding: &Finding) -> String {
        let title = level(finding.level).primary_title(finding.message.as_str()).id(finding.rule);
        let mut groups = vec![title.elements(self.elements(page.path, page.source, finding.span))];
        for related in &finding.related {
            let note = Level::NOTE.secondary_title(related.message.as_str());
            groups.push(note.elements(self.elements(page.path, page.source, related.span)));
        }
        if let Some(fix) = finding.fixes.first() {
            groups.push(Group::with_title(Level::HELP.secondary_title(fix.title.as_str())));
        }
        let mut text = self.renderer.render(&groups);
        text.push_str("\n\n");
        text
    }

    fn elements<'a>(&self, path: &'a str, source: &Source, span: Span) -> [Element<'a>; 2] {
        let place = source.place(span.start);
        let excerpt = excerpt::of(source, span, self.width);
        let origin = Origin::path(path).line(place.line).char_column(place.column);
        let snippet = Snippet::source(excerpt.text)
            .line_start(excerpt.line)
            .fold(false)
            .annotation(AnnotationKind::Primary.span(excerpt.marked));
        [origin.into(), snippet.into()]
    }
}

impl Report for Human {
    fn page(&self, page: &Page<'_>) -> String {
        page.findings.iter().map(|finding| self.finding(page, finding)).collect()
    }
}

fn level(level: config::Level) -> Level<'static> {
    match level {
        config::Level::Error => Level::ERROR,
        config::Level::Warning => Level::WARNING,
        config::Level::Info => Level::INFO,
        config::Level::Hint | config::Level::Off => Level::NOTE.with_name("hint"),
    }
}
