//! Lists of officials: every format that can be imported, what is refused, and the directory they end up in.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use copydesk::people::directory::Directory;
use copydesk::people::keys::Key;
use copydesk::people::roster::{Official, Role};
use tempfile::TempDir;

/// A desk that imports into `there`, one after the other.
struct Desk(TempDir);

/// What a run came to, both streams together.
struct Ran {
    code: i32,
    said: String,
}

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("there/officials.directory")
    }

    /// Runs `copydesk officials` where the fixtures are. `$` stands for the desk's own folder.
    fn run(&self, arguments: &str) -> Ran {
        let own = self.0.path().to_string_lossy();
        let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .arg("officials")
            .args(arguments.split_whitespace().map(|argument| argument.replace('$', &own)))
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/officials"))
            .env_clear()
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        Ran { code: output.status.code().unwrap(), said }
    }

    /// Imports and answers with what was said, which must be praise.
    fn import(&self, arguments: &str) -> String {
        let ran = self.run(&format!("import {arguments} --into $/there"));
        assert_eq!(ran.code, 0, "{}", ran.said);
        ran.said
    }

    /// Imports what must be refused, and sees to it that nothing changed.
    fn refused(&self, arguments: &str) -> String {
        let before = fs::read(self.path()).ok();
        let ran = self.run(&format!("import {arguments} --into $/there"));
        assert_eq!(ran.code, 2, "{}", ran.said);
        assert_eq!(fs::read(self.path()).ok(), before, "the directory changed");
        ran.said
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn directory(&self) -> Directory {
        Directory::open(fs::read(self.path()).unwrap()).unwrap()
    }

    fn person(&self, folded: &str) -> Official {
        let directory = self.directory();
        let found = directory.find(Key::Name, folded);
        assert_eq!(found.len(), 1, "{folded}");
        directory.official(found[0]).clone()
    }
}

/// An office in one line.
fn told(role: &Role) -> String {
    let cells = [Some(&role.title), role.org.as_ref(), role.district.as_ref(), role.party.as_ref()];
    let dates = [role.start, role.end].map(|date| date.map(|date| date.to_string()).unwrap_or_default());
    let due = role.term_ends.map(|end| format!(", due {end}")).unwrap_or_default();
    let cells: Vec<&str> = cells.into_iter().flatten().map(String::as_str).collect();
    format!("{}, {}..{}{due}", cells.join(", "), dates[0], dates[1])
}

fn offices(official: &Official) -> Vec<String> {
    official.roles.iter().map(told).collect()
}

#[test]
fn legislators_come_with_all_their_terms() {
    for file in ["legislators.yaml", "legislators.json"] {
        let desk = Desk::new();
        let said = desk.import(&format!("congress-legislators {file} --as-of 2025-06-15"));
        assert!(said.contains("2 people, 6 offices (CC0 1.0; as of 2025-06-15)"), "{said}");
        let bo = desk.person("bo vantage");
        assert_eq!(
            (bo.id.as_str(), bo.name.as_str(), bo.family.as_deref()),
            ("wd:Q990001", "Bo Vantage", Some("Vantage"))
        );
        assert_eq!(bo.ids, ["bioguide:V000901", "govtrack:990001"]);
        assert_eq!(
            bo.aliases,
            ["Boris Q. Vantage Jr.", "Boris Vantage", "Boris Q. Vantage", "Bo Vantage Jr."],
            "the nickname leads"
        );
        assert_eq!(
            offices(&bo),
            [
                "representative, U.S. House, Ohio 3, Democratic, 2011-01-05..2015-01-03",
                "senator, U.S. Senate, Ohio, Democratic, 2019-01-03..2021-12-18",
                "senator, U.S. Senate, Ohio, Republican, 2021-12-19.., due 2031-01-03",
                "Senate majority whip, U.S. Senate, 2023-01-03..2025-01-03",
            ]
        );
        assert_eq!(desk.person("boris q vantage jr").id, bo.id);
        assert!(bo.pronouns.is_empty(), "the gender of a list is no pronoun");
        assert_eq!(
            offices(&desk.person("marisol quillon")),
            [
                "president, United States, Whig, 1901-03-04..1905-03-04",
                "resident commissioner, U.S. House, Puerto Rico, Democratic, 2023-01-03.., due 2027-01-03",
            ]
        );
    }
}

#[test]
fn legislators_in_a_table_come_without_terms() {
    let desk = Desk::new();
    desk.import("congress-legislators legislators.csv --as-of 2025-06-15");
    assert_eq!(offices(&desk.person("bo vantage")), ["senator, U.S. Senate, Ohio, Republican, .."]);
    let former = fs::read_to_string("tests/officials/legislators.csv").unwrap().replace("202-555-0101", "");
    desk.write("former.csv", &former);
    let said = desk.refused("congress-legislators $/former.csv");
    assert!(
        said.contains("lists former members without their terms; import legislators-historical.yaml instead"),
        "{said}"
    );
}

#[test]
fn state_officials_come_from_a_tree() {
    let desk = Desk::new();
    let said = desk.import("openstates openstates --as-of 2025-06-15");
    assert!(said.contains("openstates openstates: 2 people, 4 offices"), "{said}");
    let imo = desk.person("imo trask");
    assert_eq!(imo.aliases, ["Imogen Trask", "Imogen R. Trask"]);
    assert_eq!(
        offices(&imo),
        [
            "state representative, Ohio House, 14, Republican, 2011-01-03..2018-12-31",
            "lieutenant governor, Ohio, Republican, 2023-01-09.., due 2027-01-11",
        ]
    );
    let dov = desk.person("dov harrowgate");
    assert_eq!(dov.ids, ["wd:Q990003"]);
    assert_eq!(dov.roles[1].jurisdiction.as_deref(), Some("country:us/state:oh/place:old_mill"));
    assert_eq!(
        offices(&dov),
        ["state senator, Ohio Senate, 9, Democratic, ..2018-12-31", "mayor, Old Mill, Independent, 2021-01-04.."]
    );
}

#[test]
fn popolo_joins_people_and_memberships() {
    let desk = Desk::new();
    let said = desk.import("popolo popolo.json --as-of 2025-06-15 --jurisdiction country:lv --licence CC0");
    assert!(said.contains("popolo popolo: 2 people, 2 offices (CC0; as of 2025-06-15)"), "{said}");
    for skipped in
        ["1: membership of a party", "1: membership of a person whom no file names", "1: person without a name"]
    {
        assert!(said.contains(&format!("left out {skipped}")), "{said}");
    }
    let liene = desk.person("liene ostrava");
    assert_eq!(liene.name, "Liene Ostrava", "another name of hers has the usual order");
    assert_eq!(liene.aliases, ["Ostrava Liene"], "no birth name, no single word, no other script");
    assert_eq!((liene.pronouns, liene.ids), (vec!["she".to_owned(), "her".to_owned()], vec!["wd:Q990004".to_owned()]));
    assert_eq!(told(&liene.roles[0]), "member, Harbour Assembly, North Quay, Harbour Party, 2015-05..2019-05-12");
    assert_eq!(liene.roles[0].jurisdiction.as_deref(), Some("country:lv"));
    assert_eq!(offices(&desk.person("tam oakhanger")), ["deputy speaker, Harbour Assembly, 2019.."]);
}

#[test]
fn statements_of_wikidata_need_a_reference() {
    let desk = Desk::new();
    let said = desk.import("wikidata answer.json --as-of 2025-06-15");
    assert!(said.contains("1 people, 1 offices"), "{said}");
    assert!(said.contains("left out 1: statement that cites no reference"), "{said}");
    assert!(said.contains("left out 1: person without an English label"), "{said}");
    let liene = desk.person("liene ostrava");
    assert_eq!(offices(&liene), ["prime minister, Latvia, 2020.."], "the date is as precise as it was");
    assert_eq!(liene.roles[0].jurisdiction.as_deref(), Some("country:lv"));
    assert_eq!(liene.roles[0].source.as_deref(), Some("Wikidata, citing https://gov.example/pm"));
    assert_eq!(liene.aliases, ["L. Ostrava", "Liene Maria Ostrava"]);
    assert!(desk.directory().find(Key::Name, "tam oakhanger").is_empty());
    let query = desk.run("query");
    assert!(query.code == 0 && query.said.contains("?reference"));
}

#[test]
fn entities_come_with_the_licence_that_they_travel_under() {
    let desk = Desk::new();
    let said = desk.import("followthemoney entities.ftm.json");
    assert!(said.starts_with("OpenSanctions: OpenSanctions.org, CC BY-NC 4.0: not for commercial use"), "{said}");
    for skipped in [
        "1: ended occupancy without its end",
        "1: entity that is no person, position or occupancy",
        "1: occupancy whose holder the file does not hold",
    ] {
        assert!(said.contains(&format!("left out {skipped}")), "{said}");
    }
    let liene = desk.person("liene ostrava");
    assert_eq!(offices(&liene), ["prime minister, Latvia, 2020-03.."]);
    assert_eq!(liene.roles[0].as_of, "2025-06-01".parse().ok());
    assert!(liene.roles[0].credit.as_deref().unwrap().contains("CC BY-NC 4.0"));
    assert_eq!(desk.directory().imports()[0].licence.as_deref(), Some("CC BY-NC 4.0"));
}

#[test]
fn ministers_go_by_the_name_they_bear_now() {
    let desk = Desk::new();
    let said = desk.import("uk-ministers uk --as-of 2025-06-15");
    assert!(said.contains("2 people, 2 offices (CC BY 4.0"), "{said}");
    assert!(said.contains("left out 1: appointment of a person whom"), "{said}");
    let lord = desk.person("noel birkgrove");
    assert_eq!((lord.name.as_str(), &lord.ids[..]), ("Lord Birkgrove", &["uk-parliament:90001".to_owned()][..]));
    assert_eq!(offices(&lord), ["minister without portfolio, 2019-07-24..2021-02-03"]);
    let ida = desk.person("ida marlowe");
    assert_eq!(offices(&ida), ["secretary of state for Northern Ireland, Northern Ireland Office, 2024-07-05.."]);
    assert_eq!(ida.roles[0].credit.as_deref(), Some("Institute for Government Ministers Database, CC BY 4.0"));
    assert!(desk.refused("uk-ministers uk/person.csv").contains("the table post.csv is missing"));
}

const MAP: &str = "--column name=Der_Name --column title=Amt --column start=Von --column end=Bis --column wikidata=QID";

#[test]
fn any_table_comes_with_a_map_of_its_columns() {
    let desk = Desk::new();
    let table = fs::read_to_string("tests/officials/table.csv").unwrap().replace("Der Name", "Der_Name");
    desk.write("table.csv", &table);
    let said = desk.import(&format!("csv $/table.csv {MAP} --column jurisdiction==country:lv --as-of 2025-06-15"));
    assert!(said.contains("csv table: 3 people, 3 offices"), "{said}");
    assert!(said.contains("left out 1: row without a name"), "{said}");
    let tam = desk.person("tam oakhanger");
    assert_eq!((tam.id.as_str(), tam.name.as_str()), ("wd:Q990005", "Tam Oakhanger"));
    assert_eq!(tam.roles[0].jurisdiction.as_deref(), Some("country:lv"));
    assert_eq!(
        desk.directory().find(Key::Name, "liene ostrava").len(),
        2,
        "without an id nobody says that they are one person"
    );
}

#[test]
fn a_table_without_the_columns_is_refused_at_its_head() {
    let desk = Desk::new();
    desk.import("uk-ministers uk");
    let said = desk.refused("csv table.csv --column name=Name --column title=Amt");
    assert!(
        said.contains("table.csv:1:1: no column \"Name\" for name; the columns are Der Name, Amt, Von, Bis, QID"),
        "{said}"
    );
    let said = desk.refused("csv table.csv --column name=Amt");
    assert!(said.contains("table.csv:1:1: no column is mapped to title"), "{said}");
    let said = desk.refused("csv table.csv --column titel=Amt");
    assert!(said.contains("unknown field \"titel\"; did you mean \"title\"?"), "{said}");
}

#[test]
fn sources_are_merged_by_ids_and_imports_replaced_not_repeated() {
    let desk = Desk::new();
    desk.import("popolo popolo.json --as-of 2024-01-01");
    desk.import("wikidata answer.json --as-of 2025-01-01");
    desk.import("followthemoney entities.ftm.json");
    let liene = desk.person("liene ostrava");
    assert_eq!((liene.id.as_str(), &liene.ids[..]), ("wd:Q990004", &["p1".to_owned()][..]));
    assert_eq!(
        offices(&liene),
        [
            "member, Harbour Assembly, North Quay, Harbour Party, 2015-05..2019-05-12",
            "prime minister, Latvia, 2020-03..",
        ],
        "two lists tell of one spell in office"
    );
    // Tam Oakhanger of the one list shares no id with the one of the other.
    assert_eq!(desk.directory().find(Key::Name, "tam oakhanger").len(), 2);
    let before = fs::read(desk.path()).unwrap();
    let said = desk.import("wikidata answer.json --as-of 2025-01-01");
    assert!(said.contains("replaced the import of 2025-01-01: 1 people, 1 offices"), "{said}");
    assert_eq!(fs::read(desk.path()).unwrap(), before, "the same import gives the same bytes");
    assert_eq!(desk.directory().imports().len(), 3);
}

#[test]
fn faults_are_told_with_their_place_and_change_nothing() {
    let desk = Desk::new();
    desk.import("uk-ministers uk");
    let yaml = fs::read_to_string("tests/officials/legislators.yaml").unwrap();
    let json = fs::read_to_string("tests/officials/legislators.json").unwrap();
    let bomb: String = (0..9).fold("a0: &a0 [x]\n".to_owned(), |text, i| {
        let ten = vec![format!("*a{i}"); 10].join(",");
        text + &format!("a{}: &a{} [{ten}]\n", i + 1, i + 1)
    });
    for (name, text, place, message) in [
        (
            "cut.yaml",
            yaml[..yaml.find("'2025-01-03'\n    end: '2031").unwrap() + 5].to_owned(),
            "cut.yaml:43:12:",
            "unclosed quote",
        ),
        ("short.yaml", yaml[..yaml.find("  terms:").unwrap()].to_owned(), "short.yaml:", "missing field"),
        (
            "date.yaml",
            yaml.replace(
                "'2019-01-03'\n    end: '2025-01-03'\n    state",
                "'2025-13'\n    end: '2025-01-03'\n    state",
            ),
            "date.yaml:30:12:",
            "\"2025-13\" is no date",
        ),
        (
            "twice.yaml",
            format!("{yaml}{yaml}"),
            "twice.yaml:",
            "the id wd:Q990001 stands for Bo Vantage and again for Bo Vantage",
        ),
        ("bomb.yaml", bomb, "bomb.yaml:", ""),
        ("date.json", json.replace("2011-01-05", "2011-13-05"), "date.json:24:", "\"2011-13-05\" is no date"),
        ("cut.json", json[..json.len() / 2].to_owned(), "cut.json:", "the file is cut off"),
    ] {
        desk.write(name, &text);
        let said = desk.refused(&format!("congress-legislators $/{name}"));
        assert!(said.contains(place) && said.contains(message), "{name}: {said}");
        assert!(said.ends_with("nothing was imported; the directory is as it was\n"), "{said}");
    }
    let said = desk.import("congress-legislators $/date.json --skip-faulty");
    assert!(said.contains("(left out)") && said.contains("1 people"), "{said}");
}

#[test]
fn faults_of_trees_lines_and_rows_name_the_file_and_the_line() {
    let desk = Desk::new();
    let trask = fs::read_to_string("tests/officials/openstates/oh/executive/Imo-Trask-1.yml").unwrap();
    fs::create_dir(desk.0.path().join("tree")).unwrap();
    desk.write("tree/a.yml", &trask);
    desk.write("tree/b.yml", &trask);
    let said = desk.refused("openstates $/tree");
    assert!(
        said.contains("b.yml: the id ocd-person/00000000-0000-0000-0000-000000000001 of Imo Trask stands in another"),
        "{said}"
    );
    desk.write("tree/b.yml", &trask.replace("'2023-01-09'", "'2023-01-39'"));
    let said = desk.refused("openstates $/tree");
    assert!(said.contains("b.yml:15:") && said.contains("\"2023-01-39\" is no date"), "{said}");

    let entities = fs::read_to_string("tests/officials/entities.ftm.json").unwrap();
    desk.write("date.json", &entities.replace("2020-03", "2020-3"));
    assert!(desk.refused("followthemoney $/date.json").contains("date.json: line 1: \"2020-3\" is no date"));
    desk.write("twice.json", &format!("{entities}{entities}"));
    assert!(desk.refused("followthemoney $/twice.json").contains("the id Q990004 stands for two entities"));
    desk.write("long.json", &format!("{{\"id\":\"{}\"}}\n", "x".repeat(9 << 20)));
    assert!(desk.refused("followthemoney $/long.json").contains("line 1: longer than 8 MB"));

    desk.write(
        "rows.csv",
        "id,name,title,start\n1,Ava Stone,Mayor,2020\n1,Eve Stone,Mayor,2020\n2,Ava Stone\n3,Bo Cole,Clerk,2025-13\n",
    );
    let said = desk.refused("csv $/rows.csv");
    for fault in [
        "rows.csv:3:1: the id csv rows:1 stands for Ava Stone and again for Eve Stone",
        "rows.csv:4:1: this row has 2 cells, the header 4",
        "rows.csv:5:1: start: \"2025-13\" is no date",
    ] {
        assert!(said.contains(fault), "{said}");
    }
}

#[test]
fn what_is_far_too_large_is_not_read() {
    let desk = Desk::new();
    let large = fs::File::create(desk.0.path().join("large.json")).unwrap();
    large.set_len(200 << 20).unwrap();
    let said = desk.refused("popolo $/large.json");
    assert!(said.contains("has 200 MB, and no more than 128 MB are read at once; split it"), "{said}");
    // Entities are read line by line, and of a line only so much.
    let said = desk.refused("followthemoney $/large.json");
    assert!(said.contains("line 1: longer than"), "{said}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_import_leaves_the_old_file() {
    let desk = Desk::new();
    desk.import("uk-ministers uk");
    let before = fs::read(desk.path()).unwrap();
    let pipe = desk.0.path().join("entities.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut import = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["officials", "import", "followthemoney"])
        .arg(&pipe)
        .arg("--into")
        .arg(desk.0.path().join("there"))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // To open it waits for the import, which then waits for the rest of the line.
    let mut half = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    half.write_all(b"{\"id\": \"Q1\", ").unwrap();
    import.kill().unwrap();
    import.wait().unwrap();
    assert_eq!(fs::read(desk.path()).unwrap(), before);
    assert_eq!(fs::read_dir(desk.0.path().join("there")).unwrap().count(), 1);
}

#[test]
fn a_damaged_directory_is_said_and_kept() {
    let desk = Desk::new();
    desk.import("uk-ministers uk");
    let whole = fs::read(desk.path()).unwrap();
    for (i, flip) in (0..whole.len()).step_by(7).map(|i| (i, 0x10)).chain([(3, 0xFF), (15, 2)]) {
        let mut bytes = whole.clone();
        bytes[i] ^= flip;
        assert!(Directory::open(bytes).is_err(), "byte {i}");
    }
    for end in 0..whole.len() {
        assert!(Directory::open(whole[..end].to_vec()).is_err(), "cut at {end}");
    }
    fs::write(desk.path(), &whole[..whole.len() - 1]).unwrap();
    let said = desk.refused("uk-ministers uk");
    assert!(said.contains("officials.directory: this directory is damaged; import the officials again"), "{said}");
}

#[test]
fn people_are_looked_up_on_a_day() {
    let desk = Desk::new();
    desk.import("congress-legislators legislators.yaml --as-of 2025-06-15");
    let ran = desk.run("lookup Bo Vantage --date 2020-05-01 --from $/there");
    assert_eq!(ran.code, 0);
    assert!(ran.said.contains("on 2020-05-01: senator, U.S. Senate, Ohio (Democratic), 2019-01-03 to 2021-12-18 — congress-legislators, checked 2025-06-15"), "{}", ran.said);
    assert!(
        ran.said.contains("later: senator, U.S. Senate, Ohio (Republican), since 2021-12-19, term ends 2031-01-03"),
        "{}",
        ran.said
    );
    assert!(
        desk.run("lookup vantage --date 2016-05-01 --from $/there").said.contains("on 2016-05-01: no office known")
    );
    let ran = desk.run("lookup Bo Vantige --from $/there --only");
    assert_eq!((ran.code, ran.said.as_str()), (1, "nobody is called \"Bo Vantige\"; near to it: Bo Vantage\n"));
    let ran = desk.run("lookup bioguide:V000901 --json --from $/there");
    let people: serde_json::Value = serde_json::from_str(&ran.said).unwrap();
    assert_eq!(people[0]["roles"][2]["term_ends"], "2031-01-03");
    assert_eq!(desk.run("lookup Bo --from $/nowhere").code, 2);
}

#[test]
fn counts_and_stale_offices_are_told() {
    let desk = Desk::new();
    desk.import("congress-legislators legislators.yaml --as-of 2025-06-15");
    let ran = desk.run("stats --from $/there --only");
    assert!(ran.said.starts_with("2 people, 6 offices, 2 of them held\n"), "{}", ran.said);
    assert!(ran.said.contains("      6  United States\n"), "{}", ran.said);
    // Whatever today is, it is later than the day of the import and the files' own terms end after it.
    let ran = desk.run("verify --max-age 1d --from $/there --only");
    assert_eq!(ran.code, 1);
    assert!(ran.said.contains("2025-06-15  Bo Vantage, senator — congress-legislators\n"), "{}", ran.said);
    assert!(
        ran.said.ends_with("2 of 2 offices held are stale: not checked for 1 days, or past their term\n"),
        "{}",
        ran.said
    );
    assert_eq!(desk.run("verify --max-age 1x").code, 2);
    assert!(desk.run("stats").said.contains("Institute for Government"), "the embedded ones are counted too");
}

#[test]
fn what_is_exported_can_be_imported_again() {
    let desk = Desk::new();
    desk.import("congress-legislators legislators.yaml --as-of 2025-06-15");
    desk.import("uk-ministers uk --as-of 2025-06-15");
    let json = desk.run("export --from $/there --only").said;
    let people: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(people.len(), 4);
    for format in ["csv", "popolo"] {
        let other = Desk::new();
        let text = desk.run(&format!("export --format {format} --from $/there --only")).said;
        other.write("all", &text);
        other.import(&format!("{format} $/all --as-of 2025-06-15"));
        for name in ["bo vantage", "lord birkgrove", "ida marlowe"] {
            assert_eq!(offices(&other.person(name)), offices(&desk.person(name)), "{format}: {name}");
        }
        if format == "csv" {
            assert!(other.person("ida marlowe").roles[0].credit.is_some(), "the credit travels");
        }
    }
}

#[test]
fn lists_that_the_settings_name_are_laid_over_one_another() {
    let desk = Desk::new();
    desk.import("congress-legislators legislators.yaml --as-of 2025-06-15");
    desk.write("copydesk.toml", "officials = [\"own/*.toml\", \"there/officials.directory\", \"gone.yml\"]\n");
    fs::create_dir(desk.0.path().join("own")).unwrap();
    desk.write(
        "own/list.toml",
        "as_of = \"2025-09-01\"\n\
         [[person]]\nid = \"wd:Q990001\"\nname = \"Bo D. Vantage\"\npronouns = [\"they\"]\n\
         [[person.role]]\ntitle = \"board member\"\norg = \"Old Mill Library\"\nstart = \"2024-05\"\n\
         [[person]]\nname = \"Marco Rubio\"\nrole = [{ title = \"secretary of state\", org = \"United States\", \
         jurisdiction = \"country:us\", start = \"2025-01\" }]\n\
         [[person]]\nname = \"Pete Hegseth\"\nrole = [{ title = \"baker\", start = \"2020\" }]\n",
    );
    let ask = |arguments: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["officials", "lookup"])
            .args(arguments.split(' '))
            .current_dir(desk.0.path())
            .env_clear()
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "a file that is gone is told");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("copydesk.toml:1:57: no file gone.yml"), "{said}");
        String::from_utf8(output.stdout).unwrap()
    };
    let bo = ask("bo vantage --date 2025-09-01");
    for part in
        ["Bo D. Vantage  wd:Q990001", "board member, Old Mill Library", "senator, U.S. Senate", "pronouns: they"]
    {
        assert!(bo.contains(part), "{bo}");
    }
    // The same name in the same office since the same time is one person, whatever the lists call him.
    let marco = ask("marco rubio --date 2020-01-01");
    assert_eq!(marco.matches("Marco Rubio").count(), 1, "{marco}");
    assert!(marco.contains("on 2020-01-01: senator, U.S. Senate, Florida"), "{marco}");
    // The same name alone is not.
    assert_eq!(ask("pete hegseth").matches("Pete Hegseth  ").count(), 2);
}
