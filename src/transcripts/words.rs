//! The words of speech, in the form in which a quotation and its transcript are compared.
//!
//! What no listener hears is made one: capitals, curly and straight apostrophes, hyphens, British and American
//! spelling, figures and small numbers written out.

use std::ops::Range;

use crate::language::numbers;

/// Gives every word of `text` with its bytes there: a run of letters and digits with apostrophes inside.
pub(super) fn each(text: &str, mut take: impl FnMut(Range<usize>, &str)) {
    let mut word = String::new();
    let mut tens: Option<(Range<usize>, u32)> = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        word.clear();
        match c {
            '%' => word.push_str("percent"),
            '&' => word.push_str("and"),
            _ if c.is_alphanumeric() => {
                word.extend(c.to_lowercase());
                at = run(text, at, &mut word);
                normalise(&mut word);
            }
            _ => continue,
        }
        let number = numbers::value(&word);
        if let Some((range, ten)) = tens.take() {
            // “Twenty-five” is one number, and so is “twenty five”.
            if let Some(unit) =
                number.filter(|unit| (1..10).contains(unit) && matches!(&text[range.end..start], "-" | " "))
            {
                take(range.start..at, &(ten + unit).to_string());
                continue;
            }
            take(range, &ten.to_string());
        }
        match number {
            Some(ten) if (20..100).contains(&ten) => tens = Some((start..at, ten)),
            Some(number) => take(start..at, &number.to_string()),
            None => take(start..at, &word),
        }
    }
    if let Some((range, ten)) = tens {
        take(range, &ten.to_string());
    }
}

/// Adds the rest of the word that began before `at`, in small letters, and answers where it ends.
fn run(text: &str, mut at: usize, word: &mut String) -> usize {
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        let follows = |wanted: fn(char) -> bool| text[next..].chars().next().is_some_and(wanted);
        match c {
            _ if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            '\'' | '’' | 'ʼ' if follows(char::is_alphanumeric) => word.push('\''),
            // A soft hyphen and a joint of no width are not read.
            '\u{ad}' | '\u{200b}' | '\u{2060}' => {}
            '.' if word.ends_with(|c: char| c.is_ascii_digit()) && follows(|c| c.is_ascii_digit()) => word.push('.'),
            ',' if word.ends_with(|c: char| c.is_ascii_digit()) && follows(|c| c.is_ascii_digit()) => {}
            _ => break,
        }
        at = next;
    }
    at
}

/// Spellings of the same spoken word, one of which stands for both.
const SPELLINGS: &[(&str, &str)] = &[
    ("ok", "okay"),
    ("mister", "mr"),
    ("missus", "mrs"),
    ("grey", "gray"),
    ("tyre", "tire"),
    ("tyres", "tires"),
    ("kerb", "curb"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("cheque", "check"),
    ("cheques", "checks"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("practise", "practice"),
    ("practised", "practiced"),
    ("practising", "practicing"),
    ("judgement", "judgment"),
    ("ageing", "aging"),
    ("plough", "plow"),
    ("sceptical", "skeptical"),
    ("sceptic", "skeptic"),
    ("mum", "mom"),
    ("catalogue", "catalog"),
    ("dialogue", "dialog"),
    ("towards", "toward"),
    ("afterwards", "afterward"),
    ("whilst", "while"),
    ("amongst", "among"),
    ("learnt", "learned"),
    ("burnt", "burned"),
    ("spelt", "spelled"),
    ("aluminium", "aluminum"),
    ("enrol", "enroll"),
    ("fulfil", "fulfill"),
    ("skilful", "skillful"),
    ("wilful", "willful"),
    ("instalment", "installment"),
    ("enrolment", "enrollment"),
];

/// Stems whose last consonant British English doubles before `-ed`, `-ing` and `-er`.
const DOUBLED: &[&str] = &[
    "travel", "cancel", "model", "label", "level", "fuel", "signal", "counsel", "jewel", "marvel", "panel", "quarrel",
    "rival", "total", "equal", "dial", "channel", "tunnel", "funnel", "shovel", "initial", "pedal", "duel", "unravel",
];

/// Puts a word in small letters into the form in which it is compared.
fn normalise(word: &mut String) {
    if let Some(&(_, one)) = SPELLINGS.iter().find(|(other, _)| other == word) {
        one.clone_into(word);
        return;
    }
    if word.len() < 5 || !word.is_ascii() {
        return;
    }
    for (british, american) in [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("ysed", "yzed"),
        ("ysing", "yzing"),
    ] {
        if word.len() > british.len() + 2 && word.ends_with(british) {
            word.truncate(word.len() - british.len());
            word.push_str(american);
            return;
        }
    }
    for (british, american) in [("tre", "ter"), ("tres", "ters"), ("bre", "ber"), ("bres", "bers")] {
        if word.ends_with(british) {
            word.truncate(word.len() - british.len());
            word.push_str(american);
            return;
        }
    }
    if let Some(place) = word.find("our").filter(|&place| place >= 3) {
        word.replace_range(place..place + 3, "or");
        return;
    }
    let doubled = |stem: &&&str| {
        word.strip_prefix(**stem).is_some_and(|rest| matches!(rest, "led" | "ling" | "ler" | "lers" | "lor" | "lors"))
    };
    if let Some(stem) = DOUBLED.iter().find(doubled) {
        word.remove(stem.len());
    }
}

/// Whether a word is a sound of hesitation, which nobody means to say.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "um" | "umm" | "uh" | "uhh" | "uhm" | "er" | "erm" | "ah" | "eh" | "hm" | "hmm" | "mm" | "mmm" | "mhm"
    )
}

/// Whether a word denies what follows it.
pub(super) fn denies(word: &str) -> bool {
    matches!(word, "not" | "never" | "no" | "cannot" | "nor" | "neither") || word.ends_with("n't")
}

/// Whether a word is so common that to share it says little.
pub(super) fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "about", "after", "also", "because", "been", "before", "being", "could", "didn't", "does", "doesn't", "don't",
        "done", "down", "even", "from", "going", "have", "haven't", "he's", "here", "i'll", "i'm", "i've", "into",
        "isn't", "it'll", "it's", "just", "know", "like", "made", "make", "many", "more", "most", "much", "only",
        "other", "over", "said", "same", "she's", "should", "some", "such", "than", "that", "that's", "their", "them",
        "then", "there", "there's", "these", "they", "they're", "thing", "things", "think", "this", "those", "very",
        "want", "wasn't", "we'll", "we're", "we've", "were", "what", "what's", "when", "where", "which", "will",
        "with", "won't", "would", "you'll", "you're", "your",
    ];
    word.chars().count() <= 3 || SMALL.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let mut words = Vec::new();
        each(text, |range, word| {
            assert!(!text[range].is_empty());
            words.push(word.to_owned());
        });
        words.join(" ")
    }

    #[test]
    fn what_is_heard_alike_is_written_alike() {
        for (one, other) in [
            ("The harbour’s colour — grey.", "the harbor's color gray"),
            ("We organised it; they’re travelling to the centre", "we organized it they're traveling to the center"),
            ("twenty-five of 1,200 and 3.5%", "25 of 1200 & 3.5 percent"),
            ("sixty, seven: ninety", "60 7 90"),
            ("a well-known O.K. co\u{ad}op", "a well known o k coop"),
            ("‘Sour’ flour, filled and filing", "sour flour filled and filing"),
        ] {
            assert_eq!(words(one), words(other));
        }
    }

    #[test]
    fn small_words_are_in_order() {
        for word in ["about", "your", "you're", "there's", "because"] {
            assert!(is_small(word), "{word}");
        }
        assert!(!is_small("bridge"));
    }
}
