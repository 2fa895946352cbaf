//! Where a rule's page can be read: a file on this computer, for nothing of copydesk's is on the network.

use std::collections::HashMap;
use std::sync::OnceLock;

use tower_lsp::lsp_types::Url;

use crate::files;
use crate::rules::RULES;

/// The pages of all rules, put where an editor can open them when the first is asked for.
#[derive(Debug, Default)]
pub struct Pages {
    addresses: OnceLock<HashMap<&'static str, Url>>,
}

impl Pages {
    /// The address of a rule's page; `None` when there is no such rule or no place to keep pages.
    pub fn address(&self, rule: &str) -> Option<Url> {
        self.addresses.get_or_init(addresses).get(rule).cloned()
    }
}

/// The address of every rule's page; none when there is no place to keep them.
fn addresses() -> HashMap<&'static str, Url> {
    let Some(folder) = files::pages::write() else { return HashMap::new() };
    let address = |name: &str| Url::from_file_path(folder.join(name).with_extension("md")).ok();
    RULES.iter().filter_map(|rule| Some((rule.name, address(rule.name)?))).collect()
}
