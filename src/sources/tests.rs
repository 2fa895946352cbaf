//! Lists in, sources out: one line a source, and the faults with their places.

use super::*;

fn show(record: &SourceRecord) -> String {
    let date = |date: Option<PartialDate>| date.map_or("-".to_owned(), |date| date.to_string());
    let text = |text: &Option<String>| text.clone().unwrap_or("-".into());
    format!(
        "{} {:?} “{}” [{}] {} {} {} {}",
        record.id,
        record.kind,
        text(&record.title),
        record.authors.join("; "),
        text(&record.outlet),
        date(record.published),
        date(record.accessed),
        text(&record.url)
    )
}

/// Checks the sources of a list and its faults, `line: message`.
#[track_caller]
fn check(name: &str, text: &str, sources: &[&str], faults: &[&str]) {
    let read = read(Path::new(name), text);
    assert_eq!(read.records.iter().map(show).collect::<Vec<_>>(), sources, "{name}");
    let line = |problem: &Problem| text[..problem.span.unwrap().start].matches('\n').count() + 1;
    let told: Vec<String> =
        read.problems.iter().map(|problem| format!("{}: {}", line(problem), problem.message)).collect();
    assert_eq!(told, faults, "{name}");
}

const BRIDGE: &str = "leak Article “Bridge leaks” [Ann Roe; Bo Vance] BBC News 2025-08-08 2025-08-12 https://bbc.com/1";

#[test]
fn one_source_reads_alike_in_every_form() {
    let toml = "[[source]]\nid = \"leak\"\nkind = \"article\"\ntitle = \"Bridge leaks\"\nauthors = [\"Ann Roe\", \"Bo Vance\"]\n\
                outlet = \"BBC News\"\npublished = \"2025-08-08\"\naccessed = 2025-08-12\nurl = \"https://bbc.com/1\"\n";
    let yaml = "sources:\n- id: leak\n  title: Bridge leaks\n  authors: [Ann Roe, Bo Vance]\n  outlet: BBC News\n  \
                date: 2025-08-08\n  accessed: 2025-08-12\n  url: https://bbc.com/1\n";
    let bib = "@article{leak, author={Roe, Ann and Vance, Bo}, title={Bridge leaks}, journaltitle={BBC News},\n  \
               date={2025-08-08}, urldate={2025-08-12}, url={https://bbc.com/1}}\n";
    let json = r#"[{"id":"leak","type":"article-newspaper","title":"Bridge leaks","container-title":"BBC News",
      "author":[{"family":"Roe","given":"Ann"},{"literal":"Bo Vance"}],"issued":{"date-parts":[[2025,8,8]]},
      "accessed":{"date-parts":[["2025","8","12"]]},"URL":"https://bbc.com/1"}]"#;
    let csl = "references:\n- id: leak\n  type: article-newspaper\n  title: Bridge leaks\n  container-title: BBC News\n  \
               author:\n  - family: Roe\n    given: Ann\n  - Bo Vance\n  issued:\n  - year: 2025\n    month: 8\n    day: 8\n  \
               accessed: 2025-08-12\n  URL: https://bbc.com/1\n";
    let hayagriva = "leak:\n  type: article\n  title: Bridge leaks\n  author: [\"Roe, Ann\", {name: Vance, given-name: Bo}]\n  \
                     date: 2025-08-08\n  url:\n    value: https://bbc.com/1\n    date: 2025-08-12\n  \
                     parent:\n    type: newspaper\n    title: BBC News\n";
    let ris = "TY  - NEWS\r\nID  - leak\r\nTI  - Bridge leaks\r\nAU  - Roe, Ann\r\nAU  - Vance, Bo\r\nT2  - BBC News\r\n\
               PY  - 2025\r\nDA  - 2025/8/8/\r\nY2  - 2025/08/12\r\nUR  - https://bbc.com/1\r\nER  - \r\n";
    let lists = [
        ("own.toml", toml),
        ("own.yaml", yaml),
        ("a.bib", bib),
        ("a.json", json),
        ("csl.yaml", csl),
        ("h.yml", hayagriva),
        ("a.ris", ris),
    ];
    for (name, text) in lists {
        check(name, text, &[BRIDGE], &[]);
    }
}

#[test]
fn our_own_list_says_more() {
    let text = "[[source]]\nid = \"x\"\nkind = \"transcript\"\nvisibility = \"sealed\"\nquote_file = \"x.vtt\"\nmachine = true\n\
                archive = \"https://archive.org/x\"\nat = \"00:14:22\"\nnote = \"by phone\"\n";
    let read = read(Path::new("desk/sources.toml"), text);
    let record = &read.records[0];
    assert_eq!(record.kind, Kind::Transcript);
    assert_eq!(record.visibility, Visibility::Sealed);
    assert_eq!(record.quote_file, Some(PathBuf::from("desk/x.vtt")));
    assert_eq!(record.archive_url.as_deref(), Some("https://archive.org/x"));
    assert_eq!(record.locator.as_deref(), Some("00:14:22"));
    assert!(record.machine && read.problems.is_empty());
}

#[test]
fn a_fault_costs_only_itself() {
    check(
        "own.toml",
        "[[source]]\ntitle = \"no id\"\n[[source]]\nid = \"x\"\nkind = \"rumour\"\noutlte = \"BBC\"\nurl = \"https://a b\"\n\
         published = \"8/8/25\"\n",
        &["x Article “-” [] - - - -"],
        &[
            "1: a source has no id",
            "6: unknown key \"outlte\"",
            "5: unknown kind \"rumour\"",
            "8: \"8/8/25\" is no date; write 2025, 2025-05 or 2025-05-17",
            "7: the address holds white space or quotation marks",
        ],
    );
    check(
        "a.bib",
        "@online{a, title={A}}\n@online{b, title={B}\n@online{c, title={C}}\n",
        &["a Article “A” [] - - - -", "c Article “C” [] - - - -"],
        &["2: not BibTeX: the entry is not closed"],
    );
    check(
        "a.bib",
        "@online{a, title={A}}\n@online{a, title={B}}\n",
        &["a Article “A” [] - - - -", "a Article “B” [] - - - -"],
        &[],
    );
    check(
        "a.json",
        "[{\"id\":\"a\"},{\"id\":\"b\",]",
        &["a Article “-” [] - - - -", "b Article “-” [] - - - -"],
        &["1: not JSON: a key in quotation marks belongs here"],
    );
    check(
        "a.ris",
        "TI  - lost\nTY  - BLOG\nID  - a\nTY  - NEWS\nER  - \n",
        &["a Post “-” [] - - - -"],
        &["1: a field stands outside of a source", "2: the source is not closed", "4: the source has no id"],
    );
    check("x.yaml", "a: 1\n", &[], &["1: \"a\" is no source"]);
    assert!(read(Path::new("sources.docx"), "x").problems[0].span.is_none());
}

#[test]
fn of_two_sources_with_one_id_the_first_counts() {
    let text = "[[source]]\nid = \"x\"\ntitle = \"A\"\n[[source]]\nid = \"x\"\ntitle = \"B\"\n";
    let library = Library::new(read(Path::new("s.toml"), text).records);
    assert_eq!(library.find("x").and_then(|record| record.title.as_deref()), Some("A"));
    assert_eq!(library.doubles().count(), 1);
}

#[test]
fn every_prefix_of_a_list_is_read_without_a_panic() {
    let lists = [
        ("a.bib", "@string{b = \"BBC\"}\n@article{é, title={B {\\\"u}}, journal=b, date={2025-08}}\n@x{y,\n"),
        ("a.json", "[{\"id\":\"é\\u00e9\",\"issued\":{\"date-parts\":[[2025]]}}]"),
        ("a.ris", "TY  - NEWS\nID  - é\nPY  - 2025//\nER  - \n"),
        ("a.toml", "[[source]]\nid = \"é\"\n"),
        ("a.yaml", "é:\n  type: post\n  parent: {title: x}\n"),
    ];
    for (name, text) in lists {
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            for problem in read(Path::new(name), &text[..end]).problems {
                let span = problem.span.unwrap();
                assert!(text[..end].get(span.range()).is_some(), "{name} {end}");
            }
        }
    }
}
