//! Sources as CSL writes them (Citation Style Language, schema csl-data), in JSON or YAML.

use crate::dates::PartialDate;
use crate::markdown::tree::{Node, Value};
use crate::sources::fields::{Reader, one_line};
use crate::sources::{Kind, SourceRecord};
use crate::text::Span;

/// Reads the items below `root`: a list of them, or a map with `references` or `items`.
pub(super) fn read(root: &Node, reader: &mut Reader<'_>) {
    let items = match &root.value {
        Value::Map(_) if root.get("id").is_none() => {
            ["references", "items"].iter().find_map(|key| root.get(key)).map_or(&[][..], Node::items)
        }
        _ => root.items(),
    };
    for item in items {
        source(item, reader);
    }
}

fn source(item: &Node, reader: &mut Reader<'_>) {
    let Some((id, place)) = reader.located(item, &["id"]) else {
        reader.problem(item.span, "an item has no id".into(), Some("add an \"id\""));
        return;
    };
    let archived = reader.text(item, &["archive_location", "archive-location"]);
    let record = SourceRecord {
        id,
        kind: kind(&reader.text(item, &["type"]).unwrap_or_default()),
        title: reader.text(item, &["title"]),
        authors: item.get("author").map_or(&[][..], Node::items).iter().filter_map(person).collect(),
        outlet: reader.text(item, &["container-title", "publisher"]),
        published: date(item, "issued", reader),
        accessed: date(item, "accessed", reader),
        url: match reader.url(item, &["URL", "url"]) {
            Some(url) => Some(url),
            None => reader.text(item, &["DOI", "doi"]).map(|doi| super::doi(&doi)),
        },
        // CSL keeps shelf marks here as well; only an address is a copy that opens.
        archive_url: archived.filter(|place| place.starts_with("http")),
        locator: reader.text(item, &["page", "locator"]),
        note: reader.text(item, &["note"]),
        ..SourceRecord::default()
    };
    reader.keep(record, place);
}

/// Types of CSL 1.0.2.
fn kind(name: &str) -> Kind {
    match name {
        "post" | "post-weblog" => Kind::Post,
        "report"
        | "bill"
        | "legislation"
        | "legal_case"
        | "hearing"
        | "regulation"
        | "treaty"
        | "patent"
        | "personal_communication"
        | "document"
        | "manuscript"
        | "pamphlet" => Kind::Document,
        "dataset" => Kind::Dataset,
        "interview" => Kind::Interview,
        "broadcast" | "motion_picture" | "song" | "speech" => Kind::Recording,
        _ => Kind::Article,
    }
}

/// `{family, given}`, `{literal}` or plain text, as a reader would write it.
fn person(node: &Node) -> Option<String> {
    if let Some((name, _)) = node.text() {
        return Some(one_line(name));
    }
    let part = |key: &str| node.get(key).and_then(Node::text).map(|(text, _)| text);
    if let Some(literal) = part("literal") {
        return Some(one_line(literal));
    }
    let parts = ["given", "non-dropping-particle", "dropping-particle", "family", "suffix"];
    let name = parts.iter().filter_map(|key| part(key)).collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then(|| one_line(&name))
}

/// `{"date-parts": [[2025, 8, 8]]}`, `{"raw": "2025-08-08"}`, a list of parts in YAML, or plain text.
fn date(item: &Node, key: &str, reader: &mut Reader<'_>) -> Option<PartialDate> {
    let node = item.get(key)?;
    if let Some((text, span)) = node.text() {
        // EDTF, as CSL 1.0.2 allows: a range starts with its first day.
        let first = text.split('/').next().unwrap_or(text).trim_end_matches(['~', '?']);
        return reader.checked_date(first, span);
    }
    if let Some((text, span)) = ["raw", "literal"].iter().find_map(|key| node.get(key)).and_then(Node::text) {
        return reader.checked_date(text, span);
    }
    let parts = node.get("date-parts").map_or(&[][..], Node::items).first().map(Node::items).unwrap_or_default();
    let numbers = parts.iter().filter_map(Node::text).map(|(text, _)| text);
    // Pandoc's YAML also has a list of maps with year, month and day.
    let named = node.items().first().or(Some(node)).filter(|_| parts.is_empty());
    let named = ["year", "month", "day"].iter().filter_map(|key| named?.get(key)?.text()).map(|(text, _)| text);
    let written: Vec<&str> = numbers.chain(named).collect();
    joined(&written, node.span, reader)
}

/// Year, month and day as a date.
pub(super) fn joined(parts: &[&str], span: Span, reader: &mut Reader<'_>) -> Option<PartialDate> {
    if parts.is_empty() {
        return None;
    }
    let parts: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(i, part)| format!("{:0>width$}", part.trim(), width = if i == 0 { 4 } else { 2 }))
        .collect();
    reader.checked_date(&parts.join("-"), span)
}
