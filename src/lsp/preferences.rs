//! What a writer prefers in the editor. It changes what is shown and when, never what is found.

use std::time::Duration;

use serde_json::Value;

use crate::config::Level;

/// A writer's preferences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// How long a writer pauses before new findings are shown where they type; zero shows them at once.
    pub quiet: Duration,
    /// The least level that is shown.
    pub least: Level,
    /// Whether the speaker of a pronoun is written behind it.
    pub inlay_hints: bool,
    /// Whether an editor that asks may have findings of drafts that are not open. Holds from the start of a session.
    pub whole_folder: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { quiet: Duration::from_millis(1_500), least: Level::Hint, inlay_hints: false, whole_folder: true }
    }
}

impl Preferences {
    /// These, changed by what the editor says: `{"quietMs": 1500, "minimumLevel": "hint", "inlayHints": false,
    /// "wholeFolder": true}`, also under a key `copydesk`. What is
    /// missing or makes no sense stays: an editor passes on whatever its own settings hold.
    pub fn with(self, settings: &Value) -> Self {
        let settings = settings.get("copydesk").unwrap_or(settings);
        let named = |name: &str| {
            [Level::Hint, Level::Info, Level::Warning, Level::Error].into_iter().find(|level| level.name() == name)
        };
        Self {
            quiet: settings["quietMs"].as_u64().map_or(self.quiet, |ms| Duration::from_millis(ms.min(60_000))),
            least: settings["minimumLevel"].as_str().and_then(named).unwrap_or(self.least),
            whole_folder: settings["wholeFolder"].as_bool().unwrap_or(self.whole_folder),
            inlay_hints: settings["inlayHints"].as_bool().unwrap_or(self.inlay_hints),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_makes_no_sense_changes_nothing() {
        let default = Preferences::default();
        for settings in [json!(null), json!([]), json!({"quietMs": -1, "minimumLevel": "loud", "inlayHints": 1})] {
            assert_eq!(default.with(&settings), default, "{settings}");
        }
        let bare = json!({"quietMs": 0, "minimumLevel": "warning", "inlayHints": true, "wholeFolder": false});
        let read = Preferences { quiet: Duration::ZERO, least: Level::Warning, inlay_hints: true, whole_folder: false };
        assert_eq!(default.with(&bare), read);
        assert_eq!(default.with(&json!({"copydesk": bare})), read);
    }
}
