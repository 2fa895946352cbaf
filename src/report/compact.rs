//! A line a finding, as compilers print them and editors read them.

use std::fmt::Write as _;

use crate::files;
use crate::report::human::clean;
use crate::report::{Page, Report};

/// `path:line:column: level: message [rule]`.
#[derive(Clone, Copy, Debug)]
pub struct Compact;

impl Report for Compact {
    fn page(&self, page: &Page<'_>) -> String {
        let path = files::on_one_line(page.path);
        let mut text = String::new();
        for finding in page.findings {
            let place = page.source.place(finding.span.start);
            let (level, message) = (finding.level.name(), clean(&finding.message));
            let _ = writeln!(text, "{path}:{}:{}: {level}: {message} [{}]", place.line, place.column, finding.rule);
        }
        text
    }
}
