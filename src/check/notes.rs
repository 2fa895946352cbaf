//! Allowances that a desk keeps out of the copy, in a file beside its settings.
//!
//! Each names a draft, a rule and a keyed hash of the words at fault, so that it holds when the draft is edited elsewhere
//! and tells nobody what the draft says.

use serde::Deserialize;
use toml::Spanned;

use crate::check::Allowed;
use crate::check::fingerprint::{Fingerprints, Key, key_of};
use crate::check::settings::Applied;
use crate::config::did_you_mean;
use crate::rules::{self, Finding, RULES, unused_allowance};
use crate::text::{Problem, Source, Span};

/// The file's name.
pub const FILE: &str = "copydesk.allow.toml";
/// Half of a fingerprint tells the findings of one rule in one draft apart.
const DIGITS: usize = 16;

/// All that one file holds.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    key: Key,
    list: Vec<Note>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    /// The draft, relative to the settings, with `/`.
    file: String,
    rule: Spanned<String>,
    /// The fingerprint of the finding, with the key of the file.
    text: String,
    reason: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    key: Spanned<String>,
    #[serde(default)]
    allow: Vec<Note>,
}

impl Notes {
    /// Reads a file of allowances. What is wrong costs only itself.
    pub fn read(text: &str) -> (Self, Vec<Problem>) {
        let problem = |span: Option<Span>, message: String, remedy: Option<&str>| Problem {
            span,
            message,
            remedy: remedy.map(str::to_owned),
        };
        let written: Written = match toml::from_str(text) {
            Ok(written) => written,
            Err(error) => {
                let message = error.message().lines().next().unwrap_or_default().to_owned();
                return (Self::default(), vec![problem(error.span().map(Span::from), message, None)]);
            }
        };
        let Some(key) = key_of(written.key.get_ref()) else {
            let remedy = Some("write the file anew with `copydesk allow`");
            let wrong = problem(Some(written.key.span().into()), "the key is broken".to_owned(), remedy);
            return (Self::default(), vec![wrong]);
        };
        let (mut list, mut problems) = (Vec::new(), Vec::new());
        for note in written.allow {
            let rule = note.rule.get_ref();
            if rules::named(rule).is_none() {
                let near = did_you_mean(rule, RULES.iter().map(|rule| rule.name));
                let span = Some(note.rule.span().into());
                problems.push(problem(span, format!("unknown rule \"{rule}\""), near.as_deref()));
            } else if note.reason.get_ref().trim().is_empty() {
                let span = Some(note.reason.span().into());
                problems.push(problem(span, "an allowance without a reason".to_owned(), Some("say why it may stand")));
            } else {
                list.push(note);
            }
        }
        (Self { key, list }, problems)
    }

    /// Takes out of `findings`, all those of the draft at `path`, what is allowed there, and adds a finding for each
    /// allowance that allows nothing. Of rules that are not looked for nobody can say that.
    pub(super) fn judge(
        &self,
        path: &str,
        source: &Source,
        applied: &Applied,
        findings: &mut Vec<Finding>,
        allowed: &mut Vec<Allowed>,
    ) {
        let mut notes: Vec<&Note> = self.list.iter().filter(|note| note.file == path).collect();
        if notes.is_empty() {
            return;
        }
        let prints = prints(self.key, source, findings);
        for (finding, print) in std::mem::take(findings).into_iter().zip(prints) {
            match notes.iter().position(|note| note.rule.get_ref() == finding.rule && note.text == print) {
                Some(index) => {
                    let reason = notes.swap_remove(index).reason.get_ref().clone();
                    allowed.push(Allowed { finding, reason });
                }
                None => findings.push(finding),
            }
        }
        let looked_for = |rule: &str| applied.looks_for(rule).unwrap_or(false);
        if looked_for(unused_allowance::RULE.name) {
            let level = applied.level(unused_allowance::RULE.name);
            let unused = notes.iter().map(|note| note.rule.get_ref()).filter(|rule| looked_for(rule));
            let top = source.line(0).unwrap_or_default();
            findings.extend(unused.map(|rule| unused_allowance::unused_elsewhere(rule, FILE, top, level)));
        }
    }
}

/// What each of `findings`, all those of one draft in its order, is known by in a file with that key.
pub fn prints(key: Key, source: &Source, findings: &[Finding]) -> Vec<String> {
    let mut prints = Fingerprints::new(source, key);
    let print = |finding| {
        let mut print = prints.next(finding);
        print.truncate(DIGITS);
        print
    };
    findings.iter().map(print).collect()
}

/// The key that the head of a file of allowances gives; `None` when it gives none.
pub fn key_in(text: &str) -> Option<Key> {
    toml::from_str::<Written>(text).ok().and_then(|written| key_of(written.key.get_ref()))
}

/// One allowance as the file has it.
pub fn written(file: &str, rule: &str, print: &str, reason: &str) -> String {
    let [file, rule, print, reason] = [file, rule, print, reason].map(|text| toml::Value::from(text).to_string());
    format!("\n[[allow]]\nfile = {file}\nrule = {rule}\ntext = {print}\nreason = {reason}\n")
}
