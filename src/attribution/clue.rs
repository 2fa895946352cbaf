//! The ways in which copy says who speaks, and one such way found.

use std::ops::Range;

use crate::attribution::Found;

/// A way in which copy says who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clue {
    /// `“…,” Ruiz said`
    TagAfter,
    /// `“…,” said Ruiz`
    TagInverted,
    /// `“…” …, Ruiz said.` at the end of the sentence.
    TagAtEnd,
    /// `Ruiz said, “…”`
    TagBefore,
    /// `“…,” Ruiz said, “…”`: the tag of the first half.
    TagBetween,
    /// `Ruiz said that … “…”`
    Clause,
    /// `Ruiz called it “…”`
    Label,
    /// `according to Ruiz`
    According,
    /// `as Ruiz put it`
    AsPut,
    /// `“…” — Ana Ruiz`
    Signature,
    /// `Ruiz: “…”`
    Colon,
    /// `Ruiz’s “…”`
    Owner,
    /// The subject of the sentence that the words stand in.
    Subject,
    /// Another quotation of the sentence has this speaker.
    SameSentence,
    /// The quotation before it, in the paragraph, has this speaker.
    Before,
    /// The quotation after it, in the paragraph, has this speaker.
    After,
    /// The paragraph before was left open, or its speech goes on.
    Onward,
    /// The sentence or paragraph before leads in to it.
    LeadIn,
}

/// One clue, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What kind it is.
    pub clue: Clue,
    /// Who it names.
    pub mention: Range<usize>,
    /// Who `who` stands for.
    pub antecedent: Option<Range<usize>>,
    /// The words that attribute.
    pub cue: Option<Range<usize>>,
    /// How much it weighs; only the order matters.
    pub weight: i32,
}

impl Clue {
    /// What it is, in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::TagAfter => "the tag after it",
            Self::TagInverted => "the tag after it, verb first",
            Self::TagAtEnd => "the tag at the end of its sentence",
            Self::TagBefore => "the tag before it",
            Self::TagBetween => "the tag between two parts of it",
            Self::Clause => "the clause it stands in",
            Self::Label => "what gives it as a label",
            Self::According => "“according to”",
            Self::AsPut => "“as … put it”",
            Self::Signature => "the name after a dash",
            Self::Colon => "the name before a colon",
            Self::Owner => "whose words they are",
            Self::Subject => "the subject of its sentence",
            Self::SameSentence => "another quotation of its sentence",
            Self::Before => "the quotation before it",
            Self::After => "the quotation after it",
            Self::Onward => "the paragraph before it",
            Self::LeadIn => "the sentence that leads in to it",
        }
    }

    /// How a speaker found by this clue was found.
    pub fn found(self) -> Found {
        match self {
            Self::TagAfter
            | Self::TagInverted
            | Self::TagAtEnd
            | Self::TagBefore
            | Self::TagBetween
            | Self::Clause
            | Self::Label
            | Self::According
            | Self::AsPut
            | Self::Signature
            | Self::Owner
            | Self::Subject => Found::Beside,
            Self::SameSentence | Self::Before | Self::After | Self::Onward => Found::Continued,
            Self::Colon | Self::LeadIn => Found::Introduced,
        }
    }
}

impl Evidence {
    /// What was seen, in words: `“he”, the tag after it, by “said” (weight 100)`.
    pub fn describe(&self, text: &str) -> String {
        let cue = self.cue.as_ref().map(|cue| format!(", by “{}”", &text[cue.clone()])).unwrap_or_default();
        format!("“{}”, {}{cue} (weight {})", &text[self.mention.clone()], self.clue.name(), self.weight)
    }

    /// Whether this is another source of the same sentence, which relays what `best` says.
    pub fn relays(&self, best: &Self, text: &str) -> bool {
        let own = |clue| {
            matches!(
                clue,
                Clue::TagAfter
                    | Clue::TagInverted
                    | Clue::TagAtEnd
                    | Clue::TagBefore
                    | Clue::Clause
                    | Clue::According
                    | Clue::Label
            )
        };
        own(self.clue)
            && own(best.clue)
            && self.weight >= 58
            && self.mention != best.mention
            && text[self.mention.clone()] != text[best.mention.clone()]
    }
}
