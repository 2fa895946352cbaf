//! Bodies that act and speak in the news: ministries, agencies, courts, and the houses that stand for them.

use std::sync::LazyLock;

use crate::language::lexicon::rows;
use crate::language::phrases::Phrases;
use crate::language::tokens::Token;

static TABLE: &str = include_str!("org_speakers.tsv");

/// A body, or a place whose name stands for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// As it stands in a sentence: `the State Department`.
    pub name: &'static str,
    /// Its other names, as they are written.
    pub others: Vec<&'static str>,
    /// What it is, in the table's word: `ministry`, `court`, `metonym`.
    pub kind: &'static str,
    /// The code of its country in small letters; empty when it is of none.
    pub country: &'static str,
    /// What the name stands for: `US presidency`; empty for a body called by its own name.
    pub stands_for: &'static str,
}

static ORGANISATIONS: LazyLock<Vec<Organisation>> = LazyLock::new(|| {
    rows(TABLE)
        .map(|row| Organisation {
            name: row[0],
            others: row[1].split(';').filter(|other| !other.is_empty()).collect(),
            kind: row[2],
            country: row[3],
            stands_for: row.get(4).copied().unwrap_or_default(),
        })
        .collect()
});

/// Every form of a name without its article, with the organisation's index and the form as it is listed.
static FORMS: LazyLock<Phrases<(usize, &'static str)>> = LazyLock::new(|| {
    let named = ORGANISATIONS.iter().enumerate().filter(|(_, body)| !matches!(body.kind, "generic" | "company-class"));
    let forms = named.flat_map(|(i, body)| {
        std::iter::once(body.name).chain(body.others.iter().copied()).map(move |form| (bare(form), (i, form)))
    });
    // "The court", "police": in small letters they are anybody's.
    Phrases::new(forms.filter(|(form, _)| form.starts_with(char::is_uppercase)).collect::<Vec<_>>().into_iter())
});

/// `name` without the article.
pub fn bare(name: &str) -> &str {
    name.strip_prefix("the ").unwrap_or(name)
}

/// The organisation whose name, without its article, starts at token `i`, and the name's length in tokens. Capitals
/// count, and one word with an article in the table needs it in the text: the House, the Fed.
pub fn at(text: &str, tokens: &[Token], i: usize) -> Option<(usize, &'static Organisation)> {
    let (len, (index, form)) = FORMS.longest(text, tokens, i)?;
    let written = &text[tokens[i].start as usize..tokens[i + len - 1].end() as usize];
    let article = || i > 0 && matches!(tokens[i - 1].text(text), "the" | "The");
    let needs_article = len == 1 && form != bare(form) && !written.chars().all(char::is_uppercase);
    (written.replace('’', "'") == bare(form).replace('’', "'") && (!needs_article || article()))
        .then(|| (len, &ORGANISATIONS[index]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[track_caller]
    fn check(copy: &str, expected: &str) {
        let tokens = language::read(copy).tokens;
        let found = (0..tokens.len()).find_map(|i| at(copy, &tokens, i)).map_or("none", |(_, body)| body.name);
        assert_eq!(found, expected, "{copy}");
    }

    #[test]
    fn bodies_are_found_by_each_of_their_names() {
        check("He works at the State Department now.", "the State Department");
        check("The Department of State said so.", "the State Department");
        check("The White House declined.", "the White House");
        check("Defense Department muscle", "the Pentagon");
        check("per U.S. Customs and Border Protection data", "U.S. Customs and Border Protection");
        check("the FBI said", "the FBI");
        check("FBI agents", "the FBI");
        check("The Senate voted.", "the Senate");
    }

    #[test]
    fn words_that_only_look_alike_are_none() {
        check("They left the white house on the hill.", "none");
        check("House prices rose.", "none");
        check("Police said the court was closed.", "none");
        check("Heritage oaks line the road.", "none");
        check("the government", "none");
    }
}
