//! What to say about the thing under an offset.

use crate::text::Span;

/// An answer to "what is this?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// The answer, Markdown.
    pub text: String,
}
