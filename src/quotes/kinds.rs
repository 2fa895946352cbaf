//! What kind of quotation each is, told from its words and from those beside it.

use smallvec::SmallVec;

use crate::language::lexicon::{self, Class, SPACE};
use crate::language::verbs::{self, Frames, Strength};
use crate::markdown::{Article, BlockKind};
use crate::quotes::cues::{self, Cue};
use crate::quotes::wording::{ends_in_abbreviation, has_inner_stop, is_headline, is_title_case, words};
use crate::quotes::{Kind, Quote};

/// Tells each quotation its kind; block quotations know theirs.
pub fn tell(article: &Article, list: &mut [Quote]) {
    let mut headline = (usize::MAX, false);
    for i in 0..list.len() {
        if list[i].kind == Kind::Blockquote {
            continue;
        }
        if headline.0 != list[i].block {
            let block = &article.blocks[list[i].block];
            let heading = matches!(block.kind, BlockKind::Heading(_));
            headline = (list[i].block, heading || is_headline(article.prose.slice(&block.prose)));
        }
        list[i].kind = kind(article, list, i, headline.1);
    }
}

/// A quotation and what stands beside it in its block.
struct View<'a> {
    /// The words in marks, trimmed.
    inside: &'a str,
    /// The block before the opening mark, as far as it matters.
    before: &'a str,
    /// The block after the closing mark, as far as it matters.
    after: &'a str,
    /// The last words before the mark with nothing but a comma between, in reading order.
    words_before: SmallVec<[&'a str; WORDS]>,
    /// The first words after it.
    words_after: SmallVec<[&'a str; WORDS]>,
    lead: Lead,
    words: usize,
}

/// Bytes on either side that are looked at: a long sentence. Without it one endless paragraph would be read again
/// for each of its quotations.
const REACH: usize = 300;

/// How many words on either side are looked at.
const WORDS: usize = 4;

/// What stands right before the opening mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    /// Nothing, or the end of a sentence.
    Start,
    /// A colon, a comma or a dash.
    Pause,
    /// A word: the quotation is part of a clause.
    Word,
}

fn kind(article: &Article, list: &[Quote], i: usize, headline: bool) -> Kind {
    let view = View::of(article, &list[i]);
    let titled = !headline && view.words <= 12 && is_title_case(view.inside);
    let speech = view.speaks_before() || view.speaks_after();
    match cues::before(&view.words_before) {
        Some(Cue::Scare) => return Kind::Scare,
        Some(Cue::Nickname) if view.words <= 6 => return Kind::Nickname,
        Some(Cue::Title) if view.words <= 25 => return Kind::Title,
        Some(Cue::Term) if view.words <= 6 && view.lead == Lead::Word => return Kind::Term,
        Some(Cue::Work) if titled && !view.inside.ends_with(['!', '?']) && !view.speaks_after() => {
            return Kind::Title;
        }
        _ => {}
    }
    if !headline && view.is_nickname() {
        return Kind::Nickname;
    }
    if view.words <= 8 && !view.ends_speech() {
        match cues::after(&view.words_after) {
            Some(Cue::Work) if titled => return Kind::Title,
            Some(Cue::Term) if view.words <= 5 && !speech => return Kind::Term,
            _ => {}
        }
    }
    if titled && !speech {
        let first = words(view.inside).next().unwrap_or_default();
        if cues::inside(&[first]) == Some(Cue::Operation) {
            return Kind::Term;
        }
        if view.reads_as_title() {
            return Kind::Title;
        }
    }
    if view.is_sentence() || continues_sentence(article, list, i) {
        return Kind::Full;
    }
    if view.words > 3 {
        return Kind::Partial;
    }
    let words: Vec<&str> = words(view.inside).collect();
    let answers = cues::inside(&words) == Some(Cue::Answer);
    if view.words == 3 && (speech || view.speaks_near()) {
        Kind::Partial
    } else if answers || speech || view.speaks_near() || view.lead == Lead::Start || view.inside.ends_with(['!', '?']) {
        Kind::Fragment
    } else {
        Kind::Scare
    }
}

impl<'a> View<'a> {
    fn of(article: &'a Article, quote: &Quote) -> Self {
        let text = article.prose.text();
        let block = &article.blocks[quote.block].prose;
        let before = &text[boundary(text, block.start.max(quote.range.start.saturating_sub(REACH)))..quote.range.start];
        let after = &text[quote.range.end..boundary(text, block.end.min(quote.range.end + REACH))];
        let trimmed = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '‘' | '“' | '"'));
        let lead = match trimmed.chars().next_back() {
            None | Some('.' | '!' | '?' | '…' | '”' | '’' | '•' | '*' | '|' | ';') => Lead::Start,
            Some(':' | ',' | '—' | '–' | '-') => Lead::Pause,
            Some(_) => Lead::Word,
        };
        let lead = if lead == Lead::Start && ends_in_abbreviation(trimmed) { Lead::Word } else { lead };
        let mut words_before = SmallVec::new();
        if lead != Lead::Start {
            let clause = trimmed.trim_end_matches([',', ':', ' ', '—', '–']);
            words_before.extend(clause.rsplit(SPACE).take_while(|word| !word.is_empty()).take(WORDS));
            words_before.reverse();
            if let Some(cut) =
                words_before.iter().rposition(|word: &&str| word.ends_with([',', '.', ';', ':', '?', '!', '”', '"']))
            {
                words_before.drain(..=cut);
            }
        }
        let mut words_after = SmallVec::new();
        for word in after.strip_prefix([' ', '\u{a0}']).unwrap_or_default().split(SPACE).take(WORDS) {
            words_after.push(word.trim_end_matches([',', '.', ';', ':', '?', '!']));
            if word.ends_with(['.', ';', ':', '?', '!']) {
                break;
            }
        }
        Self {
            inside: text[quote.inside.clone()].trim(),
            before,
            after,
            words_before,
            words_after,
            lead,
            words: quote.words,
        }
    }

    /// Whether the words begin as a sentence does.
    fn begins(&self) -> bool {
        let start = self.inside.trim_start_matches(|c: char| !c.is_alphanumeric());
        start.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() && self.lead != Lead::Word)
    }

    /// Whether the words end as a sentence does.
    fn ends(&self) -> bool {
        self.inside.trim_end_matches(['’', '\'', '”', '"', ')', ']']).ends_with(['.', '!', '?', '…', '—'])
    }

    /// Whether the words end with a comma, before a tag.
    fn ends_speech(&self) -> bool {
        self.inside.trim_end_matches(['’', '\'', '”', '"']).ends_with(',') && self.speaks_after()
    }

    /// Whether a verb of speech stands right before the mark.
    fn speaks_before(&self) -> bool {
        self.lead != Lead::Start && self.words_before.last().is_some_and(|word| speaks(word))
    }

    /// Whether a tag follows the mark: `she said`, `said Ruiz`.
    fn speaks_after(&self) -> bool {
        self.words_after.iter().any(|word| speaks(word))
    }

    /// Whether a verb of speech stands in the same sentence, a few words off.
    fn speaks_near(&self) -> bool {
        let sentence = self.before.rsplit(['.', '!', '?']).next().unwrap_or_default();
        let after = self.after.split(['.', '!', '?']).next().unwrap_or_default();
        sentence
            .rsplit(SPACE)
            .take(14)
            .chain(after.split(SPACE).take(8))
            .any(|word| reports(word.trim_matches(|c: char| !c.is_alphanumeric())))
    }

    /// Whether the words stand between a given and a family name.
    fn is_nickname(&self) -> bool {
        let [Some(given), Some(family)] = [self.words_before.last(), self.words_after.first()] else { return false };
        let plain = |word: &str| {
            word.starts_with(char::is_uppercase)
                && !lexicon::class(word).has(
                    Class::DETERMINER
                        .or(Class::PREPOSITION)
                        .or(Class::PRONOUN)
                        .or(Class::CONJUNCTION)
                        .or(Class::SUBORDINATOR)
                        .or(Class::STARTER)
                        .or(Class::TIME),
                )
        };
        self.lead == Lead::Word
            && self.before.ends_with(' ')
            && self.words <= 3
            && plain(given)
            && plain(family)
            && !self.inside.ends_with(['.', ',', '!', '?'])
            && self.inside.starts_with(|c: char| c.is_uppercase() || c == 't')
            && !speaks(given)
    }

    /// Whether words in Title Case, with no cue beside them, still read as a title rather than as speech.
    fn reads_as_title(&self) -> bool {
        let capitals = words(self.inside).filter(|word| word.starts_with(char::is_uppercase)).count();
        self.words <= 8
            && capitals >= 2
            && !self.inside.ends_with(['!', '?'])
            && self.lead != Lead::Pause
            && !(self.lead == Lead::Start && self.ends())
    }

    /// Whether the words are a sentence or more.
    fn is_sentence(&self) -> bool {
        if self.words > 3 && has_inner_stop(self.inside) {
            return true;
        }
        if !self.begins() {
            return false;
        }
        let outer_end = self.after.trim_start().starts_with(['.', '!', '?', ',', ';', '—', '–', '\n'])
            || self.after.trim().is_empty();
        match self.lead {
            Lead::Start | Lead::Pause => {
                self.ends() || self.inside.ends_with(',') || self.words > 3 && (outer_end || self.speaks_after())
            }
            Lead::Word => {
                let that = cues::before(&self.words_before) == Some(Cue::That);
                self.words > 1 && self.ends() && !that && self.speaks_before()
            }
        }
    }
}

/// The nearest character boundary at or before `at`.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the quotation is the second half of one that a tag splits: “The bridge,” Ruiz said, “will reopen.”
fn continues_sentence(article: &Article, list: &[Quote], i: usize) -> bool {
    let quote = &list[i];
    let Some(last) = list[..i].iter().rev().take(64).find(|last| last.parent == quote.parent) else { return false };
    if last.block != quote.block || last.kind != Kind::Full || last.range.end > quote.range.start {
        return false;
    }
    let gap = &article.prose.text()[last.range.end..quote.range.start];
    let before = article.prose.slice(&last.inside).trim_end();
    let ends = article.prose.slice(&quote.inside).trim_end();
    before.ends_with(',')
        && gap.len() <= 90
        && gap.trim_end().ends_with(',')
        && !gap.contains(['?', '!', ';', ':'])
        && gap.split(' ').any(|word| speaks(word.trim_end_matches(',')))
        && ends.ends_with(['.', ',', '!', '?', '…', '—'])
}

/// Whether `word` is a verb of speech that takes quotations.
pub fn speaks(word: &str) -> bool {
    let Some(verb) = lexicon::class(word).verb().map(|i| &verbs::all()[i]) else { return false };
    verb.strength >= Strength::Usual && verb.frames.has(Frames::QUOTE)
}

/// Whether `word` is a verb that reports words, with a quotation as its object or inside a clause.
fn reports(word: &str) -> bool {
    lexicon::class(word).verb().map(|i| &verbs::all()[i]).is_some_and(|verb| {
        verb.strength >= Strength::Usual || verb.strength == Strength::Weak && verb.frames.has(Frames::AS)
    })
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::check;

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
}
