//! YAML and TOML as trees of text with places, for front matter and for the newsroom's own lists.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::{Problem, Span};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// All of it, quotation marks of the syntax included.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing: `key:` in YAML.
    Nothing,
    /// Text, a number, a date: as written, quotation marks and escapes of the syntax resolved. The place is
    /// that of the text within its quotation marks.
    Text(String, Span),
    /// A list.
    List(Vec<Node>),
    /// Keys and their values in the order of the file.
    Map(Vec<(Node, Node)>),
}

impl Node {
    fn nothing(at: usize) -> Self {
        Self { value: Value::Nothing, span: Span::at(at) }
    }

    /// Its text and the place of that; `None` when it is no text.
    pub fn text(&self) -> Option<(&str, Span)> {
        match &self.value {
            Value::Text(text, span) => Some((text, *span)),
            _ => None,
        }
    }

    /// Its entries, if it is a map, each with a key that is text.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Span, &Node)> {
        let entries = match &self.value {
            Value::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().filter_map(|(key, node)| key.text().map(|(name, span)| (name, span, node)))
    }

    /// The value of `key`, if it is a map that has one; the last one if it has several.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().filter(|(name, ..)| *name == key).last().map(|(.., node)| node)
    }

    /// The items of a list; itself when it is no list; nothing when it is nothing.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            Value::Nothing => &[],
            _ => std::slice::from_ref(self),
        }
    }
}

/// Reads `inside` of `text` as YAML. What stands before a fault is still read.
pub fn yaml(text: &str, inside: Span) -> (Node, Option<Problem>) {
    let yaml = &text[inside.range()];
    let place = |span: &granit_parser::Span| {
        let range = span.byte_range().unwrap_or_default();
        // Collections end where the next thing starts.
        let end = range.start + yaml.get(range.clone()).map_or(0, |text| text.trim_end().len());
        Span::new(inside.start + range.start, inside.start + end)
    };
    let mut building = Building { open: Vec::new(), root: None };
    let mut scalars: HashMap<usize, Value> = HashMap::new();
    for event in Parser::new_from_str(yaml) {
        let (event, span) = match event {
            Ok((event, span)) => (event, place(&span)),
            Err(error) => {
                let at = inside.start + floor(yaml, error.marker().byte_offset().unwrap_or(yaml.len()));
                building.drop_half_a_value(text, at);
                return (building.finish(at), Some(fault("YAML", &error.info(), Span::at(at))));
            }
        };
        match event {
            Event::Scalar(value, style, anchor, _) => {
                let node = scalar(value.into_owned(), style, span, text);
                if anchor > 0 {
                    scalars.insert(anchor, node.value.clone());
                }
                building.add(node);
            }
            // Only text is repeated, for lists of lists of aliases grow without bounds.
            Event::Alias(id) => {
                let value = match scalars.get(&id) {
                    Some(Value::Text(text, _)) => Value::Text(text.clone(), span),
                    _ => Value::Nothing,
                };
                building.add(Node { value, span });
            }
            Event::SequenceStart(..) => building.open.push((Node { value: Value::List(Vec::new()), span }, None)),
            Event::MappingStart(..) => building.open.push((Node { value: Value::Map(Vec::new()), span }, None)),
            Event::SequenceEnd | Event::MappingEnd => building.close(span.end),
            _ => {}
        }
    }
    (building.finish(inside.end), None)
}

/// A tree whose containers are not all closed yet.
struct Building {
    /// Each with a key that waits for its value.
    open: Vec<(Node, Option<Node>)>,
    root: Option<Node>,
}

impl Building {
    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = self.root.take().or(Some(node)),
            Some((container, key)) => match (&mut container.value, key.take()) {
                (Value::Map(entries), Some(key)) => entries.push((key, node)),
                (Value::Map(_), None) => *key = Some(node),
                (Value::List(items), _) => items.push(node),
                (Value::Nothing | Value::Text(..), _) => {}
            },
        }
    }

    fn close(&mut self, end: usize) {
        let Some((mut node, key)) = self.open.pop() else { return };
        if let (Value::Map(entries), Some(key)) = (&mut node.value, key) {
            let nothing = Node::nothing(key.span.end);
            entries.push((key, nothing));
        }
        let last = match &node.value {
            Value::List(items) => items.last().map(|item| item.span.end),
            Value::Map(entries) => entries.last().map(|(key, value)| key.span.end.max(value.span.end)),
            _ => None,
        };
        // In block style the end is told at the start of what follows.
        node.span.end = if node.span.is_empty() { last.unwrap_or(end) } else { last.unwrap_or(end).max(end) };
        self.add(node);
    }

    /// Forgets the last value of a map if the fault at `at` stands on its line: `date: one: two`.
    fn drop_half_a_value(&mut self, text: &str, at: usize) {
        if let Some((Node { value: Value::Map(entries), .. }, _)) = self.open.last_mut() {
            entries.pop_if(|(_, value)| {
                text.get(value.span.end..at).is_some_and(|between| !between.contains(['\n', '\r']))
            });
        }
    }

    fn finish(mut self, end: usize) -> Node {
        while !self.open.is_empty() {
            self.close(end);
        }
        self.root.unwrap_or_else(|| Node::nothing(end))
    }
}

fn scalar(value: String, style: ScalarStyle, span: Span, text: &str) -> Node {
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) && span.len() >= 2;
    let inside = if quoted { Span::new(span.start + 1, span.end - 1) } else { span };
    let is_nothing = style == ScalarStyle::Plain && matches!(value.as_str(), "" | "~" | "null" | "Null" | "NULL");
    let value = match style {
        _ if is_nothing => Value::Nothing,
        // As written: a folded date or number has only one spelling, and the parser has not changed it.
        ScalarStyle::Literal | ScalarStyle::Folded => Value::Text(value.trim_end().to_owned(), inside),
        _ => Value::Text(value, inside),
    };
    debug_assert!(text.get(inside.range()).is_some(), "a scalar lies on boundaries");
    Node { value, span }
}

/// Reads `inside` of `text` as TOML. What can be read despite faults is read.
pub fn toml(text: &str, inside: Span) -> (Node, Option<Problem>) {
    let toml = &text[inside.range()];
    let (table, errors) = DeTable::parse_recoverable(toml);
    let shift = |range: Range<usize>| {
        Span::new(inside.start + floor(toml, range.start), inside.start + floor(toml, range.end.max(range.start)))
    };
    let problem = errors.first().map(|error| {
        let place = error.span().map_or(inside, &shift);
        fault("TOML", error.message(), place)
    });
    let span = shift(table.span());
    let value = toml_table(table.into_inner(), toml, &shift);
    (Node { value, span }, problem)
}

fn toml_table(table: DeTable<'_>, toml: &str, shift: &impl Fn(Range<usize>) -> Span) -> Value {
    let mut entries: Vec<(Node, Node)> = table
        .into_iter()
        .map(|(key, value)| {
            let span = shift(key.span());
            let name = Value::Text(key.into_inner().into_owned(), span);
            (Node { value: name, span }, toml_node(value, toml, shift))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    Value::Map(entries)
}

fn toml_node(node: Spanned<DeValue<'_>>, toml: &str, shift: &impl Fn(Range<usize>) -> Span) -> Node {
    let range = node.span();
    let span = shift(range.clone());
    let written = toml.get(range).unwrap_or_default();
    if written.is_empty() {
        return Node::nothing(span.start);
    }
    let value = match node.into_inner() {
        DeValue::String(string) => {
            let mark =
                ["\"\"\"", "'''", "\"", "'"].iter().find(|mark| written.starts_with(**mark)).map_or(0, |it| it.len());
            let inside = if span.len() >= 2 * mark { Span::new(span.start + mark, span.end - mark) } else { span };
            Value::Text(string.into_owned(), inside)
        }
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| toml_node(item, toml, shift)).collect()),
        DeValue::Table(table) => toml_table(table, toml, shift),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Value::Text(written.to_owned(), span)
        }
    };
    Node { value, span }
}

fn fault(syntax: &str, message: &str, span: Span) -> Problem {
    let first = message.lines().next().unwrap_or_default().trim_end_matches('.');
    Problem {
        span: Some(span),
        message: format!("not {syntax}: {first}"),
        remedy: (syntax == "YAML")
            .then(|| "put a value that holds `: ` or begins with a mark in quotation marks".into()),
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree as `key=value` with lists in brackets and maps in braces.
    fn show(node: &Node) -> String {
        match &node.value {
            Value::Nothing => "-".into(),
            Value::Text(text, _) => text.clone(),
            Value::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" ")),
            Value::Map(entries) => {
                let entry = |(key, value): &(Node, Node)| format!("{}={}", show(key), show(value));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(" "))
            }
        }
    }

    #[track_caller]
    fn check(read: fn(&str, Span) -> (Node, Option<Problem>), text: &str, expected: &str) {
        let (node, problem) = read(text, Span::new(0, text.len()));
        let fault = problem.and_then(|it| it.span).map_or(String::new(), |span| format!(" fault at {}", span.start));
        assert_eq!(format!("{}{fault}", show(&node)), expected, "{text}");
    }

    #[test]
    fn yaml_becomes_a_tree() {
        check(
            yaml,
            "a: 1.10\nb: [x, 'y z']\nc:\n- d: \"\\u201Ce\\u201D\"\n  f:\n- ~\n",
            "{a=1.10 b=[x y z] c=[{d=“e” f=-} -]}",
        );
        check(yaml, "a: &x one\nb: *x\nc: &y [1]\nd: *y\n", "{a=one b=one c=[1] d=-}");
        check(yaml, "# only a comment\n", "-");
        check(yaml, "", "-");
    }

    #[test]
    fn broken_yaml_keeps_what_came_before() {
        check(yaml, "a: 1\nb: [2, 3\nc: 4\n", "{a=1 b=[2]} fault at 15");
        check(yaml, "a: 1\nb: *no\n", "{a=1 b=-} fault at 8");
        check(yaml, "a: 1\nb: \u{0}\n", "{a=1 b=-} fault at 8");
    }

    #[test]
    fn toml_becomes_a_tree_in_the_order_of_the_file() {
        check(toml, "z = 'b'\na = 1.10\n[[s]]\nid = \"x\"\n[[s]]\nid = '''y'''\n", "{z=b a=1.10 s=[{id=x} {id=y}]}");
        check(toml, "a = 1\nb = \nc = 3\n", "{a=1 b=- c=3} fault at 10");
    }

    #[test]
    fn nesting_does_not_exhaust_the_stack() {
        for (read, text) in [
            (yaml as fn(&str, Span) -> _, "[".repeat(100_000)),
            (yaml, "- ".repeat(100_000)),
            (toml, format!("{}=1", ["a"; 50_000].join("."))),
            (toml, format!("a={}", "[".repeat(100_000))),
        ] {
            assert!(read(&text, Span::new(0, text.len())).1.is_some());
        }
    }
}
