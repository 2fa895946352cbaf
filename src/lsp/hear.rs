//! Notifications that have to be heard in the order in which they came: what is open, what was typed, what changed
//! on disk. All this is done on the thread that reads, which must not wait for anybody.

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::lsp_types::{ConfigurationItem, Url};

use crate::files;
use crate::lsp::server::Server;
use crate::lsp::session::Change;

impl Server {
    /// Takes in a notification that has to be heard in order; `false` when it is none of these.
    ///
    /// The text of a draft is taken out of `params`.
    pub fn hear(&self, method: &str, params: &mut Option<Value>) -> bool {
        let mut none = Value::Null;
        let params = params.as_mut().unwrap_or(&mut none);
        match method {
            "textDocument/didOpen" => {
                // Not copied, for it may be long.
                let text = params.pointer_mut("/textDocument/text").map(Value::take);
                self.did_open(read(method, params), text);
            }
            "textDocument/didChange" => self.did_change(read(method, params)),
            "textDocument/didSave" => self.did_save(read(method, params)),
            "textDocument/didClose" => self.did_close(read(method, params)),
            "workspace/didChangeConfiguration" => self.did_change_configuration(&params["settings"]),
            "workspace/didChangeWatchedFiles" => self.did_change_files(&params["changes"]),
            "workspace/didChangeWorkspaceFolders" => self.did_change_folders(&params["event"]),
            "$/setTrace" => self.publisher.trace().set(&params["value"]),
            "textDocument/willSave" => {}
            _ => return false,
        }
        true
    }

    fn did_open(&self, params: Option<DidOpen>, text: Option<Value>) {
        let Some(DidOpen { text_document: draft }) = params else { return };
        let Some(Value::String(text)) = text else {
            return tracing::warn!("a draft that was opened without a text was passed over");
        };
        let version = self.session.did_open(draft.uri, draft.language_id, draft.version.unwrap_or(0), text);
        self.publisher.publish(version);
    }

    fn did_change(&self, params: Option<DidChange>) {
        let Some(DidChange { text_document: draft, content_changes }) = params else { return };
        match self.session.did_change(&draft.uri, draft.version.unwrap_or(0), &content_changes) {
            Some(version) => self.publisher.publish(version),
            None => tracing::warn!("an edit of a draft that is not open was passed over"),
        }
    }

    fn did_save(&self, params: Option<About>) {
        let Some(About { text_document: draft }) = params else { return };
        self.shelf.disturb();
        // What waited for a pause is shown on saving.
        let waiting = self.session.newest(&draft.uri).is_some_and(|version| version.typed.is_some());
        if let Some(version) = waiting.then(|| self.session.again(&draft.uri)).flatten() {
            self.publisher.refresh(vec![version]);
        }
    }

    fn did_close(&self, params: Option<About>) {
        let Some(About { text_document: draft }) = params else { return };
        if self.session.did_close(&draft.uri) {
            self.publisher.clear(&draft.uri);
        }
    }

    fn did_change_configuration(&self, settings: &Value) {
        if settings["copydesk"].is_object() {
            self.publisher.prefer(settings);
            self.publisher.tell_problems();
        } else {
            // Editors that want to be asked send null, or nothing of ours.
            self.ask_for_preferences();
        }
    }

    fn did_change_files(&self, changes: &Value) {
        self.shelf.disturb();
        // Drafts say nothing about other drafts, unless they are transcripts; everything else that is watched may.
        let is_draft = |change: &Value| {
            let path = change["uri"].as_str().and_then(|uri| Url::parse(uri).ok()?.to_file_path().ok());
            path.is_some_and(|path| files::syntax_of(&path).is_some() && !self.desks.reads(&path))
        };
        if !changes.as_array().is_some_and(|changes| changes.iter().all(is_draft)) {
            self.read_again();
        }
    }

    fn did_change_folders(&self, event: &Value) {
        let uris = |folders: &Value| -> Vec<String> {
            let folders = folders.as_array().into_iter().flatten();
            folders.filter_map(|folder| folder["uri"].as_str().map(str::to_owned)).collect()
        };
        self.desks.arrange(&uris(&event["added"]), &uris(&event["removed"]));
        self.shelf.disturb();
        self.publisher.again();
    }

    /// Asks the editor what its writer prefers, if it can be asked.
    pub(super) fn ask_for_preferences(&self) {
        if !self.editor().configurable {
            return;
        }
        let item = ConfigurationItem { scope_uri: None, section: Some("copydesk".to_owned()) };
        let (client, publisher) = (self.client.clone(), Arc::clone(&self.publisher));
        // The answer is awaited to the end: tower-lsp panics over one that nobody waits for any more.
        tokio::spawn(async move {
            let settings = client.configuration(vec![item]).await.unwrap_or_default();
            settings.iter().for_each(|settings| publisher.prefer(settings));
            publisher.tell_problems();
        });
    }

    /// Reads settings, officials and sources again, for they changed on disk.
    pub(super) fn read_again(&self) {
        self.desks.forget();
        self.publisher.again();
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DidOpen {
    text_document: Opened,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opened {
    uri: String,
    #[serde(default)]
    language_id: String,
    version: Option<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DidChange {
    text_document: Changed,
    content_changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Changed {
    uri: String,
    version: Option<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    text_document: Named,
}

#[derive(Deserialize)]
struct Named {
    uri: String,
}

/// The parameters of a notification. What cannot be read is passed over, for a notification has no answer, and
/// logged without what it held.
fn read<T: DeserializeOwned>(method: &str, params: &Value) -> Option<T> {
    let read = T::deserialize(params).ok();
    if read.is_none() {
        tracing::warn!("{method} made no sense and was passed over");
    }
    read
}
