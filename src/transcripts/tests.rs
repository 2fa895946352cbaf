use super::lookup::{Asked, Lookup};
use super::*;

/// The transcripts of some files.
fn read(files: &[(&str, &str)]) -> (Transcripts, Vec<String>) {
    let given = files.iter().map(|(name, text)| Given {
        path: PathBuf::from(name),
        format: Format::of(Path::new(name)).expect("a transcript"),
        text: Source::new((*text).to_owned()),
        about: Vec::new(),
        machine: false,
        public: true,
    });
    let (transcripts, problems) = Transcripts::new(given.collect());
    (transcripts, problems.into_iter().map(|(_, _, problem)| problem.message).collect())
}

/// What is said of a quotation by `speaker`, in one line.
fn told(transcripts: &Transcripts, quote: &str, speaker: &str) -> String {
    let speaker = Some(speaker).filter(|speaker| !speaker.is_empty());
    match transcripts.look_up(&Asked { quote, speaker, before: "" }) {
        None => "nothing".to_owned(),
        Some(Lookup::Nowhere(names)) => format!("nowhere in {}", names.join(", ")),
        Some(Lookup::There(it)) => {
            let differs: Vec<String> = it
                .differences
                .iter()
                .map(|difference| format!("“{}” for “{}”", &quote[difference.quoted.clone()], difference.said))
                .collect();
            let swapped =
                if it.swapped { format!(", said by {}", it.speaker.as_deref().unwrap_or("?")) } else { String::new() };
            let cleaned = match (it.cleaned, it.unheard) {
                (0, 0) => String::new(),
                (_, 0) => ", cleaned".to_owned(),
                (_, unheard) => format!(", {unheard} unheard"),
            };
            let how = if differs.is_empty() { "there".to_owned() } else { differs.join("; ") };
            format!("{} {}: {how}{swapped}{cleaned}", it.name(), it.place)
        }
    }
}

const COUNCIL: &str = "WEBVTT\n\n1\n00:00:05.000 --> 00:00:09.000\n<v Ana Ruiz>We have, um, checked every cable of the \
                       <i>bridge</i>\n\n00:14:22.000 --> 00:14:26.000\n<v Ana Ruiz>and I will not, I will not open it before the \
                       harbour\ncolour review is done.\n\n00:20:00.000 --> 00:20:04.000\n<v Tom Okafor>The cables don&#39;t need \
                       health care, they need two weeks.\n";

#[track_caller]
fn check(quote: &str, speaker: &str, expected: &str) {
    let (transcripts, problems) = read(&[("council.vtt", COUNCIL)]);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(told(&transcripts, quote, speaker), expected, "“{quote}”");
}

#[test]
fn what_was_said_is_there() {
    check("checked every cable of the bridge and", "Ruiz", "council.vtt at 00:00:05: there");
    check("We have checked every cable", "Ruiz", "council.vtt at 00:00:05: there, cleaned");
    check("I will not open it before the harbor color review", "Ruiz", "council.vtt at 00:14:22: there");
    check("and I will not open it", "", "council.vtt at 00:14:22: there, cleaned");
    check("The cables don’t need healthcare", "Tom Okafor", "council.vtt at 00:20:00: there");
}

#[test]
fn ellipses_and_brackets_are_honoured() {
    check("We have … not open it … done", "Ruiz", "council.vtt at 00:00:05: there, cleaned");
    check("[W]e have checked [the whole] bridge", "Ruiz", "council.vtt at 00:00:05: there, cleaned");
    check("checked every cable of [it] and I will not", "Ruiz", "council.vtt at 00:00:05: there");
}

#[test]
fn what_was_said_otherwise_differs() {
    check("I will open it before the harbour colour review", "Ruiz", "council.vtt at 00:14:22: “” for “not”");
    check("checked every bolt of the bridge", "Ruiz", "council.vtt at 00:00:05: “bolt” for “cable”");
    check("checked nearly every cable of the bridge", "Ruiz", "council.vtt at 00:00:05: “nearly” for “”");
    check("The cables do need health care, they need two weeks", "", "council.vtt at 00:20:00: “do” for “don't”");
    check("open it before the harbour colour review is done", "Ruiz", "council.vtt at 00:14:22: “” for “not”");
}

#[test]
fn words_of_somebody_else_are_swapped() {
    check("The cables don't need health care", "Ruiz", "council.vtt at 00:20:00: there, said by Tom Okafor");
    check("they need two weeks", "Ana Ruiz", "council.vtt at 00:20:00: there, said by Tom Okafor");
}

#[test]
fn what_was_never_said_stands_nowhere() {
    check("The ferry sails on every Sunday morning", "Ruiz", "nowhere in council.vtt");
    check("The ferry sails on every Sunday morning", "Moss", "nothing");
    check("two weeks", "Okafor", "nothing");
}

#[test]
fn every_format_knows_its_speakers_and_places() {
    let text = "COUNCIL HEARING\n\n[00:14:22] MAYOR RUIZ: We checked every cable.\n\nAnd the second pier.\n\nTOM OKAFOR: So did we all.\n";
    let srt = "1\r\n00:14:22,000 --> 00:14:25,000\r\nANA RUIZ: We checked\r\nevery cable. And the second pier.\r\n\r\n2\r\n\
               00:15:00,000 --> 00:15:02,000\r\n- TOM OKAFOR: So did we all.\r\n";
    let html = "<html><head><title>So did we all</title></head><body><script>We checked every cable.</script>\
                <p>(14:22) <b>Ana Ruiz:</b> We <em>check</em>ed every&nbsp;cable. And the second pier.</p><p><b>Tom Okafor:</b> So did we all.</p></body>";
    let markdown = "---\ntitle: So did we all\n---\n\n**Ana Ruiz (14:22):** We checked every [cable](https://example.org/a-b). And the second pier.\n\n\
                    **Tom Okafor:** So did we all.\n";
    for (name, text) in [("a.txt", text), ("a.srt", srt), ("a.html", html), ("a.md", markdown)] {
        let (transcripts, problems) = read(&[(name, text)]);
        assert!(problems.is_empty(), "{problems:?}");
        let place = format!("{name} at 00:14:22: there");
        assert_eq!(told(&transcripts, "We checked every cable. And the second", "Ruiz"), place);
        let told = told(&transcripts, "So did we all", "Okafor");
        assert!(told.ends_with(": there"), "{name}: {told}");
        let Some(Lookup::There(it)) =
            transcripts.look_up(&Asked { quote: "checked every cable", speaker: None, before: "" })
        else {
            panic!("{name}");
        };
        let words = &text[it.span.range()];
        assert!(words.contains("every") && words.ends_with("cable"), "{name}: {words}");
        assert!(it.speaker.is_some_and(|name| name.to_uppercase().ends_with("RUIZ")));
    }
}

#[test]
fn words_that_were_not_heard_may_be_any() {
    let talk = "Ana Ruiz: We have checked every [inaudible] of the harbour bridge and [crosstalk 00:14:22] will open it in \
                spring. (Unintelligible.)\n\nBo Roe: Nobody asked us about the ferry.\n";
    let (transcripts, _) = read(&[("a.txt", talk)]);
    for (quote, expected) in [
        ("We have checked every cable of the harbour bridge", "a.txt on line 1: there, 1 unheard"),
        ("We have checked every single steel cable of the harbour bridge", "a.txt on line 1: there, 3 unheard"),
        ("of the harbour bridge and will open it in spring", "a.txt on line 1: there"),
        ("of the harbour bridge and then we will open it in spring", "a.txt on line 1: there, 2 unheard"),
        ("We have checked every cable of the new bridge", "a.txt on line 1: “new” for “harbour”, 1 unheard"),
        ("open it in spring, believe me", "a.txt on line 1: there, 2 unheard"),
        // A note proves nothing of a quotation that shares few words with what stands around it.
        ("Nothing that was ever said about tourists is true of the smell", "nowhere in a.txt"),
    ] {
        assert_eq!(told(&transcripts, quote, "Ruiz"), expected, "{quote}");
    }
}

#[test]
fn words_that_stand_everywhere_are_found_by_the_pairs_they_make() {
    let around = "ANA RUIZ: That they know. We all do it. So it is.\n".repeat(2_500);
    let text = format!("{around}ANA RUIZ: We know that it is so they do.\n{around}");
    let (transcripts, _) = read(&[("a.txt", &text)]);
    for (quote, expected) in [
        ("We know that it is so they do", "a.txt on line 2501: there"),
        ("We know that it is not so they do", "a.txt on line 2501: “not” for “”"),
        ("We know that is so they do", "a.txt on line 2501: “” for “it”"),
    ] {
        assert_eq!(told(&transcripts, quote, "Ruiz"), expected, "{quote}");
    }
}

#[test]
fn odd_files_are_told_of_and_never_fail() {
    assert_eq!(read(&[("a.vtt", "WEBVTT\n\nsoon --> later\nWe checked every cable.\n")]).1.len(), 2);
    assert_eq!(read(&[("a.txt", "  \n")]).1, ["a transcript without a word in it"]);
    for end in 0..COUNCIL.len() {
        for name in ["a.vtt", "a.html", "a.md", "a.txt"] {
            let text = &COUNCIL[..end];
            let (transcripts, _) = read(&[(name, text)]);
            if let Some(Lookup::There(it)) =
                transcripts.look_up(&Asked { quote: "I will [never] open it … done", speaker: None, before: "" })
            {
                assert!(text.get(it.span.range()).is_some(), "{name} to {end}");
            }
        }
    }
}
