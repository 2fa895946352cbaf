//! What is wrong here, and why a desk minds: the rule's own page, cut to its reason.

use crate::hover::{Hover, Subject};
use crate::rules;

/// The findings at `offset`, each with its rule's reason; `None` where nothing is wrong.
pub fn at(subject: &Subject, offset: usize) -> Option<Hover> {
    let here = subject.findings.iter().filter(|finding| finding.span.touches(offset));
    let mut hover: Option<Hover> = None;
    for finding in here {
        let why = rules::named(finding.rule).and_then(|rule| section(rule.page, "why")).unwrap_or_default();
        let text = format!("**{}** · {}\n\n{why}", finding.rule, finding.message);
        match &mut hover {
            None => hover = Some(Hover { span: finding.span, text: text.trim_end().to_owned() }),
            Some(hover) => {
                hover.text.push_str("\n\n---\n\n");
                hover.text.push_str(text.trim_end());
            }
        }
    }
    hover
}

/// The text under the heading `name` of a page, up to the next heading of the same or a higher level; the case
/// of letters does not matter. `None` when the page has no such heading.
fn section<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let mut inside: Option<(usize, usize)> = None;
    let mut at = 0;
    let mut fenced = false;
    for line in page.split_inclusive('\n') {
        let text = line.trim();
        if text.starts_with("```") {
            fenced = !fenced;
        }
        let depth = if fenced { 0 } else { text.bytes().take_while(|&b| b == b'#').count() };
        if depth > 0 {
            match inside {
                Some((start, level)) if depth <= level => return Some(page[start..at].trim()),
                None if text[depth..].trim().eq_ignore_ascii_case(name) => inside = Some((at + line.len(), depth)),
                _ => {}
            }
        }
        at += line.len();
    }
    inside.map(|(start, _)| page[start..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_at_the_next_heading_of_its_level() {
        let page =
            "# rule\n\nWhat.\n\n## Why\n\nBecause.\n\n### Detail\n\nMore.\n\n```\n# no heading\n```\n\n## Fix\n\nDo.\n";
        assert_eq!(section(page, "why"), Some("Because.\n\n### Detail\n\nMore.\n\n```\n# no heading\n```"));
        assert_eq!(section(page, "fix"), Some("Do."));
        assert_eq!(section(page, "flagged"), None);
    }
}
