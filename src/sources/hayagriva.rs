//! Sources as Hayagriva writes them (the bibliography format of Typst), in YAML.

use crate::markdown::tree::{Node, Value};
use crate::sources::fields::{Reader, one_line};
use crate::sources::{Kind, SourceRecord};

/// Reads the entries of `root`, a map from keys to entries.
pub(super) fn read(root: &Node, reader: &mut Reader<'_>) {
    for (key, span, entry) in root.entries() {
        if !matches!(entry.value, Value::Map(_)) {
            reader.problem(entry.span, format!("\"{key}\" is no source"), Some("give it a type and a title"));
            continue;
        }
        let url = entry.get("url");
        let address = match url.map(|url| &url.value) {
            Some(Value::Map(_)) => url.and_then(|url| reader.url(url, &["value"])),
            _ => reader.url(entry, &["url"]),
        };
        let record = SourceRecord {
            id: key.to_owned(),
            kind: kind(entry),
            title: title(entry),
            authors: people(entry),
            outlet: outlet(entry),
            published: reader.date(entry, &["date"]),
            accessed: url.filter(|url| matches!(url.value, Value::Map(_))).and_then(|url| reader.date(url, &["date"])),
            url: address,
            archive_url: reader.text(entry, &["archive-location"]).filter(|place| place.starts_with("http")),
            locator: reader.text(entry, &["page-range", "time-range"]),
            note: reader.text(entry, &["note"]),
            ..SourceRecord::default()
        };
        reader.keep(record, span);
    }
}

fn kind(entry: &Node) -> Kind {
    let name = entry.get("type").and_then(Node::text).map_or("", |(name, _)| name);
    match name.to_lowercase().as_str() {
        "post" | "thread" => Kind::Post,
        "report" | "legislation" | "case" | "patent" | "manuscript" | "misc" => Kind::Document,
        "repository" => Kind::Dataset,
        "audio" | "video" | "performance" | "scene" => Kind::Recording,
        _ => Kind::Article,
    }
}

/// A title, whole or with its parts.
fn title(entry: &Node) -> Option<String> {
    let node = entry.get("title")?;
    let (text, _) = node.text().or_else(|| node.get("value")?.text())?;
    Some(one_line(text))
}

/// `"Doe, Jane"`, `{name, given-name}`, or a list of either.
fn people(entry: &Node) -> Vec<String> {
    let named = |node: &Node| match node.text() {
        Some((name, _)) => Some(super::turned(name)),
        None => {
            let part = |key: &str| node.get(key).and_then(Node::text).map(|(text, _)| text);
            let name =
                [part("given-name"), part("prefix"), part("name")].into_iter().flatten().collect::<Vec<_>>().join(" ");
            (!name.is_empty()).then(|| one_line(&name))
        }
    };
    entry.get("author").map_or(&[][..], Node::items).iter().filter_map(named).collect()
}

/// The paper a piece stands in, else who published it.
fn outlet(entry: &Node) -> Option<String> {
    let parent = entry.get("parent").and_then(|parent| parent.items().first());
    let publisher = || {
        let node = entry.get("publisher").or_else(|| entry.get("organization"))?;
        let (text, _) = node.text().or_else(|| node.get("name")?.text())?;
        Some(one_line(text))
    };
    parent.and_then(title).or_else(publisher)
}
