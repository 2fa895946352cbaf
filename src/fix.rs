//! Edits to copy, and the ways to make them.

pub mod allow;
pub mod attribution;
mod bare;
mod candidates;
pub mod complete;
mod entry;
pub mod insert;
pub mod late;
mod listed;
mod note;
pub mod noted;
mod proof;
pub(crate) mod reference;
pub mod rename;
pub mod restore;
pub mod rewrite;
mod standing;
mod target;

use crate::text::Span;

/// Text to put in place of a span of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

/// A change a writer may choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a menu shows it: `Link “BBC News reported”`.
    pub title: String,
    /// Whether it may be applied in a batch. Never true of an edit that names a speaker, changes a name, title
    /// or party, or touches words inside quotation marks.
    pub safe: bool,
    /// Sorted by start, never overlapping.
    pub edits: Vec<Edit>,
    /// What an editor selects in the text after the edits, such as a `TK` to type over; `None` leaves the cursor.
    pub select: Option<Span>,
}

/// Applies `edits` to `text`. `None` when two of them overlap or one does not fit the text.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in sorted {
        out.push_str(text.get(at..edit.span.start)?);
        text.get(edit.span.range())?;
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    Some(out)
}

#[cfg(test)]
mod tests;
