//! Why a connection is in the state it is in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a connection is in the state it is in. The words are in the locale
/// files under `reason-<code>`; `args` fill their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// The host name does not exist (`host`).
    HostUnknown,
    /// Nothing listens there (`host`, `port`).
    ConnectionRefused,
    /// Connected or connecting, and no answer in time (`seconds`).
    NoAnswer,
    /// The connection broke (`detail`).
    ConnectionLost,
    /// The TLS handshake failed: certificate, protocol (`detail`).
    TlsFailed,
    /// Today is not within the validity of the server's certificate (`not_before`, `not_after`: days such as
    /// `2026-03-01`, UTC; `fingerprint`: SHA-256, by which the person may accept this one certificate; also
    /// `host`, `names`, `issuer`, as for the others below).
    CertificateExpired,
    /// The server's certificate is for other hosts (`host`, `names`: joined by commas, `fingerprint`).
    CertificateName,
    /// The server's certificate made itself, or nobody known made it (`issuer`, `fingerprint`).
    CertificateUnknown,
    /// The person accepted another certificate of this server; this one does not verify (`fingerprint`,
    /// `accepted`: that of the other, `issuer`).
    CertificateChanged,
    /// A file of certificates or of a key is missing or broken (`file`, `detail`).
    FileUnreadable,
    /// The proxy could not be reached, or would not connect (`proxy`: its host and port, `detail`).
    ProxyFailed,
    /// Nothing was heard for longer than the server's keep-alive allows (`seconds`).
    Silent,
    /// The server closed the stream in an orderly way.
    StreamEnded,
    /// The server answered with an HTTP status that means trouble (`status`).
    HttpStatus,
    /// The server asked to wait (`status`).
    ServerBusy,
    /// A page, or data, that is no such backend (`found`: `html`, `json`, `not-found`, `other`; `status`).
    NotThisBackend,
    /// The server wants a sign-in and none is stored.
    SignInNeeded,
    /// User name or password were not accepted.
    SignInRefused,
    /// The sign-in page could not be understood.
    SignInFormUnknown,
    /// The account may not see this.
    Forbidden,
    /// Redirected to another host, which is not followed (`host`).
    RedirectedElsewhere,
    /// The server redirects again and again, within itself.
    RedirectLoop,
    /// The server wants a client certificate, or not the one that it was shown (`detail`).
    ClientCertificateWanted,
    /// A stream answer that ends at once: no proxy holds it (GRIP without its proxy).
    FiniteStream,
    /// Streams stay open but carry nothing while the list advances.
    StreamDeaf,
    /// More running jobs than streams may be opened for; the rest is polled (`streamed`, `jobs`).
    TooManyJobs,
    /// The server asked not to be called again (204).
    ToldToStop,
    /// Disabled by the person.
    Disabled,
    /// The answer was larger than the bound (`limit`).
    TooLarge,
    /// A proxy holds back what the server sends: it comes late or never (`proxy`, where it names itself).
    ProxyBuffering,
    /// The server holds its answer back until it has something to tell: connected, nothing heard yet.
    NothingYet,
    /// The address was looked at, and it could not be told what it speaks.
    KindUnknown,
    /// The settings do not say what the server's messages mean (`custom`).
    MappingMissing,
    /// The sign-in or its request was refused for its form: another page, a token that is missing (`status`).
    SignInFormRefused,
    /// A password, token or cookie would cross a network in clear text (http), and the person has not said
    /// that it may (`host`).
    CleartextRefused,
}

impl ReasonCode {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::HostUnknown,
        Self::ConnectionRefused,
        Self::NoAnswer,
        Self::ConnectionLost,
        Self::TlsFailed,
        Self::CertificateExpired,
        Self::CertificateName,
        Self::CertificateUnknown,
        Self::CertificateChanged,
        Self::FileUnreadable,
        Self::ProxyFailed,
        Self::Silent,
        Self::StreamEnded,
        Self::HttpStatus,
        Self::ServerBusy,
        Self::NotThisBackend,
        Self::SignInNeeded,
        Self::SignInRefused,
        Self::SignInFormUnknown,
        Self::Forbidden,
        Self::RedirectedElsewhere,
        Self::RedirectLoop,
        Self::ClientCertificateWanted,
        Self::FiniteStream,
        Self::StreamDeaf,
        Self::TooManyJobs,
        Self::ToldToStop,
        Self::Disabled,
        Self::TooLarge,
        Self::ProxyBuffering,
        Self::NothingYet,
        Self::KindUnknown,
        Self::MappingMissing,
        Self::SignInFormRefused,
        Self::CleartextRefused,
    ];

    /// The stable word, as in the locale files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HostUnknown => "host-unknown",
            Self::ConnectionRefused => "connection-refused",
            Self::NoAnswer => "no-answer",
            Self::ConnectionLost => "connection-lost",
            Self::TlsFailed => "tls-failed",
            Self::CertificateExpired => "certificate-expired",
            Self::CertificateName => "certificate-name",
            Self::CertificateUnknown => "certificate-unknown",
            Self::CertificateChanged => "certificate-changed",
            Self::FileUnreadable => "file-unreadable",
            Self::ProxyFailed => "proxy-failed",
            Self::Silent => "silent",
            Self::StreamEnded => "stream-ended",
            Self::HttpStatus => "http-status",
            Self::ServerBusy => "server-busy",
            Self::NotThisBackend => "not-this-backend",
            Self::SignInNeeded => "sign-in-needed",
            Self::SignInRefused => "sign-in-refused",
            Self::SignInFormUnknown => "sign-in-form-unknown",
            Self::Forbidden => "forbidden",
            Self::RedirectedElsewhere => "redirected-elsewhere",
            Self::RedirectLoop => "redirect-loop",
            Self::ClientCertificateWanted => "client-certificate-wanted",
            Self::FiniteStream => "finite-stream",
            Self::StreamDeaf => "stream-deaf",
            Self::TooManyJobs => "too-many-jobs",
            Self::ToldToStop => "told-to-stop",
            Self::Disabled => "disabled",
            Self::TooLarge => "too-large",
            Self::ProxyBuffering => "proxy-buffering",
            Self::NothingYet => "nothing-yet",
            Self::KindUnknown => "kind-unknown",
            Self::MappingMissing => "mapping-missing",
            Self::SignInFormRefused => "sign-in-form-refused",
            Self::CleartextRefused => "cleartext-refused",
        }
    }
}

/// A coded reason with what fills its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reason {
    /// Which sentence.
    pub code: ReasonCode,
    /// What fills its places; never a secret.
    pub args: BTreeMap<String, String>,
}

impl Reason {
    /// A reason without arguments.
    #[must_use]
    pub fn new(code: ReasonCode) -> Self {
        Self { code, args: BTreeMap::new() }
    }

    /// The same with one more argument.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "numbers and texts read better without an `&`")]
    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.args.insert(key.to_owned(), value.to_string());
        self
    }
}
