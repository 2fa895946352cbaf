//! Tells Zed how to start copydesk's server, which it finds on the PATH.

use zed_extension_api as zed;

struct Copydesk;

impl zed::Extension for Copydesk {
    fn new() -> Self {
        Self
    }

    fn language_server_command(
        &mut self,
        _: &zed::LanguageServerId,
        worktree: &zed::Worktree,
    ) -> zed::Result<zed::Command> {
        let command = worktree.which("copydesk").ok_or("the program copydesk is not on the PATH; install it first")?;
        Ok(zed::Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Copydesk);
