//! Who publishes where: outlets, bodies that publish data, and platforms.

use std::sync::LazyLock;

use crate::sources::url;
use crate::sources::words::Index;

/// Somebody who publishes.
#[derive(Debug)]
pub struct Publisher {
    /// The usual name: `BBC News`.
    pub name: &'static str,
    /// Hosts at which it publishes.
    pub hosts: Vec<&'static str>,
    /// What it is, in the table's word: `newspaper`, `agency`, `pollster`; empty for a platform.
    pub kind: &'static str,
}

/// One form of a name.
#[derive(Debug)]
struct Name {
    /// Without its article.
    text: &'static str,
    /// Counts only behind `the`.
    needs_article: bool,
    /// Also an ordinary word, a place or a person.
    ordinary: bool,
    /// Indices of those who bear it, in the order of the table.
    bearers: Vec<usize>,
}

/// A name that stands in a text.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    directory: &'a Directory,
    name: &'a Name,
}

impl<'a> Named<'a> {
    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.name.text.len()
    }

    /// A name is never empty.
    pub fn is_empty(&self) -> bool {
        self.name.text.is_empty()
    }

    /// Whether it counts only behind `the`.
    pub fn needs_article(&self) -> bool {
        self.name.needs_article
    }

    /// Whether it is also an ordinary word, a place or a person.
    pub fn is_ordinary(&self) -> bool {
        self.name.ordinary
    }

    /// Those who bear it; the usual one first.
    pub fn bearers(&self) -> impl Iterator<Item = &'a Publisher> + use<'a> {
        let directory = self.directory;
        self.name.bearers.iter().map(move |&i| &directory.publishers[i])
    }
}

/// One table of publishers.
#[derive(Debug, Default)]
pub struct Directory {
    publishers: Vec<Publisher>,
    /// By the first word; the longest name first.
    names: Index<Vec<Name>>,
    hosts: Index<usize>,
}

/// Outlets: agencies, newspapers, magazines, broadcasters and their programmes.
pub fn outlets() -> &'static Directory {
    static OUTLETS: LazyLock<Directory> = LazyLock::new(|| Directory::read(include_str!("outlets.tsv")));
    &OUTLETS
}

/// Bodies that publish data: statistical offices, agencies, pollsters.
pub fn data() -> &'static Directory {
    static DATA: LazyLock<Directory> = LazyLock::new(|| Directory::read(include_str!("data_publishers.tsv")));
    &DATA
}

/// Platforms whose posts anybody can open.
pub fn platforms() -> &'static Directory {
    static PLATFORMS: LazyLock<Directory> = LazyLock::new(|| {
        let mut directory = Directory::default();
        for (name, hosts) in rows(include_str!("platforms.tsv")).filter_map(|row| row.split_once('\t')) {
            directory.add(name, "", hosts, "");
        }
        directory
    });
    &PLATFORMS
}

impl Directory {
    fn read(table: &'static str) -> Self {
        let mut directory = Self::default();
        for row in rows(table) {
            let mut cells = row.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let (name, others, hosts, kind) = (cell(), cell(), cell(), cell());
            directory.add(name, others, hosts, kind);
        }
        directory
    }

    fn add(&mut self, name: &'static str, others: &'static str, hosts: &'static str, kind: &'static str) {
        let bearer = self.publishers.len();
        let hosts: Vec<&'static str> = split(hosts).collect();
        for &host in &hosts {
            // A host that several share belongs to the first: the programme's channel, the daily of a Sunday paper.
            let known = self.hosts.get(host).is_some();
            if !known {
                *self.hosts.entry(host) = bearer;
            }
        }
        self.publishers.push(Publisher { name, hosts, kind });
        let forms: Vec<&'static str> = split(others).collect();
        let bare = |form: &'static str| form.trim_end_matches('*');
        let own_is_listed = forms.iter().any(|form| bare(form) == name);
        for form in forms.iter().copied().chain((!own_is_listed).then_some(name)) {
            let ordinary = form.ends_with('*');
            let form = bare(form);
            let text = without_article(form);
            let free = forms.iter().any(|other| bare(other) == text);
            self.add_name(text, text.len() < form.len() && !free, ordinary, bearer);
        }
    }

    fn add_name(&mut self, text: &'static str, needs_article: bool, ordinary: bool, bearer: usize) {
        let names = self.names.entry(first_word(text));
        if let Some(name) = names.iter_mut().find(|name| name.text == text) {
            name.needs_article &= needs_article;
            name.ordinary |= ordinary;
            if !name.bearers.contains(&bearer) {
                name.bearers.push(bearer);
            }
            return;
        }
        let at = names.partition_point(|name| name.text.len() >= text.len());
        names.insert(at, Name { text, needs_article, ordinary, bearers: vec![bearer] });
    }

    /// The longest name that starts at `offset` of `text` and ends with a word.
    pub fn at(&self, text: &str, offset: usize) -> Option<Named<'_>> {
        let rest = text.get(offset..)?;
        let names = self.names.get(first_word(rest))?;
        let name = names.iter().find(|name| {
            rest.strip_prefix(name.text).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
        })?;
        Some(Named { directory: self, name })
    }

    /// The publisher called `name`; an article before it, capitals and white space around it are forgiven.
    pub fn named(&self, name: &str) -> Option<&Publisher> {
        let name = without_article(name.trim());
        if let Some(found) = self.at(name, 0).filter(|found| found.len() == name.len()) {
            return found.bearers().next();
        }
        self.publishers.iter().find(|publisher| without_article(publisher.name).eq_ignore_ascii_case(name))
    }

    /// The publisher whose `host` it is.
    pub fn of_host(&self, host: &str) -> Option<&Publisher> {
        let mut site = host;
        loop {
            if let Some(&i) = self.hosts.get(site) {
                return Some(&self.publishers[i]);
            }
            site = site.split_once('.')?.1;
        }
    }

    /// The publisher of the page at `address`.
    pub fn of_url(&self, address: &str) -> Option<&Publisher> {
        self.of_host(&url::host(address)?)
    }
}

/// `name` without a leading article.
pub fn without_article(name: &str) -> &str {
    match name.get(..4) {
        Some(article) if article.eq_ignore_ascii_case("the ") => &name[4..],
        _ => name,
    }
}

/// Letters and digits up to the first other character.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

fn split(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// The rows of a table: the remarks and the heading left out.
pub fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins_and_ends_with_a_word() {
        let at = |text| outlets().at(text, 0).and_then(|named| named.bearers().next()).map(|outlet| outlet.name);
        assert_eq!(at("New York Times reporters"), Some("The New York Times"));
        assert_eq!(at("New York Post"), Some("New York Post"));
        assert_eq!(at("BBC’s"), Some("BBC News"));
        assert_eq!(at("CNNs"), None);
        assert_eq!(at("L.A. Times"), Some("Los Angeles Times"));
    }

    #[test]
    fn names_that_are_words_are_marked() {
        let time = outlets().at("Time flies", 0).unwrap();
        assert!(time.is_ordinary() && !time.needs_article());
        let hill = outlets().at("Hill reported", 0).unwrap();
        assert!(hill.needs_article() && hill.is_ordinary());
        assert!(!outlets().at("Guardian reported", 0).unwrap().needs_article());
        assert!(!outlets().at("Reuters", 0).unwrap().is_ordinary());
    }

    #[test]
    fn a_host_leads_to_its_publisher() {
        let of = |url| outlets().of_url(url).map(|outlet| outlet.name);
        assert_eq!(of("https://edition.cnn.com/x"), Some("CNN"));
        assert_eq!(of("https://www.bbc.co.uk/news"), Some("BBC News"));
        assert_eq!(of("https://example.org/bbc.com"), None);
        assert_eq!(
            data().of_url("https://www.cbp.gov/x").map(|body| body.name),
            Some("U.S. Customs and Border Protection")
        );
    }

    #[test]
    fn a_name_is_found_with_or_without_its_article() {
        for name in ["The Guardian", "the guardian", "Guardian", " guardian "] {
            assert_eq!(outlets().named(name).map(|outlet| outlet.name), Some("The Guardian"), "{name}");
        }
        assert!(outlets().named("Nobody’s Gazette").is_none());
    }

    #[test]
    fn every_row_of_every_table_can_be_found_again() {
        for directory in [outlets(), data(), platforms()] {
            for publisher in &directory.publishers {
                assert!(!publisher.hosts.is_empty(), "{}", publisher.name);
                assert!(directory.named(publisher.name).is_some(), "{}", publisher.name);
                for host in &publisher.hosts {
                    assert!(directory.of_host(host).is_some(), "{host}");
                }
            }
        }
    }
}
