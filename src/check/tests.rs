use super::*;
use crate::config::{self, Level};
use crate::rules;

/// The desk of `settings`, or its faults.
fn desk(settings: &str) -> Result<Desk, Vec<String>> {
    Desk::new(config::parse(settings).unwrap(), Newsroom::default())
        .map_err(|problems| problems.into_iter().map(|problem| problem.message).collect())
}

/// The level of `rule` for the draft at `path`.
fn level(desk: &Desk, path: &str, rule: &str) -> Level {
    desk.applied(path, &Article::default()).level(rule)
}

#[test]
fn unknown_rules_and_bad_globs_are_faults() {
    let faults = desk("[rules]\nunused-alowance = \"off\"\n[[override]]\nfiles = [\"a{b\"]\nrules = { x = \"off\" }\n");
    let faults = faults.unwrap_err();
    assert_eq!(faults[0], "unknown rule \"unused-alowance\"");
    assert!(faults[1].starts_with("\"a{b\" is no glob: "), "{faults:?}");
    assert_eq!(faults[2], "unknown rule \"x\"");
}

#[test]
fn later_overrides_win_and_globs_read_as_in_gitignore() {
    let desk = desk(
        "[rules]\nunused-allowance = \"info\"\n\
         [[override]]\nfiles = [\"opinion/*\"]\ngenre = \"opinion\"\nrules = { unused-allowance = \"hint\" }\n\
         [[override]]\nfiles = [\"*.txt\"]\nrules = { unused-allowance = \"error\" }\n",
    )
    .unwrap();
    assert_eq!(level(&desk, "news/a.md", "unused-allowance"), Level::Info);
    assert_eq!(level(&desk, "opinion/a.md", "unused-allowance"), Level::Hint);
    assert_eq!(level(&desk, "opinion/deep/a.md", "unused-allowance"), Level::Info);
    assert_eq!(level(&desk, "opinion/a.txt", "unused-allowance"), Level::Error);
    assert_eq!(desk.applied("opinion/a.md", &Article::default()).genre, Genre::Opinion);
}

#[test]
fn a_rule_that_is_less_sure_is_lowered_but_never_raised() {
    let rule = &rules::unused_allowance::RULE;
    let judged = |level| {
        let desk = desk(&format!("[rules]\nunused-allowance = \"{level}\"\n")).unwrap();
        let applied = desk.applied("", &Article::default());
        let index = RULES.iter().position(|other| other.name == rule.name).unwrap();
        applied.rules().nth(index).unwrap()
    };
    assert_eq!(judged("error").level_of(rule, rule.level), Level::Error);
    assert_eq!(judged("error").level_of(rule, Level::Info), Level::Info);
    assert_eq!(judged("hint").level_of(rule, Level::Info), Level::Hint);
}

#[test]
fn a_rule_selected_by_name_is_looked_for_though_settings_turn_it_off() {
    let desk = desk("[rules]\nunused-allowance = \"off\"\n").unwrap();
    assert_eq!(level(&desk, "", "unused-allowance"), Level::Off);
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let desk = desk.looking_for(&names(&["unused-allowance"]), &[]).unwrap();
    assert_eq!(level(&desk, "", "unused-allowance"), Level::Warning);
    assert_eq!(level(&desk, "", "allowance-without-reason"), Level::Off);
    let problems = desk.looking_for(&[], &names(&["unused-alowance"])).unwrap_err();
    assert_eq!(problems[0].remedy.as_deref(), Some("did you mean \"unused-allowance\"?"));
}
