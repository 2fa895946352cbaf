//! Names of people in copy, and where they end.

use std::ops::Range;

use crate::language::known::Known;
use crate::language::lexicon::Class;
use crate::language::tokens::{Case, Kind, Token};
use crate::people::words::{Words, known};

/// A run of tokens that reads as a name. Whether it is one, its surroundings tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// First token and one past the last, suffix included.
    pub tokens: Range<usize>,
    /// The first token of the family name, particles included.
    pub family: usize,
    /// One past the last token of the family name; what follows is a suffix.
    pub family_end: usize,
    /// How many words it has, without particles, nicknames and suffix.
    pub words: usize,
    /// Whether an initial stands in it, as in `Mary T. Cole`.
    pub initial: bool,
}

/// Whether a word in small letters may stand inside a family name.
pub(super) fn is_small_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "della"
            | "da"
            | "das"
            | "do"
            | "dos"
            | "di"
            | "du"
            | "des"
            | "la"
            | "las"
            | "los"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "dem"
            | "zu"
            | "zur"
            | "bin"
            | "bint"
            | "binti"
            | "ibn"
            | "al"
            | "el"
            | "y"
            | "e"
            | "af"
            | "av"
            | "ap"
            | "ben"
            | "abu"
            | "op"
            | "ter"
            | "te"
            | "ten"
            | "zum"
            | "st"
            | "'t"
            | "bar"
    )
}

/// Reads the name that starts at token `i`: capitals, initials, particles, a nickname in marks, a suffix.
/// `None` when the token can start none.
pub fn read(words: &Words, i: usize) -> Option<Name> {
    let (text, tokens) = (words.text, words.tokens);
    if !is_part(words, i) {
        return None;
    }
    let mut name = Name { tokens: i..i + 1, family: i, family_end: i + 1, words: 1, initial: false };
    loop {
        let mut next = name.tokens.end;
        if let Some(after) = nickname(tokens, next) {
            next = after;
        }
        let particles = next;
        while tokens.get(next).is_some_and(|token| is_particle(text, token)) && next < particles + 3 {
            next += 1;
        }
        let Some(token) = tokens.get(next).filter(|token| is_part(words, next) && !is_suffix(token.text(text), false))
        else {
            break;
        };
        if next == name.tokens.end && ends_before(words, next) {
            break;
        }
        let word = token.text(text);
        name.initial |= is_initial(word);
        // A particle with a capital, as in Van Hollen, belongs to the family name, unless it starts the name.
        let before = tokens[name.tokens.end - 1].text(text);
        let goes_on = next == name.tokens.end && name.tokens.end - 1 > i && is_capital_particle(before);
        if !goes_on {
            name.family = particles;
        }
        name.tokens.end = next + 1;
        name.family_end = next + 1;
        name.words += 1;
    }
    // "Charles G. and David H. Koch": an initial is no family name.
    while name.words > 1 && is_initial(tokens[name.family_end - 1].text(text)) {
        name.words -= 1;
        name.family_end =
            (i + 1..name.family_end - 1).rev().find(|&at| tokens[at - 1].kind == Kind::Word).unwrap_or(i + 1);
        name.tokens.end = name.family_end;
        name.family = name.family_end - 1;
    }
    let mut at = name.tokens.end;
    if tokens.get(at).is_some_and(|token| token.kind == Kind::Comma) {
        at += 1;
    }
    if let Some(token) = tokens.get(at)
        && is_suffix(token.text(text), at > name.tokens.end)
    {
        name.tokens.end = at + 1;
    }
    Some(name)
}

/// A family name alone that starts with a small particle: `von der Aue`, `al-Rashidi`.
pub fn read_particles(words: &Words, i: usize) -> Option<Name> {
    let (text, tokens) = (words.text, words.tokens);
    let first = &tokens[i];
    let article = first.kind == Kind::Word && has_article(first.text(text));
    if !article && !first.class.has(Class::PARTICLE) {
        return None;
    }
    let mut end = i;
    while !article && tokens.get(end).is_some_and(|token| is_particle(text, token)) && end < i + 3 {
        end += 1;
    }
    let token = tokens.get(end).filter(|token| is_part(words, end) && (article || token.is_capital()))?;
    // In "la Casa" and "the do Carmo" nothing tells; what was introduced with its particle decides.
    (article || end > i && token.case == Case::Title).then(|| Name {
        tokens: i..end + 1,
        family: i,
        family_end: end + 1,
        words: 1,
        initial: false,
    })
}

/// Whether a word starts with an article of Arabic names in small letters: al-Rashidi.
fn has_article(word: &str) -> bool {
    matches!(word.as_bytes(), [b'a' | b'e', b'l', b'-', ..])
}

/// Whether a token can be a word of a name.
fn is_part(words: &Words, i: usize) -> bool {
    let Some(token) = words.tokens.get(i).filter(|token| token.kind == Kind::Word) else { return false };
    let word = token.text(words.text);
    let compound = token.class.has(Class::COMPOUND);
    if token.case == Case::Lower && !compound {
        return false;
    }
    // A party tag, "R-Fla.", is no name, and neither is "D-Day" or "X-ray".
    if compound && word.as_bytes().get(1) == Some(&b'-') {
        return false;
    }
    // "Obama-era" and "Trump-backed" are no names; "Jae-in" is one.
    if compound
        && let Some((_, second)) = word.rsplit_once('-')
        && second.starts_with(char::is_lowercase)
        && known(second).has(Known::COMMON)
    {
        return false;
    }
    match token.case {
        Case::Lower => has_article(word),
        Case::Upper => {
            word.len() <= 2 && !matches!(word, "US" | "UK" | "UN" | "EU" | "TV" | "AP" | "PM" | "AM" | "VP")
                || is_initial(word)
        }
        Case::Title => {
            let small = token.class.has(
                Class::PRONOUN
                    .or(Class::DETERMINER)
                    .or(Class::PREPOSITION)
                    .or(Class::CONJUNCTION)
                    .or(Class::SUBORDINATOR)
                    .or(Class::AUXILIARY)
                    .or(Class::CONTRACTED)
                    .or(Class::NEGATION)
                    .or(Class::POSSESSIVE)
                    .or(Class::OBJECT)
                    .or(Class::TIME),
            );
            (!small || words.known(i).has(Known::GIVEN) || is_capital_particle(word))
                && !(token.class.has(Class::INNER_CAPITAL) && is_camel(word))
        }
    }
}

/// Whether a name cannot go on with the token at `i`: a title that leads to a name of its own, or the day.
fn ends_before(words: &Words, i: usize) -> bool {
    let text = words.text;
    let token = &words.tokens[i];
    if token.class.has(Class::TIME) && !is_part(words, i + 1) {
        // "told Cole May" is as rare as it is unreadable; "said Cole Tuesday" is common.
        return !words.known(i).has(Known::GIVEN) || token.text(text) != "May";
    }
    let stop = token.text(text).ends_with('.') && !is_initial(token.text(text));
    if token.class.has(Class::TITLE) || token.class.has(Class::HONORIFIC) && stop {
        return stop || is_part(words, i + 1);
    }
    false
}

/// `J.`, `J.D.`, `JD`, `H.W.`
pub(super) fn is_initial(word: &str) -> bool {
    // Nearly every word, and no initial, goes on in small letters.
    if word.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase) {
        return false;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters <= 3
        && word.chars().all(|c| c.is_uppercase() || c == '.')
        && (word.ends_with('.') && word != "U.S." || letters == 1)
}

/// A capital inside a word that no name has: YouTube.
fn is_camel(word: &str) -> bool {
    let Some((i, _)) =
        word.char_indices().skip(1).find(|&(i, c)| c.is_uppercase() && !word[..i].ends_with(['-', '’', '\'', '.']))
    else {
        return false;
    };
    let before = &word[..i];
    ![
        "Mc", "Mac", "De", "La", "Le", "Van", "Von", "Du", "Di", "Da", "Fitz", "El", "Al", "Del", "San", "Der", "Den",
        "O", "D", "Jo", "Mary", "Lu", "La",
    ]
    .contains(&before)
}

fn is_particle(text: &str, token: &Token) -> bool {
    token.kind == Kind::Word
        && token.case == Case::Lower
        && token.end() - token.start <= 5
        && is_small_particle(token.text(text))
}

pub(super) fn is_capital_particle(word: &str) -> bool {
    matches!(
        word,
        "De" | "Del"
            | "Della"
            | "Da"
            | "Dos"
            | "Di"
            | "Du"
            | "La"
            | "Le"
            | "Van"
            | "Von"
            | "Der"
            | "Den"
            | "Bin"
            | "Al"
            | "El"
            | "Abu"
            | "Ben"
            | "St."
            | "Ní"
            | "Ó"
            | "Mac"
            | "Ibn"
            | "Ap"
    )
}

/// The token after a nickname that starts at `i`: `“Hank”`, `(Liz)`.
fn nickname(tokens: &[Token], i: usize) -> Option<usize> {
    let open = tokens.get(i).filter(|token| matches!(token.kind, Kind::Quote | Kind::Open))?;
    let word = |i: usize| tokens.get(i).is_some_and(|token| token.kind == Kind::Word && token.is_capital());
    let end = if word(i + 1) && word(i + 2) {
        i + 3
    } else if word(i + 1) {
        i + 2
    } else {
        return None;
    };
    let close = tokens.get(end)?;
    let pairs = match open.kind {
        Kind::Quote => close.kind == Kind::Quote,
        _ => close.kind == Kind::Close,
    };
    // Marks hug what they hold; a mark that closes speech before is no nickname's.
    (pairs
        && open.end() == tokens[i + 1].start
        && tokens[end - 1].end() == close.start
        && open.start > tokens[i - 1].end())
    .then_some(end + 1)
}

/// `Jr.`, `Sr.`, `III`; after a comma only the first two.
pub(super) fn is_suffix(word: &str, comma: bool) -> bool {
    matches!(word, "Jr." | "Jr" | "Sr." | "Sr") || !comma && matches!(word, "II" | "III" | "IV")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    /// The name marked out in the copy: `[` family in `<>` suffix `]`.
    fn check(text: &str, expected: &str) {
        let tokens = language::read(text).tokens;
        let i = tokens.iter().position(|token| token.kind == Kind::Word).unwrap();
        let shown = read(&Words::of(text, &tokens), i).map(|name| {
            let at = |i: usize| tokens[i].start as usize;
            let end = |i: usize| tokens[i - 1].end() as usize;
            format!(
                "{}<{}>{}",
                &text[at(i)..at(name.family)],
                &text[at(name.family)..end(name.family_end)],
                &text[end(name.family_end)..end(name.tokens.end)]
            )
        });
        assert_eq!(shown.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn names_are_read_with_all_their_parts() {
        check("Mara Lindqvist spoke.", "Mara <Lindqvist>");
        check("Uta von der Aue’s plan", "Uta <von der Aue>");
        check("Chris Van Dorn said", "Chris <Van Dorn>");
        check("Mary T. O’Dell-Frye Tuesday", "Mary T. <O’Dell-Frye>");
        check("J.D. Prewitt said", "J.D. <Prewitt>");
        check("Edgar “Ned” Sorrel, 40", "Edgar “Ned” <Sorrel>");
        check("Elspeth (Ellie) Marsh", "Elspeth (Ellie) <Marsh>");
        check("Amos Tully Jr. said", "Amos <Tully> Jr.");
        check("Amos Tully, Jr., said", "Amos <Tully>, Jr.");
        check("Rolf Anker III was", "Rolf <Anker> III");
        check("Karim al-Rashidi met", "Karim <al-Rashidi>");
        check("Ioana McAllen met", "Ioana <McAllen>");
        check("Björn Åkesson met", "Björn <Åkesson>");
        check("Cole said", "<Cole>");
        check("Cora G. and Ida H. Moss", "<Cora>");
    }

    #[test]
    fn a_name_ends_where_another_title_begins() {
        check("Florida Gov. Ann Pruett", "<Florida>");
        check("Ida Moss President Rolf Anker", "Ida <Moss>");
        check("Carole King sang", "Carole <King>");
    }

    #[test]
    fn brands_and_small_words_start_no_name() {
        check("YouTube said", "none");
        check("The Moss report", "none");
        check("NASA said", "none");
        check("R-Fla. said", "none");
    }
}
