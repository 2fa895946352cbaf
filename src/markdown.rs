//! One article: its copy as a reader reads it, its blocks, links, footnotes, keys and front matter.
//!
//! The only user of the Markdown parser.

pub mod allow;
pub mod front_matter;
pub mod prose;

use std::ops::Range;

use crate::markdown::allow::Allowance;
use crate::markdown::front_matter::FrontMatter;
use crate::markdown::prose::Prose;
use crate::text::{Source, Span};

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// Markdown with front matter, footnotes, tables and Pandoc keys.
    #[default]
    Markdown,
    /// Plain text: every line end ends a paragraph.
    Plain,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph, also one inside a list item or a block quotation.
    Paragraph,
    /// A heading and its level, 1 to 6.
    Heading(u8),
    /// The text of a tight list item.
    Item,
    /// A table cell.
    Cell,
    /// Text of a footnote's definition.
    Footnote,
    /// The text of an image, which a reader may see as its caption.
    Caption,
}

/// A run of prose with nothing but line ends and inline markup inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text in the prose, without the `\n` that parts it from the next block.
    pub prose: Range<usize>,
    /// Its place in the file, markers of the block included.
    pub span: Span,
    /// Which block quotation it stands in, numbered from 0 through the article; `None` outside.
    pub blockquote: Option<usize>,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[anchor](url)`.
    Inline,
    /// `[anchor][label]`, `[label][]` or `[label]`.
    Reference,
    /// `<https://…>`.
    Autolink,
    /// A URL that stands in the copy as it is.
    Bare,
    /// `![alt](url)`.
    Image,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it is written.
    pub kind: LinkKind,
    /// All of it, in the file.
    pub span: Span,
    /// The words that carry it, in the prose; empty for an image.
    pub anchor: Range<usize>,
    /// Where it leads, as written, entities and escapes resolved.
    pub url: String,
    /// The URL's place in the file: inside the link, or in its definition; `None` if it could not be told.
    pub url_span: Option<Span>,
}

/// A footnote's marker in the copy, or a Pandoc citation group, both left out of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The label or key, without `[^`, `@` and brackets.
    pub label: String,
    /// The marker in the file; for a key inside a group, `@key` alone.
    pub span: Span,
    /// The offset in the prose at which it stood.
    pub at: usize,
}

/// A footnote's definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The label, without `[^` and `]`.
    pub label: String,
    /// The label's place, brackets included.
    pub label_span: Span,
    /// All of it, in the file.
    pub span: Span,
}

/// Everything read from one file.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// How it was read.
    pub syntax: Syntax,
    /// What a reader reads.
    pub prose: Prose,
    /// Sorted by start, never overlapping; together they hold all of the prose but the `\n` between them.
    pub blocks: Vec<Block>,
    /// Sorted by start.
    pub links: Vec<Link>,
    /// Footnote markers, `[^label]`, whether defined or not. Sorted by start.
    pub footnotes: Vec<Mark>,
    /// Inline footnotes, `^[…]`: their place and the prose offset at which they stood. Sorted by start.
    pub inline_notes: Vec<(Span, usize)>,
    /// Footnote definitions. Sorted by start.
    pub definitions: Vec<Definition>,
    /// Pandoc keys, `[@key]` and `@key` in a group. Sorted by start.
    pub keys: Vec<Mark>,
    /// `None` when the file has none.
    pub front_matter: Option<FrontMatter>,
    /// Sorted by start.
    pub allowances: Vec<Allowance>,
}

impl Article {
    /// The index of the block that holds `prose`, or of the last block before it; `None` before the first.
    pub fn block_at(&self, prose: usize) -> Option<usize> {
        self.blocks.partition_point(|block| block.prose.start <= prose).checked_sub(1)
    }
}

/// Reads `source`.
pub fn read(source: &Source, syntax: Syntax) -> Article {
    let text = source.text();
    let mut writer = prose::Writer::default();
    let mut blocks = Vec::new();
    for line in 0..source.line_count() {
        let Some(span) = source.line(line) else { break };
        if span.is_empty() {
            continue;
        }
        let start = writer.end_block();
        writer.copy(text, span);
        blocks.push(Block { kind: BlockKind::Paragraph, prose: start..writer.len(), span, blockquote: None });
    }
    Article { syntax, prose: writer.finish(), blocks, ..Article::default() }
}
