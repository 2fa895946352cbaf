//! Reading `copydesk.toml`: every key known, every fault told with its place.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::config::keys::{self, Key as Known};
use crate::config::{
    Anchor, CitationSettings, Config, Form, Genre, Labels, Level, Override, Per, Preset, RuleSetting, Setting, Wording,
    did_you_mean,
};
use crate::text::{Problem, Span};

type Key<'t> = Spanned<DeString<'t>>;
type Value<'t> = Spanned<DeValue<'t>>;

/// Reads a settings file over what holds where it leaves something open.
pub(super) fn config(text: &str, open: &Config) -> Result<Config, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { problems: errors.iter().map(syntax_error).collect() };
    let mut config = reader.config(table.get_ref(), open);
    // A preset says something of every rule.
    if !table.get_ref().contains_key("extends") {
        config.extends = open.extends;
        let said = |open: &RuleSetting| config.rules.iter().any(|rule| rule.rule.text == open.rule.text);
        let left: Vec<_> = open.rules.iter().filter(|rule| !said(rule)).cloned().collect();
        config.rules.splice(0..0, left);
    }
    reader.problems.sort_by_key(|problem| problem.span);
    if reader.problems.is_empty() { Ok(config) } else { Err(reader.problems) }
}

/// Where the keys of a settings file stand.
pub struct Places<'t>(Spanned<DeTable<'t>>);

impl<'t> Places<'t> {
    /// Of the file with this text; faults in it are left to reading it.
    pub fn of(text: &'t str) -> Self {
        Self(DeTable::parse_recoverable(text).0)
    }

    /// Where a key stands, by the names on the way to it: `["citation", "form"]`. The entry of a list is its number:
    /// `["override", "0", "genre"]`. `None` when the file does not say it.
    pub fn of_key(&self, path: &[&str]) -> Option<Span> {
        let mut table = self.0.get_ref();
        let mut steps = path.iter().peekable();
        while let Some(step) = steps.next() {
            let (key, mut value) = table.iter().find(|(key, _)| name(key) == *step)?;
            if steps.peek().is_none() {
                return Some(key.span().into());
            }
            if let DeValue::Array(entries) = value.get_ref() {
                value = entries.get(steps.next()?.parse::<usize>().ok()?)?;
            }
            table = value.get_ref().as_table()?;
        }
        None
    }
}

/// A fault of TOML itself. Its message ends with the first line, for the rest repeats the source.
fn syntax_error(error: &toml::de::Error) -> Problem {
    let message = error.message().lines().next().unwrap_or_default().to_owned();
    Problem { span: error.span().map(Span::from), message, remedy: None }
}

struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn config(&mut self, table: &DeTable<'_>, open: &Config) -> Config {
        let mut config = Config { citation: open.citation, ..Config::default() };
        for (key, value) in self.known(table, keys::FILE) {
            match name(key) {
                "extends" => config.extends = self.one_of(key, value, Preset::NAMES).unwrap_or_default(),
                "officials" => config.officials = self.globs(key, value),
                "sources" => config.sources = self.globs(key, value),
                "transcripts" => config.transcripts = self.globs(key, value),
                "outlets" => config.outlets = self.texts(key, value),
                "rules" => config.rules = self.rules(key, value),
                "citation" => self.citation(key, value, &mut config.citation),
                "override" => config.overrides = self.overrides(key, value),
                _ => {}
            }
        }
        config
    }

    fn rules(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<RuleSetting> {
        let Some(table) = self.table(key, value) else { return Vec::new() };
        in_order(table).into_iter().map(|(rule, value)| self.rule(rule, value)).collect()
    }

    fn rule(&mut self, rule: &Key<'_>, value: &Value<'_>) -> RuleSetting {
        let mut setting = RuleSetting { rule: located(name(rule), rule.span()), level: None, per: None, wording: None };
        match value.get_ref() {
            DeValue::Table(table) => {
                for (key, value) in self.known(table, keys::RULE) {
                    match name(key) {
                        "level" => setting.level = self.one_of(key, value, Level::NAMES),
                        "per" => setting.per = self.one_of(key, value, Per::NAMES),
                        "wording" => setting.wording = self.one_of(key, value, Wording::NAMES),
                        _ => {}
                    }
                }
            }
            _ => setting.level = self.one_of(rule, value, Level::NAMES),
        }
        setting
    }

    fn citation(&mut self, key: &Key<'_>, value: &Value<'_>, citation: &mut CitationSettings) {
        let Some(table) = self.table(key, value) else { return };
        for (key, value) in self.known(table, keys::CITING) {
            match name(key) {
                "form" => citation.form = self.one_of(key, value, Form::NAMES).unwrap_or_default(),
                "labels" => citation.labels = self.one_of(key, value, Labels::NAMES).unwrap_or_default(),
                "anchor" => citation.anchor = self.one_of(key, value, Anchor::NAMES).unwrap_or_default(),
                _ => {}
            }
        }
    }

    fn overrides(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<Override> {
        let DeValue::Array(entries) = value.get_ref() else {
            self.wrong(key, value, "is a list; write [[override]]");
            return Vec::new();
        };
        entries.iter().filter_map(|entry| self.one_override(key, entry)).collect()
    }

    fn one_override(&mut self, key: &Key<'_>, entry: &Value<'_>) -> Option<Override> {
        let table = self.table(key, entry)?;
        let mut read = Override { files: Vec::new(), genre: None, rules: Vec::new() };
        for (key, value) in self.known(table, keys::OVERRIDE) {
            match name(key) {
                "files" => read.files = self.globs(key, value),
                "genre" => read.genre = self.one_of(key, value, Genre::NAMES),
                "rules" => read.rules = self.rules(key, value),
                _ => {}
            }
        }
        if !table.contains_key("files") {
            self.problems.push(Problem {
                span: Some(entry.span().into()),
                message: "override without files".into(),
                remedy: Some("say which, as in files = [\"opinion/**\"]".into()),
            });
        }
        Some(read)
    }

    fn table<'v, 't>(&mut self, key: &Key<'_>, value: &'v Value<'t>) -> Option<&'v DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(key, value, &format!("is a table; write [{}]", name(key)));
        }
        table
    }

    fn texts(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<Setting> {
        let takes = "takes a list of texts in quotation marks";
        let DeValue::Array(entries) = value.get_ref() else {
            self.wrong(key, value, takes);
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(entries.len());
        for entry in entries {
            match entry.get_ref() {
                DeValue::String(text) => texts.push(located(text, entry.span())),
                _ => self.wrong(key, entry, takes),
            }
        }
        texts
    }

    /// Texts that are patterns of paths. Whoever writes `\` means the `/` of Windows: settings hold on every system, and
    /// as a sign of escape it would match nothing and say so to nobody.
    fn globs(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<Setting> {
        let mut globs = self.texts(key, value);
        for glob in globs.iter_mut().filter(|glob| glob.text.contains('\\')) {
            glob.text = glob.text.replace('\\', "/");
        }
        globs
    }

    fn one_of<T: Copy>(&mut self, key: &Key<'_>, value: &Value<'_>, known: &[(&str, T)]) -> Option<T> {
        let names = known.iter().map(|&(name, _)| name);
        let DeValue::String(text) = value.get_ref() else {
            self.wrong(key, value, &format!("takes {}", listed(names)));
            return None;
        };
        let found = known.iter().find(|&&(name, _)| name == text.as_ref());
        if found.is_none() {
            self.problems.push(Problem {
                span: Some(value.span().into()),
                message: format!("\"{}\" takes {}, not \"{text}\"", name(key), listed(names.clone())),
                remedy: did_you_mean(text, names),
            });
        }
        found.map(|&(_, value)| value)
    }

    fn wrong(&mut self, key: &Key<'_>, value: &Value<'_>, takes: &str) {
        self.problems.push(Problem {
            span: Some(value.span().into()),
            message: format!("\"{}\" {takes}", name(key)),
            remedy: None,
        });
    }

    /// The entries of a table whose keys are known there; every other is a problem.
    fn known<'v, 't>(&mut self, table: &'v DeTable<'t>, known: &[Known]) -> Vec<(&'v Key<'t>, &'v Value<'t>)> {
        let mut entries = in_order(table);
        entries.retain(|(key, _)| {
            let there = known.iter().any(|known| known.name == name(key));
            if !there {
                self.unknown(key, known);
            }
            there
        });
        entries
    }

    fn unknown(&mut self, key: &Key<'_>, known: &[Known]) {
        let names: Vec<_> = known.iter().map(|known| known.name).collect();
        let remedy = did_you_mean(name(key), names.iter().copied())
            .unwrap_or_else(|| format!("known here: {}", names.join(", ")));
        self.problems.push(Problem {
            span: Some(key.span().into()),
            message: format!("unknown key \"{}\"", name(key)),
            remedy: Some(remedy),
        });
    }
}

fn name<'k>(key: &'k Key<'_>) -> &'k str {
    key.get_ref()
}

fn located(text: &str, range: std::ops::Range<usize>) -> Setting {
    Setting { text: text.to_owned(), span: range.into() }
}

/// Entries as they stand in the file; the table itself sorts by name.
fn in_order<'v, 't>(table: &'v DeTable<'t>) -> Vec<(&'v Key<'t>, &'v Value<'t>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// `"a", "b" or "c"`.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::keys::Takes;
    use crate::text::Source;

    /// The faults of a settings file, as the command line tells them.
    fn faults(text: &str) -> Vec<String> {
        let source = Source::new(text.to_owned());
        let problems = config(text, &Config::default()).err().unwrap_or_default();
        problems
            .iter()
            .map(|problem| {
                let place = source.place(problem.span.map_or(0, |span| span.start));
                let remedy = problem.remedy.as_ref().map(|remedy| format!("; {remedy}")).unwrap_or_default();
                format!("{}:{}: {}{remedy}", place.line, place.column, problem.message)
            })
            .collect()
    }

    #[test]
    fn a_full_file_is_read_in_its_order() {
        let text = r#"
extends = "wire"
officials = ["newsroom/officials.toml"]
sources = ["sources/*.yml", "refs.bib"]
transcripts = ["transcripts/**"]
[rules]
late-attribution = "off"
a-rule = { level = "warning", per = "paragraph" }
[citation]
form = "footnote"
[[override]]
files = ["opinion/**"]
genre = "opinion"
[[override]]
files = ["live/**"]
rules = { late-attribution = "error" }
"#;
        let config = config(text, &Config::default()).unwrap();
        assert_eq!(config.extends, Preset::Wire);
        assert_eq!(config.sources.len(), 2);
        assert_eq!(config.citation.form, Form::Footnote);
        let rules: Vec<_> = config.rules.iter().map(|rule| (rule.rule.text.as_str(), rule.level, rule.per)).collect();
        assert_eq!(
            rules,
            [("late-attribution", Some(Level::Off), None), ("a-rule", Some(Level::Warning), Some(Per::Paragraph))]
        );
        assert_eq!(config.overrides[0].genre, Some(Genre::Opinion));
        assert_eq!(config.overrides[1].rules[0].level, Some(Level::Error));
    }

    #[test]
    fn patterns_of_windows_are_those_of_every_system() {
        let text = "officials = ['newsroom\\officials.toml']\nsources = ['.\\sources\\*.bib']\noutlets = ['A\\B']\n\
                    [[override]]\nfiles = ['opinion\\**']\n";
        let config = config(text, &Config::default()).unwrap();
        let texts = |settings: &[Setting]| settings.iter().map(|it| it.text.clone()).collect::<String>();
        assert_eq!(texts(&config.officials), "newsroom/officials.toml");
        assert_eq!(texts(&config.sources), "./sources/*.bib");
        assert_eq!(texts(&config.overrides[0].files), "opinion/**");
        assert_eq!(texts(&config.outlets), "A\\B");
    }

    #[test]
    fn unknown_keys_are_faults_with_an_offer() {
        assert_eq!(
            faults("extnds = \"wire\"\n[citation]\nshape = \"link\"\n[rules]\nx = { lvl = \"off\" }\n"),
            [
                "1:1: unknown key \"extnds\"; did you mean \"extends\"?",
                "3:1: unknown key \"shape\"; known here: form, labels, anchor",
                "5:7: unknown key \"lvl\"; known here: level, per, wording",
            ]
        );
    }

    #[test]
    fn wrong_values_are_faults_with_what_would_do() {
        assert_eq!(
            faults("sources = \"refs.bib\"\n[rules]\nx = \"warn\"\ny = 3\n[[override]]\ngenre = \"news\"\n"),
            [
                "1:11: \"sources\" takes a list of texts in quotation marks",
                "3:5: \"x\" takes \"off\", \"hint\", \"info\", \"warning\" or \"error\", not \"warn\"; \
                 did you mean \"warning\"?",
                "4:5: \"y\" takes \"off\", \"hint\", \"info\", \"warning\" or \"error\"",
                "5:1: override without files; say which, as in files = [\"opinion/**\"]",
            ]
        );
    }

    #[test]
    fn broken_toml_is_a_fault_with_its_place() {
        let faults = faults("[rules\nx = \"off\"\n");
        assert!(faults[0].starts_with("1:7: "), "{faults:?}");
    }

    #[test]
    fn what_is_near_is_offered_and_what_is_far_is_not() {
        assert_eq!(super::super::nearest("Unatributed_quote", ["unattributed-quote", "x"]), Some("unattributed-quote"));
        assert_eq!(super::super::nearest("bridge", ["unattributed-quote", "off"]), None);
    }

    /// TOML that a key takes and that says something.
    fn sample(takes: Takes) -> String {
        let table = |keys: &[Known]| {
            let fields: Vec<_> = keys.iter().map(|key| format!("{} = {}", key.name, sample(key.takes))).collect();
            format!("{{ {} }}", fields.join(", "))
        };
        match takes {
            // The first name may be the default.
            Takes::OneOf(names) => format!("\"{}\"", names().last().unwrap()),
            Takes::Globs | Takes::Names => "[\"a\"]".to_owned(),
            Takes::Rules => format!("{{ some-rule = {} }}", table(keys::RULE)),
            Takes::Table(keys) => table(keys),
            Takes::Tables(keys) => format!("[{}]", table(keys)),
            Takes::Flag => "true".to_owned(),
            Takes::UpTo(most) => most.to_string(),
        }
    }

    #[test]
    fn every_key_of_the_table_is_read_and_says_something() {
        for key in keys::FILE {
            let text = format!("{} = {}\n", key.name, sample(key.takes));
            assert_ne!(config(&text, &Config::default()).unwrap(), Config::default(), "{text}");
        }
        let read = |text: &str| config(text, &Config::default()).unwrap();
        for key in keys::RULE {
            let text = format!("[rules]\nx = {{ {} = {} }}\n", key.name, sample(key.takes));
            assert_ne!(read(&text), read("[rules]\nx = {}\n"), "{text}");
        }
        for key in keys::OVERRIDE.iter().filter(|key| !key.required) {
            let text = format!("[[override]]\nfiles = []\n{} = {}\n", key.name, sample(key.takes));
            assert_ne!(read(&text), read("[[override]]\nfiles = []\n"), "{text}");
        }
    }

    #[test]
    fn what_the_file_says_wins_over_what_it_leaves_open() {
        let open = config(
            "extends = \"wire\"\ncitation.form = \"key\"\nrules = { a = \"off\", b = \"error\" }",
            &Config::default(),
        );
        let open = open.unwrap();
        let check = |text: &str| {
            let config = config(text, &open).unwrap();
            let rules: Vec<_> = config.rules.iter().map(|rule| (rule.rule.text.clone(), rule.level.unwrap())).collect();
            (config.extends, config.citation.form, rules)
        };
        let rule = |name: &str, level| (name.to_owned(), level);
        let (off, error, hint) = (rule("a", Level::Off), rule("b", Level::Error), rule("b", Level::Hint));
        assert_eq!(check(""), (Preset::Wire, Form::Key, vec![off.clone(), error]));
        assert_eq!(check("[rules]\nb = \"hint\"\n[citation]\n"), (Preset::Wire, Form::Key, vec![off, hint]));
        assert_eq!(check("extends = \"minimal\"\ncitation.form = \"link\""), (Preset::Minimal, Form::Link, Vec::new()));
    }
}
