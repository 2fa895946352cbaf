//! An entry for a source that nobody has noted yet, put into a list of our own.

use std::fmt::Write as _;
use std::path::Path;

use crate::markdown::tree::{self, Node, Value};
use crate::sources::fields::{KINDS, TO_COME};
use crate::sources::{self, SourceRecord};
use crate::text::Span;

/// An entry and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The byte of the list before which it goes.
    pub at: usize,
    /// The entry.
    pub text: String,
    /// Where its `TK` stands in the list afterwards; `None` when its address is known.
    pub to_come: Option<Span>,
}

/// The entry of `record` for the list `text` of the file at `path`, with `TK` for the address that it lacks. `None` where the file is no list of our own, TOML or YAML, or is written in a way that an entry would break.
pub fn addition(path: &Path, text: &str, record: &SourceRecord) -> Option<Addition> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let all = Span::new(0, text.len());
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (at, entry) = match ending.as_str() {
        "toml" => (text.len(), toml(&tree::toml(text, all).0, text, record, end)?),
        "yaml" | "yml" => yaml(&tree::yaml(text, all).0, text, record, end)?,
        _ => return None,
    };
    let (before, edited) = (sources::read(path, text), format!("{}{entry}{}", &text[..at], &text[at..]));
    let after = sources::read(path, &edited);
    let holds = after.records.len() == before.records.len() + 1
        && after.problems.len() == before.problems.len()
        && after.records.iter().any(|other| other.id == record.id && other.outlet == record.outlet)
        && before.records.iter().all(|other| other.id != record.id);
    let to_come = at + entry.rfind(TO_COME).unwrap_or_default();
    let to_come = record.url.is_none().then(|| Span::new(to_come, to_come + TO_COME.len()));
    holds.then_some(Addition { at, text: entry, to_come })
}

fn toml(root: &Node, text: &str, record: &SourceRecord, end: &str) -> Option<String> {
    let table = match (root.get("sources"), root.get("source")) {
        // A list in one line takes no table behind it.
        (Some(list), _) if !text.contains("[[sources]]") && !list.items().is_empty() => return None,
        (Some(_), _) => "sources",
        _ => "source",
    };
    let ends = text.is_empty() || text.ends_with('\n');
    let gap = if text.trim().is_empty() { "" } else { end };
    let mut entry = format!("{}{gap}[[{table}]]{end}", if ends { "" } else { end });
    for (name, value) in fields(record) {
        let _ = write!(entry, "{name} = {}{end}", quoted(&value));
    }
    Some(entry)
}

fn yaml(root: &Node, text: &str, record: &SourceRecord, end: &str) -> Option<(usize, String)> {
    let items = match &root.value {
        Value::List(items) => items,
        Value::Map(_) => match &root.get("sources").or(root.get("source"))?.value {
            Value::List(items) => items,
            _ => return None,
        },
        _ => return None,
    };
    let last = items.last()?;
    // A new entry stands in line with the dash of the last.
    let line = text[..last.span.start].rfind('\n').map_or(0, |at| at + 1);
    let indent = text[line..last.span.start].trim_end().strip_suffix('-')?;
    if !indent.chars().all(|c| c == ' ') {
        return None;
    }
    let (at, lead) = match text[last.span.end..].find('\n') {
        Some(next) => (last.span.end + next + 1, ""),
        None => (text.len(), end),
    };
    let mut entry = lead.to_owned();
    for (i, (name, value)) in fields(record).into_iter().enumerate() {
        let _ = write!(entry, "{indent}{}{name}: {}{end}", if i == 0 { "- " } else { "  " }, quoted(&value));
    }
    Some((at, entry))
}

fn fields(record: &SourceRecord) -> Vec<(&'static str, String)> {
    let kind = KINDS.iter().find(|(_, kind)| *kind == record.kind).map_or("", |(name, _)| name);
    let mut fields = vec![("id", record.id.clone()), ("kind", kind.to_owned())];
    fields.extend(record.title.clone().map(|title| ("title", title)));
    fields.extend(record.outlet.clone().map(|outlet| ("outlet", outlet)));
    fields.push(("url", record.url.clone().unwrap_or_else(|| TO_COME.to_owned())));
    fields
}

/// `value` in double quotation marks, as YAML and TOML both read it.
pub(crate) fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str) -> Option<String> {
        let record =
            SourceRecord { id: "bbc-news".into(), outlet: Some("BBC “News”".into()), ..SourceRecord::default() };
        let Addition { at, text: entry, to_come } = addition(Path::new(name), text, &record)?;
        let grown = format!("{}{entry}{}", &text[..at], &text[at..]);
        assert_eq!(&grown[to_come.unwrap().range()], "TK");
        Some(grown)
    }

    #[test]
    fn entries_go_behind_the_last_in_the_manner_of_the_list() {
        let toml = "[[source]]\nid = \"bbc-news\"\nkind = \"article\"\noutlet = \"BBC “News”\"\nurl = \"TK\"\n";
        assert_eq!(check("a.toml", "").unwrap(), toml);
        let old = "[[sources]]\nid = \"a\"";
        assert_eq!(check("a.toml", old).unwrap(), format!("{old}\n\n{}", toml.replace("[[source]]", "[[sources]]")));
        let yaml = |indent: &str| {
            format!(
                "{indent}- id: \"bbc-news\"\n{indent}  kind: \"article\"\n{indent}  outlet: \"BBC “News”\"\n{indent}  \
                 url: \"TK\"\n"
            )
        };
        assert_eq!(check("a.yml", "- id: a # first").unwrap(), format!("- id: a # first\n{}", yaml("")));
        let map = "sources:\n  - id: a\n    title: A\nschema: 1\n";
        let grown = map.replace("schema", &format!("{}schema", yaml("  ")));
        assert_eq!(check("a.yaml", map).unwrap(), grown);
    }

    #[test]
    fn lists_of_others_and_lists_in_one_line_are_left_alone() {
        for (name, text) in [
            ("a.bib", ""),
            ("a.json", "[]"),
            ("a.toml", "sources = [{ id = \"a\" }]\n"),
            ("a.yml", "sources: [{ id: a }]\n"),
            ("a.yml", "harbour:\n  type: Article\n"),
            ("a.yml", "- id: bbc-news\n"),
        ] {
            assert_eq!(check(name, text), None, "{name} {text}");
        }
    }
}
