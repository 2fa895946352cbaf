//! What may be written at a cursor: a key, a footnote's label, a rule to allow, a field of the front matter, the
//! holder of a title. Nothing on plain typing.

use jiff::civil::Date;

use crate::analysis::Analysis;
use crate::config::Genre;
use crate::language::Reading;
use crate::markdown::front_matter::SourceEntry;
use crate::people::fold;
use crate::people::offices::{self, Fit};
use crate::people::roster::{Held, Official, OfficialId, Role, Roster};
use crate::people::titles::{self, Title};
use crate::sources::{Library, Visibility};
use crate::text::{Source, Span};

/// How many holders of a title are offered. A menu of hundreds helps nobody.
const MOST_OFFICIALS: usize = 60;

/// What something to write is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The label of a footnote.
    Footnote,
    /// The key of a source.
    Key,
    /// The name of a rule.
    Rule,
    /// A field of the front matter.
    Field,
    /// A value of such a field.
    Value,
    /// An official, to be told more of.
    Official(OfficialId),
}

/// Something to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is.
    pub kind: Kind,
    /// The text that takes the place of what is typed already.
    pub text: String,
    /// More about it, in a few words; empty when there is nothing to say.
    pub detail: String,
}

/// What the newsroom knows, as far as it can be written into copy.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// Who holds which office.
    pub roster: &'a Roster,
    /// What drafts may cite.
    pub library: &'a Library,
    /// The names of all rules and what each finds.
    pub rules: &'a [(&'static str, &'static str)],
}

/// What may be written at `offset`, and the span of what is typed of it already. `None` where nothing is offered.
pub fn at(
    source: &Source,
    analysis: &Analysis,
    sources: &Sources<'_>,
    offset: usize,
) -> Option<(Span, Vec<Completion>)> {
    let line = source.line(source.line_of(offset))?;
    let before = source.slice(Span::new(line.start, offset.clamp(line.start, line.end)));
    let front = analysis.article.front_matter.as_ref().filter(|front| front.span.touches(offset));
    let (typed, offers) = None
        .or_else(|| rule(before, sources))
        .or_else(|| front.and_then(|_| front_matter(before)))
        .or_else(|| footnote(before, analysis))
        .or_else(|| key(before, analysis, sources.library))
        .or_else(|| remark(before, analysis))
        .or_else(|| holder(before, line.start, analysis, sources.roster))?;
    let end = line.start + before.len();
    let fits = |offer: &Completion| fold::fold(&offer.text).contains(&fold::fold(typed)) || typed.is_empty();
    Some((Span::new(end - typed.len(), end), offers.into_iter().filter(fits).collect()))
}

/// The end of `before` made of characters that `may` stand in what is typed.
fn typed(before: &str, may: impl Fn(char) -> bool) -> &str {
    &before[before.trim_end_matches(may).len()..]
}

/// Behind `copydesk allow`.
fn rule<'a>(before: &'a str, sources: &Sources<'_>) -> Option<(&'a str, Vec<Completion>)> {
    let typed = typed(before, |c| c.is_ascii_alphanumeric() || c == '-');
    let head = before[..before.len() - typed.len()].trim_end_matches(' ');
    let asks = head.ends_with("copydesk allow") && head.len() < before.len() - typed.len();
    let offer = |&(name, summary): &(&str, &str)| completion(Kind::Rule, name, summary);
    asks.then(|| (typed, sources.rules.iter().map(offer).collect()))
}

/// Fields at the start of a line, and values of those that take one of a few.
fn front_matter(before: &str) -> Option<(&str, Vec<Completion>)> {
    const FIELDS: &[(&str, &str)] = &[
        ("title", "the headline"),
        ("date", "the day the article is about: 2025-08-12"),
        ("author", "who writes"),
        ("language", "such as en-US"),
        ("genre", "news, feature, opinion, fact-check or live"),
        ("sources", "a list of sources, each with id, title, outlet, url, date"),
        ("bibliography", "files of sources"),
        ("draft", "true while it is not published"),
        ("copydesk", "allowances for the whole file"),
    ];
    if let Some(value) = before.strip_prefix("genre:") {
        let offer = |&(name, _): &(&str, Genre)| completion(Kind::Value, name, "");
        return Some((value.trim_start(), Genre::NAMES.iter().map(offer).collect()));
    }
    let field = before.chars().all(|c| c.is_ascii_alphabetic());
    let offer = |&(name, detail): &(&str, &str)| Completion {
        text: format!("{name}: "),
        ..completion(Kind::Field, name, detail)
    };
    field.then(|| (before, FIELDS.iter().map(offer).collect()))
}

/// Behind `[^`.
fn footnote<'a>(before: &'a str, analysis: &Analysis) -> Option<(&'a str, Vec<Completion>)> {
    let typed = typed(before, |c| !c.is_whitespace() && !"[]^".contains(c));
    if !before[..before.len() - typed.len()].ends_with("[^") {
        return None;
    }
    let article = &analysis.article;
    let mut labels: Vec<&str> = article.definitions.iter().map(|definition| definition.label.as_str()).collect();
    // The marker that is being typed is no label yet.
    labels.extend(article.footnotes.iter().map(|mark| mark.label.as_str()).filter(|label| *label != typed));
    labels.sort_unstable();
    labels.dedup();
    let told = |label: &str| {
        let definition = article.definitions.iter().find(|definition| definition.label == label);
        let text = definition.map(|definition| article.prose.slice(&article.prose.range(definition.span)));
        text.map_or_else(|| "not defined yet".to_owned(), shorten)
    };
    Some((typed, labels.into_iter().map(|label| completion(Kind::Footnote, label, &told(label))).collect()))
}

/// Behind `[@`, and behind `@` further on in such brackets.
fn key<'a>(before: &'a str, analysis: &Analysis, library: &Library) -> Option<(&'a str, Vec<Completion>)> {
    let typed = typed(before, |c| c.is_alphanumeric() || "_:.#$%&-+?<>~/".contains(c));
    let head = before[..before.len() - typed.len()].strip_suffix('@')?;
    let open = head.rfind('[')?;
    if head[open..].contains(']') {
        return None;
    }
    let mut offers = listed(analysis);
    for record in library.records().iter().filter(|record| record.visibility == Visibility::Public) {
        let detail = record.title.as_deref().or(record.url.as_deref()).unwrap_or_default();
        offers.push(completion(Kind::Key, &record.id, detail));
    }
    Some((typed, offers))
}

/// Behind `src:` in a comment: the sources of the front matter.
fn remark<'a>(before: &'a str, analysis: &Analysis) -> Option<(&'a str, Vec<Completion>)> {
    let (head, typed) = before.rsplit_once("src:")?;
    let (head, typed) = (head.trim_end(), typed.trim_start());
    let opens = head.ends_with("<!--") || head.ends_with("{/*");
    (opens && !typed.contains(char::is_whitespace)).then(|| (typed, listed(analysis)))
}

/// The sources of the front matter.
fn listed(analysis: &Analysis) -> Vec<Completion> {
    let entries = analysis.article.front_matter.iter().flat_map(|front| &front.sources);
    let offer = |entry: &SourceEntry| {
        let field = |name: &str| entry.field(&[name]).map(|value| value.text.as_str());
        Some(completion(Kind::Key, field("id")?, field("title").or(field("url")).unwrap_or_default()))
    };
    entries.filter_map(offer).collect()
}

/// Behind a title: who held it on the article's date.
fn holder<'a>(
    before: &'a str,
    line_start: usize,
    analysis: &Analysis,
    roster: &Roster,
) -> Option<(&'a str, Vec<Completion>)> {
    let typed = typed(before, |c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
    if typed.starts_with(char::is_lowercase) || !before[..before.len() - typed.len()].ends_with(' ') {
        return None;
    }
    let prose = &analysis.article.prose;
    let end = prose.offset(line_start + before.len() - typed.len());
    let title = title_before(prose.text(), &analysis.reading, end)?;
    let day = analysis.date.day();
    let mut held: Vec<_> = roster
        .titled(&fold::fold(title.kind.name))
        .map(|id| (id, roster.official(id)))
        .filter_map(|(id, official)| Some((role(official, &title, day)?, id, official)))
        .collect();
    // Who holds it for sure first, then the newsroom's own, then the office of a whole country, then by name.
    let local = |role: &Role| offices::place(role).is_none_or(|place| place.state.is_some());
    let order = |role: &Role, official: &Official| (official.place.is_none(), local(role));
    held.sort_by(|a, b| (b.0.0, order(a.0.1, a.2), &a.2.name).cmp(&(a.0.0, order(b.0.1, b.2), &b.2.name)));
    held.truncate(MOST_OFFICIALS);
    let offers = held.into_iter().map(|((_, role), id, official)| {
        let name = if introduced(analysis, official) { official.family_name() } else { &official.name };
        completion(Kind::Official(id), name, &office(role))
    });
    Some((typed, offers.collect()))
}

/// The title whose last word ends right before `end` of the prose, white space left out.
fn title_before(text: &str, reading: &Reading, end: usize) -> Option<Title> {
    let next = reading.token_from(end);
    let mut title = (next.saturating_sub(6)..next).find_map(|i| {
        let title = titles::at(text, &reading.tokens, i)?;
        (title.tokens.end == next && title.words == title.tokens.len()).then_some(title)
    })?;
    title.read_before(text, &reading.tokens, next.saturating_sub(10));
    Some(title)
}

/// How surely an official holds the office of a title on the day, and which that is; `None` when they do not.
/// Without a day, anybody who ever did.
fn role<'a>(official: &'a Official, title: &Title, day: Option<Date>) -> Option<(Held, &'a Role)> {
    let roles = official.roles.iter().filter(|role| offices::fit_role(title, role) == Fit::Agrees);
    let held = roles.map(|role| (day.map_or(Held::Perhaps, |day| role.held_on(day)), role));
    held.max_by_key(|(held, _)| *held).filter(|(held, _)| *held != Held::No)
}

fn introduced(analysis: &Analysis, official: &Official) -> bool {
    analysis.people.persons.iter().any(|person| fold::same(&person.name, &official.name))
}

/// What the office is of: the body, the place, the party.
fn office(role: &Role) -> String {
    let parts = [&role.org, &role.district, &role.party];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn completion(kind: Kind, text: &str, detail: &str) -> Completion {
    Completion { kind, text: text.to_owned(), detail: detail.to_owned() }
}

/// The first words of a text, for a menu.
fn shorten(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Known;
    use crate::markdown::Syntax;
    use crate::sources::SourceRecord;

    /// What is offered at the `|`, and in brackets what is typed already. `None` when nothing is asked for.
    fn check(copy: &str) -> Option<String> {
        let cursor = copy.find('|').unwrap();
        let source = Source::new(copy.replacen('|', "", 1));
        let mayor = |name: &str, start: &str, end: Option<&str>| Official {
            name: name.into(),
            roles: vec![Role {
                title: "mayor".into(),
                org: Some("Grantsford".into()),
                start: Some(start.parse().unwrap()),
                end: end.map(|end| end.parse().unwrap()),
                ..Role::default()
            }],
            ..Official::default()
        };
        let roster = Roster::new(vec![mayor("Ada Lindqvist", "2021", None), mayor("Bo Old", "2010", Some("2020"))]);
        let record = |id: &str, visibility| SourceRecord { id: id.into(), visibility, ..SourceRecord::default() };
        let library = Library::new(vec![record("open24", Visibility::Public), record("secret24", Visibility::Sealed)]);
        let day = Some(jiff::civil::date(2025, 8, 12));
        let known = Known { roster: &roster, libraries: &[&library], transcripts: &[], date: day, today: None };
        let analysis = Analysis::of(&source, Syntax::Markdown, &known);
        let rules = [("late-attribution", "a speaker named late"), ("uncited-outlet", "a credit without a link")];
        let sources = Sources { roster: &roster, library: &library, rules: &rules };
        let (span, offers) = at(&source, &analysis, &sources, cursor)?;
        let offers: Vec<&str> = offers.iter().map(|offer| offer.text.as_str()).collect();
        Some(format!("[{}] {}", source.slice(span), offers.join(" ")))
    }

    #[test]
    fn nothing_is_offered_on_plain_typing() {
        for copy in ["|", "The bri|", "The |", "She said Ma|", "Mail me@exam|", "[link](@|", "A [note](a) b@|"] {
            assert_eq!(check(copy), None, "{copy}");
        }
    }

    #[test]
    fn keys_follow_an_at_sign_in_brackets() {
        let front = "---\nsources:\n  - id: mine\n    title: T\n---\n\n";
        assert_eq!(check(&format!("{front}Said.[@|")).as_deref(), Some("[] mine open24"));
        assert_eq!(check("Said.[see @op|]").as_deref(), Some("[op] open24"));
        assert_eq!(check("Said.[@a; @o|]").as_deref(), Some("[o] open24"));
    }

    #[test]
    fn ids_follow_in_a_comment() {
        let front = "---\nsources:\n  - id: mine-1\n    title: T\n---\n\n";
        for comment in ["<!-- src: |", "<!--src:mi| -->", "{/* src: mine|"] {
            let offered = check(&format!("{front}It leaks{comment}"));
            assert!(offered.is_some_and(|it| it.ends_with("] mine-1")), "{comment}");
        }
        assert_eq!(check(&format!("{front}It leaks <!-- other: |")), None);
    }

    #[test]
    fn labels_follow_a_caret_in_brackets() {
        assert_eq!(check("One.[^b] Two.[^|\n\n[^a]: Note.\n").as_deref(), Some("[] a b"));
    }

    #[test]
    fn rules_are_offered_in_an_allowance() {
        assert_eq!(check("<!-- copydesk allow | -->").as_deref(), Some("[] late-attribution uncited-outlet"));
        assert_eq!(check("<!-- copydesk allow unc| -->").as_deref(), Some("[unc] uncited-outlet"));
    }

    #[test]
    fn fields_and_values_are_offered_in_the_front_matter() {
        assert_eq!(check("---\ntitle: x\nda|\n---\n\nOne.\n").as_deref(), Some("[da] date: "));
        assert_eq!(check("---\ngenre: op|\n---\n\nOne.\n").as_deref(), Some("[op] opinion"));
    }

    #[test]
    fn a_title_offers_who_held_it_on_the_day() {
        assert_eq!(check("On Tuesday Mayor |").as_deref(), Some("[] Ada Lindqvist"));
        assert_eq!(check("On Tuesday Mayor Lin|").as_deref(), Some("[Lin] Ada Lindqvist"));
        assert_eq!(check("Mayor Ada Lindqvist came. Later Mayor |").as_deref(), Some("[] Lindqvist"));
    }
}
