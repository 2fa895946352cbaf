//! The rules' pages as files, so that an editor can open them without a network.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::rules::{RULES, Rule};

/// Writes every rule's page into the user's cache and answers with the folder; `None` when there is no cache to
/// write to, which costs a link and nothing else. Pages hold nothing of any draft.
pub fn write() -> Option<PathBuf> {
    let folder = cache()?.join("copydesk").join(concat!("rules-", env!("CARGO_PKG_VERSION")));
    private(&folder).ok()?;
    RULES.iter().try_for_each(|rule| page(&folder, rule)).ok()?;
    Some(folder)
}

/// Writes one page whole or not at all, for two editors may start at the same moment.
fn page(folder: &Path, rule: &Rule) -> io::Result<()> {
    let path = folder.join(rule.name).with_extension("md");
    if fs::read(&path).is_ok_and(|old| old == rule.page.as_bytes()) {
        return Ok(());
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(rule.page.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Makes a folder that only its user can read.
fn private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The user's folder for what can be made again.
fn cache() -> Option<PathBuf> {
    let folder = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home =
        || folder("HOME").map(|home| home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }));
    folder("XDG_CACHE_HOME").or_else(|| folder("LOCALAPPDATA")).or_else(home)
}
