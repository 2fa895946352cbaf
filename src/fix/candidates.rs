//! Which sources of the library fit what is to be cited, best first.

use crate::analysis::Analysis;
use crate::fix::target::Target;
use crate::sources::{Library, SourceRecord, Visibility, publishers, url};

/// How many are offered.
const MOST: usize = 5;

/// Sources of `library` that fit `target`: those of the credited outlet or host first, then those by the speaker, then those
/// that share words of their title with the sentence, then those nearest to the article's date. Only public ones.
pub(crate) fn rank<'a>(library: &'a Library, analysis: &Analysis, target: &Target) -> Vec<&'a SourceRecord> {
    let sentence = analysis.reading.sentence_at(target.words.start).cloned().unwrap_or(target.words.clone());
    let copy = words(
        &analysis.article.prose.text()[sentence.start.min(target.words.start)..sentence.end.max(target.words.end)],
    );
    let day = analysis.date.day();
    let mut ranked: Vec<(i64, &SourceRecord)> = library
        .records()
        .iter()
        .filter(|record| record.visibility == Visibility::Public && (record.url.is_some() || record.title.is_some()))
        .filter_map(|record| {
            let shared = shared_words(record, &copy);
            let fit = fit(record, target, shared);
            // Days only decide between sources that fit otherwise.
            let days = match (day, record.published) {
                (Some(day), Some(published)) => i64::from((day - published.latest()).get_days().abs().min(999)),
                _ => 999,
            };
            (fit > 0).then_some((fit * 1000 - days, record))
        })
        .collect();
    ranked.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
    ranked.into_iter().take(MOST).map(|(_, record)| record).collect()
}

fn fit(record: &SourceRecord, target: &Target, shared: i64) -> i64 {
    let host = record.url.as_deref().and_then(url::host);
    let usual = |name: &str| {
        let known = publishers::outlets().named(name).or_else(|| publishers::data().named(name));
        publishers::without_article(known.map_or(name, |publisher| publisher.name)).to_lowercase()
    };
    let named = !target.name.is_empty();
    let same_host = host.is_some_and(|host| target.hosts.iter().any(|site| url::belongs(&host, site)));
    let same_outlet = named && record.outlet.as_deref().is_some_and(|outlet| usual(outlet) == usual(&target.name));
    let family = target.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let by_speaker = named
        && record.authors.iter().any(|author| words(author).contains(&family) || usual(author) == usual(&target.name));
    let publisher = i64::from(same_host || same_outlet) * 100 + i64::from(by_speaker) * 50;
    // One word in common is chance.
    if publisher > 0 || shared >= 2 { publisher + shared } else { 0 }
}

/// How many words of the title stand in the copy.
fn shared_words(record: &SourceRecord, copy: &[String]) -> i64 {
    let mut title = words(record.title.as_deref().unwrap_or_default());
    title.sort_unstable();
    title.dedup();
    title.iter().filter(|word| copy.contains(word)).count() as i64
}

/// The words of `text` in small letters, those of three letters and less left out.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 3).map(str::to_lowercase).collect()
}
