//! Credits to documents a reader could open: `signed an executive order`, `according to the indictment`.

use crate::citations::sentence::Sentence;
use crate::citations::{Credit, CreditKind};
use crate::language::lexicon::Class;

/// Last words of what documents are called.
pub const DOCUMENTS: &[&str] = &[
    "order",
    "lawsuit",
    "complaint",
    "indictment",
    "affidavit",
    "filing",
    "filings",
    "documents",
    "papers",
    "memo",
    "memorandum",
    "audit",
    "ruling",
    "subpoena",
    "warrant",
    "petition",
    "transcript",
];

/// Words that must stand before those that are no document alone.
const COMPOUNDS: &[(&str, &[&str])] = &[
    ("order", &["executive", "court"]),
    ("filing", &["court", "legal", "regulatory", "federal"]),
    ("filings", &["court", "legal", "regulatory", "federal", "disclosure"]),
    ("documents", &["court", "legal", "charging", "internal"]),
    ("papers", &["court"]),
    ("warrant", &["search", "arrest"]),
    ("complaint", &["criminal", "civil", "federal", "legal", "the"]),
];

/// What a document does with what it says.
const READS: &[&str] = &[
    "says",
    "said",
    "states",
    "stated",
    "alleges",
    "alleged",
    "shows",
    "showed",
    "show",
    "reads",
    "accuses",
    "claims",
    "reveals",
    "revealed",
    "reveal",
    "details",
    "concluded",
    "found",
    "argues",
    "contends",
    "allege",
    "say",
];

/// The credit whose noun, one of [`DOCUMENTS`], stands at token `at`.
pub fn credit(sentence: &Sentence<'_>, at: isize) -> Option<Credit> {
    let noun = sentence.word(at);
    let compound = COMPOUNDS.iter().find(|(last, _)| last.eq_ignore_ascii_case(noun));
    if compound.is_some_and(|(_, first)| !sentence.any(at - 1, first)) {
        return None;
    }
    let joined = compound.is_some() && !sentence.is(at - 1, "the");
    let start = at - isize::from(joined);
    let mut before = start - 1;
    while before > start - 5
        && (sentence.class(before, Class::DETERMINER.or(Class::POSSESSIVE).or(Class::NUMBER))
            || sentence.any(before, &["a", "an", "the", "new", "federal", "recent", "sweeping", "leaked", "internal"]))
    {
        before -= 1;
    }
    let signed = sentence.any(before, &["signed", "issued", "signing", "per", "citing"]);
    let according = sentence.is(before, "to") && sentence.is(before - 1, "according");
    if !(signed || according || sentence.any(at + 1, READS)) {
        return None;
    }
    let range = sentence.range(&(start..at + 1));
    let name = sentence.text[range.clone()].to_lowercase();
    Some(Credit::new(CreditKind::Document, range.clone(), range, name, Vec::new()))
}
