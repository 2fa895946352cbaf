//! YAML and JSON of datasets, read within bounds, and their cells; every fault with its place.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, Visitor};
use serde_json::value::RawValue;

use crate::dates::PartialDate;
use crate::text::{Problem, Source, Span};

/// A date cell of a dataset: absent, empty, a year as a number, or text that must be a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Day(pub(super) Option<PartialDate>);

impl Day {
    /// Reads the text of a date; empty text is no date.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        // Some lists write the far future where others leave the end open.
        if text.is_empty() || text.starts_with("9999") {
            return Ok(Self(None));
        }
        text.parse().map(|date| Self(Some(date))).map_err(|error: crate::dates::NotADate| error.to_string())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Cell;
        impl Visitor<'_> for Cell {
            type Value = Day;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as 2025, 2025-05 or 2025-05-17")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
                Day::read(text).map_err(E::custom)
            }
            fn visit_u64<E: de::Error>(self, year: u64) -> Result<Day, E> {
                Day::read(&year.to_string()).map_err(E::custom)
            }
            fn visit_i64<E: de::Error>(self, year: i64) -> Result<Day, E> {
                Day::read(&year.to_string()).map_err(E::custom)
            }
            fn visit_unit<E: de::Error>(self) -> Result<Day, E> {
                Ok(Day(None))
            }
            fn visit_none<E: de::Error>(self) -> Result<Day, E> {
                Ok(Day(None))
            }
        }
        deserializer.deserialize_any(Cell)
    }
}

/// Reads a YAML document within bounds that real lists stay far below, so that a file made to blow up is
/// refused while it is still small.
pub(super) fn yaml<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let options = serde_saphyr::options! {
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_events: 20_000_000,
            max_nodes: 10_000_000,
            max_aliases: 1_000,
            max_anchors: 1_000,
            max_recorded_anchor_events: 100_000,
            max_total_scalar_bytes: 256 << 20,
        },
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let location = error.location();
        let span = location.map(|at| {
            let source = Source::new(text.to_owned());
            let line = (at.line() as usize).saturating_sub(1);
            let column = (at.column() as usize).saturating_sub(1);
            Span::at(source.offset(line, column, crate::text::Columns::Utf32))
        });
        let message = error.without_snippet().to_string();
        // The place is told by the span already.
        let message = message.split(" at line ").next().unwrap_or_default().trim_start_matches("error: ");
        Problem { span, message: first_line(message), remedy: None }
    })
}

/// Reads a JSON document.
pub(super) fn json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|error| json_problem(text, 0, &error))
}

/// Reads one element of a JSON document, so that a fault in it leaves the others readable.
pub(super) fn element<'a, T: Deserialize<'a>>(text: &str, raw: &'a RawValue) -> Result<T, Problem> {
    serde_json::from_str(raw.get()).map_err(|error| json_problem(raw.get(), place(text, raw).start, &error))
}

/// Where an element of a JSON document stands in its text.
pub(super) fn place(text: &str, raw: &RawValue) -> Span {
    // The element borrows from the text, so the distance of the two is its offset.
    let start = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    Span::new(start, (start + raw.get().len()).min(text.len()))
}

fn json_problem(text: &str, offset: usize, error: &serde_json::Error) -> Problem {
    let line_start = match error.line() {
        0 | 1 => 0,
        line => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 2).map_or(text.len(), |i| i + 1),
    };
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let remedy = error.is_eof().then(|| "the file is cut off; fetch it again".to_owned());
    Problem { span: Some(Span::at(offset + at)), message: first_line(message), remedy }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yaml_that_blows_up_is_refused() {
        let mut bomb = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (name, of) in ["b", "c", "d", "e", "f", "g", "h", "i"].iter().zip(["a", "b", "c", "d", "e", "f", "g", "h"])
        {
            bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{of}"); 9].join(",")));
        }
        assert!(yaml::<serde_json::Value>(&bomb).is_err());
    }

    #[test]
    fn faults_of_an_element_are_placed_in_the_whole() {
        #[derive(serde::Deserialize, Debug)]
        struct Dated {
            #[serde(rename = "d")]
            _d: Day,
        }
        let text = "[\n {\"d\": \"2025\"},\n {\"d\": \"2025-13\"}]";
        let elements: Vec<&RawValue> = json(text).unwrap();
        assert!(element::<Dated>(text, elements[0]).is_ok());
        let problem = element::<Dated>(text, elements[1]).unwrap_err();
        assert_eq!(problem.message, "\"2025-13\" is no date; write 2025, 2025-05 or 2025-05-17");
        let (line, _) = Source::new(text.into()).position(problem.span.unwrap().start, crate::text::Columns::Utf8);
        assert_eq!(line, 2);
    }
}
