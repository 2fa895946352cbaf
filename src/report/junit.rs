//! Findings as test results: a suite a file, a failed case a finding that is a warning or worse.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite, XmlString};
use serde::{Deserialize, Serialize};

use crate::config::Level;
use crate::report::json;
use crate::report::{Binding, End, Page, Report};

/// JUnit XML, as Jenkins and its kin read it.
#[derive(Clone, Copy, Debug)]
pub struct Junit;

/// One file, on its way from the thread that checked it to the report.
#[derive(Debug, Deserialize, Serialize)]
struct Suite {
    path: String,
    failures: Vec<Failure>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Failure {
    rule: String,
    level: String,
    line: usize,
    column: usize,
    message: String,
}

impl Report for Junit {
    fn page(&self, page: &Page<'_>) -> String {
        // A test passes or fails; what is only worth a look passes.
        let failures = page.findings.iter().filter(|finding| finding.level >= Level::Warning).map(|finding| {
            let place = page.source.place(finding.span.start);
            Failure {
                rule: finding.rule.to_owned(),
                level: finding.level.name().to_owned(),
                line: place.line,
                column: place.column,
                message: finding.message.clone(),
            }
        });
        json::line(&Suite { path: page.path.to_owned(), failures: failures.collect() })
    }

    fn binding(&self) -> Box<dyn Binding> {
        Box::new(Suites(quick_junit::Report::new("copydesk")))
    }
}

/// The counts stand before what they count, so suites wait for the end.
struct Suites(quick_junit::Report);

impl Binding for Suites {
    fn add(&mut self, page: String, _: &mut dyn Write) -> io::Result<()> {
        self.0.add_test_suite(suite(&serde_json::from_str(&page)?));
        Ok(())
    }

    fn finish(&mut self, _: &End, out: &mut dyn Write) -> io::Result<()> {
        self.0.serialize(out).map_err(io::Error::other)
    }
}

fn suite(Suite { path, failures }: &Suite) -> TestSuite {
    let mut suite = TestSuite::new(path.as_str());
    let case = |name: String, status: TestCaseStatus| {
        let mut case = TestCase::new(name, status);
        case.set_classname(path.as_str());
        case.extra.insert("file".into(), path.as_str().into());
        case
    };
    if failures.is_empty() {
        suite.add_test_case(case("copydesk".to_owned(), TestCaseStatus::success()));
    }
    for Failure { rule, level, line, column, message } in failures {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        let place = format!("{path}:{line}:{column}");
        status.set_type(level.as_str()).set_message(message.as_str()).set_description(format!("{place}: {message}"));
        let mut case = case(format!("{rule} ({line}:{column})"), status);
        case.extra.insert("line".into(), XmlString::new(line.to_string()));
        suite.add_test_case(case);
    }
    suite
}
