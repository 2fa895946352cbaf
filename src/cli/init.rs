//! `copydesk init`.

use std::path::Path;

use crate::cli::{CLEAN, FAILED, terminal};
use crate::files;

/// The settings that are written: all there is, explained, and nothing changed.
const SETTINGS: &str = include_str!("init.toml");

/// Writes settings into the current folder.
pub fn run() -> u8 {
    match files::write_settings(Path::new(""), SETTINGS) {
        Ok(path) => {
            terminal::say(format_args!("wrote {}", path.display()));
            CLEAN
        }
        Err(fault) => {
            terminal::say(fault);
            FAILED
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SETTINGS;
    use crate::check::{Desk, Newsroom};
    use crate::config::{self, Config};

    #[test]
    fn what_init_writes_changes_nothing_and_its_examples_hold() {
        assert_eq!(config::parse(SETTINGS).unwrap(), Config::default());
        let examples: String = SETTINGS
            .lines()
            .map(|line| line.strip_prefix("#: ").unwrap_or(line))
            .fold(String::new(), |text, line| text + line + "\n");
        let config = config::parse(&examples).unwrap();
        assert_ne!(config, Config::default());
        assert!(Desk::new(config, Newsroom::default()).is_ok());
    }
}
