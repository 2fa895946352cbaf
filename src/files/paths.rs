//! Paths in words: spelled one way on every system, so that a report or a baseline made on Windows is the one made on
//! Linux.

use std::path::Path;

/// A path as reports, globs and baselines have it: with `/` between its parts, without `./`, and with what is no Unicode
/// replaced.
pub fn shown(path: &Path) -> String {
    plain(&path.to_string_lossy(), cfg!(windows))
}

/// A path of Windows, or of another system, spelled in our way. Elsewhere `\` is a letter of a name like any other.
pub(super) fn plain(path: &str, windows: bool) -> String {
    let path = if windows { with_slashes(path) } else { path.to_owned() };
    path.strip_prefix("./").map(str::to_owned).unwrap_or(path)
}

/// Names that go to the system unread begin with `\\?\`, and so do those that it hands out for whatever it has looked up
/// (Microsoft, "Naming Files, Paths, and Namespaces"). No person writes them.
fn with_slashes(path: &str) -> String {
    let path = match path.strip_prefix(r"\\?\") {
        Some(unread) => unread.strip_prefix(r"UNC\").map_or_else(|| unread.to_owned(), |shared| format!(r"\\{shared}")),
        None => path.to_owned(),
    };
    path.replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn paths_of_windows_are_spelled_as_everywhere() {
        for (path, spelled) in [
            (r"news\a b.md", "news/a b.md"),
            (r".\news\a.md", "news/a.md"),
            (r"..\news\a.md", "../news/a.md"),
            ("./news/a.md", "news/a.md"),
            (r"C:\desk\a.md", "C:/desk/a.md"),
            (r"\\?\C:\desk\a.md", "C:/desk/a.md"),
            (r"\\server\desk\a.md", "//server/desk/a.md"),
            (r"\\?\UNC\server\desk\a.md", "//server/desk/a.md"),
        ] {
            assert_eq!(plain(path, true), spelled, "{path}");
        }
    }

    #[test]
    fn elsewhere_a_backslash_is_a_letter() {
        assert_eq!(plain(r"./news\a.md", false), r"news\a.md");
        assert_eq!(plain("/desk/a.md", false), "/desk/a.md");
    }
}
