//! JSON Schemas of the settings, for editors that complete and check them.

use serde_json::{Map, Value, json};

use crate::config::keys::{self, Key, Takes};
use crate::rules::RULES;

/// The schema of `copydesk.toml`.
pub fn file() -> Value {
    schema("copydesk.toml", "Settings of copydesk for a folder and all below it.", keys::FILE)
}

/// The schema of what an editor passes to the server.
pub fn editor() -> Value {
    schema("copydesk in an editor", "What an editor passes on to copydesk's language server.", keys::EDITOR)
}

fn schema(title: &str, about: &str, known: &[Key]) -> Value {
    let mut schema = table(known);
    // Draft 7 is what editors' TOML and JSON plugins read.
    let head = json!({"$schema": "http://json-schema.org/draft-07/schema#", "title": title, "description": about});
    if let (Some(fields), Value::Object(head)) = (schema.as_object_mut(), head) {
        fields.extend(head);
        fields.insert("definitions".to_owned(), json!({"rules": rules()}));
    }
    schema
}

/// A table with the keys `known` and no others.
fn table(known: &[Key]) -> Value {
    let properties: Map<String, Value> = known.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<_> = known.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut table = json!({"type": "object", "additionalProperties": false, "properties": properties});
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

fn property(key: &Key) -> Value {
    let mut property = match key.takes {
        Takes::OneOf(names) => json!({"enum": names()}),
        Takes::Globs | Takes::Names => json!({"type": "array", "items": {"type": "string"}}),
        // Keys beside a reference are not looked at in this draft.
        Takes::Rules => json!({"allOf": [{"$ref": "#/definitions/rules"}]}),
        Takes::Table(known) => table(known),
        Takes::Tables(known) => json!({"type": "array", "items": table(known)}),
        Takes::Flag => json!({"type": "boolean"}),
        Takes::UpTo(most) => json!({"type": "integer", "minimum": 0, "maximum": most}),
    };
    property["description"] = json!(key.about);
    property
}

/// A level or a table for every rule.
fn rules() -> Value {
    let level = keys::RULE.iter().find(|key| key.name == "level").map(property);
    let rule = json!({"anyOf": [level, table(keys::RULE)]});
    let mut properties = Map::new();
    for known in RULES {
        let mut one = rule.clone();
        one["description"] = json!(known.summary);
        properties.insert(known.name.to_owned(), one);
    }
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}
