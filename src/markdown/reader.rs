//! Walks the Markdown parser's events and writes down what a reader reads.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::markdown::hidden::Hidden;
use crate::markdown::prose::{OBJECT, Writer};
use crate::markdown::{Article, Block, BlockKind, Definition, Link, LinkKind, Mark, hidden, pandoc, urls};
use crate::text::Span;

/// Smart punctuation is never among them: it changes characters that a writer typed.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// What a Markdown file holds, and where code stands in it.
pub struct Copy {
    /// Everything but front matter and allowances.
    pub article: Article,
    /// Code blocks and code spans. Sorted by start, never overlapping.
    pub code: Vec<Span>,
}

/// Reads the copy of `text` from `from` on. `hidden` is what [`hidden::find`] found there.
pub fn read(text: &str, from: usize, hidden: &[Hidden]) -> Copy {
    let covered = hidden::cover(text, hidden);
    let mut reader = Reader::new(text, &covered, from, hidden);
    let mut events = Parser::new_ext(&covered[from..], OPTIONS).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let defined = match &event {
            Event::Start(Tag::Link { id, link_type, .. } | Tag::Image { id, link_type, .. }) if refers(*link_type) => {
                events.reference_definitions().get(id).map(|it| Span::new(it.span.start + from, it.span.end + from))
            }
            _ => None,
        };
        reader.event(event, Span::new(range.start + from, range.end + from), defined);
    }
    reader.finish()
}

/// Reads plain text from `from` on: every line is a paragraph.
pub fn read_plain(text: &str, from: usize, lines: impl Iterator<Item = Span>) -> Article {
    let mut reader = Reader::new(text, text, from, &[]);
    for line in lines {
        let line = Span::new(line.start.max(from), line.end.max(from));
        reader.leaf = Some(Leaf { kind: BlockKind::Paragraph, start: line.start, end: line.end });
        reader.verbatim(line);
        reader.end_leaf();
    }
    reader.finish().article
}

/// Whether such a link has its URL in a definition elsewhere.
fn refers(kind: LinkType) -> bool {
    matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}

/// A block of the file that holds text.
#[derive(Clone, Copy, Debug)]
struct Leaf {
    kind: BlockKind,
    /// Where it starts, or goes on after a caption.
    start: usize,
    end: usize,
}

/// A list item or a footnote's definition.
#[derive(Clone, Copy, Debug)]
struct Item {
    /// Where it starts, until its first block has taken that for its own.
    start: Option<usize>,
    end: usize,
}

/// A link or image whose text is being read.
#[derive(Clone, Copy, Debug)]
struct OpenLink {
    /// Its index among the article's links.
    link: usize,
    /// Where its anchor starts in the prose.
    anchor: usize,
    /// Whether its URL follows its text.
    inline: bool,
}

struct Reader<'a> {
    text: &'a str,
    /// What the parser reads: `text` with the hidden things covered.
    covered: &'a str,
    hidden: &'a [Hidden],
    next_hidden: usize,
    urls: Vec<Span>,
    next_url: usize,
    writer: Writer,
    article: Article,
    code: Vec<Span>,
    /// Block quotations around, innermost last, and how many there were.
    blockquotes: Vec<usize>,
    blockquote_count: usize,
    items: Vec<Item>,
    footnote_depth: usize,
    /// Whether the text of the block is code.
    silent: bool,
    leaf: Option<Leaf>,
    /// The outermost image around, and how many there are.
    caption: Option<Span>,
    image_depth: usize,
    /// The block being written: kind, start in the prose, start in the source.
    open: Option<(BlockKind, usize, usize)>,
    links: Vec<OpenLink>,
    /// Inline footnotes of the block that starts at the offset.
    notes: (usize, Vec<Span>),
    /// The source up to here has been left out or replaced.
    gone_until: usize,
    /// Something was left out since the last character was written.
    removed: bool,
    /// Where the last event ended; inside a link, where its text so far did.
    last_end: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, covered: &'a str, from: usize, hidden: &'a [Hidden]) -> Self {
        Self {
            text,
            covered,
            hidden,
            next_hidden: 0,
            urls: urls::find(text, from),
            next_url: 0,
            writer: Writer::with_room(text.len() - from),
            article: Article::default(),
            code: Vec::new(),
            blockquotes: Vec::new(),
            blockquote_count: 0,
            items: Vec::new(),
            footnote_depth: 0,
            silent: false,
            leaf: None,
            caption: None,
            image_depth: 0,
            open: None,
            links: Vec::new(),
            notes: (usize::MAX, Vec::new()),
            gone_until: 0,
            removed: false,
            last_end: from,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span, defined: Option<Span>) {
        self.last_end = match &event {
            Event::Start(Tag::Link { .. }) => span.start + 1,
            Event::Start(Tag::Image { .. }) => span.start + 2,
            Event::Start(_) => span.start,
            Event::End(TagEnd::Link | TagEnd::Image) => self.last_end,
            _ => span.end,
        };
        match event {
            Event::Text(_) if self.silent => {}
            Event::Text(content) => self.inline_text(&content, span),
            Event::SoftBreak | Event::HardBreak => self.line_break(span),
            Event::Start(tag) => self.start(tag, span, defined),
            Event::End(tag) => self.end(tag, span),
            Event::Code(_) => {
                self.code.push(span);
                self.object(span);
            }
            Event::InlineHtml(html) => {
                if html.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
                    self.line_break(span);
                }
                self.remove(span);
            }
            Event::FootnoteReference(label) => self.footnote(&label, span),
            Event::Rule => self.close(span.start),
            Event::Html(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span, defined: Option<Span>) {
        match tag {
            Tag::Paragraph if self.footnote_depth > 0 => self.start_leaf(BlockKind::Footnote, span),
            Tag::Paragraph => self.start_leaf(BlockKind::Paragraph, span),
            Tag::Heading { level, .. } => self.start_leaf(BlockKind::Heading(level as u8), span),
            Tag::TableCell => self.start_leaf(BlockKind::Cell, span),
            Tag::BlockQuote(_) => {
                self.close(span.start);
                self.blockquotes.push(self.blockquote_count);
                self.blockquote_count += 1;
            }
            Tag::CodeBlock(_) => {
                self.start_silent(span);
                self.code.push(span);
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.start_silent(span),
            Tag::Item => self.start_item(span),
            Tag::FootnoteDefinition(label) => {
                self.start_item(span);
                self.footnote_depth += 1;
                let end = self.text[span.range()].find("]:").map_or(span.end, |len| span.start + len + 1);
                let label_span = Span::new(span.start, end);
                let span = Span::new(span.start, span.start + self.text[span.range()].trim_end().len());
                self.article.definitions.push(Definition { label: label.into_string(), label_span, span });
            }
            Tag::Link { link_type, dest_url, .. } => {
                let kind = match link_type {
                    LinkType::Inline => LinkKind::Inline,
                    LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
                    _ => LinkKind::Reference,
                };
                self.start_link(kind, link_type, dest_url, span, defined);
                if kind == LinkKind::Autolink {
                    self.object(span);
                }
            }
            Tag::Image { link_type, dest_url, .. } => {
                if self.image_depth == 0 {
                    self.close(span.start);
                    self.caption = Some(span);
                }
                self.image_depth += 1;
                self.start_link(LinkKind::Image, link_type, dest_url, span, defined);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.end_leaf(),
            TagEnd::BlockQuote(_) => {
                self.close(self.last_end);
                self.blockquotes.pop();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.silent = false,
            TagEnd::Item => self.end_item(),
            TagEnd::FootnoteDefinition => {
                self.end_item();
                self.footnote_depth -= 1;
            }
            TagEnd::Link => self.end_link(span),
            TagEnd::Image => {
                self.image_depth -= 1;
                if self.image_depth == 0 {
                    self.close(span.end);
                    self.caption = None;
                    if let Some(leaf) = &mut self.leaf {
                        leaf.start = span.end;
                    }
                }
                self.end_link(span);
            }
            _ => {}
        }
    }

    fn start_leaf(&mut self, kind: BlockKind, span: Span) {
        self.close(span.start);
        let start = self.items.last_mut().and_then(|item| item.start.take()).unwrap_or(span.start);
        let end = span.start + self.text[span.range()].trim_end().len();
        self.leaf = Some(Leaf { kind, start, end });
    }

    fn end_leaf(&mut self) {
        if let Some(leaf) = self.leaf {
            self.close(leaf.end);
        }
        self.leaf = None;
    }

    fn start_silent(&mut self, span: Span) {
        self.close(span.start);
        self.silent = true;
        if let Some(item) = self.items.last_mut() {
            item.start = None;
        }
    }

    fn start_item(&mut self, span: Span) {
        self.close(span.start);
        if let Some(outer) = self.items.last_mut() {
            outer.start = None;
        }
        self.items.push(Item { start: Some(span.start), end: span.end });
    }

    fn end_item(&mut self) {
        self.close(self.last_end);
        self.items.pop();
    }

    fn start_link(&mut self, kind: LinkKind, link_type: LinkType, url: CowStr<'_>, span: Span, defined: Option<Span>) {
        let url_span = match kind {
            LinkKind::Autolink => Some(Span::new(span.start + 1, span.end - 1)),
            _ => defined.and_then(|definition| urls::definition(self.text, definition)),
        };
        self.links.push(OpenLink {
            link: self.article.links.len(),
            anchor: self.writer.len(),
            inline: link_type == LinkType::Inline,
        });
        let anchor = self.writer.len()..self.writer.len();
        self.article.links.push(Link { kind, span, anchor, url: url.into_string(), url_span });
    }

    fn end_link(&mut self, span: Span) {
        let Some(open) = self.links.pop() else { return };
        let link = &mut self.article.links[open.link];
        if open.inline {
            link.url_span = urls::inline(self.text, self.last_end, span.end);
            if let Some(place) = link.url_span
                && self.covered[place.range()] != self.text[place.range()]
            {
                // A shortcode stood for the URL; the parser saw only its cover.
                link.url = self.text[place.range()].to_owned();
            }
        }
        let skipped = self.writer.from(open.anchor).len() - self.writer.from(open.anchor).trim_start().len();
        link.anchor = open.anchor + skipped..self.writer.len();
        if link.kind == LinkKind::Image {
            link.anchor.end = link.anchor.start;
        }
        self.last_end = span.end;
    }

    fn inline_text(&mut self, content: &str, span: Span) {
        if span.end <= self.gone_until {
            return;
        }
        if content == &self.covered[span.range()] {
            if content != "[" || !self.bracket(span.start) {
                self.verbatim(span);
            }
        } else if span.start >= self.gone_until {
            self.replace(content, span);
        }
    }

    /// What opens at the `[` at `open`, if it is something that a reader does not read. Whether it was.
    fn bracket(&mut self, open: usize) -> bool {
        if pandoc::is_escaped(self.text, open) {
            return false;
        }
        let (start, end) = match (self.leaf, self.items.last()) {
            (Some(leaf), _) => (leaf.start, leaf.end),
            (None, Some(item)) => (self.open.map_or(open, |(_, _, start)| start), item.end),
            (None, None) => return false,
        };
        if open > start && self.text.as_bytes()[open - 1] == b'^' {
            if self.notes.0 != start {
                self.notes = (start, pandoc::notes(self.text, Span::new(start, end)));
            }
            let notes = &self.notes.1;
            if let Ok(i) = notes.binary_search_by_key(&(open - 1), |note| note.start) {
                let note = notes[i];
                if self.writer.last(0) == Some('^') {
                    self.writer.pop();
                }
                let at = self.place();
                self.article.inline_notes.push((note, at));
                self.remove(note);
                return true;
            }
        }
        if let Some((label, span)) = pandoc::footnote(self.text, open, end) {
            self.footnote(label, span);
            return true;
        }
        let Some(group) = pandoc::group(self.text, open, end) else { return false };
        let at = self.place();
        self.article.keys.extend(group.keys.into_iter().map(|(label, span)| Mark { label, span, at }));
        self.remove(group.span);
        true
    }

    fn footnote(&mut self, label: &str, span: Span) {
        let at = self.place();
        self.article.footnotes.push(Mark { label: label.to_owned(), span, at });
        self.remove(span);
    }

    /// Copies `span`, but for what in it is hidden or a URL.
    fn verbatim(&mut self, span: Span) {
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
            true => span.end - text.trim_start_matches([' ', '\t']).len(),
            false => span.start,
        };
        let Some(first) = self.text[start..span.end].chars().next() else { return };
        self.before(first, start);
        self.writer.copy(self.text, Span::new(start, span.end));
    }

    /// Writes what an entity or the like stands for. A line end in it would part a block.
    fn replace(&mut self, content: &str, span: Span) {
        let clean = content.replace(['\n', '\r'], " ");
        let Some(first) = clean.chars().next() else { return };
        if !(self.at_start() && clean == " ") {
            self.before(first, span.start);
            self.writer.replace(&clean, span);
        }
    }

    /// Writes the one character that stands for code or a URL.
    fn object(&mut self, span: Span) {
        if span.start >= self.gone_until {
            self.before('\u{FFFC}', span.start);
            self.writer.replace(OBJECT, span);
            self.gone_until = span.end;
        }
    }

    fn line_break(&mut self, span: Span) {
        if span.start < self.gone_until || self.at_start() {
            return;
        }
        self.before(' ', span.start);
        if self.writer.last(0) != Some(' ') {
            self.writer.replace(" ", span);
        }
    }

    fn remove(&mut self, span: Span) {
        self.gone_until = self.gone_until.max(span.end);
        self.removed = true;
    }

    /// Whether nothing of the block is written yet.
    fn at_start(&self) -> bool {
        self.open.is_none_or(|(_, start, _)| self.writer.len() == start)
    }

    /// Gets ready to write `next`, which stands at `at` in the source.
    fn before(&mut self, next: char, at: usize) {
        let Some((_, start, _)) = self.open else { return self.open_block(at) };
        if self.removed {
            self.removed = false;
            // “Quote” [@key]. reads “Quote”., and nothing leaves two spaces.
            let gap = self.writer.last(start) == Some(' ');
            if gap && matches!(next, ' ' | '\t' | '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’' | '»' | '…')
            {
                self.writer.trim(start);
                self.pull_back();
            }
        }
    }

    /// The place in the prose of something that is left out.
    fn place(&mut self) -> usize {
        if self.open.is_none() { self.writer.end_block() } else { self.writer.len() }
    }

    /// What stood in spaces that were taken back stands before them.
    fn pull_back(&mut self) {
        let len = self.writer.len();
        let marks = [&mut self.article.footnotes, &mut self.article.keys];
        for mark in marks.into_iter().flat_map(|marks| marks.iter_mut().rev().take_while(|mark| mark.at > len)) {
            mark.at = len;
        }
        for (_, at) in self.article.inline_notes.iter_mut().rev().take_while(|(_, at)| *at > len) {
            *at = len;
        }
        for link in self.article.links.iter_mut().rev().take_while(|link| link.anchor.end > len) {
            link.anchor = link.anchor.start.min(len)..len;
        }
        for link in self.links.iter_mut().rev().take_while(|link| link.anchor > len) {
            link.anchor = len;
        }
    }

    fn open_block(&mut self, at: usize) {
        let (kind, from) = match (self.caption, self.leaf) {
            (Some(image), _) => (BlockKind::Caption, image.start),
            (None, Some(leaf)) => (leaf.kind, leaf.start),
            (None, None) => {
                let kind = if self.footnote_depth > 0 { BlockKind::Footnote } else { BlockKind::Item };
                (kind, self.items.last_mut().and_then(|item| item.start.take()).unwrap_or(at))
            }
        };
        let start = self.writer.end_block();
        self.removed = false;
        self.open = Some((kind, start, from));
    }

    /// Ends the block being written, which ends at `end` in the source.
    fn close(&mut self, end: usize) {
        let Some((kind, start, from)) = self.open.take() else { return };
        self.writer.trim(start);
        self.pull_back();
        self.removed = false;
        if self.writer.len() > start {
            let end = from + self.text[from..end.max(from)].trim_end().len();
            self.article.blocks.push(Block {
                kind,
                prose: start..self.writer.len(),
                span: Span::new(from, end),
                blockquote: self.blockquotes.last().copied(),
            });
        }
    }

    fn finish(mut self) -> Copy {
        self.close(self.last_end);
        self.article.prose = self.writer.finish();
        let len = self.article.prose.text().len();
        for mark in self.article.footnotes.iter_mut().chain(&mut self.article.keys).rev() {
            mark.at = mark.at.min(len);
        }
        for (_, at) in &mut self.article.inline_notes {
            *at = (*at).min(len);
        }
        for link in &mut self.article.links {
            link.anchor = link.anchor.start.min(len)..link.anchor.end.min(len);
        }
        Copy { article: self.article, code: self.code }
    }
}
