//! Copy that nobody writes and somebody pastes: it is read in time and without a fault.

use copydesk::check::{Checked, Desk, Draft, check};
use copydesk::fix;
use copydesk::markdown::Syntax;
use copydesk::text::Source;

fn checked(copy: String) -> Checked {
    let source = Source::new(copy);
    let draft = Draft::of(source, Syntax::Markdown);
    let checked = check(draft, &Desk::default());
    let text = checked.source.text();
    for finding in &checked.findings {
        assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
        assert!(finding.fixes.iter().all(|offered| fix::apply(text, &offered.edits).is_some()), "{finding:?}");
    }
    checked
}

#[test]
fn marks_without_end_are_read() {
    for unit in ["“", "“a ", "‘“ ", "” ", "« „", "\"a' ", "“A. B. C,” Ruiz said. "] {
        checked(unit.repeat(10_000));
    }
}

#[test]
fn one_paragraph_of_five_megabytes_is_read() {
    let unit = "“The bridge holds,” Ana Ruiz said. “It held in spring. It leaks. It groans,” he said, and she left. ";
    let checked = checked(unit.repeat(5_000_000 / unit.len() + 1));
    assert_eq!(checked.analysis.article.blocks.len(), 1);
    assert!(checked.analysis.quotes.list.len() > 90_000);
}

#[test]
fn other_scripts_and_pictures_are_copy_like_any() {
    for copy in [
        "قال الرئيس: “الجسر آمن” ثم غادر. “The bridge is safe,” Ruiz said.",
        "\u{202B}“הגשר בטוח”, אמר רואיז.\u{202C} He left. “It holds,” said רואיז.",
        "“🌉🌉🌉” 🚧 “The bridge 🌉 holds. It will 💪. It 👩‍👩‍👧‍👦 does,” Ruiz said 🎉. “🙂”",
        "“e\u{301}\u{301}\u{301}. 👍🏽. Z\u{335}a\u{335}l\u{335}go\u{335},” Ruiz said.",
        "“桥很安全。它会一直安全。它不会倒,” Ruiz said.",
        "| “a” | said “b |\n|---|---|\n| “The bridge holds,” Ruiz said. | c” |\n",
        "# “The bridge holds,” Ruiz said\n\n## ‘It 🌉 leaks’\n\n- “It leaks,” she said\n- > “No\n",
        "---\ntitle: “🌉 ‘x\ndescription: 'it''s “a \"b”'\n---\n\n![“a” said “b](c)\n\n“…”\n\n“.” “?” “!,” said.\n",
    ] {
        let checked = checked(copy.to_owned());
        assert!(!checked.analysis.quotes.list.is_empty(), "{copy}");
    }
}
