//! Front matter: what a draft says about itself before its first line, and where.

use crate::markdown::allow::{self, Allowance, Scope};
use crate::markdown::tree::{self, Node, Value};
use crate::text::{Problem, Span};

/// A value and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The value as text.
    pub text: String,
    /// Where it stands, quotation marks of the syntax not included.
    pub span: Span,
}

/// The syntax of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
}

/// One entry of `sources:`. A bare string is an entry with only an `id` or a `url`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceEntry {
    /// All of it.
    pub span: Span,
    /// Its fields in order, such as `id`, `title`, `url`, `outlet`, `date`.
    pub fields: Vec<(String, Located)>,
}

impl SourceEntry {
    /// The first of its fields that has one of `names`.
    pub fn field(&self, names: &[&str]) -> Option<&Located> {
        self.fields.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, field)| field)
    }
}

/// What was read of a file's front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// All of it, fences included, the line end after the last fence not.
    pub span: Span,
    /// Its syntax.
    pub syntax: Syntax,
    /// `title`.
    pub title: Option<Located>,
    /// What stands below the title: `description`, `deck`, `dek`, `standfirst`, `subtitle` or `summary`.
    pub deck: Vec<Located>,
    /// `date`, as written.
    pub date: Option<Located>,
    /// `author` or `authors`.
    pub authors: Vec<Located>,
    /// `language` or `lang`.
    pub language: Option<Located>,
    /// `genre`, or else `section`, `category` or `type`.
    pub genre: Option<Located>,
    /// `bibliography`.
    pub bibliography: Vec<Located>,
    /// `sources`.
    pub sources: Vec<SourceEntry>,
    /// Whether `draft:` or `embargo:` is there and says more than no, or may be there in front matter that is broken.
    pub unpublished: bool,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Where site generators have the lines below a title.
const DECKS: &[&str] = &["description", "deck", "dek", "standfirst", "subtitle", "summary"];

/// Front matter and the allowances it holds.
#[derive(Clone, Debug)]
pub(crate) struct Front {
    /// What was read.
    pub matter: FrontMatter,
    /// `copydesk: {allow: […]}`, for the whole file.
    pub allowances: Vec<Allowance>,
}

/// The front matter at `from`; `None` when there is none.
pub(crate) fn read(text: &str, from: usize) -> Option<Front> {
    let (span, syntax, inside) = fenced(text, from)?;
    let (root, problem) = match syntax {
        Syntax::Yaml => tree::yaml(text, inside),
        Syntax::Toml => tree::toml(text, inside),
    };
    let problem = problem.map(|problem| Problem { message: format!("front matter is {}", problem.message), ..problem });
    match root.value {
        // A line of dashes at the top may also be a rule above copy.
        Value::Text(..) | Value::List(_) if syntax == Syntax::Yaml && problem.is_none() => return None,
        _ if syntax == Syntax::Yaml && problem.is_some() && !begins_with_key(text, inside) => return None,
        _ => {}
    }
    // What stands behind the fault is not known, and a secret told is not taken back.
    let unpublished = is_unpublished(&root) || problem.is_some() && may_be_unpublished(&text[inside.range()]);
    let mut problems: Vec<Problem> = problem.into_iter().collect();
    let mut text_of = |key: &str| {
        let node = root.get(key).filter(|node| node.value != Value::Nothing)?;
        let located = located(node);
        if located.is_none() {
            let message = format!("`{key}` in the front matter is no text");
            problems.push(Problem { span: Some(node.span), message, remedy: None });
        }
        located
    };
    let matter = FrontMatter {
        span,
        syntax,
        title: text_of("title"),
        date: text_of("date"),
        deck: DECKS.iter().filter_map(|key| root.get(key)).filter_map(located).collect(),
        language: text_of("language").or_else(|| text_of("lang")),
        genre: ["genre", "section", "category", "type"]
            .iter()
            .find_map(|key| root.get(key)?.items().iter().find_map(located)),
        authors: ["author", "authors"].iter().filter_map(|key| root.get(key)).flat_map(names).collect(),
        bibliography: root.get("bibliography").map_or(&[][..], Node::items).iter().filter_map(located).collect(),
        sources: root.get("sources").map(sources).unwrap_or_default(),
        unpublished,
        problems,
    };
    let allowances = root.get("copydesk").and_then(|own| own.get("allow")).map(allowances).unwrap_or_default();
    Some(Front { matter, allowances })
}

/// The fences at `from` and what stands between them. One that is not closed is no front matter.
fn fenced(text: &str, from: usize) -> Option<(Span, Syntax, Span)> {
    let (fence, syntax) = match text.as_bytes().get(from..from + 3)? {
        b"---" => ("---", Syntax::Yaml),
        b"+++" => ("+++", Syntax::Toml),
        _ => return None,
    };
    let mut at = from;
    let mut inside = None;
    loop {
        let len = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..]).unwrap_or(text.len() - at);
        let line = text[at..at + len].trim_end_matches([' ', '\t']);
        let next = at + len + if text[at + len..].starts_with("\r\n") { 2 } else { 1 };
        match inside {
            None if line == fence => inside = Some(next),
            None => return None,
            Some(start) if line == fence || (syntax == Syntax::Yaml && line == "...") => {
                return Some((Span::new(from, at + line.len()), syntax, Span::new(start, at)));
            }
            Some(_) => {}
        }
        if next > text.len() {
            return None;
        }
        at = next;
    }
}

/// Whether the first line that says something looks like `key:`, though the YAML is broken.
fn begins_with_key(text: &str, inside: Span) -> bool {
    let lines = text[inside.range()].split(['\n', '\r']).map(str::trim);
    let Some(line) = lines.into_iter().find(|line| !line.is_empty() && !line.starts_with('#')) else { return true };
    let key = line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''));
    line.starts_with(['{', '%']) || (key.len() < line.len() && key.starts_with(':'))
}

fn located(node: &Node) -> Option<Located> {
    node.text().map(|(text, span)| Located { text: text.to_owned(), span })
}

/// Names of people: text, a list of it, or maps with a `name`.
fn names(node: &Node) -> Vec<Located> {
    node.items().iter().filter_map(|item| located(item.get("name").unwrap_or(item))).collect()
}

/// `sources:` as a list of text and maps, or as a map from ids to either.
fn sources(node: &Node) -> Vec<SourceEntry> {
    if let Value::Map(entries) = &node.value {
        let entry = |(key, value): &(Node, Node)| {
            let id = located(key).map(|id| ("id".to_owned(), id));
            let fields = id.into_iter().chain(fields(value)).collect();
            SourceEntry { span: key.span.cover(value.span), fields }
        };
        return entries.iter().map(entry).collect();
    }
    node.items().iter().map(|item| SourceEntry { span: item.span, fields: fields(item) }).collect()
}

/// The fields of one source. Bare text is its URL when it looks like one, else its id.
fn fields(node: &Node) -> Vec<(String, Located)> {
    match located(node) {
        Some(text) => {
            let is_url = text.text.contains("://") || text.text.starts_with("www.");
            vec![(if is_url { "url" } else { "id" }.to_owned(), text)]
        }
        None => node.entries().filter_map(|(key, _, value)| Some((key.to_owned(), located(value)?))).collect(),
    }
}

/// What keeps an article from the public, in small letters.
const SECRETS: &[&str] = &["draft", "embargo"];

fn is_unpublished(root: &Node) -> bool {
    let is_no = |node: &Node| match &node.value {
        Value::Nothing => true,
        Value::Text(text, _) => {
            ["", "false", "no", "off", "n", "0"].iter().any(|no| text.trim().eq_ignore_ascii_case(no))
        }
        Value::List(_) | Value::Map(_) => false,
    };
    root.entries().any(|(key, _, node)| SECRETS.contains(&&*key.to_ascii_lowercase()) && !is_no(node))
}

/// Whether a line begins with what keeps an article from the public.
fn may_be_unpublished(text: &str) -> bool {
    let lines =
        text.split(['\n', '\r']).map(|line| line.trim_start_matches([' ', '\t', '"', '\'']).to_ascii_lowercase());
    lines.into_iter().any(|line| SECRETS.iter().any(|key| line.starts_with(key)))
}

/// `allow:` as a list of `rule: reason`, quoted or not, or as a map from rules to reasons.
fn allowances(node: &Node) -> Vec<Allowance> {
    let mut found = Vec::new();
    for item in node.items() {
        if let Some((text, span)) = item.text() {
            let (rule, reason) = allow::split(text, 0);
            // With escapes in it the text is not the source.
            let exact = text.len() == span.len();
            let rule_span = if exact { Span::new(span.start + rule.start, span.start + rule.end) } else { span };
            found.push(Allowance {
                rule: text[rule.range()].to_owned(),
                rule_span,
                reason: text[reason.range()].to_owned(),
                span: item.span,
                scope: Scope::File,
            });
        }
        for (rule, rule_span, reason) in item.entries() {
            found.push(Allowance {
                rule: rule.to_owned(),
                rule_span,
                reason: reason.text().map(|(text, _)| text.trim().to_owned()).unwrap_or_default(),
                span: rule_span.cover(reason.span),
                scope: Scope::File,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of `text`, each thing with the source it stands for where that differs.
    fn dump(text: &str) -> String {
        let Some(Front { matter, allowances }) = read(text, 0) else { return "no front matter".into() };
        let mut out = Vec::new();
        let show = |it: &Located| {
            let source = &text[it.span.range()];
            if source == it.text { it.text.clone() } else { format!("{} ({source})", it.text) }
        };
        for (name, value) in
            [("title", &matter.title), ("date", &matter.date), ("language", &matter.language), ("genre", &matter.genre)]
        {
            out.extend(value.iter().map(|value| format!("{name}={}", show(value))));
        }
        out.extend(matter.authors.iter().map(|it| format!("author={}", show(it))));
        out.extend(matter.bibliography.iter().map(|it| format!("bibliography={}", show(it))));
        for source in &matter.sources {
            let fields: Vec<String> = source.fields.iter().map(|(key, it)| format!("{key}={}", show(it))).collect();
            out.push(format!("source={} [{}]", fields.join(" "), &text[source.span.range()]));
        }
        for it in &allowances {
            assert_eq!(it.scope, Scope::File);
            assert!(text[it.rule_span.range()].contains(&it.rule));
            out.push(format!("allow={}: {} [{}]", it.rule, it.reason, &text[it.span.range()]));
        }
        if matter.unpublished {
            out.push("unpublished".into());
        }
        for problem in &matter.problems {
            let span = problem.span.unwrap();
            assert!(matter.span.holds(span), "{problem:?}");
            out.push(format!(
                "problem at {}: {}",
                text[span.start..].lines().next().unwrap_or_default(),
                problem.message
            ));
        }
        out.join("\n")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let clean = |text: &str| text.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n");
        assert_eq!(clean(&dump(text)), clean(expected), "{text}");
        let crlf = dump(&text.replace('\n', "\r\n"));
        assert_eq!(clean(&crlf), clean(expected), "{text} with CRLF");
    }

    #[test]
    fn yaml_is_read_with_places() {
        check(
            "---\ntitle: \"The “Ö” bridge\"\ndate: 2031-04-05 # on Saturday\nauthor: Ines Ö\nlang: sv-SE\nsection: [news, city]\n\
             bibliography: refs.bib\ndraft: True\nother: 1\n---\nCopy",
            "title=The “Ö” bridge\ndate=2031-04-05\nlanguage=sv-SE\ngenre=news\nauthor=Ines Ö\nbibliography=refs.bib\nunpublished",
        );
        check(
            "---\nauthors:\n  - name: Ana\n    url: x\n  - 'Bo ''B'' L'\nembargo: 2031-01-01\ntitle: >-\n  Two\n  lines\n---\n",
            "title=Two lines (Two\n  lines)\nauthor=Ana\nauthor=Bo 'B' L (Bo ''B'' L)\nunpublished",
        );
    }

    #[test]
    fn sources_are_text_or_maps() {
        check(
            "---\nsources:\n  - id: log\n    url: https://example.org/a\n  - https://example.net/ö\n  - minutes\n---\n",
            "source=id=log url=https://example.org/a [id: log\n    url: https://example.org/a]
             source=url=https://example.net/ö [https://example.net/ö]
             source=id=minutes [minutes]",
        );
        check(
            "---\nsources: {log: https://example.org/a}\n---\n",
            "source=id=log url=https://example.org/a [log: https://example.org/a]",
        );
    }

    #[test]
    fn toml_is_read_with_places() {
        check(
            "+++\ntitle = \"A “b”\"\ndate = 2031-04-05\nauthors = ['Ö', \"B\"]\ntype = \"news\"\nsources = [{ id = \"m\", url = \"u\" }, \"x\"]\n\
             draft = false\n[copydesk]\nallow = [\"late-attribution: agreed\"]\n+++\n",
            "title=A “b”\ndate=2031-04-05\ngenre=news\nauthor=Ö\nauthor=B\nsource=id=m url=u [{ id = \"m\", url = \"u\" }]
             source=id=x [\"x\"]\nallow=late-attribution: agreed [\"late-attribution: agreed\"]",
        );
    }

    #[test]
    fn allowances_may_forget_their_quotation_marks() {
        check(
            "---\ncopydesk:\n  allow:\n    - uncited-post: the post is quoted\n    - \"vague-attribution: agreed\"\n    - mixed-quote-marks\n---\n",
            "allow=uncited-post: the post is quoted [uncited-post: the post is quoted]
             allow=vague-attribution: agreed [\"vague-attribution: agreed\"]
             allow=mixed-quote-marks:  [mixed-quote-marks]",
        );
    }

    #[test]
    fn a_fault_has_a_place_and_what_stands_before_it_is_read() {
        check(
            "---\ntitle: A bridge\ndate: one: two\n---\n",
            "title=A bridge\nproblem at : two: front matter is not YAML: mapping values are not allowed in this context",
        );
        check(
            "+++\ntitle = \"A\"\ndate = \n+++\n",
            "title=A\nproblem at : front matter is not TOML: string values must be quoted, expected literal string",
        );
        check("---\ntitle: [a, b]\n---\n", "problem at [a, b]: `title` in the front matter is no text");
    }

    #[test]
    fn what_may_be_secret_is_taken_for_it() {
        for (copy, unpublished) in [
            ("draft: true", true),
            ("Draft: second", true),
            ("draft: 2", true),
            ("draft:", false),
            ("draft: False", false),
            ("draft: 'no'", false),
            ("embargo: 2031-01-01", true),
            ("embargo: {until: 2031-01-01}", true),
            ("embargo: false", false),
            ("a: b: c\nembargo: Friday", true),
            ("a: b: c\ntitle: Friday", false),
        ] {
            let front = read(&format!("---\ntitle: x\n{copy}\n---\n"), 0).unwrap();
            assert_eq!(front.matter.unpublished, unpublished, "{copy}");
        }
    }

    #[test]
    fn dashes_alone_are_no_front_matter() {
        for text in [
            "---\nThe mayor left.\n\n---\nMore.",
            "---\n- a\n- b\n---\n",
            "---\ntitle: open\n",
            "--- \n",
            "----\na: b\n----\n",
            "---\n“A: b” c: [\n---\n",
            "+++\ntitle = 1\n---\n",
            "a\n---\nb: c\n---\n",
        ] {
            check(text, "no front matter");
        }
        check("---\n---\n", "");
    }
}
