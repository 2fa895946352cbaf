use std::fmt::Write as _;

use super::*;
use crate::markdown::{self, Syntax};
use crate::text::{Source, Span};

/// `annotated` is copy with its quotations and faults marked under each line: `^` under a quotation or a mark at fault,
/// `|` where a lost mark belongs.
fn check(annotated: &str) {
    let lines = annotated.lines().filter(|line| !line.trim_start().starts_with(['^', '|']));
    let copy: Vec<&str> = lines.collect();
    assert_eq!(render(&copy.join("\n")), annotated, "\nfound (left) and expected (right)");
}

/// `copy` with every quotation and fault marked under its line.
fn render(copy: &str) -> String {
    let source = Source::new(copy.to_owned());
    let article = markdown::read(&source, Syntax::Markdown);
    let quotes = find(&article);
    let mut marks: Vec<(Span, char, String)> = Vec::new();
    for quote in &quotes.list {
        let mut label = format!("{:?}", quote.kind).to_lowercase();
        for (holds, word) in
            [(!quote.closed, " open"), (quote.parent.is_some(), " inner"), (quote.continues.is_some(), " continues")]
        {
            label.push_str(if holds { word } else { "" });
        }
        marks.push((article.prose.span(&quote.range), '^', label));
    }
    let mut fault = |range: Range<usize>, mark: char, label: &str| {
        let span = article.prose.span(&range);
        marks.push((span, mark, label.to_owned()));
    };
    for found in &quotes.faults {
        match found {
            Fault::Unclosed { mark, close_at, sure } => {
                fault(mark.clone(), '^', "unclosed");
                let label = if *sure { "closes" } else { "may close" };
                close_at.iter().for_each(|&at| fault(at..at, '|', label));
            }
            Fault::Unopened { mark, open_at } => {
                fault(mark.clone(), '^', "unopened");
                open_at.iter().for_each(|&at| fault(at..at, '|', "may open"));
            }
            Fault::Reversed { mark, right } => fault(mark.clone(), '^', &format!("reversed {right}")),
            Fault::MixedPair { close, .. } => fault(close.clone(), '^', "mixed pair"),
            Fault::MixedArticle { quote } => fault(quotes.list[*quote].range.clone(), '^', "rare"),
        }
    }
    let mut out = String::new();
    for line in 0..source.line_count() {
        let Some(place) = source.line(line) else { break };
        out.push_str(source.slice(place));
        out.push('\n');
        for (span, mark, label) in marks.iter().filter(|(span, ..)| place.touches(span.start)) {
            let column = copy[place.start..span.start].chars().count();
            let width = copy[span.start..span.end.min(place.end)].chars().count().max(1);
            let _ = writeln!(out, "{}{} {label}", " ".repeat(column), mark.to_string().repeat(width));
        }
    }
    out
}

#[test]
fn marks_of_every_make_pair() {
    check(
        r#"“The bridge is safe,” Ruiz said.
^^^^^^^^^^^^^^^^^^^^^ full

‘The bridge is safe,’ Ruiz said.
^^^^^^^^^^^^^^^^^^^^^ full

«The bridge is safe,» Ruiz said. « Le pont est sûr », dit-elle.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^^^ full

»Die Brücke ist sicher«, sagte sie. „Die Brücke hält“, sagte er.
^^^^^^^^^^^^^^^^^^^^^^^ full
                                    ^^^^^^^^^^^^^^^^^ fragment

‹Ja›, she said. ›Nein‹, he said. ‚Doch‘, she said.
^^^^ fragment
                ^^^^^^ fragment
                                 ^^^^^^ fragment

„Most jest bezpieczny”, powiedziała.
^^^^^^^^^^^^^^^^^^^^^^ fragment
"#,
    );
}

#[test]
fn straight_marks_of_every_make_pair() {
    check(
        r#""The bridge is safe," Ruiz said to 'Cole'. ''It is,'' she said.
^^^^^^^^^^^^^^^^^^^^^ full
                                   ^^^^^^ fragment
                                           ^^^^^^^^^^ full

``The bridge is safe,'' Ruiz said. `No,' she said.
^^^^^^^^^^^^^^^^^^^^^^^ full
                                   ^^^^^ full
"#,
    );
}

#[test]
fn entities_and_markup_are_read_through() {
    check(
        r#"&ldquo;The bridge is safe,&rdquo; Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full

“The bridge is safe,” Ruiz said [@ruiz2025]. “The **bridge** is [safe](https://example.com/a),” Ruiz said.[^1]
^^^^^^^^^^^^^^^^^^^^^ full
                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full

Ruiz said [“the bridge is quite safe”](https://example.com/a "a title").
           ^^^^^^^^^^^^^^^^^^^^^^^^^^ partial

Use `echo "hello world` to test.

[^1]: “Bridge Talk,” page 5.
      ^^^^^^^^^^^^^^ title
"#,
    );
}

#[test]
fn quotations_stand_inside_quotations() {
    check(
        r#"“He told me ‘never again’ twice,” Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
            ^^^^^^^^^^^^^ fragment inner

“He told me, ‘never again,’” Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
             ^^^^^^^^^^^^^^ fragment inner

‘He told me “never again” twice,’ Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
            ^^^^^^^^^^^^^ fragment inner
"#,
    );
}

#[test]
fn straight_quotations_stand_inside_straight_ones() {
    check(
        r#""He called it a "disgrace" twice," Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
                ^^^^^^^^^^ fragment inner

''He said, 'Never again,''' Ruiz said. '''Never again,' he said.''
^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
           ^^^^^^^^^^^^^^ full inner
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
                                         ^^^^^^^^^^^^^^ fragment inner
"#,
    );
}

#[test]
fn apostrophes_are_no_marks() {
    check(
        r#"The music of the ’90s isn’t dead. It’s five o’clock in the ’80s.

The students’ union, the boss’ desk, James’ dog and the Smiths’ house don’t speak.

Rock ’n’ roll, rock 'n' roll, tell ’em and tell 'em. ’Tis the season, 'twas the night, 'til then.

Nothin’ to see, runnin’ an’ jumpin’, the U.S.’ policy. Hawai‘i, Qur’an, O’Neill.
"#,
    );
}

#[test]
fn single_marks_speak_between_apostrophes() {
    check(
        r#"‘We don’t know the engineers’ view of rock ’n’ roll,’ Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full

‘The Smiths’ house is ours,’ said Ruiz. ‘It’s the ’90s again.’
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
                                        ^^^^^^^^^^^^^^^^^^^^^^ full

Ruiz ‘won’t go’ to the students’ union. Cole, a ‘friend’, won’t. Was it a ‘win’?
     ^^^^^^^^^^ scare
                                                ^^^^^^^^ scare
                                                                          ^^^^^ scare

'I can't go,' said Ruiz. 'They're the workers' own.'
^^^^^^^^^^^^^ full
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ full

Ruiz hears ‘voices’ and the singers’ song.
           ^^^^^^^^ scare
"#,
    );
}

#[test]
fn measures_are_no_marks() {
    check(
        r#"He stood 6'2" and she 5' 10". The 12" record played for 3'20" at 40°26'46".

"He is 6'2"," she said. "The 12" record is great," he said.
^^^^^^^^^^^^^ full
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ full

"We left in 2016" and "came back in 2020," she said.
^^^^^^^^^^^^^^^^^ partial
                      ^^^^^^^^^^^^^^^^^^^^ partial

The door is 80" wide.
"#,
    );
}

#[test]
fn curly_marks_may_measure_too() {
    check(
        r#"“He is like 6’2”,” Ruiz said. “She stands 5’ 2”. I saw it.”
^^^^^^^^^^^^^^^^^^ full
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
"#,
    );
}

#[test]
fn speech_runs_over_paragraphs() {
    check(
        r#"“The bridge is safe. We looked.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full open

“It will reopen on Monday.
^^^^^^^^^^^^^^^^^^^^^^^^^^ full open continues

## A heading

“We checked it,” Ruiz said.
^^^^^^^^^^^^^^^^ full continues

Cole left.
"#,
    );
}

#[test]
fn speech_that_a_tag_ends_does_not_run_on() {
    check(
        r#"“The bridge is safe, Ruiz said on Monday.
^^^^^^^^^^^^^^^^^^^^ full open
^ unclosed
                    | closes

“It is not safe,” Cole said.
^^^^^^^^^^^^^^^^^ full
"#,
    );
}

#[test]
fn a_paragraph_that_does_not_reopen_its_marks_is_one_fault() {
    check(
        r#"“The bridge is safe. We looked.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full open

It will reopen on Monday,” Ruiz said.
                         ^ unopened
| may open
"#,
    );
}

#[test]
fn list_items_are_no_running_speech() {
    check(
        r#"- “The bridge is safe
  ^^^^^^^^^^^^^^^^^^^ full open
  ^ unclosed
                     | may close
- “It is not safe”
  ^^^^^^^^^^^^^^^^ full
"#,
    );
}

#[test]
fn a_lost_mark_turns_no_other() {
    check(
        r#"“The bridge is safe, she said. “It will reopen,” she added. “We looked.”
^^^^^^^^^^^^^^^^^^^^ full open
                               ^^^^^^^^^^^^^^^^^ full
                                                            ^^^^^^^^^^^^ full
^ unclosed
                    | closes

Cole disagreed. “It is not safe. He left. “I will not cross it,” he said.
                ^^^^^^^^^^^^^^^^^^^^^^^^^ full open
                                          ^^^^^^^^^^^^^^^^^^^^^^ full
                ^ unclosed

Cole called it “a death trap on legs. Ruiz did not.
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full open
               ^ unclosed
                                     | may close

Voters (among those who are “somewhat liberal) agreed.
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^ scare open
                            ^ unclosed
                                             | may close
"#,
    );
}

#[test]
fn a_lost_straight_mark_turns_no_other() {
    check(
        r#""The bridge is safe, she said. "It will reopen," she added. "We looked."
^^^^^^^^^^^^^^^^^^^^ full open
                               ^^^^^^^^^^^^^^^^^ full
                                                            ^^^^^^^^^^^^ full
^ unclosed
                    | closes
"#,
    );
}

#[test]
fn a_lost_opening_mark_turns_no_other() {
    check(
        r#"The bridge is safe,” Ruiz said. “It will reopen.”
                                ^^^^^^^^^^^^^^^^^ full
                   ^ unopened
| may open

“We looked,” Ruiz said. The bridge is safe,” she added. “It will reopen.”
^^^^^^^^^^^^ full
                                                        ^^^^^^^^^^^^^^^^^ full
                                           ^ unopened
                        | may open
"#,
    );
}

#[test]
fn an_opening_mark_twice_is_a_fault() {
    check(
        r#"““The bridge is safe,” Ruiz said.
 ^^^^^^^^^^^^^^^^^^^^^ full
^ unclosed
"#,
    );
}

#[test]
fn marks_may_face_the_wrong_way() {
    check(
        r#"”The bridge is safe,” Ruiz said. “It will reopen“ on Monday. She says,” it will.”
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^ fragment
                                                                      ^^^^^^^^^^^ fragment
^ reversed “
                                                ^ reversed ”
                                                                      ^ reversed “

“It will reopen soon.“
^^^^^^^^^^^^^^^^^^^^^^ full
                     ^ reversed ”
"#,
    );
}

#[test]
fn pairs_may_be_mixed() {
    check(
        r#""The bridge is safe,” Ruiz said.
^^^^^^^^^^^^^^^^^^^^^ full
                    ^ mixed pair

“The bridge is safe," Ruiz said. “It will reopen.’ She left.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^ full
                    ^ mixed pair
                                                 ^ mixed pair

‘The bridge is safe,” Ruiz said. “He said, ‘Never again,'” she added.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ full
                                           ^^^^^^^^^^^^^^ full inner
                    ^ mixed pair
                                                        ^ mixed pair
"#,
    );
}

#[test]
fn the_rarer_style_is_told() {
    check(
        r#"“The bridge is safe,” Ruiz said. “It will reopen.”
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^ full

"It is not safe," Cole said of 'it'.
^^^^^^^^^^^^^^^^^ full
                               ^^^^ fragment
^^^^^^^^^^^^^^^^^ rare
"#,
    );
}

#[test]
fn an_article_in_single_marks_may_lose_them() {
    check(
        r#"‘The bridge is safe,’ Ruiz said. ‘It will reopen,’ she added.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^ full

‘It is not safe, said Cole. ‘I will not cross it,’ he said.
^^^^^^^^^^^^^^^^ full open
                            ^^^^^^^^^^^^^^^^^^^^^^ full
^ unclosed
                | closes

‘We looked at it.
^^^^^^^^^^^^^^^^^ full open

‘It will hold,’ said Ruiz. It will,’ she said.
^^^^^^^^^^^^^^^ full continues
                                   ^ unopened
                           | may open
"#,
    );
}

#[test]
fn each_lost_single_mark_ends_where_the_next_opens() {
    check(
        r#"‘The bridge is safe,’ Ruiz said. ‘It will reopen,’ she added.
^^^^^^^^^^^^^^^^^^^^^ full
                                 ^^^^^^^^^^^^^^^^^ full

‘It is not safe. ‘I will not cross it. ‘Never,’ he said.
^^^^^^^^^^^^^^^^ full open
                 ^^^^^^^^^^^^^^^^^^^^^ full open
                                       ^^^^^^^^ full
^ unclosed
                | may close
                 ^ unclosed
                                      | may close
"#,
    );
}

#[test]
fn block_quotations_speak_without_marks() {
    check(
        r#"Ruiz wrote to the council:

> The bridge is safe. We looked at *every* bolt.
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blockquote
>
> It will reopen on “Bridge Day.”
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blockquote continues
                    ^^^^^^^^^^^^^ title inner
>
> — Ana Ruiz, mayor

> The bridge is safe. — Ana Ruiz
  ^^^^^^^^^^^^^^^^^^^ blockquote

> “The bridge is safe. We looked.”
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
>
> — Ana Ruiz
"#,
    );
}

#[test]
fn whole_sentences_are_full() {
    check(
        r#"Ruiz said: “The bridge is safe.” It opens. “Never!” shouted Cole. “[The bridge] is safe,” she said.
           ^^^^^^^^^^^^^^^^^^^^^ full
                                           ^^^^^^^^ full
                                                                  ^^^^^^^^^^^^^^^^^^^^^^^ full

“The bridge,” Ruiz said, “will reopen on Monday.” “It is a mess” — Ana Ruiz
^^^^^^^^^^^^^ full
                         ^^^^^^^^^^^^^^^^^^^^^^^^ full
                                                  ^^^^^^^^^^^^^^ full

“… and it will hold. It will,” she said. Cole said “we should go. We should go now.”
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
"#,
    );
}

#[test]
fn parts_of_sentences_are_partial_or_fragments() {
    check(
        r#"Ruiz said closing it “cannot be an excuse to sell our land.” Cole saw “armed terrorist organizations,” Ruiz argued.
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial

The answer was a resounding “No.” The county’s firm “no” holds. Cole called it “reckless.”
                            ^^^^^ fragment
                                                    ^^^^ fragment
                                                                               ^^^^^^^^^^^ fragment
"#,
    );
}

#[test]
fn names_and_titles_are_told() {
    check(
        r#"Edward “Ted” Cole won the vote. The wrestler, nicknamed “The Rock,” left early.
       ^^^^^ nickname
                                                        ^^^^^^^^^^^ nickname

She sang “Yesterday” at the event. The film “The Godfather” turned 50. Its report, “Bridges at Risk,” ran long.
         ^^^^^^^^^^^ title
                                            ^^^^^^^^^^^^^^^ title
                                                                                   ^^^^^^^^^^^^^^^^^^ title

An article headlined “Bridge is falling” appeared on Monday. She is the host of “Bridge Talk” now.
                     ^^^^^^^^^^^^^^^^^^^ title
                                                                                ^^^^^^^^^^^^^ title
"#,
    );
}

#[test]
fn words_as_words_are_told() {
    check(
        r#"The process is known as “fracking.” The storm, dubbed “Bertha,” hit at noon. He did not use the word “invasion.”
                        ^^^^^^^^^^^ term
                                                      ^^^^^^^^^ term
                                                                                                     ^^^^^^^^^^^ term

The word means “hope” in Spanish. “Operation Midnight Hammer” began at two.
               ^^^^^^ term
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ term

The “experts” who built it are gone. The so-called “experts” left. It isn’t just a “buzzword.”
    ^^^^^^^^^ scare
                                                   ^^^^^^^^^ scare
                                                                                   ^^^^^^^^^^^ scare
"#,
    );
}

#[test]
fn html_attributes_are_no_marks() {
    check(
        r#"The embed read &lt;tweet id="67" author="a b"&gt; and “nothing more than that,” Ruiz said.
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^ partial
"#,
    );
}

/// What must hold of anything that is found in any copy.
fn hold(copy: &str) {
    let article = markdown::read(&Source::new(copy.to_owned()), Syntax::Plain);
    let text = article.prose.text();
    let quotes = find(&article);
    for (i, quote) in quotes.list.iter().enumerate() {
        let block = &article.blocks[quote.block].prose;
        assert!(block.start <= quote.range.start && quote.range.end <= block.end, "{copy:?}");
        assert!(quote.range.start < quote.inside.start || quote.style == Style::None, "{copy:?}");
        assert!(!text[quote.inside.clone()].trim().is_empty(), "{copy:?}");
        assert_eq!(quote.closed, !text[quote.inside.end..quote.range.end].is_empty(), "{copy:?}");
        assert!(i == 0 || quotes.list[i - 1].range.start <= quote.range.start, "{copy:?}");
        assert!(quote.continues.is_none_or(|earlier| earlier < i && !quotes.list[earlier].closed), "{copy:?}");
        if let Some(outer) = quote.parent {
            let outer = &quotes.list[outer].range;
            assert!(outer.start < quote.range.start && quote.range.end <= outer.end, "{copy:?}");
        }
    }
    for fault in &quotes.faults {
        if let Fault::Unclosed { mark, close_at: Some(at), .. } = fault {
            assert!(mark.end < *at && text.is_char_boundary(*at), "{copy:?}");
        }
        if let Fault::Unopened { mark, open_at: Some(at) } = fault {
            assert!(*at < mark.start && text.is_char_boundary(*at), "{copy:?}");
        }
    }
    assert!(quotes.faults.is_sorted_by_key(|fault| fault.start(&quotes.list)), "{copy:?}");
}

#[test]
fn any_row_of_marks_is_read() {
    let parts = ["“", "”", "\"", "'", "‘", "’", "«", "»", "„", "`", " ", "\n", ".", "s", "A", "2"];
    let count = parts.len();
    for row in 0..count.pow(4) {
        let places = [row, row / count, row / count.pow(2), row / count.pow(3)];
        hold(&places.map(|place| parts[place % count]).concat());
    }
}

#[test]
fn any_part_of_an_article_is_read() {
    let copy =
        "“It’s ‘ours’, she said. “We «left» in ’92.\n\"No,” he (6'2\") said: 'the workers' own.\n“‘So,’ said Ruiz.\n";
    let ends: Vec<usize> = copy.char_indices().map(|(i, _)| i).collect();
    for (i, &start) in ends.iter().enumerate() {
        for &end in &ends[i..] {
            hold(&copy[start..end]);
        }
    }
}

#[test]
fn marks_without_end_take_no_more_time_each() {
    for part in ["“A ", "A” ", "\"A ", "‘A ", "A, s’ ", "“A b.\n", "“a «b ‘c ", "“A, b ", "‘A,” ", "“A.’ "]
    {
        hold(&part.repeat(10_000));
    }
    hold(&["“a ".repeat(10_000), "b” ".repeat(10_000)].concat());
}
