//! Walks the Markdown parser's events: which blocks and links there are, and what of them is to be read.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::markdown::hidden::Hidden;
use crate::markdown::page::Page;
use crate::markdown::{Article, BlockKind, Definition, LinkKind, Mark, hidden, pandoc, urls};
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
    let mut reader = Reader {
        text,
        covered: &covered,
        page: Page::new(text, from, hidden),
        code: Vec::new(),
        blockquotes: Vec::new(),
        blockquote_count: 0,
        items: Vec::new(),
        footnote_depth: 0,
        silent: false,
        leaf: None,
        image_depth: 0,
        inline_links: Vec::new(),
        notes: (usize::MAX, Vec::new()),
        last_end: from,
    };
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
    Copy { article: reader.page.finish(reader.last_end), code: reader.code }
}

/// Whether such a link has its URL in a definition elsewhere.
fn refers(kind: LinkType) -> bool {
    matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}

/// A block that holds text and nothing else.
#[derive(Clone, Copy, Debug)]
struct Leaf {
    kind: BlockKind,
    span: Span,
}

struct Reader<'a> {
    text: &'a str,
    /// What the parser reads: `text` with the hidden things covered.
    covered: &'a str,
    page: Page<'a>,
    code: Vec<Span>,
    /// Block quotations around, innermost last, and how many there were.
    blockquotes: Vec<usize>,
    blockquote_count: usize,
    /// List items and footnote definitions around, innermost last.
    items: Vec<Span>,
    footnote_depth: usize,
    /// Whether the text of the block is code.
    silent: bool,
    /// The block around; `None` between blocks and in a tight list item.
    leaf: Option<Leaf>,
    image_depth: usize,
    /// For each link and image around, whether its URL follows its text.
    inline_links: Vec<bool>,
    /// Inline footnotes of the block that starts at the offset.
    notes: (usize, Vec<Span>),
    /// Where the last event ended; inside a link, where its text so far did.
    last_end: usize,
}

impl Reader<'_> {
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
            Event::Text(content) => self.words(&content, span),
            Event::SoftBreak | Event::HardBreak => self.page.line_break(span),
            Event::Start(tag) => self.start(tag, span, defined),
            Event::End(tag) => self.end(tag, span),
            Event::Code(_) => {
                self.code.push(span);
                self.page.object(span);
            }
            Event::InlineHtml(html) => {
                if html.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
                    self.page.line_break(span);
                }
                self.page.remove(span);
            }
            Event::FootnoteReference(label) => self.footnote(&label, span),
            Event::Rule => self.start_other(span, false),
            Event::Html(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span, defined: Option<Span>) {
        match tag {
            Tag::Paragraph => self.start_leaf(self.paragraph(BlockKind::Paragraph), span),
            Tag::Heading { level, .. } => self.start_leaf(BlockKind::Heading(level as u8), span),
            Tag::TableCell => self.start_leaf(BlockKind::Cell, span),
            Tag::BlockQuote(_) => {
                self.start_other(span, false);
                self.blockquotes.push(self.blockquote_count);
                self.blockquote_count += 1;
                self.page.blockquote = self.blockquotes.last().copied();
            }
            Tag::CodeBlock(_) => {
                self.start_other(span, true);
                self.code.push(span);
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.start_other(span, true),
            Tag::Item => self.start_item(span),
            Tag::FootnoteDefinition(label) => {
                self.footnote_depth += 1;
                self.start_item(span);
                let end = self.text[span.range()].find("]:").map_or(span.end, |len| span.start + len + 1);
                let label_span = Span::new(span.start, end);
                let span = self.trimmed(span);
                self.page.article.definitions.push(Definition { label: label.into_string(), label_span, span });
            }
            Tag::Link { link_type, dest_url, .. } => {
                let kind = match link_type {
                    LinkType::Inline => LinkKind::Inline,
                    LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
                    _ => LinkKind::Reference,
                };
                self.start_link(kind, link_type, dest_url, span, defined);
                if kind == LinkKind::Autolink {
                    self.page.object(span);
                }
            }
            Tag::Image { link_type, dest_url, .. } => {
                if self.image_depth == 0 {
                    self.page.close(span.start);
                    self.page.expect(BlockKind::Caption, Some(span.start));
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
                self.page.close(self.last_end);
                self.blockquotes.pop();
                self.page.blockquote = self.blockquotes.last().copied();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.silent = false,
            TagEnd::Item => self.end_item(),
            TagEnd::FootnoteDefinition => {
                self.footnote_depth -= 1;
                self.end_item();
            }
            TagEnd::Link => self.end_link(span),
            TagEnd::Image => {
                self.image_depth -= 1;
                if self.image_depth == 0 {
                    self.page.close(span.end);
                    let kind = self.leaf.map_or(self.paragraph(BlockKind::Item), |leaf| leaf.kind);
                    self.page.expect(kind, self.leaf.map(|_| span.end));
                }
                self.end_link(span);
            }
            _ => {}
        }
    }

    /// What a paragraph is here, or else `kind`.
    fn paragraph(&self, kind: BlockKind) -> BlockKind {
        if self.footnote_depth > 0 { BlockKind::Footnote } else { kind }
    }

    fn start_leaf(&mut self, kind: BlockKind, span: Span) {
        self.page.close(span.start);
        // The first block of an item starts where the item does.
        let start = self.page.expected_start().unwrap_or(span.start);
        self.page.expect(kind, Some(start));
        self.leaf = Some(Leaf { kind, span: self.trimmed(span) });
    }

    fn end_leaf(&mut self) {
        if let Some(leaf) = self.leaf.take() {
            self.page.close(leaf.span.end);
        }
        self.page.expect(self.paragraph(BlockKind::Item), None);
    }

    /// Starts what is no text of an item itself, so that no later block may start where the item does.
    fn start_other(&mut self, span: Span, silent: bool) {
        self.page.close(span.start);
        self.page.expect(self.paragraph(BlockKind::Item), None);
        self.silent = silent;
    }

    fn start_item(&mut self, span: Span) {
        self.page.close(span.start);
        self.page.expect(self.paragraph(BlockKind::Item), Some(span.start));
        self.items.push(span);
    }

    fn end_item(&mut self) {
        self.page.close(self.last_end);
        self.page.expect(self.paragraph(BlockKind::Item), None);
        self.items.pop();
    }

    fn start_link(&mut self, kind: LinkKind, link_type: LinkType, url: CowStr<'_>, span: Span, defined: Option<Span>) {
        let url_span = match kind {
            LinkKind::Autolink => Some(Span::new(span.start + 1, span.end - 1)),
            _ => defined.and_then(|definition| urls::definition(self.covered, definition)),
        };
        self.inline_links.push(link_type == LinkType::Inline);
        self.page.start_link(kind, span, url.into_string(), url_span);
    }

    fn end_link(&mut self, span: Span) {
        let inline = self.inline_links.pop().unwrap_or_default();
        if let Some(link) = self.page.end_link()
            && inline
        {
            link.url_span = urls::inline(self.covered, self.last_end, span.end);
            if let Some(place) = link.url_span
                && self.covered[place.range()] != self.text[place.range()]
            {
                // A shortcode stood for the URL; the parser saw only its cover.
                link.url = self.text[place.range()].to_owned();
            }
        }
        self.last_end = span.end;
    }

    fn words(&mut self, content: &str, span: Span) {
        if self.page.is_gone(span) {
            return;
        }
        if content != &self.covered[span.range()] {
            self.page.replace(content, span);
        } else if content != "[" || !self.bracket(span.start) {
            self.page.verbatim(span);
        }
    }

    /// What opens at the `[` at `open`, if it is something that a reader does not read. Whether it was.
    fn bracket(&mut self, open: usize) -> bool {
        let Some(around) = self.leaf.map(|leaf| leaf.span).or(self.items.last().copied()) else { return false };
        if pandoc::is_escaped(self.text, open) {
            return false;
        }
        if let Some(note) = self.note(open, around) {
            self.page.take_back('^');
            let at = self.page.place();
            self.page.article.inline_notes.push((note, at));
            self.page.remove(note);
        } else if let Some((label, span)) = pandoc::footnote(self.text, open, around.end) {
            self.footnote(label, span);
        } else if let Some(group) = pandoc::group(self.text, open, around.end) {
            let at = self.page.place();
            self.page.article.keys.extend(group.keys.into_iter().map(|(label, span)| Mark { label, span, at }));
            self.page.remove(group.span);
        } else {
            return false;
        }
        true
    }

    /// The inline footnote of the block `around` whose `[` stands at `open`.
    fn note(&mut self, open: usize, around: Span) -> Option<Span> {
        let start = open.checked_sub(1).filter(|&i| i >= around.start && self.text.as_bytes()[i] == b'^')?;
        if self.notes.0 != around.start {
            self.notes = (around.start, pandoc::notes(self.text, around));
        }
        let notes = &self.notes.1;
        notes.binary_search_by_key(&start, |note| note.start).ok().map(|i| notes[i])
    }

    fn footnote(&mut self, label: &str, span: Span) {
        let at = self.page.place();
        self.page.article.footnotes.push(Mark { label: label.to_owned(), span, at });
        self.page.remove(span);
    }

    fn trimmed(&self, span: Span) -> Span {
        Span::new(span.start, span.start + self.text[span.range()].trim_end_matches([' ', '\t', '\r', '\n']).len())
    }
}
