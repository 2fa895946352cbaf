//! Where a rule's page can be read: a file on this computer, for nothing of copydesk's is on the network.

use std::path::PathBuf;
use std::sync::OnceLock;

use tower_lsp::lsp_types::Url;

use crate::files;
use crate::rules;

/// The pages of all rules, put where an editor can open them when the first is asked for.
#[derive(Debug, Default)]
pub struct Pages {
    folder: OnceLock<Option<PathBuf>>,
}

impl Pages {
    /// The address of a rule's page; `None` when there is no such rule or no place to keep pages.
    pub fn address(&self, rule: &str) -> Option<Url> {
        let rule = rules::named(rule)?;
        let folder = self.folder.get_or_init(files::pages::write).as_ref()?;
        Url::from_file_path(folder.join(rule.name).with_extension("md")).ok()
    }
}
