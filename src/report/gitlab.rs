//! Findings as GitLab shows them on a merge request: a code quality report.

use serde::Serialize;

use crate::config::Level;
use crate::report::json::{self, Brackets};
use crate::report::{Binding, Page, Report};

/// A code quality report.
#[derive(Clone, Copy, Debug)]
pub struct CodeQuality;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Report for CodeQuality {
    fn page(&self, page: &Page<'_>) -> String {
        let mut fingerprints = page.fingerprints();
        let mut lines = Vec::new();
        for finding in page.findings {
            let fingerprint = fingerprints.next(finding);
            lines.push(json::line(&Issue {
                description: &finding.message,
                check_name: finding.rule,
                fingerprint: format!("{}:{}:{fingerprint}", page.path, finding.rule),
                severity: match finding.level {
                    Level::Error => "major",
                    Level::Warning => "minor",
                    Level::Info | Level::Hint | Level::Off => "info",
                },
                location: Location {
                    path: page.path,
                    lines: Lines {
                        begin: page.source.line_of(finding.span.start) + 1,
                        end: page.source.line_of(finding.span.end) + 1,
                    },
                },
            }));
        }
        lines.join(",\n")
    }

    fn binding(&self) -> Box<dyn Binding> {
        Box::new(Brackets::new("[\n".to_owned(), |_| "]\n".to_owned()))
    }
}
