//! What the server says it can do.

use serde_json::json;
use tower_lsp::lsp_types as lsp;

use crate::lsp::actions;
use crate::lsp::editor::Editor;
use crate::text::Columns;

/// The answer to `initialize`.
pub fn offer(editor: &Editor) -> lsp::InitializeResult {
    let encoding = match editor.columns {
        Columns::Utf8 => lsp::PositionEncodingKind::UTF8,
        Columns::Utf16 => lsp::PositionEncodingKind::UTF16,
        Columns::Utf32 => lsp::PositionEncodingKind::UTF32,
    };
    let capabilities = lsp::ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
            save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
            ..lsp::TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
        code_action_provider: Some(lsp::CodeActionProviderCapability::Options(lsp::CodeActionOptions {
            code_action_kinds: Some(vec![lsp::CodeActionKind::QUICKFIX, lsp::CodeActionKind::REFACTOR_REWRITE]),
            ..lsp::CodeActionOptions::default()
        })),
        execute_command_provider: Some(lsp::ExecuteCommandOptions {
            commands: vec![actions::SELECT.to_owned()],
            ..lsp::ExecuteCommandOptions::default()
        }),
        // An editor that is sent findings must not be told that it may ask for them: it would show both.
        diagnostic_provider: editor.pulls.then(|| {
            lsp::DiagnosticServerCapabilities::Options(lsp::DiagnosticOptions {
                identifier: Some("copydesk".to_owned()),
                // Settings and lists of officials are not drafts; the editor is told when they change.
                inter_file_dependencies: false,
                workspace_diagnostics: false,
                ..lsp::DiagnosticOptions::default()
            })
        }),
        workspace: Some(lsp::WorkspaceServerCapabilities {
            workspace_folders: Some(lsp::WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(lsp::OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..lsp::ServerCapabilities::default()
    };
    let server_info =
        lsp::ServerInfo { name: "copydesk".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    lsp::InitializeResult { capabilities, server_info: Some(server_info) }
}

/// Files whose change on disk changes what is found.
pub fn watches() -> Vec<lsp::Registration> {
    let globs = ["**/copydesk.toml", "**/copydesk.allow.toml", "**/*.{toml,yml,yaml,json,bib,csv,tsv,vtt,srt}"];
    let watchers: Vec<_> = globs.iter().map(|glob| json!({"globPattern": glob})).collect();
    vec![lsp::Registration {
        id: "copydesk-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(json!({"watchers": watchers})),
    }]
}
