//! Quiet while a sentence is being written: a new finding waits until the writer pauses, saves or goes elsewhere.
//!
//! What was shown before stays in sight while it is true, and what is solved vanishes at once: only what is new waits.

use std::time::{Duration, Instant};

use ropey::Rope;
use ropey::iter::Chunks;

use crate::check::Checked;
use crate::text::Span;

/// What is in sight of one draft, and where its writer is at work.
#[derive(Debug, Default)]
pub struct Sight {
    /// The text that the offsets below belong to. A rope shares what did not change with the next version.
    text: Rope,
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
    /// What to show of a version, whose text is `text`, of which the writer typed `typed` last: the offset after the
    /// last character, and when. `None` is a version that nobody types in.
    pub fn show(
        &mut self,
        checked: &Checked,
        text: &Rope,
        typed: Option<(usize, Instant)>,
        now: Instant,
        quiet: Duration,
    ) -> Shown {
        let left = typed.map_or(Duration::ZERO, |(_, at)| (at + quiet).saturating_duration_since(now));
        let Some((offset, _)) = typed.filter(|_| !left.is_zero()) else {
            self.remember(checked, text, |_| true, None);
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
        self.remember(checked, text, |i| keep[i], paragraph.map(|it| it.start));
        Shown { keep, due }
    }

    fn remember(&mut self, checked: &Checked, text: &Rope, keep: impl Fn(usize) -> bool, at_work: Option<usize>) {
        self.text = text.clone();
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
    fn between(before: &Rope, after: &Rope) -> Self {
        let (a, b) = (before.len_bytes(), after.len_bytes());
        let head = alike(before.chunks(), after.chunks(), false);
        let tail = alike(backwards(before), backwards(after), true).min(a.min(b) - head);
        Self { head, tail: a - tail, tail_after: b - tail }
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

/// The pieces of a text, the last first.
fn backwards(text: &Rope) -> Chunks<'_> {
    text.chunks_at_byte(text.len_bytes()).0.reversed()
}

/// How many bytes two texts have in common, from their start or from their end, where the pieces begin.
fn alike(mut one: Chunks<'_>, mut other: Chunks<'_>, from_end: bool) -> usize {
    let (mut a, mut b): (&[u8], &[u8]) = (&[], &[]);
    let mut common = 0;
    loop {
        while a.is_empty() {
            let Some(piece) = one.next() else { return common };
            a = piece.as_bytes();
        }
        while b.is_empty() {
            let Some(piece) = other.next() else { return common };
            b = piece.as_bytes();
        }
        let length = a.len().min(b.len());
        let ((x, a_left), (y, b_left)) = match from_end {
            true => (swap(a.split_at(a.len() - length)), swap(b.split_at(b.len() - length))),
            false => (a.split_at(length), b.split_at(length)),
        };
        if x != y {
            let pairs = x.iter().zip(y);
            return common
                + match from_end {
                    true => pairs.rev().take_while(|(x, y)| x == y).count(),
                    false => pairs.take_while(|(x, y)| x == y).count(),
                };
        }
        common += length;
        (a, b) = (a_left, b_left);
    }
}

fn swap<T>((left, right): (T, T)) -> (T, T) {
    (right, left)
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
            crate::check::Draft::of(source.clone(), crate::markdown::Syntax::Plain),
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
                let shown = sight.show(&checked, &Rope::from_str(&text), typed, now, QUIET);
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
        let checked = checked("a!");
        let mut show = |now, quiet| sight.show(&checked, &Rope::from_str("a!"), Some((1, at)), now, quiet);
        assert_eq!(show(at + QUIET / 2, QUIET), Shown { keep: vec![false], due: Some(QUIET / 2) });
        assert_eq!(show(at + QUIET, QUIET), Shown { keep: vec![true], due: None });
        assert_eq!(show(at, Duration::ZERO), Shown { keep: vec![true], due: None });
    }

    #[test]
    fn what_two_texts_share_is_found_across_the_pieces_of_ropes() {
        let long = "aé“😀\n".repeat(1_000);
        for (before, after) in [
            ("", ""),
            ("", "a"),
            ("a", ""),
            ("aa", "a"),
            ("ab", "b"),
            ("abc", "axc"),
            (long.as_str(), &long[..long.len() - 5]),
            (&long, &long.replacen("é", "e", 500)),
            (&long, &format!("{}x{}", &long[..5_000], &long[5_000..])),
            (&long, &format!("x{long}")),
        ] {
            let (a, b) = (before.as_bytes(), after.as_bytes());
            let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
            let rest = a[head..].iter().rev().zip(b[head..].iter().rev());
            let tail = rest.take_while(|(x, y)| x == y).count();
            // Another rope of the same text is cut elsewhere.
            let mut shifted = Rope::from_str(&format!("cut elsewhere{after}"));
            shifted.remove(..13);
            for rope in [Rope::from_str(after), shifted] {
                let moved = Moved::between(&Rope::from_str(before), &rope);
                assert_eq!((moved.head, moved.tail, moved.tail_after), (head, a.len() - tail, b.len() - tail));
            }
        }
    }
}
