//! Sources in a draft's front matter.

use std::fmt::Write as _;

use crate::citations::CreditKind;
use crate::fix::Edit;
use crate::fix::note::line_end;
use crate::fix::reference::{self, Cited, TO_COME};
use crate::markdown::Article;
use crate::markdown::front_matter::{FrontMatter, SourceEntry, Syntax};
use crate::sources::addition::quoted;
use crate::text::{BOM, Source, Span};

/// A source of the front matter.
pub(crate) struct Listed {
    /// Its id.
    pub id: String,
    /// The edit that lists it; `None` where it is there already.
    pub edit: Option<Edit>,
}

/// The source of the front matter that `cited` is, which is listed where it is not yet. `None` where it has no id, or one
/// that no comment can hold.
pub(crate) fn source(source: &Source, article: &Article, cited: Cited<'_>, kind: Option<CreditKind>) -> Option<Listed> {
    let page = Some(cited.url()).filter(|url| *url != TO_COME).map(reference::page);
    let sources = article.front_matter.iter().flat_map(|front| &front.sources);
    let address = |entry: &&SourceEntry| entry.field(&["url", "link", "href"]).map(|it| reference::page(&it.text));
    let known = sources.into_iter().find(|entry| page.is_some() && address(entry) == page);
    let listed = match known {
        Some(entry) => Listed { id: entry.field(&["id"])?.text.clone(), edit: None },
        None => Listed { id: id(article, cited), edit: Some(edit(source, article, cited, kind)?) },
    };
    Some(listed).filter(|listed| !["-->", "*/", "\n", "\r"].iter().any(|end| listed.id.contains(end)))
}

/// The edit that lists `cited` among the sources of the front matter, which is begun where there is none.
pub(crate) fn edit(source: &Source, article: &Article, cited: Cited<'_>, kind: Option<CreditKind>) -> Option<Edit> {
    let text = source.text();
    let end = line_end(text);
    let fields = &fields(article, cited, kind);
    let Some(front) = &article.front_matter else {
        let start = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        let list = yaml(fields, "  ", end);
        let body = format!("---{end}sources:{end}{list}---{end}{end}");
        return Some(Edit { span: Span::at(start), text: body });
    };
    match front.syntax {
        Syntax::Yaml => in_yaml(text, front, fields, end),
        Syntax::Toml => {
            let place = closing_fence(text, front)?;
            Some(Edit { span: Span::at(place), text: toml(fields, end) })
        }
    }
}

/// Where the `TK` of the entry that `edit` puts in stands afterwards; `None` when its address is known.
pub(crate) fn to_come(edit: &Edit, cited: Cited<'_>) -> Option<Span> {
    let at = edit.span.start + edit.text.rfind(TO_COME).filter(|_| cited.url() == TO_COME)?;
    Some(Span::new(at, at + TO_COME.len()))
}

fn in_yaml(text: &str, front: &FrontMatter, fields: &Fields, end: &str) -> Option<Edit> {
    let Some(last) = front.sources.last() else {
        let place = closing_fence(text, front)?;
        let list = yaml(fields, "  ", end);
        return Some(Edit { span: Span::at(place), text: format!("sources:{end}{list}") });
    };
    // A new entry stands in line with the dash of the last.
    let line_start = text[..last.span.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let lead = &text[line_start..last.span.start];
    let indent = lead.strip_suffix("- ").or_else(|| lead.trim_end().strip_suffix('-'))?;
    if !indent.chars().all(|c| c == ' ') {
        return None;
    }
    let list = yaml(fields, indent, end);
    let rest = &text[last.span.end..front.span.end];
    // Behind the last entry's own line, a remark at its end included.
    let next_line = last.span.end + rest.find(['\n', '\r'])?;
    let next_line = next_line + if text[next_line..].starts_with("\r\n") { 2 } else { 1 };
    Some(Edit { span: Span::at(next_line), text: list })
}

/// Where the line with the closing fence starts.
fn closing_fence(text: &str, front: &FrontMatter) -> Option<usize> {
    let inside = text.get(front.span.range())?;
    Some(front.span.start + inside.trim_end().rfind(['\n', '\r'])? + 1)
}

/// Names and values.
type Fields = [(&'static str, String)];

/// The id of `cited` in the front matter: one that no other entry has.
fn id(article: &Article, cited: Cited<'_>) -> String {
    let taken = |id: &String| {
        let mut sources = article.front_matter.iter().flat_map(|front| &front.sources);
        sources.any(|entry| entry.field(&["id"]).is_some_and(|it| it.text == *id))
    };
    let stem = cited.id();
    let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(stem)
}

/// The fields of an entry, in order.
fn fields(article: &Article, cited: Cited<'_>, kind: Option<CreditKind>) -> Vec<(&'static str, String)> {
    let mut fields = vec![("id", id(article, cited))];
    let record = match cited {
        Cited::Record(record) => Some(record),
        _ => None,
    };
    fields.extend(record.and_then(|record| record.title.clone()).map(|title| ("title", title)));
    let outlet = if kind == Some(CreditKind::Post) { "platform" } else { "outlet" };
    if !cited.outlet().is_empty() {
        fields.push((outlet, cited.outlet().to_owned()));
    }
    fields.extend(record.and_then(|record| record.published).map(|date| ("date", date.to_string())));
    fields.push(("url", cited.url().to_owned()));
    fields
}

fn yaml(fields: &Fields, indent: &str, end: &str) -> String {
    let mut out = String::new();
    for (i, (name, value)) in fields.iter().enumerate() {
        let dash = if i == 0 { "- " } else { "  " };
        let _ = write!(out, "{indent}{dash}{name}: {}{end}", scalar(value));
    }
    out
}

fn toml(fields: &Fields, end: &str) -> String {
    let mut out = format!("{end}[[sources]]{end}");
    for (name, value) in fields {
        let _ = write!(out, "{name} = {}{end}", quoted(value));
    }
    out
}

/// `value` as YAML reads it as text: plain where nothing in it means anything else.
fn scalar(value: &str) -> String {
    let plain = value.starts_with(|c: char| c.is_alphabetic())
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.ends_with([':', ' '])
        && !value.chars().any(char::is_control)
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .iter()
            .any(|word| value.eq_ignore_ascii_case(word));
    if plain { value.to_owned() } else { quoted(value) }
}
