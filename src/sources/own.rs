//! Our own list of sources, TOML or YAML of one shape.
//!
//! ```toml
//! [[source]]
//! id = "bridge-report"
//! kind = "document"
//! title = "Report on the Long Bridge"
//! outlet = "Akron County"
//! published = "2025-08"
//! url = "https://akron.example/bridge.pdf"
//! ```

use crate::markdown::tree::{Node, Value};
use crate::sources::SourceRecord;
use crate::sources::fields::{KINDS, Reader, VISIBILITIES};

const LIST: &[&str] = &["schema", "source", "sources"];
const SOURCE: &[&str] = &[
    "id",
    "kind",
    "title",
    "author",
    "authors",
    "outlet",
    "published",
    "date",
    "accessed",
    "url",
    "archive",
    "page",
    "at",
    "note",
    "quote_file",
    "machine",
    "visibility",
];

/// Reads the list whose root is `root`: a map with `source` or `sources`, or the list itself.
pub(super) fn read(root: &Node, reader: &mut Reader<'_>) {
    let entries: Vec<&Node> = match &root.value {
        Value::List(items) => items.iter().collect(),
        _ => {
            reader.know(root, LIST);
            ["source", "sources"].iter().filter_map(|key| root.get(key)).flat_map(Node::items).collect()
        }
    };
    for node in entries {
        source(node, reader);
    }
}

fn source(node: &Node, reader: &mut Reader<'_>) {
    reader.know(node, SOURCE);
    let Some((id, place)) = reader.located(node, &["id"]) else {
        reader.problem(node.span, "a source has no id".into(), Some("add id = \"…\""));
        return;
    };
    let record = SourceRecord {
        id,
        kind: reader.word(node, "kind", KINDS).unwrap_or_default(),
        title: reader.text(node, &["title"]),
        authors: reader.texts(node, &["authors", "author"]),
        outlet: reader.text(node, &["outlet"]),
        published: reader.date(node, &["published", "date"]),
        accessed: reader.date(node, &["accessed"]),
        url: reader.url(node, &["url"]),
        archive_url: reader.url(node, &["archive"]),
        locator: reader.text(node, &["page", "at"]),
        note: reader.text(node, &["note"]),
        quote_file: reader.file(node, "quote_file"),
        machine: reader.word(node, "machine", &[("true", true), ("false", false)]).unwrap_or_default(),
        visibility: reader.word(node, "visibility", VISIBILITIES).unwrap_or_default(),
        place: None,
    };
    reader.keep(record, place);
}
