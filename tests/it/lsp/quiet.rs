//! Quiet while a sentence is being written.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Client, is_findings};

const URI: &str = "file:///drafts/a.md";

/// A session whose writer pauses when a test says so and not before.
fn patient() -> Client {
    Client::with_params(json!({"capabilities": {}, "initializationOptions": {"quietMs": 60_000}}))
}

fn edit(start: (u32, u32), end: (u32, u32), text: &str) -> Value {
    let place = |(line, character)| json!({"line": line, "character": character});
    json!([{"range": {"start": place(start), "end": place(end)}, "text": text}])
}

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[test]
fn a_sentence_is_left_alone_while_it_is_typed() {
    let mut client = patient();
    client.open(URI, 0, "\n");
    let sentence = "The river rose in one night, Reuters reported.";
    for (i, c) in sentence.chars().enumerate() {
        client.change(URI, i as i64 + 1, edit((0, i as u32), (0, i as u32), &c.to_string()));
        assert!(client.findings(URI, i as i64 + 1).is_empty(), "after {i}");
    }
    // Whoever saves is done with it.
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
    assert_eq!(codes(&client.findings(URI, sentence.len() as i64)), ["uncited-outlet"]);
    client.end();
}

#[test]
fn what_was_shown_stays_while_it_is_true_and_goes_when_it_is_solved() {
    let mut client = patient();
    client.open(URI, 0, "The river rose, Reuters reported. The bridge fell.\n");
    assert_eq!(client.findings(URI, 0).len(), 1);
    client.change(URI, 1, edit((0, 0), (0, 3), "One"));
    assert_eq!(codes(&client.findings(URI, 1)), ["uncited-outlet"]);
    client.change(URI, 2, edit((0, 16), (0, 32), "[Reuters reported](https://reuters.example/a)"));
    assert!(client.findings(URI, 2).is_empty());
    client.end();
}

#[test]
fn going_on_to_another_paragraph_shows_what_is_wrong_with_the_last() {
    let mut client = patient();
    client.open(URI, 0, "\n\nThe bridge fell.\n");
    client.change(URI, 1, edit((0, 0), (0, 0), "The river rose, Reuters reported."));
    assert!(client.findings(URI, 1).is_empty());
    client.change(URI, 2, edit((2, 16), (2, 16), " Nobody"));
    assert_eq!(codes(&client.findings(URI, 2)), ["uncited-outlet"]);
    client.end();
}

#[test]
fn after_a_pause_all_is_shown() {
    let mut client = Client::with_params(json!({"capabilities": {}, "initializationOptions": {"quietMs": 400}}));
    client.open(URI, 0, "\n");
    client.change(URI, 1, edit((0, 0), (0, 0), "The river rose, Reuters reported."));
    // Sent once without what waits, unless this machine slept, and once with it.
    let shown = client
        .wait(|message| is_findings(message, URI) && !message["params"]["diagnostics"].as_array().unwrap().is_empty());
    assert_eq!(shown["params"]["version"], 1);
    client.end();
}

#[test]
fn an_editor_that_pulls_is_told_to_pull_again_after_the_pause() {
    let mut client = Client::with_params(json!({
        "capabilities": super::client::pulling(),
        "initializationOptions": {"quietMs": 400},
    }));
    client.open(URI, 0, "\n");
    client.change(URI, 1, edit((0, 0), (0, 0), "The river rose, Reuters reported."));
    let pull = |client: &mut Client| {
        let report = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}));
        report["items"].as_array().unwrap().len()
    };
    if pull(&mut client) == 0 {
        client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    }
    assert_eq!(pull(&mut client), 1);
    client.end();
}

#[test]
fn typing_an_article_shows_nothing_that_the_finished_article_has_not() {
    const ARTICLE: &str = "\
Mayor Ada Lindqvist closed the old bridge on Tuesday. “It would not have lived through the winter,” she said. \
The river rose by two meters, Reuters reported.

“We asked for money for ten years,” she added. “Nobody came. Nobody even wrote back.”

The council, which heard “nothing at all,” as Lindqvist put it, meets again in May. It’s “the last word,” a spokesman \
for the harbor told [the Grantsford Courier](https://courier.example/bridge).

## The ferry

“We don’t have a ‘plan B,’” harbor master Tomás Ibarra said. “What we have is one boat.

“It leaks,” he added. The boat’s owner — who bought it in the ’90s — calls it “*The Otter*.”

> Whoever sails her in March is a fool.

So said a letter that the harbor office published last week.
";
    let mut client = patient();
    client.open(URI, 0, "");
    let (mut line, mut column) = (0, 0);
    let mut seen = Vec::new();
    let mut version = 0;
    for c in ARTICLE.chars() {
        version += 1;
        client.change(URI, version, edit((line, column), (line, column), &c.to_string()));
        (line, column) = if c == '\n' { (line + 1, 0) } else { (line, column + c.len_utf16() as u32) };
        seen.extend(client.findings(URI, version));
    }
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
    let last = client.findings(URI, version);
    assert!(!last.is_empty());
    let key = |finding: &Value| (finding["code"].clone(), finding["range"]["start"].clone());
    let last: Vec<_> = last.iter().map(key).collect();
    let extra: Vec<_> = seen.iter().filter(|finding| !last.contains(&key(finding))).collect();
    assert!(extra.is_empty(), "{extra:?}");
    client.end();
}

#[test]
fn deleting_a_tag_shows_what_is_missing_within_two_seconds() {
    const COPY: &str = "\
Mayor Ada Lindqvist closed the old bridge on Tuesday.

“Nobody asked us before the old bridge was closed,” she insisted, “and now the money for the road is gone.”
";
    let took = || {
        // With the pause that writers have who set nothing.
        let mut client = Client::with_params(json!({"capabilities": {}, "initializationOptions": {}}));
        client.open(URI, 0, COPY);
        assert!(client.findings(URI, 0).is_empty());
        let begun = Instant::now();
        client.change(URI, 1, edit((2, 52), (2, 66), ""));
        let some = |message: &Value| !message["params"]["diagnostics"].as_array().unwrap().is_empty();
        let shown = client.wait(|message| is_findings(message, URI) && some(message));
        let took = begun.elapsed();
        let codes = codes(shown["params"]["diagnostics"].as_array().unwrap()).join(" ");
        assert!(codes.contains("unattributed-quote"), "{codes}");
        client.end();
        took
    };
    // A busy machine may be slow once.
    assert!((0..5).any(|_| took() < Duration::from_secs(2)));
}
