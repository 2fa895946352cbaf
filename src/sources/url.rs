//! Addresses as plain text: whose they are, whether two are one, and what trails behind them.

use std::ops::Range;

/// The host of `url` in lower case, without `www.`, a mobile `m.`, a user or a port. `None` for what has none: a relative
/// path, a `mailto:`, a `TK`.
///
/// An archived or AMP copy counts as the page it copies.
pub fn host(url: &str) -> Option<String> {
    let url = original(url.trim());
    let host = authority(url)?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_prefix("m.").filter(|rest| rest.contains('.')).unwrap_or(host);
    Some(host.to_owned())
}

/// Whether `host` is `site` or lies under it.
pub fn belongs(host: &str, site: &str) -> bool {
    host.strip_suffix(site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The page that an archive or an AMP cache shows under `url`; `url` itself for every other address.
pub fn original(url: &str) -> &str {
    let Some(host) = authority(url) else { return url };
    let host = host.to_ascii_lowercase();
    let copied = match host.as_str() {
        "web.archive.org" | "archive.org" | "archive.ph" | "archive.is" | "archive.today" | "perma.cc" => {
            // The page's own address is the last one inside the archive's.
            url.get(8..).and_then(|rest| rest.rfind("http").map(|at| &url[8 + at..]))
        }
        "www.google.com" | "google.com" => url.split_once("/amp/s/").map(|(_, page)| page),
        _ => host
            .ends_with(".cdn.ampproject.org")
            .then(|| url.split_once("/c/s/").or_else(|| url.split_once("/v/s/")).map(|(_, page)| page))
            .flatten(),
    };
    copied.filter(|page| page.contains('.')).unwrap_or(url)
}

/// Two addresses with the same canonical form are one page: scheme, `www.`, a closing slash, the fragment and
/// what only tracks are left out.
pub fn canonical(url: &str) -> String {
    let page = original(url.trim());
    let rest = page.split_once("://").map_or(page, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
    let (authority, path) = path.split_once('/').map_or((path, ""), |(authority, path)| (authority, path));
    let authority = authority.to_ascii_lowercase();
    let mut out = authority.strip_prefix("www.").unwrap_or(&authority).to_owned();
    let path = path.trim_end_matches('/');
    if !path.is_empty() {
        out.push('/');
        out.push_str(path);
    }
    let kept: Vec<&str> =
        query.into_iter().flat_map(|query| query.split('&')).filter(|part| !part.is_empty() && !tracks(part)).collect();
    if !kept.is_empty() {
        out.push('?');
        out.push_str(&kept.join("&"));
    }
    out
}

/// The parts of `url` that only say where a reader came from, each with the `?` or `&` that goes with it, sorted.
/// Cutting them all leaves an address that works as before.
pub fn tracking(url: &str) -> Vec<Range<usize>> {
    let end = url.find('#').unwrap_or(url.len());
    let Some(question) = url[..end].find('?') else { return Vec::new() };
    let mut parts = Vec::new();
    let mut at = question + 1;
    for part in url[question + 1..end].split('&') {
        parts.push((at..at + part.len(), tracks(part)));
        at += part.len() + 1;
    }
    if parts.iter().all(|(part, tracks)| *tracks || part.is_empty()) && parts.iter().any(|(_, tracks)| *tracks) {
        return std::iter::once(question..end).collect();
    }
    // The first part kept follows the question mark; every part cut before it takes the `&` behind it along.
    let first_kept = parts.iter().position(|(_, tracks)| !tracks).unwrap_or(0);
    let cut = |(i, (part, _)): (usize, &(Range<usize>, bool))| {
        if i < first_kept { part.start..part.end + 1 } else { part.start - 1..part.end }
    };
    parts.iter().enumerate().filter(|(_, (_, tracks))| *tracks).map(cut).collect()
}

/// Whether `url` leads to the front of a site: no path, no query.
pub fn is_homepage(url: &str) -> bool {
    let page = original(url.trim());
    if authority(page).is_none() {
        return false;
    }
    let rest = page.split_once("://").map_or(page, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    !rest.contains('?')
        && matches!(
            path.trim_end_matches('/').to_ascii_lowercase().as_str(),
            "" | "index.html" | "index.htm" | "index.php"
        )
}

/// Parameters that only track, from the documentation of the services that add them.
fn tracks(part: &str) -> bool {
    const NAMES: &[&str] = &[
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "li_fat_id",
        "mc_cid",
        "mc_eid",
        "_hsenc",
        "_hsmi",
        "vero_id",
        "mkt_tok",
        "oly_anon_id",
        "oly_enc_id",
        "s_cid",
        "cmpid",
        "ncid",
        "smid",
        "smtyp",
        "ref_src",
        "ref_url",
        "__twitter_impression",
        "taid",
        "ocid",
        "at_medium",
        "at_campaign",
        "at_link_id",
        "at_link_origin",
        "at_link_type",
        "at_format",
        "at_ptr_name",
        "at_bbc_team",
        "xtor",
        "guccounter",
        "guce_referrer",
        "guce_referrer_sig",
    ];
    let name = part.split('=').next().unwrap_or(part);
    name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("utm_"))
        || NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The host as written, without user and port. Without a scheme an address is known by a host that looks like one.
fn authority(url: &str) -> Option<&str> {
    let schemed = url.split_once("://").map(|(_, rest)| rest).or_else(|| url.strip_prefix("//"));
    let rest = schemed.unwrap_or(url);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if schemed.is_none() && !looks_like_a_host(authority) {
        return None;
    }
    let authority = authority.rsplit('@').next().unwrap_or(authority);
    let host = authority.split(':').next().unwrap_or(authority);
    let named = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    named.then_some(host)
}

/// `news.example.org`, not `today.md` and not `mailto:desk@example.org`.
fn looks_like_a_host(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    let file = matches!(last, "md" | "html" | "htm" | "pdf" | "txt" | "csv" | "jpg" | "png");
    !text.contains(['@', ':', ' ']) && !file && last.len() >= 2 && last.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_those_of_the_page_itself() {
        for (url, expected) in [
            ("https://www.bbc.co.uk/news/x", Some("bbc.co.uk")),
            ("HTTP://User@News.Example.ORG:8080/a", Some("news.example.org")),
            ("https://web.archive.org/web/20250812/https://www.nytimes.com/a", Some("nytimes.com")),
            ("https://www.google.com/amp/s/www.politico.com/amp/a", Some("politico.com")),
            ("www.reuters.com/x", Some("reuters.com")),
            ("notes/today.md", None),
            ("mailto:desk@example.org", None),
            ("TK", None),
            ("#top", None),
            ("", None),
        ] {
            assert_eq!(host(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn what_tracks_is_cut_and_nothing_else() {
        for (url, expected) in [
            ("https://a.org/x?utm_source=b&id=3", "https://a.org/x?id=3"),
            ("https://a.org/x?id=3&utm_source=b&fbclid=9#top", "https://a.org/x?id=3#top"),
            ("https://a.org/x?utm_source=b&utm_medium=c", "https://a.org/x"),
            ("https://a.org/x?utm_a=1&utm_b=2&id=3&gclid=4&q=5", "https://a.org/x?id=3&q=5"),
            ("https://a.org/x?id=3", "https://a.org/x?id=3"),
            ("https://a.org/x?", "https://a.org/x?"),
        ] {
            let mut out = url.to_owned();
            for range in tracking(url).into_iter().rev() {
                out.replace_range(range, "");
            }
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn one_page_has_one_canonical_address() {
        assert_eq!(canonical("https://www.A.org/x/?utm_source=b#c"), canonical("http://a.org/x"));
        assert_ne!(canonical("https://a.org/x?id=1"), canonical("https://a.org/x?id=2"));
    }

    #[test]
    fn a_front_page_has_no_path() {
        assert!(is_homepage("https://www.nytimes.com/"));
        assert!(is_homepage("https://bbc.com"));
        assert!(!is_homepage("https://bbc.com/news/1"));
        assert!(!is_homepage("https://a.org/?p=12"));
        assert!(!is_homepage("TK"));
    }

    #[test]
    fn a_host_belongs_to_its_site_only() {
        assert!(belongs("edition.cnn.com", "cnn.com"));
        assert!(belongs("cnn.com", "cnn.com"));
        assert!(!belongs("notcnn.com", "cnn.com"));
    }
}
