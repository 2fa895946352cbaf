//! The sheet as CSV, for a spreadsheet, and back.

use csv::{ReaderBuilder, Trim, Writer};

use crate::report::factcheck::Sheet;
use crate::report::factcheck::state::{Entry, State};
use crate::text::BOM;

/// Columns, in order. What checkers fill in comes last.
const COLUMNS: &[&str] = &[
    "number", "id", "kind", "line", "words", "context", "who", "sources", "findings", "state", "method", "checker",
    "date", "verdict", "note",
];

/// The sheet, a row a line below the names of the columns.
pub fn write(sheet: &Sheet) -> String {
    let mut out = Writer::from_writer(Vec::new());
    // Writing into memory cannot fail, and every record has the same length.
    let _ = out.write_record(COLUMNS);
    for (number, row) in (1..).zip(&sheet.rows) {
        let State { method, checker, date, verdict, note } = &row.state;
        let number: usize = number;
        let (number, line) = (number.to_string(), row.line.to_string());
        let (sources, findings) = (row.sources.join("; "), row.findings.join("; "));
        let cells: [&str; 15] = [
            &number,
            &row.id,
            row.kind.name(),
            &line,
            &row.words,
            &row.context,
            row.who.as_deref().unwrap_or_default(),
            &sources,
            &findings,
            row.standing(),
            method,
            checker,
            date,
            verdict.map_or("", |verdict| verdict.name()),
            note,
        ];
        let _ = out.write_record(cells.map(tame));
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula.
fn tame(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

/// What checkers wrote into such a file: an entry for each row, and what is wrong with the file, by line.
pub fn read(text: &str) -> Result<Vec<Entry>, (usize, String)> {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    // Spreadsheets of some countries part cells by semicolons.
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
    let mut rows = ReaderBuilder::new().delimiter(delimiter).trim(Trim::All).from_reader(text.as_bytes());
    let headers = rows.headers().map_err(told)?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let missing = ["id", "kind", "words", "method", "checker", "date", "verdict", "note"];
    if let Some(name) = missing.into_iter().find(|name| column(name).is_none()) {
        return Err((1, format!("no column \"{name}\"; begin with a sheet that -o NAME.csv wrote")));
    }
    let mut entries = Vec::new();
    for record in rows.records() {
        let record = record.map_err(told)?;
        let cell = |name: &str| {
            let cell = column(name).and_then(|i| record.get(i)).unwrap_or_default();
            cell.strip_prefix('\'').unwrap_or(cell).to_owned()
        };
        let entry = Entry {
            id: cell("id"),
            kind: cell("kind"),
            who: cell("who"),
            words: cell("words"),
            method: cell("method"),
            checker: cell("checker"),
            date: cell("date"),
            verdict: cell("verdict").to_lowercase(),
            note: cell("note"),
        };
        let line = record.position().map_or(1, |place| usize::try_from(place.line()).unwrap_or(1));
        if entry.id.is_empty() {
            return Err((line, "a row without an id".to_owned()));
        }
        if let Some(fault) = entry.fault() {
            return Err((line, fault));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// An error of the reader, with its line.
fn told(error: csv::Error) -> (usize, String) {
    let line = error.position().map_or(1, |place| usize::try_from(place.line()).unwrap_or(1));
    (line, format!("no such CSV: {error}"))
}
