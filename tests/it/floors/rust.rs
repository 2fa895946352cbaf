//! As much of Rust as it takes to see what a file imports.

/// Paths that `source` names outside comments, text and tests, such as `crate::text::Span` or `std::fs`.
/// A `use` of several is told as several.
pub fn paths(source: &str) -> Vec<String> {
    let code = without_tests(&bare(source));
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(start) = rest.find(is_word) {
        rest = &rest[start..];
        rest = path("", rest, &mut found);
    }
    found
}

/// Modules that `source` declares for tests only, in files of their own.
pub fn test_modules(source: &str) -> Vec<String> {
    let code = bare(source);
    let declared = code.split("#[cfg(test)]").skip(1).filter_map(|after| {
        let name = after.trim_start().strip_prefix("mod ")?;
        let end = name.find(|c| !is_word(c))?;
        name[end..].trim_start().starts_with(';').then(|| name[..end].to_owned())
    });
    declared.collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Reads one path, or a tree of them, that `code` begins with, and returns what follows.
fn path<'a>(prefix: &str, code: &'a str, found: &mut Vec<String>) -> &'a str {
    let end = code.find(|c| !is_word(c)).unwrap_or(code.len());
    let whole = if prefix.is_empty() { code[..end].to_owned() } else { format!("{prefix}::{}", &code[..end]) };
    let Some(after) = code[end..].trim_start().strip_prefix("::") else {
        found.push(whole);
        return &code[end..];
    };
    let after = after.trim_start();
    if let Some(mut branch) = after.strip_prefix('{') {
        loop {
            branch = branch.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if branch.starts_with(is_word) {
                branch = renamed(path(&whole, branch, found));
                continue;
            }
            return branch.get(1..).unwrap_or_default();
        }
    }
    if after.starts_with(is_word) {
        return path(&whole, after, found);
    }
    found.push(format!("{whole}::*"));
    after
}

/// What follows `as name`, if `code` begins with that.
fn renamed(code: &str) -> &str {
    code.trim_start().strip_prefix("as ").map_or(code, |name| name.trim_start().trim_start_matches(is_word))
}

/// `source` without comments and without what stands in text and character literals.
fn bare(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest, '"'),
            'r' if !out.ends_with(is_word) && is_raw(rest) => raw(rest),
            '\'' if is_char(rest) => quoted(rest, '\''),
            _ => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        out.push(' ');
        rest = &rest[len..];
    }
    out
}

fn block_comment(code: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < code.len() {
        let step = match &code.as_bytes()[at..] {
            [b'/', b'*', ..] => {
                depth += 1;
                2
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        at += step;
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(code: &str, mark: char) -> usize {
    let mut escaped = false;
    for (i, c) in code.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return i + 1,
            _ => {}
        }
    }
    code.len()
}

fn is_raw(code: &str) -> bool {
    code[1..].trim_start_matches('#').starts_with('"')
}

fn raw(code: &str) -> usize {
    let hashes = code[1..].len() - code[1..].trim_start_matches('#').len();
    let close = format!("\"{}", "#".repeat(hashes));
    let open = hashes + 2;
    code[open..].find(&close).map_or(code.len(), |len| open + len + close.len())
}

/// Whether the `'` that `code` begins with opens a character and not a lifetime.
fn is_char(code: &str) -> bool {
    let mut after = code.chars().skip(1);
    after.next() == Some('\\') || after.next() == Some('\'')
}

/// `code` without items that stand under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut parts = code.split("#[cfg(test)]");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let semicolon = part.find(';').unwrap_or(part.len());
        let brace = part.find('{').unwrap_or(part.len());
        let end = if semicolon < brace { semicolon + 1 } else { brace + braced(&part[brace..]) };
        out.push_str(&part[end..]);
    }
    out
}

/// The length of what stands in the braces that `code` begins with, braces included.
fn braced(code: &str) -> usize {
    let mut depth = 0;
    for (i, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i + c.len_utf8();
        }
    }
    code.len()
}

#[test]
fn paths_are_seen_wherever_they_stand() {
    let source = r##"
        //! [`crate::doc`]
        use crate::text::{self, Span, deep::{A, B}};
        use std::{env, io::Write as _};
        fn f<'a>(x: &'a str) -> crate::check::Checked { /* crate::comment /* x */ crate::y */
            let c = ['"', '\'', '{']; std :: fs::read("crate::text \" crate::z"); r#"crate::" raw"#
        }
        #[cfg(test)]
        mod tests { use crate::cli; fn g() { "}" } }
        #[cfg(test)]
        use crate::lsp;
        pub(crate) fn h() { super::sibling(); crate::*; }
    "##;
    let found: Vec<String> = paths(source).into_iter().filter(|path| path.contains("::")).collect();
    assert_eq!(
        found,
        [
            "crate::text::self",
            "crate::text::Span",
            "crate::text::deep::A",
            "crate::text::deep::B",
            "std::env",
            "std::io::Write",
            "crate::check::Checked",
            "std::fs::read",
            "super::sibling",
            "crate::*",
        ]
    );
}

#[test]
fn files_of_tests_are_told() {
    assert_eq!(test_modules("mod a;\n#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod b { mod c; }"), ["tests"]);
}
