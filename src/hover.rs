//! What to say about the thing under an offset.

pub mod card;
pub mod citation;
pub mod finding;
pub mod office;
pub mod organisation;
pub mod people;
pub mod pronoun;
pub mod quotation;

use crate::analysis::{self, Analysis};
use crate::people::roster::Roster;
use crate::rules::Finding;
use crate::sources::Library;
use crate::text::{Source, Span};

/// An answer to "what is this?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// The answer, Markdown.
    pub text: String,
}

/// What an answer is taken from: one draft, understood and judged, and whom the newsroom knows.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The draft's text.
    pub source: &'a Source,
    /// What was understood of it.
    pub analysis: &'a Analysis,
    /// What is wrong with it, sorted by start.
    pub findings: &'a [Finding],
    /// Who holds which office.
    pub roster: &'a Roster,
    /// What the newsroom cites.
    pub library: &'a Library,
    /// What the draft's own bibliography holds; `None` when it names none.
    pub bibliography: Option<&'a Library>,
}

impl<'a> Subject<'a> {
    /// The lists in which a source is looked up, in their order.
    fn libraries(&self) -> impl Iterator<Item = &'a Library> + use<'a> {
        std::iter::once(self.library).chain(self.bibliography)
    }
}

/// What to say at `offset` of the source: the nearest thing first, then what is wrong with it. `None` where
/// there is nothing to say.
pub fn at(subject: &Subject, offset: usize) -> Option<Hover> {
    let thing = people::at(subject, offset)
        .or_else(|| office::at(subject, offset))
        .or_else(|| organisation::at(subject, offset))
        .or_else(|| pronoun::at(subject, offset))
        .or_else(|| quotation::at(subject, offset))
        .or_else(|| language(subject, offset));
    // A link stands on words that are something themselves: both are told.
    let thing = both(thing, citation::at(subject, offset));
    let faults = finding::at(subject, offset);
    both(thing, faults)
}

/// Two answers in one, about what the first is about.
fn both(first: Option<Hover>, second: Option<Hover>) -> Option<Hover> {
    match (first, second) {
        (Some(first), Some(second)) => {
            Some(Hover { span: first.span, text: format!("{}\n\n---\n\n{}", first.text, second.text) })
        }
        (first, second) => first.or(second),
    }
}

/// What the language that the front matter names keeps from being checked.
fn language(subject: &Subject, offset: usize) -> Option<Hover> {
    let article = &subject.analysis.article;
    let span = article.front_matter.as_ref()?.language.as_ref()?.span;
    let language = analysis::foreign(article).filter(|_| span.touches(offset))?;
    Some(Hover { span, text: quotation::unread(language) })
}

/// `text` with the marks of Markdown made harmless.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
pub(crate) mod shown {
    use std::path::Path;

    use crate::analysis::{Analysis, Known};
    use crate::hover::{Subject, at};
    use crate::markdown::Syntax;
    use crate::people::own;
    use crate::people::roster::Roster;
    use crate::sources::Library;
    use crate::text::Source;

    /// What `|` in `copy` is about and what is told of it, to a newsroom that knows `people`, TOML, on `date`.
    #[track_caller]
    pub(crate) fn at_cursor(people: &str, date: &str, copy: &str) -> Option<(String, String)> {
        at_cursor_of(people, date, copy, |_| ())
    }

    /// The same, of an analysis that `change` was made to.
    #[track_caller]
    pub(crate) fn at_cursor_of(
        people: &str,
        date: &str,
        copy: &str,
        change: impl FnOnce(&mut Analysis),
    ) -> Option<(String, String)> {
        let offset = copy.find('|').expect("a cursor");
        let source = Source::new(copy.replacen('|', "", 1));
        let (officials, problems) = own::read(people, own::Syntax::Toml, Path::new("officials.toml"));
        assert_eq!(problems, []);
        let roster = Roster::new(officials);
        let known = Known { roster: &roster, libraries: &[], transcripts: &[], date: date.parse().ok(), today: None };
        let mut analysis = Analysis::of(&source, Syntax::Markdown, &known);
        change(&mut analysis);
        let library = Library::default();
        let subject = Subject {
            source: &source,
            analysis: &analysis,
            findings: &[],
            roster: &roster,
            library: &library,
            bibliography: None,
        };
        let hover = at(&subject, offset)?;
        Some((source.slice(hover.span).to_owned(), hover.text))
    }
}
