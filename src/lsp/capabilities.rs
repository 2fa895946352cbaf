//! What the server says it can do.

use serde_json::json;
use tower_lsp::lsp_types as lsp;

use crate::config::preferences::Preferences;
use crate::lsp::actions;
use crate::lsp::commands;
use crate::lsp::completion;
use crate::lsp::editor::Editor;
use crate::lsp::tokens;
use crate::text::Columns;

/// The answer to `initialize`.
pub fn offer(editor: &Editor, preferences: Preferences) -> lsp::InitializeResult {
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
            code_action_kinds: Some(vec![
                lsp::CodeActionKind::QUICKFIX,
                lsp::CodeActionKind::REFACTOR_REWRITE,
                actions::fix_all(),
            ]),
            resolve_provider: Some(true),
            ..lsp::CodeActionOptions::default()
        })),
        completion_provider: Some(lsp::CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(completion::TRIGGERS.iter().map(|&it| it.to_owned()).collect()),
            ..lsp::CompletionOptions::default()
        }),
        definition_provider: Some(lsp::OneOf::Left(true)),
        references_provider: Some(lsp::OneOf::Left(true)),
        document_highlight_provider: Some(lsp::OneOf::Left(true)),
        rename_provider: Some(lsp::OneOf::Right(lsp::RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        })),
        document_symbol_provider: Some(lsp::OneOf::Left(true)),
        workspace_symbol_provider: Some(lsp::OneOf::Left(true)),
        document_link_provider: Some(lsp::DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        }),
        inlay_hint_provider: Some(lsp::OneOf::Left(true)),
        code_lens_provider: Some(lsp::CodeLensOptions { resolve_provider: Some(false) }),
        semantic_tokens_provider: Some(lsp::SemanticTokensServerCapabilities::SemanticTokensOptions(
            lsp::SemanticTokensOptions {
                legend: lsp::SemanticTokensLegend {
                    token_types: tokens::TYPES.iter().map(|&name| lsp::SemanticTokenType::new(name)).collect(),
                    token_modifiers: Vec::new(),
                },
                full: Some(lsp::SemanticTokensFullOptions::Bool(true)),
                ..lsp::SemanticTokensOptions::default()
            },
        )),
        execute_command_provider: Some(lsp::ExecuteCommandOptions {
            commands: commands::ALL.iter().map(|&name| name.to_owned()).collect(),
            ..lsp::ExecuteCommandOptions::default()
        }),
        // An editor that is sent findings must not be told that it may ask for them: it would show both.
        diagnostic_provider: editor.pulls.then(|| {
            lsp::DiagnosticServerCapabilities::Options(lsp::DiagnosticOptions {
                identifier: Some("copydesk".to_owned()),
                // Settings and lists of officials are not drafts; the editor is told when they change.
                inter_file_dependencies: false,
                workspace_diagnostics: preferences.whole_folder,
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

/// What the editor is asked to tell of, as far as it can: files whose change on disk changes what is found, and the
/// writer's preferences.
pub fn registrations(editor: &Editor) -> Vec<lsp::Registration> {
    let register = |id: &str, method: &str, options| lsp::Registration {
        id: id.to_owned(),
        method: method.to_owned(),
        register_options: Some(options),
    };
    let globs = [
        "**/copydesk.toml",
        "**/copydesk.allow.toml",
        "**/*.{toml,yml,yaml,json,bib,csv,tsv,vtt,srt,ris,html,htm}",
        "**/*.{md,markdown,qmd,mdx,txt}",
    ];
    let watchers: Vec<_> = globs.iter().map(|glob| json!({"globPattern": glob})).collect();
    let files = register("copydesk-files", "workspace/didChangeWatchedFiles", json!({"watchers": watchers}));
    let section = json!({"section": "copydesk"});
    let preferences = register("copydesk-preferences", "workspace/didChangeConfiguration", section);
    let wanted = [(editor.watches, files), (editor.tells_preferences, preferences)];
    wanted.into_iter().filter(|(can, _)| *can).map(|(_, registration)| registration).collect()
}
