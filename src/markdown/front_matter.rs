//! Front matter: what a draft says about itself before its first line, and where.

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
