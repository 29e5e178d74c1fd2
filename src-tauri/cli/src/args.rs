//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use vigie_contract::{ServerDraft, ServerKind};

/// Longest watch with `--for`, in seconds: ten years.
const MAX_SECONDS: u64 = 315_360_000;

/// Watch the progress of jobs on your servers, in a terminal.
#[derive(Debug, Parser)]
#[command(
    name = "vigiectl",
    version,
    after_help = "Exit: 0 fine, 1 a watched job failed (with --until-idle), 2 usage, \
                  3 could not connect or sign in, 130 interrupted."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Watch jobs live: the servers named, or else the configured ones.
    Watch(WatchArgs),
    /// The configured servers, shared with the desktop app.
    #[command(subcommand)]
    Servers(ServersCommand),
    /// Run the embedded demo server.
    Demo(DemoArgs),
}

/// How to sign in to a server.
#[derive(Debug, Default, Args)]
pub struct AccountArgs {
    /// What the server speaks.
    #[arg(long, value_enum, default_value_t)]
    pub kind: Kind,
    /// User name. Without --password-stdin, the password is asked for on the terminal.
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Read the password from the first line of standard input.
    #[arg(long, conflicts_with = "token_stdin")]
    pub password_stdin: bool,
    /// Read a token from the first line of standard input, for kinds that take one.
    #[arg(long)]
    pub token_stdin: bool,
}

/// What is printed, and when it ends.
#[derive(Debug, Default, Args)]
pub struct PrintArgs {
    /// One JSON object a line, as documented in docs/json.md.
    #[arg(long)]
    pub json: bool,
    /// End when no job runs any more; exit 1 when one failed meanwhile.
    #[arg(long)]
    pub until_idle: bool,
    /// End after so many seconds.
    #[arg(long = "for", value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=MAX_SECONDS))]
    pub seconds: Option<u64>,
}

/// `watch`.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Addresses of servers; none: those configured.
    #[arg(value_name = "URL")]
    pub urls: Vec<String>,
    /// How to sign in.
    #[command(flatten)]
    pub account: AccountArgs,
    /// What is printed.
    #[command(flatten)]
    pub print: PrintArgs,
}

/// `servers`.
#[derive(Debug, Subcommand)]
pub enum ServersCommand {
    /// Show the configured servers.
    List,
    /// Test a server and add it.
    Add {
        /// Its address.
        #[arg(value_name = "URL")]
        url: String,
        /// What to call it; its host when left out.
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// How to sign in.
        #[command(flatten)]
        account: AccountArgs,
        /// Add it even when it cannot be reached now.
        #[arg(long)]
        untested: bool,
    },
    /// Remove a server and its stored password.
    Remove {
        /// Its name, id or address.
        #[arg(value_name = "SERVER")]
        server: String,
    },
    /// Try to connect and sign in.
    Test {
        /// Name or id of a configured server, or an address.
        #[arg(value_name = "SERVER")]
        server: String,
        /// How to sign in, for an address.
        #[command(flatten)]
        account: AccountArgs,
    },
}

/// `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Port to listen on; a free one when left out.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// Which jobs it plays.
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Seed of its chances: the same seed, the same jobs.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Watch it here as well. --json, --until-idle and --for imply it.
    #[arg(long)]
    pub watch: bool,
    /// What is printed.
    #[command(flatten)]
    pub print: PrintArgs,
}

impl DemoArgs {
    /// Whether the demo is watched here as well.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.watch || self.print.json || self.print.until_idle || self.print.seconds.is_some()
    }
}

/// What a server speaks, as written on the command line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Django + django-eventstream progress jobs.
    #[default]
    SseProgress,
}

impl From<Kind> for ServerKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::SseProgress => Self::SseProgress,
        }
    }
}

impl AccountArgs {
    /// A draft of the server at `address`.
    #[must_use]
    pub fn draft(&self, address: &str, name: Option<String>, password: Option<String>) -> ServerDraft {
        ServerDraft {
            address: address.to_owned(),
            name,
            kind: Some(self.kind.into()),
            user: self.user.clone(),
            password,
            ..ServerDraft::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn words_of_kinds_are_those_of_the_settings() {
        for kind in Kind::value_variants() {
            let word = kind.to_possible_value().expect("no kind is hidden");
            assert_eq!(word.get_name(), ServerKind::from(*kind).as_str());
        }
    }

    #[test]
    fn what_cannot_be_followed_is_refused() {
        for line in [
            "vigiectl",
            "vigiectl watch --for 0",
            "vigiectl watch --for soon",
            "vigiectl watch --password-stdin --token-stdin http://h",
            "vigiectl watch --kind gopher",
            "vigiectl servers add",
            "vigiectl demo --port 65536",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
