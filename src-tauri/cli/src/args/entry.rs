//! What may be said about a server on the command line.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use vigie_contract::{ServerDraft, ServerKind, SignIn};

use crate::given::Given;

/// What a server speaks and how to sign in to it.
///
/// Secrets never stand on the command line, where others could see them: standard input has a line for each, the
/// password, token or cookie first, then the values of the headers in their order.
#[derive(Debug, Clone, Default, Args)]
pub struct AccountArgs {
    /// What the server speaks; with `auto` its address is looked at.
    #[arg(long, value_name = "KIND", default_value = ServerKind::Auto.as_str(), value_parser = kinds())]
    pub kind: ServerKind,
    /// How it is signed in to; `auto`: as its kind usually is.
    #[arg(long, value_name = "WAY", default_value = SignIn::Auto.as_str(), value_parser = ways())]
    pub sign_in: SignIn,
    /// User name. Without --password-stdin, the password is asked for on the terminal.
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Read the password from a line of standard input.
    #[arg(long, conflicts_with_all = ["token_stdin", "cookie_stdin"])]
    pub password_stdin: bool,
    /// Read a token from a line of standard input.
    #[arg(long, conflicts_with = "cookie_stdin")]
    pub token_stdin: bool,
    /// Read a cookie, as a browser shows it, from a line of standard input.
    #[arg(long)]
    pub cookie_stdin: bool,
    /// Send this header too; repeatable. Its value is in the variable `VIGIE_HEADER_NAME` (upper case, `_` for `-`),
    /// else on a line of standard input.
    #[arg(long = "header", value_name = "NAME")]
    pub headers: Vec<String>,
    /// A session or task to watch where the server does not list them; repeatable.
    #[arg(long = "watch", value_name = "ID")]
    pub watch: Vec<String>,
    /// Accept this one certificate though it cannot be verified: its SHA-256, as a failure showed it.
    #[arg(long, value_name = "FINGERPRINT")]
    pub accept_certificate: Option<String>,
    /// Send passwords and tokens in clear text (http) to a host that is not of the local network.
    #[arg(long)]
    pub allow_cleartext: bool,
}

/// How a server is reached, and what its messages mean.
#[derive(Debug, Default, Args)]
pub struct EntryArgs {
    /// PEM file of authorities trusted beside the system's.
    #[arg(long, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
    /// PEM file of the certificate to show to the server.
    #[arg(long, value_name = "FILE")]
    pub client_cert: Option<PathBuf>,
    /// PEM file of its key, where it is not in the same file.
    #[arg(long, value_name = "FILE", requires = "client_cert")]
    pub client_key: Option<PathBuf>,
    /// `system`, `none` or the URL of a proxy.
    #[arg(long, value_name = "URL")]
    pub proxy: Option<String>,
    /// TOML file that says what the messages mean, as in docs/custom.md; the kind is `custom` then.
    #[arg(long, value_name = "FILE")]
    pub custom: Option<PathBuf>,
}

fn kinds() -> impl TypedValueParser<Value = ServerKind> {
    let words = ServerKind::ALL.iter().map(|kind| kind.as_str());
    PossibleValuesParser::new(words).map(|word| ServerKind::from_word(&word).unwrap_or_default())
}

fn ways() -> impl TypedValueParser<Value = SignIn> {
    let words = SignIn::ALL.iter().map(|way| way.as_str());
    PossibleValuesParser::new(words).map(|word| SignIn::from_word(&word).unwrap_or_default())
}

impl AccountArgs {
    /// A draft of the server at `address`.
    #[must_use]
    pub fn draft(&self, address: &str, given: Given) -> ServerDraft {
        ServerDraft {
            address: address.to_owned(),
            kind: Some(self.kind),
            sign_in: (self.sign_in != SignIn::Auto).then_some(self.sign_in),
            user: self.user.clone(),
            accept_fingerprint: self.accept_certificate.clone(),
            watch: Some(self.watch.clone()),
            allow_cleartext: Some(self.allow_cleartext),
            ..given.into_draft()
        }
    }

    /// Whether anything was said of how to sign in.
    #[must_use]
    pub fn says_how(&self) -> bool {
        self.user.is_some()
            || self.sign_in != SignIn::Auto
            || self.password_stdin
            || self.token_stdin
            || self.cookie_stdin
            || !self.headers.is_empty()
    }
}
