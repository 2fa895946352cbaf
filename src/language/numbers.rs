//! Numbers that are spelled out.

/// From none to nineteen.
const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// From twenty on.
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Words that say how many without a number of their own.
const MULTIPLES: &[&str] = &[
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "half",
    "double",
    "doubled",
    "tripled",
    "twice",
];

/// The number that a word in small letters says: `twelve`, `sixty`; `None` when it says none, or is written in figures.
pub fn value(word: &str) -> Option<u32> {
    let place = |names: &[&str]| names.iter().position(|name| *name == word).and_then(|i| u32::try_from(i).ok());
    place(&SMALL).or_else(|| place(&TENS).map(|tens| tens * 10 + 20))
}

/// Whether a word spells out a figure that a reader could check. “One” is mostly no number.
pub fn is_figure(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    value(&word).is_some_and(|number| number > 1) || MULTIPLES.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::{is_figure, value};

    #[test]
    fn words_say_numbers() {
        let said = ["zero", "one", "nineteen", "twenty", "ninety", "dozen", "12", "Two"].map(value);
        assert_eq!(said, [Some(0), Some(1), Some(19), Some(20), Some(90), None, None, None]);
        let figures = ["Two", "thirteen", "dozens", "one", "zero", "bridge"].map(is_figure);
        assert_eq!(figures, [true, true, true, false, false, false]);
    }
}
