//! What is written beside the copy without being in it: whom a pronoun means, and a draft in four numbers.

use serde_json::json;
use tower_lsp::lsp_types as lsp;

use crate::check::glance::Glance;
use crate::lsp::commands;
use crate::lsp::convert::Places;
use crate::lsp::server::Asked;
use crate::text::Span;

/// The speaker behind every pronoun that attributes a quotation in `range`.
pub fn inlay(asked: &Asked<'_>, range: lsp::Range) -> Vec<lsp::InlayHint> {
    let analysis = &asked.proof.checked.analysis;
    let prose = &analysis.article.prose;
    let wanted = asked.places.span(range);
    let mut meant: Vec<(Span, &str)> = analysis
        .speakers
        .iter()
        .filter_map(|speaker| Some((speaker.mention.as_ref()?, speaker.name.as_deref()?)))
        .filter(|(mention, name)| {
            let word = prose.slice(mention);
            word.len() <= "themselves".len() && word.starts_with(char::is_lowercase) && !name.contains(word)
        })
        .map(|(mention, name)| (prose.span(mention), name))
        .filter(|(span, _)| wanted.holds(*span))
        .collect();
    meant.sort();
    meant.dedup();
    let hint = |(span, name): (Span, &str)| lsp::InlayHint {
        position: asked.places.position(span.end),
        label: lsp::InlayHintLabel::String(format!("({name})")),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    meant.into_iter().map(hint).collect()
}

/// The lens over the title: what the draft holds and lacks. It opens the fact-check sheet.
pub fn lens(asked: &Asked<'_>) -> lsp::CodeLens {
    let checked = &asked.proof.checked;
    let command = lsp::Command {
        title: Glance::of(checked).to_string(),
        command: commands::SHEET.to_owned(),
        arguments: Some(vec![json!({"uri": asked.version.uri})]),
    };
    lsp::CodeLens { range: title(asked, &asked.places), command: Some(command), data: None }
}

/// The title in the front matter, else the first heading, else the first line.
fn title(asked: &Asked<'_>, places: &Places<'_>) -> lsp::Range {
    let article = &asked.proof.checked.analysis.article;
    let front = article.front_matter.as_ref().and_then(|front| front.title.as_ref()).map(|title| title.span);
    let heading = || {
        let heading = article.blocks.iter().find(|block| matches!(block.kind, crate::markdown::BlockKind::Heading(_)));
        heading.map(|block| block.span)
    };
    let span = front.or_else(heading).unwrap_or(Span::at(0));
    let start = places.position(span.start);
    // A lens belongs to one line.
    let end = places.position(span.end);
    lsp::Range::new(start, if end.line == start.line { end } else { start })
}
