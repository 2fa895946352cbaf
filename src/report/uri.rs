//! Paths as URIs.

/// `path`, which has `/` between its parts on every system, as a URI: relative where the path is, `file:` where it is
/// not. Everything but letters, digits and a few marks is encoded.
pub fn of(path: &str) -> String {
    if let Some(shared) = path.strip_prefix("//") {
        return format!("file://{}", encoded(shared));
    }
    match path.as_bytes() {
        [b'/', ..] => format!("file://{}", encoded(path)),
        [drive, b':', b'/', ..] if drive.is_ascii_alphabetic() => {
            format!("file:///{}:{}", char::from(*drive), encoded(&path[2..]))
        }
        _ => encoded(path),
    }
}

fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ => {
                uri.push('%');
                for digit in [byte >> 4, byte & 15] {
                    uri.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn paths_of_every_system_become_uris() {
        assert_eq!(of("drafts/a b.md"), "drafts/a%20b.md");
        assert_eq!(of("drafts/é:1.md"), "drafts/%C3%A9%3A1.md");
        assert_eq!(of("drafts\\1.md"), "drafts%5C1.md");
        assert_eq!(of("/desk/a b.md"), "file:///desk/a%20b.md");
        assert_eq!(of("C:/desk/a#b.md"), "file:///C:/desk/a%23b.md");
        assert_eq!(of("//server/desk/a.md"), "file://server/desk/a.md");
        assert_eq!(of("c:a.md"), "c%3Aa.md");
    }
}
