//! The fact-check sheet: every row of a draft, what checkers wrote down about it, and a page that gives nothing away.

use crate::folder::Folder;

const DRAFT: &str = "---\ntitle: Leaks & <b>repairs</b>\ndate: 2025-08-12\n---\n\nThe bridge leaks, [BBC News reported](https://www.bbc.com/news/1). \
“We checked every cable twice,” Mayor Ana Ruiz said. Ferry trips rose to 41,000 in July.\n\n\
“Nobody told us anything at all,” Tom Okafor told the council. “It is <script>alert(1)</script> nonsense to us,” he added.\n";

const SETTINGS: &str = "officials = [\"officials.toml\"]\nsources = [\"s.toml\"]\n";

const OFFICIALS: &str =
    "[[person]]\nname = \"Ana Ruiz\"\n[[person.role]]\ntitle = \"mayor\"\norg = \"Springfield\"\nstart = \"2023-01\"\n";

const SOURCES: &str = "[[source]]\nid = \"minutes\"\ntitle = \"Secret minutes\"\nurl = \"https://desk.example/x\"\nvisibility = \"desk\"\n";

fn folder() -> Folder {
    Folder::new(&[("copydesk.toml", SETTINGS), ("officials.toml", OFFICIALS), ("s.toml", SOURCES), ("a.md", DRAFT)])
}

fn sheet(folder: &Folder, args: &str) {
    let ran = folder.run(&format!("factcheck a.md {args}"));
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
}

/// Kind, words, who and state of each row.
fn rows(folder: &Folder) -> Vec<[String; 4]> {
    sheet(folder, "-o s.csv");
    let text = folder.read("s.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let cell = |row: &csv::StringRecord, i: usize| row.get(i).unwrap().to_owned();
    rows.records().map(|row| row.unwrap()).map(|row| [2, 4, 6, 9].map(|i| cell(&row, i))).collect()
}

/// The draft's `.check.toml` with a verdict on the row that has these words.
fn confirm(folder: &Folder, words: &str) {
    let kept = folder.read("s.check.toml");
    let at = kept.find(words).unwrap();
    let verdict = at + kept[at..].find("verdict = \"\"").unwrap();
    let kept = format!("{}verdict = \"confirmed\"{}", &kept[..verdict], &kept[verdict + "verdict = \"\"".len()..]);
    folder.write("s.check.toml", kept.replace("checker = \"\"", "checker = \"Ida\"").as_bytes());
}

fn state<'a>(rows: &'a [[String; 4]], words: &str) -> &'a str {
    &rows.iter().find(|row| row[1].contains(words)).unwrap_or_else(|| panic!("{words}: {rows:?}"))[3]
}

#[test]
fn everything_to_check_is_a_row() {
    let folder = folder();
    let rows = rows(&folder);
    let told: Vec<(&str, &str, &str)> = rows.iter().map(|row| (&*row[0], &*row[1], &*row[2])).collect();
    assert_eq!(
        told,
        [
            ("credit", "BBC News reported", "BBC News"),
            ("quotation", "“We checked every cable twice,”", "Ana Ruiz"),
            ("official", "Mayor Ana Ruiz", "Ana Ruiz"),
            ("figure", "41,000", ""),
            ("quotation", "“Nobody told us anything at all,”", "Tom Okafor"),
            ("quotation", "“It is alert(1) nonsense to us,”", "Tom Okafor"),
        ]
    );
    let text = folder.read("s.csv");
    assert!(text.contains("link: https://www.bbc.com/news/1") && text.contains("Mayor, Springfield since"), "{text}");
}

#[test]
fn one_changed_word_reopens_exactly_its_row() {
    let folder = folder();
    rows(&folder);
    for words in ["every cable", "Nobody told", "Mayor Ana", "41,000", "BBC News"] {
        confirm(&folder, words);
    }
    assert!(rows(&folder).iter().filter(|row| row[3] == "confirmed").count() == 5);
    folder.write(
        "a.md",
        DRAFT.replace("cable twice", "rope twice").replace("The bridge", "New.\n\nThe bridge").as_bytes(),
    );
    let after = rows(&folder);
    assert_eq!(state(&after, "every rope"), "reopened", "{after:?}");
    let confirmed: Vec<&str> = after.iter().filter(|row| row[3] == "confirmed").map(|row| &*row[1]).collect();
    assert_eq!(confirmed, ["BBC News reported", "Mayor Ana Ruiz", "41,000", "“Nobody told us anything at all,”"]);
    sheet(&folder, "-o s.html");
    let page = folder.read("s.html");
    assert!(page.contains("Changed since it was checked (confirmed, Ida): “We checked every cable twice,”"));
    assert!(page.contains("4 of 6 rows settled · 1 reopened by edits"), "{page}");
    folder.write("a.md", DRAFT.as_bytes());
    assert_eq!(state(&rows(&folder), "every cable"), "confirmed");
    folder.write("a.md", DRAFT.replace("Tom Okafor", "Ida Moss").as_bytes());
    assert_eq!(state(&rows(&folder), "Nobody told"), "reopened");
}

#[test]
fn checkers_may_write_into_the_csv() {
    let folder = folder();
    rows(&folder);
    let text = folder.read("s.csv");
    let filled: Vec<String> = text
        .lines()
        .map(|line| {
            if line.contains("41,000") {
                line.replace(",open,,,,,", ",open,called,Ida,2025-08-13,Disputed,\"=1, \"\"x\"\"\"")
            } else {
                line.into()
            }
        })
        .collect();
    folder.write("back.csv", format!("\u{FEFF}{}\r\n", filled.join("\r\n")).as_bytes());
    sheet(&folder, "-o s.html --from back.csv");
    assert_eq!(state(&rows(&folder), "41,000"), "disputed");
    let kept = folder.read("s.check.toml");
    assert!(
        kept.contains("method = \"called\"") && kept.contains("date = \"2025-08-13\"") && kept.contains("=1, "),
        "{kept}"
    );
    assert!(folder.read("s.csv").contains("\"'=1, \"\"x\"\"\""));
    folder.write("bad.csv", text.replace(",open,,,,,", ",open,,,,maybe,").as_bytes());
    let ran = folder.run("factcheck a.md -o s.html --from bad.csv");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("bad.csv:2:1: \"maybe\" is no verdict"), "{}", ran.err);
    folder.write("other.csv", b"a,b\n1,2\n");
    let ran = folder.run("factcheck a.md -o s.html --from other.csv");
    assert!(ran.err.starts_with("other.csv:1:1: no column \"id\""), "{}", ran.err);
}

#[test]
fn the_page_loads_nothing_and_escapes_all() {
    let folder = folder();
    folder.write(
        "a.md",
        format!("{DRAFT}\nIt fell [@minutes]. “So \u{202E}it ‘is’ & \"was\" again,” Tom Okafor said.\n").as_bytes(),
    );
    sheet(&folder, "-o s.html");
    let page = folder.read("s.html");
    for there in [
        "UNPUBLISHED · for checking only",
        "<title>UNPUBLISHED: fact-check sheet, Leaks &amp; &lt;b&gt;repairs&lt;/b&gt;</title>",
        "default-src &#39;none&#39;; style-src &#39;sha256-",
        "<html lang=\"en\">",
        "aria-label=\"Row 1 is checked\"",
        "<th scope=\"col\">Speaker</th>",
    ] {
        assert!(page.contains(there), "{there}");
    }
    for not_there in [
        "<script",
        "src=",
        "@import",
        "url(",
        "<link",
        " style=",
        "\u{202E}",
        "Secret minutes",
        "desk.example",
        "http-equiv=\"refresh",
    ] {
        assert!(!page.contains(not_there), "{not_there}");
    }
    assert!(page.contains("@minutes: not public"));
}

#[test]
fn the_sheet_goes_where_it_is_told_and_nowhere_else() {
    let folder = folder();
    let before = folder.names();
    assert_eq!(folder.run("factcheck a.md").code, 2);
    assert_eq!(folder.run("factcheck a.md -o a.pdf").code, 2);
    let ran = folder.run("factcheck a.md -o a.md");
    assert_eq!((ran.code, ran.err.as_str()), (2, "a.md: is the draft itself; name another file with -o\n"));
    assert_eq!(folder.run("factcheck . -o s.html").code, 0, "one draft is one, however it is named");
    folder.write("b.md", b"x\n");
    assert_eq!(folder.run("factcheck . -o t.html").code, 2);
    assert_eq!(before.len() + 3, folder.names().len(), "{:?}", folder.names());
    folder.write("s.check.toml", b"[[row]]\nid = 1\n");
    let ran = folder.run("factcheck a.md -o s.html");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("s.check.toml:2:6: no file of checks"), "{}", ran.err);
    assert_eq!(folder.read("s.check.toml"), "[[row]]\nid = 1\n");
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_a_sheet() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    sheet(&folder, "-o s.html");
    for name in ["s.html", "s.check.toml"] {
        let mode = folder.path(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}
