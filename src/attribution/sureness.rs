//! Whether a quotation without a speaker is surely a fault.

use crate::attribution::{Found, Scene, Speaker, Sureness};
use crate::language::Reading;
use crate::markdown::Article;
use crate::quotes::{Kind, Quote};

/// Judges every quotation that nobody was found for.
pub fn judge(article: &Article, reading: &Reading, list: &[Quote], scenes: &[Scene], speakers: &mut [Speaker]) {
    let _ = (article, reading);
    for ((quote, scene), speaker) in list.iter().zip(scenes).zip(speakers) {
        speaker.sureness = match quote.kind {
            _ if speaker.found != Found::None || quote.words <= 3 || quote.parent.is_some() => Sureness::Exempt,
            Kind::Full | Kind::Blockquote if scene.alone => Sureness::Sure,
            Kind::Full | Kind::Partial => Sureness::Unsure,
            _ => Sureness::Exempt,
        };
    }
}
