//! Sources as RIS writes them (Research Information Systems): `TY  - NEWS` to `ER  - `.

use crate::sources::fields::{Reader, one_line};
use crate::sources::{Kind, SourceRecord, csl};
use crate::text::Span;

/// Reads `text`. A line that is no field goes on with the field before it.
pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    let mut open: Option<Entry> = None;
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        match field(line.trim_start_matches('\u{FEFF}')) {
            Some(("TY", value)) => {
                if let Some(entry) = open.take() {
                    let span = entry.span;
                    reader.problem(span, "the source is not closed".into(), Some("end it with a line `ER  - `"));
                    entry.close(reader);
                }
                let record = SourceRecord { kind: kind(value), ..SourceRecord::default() };
                open = Some(Entry { record, span: Span::new(start, start + line.len()), number: None });
            }
            Some(("ER", _)) => match open.take() {
                Some(entry) => entry.close(reader),
                None => reader.problem(Span::new(start, start + line.len()), "nothing is open here".into(), None),
            },
            Some((tag, value)) => {
                let place = Span::new(start, start + line.len());
                match &mut open {
                    Some(entry) => entry.add(tag, value, place, reader),
                    None => {
                        reader.problem(
                            place,
                            "a field stands outside of a source".into(),
                            Some("begin it with `TY  - `"),
                        );
                    }
                }
            }
            None => {}
        }
    }
    if let Some(entry) = open {
        reader.problem(entry.span, "the source is not closed".into(), Some("end it with a line `ER  - `"));
        entry.close(reader);
    }
}

/// Tag and value of a line.
fn field(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_once('-')?;
    let tag = tag.trim_end();
    let formed = tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    formed.then(|| (tag, value.trim()))
}

fn kind(name: &str) -> Kind {
    match name {
        "BLOG" | "SOCM" => Kind::Post,
        "RPRT" | "GOVDOC" | "BILL" | "CASE" | "STAT" | "HEAR" | "LEGAL" | "PAMP" | "UNPB" => Kind::Document,
        "DATA" | "AGGR" => Kind::Dataset,
        "SOUND" | "VIDEO" | "MPCT" | "MULTI" => Kind::Recording,
        "PCOMM" => Kind::Interview,
        _ => Kind::Article,
    }
}

struct Entry {
    record: SourceRecord,
    /// Its first line.
    span: Span,
    number: Option<String>,
}

impl Entry {
    fn add(&mut self, tag: &str, value: &str, place: Span, reader: &mut Reader<'_>) {
        if value.is_empty() {
            return;
        }
        let text = || Some(one_line(value));
        let record = &mut self.record;
        match tag {
            "ID" => record.id = one_line(value),
            "TI" | "T1" => record.title = text(),
            "AU" | "A1" => record.authors.push(super::turned(value)),
            "T2" | "JO" | "JF" | "PB" if record.outlet.is_none() => record.outlet = text(),
            "PY" | "DA" | "Y1" => {
                // 2025/08/08/ with empty parts at the end; the fuller of year and date counts.
                let parts: Vec<&str> =
                    value.split('/').map(str::trim).take(3).take_while(|part| !part.is_empty()).collect();
                let date = csl::joined(&parts, place, reader);
                let fuller = |date: crate::dates::PartialDate| (date.month().is_some(), date.day().is_some());
                if date.map(fuller) >= record.published.map(fuller) {
                    record.published = date;
                }
            }
            "Y2" => {
                let parts: Vec<&str> =
                    value.split('/').map(str::trim).take(3).take_while(|part| !part.is_empty()).collect();
                record.accessed = csl::joined(&parts, place, reader);
            }
            "UR" | "L2" if record.url.is_none() => record.url = reader.checked_url(value, place),
            "DO" => self.number = Some(super::doi(value)),
            "SP" => record.locator = text(),
            "N1" => record.note = text(),
            _ => {}
        }
    }

    fn close(mut self, reader: &mut Reader<'_>) {
        self.record.url = self.record.url.or(self.number);
        if self.record.id.is_empty() {
            reader.problem(self.span, "the source has no id".into(), Some("add a line `ID  - …`"));
        } else {
            reader.keep(self.record, self.span);
        }
    }
}
