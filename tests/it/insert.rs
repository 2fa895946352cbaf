//! Any citation that is offered anywhere leaves the rest of the draft as it was.

use copydesk::analysis::{Analysis, Known};
use copydesk::config::{CitationSettings, Form};
use copydesk::fix::insert::Citations;
use copydesk::fix::{self, Fix, insert};
use copydesk::markdown::{BlockKind, Syntax};
use copydesk::people::roster::Roster;
use copydesk::sources::{Library, SourceRecord};
use copydesk::text::{Source, Span};

/// Everything that edits get wrong: emphasis, links, code, tables, lists, quotations over markup, notes of every kind.
pub const UGLY: &str = "---\ntitle: Leak\nsources:\n  - id: old\n    url: https://a.org/1\n---\n\n# BBC News reported a leak\n\n\
It **leaks**, BBC News *reported* on Monday, and “the county *never* told us,” Ann Vance said.[^1] She\nposted on X: “No.”\n\n\
> “It was closed twice,” Bo Roe told the Guardian. [See](https://a.org/2 \"a *title*\")\n\n- According to Reuters, `BBC News reported` it;\n\
- per Census Bureau data [@key], 4 in 10 left.\n\n| who | what |\n|---|---|\n| CNN reported | it, CNN reported |\n\n\
    BBC News reported in code.\n\n<div>BBC News reported in HTML.</div>\n\nThe [New York Times reported](https://nytimes.com/a) it first. \
&ldquo;So,&rdquo; Ann Vance said^[a note]. “She said “no” to it.”\n\n[^1]: Minutes, <https://a.org/3>.\n    More of it.\n";

/// Sources whose fields are as odd as lists have them.
pub fn library() -> Library {
    let record = |id: &str, outlet: &str, url: &str| SourceRecord {
        id: id.into(),
        outlet: Some(outlet.into()),
        title: Some("A *leak* [again] “here”".into()),
        url: Some(url.into()),
        ..SourceRecord::default()
    };
    Library::new(vec![
        record("bbc.leak", "BBC News", "https://www.bbc.com/a_(b)"),
        record("odd key", "Reuters", "https://reuters.com/a?b=1&c=“x”"),
    ])
}

/// Reads a draft without any newsroom data.
pub fn read(text: &str, syntax: Syntax) -> (Source, Analysis) {
    let source = Source::new(text.to_owned());
    let roster = Roster::default();
    let known = Known { roster: &roster, libraries: &[], transcripts: &[], date: None, today: None };
    let analysis = Analysis::of(&source, syntax, &known);
    (source, analysis)
}

/// What must stay: words, speech, links, notes, keys and sources, each as text.
#[derive(PartialEq, Debug)]
pub struct Kept {
    pub words: String,
    pub speech: Vec<String>,
    pub links: Vec<String>,
    pub notes: Vec<String>,
    pub keys: Vec<String>,
    pub sources: Vec<String>,
}

/// What must stay of a draft.
pub fn kept(source: &Source, analysis: &Analysis) -> Kept {
    let article = &analysis.article;
    let copy = |block: usize| article.blocks[block].kind != BlockKind::Footnote;
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric() || *c == '”' || *c == '“').collect::<String>();
    let blocks = (0..article.blocks.len()).filter(|&i| copy(i));
    Kept {
        words: blocks.map(|i| letters(article.prose.slice(&article.blocks[i].prose))).collect(),
        speech: analysis
            .quotes
            .list
            .iter()
            .filter(|quote| copy(quote.block))
            .map(|quote| article.prose.slice(&quote.inside).trim_end_matches('.').to_owned())
            .collect(),
        links: article.links.iter().map(|link| link.url.clone()).collect(),
        notes: article.definitions.iter().map(|note| letters(source.slice(note.span)).replace("TK", "")).collect(),
        keys: article.keys.iter().chain(&article.footnotes).map(|mark| mark.label.clone()).collect(),
        sources: article
            .front_matter
            .iter()
            .flat_map(|front| &front.sources)
            .map(|entry| format!("{:?}", entry.fields.iter().map(|(name, it)| (name, &it.text)).collect::<Vec<_>>()))
            .collect(),
    }
}

/// Whether all of `before` are in `after`, in their order.
pub fn within(before: &[String], after: &[String]) -> bool {
    let mut rest = after.iter();
    before.iter().all(|one| rest.any(|other| other == one))
}

/// Whether `fix` adds to a draft and leaves the rest of it as it was.
pub fn check(text: &str, before: &Kept, fix: &Fix, syntax: Syntax) {
    let told = format!("{}\n{:?}", fix.title, fix.edits);
    assert!(!fix.safe, "{told}");
    let edited = fix::apply(text, &fix.edits).unwrap_or_else(|| panic!("does not fit: {told}"));
    if let Some(select) = fix.select {
        assert_eq!(edited.get(select.range()), Some("TK"), "{told}");
    }
    let (source, analysis) = read(&edited, syntax);
    let after = kept(&source, &analysis);
    assert_eq!(after.words.replace("TK", ""), before.words.replace("TK", ""), "{told}");
    assert_eq!(after.speech, before.speech, "{told}");
    for (old, new) in [
        (&before.links, &after.links),
        (&before.notes, &after.notes),
        (&before.keys, &after.keys),
        (&before.sources, &after.sources),
    ] {
        assert!(within(old, new), "{told}\n{old:?}\n{new:?}");
    }
    let more = after.links.len() + after.notes.len() + after.keys.len() + after.sources.len();
    assert!(more > before.links.len() + before.notes.len() + before.keys.len() + before.sources.len(), "{told}");
    assert_eq!(
        text.matches('\r').count() == text.matches('\n').count(),
        edited.matches('\r').count() == edited.matches('\n').count()
    );
}

#[test]
fn an_offered_citation_changes_nothing_else() {
    let library = library();
    for text in
        [UGLY.to_owned(), UGLY.replace('\n', "\r\n"), UGLY.split("---\n\n").last().unwrap().trim_end().to_owned()]
    {
        let (source, analysis) = read(&text, Syntax::Markdown);
        let before = kept(&source, &analysis);
        let mut seen = std::collections::HashSet::new();
        let mut offered = 0;
        for form in [Form::Link, Form::Footnote, Form::Key, Form::FrontMatter] {
            let settings = CitationSettings { form, ..CitationSettings::default() };
            // Words' ends and every seventh place: all kinds of places, without reading the draft a hundred thousand times.
            let places = (0..=text.len()).filter(|&at| text.is_char_boundary(at));
            for at in places.filter(|&at| at % 7 == 0 || text[..at].ends_with(' ')) {
                let end =
                    (at + 23..).find(|&end| end >= text.len() || text.is_char_boundary(end)).unwrap().min(text.len());
                for selection in
                    [Span::at(at), Span::new(at, end)].into_iter().skip(usize::from(at % 7 > 0 && at % 3 > 0))
                {
                    for fix in all(insert::citations(&source, &analysis, selection, &settings, &library)) {
                        if seen.insert(format!("{:?}", fix.edits)) {
                            check(&text, &before, &fix, Syntax::Markdown);
                            offered += 1;
                        }
                    }
                }
            }
        }
        assert!(offered > 50, "{offered}");
    }
}

/// Every offer, in its order.
pub fn all(citations: Citations) -> Vec<Fix> {
    [citations.known, citations.new].concat()
}

#[test]
fn a_citation_applied_twice_is_not_offered_again() {
    let library = library();
    let mut offered = 0;
    for text in
        ["It leaks, BBC News reported.\n", "“It leaks,” Ann Vance told Reuters.\n", "It holds, per Reuters, so.\n"]
    {
        let (source, analysis) = read(text, Syntax::Markdown);
        let credit = &analysis.citations.credits[0];
        for form in [Form::Link, Form::Footnote, Form::Key, Form::FrontMatter] {
            let settings = CitationSettings { form, ..CitationSettings::default() };
            let at = analysis.article.prose.span(&credit.range).start + 1;
            for fix in all(insert::citations(&source, &analysis, Span::at(at), &settings, &library)) {
                let edited = fix::apply(text, &fix.edits).unwrap();
                let (source, analysis) = read(&edited, Syntax::Markdown);
                let at = analysis.article.prose.span(&analysis.citations.credits[0].range).start + 1;
                let again = all(insert::citations(&source, &analysis, Span::at(at), &settings, &library));
                assert!(again.iter().all(|other| other.title != fix.title), "{}\n{edited}", fix.title);
                offered += 1;
            }
        }
    }
    assert!(offered > 40, "{offered}");
}
