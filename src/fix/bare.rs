//! An address that stands bare in the copy, such as one just pasted, turned into a citation of what stands before it.

use std::ops::Range;

use crate::fix::note::Notes;
use crate::fix::reference::Cited;
use crate::fix::rewrite::{Rewriter, turned};
use crate::fix::{Edit, Fix, insert};
use crate::markdown::{BlockKind, Link};
use crate::text::Span;

/// What ends a clause; a marker follows it.
const STOPS: [char; 5] = ['.', ',', ';', '!', '?'];

/// An address and what goes with it: white space before it, brackets around it.
pub(super) struct Bare {
    /// In the file.
    pub span: Span,
    /// In the prose.
    pub words: Range<usize>,
}

impl Rewriter<'_> {
    /// The ways to cite the page of `link` instead of showing its address.
    pub(super) fn bare(&self, link: &Link) -> Vec<Fix> {
        let Some(bare) = self.around(link) else { return Vec::new() };
        let ways = [
            self.bare_as_link(link, &bare),
            self.bare_as_note(link, &bare),
            self.bare_as_key(link, &bare),
            self.bare_as_entry(link, &bare),
        ];
        ways.into_iter().flatten().collect()
    }

    /// What goes when the address does; `None` where it stands for itself: alone, in a note, or without a scheme.
    fn around(&self, link: &Link) -> Option<Bare> {
        let article = self.article();
        let block = &article.blocks[article.block_at(link.anchor.start)?];
        let prose = article.prose.slice(&block.prose);
        if block.kind == BlockKind::Footnote || prose.trim().len() == link.anchor.len() || !link.url.contains("://") {
            return None;
        }
        let text = article.prose.text();
        let mut words = link.anchor.clone();
        if text[..words.start].ends_with('(') && text[words.end..].starts_with(')') {
            words = words.start - 1..words.end + 1;
        }
        let before = text[block.prose.start..words.start].trim_end_matches([' ', '\u{a0}', ':']);
        words.start = block.prose.start + before.len();
        let span = article.prose.span(&words);
        // What is cut is nothing but the address: no markup in between goes with it.
        let plain = span.len() - link.span.len() == words.len() - link.anchor.len();
        (plain && !before.is_empty()).then_some(Bare { span, words })
    }

    /// The edit that cuts the address.
    fn cut(bare: &Bare) -> Edit {
        Edit { span: bare.span, text: String::new() }
    }

    fn bare_as_link(&self, link: &Link, bare: &Bare) -> Option<Fix> {
        let (anchor, _) = self.anchor(bare.words.start)?;
        let words = self.article().prose.slice(&anchor).to_owned();
        let mut edits = self.linked(&anchor, &link.url)?;
        edits.push(Self::cut(bare));
        self.without(bare, turned(format!("Link “{words}” to this address"), edits))
    }

    fn bare_as_note(&self, link: &Link, bare: &Bare) -> Option<Fix> {
        let text = self.source.text();
        let rest = text.get(bare.span.end..)?;
        let place = bare.span.end + rest.len() - rest.trim_start_matches(STOPS).len();
        let name = self.anchor(bare.words.start).map(|(_, name)| name).unwrap_or_default();
        let cited = self.record(&link.url).map_or(Cited::Page(&name, &link.url), Cited::Record);
        let (marker, definition) = Notes::of(text, self.article()).labelled(self.settings.labels).edits(place, cited);
        let mut edits = vec![Self::cut(bare), marker];
        edits.extend(definition.map(|(edit, _)| edit));
        self.without(bare, turned("Turn the address into a footnote".into(), edits))
    }

    fn bare_as_key(&self, link: &Link, bare: &Bare) -> Option<Fix> {
        let key = insert::key(&self.record(&link.url)?.id);
        let edits = vec![Edit { span: bare.span, text: format!(" [{key}]") }];
        self.without(bare, turned(format!("Turn the address into {key}"), edits))
    }

    fn bare_as_entry(&self, link: &Link, bare: &Bare) -> Option<Fix> {
        let name = self.anchor(bare.words.start).map(|(_, name)| name).unwrap_or_default();
        let cited = self.record(&link.url).map_or(Cited::Page(&name, &link.url), Cited::Record);
        let (remark, entry) = self.listed(cited)?;
        let mut edits = vec![Edit { span: bare.span, text: remark }];
        edits.extend(entry);
        self.without(bare, turned("Turn the address into a source of the front matter".into(), edits))
    }
}
