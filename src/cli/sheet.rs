//! One draft of a run: checked, mended if that is wanted, and put into words for every report.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;

use crate::check::{self, Allowed, Checked, Draft, Verdict, mend};
use crate::cli::discretion;
use crate::cli::drafts::{Drafts, Job};
use crate::cli::output::Output;
use crate::cli::verdicts;
use crate::config::Level;
use crate::files::baseline::Baseline;
use crate::files::cache::Cache;
use crate::files::{self, Fault};
use crate::markdown::Article;
use crate::report::{Page, Tally, patch, redact};
use crate::rules::Finding;
use crate::text::Source;

/// What is done with safe fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mending {
    /// They are only offered.
    Offer,
    /// They are shown as a patch.
    Show,
    /// They are made.
    Make,
}

/// What is the same for every draft of a run.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// Where drafts come from.
    pub drafts: &'a Drafts,
    /// The reports that are wanted.
    pub outputs: &'a [Output],
    /// What is done with safe fixes.
    pub mending: Mending,
    /// Whether people are shown hints.
    pub show_hints: bool,
    /// Findings that are left alone.
    pub baseline: Option<&'a Baseline>,
    /// What earlier runs found.
    pub cache: Option<&'a Cache>,
    /// Whether no report may show copy.
    pub redact: bool,
    /// Whether others may read what this run makes, so that nothing may show a draft that is not published.
    pub discreet: bool,
    /// Stands in for a date that nobody gives.
    pub today: Date,
}

/// One draft, ready to be reported.
pub struct Sheet {
    /// What goes to standard output as it is: a patch, or a draft that came from standard input, mended.
    pub text: String,
    /// Its page in every report.
    pub pages: Vec<String>,
    /// What it adds to the tally.
    pub tally: Tally,
    /// Where it is, and its language, when it is in one that is not read.
    pub unread: Option<String>,
}

impl Run<'_> {
    /// The sheet of one draft.
    pub fn sheet(&self, job: &Job) -> Result<Sheet, Fault> {
        let draft = self.drafts.read(job, self.today)?;
        if self.mending == Mending::Offer {
            return job.guard(|| match &job.lines {
                None => {
                    let (source, verdict) = verdicts::on(draft, job, self.cache);
                    self.report(job, &source, verdict, 0, &|_| true)
                }
                // Which paragraph a finding stands in is not kept from earlier runs.
                Some(lines) => {
                    let mut checked = check::check(draft, &job.station.desk);
                    let verdict = Verdict::take(&mut checked);
                    let Checked { source, analysis, .. } = &checked;
                    let within = |finding: &Finding| touches(finding, lines, source, &analysis.article);
                    self.report(job, source, verdict, 0, &within)
                }
            });
        }
        let before = draft.source.text().to_owned();
        let (mended, secret, mut sheet) = job.guard(|| {
            let mut mended = mend::mend(Draft { ..draft }, &job.station.desk);
            let verdict = Verdict::take(&mut mended.checked);
            let secret = self.discreet && verdict.unpublished;
            let sheet = self.report(job, &mended.checked.source, verdict, mended.fixes, &|_| true);
            (mended.checked.source.text().to_owned(), secret, sheet)
        })?;
        match self.mending {
            Mending::Show if secret && mended != before => return Err(discretion::refusal(&job.path)),
            Mending::Make if secret && job.standard_input => return Err(discretion::refusal(&job.path)),
            Mending::Show => sheet.text = patch::of(&job.shown(), &before, &mended),
            _ if job.standard_input => sheet.text = mended,
            _ if mended != before => files::replace(&job.path, &before, &mended)?,
            _ => {}
        }
        Ok(sheet)
    }

    /// The sheet of a draft of which only findings `within` are of interest.
    fn report(
        &self,
        job: &Job,
        source: &Source,
        mut verdict: Verdict,
        mended: usize,
        within: &dyn Fn(&Finding) -> bool,
    ) -> Sheet {
        let (mut known, stale) = self.known(job, source, &mut verdict.findings);
        verdict.findings.retain(within);
        let Verdict { mut findings, mut allowed, unpublished, foreign, .. } = verdict;
        let tally = Tally { mended, known: known.len(), stale, ..Tally::of(&findings) };
        let redacted = self.redact || self.discreet && unpublished;
        if redacted {
            findings = findings.iter().map(redact).collect();
            known = known.iter().map(redact).collect();
            allowed = allowed.iter().map(|Allowed { finding, .. }| redacted_allowance(finding)).collect();
        }
        let path = job.shown();
        let page = |output: &Output, findings: &[Finding]| {
            output.report.page(&Page { path: &path, source, findings, allowed: &allowed, known: &known, redacted })
        };
        let for_people = |output: &Output| output.for_people && !self.show_hints;
        let is_shown = |finding: &&Finding| finding.level > Level::Hint;
        let shown: Cow<'_, [Finding]> = if findings.iter().all(|finding| is_shown(&finding)) {
            Cow::Borrowed(&findings)
        } else {
            findings.iter().filter(is_shown).cloned().collect()
        };
        let pages = self.outputs.iter().map(|output| page(output, if for_people(output) { &shown } else { &findings }));
        let pages = pages.collect();
        // What a draft says its language is are words of the draft.
        let unread = foreign.map(|language| if redacted { path.clone() } else { format!("{path} is in {language}") });
        Sheet { text: String::new(), pages, tally, unread }
    }
}

impl Run<'_> {
    /// Takes out of the findings those that the baseline knows, and counts what it knows in vain.
    fn known(&self, job: &Job, source: &Source, findings: &mut Vec<Finding>) -> (Vec<Finding>, usize) {
        let Some(baseline) = self.baseline else { return (Vec::new(), 0) };
        let sifted = baseline.sift(&job.path, source, findings);
        let mut is_known = sifted.known.iter();
        let known = findings.extract_if(.., |_| is_known.next().is_some_and(|&known| known)).collect();
        (known, sifted.stale)
    }
}

/// Whether a finding, or what explains it, stands in a paragraph with changed lines.
fn touches(finding: &Finding, lines: &[Range<usize>], source: &Source, article: &Article) -> bool {
    let spans = finding.related.iter().map(|related| related.span).chain([finding.span]);
    spans.into_iter().any(|span| {
        let blocks = article.blocks.iter().filter(|block| block.span.overlaps(span) || block.span.holds(span));
        let span = blocks.fold(span, |all, block| all.cover(block.span));
        let (first, last) = (source.line_of(span.start), source.line_of(span.end.saturating_sub(1).max(span.start)));
        lines.iter().any(|lines| lines.start <= last && first < lines.end)
    })
}

fn redacted_allowance(finding: &Finding) -> Allowed {
    Allowed { finding: redact(finding), reason: String::new() }
}
