//! Findings for people, in the manner of a compiler.
//!
//! The renderers made for compilers take a line of source for short; a paragraph of copy is one line. So the lines
//! are cut by [`excerpt`] and drawn here.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use anstyle::{AnsiColor, Effects, Style};
use unicode_width::UnicodeWidthStr as _;

use crate::config::Level;
use crate::files;
use crate::report::{Page, Report, excerpt};
use crate::rules::Finding;
use crate::text::Span;

/// Bars, arrows and line numbers.
const FRAME: Style = AnsiColor::BrightBlue.on_default().effects(Effects::BOLD);
const BOLD: Style = Style::new().effects(Effects::BOLD);
const HELP: Style = AnsiColor::BrightCyan.on_default().effects(Effects::BOLD);
const NOTE: Style = AnsiColor::BrightGreen.on_default().effects(Effects::BOLD);

/// Findings with the copy they stand on.
#[derive(Clone, Copy, Debug)]
pub struct Human {
    styled: bool,
    /// Characters of copy in a line.
    width: usize,
}

impl Human {
    /// A report for a screen of that many columns.
    pub fn new(styled: bool, columns: usize) -> Self {
        // The line number and its bar stand before the copy.
        Self { styled, width: columns.clamp(50, 120) - 10 }
    }

    fn finding(&self, page: &Page<'_>, finding: &Finding, text: &mut String) {
        let spans = finding.related.iter().map(|related| related.span).chain([finding.span]);
        let deepest = spans.map(|span| page.source.line_of(span.end) + 1).max().unwrap_or(1);
        let gutter = deepest.ilog10() as usize + 1;
        let style = level_style(finding.level);
        let kind = format!("{}[{}]", finding.level.name(), finding.rule);
        let kind = self.paint(style, &kind);
        let _ = writeln!(text, "{kind}{}", self.paint(BOLD, &[": ", &*clean(&finding.message)].concat()));
        self.copy(page, finding.span, gutter, style, '^', text);
        for related in &finding.related {
            self.remark(gutter, NOTE, "note", &related.message, text);
            self.copy(page, related.span, gutter, FRAME, '-', text);
        }
        for fix in finding.fixes.iter().take(1) {
            self.remark(gutter, HELP, "help", &fix.title, text);
        }
        text.push('\n');
    }

    /// Where `span` is, and the copy there with the span underlined.
    fn copy(&self, page: &Page<'_>, span: Span, gutter: usize, style: Style, mark: char, text: &mut String) {
        let place = page.source.place(span.start);
        let arrow = self.paint(FRAME, "-->");
        let _ =
            writeln!(text, "{:gutter$}{arrow} {}:{}:{}", "", files::on_one_line(page.path), place.line, place.column);
        if page.redacted {
            return;
        }
        let bar = format!("{:gutter$} |", "");
        let bar = self.paint(FRAME, &bar);
        let _ = writeln!(text, "{bar}");
        for line in excerpt::of(page.source, span, self.width) {
            let number = format!("{:>gutter$} |", line.number);
            let _ = writeln!(text, "{} {}", self.paint(FRAME, &number), clean(&line.text));
            // A blank line between two marked ones has nothing to underline.
            if line.marked.is_empty() && !span.is_empty() {
                continue;
            }
            let before = clean(&line.text[..line.marked.start]).width();
            let under = clean(&line.text[line.marked]).width().max(1);
            let under = mark.to_string().repeat(under);
            let _ = writeln!(text, "{bar} {:before$}{}", "", self.paint(style, &under));
        }
    }

    fn remark(&self, gutter: usize, style: Style, kind: &str, message: &str, text: &mut String) {
        let sign = format!("{:gutter$} =", "");
        let _ = writeln!(text, "{} {}: {}", self.paint(FRAME, &sign), self.paint(style, kind), clean(message));
    }

    fn paint<'a>(&self, style: Style, text: &'a str) -> Painted<'a> {
        Painted { style: self.styled.then_some(style), text }
    }
}

/// Text in a colour, where colours are wanted.
struct Painted<'a> {
    style: Option<Style>,
    text: &'a str,
}

impl fmt::Display for Painted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.style {
            Some(style) => write!(f, "{style}{}{style:#}", self.text),
            None => f.write_str(self.text),
        }
    }
}

impl Report for Human {
    fn page(&self, page: &Page<'_>) -> String {
        let mut text = String::new();
        for finding in page.findings {
            self.finding(page, finding, &mut text);
        }
        text
    }
}

/// `text` without what would steer a terminal. Copy may hold any character.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return text.into();
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => clean.push_str("    "),
            '\u{FEFF}' => {}
            _ => clean.push(if steers(c) { '\u{FFFD}' } else { c }),
        }
    }
    clean.into()
}

fn steers(c: char) -> bool {
    // Marks that turn the direction of text can make a line look like another one.
    c.is_control()
        || matches!(c, '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn level_style(level: Level) -> Style {
    let color = match level {
        Level::Error => AnsiColor::BrightRed,
        Level::Warning => AnsiColor::Yellow,
        Level::Info => AnsiColor::BrightBlue,
        Level::Hint | Level::Off => AnsiColor::BrightCyan,
    };
    color.on_default().effects(Effects::BOLD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::Fix;
    use crate::rules::Related;
    use crate::text::Source;

    /// The report on `copy`, whose words between `|` marks are at fault; the second pair explains it.
    fn report(copy: &str) -> String {
        let at: Vec<usize> = copy.match_indices('|').enumerate().map(|(i, (at, _))| at - i).collect();
        let source = Source::new(copy.replace('|', ""));
        let related = at.get(2).map(|&start| Related { span: Span::new(start, at[3]), message: "named here".into() });
        let finding = Finding {
            rule: "a-rule",
            level: Level::Warning,
            span: Span::new(at[0], at[1]),
            message: "what is wrong".into(),
            related: related.into_iter().collect(),
            fixes: vec![Fix { title: "Mend it".into(), ..Fix::default() }],
        };
        let page =
            Page { path: "a.md", source: &source, findings: &[finding], allowed: &[], known: &[], redacted: false };
        Human::new(false, 80).page(&page)
    }

    #[test]
    fn a_finding_shows_its_copy_what_explains_it_and_what_to_do() {
        assert_eq!(
            report("“日本” |“No.”| left.\n\nThe |mayor| left.\n"),
            "warning[a-rule]: what is wrong
 --> a.md:1:6
  |
1 | “日本” “No.” left.
  |        ^^^^^
  = note: named here
 --> a.md:3:5
  |
3 | The mayor left.
  |     -----
  = help: Mend it

"
        );
    }

    #[test]
    fn copy_cannot_steer_the_terminal() {
        let text = report("a\u{1b}[31m\tb |c\u{202E}d| e\u{7}\n");
        assert!(!text.contains(['\u{1b}', '\u{202E}', '\u{7}', '\t']), "{text}");
        assert!(text.contains("a\u{FFFD}[31m    b c\u{FFFD}d e\u{FFFD}"), "{text}");
    }

    #[test]
    fn colours_go_around_the_words_and_change_none() {
        let plain = report("a |b| c\n");
        let mut styled = String::new();
        let source = Source::new("a b c\n".into());
        let finding = Finding {
            rule: "a-rule",
            level: Level::Warning,
            span: Span::new(2, 3),
            message: "what is wrong".into(),
            related: Vec::new(),
            fixes: vec![Fix { title: "Mend it".into(), ..Fix::default() }],
        };
        let page = Page { path: "a.md", source: &source, findings: &[], allowed: &[], known: &[], redacted: false };
        Human::new(true, 80).finding(&page, &finding, &mut styled);
        assert!(styled.contains("\u{1b}["));
        assert_eq!(anstream::adapter::strip_str(&styled).to_string(), plain);
    }
}
