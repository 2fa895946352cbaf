//! Sources as CSV, a row each.

use csv::Writer;

use crate::sources::SourceRecord;

/// All of `records` below the names of the columns.
pub fn write(records: &[SourceRecord]) -> String {
    let mut out = Writer::from_writer(Vec::new());
    // Writing into memory cannot fail, and every record has the same length.
    let _ = out.write_record(["id", "title", "authors", "outlet", "published", "accessed", "url", "archive", "note"]);
    for record in records {
        let cell = |text: &Option<String>| text.clone().unwrap_or_default();
        let date = |date: Option<crate::dates::PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let cells = [
            record.id.clone(),
            cell(&record.title),
            record.authors.join("; "),
            cell(&record.outlet),
            date(record.published),
            date(record.accessed),
            cell(&record.url),
            cell(&record.archive_url),
            cell(&record.note),
        ];
        // No spreadsheet may take a title for a formula.
        let tame = |cell: String| if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell };
        let _ = out.write_record(cells.map(tame));
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
