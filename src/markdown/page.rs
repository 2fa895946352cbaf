//! Writes prose block by block: what is copied, what one character stands for, what is left out.

use std::ops::Range;

use crate::markdown::hidden::Hidden;
use crate::markdown::prose::{OBJECT, Writer};
use crate::markdown::{Article, Block, BlockKind, Link, LinkKind, Mark, urls};
use crate::text::Span;

/// White space that Markdown takes off the ends of a block.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// What the next block will be, if any of it is prose.
#[derive(Clone, Copy, Debug)]
struct Next {
    kind: BlockKind,
    /// Where it starts in the source; `None`: where its text does.
    start: Option<usize>,
}

/// The block being written.
#[derive(Clone, Copy, Debug)]
struct Open {
    kind: BlockKind,
    /// Where it starts in the prose.
    prose: usize,
    /// Where it starts in the source.
    source: usize,
}

/// An article being written.
pub struct Page<'a> {
    text: &'a str,
    hidden: &'a [Hidden],
    next_hidden: usize,
    urls: Vec<Span>,
    next_url: usize,
    writer: Writer,
    /// Everything written so far but the prose.
    pub article: Article,
    next: Next,
    open: Option<Open>,
    /// The block quotation around.
    pub blockquote: Option<usize>,
    /// Links and images whose text is being written: index among the article's, start of the anchor.
    links: Vec<(usize, usize)>,
    /// The source up to here has been left out or replaced.
    gone_until: usize,
    /// Something was left out since the last character was written.
    removed: bool,
}

impl<'a> Page<'a> {
    /// An empty page for `text` from `from` on, of which `hidden` is not to be read.
    pub fn new(text: &'a str, from: usize, hidden: &'a [Hidden]) -> Self {
        Self {
            text,
            hidden,
            next_hidden: 0,
            urls: urls::find(text, from),
            next_url: 0,
            writer: Writer::with_room(text.len() - from),
            article: Article::default(),
            next: Next { kind: BlockKind::Paragraph, start: None },
            open: None,
            blockquote: None,
            links: Vec::new(),
            gone_until: 0,
            removed: false,
        }
    }

    /// Says what the next block is and where it starts in the source; `None`: where its text does.
    pub fn expect(&mut self, kind: BlockKind, start: Option<usize>) {
        self.next = Next { kind, start };
    }

    /// Where the next block is expected to start.
    pub fn expected_start(&self) -> Option<usize> {
        self.next.start
    }

    /// Ends the block being written, which ends at or before `end` in the source.
    pub fn close(&mut self, end: usize) {
        let Some(open) = self.open.take() else { return };
        self.writer.trim(open.prose);
        self.pull_back();
        self.removed = false;
        if self.writer.len() > open.prose {
            let end = open.source + self.text[open.source..end.max(open.source)].trim_end_matches(BLANK).len();
            self.article.blocks.push(Block {
                kind: open.kind,
                prose: open.prose..self.writer.len(),
                span: Span::new(open.source, end),
                blockquote: self.blockquote,
            });
        }
    }

    /// Whether `span` has been left out or replaced already.
    pub fn is_gone(&self, span: Span) -> bool {
        span.end <= self.gone_until
    }

    /// Copies `span`, but for what in it is hidden or a URL.
    pub fn verbatim(&mut self, span: Span) {
        let mut at = span.start.max(self.gone_until);
        while at < span.end {
            while self.hidden.get(self.next_hidden).is_some_and(|hidden| hidden.span.end <= at) {
                self.next_hidden += 1;
            }
            while self.urls.get(self.next_url).is_some_and(|url| url.start < at) {
                self.next_url += 1;
            }
            let hidden = self.hidden.get(self.next_hidden).map(|it| it.span).filter(|it| it.start < span.end);
            let url = self.urls.get(self.next_url).copied().filter(|url| url.start < span.end);
            match (hidden, url) {
                (Some(hidden), url) if url.is_none_or(|url| hidden.start <= url.start) => {
                    self.copy(Span::new(at, hidden.start.max(at)));
                    self.remove(hidden);
                }
                (_, Some(url)) => {
                    self.copy(Span::new(at, url.start));
                    self.bare_url(url);
                }
                _ => {
                    self.copy(Span::new(at, span.end));
                    return;
                }
            }
            at = self.gone_until;
        }
    }

    /// Writes what an entity or the like stands for. A line end in it would part the block.
    pub fn replace(&mut self, content: &str, span: Span) {
        if span.start < self.gone_until {
            return;
        }
        let clean = content.replace(['\n', '\r'], " ");
        let Some(first) = clean.chars().next() else { return };
        if !(self.at_start() && clean == " ") {
            self.before(first, span.start);
            self.writer.replace(&clean, span);
        }
    }

    /// Writes the one character that stands for code or a URL.
    pub fn object(&mut self, span: Span) {
        if span.start >= self.gone_until {
            self.before('\u{FFFC}', span.start);
            self.writer.replace(OBJECT, span);
            self.gone_until = span.end;
        }
    }

    /// Writes the space that a line end reads as.
    pub fn line_break(&mut self, span: Span) {
        if span.start < self.gone_until || self.at_start() {
            return;
        }
        self.before(' ', span.start);
        if self.writer.last(0) != Some(' ') {
            self.writer.replace(" ", span);
        }
    }

    /// Leaves out `span`.
    pub fn remove(&mut self, span: Span) {
        self.gone_until = self.gone_until.max(span.end);
        self.removed = true;
    }

    /// Takes back `c` if it is what was written last.
    pub fn take_back(&mut self, c: char) {
        if self.open.is_some_and(|open| self.writer.last(open.prose) == Some(c)) {
            self.writer.pop();
        }
    }

    /// The place in the prose of something that is left out.
    pub fn place(&mut self) -> usize {
        if self.open.is_none() { self.writer.end_block() } else { self.writer.len() }
    }

    /// Writes down a link whose text comes next.
    pub fn start_link(&mut self, kind: LinkKind, span: Span, url: String, url_span: Option<Span>) {
        let at = self.writer.len();
        self.links.push((self.article.links.len(), at));
        self.article.links.push(Link { kind, span, anchor: at..at, url, url_span });
    }

    /// Ends the innermost link.
    pub fn end_link(&mut self) -> Option<&mut Link> {
        let (link, start) = self.links.pop()?;
        let link = &mut self.article.links[link];
        // A block may have begun inside.
        let text = self.writer.from(start);
        let start = start + text.len() - text.trim_start_matches(['\n', ' ']).len();
        let end = if link.kind == LinkKind::Image { start } else { self.writer.len() };
        link.anchor = start..end;
        Some(link)
    }

    /// The finished article.
    pub fn finish(mut self, end: usize) -> Article {
        self.close(end);
        self.article.prose = self.writer.finish();
        let len = self.article.prose.text().len();
        clamp(&mut self.article, len);
        self.article
    }

    fn bare_url(&mut self, span: Span) {
        self.object(span);
        if self.links.is_empty() {
            let anchor = self.writer.len() - OBJECT.len()..self.writer.len();
            let url = self.text[span.range()].to_owned();
            self.article.links.push(Link { kind: LinkKind::Bare, span, anchor, url, url_span: Some(span) });
        }
    }

    fn copy(&mut self, span: Span) {
        let text = &self.text[span.range()];
        let start = match self.at_start() {
            true => span.end - text.trim_start_matches(BLANK).len(),
            false => span.start,
        };
        let Some(first) = self.text[start..span.end].chars().next() else { return };
        self.before(first, start);
        self.writer.copy(self.text, Span::new(start, span.end));
    }

    /// Whether nothing of the block is written yet.
    fn at_start(&self) -> bool {
        self.open.is_none_or(|open| self.writer.len() == open.prose)
    }

    /// Gets ready to write `next`, which stands at `at` in the source.
    fn before(&mut self, next: char, at: usize) {
        let Some(open) = self.open else {
            let source = self.next.start.take().unwrap_or(at);
            self.open = Some(Open { kind: self.next.kind, prose: self.writer.end_block(), source });
            self.removed = false;
            return;
        };
        if self.removed {
            self.removed = false;
            // “Quote” [@key]. reads “Quote”., and nothing leaves two spaces.
            if self.writer.last(open.prose) == Some(' ') && closes_up(next) {
                self.writer.trim(open.prose);
                self.pull_back();
            }
        }
    }

    /// What stood in spaces that were taken back stands before them.
    fn pull_back(&mut self) {
        let len = self.writer.len();
        clamp(&mut self.article, len);
        for (_, start) in self.links.iter_mut().rev().take_while(|(_, start)| *start > len) {
            *start = len;
        }
    }
}

/// Whether `next` stands close to the word before it.
fn closes_up(next: char) -> bool {
    matches!(next, ' ' | '\t' | '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’' | '»' | '…')
}

/// Moves every place behind `len` back to it.
fn clamp(article: &mut Article, len: usize) {
    let pull = |marks: &mut [Mark]| {
        marks.iter_mut().rev().take_while(|mark| mark.at > len).for_each(|mark| mark.at = len);
    };
    pull(&mut article.footnotes);
    pull(&mut article.keys);
    article.inline_notes.iter_mut().rev().take_while(|note| note.1 > len).for_each(|note| note.1 = len);
    let shorten = |anchor: &Range<usize>| anchor.start.min(len)..anchor.end.min(len);
    let links = article.links.iter_mut().rev().take_while(|link| link.anchor.end > len);
    links.for_each(|link| link.anchor = shorten(&link.anchor));
}
