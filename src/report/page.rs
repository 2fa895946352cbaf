//! The page of a rule, on a screen.

use anstyle::{Effects, Style};

/// Headings, as a terminal shows them.
const HEADING: Style = Style::new().effects(Effects::BOLD);

/// `page`, Markdown, as plain text with lines of at most `columns` characters where it is prose. Headings lose their
/// signs, fences become indented.
pub fn plain(page: &str, styled: bool, columns: usize) -> String {
    let mut text = String::new();
    let mut paragraph = Vec::new();
    let mut fenced = false;
    for line in page.lines() {
        let fence = line.starts_with("```");
        let heading = line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'));
        let item = ["- ", "* ", "| "].iter().any(|sign| line.starts_with(sign));
        if fence || line.trim().is_empty() || heading.is_some() || item || fenced {
            fill(&mut text, &paragraph.join(" "), columns.clamp(40, 100));
            paragraph.clear();
        }
        if fence {
            fenced = !fenced;
            if fenced && line.trim_start_matches('`').starts_with("fixed") {
                text += "    becomes\n\n";
            }
        } else if fenced {
            text += &format!("    {line}\n");
        } else if let Some(heading) = heading {
            text += &if styled { format!("{HEADING}{heading}{HEADING:#}\n") } else { format!("{heading}\n") };
        } else if line.trim().is_empty() {
            text.push('\n');
        } else {
            paragraph.push(line.trim_end());
        }
    }
    fill(&mut text, &paragraph.join(" "), columns.clamp(40, 100));
    text
}

/// Appends `paragraph` in lines of at most `columns` characters, where its words allow.
fn fill(text: &mut String, paragraph: &str, columns: usize) {
    if paragraph.is_empty() {
        return;
    }
    let mut wide = 0;
    for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if wide > 0 && wide + 1 + length > columns {
            text.push('\n');
            wide = 0;
        }
        if wide > 0 {
            text.push(' ');
            wide += 1;
        }
        text.push_str(word);
        wide += length;
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_as_plain_text() {
        let page =
            "# a-rule\n\nOne two\nthree.\n\n## Fix\n\n```copy\nA  “b\n   ^^ a-rule\n```\n\n```fixed\nA “b”\n```\n";
        assert_eq!(
            plain(page, false, 80),
            "a-rule\n\nOne two three.\n\nFix\n\n    A  “b\n       ^^ a-rule\n\n    becomes\n\n    A “b”\n"
        );
        assert!(plain(page, true, 80).starts_with("\u{1b}[1ma-rule\u{1b}[0m\n"));
    }

    #[test]
    fn prose_is_filled_to_the_width() {
        let text = plain(&"word ".repeat(40), false, 50);
        assert!(text.lines().all(|line| line.len() <= 50) && text.lines().count() == 4, "{text}");
    }
}
