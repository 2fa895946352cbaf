//! Whose settings hold for drafts, and which day they are about.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::files::desks::Origin;

/// Arguments of every command that reads drafts.
#[derive(Args, Debug, Default)]
pub struct Whose {
    /// Use this settings file for all drafts instead of the nearest copydesk.toml above each
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Use no settings file and no newsroom data
    #[arg(long)]
    isolated: bool,
    /// The day the drafts are about, instead of the date each gives
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
}

impl Whose {
    /// Where settings come from.
    pub fn origin(&self) -> Origin {
        match &self.config {
            Some(file) => Origin::File(file.clone()),
            None if self.isolated => Origin::Isolated,
            None => Origin::Found,
        }
    }
}
