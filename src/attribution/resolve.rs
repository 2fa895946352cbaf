//! Mentions resolved to people of the draft.

use crate::attribution::{Scene, Speaker};
use crate::language::Reading;
use crate::markdown::Article;
use crate::people::mentions::People;
use crate::quotes::Quote;

/// Names the people behind the mentions.
pub fn names(
    article: &Article,
    reading: &Reading,
    list: &[Quote],
    people: &People,
    scenes: &[Scene],
    speakers: &mut [Speaker],
) {
    let _ = (reading, list, scenes, article);
    for speaker in speakers {
        let Some(mention) = &speaker.mention else { continue };
        if let Some(found) = people.at(mention.start).or_else(|| people.at(mention.end)) {
            speaker.person = Some(found.person);
            speaker.name = Some(people.persons[found.person].name.clone());
        }
    }
}
