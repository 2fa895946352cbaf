//! Copy in, credits out: `kind [words] name` for each, with what cites it.

use super::*;
use crate::analysis::{Analysis, Known};
use crate::markdown::Syntax;
use crate::people::roster::Roster;
use crate::text::Source;

fn credits(copy: &str) -> Vec<(Credit, String)> {
    let source = Source::new(copy.to_owned());
    let roster = Roster::default();
    let known = Known { roster: &roster, libraries: &[], transcripts: &[], date: None, today: None };
    let analysis = Analysis::of(&source, Syntax::Markdown, &known);
    let words = |credit: &Credit| analysis.article.prose.slice(&credit.range).to_owned();
    analysis.citations.credits.iter().map(|credit| (credit.clone(), words(credit))).collect()
}

/// Checks that `copy` holds exactly these credits.
fn check(copy: &str, expected: &[(CreditKind, &str, &str)]) {
    let found = credits(copy);
    let found: Vec<_> =
        found.iter().map(|(credit, words)| (credit.kind, words.as_str(), credit.name.as_str())).collect();
    assert_eq!(found, expected, "{copy}");
}

fn outlet(copy: &str, words: &str, name: &str) {
    check(copy, &[(CreditKind::Outlet, words, name)]);
}

#[test]
fn an_outlet_that_reports_is_credited() {
    outlet("The bridge will close, BBC News reported.", "BBC News reported", "BBC News");
    outlet(
        "Then The New York Times dropped a bombshell: it leaks.",
        "The New York Times dropped a bombshell",
        "The New York Times",
    );
    outlet("Mayor Vance will resign, Reuters first reported on Monday.", "Reuters first reported", "Reuters");
    outlet("CNN has learned that the bridge leaks.", "CNN has learned", "CNN");
    outlet(
        "The Washington Post, citing two aides, reported that it leaks.",
        "The Washington Post",
        "The Washington Post",
    );
    outlet("It leaks, reported the Guardian.", "reported the Guardian", "The Guardian");
    outlet(
        "The Springfield Gazette reported that it leaks.",
        "The Springfield Gazette reported",
        "The Springfield Gazette",
    );
    outlet("It leaks, KXYZ-TV reported.", "KXYZ-TV reported", "KXYZ-TV");
}

#[test]
fn an_outlet_that_was_told_or_followed_is_credited() {
    outlet("Vance told the Guardian that it leaks.", "told the Guardian", "The Guardian");
    outlet("It leaks, according to Reuters.", "according to Reuters", "Reuters");
    outlet("The plan, first reported by Axios, failed.", "first reported by Axios", "Axios");
    outlet("Vance said in an interview with the BBC that it leaks.", "an interview with the BBC", "BBC News");
    outlet("Vance said so in a CNN interview.", "CNN interview", "CNN");
    outlet("Vance told CNN’s Ann Roe that it leaks.", "told CNN’s Ann Roe", "CNN");
    outlet("Vance told the German newspaper Bild that it leaks.", "told the German newspaper Bild", "Bild");
    outlet("Vance said Sunday on CNN that it leaks.", "on CNN", "CNN");
    outlet("A Reuters investigation found that it leaks.", "Reuters investigation", "Reuters");
    outlet("He told Time magazine that it leaks.", "told Time magazine", "Time");
}

#[test]
fn a_mere_mention_is_no_credit() {
    for copy in [
        "The White House, when pressed by the BBC, dodged.",
        "Time will tell, and People reported hearing shots.",
        "He bought The Washington Post in 2013.",
        "CNN said it would appeal the ruling.",
        "Fox News said in a statement that it stands by Roe.",
        "She works for Reuters.",
        "He said people told X what to do.",
        "The Journal of Bridges is quiet.",
        "“BBC News reported that it leaks,” Vance said.",
        "The WHO reported 12 cases, and WADA reported two.",
        "# Bridge leaks, BBC News reported",
    ] {
        check(copy, &[]);
    }
}

#[test]
fn a_name_that_several_bear_keeps_the_copys_word() {
    let found = credits("Vance told the Times that it leaks.");
    assert_eq!(found[0].0.name, "the Times");
    assert!(found[0].0.hosts.contains(&"nytimes.com"));
}

#[test]
fn posts_are_credited() {
    let post = |copy, words, name| check(copy, &[(CreditKind::Post, words, name)]);
    post("“It leaks,” he posted on X, and left.", "posted on X", "X");
    post("“It leaks,” Vance wrote Tuesday on Truth Social.", "wrote Tuesday on Truth Social", "Truth Social");
    post("Vance said in a tweet that it leaks.", "a tweet", "Twitter");
    post("Vance said in a Facebook post that it leaks.", "Facebook post", "Facebook");
    post("Vance tweeted: “It leaks.”", "tweeted", "Twitter");
    check("Vance tweeted his thanks. Follow him on Twitter.", &[]);
    check("She put an X on the map.", &[]);
}

#[test]
fn data_are_credited() {
    let data = |copy, words, name| check(copy, &[(CreditKind::Data, words, name)]);
    data(
        "Crossings fell, per U.S. Customs and Border Protection data, last year.",
        "U.S. Customs and Border Protection data",
        "U.S. Customs and Border Protection",
    );
    data(
        "It rose, according to figures from the Labor Department.",
        "figures from the Labor Department",
        "Labor Department",
    );
    data("Census Bureau data show that 4 in 10 left.", "Census Bureau data", "U.S. Census Bureau");
    data(
        "It rose 4 percent, according to the Bureau of Labor Statistics.",
        "Bureau of Labor Statistics",
        "Bureau of Labor Statistics",
    );
    data("Vance trails, according to a CNN poll.", "CNN poll", "CNN");
    data("He was jailed twice, according to police records.", "police records", "police");
    check("The data are stored in Denver. In June data were lost.", &[]);
}

#[test]
fn documents_are_credited() {
    check(
        "Vance signed an executive order on bridges.",
        &[(CreditKind::Document, "executive order", "executive order")],
    );
    check("He took bribes, according to the indictment.", &[(CreditKind::Document, "indictment", "indictment")]);
    check("He kept order in the court.", &[]);
}

#[test]
fn vague_credits_are_weighed() {
    let weigh = |copy: &str| {
        let found = credits(copy);
        let vague = found.iter().find(|(credit, _)| credit.kind == CreditKind::Vague);
        vague.map(|(credit, words)| (words.clone(), credit.bald, credit.sourced))
    };
    let is = |copy: &str, words: &str, bald, sourced| {
        assert_eq!(weigh(copy), Some((words.to_owned(), bald, sourced)), "{copy}")
    };
    is("Critics say the bridge leaks.", "Critics say", true, false);
    is("Reports have emerged that it leaks, BBC News reported.", "Reports have emerged", true, true);
    is("Critics say it leaks. “It does,” said Ann Roe.", "Critics say", true, true);
    is("Legal experts say it leaks.", "experts say", false, false);
    assert_eq!(weigh("Vance’s critics left. Everyone talked."), None);
}

#[test]
fn a_link_cites_the_credit_it_stands_on() {
    let cited = |copy: &str| {
        let found = credits(copy);
        let credit = &found[0].0;
        (credit.cited_in_sentence, credit.cited_in_paragraph, credit.cited_in_document)
    };
    assert_eq!(cited("It leaks, BBC News reported."), (false, false, false));
    assert_eq!(cited("It leaks, [BBC News reported](https://example.org/a)."), (true, true, true));
    assert_eq!(cited("It [leaks](https://www.bbc.com/a), BBC News reported."), (true, true, true));
    assert_eq!(cited("It [leaks](https://www.cnn.com/a), BBC News reported."), (false, false, false));
    assert_eq!(cited("It [leaks](https://bbc.com/a). BBC News reported it."), (false, true, true));
    assert_eq!(cited("It [leaks](https://bbc.com/a).\n\nSo BBC News reported."), (false, false, true));
    assert_eq!(cited("It leaks, BBC News reported.[^1]\n\n[^1]: BBC."), (true, true, true));
    assert_eq!(cited("It leaks, BBC News reported. It may close.[^1]\n\n[^1]: BBC."), (false, true, true));
    assert_eq!(cited("It leaks, BBC News reported [@bbc]."), (true, true, true));
    assert_eq!(
        cited("---\nsources:\n  - id: a\n    outlet: BBC\n---\n\nIt leaks, BBC News reported."),
        (false, false, true)
    );
}
