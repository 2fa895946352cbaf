//! One source noted twice.

use crate::analysis::Analysis;
use crate::config::Level;
use crate::rules::{Finding, Related, Rule, Settings};
use crate::sources::url;
use crate::text::Span;

use rustc_hash::FxHashMap;

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-source",
    summary: "one source noted twice",
    level: Level::Info,
    page: include_str!("duplicate_source.md"),
    check,
};

fn check(analysis: &Analysis, _: &Settings, findings: &mut Vec<Finding>) {
    let article = &analysis.article;
    let mut tell = |span: Span, first: Span, message: &str| {
        let related = vec![Related { span: first, message: "the first one".into() }];
        findings.push(Finding {
            rule: RULE.name,
            level: RULE.level,
            span,
            message: message.to_owned(),
            related,
            fixes: Vec::new(),
        });
    };
    let (mut ids, mut pages): (FxHashMap<&str, Span>, FxHashMap<String, Span>) = Default::default();
    for entry in article.front_matter.iter().flat_map(|front| &front.sources) {
        for (name, value) in &entry.fields {
            let first = match name.as_str() {
                "id" => *ids.entry(&value.text).or_insert(value.span),
                "url" if url::host(&value.text).is_some() => {
                    *pages.entry(url::canonical(&value.text)).or_insert(value.span)
                }
                _ => continue,
            };
            if first != value.span {
                tell(value.span, first, if name == "id" { "two sources have this id" } else { "page is listed twice" });
            }
        }
    }
    // A footnote that is one page and nothing else could serve every marker.
    let mut notes: FxHashMap<String, Span> = FxHashMap::default();
    for note in &article.definitions {
        let from = article.links.partition_point(|link| link.span.start < note.span.start);
        let until = article.links.partition_point(|link| link.span.start < note.span.end);
        if let [link] = &article.links[from..until.max(from)]
            && url::host(&link.url).is_some()
        {
            let first = *notes.entry(url::canonical(&link.url)).or_insert(note.label_span);
            if first != note.label_span {
                tell(note.label_span, first, "an earlier footnote leads to the same page");
            }
        }
    }
}
