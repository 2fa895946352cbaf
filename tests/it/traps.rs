//! Traps of dates and namesakes: a card that asserts an office which somebody did not hold, or a finding that is none.

use std::path::Path;

use copydesk::analysis::{Analysis, Known};
use copydesk::hover::{self, Subject};
use copydesk::markdown::Syntax;
use copydesk::people::doubts::About;
use copydesk::people::own;
use copydesk::people::roster::Roster;
use copydesk::text::Source;

const PEOPLE: &str = include_str!("../officials/traps.toml");
const TRAPS: &str = include_str!("../officials/traps.txt");

/// The card under the cursor without the name, and the rules that find something.
fn told(roster: &Roster, date: &str, copy: &str) -> (String, String) {
    let offset = copy.find('|').expect("a cursor");
    let source = Source::new(copy.replacen('|', "", 1));
    let known = Known { roster, libraries: &[], transcripts: &[], date: Some(date.parse().unwrap()), today: None };
    let analysis = Analysis::of(&source, Syntax::Markdown, &known);
    let library = copydesk::sources::Library::default();
    let subject =
        Subject { source: &source, analysis: &analysis, findings: &[], roster, library: &library, bibliography: None };
    let card = hover::at(&subject, offset).map_or("-".to_owned(), |hover| hover.text);
    let rules = analysis.doubts.iter().map(|doubt| match doubt.about {
        About::Ended { .. } | About::NotHeld { .. } => "stale-title",
        About::Tag { .. } | About::State { .. } => "wrong-party-or-state",
        About::Spelling { .. } => "misspelled-name",
    });
    let rules: Vec<&str> = rules.collect();
    (card, if rules.is_empty() { "-".to_owned() } else { rules.join(", ") })
}

#[test]
fn no_trap_leads_to_a_wrong_assertion() {
    let (officials, problems) = own::read(PEOPLE, own::Syntax::Toml, Path::new("traps.toml"));
    assert_eq!(problems, []);
    let roster = Roster::new(officials);
    let traps: Vec<&str> = TRAPS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(traps.len() >= 60, "{} traps", traps.len());
    let mut wrong = Vec::new();
    for trap in traps {
        let (date, rest) = trap.split_once("; ").unwrap();
        let (rest, rules) = rest.rsplit_once("; ").unwrap();
        let (copy, begins) = rest.split_once("; ").unwrap();
        let (card, found) = told(&roster, date, copy);
        let said = card.split_once("** · ").map_or(card.as_str(), |(_, said)| said);
        if !said.starts_with(begins) || found != rules {
            wrong.push(format!("{trap}\n    {said} | {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
