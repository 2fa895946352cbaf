//! Front matter: what a draft says about itself before its first line, and where.

use crate::markdown::allow::Allowance;
use crate::text::{Problem, Span};

/// A value and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The value as text.
    pub text: String,
    /// Where it stands, quotation marks of the syntax not included.
    pub span: Span,
}

/// The syntax of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
}

/// One entry of `sources:`. A bare string is an entry with only an `id` or a `url`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceEntry {
    /// All of it.
    pub span: Span,
    /// Its fields in order, such as `id`, `title`, `url`, `outlet`, `date`.
    pub fields: Vec<(String, Located)>,
}

/// What was read of a file's front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// All of it, fences included, the line end after the last fence not.
    pub span: Span,
    /// Its syntax.
    pub syntax: Syntax,
    /// `title`.
    pub title: Option<Located>,
    /// `date`, as written.
    pub date: Option<Located>,
    /// `author` or `authors`.
    pub authors: Vec<Located>,
    /// `language` or `lang`.
    pub language: Option<Located>,
    /// `genre`, or else `section`, `category` or `type`.
    pub genre: Option<Located>,
    /// `bibliography`.
    pub bibliography: Vec<Located>,
    /// `sources`.
    pub sources: Vec<SourceEntry>,
    /// Whether `draft:` is true or `embargo:` is there.
    pub unpublished: bool,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Front matter and the allowances it holds.
#[derive(Clone, Debug)]
pub(crate) struct Front {
    /// What was read.
    pub matter: FrontMatter,
    /// `copydesk: {allow: […]}`, for the whole file.
    pub allowances: Vec<Allowance>,
}

/// The front matter at `from`; `None` when there is none.
pub(crate) fn read(text: &str, from: usize) -> Option<Front> {
    let (span, syntax, _inside) = fenced(text, from)?;
    let matter = FrontMatter {
        span,
        syntax,
        title: None,
        date: None,
        authors: Vec::new(),
        language: None,
        genre: None,
        bibliography: Vec::new(),
        sources: Vec::new(),
        unpublished: false,
        problems: Vec::new(),
    };
    Some(Front { matter, allowances: Vec::new() })
}

/// The fences at `from` and what stands between them.
fn fenced(text: &str, from: usize) -> Option<(Span, Syntax, Span)> {
    let (fence, syntax) = match text.as_bytes().get(from..from + 3)? {
        b"---" => ("---", Syntax::Yaml),
        b"+++" => ("+++", Syntax::Toml),
        _ => return None,
    };
    let mut at = from;
    let mut inside = None;
    loop {
        let len = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..]).unwrap_or(text.len() - at);
        let line = text[at..at + len].trim_end();
        let next = at + len + if text[at + len..].starts_with("\r\n") { 2 } else { 1 };
        match inside {
            None if line == fence => inside = Some(next),
            None => return None,
            Some(start) if line == fence || (syntax == Syntax::Yaml && line == "...") => {
                return Some((Span::new(from, at + line.len()), syntax, Span::new(start, at)));
            }
            Some(_) => {}
        }
        if next > text.len() {
            return None;
        }
        at = next;
    }
}
