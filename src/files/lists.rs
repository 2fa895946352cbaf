//! Lists of paths, a line each.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::files::{Fault, git, told};

/// The paths that the list at `path` holds, in its order; `-` is standard input. They end with line ends, or with NUL
/// where there is one, as `git diff -z` and `find -print0` write them.
pub fn read(path: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| Fault::of(path, told(&error)))?;
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let lines = bytes.split(|&byte| byte == end);
    let lines = lines.map(|line| if end == 0 { line } else { line.strip_suffix(b"\r").unwrap_or(line) });
    Ok(lines.filter(|line| !line.is_empty()).map(git::path_of).collect())
}
