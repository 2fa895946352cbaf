//! Links out of a draft: addresses, and keys whose source has one.

use tower_lsp::lsp_types as lsp;

use crate::lsp::server::Asked;

/// Every link with the address it leads to. Only addresses of the web: a draft must not open files.
pub fn all(asked: &Asked<'_>) -> Vec<lsp::DocumentLink> {
    let article = &asked.proof.checked.analysis.article;
    let written = article.links.iter().filter_map(|link| Some((link.url_span?, web(&link.url)?, None)));
    let library = asked.proof.library();
    let known = |key: &str| {
        let own = article.front_matter.iter().flat_map(|front| &front.sources).find_map(|entry| {
            let field = |name: &str| entry.field(&[name]).map(|it| it.text.clone());
            (field("id").as_deref() == Some(key)).then(|| (field("url"), field("title")))
        });
        let record = || library.find(key);
        own.or_else(|| record().map(|record| (record.url.clone().or(record.archive_url.clone()), record.title.clone())))
    };
    let keyed = article.keys.iter().filter_map(|mark| {
        let (url, title) = known(&mark.label)?;
        Some((mark.span, web(&url?)?, title))
    });
    let mut links: Vec<_> = written.chain(keyed).collect();
    links.sort_by_key(|(span, ..)| *span);
    // Two references to one definition share its address.
    links.dedup_by_key(|(span, ..)| *span);
    let link = |(span, target, tooltip)| lsp::DocumentLink {
        range: asked.places.range(span),
        target: Some(target),
        tooltip,
        data: None,
    };
    links.into_iter().map(link).collect()
}

fn web(address: &str) -> Option<lsp::Url> {
    lsp::Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https" | "mailto"))
}
