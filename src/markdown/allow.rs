//! Allowances: where a desk lets a finding stand, and why.

use crate::markdown::Block;
use crate::markdown::hidden::{self, Hidden};
use crate::text::{Source, Span};

/// What an allowance covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole file.
    File,
    /// This part of it: the block after the comment, or the line it stands on.
    Part(Span),
}

/// One allowance, `rule: reason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The rule's name as written.
    pub rule: String,
    /// Where the rule's name stands.
    pub rule_span: Span,
    /// The reason as written; empty when there is none.
    pub reason: String,
    /// All of it: the comment, or the front matter's line.
    pub span: Span,
    /// What it covers.
    pub scope: Scope,
}

/// Allowances in the comments among `hidden`, but for those that stand in `code`. Sorted by start.
pub fn find(source: &Source, hidden: &[Hidden], code: &[Span], blocks: &[Block]) -> Vec<Allowance> {
    let mut found = Vec::new();
    for (hidden, comment) in hidden::comments(hidden, code) {
        let Some((rule_span, reason)) = parse(source.text(), comment) else { continue };
        found.push(Allowance {
            rule: source.slice(rule_span).to_owned(),
            rule_span,
            reason: source.slice(reason).to_owned(),
            span: hidden.span,
            scope: Scope::Part(part(source, hidden, blocks)),
        });
    }
    found
}

/// Rule and reason of `copydesk allow rule: reason`; `None` when `comment` is no such thing.
fn parse(text: &str, comment: Span) -> Option<(Span, Span)> {
    let inside = &text[comment.range()];
    let rest = inside.trim_start().strip_prefix("copydesk")?;
    let rest = rest.strip_prefix(char::is_whitespace)?.trim_start().strip_prefix("allow")?;
    if rest.starts_with(|c: char| !c.is_whitespace() && c != ':') {
        return None;
    }
    Some(split(rest, comment.end - rest.len()))
}

/// The places of rule and reason in `rule: reason`, which starts at `at`. Either may be empty.
pub fn split(text: &str, at: usize) -> (Span, Span) {
    let start = at + text.len() - text.trim_start().len();
    let text = text.trim();
    let rule = text.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(text.len());
    let reason = text[rule..].trim_start().trim_start_matches(':').trim_start();
    let end = start + text.len();
    (Span::new(start, start + rule), Span::new(end - reason.len(), end))
}

/// What an allowance in a comment covers: its line when words stand there, else the block around or after it.
fn part(source: &Source, hidden: &Hidden, blocks: &[Block]) -> Span {
    let first = source.line(source.line_of(hidden.span.start)).unwrap_or(hidden.span);
    let last = source.line(source.line_of(hidden.span.end)).unwrap_or(hidden.span);
    let has_words = |start: usize, end: usize| {
        start < end && source.slice(Span::new(start, end)).contains(|c: char| c.is_alphabetic())
    };
    if has_words(first.start, hidden.span.start) || has_words(hidden.span.end, last.end) {
        return first.cover(last);
    }
    let next = blocks.partition_point(|block| block.span.end <= hidden.span.start);
    blocks.get(next).map_or(Span::at(hidden.span.end), |block| block.span)
}

#[cfg(test)]
mod tests {
    use crate::markdown::{self, Syntax, allow::Scope};
    use crate::text::Source;

    /// Allowances of `text` as `rule|reason|what is covered`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let source = Source::new(text.into());
        let article = markdown::read(&source, Syntax::Markdown);
        let found: Vec<String> = article
            .allowances
            .iter()
            .map(|it| {
                assert_eq!(source.slice(it.rule_span), it.rule);
                let Scope::Part(part) = it.scope else { panic!("{it:?}") };
                format!("{}|{}|{}", it.rule, it.reason, source.slice(part))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_comment_alone_covers_the_next_block() {
        check("One.\n\n<!-- copydesk allow a-b: by phone -->\n“Two”\nthree.\n\nFour.", &["a-b|by phone|“Two”\nthree."]);
        check("> <!-- copydesk allow a: b -->\n> “Two”\n", &["a|b|“Two”"]);
        check("<!-- copydesk allow a: b -->\n<!--copydesk allow c-->\n\n- two\n- three", &["a|b|- two", "c||- two"]);
        check("{/* copydesk allow a: “b”, c */}\r\n# Two\r\n", &["a|“b”, c|# Two"]);
        check("One.\n<!-- copydesk allow a: b\n  c -->\nTwo.", &["a|b\n  c|Two."]);
        check("One.\n<!-- copydesk allow a: b -->", &["a|b|"]);
    }

    #[test]
    fn a_comment_among_words_covers_its_line() {
        check("One\ntwo <!-- copydesk allow a: b --> three\nfour", &["a|b|two <!-- copydesk allow a: b --> three"]);
        check("<!-- copydesk allow a: b --> two\nthree", &["a|b|<!-- copydesk allow a: b --> two"]);
        check("- {/* copydesk allow a: b */} two\n- three", &["a|b|- {/* copydesk allow a: b */} two"]);
    }

    #[test]
    fn other_comments_allow_nothing() {
        check("<!-- allow a: b -->\n<!-- copydesk allows a: b -->\n<!-- copydesk: allow a -->\nTwo", &[]);
        check(
            "```\n<!-- copydesk allow a: b -->\n```\n\n`<!-- copydesk allow a: b -->`\n\n<!-- copydesk allow a: b",
            &[],
        );
    }
}
