//! Sources as CSL-JSON (Citation Style Language, csl-data 1.0.2).

use serde_json::{Map, Value, json};

use crate::dates::PartialDate;
use crate::sources::{Kind, SourceRecord};

/// All of `records` as one array.
pub fn write(records: &[SourceRecord]) -> String {
    let items: Vec<Value> = records.iter().map(item).collect();
    let mut text = serde_json::to_string_pretty(&items).unwrap_or_default();
    text.push('\n');
    text
}

fn item(record: &SourceRecord) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    put("id", Some(json!(record.id)));
    put("type", Some(json!(kind(record.kind))));
    put("title", record.title.as_ref().map(|title| json!(title)));
    let authors: Vec<Value> = record.authors.iter().map(|author| json!({"literal": author})).collect();
    put("author", (!authors.is_empty()).then(|| json!(authors)));
    let outlet = match record.kind {
        Kind::Document | Kind::Dataset | Kind::Recording => "publisher",
        _ => "container-title",
    };
    put(outlet, record.outlet.as_ref().map(|outlet| json!(outlet)));
    put("issued", record.published.map(date));
    put("accessed", record.accessed.map(date));
    put("URL", record.url.as_ref().map(|url| json!(url)));
    put("archive_location", record.archive_url.as_ref().map(|url| json!(url)));
    put("page", record.locator.as_ref().map(|locator| json!(locator)));
    put("note", record.note.as_ref().map(|note| json!(note)));
    Value::Object(item)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "article-newspaper",
        Kind::Post => "post",
        Kind::Document => "report",
        Kind::Dataset => "dataset",
        Kind::Interview => "interview",
        Kind::Recording => "broadcast",
        Kind::Transcript => "speech",
    }
}

fn date(date: PartialDate) -> Value {
    let mut parts = vec![i64::from(date.year())];
    parts.extend(date.month().map(i64::from));
    parts.extend(date.day().map(i64::from));
    json!({"date-parts": [parts]})
}
