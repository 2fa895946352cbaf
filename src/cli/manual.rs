//! `copydesk completions` and `copydesk man`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::Shell;

use crate::cli::{CLEAN, FAILED, terminal};
use crate::files;

/// Arguments of `copydesk completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Arguments of `copydesk man`.
#[derive(Args, Debug)]
pub struct Man {
    /// The folder, which has to be there
    folder: PathBuf,
}

/// Prints a script for a shell.
pub fn completions(args: &Completions, mut command: Command) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "copydesk", &mut script);
    let mut out = terminal::out();
    let wrote = out.write_all(&script).and_then(|()| out.flush());
    if terminal::written(wrote) { CLEAN } else { FAILED }
}

/// Writes `copydesk.1` and a page for each subcommand.
pub fn man(args: &Man, mut command: Command) -> u8 {
    command.build();
    let mut pages = vec![("copydesk.1".to_owned(), command.clone())];
    for part in command.get_subcommands().filter(|part| !part.is_hide_set()) {
        let name = format!("copydesk-{}", part.get_name());
        pages.push((format!("{name}.1"), part.clone().display_name(name)));
    }
    for (name, command) in pages {
        let mut page = Vec::new();
        // Memory takes every page.
        let rendered = clap_mangen::Man::new(command).render(&mut page).is_ok();
        if let Err(fault) = files::write(&args.folder.join(name), &page) {
            terminal::say(fault);
            return FAILED;
        }
        debug_assert!(rendered);
    }
    CLEAN
}
