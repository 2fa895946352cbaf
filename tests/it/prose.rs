//! The map between prose and source holds on every prefix of ugly drafts, with every kind of line end.

use std::fs;
use std::path::PathBuf;

use copydesk::markdown::{self, Article, Syntax};
use copydesk::text::{Source, Span};

fn drafts() -> Vec<(PathBuf, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/ugly");
    let entries = fs::read_dir(folder).expect("the ugly drafts are there");
    let paths = entries.map(|entry| entry.expect("a folder can be read").path());
    let mut drafts: Vec<_> =
        paths.map(|path| (path.clone(), fs::read_to_string(path).expect("drafts are UTF-8"))).collect();
    drafts.sort();
    assert!(drafts.len() >= 4, "the ugly drafts are there");
    drafts
}

/// What must be true of every article.
fn hold(text: &str, article: &Article) {
    let prose = &article.prose;
    let mut last = Span::at(0);
    for (start, c) in prose.text().char_indices() {
        let range = start..start + c.len_utf8();
        let span = prose.span(&range);
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{c:?} at {start}: {span:?}");
        assert!(span.start >= last.start && span.end >= last.end, "{c:?} at {start}: {span:?} after {last:?}");
        assert!(span == last || span.start >= last.end, "{c:?} at {start}: {span:?} after {last:?}");
        let source = &text[span.range()];
        if source.starts_with(c) && source.len() == c.len_utf8() {
            assert_eq!(prose.offset(span.start), start, "{c:?} comes back");
        } else if c == '\n' {
            assert!(span.is_empty(), "the end of a block stands for nothing");
        } else {
            let unit = prose.offset(span.start);
            assert!(unit <= start && prose.span(&(unit..start + c.len_utf8())) == span, "{c:?} is part of a unit");
            assert!(
                matches!(c, ' ' | '\u{FFFC}') || source.starts_with('&'),
                "{c:?} stands for {source:?}, which is no line end, object or entity"
            );
        }
        last = span;
    }
    let mut end = 0;
    let mut source_end = 0;
    for (i, block) in article.blocks.iter().enumerate() {
        assert_eq!(block.prose.start, end + usize::from(i > 0), "blocks hold all of the prose");
        assert!(i == 0 || prose.text()[end..].starts_with('\n'), "a line end parts blocks");
        assert!(!prose.slice(&block.prose).contains('\n') && !block.prose.is_empty());
        assert!(block.span.start >= source_end, "blocks never overlap in the source: {block:?}");
        assert!(block.span.holds(prose.span(&block.prose)), "a block's place holds its prose: {block:?}");
        assert!(text.is_char_boundary(block.span.start) && text.is_char_boundary(block.span.end));
        (end, source_end) = (block.prose.end, block.span.end);
    }
    assert_eq!(end, prose.text().len());
    facts_hold(text, article);
}

/// Everything else has its place too.
fn facts_hold(text: &str, article: &Article) {
    let prose = article.prose.text();
    let sorted = |spans: Vec<Span>| {
        for span in &spans {
            assert!(text.get(span.range()).is_some(), "{span:?} lies on boundaries");
        }
        assert!(spans.is_sorted_by_key(|span| span.start), "{spans:?}");
    };
    sorted(article.links.iter().map(|link| link.span).collect());
    sorted(article.footnotes.iter().map(|mark| mark.span).collect());
    sorted(article.keys.iter().map(|mark| mark.span).collect());
    sorted(article.inline_notes.iter().map(|note| note.0).collect());
    sorted(article.definitions.iter().map(|definition| definition.span).collect());
    sorted(article.allowances.iter().map(|allowance| allowance.span).collect());
    for link in &article.links {
        assert!(prose.get(link.anchor.clone()).is_some(), "{link:?}");
        assert!(link.url_span.is_none_or(|span| text.get(span.range()).is_some()), "{link:?}");
    }
    let places = article.footnotes.iter().chain(&article.keys).map(|mark| mark.at);
    for at in places.chain(article.inline_notes.iter().map(|note| note.1)) {
        assert!(prose.is_char_boundary(at), "{at}");
    }
    if let Some(matter) = &article.front_matter {
        let located = [&matter.title, &matter.date, &matter.language, &matter.genre].into_iter().flatten();
        let fields = matter.sources.iter().flat_map(|source| &source.fields).map(|(_, located)| located);
        for located in located.chain(&matter.authors).chain(&matter.bibliography).chain(fields) {
            assert!(matter.span.holds(located.span) && text.get(located.span.range()).is_some(), "{located:?}");
        }
        for problem in &matter.problems {
            assert!(problem.span.is_some_and(|span| text.get(span.range()).is_some()), "{problem:?}");
        }
    }
    for definition in &article.definitions {
        assert!(definition.span.holds(definition.label_span));
    }
}

fn syntax(path: &std::path::Path) -> Syntax {
    if path.extension().is_some_and(|extension| extension == "txt") { Syntax::Plain } else { Syntax::Markdown }
}

#[test]
fn every_prefix_of_an_ugly_draft_maps_back() {
    for (path, draft) in drafts() {
        let with_crlf = draft.replace('\n', "\r\n");
        for text in [&draft, &with_crlf] {
            for (end, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let source = Source::new(text[..end].to_owned());
                let article = markdown::read(&source, syntax(&path));
                let held = std::panic::catch_unwind(|| hold(source.text(), &article));
                assert!(held.is_ok(), "{}, first {end} bytes", path.display());
            }
        }
    }
}

#[test]
fn every_suffix_of_an_ugly_draft_maps_back() {
    for (path, draft) in drafts() {
        let with_cr = draft.replace('\n', "\r");
        for (start, _) in draft.char_indices() {
            let source = Source::new(with_cr[start..].to_owned());
            let article = markdown::read(&source, syntax(&path));
            let held = std::panic::catch_unwind(|| hold(source.text(), &article));
            assert!(held.is_ok(), "{}, from byte {start}", path.display());
        }
    }
}

/// Pieces of markup that bite each other when they meet.
const PIECES: &[&str] = &[
    "a",
    "“b” ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "é",
    "😀",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "\\",
    "\\\n",
    "[",
    "]",
    "(",
    ")",
    "](u)",
    "![",
    "[^1]",
    "[^",
    "\n\n[^1]: ",
    "^[",
    "[@k]",
    "[@k; ",
    "@",
    ";",
    "<",
    ">",
    "<b>",
    "</b>",
    "<br>",
    "\n> ",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "\n    ",
    "\n# ",
    "\n---\n",
    "\n+++\n",
    "\n===\n",
    "\n```\n",
    "\n|a|b|\n|-|-|\n",
    "|",
    "<!-- ",
    " -->",
    "<!-- copydesk allow a: b -->",
    "{/* ",
    " */}",
    "{{< ",
    " >}}",
    "{{% x %}}",
    "{% ",
    " %}",
    "\n:::\n",
    "https://x.y/z_",
    "www.a.b",
    "&amp;",
    "&ldquo;",
    "&#10;",
    "&",
    "\n\n[r]: u\n",
    "[r]",
    "<https://a.b>",
    "title: ",
    "\u{2028}",
    "\u{0}",
    "\u{FEFF}",
    "\u{FFFC}",
    "\u{A0}",
    ".",
    "”",
];

#[test]
fn markup_in_any_order_maps_back() {
    let mut seed = 20310405u64;
    let mut roll = |sides: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % sides
    };
    for _ in 0..6000 {
        let mut text = ["", "", "---\n", "+++\n", "\u{FEFF}", "> ", "- "][roll(7)].to_owned();
        for _ in 0..roll(40) {
            text += PIECES[roll(PIECES.len())];
        }
        let source = Source::new(text);
        let article = markdown::read(&source, Syntax::Markdown);
        let held = std::panic::catch_unwind(|| hold(source.text(), &article));
        assert!(held.is_ok(), "{:?}", source.text());
    }
}

#[test]
fn line_ends_make_no_difference_to_the_prose() {
    for (path, draft) in drafts() {
        let read = |text: String| markdown::read(&Source::new(text), syntax(&path));
        let prose = read(draft.clone()).prose;
        assert!(prose.text().len() > 100, "{}", path.display());
        for end in ["\r\n", "\r"] {
            assert_eq!(read(draft.replace('\n', end)).prose.text(), prose.text(), "{} with {end:?}", path.display());
        }
    }
}

#[test]
fn nothing_hidden_is_read() {
    let (_, draft) = drafts().into_iter().find(|(path, _)| path.ends_with("yaml.md")).unwrap();
    let article = markdown::read(&Source::new(draft), Syntax::Markdown);
    for words in
        ["Ferry “", "code is", "raw “", "attr", "not “speech”", "comment", "never* ", "log2031", "callout", "include"]
    {
        assert!(!article.prose.text().contains(words), "{words}");
    }
    let matter = article.front_matter.as_ref().unwrap();
    assert!(matter.problems.is_empty() && matter.sources.len() == 2 && matter.unpublished, "{matter:?}");
    assert_eq!(article.allowances.len(), 3);
    for words in ["“I counted — no, I tried to count — forty boats,”", "“Not a single thing.”", "“It’s ‘over’,”"]
    {
        assert!(article.prose.text().contains(words), "{words}");
    }
}

/// Traps of the parser below, each of which has bitten somebody: marks that it would make typographic, text that it cuts
/// into pieces, entities, tight lists, and front matter that it hands out as text.
#[test]
fn the_parser_hides_nothing_and_adds_nothing() {
    for (text, prose) in [
        ("\"a\" 'b' -- c --- d... e", "\"a\" 'b' -- c --- d... e"),
        ("“2 < 3 & 4 > 1 [x] ]y[,” he said.", "“2 < 3 & 4 > 1 [x] ]y[,” he said."),
        ("&ldquo;Yes&hellip;&rdquo; AT&amp;T &copy &nosuch;", "“Yes…” AT&T &copy &nosuch;"),
        ("- “a”\n- b\n  1. c", "“a”\nb\nc"),
        ("---\ntitle: “Not read”\n---\n\nRead.", "Read."),
        ("+++\ntitle = \"Not read\"\n+++\n\nRead.", "Read."),
    ] {
        let source = Source::new(text.to_owned());
        let article = markdown::read(&source, Syntax::Markdown);
        hold(text, &article);
        assert_eq!(article.prose.text(), prose, "{text:?}");
        for c in ["\"a\"", "'b'", "...", "< 3 &", "[x] ]y["] {
            if let Some(start) = prose.find(c) {
                assert_eq!(&text[article.prose.span(&(start..start + c.len())).range()], c, "{text:?}");
            }
        }
        let item = article.blocks.iter().filter(|block| block.kind == markdown::BlockKind::Item).count();
        assert_eq!(item, text.matches("- “a”").count() * 3, "{text:?}");
    }
}

#[test]
fn the_parser_is_one_whose_source_map_holds() {
    let lock = include_str!("../../Cargo.lock");
    let (_, rest) = lock.split_once("name = \"pulldown-cmark\"\nversion = \"").expect("it is locked");
    let version: Vec<u32> = rest.split('"').next().unwrap().split('.').map(|part| part.parse().unwrap()).collect();
    assert!(version >= vec![0, 13, 6], "{version:?}");
}
