//! The fact-check sheet: what a checker ticks off, in the order of the draft.

use std::fmt::Write;

use crate::attribution::Found;
use crate::check::Checked;
use crate::check::glance::Glance;
use crate::quotes::Kind;

/// The sheet of one draft, Markdown.
pub fn markdown(checked: &Checked) -> String {
    let analysis = &checked.analysis;
    let prose = &analysis.article.prose;
    let line = |start: usize| checked.source.place(prose.span(&(start..start)).start).line;
    let title = analysis.article.front_matter.as_ref().and_then(|front| front.title.as_ref());
    let mut sheet =
        format!("# Fact-check sheet{}\n\n", title.map_or(String::new(), |it| format!(": {}", cell(&it.text))));
    let _ = writeln!(sheet, "{}", Glance::of(checked));

    let speech = analysis.quotes.list.iter().zip(&analysis.speakers).filter(|(quote, _)| {
        let spoken = matches!(quote.kind, Kind::Full | Kind::Partial | Kind::Fragment | Kind::Blockquote);
        spoken && quote.parent.is_none()
    });
    sheet.push_str("\n## Quotations\n\n| ✓ | Line | Quotation | Speaker | By |\n|---|---:|---|---|---|\n");
    for (quote, speaker) in speech {
        let as_written = speaker.mention.as_ref().map(|range| prose.slice(range));
        let who = speaker.name.as_deref().or(as_written).unwrap_or("—");
        let cue = speaker.cue.as_ref().map(|range| prose.slice(range)).filter(|_| speaker.found != Found::None);
        let (line, words) = (line(quote.range.start), cell(prose.slice(&quote.range)));
        let _ = writeln!(sheet, "| ☐ | {line} | {words} | {} | {} |", cell(who), cell(cue.unwrap_or("—")));
    }

    sheet.push_str("\n## Credits\n\n| ✓ | Line | Credit | Linked |\n|---|---:|---|---|\n");
    for credit in &analysis.citations.credits {
        let cited = credit.cited_in_sentence || credit.cited_in_paragraph || credit.cited_in_document;
        let (line, words) = (line(credit.range.start), cell(prose.slice(&credit.range)));
        let _ = writeln!(sheet, "| ☐ | {line} | {words} | {} |", if cited { "yes" } else { "no" });
    }

    sheet.push_str("\n## People\n\n| ✓ | Line | Name | As first written |\n|---|---:|---|---|\n");
    for (i, person) in analysis.people.persons.iter().enumerate() {
        if let Some(first) = analysis.people.mentions.iter().find(|mention| mention.person == i) {
            let (line, words) = (line(first.range.start), cell(prose.slice(&first.range)));
            let _ = writeln!(sheet, "| ☐ | {line} | {} | {words} |", cell(&person.name));
        }
    }

    sheet.push_str("\n## Findings\n\n| ✓ | Line | Rule | Finding |\n|---|---:|---|---|\n");
    for finding in &checked.findings {
        let line = checked.source.place(finding.span.start).line;
        let _ = writeln!(sheet, "| ☐ | {line} | {} | {} |", finding.rule, cell(&finding.message));
    }
    sheet
}

/// `text` as a cell of a table: on one line, with nothing that ends the cell or starts markup.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
