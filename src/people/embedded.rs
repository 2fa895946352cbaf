//! The roster that copydesk brings along: tables of facts, each row with its source and its date.
//!
//! A row that begins with an id is a person; the rows below it that begin with a tab are the offices that
//! person holds or held. Cells are separated by tabs, several values in one cell by `|`. Nothing is read
//! before the first question.

use std::ops::Deref;
use std::sync::{LazyLock, OnceLock};

use crate::dates::PartialDate;
use crate::language::lexicon::TAB;
use crate::people::roster::{Official, Role};
use crate::text::{Problem, Span};

const SOURCES_TABLE: &str = include_str!("roster/sources.tsv");

static SOURCES: LazyLock<Vec<Source<'static>>> = LazyLock::new(|| sources(SOURCES_TABLE));

/// The tables with their names, in the order in which their people stand in [`officials`].
const TABLES: &[(&str, &str)] = &[
    ("world.tsv", include_str!("roster/world.tsv")),
    ("us-executive.tsv", include_str!("roster/us-executive.tsv")),
    ("bodies.tsv", include_str!("roster/bodies.tsv")),
    ("us-court.tsv", include_str!("roster/us-court.tsv")),
    ("us-congress.tsv", include_str!("roster/us-congress.tsv")),
    ("us-states.tsv", include_str!("roster/us-states.tsv")),
    ("uk-ministers.tsv", include_str!("roster/uk-ministers.tsv")),
];

/// Somebody in the embedded roster, whose rows are read when they are first looked at.
#[derive(Debug)]
pub struct Entry {
    rows: &'static str,
    read: OnceLock<Official>,
}

impl Deref for Entry {
    type Target = Official;

    fn deref(&self) -> &Official {
        self.read.get_or_init(|| {
            let mut officials = Vec::with_capacity(1);
            // A test holds the tables free of problems.
            read(self.rows, &SOURCES, &mut officials);
            officials.pop().unwrap_or_default()
        })
    }
}

impl Entry {
    /// The official with what an index is made of: names and titles. Whatever else is known stays unread, for hardly
    /// anybody of the roster stands in a draft.
    pub(super) fn keyed(&self) -> Official {
        let mut lines = lines(self.rows);
        let mut cells = lines.next().unwrap_or_default().split(TAB).skip(1);
        let mut cell = || cells.next().unwrap_or_default();
        let mut official = Official {
            name: cell().to_owned(),
            family: some(cell()),
            aliases: several(cell()),
            misspellings: several(cell()),
            ..Official::default()
        };
        let titles = lines.filter_map(|row| row.strip_prefix('\t')?.split(TAB).next());
        official.roles.extend(titles.map(|title| Role { title: title.to_owned(), ..Role::default() }));
        official
    }
}

/// Everybody in the embedded roster, table by table, by family name within one.
///
/// The first call finds the rows; every later one returns the same slice.
pub fn officials() -> &'static [Entry] {
    static OFFICIALS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let mut officials = Vec::with_capacity(TABLES.iter().map(|(_, table)| table.len() / 200).sum());
        for (_, table) in TABLES {
            let mut starts = lines_with_starts(table).filter(|(_, row)| !row.starts_with('\t')).peekable();
            while let Some((start, _)) = starts.next() {
                let end = starts.peek().map_or(table.len(), |(next, _)| *next);
                officials.push(Entry { rows: &table[start..end], read: OnceLock::new() });
            }
        }
        officials
    });
    &OFFICIALS
}

/// The rows of `table` that say something, each with the byte it starts at.
fn lines_with_starts(table: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let rows = table.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    });
    rows.filter(|(_, row)| !row.is_empty() && !row.starts_with('#'))
}

/// The rows of `table` that say something.
fn lines(table: &str) -> impl Iterator<Item = &str> {
    lines_with_starts(table).map(|(_, row)| row)
}

/// Where facts of the tables were read.
#[derive(Debug)]
struct Source<'a> {
    id: &'a str,
    name: &'a str,
    credit: &'a str,
}

/// The sources that rows name by id.
fn sources(table: &str) -> Vec<Source<'_>> {
    let mut sources = Vec::new();
    for line in lines(table) {
        let mut cells = line.split(TAB);
        let mut cell = || cells.next().unwrap_or_default();
        let (id, name, _page, _licence, credit) = (cell(), cell(), cell(), cell(), cell());
        sources.push(Source { id, name, credit });
    }
    sources
}

/// Adds the people of one table to `officials`; rows that cannot be read are left out and named.
fn read(table: &str, sources: &[Source<'_>], officials: &mut Vec<Official>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let first = officials.len();
    for (start, row) in lines_with_starts(table) {
        let span = Span::new(start, start + row.len());
        let fault = match row.strip_prefix('\t') {
            None => person(row).map(|official| officials.push(official)),
            Some(cells) => match officials[first..].last_mut() {
                Some(official) => role(cells, sources).map(|role| official.roles.push(role)),
                None => Err("an office stands before the first person".to_owned()),
            },
        };
        if let Err(message) = fault {
            problems.push(Problem { span: Some(span), message, remedy: None });
        }
    }
    problems
}

/// A person's row: id, name, family, aliases, misspellings, pronouns, links, other ids, not the same as.
fn person(row: &str) -> Result<Official, String> {
    let mut cells = row.split(TAB);
    let mut cell = || cells.next().unwrap_or_default();
    let official = Official {
        id: cell().to_owned(),
        name: cell().to_owned(),
        family: some(cell()),
        aliases: several(cell()),
        misspellings: several(cell()),
        pronouns: several(cell()),
        links: several(cell()),
        ids: several(cell()),
        not_same_as: several(cell()),
        roles: Vec::with_capacity(1),
        place: None,
    };
    match cells.next() {
        Some(_) => Err("a person's row has too many cells".to_owned()),
        None if official.id.is_empty() || official.name.is_empty() => Err("a person lacks an id or a name".to_owned()),
        None => Ok(official),
    }
}

/// An office's row: title, org, jurisdiction, to, district, party, start, end, term ends, acting, page,
/// source, as of.
fn role(row: &str, sources: &[Source<'_>]) -> Result<Role, String> {
    let mut cells = row.split(TAB);
    let mut cell = || cells.next().unwrap_or_default();
    let mut role = Role {
        title: cell().to_owned(),
        org: some(cell()),
        jurisdiction: some(cell()),
        to: some(cell()),
        district: some(cell()),
        party: some(cell()),
        start: date(cell())?,
        end: date(cell())?,
        term_ends: date(cell())?,
        acting: cell() == "acting",
        url: some(cell()),
        ..Role::default()
    };
    let id = cell();
    let source = sources.iter().find(|source| source.id == id).ok_or_else(|| format!("no source is called {id:?}"))?;
    role.source = some(source.name);
    role.credit = some(source.credit);
    role.as_of = date(cell())?;
    match cells.next() {
        Some(_) => Err("an office's row has too many cells".to_owned()),
        None if role.title.is_empty() || role.as_of.is_none() => {
            Err("an office lacks its title or its date".to_owned())
        }
        None => Ok(role),
    }
}

fn some(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

fn several(cell: &str) -> Vec<String> {
    if cell.is_empty() { Vec::new() } else { cell.split('|').map(str::to_owned).collect() }
}

fn date(cell: &str) -> Result<Option<PartialDate>, String> {
    if cell.is_empty() { Ok(None) } else { cell.parse().map(Some).map_err(|error| format!("{error}")) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::people::keys;

    #[test]
    fn every_row_of_the_tables_can_be_read() {
        let mut officials = Vec::new();
        for (name, table) in TABLES {
            assert_eq!(read(table, &SOURCES, &mut officials), [], "{name}");
        }
        assert!(officials.iter().all(|official| !official.roles.is_empty()));
        assert!(officials.iter().eq(super::officials().iter().map(|entry| &**entry)));
    }

    #[test]
    fn whoever_is_not_read_whole_has_the_same_names_and_titles() {
        let keys = |official: &Official| {
            let mut all = Vec::new();
            keys::each(official, |key, folded| all.push((key, folded.to_owned())));
            all
        };
        for entry in officials() {
            assert_eq!(keys(&entry.keyed()), keys(entry), "{}", entry.name);
        }
    }

    #[test]
    fn every_source_has_a_page_and_is_used() {
        let told: HashSet<&str> =
            officials().iter().flat_map(|one| &one.roles).filter_map(|role| role.source.as_deref()).collect();
        for line in lines(SOURCES_TABLE) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells[2].starts_with("https://"), "{line}");
            assert!(told.contains(cells[1]), "nothing rests on {line}");
        }
    }

    #[test]
    fn no_id_stands_for_two_people() {
        let mut seen = HashSet::new();
        for official in officials() {
            for id in std::iter::once(&official.id).chain(&official.ids) {
                assert!(seen.insert(id), "{id} stands for two people");
            }
        }
    }

    #[test]
    fn offices_are_in_order_and_end_after_they_start_and_before_they_were_checked() {
        for official in officials() {
            assert!(official.roles.is_sorted_by_key(|role| role.start.map(PartialDate::earliest)), "{}", official.name);
            for role in &official.roles {
                let as_of = role.as_of.unwrap().latest();
                if let (Some(start), Some(end)) = (role.start, role.end) {
                    assert!(start.earliest() <= end.latest(), "{}: {}", official.name, role.title);
                }
                assert!(role.start.is_none_or(|start| start.earliest() <= as_of), "{}: {}", official.name, role.title);
                assert!(role.end.is_none_or(|end| end.earliest() <= as_of), "{}: {}", official.name, role.title);
            }
        }
    }

    #[test]
    fn rows_that_cannot_be_read_are_named() {
        let table = "\tmayor\nx:1\tAva Stone\n\tmayor\tTown\t\t\t\t\t2025-13\t\t\t\t\ts\t2025\n\tmayor\tTown\t\t\t\t\t\t\t\t\t\tz\t2025\n";
        let mut officials = Vec::new();
        let sources = [Source { id: "s", name: "S", credit: "" }];
        let messages: Vec<_> =
            read(table, &sources, &mut officials).into_iter().map(|problem| problem.message).collect();
        assert_eq!(
            messages,
            [
                "an office stands before the first person",
                "\"2025-13\" is no date; write 2025, 2025-05 or 2025-05-17",
                "no source is called \"z\"",
            ]
        );
    }
}
