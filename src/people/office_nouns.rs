//! The words of which titles of offices are made: nouns, ranks, and words that tell no offices apart.

/// The noun of a folded title: where it starts, how long it is and its one form. Nouns of several words win, and
/// the first of them.
pub(super) fn head(folded: &str) -> Option<(usize, usize, &'static str)> {
    let mut single = None;
    let mut at = 0;
    for word in folded.split(' ') {
        let rest = folded.get(at + word.len() + 1..).unwrap_or_default();
        if let Some((noun, head)) = compound(word, rest) {
            return Some((at, word.len() + 1 + noun.len(), head));
        }
        single = single.or_else(|| noun(word).map(|head| (at, word.len(), head)));
        at += word.len() + 1;
    }
    single
}

/// Nouns of offices in two words or more, by their first word, and the form that stands for all variants.
fn compound(first: &str, rest: &str) -> Option<(&'static str, &'static str)> {
    let compounds: &[(&str, &str)] = match first {
        "assistant" => &[("attorney general", "assistant attorney general")],
        "attorney" => &[("general", "attorney general")],
        "border" => &[("czar", "border czar")],
        "borough" => &[("president", "borough president")],
        "cabinet" => &[("secretary", "cabinet secretary")],
        "chief" => &[
            ("executive", "chief executive"),
            ("justice", "chief justice"),
            ("minister", "chief minister"),
            ("of staff", "chief of staff"),
            ("secretary", "chief secretary"),
        ],
        "director" => &[("general", "director general")],
        "drug" => &[("czar", "drug czar")],
        "financial" => &[("secretary", "financial secretary")],
        "first" => &[("minister", "first minister"), ("vice president", "vice president")],
        "foreign" => &[("policy chief", "foreign policy chief")],
        "general" => &[("secretary", "general secretary")],
        "governor" => &[("general", "governor general")],
        "head" => &[("of government", "head of government"), ("of state", "head of state")],
        "high" => &[("commissioner", "high commissioner"), ("representative", "foreign policy chief")],
        "inspector" => &[("general", "inspector general")],
        "lieutenant" | "lt" => &[("governor", "lieutenant governor")],
        "majority" | "minority" | "opposition" => &[("leader", "leader"), ("whip", "whip")],
        "managing" => &[("director", "managing director")],
        "member" => &[("of parliament", "member of parliament")],
        "minister" => &[("of state", "minister of state"), ("president", "minister president")],
        "national" => {
            &[("security adviser", "national security adviser"), ("security advisor", "national security adviser")]
        }
        "paramount" => &[("leader", "paramount leader")],
        "parliamentary" => &[("secretary", "under secretary"), ("under secretary", "under secretary")],
        "permanent" => &[("representative", "ambassador"), ("secretary", "permanent secretary")],
        "postmaster" => &[("general", "postmaster general")],
        "president" => &[("pro tempore", "president pro tempore")],
        "press" => &[("secretary", "press secretary")],
        "prime" => &[("minister", "prime minister")],
        "resident" => &[("commissioner", "representative")],
        "secretary" => &[("general", "secretary general")],
        "solicitor" => &[("general", "solicitor general")],
        "special" => &[("counsel", "special counsel")],
        "supreme" => &[("leader", "supreme leader")],
        "surgeon" => &[("general", "surgeon general")],
        "trade" => &[("representative", "trade representative")],
        "under" => &[("secretary", "under secretary")],
        "vice" => &[("president", "vice president")],
        _ => return None,
    };
    compounds
        .iter()
        .copied()
        .find(|(noun, _)| rest.strip_prefix(noun).is_some_and(|after| after.is_empty() || after.starts_with(' ')))
}

/// The form that stands for all variants of a noun in one word.
fn noun(word: &str) -> Option<&'static str> {
    const NOUNS: &[&str] = &[
        "administrator",
        "ambassador",
        "auditor",
        "chair",
        "chancellor",
        "commissioner",
        "comptroller",
        "counsel",
        "director",
        "emir",
        "emperor",
        "governor",
        "judge",
        "justice",
        "king",
        "leader",
        "mayor",
        "minister",
        "pope",
        "president",
        "prince",
        "princess",
        "queen",
        "representative",
        "secretary",
        "senator",
        "sheriff",
        "speaker",
        "sultan",
        "superintendent",
        "treasurer",
        "whip",
    ];
    Some(match word {
        "senators" => "senator",
        "governors" => "governor",
        "representatives" => "representative",
        "congressman" | "congresswoman" | "congressmember" | "delegate" => "representative",
        "undersecretary" => "under secretary",
        "premier" | "taoiseach" => "prime minister",
        "controller" => "comptroller",
        "chairman" | "chairwoman" | "chairperson" => "chair",
        _ => return NOUNS.binary_search(&word).ok().map(|i| NOUNS[i]),
    })
}

/// Words that make another office of one.
pub(super) const RANKS: &[&str] = &["deputy", "assistant", "shadow", "junior", "vice", "first", "state"];

/// Words that tell no offices apart.
pub(super) const SMALL: &[&str] = &[
    "of",
    "the",
    "for",
    "and",
    "in",
    "at",
    "to",
    "u",
    "us",
    "uk",
    "united",
    "states",
    "acting",
    "interim",
    "former",
    "then",
    "white",
    "house",
    "affairs",
    "his",
    "her",
    "majestys",
    "elect",
    "designate",
    "caretaker",
    "supreme",
    "court",
    "federal",
    "associate",
];

pub(super) fn one_spelling(word: &str) -> &str {
    match word {
        "defence" => "defense",
        "labour" => "labor",
        "advisor" => "adviser",
        "organisation" => "organization",
        _ => word,
    }
}
