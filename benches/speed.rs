//! How long a check takes, beside a bare walk over the parser's events, and how that grows on nasty copy.
//!
//! `cargo bench` prints two tables. The first holds articles as newsrooms write them, at the size of a brief, a
//! long read and a book. The second says where the time of the long read goes. The third doubles inputs that
//! have made text tools quadratic, and shows by what factor the time grew with each doubling: 2 is linear. A
//! row ends early when a single check takes longer than a second.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use copydesk::check::{self, Desk, Draft};
use copydesk::markdown::{self, Syntax};
use copydesk::people::mentions;
use copydesk::text::Source;
use copydesk::{attribution, citations, language, quotes};
use pulldown_cmark::{Options, Parser};

fn main() {
    let desk = Desk::default();
    println!("{:>8}  {:>12}  {:>10}  {:>9}  {:>8}  {:>8}", "article", "check", "MB/s", "walk", "read ×", "check ×");
    for (name, bytes) in [("5 KB", 5 << 10), ("64 KB", 64 << 10), ("1 MB", 1 << 20)] {
        let text = article(bytes);
        let times = measure(&text, &desk, 31);
        println!(
            "{name:>8}  {:>9.1} µs  {:>10.1}  {:>6.1} µs  {:>8.1}  {:>8.1}",
            micros(times.check),
            text.len() as f64 / 1e6 / times.check.as_secs_f64(),
            micros(times.walk),
            times.read.as_secs_f64() / times.walk.as_secs_f64(),
            times.check.as_secs_f64() / times.walk.as_secs_f64(),
        );
    }
    let text = article(64 << 10);
    let mut rounds: Vec<_> = (0..15).map(|_| stages(&text, &desk)).collect();
    println!();
    for stage in 0..rounds[0].len() {
        rounds.sort_by_key(|round| round[stage].1);
        let (name, time) = rounds[rounds.len() / 2][stage];
        println!("{name:>12}  {:>9.1} µs", micros(time));
    }
    println!("\n{:<34}  {:>9}  {:>11}  growth at each doubling of the text", "", "size", "check");
    for (name, make, start, doublings) in NASTY {
        grow(name, *make, *start, *doublings, &desk);
    }
}

/// Median times of one pass over a text.
struct Times {
    /// The parser's events and nothing else.
    walk: Duration,
    /// Copy to article.
    read: Duration,
    /// Copy to findings.
    check: Duration,
}

/// Times of the three, measured in turns so that a busy machine slows all of them.
fn measure(text: &str, desk: &Desk, rounds: usize) -> Times {
    let source = Source::new(text.to_owned());
    let draft = draft(source.clone());
    // Short texts are read several times a round, for the clock's sake.
    let passes = (256 << 10) / text.len().max(1) + 1;
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..rounds {
        times[0].push(pass(passes, || {
            for event in Parser::new_ext(black_box(text), options()) {
                black_box(event);
            }
        }));
        times[1].push(pass(passes, || drop(black_box(markdown::read(black_box(&source), Syntax::Markdown)))));
        let mut drafts = vec![draft.clone(); passes];
        times[2].push(pass(passes, || {
            drop(black_box(drafts.pop().map(|draft| check::check(draft, desk))));
        }));
    }
    let [walk, read, check] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    Times { walk, read, check }
}

fn draft(source: Source) -> Draft {
    Draft::of(source, Syntax::Markdown)
}

fn pass(passes: usize, mut run: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..passes {
        run();
    }
    start.elapsed() / passes as u32
}

/// What the reader asks of the parser.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// A name, what makes such a text of some bytes, the first size and how often it is doubled.
type Nasty = (&'static str, fn(usize) -> String, usize, usize);

const NASTY: &[Nasty] = &[
    ("one paragraph", paragraph, 256 << 10, 4),
    ("opening marks (10 000 in the last)", |bytes| "“".repeat(bytes / 3), 3750, 3),
    ("opening marks among words", |bytes| "“Yes ‘no «so ".repeat(bytes / 19), 32 << 10, 4),
    ("closing marks", |bytes| "” ’ » \" ' ".repeat(bytes / 15), 32 << 10, 4),
    ("straight marks", |bytes| "\"a\" 'b' \"'c ".repeat(bytes / 12), 32 << 10, 4),
    ("paragraphs that open and go on", |bytes| "“He went on.\n\n".repeat(bytes / 16), 32 << 10, 4),
    ("deep emphasis", |bytes| format!("{}a{}", "*a **b ".repeat(bytes / 14), "** c*".repeat(bytes / 14)), 16 << 10, 4),
    ("footnotes", footnotes, 32 << 10, 4),
    ("inline footnotes, open", |bytes| "^[a ".repeat(bytes / 4), 16 << 10, 4),
    ("citation groups, open", |bytes| "[@a; ".repeat(bytes / 5), 16 << 10, 4),
    ("references to one definition", |bytes| format!("{}\n\n[a]: /u\n", "[a] ".repeat(bytes / 4)), 16 << 10, 4),
    ("shortcodes, open", |bytes| "{{< a {% b {/* c ".repeat(bytes / 17), 16 << 10, 4),
    ("comments, open", |bytes| "<!-- copydesk allow a ".repeat(bytes / 22), 16 << 10, 4),
    ("allowances", |bytes| "<!-- copydesk allow a: b -->\n\nc\n\n".repeat(bytes / 33), 16 << 10, 4),
    ("URLs", |bytes| "https://a.example/b_(c)). ".repeat(bytes / 26), 16 << 10, 4),
    ("one URL of brackets", |bytes| format!("https://a.example/{}", ")".repeat(bytes)), 16 << 10, 4),
    ("backslashes and brackets", |bytes| "\\\\\\[a".repeat(bytes / 5), 16 << 10, 4),
    ("short names", |bytes| "Ann Lee met Bo Ray. She left. ".repeat(bytes / 30), 32 << 10, 4),
    ("new names", names, 32 << 10, 4),
    ("the same quotation", |bytes| "“We lost the bridge vote again today,” he said. ".repeat(bytes / 52), 32 << 10, 4),
    ("one long quotation", |bytes| format!("“{}.” she said.", "we lost the vote and ".repeat(bytes / 21)), 32 << 10, 4),
    ("list items", |bytes| "- “a”\n".repeat(bytes / 10), 32 << 10, 4),
    ("table cells", |bytes| format!("|a|b|\n|-|-|\n{}", "|“c”|d|\n".repeat(bytes / 12)), 32 << 10, 4),
];

fn grow(name: &str, make: fn(usize) -> String, start: usize, doublings: usize, desk: &Desk) {
    let mut times: Vec<(String, Times)> = Vec::new();
    for text in (0..=doublings).map(|i| make(start << i)) {
        let measured = measure(&text, desk, 5);
        let too_long = measured.check > Duration::from_secs(1);
        times.push((text, measured));
        if too_long {
            break;
        }
    }
    let growth = |time: fn(&Times) -> Duration| {
        let ratios = times.windows(2).map(|pair| {
            let factor = time(&pair[1].1).as_secs_f64() / time(&pair[0].1).as_secs_f64();
            // Texts are made of whole pieces, so sizes are not exactly doubled.
            format!("{:.1}", factor / (pair[1].0.len() as f64 / pair[0].0.len() as f64) * 2.0)
        });
        ratios.collect::<Vec<_>>().join(" ")
    };
    let Some((text, last)) = times.last() else { return };
    let most = stages(text, desk).into_iter().max_by_key(|(_, time)| *time).map_or("", |(stage, _)| stage);
    println!(
        "{name:<34}  {:>6} KB  {:>8.1} ms  {}   (walk alone: {}; most in {most})",
        text.len() >> 10,
        micros(last.check) / 1e3,
        growth(|times| times.check),
        growth(|times| times.walk),
    );
}

/// What each part of a check takes, once over.
fn stages(text: &str, desk: &Desk) -> Vec<(&'static str, Duration)> {
    let source = Source::new(text.to_owned());
    let (article, read) = timed(|| markdown::read(&source, Syntax::Markdown));
    let (reading, language) = timed(|| language::read(article.prose.text()));
    let (quotes, marks) = timed(|| quotes::find(&article));
    let newsroom = desk.newsroom();
    let (people, names) = timed(|| mentions::find(article.prose.text(), &reading, &newsroom.roster));
    let outer: Vec<_> = quotes.list.iter().filter(|it| it.parent.is_none()).map(|it| it.range.clone()).collect();
    let (_, citing) = timed(|| citations::find(&article, &reading, &outer, &[&newsroom.library]));
    let (_, speakers) = timed(|| attribution::find(&article, &reading, &quotes, &people));
    let draft = draft(source);
    let understood: Duration = [read, language, marks, names, citing, speakers].iter().sum();
    let (_, check) = timed(|| check::check(draft, desk));
    vec![
        ("markdown", read),
        ("language", language),
        ("quotes", marks),
        ("people", names),
        ("citations", citing),
        ("attribution", speakers),
        ("rules", check.saturating_sub(understood)),
    ]
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = black_box(run());
    (made, start.elapsed())
}

const PEOPLE: &[&str] = &[
    "Ines Ortúzar",
    "Bo Lindqvist",
    "Tuuli Ängström",
    "Marcus Adeyemi",
    "Ruth Calloway",
    "Piotr Wójcik",
    "Hana Sato",
    "Desmond Achebe",
    "Clara Vance",
    "Yusuf Demir",
    "Noor Haddad",
    "Elias Brandt",
];
const OFFICES: &[&str] = &["Mayor", "Sen.", "council member", "harbour-master", "Judge", "union leader", "Dr.", "Rep."];
const SPEECH: &[&str] = &[
    "We lost the bridge vote again, and we will lose it next year",
    "Nobody told the families anything until the ferry was already late",
    "I don’t think the budget survives the winter, honestly",
    "The harbour has never been ‘full’, whatever the ministry claims",
    "Every plank of that pier was paid for twice",
    "It’s the third audit since March; the numbers haven’t changed",
];
const VERBS: &[&str] = &["said", "told reporters", "added", "argued", "wrote in a letter", "said on Tuesday"];
const PLAIN: &[&str] = &[
    "The council met for six hours before adjourning without a decision.",
    "Construction began in 2019 and was to cost $4.2 million, according to city records.",
    "The Harbour Gazette reported that the contractor had been paid twice.",
    "Residents of the east bank, many of them pensioners, crossed by boat for most of the spring.",
    "A spokeswoman for the ministry declined to comment on the figures.",
    "By evening the square had emptied, and only the cleaners’ vans were left.",
    "Turnout fell to 41 per cent, the lowest since the boroughs were merged.",
];

/// Numbers that look unordered and are the same in every run.
struct Dice(u64);

impl Dice {
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }
}

fn sentence(dice: &mut Dice) -> String {
    let (person, speech, verb) = (dice.pick(PEOPLE), dice.pick(SPEECH), dice.pick(VERBS));
    let surname = person.split(' ').next_back().unwrap_or(person);
    match dice.roll(10) {
        0 => format!("“{speech},” {} {person} {verb}.", dice.pick(OFFICES)),
        1 => format!("“{speech},” {surname} {verb}. “{}.”", dice.pick(SPEECH)),
        2 => format!("{person} {verb} that the plan was “*dead* on arrival”.[^{}]", dice.roll(9) + 1),
        3 => format!("{} [as the paper reported](https://news.example/{})", dice.pick(PLAIN), dice.roll(9999)),
        4 => format!("{surname}, **{}**, agreed: “{speech}.”", dice.roll(70) + 20),
        _ => dice.pick(PLAIN).to_owned(),
    }
}

/// A news article of about `bytes` bytes: front matter, headings, paragraphs, block quotations, notes.
fn article(bytes: usize) -> String {
    let mut dice = Dice(7);
    let mut text =
        "---\ntitle: The bridge that nobody wanted\ndate: 2031-04-05\nauthor: Ines Ortúzar\n---\n\n".to_owned();
    while text.len() < bytes {
        match dice.roll(14) {
            0 => text += "## What the council knew\n\n",
            1 => text += &format!("> “{}.”\n> — {}\n\n", dice.pick(SPEECH), dice.pick(PEOPLE)),
            2 => text += &format!("- {}\n- {}\n\n", dice.pick(PLAIN), sentence(&mut dice)),
            _ => {
                for _ in 0..dice.roll(4) + 1 {
                    text += &sentence(&mut dice);
                    text.push(if dice.roll(5) == 0 { '\n' } else { ' ' });
                }
                text += "\n\n";
            }
        }
    }
    for note in 1..10 {
        text += &format!("[^{note}]: Minutes of the council, item {note}, <https://minutes.example/{note}>.\n");
    }
    text
}

fn paragraph(bytes: usize) -> String {
    let mut dice = Dice(11);
    let mut text = String::with_capacity(bytes + 256);
    while text.len() < bytes {
        text += &sentence(&mut dice);
        text.push(' ');
    }
    text
}

fn footnotes(bytes: usize) -> String {
    let count = bytes / 40;
    let marks: String = (0..count).map(|i| format!("He said so.[^{i}] ")).collect();
    let notes: String = (0..count).map(|i| format!("[^{i}]: A note.\n")).collect();
    format!("{marks}\n\n{notes}")
}

/// People who each come only once.
fn names(bytes: usize) -> String {
    let syllables = ["Ka", "Lo", "Mi", "Ne", "Ru", "Sa", "To", "Ve"];
    let name = |i: usize| -> String {
        let tail: String = (0..4).map(|k| syllables[(i >> (3 * k)) % 8].to_lowercase()).collect();
        format!("Z{tail}")
    };
    (0..bytes / 48).map(|i| format!("“We lost the vote,” Ann {} said. ", name(i))).collect()
}
