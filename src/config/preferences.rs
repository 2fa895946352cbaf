//! What an editor passes on: what its writer prefers to see, and settings where `copydesk.toml` leaves them open.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::config::keys::{self, Key, Takes};
use crate::config::{self, Config, Level, did_you_mean};

/// A writer's preferences. They change what is shown and when, never what is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// How long a writer pauses before new findings are shown where they type; zero shows them at once.
    pub quiet: Duration,
    /// The least level that is shown. Never above warnings, which are the desk's word.
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

/// All that an editor passed on so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wishes {
    /// What its writer prefers.
    pub preferences: Preferences,
    /// What holds where `copydesk.toml` leaves it open.
    pub open: Config,
    /// What `open` was made from.
    said: Map<String, Value>,
}

/// Settings that an editor keeps beside ours and that only it reads.
const EDITORS_OWN: &[&str] = &["server", "trace"];

/// Settings that `copydesk.toml` has too.
const SHARED: &[&str] = &["extends", "rules", "citation"];

impl Wishes {
    /// Takes over `settings`, which may stand under a key `copydesk`, and answers with what is wrong with them. What is
    /// missing stays as it is, and so does what makes no sense.
    pub fn take(&mut self, settings: &Value) -> Vec<String> {
        let settings = settings.get("copydesk").unwrap_or(settings);
        let mut problems = Vec::new();
        for (name, value) in settings.as_object().into_iter().flatten() {
            if EDITORS_OWN.contains(&name.as_str()) {
                continue;
            }
            match keys::EDITOR.iter().find(|key| key.name == name) {
                Some(key) => problems.extend(self.one(key, value)),
                None => {
                    let remedy = did_you_mean(name, keys::EDITOR.iter().map(|key| key.name));
                    let remedy = remedy.map(|remedy| format!("; {remedy}")).unwrap_or_default();
                    problems.push(format!("unknown setting \"{name}\"{remedy}"));
                }
            }
        }
        problems
    }

    /// Leaves open again what `before` left open, for what was passed on since cannot hold.
    pub fn leave_open_as(&mut self, before: &Self) {
        self.open = before.open.clone();
        self.said = before.said.clone();
    }

    /// Takes over one setting. An editor says null for what was never set.
    fn one(&mut self, key: &Key, value: &Value) -> Vec<String> {
        if SHARED.contains(&key.name) {
            return self.shared(key.name, value);
        }
        let fits = value.is_null() || fits(key.takes, value);
        let preferences = &mut self.preferences;
        match key.name {
            "quietMs" if fits => preferences.quiet = value.as_u64().map_or(preferences.quiet, Duration::from_millis),
            "minimumLevel" if fits => {
                let named = Level::NAMES.iter().find(|&&(name, _)| Some(name) == value.as_str());
                preferences.least = named.map_or(preferences.least, |&(_, level)| level);
            }
            "inlayHints" if fits => preferences.inlay_hints = value.as_bool().unwrap_or(preferences.inlay_hints),
            "wholeFolder" if fits => preferences.whole_folder = value.as_bool().unwrap_or(preferences.whole_folder),
            _ => {}
        }
        if fits { Vec::new() } else { vec![format!("\"{}\" takes {}", key.name, taken(key.takes))] }
    }

    /// Takes over a setting that `copydesk.toml` has too, by way of that file's own reader.
    fn shared(&mut self, name: &str, value: &Value) -> Vec<String> {
        let mut said = self.said.clone();
        match without_null(value) {
            Value::Null => drop(said.remove(name)),
            value => drop(said.insert(name.to_owned(), value)),
        }
        let lines = said.iter().map(|(name, value)| {
            let value = toml::Value::try_from(value).map_err(|_| vec![format!("\"{name}\" makes no sense")])?;
            Ok(format!("{name} = {value}\n"))
        });
        let read = lines.collect::<Result<String, Vec<String>>>().and_then(|text| {
            config::parse(&text).map_err(|problems| {
                let tell = |remedy: Option<String>| remedy.map(|remedy| format!("; {remedy}")).unwrap_or_default();
                problems.into_iter().map(|problem| problem.message + &tell(problem.remedy)).collect()
            })
        });
        match read {
            Ok(open) => {
                (self.open, self.said) = (open, said);
                Vec::new()
            }
            Err(problems) => problems,
        }
    }
}

/// `value` without fields that are null, which TOML does not know.
fn without_null(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let there = fields.iter().filter(|(_, value)| !value.is_null());
            Value::Object(there.map(|(name, value)| (name.clone(), without_null(value))).collect())
        }
        other => other.clone(),
    }
}

/// Whether a key takes `value`.
fn fits(takes: Takes, value: &Value) -> bool {
    match takes {
        Takes::OneOf(names) => value.as_str().is_some_and(|name| names().contains(&name)),
        Takes::Flag => value.is_boolean(),
        Takes::UpTo(most) => value.as_u64().is_some_and(|number| number <= most),
        Takes::Globs | Takes::Names | Takes::Rules | Takes::Table(_) | Takes::Tables(_) => true,
    }
}

/// What a key takes, in words.
fn taken(takes: Takes) -> String {
    match takes {
        Takes::OneOf(names) => names().iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" or "),
        Takes::Flag => "true or false".to_owned(),
        Takes::UpTo(most) => format!("a whole number from 0 to {most}"),
        Takes::Globs | Takes::Names => "a list of texts".to_owned(),
        Takes::Rules | Takes::Table(_) | Takes::Tables(_) => "a table".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is wrong with `settings`, and what they make of the wishes of an editor that said nothing.
    fn check(settings: &Value) -> (Vec<String>, Wishes) {
        let mut wishes = Wishes::default();
        (wishes.take(settings), wishes)
    }

    #[test]
    fn what_makes_no_sense_changes_nothing_and_is_told() {
        for (settings, problem) in [
            (json!({"quietMs": -1}), "\"quietMs\" takes a whole number from 0 to 60000"),
            (json!({"quietMS": 0}), "unknown setting \"quietMS\"; did you mean \"quietMs\"?"),
            (json!({"minimumLevel": "error"}), "\"minimumLevel\" takes \"hint\" or \"info\" or \"warning\""),
            (json!({"inlayHints": 1}), "\"inlayHints\" takes true or false"),
            (json!({"officials": ["a"]}), "unknown setting \"officials\""),
            (
                json!({"citation": {"form": "linck"}}),
                "\"form\" takes \"link\", \"footnote\", \"key\" or \"front-matter\", not \"linck\"; did you mean \"link\"?",
            ),
            (json!({"citation": 3}), "\"citation\" is a table; write [citation]"),
        ] {
            assert_eq!(check(&settings), (vec![problem.to_owned()], Wishes::default()), "{settings}");
        }
        for settings in
            [json!(null), json!([]), json!({"copydesk": null}), json!({"server": {"path": "x"}, "quietMs": null})]
        {
            assert_eq!(check(&settings), (Vec::new(), Wishes::default()), "{settings}");
        }
    }

    #[test]
    fn what_makes_sense_is_taken_over_and_the_rest_stays() {
        let bare = json!({"quietMs": 0, "minimumLevel": "warning", "inlayHints": true, "wholeFolder": false});
        let read = Preferences { quiet: Duration::ZERO, least: Level::Warning, inlay_hints: true, whole_folder: false };
        assert_eq!(check(&bare).1.preferences, read);
        assert_eq!(check(&json!({"copydesk": bare})).1.preferences, read);
        let (problems, mut wishes) = check(&json!({"extends": "wire", "rules": {"a": "off", "b": null}}));
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!((wishes.open.extends, wishes.open.rules.len()), (config::Preset::Wire, 1));
        assert!(wishes.take(&json!({"quietMs": 7, "extends": null})).is_empty());
        assert_eq!((wishes.open.extends, wishes.open.rules.len()), (config::Preset::Default, 1));
    }
}
