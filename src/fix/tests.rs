//! Copy in, cited copy out. `|` in the copy is the cursor, `[[…]]` in the result what is selected afterwards.

use crate::analysis::{Analysis, Known};
use crate::config::{Anchor, CitationSettings, Comment, Form, Labels};
use crate::fix::insert::Citations;
use crate::fix::{Fix, apply, insert, rewrite};
use crate::markdown::Syntax;
use crate::people::roster::Roster;
use crate::sources::{Library, SourceRecord, Visibility};
use crate::text::{Source, Span};

fn record(id: &str, outlet: &str, title: &str, url: &str) -> SourceRecord {
    SourceRecord {
        id: id.into(),
        outlet: Some(outlet.into()).filter(|outlet: &String| !outlet.is_empty()),
        title: Some(title.into()),
        url: Some(url.into()),
        ..SourceRecord::default()
    }
}

fn all(citations: Citations) -> Vec<Fix> {
    [citations.known, citations.new].concat()
}

/// What is offered at the cursor or for the selection between two `|`.
fn offered(copy: &str, form: Form, library: &Library) -> (String, Vec<Fix>) {
    let (start, end) = (copy.find('|').unwrap(), copy.rfind('|').unwrap());
    let text = copy.replace('|', "");
    let selection = Span::new(start, if end > start { end - 1 } else { start });
    let source = Source::new(text.clone());
    let roster = Roster::default();
    let known = Known { roster: &roster, libraries: &[library], transcripts: &[], date: None, today: None };
    let analysis = Analysis::of(&source, Syntax::Markdown, &known);
    let settings = CitationSettings { form, ..CitationSettings::default() };
    (text, all(insert::citations(&source, &analysis, selection, &settings, library)))
}

fn applied(text: &str, fix: &Fix) -> String {
    let mut out = apply(text, &fix.edits).unwrap();
    if let Some(select) = fix.select {
        out.insert_str(select.end, "]]");
        out.insert_str(select.start, "[[");
    }
    out
}

/// Checks the first fix of that form that names no source.
fn check(copy: &str, form: Form, expected: &str) {
    let (text, fixes) = offered(copy, form, &Library::default());
    let first = fixes.first().unwrap_or_else(|| panic!("nothing is offered: {copy}"));
    assert_eq!(applied(&text, first), expected);
}

fn links(copy: &str, expected: &str) {
    check(copy, Form::Link, expected);
}

fn notes(copy: &str, expected: &str) {
    check(copy, Form::Footnote, expected);
}

fn keys(copy: &str, expected: &str) {
    check(copy, Form::Key, expected);
}

#[test]
fn a_link_stands_on_the_words_that_credit() {
    links("It leaks, BBC |News reported.\n", "It leaks, [BBC News reported]([[TK]]).\n");
    links(
        "It fell, per U.S. Customs |and Border Protection data, showing it.",
        "It fell, per [U.S. Customs and Border Protection data]([[TK]]), showing it.",
    );
    links("“It leaks,” he posted |on X, and left.", "“It leaks,” he [posted on X]([[TK]]), and left.");
    links(
        "Then The New |York Times dropped a bombshell: it leaks.",
        "Then [The New York Times dropped a bombshell]([[TK]]): it leaks.",
    );
    links("She signed an executive |order on it.", "She signed an [executive order]([[TK]]) on it.");
}

#[test]
fn a_link_never_stands_on_quoted_words() {
    links(
        "Vance did not wait, stating, “The bridge |leaks.”",
        "Vance did not wait, [stating]([[TK]]), “The bridge leaks.”",
    );
    links("“The bridge |leaks badly,” Ann Vance said.", "“The bridge leaks badly,” Ann Vance [said]([[TK]]).");
}

#[test]
fn a_link_takes_marks_of_emphasis_along() {
    links("It leaks, **BBC |News reported**.", "It leaks, **[BBC News reported]([[TK]])**.");
    links("It leaks, **BBC News** |reported.", "It leaks, [**BBC News** reported]([[TK]]).");
}

#[test]
fn a_footnote_stands_behind_the_punctuation() {
    notes(
        "It leaks, BBC |News reported.\n",
        "It leaks, BBC News reported.[^bbc-news]\n\n[^bbc-news]: BBC News, [[TK]]\n",
    );
    notes(
        "It fell, per U.S. Customs |and Border Protection data, showing it.\n",
        "It fell, per U.S. Customs and Border Protection data,[^us-customs-and-border-protection] showing it.\n\n\
         [^us-customs-and-border-protection]: U.S. Customs and Border Protection, [[TK]]\n",
    );
    notes(
        "Then The New |York Times dropped a bombshell: it leaks. So.\n",
        "Then The New York Times dropped a bombshell: it leaks.[^new-york-times] So.\n\n\
         [^new-york-times]: The New York Times, [[TK]]\n",
    );
    notes(
        "Ann Vance did not wait, stating, “The bridge |leaks with its pumps.”\n",
        "Ann Vance did not wait, stating, “The bridge leaks with its pumps.”[^ann-vance]\n\n[^ann-vance]: Ann Vance, [[TK]]\n",
    );
}

#[test]
fn definitions_stay_in_order_with_the_files_own_line_ends() {
    notes(
        "One.[^1] It leaks, BBC |News reported. Two.[^2]\r\n\r\n[^1]: a\r\n[^2]: b\r\n",
        "One.[^1] It leaks, BBC News reported.[^3] Two.[^2]\r\n\r\n[^1]: a\r\n[^3]: BBC News, [[TK]]\r\n[^2]: b\r\n",
    );
    notes(
        "It leaks, BBC |News reported. Two.[^b]\n\n[^b]: b",
        "It leaks, BBC News reported.[^bbc-news] Two.[^b]\n\n[^bbc-news]: BBC News, [[TK]]\n[^b]: b",
    );
    notes(
        "It leaks, BBC |News reported.[^a]\n\n[^a]: a\n\n[^b]: b\n",
        "It leaks, BBC News reported.[^a][^bbc-news]\n\n[^a]: a\n\n[^bbc-news]: BBC News, [[TK]]\n\n[^b]: b\n",
    );
    notes(
        "It leaks, BBC |News reported.",
        "It leaks, BBC News reported.[^bbc-news]\n\n[^bbc-news]: BBC News, [[TK]]\n",
    );
}

#[test]
fn a_key_stands_inside_the_sentence() {
    keys("It leaks, BBC |News reported.", "It leaks, BBC News reported [@[[TK]]].");
    keys("It fell, per Census |Bureau data, showing it.", "It fell, per Census Bureau data [@[[TK]]], showing it.");
    keys("Vance stated, “The bridge |leaks again.” So.", "Vance stated, “The bridge leaks again” [@[[TK]]]. So.");
    keys("“The bridge |leaks again,” Ann Vance said.", "“The bridge leaks again,” [@[[TK]]] Ann Vance said.");
}

#[test]
fn a_source_is_listed_in_the_front_matter() {
    let listed = |copy: &str, expected: &str| check(copy, Form::FrontMatter, expected);
    let entry = "- id: bbc-news\n    outlet: BBC News\n    url: [[TK]]\n";
    listed(
        "It leaks, BBC |News reported.\n",
        &format!("---\nsources:\n  {entry}---\n\nIt leaks, BBC News reported<!-- src: bbc-news -->.\n"),
    );
    listed(
        "---\ntitle: Leak\n---\n\nIt leaks, BBC |News reported.\n",
        &format!("---\ntitle: Leak\nsources:\n  {entry}---\n\nIt leaks, BBC News reported<!-- src: bbc-news -->.\n"),
    );
    listed(
        "---\nsources:\n  - id: a\n    url: https://a.org/1 # old\ntitle: Leak\n---\n\nIt leaks, BBC |News reported.\n",
        &format!(
            "---\nsources:\n  - id: a\n    url: https://a.org/1 # old\n  {entry}title: Leak\n---\n\nIt leaks, BBC News reported<!-- src: bbc-news -->.\n"
        ),
    );
    listed(
        "+++\ntitle = \"Leak\"\n+++\n\nIt leaks, BBC |News reported.\n",
        "+++\ntitle = \"Leak\"\n\n[[sources]]\nid = \"bbc-news\"\noutlet = \"BBC News\"\nurl = \"[[TK]]\"\n+++\n\nIt leaks, BBC News reported<!-- src: bbc-news -->.\n",
    );
}

#[test]
fn nothing_is_offered_on_links_in_code_and_in_front_matter() {
    for copy in [
        "It leaks, [BBC |News reported](https://bbc.com/a).",
        "It [leaks, BBC News |reported](https://bbc.com/a).",
        "    BBC |News reported\n",
        "---\ntitle: BBC |News reported\n---\n\nx\n",
        "Nothing | here.",
    ] {
        assert_eq!(offered(copy, Form::Link, &Library::default()).1, Vec::new(), "{copy}");
    }
}

#[test]
fn any_selected_words_can_be_cited() {
    links("The |county’s own report| is out.", "The [county’s own report]([[TK]]) is out.");
    notes("The |county’s own report| is out.", "The county’s own report is out.[^source]\n\n[^source]: [[TK]]\n");
}

#[test]
fn figures_can_be_cited_where_nobody_is_credited() {
    let copy = "Ferry trips fell 12 per|cent to 48,000 last year. Nobody minded.\n";
    links(copy, "Ferry trips fell [12 percent]([[TK]]) to 48,000 last year. Nobody minded.\n");
    links("It cost $|4.2 million, up 8 percent.\n", "It cost [$4.2 million]([[TK]]), up 8 percent.\n");
    notes(copy, "Ferry trips fell 12 percent to 48,000 last year.[^source] Nobody minded.\n\n[^source]: [[TK]]\n");
    keys(copy, "Ferry trips fell 12 percent to 48,000 last year [@[[TK]]]. Nobody minded.\n");
    // A link needs a number to stand on.
    notes(
        "Ferry |trips fell 12 percent to 48,000 (last year).\n",
        "Ferry trips fell 12 percent to 48,000 (last year).[^source]\n\n[^source]: [[TK]]\n",
    );
    let library = Library::new(vec![
        record("cats", "", "All about cats", "https://cats.example/"),
        record("ferry", "Harbor Office", "Ferry trips last year", "https://harbor.example/ferry"),
    ]);
    let (text, fixes) = offered(copy, Form::Link, &library);
    assert_eq!(
        applied(&text, &fixes[0]),
        "Ferry trips fell [12 percent](https://harbor.example/ferry) to 48,000 last year. Nobody minded.\n"
    );
    for cited in [
        "Ferry trips fell 12 per|cent to 48,000, [records](https://harbor.example/) show.\n",
        "On May 3, 2025, at 9 a.m., the 4|5-year-old met 12 people.\n",
    ] {
        assert_eq!(offered(cited, Form::Link, &library).1, [], "{cited}");
    }
}

#[test]
fn the_library_is_offered_first_by_outlet() {
    let library = Library::new(vec![
        record("far", "Reuters", "Cats and dogs", "https://reuters.com/c"),
        record("bbc-leak", "BBC", "Bridge leaks", "https://www.bbc.com/news/1"),
        SourceRecord { visibility: Visibility::Desk, ..record("desk", "BBC", "Bridge", "https://bbc.com/2") },
        SourceRecord { visibility: Visibility::Sealed, ..record("sealed", "BBC", "Bridge", "https://bbc.com/3") },
    ]);
    let first = |form| {
        let (text, fixes) = offered("It leaks, BBC |News reported.\n", form, &library);
        assert!(fixes.iter().all(|fix| {
            !fix.edits.iter().any(|edit| edit.text.contains("bbc.com/2") || edit.text.contains("sealed"))
        }));
        (fixes[0].title.clone(), applied(&text, &fixes[0]))
    };
    assert_eq!(
        first(Form::Link),
        (
            "Link “BBC News reported” to “Bridge leaks”".into(),
            "It leaks, [BBC News reported](https://www.bbc.com/news/1).\n".into()
        )
    );
    assert_eq!(first(Form::Key).1, "It leaks, BBC News reported [@bbc-leak].\n");
    assert_eq!(
        first(Form::Footnote).1,
        "It leaks, BBC News reported.[^bbc-leak]\n\n[^bbc-leak]: “Bridge leaks”, BBC, <https://www.bbc.com/news/1>\n"
    );
}

#[test]
fn a_page_that_a_footnote_cites_already_is_cited_by_it_again() {
    let library =
        Library::new(vec![record("bbc-leak", "BBC", "Bridge leaks", "https://www.bbc.com/news/1?utm_source=x")]);
    let copy = "It leaks.[^a] It does, BBC |News reported.\n\n[^a]: See <https://bbc.com/news/1>\n";
    let (text, fixes) = offered(copy, Form::Footnote, &library);
    assert_eq!(
        applied(&text, &fixes[0]),
        "It leaks.[^a] It does, BBC News reported.[^a]\n\n[^a]: See <https://bbc.com/news/1>\n"
    );
}

#[test]
fn an_address_just_copied_is_cited() {
    let text = "It leaks, BBC News reported.";
    let source = Source::new(text.into());
    let roster = Roster::default();
    let known = Known { roster: &roster, libraries: &[], transcripts: &[], date: None, today: None };
    let analysis = Analysis::of(&source, Syntax::Markdown, &known);
    let fix = insert::page(&source, &analysis, Span::at(12), &CitationSettings::default(), " https://bbc.com/a(b)\n")
        .unwrap();
    assert_eq!(applied(text, &fix), "It leaks, [BBC News reported](https://bbc.com/a%28b%29).");
}

/// What the citation at the cursor can be turned into, applied.
fn rewritten(copy: &str, library: &Library) -> Vec<(String, String)> {
    let at = copy.find('|').unwrap();
    let text = copy.replace('|', "");
    let source = Source::new(text.clone());
    let roster = Roster::default();
    let known = Known { roster: &roster, libraries: &[library], transcripts: &[], date: None, today: None };
    let analysis = Analysis::of(&source, Syntax::Markdown, &known);
    let fixes = rewrite::citations(&source, &analysis, at, &CitationSettings::default(), library);
    fixes.into_iter().map(|fix| (fix.title.clone(), applied(&text, &fix))).collect()
}

#[test]
fn a_citation_turns_into_each_other_form() {
    let library = Library::new(vec![record("bbc", "BBC News", "Bridge leaks", "https://bbc.com/1")]);
    let link = "It leaks, [BBC News |reported](https://bbc.com/1).\n";
    let key = "It leaks, BBC News reported [@|bbc].\n";
    let note = "It leaks, BBC News reported.[^|bbc]\n\n[^bbc]: “Bridge leaks”, BBC News, <https://bbc.com/1>\n";
    let front = "---\nsources:\n  - id: bbc\n    title: Bridge leaks\n    outlet: BBC News\n    url: https://bbc.com/1\n---\n\n";
    let entry = format!("{front}It leaks, BBC News reported<!-- src: |bbc -->.\n");
    let plain = |copy: &str| copy.replace('|', "");
    let check = |copy: &str, expected: [(&str, String); 3]| {
        assert_eq!(rewritten(copy, &library), expected.map(|(title, copy)| (title.to_owned(), copy)));
    };
    let listed = "into a source of the front matter";
    check(
        link,
        [
            ("Turn the link into a footnote", plain(note)),
            ("Turn the link into @bbc", plain(key)),
            (&format!("Turn the link {listed}"), plain(&entry)),
        ],
    );
    check(
        key,
        [
            ("Turn @bbc into a link", plain(link)),
            ("Turn @bbc into a footnote", plain(note)),
            (&format!("Turn @bbc {listed}"), plain(&entry)),
        ],
    );
    check(
        note,
        [
            ("Turn footnote bbc into a link", plain(link)),
            ("Turn footnote bbc into @bbc", plain(key)),
            (&format!("Turn footnote bbc {listed}"), plain(&entry)),
        ],
    );
    // The source stays in the list.
    check(
        &entry,
        [
            ("Turn source bbc into a link", format!("{front}{}", plain(link))),
            ("Turn source bbc into a footnote", format!("{front}{}", plain(note))),
            ("Turn source bbc into @bbc", format!("{front}{}", plain(key))),
        ],
    );
}

#[test]
fn a_source_that_is_listed_already_is_not_listed_again() {
    let front = "---\nsources:\n  - id: leak\n    url: https://www.bbc.com/1?utm_source=x\n---\n\n";
    let copy = format!("{front}It leaks, [BBC News |reported](https://bbc.com/1).\n");
    let listed = rewritten(&copy, &Library::default()).pop().unwrap();
    assert_eq!(listed.1, format!("{front}It leaks, BBC News reported<!-- src: leak -->.\n"));
}

#[test]
fn a_comment_is_written_as_mdx_has_it() {
    let settings = CitationSettings { form: Form::FrontMatter, comment: Comment::Mdx, ..CitationSettings::default() };
    let cited = set("It leaks, BBC News re|ported.\n", settings);
    assert!(cited.ends_with("It leaks, BBC News reported{/* src: bbc-news */}.\n"), "{cited}");
}

#[test]
fn an_address_just_pasted_turns_into_a_citation() {
    let library = Library::new(vec![record("bbc", "BBC News", "Bridge leaks", "https://bbc.com/1")]);
    let front = "---\nsources:\n  - id: bbc\n    title: Bridge leaks\n    outlet: BBC News\n    url: https://bbc.com/1\n---\n\n";
    let ways = [
        ("Link “BBC News reported” to this address", "[BBC News reported](https://bbc.com/1).".to_owned()),
        (
            "Turn the address into a footnote",
            "BBC News reported.[^bbc]\n\n[^bbc]: “Bridge leaks”, BBC News, <https://bbc.com/1>".to_owned(),
        ),
        ("Turn the address into @bbc", "BBC News reported [@bbc].".to_owned()),
        ("Turn the address into a source of the front matter", "BBC News reported<!-- src: bbc -->.".to_owned()),
    ];
    for copy in ["https://bbc|.com/1", "(https://bbc|.com/1)", "<https://bbc|.com/1>", ": https://bbc|.com/1"] {
        let space = if copy.starts_with(':') { "" } else { " " };
        let found = rewritten(&format!("It leaks, BBC News reported{space}{copy}.\n"), &library);
        let expected = ways.iter().map(|(title, cited)| {
            let front = if cited.contains("src:") { front } else { "" };
            ((*title).to_owned(), format!("{front}It leaks, {cited}\n"))
        });
        assert_eq!(found, expected.collect::<Vec<_>>(), "{copy}");
    }
}

#[test]
fn an_address_is_left_alone_where_words_would_go_with_it() {
    let library = Library::default();
    for copy in [
        "https://bbc|.com/1\n",
        "“See https://bbc|.com/1,” BBC News said.\n",
        "It leaks.[^a]\n\n[^a]: BBC News, https://bbc|.com/1\n",
        "`https://bbc|.com/1` is it.\n",
    ] {
        assert_eq!(rewritten(copy, &library), [], "{copy}");
    }
    // Nobody is credited: a note needs no words to stand on.
    let titles: Vec<String> =
        rewritten("It leaks, https://bbc|.com/1.\n", &library).into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, ["Turn the address into a footnote", "Turn the address into a source of the front matter"]);
}

#[test]
fn a_footnote_that_says_more_stays_one() {
    let none = Library::default();
    assert_eq!(rewritten("It leaks, BBC News reported.[^|a]\n\n[^a]: Page 8 of <https://bbc.com/1>\n", &none), []);
    assert_eq!(
        rewritten(
            "It leaks, BBC News reported.[^|a] Two.[^b]\n\n[^a]: BBC News, <https://bbc.com/1>\n[^b]: b\n",
            &none
        ),
        [
            (
                "Turn footnote a into a link".into(),
                "It leaks, [BBC News reported](https://bbc.com/1). Two.[^b]\n\n[^b]: b\n".into()
            ),
            (
                "Turn footnote a into a source of the front matter".into(),
                "---\nsources:\n  - id: bbc-news\n    outlet: BBC News\n    url: https://bbc.com/1\n---\n\n\
                 It leaks, BBC News reported<!-- src: bbc-news -->. Two.[^b]\n\n[^b]: b\n"
                    .into()
            )
        ]
    );
    assert_eq!(rewritten("It leaks.[^|a] It does.[^a]\n\n[^a]: <https://bbc.com/1>\n", &none), []);
}

/// The first thing offered at the cursor under some settings, applied.
fn set(copy: &str, settings: CitationSettings) -> String {
    let at = copy.find('|').unwrap();
    let text = copy.replace('|', "");
    let source = Source::new(text.clone());
    let roster = Roster::default();
    let known = Known { roster: &roster, libraries: &[], transcripts: &[], date: None, today: None };
    let analysis = Analysis::of(&source, Syntax::Markdown, &known);
    let fixes = insert::citations(&source, &analysis, Span::at(at), &settings, &Library::default());
    applied(&text, &fixes.new[0])
}

#[test]
fn labels_follow_the_scheme_that_is_set() {
    let check = |labels: Labels, copy: &str, expected: &str| {
        assert_eq!(
            set(copy, CitationSettings { form: Form::Footnote, labels, ..CitationSettings::default() }),
            expected
        );
    };
    let none = "It leaks, BBC News re|ported.\n";
    check(Labels::Numbers, none, "It leaks, BBC News reported.[^1]\n\n[^1]: BBC News, [[TK]]\n");
    check(Labels::Outlet, none, "It leaks, BBC News reported.[^bbc-news]\n\n[^bbc-news]: BBC News, [[TK]]\n");
    let named = "It.[^a][^7]\n\nIt leaks, BBC News re|ported.\n\n[^a]: a\n[^7]: b\n";
    let numbered = "It.[^a][^7]\n\nIt leaks, BBC News reported.[^8]\n\n[^a]: a\n[^7]: b\n[^8]: BBC News, [[TK]]\n";
    check(Labels::Numbers, named, numbered);
    let counted = "It.[^1]\n\nIt leaks, BBC News re|ported.\n\n[^1]: a\n";
    check(
        Labels::Id,
        counted,
        "It.[^1]\n\nIt leaks, BBC News reported.[^bbc-news]\n\n[^1]: a\n[^bbc-news]: BBC News, [[TK]]\n",
    );
    check(Labels::Draft, counted, "It.[^1]\n\nIt leaks, BBC News reported.[^2]\n\n[^1]: a\n[^2]: BBC News, [[TK]]\n");
}

#[test]
fn a_link_stands_on_the_words_that_are_set() {
    let check = |anchor: Anchor, copy: &str, expected: &str| {
        assert_eq!(set(copy, CitationSettings { anchor, ..CitationSettings::default() }), expected);
    };
    let outlet = "It leaks, BBC News re|ported.\n";
    check(Anchor::Cue, outlet, "It leaks, [BBC News reported]([[TK]]).\n");
    check(Anchor::Outlet, outlet, "It leaks, [BBC News]([[TK]]) reported.\n");
    check(Anchor::NounPhrase, outlet, "It leaks, [BBC News]([[TK]]) reported.\n");
    let data = "Crossings fell by half, per U.S. Customs and Border Pro|tection data.\n";
    check(Anchor::NounPhrase, data, "Crossings fell by half, per [U.S. Customs and Border Protection data]([[TK]]).\n");
}
