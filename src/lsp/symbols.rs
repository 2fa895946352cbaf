//! The outline of a draft: its headings, and under each the people whom it introduces and its quotations with who
//! says them.

use std::collections::HashMap;
use std::path::Path;

use tower_lsp::lsp_types as lsp;

use crate::check::Checked;
use crate::files;
use crate::files::desks::absolute;
use crate::lsp::convert::Places;
use crate::markdown::BlockKind;
use crate::people::roster::Official;
use crate::quotes::Kind;
use crate::text::{Columns, Source, Span};

/// How many characters of a quotation an outline shows.
const MOST_CHARACTERS: usize = 60;

/// One line of an outline.
struct Entry {
    name: String,
    detail: Option<String>,
    kind: lsp::SymbolKind,
    span: Span,
    /// 1 to 6 for headings, 7 for what stands under them.
    depth: u8,
}

/// The outline: nested where the editor can show that, else flat.
pub fn outline(checked: &Checked, places: &Places<'_>, uri: &lsp::Url, nested: bool) -> lsp::DocumentSymbolResponse {
    let entries = entries(checked);
    if nested {
        let end = checked.source.text().len();
        let mut rest = entries.as_slice();
        return lsp::DocumentSymbolResponse::Nested(nest(&mut rest, 0, end, places));
    }
    let flat = entries.into_iter().map(|entry| information(entry, places, uri));
    lsp::DocumentSymbolResponse::Flat(flat.collect())
}

/// People and headings of a draft whose name holds `query`, whatever its case.
pub fn matching(checked: &Checked, places: &Places<'_>, uri: &lsp::Url, query: &str) -> Vec<lsp::SymbolInformation> {
    let headings = entries(checked).into_iter().filter(|entry| entry.depth < 7);
    let query = query.to_lowercase();
    let wanted = headings.chain(persons(checked)).filter(|entry| entry.name.to_lowercase().contains(&query));
    wanted.map(|entry| information(entry, places, uri)).collect()
}

/// Officials of the newsroom's own lists whose name holds `query`, at their entries.
pub fn listed(officials: &[Official], columns: Columns, query: &str) -> Vec<lsp::SymbolInformation> {
    let query = query.to_lowercase();
    let mut lists: HashMap<&Path, Option<(lsp::Url, Source)>> = HashMap::new();
    let named = officials.iter().filter(|official| official.names().any(|name| name.to_lowercase().contains(&query)));
    let placed = named.filter_map(|official| Some((official, official.place.as_ref()?)));
    let found = placed.filter_map(|(official, (path, span))| {
        let read = || Some((lsp::Url::from_file_path(absolute(path)).ok()?, files::read(path).ok()?));
        let (uri, list) = lists.entry(path).or_insert_with(read).as_ref()?;
        // The list may have become shorter since it was read.
        let span = if span.end <= list.text().len() { *span } else { Span::at(0) };
        let detail = official.roles.last().map(|role| role.title.clone());
        let entry = Entry { name: official.name.clone(), detail, kind: lsp::SymbolKind::CLASS, span, depth: 7 };
        Some(information(entry, &Places::new(list, columns), uri))
    });
    found.collect()
}

/// The people of a draft at their first mention, with how often they speak.
fn persons(checked: &Checked) -> impl Iterator<Item = Entry> {
    let (people, prose) = (&checked.analysis.people, &checked.analysis.article.prose);
    people.persons.iter().enumerate().filter_map(|(i, person)| {
        let first = people.mentions.iter().find(|mention| mention.person == i)?;
        let detail = match checked.analysis.speakers.iter().filter(|speaker| speaker.person == Some(i)).count() {
            0 => None,
            1 => Some("1 quotation".to_owned()),
            count => Some(format!("{count} quotations")),
        };
        let (name, span) = (named(&person.name), prose.span(&first.name));
        Some(Entry { name, detail, kind: lsp::SymbolKind::CLASS, span, depth: 7 })
    })
}

/// Headings, people and outer quotations, sorted by start.
fn entries(checked: &Checked) -> Vec<Entry> {
    let analysis = &checked.analysis;
    let prose = &analysis.article.prose;
    let headings = analysis.article.blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Heading(depth) => Some(Entry {
            name: named(prose.slice(&block.prose)),
            detail: None,
            kind: lsp::SymbolKind::NAMESPACE,
            span: block.span,
            depth,
        }),
        _ => None,
    });
    let speech = analysis.quotes.list.iter().zip(&analysis.speakers).filter(|(quote, _)| {
        quote.parent.is_none() && matches!(quote.kind, Kind::Full | Kind::Partial | Kind::Fragment | Kind::Blockquote)
    });
    let quotations = speech.map(|(quote, speaker)| Entry {
        name: named(prose.slice(&quote.range)),
        detail: speaker.name.clone().or_else(|| Some(prose.slice(speaker.mention.as_ref()?).to_owned())),
        kind: lsp::SymbolKind::STRING,
        span: prose.span(&quote.range),
        depth: 7,
    });
    let mut entries: Vec<Entry> =
        headings.chain(persons(checked)).chain(quotations).filter(|entry| !entry.span.is_empty()).collect();
    entries.sort_by_key(|entry| entry.span);
    entries
}

/// Takes from `rest` what is deeper than `above`. Each entry reaches up to the next that is as high.
#[expect(deprecated, reason = "the protocol's type has a field that must be written to be left out")]
fn nest(rest: &mut &[Entry], above: u8, end: usize, places: &Places<'_>) -> Vec<lsp::DocumentSymbol> {
    let mut symbols = Vec::new();
    while let Some((entry, more)) = rest.split_first().filter(|(entry, _)| entry.depth > above) {
        *rest = more;
        let next = rest.iter().find(|next| next.depth <= entry.depth).map_or(end, |next| next.span.start);
        let reach = match entry.depth {
            7 => entry.span,
            _ => Span::new(entry.span.start, next.min(end).max(entry.span.end)),
        };
        let children = if entry.depth < 7 { nest(rest, entry.depth, reach.end, places) } else { Vec::new() };
        symbols.push(lsp::DocumentSymbol {
            name: entry.name.clone(),
            detail: entry.detail.clone(),
            kind: entry.kind,
            tags: None,
            deprecated: None,
            range: places.range(reach),
            selection_range: places.range(entry.span),
            children: (!children.is_empty()).then_some(children),
        });
    }
    symbols
}

#[expect(deprecated, reason = "the protocol's type has a field that must be written to be left out")]
fn information(entry: Entry, places: &Places<'_>, uri: &lsp::Url) -> lsp::SymbolInformation {
    lsp::SymbolInformation {
        name: entry.name,
        kind: entry.kind,
        tags: None,
        deprecated: None,
        location: lsp::Location::new(uri.clone(), places.range(entry.span)),
        container_name: entry.detail,
    }
}

/// The name of an entry: never empty, which editors refuse, and never long.
fn named(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None if text.is_empty() => "—".to_owned(),
        None => text.to_owned(),
    }
}
