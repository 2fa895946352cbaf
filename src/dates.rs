//! Dates as newsrooms and datasets give them: often only a year or a month.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A year, a month of a year, or a day: `2025`, `2025-05`, `2025-05-17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    /// 1 to 12; `None` when only the year is known.
    month: Option<i8>,
    /// 1 to 31 and a real day of its month; `None` when only the month is known.
    day: Option<i8>,
}

impl PartialDate {
    /// The date of these parts; `None` when there is no such day, or a day without its month.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let known = (0..=9999).contains(&year) && (day.is_none() || month.is_some());
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok().filter(|_| known)?;
        Some(Self { year, month, day })
    }

    /// The first day it can mean.
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).expect("checked when read")
    }

    /// The last day it can mean.
    pub fn latest(self) -> Date {
        match (self.month, self.day) {
            (_, Some(_)) => self.earliest(),
            (Some(_), None) => self.earliest().last_of_month(),
            (None, _) => self.earliest().last_of_year(),
        }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12; `None` when only the year is known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// As AP writes it: `Jan. 21, 2025`, `January 2025`, `2025`.
    pub fn words(self) -> String {
        const MONTHS: [(&str, &str); 12] = [
            ("Jan.", "January"),
            ("Feb.", "February"),
            ("March", "March"),
            ("April", "April"),
            ("May", "May"),
            ("June", "June"),
            ("July", "July"),
            ("Aug.", "August"),
            ("Sept.", "September"),
            ("Oct.", "October"),
            ("Nov.", "November"),
            ("Dec.", "December"),
        ];
        let month = self.month.and_then(|month| MONTHS.get((month - 1) as usize));
        match (month, self.day) {
            (Some((short, _)), Some(day)) => format!("{short} {day}, {}", self.year),
            (Some((_, long)), None) => format!("{long} {}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// The day of the month; `None` when only the month or the year is known.
    pub fn day(self) -> Option<i8> {
        self.day
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

/// Text that is no date of the form `2025`, `2025-05` or `2025-05-17`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADate(pub String);

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is no date; write 2025, 2025-05 or 2025-05-17", self.0)
    }
}

impl std::error::Error for NotADate {}

impl FromStr for PartialDate {
    type Err = NotADate;

    /// Reads `YYYY`, `YYYY-MM` and `YYYY-MM-DD`; a time after the day (`T…` or a space) is passed over.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let fault = || NotADate(text.to_owned());
        let date = text.trim().split(['T', ' ']).next().unwrap_or_default();
        let mut parts = date.split('-');
        let mut number = |digits: usize| -> Result<Option<i16>, NotADate> {
            let Some(part) = parts.next() else { return Ok(None) };
            if part.len() != digits || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(fault());
            }
            part.parse().map(Some).map_err(|_| fault())
        };
        let year = number(4)?.ok_or_else(fault)?;
        let month = number(2)?.map(|month| month as i8);
        let day = number(2)?.map(|day| day as i8);
        if parts.next().is_some() {
            return Err(fault());
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| fault())?;
        Ok(Self { year, month, day })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_round_trip_and_span_what_they_can_mean() {
        for (text, earliest, latest) in [
            ("2025", "2025-01-01", "2025-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2025-05-17", "2025-05-17", "2025-05-17"),
        ] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(date.earliest().to_string(), earliest);
            assert_eq!(date.latest().to_string(), latest);
        }
    }

    #[test]
    fn dates_are_written_as_agencies_write_them() {
        for (text, words) in
            [("2025-01-21", "Jan. 21, 2025"), ("2025-05", "May 2025"), ("2025-09", "September 2025"), ("2025", "2025")]
        {
            assert_eq!(text.parse::<PartialDate>().unwrap().words(), words);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["2025-13", "2025-02-30", "25", "2025-5", "May 2025", "", "2025-05-17-1"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_passed_over() {
        assert_eq!("2025-08-12T09:30:00Z".parse::<PartialDate>().unwrap().to_string(), "2025-08-12");
    }
}
