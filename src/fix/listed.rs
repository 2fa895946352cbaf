//! Sources in a draft's front matter.

use std::fmt::Write as _;

use crate::citations::CreditKind;
use crate::fix::Edit;
use crate::fix::note::line_end;
use crate::fix::reference::Cited;
use crate::markdown::Article;
use crate::markdown::front_matter::{FrontMatter, Syntax};
use crate::text::{BOM, Source, Span};

/// The edit that lists `cited` among the sources of the front matter, which is begun where there is none.
pub(crate) fn edit(source: &Source, article: &Article, cited: Cited<'_>, kind: Option<CreditKind>) -> Option<Edit> {
    let text = source.text();
    let end = line_end(text);
    let Some(front) = &article.front_matter else {
        let start = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        let list = yaml(cited, kind, "  ", end);
        let body = format!("---{end}sources:{end}{list}---{end}{end}");
        return Some(Edit { span: Span::at(start), text: body });
    };
    match front.syntax {
        Syntax::Yaml => in_yaml(text, front, cited, kind, end),
        Syntax::Toml => {
            let place = closing_fence(text, front)?;
            Some(Edit { span: Span::at(place), text: toml(cited, kind, end) })
        }
    }
}

fn in_yaml(text: &str, front: &FrontMatter, cited: Cited<'_>, kind: Option<CreditKind>, end: &str) -> Option<Edit> {
    let Some(last) = front.sources.last() else {
        let place = closing_fence(text, front)?;
        let list = yaml(cited, kind, "  ", end);
        return Some(Edit { span: Span::at(place), text: format!("sources:{end}{list}") });
    };
    // A new entry stands in line with the dash of the last.
    let line_start = text[..last.span.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let lead = &text[line_start..last.span.start];
    let indent = lead.strip_suffix("- ").or_else(|| lead.trim_end().strip_suffix('-'))?;
    if !indent.chars().all(|c| c == ' ') {
        return None;
    }
    let list = yaml(cited, kind, indent, end);
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

/// The fields of an entry, in order.
fn fields(cited: Cited<'_>, kind: Option<CreditKind>) -> Vec<(&'static str, String)> {
    let mut fields = vec![("id", cited.id())];
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

fn yaml(cited: Cited<'_>, kind: Option<CreditKind>, indent: &str, end: &str) -> String {
    let mut out = String::new();
    for (i, (name, value)) in fields(cited, kind).into_iter().enumerate() {
        let dash = if i == 0 { "- " } else { "  " };
        let _ = write!(out, "{indent}{dash}{name}: {}{end}", scalar(&value));
    }
    out
}

fn toml(cited: Cited<'_>, kind: Option<CreditKind>, end: &str) -> String {
    let mut out = format!("{end}[[sources]]{end}");
    for (name, value) in fields(cited, kind) {
        let _ = write!(out, "{name} = {}{end}", quoted(&value));
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

/// `value` in double quotation marks, as YAML and TOML both read it.
fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
