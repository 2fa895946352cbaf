//! Findings for an editor that asks for them.

use std::hash::{DefaultHasher, Hash, Hasher};

use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};

/// The report of a draft that is not open.
pub fn nothing() -> DocumentDiagnosticReportResult {
    full(Vec::new(), None)
}

/// A report of `items`, or that nothing changed since the one called `previous`.
pub fn report(items: Vec<Diagnostic>, previous: Option<String>) -> DocumentDiagnosticReportResult {
    let name = name(&items);
    if previous.as_deref() == Some(&name) { unchanged(name) } else { full(items, Some(name)) }
}

/// That nothing changed since the report called `name`.
pub fn unchanged(name: String) -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Unchanged(
        RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: name },
        },
    ))
}

fn full(items: Vec<Diagnostic>, name: Option<String>) -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: name, items },
    }))
}

/// A name that only the same findings have.
pub fn name(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
