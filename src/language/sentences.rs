//! Where sentences end.

use std::ops::Range;

use crate::language::lexicon::Class;
use crate::language::tokens::{Kind, Token};

/// Sentences of `text` as ranges of bytes: sorted, never overlapping, none over a `\n`.
///
/// A stop ends a sentence when what follows can begin one. Marks that close right after the stop belong to
/// the sentence they close.
pub fn read(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut sentences = Vec::with_capacity(tokens.len() / 24);
    let mut first = 0;
    let mut i = 0;
    while i < tokens.len() {
        let token = &tokens[i];
        let end = match token.kind {
            _ if !may_end(token) => None,
            Kind::Break => Some(i),
            Kind::Stop => stop(text, tokens, i),
            _ => abbreviation(tokens, i),
        };
        let Some(end) = end else {
            i += 1;
            continue;
        };
        close(tokens, first, end, &mut sentences);
        first = if tokens.get(end).is_some_and(|token| token.kind == Kind::Break) { end + 1 } else { end };
        i = first.max(i + 1);
    }
    close(tokens, first, tokens.len(), &mut sentences);
    sentences
}

/// Whether a sentence may end at `token`. At most tokens none does, and one condition without a branch tells it.
fn may_end(token: &Token) -> bool {
    (token.kind == Kind::Break) | (token.kind == Kind::Stop) | token.class.has(Class::STOPPED)
}

fn close(tokens: &[Token], first: usize, end: usize, sentences: &mut Vec<Range<usize>>) {
    if first < end {
        sentences.push(tokens[first].start as usize..tokens[end - 1].end() as usize);
    }
}

/// The token after the sentence that the stop at `i` ends; `None` when it ends none.
fn stop(text: &str, tokens: &[Token], i: usize) -> Option<usize> {
    let mut next = i + 1;
    let mut closed = false;
    while let Some(token) = tokens.get(next) {
        let glued = token.start == tokens[next - 1].end();
        let closes = matches!(token.kind, Kind::Close | Kind::Stop)
            || token.kind == Kind::Quote && (glued || !opens(text, token));
        if !(closes && glued) {
            break;
        }
        closed |= token.kind == Kind::Quote;
        next += 1;
    }
    let Some(token) = tokens.get(next) else { return Some(next) };
    if token.kind == Kind::Break {
        return Some(next);
    }
    // An ellipsis goes on in small letters, and so does a tag after a question: “Why?” she asked.
    if token.kind == Kind::Word && !token.is_capital() {
        return None;
    }
    if matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash) {
        return None;
    }
    // A stop in the middle of a word, as in "Yahoo!7", ends nothing.
    if token.start == tokens[next - 1].end()
        && token.kind != Kind::Quote
        && token.kind != Kind::Open
        && !closed
        && !token.is_capital()
    {
        return None;
    }
    Some(next)
}

/// Whether a mark stands where an opening one does: space before it, none after.
fn opens(text: &str, token: &Token) -> bool {
    let before = text[..token.start as usize].chars().next_back();
    let after = text[token.end() as usize..].chars().next();
    before.is_none_or(char::is_whitespace) && after.is_some_and(|c| !c.is_whitespace())
}

/// The token after the sentence that the abbreviation at `i` ends with its own stop, as in "in the U.S. The";
/// `None` when the sentence goes on.
fn abbreviation(tokens: &[Token], i: usize) -> Option<usize> {
    let token = &tokens[i];
    if token.end() - token.start < 3 || token.class.has(Class::HONORIFIC) {
        return None;
    }
    let mut next = i + 1;
    if tokens.get(next).is_some_and(|mark| mark.kind == Kind::Quote && mark.start == token.end()) {
        next += 1;
    }
    let begins = match tokens.get(next) {
        None => true,
        Some(after) => match after.kind {
            Kind::Break => true,
            Kind::Word => after.is_capital() && after.class.has(Class::STARTER) && !after.class.has(Class::HONORIFIC),
            _ => false,
        },
    };
    begins.then_some(next)
}

#[cfg(test)]
mod tests {
    use crate::language;

    /// `|` stands where a sentence ends.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let sentences: Vec<&str> = language::read(&text).sentences.iter().map(|range| &text[range.clone()]).collect();
        let expected: Vec<&str> = marked.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
        assert_eq!(sentences, expected);
    }

    #[test]
    fn stops_end_sentences() {
        check("The council met.| It left!| Why?| Nobody knows…");
        check("One line\n|and another");
    }

    #[test]
    fn abbreviations_do_not() {
        check("Mr. Okafor and Sen. Ruiz, D-N.C., met at 9 a.m. in the U.S. Senate.| They left.");
        check("She lives in the U.S.| The law is old.");
        check("J. D. Cole of St. Paul, Minn., spoke on Jan. 5.| He left.");
    }

    #[test]
    fn marks_that_close_belong_to_their_sentence() {
        check("“It is safe.”| Ruiz left.");
        check("“Is it safe?” she asked.| Nobody answered.");
        check("(It is.)| “Yes.”| “No.”");
    }

    #[test]
    fn ellipses_and_numbers_go_on() {
        check("It is … over.| Growth was 3.5 percent, or 1,200 jobs.| Done.");
    }
}
