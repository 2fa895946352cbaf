//! What stands in more than one place of a draft: a footnote, a key, a person.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::text::Span;

/// Something that a draft names more than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A footnote, by its label.
    Footnote(String),
    /// A source, by its key.
    Key(String),
    /// A person, an index into the analysis' people.
    Person(usize),
}

/// One place at which a thing stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// All of it: the marker, the name with its title, the pronoun.
    pub span: Span,
    /// The label, the key or the name in it; `None` where it is not named, as by a pronoun.
    pub name: Option<Span>,
    /// Whether the thing is defined here: a footnote's text, an entry under `sources:`, a person's first mention.
    pub defines: bool,
    /// Whether it stands in a quotation, whose words are somebody else's.
    pub quoted: bool,
}

/// The thing at an offset of the source, and its place there; `None` where there is none.
pub fn at(analysis: &Analysis, offset: usize) -> Option<(Thing, Place)> {
    let article = &analysis.article;
    let marker = article.footnotes.iter().find(|mark| mark.span.touches(offset)).map(|mark| &mark.label);
    let definition = || article.definitions.iter().find(|it| it.label_span.touches(offset)).map(|it| &it.label);
    let key = || article.keys.iter().find(|mark| mark.span.touches(offset)).map(|mark| mark.label.clone());
    let entry = || entries(analysis).find(|(_, span)| span.touches(offset)).map(|(id, _)| id.to_owned());
    let thing = marker
        .or_else(definition)
        .map(|label| Thing::Footnote(label.clone()))
        .or_else(|| key().or_else(entry).map(Thing::Key))
        .or_else(|| person_at(analysis, offset).map(Thing::Person))?;
    let place = places(analysis, &thing).into_iter().find(|place| place.span.touches(offset))?;
    Some((thing, place))
}

/// Every place of a thing, sorted by start.
pub fn places(analysis: &Analysis, thing: &Thing) -> Vec<Place> {
    let mut places = match thing {
        Thing::Footnote(label) => footnotes(analysis, label),
        Thing::Key(key) => keys(analysis, key),
        Thing::Person(person) => mentions(analysis, *person),
    };
    places.sort_by_key(|place| place.span);
    places
}

fn footnotes(analysis: &Analysis, label: &str) -> Vec<Place> {
    let article = &analysis.article;
    let place = |span: Span, defines| {
        // `[^` stands before a label and `]` behind it.
        let name = (span.len() >= label.len() + 3).then(|| Span::new(span.start + 2, span.end - 1));
        Place { span, name, defines, quoted: false }
    };
    let markers = article.footnotes.iter().filter(|mark| mark.label == label).map(|mark| place(mark.span, false));
    let definitions = article.definitions.iter().filter(|it| it.label == label).map(|it| place(it.label_span, true));
    markers.chain(definitions).collect()
}

fn keys(analysis: &Analysis, key: &str) -> Vec<Place> {
    let used = analysis.article.keys.iter().filter(|mark| mark.label == key).map(|mark| Place {
        span: mark.span,
        name: (mark.span.len() >= key.len()).then(|| Span::new(mark.span.end - key.len(), mark.span.end)),
        defines: false,
        quoted: false,
    });
    let defined = entries(analysis).filter(|(id, _)| *id == key);
    let defined = defined.map(|(_, span)| Place { span, name: Some(span), defines: true, quoted: false });
    used.chain(defined).collect()
}

/// Keys that the draft's own front matter defines, and where.
fn entries(analysis: &Analysis) -> impl Iterator<Item = (&str, Span)> {
    let sources = analysis.article.front_matter.iter().flat_map(|front| &front.sources);
    let ids = sources.flat_map(|entry| entry.fields.iter().filter(|(name, _)| name == "id"));
    ids.map(|(_, id)| (id.text.as_str(), id.span))
}

fn mentions(analysis: &Analysis, person: usize) -> Vec<Place> {
    let prose = &analysis.article.prose;
    let named = analysis.people.mentions.iter().filter(|mention| mention.person == person);
    let named: Vec<(Range<usize>, Option<Span>)> =
        named.map(|mention| (mention.range.clone(), Some(prose.span(&mention.name)))).collect();
    let meant = analysis.speakers.iter().filter(|speaker| speaker.person == Some(person));
    let meant = meant.filter_map(|speaker| speaker.mention.clone());
    // Names are sorted and apart, so that only the first that ends behind the start can share a word.
    let is_name = |range: &Range<usize>| {
        let next = named.partition_point(|(name, _)| name.end <= range.start);
        named.get(next).is_some_and(|(name, _)| name.start < range.end)
    };
    let meant = meant.filter(|range| !is_name(range));
    let meant: Vec<_> = meant.map(|range| (range, None)).collect();
    let first = named.first().map(|(range, _)| range.start);
    let quoted = Quoted::of(analysis);
    let mut places: Vec<Place> = named
        .into_iter()
        .chain(meant)
        .map(|(range, name)| Place {
            span: prose.span(&range),
            name,
            defines: Some(range.start) == first,
            quoted: quoted.holds(&range),
        })
        .collect();
    // Two quotations may have the same pronoun for their speaker.
    places.sort_by_key(|place| place.span);
    places.dedup_by_key(|place| place.span);
    places
}

/// The person named at `offset`, or meant by a pronoun there.
fn person_at(analysis: &Analysis, offset: usize) -> Option<usize> {
    let prose = &analysis.article.prose;
    let here = |range: &Range<usize>| prose.span(range).touches(offset);
    let at = prose.offset(offset);
    let named = analysis.people.at(at).filter(|mention| here(&mention.range)).map(|mention| mention.person);
    named.or_else(|| {
        let meant = analysis.speakers.iter().find(|speaker| speaker.mention.as_ref().is_some_and(here));
        meant.and_then(|speaker| speaker.person)
    })
}

/// The prose that stands between quotation marks.
#[derive(Clone, Debug)]
pub struct Quoted(Vec<Range<usize>>);

impl Quoted {
    /// That of one draft.
    pub fn of(analysis: &Analysis) -> Self {
        let outer = analysis.quotes.list.iter().filter(|quote| quote.parent.is_none());
        Self(outer.map(|quote| quote.range.clone()).collect())
    }

    /// Whether all of `range` stands in one quotation.
    pub fn holds(&self, range: &Range<usize>) -> bool {
        let last = self.0.partition_point(|quote| quote.start <= range.start).checked_sub(1);
        last.is_some_and(|i| range.end <= self.0[i].end)
    }
}
