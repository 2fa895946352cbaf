//! The reference of all settings, as the README and `copydesk explain config` show it.

use crate::config::{Anchor, Form, Genre, Labels, Level, Per, Preset, Wording};

/// One setting.
struct Row {
    /// Its name, with the table it stands in.
    key: &'static str,
    values: Values,
    /// What it says.
    about: &'static str,
}

/// What may stand behind the sign of equality.
enum Values {
    /// One of these; the first is meant where nothing is said.
    Named(Vec<&'static str>),
    /// A list of paths with wildcards.
    Globs,
    /// A list of names.
    Names,
}

fn rows() -> Vec<Row> {
    let row = |key, values, about| Row { key, values, about };
    vec![
        row("extends", named(Preset::NAMES), "the levels to start from"),
        row(
            "officials",
            Values::Globs,
            "the newsroom's own lists of officials; they win over what copydesk brings along",
        ),
        row("sources", Values::Globs, "what drafts may cite: BibTeX, CSL-JSON, RIS or YAML"),
        row("transcripts", Values::Globs, "transcripts of interviews and speeches"),
        row("outlets", Values::Names, "the newsroom’s own outlets; credits to them need no citation"),
        row(
            "rules.RULE",
            named(Level::NAMES),
            "how much a rule's findings matter; without it the rule's own level holds",
        ),
        row("rules.RULE.level", named(Level::NAMES), "the same, where more is said about the rule"),
        row("rules.RULE.per", named(Per::NAMES), "within what a credit has to be cited, for the rules on credits"),
        row("rules.RULE.wording", named(Wording::NAMES), "whether an “um” may be left out, for `misquote`"),
        row("citation.form", named(Form::NAMES), "the first form in which an editor offers a citation"),
        row(
            "citation.labels",
            named(Labels::NAMES),
            "labels of new footnotes: like the draft’s own, numbers, the source’s id, or the outlet’s name",
        ),
        row(
            "citation.anchor",
            named(Anchor::NAMES),
            "the words that a link stands on: those that credit, the outlet’s name, or the noun phrase",
        ),
        row("override.files", Values::Globs, "the drafts that an `[[override]]` is for"),
        row("override.genre", named(Genre::NAMES), "what kind of journalism they are, unless their front matter says"),
        row("override.rules", named(Level::NAMES), "levels for these drafts, in the manner of `rules`"),
    ]
}

/// Every name, the one that is meant by default first.
fn named<T: Copy + Default + PartialEq>(names: &[(&'static str, T)]) -> Values {
    let default = names.iter().filter(|(_, value)| *value == T::default());
    let others = names.iter().filter(|(_, value)| *value != T::default());
    Values::Named(default.chain(others).map(|&(name, _)| name).collect())
}

/// A table in Markdown.
pub(super) fn reference() -> String {
    let mut text = "| setting | values | what it says |\n| --- | --- | --- |\n".to_owned();
    for Row { key, values, about } in rows() {
        let values = match values {
            Values::Named(names) => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
            Values::Globs => "paths, `*` and `**` allowed, from the settings file's folder".to_owned(),
            Values::Names => "names".to_owned(),
        };
        text += &format!("| `{key}` | {values} | {about} |\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::rows;
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
            .filter(|name| !["rule", "text", "span", "start", "end"].contains(name))
            .collect();
        let rows = rows();
        let known: BTreeSet<&str> =
            rows.iter().flat_map(|row| row.key.split('.')).filter(|&part| part != "RULE").collect();
        assert_eq!(fields, known);
    }
}
