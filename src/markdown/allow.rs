//! Allowances: where a desk lets a finding stand, and why.

use crate::text::Span;

/// What an allowance covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole file.
    File,
    /// This part of it: the block after the comment, or the line it stands on.
    Part(Span),
}

/// One allowance, `rule: reason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The rule's name as written.
    pub rule: String,
    /// Where the rule's name stands.
    pub rule_span: Span,
    /// The reason as written; empty when there is none.
    pub reason: String,
    /// All of it: the comment, or the front matter's line.
    pub span: Span,
    /// What it covers.
    pub scope: Scope,
}
