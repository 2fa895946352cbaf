//! Sources as BibLaTeX.

use std::fmt::Write as _;

use crate::sources::{Kind, SourceRecord};

/// All of `records`, an entry each.
pub fn write(records: &[SourceRecord]) -> String {
    records.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(record: &SourceRecord) -> String {
    let kind = match record.kind {
        Kind::Document => "report",
        Kind::Dataset => "dataset",
        Kind::Recording => "video",
        Kind::Article | Kind::Post | Kind::Interview | Kind::Transcript => "online",
    };
    let mut out = format!("@{kind}{{{},\n", key(&record.id));
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "  {name} = {{{value}}},");
        }
    };
    put("title", record.title.as_deref().map(plain));
    // In braces of its own a name is not taken apart.
    let authors: Vec<String> = record.authors.iter().map(|author| format!("{{{}}}", plain(author))).collect();
    put("author", (!authors.is_empty()).then(|| authors.join(" and ")));
    put("organization", record.outlet.as_deref().map(plain));
    put("date", record.published.map(|date| date.to_string()));
    put("url", record.url.as_deref().map(address));
    put("urldate", record.accessed.map(|date| date.to_string()));
    put("archiveurl", record.archive_url.as_deref().map(address));
    put("pages", record.locator.as_deref().map(plain));
    put("note", record.note.as_deref().map(plain));
    out.push_str("}\n");
    out
}

/// An id without what ends a key.
fn key(id: &str) -> String {
    id.chars().map(|c| if c.is_whitespace() || "{}(),=\"'#%\\~".contains(c) { '-' } else { c }).collect()
}

/// Text whose signs are no commands.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '\\' => out.push_str("\\textbackslash "),
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address, read as it stands, without what would end the field.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}
