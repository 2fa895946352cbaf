//! Countries and states, as far as offices need them: `Mexican`, `Fla.`, `country:us/state:fl`.

use std::fmt;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::lexicon::rows;
use crate::language::phrases::Phrases;
use crate::language::tokens::{Kind, Token};
use crate::people::fold::fold;

static COUNTRIES: &str = include_str!("jurisdictions.tsv");
static STATES: &str = include_str!("us_states.tsv");

/// A country, or a state of the United States.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Jurisdiction {
    /// ISO 3166 code in small letters: `us`.
    pub country: &'static str,
    /// Postal code in capitals: `FL`; `None` for all of the country.
    pub state: Option<&'static str>,
}

impl Jurisdiction {
    /// The United States.
    pub const US: Self = Self { country: "us", state: None };

    /// Whether an office of the one can be an office of the other: same country, and not two states.
    pub fn agrees(self, other: Self) -> bool {
        self.country == other.country && (self.state == other.state || self.state.is_none() || other.state.is_none())
    }

    /// The state, where a place may also be a country: Georgia beside an American title.
    pub fn american(self) -> Self {
        if self.country == "ge" { Self { country: "us", state: Some("GA") } } else { self }
    }

    /// Its id: `country:us/state:fl`.
    pub fn id(self) -> String {
        match self.state {
            Some(state) => format!("country:{}/state:{}", self.country, state.to_lowercase()),
            None => format!("country:{}", self.country),
        }
    }

    /// Reads `country:us` or `country:us/state:fl`, also with a longer rest; `None` for a country not listed.
    pub fn of_id(id: &str) -> Option<Self> {
        let mut parts = id.split('/');
        let country = parts.find_map(|part| part.strip_prefix("country:"))?;
        let mut place = Self { country: CODES.get(country)?, state: None };
        let state = id.split('/').find_map(|part| part.strip_prefix("state:"));
        if let (Some(state), "us") = (state, place.country) {
            place.state = state_of(state);
        }
        Some(place)
    }
}

impl fmt::Display for Jurisdiction {
    /// Its name: `Mexico`, `Florida`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.state {
            Some(postal) => STATE_ROWS.iter().find(|state| state.postal == postal).map(|state| state.name),
            None => rows(COUNTRIES).find(|row| row[1] == self.country).map(|row| row[0]),
        };
        f.write_str(name.unwrap_or(self.country))
    }
}

/// A state, district or territory of the United States.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// `Florida`.
    pub name: &'static str,
    /// `FL`.
    pub postal: &'static str,
    /// `Fla.`, as AP writes it after a name; the name where AP does not shorten it.
    pub short: &'static str,
}

static STATE_ROWS: LazyLock<Vec<State>> = LazyLock::new(|| {
    let short = |row: &[&'static str]| if row[2].is_empty() { row[0] } else { row[2] };
    rows(STATES).map(|row| State { name: row[0], postal: row[1], short: short(&row) }).collect()
});

/// Postal codes by name, AP form, code and the other forms that tags have, folded.
static STATES_BY_FORM: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    rows(STATES)
        .flat_map(|row| {
            let others = row.get(5).copied().unwrap_or_default().split(';').filter(|form| !form.is_empty());
            let forms = [row[0], row[1], row[2]].into_iter().filter(|form| !form.is_empty()).chain(others);
            forms.map(|form| (fold(form), row[1])).collect::<Vec<_>>()
        })
        .collect()
});

/// Codes of countries.
static CODES: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| rows(COUNTRIES).map(|row| (row[1], row[1])).collect());

/// Everything that names a place, folded.
static NAMES: LazyLock<FxHashMap<String, Jurisdiction>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for (name, place) in forms() {
        names.entry(fold(name)).or_insert(place);
    }
    names
});

static PHRASES: LazyLock<Phrases<Jurisdiction>> = LazyLock::new(|| Phrases::new(forms().into_iter()));

/// Names and demonyms as they stand in copy. Georgia is the country: who reads a title knows better.
fn forms() -> Vec<(&'static str, Jurisdiction)> {
    let mut forms = Vec::new();
    for row in rows(COUNTRIES) {
        let place = Jurisdiction { country: row[1], state: None };
        forms.push((row[0], place));
        forms.extend(row[2].split(';').filter(|form| !form.is_empty()).map(|form| (form, place)));
    }
    for state in STATE_ROWS.iter() {
        let place = Jurisdiction { country: "us", state: Some(state.postal) };
        forms.push((state.name, place));
        if state.short != state.name {
            forms.push((state.short, place));
        }
    }
    let gb = Jurisdiction { country: "gb", state: None };
    for form in ["U.S.", "US", "U.S", "USA", "United States", "America"] {
        forms.push((form, Jurisdiction::US));
    }
    for form in ["U.K.", "UK", "Britain", "Great Britain", "British", "United Kingdom"] {
        forms.push((form, gb));
    }
    forms
}

/// The place that the tokens from `i` on name, as its length in tokens.
pub fn at(text: &str, tokens: &[Token], i: usize) -> Option<(usize, Jurisdiction)> {
    let token = tokens.get(i)?;
    if token.kind != Kind::Word || !token.is_capital() {
        return None;
    }
    PHRASES.longest(text, tokens, i)
}

/// The place of that name or demonym, in any case.
pub fn named(name: &str) -> Option<Jurisdiction> {
    named_folded(&fold(name))
}

/// The place of that name or demonym, folded.
pub fn named_folded(name: &str) -> Option<Jurisdiction> {
    NAMES.get(name).copied()
}

/// The postal code of the state that `name` names: its name, its AP form or its postal code. A district's
/// number behind it, as in `FL-19` or `Florida 19`, is passed over.
pub fn state_of(name: &str) -> Option<&'static str> {
    let folded = fold(name.split(['’', '\'']).next().unwrap_or_default());
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let bare = bare.strip_suffix(" at large").unwrap_or(bare);
    STATES_BY_FORM.get(bare).copied()
}

/// The state of that postal code.
pub fn state(postal: &str) -> Option<State> {
    STATE_ROWS.iter().find(|state| state.postal == postal).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_known_by_name_demonym_and_code() {
        for (name, shown) in [
            ("Mexican", "Mexico"),
            ("country:mx", ""),
            ("U.S.", "United States"),
            ("Fla.", "Florida"),
            ("south carolina", "South Carolina"),
            ("Georgia", "Georgia"),
            ("british", "United Kingdom"),
        ] {
            assert_eq!(named(name).map(|place| place.to_string()).unwrap_or_default(), shown, "{name}");
        }
        assert_eq!(Jurisdiction::of_id("country:us/state:fl").unwrap().state, Some("FL"));
        assert_eq!(Jurisdiction::of_id("country:mx/state:cmx").unwrap().state, None);
        assert_eq!(Jurisdiction::of_id("ocd-division/country:us/state:oh/place:akron").unwrap().state, Some("OH"));
        assert_eq!(Jurisdiction::of_id("planet:mars"), None);
    }

    #[test]
    fn states_of_districts_are_told() {
        assert_eq!(state_of("Tex."), Some("TX"));
        for district in ["Florida", "FL", "Fla.", "FL-19", "Florida 19", "Florida’s 19th"] {
            assert_eq!(state_of(district), Some("FL"), "{district}");
        }
        assert_eq!(state_of("Alaska at large"), Some("AK"));
        assert_eq!(state_of("19"), None);
        assert_eq!(state_of("Ontario"), None);
    }
}
