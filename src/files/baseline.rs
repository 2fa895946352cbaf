//! Findings that a desk knows of and leaves alone for now.
//!
//! A baseline holds keyed hashes and never copy. It is meant for version control: a line a finding, sorted.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::check::fingerprint::{self, Fingerprints, Key};
use crate::files::{Fault, desks, git, key, paths};
use crate::rules::Finding;
use crate::text::Source;

/// The version of the format, which stands in the file.
const VERSION: u32 = 1;

/// The name under which a baseline is written when nobody says another.
pub const FILE: &str = "copydesk.baseline.json";

/// Fingerprints by rule, sorted.
type Known = BTreeMap<String, Vec<String>>;

/// Findings known from before.
#[derive(Clone, Debug)]
pub struct Baseline {
    key: Key,
    /// The folder of its file, absolute; paths inside are relative to it.
    folder: PathBuf,
    /// Sorted by path.
    files: BTreeMap<String, Known>,
}

/// The file: as it is read it owns its list, as it is written it borrows one.
#[derive(Serialize, Deserialize)]
struct Written<'a> {
    copydesk_baseline: u32,
    key: String,
    files: Cow<'a, BTreeMap<String, Known>>,
}

/// Of the findings in one draft, those that a baseline knows, and what it knows that is not there any more.
#[derive(Clone, Debug, Default)]
pub struct Sifted {
    /// For each finding whether it is known.
    pub known: Vec<bool>,
    /// Known findings that were not met. Of rules that were not looked for that means nothing.
    pub stale: usize,
}

impl Baseline {
    /// An empty one for the file at `path`, with a key of its own.
    pub fn new(path: &Path) -> Self {
        Self { key: key::random(), folder: folder_of(path), files: BTreeMap::new() }
    }

    /// Reads the baseline at `path`.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let source = super::read(path)?;
        let remedy = "remove it and write it again with `copydesk baseline`";
        let written: Written<'_> = serde_json::from_str(source.text()).map_err(|error| Fault {
            path: path.to_owned(),
            place: Some((error.line(), error.column())),
            message: format!("no baseline of copydesk; {remedy}"),
        })?;
        if written.copydesk_baseline != VERSION {
            let (theirs, ours) = (written.copydesk_baseline, VERSION);
            return Err(Fault::of(path, format!("a baseline of version {theirs}, not {ours}; {remedy}")));
        }
        let key =
            fingerprint::key_of(&written.key).ok_or_else(|| Fault::of(path, format!("its key is broken; {remedy}")))?;
        Ok(Self { key, folder: folder_of(path), files: written.files.into_owned() })
    }

    /// Writes it to `path`.
    pub fn write(&self, path: &Path) -> Result<(), Fault> {
        let files = Cow::Borrowed(&self.files);
        let written = Written { copydesk_baseline: VERSION, key: fingerprint::key_in_hex(&self.key), files };
        let mut text = serde_json::to_vec_pretty(&written).expect("texts always have JSON");
        text.push(b'\n');
        super::write(path, &text)
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.files.values().flat_map(BTreeMap::values).map(Vec::len).sum()
    }

    /// One that knows none, for the same file and with the same key.
    pub fn emptied(&self) -> Self {
        Self { key: self.key, folder: self.folder.clone(), files: BTreeMap::new() }
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What it knows of `findings`, all those of the draft at `path`, in the order of the text.
    pub fn sift(&self, path: &Path, source: &Source, findings: &[Finding]) -> Sifted {
        let Some(known) = self.files.get(&self.relative(path)) else {
            return Sifted { known: vec![false; findings.len()], stale: 0 };
        };
        let mut left: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (rule, prints) in known {
            left.insert(rule, prints.iter().map(String::as_str).collect());
        }
        let mut prints = Fingerprints::new(source, self.key);
        let is_known = |finding: &Finding| {
            let print = short(prints.next(finding));
            let Some(left) = left.get_mut(finding.rule) else { return false };
            let place = left.iter().position(|&known| known == print);
            place.map(|place| left.swap_remove(place)).is_some()
        };
        let known = findings.iter().map(is_known).collect();
        Sifted { known, stale: left.values().map(Vec::len).sum() }
    }

    /// The fingerprints of `findings`, all those of the draft at `path`, ready to be put in.
    pub fn prints(&self, path: &Path, source: &Source, findings: &[Finding]) -> (String, Vec<(String, String)>) {
        let mut prints = Fingerprints::new(source, self.key);
        let print = |finding: &Finding| (finding.rule.to_owned(), short(prints.next(finding)));
        (self.relative(path), findings.iter().map(print).collect())
    }

    /// Replaces what it knows of one draft. With `only_shrink` nothing is added to it. How many findings that kept out.
    pub fn put(&mut self, path: String, prints: Vec<(String, String)>, only_shrink: bool) -> usize {
        let before = self.files.remove(&path).unwrap_or_default();
        let mut known = Known::new();
        let mut kept_out = 0;
        for (rule, print) in prints {
            if !only_shrink || before.get(&rule).is_some_and(|prints| prints.contains(&print)) {
                known.entry(rule).or_default().push(print);
            } else {
                kept_out += 1;
            }
        }
        known.values_mut().for_each(|prints| prints.sort());
        if !known.is_empty() {
            self.files.insert(path, known);
        }
        kept_out
    }

    /// Forgets drafts that are not there any more.
    pub fn forget_missing(&mut self) {
        let folder = self.folder.clone();
        self.files.retain(|path, _| folder.join(git::path_of(&unescaped(path))).exists());
    }

    /// `path` as the file has it: relative to its own folder, and with escapes for what JSON cannot hold.
    fn relative(&self, path: &Path) -> String {
        let absolute = desks::absolute(path);
        let inside = absolute.strip_prefix(&self.folder).unwrap_or(&absolute);
        paths::plain(&escaped(inside.as_os_str().as_encoded_bytes()), cfg!(windows))
    }
}

/// A name as text: bytes that are no UTF-8 stand as `%` and two digits, and so does the sign itself, so that no two
/// names become one.
fn escaped(name: &[u8]) -> String {
    let mut text = String::new();
    for chunk in name.utf8_chunks() {
        text += &chunk.valid().replace('%', "%25");
        chunk.invalid().iter().for_each(|byte| text += &format!("%{byte:02X}"));
    }
    text
}

/// The name that [`escaped`] made text of. A sign without two digits, which we never write, stays as it is.
fn unescaped(text: &str) -> Vec<u8> {
    let mut name = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| byte == b'%') {
            Some(escape) => {
                name.push(escape);
                rest = &after[2..];
            }
            None => {
                name.push(byte);
                rest = after;
            }
        }
    }
    name
}

fn folder_of(path: &Path) -> PathBuf {
    desks::absolute(path).parent().map(Path::to_owned).unwrap_or_default()
}

/// Half of a fingerprint tells the findings of one rule in one file apart.
fn short(mut print: String) -> String {
    print.truncate(16);
    print
}

#[cfg(test)]
mod tests {
    use super::{escaped, unescaped};

    #[test]
    fn a_name_survives_whatever_its_bytes_are() {
        for name in [&b"a.md"[..], b"caf\xc3\xa9.md", b"caf\xe9.md", b"100%.md", b"%E9.md", b"a\nb.md", b"%", b"\xff%4"]
        {
            let text = escaped(name);
            assert_eq!(unescaped(&text), name, "{text}");
        }
        assert_eq!(escaped(b"caf\xe9.md"), "caf%E9.md");
        assert_ne!(escaped(b"caf\xe9.md"), escaped(b"caf%E9.md"));
        assert_eq!(unescaped("50% off %+1 %\u{e9}"), "50% off %+1 %\u{e9}".as_bytes());
    }
}
