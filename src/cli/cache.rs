//! `copydesk cache`.

use std::io::Write as _;

use clap::{Args, Subcommand};

use crate::cli::{CLEAN, FAILED, terminal};
use crate::files::cache;

/// Arguments of `copydesk cache`.
#[derive(Args, Debug)]
pub struct Cache {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Forget all that earlier runs found
    Clear,
    /// Say where it is kept; COPYDESK_CACHE_DIR names another folder
    Dir,
}

/// Runs the command, and answers with the exit code.
pub fn run(args: &Cache) -> u8 {
    let Some(folder) = cache::folder() else {
        terminal::say("copydesk: there is no place for a cache; set COPYDESK_CACHE_DIR to a folder");
        return FAILED;
    };
    match args.command {
        Command::Dir => {
            let mut out = terminal::out();
            let wrote = writeln!(out, "{}", folder.display()).and_then(|()| out.flush());
            if terminal::written(wrote) { CLEAN } else { FAILED }
        }
        Command::Clear => match cache::clear(&folder) {
            Ok(bytes) => {
                terminal::say(format_args!("{}: {bytes} bytes removed", folder.display()));
                CLEAN
            }
            Err(fault) => {
                terminal::say(fault);
                FAILED
            }
        },
    }
}
