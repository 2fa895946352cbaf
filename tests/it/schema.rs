//! The schemas of the settings, kept beside the tests for editors to use. `COPYDESK_WRITE=1 cargo test --test it schema`
//! writes them anew after a key or a rule has changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::folder::Folder;

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema").join(name)
}

#[test]
fn the_schemas_that_are_kept_are_those_that_the_program_prints() {
    let folder = Folder::new(&[]);
    for (arguments, name) in [("schema", "file.json"), ("schema editor", "editor.json")] {
        let ran = folder.run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments}");
        if std::env::var_os("COPYDESK_WRITE").is_some() {
            fs::write(kept(name), &ran.out).unwrap();
        }
        let read = |text: &str| -> (Value, Value) {
            let mut schema: Value = serde_json::from_str(text).unwrap();
            let rules = schema["definitions"]["rules"]["properties"].take();
            (schema, rules)
        };
        let ((before, known), (now, rules)) = (read(&fs::read_to_string(kept(name)).unwrap()), read(&ran.out));
        assert!(before == now, "tests/schema/{name} is not what copydesk prints");
        // A rule that has come since is no reason to fail; one that changed or went is.
        let known = known.as_object().unwrap();
        assert!(known.len() > 20 && known.iter().all(|(name, schema)| rules[name] == *schema), "{name}: rules");
    }
}

/// Whether a value of JSON is what a schema of ours asks for.
fn fits(schema: &Value, whole: &Value, value: &Value) -> bool {
    if let Some(name) = schema["$ref"].as_str() {
        return fits(whole.pointer(name.trim_start_matches('#')).unwrap(), whole, value);
    }
    let all = schema["allOf"].as_array().is_none_or(|all| all.iter().all(|schema| fits(schema, whole, value)));
    let any = schema["anyOf"].as_array().is_none_or(|any| any.iter().any(|schema| fits(schema, whole, value)));
    let listed = schema["enum"].as_array().is_none_or(|names| names.contains(value));
    let typed = match schema["type"].as_str() {
        Some("object") => value.as_object().is_some_and(|fields| {
            let known = |(name, value): (&String, &Value)| {
                schema["properties"].get(name).is_some_and(|schema| fits(schema, whole, value))
            };
            let required = schema["required"].as_array().into_iter().flatten();
            fields.iter().all(known) && required.into_iter().all(|name| fields.contains_key(name.as_str().unwrap()))
        }),
        Some("array") => value.as_array().is_some_and(|items| items.iter().all(|it| fits(&schema["items"], whole, it))),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.as_u64().is_some_and(|number| number <= schema["maximum"].as_u64().unwrap()),
        _ => true,
    };
    all && any && listed && typed
}

#[test]
fn the_schema_and_the_reader_agree() {
    let schema: Value = serde_json::from_str(&Folder::new(&[]).run("schema").out).unwrap();
    for (settings, good) in [
        ("", true),
        ("extends = \"wire\"", true),
        ("extends = \"wired\"", false),
        ("extnds = \"wire\"", false),
        ("sources = [\"a/*.bib\"]", true),
        ("sources = \"a.bib\"", false),
        ("[rules]\nuncited-outlet = \"off\"", true),
        ("[rules]\nuncited-outlet = { level = \"error\", per = \"paragraph\" }", true),
        ("[rules]\nuncited-outlet = { lvl = \"error\" }", false),
        ("[rules]\nuncited-outlets = \"off\"", false),
        ("[rules]\nuncited-outlet = 3", false),
        ("[citation]\nform = \"key\"", true),
        ("[citation]\nform = \"keys\"", false),
        ("[[override]]\nfiles = [\"opinion/**\"]\ngenre = \"opinion\"\nrules = { uncited-outlet = \"hint\" }", true),
        ("[[override]]\ngenre = \"opinion\"", false),
        ("[override]\nfiles = []", false),
    ] {
        let value = serde_json::to_value(settings.parse::<toml::Table>().unwrap()).unwrap();
        assert_eq!(fits(&schema, &schema, &value), good, "schema: {settings}");
        let folder = Folder::new(&[("copydesk.toml", settings), ("a.md", "The council met.\n")]);
        assert_eq!(folder.run("check a.md").code, if good { 0 } else { 2 }, "reader: {settings}");
    }
}

#[test]
fn the_extension_for_visual_studio_code_has_the_settings_of_the_schema() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/package.json");
    let package: Value = serde_json::from_str(&fs::read_to_string(package).unwrap()).unwrap();
    let names = |value: &Value, prefix: &str| -> BTreeSet<String> {
        let fields = value.as_object().unwrap().keys();
        fields.filter_map(|name| name.strip_prefix(prefix)).map(str::to_owned).collect()
    };
    let editor: Value = serde_json::from_str(&fs::read_to_string(kept("editor.json")).unwrap()).unwrap();
    let offered = names(&package["contributes"]["configuration"]["properties"], "copydesk.");
    // What only the extension reads, and what it says of itself.
    let (own, said) = (["server.path", "trace.server"], ["trusted"]);
    let mut wanted = names(&editor["properties"], "");
    wanted.retain(|name| !said.contains(&name.as_str()));
    wanted.extend(own.map(str::to_owned));
    assert_eq!(offered, wanted);
    for name in wanted.iter().filter(|name| !own.contains(&name.as_str())) {
        let (ours, theirs) = (
            &editor["properties"][name.as_str()],
            &package["contributes"]["configuration"]["properties"][format!("copydesk.{name}")],
        );
        if ours["enum"].is_array() {
            assert_eq!(ours["enum"], theirs["enum"], "{name}");
        }
    }
}
