//! Paths as relative URIs.

/// `path` as a URI reference: `/` between the parts and everything but letters, digits and a few marks encoded.
pub fn of(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
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
    #[test]
    fn paths_of_every_system_become_uris() {
        assert_eq!(super::of("drafts/a b.md"), "drafts/a%20b.md");
        assert_eq!(super::of("drafts\\é:1.md"), "drafts/%C3%A9%3A1.md");
    }
}
