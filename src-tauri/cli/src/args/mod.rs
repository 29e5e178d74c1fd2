//! The command line.

mod entry;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use entry::{AccountArgs, EntryArgs};

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
    /// Ask a server for something that its protocol offers, and print its answer.
    ///
    /// Exit 0 when the server said yes, 1 when it said no.
    Do(DoArgs),
    /// Run the embedded demo: five servers, each of another kind.
    Demo(DemoArgs),
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
    #[command(
        after_help = "In the settings file only: poll_seconds, stats_seconds, quiet_seconds, stalled_seconds, \
                            connect_seconds, headers_seconds, events_path, login_path, token_param, enabled."
    )]
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
        /// How it is reached.
        #[command(flatten)]
        entry: EntryArgs,
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
        /// How it is reached; for a configured server, in the place of what is configured.
        #[command(flatten)]
        entry: EntryArgs,
        /// Explain messages of a custom server by its mapping instead: those that come in the next seconds, or
        /// those of a file (`-`: standard input), as `curl -N` shows them or one a line.
        #[arg(long, value_name = "FILE")]
        #[allow(clippy::option_option, reason = "clap's way of an option whose value may be left out")]
        sample: Option<Option<PathBuf>>,
    },
    /// Look at an address: what it speaks, and how it wants to be signed in to.
    Detect {
        /// The address; a token in it goes to its own server alone.
        #[arg(value_name = "ADDRESS")]
        address: String,
        /// Accept this one certificate though it cannot be verified: its SHA-256.
        #[arg(long, value_name = "FINGERPRINT")]
        accept_certificate: Option<String>,
        /// How it is reached.
        #[command(flatten)]
        entry: EntryArgs,
    },
}

/// `do`.
#[derive(Debug, Args)]
pub struct DoArgs {
    /// Name or id of a configured server, or an address.
    #[arg(value_name = "SERVER")]
    pub server: String,
    /// How to sign in, for an address.
    #[command(flatten)]
    pub account: AccountArgs,
    /// What to ask for.
    #[command(subcommand)]
    pub action: Action,
}

/// What may be asked for.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Whether an access code opens a session.
    ValidateCode {
        /// The code.
        #[arg(value_name = "CODE", required_unless_present = "code_stdin")]
        code: Option<String>,
        /// Read the code from a line of standard input, after the secrets.
        #[arg(long, conflicts_with = "code")]
        code_stdin: bool,
        /// Address of the station it is entered at.
        #[arg(long, value_name = "ADDRESS")]
        ip: Option<String>,
    },
    /// Start a session that waits.
    StartSession {
        /// Its id.
        #[arg(value_name = "ID")]
        session: String,
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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
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
            "vigiectl watch --sign-in magic",
            "vigiectl servers add --client-key k.pem http://h",
            "vigiectl do heron",
            "vigiectl do heron validate-code",
            "vigiectl do heron validate-code A1 --code-stdin",
            "vigiectl demo --port 65536",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
