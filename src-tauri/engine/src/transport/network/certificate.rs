//! What a server's certificate says about itself, for people who decide whether to accept it.

use std::net::IpAddr;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate, X509Name};

use super::fingerprint::Fingerprint;
use crate::transport::bounds::CERTIFICATE_NAMES_MOST;
use crate::transport::reason::clean;

/// A certificate's own words. None of them are proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Which one it is.
    pub fingerprint: Fingerprint,
    /// Hosts it is for, at most [`CERTIFICATE_NAMES_MOST`]: its alternative names, else its subject.
    pub names: Vec<String>,
    /// Who it says has made it.
    pub issuer: String,
    /// Whether it says that it has made itself.
    pub self_issued: bool,
    /// First day of its validity, `2026-03-01`, UTC.
    pub not_before: String,
    /// Last day of it.
    pub not_after: String,
}

impl Certificate {
    /// Reads one; `None` where it is none.
    #[must_use]
    pub fn read(der: &[u8]) -> Option<Self> {
        let (_, parsed) = X509Certificate::from_der(der).ok()?;
        let alternatives = parsed.subject_alternative_name().ok().flatten();
        let mut names: Vec<String> = alternatives
            .iter()
            .flat_map(|extension| &extension.value.general_names)
            .filter_map(host)
            .take(CERTIFICATE_NAMES_MOST)
            .collect();
        if names.is_empty() {
            names.extend(name(parsed.subject()));
        }
        Some(Self {
            fingerprint: Fingerprint::of(der),
            names,
            issuer: name(parsed.issuer()).unwrap_or_default(),
            self_issued: parsed.issuer() == parsed.subject(),
            not_before: day(parsed.validity().not_before.timestamp()),
            not_after: day(parsed.validity().not_after.timestamp()),
        })
    }
}

fn host(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some(clean(name)),
        GeneralName::IPAddress(bytes) => {
            let v4 = <[u8; 4]>::try_from(*bytes).map(IpAddr::from);
            v4.or_else(|_| <[u8; 16]>::try_from(*bytes).map(IpAddr::from)).ok().map(|ip| ip.to_string())
        }
        _ => None,
    }
}

/// The common name, else the organisation, else all of it.
fn name(name: &X509Name<'_>) -> Option<String> {
    let known = name.iter_common_name().chain(name.iter_organization()).find_map(|part| part.as_str().ok());
    let text = known.map_or_else(|| clean(&name.to_string()), clean);
    Some(text).filter(|text| !text.is_empty())
}

/// Empty for a day no calendar has.
fn day(seconds: i64) -> String {
    let at = Timestamp::from_second(seconds).ok();
    at.map(|at| at.to_zoned(TimeZone::UTC).date().to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};

    #[test]
    fn it_says_for_whom_by_whom_and_for_how_long() {
        let hosts = ["heron.example".to_owned(), "::1".to_owned(), "10.0.0.3".to_owned()];
        let mut params = CertificateParams::new(hosts.clone()).unwrap();
        params.distinguished_name.push(DnType::CommonName, "Heron\nworks");
        (params.not_before, params.not_after) = (date_time_ymd(2026, 3, 1), date_time_ymd(2027, 2, 28));
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        let read = Certificate::read(made.der()).unwrap();
        assert_eq!((read.names.as_slice(), read.issuer.as_str()), (&hosts[..], "Heron works"));
        assert_eq!((read.not_before.as_str(), read.not_after.as_str()), ("2026-03-01", "2027-02-28"));
        assert!(read.self_issued);
    }

    #[test]
    fn many_names_are_cut_and_no_names_are_the_subject() {
        let many: Vec<String> = (0..200).map(|n| format!("h{n}.example")).collect();
        let key = KeyPair::generate().unwrap();
        let made = CertificateParams::new(many).unwrap().self_signed(&key).unwrap();
        assert_eq!(Certificate::read(made.der()).unwrap().names.len(), CERTIFICATE_NAMES_MOST);
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, "old.example");
        let made = params.self_signed(&key).unwrap();
        assert_eq!(Certificate::read(made.der()).unwrap().names, ["old.example"]);
    }

    #[test]
    fn what_is_no_certificate_is_none() {
        assert_eq!(Certificate::read(b""), None);
        assert_eq!(Certificate::read(b"-----BEGIN CERTIFICATE-----"), None);
    }
}
