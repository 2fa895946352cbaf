//! Findings as test results: a suite a file, a failed case a finding that is a warning or worse.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::config::Level;
use crate::report::{Binding, End, Page, Report};

/// JUnit XML, as Jenkins and its kin read it.
#[derive(Clone, Copy, Debug)]
pub struct Junit;

impl Report for Junit {
    fn page(&self, page: &Page<'_>) -> String {
        let path = escaped(page.path);
        // A test passes or fails; what is only worth a look passes.
        let failures: Vec<_> = page.findings.iter().filter(|finding| finding.level >= Level::Warning).collect();
        let (failed, cases) = (failures.len(), failures.len().max(1));
        let mut text = format!("  <testsuite name=\"{path}\" tests=\"{cases}\" failures=\"{failed}\">\n");
        if failures.is_empty() {
            let _ = writeln!(text, "    <testcase name=\"copydesk\" classname=\"{path}\" file=\"{path}\"/>");
        }
        for finding in failures {
            let place = page.source.place(finding.span.start);
            let (line, column, rule) = (place.line, place.column, finding.rule);
            let (level, message) = (finding.level.name(), escaped(&finding.message));
            let _ = write!(
                text,
                "    <testcase name=\"{rule} ({line}:{column})\" classname=\"{path}\" file=\"{path}\" line=\"{line}\">\n      \
                 <failure type=\"{level}\" message=\"{message}\">{path}:{line}:{column}: {message}</failure>\n    \
                 </testcase>\n"
            );
        }
        text.push_str("  </testsuite>\n");
        text
    }

    fn binding(&self) -> Box<dyn Binding> {
        Box::new(Suites::default())
    }
}

/// The counts stand before what they count, so suites wait for the end.
#[derive(Default)]
struct Suites {
    pages: Vec<String>,
    cases: usize,
    failures: usize,
}

impl Binding for Suites {
    fn add(&mut self, page: String, _: &mut dyn Write) -> io::Result<()> {
        self.cases += page.matches("<testcase ").count();
        self.failures += page.matches("<failure ").count();
        self.pages.push(page);
        Ok(())
    }

    fn finish(&mut self, _: &End, out: &mut dyn Write) -> io::Result<()> {
        let (cases, failures) = (self.cases, self.failures);
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<testsuites name=\"copydesk\" tests=\"{cases}\" failures=\"{failures}\">")?;
        for page in &self.pages {
            out.write_all(page.as_bytes())?;
        }
        writeln!(out, "</testsuites>")
    }
}

/// `text` for an attribute or an element. What XML cannot hold at all is replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => drop(write!(escaped, "&#{};", u32::from(c))),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(c),
        }
    }
    escaped
}
