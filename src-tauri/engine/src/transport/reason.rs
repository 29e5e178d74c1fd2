//! From an error of the HTTP client to a reason the person understands.
//!
//! Errors are told apart by type, down their chain of sources, never by text. No text that comes
//! out holds the query of a URL.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::time::Duration;

use vigie_contract::{Reason, ReasonCode};

use super::bounds::DETAIL_LIMIT;
use super::dial::{ThroughProxy, TooLate};
use super::http::NameUnknown;
use super::network::verifier::CertificateFault;
use super::wake;
use rustls::AlertDescription as Alert;

/// The reason of a failed request. `within` is the time limit the caller had set for it, zero for none.
#[must_use]
pub fn of(error: &reqwest::Error, within: Duration) -> Reason {
    if let Some(error) = find::<rustls::Error>(error) {
        return tls(error);
    }
    if let Some(proxy) = find::<ThroughProxy>(error) {
        return Reason::new(ReasonCode::ProxyFailed)
            .with("proxy", &proxy.proxy)
            .with("detail", deepest(error));
    }
    if let Some(late) = find::<TooLate>(error) {
        return no_answer(late.within);
    }
    for cause in causes(error) {
        if let Some(unknown) = cause.downcast_ref::<NameUnknown>() {
            return Reason::new(ReasonCode::HostUnknown).with("host", &unknown.host);
        }
        if is_kind(cause, &[ErrorKind::ConnectionRefused]) {
            return refused(error);
        }
    }
    // Without a limit it was the kernel that gave a silent connection up.
    if error.is_timeout() && !within.is_zero() {
        return no_answer(within);
    }
    Reason::new(ReasonCode::ConnectionLost).with("detail", deepest(error))
}

/// TLS that failed, or could not begin.
#[must_use]
pub fn tls(error: &rustls::Error) -> Reason {
    let code = match (CertificateFault::of(error), error) {
        (Some(fault), _) => return fault.reason(),
        (None, rustls::Error::AlertReceived(alert)) if is_about_our_certificate(*alert) => {
            ReasonCode::ClientCertificateWanted
        }
        _ => ReasonCode::TlsFailed,
    };
    Reason::new(code).with("detail", clean(&error.to_string()))
}

/// What a server says of the certificate that it was shown, or not shown. TLS 1.2 has no word of its own for
/// one that is missing: that is a handshake that failed, as many another.
fn is_about_our_certificate(alert: Alert) -> bool {
    matches!(
        alert,
        Alert::CertificateRequired
            | Alert::NoCertificate
            | Alert::BadCertificate
            | Alert::UnsupportedCertificate
            | Alert::CertificateRevoked
            | Alert::CertificateExpired
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::AccessDenied
    )
}

/// Whether the machine itself has no network: an error that any server would have met now.
#[must_use]
pub fn is_offline(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        is_kind(cause, &[ErrorKind::NetworkUnreachable, ErrorKind::NetworkDown])
            || cause.is::<NameUnknown>() && wake::route().is_none()
    })
}

/// No answer in this time.
#[must_use]
pub fn no_answer(within: Duration) -> Reason {
    Reason::new(ReasonCode::NoAnswer).with("seconds", seconds(within))
}

/// Nothing was heard for this time.
#[must_use]
pub fn silent(limit: Duration) -> Reason {
    Reason::new(ReasonCode::Silent).with("seconds", seconds(limit))
}

/// Whole seconds, rounded up: a limit of half a second is not "0 seconds".
fn seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

fn refused(error: &reqwest::Error) -> Reason {
    let url = error.url();
    let port = url.and_then(url::Url::port_or_known_default);
    Reason::new(ReasonCode::ConnectionRefused)
        .with("host", url.and_then(url::Url::host_str).unwrap_or_default())
        .with("port", port.map(|port| port.to_string()).unwrap_or_default())
}

fn is_kind(cause: &(dyn Error + 'static), kinds: &[ErrorKind]) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| kinds.contains(&error.kind()))
}

/// An error and what is under it. An [`io::Error`] made of another error names as its source what
/// is under *that* one, so it is asked for the error itself.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        inner.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// The text of the first cause. The outer texts say where in the client it happened, and the URL.
fn deepest(error: &reqwest::Error) -> String {
    match causes(error).last().filter(|cause| !cause.is::<reqwest::Error>()) {
        Some(cause) => clean(&cause.to_string()),
        // Nothing under it: its own text, which may name the URL.
        None => clean(&error.to_string()),
    }
}

/// A broken connection, in the words of its first cause.
#[must_use]
pub fn broken(error: &(dyn Error + 'static)) -> Reason {
    let first = causes(error).last().unwrap_or(error);
    Reason::new(ReasonCode::ConnectionLost).with("detail", clean(&first.to_string()))
}

/// One line, bounded, and whatever may be a URL without its query.
#[must_use]
pub fn clean(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let without_query = words.map(|word| match word.split_once(['?', '#']) {
        Some((before, _)) if before.contains("://") || before.starts_with('/') => before,
        _ => word,
    });
    without_query.collect::<Vec<_>>().join(" ").chars().take(DETAIL_LIMIT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_loses_queries_line_ends_and_its_end() {
        assert_eq!(clean("for url (http://h/p?token=T)"), "for url (http://h/p");
        assert_eq!(clean("GET /p?token=T refused"), "GET /p refused");
        assert_eq!(clean("is it?\nyes\u{7}"), "is it? yes");
        assert_eq!(clean(&"ä".repeat(10_000)).chars().count(), DETAIL_LIMIT);
    }

    #[test]
    fn a_short_limit_is_not_zero_seconds() {
        assert_eq!(silent(Duration::from_millis(300)).args["seconds"], "1");
        assert_eq!(silent(Duration::from_secs(50)).args["seconds"], "50");
    }
}
