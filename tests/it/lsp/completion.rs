//! What is offered while a draft is typed, and where nothing is.

use serde_json::Value;

use super::client::Client;

/// Each place at which something is offered, and those at which nothing is: the draft with a `|`, and the first offer.
#[test]
fn offers_come_where_they_are_wanted_and_nowhere_else() {
    let notes = "\n\n[^flood]: Minutes.\n";
    let front = "---\nsources:\n  - id: report24\n    title: Report\n---\n\n";
    let cases = [
        ("They met U.S. Secretary of State |\n".to_owned(), Some("")),
        (format!("{front}It fell.[@|"), Some("report24")),
        (format!("{front}It fell.[see @rep|"), Some("report24")),
        (format!("It fell.[^|{notes}"), Some("flood")),
        (format!("It fell.[^fl|]{notes}"), Some("flood")),
        ("---\ntitle: x\nauth|\n---\n\nOne.\n".to_owned(), Some("author")),
        ("---\ngenre: op|\n---\n\nOne.\n".to_owned(), Some("opinion")),
        ("<!-- copydesk allow uncited-out| -->\n".to_owned(), Some("uncited-outlet")),
        ("{/* copydesk allow uncited-out| */}\n".to_owned(), Some("uncited-outlet")),
        ("The bri|".to_owned(), None),
        ("Mail me@exam|".to_owned(), None),
        ("On |Tuesday".to_owned(), None),
        ("“Nobody asked us,” she |".to_owned(), None),
        (format!("{front}|"), None),
        ("|".to_owned(), None),
    ];
    let mut client = Client::plain();
    for (i, (copy, wanted)) in cases.iter().enumerate() {
        let (uri, at) = (format!("file:///drafts/{i}.md"), copy.find('|').unwrap());
        let text = copy.replacen('|', "", 1);
        let source = copydesk::text::Source::new(text.clone());
        let (line, column) = source.position(at, copydesk::text::Columns::Utf16);
        client.open(&uri, 1, &text);
        let offers = client.at("textDocument/completion", &uri, line as u32, column as u32);
        let first = offers["items"][0]["label"].as_str();
        match wanted {
            // Who holds it changes with the roster.
            Some("") => assert!(first.is_some(), "{copy}"),
            Some(wanted) => assert!(first.is_some_and(|first| first.starts_with(wanted)), "{copy}: {offers}"),
            None => assert_eq!(offers, Value::Null, "{copy}"),
        }
        client.close(&uri);
    }
    client.end();
}
