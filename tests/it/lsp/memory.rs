//! A server that runs all day grows no bigger.

use std::fs;

use serde_json::json;

use super::client::Client;

/// Bytes of memory that a process holds now, `VmRSS`, or has held at most, `VmHWM`; `None` where the system does not tell.
fn held(process: u32, field: &str) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<usize>().ok()? << 10)
}

#[test]
fn ten_thousand_edits_leave_no_more_behind_than_a_hundred() {
    const URI: &str = "file:///drafts/a.md";
    let paragraph = "“Nobody asked us before the old bridge was closed,” Ada Lindqvist said. The river rose, Reuters \
                     reported. The council meets again in May, and it will hear the harbor master then.\n\n";
    let mut client = Client::plain();
    let copy = paragraph.repeat((64 << 10) / paragraph.len());
    client.open(URI, 0, &copy);
    assert!(!client.findings(URI, 0).is_empty());
    let mut after = Vec::new();
    for version in 1..=10_000_i64 {
        // Words are put in and taken out all over the draft.
        let line = ((version - 1) / 2 * 2 % 300) as u32;
        let place = |character: u32| json!({"line": line, "character": character});
        let change = match version % 2 {
            1 => json!([{"range": {"start": place(0), "end": place(0)}, "text": "Once more. “"}]),
            _ => json!([{"range": {"start": place(0), "end": place(12)}, "text": ""}]),
        };
        client.change(URI, version, change);
        // Now and then a writer looks up.
        if version % 50 == 0 {
            client.findings(URI, version);
        }
        if version == 100 || version == 10_000 {
            after.extend(held(client.process(), "VmRSS"));
        }
    }
    if let [few, many] = after[..] {
        assert!(many < few + few / 5, "{few} bytes after a hundred edits, {many} after ten thousand");
    }
    client.end();
}

/// Unoptimised, the program alone takes twice what it takes otherwise; `cargo bench --bench editor` measures the rest.
#[test]
fn a_book_takes_no_more_memory_than_a_few_of_its_size() {
    const URI: &str = "file:///drafts/a.md";
    let paragraph = "“Nobody asked us before the old bridge was closed,” Ada Lindqvist said. The council meets again in \
                     May, and it will hear the harbor master then, who has not been heard since the river rose.\n\n";
    let mut client = Client::plain();
    client.open(URI, 0, &paragraph.repeat((1 << 20) / paragraph.len()));
    client.findings(URI, 0);
    for version in 1..4 {
        let place = json!({"line": 2_000, "character": 0});
        client.change(URI, version, json!([{"range": {"start": place, "end": place}, "text": "a"}]));
        client.findings(URI, version);
    }
    if let Some(most) = held(client.process(), "VmHWM") {
        assert!(most < 64 << 20, "{most} bytes");
    }
    client.end();
}
