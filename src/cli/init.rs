//! `copydesk init`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::check::Verdict;
use crate::cli::drafts::{Drafts, today};
use crate::cli::progress::Progress;
use crate::cli::{CLEAN, FAILED, terminal, verdicts};
use crate::config::Level;
use crate::files::{self, Fault, order};
use crate::rules::{RULES, Rule};

/// The settings that are written: all there is, explained, and nothing changed.
const SETTINGS: &str = include_str!("init.toml");
/// The example in it that a proposal takes the place of.
const EXAMPLE: &str = "#: [rules]\n#: unused-allowance = \"info\"\n";
/// A rule that finds more than this in an article is more than a desk will go through.
const TOO_MANY: f64 = 0.3;

/// Arguments of `copydesk init`.
#[derive(Args, Debug)]
pub struct Init {
    /// Read articles that were published, say what is found in one, and propose settings under which a desk sees only
    /// what it does not do every day: what is found more than 0.3 times an article becomes a hint
    #[arg(long, value_name = "ARCHIVE")]
    from: Option<PathBuf>,
    /// How many articles to read; they are taken evenly from all of the archive
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "from")]
    sample: usize,
}

/// Writes settings into the current folder.
pub fn run(args: &Init) -> u8 {
    let (settings, failed) = match &args.from {
        None => (SETTINGS.to_owned(), false),
        Some(archive) => match propose(archive, args.sample.max(1)) {
            Some((settings, failed)) => (settings, failed),
            None => return FAILED,
        },
    };
    match files::write_settings(Path::new(""), &settings) {
        Ok(path) => {
            terminal::say(format_args!("wrote {}", path.display()));
            if failed { FAILED } else { CLEAN }
        }
        Err(fault) => {
            terminal::say(fault);
            FAILED
        }
    }
}

/// Settings for an archive, and whether some of it could not be read; `None` when none of it could.
fn propose(archive: &Path, sample: usize) -> Option<(String, bool)> {
    let drafts = Drafts::below(archive);
    let (mut jobs, faults) = drafts.jobs(&[], &[]);
    faults.iter().for_each(terminal::say);
    let mut failed = !faults.is_empty();
    let all = jobs.len();
    if all > sample {
        let mut i = 0;
        jobs.retain(|_| {
            i += 1;
            i * sample / all != (i - 1) * sample / all
        });
    }
    let mut survey = Survey { counts: vec![0; RULES.len()], articles: 0 };
    let today = today();
    let progress = Progress::of(jobs.len());
    let _ = order::each(
        &jobs,
        drafts.threads(),
        |job| verdicts::of(&drafts, job, None, today),
        |verdict: Result<_, Fault>| {
            progress.step();
            match verdict {
                Ok((_, verdict)) => survey.add(&verdict),
                Err(fault) => {
                    failed = true;
                    progress.aside(|| terminal::say(fault));
                }
            }
            ControlFlow::Continue(())
        },
    );
    drop(progress);
    if survey.articles == 0 {
        return None;
    }
    let mut out = terminal::out();
    let wrote = out.write_all(survey.table(all).as_bytes()).and_then(|()| out.flush());
    failed |= !terminal::written(wrote);
    Some((survey.settings(), failed))
}

/// What was found in some articles.
struct Survey {
    /// In the order of [`RULES`].
    counts: Vec<usize>,
    articles: usize,
}

impl Survey {
    fn add(&mut self, verdict: &Verdict) {
        self.articles += 1;
        for finding in &verdict.findings {
            if let Some(index) = RULES.iter().position(|rule| rule.name == finding.rule) {
                self.counts[index] += 1;
            }
        }
    }

    /// Rules that found something, the most frequent first, with findings and findings an article.
    fn rows(&self) -> Vec<(&'static Rule, usize, f64)> {
        // More articles than a float tells apart exactly do not change two decimals.
        let each = |count: usize| count as f64 / self.articles.max(1) as f64;
        let rows = RULES.iter().zip(&self.counts).filter(|&(_, &count)| count > 0);
        let mut rows: Vec<_> = rows.map(|(&rule, &count)| (rule, count, each(count))).collect();
        rows.sort_by_key(|&(_, count, _)| std::cmp::Reverse(count));
        rows
    }

    fn table(&self, all: usize) -> String {
        let mut text = format!("{} of {all} articles were read\n", self.articles);
        text += "findings  an article  level    rule\n";
        for (rule, count, each) in self.rows() {
            let level = rule.level.name();
            let then = if too_many(rule, each) { ", becomes a hint" } else { "" };
            let _ = writeln!(text, "{count:8}  {each:10.2}  {level:7}  {}{then}", rule.name);
        }
        text
    }

    /// The settings as they are written without an archive, but with what is found too often as a hint.
    fn settings(&self) -> String {
        let mut lines = String::new();
        for (rule, _, each) in self.rows() {
            if too_many(rule, each) {
                let _ = writeln!(
                    lines,
                    "{} = \"hint\"  # {each:.2} an article, by itself {}",
                    rule.name,
                    rule.level.name()
                );
            }
        }
        if lines.is_empty() {
            return SETTINGS.to_owned();
        }
        let why = format!(
            "# In {} articles of the archive these were found more than {TOO_MANY} times an article. As hints, editors show\n\
             # them and CI does not speak of them; take a line away when the desk wants its rule back.\n",
            self.articles
        );
        SETTINGS.replace(EXAMPLE, &format!("{why}[rules]\n{lines}"))
    }
}

fn too_many(rule: &Rule, each: f64) -> bool {
    rule.level > Level::Hint && each > TOO_MANY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Desk, Newsroom};
    use crate::config::{self, Config};

    #[test]
    fn what_init_writes_changes_nothing_and_its_examples_hold() {
        assert_eq!(config::parse(SETTINGS).unwrap(), Config::default());
        let examples: String = SETTINGS
            .lines()
            .map(|line| line.strip_prefix("#: ").unwrap_or(line))
            .fold(String::new(), |text, line| text + line + "\n");
        let config = config::parse(&examples).unwrap();
        assert_ne!(config, Config::default());
        assert!(Desk::new(config, Newsroom::default()).is_ok());
    }

    #[test]
    fn what_is_found_too_often_becomes_a_hint_and_nothing_else_changes() {
        let place = |name: &str| RULES.iter().position(|rule| rule.name == name).unwrap();
        let mut survey = Survey { counts: vec![0; RULES.len()], articles: 10 };
        // A hint stays one, and three in ten articles are not too many.
        for (name, count) in [("uncited-outlet", 4), ("bare-url", 50), ("leftover-placeholder", 3)] {
            survey.counts[place(name)] = count;
        }
        let config = config::parse(&survey.settings()).unwrap();
        let told: Vec<_> = config.rules.iter().map(|rule| (rule.rule.text.as_str(), rule.level)).collect();
        assert_eq!(told, [("uncited-outlet", Some(Level::Hint))]);
        survey.counts[place("uncited-outlet")] = 0;
        assert_eq!(survey.settings(), SETTINGS);
    }
}
