//! What became of quotations from one draft to another.

use serde_json::Value;

use crate::folder::Folder;

const OLD: &str = "\
The mayor, Ana Ruiz, spoke on Monday.

“We did not sell the harbour bridge to anybody,” Ruiz said.

“The repairs will cost nine million dollars,” said Ben Okoro, the engineer.

“Nobody asked the fishermen about the ferry,” said Carla Mensah, who fishes.
";

/// The later draft: a paragraph moved, a negation dropped, one credited to another, one gone, one new.
const NEW: &str = "\
“The repairs will cost nine million dollars,” said Carla Mensah, who fishes.

The mayor, Ana Ruiz, spoke on Monday.

“We did sell the harbour bridge to anybody,” Ruiz said.

“Tourists complain about the smell of tar,” said Ben Okoro, the engineer.
";

fn told(changes: &[Value]) -> Vec<String> {
    let text = |side: &Value| side["text"].as_str().unwrap_or("-").to_owned();
    let one = |it: &Value| format!("{} {} < {}", it["change"].as_str().unwrap(), text(&it["head"]), text(&it["base"]));
    changes.iter().map(one).collect()
}

#[test]
fn quotations_altered_re_attributed_removed_and_added_are_told() {
    let folder = Folder::new(&[("old.md", OLD), ("new.md", NEW)]);
    let ran = folder.run("diff old.md new.md --quotes --format jsonl");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let changes = ran.lines();
    assert_eq!(
        told(&changes),
        [
            "re-attributed “The repairs will cost nine million dollars,” < “The repairs will cost nine million dollars,”",
            "altered “We did sell the harbour bridge to anybody,” < “We did not sell the harbour bridge to anybody,”",
            "added “Tourists complain about the smell of tar,” < -",
            "removed - < “Nobody asked the fishermen about the ferry,”",
        ]
    );
    assert_eq!(changes[0]["base"]["speaker"], "Ben Okoro");
    assert_eq!(changes[0]["head"]["speaker"], "Carla Mensah");
    assert_eq!(changes[1]["differences"][0]["before"], "not");
    let start = usize::try_from(changes[1]["head"]["start"].as_u64().unwrap()).unwrap();
    assert!(NEW[start..].starts_with("“We did sell"));
    assert_eq!(folder.run("diff old.md new.md --quotes --format json").json().as_array().unwrap(), &changes);
}

#[test]
fn people_read_the_difference_in_words() {
    let folder = Folder::new(&[("old.md", OLD), ("new.md", NEW)]);
    let ran = folder.run("diff old.md new.md --quotes");
    assert_eq!(ran.code, 1);
    for line in [
        "new.md:5:1: altered “We did sell the harbour bridge to anybody,”\n    before: “We did not sell the harbour \
         bridge to anybody,”\n    - left out: “not”\n    said by Ana Ruiz\n",
        "new.md:1:1: re-attributed “The repairs will cost nine million dollars,”\n    said by Carla Mensah, before by \
         Ben Okoro\n",
        "old.md:7:1: removed “Nobody asked the fishermen about the ferry,”\n    said by Carla Mensah\n",
    ] {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
}

#[test]
fn moved_paragraphs_new_tags_and_other_marks_are_silent() {
    let old = "“We lost the vote. We will vote again in May,” said Ana Ruiz, the mayor.\n\n“The bridge is safe to \
               cross,” said Ben Okoro.\n";
    let new = "\"The bridge is safe to cross\", said Ben Okoro.\n\nIt rained.\n\n“We lost the vote,” said Ana Ruiz, \
               the mayor. “We will vote again in May.”\n";
    let folder = Folder::new(&[("old.md", old), ("new.md", new)]);
    let ran = folder.run("diff old.md new.md --quotes");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert_eq!(folder.run("diff new.md old.md --quotes").code, 0);
    assert_eq!(folder.run("diff new.md old.md --quotes --format json").json(), serde_json::json!([]));
}

#[test]
fn drafts_are_taken_from_git() {
    let folder = Folder::new(&[("news/a.md", OLD)]);
    folder.git(&["init", "-q"]);
    folder.git(&["add", "-A"]);
    folder.git(&["commit", "-q", "-m", "Draft"]);
    folder.write("news/a.md", NEW.as_bytes());
    folder.git(&["commit", "-q", "-a", "-m", "Edit"]);
    folder.write("news/a.md", OLD.as_bytes());
    for (arguments, code) in [
        ("HEAD~1:news/a.md HEAD:news/a.md", 1),
        ("HEAD~1:news/a.md HEAD", 1),
        ("HEAD~1 HEAD:news/a.md", 1),
        ("HEAD news/a.md", 1),
        ("HEAD~1 news/a.md", 0),
        ("news/a.md HEAD~1:news/a.md", 0),
    ] {
        let ran = folder.run(&format!("diff {arguments} --quotes --format jsonl"));
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{arguments}");
        assert_eq!(ran.lines().len(), if code == 1 { 4 } else { 0 }, "{arguments}");
    }
    let ran = folder.run_in("news", "diff HEAD a.md --quotes", "", &[]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = Folder::new(&[("a.md", OLD)]);
    folder.git(&["init", "-q"]);
    for (arguments, told) in [
        ("a.md b.md --quotes", "b.md: no such file, and git knows no ./a.md in a revision \"b.md\"\n"),
        ("b.md c.md --quotes", "b.md: no such file; write b.md:path for a draft of a revision\n"),
        ("--quotes -- --all:a.md a.md", "--all:a.md: no such file, and git knows no a.md in a revision \"--all\"\n"),
        ("a.md a.md", "copydesk diff: needs to know what to compare; add --quotes\n"),
    ] {
        let ran = folder.run(&format!("diff {arguments}"));
        assert_eq!((ran.code, ran.err.as_str(), ran.out.as_str()), (2, told, ""), "{arguments}");
    }
}

#[test]
fn changes_are_as_their_schema_says() {
    let folder = Folder::new(&[("old.md", OLD), ("new.md", NEW)]);
    let schema = folder.run("schema diff").json();
    let change = &schema["$defs"]["change"];
    let required: Vec<&str> =
        change["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    for line in folder.run("diff old.md new.md --quotes --format jsonl").lines() {
        let line = line.as_object().unwrap();
        assert!(required.iter().all(|name| line.contains_key(*name)) && line.len() == required.len(), "{line:?}");
        assert!(change["properties"]["change"]["enum"].as_array().unwrap().contains(&line["change"]));
    }
}
