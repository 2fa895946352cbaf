//! Where a rule's page can be read: a file on this computer, for nothing of copydesk's is on the network.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::value::{RawValue, to_raw_value};
use tower_lsp::lsp_types::{CodeDescription, Url};

use crate::files;
use crate::rules::RULES;

/// The pages of all rules, put where an editor can open them when the first is asked for.
#[derive(Debug, Default)]
pub struct Pages {
    known: OnceLock<HashMap<&'static str, Page>>,
}

#[derive(Debug)]
struct Page {
    address: Url,
    /// The address as it stands in every finding of the rule.
    description: Box<RawValue>,
}

impl Pages {
    /// Pages that lie in a folder already, or nowhere.
    #[cfg(test)]
    pub fn at(folder: Option<PathBuf>) -> Self {
        Self { known: OnceLock::from(pages(folder)) }
    }

    /// The address of a rule's page; `None` when there is no such rule or no place to keep pages.
    pub fn address(&self, rule: &str) -> Option<Url> {
        self.page(rule).map(|page| page.address.clone())
    }

    /// The same as JSON, as the protocol's `CodeDescription`.
    pub fn description(&self, rule: &str) -> Option<&RawValue> {
        self.page(rule).map(|page| &*page.description)
    }

    fn page(&self, rule: &str) -> Option<&Page> {
        self.known.get_or_init(|| pages(files::pages::write())).get(rule)
    }
}

/// Every rule's page in `folder`.
fn pages(folder: Option<PathBuf>) -> HashMap<&'static str, Page> {
    let Some(folder) = folder else { return HashMap::new() };
    let page = |name: &str| {
        let address = Url::from_file_path(folder.join(name).with_extension("md")).ok()?;
        let description = to_raw_value(&CodeDescription { href: address.clone() }).ok()?;
        Some(Page { address, description })
    };
    RULES.iter().filter_map(|rule| Some((rule.name, page(rule.name)?))).collect()
}
