//! Transcripts as web pages.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::transcripts::lines::{Composed, Line, Voice};

/// Tags that do not end a line of text.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"del", b"em", b"font", b"i", b"ins", b"mark", b"q", b"s",
    b"small", b"span", b"strong", b"sub", b"sup", b"time", b"u", b"wbr",
];

/// Tags whose text nobody reads.
const UNREAD: &[&[u8]] =
    &[b"script", b"style", b"template", b"noscript", b"head", b"svg", b"nav", b"button", b"select"];

/// The lines of a page: what stands between the tags that end a line.
pub(super) fn read(page: &str) -> Vec<Line<'static>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut lines = Vec::new();
    let mut composed = Composed::default();
    // How deep inside which unread tag.
    let mut unread: Option<(Vec<u8>, usize)> = None;
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        let (name, opens) = match &token {
            Token::StartTag(tag) => (&tag.name.0, !tag.self_closing),
            Token::EndTag(tag) => (&tag.name.0, false),
            Token::String(text) if unread.is_none() => {
                let raw = page.get(text.span.start..text.span.end).unwrap_or_default();
                composed.push_decoded(&String::from_utf8_lossy(&text.value), raw, text.span.start);
                continue;
            }
            _ => continue,
        };
        if !INLINE.contains(&name.as_slice()) {
            lines.extend(composed.take(None, Voice::Same));
        }
        match &mut unread {
            Some((outer, depth)) if outer == name => {
                *depth = if opens { *depth + 1 } else { *depth - usize::from(matches!(token, Token::EndTag(_))) };
                if *depth == 0 {
                    unread = None;
                }
            }
            // A body ends a head that was never closed.
            Some(_) if name == b"body" => unread = None,
            None if opens && UNREAD.contains(&name.as_slice()) => unread = Some((name.clone(), 1)),
            _ => {}
        }
    }
    lines.extend(composed.take(None, Voice::Same));
    lines
}

/// `text` with its character references resolved.
pub(super) fn decoded(text: &str) -> String {
    // A mark that would open a tag stands for itself here.
    let text = text.replace('<', "&lt;");
    Tokenizer::new(&text).flatten().fold(String::new(), |mut read, token| {
        if let Token::String(text) = token {
            read.push_str(&String::from_utf8_lossy(&text.value));
        }
        read
    })
}
