//! Fields of sources, whatever list they stand in, with the place of each fault.

use std::path::{Path, PathBuf};

use crate::dates::PartialDate;
use crate::markdown::tree::{Node, Value};
use crate::sources::{Kind, SourceRecord, Visibility};
use crate::text::{Problem, Span};

/// What was read of one list of sources.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// In the order of the file.
    pub records: Vec<SourceRecord>,
    /// What could not be read, with its place. It costs only itself.
    pub problems: Vec<Problem>,
}

/// A list that is being read.
pub(super) struct Reader<'a> {
    /// The file it stands in.
    pub path: &'a Path,
    /// What was read so far.
    pub sources: Sources,
}

impl<'a> Reader<'a> {
    pub(super) fn new(path: &'a Path) -> Self {
        Self { path, sources: Sources::default() }
    }

    /// Tells of a fault.
    pub(super) fn problem(&mut self, span: Span, message: String, remedy: Option<&str>) {
        self.sources.problems.push(Problem { span: Some(span), message, remedy: remedy.map(str::to_owned) });
    }

    /// Keeps `record`, which stands at `span`.
    pub(super) fn keep(&mut self, mut record: SourceRecord, span: Span) {
        record.place = Some((self.path.to_owned(), span));
        self.sources.records.push(record);
    }

    /// The text of the first of `keys` that is there.
    pub(super) fn text(&mut self, node: &Node, keys: &[&str]) -> Option<String> {
        let (text, _) = self.located(node, keys)?;
        Some(text)
    }

    /// The text of the first of `keys` that is there, and its place.
    pub(super) fn located(&mut self, node: &Node, keys: &[&str]) -> Option<(String, Span)> {
        let value = keys.iter().find_map(|key| node.get(key).filter(|value| value.value != Value::Nothing))?;
        match value.text() {
            Some((text, span)) => Some((one_line(text), span)).filter(|(text, _)| !text.is_empty()),
            None => {
                self.problem(value.span, format!("`{}` is no text", keys[0]), None);
                None
            }
        }
    }

    /// The texts of the first of `keys` that is there: a list of them, or one alone.
    pub(super) fn texts(&mut self, node: &Node, keys: &[&str]) -> Vec<String> {
        let Some(value) = keys.iter().find_map(|key| node.get(key)) else { return Vec::new() };
        let items = value.items().iter().filter_map(Node::text);
        items.map(|(text, _)| one_line(text)).filter(|text| !text.is_empty()).collect()
    }

    /// The address at the first of `keys` that is there, if it is one.
    pub(super) fn url(&mut self, node: &Node, keys: &[&str]) -> Option<String> {
        let value = keys.iter().find_map(|key| node.get(key).filter(|value| value.value != Value::Nothing))?;
        let Some((text, span)) = value.text() else {
            self.problem(value.span, format!("`{}` is no text", keys[0]), None);
            return None;
        };
        self.checked_url(text, span)
    }

    /// `text`, which stands at `span`, if it can be an address.
    pub(super) fn checked_url(&mut self, text: &str, span: Span) -> Option<String> {
        let url = text.trim();
        // A source that was just noted has no address yet, which is no fault of the list.
        if url.is_empty() || url == TO_COME {
            return None;
        }
        if url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '“' | '”')) {
            let message = "the address holds white space or quotation marks".to_owned();
            self.problem(span, message, Some("write them as %20 and %22, or take them out"));
            return None;
        }
        if !(url.starts_with("https://") || url.starts_with("http://")) {
            let message = format!("\"{url}\" is no web address");
            self.problem(span, message, Some("start it with https://"));
            return None;
        }
        Some(url.to_owned())
    }

    /// The date at the first of `keys` that is there.
    pub(super) fn date(&mut self, node: &Node, keys: &[&str]) -> Option<PartialDate> {
        let (text, span) = self.located(node, keys)?;
        self.checked_date(&text, span)
    }

    /// `text`, which stands at `span`, as a date.
    pub(super) fn checked_date(&mut self, text: &str, span: Span) -> Option<PartialDate> {
        match text.parse() {
            Ok(date) => Some(date),
            Err(fault) => {
                self.problem(span, fault.to_string(), None);
                None
            }
        }
    }

    /// The word at `key`, one of `known`; each stands for a value.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, key: &str, known: &[(&str, T)]) -> Option<T> {
        let (text, span) = self.located(node, &[key])?;
        let found = known.iter().find(|(name, _)| name.eq_ignore_ascii_case(&text));
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let remedy = format!("write one of {}", names.join(", "));
            self.problem(span, format!("unknown {key} \"{text}\""), Some(&remedy));
        }
        found.map(|(_, value)| *value)
    }

    /// Tells of keys that mean nothing here.
    pub(super) fn know(&mut self, node: &Node, known: &[&str]) {
        for (key, span, _) in node.entries().filter(|(key, ..)| !known.contains(key)) {
            let near = known.iter().map(|name| (strsim::osa_distance(key, name), *name)).min();
            let near = near.filter(|(distance, name)| distance * 3 <= name.len());
            let remedy = near.map(|(_, name)| format!("did you mean \"{name}\"?"));
            self.problem(span, format!("unknown key \"{key}\""), remedy.as_deref());
        }
    }

    /// A file that stands in a folder beside the list.
    pub(super) fn file(&mut self, node: &Node, key: &str) -> Option<PathBuf> {
        let (text, _) = self.located(node, &[key])?;
        Some(self.path.parent().map_or_else(|| PathBuf::from(&text), |folder| folder.join(&text)))
    }
}

/// What stands where an address is not known yet.
pub(super) const TO_COME: &str = "TK";

/// Names of [`Kind`] in our own lists.
pub(super) const KINDS: &[(&str, Kind)] = &[
    ("article", Kind::Article),
    ("post", Kind::Post),
    ("document", Kind::Document),
    ("dataset", Kind::Dataset),
    ("interview", Kind::Interview),
    ("recording", Kind::Recording),
    ("transcript", Kind::Transcript),
];

/// Names of [`Visibility`] in our own lists.
pub(super) const VISIBILITIES: &[(&str, Visibility)] =
    &[("public", Visibility::Public), ("desk", Visibility::Desk), ("sealed", Visibility::Sealed)];

/// `text` without line ends and doubled spaces: no field of a source spreads over lines when it is cited.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
