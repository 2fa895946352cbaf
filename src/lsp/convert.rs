//! Between the core's spans and the protocol's lines and columns. Nothing here decides anything.

use std::cell::Cell;

use serde_json::Value;
use tower_lsp::lsp_types::{
    self as lsp, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentChanges, Location,
    NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range, TextDocumentEdit, TextEdit, Url,
    WorkspaceEdit,
};

use crate::config::Level;
use crate::fix::Edit;
use crate::hover::Hover;
use crate::rules::Finding;
use crate::text::{Columns, Source, Span};

/// Who found it, in the protocol's words.
pub const SOURCE: &str = "copydesk";

/// Lines and columns of one text.
#[derive(Debug)]
pub struct Places<'a> {
    source: &'a Source,
    columns: Columns,
    /// The last place that was told. Findings come in order, so that a line as long as a book is walked once.
    last: Cell<(usize, Position)>,
}

impl<'a> Places<'a> {
    /// Places in `source`, whose columns count `columns`.
    pub fn new(source: &'a Source, columns: Columns) -> Self {
        Self { source, columns, last: Cell::default() }
    }

    /// What columns count.
    pub fn columns(&self) -> Columns {
        self.columns
    }

    /// The place of an offset; past the end it is the end.
    pub fn position(&self, offset: usize) -> Position {
        let text = self.source.text();
        let offset = offset.min(text.len());
        let line = self.source.line_of(offset);
        let (at, place) = self.last.get();
        let known = at <= offset && place.line as usize == line;
        let (from, column) = match known {
            true => (at, place.character as usize),
            false => (self.source.line(line).map_or(0, |span| span.start), 0),
        };
        let passed = text.get(from..offset).unwrap_or_default();
        let width = match self.columns {
            Columns::Utf8 => passed.len(),
            Columns::Utf16 => passed.chars().map(char::len_utf16).sum(),
            Columns::Utf32 => passed.chars().count(),
        };
        let place = Position::new(number(line), number(column + width));
        self.last.set((offset, place));
        place
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        let start = self.position(span.start);
        Range::new(start, self.position(span.end))
    }

    /// The offset of a place; what lies outside the text is moved to the nearest place inside.
    pub fn offset(&self, position: Position) -> usize {
        self.source.offset(position.line as usize, position.character as usize, self.columns)
    }

    /// The span of a range; a reversed one is turned round.
    pub fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start.min(end), start.max(end))
    }

    /// Edits as the protocol has them.
    pub fn edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|edit| TextEdit::new(self.range(edit.span), edit.text.clone())).collect()
    }

    /// A hover as the protocol has it; `plain` is for editors that show no Markdown.
    pub fn hover(&self, hover: &Hover, plain: bool) -> lsp::Hover {
        let (kind, value) = match plain {
            true => (lsp::MarkupKind::PlainText, plain_text(&hover.text)),
            false => (lsp::MarkupKind::Markdown, hover.text.clone()),
        };
        let contents = lsp::HoverContents::Markup(lsp::MarkupContent { kind, value });
        lsp::Hover { contents, range: Some(self.range(hover.span)) }
    }

    /// A finding as the protocol has it, in the draft at `uri`.
    pub fn diagnostic(&self, finding: &Finding, uri: Option<&Url>) -> Diagnostic {
        let related = |uri: &Url| {
            let place = |span| Location::new(uri.clone(), self.range(span));
            let told = finding.related.iter().map(|related| DiagnosticRelatedInformation {
                location: place(related.span),
                message: related.message.clone(),
            });
            told.collect::<Vec<_>>()
        };
        Diagnostic {
            range: self.range(finding.span),
            severity: Some(severity(finding.level)),
            code: Some(NumberOrString::String(finding.rule.to_owned())),
            source: Some(SOURCE.to_owned()),
            message: finding.message.clone(),
            related_information: uri.map(related).filter(|related| !related.is_empty()),
            ..Diagnostic::default()
        }
    }
}

/// Changes of files: each with the version it belongs to where the editor takes that, plainly where it does not.
pub fn workspace_edit(changes: Vec<(Url, Option<i32>, Vec<TextEdit>)>, versioned: bool) -> WorkspaceEdit {
    if !versioned {
        return WorkspaceEdit::new(changes.into_iter().map(|(uri, _, edits)| (uri, edits)).collect());
    }
    let of_file = |(uri, version, edits): (Url, Option<i32>, Vec<TextEdit>)| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    let changes = DocumentChanges::Edits(changes.into_iter().map(of_file).collect());
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Puts `received` back wherever `value` holds `normal`, the form that a URL type made of it. Editors compare URIs
/// as strings: one that comes back in another form is a document they do not have.
pub fn restore(value: &mut Value, normal: &str, received: &str) {
    match value {
        Value::String(text) if text == normal => *text = received.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| restore(item, normal, received)),
        Value::Object(fields) => {
            if let Some(found) = fields.remove(normal) {
                fields.insert(received.to_owned(), found);
            }
            fields.values_mut().for_each(|field| restore(field, normal, received));
        }
        _ => {}
    }
}

/// How grave a finding is, as the protocol says it.
pub fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Info => DiagnosticSeverity::INFORMATION,
        Level::Hint | Level::Off => DiagnosticSeverity::HINT,
    }
}

/// Markdown of ours without its marks.
fn plain_text(markdown: &str) -> String {
    let mut plain = String::with_capacity(markdown.len());
    let mut escaped = false;
    for c in markdown.chars() {
        match c {
            '\\' if !escaped => escaped = true,
            '*' | '`' if !escaped => {}
            _ => {
                plain.push(c);
                escaped = false;
            }
        }
    }
    plain
}

/// A line or column on the wire.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_are_those_of_the_text_in_any_order_and_encoding() {
        let source = Source::new("“😀é” x\r\n\u{2028}y\rz\n".into());
        let offsets: Vec<usize> = (0..=source.text().len()).filter(|&i| source.text().is_char_boundary(i)).collect();
        for columns in [Columns::Utf8, Columns::Utf16, Columns::Utf32] {
            let places = Places::new(&source, columns);
            for order in [offsets.iter().collect::<Vec<_>>(), offsets.iter().rev().collect()] {
                for &offset in order {
                    let (line, column) = source.position(offset, columns);
                    assert_eq!(places.position(offset), Position::new(line as u32, column as u32), "{offset}");
                }
            }
        }
    }

    #[test]
    fn a_reversed_range_is_turned_round() {
        let source = Source::new("abc".into());
        let places = Places::new(&source, Columns::Utf16);
        let range = Range::new(Position::new(0, 2), Position::new(0, 1));
        assert_eq!(places.span(range), Span::new(1, 2));
    }

    #[test]
    fn an_editor_without_markdown_gets_the_words() {
        assert_eq!(plain_text("**José** · `a` \\*b\\*"), "José · a *b*");
    }

    #[test]
    fn a_uri_comes_back_as_it_was_received() {
        let normal = Url::parse("file:///news/José.md").unwrap();
        let mut answer = json!({"changes": {normal.as_str(): []}, "uri": normal, "text": "José"});
        restore(&mut answer, normal.as_str(), "file:///news/José.md");
        assert_eq!(
            answer,
            json!({"changes": {"file:///news/José.md": []}, "uri": "file:///news/José.md", "text": "José"})
        );
    }
}
