//! How fast people in office are found: the embedded roster, and a directory of a million names.
//!
//! `cargo bench --bench officials` prints the times. The names are put together from syllables, so that they
//! share beginnings and surnames as real ones do and are nobody's.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk::language;
use copydesk::people::directory::{self, Directory, Import};
use copydesk::people::keys::Key;
use copydesk::people::roster::{Official, Role, Roster};
use copydesk::people::{embedded, fold, mentions};

const PEOPLE: usize = 600_000;

fn main() {
    let started = Instant::now();
    let officials = embedded::officials();
    row("embedded: read the tables", started.elapsed(), &format!("{} people", officials.len()));
    let roster = Roster::of_newsroom(Vec::new(), Vec::new());
    row("embedded: first look-up", once(|| roster.named("marco rubio").count()), "");
    row("embedded: look-up", each(100_000, |i| roster.named(["marco rubio", "ava stone"][i % 2]).count()), "");

    let officials = people();
    let names: usize = officials.iter().map(|official| official.names().count()).sum();
    let import = Import { name: "syllables".into(), ..Import::default() };
    let started = Instant::now();
    let bytes = directory::compile(&[(import, officials.clone())]).expect("it is far below four gigabytes");
    row("directory: compile", started.elapsed(), &format!("{names} names, {} MB", bytes.len() >> 20));
    let file = tempfile::NamedTempFile::new().expect("a folder for temporary files");
    std::fs::write(file.path(), &bytes).expect("room for the directory");
    drop(bytes);
    let open = || Directory::open(std::fs::read(file.path()).expect("it was just written")).expect("it is whole");
    row("directory: read and open", median(9, || drop(black_box(open()))), "at most 100 ms");
    let directory = Arc::new(open());
    let asked: Vec<String> = officials.iter().step_by(7).map(|official| fold::fold(&official.name)).collect();
    let find = |i: usize| directory.find(Key::Name, &asked[i * 31 % asked.len()]).len();
    row("directory: look-up", each(200_000, find), "at most 5 µs");
    let missing = |i: usize| directory.find(Key::Name, &asked[i * 31 % asked.len()][1..]).len();
    row("directory: look-up of nobody", each(200_000, missing), "");
    let decode = |i: usize| directory.official((i * 7919 % directory.len()) as u32).roles.len();
    row("directory: look-up and card", each(50_000, |i| find(i) + decode(i)), "at most 5 µs");

    let imported = Roster::of_newsroom(Vec::new(), vec![Arc::clone(&directory)]);
    row("both: first look-up", once(|| imported.named("marco rubio").count()), "");
    let text = article(&officials);
    let reading = language::read(&text);
    let nobody = Roster::default();
    for (name, roster, limit) in [
        ("scan 5 KB, empty roster", &nobody, ""),
        ("scan 5 KB, embedded", &roster, "at most 50 µs more"),
        ("scan 5 KB, a million names", &imported, "at most 300 µs more"),
    ] {
        row(name, median(99, || drop(black_box(mentions::find(black_box(&text), &reading, roster)))), limit);
    }
}

fn row(name: &str, time: Duration, note: &str) {
    println!("{name:<32}  {:>12.2} µs  {note}", time.as_secs_f64() * 1e6);
}

fn once<T>(run: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    black_box(run());
    started.elapsed()
}

fn each<T>(times: usize, run: impl Fn(usize) -> T) -> Duration {
    let started = Instant::now();
    for i in 0..times {
        black_box(run(i));
    }
    started.elapsed() / times as u32
}

fn median(rounds: usize, run: impl Fn()) -> Duration {
    let mut times: Vec<Duration> = (0..rounds).map(|_| once(&run)).collect();
    times.sort();
    times[times.len() / 2]
}

const HEADS: &[&str] =
    &["Ma", "El", "Jo", "Ti", "Sa", "Ru", "Ann", "Ka", "Lu", "Fe", "Ol", "Ida", "Bren", "Dor", "Gis", "Hal"];
const TAILS: &[&str] =
    &["ra", "son", "ley", "vik", "man", "dez", "ov", "ska", "ton", "well", "berg", "ini", "ard", "eau", "ish", "ung"];
const OFFICES: &[&str] = &["mayor", "state senator", "minister of transport", "council member", "judge", "governor"];

/// Numbers that look unordered and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }

    fn name(&mut self, syllables: usize) -> String {
        let mut name = HEADS[self.roll(HEADS.len())].to_owned();
        for _ in 1..syllables {
            name += TAILS[self.roll(TAILS.len())];
        }
        name
    }
}

fn people() -> Vec<Official> {
    let mut dice = Dice(7);
    let person = |i: usize| {
        let (given, family) = (dice.name(2), dice.name(3 + i % 2));
        let middle = dice.name(2);
        let role = Role {
            title: OFFICES[dice.roll(OFFICES.len())].to_owned(),
            org: Some(format!("Town {}", dice.roll(2_000))),
            jurisdiction: Some("country:xx".into()),
            start: format!("20{:02}", dice.roll(25)).parse().ok(),
            source: Some("List".into()),
            as_of: "2025".parse().ok(),
            ..Role::default()
        };
        Official {
            id: format!("x:{i}"),
            aliases: if i.is_multiple_of(3) { Vec::new() } else { vec![format!("{given} {middle} {family}")] },
            name: format!("{given} {family}"),
            family: Some(family),
            roles: vec![role],
            ..Official::default()
        }
    };
    (0..PEOPLE).map(person).collect()
}

/// Some five kilobytes in which every third sentence names somebody of the directory.
fn article(officials: &[Official]) -> String {
    let mut dice = Dice(11);
    let mut text = String::new();
    while text.len() < 5 << 10 {
        let known = &officials[dice.roll(officials.len())];
        text += &format!(
            "Mayor {} said the bridge would open in spring. Sen. Marco Rubio disagreed. The harbour board met on \
             Tuesday, and {} {} of the board left early. {} declined to comment.\n\n",
            known.name,
            dice.name(2),
            dice.name(3),
            known.family_name(),
        );
    }
    text
}
