//! Letting a finding stand, with a reason.

use crate::config::Comment;
use crate::fix::{Edit, Fix};
use crate::markdown::{Article, BlockKind};
use crate::text::{Source, Span};

/// Allows what `rule` finds at `finding`, with `TK` where the reason goes: on a line of its own before a paragraph,
/// at the end of the line in a list or a table, where a line of its own would tear them apart. `None` outside the
/// copy, such as in front matter.
pub fn offer(source: &Source, article: &Article, finding: Span, rule: &str, comment: Comment) -> Option<Fix> {
    let block =
        article.blocks.iter().find(|block| block.span.end > finding.start || block.span.touches(finding.start))?;
    if block.span.start > finding.end {
        return None;
    }
    let remark = comment.around(&format!("copydesk allow {rule}: TK"));
    let first = source.line(source.line_of(block.span.start))?;
    let margin = source.slice(Span::new(first.start, block.span.start.max(first.start)));
    let alone = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
    let (at, before, after) = if alone && margin.chars().all(|c| matches!(c, ' ' | '\t' | '>')) {
        (first.start, margin.to_owned(), line_end(source).to_owned())
    } else {
        (end_of_words(source, finding.start)?, " ".to_owned(), String::new())
    };
    let tk = at + before.len() + remark.rfind("TK")?;
    let text = format!("{before}{remark}{after}");
    Some(Fix {
        title: format!("Allow {rule} here, with a reason"),
        safe: false,
        edits: vec![Edit { span: Span::at(at), text }],
        select: Some(Span::new(tk, tk + 2)),
    })
}

/// The end of the words on the line of `offset`: before a table's last bar, white space and a hard break.
fn end_of_words(source: &Source, offset: usize) -> Option<usize> {
    let line = source.line(source.line_of(offset))?;
    let words = source.slice(line).trim_end();
    let words = words.strip_suffix(['|', '\\']).unwrap_or(words).trim_end();
    Some(line.start + words.len())
}

/// The line end that the file uses.
fn line_end(source: &Source) -> &'static str {
    let end = source.line(0).map_or(0, |line| line.end);
    let rest = &source.text()[end..];
    match rest.as_bytes() {
        [b'\r', b'\n', ..] => "\r\n",
        [b'\r', ..] => "\r",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix;
    use crate::markdown::{self, Syntax};

    /// `copy` with what is marked `^^` under it allowed; the selected words stand in brackets.
    fn check(copy: &str, finding: &str, comment: Comment) -> Option<String> {
        let source = Source::new(copy.to_owned());
        let start = copy.find(finding).unwrap();
        let article = markdown::read(&source, Syntax::Markdown);
        let offer = offer(&source, &article, Span::new(start, start + finding.len()), "vague", comment)?;
        let mut text = fix::apply(copy, &offer.edits).unwrap();
        let select = offer.select.unwrap();
        text.replace_range(select.range(), &format!("[{}]", &text[select.range()].to_owned()));
        Some(text)
    }

    #[test]
    fn a_paragraph_gets_a_line_of_its_own() {
        assert_eq!(
            check("One.\n\nTwo *x*.\nThree.\n", "Three", Comment::Html).as_deref(),
            Some("One.\n\n<!-- copydesk allow vague: [TK] -->\nTwo *x*.\nThree.\n")
        );
        assert_eq!(
            check("One.\r\n\r\n## Two\r\n", "Two", Comment::Mdx).as_deref(),
            Some("One.\r\n\r\n{/* copydesk allow vague: [TK] */}\r\n## Two\r\n")
        );
        assert_eq!(
            check("> One.\n>\n> > Two.\n", "Two", Comment::Html).as_deref(),
            Some("> One.\n>\n> > <!-- copydesk allow vague: [TK] -->\n> > Two.\n")
        );
    }

    #[test]
    fn lists_and_tables_stay_whole() {
        assert_eq!(
            check("- One\n- Two  \n  more\n", "Two", Comment::Html).as_deref(),
            Some("- One\n- Two <!-- copydesk allow vague: [TK] -->  \n  more\n")
        );
        assert_eq!(
            check("| a |\n|---|\n| b |\n", "b", Comment::Html).as_deref(),
            Some("| a |\n|---|\n| b <!-- copydesk allow vague: [TK] --> |\n")
        );
    }

    #[test]
    fn there_is_nothing_to_allow_outside_the_copy() {
        assert_eq!(check("---\ntitle: x\n---\n\nOne.\n", "title", Comment::Html), None);
    }
}
