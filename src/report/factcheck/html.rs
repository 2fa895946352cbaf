//! The sheet as one page that loads nothing, runs nothing and says on every printed sheet that it is not published.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::check::Checked;
use crate::check::glance::Glance;
use crate::markdown::{Article, Block, BlockKind};
use crate::report::factcheck::{Kind, Row, Sheet};

const STYLE: &str = include_str!("sheet.css");

/// What the page may do: show this style. All else, scripts and pictures and forms among it, is forbidden to it.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
});

/// Speakers have so many colours; the next one begins anew.
const COLOURS: usize = 8;

/// The page of `sheet`, the sheet of `checked`. `name` is the draft's name.
pub fn page(sheet: &Sheet, checked: &Checked, name: &str) -> String {
    let article = &checked.analysis.article;
    let front = article.front_matter.as_ref();
    let title = front.and_then(|front| front.title.as_ref()).map_or(name, |title| &title.text);
    let language = front.and_then(|front| front.language.as_ref()).map_or("en", |language| &language.text);
    let mut about: Vec<String> = vec![name.to_owned()];
    about.extend(front.iter().flat_map(|front| &front.authors).map(|author| author.text.clone()));
    about.extend(front.and_then(|front| front.date.as_ref()).map(|date| date.text.clone()));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex, noarchive\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>UNPUBLISHED: fact-check sheet, {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <p class=\"unpublished\">UNPUBLISHED · for checking only</p>\n\
         <a class=\"skip\" href=\"#rows\">To the rows to check</a>\n\
         <header>\n<p class=\"about\">Fact-check sheet</p>\n<h1>{}</h1>\n<p class=\"about\">{}</p>\n\
         <p class=\"about\">{}</p>\n<p class=\"tally\">{}</p>\n</header>\n<main>\n",
        text(language),
        text(&POLICY),
        text(title),
        text(title),
        text(&about.join(" · ")),
        text(&Glance::of(checked).to_string()),
        text(&tally(sheet)),
    );
    legend(&mut out, sheet);
    draft(&mut out, sheet, article);
    rows(&mut out, sheet);
    former(&mut out, sheet);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// `text` with nothing in it that a page could read as markup, and without characters that no page may hold.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            // What turns the direction of text would make the sheet show other words than it holds.
            c if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') => {
                out.push('\u{FFFD}')
            }
            c => out.push(c),
        }
    }
    out
}

fn tally(sheet: &Sheet) -> String {
    let settled = sheet.rows.iter().filter(|row| row.state.verdict.is_some_and(|verdict| verdict.settles())).count();
    let mut said = format!("{settled} of {} rows settled", sheet.rows.len());
    for (standing, word) in
        [("disputed", "disputed"), ("unverifiable", "unverifiable"), ("reopened", "reopened by edits")]
    {
        match sheet.rows.iter().filter(|row| row.standing() == standing).count() {
            0 => {}
            count => said += &format!(" · {count} {word}"),
        }
    }
    said
}

/// The colour of a quotation's speaker.
fn colour(sheet: &Sheet, row: &Row) -> String {
    let Some(who) = row.who.as_deref() else { return "nobody".to_owned() };
    let speaker = sheet.speakers().iter().position(|(name, _)| *name == who).unwrap_or_default();
    format!("s{}", speaker % COLOURS + 1)
}

fn legend(out: &mut String, sheet: &Sheet) {
    out.push_str("<h2 id=\"speakers\">Speakers</h2>\n<ul class=\"legend\" aria-labelledby=\"speakers\">\n");
    let more = |count: usize| if count == 1 { "quotation" } else { "quotations" };
    for (i, (name, count)) in sheet.speakers().into_iter().enumerate() {
        let class = i % COLOURS + 1;
        let _ = writeln!(out, "<li><span class=\"q s{class}\">{}</span> {count} {}</li>", text(name), more(count));
    }
    let nobody = sheet.rows.iter().filter(|row| row.kind == Kind::Quotation && row.who.is_none()).count();
    if nobody > 0 {
        let _ = writeln!(out, "<li><span class=\"q nobody\">Nobody named</span> {nobody} {}</li>", more(nobody));
    }
    out.push_str("</ul>\n");
}

/// The copy, with each row's words marked and its number behind them.
fn draft(out: &mut String, sheet: &Sheet, article: &Article) {
    out.push_str("<h2 id=\"draft\">The draft</h2>\n<article class=\"draft\" aria-labelledby=\"draft\">\n");
    let colours: Vec<String> = sheet.rows.iter().map(|row| colour(sheet, row)).collect();
    let mut within = None;
    for block in &article.blocks {
        if within != block.blockquote {
            out.push_str(if within.is_some() { "</blockquote>\n" } else { "" });
            out.push_str(if block.blockquote.is_some() { "<blockquote>\n" } else { "" });
            within = block.blockquote;
        }
        let (open, close) = match block.kind {
            BlockKind::Heading(_) => ("<h3>", "</h3>"),
            BlockKind::Item => ("<p>• ", "</p>"),
            BlockKind::Footnote => ("<p class=\"note\">Note: ", "</p>"),
            BlockKind::Caption => ("<p class=\"note\">Picture: ", "</p>"),
            BlockKind::Cell => ("<p class=\"note\">Table: ", "</p>"),
            BlockKind::Paragraph => ("<p>", "</p>"),
        };
        out.push_str(open);
        copy(out, sheet, article, block, &colours);
        out.push_str(close);
        out.push('\n');
    }
    out.push_str(if within.is_some() { "</blockquote>\n" } else { "" });
    out.push_str("</article>\n");
}

/// One block. Rows may share words in any way: the copy is cut wherever one begins or ends, so that marks never cross.
fn copy(out: &mut String, sheet: &Sheet, article: &Article, block: &Block, colours: &[String]) {
    let range = &block.prose;
    let here: Vec<usize> = (0..sheet.rows.len())
        .filter(|&i| sheet.rows[i].range.start < range.end && range.start < sheet.rows[i].range.end)
        .collect();
    let mut cuts: BTreeSet<usize> = [range.start, range.end].into();
    for &i in &here {
        let row = &sheet.rows[i].range;
        cuts.extend([row.start, row.end].into_iter().filter(|at| range.contains(at)));
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    for piece in cuts.windows(2) {
        let (start, end) = (piece[0], piece[1]);
        let mut classes: Vec<&str> = Vec::new();
        for &i in here.iter().filter(|&&i| sheet.rows[i].range.start <= start && end <= sheet.rows[i].range.end) {
            match sheet.rows[i].kind {
                Kind::Quotation => classes.extend(["q", colours[i].as_str()]),
                _ if !classes.contains(&"mark") => classes.push("mark"),
                _ => {}
            }
        }
        // The object character stands for code and pictures, which are not shown here.
        let words = text(article.prose.slice(&(start..end))).replace('\u{FFFC}', "[…]");
        match classes[..] {
            [] => out.push_str(&words),
            _ => {
                let _ = write!(out, "<span class=\"{}\">{words}</span>", classes.join(" "));
            }
        }
        for &i in here.iter().filter(|&&i| sheet.rows[i].range.end == end) {
            let (number, row) = (i + 1, &sheet.rows[i]);
            let who = row.who.as_deref().filter(|_| row.kind == Kind::Quotation);
            let label = who.map_or(String::new(), |who| format!(", {}", text(who)));
            let _ = write!(
                out,
                "<sup><a href=\"#r{number}\" id=\"d{number}\" aria-label=\"Row {number}, {}{label}\">{number}</a></sup>",
                row.kind.name()
            );
        }
    }
}

fn rows(out: &mut String, sheet: &Sheet) {
    out.push_str(
        "<section class=\"rows\" aria-labelledby=\"rows\">\n<h2 id=\"rows\">To check</h2>\n<table>\n\
         <caption>Every quotation, figure, credit and named official, in the order of the draft.</caption>\n<thead><tr>\
         <th scope=\"col\">Row</th><th scope=\"col\">What</th><th scope=\"col\">Words</th><th scope=\"col\">Speaker</th>\
         <th scope=\"col\">Source</th><th scope=\"col\">Checked</th></tr></thead>\n<tbody>\n",
    );
    for (number, row) in (1..).zip(&sheet.rows) {
        one(out, number, row, &colour(sheet, row));
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn one(out: &mut String, number: usize, row: &Row, colour: &str) {
    let settled = row.state.verdict.is_some_and(|verdict| verdict.settles());
    let ticked = if settled { " checked" } else { "" };
    let class = if row.kind == Kind::Quotation { format!("q {colour}") } else { String::new() };
    let _ = write!(
        out,
        "<tr id=\"r{number}\" class=\"{}\">\n<th scope=\"row\"><label><input type=\"checkbox\"{ticked} \
         aria-label=\"Row {number} is checked\">{number}</label></th>\n<td>{}<br><a href=\"#d{number}\" \
         aria-label=\"Line {}, row {number} in the draft\">line {}</a></td>\n<td><span class=\"words\"><span \
         class=\"{class}\">{}</span></span>",
        row.standing(),
        row.kind.name(),
        row.line,
        row.line,
        text(&row.words),
    );
    if !row.context.is_empty() {
        let _ = write!(out, "<span class=\"context\">in: {}</span>", text(&row.context));
    }
    for finding in &row.findings {
        let _ = write!(out, "<span class=\"finding\">{}</span>", text(finding));
    }
    if let Some(entry) = &row.formerly {
        let by = [&entry.verdict, &entry.checker, &entry.date].map(String::as_str);
        let by = by.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let _ = write!(
            out,
            "<span class=\"formerly\">Changed since it was checked ({}): {}</span>",
            text(&by),
            text(&entry.words)
        );
    }
    let who = row.who.as_deref().map_or_else(|| "nobody named".to_owned(), text);
    let sources: String = row.sources.iter().map(|source| format!("<li>{}</li>", text(source))).collect();
    let sources = if sources.is_empty() { "none".to_owned() } else { format!("<ul>{sources}</ul>") };
    let _ = write!(
        out,
        "</td>\n<td>{who}</td>\n<td>{sources}</td>\n<td><span class=\"standing\">{}</span>",
        row.standing()
    );
    let state = &row.state;
    out.push_str("<dl>");
    for (name, value) in
        [("Method", &state.method), ("Checker", &state.checker), ("Date", &state.date), ("Note", &state.note)]
    {
        let _ = write!(out, "<dt>{name}</dt><dd>{}</dd>", text(value));
    }
    out.push_str("</dl></td>\n</tr>\n");
}

/// Rows that were checked and are gone from the draft.
fn former(out: &mut String, sheet: &Sheet) {
    let told = |id: &str| sheet.rows.iter().any(|row| row.formerly.as_ref().is_some_and(|entry| entry.id == id));
    let gone: Vec<_> = sheet.former.iter().filter(|entry| !told(&entry.id)).collect();
    if gone.is_empty() {
        return;
    }
    out.push_str("<section aria-labelledby=\"gone\">\n<h2 id=\"gone\">Checked, and gone from the draft</h2>\n<ul>\n");
    for entry in gone {
        let _ = writeln!(out, "<li>{}: {} ({})</li>", text(&entry.kind), text(&entry.words), text(&entry.verdict));
    }
    out.push_str("</ul>\n</section>\n");
}
