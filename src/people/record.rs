//! Officials as bytes: the records of a compiled directory.
//!
//! A number takes seven bits a byte, the lowest first. Text is its length and its bytes. Cells that repeat in
//! thousands of offices, such as titles and parties, are numbers into one pool of texts.

use rustc_hash::FxHashMap;

use crate::dates::PartialDate;
use crate::people::roster::{Official, Role};

/// Texts that are written once; zero stands for none.
#[derive(Debug, Default)]
pub(super) struct Pool {
    numbers: FxHashMap<String, u64>,
    /// The texts, one after another.
    pub(super) bytes: Vec<u8>,
    /// Where each text ends.
    pub(super) ends: Vec<u32>,
}

impl Pool {
    fn number(&mut self, text: Option<&str>) -> u64 {
        let Some(text) = text else { return 0 };
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len() as u32);
        let number = self.ends.len() as u64;
        self.numbers.insert(text.to_owned(), number);
        number
    }
}

/// Appends a number.
pub(super) fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn put_texts(out: &mut Vec<u8>, texts: &[String]) {
    put(out, texts.len() as u64);
    for text in texts {
        put_text(out, text);
    }
}

fn put_date(out: &mut Vec<u8>, date: Option<PartialDate>) {
    let number = |part: Option<i8>| part.unwrap_or_default() as u64;
    put(out, date.map_or(0, |date| (date.year() as u64 * 13 + number(date.month())) * 32 + number(date.day()) + 1));
}

/// Appends an official without the place it was read from.
pub(super) fn write(out: &mut Vec<u8>, pool: &mut Pool, official: &Official) {
    put_text(out, &official.id);
    put_text(out, &official.name);
    put_text(out, official.family.as_deref().unwrap_or_default());
    let lists = [
        &official.aliases,
        &official.misspellings,
        &official.pronouns,
        &official.links,
        &official.ids,
        &official.not_same_as,
    ];
    for list in lists {
        put_texts(out, list);
    }
    put(out, official.roles.len() as u64);
    for role in &official.roles {
        put(out, pool.number(Some(&role.title)));
        for cell in cells(role) {
            put(out, pool.number(cell.as_deref()));
        }
        for date in [role.start, role.end, role.term_ends, role.as_of] {
            put_date(out, date);
        }
        out.push(u8::from(role.acting));
    }
}

fn cells(role: &Role) -> [&Option<String>; 8] {
    [&role.org, &role.jurisdiction, &role.to, &role.district, &role.party, &role.url, &role.source, &role.credit]
}

/// Reads what [`put`] and [`write`] wrote. Every answer is `None` once the bytes make no sense.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// The text of a number in the pool.
    pool: &'a dyn Fn(u64) -> Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `bytes`.
    pub(super) fn new(bytes: &'a [u8], pool: &'a dyn Fn(u64) -> Option<&'a str>) -> Self {
        Self { bytes, pool }
    }

    /// The next number.
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        (0..self.number()?).map(|_| self.text()).collect()
    }

    fn pooled(&mut self) -> Option<Option<String>> {
        match self.number()? {
            0 => Some(None),
            number => (self.pool)(number).map(|text| Some(text.to_owned())),
        }
    }

    fn date(&mut self) -> Option<Option<PartialDate>> {
        let Some(number) = self.number()?.checked_sub(1) else { return Some(None) };
        let part = |number: u64| i8::try_from(number).ok().filter(|&part| part > 0);
        let year = i16::try_from(number / 32 / 13).ok()?;
        PartialDate::new(year, part(number / 32 % 13), part(number % 32)).map(Some)
    }

    /// The next official.
    pub(super) fn official(&mut self) -> Option<Official> {
        let (id, name, family) = (self.text()?, self.text()?, self.text()?);
        Some(Official {
            id,
            name,
            family: Some(family).filter(|family| !family.is_empty()),
            aliases: self.texts()?,
            misspellings: self.texts()?,
            pronouns: self.texts()?,
            links: self.texts()?,
            ids: self.texts()?,
            not_same_as: self.texts()?,
            roles: (0..self.number()?).map(|_| self.role()).collect::<Option<_>>()?,
            place: None,
        })
    }

    fn role(&mut self) -> Option<Role> {
        let mut role = Role { title: self.pooled()??, ..Role::default() };
        role.org = self.pooled()?;
        role.jurisdiction = self.pooled()?;
        role.to = self.pooled()?;
        role.district = self.pooled()?;
        role.party = self.pooled()?;
        role.url = self.pooled()?;
        role.source = self.pooled()?;
        role.credit = self.pooled()?;
        role.start = self.date()?;
        role.end = self.date()?;
        role.term_ends = self.date()?;
        role.as_of = self.date()?;
        role.acting = self.number()? == 1;
        Some(role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_embedded_comes_back_as_it_was() {
        let mut pool = Pool::default();
        let mut out = Vec::new();
        let officials = crate::people::embedded::officials();
        for official in officials {
            write(&mut out, &mut pool, official);
        }
        let text = |number: u64| {
            let end = *pool.ends.get(number as usize - 1)? as usize;
            let start = if number == 1 { 0 } else { pool.ends[number as usize - 2] as usize };
            std::str::from_utf8(&pool.bytes[start..end]).ok()
        };
        let mut reader = Reader::new(&out, &text);
        for official in officials {
            assert_eq!(reader.official().as_ref(), Some(&**official));
        }
        assert_eq!(reader.official(), None);
    }

    #[test]
    fn bytes_cut_anywhere_are_no_official() {
        let mut pool = Pool::default();
        let mut out = Vec::new();
        write(&mut out, &mut pool, &crate::people::embedded::officials()[0]);
        for end in 0..out.len() {
            assert_eq!(Reader::new(&out[..end], &|_| Some("x")).official(), None, "{end}");
        }
    }
}
