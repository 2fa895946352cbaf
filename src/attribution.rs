//! Who says each quotation, by which cue, and how that was found.

use std::ops::Range;

/// How a speaker was found, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Found {
    /// Named beside the quotation, in its sentence.
    Beside,
    /// Carried on from speech in the sentence or paragraph before.
    Continued,
    /// Set up by a colon, a label or a lead-in sentence.
    Introduced,
    /// A pronoun that no single person of the draft fits.
    Pronoun,
    /// Nobody.
    None,
}

/// Why a quotation without a speaker is or is not surely a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// Not speech that needs a speaker, or too short to say.
    Exempt,
    /// A possible speaker or a verb of speech is near.
    Unsure,
    /// A whole sentence, and nobody in reach.
    Sure,
}

/// Who says one quotation. All ranges are prose.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The mention nearest the quotation, as it stands: `he`, `Rubio`, `the ministry`; `None`: nobody.
    pub mention: Option<Range<usize>>,
    /// The fullest form of the name in the draft; `None` when no name could be told.
    pub name: Option<String>,
    /// The person, an index into the analysis' people; `None` for bodies, and when no one person could be told.
    pub person: Option<usize>,
    /// The words that attribute: `said`, `according to`.
    pub cue: Option<Range<usize>>,
    /// How it was found.
    pub found: Found,
    /// Another source that relays the words: `according to Reuters`.
    pub relayed_by: Option<Range<usize>>,
    /// When `found` is `None`: how sure it is that somebody should be named.
    pub sureness: Sureness,
    /// What was considered, best first, in words for `quotes --why`.
    pub why: Vec<String>,
}
