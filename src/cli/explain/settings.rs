//! The reference of all settings and presets, as the README and `copydesk explain config` show it.

use crate::check::presets;
use crate::config::keys::{self, Key, Takes};

/// Every setting, a row each, as a table in Markdown.
pub(super) fn reference() -> String {
    let mut text = "| setting | values | what it says |\n| --- | --- | --- |\n".to_owned();
    rows(keys::FILE, "", &mut text);
    text
}

/// The rows of `known`, which stand in the table `within`.
fn rows(known: &[Key], within: &str, text: &mut String) {
    for key in known {
        let name = format!("{within}{}", key.name);
        match key.takes {
            Takes::Table(known) | Takes::Tables(known) => rows(known, &format!("{name}."), text),
            Takes::Rules if within.is_empty() => {
                let rule = format!("{name}.RULE");
                row(&rule, keys::LEVEL, key.about, text);
                rows(keys::RULE, &format!("{rule}."), text);
            }
            Takes::Rules => row(&name, keys::LEVEL, key.about, text),
            takes => row(&name, takes, key.about, text),
        }
    }
}

fn row(name: &str, takes: Takes, about: &str, text: &mut String) {
    let values = match takes {
        Takes::OneOf(names) => names().iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        Takes::Globs => "paths, `*` and `**` allowed, from the settings file's folder".to_owned(),
        Takes::Names => "names".to_owned(),
        Takes::Flag => "`true`, `false`".to_owned(),
        Takes::UpTo(most) => format!("0 to {most}"),
        Takes::Rules | Takes::Table(_) | Takes::Tables(_) => "a table".to_owned(),
    };
    *text += &format!("| `{name}` | {values} | {about} |\n");
}

/// Every preset with what it changes, as a list in Markdown.
pub(super) fn presets() -> String {
    let told = |(name, bundle): (&str, &presets::Bundle)| {
        let levels = bundle.levels.iter().map(|(rule, level)| format!("`{rule}` {}", level.name()));
        let levels = levels.collect::<Vec<_>>().join(", ");
        let levels = if levels.is_empty() { levels } else { format!(" {levels}.") };
        format!("- `{name}`: {}.{levels}\n", bundle.about)
    };
    presets::all().map(told).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::reference;
    use crate::config;

    /// Settings that say everything that can be said, with the names that the reference gives.
    const ALL: &str = "\
extends = \"wire\"
officials = [\"a.toml\"]
sources = [\"b.bib\"]
transcripts = [\"c/**\"]
outlets = [\"Harbour Post\"]
[rules]
uncited-outlet = { level = \"info\", per = \"paragraph\" }
[citation]
form = \"key\"
labels = \"id\"
anchor = \"outlet\"
[[override]]
files = [\"d/**\"]
genre = \"live\"
rules = { bare-url = \"off\" }
";

    #[test]
    fn every_setting_has_its_row() {
        let config = config::parse(ALL).unwrap();
        // Fields by their names, which the settings have in common with the code but for a plural.
        let told = format!("{config:#?}");
        let fields: BTreeSet<&str> = told
            .lines()
            .filter_map(|line| line.trim().split_once(": "))
            .map(|(name, _)| if name == "overrides" { "override" } else { name })
            // The draft's own language says how comments are written.
            .filter(|name| !["rule", "text", "span", "start", "end", "comment"].contains(name))
            .collect();
        let table = reference();
        let names = table.lines().skip(2).filter_map(|row| row.split('`').nth(1));
        let known: BTreeSet<&str> = names.flat_map(|name| name.split('.')).filter(|&part| part != "RULE").collect();
        assert_eq!(fields, known);
    }
}
