//! Comments that cite a source of the front matter: `<!-- src: bbc-bridge -->`.

use crate::markdown::hidden::{self, Hidden};
use crate::markdown::{Mark, Prose};
use crate::text::{Source, Span};

/// Keys in the comments among `hidden`, but for those that stand in `code`. Sorted by start.
pub fn find(source: &Source, hidden: &[Hidden], code: &[Span], prose: &Prose) -> Vec<Mark> {
    let key = |(hidden, comment): (&Hidden, Span)| {
        let span = id(source, comment)?;
        Some(Mark { label: source.slice(span).to_owned(), span, at: place(source, hidden.span.start, prose) })
    };
    hidden::comments(hidden, code).filter_map(key).collect()
}

/// Where in the prose a comment that starts at `start` stands: behind the words before it, also where these end a block.
fn place(source: &Source, start: usize, prose: &Prose) -> usize {
    let at = prose.offset(start);
    let line = source.line(source.line_of(start)).map_or(0, |line| line.start);
    let ends = prose.text()[..at].ends_with('\n') && !source.slice(Span::new(line, start)).trim().is_empty();
    at - usize::from(ends)
}

/// The place of the id in `src: id`; `None` when `comment` is no such thing.
fn id(source: &Source, comment: Span) -> Option<Span> {
    let inside = source.slice(comment);
    let named = inside.trim_start().strip_prefix("src:")?;
    let id = named.trim();
    let start = comment.end - named.len() + named.find(|c: char| !c.is_whitespace())?;
    (!id.contains(['\n', '\r'])).then(|| Span::new(start, start + id.len()))
}

/// The whole comment around `key`, if it stands in one.
pub fn around(text: &str, key: &Mark) -> Option<Span> {
    let before = text.get(..key.span.start)?.trim_end().strip_suffix("src:")?.trim_end();
    let after = text.get(key.span.end..)?;
    let rest = after.trim_start();
    let (open, close) = if before.ends_with("<!--") { ("<!--", "-->") } else { ("{/*", "*/}") };
    let end = key.span.end + after.len() - rest.len() + close.len();
    (before.ends_with(open) && rest.starts_with(close)).then(|| Span::new(before.len() - open.len(), end))
}

#[cfg(test)]
mod tests {
    use super::around;
    use crate::markdown::{self, Syntax};
    use crate::text::Source;

    /// Keys of `text` as `label before the prose after it`, each with the comment around it.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = markdown::read(&Source::new(text.into()), Syntax::Markdown);
        let show = |key: &markdown::Mark| {
            let around = around(text, key).map_or("none", |span| &text[span.range()]);
            assert!(text[key.span.range()].contains(&key.label));
            format!("{} before {:?} in {around}", key.label, &article.prose.text()[key.at..])
        };
        assert_eq!(article.keys.iter().map(show).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_comment_cites_where_it_stands() {
        check("BBC News reported<!-- src: bbc -->.", &["bbc before \".\" in <!-- src: bbc -->"]);
        check(
            "It [@a] fell{/*src:odd key*/}, so.",
            &["a before \" fell, so.\" in none", "odd key before \", so.\" in {/*src:odd key*/}"],
        );
        check(
            "One.<!-- src: a -->\n\n<!-- src: b --> Two.\n",
            &["a before \"\\nTwo.\" in <!-- src: a -->", "b before \"Two.\" in <!-- src: b -->"],
        );
    }

    #[test]
    fn other_comments_cite_nothing() {
        check("A<!-- source: a --> b<!-- src: --> c<!-- src:\na\nb -->.\n\n`<!-- src: a -->` <!-- src: a", &[]);
    }
}
