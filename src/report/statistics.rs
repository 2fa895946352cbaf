//! How often each rule finds something.

use std::io::{self, Write};

use crate::report::{Binding, End, Page, Report};
use crate::rules::RULES;

/// A table: findings, findings a file, level, rule; the most frequent first.
#[derive(Clone, Copy, Debug)]
pub struct Statistics;

impl Report for Statistics {
    fn page(&self, page: &Page<'_>) -> String {
        page.findings.iter().map(|finding| format!("{}\n", finding.rule)).collect()
    }

    fn binding(&self) -> Box<dyn Binding> {
        Box::new(Counts(vec![0; RULES.len()]))
    }
}

/// Findings of each rule, in the order of [`RULES`].
struct Counts(Vec<usize>);

impl Binding for Counts {
    fn add(&mut self, page: String, _: &mut dyn Write) -> io::Result<()> {
        for name in page.lines() {
            if let Some(index) = RULES.iter().position(|rule| rule.name == name) {
                self.0[index] += 1;
            }
        }
        Ok(())
    }

    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        let mut rows: Vec<_> = self.0.iter().zip(RULES).filter(|&(&count, _)| count > 0).collect();
        rows.sort_by_key(|&(&count, _)| std::cmp::Reverse(count));
        if !rows.is_empty() {
            writeln!(out, "findings  a file  rule")?;
        }
        for (&count, rule) in rows {
            // More articles than a float tells apart exactly do not change two decimals.
            let each = count as f64 / end.tally.files.max(1) as f64;
            writeln!(out, "{count:8}  {each:6.2}  {}", rule.name)?;
        }
        Ok(())
    }
}
