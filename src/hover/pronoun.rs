//! Whom a pronoun in the writer's own words means, where it can only be one person.

use crate::hover::{Hover, Subject, escape, people};
use crate::people::mentions::Pronoun;

/// Whom `he`, `her` or the like at `offset` means: the one person whom it fits among those named before it in its
/// paragraph, else in the one before. `None` when several fit, and inside quotations, whose speaker means somebody else.
pub fn at(subject: &Subject, offset: usize) -> Option<Hover> {
    let analysis = subject.analysis;
    let prose = &analysis.article.prose;
    let place = prose.offset(offset);
    let tokens = &analysis.reading.tokens;
    let here = tokens.partition_point(|token| (token.end() as usize) < place);
    // A place between two words touches both.
    let (token, pronoun) = tokens[here..].iter().take(2).find_map(|token| {
        let pronoun = of(&token.text(prose.text()).to_lowercase())?;
        (token.start as usize <= place).then_some((token, pronoun))
    })?;
    let range = token.range();
    let span = Some(prose.span(&range)).filter(|span| span.touches(offset))?;
    let quoted = |at: usize| analysis.quotes.list.iter().any(|quote| quote.range.contains(&at));
    if quoted(range.start) {
        return None;
    }
    let block = analysis.article.block_at(range.start)?;
    let named = |first: usize| {
        let from = analysis.article.blocks[first].prose.start;
        let mentions = analysis.people.mentions.iter().filter(move |mention| mention.range.start >= from);
        let before = mentions.take_while(|mention| mention.range.end <= range.start);
        before.filter(|mention| !quoted(mention.range.start)).map(|mention| mention.person)
    };
    let fits = |person: &usize| analysis.people.persons[*person].pronoun.is_none_or(|known| known == pronoun);
    let (first, whence) = [(Some(block), "this paragraph"), (block.checked_sub(1), "the paragraph before")]
        .into_iter()
        .find_map(|(first, whence)| Some((first.filter(|&first| named(first).any(|person| fits(&person)))?, whence)))?;
    let mut candidates = named(first).filter(fits);
    let person = candidates.next()?;
    if candidates.any(|other| other != person) {
        return None;
    }
    let who = &analysis.people.persons[person];
    let word = escape(prose.slice(&range));
    let mut text = format!("“{word}” is probably {}, the only one named in {whence} who fits.", escape(&who.name));
    if let Some(card) = people::person(who, subject.roster, analysis.date) {
        text = format!("{text}\n\n{card}");
    }
    Some(Hover { span, text })
}

fn of(word: &str) -> Option<Pronoun> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Pronoun::He),
        "she" | "her" | "hers" | "herself" => Some(Pronoun::She),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::hover::shown;

    #[track_caller]
    fn check(copy: &str, expected: &str) {
        let shown = shown::at_cursor("", "", copy).map_or("nothing".to_owned(), |(_, told)| told);
        assert!(shown.starts_with(expected), "{copy}\n{shown}");
    }

    #[test]
    fn the_only_one_who_fits_is_meant() {
        check("Mayor Ada Roe went home. S|he’s all for it.", "“She” is probably Ada Roe, the only one named in this");
        check("Mayor Ada Roe went home and took h|er dog.", "“her” is probably Ada Roe");
        check(
            "Mayor Ada Roe went home.\n\nThen sh|e slept.",
            "“she” is probably Ada Roe, the only one named in the para",
        );
        check("Mr. Owen Frey met Ms. Ada Roe. S|he left.", "“She” is probably Ada Roe");
    }

    #[test]
    fn where_two_fit_nobody_is_named() {
        check("Owen Frey met Mayor Ada Roe. S|he left.", "nothing");
        check("Mr. Owen Frey left. S|he stayed.", "nothing");
        check("Mayor Ada Roe left.\n\nIt rained.\n\nS|he stayed.", "nothing");
        check("Mayor Ada Roe said: “I saw that s|he was there all along.”", "Said by **Ada Roe**");
    }
}
