//! Officials from any table: a column map says which column holds what.

use std::collections::HashMap;
use std::rc::Rc;

use ::csv::{ByteRecord, StringRecord};

use crate::people::cells::Day;
use crate::people::fold;
use crate::people::import::{self, Imported};
use crate::people::roster::{Official, Role};
use crate::text::{BOM, Problem, Span};

/// What a column of a table can hold. A person is told by `id`, or each row is a person of its own.
pub const FIELDS: &[&str] = &[
    "id",
    "name",
    "given",
    "family",
    "aliases",
    "pronouns",
    "link",
    "wikidata",
    "title",
    "org",
    "jurisdiction",
    "to",
    "district",
    "party",
    "start",
    "end",
    "term_ends",
    "acting",
    "url",
    "source",
    "credit",
    "as_of",
];

/// Which column holds what, and what is the same in every row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Pairs of a field and the column's name in the header.
    pub columns: Vec<(String, String)>,
    /// Pairs of a field and the value it has in every row.
    pub fixed: Vec<(String, String)>,
}

impl Columns {
    /// Adds `field=column`, or `field==value` for a value that holds in every row.
    pub fn add(&mut self, mapping: &str) -> Result<(), String> {
        let (field, column) = mapping.split_once('=').ok_or_else(|| format!("\"{mapping}\" is no FIELD=COLUMN"))?;
        if !FIELDS.contains(&field) {
            let near = FIELDS.iter().find(|known| strsim::damerau_levenshtein(known, field) <= 2);
            let hint = near.map(|near| format!("did you mean \"{near}\"?"));
            return Err(format!("unknown field \"{field}\"; {}", hint.unwrap_or_else(|| FIELDS.join(", "))));
        }
        match column.strip_prefix('=') {
            Some(value) => self.fixed.push((field.to_owned(), value.to_owned())),
            None => self.columns.push((field.to_owned(), column.to_owned())),
        }
        Ok(())
    }

    /// The map that takes each column whose name is that of a field.
    fn by_name(headers: &StringRecord) -> Self {
        let mut columns = Self::default();
        for header in headers {
            let field = header.trim().to_lowercase().replace([' ', '-'], "_");
            if FIELDS.contains(&field.as_str()) {
                columns.columns.push((field, header.to_owned()));
            }
        }
        columns
    }
}

/// Reads a table by `columns`; with an empty map, by the names of its own columns.
///
/// Rows with the same id are one person with several offices. `label` sets ids of this table apart from those
/// of others.
pub fn read(text: &str, columns: &Columns, label: &str) -> Imported {
    let bom = text.len() - text.trim_start_matches(BOM).len();
    let body = &text[bom..];
    let mut imported = Imported::default();
    let mut map: Option<HashMap<&str, usize>> = None;
    let mut people: HashMap<String, usize> = HashMap::new();
    let by_name;
    let mut columns = columns;
    if columns.columns.is_empty() {
        let headers = rows(body, delimiter(body)).find_map(|(_, row)| Some(row.ok()?.0)).unwrap_or_default();
        by_name = Columns { fixed: columns.fixed.clone(), ..Columns::by_name(&headers) };
        columns = &by_name;
    }
    for (number, (span, row)) in rows(body, delimiter(body)).enumerate() {
        let span = Span::new(span.start + bom, span.end + bom);
        let (headers, record) = match row {
            Ok(row) => row,
            Err(message) => {
                imported.fault(span, message);
                continue;
            }
        };
        if map.is_none() {
            match places(columns, &headers) {
                Ok(found) => map = Some(found),
                Err(mut problem) => {
                    problem.span = Some(Span::new(bom, bom + body.lines().next().unwrap_or_default().len()));
                    return Imported::failed(problem);
                }
            }
        }
        let Some(map) = &map else { break };
        let fixed = |field: &str| columns.fixed.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str());
        let cell = |field: &str| {
            map.get(field).and_then(|&i| record.get(i)).or_else(|| fixed(field)).unwrap_or_default().trim()
        };
        if let Err(message) = take(&mut imported, &mut people, &cell, label, number) {
            imported.fault(span, message);
        }
    }
    imported
}

/// Where in a row each field stands.
fn places<'a>(columns: &'a Columns, headers: &StringRecord) -> Result<HashMap<&'a str, usize>, Problem> {
    let mut places = HashMap::new();
    for (field, column) in &columns.columns {
        let Some(i) = headers.iter().position(|header| header.trim() == column) else {
            let header: Vec<&str> = headers.iter().collect();
            return Err(Problem {
                span: None,
                message: format!("no column \"{column}\" for {field}"),
                remedy: Some(format!("the columns are {}", header.join(", "))),
            });
        };
        places.insert(field.as_str(), i);
    }
    let has = |field: &str| places.contains_key(field) || columns.fixed.iter().any(|(name, _)| name == field);
    let lacking = match () {
        () if !has("name") && (!has("given") || !has("family")) => "name",
        () if !has("title") => "title",
        () => return Ok(places),
    };
    Err(Problem {
        span: None,
        message: format!("no column is mapped to {lacking}"),
        remedy: Some(format!("say which it is: --column {lacking}=COLUMN, or --column {lacking}==VALUE for all rows")),
    })
}

fn take<'a>(
    imported: &mut Imported,
    people: &mut HashMap<String, usize>,
    cell: &impl Fn(&str) -> &'a str,
    label: &str,
    number: usize,
) -> Result<(), String> {
    let name = match cell("name") {
        "" => [cell("given"), cell("family")].join(" ").trim().to_owned(),
        name => usual_order(name),
    };
    if name.is_empty() {
        imported.skip("row without a name");
        return Ok(());
    }
    if cell("title").is_empty() {
        imported.skip("row without a title");
        return Ok(());
    }
    let date = |field: &str| Day::read(cell(field)).map(|day| day.0).map_err(|message| format!("{field}: {message}"));
    let role = Role {
        org: import::some(cell("org")),
        jurisdiction: import::some(cell("jurisdiction")),
        to: import::some(cell("to")),
        district: import::some(cell("district")),
        party: import::some(cell("party")),
        start: date("start")?,
        end: date("end")?,
        term_ends: date("term_ends")?,
        acting: matches!(cell("acting").to_lowercase().as_str(), "acting" | "true" | "yes" | "1"),
        url: import::some(cell("url")),
        source: import::some(cell("source")),
        credit: import::some(cell("credit")),
        as_of: date("as_of")?,
        ..import::role(cell("title"))
    };
    let wikidata = |id: &str| {
        id.strip_prefix('Q').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    let id = match (cell("wikidata"), cell("id")) {
        (id, _) | (_, id) if wikidata(id) => format!("wd:{id}"),
        (_, "") => format!("{label}:row {}", number + 1),
        (_, id) if id.contains(':') => id.to_owned(),
        (_, id) => format!("{label}:{id}"),
    };
    let i = *people.entry(id.clone()).or_insert_with(|| {
        imported.officials.push(Official { id: id.clone(), name: name.clone(), ..Official::default() });
        imported.officials.len() - 1
    });
    let official = &mut imported.officials[i];
    if !fold::same(&official.name, &name) {
        return Err(format!("the id {id} stands for {} and again for {name}", official.name));
    }
    official.family = official.family.take().or_else(|| import::some(cell("family")));
    for alias in cell("aliases").split(['|', ';']) {
        import::add_alias(official, alias);
    }
    for word in cell("pronouns").split(['/', ',', '|']).filter_map(import::some) {
        if !official.pronouns.contains(&word) {
            official.pronouns.push(word.to_lowercase());
        }
    }
    if let Some(link) = import::some(cell("link")).filter(|link| !official.links.contains(link)) {
        official.links.push(link);
    }
    if !official.roles.contains(&role) {
        official.roles.push(role);
    }
    Ok(())
}

/// `Stone, Ava` as it is said; other names as they are.
fn usual_order(name: &str) -> String {
    match name.split_once(',').map(|(family, given)| (family.trim(), given.trim())) {
        Some((family, given)) if !given.is_empty() && !given.contains(',') && !suffix(given) => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

fn suffix(text: &str) -> bool {
    matches!(text.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "M.P" | "MP" | "Esq" | "KC" | "QC" | "M.D")
}

/// The mark between cells: the one that the header holds most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default().as_bytes();
    let count = |mark: u8| header.iter().filter(|&&b| b == mark).count();
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

type Row = (Rc<StringRecord>, StringRecord);

/// The rows of a table, each with its header and its place; a row that cannot be read is an error.
pub(super) fn rows(text: &str, delimiter: u8) -> impl Iterator<Item = (Span, Result<Row, String>)> {
    let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let headers = Rc::new(reader.headers().cloned().unwrap_or_default());
    let mut record = ByteRecord::new();
    let mut over = false;
    std::iter::from_fn(move || {
        let offset = |reader: &::csv::Reader<&[u8]>| (reader.position().byte() as usize).min(text.len());
        let start = offset(&reader);
        if over {
            return None;
        }
        let read = reader.read_byte_record(&mut record);
        let span = Span::new(start, offset(&reader).max(start));
        match read {
            Ok(false) => None,
            Ok(true) => {
                let row = StringRecord::from_byte_record(record.clone()).map_err(|error| error.to_string());
                Some((span, row.map(|row| (Rc::clone(&headers), row))))
            }
            Err(error) => {
                over = matches!(error.kind(), ::csv::ErrorKind::Io(_));
                let message = match error.kind() {
                    ::csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        format!("this row has {len} cells, the header {expected_len}")
                    }
                    _ => error.to_string(),
                };
                Some((span, Err(message)))
            }
        }
    })
}
