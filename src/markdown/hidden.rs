//! What the Markdown parser must not see: shortcodes, template tags, comments and the fences of `:::` divs.
//!
//! A site generator takes them out before it reads Markdown, so `[words]({{< ref "page" >}})` is a link and a
//! `*` inside a shortcode is no emphasis. Here the parser is given the same bytes with these covered up, at
//! the same offsets.

use std::borrow::Cow;

use memchr::memmem;

use crate::text::Span;

/// One thing hidden from the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// All of it.
    pub span: Span,
    /// Whether nothing else stands on its lines but white space and the `>` of block quotations.
    pub alone: bool,
    /// The text inside, if it is a comment.
    pub comment: Option<Span>,
}

/// What is hidden in `text` from `from` on. Sorted by start, never overlapping.
pub fn find(text: &str, from: usize) -> Vec<Hidden> {
    let mut spans = braces(text, from);
    spans.extend(remarks(text, from));
    spans.extend(divs(text, from));
    if spans.is_empty() {
        return Vec::new();
    }
    spans.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut found: Vec<Hidden> = Vec::with_capacity(spans.len());
    for (span, comment) in spans {
        if found.last().is_none_or(|last| last.span.end <= span.start) {
            found.push(Hidden { span, alone: alone(&text[from..], span.start - from, span.end - from), comment });
        }
    }
    found
}

/// The comments among `hidden` that do not stand in `code`, each with the text inside it.
pub fn comments<'a>(hidden: &'a [Hidden], code: &'a [Span]) -> impl Iterator<Item = (&'a Hidden, Span)> {
    hidden.iter().filter_map(|hidden| {
        let comment = hidden.comment?;
        let next = code.partition_point(|code| code.end <= hidden.span.start);
        let shown = code.get(next).is_some_and(|code| code.overlaps(hidden.span));
        (!shown).then_some((hidden, comment))
    })
}

/// `text` with everything in `hidden` covered and every lone CR made an LF, byte for byte at the same offsets.
pub fn cover<'a>(text: &'a str, hidden: &[Hidden]) -> Cow<'a, str> {
    let bytes = text.as_bytes();
    let mut covered = Cow::Borrowed(text);
    if !hidden.is_empty() {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for Hidden { span, alone, .. } in hidden {
            out.push_str(&text[at..span.start]);
            // Blank when alone, so that no paragraph or underlined heading arises. Otherwise a comma, which a
            // `*` may stand next to on either side and which begins no block.
            let filler = if *alone { ' ' } else { ',' };
            for &byte in &bytes[span.range()] {
                out.push(if *alone && matches!(byte, b'\r' | b'\n') { char::from(byte) } else { filler });
            }
            at = span.end;
        }
        out.push_str(&text[at..]);
        covered = Cow::Owned(out);
    }
    // The parser takes a lone CR for a line end in some places and for a letter in others, such as headings.
    let lone: Vec<usize> =
        memchr::memchr_iter(b'\r', covered.as_bytes()).filter(|i| bytes.get(i + 1) != Some(&b'\n')).collect();
    if !lone.is_empty() {
        let mut out = covered.into_owned().into_bytes();
        for i in lone {
            out[i] = b'\n';
        }
        covered = Cow::Owned(String::from_utf8(out).expect("one ASCII byte stands in for another"));
    }
    covered
}

/// `{{< … >}}`, `{{% … %}}`, `{% … %}` on one line, and `{/* … */}`.
fn braces(text: &str, from: usize) -> Vec<(Span, Option<Span>)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut until = from;
    let mut no_comment_ends_after = usize::MAX;
    for i in memchr::memchr_iter(b'{', &bytes[from..]).map(|i| i + from) {
        if i < until {
            continue;
        }
        let rest = &bytes[i..];
        if rest.starts_with(b"{/*") {
            if i >= no_comment_ends_after {
                continue;
            }
            match memmem::find(&rest[3..], b"*/}") {
                Some(len) => {
                    until = i + 3 + len + 3;
                    found.push((Span::new(i, until), Some(Span::new(i + 3, i + 3 + len))));
                }
                None => no_comment_ends_after = i,
            }
            continue;
        }
        let (opener, closer): (&[u8], &[u8]) = match rest {
            [b'{', b'{', b'<', ..] => (b"{{<", b">}}"),
            [b'{', b'{', b'%', ..] => (b"{{%", b"%}}"),
            [b'{', b'%', ..] => (b"{%", b"%}"),
            _ => continue,
        };
        // A tag that never closes must not swallow the copy up to the end of the next one.
        let inner = &rest[opener.len()..];
        let line_only = opener.len() == 2;
        let mut stop = memmem::find(inner, opener).unwrap_or(inner.len());
        if line_only {
            stop = memchr::memchr2(b'\n', b'\r', &inner[..stop]).unwrap_or(stop);
        }
        if let Some(len) = memmem::find(&inner[..stop], closer) {
            until = i + opener.len() + len + closer.len();
            found.push((Span::new(i, until), None));
        }
    }
    found
}

/// HTML comments that end on their line, and those that speak to us wherever they end. Others are left to the
/// parser, which knows whether they stand in code.
fn remarks(text: &str, from: usize) -> Vec<(Span, Option<Span>)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut until = from;
    for i in memmem::find_iter(&bytes[from..], b"<!--").map(|i| i + from) {
        if i < until {
            continue;
        }
        let inner = i + 4;
        let ours = text[inner..].trim_start().starts_with("copydesk");
        let stop = if ours {
            memmem::find(&bytes[inner..], b"<!--").map_or(text.len(), |len| inner + len)
        } else {
            memchr::memchr2(b'\n', b'\r', &bytes[inner..]).map_or(text.len(), |len| inner + len)
        };
        if let Some(len) = memmem::find(&bytes[inner..stop], b"-->") {
            until = inner + len + 3;
            found.push((Span::new(i, until), Some(Span::new(inner, inner + len))));
        }
    }
    found
}

/// Lines that open or close a `:::` div of Pandoc and Quarto.
fn divs(text: &str, from: usize) -> Vec<(Span, Option<Span>)> {
    let bytes = text.as_bytes();
    let mut found: Vec<(Span, Option<Span>)> = Vec::new();
    for i in memmem::find_iter(&bytes[from..], b":::").map(|i| i + from) {
        if found.last().is_some_and(|(last, _)| i < last.end) {
            continue;
        }
        let before = text[from..i].bytes().rev();
        if before.take_while(|byte| !matches!(byte, b'\n' | b'\r')).all(is_margin) {
            let end = memchr::memchr2(b'\n', b'\r', &bytes[i..]).map_or(text.len(), |len| i + len);
            found.push((Span::new(i, end), None));
        }
    }
    found
}

/// Whether only margins share the lines of `start..end`.
fn alone(text: &str, start: usize, end: usize) -> bool {
    let inside = |byte: &u8| !matches!(byte, b'\n' | b'\r');
    let (before, after) = (text[..start].bytes().rev(), text[end..].bytes());
    before.take_while(inside).all(is_margin) && after.take_while(inside).all(|byte| matches!(byte, b' ' | b'\t'))
}

/// Whether a line may begin with it and still be blank.
fn is_margin(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'>')
}
