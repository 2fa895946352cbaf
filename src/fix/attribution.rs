//! Saying who said it: `TK said`, or a person of the draft, offered one at a time.
//!
//! Words inside the marks are never touched. Their last stop is not a word: American usage turns the period before
//! a tag into a comma (AP, "punctuation", "quotation marks"), and keeps a question or exclamation mark.

use std::ops::Range;

use crate::analysis::things::Quoted;
use crate::analysis::{self, Analysis};
use crate::attribution::Found;
use crate::fix::{Edit, Fix};
use crate::language::tokens::Kind as Token;
use crate::quotes::{Kind, Quote};
use crate::text::{Source, Span};

/// How many people of the draft are offered. Past a handful a menu is no help.
const MOST_PEOPLE: usize = 5;

/// Who stands in for a speaker whom nobody knows yet.
const UNKNOWN: &str = "TK";

/// Attributions for the quotation of that index: to `TK` first, then to people of the draft, those named nearest
/// first. None of them is safe. Empty when the quotation has a speaker or is no speech.
pub fn offers(source: &Source, analysis: &Analysis, quote: usize) -> Vec<Fix> {
    if analysis::foreign(&analysis.article).is_some() {
        return Vec::new();
    }
    let last = last_of(analysis, quote);
    let Some(tag) = tag(source, analysis, last) else { return Vec::new() };
    let names = [UNKNOWN.to_owned()].into_iter().chain(people(analysis, quote));
    names.map(|name| tag.fix(&name)).collect()
}

/// Where and how a tag is put in.
struct Tag {
    /// The stop inside the marks and what it becomes; `None` leaves it.
    stop: Option<Edit>,
    /// Where the tag goes.
    at: usize,
    /// What stands before and after the words of the tag.
    around: (String, &'static str),
    /// Whether the tag is a line under a block quotation and not a clause.
    line: bool,
}

impl Tag {
    fn fix(&self, name: &str) -> Fix {
        let (before, after) = &self.around;
        let said = if self.line { name.to_owned() } else { format!("{name} said") };
        let insert = Edit { span: Span::at(self.at), text: format!("{before}{said}{after}") };
        let grown = self.stop.as_ref().map_or(0, |stop| stop.text.len() as isize - stop.span.len() as isize);
        let start = (self.at as isize + grown) as usize + before.len();
        let select = (name == UNKNOWN).then(|| Span::new(start, start + name.len()));
        let edits = self.stop.iter().cloned().chain([insert]).collect();
        Fix { title: format!("Attribute to {name}"), safe: false, edits, select }
    }
}

/// The quotation that ends the speech which begins or goes on at `quote`.
fn last_of(analysis: &Analysis, quote: usize) -> usize {
    let list = &analysis.quotes.list;
    let mut last = quote;
    for (i, next) in list.iter().enumerate().skip(quote + 1) {
        if next.continues == Some(last) {
            last = i;
        }
    }
    last
}

fn tag(source: &Source, analysis: &Analysis, i: usize) -> Option<Tag> {
    let quote = analysis.quotes.list.get(i)?;
    let unsaid = analysis.speakers.get(i).is_some_and(|speaker| speaker.found == Found::None);
    match quote.kind {
        _ if !unsaid => None,
        Kind::Blockquote => under(source, analysis, quote),
        Kind::Full | Kind::Partial | Kind::Fragment if quote.closed => beside(source, analysis, quote),
        _ => None,
    }
}

/// A line `— TK` under a block quotation, in its margin.
fn under(source: &Source, analysis: &Analysis, quote: &Quote) -> Option<Tag> {
    let end = analysis.article.prose.span(&quote.range).end;
    let line = source.line(source.line_of(end))?;
    let text = source.slice(line);
    let margin = &text[..text.len() - text.trim_start_matches([' ', '\t', '>']).len()];
    if !margin.contains('>') {
        return None;
    }
    let ends = source.text()[line.end..].chars().take_while(|c| matches!(c, '\n' | '\r')).take(2).collect::<String>();
    let line_end = if ends.starts_with("\r\n") { "\r\n" } else { "\n" };
    Some(Tag { stop: None, at: line.end, around: (format!("{line_end}{margin}— "), ""), line: true })
}

/// A tag behind the closing mark, or at the end of the sentence that the quotation is part of.
fn beside(source: &Source, analysis: &Analysis, quote: &Quote) -> Option<Tag> {
    let prose = &analysis.article.prose;
    let block = analysis.article.blocks.get(quote.block)?;
    let rest = prose.slice(&(quote.range.end..block.prose.end.max(quote.range.end)));
    let at = behind(source, analysis, quote.range.end);
    let last = prose.slice(&quote.inside).chars().next_back()?;
    let stop = quote.inside.end - last.len_utf8()..quote.inside.end;
    let clause = |stop, before: &str, after| Tag { stop, at, around: (before.to_owned(), after), line: false };

    let next = rest.trim_start().chars().next();
    // Words that go on in lower case, or after a comma, belong to the same sentence.
    let goes_on = next.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':' | '–' | '—' | '-' | '('));
    if goes_on && matches!(last, ',' | '?' | '!' | '…') && next.is_some_and(char::is_lowercase) {
        return Some(clause(None, " ", ","));
    }
    if goes_on {
        return at_end_of_sentence(analysis, quote);
    }
    // British usage keeps the sentence's own stop outside the marks.
    if let Some('.') = next
        && rest.starts_with('.')
    {
        return Some(clause(None, if last.is_alphanumeric() { ", " } else { " " }, ""));
    }
    let comma = |span: Range<usize>, text: &str| Some(Edit { span: prose.span(&span), text: text.to_owned() });
    let stop = match last {
        '.' if abbreviates(analysis, stop.end) => comma(stop, ".,"),
        '.' if prose.slice(&quote.inside).ends_with("..") => None,
        '.' | ';' | ':' => comma(stop, ","),
        ',' | '?' | '!' | '…' | '—' | '–' | '-' => None,
        // A closing mark inside, such as that of a quotation within, keeps its own stop.
        _ if last.is_alphanumeric() => Some(Edit { span: Span::at(prose.span(&stop).end), text: ",".to_owned() }),
        _ => None,
    };
    Some(clause(stop, " ", "."))
}

/// `, TK said` before the period of the sentence that `quote` stands in the middle of.
fn at_end_of_sentence(analysis: &Analysis, quote: &Quote) -> Option<Tag> {
    let prose = &analysis.article.prose;
    let sentence = analysis.reading.sentence_at(quote.range.start).filter(|sentence| sentence.end > quote.range.end)?;
    let words = prose.slice(sentence).strip_suffix('.')?;
    if !words.ends_with(char::is_alphanumeric) {
        return None;
    }
    let stop = sentence.end - 1..sentence.end;
    Some(Tag { stop: None, at: prose.span(&stop).start, around: (", ".to_owned(), ""), line: false })
}

/// Whether the period that ends at `end` belongs to an abbreviation, which keeps it.
fn abbreviates(analysis: &Analysis, end: usize) -> bool {
    let tokens = &analysis.reading.tokens;
    let next = tokens.partition_point(|token| (token.start as usize) < end);
    next.checked_sub(1).is_some_and(|i| tokens[i].kind == Token::Word && tokens[i].end() as usize == end)
}

/// The place in the source behind the character that ends at `end` of the prose, and behind the markup that closes
/// there: emphasis, a link, a footnote's marker.
fn behind(source: &Source, analysis: &Analysis, end: usize) -> usize {
    let article = &analysis.article;
    let mut at = article.prose.span(&(end.saturating_sub(1)..end)).end;
    // The next character of the copy may itself be one of these.
    let copy = article.prose.text()[end..].starts_with(['*', '_', '~']);
    loop {
        let from = at;
        if let Some(link) = article.links.iter().find(|link| link.anchor.end == end && link.span.holds(Span::at(at))) {
            at = at.max(link.span.end);
        }
        let marks = article.footnotes.iter().chain(&article.keys);
        at = marks.filter(|mark| mark.span.start == at).map(|mark| mark.span.end).fold(at, usize::max);
        let closers = source.text()[at..].bytes().take_while(|b| matches!(b, b'*' | b'_' | b'~')).count();
        if !copy {
            at += closers;
        }
        if at == from {
            return at;
        }
    }
}

/// People whom the draft names, as a tag would name them, nearest to the quotation first.
fn people(analysis: &Analysis, quote: usize) -> Vec<String> {
    let people = &analysis.people;
    let Some(quote) = analysis.quotes.list.get(quote) else { return Vec::new() };
    let quoted = Quoted::of(analysis);
    let mut nearest: Vec<Option<(bool, usize)>> = vec![None; people.persons.len()];
    for mention in &people.mentions {
        let gap = |range: &Range<usize>| {
            range.start.saturating_sub(quote.range.end) + quote.range.start.saturating_sub(range.end)
        };
        // Who is only spoken about is a poorer guess than who is spoken of by the writer.
        let quoted = quoted.holds(&mention.range);
        if let Some(best) = nearest.get_mut(mention.person) {
            let here = (quoted, gap(&mention.range));
            *best = Some(best.map_or(here, |best| best.min(here)));
        }
    }
    let mut order: Vec<_> = nearest.iter().enumerate().filter_map(|(i, best)| Some((best.as_ref()?, i))).collect();
    order.sort();
    order.truncate(MOST_PEOPLE);
    order.into_iter().map(|(_, person)| name(analysis, person, quote)).collect()
}

/// The name for a tag: the family name of somebody whom the draft has introduced already, if no one else has it.
fn name(analysis: &Analysis, person: usize, quote: &Quote) -> String {
    let people = &analysis.people;
    let somebody = &people.persons[person];
    let introduced = people
        .mentions
        .iter()
        .any(|mention| mention.person == person && mention.full && mention.range.end <= quote.range.start);
    let namesakes = people.persons.iter().filter(|other| other.family == somebody.family).count();
    let family = introduced && namesakes == 1 && !somebody.family.is_empty();
    if family { somebody.family.clone() } else { somebody.name.clone() }
}

/// The name of each candidate in place of the pronoun that speaks the quotation of that index, in their order. None of
/// them is safe.
pub fn instead_of_pronoun(analysis: &Analysis, quote: usize, candidates: &[usize]) -> Vec<Fix> {
    let prose = &analysis.article.prose;
    let mention = analysis.speakers.get(quote).and_then(|speaker| speaker.mention.clone());
    let (Some(mention), Some(quote)) = (mention, analysis.quotes.list.get(quote)) else { return Vec::new() };
    let words = prose.slice(&mention);
    let owner = ["his", "her"].iter().any(|own| words.eq_ignore_ascii_case(own));
    let fix = |&person: &usize| {
        let name = name(analysis, person, quote);
        let text = if owner { format!("{name}’s") } else { name.clone() };
        Fix {
            title: format!("Name {name} instead of “{words}”"),
            safe: false,
            edits: vec![Edit { span: prose.span(&mention), text }],
            select: None,
        }
    };
    candidates.iter().take(MOST_PEOPLE).map(fix).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Known;
    use crate::fix;
    use crate::markdown::Syntax;
    use crate::people::roster::Roster;

    /// Every way to attribute the quotation that holds the first `|`, as copy; what is selected is in brackets.
    fn check(copy: &str) -> Vec<String> {
        let cursor = copy.find('|').unwrap();
        let copy = copy.replacen('|', "", 1);
        let source = Source::new(copy.clone());
        let known = Known { roster: &Roster::default(), libraries: &[], transcripts: &[], date: None, today: None };
        let analysis = Analysis::of(&source, Syntax::Markdown, &known);
        let quote = analysis.quotes.at(analysis.article.prose.offset(cursor)).unwrap();
        let offers = offers(&source, &analysis, quote);
        assert!(offers.iter().all(|offer| !offer.safe));
        let show = |offer: Fix| {
            let mut text = fix::apply(&copy, &offer.edits).unwrap();
            if let Some(select) = offer.select {
                text.replace_range(select.range(), &format!("[{}]", &text[select.range()].to_owned()));
            }
            text
        };
        offers.into_iter().map(show).collect()
    }

    #[test]
    fn a_period_before_the_tag_becomes_a_comma() {
        assert_eq!(
            check("“We| lost the old bridge.” Nobody spoke.")[0],
            "“We lost the old bridge,” [TK] said. Nobody spoke."
        );
        assert_eq!(check("\"We| lost the old bridge.\"")[0], "\"We lost the old bridge,\" [TK] said.");
    }

    #[test]
    fn other_stops_stay() {
        assert_eq!(
            check("“Where| is the old bridge?” Nobody knew.")[0],
            "“Where is the old bridge?” [TK] said. Nobody knew."
        );
        assert_eq!(check("“We| lost the old bridge …”")[0], "“We lost the old bridge …” [TK] said.");
        assert_eq!(check("“We| go home to the U.S.” They left.")[0], "“We go home to the U.S.,” [TK] said. They left.");
    }

    #[test]
    fn a_missing_stop_is_put_inside_the_marks() {
        assert_eq!(check("“We| lost the old bridge”")[0], "“We lost the old bridge,” [TK] said.");
    }

    #[test]
    fn markup_that_closes_at_the_mark_stays_closed() {
        assert_eq!(
            check("*“We| lost the old bridge.”* Nobody spoke.")[0],
            "*“We lost the old bridge,”* [TK] said. Nobody spoke."
        );
        assert_eq!(
            check("[“We| lost the old bridge.”](https://a.example)")[0],
            "[“We lost the old bridge,”](https://a.example) [TK] said."
        );
        assert_eq!(
            check("“We| lost the old bridge.”[^1]\n\n[^1]: Note.\n")[0],
            "“We lost the old bridge,”[^1] [TK] said.\n\n[^1]: Note.\n"
        );
    }

    #[test]
    fn a_quotation_inside_a_sentence_is_attributed_at_its_end() {
        assert_eq!(
            check("To the north, “a| bridge that falls in the river” awaits.")[0],
            "To the north, “a bridge that falls in the river” awaits, [TK] said."
        );
    }

    #[test]
    fn a_block_quotation_gets_a_line() {
        assert_eq!(
            check("> We| lost the bridge.\n> We lost the road.\n\nThen.\n")[0],
            "> We lost the bridge.\n> We lost the road.\n> — [TK]\n\nThen.\n"
        );
    }
}
