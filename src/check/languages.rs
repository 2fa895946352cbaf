//! Rules that hold in any language: those of marks, and those of links, footnotes, keys and sources.
//!
//! Every other rule reads English. In a draft that says it is in another language those find nothing but chance.

/// Their names.
pub(super) const ANY: &[&str] = &[
    "unbalanced-quote",
    "mixed-quote-marks",
    "undefined-citation",
    "unused-footnote",
    "unused-source",
    "duplicate-source",
    "unarchived-source",
    "uncited-quote",
    "homepage-link",
    "tracking-link",
    "bare-url",
    "allowance-without-reason",
    "unused-allowance",
];

#[cfg(test)]
mod tests {
    use super::ANY;
    use crate::rules;

    #[test]
    fn every_name_is_that_of_a_rule() {
        assert!(ANY.iter().all(|name| rules::named(name).is_some()));
    }
}
