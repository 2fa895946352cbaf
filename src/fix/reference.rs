//! A source as it is written into copy: its address, its label, its line in a list.

use crate::sources::{SourceRecord, url};

/// What stands where an address is not known yet.
pub(crate) const TO_COME: &str = "TK";

/// What a citation cites.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cited<'a> {
    /// A source that nobody has noted yet, published by this name.
    New(&'a str),
    /// The page at an address.
    Page(&'a str, &'a str),
    /// A source of the library.
    Record(&'a SourceRecord),
}

impl Cited<'_> {
    /// The address, or what stands for it.
    pub(crate) fn url(&self) -> &str {
        match self {
            Self::New(_) => TO_COME,
            Self::Page(_, url) => url,
            Self::Record(record) => record.url.as_deref().unwrap_or(TO_COME),
        }
    }

    /// Who published it; empty when nobody is known.
    pub(crate) fn outlet(&self) -> &str {
        match self {
            Self::New(name) | Self::Page(name, _) => name,
            Self::Record(record) => record.outlet.as_deref().unwrap_or_default(),
        }
    }

    /// The key or label to use for it, made of its name where the library has none.
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Record(record) => record.id.clone(),
            Self::New(name) | Self::Page(name, _) => slug(name),
        }
    }

    /// What a footnote says of it: `“Title,” BBC News, 2025-08-08, <https://…>`.
    pub(crate) fn note(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        let url = match self {
            Self::Record(record) => {
                parts.extend((!record.authors.is_empty()).then(|| record.authors.join("; ")));
                parts.extend(record.title.as_ref().map(|title| format!("“{}”", plain(title))));
                parts.extend(record.outlet.clone());
                parts.extend(record.published.map(|date| date.to_string()));
                record.url.as_deref().map(|url| format!("<{}>", address(url)))
            }
            Self::Page(name, url) => {
                parts.extend((!name.is_empty()).then(|| (*name).to_owned()));
                Some(format!("<{}>", address(url)))
            }
            Self::New(name) => {
                parts.extend((!name.is_empty()).then(|| (*name).to_owned()));
                None
            }
        };
        // What is sealed in brackets of its own cannot be told from markup: one line, no line ends.
        parts.push(url.unwrap_or_else(|| TO_COME.to_owned()));
        parts.join(", ").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// `BBC News` as `bbc-news`; `source` when nothing of `name` can stand in a label.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    let name = crate::sources::publishers::without_article(name.trim());
    for c in name.chars().filter(|&c| !matches!(c, '.' | '’' | '\'')) {
        match c {
            c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        if slug.len() >= 32 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "source".to_owned() } else { slug.to_owned() }
}

/// One form for all addresses of a page, however they are written into copy.
pub(crate) fn page(url: &str) -> String {
    url::canonical(&address(url))
}

/// `url` as a link's destination: what would end it or start markup is percent-encoded.
pub(crate) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            '(' | ')' | '<' | '>' | '"' | '\\' | '`' | '{' | '}' => {
                out.push('%');
                out.push_str(&format!("{:02X}", u32::from(c)));
            }
            c if c.is_whitespace() || c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// `title` without what Markdown would read as markup.
fn plain(title: &str) -> String {
    title
        .chars()
        .flat_map(|c| matches!(c, '[' | ']' | '*' | '_' | '`' | '<' | '\\').then_some('\\').into_iter().chain([c]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_plain() {
        assert_eq!(slug("The New York Times"), "new-york-times");
        assert_eq!(slug("U.S. Customs & Border Protection"), "us-customs-border-protection");
        assert_eq!(slug("Süddeutsche Zeitung"), "süddeutsche-zeitung");
        assert_eq!(slug("…"), "source");
    }

    #[test]
    fn an_address_cannot_end_its_link() {
        assert_eq!(address("https://a.org/x (y) \"z\"\n"), "https://a.org/x%20%28y%29%20%22z%22");
        assert_eq!(address("https://a.org/é?q=1&r=2#s"), "https://a.org/é?q=1&r=2#s");
    }
}
