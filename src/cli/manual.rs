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

/// Writes `copydesk.1` and a page for each subcommand, and for theirs.
pub fn man(args: &Man, mut command: Command) -> u8 {
    command.build();
    let mut pages = Vec::new();
    put(&command, "copydesk".to_owned(), &mut pages);
    for (name, page) in pages {
        if let Err(fault) = files::write(&args.folder.join(name), &page) {
            terminal::say(fault);
            return FAILED;
        }
    }
    CLEAN
}

/// The page of `command`, whose whole name is `name`, and the pages below it.
fn put(command: &Command, name: String, pages: &mut Vec<(String, Vec<u8>)>) {
    for part in command.get_subcommands().filter(|part| !part.is_hide_set()) {
        put(part, format!("{name}-{}", part.get_name()), pages);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone().display_name(name.clone()))
        .render(&mut page)
        .expect("memory takes every page");
    pages.push((format!("{name}.1"), page));
}
