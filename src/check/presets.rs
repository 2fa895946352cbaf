//! The presets that `extends` names, read from `presets.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::config::{Level, Preset};
use crate::rules::RULES;

/// Where a preset departs from the levels that the rules have of themselves.
#[derive(Debug)]
pub struct Bundle {
    /// Whom it is for, in a clause.
    pub about: String,
    /// Rules whose own level is below this one are off.
    pub least: Level,
    /// Levels it sets, in the order of [`RULES`].
    pub levels: Vec<(&'static str, Level)>,
}

/// What `preset` changes.
pub fn bundle(preset: Preset) -> &'static Bundle {
    let index = Preset::NAMES.iter().position(|&(_, known)| known == preset);
    &BUNDLES[index.expect("every preset has a name")]
}

/// Every preset under its name.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Bundle)> {
    Preset::NAMES.iter().map(|&(name, preset)| (name, bundle(preset)))
}

/// In the order of [`Preset::NAMES`].
static BUNDLES: LazyLock<Vec<Bundle>> = LazyLock::new(|| {
    read(include_str!("presets.toml")).expect("the presets are well formed, which a test says of each")
});

/// A preset as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    about: String,
    #[serde(default)]
    least: Option<String>,
    #[serde(default)]
    rules: toml::Table,
}

/// Reads presets, exactly those that [`Preset::NAMES`] names.
fn read(text: &str) -> Result<Vec<Bundle>, String> {
    let mut table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    let mut bundles = Vec::with_capacity(table.len());
    for &(name, _) in Preset::NAMES {
        let written = table.remove(name).ok_or_else(|| format!("no preset \"{name}\""))?;
        let written: Written = written.try_into().map_err(|error| format!("{name}: {}", error.message()))?;
        bundles.push(written.resolved().map_err(|fault| format!("{name}: {fault}"))?);
    }
    match table.keys().next() {
        Some(name) => Err(format!("nothing names the preset \"{name}\"")),
        None => Ok(bundles),
    }
}

impl Written {
    fn resolved(mut self) -> Result<Bundle, String> {
        let least = self.least.as_deref().map_or(Ok(Level::Off), level)?;
        let mut levels = Vec::with_capacity(self.rules.len());
        for rule in RULES {
            if let Some(value) = self.rules.remove(rule.name) {
                levels.push((rule.name, level(value.as_str().unwrap_or_default())?));
            }
        }
        match self.rules.keys().next() {
            Some(name) => Err(format!("unknown rule \"{name}\"")),
            None => Ok(Bundle { about: self.about, least, levels }),
        }
    }
}

fn level(name: &str) -> Result<Level, String> {
    let known = Level::NAMES.iter().find(|&&(known, _)| known == name);
    known.map(|&(_, level)| level).ok_or_else(|| format!("unknown level \"{name}\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn the_presets_are_well_formed_and_each_level_they_set_is_not_the_rules_own() {
        let bundles = read(include_str!("presets.toml")).unwrap();
        assert_eq!(bundles.len(), Preset::NAMES.len());
        for (name, bundle) in all() {
            assert!(!bundle.about.is_empty(), "{name}");
            for &(rule, level) in &bundle.levels {
                assert_ne!(rules::named(rule).unwrap().level, level, "{name}: {rule}");
            }
        }
        assert_eq!(bundle(Preset::Minimal).least, Level::Error);
        assert!(bundle(Preset::Wire).levels.contains(&("uncited-outlet", Level::Off)));
        assert!(bundle(Preset::Default).levels.is_empty());
    }

    #[test]
    fn a_fault_in_the_presets_is_told() {
        let good = include_str!("presets.toml");
        let fault = |from: &str, to: &str| read(&good.replacen(from, to, 1)).unwrap_err();
        assert_eq!(fault("[minimal]", "[minimum]"), "no preset \"minimal\"");
        assert_eq!(fault("[minimal]", "[desk]\nabout = \"x\"\n[minimal]"), "nothing names the preset \"desk\"");
        assert_eq!(fault("uncited-quote", "uncited-qoute"), "fact-check: unknown rule \"uncited-qoute\"");
        assert_eq!(fault("\"warning\"", "\"warn\""), "fact-check: unknown level \"warn\"");
        assert!(fault("least =", "lest =").starts_with("minimal: unknown field `lest`"));
    }
}
