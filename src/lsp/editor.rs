//! What the editor said of itself: what it can do and what its writer prefers.
//!
//! Read from the JSON itself and not through a library's types, which refuse a whole message for one value that
//! they do not know and misname `workspace.diagnostics`.

use serde_json::Value;

use crate::text::Columns;

/// What the editor can do. What it did not say, it cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// What columns count from now on.
    pub columns: Columns,
    /// The process that started the server and whose end ends it.
    pub parent: Option<u32>,
    /// URIs of the folders that are open.
    pub folders: Vec<String>,
    /// Whether it asks for findings itself, so that none are sent to it unasked.
    pub pulls: bool,
    /// Whether it takes edits that say to which version they belong.
    pub versioned_edits: bool,
    /// Whether it shows nothing but plain text on hover.
    pub plain_hover: bool,
    /// Whether it can be asked to watch files.
    pub watches: bool,
    /// Whether it can put the cursor on a place.
    pub shows_documents: bool,
    /// Whether it can be asked to tell when its settings change.
    pub tells_preferences: bool,
    /// Whether it can be asked for its settings.
    pub configurable: bool,
    /// Whether it shows outlines as trees.
    pub nested_symbols: bool,
    /// Whether it asks for the edit of an action only when that is chosen.
    pub resolves_actions: bool,
    /// Whether it asks for the command of an action along with the edit.
    pub resolves_commands: bool,
}

impl Default for Editor {
    fn default() -> Self {
        Self::read(&Value::Null)
    }
}

impl Editor {
    /// Reads the parameters of `initialize`.
    pub fn read(params: &Value) -> Self {
        let can = &params["capabilities"];
        let yes = |pointer: &str| can.pointer(pointer) == Some(&Value::Bool(true));
        Self {
            // Vim with ALE says nothing of columns and counts bytes; its settings can say so for it.
            columns: encoding(&params["initializationOptions"]["positionEncoding"])
                .unwrap_or_else(|| columns(&can["general"]["positionEncodings"])),
            parent: params["processId"].as_u64().and_then(|id| u32::try_from(id).ok()).filter(|&id| id > 0),
            folders: folders(params),
            // An editor that cannot be told to ask again would keep old findings after the settings change, or
            // after a pause (Neovim 0.11 and before); it is sent them instead. Never both: it would show each twice.
            pulls: can["textDocument"]["diagnostic"].is_object() && yes("/workspace/diagnostics/refreshSupport"),
            versioned_edits: yes("/workspace/workspaceEdit/documentChanges"),
            plain_hover: formats(&can["textDocument"]["hover"]["contentFormat"]),
            watches: yes("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            shows_documents: yes("/window/showDocument/support"),
            tells_preferences: yes("/workspace/didChangeConfiguration/dynamicRegistration"),
            configurable: yes("/workspace/configuration"),
            nested_symbols: yes("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            resolves_actions: resolves(can, "edit"),
            resolves_commands: resolves(can, "edit") && resolves(can, "command"),
        }
    }
}

/// The first encoding of the client's list that we know; its order is its wish (LSP 3.17, "positionEncodings").
fn columns(offered: &Value) -> Columns {
    offered.as_array().into_iter().flatten().find_map(encoding).unwrap_or(Columns::Utf16)
}

/// What an encoding's name stands for.
fn encoding(name: &Value) -> Option<Columns> {
    match name.as_str()? {
        "utf-8" => Some(Columns::Utf8),
        "utf-16" => Some(Columns::Utf16),
        "utf-32" => Some(Columns::Utf32),
        _ => None,
    }
}

/// The folders, else the one root of older editors.
fn folders(params: &Value) -> Vec<String> {
    let uri = |value: &Value| value.as_str().map(str::to_owned);
    match params["workspaceFolders"].as_array() {
        Some(folders) => folders.iter().filter_map(|folder| uri(&folder["uri"])).collect(),
        None => uri(&params["rootUri"]).into_iter().collect(),
    }
}

/// Whether a property of actions may come later.
fn resolves(can: &Value, property: &str) -> bool {
    let list = can["textDocument"]["codeAction"]["resolveSupport"]["properties"].as_array();
    list.is_some_and(|list| list.iter().any(|name| name == property))
}

/// Whether a list of formats is there and holds no Markdown.
fn formats(list: &Value) -> bool {
    list.as_array().is_some_and(|list| !list.iter().any(|format| format == "markdown"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_known_encoding_of_the_editors_list_is_taken() {
        for (offered, taken) in [
            (json!(["utf-8", "utf-16"]), Columns::Utf8),
            (json!(["utf-16", "utf-8"]), Columns::Utf16),
            (json!(["utf-7", "utf-32"]), Columns::Utf32),
            (json!([]), Columns::Utf16),
            (json!(null), Columns::Utf16),
            (json!([5, "utf-8"]), Columns::Utf8),
        ] {
            let editor = Editor::read(&json!({"capabilities": {"general": {"positionEncodings": offered}}}));
            assert_eq!(editor.columns, taken);
        }
    }

    #[test]
    fn an_editor_that_counts_bytes_and_does_not_say_so_can_be_set_to() {
        for (set, taken) in [("utf-8", Columns::Utf8), ("utf-9", Columns::Utf16)] {
            let editor = Editor::read(&json!({"initializationOptions": {"positionEncoding": set}}));
            assert_eq!(editor.columns, taken);
        }
    }

    #[test]
    fn an_editor_pulls_only_if_it_can_be_told_to_pull_again() {
        let pulls = |workspace: Value| {
            let can = json!({"textDocument": {"diagnostic": {}}, "workspace": workspace});
            Editor::read(&json!({"capabilities": can})).pulls
        };
        assert!(pulls(json!({"diagnostics": {"refreshSupport": true}})));
        assert!(!pulls(json!({"diagnostics": {"refreshSupport": false}})));
        assert!(!pulls(json!({})));
        assert!(!Editor::read(&json!({})).pulls);
    }

    #[test]
    fn an_editor_that_says_nothing_or_nonsense_can_do_little() {
        for params in [
            json!({}),
            json!({"capabilities": null, "processId": null, "rootUri": null, "workspaceFolders": null}),
            json!({"capabilities": [], "processId": -3, "rootUri": 7, "workspaceFolders": [3, {"uri": null}]}),
        ] {
            assert_eq!(Editor::read(&params), Editor::default(), "{params}");
        }
    }
}
