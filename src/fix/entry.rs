//! Citations turned into sources of the front matter with a comment where they stood, and back.

use crate::fix::reference::Cited;
use crate::fix::rewrite::{Rewriter, turned};
use crate::fix::{Edit, Fix, insert, listed, target};
use crate::markdown::front_matter::SourceEntry;
use crate::markdown::{Link, Mark, remarks};
use crate::sources::url;
use crate::text::Span;

impl Rewriter<'_> {
    /// The comment that cites a source of the front matter, and the edit that lists it where it is not there yet.
    pub(super) fn listed(&self, cited: Cited<'_>) -> Option<(String, Option<Edit>)> {
        let listed = listed::source(self.source, self.article(), cited, None)?;
        Some((self.settings.comment.around(&format!("src: {}", listed.id)), listed.edit))
    }

    pub(super) fn link_as_entry(&self, link: &Link) -> Option<Fix> {
        let target = target::on(self.analysis, &link.anchor)?;
        let (remark, entry) = self.listed(self.cited(&link.url, &target))?;
        let mut edits = self.unlinked(link)?;
        // The brackets that close the link go where the comment comes.
        edits.last_mut()?.text = remark;
        edits.extend(entry);
        Some(turned("Turn the link into a source of the front matter".into(), edits))
    }

    pub(super) fn note_as_entry(&self, mark: &Mark) -> Option<Fix> {
        let (definition, link) = self.defined(mark)?;
        let name = self.anchor(mark.at).map(|(_, name)| name).unwrap_or_default();
        if !self.says_no_more(definition, link, &name) {
            return None;
        }
        let cited = self.record(&link.url).map_or(Cited::Page(&name, &link.url), Cited::Record);
        let (remark, entry) = self.listed(cited)?;
        let mut edits = vec![
            Edit { span: Span::at(self.inside_stops(mark)?), text: remark },
            Edit { span: mark.span, text: String::new() },
            Edit { span: self.with_line(definition), text: String::new() },
        ];
        edits.extend(entry);
        Some(turned(format!("Turn footnote {} into a source of the front matter", mark.label), edits))
    }

    pub(super) fn key_as_entry(&self, key: &Mark) -> Option<Fix> {
        let (remark, entry) = self.listed(Cited::Record(self.public(&key.label)?))?;
        let mut edits = vec![Edit { span: self.group(key)?, text: remark }];
        edits.extend(entry);
        Some(turned(format!("Turn @{} into a source of the front matter", key.label), edits))
    }

    /// The other forms for the comment that holds `key`. The source stays in the front matter.
    pub(super) fn remark(&self, key: &Mark, comment: Span) -> Vec<Fix> {
        let ways =
            [self.entry_as_link(key, comment), self.entry_as_note(key, comment), self.entry_as_key(key, comment)];
        ways.into_iter().flatten().collect()
    }

    fn entry_as_link(&self, key: &Mark, comment: Span) -> Option<Fix> {
        let (anchor, _) = self.anchor(key.at)?;
        let mut edits = self.linked(&anchor, self.entry(&key.label)?.1)?;
        edits.push(Edit { span: comment, text: String::new() });
        Some(turned(format!("Turn source {} into a link", key.label), edits))
    }

    fn entry_as_note(&self, key: &Mark, comment: Span) -> Option<Fix> {
        let (entry, url) = self.entry(&key.label)?;
        let name = entry.field(&["outlet", "publisher", "platform"]).map(|it| it.text.as_str()).unwrap_or_default();
        let cited = self.record(url).map_or(Cited::Page(name, url), Cited::Record);
        let (mut marker, definition) = self.noted(key.at + self.stops(key.at)?, cited);
        marker.span = Span::at(marker.span.start.max(comment.end));
        let mut edits = vec![Edit { span: comment, text: String::new() }, marker];
        edits.extend(definition);
        Some(turned(format!("Turn source {} into a footnote", key.label), edits))
    }

    /// A key is looked up among the sources of the front matter, too.
    fn entry_as_key(&self, key: &Mark, comment: Span) -> Option<Fix> {
        self.entry(&key.label)?;
        let written = insert::key(&key.label);
        let edits = vec![Edit { span: comment, text: format!(" [{written}]") }];
        Some(turned(format!("Turn source {} into {written}", key.label), edits))
    }

    /// The source of the front matter with that id, and its address.
    fn entry(&self, id: &str) -> Option<(&SourceEntry, &str)> {
        let sources = self.article().front_matter.iter().flat_map(|front| &front.sources);
        let entry = sources.into_iter().find(|entry| entry.field(&["id"]).is_some_and(|it| it.text == id))?;
        let address = entry.field(&["url", "link", "href"])?.text.trim();
        url::host(address).is_some().then_some((entry, address))
    }

    /// The comment around a key, if it stands in one.
    pub(super) fn comment(&self, key: &Mark) -> Option<Span> {
        remarks::around(self.source.text(), key)
    }
}
