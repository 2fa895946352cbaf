//! One article: its copy as a reader reads it, its blocks, links, footnotes, keys and front matter.
//!
//! The only user of the Markdown parser.

pub mod allow;
pub mod front_matter;
mod hidden;
mod page;
mod pandoc;
pub mod prose;
mod reader;
pub(crate) mod remarks;
pub mod tree;
mod urls;

use std::ops::Range;

use crate::markdown::allow::Allowance;
use crate::markdown::front_matter::{FrontMatter, SourceEntry};
use crate::markdown::page::Page;
use crate::markdown::prose::Prose;
use crate::text::{BOM, Source, Span};

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
    /// The marker in the file; for a key inside a group, `@key` alone; for one in a comment, the id alone.
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
    /// Pandoc keys, `[@key]` and `@key` in a group, and ids in comments, `<!-- src: id -->`. Sorted by start.
    pub keys: Vec<Mark>,
    /// `None` when the file has none.
    pub front_matter: Option<FrontMatter>,
    /// Sorted by start.
    pub allowances: Vec<Allowance>,
}

impl Article {
    /// What its front matter says of its language; `None` where it says nothing.
    pub fn language(&self) -> Option<&str> {
        Some(self.front_matter.as_ref()?.language.as_ref()?.text.trim())
    }

    /// The index of the block that holds `prose`, or of the last block before it; `None` before the first.
    pub fn block_at(&self, prose: usize) -> Option<usize> {
        self.blocks.partition_point(|block| block.prose.start <= prose).checked_sub(1)
    }
}

/// Reads `source`. Cannot fail: odd copy yields fewer facts.
pub fn read(source: &Source, syntax: Syntax) -> Article {
    let from = if source.text().starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let article = match syntax {
        Syntax::Markdown => read_markdown(source, from),
        Syntax::Plain => read_plain(source, from),
    };
    Article { syntax, ..article }
}

/// The files that the front matter of `source` names as `bibliography`.
pub fn bibliography(source: &Source) -> Vec<String> {
    front_matter(source).map(|front| front.bibliography.into_iter().map(|file| file.text).collect()).unwrap_or_default()
}

/// The sources that the front matter of `source` lists.
pub fn sources(source: &Source) -> Vec<SourceEntry> {
    front_matter(source).map(|front| front.sources).unwrap_or_default()
}

fn front_matter(source: &Source) -> Option<FrontMatter> {
    let text = source.text();
    let from = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    front_matter::read(text, from).map(|front| front.matter)
}

fn read_markdown(source: &Source, from: usize) -> Article {
    let text = source.text();
    let front_matter = front_matter::read(text, from);
    let from = front_matter.as_ref().map_or(from, |front| front.matter.span.end);
    let hidden = hidden::find(text, from);
    let reader::Copy { mut article, code } = reader::read(text, from, &hidden);
    if let Some(front) = front_matter {
        article.allowances = front.allowances;
        article.front_matter = Some(front.matter);
    }
    article.allowances.extend(allow::find(source, &hidden, &code, &article.blocks));
    article.keys.extend(remarks::find(source, &hidden, &code, &article.prose));
    article.keys.sort_by_key(|key| key.span.start);
    article
}

fn read_plain(source: &Source, from: usize) -> Article {
    let mut page = Page::new(source.text(), from, &[]);
    for line in (0..source.line_count()).filter_map(|line| source.line(line)) {
        let line = Span::new(line.start.max(from), line.end.max(from));
        page.expect(BlockKind::Paragraph, None);
        page.verbatim(line);
        page.close(line.end);
    }
    page.finish(source.text().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        read(&Source::new(text.into()), Syntax::Markdown)
    }

    #[track_caller]
    fn check(markdown: &str, prose: &str) {
        assert_eq!(article(markdown).prose.text(), prose, "{markdown:?}");
    }

    #[test]
    fn inline_markup_is_not_read() {
        check("I **never** *ever ~~said~~* it.", "I never ever said it.");
        check("A [linked “word”](https://example.org \"no “title”\") here.", "A linked “word” here.");
        check("A [word][1] and [two].\n\n[1]: https://example.org 'x'\n[two]: <u>", "A word and two.");
        check("Run `npm “x”` now.", "Run \u{FFFC} now.");
        check("See <https://example.org/a_b> now.", "See \u{FFFC} now.");
        check("See https://example.org/a_b_c?d=e&f=(g). Or (www.example.org/x).", "See \u{FFFC}. Or (\u{FFFC}).");
        check("a <b>bold</b> word<br>next <!-- note --> end <!-- c -->.", "a bold word next end.");
        check(
            "&ldquo;Yes,&rdquo; he said&#10;\\*now\\*&nbsp;&amp; \\\"then\\\".",
            "“Yes,” he said *now*\u{A0}& \"then\".",
        );
    }

    #[test]
    fn lines_of_a_block_are_one() {
        check("one\ntwo  \nthree\\\nfour\r\nfive\rsix", "one two three four five six");
        check("> one\n> two\n\n> > three\nfour", "one two\nthree four");
        check("a\rb\r\rc\r# d\re", "a b\nc\nd\ne");
        check("\u{FEFF}# Head #\n\nBody\u{2028}more\u{0}.", "Head\nBody\u{2028}more\u{0}.");
    }

    #[test]
    fn blocks_are_parted() {
        check("- a\n- b\n  - c\n\n    d\n- e", "a\nb\nc\nd\ne");
        check("- a\n- [x] b\n\n***\n\n1. c\n2. d", "a\nb\nc\nd");
        check("| a \\| b | `c` |\n|---|---|\n| d | |\n", "a | b\n\u{FFFC}\nd");
        check("Head {#id}\n===\n\n    code\n\n```\ncode\n```\ntext\n\n<div>\n<p>html</p>\n</div>\n", "Head\ntext");
        check("a ![the *mayor*](x.jpg \"t\") b\n\n![](y.png)\n\n[![c](i)](u)", "a\nthe mayor\nb\nc");
    }

    #[test]
    fn notes_and_keys_leave_no_gap() {
        check(
            "“Yes.”[^1] He said. [^1] Then [^no] b.\n\n[^1]: A note.\n\n    More.",
            "“Yes.” He said. Then b.\nA note.\nMore.",
        );
        check("“Quote” [@k]. See [see @a, p. 3; -@b:c]\nnext.", "“Quote”. See next.");
        check(
            "“Thanks,” @realuser said of [the bridge] and [CHECK] it.",
            "“Thanks,” @realuser said of [the bridge] and [CHECK] it.",
        );
        check("He left.^[See *the* [report](u), \\] p. 3.] She stayed.", "He left. She stayed.");
        check("\\[@k] and \\[^x] and x^[open", "[@k] and [^x] and x^[open");
    }

    #[test]
    fn what_a_site_generator_takes_out_is_gone() {
        check("a {{< x \"*b\" >}} c\n\n{{% y\nz=\"“no”\" %}}\n---\n\n[d]({{< ref \"p\" >}}) {% e %}f", "a c\nd f");
        check("{/* note “x” */}\na {/* b\n\nc */} d", "a d");
        check("::: {.callout}\nIn.\n:::\n\n{{< open", "In.\n{{< open");
    }

    /// Links of `markdown` as `kind|anchor|url|place of the url`.
    #[track_caller]
    fn check_links(markdown: &str, expected: &[&str]) {
        let article = article(markdown);
        let show = |link: &Link| {
            let place = link.url_span.map_or("?", |span| &markdown[span.range()]);
            format!("{:?}|{}|{}|{place}", link.kind, article.prose.slice(&link.anchor), link.url)
        };
        assert_eq!(article.links.iter().map(show).collect::<Vec<_>>(), expected, "{markdown:?}");
    }

    #[test]
    fn links_know_their_words_and_their_url() {
        check_links("a [b *c*](u(1)v \"t\") d", &["Inline|b c|u(1)v|u(1)v"]);
        check_links("[b](<u v>) [](\n  x&amp;y\n'](no)')", &["Inline|b|u v|u v", "Inline||x&y|x&amp;y"]);
        check_links("[b][r] [r][] [r]\n\n[r]:\n  <u> 't'", &["Reference|b|u|u", "Reference|r|u|u", "Reference|r|u|u"]);
        check_links(
            "<https://a.b> <c@d.e>",
            &["Autolink|\u{FFFC}|https://a.b|https://a.b", "Autolink|\u{FFFC}|c@d.e|c@d.e"],
        );
        check_links(
            "(see https://a.b/c_d_(e)), www.f.g.",
            &["Bare|\u{FFFC}|https://a.b/c_d_(e)|https://a.b/c_d_(e)", "Bare|\u{FFFC}|www.f.g|www.f.g"],
        );
        check_links("[![alt](i)](u) x", &["Inline|alt|u|u", "Image||i|i"]);
        check_links("[https://a.b](https://a.b)", &["Inline|\u{FFFC}|https://a.b|https://a.b"]);
        check_links("[a]({{< ref \"p\" >}})", &["Inline|a|{{< ref \"p\" >}}|{{< ref \"p\" >}}"]);
        check_links("x^[n [l](u).]", &["Inline||u|u"]);
    }

    #[test]
    fn marks_stand_where_they_were_taken_out() {
        let text = "“One.” [^1] Two.[^no]\n\n[^1]Three [@a; see @b:c, p. 2].^[N] End\n\n[^1]: Note.\n";
        let article = article(text);
        let prose = article.prose.text();
        assert_eq!(prose, "“One.” Two.\nThree. End\nNote.");
        let show = |mark: &Mark| format!("{} {} before {:?}", mark.label, &text[mark.span.range()], &prose[mark.at..]);
        let marks: Vec<String> = article.footnotes.iter().chain(&article.keys).map(show).collect();
        assert_eq!(
            marks,
            [
                "1 [^1] before \" Two.\\nThree. End\\nNote.\"",
                "no [^no] before \"\\nThree. End\\nNote.\"",
                "1 [^1] before \"Three. End\\nNote.\"",
                "a @a before \". End\\nNote.\"",
                "b:c @b:c before \". End\\nNote.\"",
            ]
        );
        assert_eq!(
            article.inline_notes.iter().map(|note| (&text[note.0.range()], &prose[note.1..])).collect::<Vec<_>>(),
            [("^[N]", " End\nNote.")]
        );
        let definition = &article.definitions[0];
        assert_eq!(
            (definition.label.as_str(), &text[definition.label_span.range()], &text[definition.span.range()]),
            ("1", "[^1]", "[^1]: Note.")
        );
    }

    #[test]
    fn blocks_know_what_they_are_and_where() {
        let text =
            "# H\n\n> q\n>\n> > r\n\n> s\n\n- i ![c](u) j\n  - k\n\n1. l\n\n   m\n\n|t|\n|-|\n\n[^1]: f\n\n    g\n";
        let article = article(text);
        let show = |block: &Block| {
            let quoted = block.blockquote.map_or(String::new(), |number| format!(" in {number}"));
            format!("{:?}{quoted} {:?} {:?}", block.kind, &text[block.span.range()], article.prose.slice(&block.prose))
        };
        assert_eq!(
            article.blocks.iter().map(show).collect::<Vec<_>>(),
            [
                r##"Heading(1) "# H" "H""##,
                r#"Paragraph in 0 "q" "q""#,
                r#"Paragraph in 1 "r" "r""#,
                r#"Paragraph in 2 "s" "s""#,
                r#"Item "- i" "i""#,
                r#"Caption "![c](u)" "c""#,
                r#"Item "j" "j""#,
                r#"Item "- k" "k""#,
                r#"Paragraph "1. l" "l""#,
                r#"Paragraph "m" "m""#,
                r#"Cell "t" "t""#,
                r#"Footnote "[^1]: f" "f""#,
                r#"Footnote "g" "g""#,
            ]
        );
    }

    #[test]
    fn plain_text_ends_a_paragraph_with_each_line() {
        let source = Source::new("\u{FEFF}*One* [a](b)\r\n  two “x”\u{2028}\n\nhttps://a.b. &amp;".into());
        let article = read(&source, Syntax::Plain);
        assert_eq!(article.prose.text(), "*One* [a](b)\ntwo “x”\u{2028}\n\u{FFFC}. &amp;");
        assert_eq!((article.blocks.len(), article.links.len(), article.syntax), (3, 1, Syntax::Plain));
    }

    #[test]
    fn everything_comes_back_to_its_bytes() {
        let text = "> “I **ne&shy;ver**\r\n> said [so](u)”[^1], `x` \\*he*\r\n";
        let prose = article(text).prose;
        for (words, source) in [
            ("“I ne\u{AD}ver said so”", "“I **ne&shy;ver**\r\n> said [so](u)”"),
            ("ver said", "ver**\r\n> said"),
            (" said", "\r\n> said"),
            ("\u{AD}", "&shy;"),
            ("so", "so"),
            ("”, \u{FFFC}", "”[^1], `x`"),
            ("*he*", "*he*"),
        ] {
            let start = prose.text().find(words).unwrap();
            let span = prose.span(&(start..start + words.len()));
            assert_eq!(&text[span.range()], source);
            assert_eq!(prose.range(span), start..start + words.len());
        }
    }
}
