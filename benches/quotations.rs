//! How long it takes to hold a draft against its transcripts.
//!
//! `cargo bench --bench quotations` indexes 10 MB of transcripts and checks a draft with 30 quotations: ten as they were
//! said, ten with a word changed, ten that nobody said. The words are put together from syllables and from the small
//! words of English, some of which stand a hundred thousand times, as they do in speech.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk::check::{self, Desk, Draft, Newsroom};
use copydesk::config::Config;
use copydesk::markdown::Syntax;
use copydesk::text::Source;
use copydesk::transcripts::{Format, Given, Transcripts};

const BYTES: usize = 10_000_000;
const FILE_BYTES: usize = 200_000;
const SPEAKERS: &[&str] = &["Ana Ruiz", "Bo Roe", "Ida Moss", "Tom Okafor"];

fn main() {
    let mut speech = Speech::new();
    let files: Vec<String> = (0..BYTES / FILE_BYTES).map(|_| speech.transcript()).collect();
    let given = files.iter().enumerate().map(|(i, text)| Given {
        path: format!("{i}.vtt").into(),
        format: Format::Vtt,
        text: Source::new(text.clone()),
        about: Vec::new(),
        machine: false,
        public: true,
    });
    let given: Vec<Given> = given.collect();
    let started = Instant::now();
    let (transcripts, problems) = Transcripts::new(given);
    assert!(problems.is_empty(), "{problems:?}");
    row("10 MB of transcripts: index", started.elapsed(), "once");

    let text = draft(&files, &mut speech);
    let draft = |transcripts: Transcripts| {
        let newsroom = Newsroom { transcripts: Arc::new(transcripts), ..Newsroom::default() };
        let desk = Desk::new(Config::default(), newsroom).expect("the settings are empty");
        let draft = Draft::of(Source::new(text.clone()), Syntax::Markdown);
        let checked = check::check(draft.clone(), &desk);
        let found = |rule| checked.findings.iter().filter(|finding| finding.rule == rule).count();
        let told = format!("{} altered, {} not found", found("misquote"), found("unverified-quote"));
        let mut times: Vec<Duration> = (0..31)
            .map(|_| {
                let (draft, started) = (draft.clone(), Instant::now());
                drop(black_box(check::check(draft, &desk)));
                started.elapsed()
            })
            .collect();
        times.sort();
        (times[times.len() / 2], told)
    };
    let (time, _) = draft(Transcripts::default());
    row("30 quotations, no transcripts", time, "");
    let (time, told) = draft(transcripts);
    row("30 quotations, 10 MB of them", time, &format!("at most 20 ms; {told}"));
}

fn row(name: &str, time: Duration, note: &str) {
    println!("{name:<32}  {:>10.2} ms  {note}", time.as_secs_f64() * 1e3);
}

/// Quotations of cues all over the files, as they are, changed, and made up.
fn draft(files: &[String], speech: &mut Speech) -> String {
    let mut text = String::new();
    for i in 0..30 {
        let file = &files[i * 7 % files.len()];
        let cues: Vec<(&str, &str)> =
            file.lines().filter_map(|line| line.strip_prefix("<v ")?.split_once('>')).collect();
        let (mut name, said) = cues[speech.dice.roll(cues.len())];
        let mut words: Vec<String> = said.split(' ').map(str::to_owned).collect();
        match i % 3 {
            0 => {}
            1 => {
                let changed = words.len() / 2;
                words[changed] = speech.content();
            }
            // Every other one of nothing but small words, which stand beside each other everywhere.
            _ => {
                name = SPEAKERS[i % SPEAKERS.len()];
                words = (0..words.len()).map(|_| if i % 2 == 0 { speech.small() } else { speech.word() }).collect();
            }
        }
        text += &format!("“{},” {name} said on Tuesday.\n\n", words.join(" ").trim_end_matches('.'));
    }
    text
}

const HEADS: &[&str] = &[
    "ba", "co", "de", "fi", "gra", "har", "in", "jo", "ka", "lum", "mor", "nel", "op", "par", "qui", "ro", "sta",
    "ter", "un", "ver", "wal", "zen",
];
const TAILS: &[&str] =
    &["bor", "cade", "dle", "fer", "gan", "lish", "ment", "nor", "per", "ring", "son", "tion", "vel", "ward"];
/// By how often they are said.
const SMALL: &[&str] = &[
    "the", "and", "to", "of", "I", "that", "you", "a", "it", "we", "in", "is", "they", "have", "for", "this", "on",
    "was", "what", "be", "are", "with", "not", "do", "so", "but", "he", "as", "there", "at", "know", "think", "if",
    "people", "all", "about", "would", "don't", "just", "going", "can", "or", "from", "one", "out", "when", "get",
    "want", "like", "very", "because", "been", "has", "had", "will", "right", "them", "their", "our", "who", "my",
];

/// Speech that looks unordered and is the same in every run.
struct Speech {
    dice: Dice,
    words: Vec<String>,
}

impl Speech {
    fn new() -> Self {
        let words = HEADS.iter().flat_map(|head| TAILS.iter().map(move |tail| format!("{head}{tail}")));
        let words: Vec<String> = words.collect();
        let longer = HEADS.iter().flat_map(|head| words.iter().map(move |word| format!("{head}{word}")));
        Self { dice: Dice(7), words: words.iter().cloned().chain(longer).collect() }
    }

    fn word(&mut self) -> String {
        if self.dice.roll(100) < 60 { self.small() } else { self.content() }
    }

    fn small(&mut self) -> String {
        SMALL[self.dice.rank(SMALL.len())].to_owned()
    }

    fn content(&mut self) -> String {
        let rank = self.dice.rank(self.words.len());
        self.words[rank].clone()
    }

    fn transcript(&mut self) -> String {
        let mut text = String::from("WEBVTT\n\n");
        let mut at = 0;
        while text.len() < FILE_BYTES {
            let time = |at: usize| format!("{:02}:{:02}:{:02}.000", at / 3600, at / 60 % 60, at % 60);
            let count = 8 + self.dice.roll(25);
            let words: Vec<String> = (0..count).map(|_| self.word()).collect();
            let name = SPEAKERS[self.dice.roll(SPEAKERS.len())];
            text += &format!("{} --> {}\n<v {name}>{}.\n\n", time(at), time(at + 7), words.join(" "));
            at += 7;
        }
        text
    }
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }

    /// A number below `ranks`; each is rolled as often as its place in a list of words by frequency says.
    fn rank(&mut self, ranks: usize) -> usize {
        let part = self.roll(1 << 20) as f64 / f64::from(1 << 20);
        ((ranks as f64 + 1.0).powf(part) as usize - 1).min(ranks - 1)
    }
}
