//! Findings as SARIF 2.1.0, for code scanning.

use serde::Serialize;
use serde_json::{Value, json};

use crate::check::fingerprint::Fingerprints;
use crate::config::Level;
use crate::fix;
use crate::report::json::{self, Brackets};
use crate::report::{Binding, End, Page, Report, uri};
use crate::rules::{Finding, RULES, Rule};
use crate::text::{Source, Span};

/// One SARIF log with one run.
#[derive(Clone, Copy, Debug)]
pub struct Sarif;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Value>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

/// Lines and columns from 1; columns count characters, as the run says.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

impl Report for Sarif {
    fn page(&self, page: &Page<'_>) -> String {
        let mut fingerprints = page.fingerprints();
        let mut results: Vec<String> = Vec::new();
        for finding in page.findings {
            results.push(json::line(&result(page, finding, &mut fingerprints)));
        }
        for allowed in page.allowed {
            let mut suppressed = result(page, &allowed.finding, &mut fingerprints);
            let reason = if page.redacted || allowed.reason.is_empty() { None } else { Some(&allowed.reason) };
            suppressed.suppressions = vec![match reason {
                Some(reason) => json!({"kind": "inSource", "justification": reason}),
                None => json!({"kind": "inSource"}),
            }];
            results.push(json::line(&suppressed));
        }
        for finding in page.known {
            let mut suppressed = result(page, finding, &mut fingerprints);
            suppressed.suppressions = vec![json!({"kind": "external", "justification": "known from the baseline"})];
            results.push(json::line(&suppressed));
        }
        results.join(",\n")
    }

    fn binding(&self) -> Box<dyn Binding> {
        Box::new(Brackets::new(head(), tail))
    }
}

/// Everything that stands before the results.
fn head() -> String {
    let rules: Vec<Value> = RULES.iter().map(|rule| described(rule)).collect();
    let driver = json!({"name": "copydesk", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules});
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\n\
         \"tool\":{{\"driver\":{driver}}},\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[\n"
    )
}

/// Everything that stands behind them.
fn tail(end: &End) -> String {
    format!("],\n\"invocations\":[{{\"executionSuccessful\":{}}}]\n}}]}}\n", !end.failed)
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": level(rule.level), "enabled": rule.level != Level::Off},
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Hint => "note",
        Level::Off => "none",
    }
}

fn result<'a>(page: &Page<'_>, finding: &'a Finding, fingerprints: &mut Fingerprints<'_>) -> SarifResult<'a> {
    let place = |span: Span| PhysicalLocation {
        artifact_location: ArtifactLocation { uri: uri::of(page.path) },
        region: region(page.source, span),
    };
    let related = finding.related.iter().enumerate().map(|(id, related)| Location {
        id: Some(id),
        physical_location: place(related.span),
        message: Some(Message { text: &related.message }),
    });
    SarifResult {
        rule_id: finding.rule,
        rule_index: RULES.iter().position(|rule| rule.name == finding.rule).unwrap_or_default(),
        level: level(finding.level),
        message: Message { text: &finding.message },
        locations: [Location { id: None, physical_location: place(finding.span), message: None }],
        partial_fingerprints: json!({"copydesk/v1": fingerprints.next(finding)}),
        related_locations: related.collect(),
        fixes: finding.fixes.iter().map(|fix| mended(page, fix)).collect(),
        suppressions: Vec::new(),
    }
}

fn mended(page: &Page<'_>, fix: &fix::Fix) -> Value {
    let replacement = |edit: &fix::Edit| json!({"deletedRegion": region(page.source, edit.span), "insertedContent": {"text": edit.text}});
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": {"uri": uri::of(page.path)}, "replacements": replacements}],
    })
}

fn region(source: &Source, span: Span) -> Region {
    let (start, end) = (source.place(span.start), source.place(span.end));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: span.start,
        byte_length: span.len(),
    }
}
