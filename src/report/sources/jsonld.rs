//! A draft as JSON-LD: a schema.org `NewsArticle` with what it cites and whom it quotes.

use serde_json::{Value, json};

use crate::analysis::Analysis;
use crate::quotes;
use crate::sources::{Kind, SourceRecord};

/// One document for all drafts.
pub fn write(articles: Vec<Value>) -> String {
    let graph = json!({"@context": "https://schema.org", "@graph": articles});
    let mut text = serde_json::to_string_pretty(&graph).unwrap_or_default();
    text.push('\n');
    text
}

/// One draft and the sources it cites.
pub fn article(analysis: &Analysis, records: &[SourceRecord]) -> Value {
    let front = analysis.article.front_matter.as_ref();
    let headline = front.and_then(|front| front.title.as_ref()).map(|title| &title.text);
    let authors: Vec<Value> = front
        .iter()
        .flat_map(|front| &front.authors)
        .map(|author| json!({"@type": "Person", "name": author.text}))
        .collect();
    let mut article = json!({"@type": "NewsArticle"});
    put(&mut article, "headline", headline.map(|text| json!(text)));
    put(&mut article, "datePublished", front.and_then(|front| front.date.as_ref()).map(|date| json!(date.text)));
    put(&mut article, "inLanguage", front.and_then(|front| front.language.as_ref()).map(|it| json!(it.text)));
    put(&mut article, "author", (!authors.is_empty()).then(|| json!(authors)));
    put(&mut article, "citation", Some(json!(records.iter().map(work).collect::<Vec<_>>())));
    put(&mut article, "hasPart", Some(json!(quotations(analysis))));
    article
}

fn put(value: &mut Value, name: &str, field: Option<Value>) {
    if let Some(field) = field {
        value[name] = field;
    }
}

fn work(record: &SourceRecord) -> Value {
    let kind = match record.kind {
        Kind::Article => "NewsArticle",
        Kind::Post => "SocialMediaPosting",
        Kind::Document => "Report",
        Kind::Dataset => "Dataset",
        Kind::Interview | Kind::Transcript => "CreativeWork",
        Kind::Recording => "MediaObject",
    };
    let mut work = json!({"@type": kind, "identifier": record.id});
    put(&mut work, "name", record.title.as_ref().map(|title| json!(title)));
    put(&mut work, "author", (!record.authors.is_empty()).then(|| json!(record.authors)));
    let publisher = record.outlet.as_ref().map(|outlet| json!({"@type": "Organization", "name": outlet}));
    put(&mut work, "publisher", publisher);
    put(&mut work, "datePublished", record.published.map(|date| json!(date.to_string())));
    put(&mut work, "url", record.url.as_ref().map(|url| json!(url)));
    put(&mut work, "archivedAt", record.archive_url.as_ref().map(|url| json!(url)));
    work
}

/// Quotations of speech, without their marks, each with who says it where that is known.
fn quotations(analysis: &Analysis) -> Vec<Value> {
    use quotes::Kind::{Blockquote, Fragment, Full, Partial};
    let prose = &analysis.article.prose;
    let speech =
        analysis.quotes.list.iter().zip(&analysis.speakers).filter(|(quote, _)| {
            quote.parent.is_none() && matches!(quote.kind, Full | Partial | Fragment | Blockquote)
        });
    let told = speech.map(|(quote, speaker)| {
        let mut told = json!({"@type": "Quotation", "text": prose.slice(&quote.inside)});
        // A body speaks, too: only a person of the draft is called one.
        let kind = if speaker.person.is_some() { "Person" } else { "Organization" };
        let mention = speaker.mention.as_ref().map(|range| prose.slice(range));
        match (&speaker.name, mention) {
            (Some(name), _) => put(&mut told, "creator", Some(json!({"@type": kind, "name": name}))),
            (None, Some(mention)) => put(&mut told, "creditText", Some(json!(mention))),
            (None, None) => {}
        }
        told
    });
    told.collect()
}
