//! Quiet while a sentence is being written: a new finding waits until the writer pauses, saves or goes elsewhere.
//!
//! What was shown before stays in sight while it is true, and what is solved vanishes at once: only what is new waits.

use std::time::{Duration, Instant};

use crate::check::Checked;
use crate::text::Span;

/// What is in sight of one draft, and where its writer is at work.
#[derive(Debug, Default)]
pub struct Sight {
    /// The text that the offsets below belong to.
    text: String,
    /// The rule and the start of every finding in sight.
    shown: Vec<(&'static str, usize)>,
    /// The paragraph at work, by its start; `None` when the writer paused, saved or only just opened the draft.
    at_work: Option<usize>,
}

/// What to show of one version.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    /// Whether each finding of the version is shown, in their order.
    pub keep: Vec<bool>,
    /// How long until the others are due; `None` when all are shown.
    pub due: Option<Duration>,
}

impl Sight {
    /// What to show of a version of which the writer typed `typed` last: the offset after the last character, and
    /// when. `None` is a version that nobody types in.
    pub fn show(&mut self, checked: &Checked, typed: Option<(usize, Instant)>, now: Instant, quiet: Duration) -> Shown {
        let text = checked.source.text();
        let left = typed.map_or(Duration::ZERO, |(_, at)| (at + quiet).saturating_duration_since(now));
        let Some((offset, _)) = typed.filter(|_| !left.is_zero()) else {
            self.remember(checked, |_| true, None);
            return Shown { keep: vec![true; checked.findings.len()], due: None };
        };
        let paragraph = paragraph(checked, offset);
        let moved = Moved::between(&self.text, text);
        let mut known: Vec<(&str, usize)> =
            self.shown.iter().filter_map(|&(rule, start)| Some((rule, moved.offset(start)?))).collect();
        known.sort_unstable();
        // Whoever goes on to another paragraph is done with the one before; whoever only just began is not.
        let at_work = self.at_work.and_then(|start| moved.start(start));
        let elsewhere = paragraph.is_none_or(|it| self.at_work.is_some() && at_work != Some(it.start));
        let blocks = &checked.analysis.article.blocks;
        let start = paragraph.map_or(offset, |it| it.start);
        let next = blocks.partition_point(|block| block.span.start < start);
        let before = blocks[..next].last().map(|block| block.span);
        let keep: Vec<bool> = checked
            .findings
            .iter()
            .map(|finding| {
                let seen = known.binary_search(&(finding.rule, finding.span.start)).is_ok();
                // Speech that runs on closes in a later paragraph: only its next opening mark says so.
                let open = finding.rule == "unbalanced-quote" && before.is_some_and(|it| it.overlaps(finding.span));
                seen || (elsewhere && !open && !paragraph.is_some_and(|it| it.overlaps(finding.span)))
            })
            .collect();
        let due = keep.contains(&false).then_some(left);
        self.remember(checked, |i| keep[i], paragraph.map(|it| it.start));
        Shown { keep, due }
    }

    fn remember(&mut self, checked: &Checked, keep: impl Fn(usize) -> bool, at_work: Option<usize>) {
        self.text.clear();
        self.text.push_str(checked.source.text());
        let kept = checked.findings.iter().enumerate().filter(|&(i, _)| keep(i));
        self.shown = kept.map(|(_, finding)| (finding.rule, finding.span.start)).collect();
        self.at_work = at_work;
    }
}

/// The paragraph that `offset` lies in or follows; `None` between paragraphs and in the front matter.
///
/// Who typed a space, or went on to the next line, has not left the paragraph: white space at its end is no part of
/// it, but only an empty line ends it.
fn paragraph(checked: &Checked, offset: usize) -> Option<Span> {
    let blocks = &checked.analysis.article.blocks;
    let next = blocks.partition_point(|block| block.span.start <= offset);
    let span = blocks[..next].iter().rev().map(|block| block.span).find(|span| span.end >= offset);
    span.or_else(|| {
        let last = blocks[..next].last()?.span;
        let source = &checked.source;
        let near = source.line_of(offset) <= source.line_of(last.end) + 1;
        let blank = near && source.text().get(last.end..offset)?.chars().all(char::is_whitespace);
        blank.then_some(last)
    })
}

/// Where the offsets of one text are in the next, which differ in one place.
struct Moved {
    /// Bytes that both start with.
    head: usize,
    /// Where the bytes that both end with start, in the text before.
    tail: usize,
    /// Where they start in the text after.
    tail_after: usize,
}

impl Moved {
    fn between(before: &str, after: &str) -> Self {
        let (a, b) = (before.as_bytes(), after.as_bytes());
        let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        let rest = a[head..].iter().rev().zip(b[head..].iter().rev());
        let tail = rest.take_while(|(x, y)| x == y).count();
        Self { head, tail: a.len() - tail, tail_after: b.len() - tail }
    }

    /// The offset in the text after; `None` where the text before was replaced.
    fn offset(&self, before: usize) -> Option<usize> {
        if before < self.head {
            Some(before)
        } else if before >= self.tail {
            Some(before - self.tail + self.tail_after)
        } else {
            None
        }
    }

    /// The start of a paragraph in the text after. What is typed right at it belongs to the paragraph.
    fn start(&self, before: usize) -> Option<usize> {
        if before == self.head { Some(before) } else { self.offset(before) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::check::Desk;
    use crate::config::Level;
    use crate::markdown::{Article, Block, BlockKind};
    use crate::rules::Finding;
    use crate::text::Source;

    const QUIET: Duration = Duration::from_millis(1_500);

    /// A checked text in which every `!` is a finding and every line a paragraph. Rules come and go; these do not.
    fn checked(text: &str) -> Checked {
        let source = Source::new(text.to_owned());
        let lines = (0..source.line_count()).filter_map(|i| source.line(i)).filter(|line| !line.is_empty());
        let blocks =
            lines.map(|span| Block { kind: BlockKind::Paragraph, prose: span.range(), span, blockquote: None });
        let article = Article { blocks: blocks.collect(), ..Article::default() };
        let faults = text.match_indices('!').map(|(at, _)| Finding {
            rule: "shout",
            level: Level::Warning,
            span: Span::new(at, at + 1),
            message: String::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        });
        let findings = faults.collect();
        let mut checked = crate::check::check(
            crate::check::Draft {
                path: String::new(),
                source: source.clone(),
                syntax: crate::markdown::Syntax::Plain,
                date: None,
                today: None,
                bibliography: None,
            },
            &Desk::default(),
        );
        checked.source = source;
        checked.analysis = Analysis { article, ..Analysis::default() };
        checked.findings = findings;
        checked
    }

    /// Shows each text in turn, `|` being the cursor after typing, and answers with the texts, their findings that
    /// wait as `?`. A text without a cursor was saved or opened.
    fn check(texts: &[&str]) -> Vec<String> {
        let now = Instant::now();
        let mut sight = Sight::default();
        texts
            .iter()
            .map(|text| {
                let typed = text.find('|').map(|offset| (offset, now));
                let text = text.replace('|', "");
                let checked = checked(&text);
                let shown = sight.show(&checked, typed, now, QUIET);
                assert_eq!(shown.due.is_some(), shown.keep.contains(&false));
                let mut text = text.into_bytes();
                for (finding, _) in checked.findings.iter().zip(&shown.keep).filter(|(_, keep)| !**keep) {
                    text[finding.span.start] = b'?';
                }
                String::from_utf8(text).unwrap()
            })
            .collect()
    }

    #[test]
    fn a_new_finding_waits_where_the_writer_types() {
        assert_eq!(check(&["a", "a!|", "a!b|", "a!b"]), ["a", "a?", "a?b", "a!b"]);
    }

    #[test]
    fn what_was_in_sight_stays_and_what_is_solved_goes() {
        assert_eq!(check(&["a!b", "a!bc!|", "a|bc!", "abc!"]), ["a!b", "a!bc?", "abc?", "abc!"]);
    }

    #[test]
    fn going_to_another_paragraph_shows_those_left() {
        assert_eq!(check(&["a\nb", "a!|\nb", "a!\nb!|", "a!\nb!c|"]), ["a\nb", "a?\nb", "a!\nb?", "a!\nb?c"]);
    }

    #[test]
    fn typing_in_one_paragraph_shows_nothing_new_in_others() {
        assert_eq!(check(&["a\nb", "ax|\nb!", "axy|\nb!"]), ["a\nb", "ax\nb?", "axy\nb?"]);
    }

    #[test]
    fn typing_at_the_start_of_a_paragraph_is_typing_in_it() {
        assert_eq!(check(&["a\nb", "x|a\nb", "y|xa\nb!"]), ["a\nb", "xa\nb", "yxa\nb?"]);
    }

    #[test]
    fn between_paragraphs_nothing_waits() {
        assert_eq!(check(&["a", "a!|", "a!\n\n|"]), ["a", "a?", "a!\n\n"]);
        assert_eq!(check(&["a", "a!|", "a! |", "a! \n|"]), ["a", "a?", "a? ", "a? \n"]);
    }

    #[test]
    fn after_the_pause_all_is_shown() {
        let at = Instant::now();
        let mut sight = Sight::default();
        let text = checked("a!");
        let half = at + QUIET / 2;
        assert_eq!(sight.show(&text, Some((1, at)), half, QUIET), Shown { keep: vec![false], due: Some(QUIET / 2) });
        assert_eq!(sight.show(&text, Some((1, at)), at + QUIET, QUIET), Shown { keep: vec![true], due: None });
        assert_eq!(sight.show(&text, Some((1, at)), at, Duration::ZERO), Shown { keep: vec![true], due: None });
    }
}
