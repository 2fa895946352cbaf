//! Findings as they are sent, written without being made first: a long draft has thousands, and its writer waits.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use tower_lsp::lsp_types::{DiagnosticSeverity, Range};

use crate::lsp::convert::{self, Places};
use crate::lsp::pages::Pages;
use crate::rules::Finding;
use crate::text::Span;

/// The findings of one draft that are shown, as a list of the protocol's diagnostics.
///
/// What [`Places::diagnostic`] makes of each comes out the same, but for the URI, which is that of the editor letter by
/// letter.
pub struct Findings<'a> {
    /// All of them.
    pub all: &'a [Finding],
    /// Whether each is shown, in their order.
    pub keep: &'a [bool],
    /// Lines and columns of the draft.
    pub places: Places<'a>,
    /// The URI of the draft, as it was received.
    pub uri: &'a str,
    /// Where a rule is explained.
    pub pages: &'a Pages,
}

impl Findings<'_> {
    /// Bytes that the whole list may take. Room that is left empty costs nothing; what grows is copied over and over.
    pub fn room(&self) -> usize {
        768 * self.keep.iter().filter(|keep| **keep).count()
    }

    fn one<'a>(&'a self, finding: &'a Finding) -> Sent<'a> {
        let location = |span: Span| Location { uri: self.uri, range: self.places.range(span) };
        let range = self.places.range(finding.span);
        let related = finding.related.iter().map(|it| Related { location: location(it.span), message: &it.message });
        Sent {
            range,
            severity: convert::severity(finding.level),
            code: finding.rule,
            code_description: self.pages.description(finding.rule),
            source: convert::SOURCE,
            message: &finding.message,
            related_information: related.collect(),
        }
    }
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = self.all.iter().zip(self.keep).filter(|(_, keep)| **keep);
        serializer.collect_seq(shown.map(|(finding, _)| self.one(finding)))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sent<'a> {
    range: Range,
    severity: DiagnosticSeverity,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<&'a RawValue>,
    source: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_information: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    location: Location<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    uri: &'a str,
    range: Range,
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower_lsp::lsp_types::{CodeDescription, Diagnostic, NumberOrString, Url};

    use super::*;
    use crate::check::{self, Desk, Draft};
    use crate::markdown::Syntax;
    use crate::text::{Columns, Source};

    #[test]
    fn what_is_sent_is_what_an_editor_that_asks_is_given() {
        let copy = include_str!("../../tests/corpus/harbour.md").replacen("The ", "The 🌉\n\"quoted\" ", 3);
        let date = jiff::civil::date(2031, 4, 5);
        let draft =
            Draft { date: Some(date), today: Some(date), ..Draft::of(Source::new(copy.repeat(2)), Syntax::Markdown) };
        let checked = check::check(draft, &Desk::default());
        assert!(checked.findings.iter().any(|finding| !finding.related.is_empty()));
        let uri = "file:///drafts/harbour.md";
        let url = Url::parse(uri).unwrap();
        let keep: Vec<bool> = (0..checked.findings.len()).map(|i| i % 3 != 1).collect();
        for pages in [Pages::at(None), Pages::at(Some("/pages of “rules”".into()))] {
            for columns in [Columns::Utf8, Columns::Utf16, Columns::Utf32] {
                let places = Places::new(&checked.source, columns);
                let asked = checked.findings.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(finding, _)| {
                    let href = pages.address(finding.rule);
                    let code_description = href.map(|href| CodeDescription { href });
                    Diagnostic { code_description, ..places.diagnostic(finding, Some(&url)) }
                });
                let asked: Vec<Diagnostic> = asked.collect();
                assert!(asked.iter().all(|it| matches!(it.code, Some(NumberOrString::String(_)))));
                let places = Places::new(&checked.source, columns);
                let sent = Findings { all: &checked.findings, keep: &keep, places, uri, pages: &pages };
                assert_eq!(json!(sent), json!(asked));
                assert!(serde_json::to_vec(&sent).unwrap().len() < sent.room());
            }
        }
    }
}
