//! Sources as BibTeX and BibLaTeX write them.

use std::ops::Range;

use biblatex::{
    Bibliography, ChunksExt, DateValue, Entry, EntryType, Pair, PermissiveType, RawBibliography, RawEntry, Spanned,
};

use crate::dates::PartialDate;
use crate::sources::fields::{Reader, one_line};
use crate::sources::{Kind, SourceRecord};
use crate::text::Span;

/// Reads `text`. An entry that cannot be read is told and left out; the others are kept.
pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    if let Ok(raw) = RawBibliography::parse(text) {
        entries(raw, 0, reader);
        return;
    }
    // Each line that starts an entry is a place to begin anew.
    let mut parts: Vec<(usize, RawBibliography<'_>)> = Vec::new();
    for part in parts_of(text) {
        match RawBibliography::parse(&text[part.clone()]) {
            Ok(raw) => parts.push((part.start, raw)),
            Err(error) if error.span.start >= text[part.clone()].trim_end().len() => {
                reader.problem(Span::at(part.start), "not BibTeX: the entry is not closed".into(), None);
            }
            Err(error) => {
                let mut at = part.start + error.span.start;
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                reader.problem(Span::at(at), format!("not BibTeX: {}", error.kind), None);
            }
        }
    }
    let abbreviations: Vec<Pair<'_>> = parts.iter().flat_map(|(_, raw)| raw.abbreviations.iter().cloned()).collect();
    for (start, raw) in parts.into_iter().filter(|(_, raw)| !raw.entries.is_empty()) {
        entries(RawBibliography { abbreviations: abbreviations.clone(), ..raw }, start, reader);
    }
}

/// `text` cut before each line that begins with `@`.
fn parts_of(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    starts.extend(text.match_indices("\n@").map(|(i, _)| i + 1));
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| start..end).filter(|part| !part.is_empty()).collect()
}

/// Resolves what `raw`, which starts at `shift` of the file, holds; entry by entry where all at once fails, so that a
/// fault costs only itself.
fn entries(raw: RawBibliography<'_>, shift: usize, reader: &mut Reader<'_>) {
    let place = |entry: &Spanned<RawEntry<'_>>| {
        let range = &entry.v.key.span;
        Span::new(shift + range.start, shift + range.end)
    };
    let places: Vec<Span> = raw.entries.iter().map(place).collect();
    if let Ok(all) = Bibliography::from_raw(raw.clone()) {
        for (entry, &place) in all.iter().zip(&places) {
            let record = source(entry, place, reader);
            reader.keep(record, place);
        }
        return;
    }
    for (entry, &place) in raw.entries.iter().zip(&places) {
        match Bibliography::from_raw(RawBibliography {
            preamble: raw.preamble.clone(),
            entries: vec![entry.clone()],
            abbreviations: raw.abbreviations.clone(),
        }) {
            Ok(one) => {
                if let Some(entry) = one.iter().next() {
                    let record = source(entry, place, reader);
                    reader.keep(record, place);
                }
            }
            Err(error) => reader.problem(place, format!("{}: {}", entry.v.key.v, error.kind), None),
        }
    }
}

fn source(entry: &Entry, place: Span, reader: &mut Reader<'_>) -> SourceRecord {
    let field = |name: &str| {
        let text = entry.get(name).map(|chunks| one_line(&chunks.format_verbatim()));
        text.filter(|text| !text.is_empty())
    };
    let people = entry.author().unwrap_or_default();
    let outlet = ["journaltitle", "journal", "organization", "publisher", "institution", "howpublished"];
    let url = field("url").and_then(|url| reader.checked_url(&url, place));
    SourceRecord {
        id: entry.key.clone(),
        kind: kind(entry),
        title: field("title"),
        authors: people
            .iter()
            .map(|person| {
                one_line(&format!("{} {} {} {}", person.given_name, person.prefix, person.name, person.suffix))
            })
            .collect(),
        outlet: outlet.iter().find_map(|name| field(name)).filter(|outlet| !outlet.starts_with("http")),
        published: entry.date().ok().and_then(day),
        accessed: entry.url_date().ok().and_then(day),
        url: url.or_else(|| field("doi").map(|doi| super::doi(&doi))),
        archive_url: ["archiveurl", "archive"]
            .iter()
            .find_map(|name| field(name))
            .filter(|url| url.starts_with("http")),
        locator: field("pages"),
        note: field("note"),
        ..SourceRecord::default()
    }
}

fn kind(entry: &Entry) -> Kind {
    match &entry.entry_type {
        EntryType::Dataset => Kind::Dataset,
        EntryType::Report | EntryType::TechReport | EntryType::Manual | EntryType::Unpublished | EntryType::Patent => {
            Kind::Document
        }
        EntryType::Unknown(name) => match name.to_lowercase().as_str() {
            "legislation" | "jurisdiction" | "legal" | "letter" => Kind::Document,
            "audio" | "video" | "movie" => Kind::Recording,
            _ => Kind::Article,
        },
        _ => Kind::Article,
    }
}

/// The first day that a date names.
fn day(date: PermissiveType<biblatex::Date>) -> Option<PartialDate> {
    let text = match date {
        PermissiveType::Typed(date) => {
            let (DateValue::At(first)
            | DateValue::After(first)
            | DateValue::Before(first)
            | DateValue::Between(first, _)) = date.value;
            let mut text = format!("{:04}", first.year);
            if let Some(month) = first.month {
                text += &format!("-{:02}", month + 1);
                text += &first.day.map_or(String::new(), |day| format!("-{:02}", day + 1));
            }
            text
        }
        PermissiveType::Chunks(chunks) => chunks.format_verbatim(),
    };
    text.parse().ok()
}
