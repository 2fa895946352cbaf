//! Party tags, `R-Fla.`, and what they say.

use crate::people::offices;
use crate::people::places;
use crate::people::roster::Role;

/// A party and a state behind a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its first letter, a capital.
    pub party: char,
    /// Postal code of the state; `None` when the tag names none that is known.
    pub state: Option<&'static str>,
}

/// Reads `R-Fla.`, `D-Calif`, `I-VT` or a party's letter alone; `None` for anything else.
pub fn read(word: &str) -> Option<Tag> {
    let mut chars = word.chars();
    let party = chars.next().filter(|party| "RDILG".contains(*party))?;
    let rest = chars.as_str();
    if rest.is_empty() {
        return Some(Tag { party, state: None });
    }
    let place = rest.strip_prefix(['-', '\u{2011}', '–'])?;
    places::state_of(place).map(|state| Tag { party, state: Some(state) })
}

impl Tag {
    /// Whether an office was held for that party and, if one is named, that state.
    pub fn fits(&self, role: &Role) -> bool {
        let state = offices::place(role).and_then(|place| place.state);
        self.fits_party(role) && self.state.is_some() && self.state == state
    }

    /// Whether an office was held for that party; without a party it was.
    pub fn fits_party(&self, role: &Role) -> bool {
        role.party.as_deref().is_some_and(|party| letter(party) == Some(self.party))
    }
}

/// The party that a letter in a tag stands for, as an office's party is written.
pub fn name(letter: char) -> Option<&'static str> {
    Some(match letter {
        'R' => "Republican",
        'D' => "Democratic",
        'I' => "Independent",
        'L' => "Libertarian",
        'G' => "Green",
        _ => return None,
    })
}

/// The letter of a party in a tag: `D` for the Democratic Party and its state parties.
pub fn letter(party: &str) -> Option<char> {
    let party = party.to_lowercase();
    [("republican", 'R'), ("democrat", 'D'), ("independent", 'I'), ("libertarian", 'L'), ("green", 'G')]
        .into_iter()
        .find(|(name, _)| party.starts_with(name))
        .map(|(_, letter)| letter)
        .or_else(|| party.contains("democratic").then_some('D'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_every_style() {
        for (word, party, state) in [
            ("R-Fla.", 'R', Some("FL")),
            ("D-Calif", 'D', Some("CA")),
            ("D‑N.Y.", 'D', Some("NY")),
            ("I-VT", 'I', Some("VT")),
            ("R-Florida", 'R', Some("FL")),
            ("D", 'D', None),
        ] {
            assert_eq!(read(word), Some(Tag { party, state }), "{word}");
        }
        for word in ["X-Ray", "R-rated", "Rubio", "D-Day", ""] {
            assert_eq!(read(word), None, "{word}");
        }
    }
}
