//! Verifies servers as the system does, and says what is wrong where it does not.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, SignatureScheme};
use vigie_contract::{Reason, ReasonCode};

use super::certificate::Certificate;
use super::fingerprint::Fingerprint;

/// A server's certificate that was not accepted.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the certificate of {host} was not accepted: {flaw:?}")]
pub struct CertificateFault {
    /// What is wrong.
    pub flaw: Flaw,
    /// Which host was asked for.
    pub host: String,
    /// What the certificate says of itself.
    pub seen: Certificate,
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Today is not within its validity.
    Expired,
    /// It is for other hosts.
    Name,
    /// It made itself, or nobody known made it.
    Unknown,
    /// One certificate had been accepted; this is another, and it does not verify.
    Changed {
        /// The one that had been.
        accepted: Fingerprint,
    },
}

impl CertificateFault {
    /// In the words of the contract.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let code = match self.flaw {
            Flaw::Expired => ReasonCode::CertificateExpired,
            Flaw::Name => ReasonCode::CertificateName,
            Flaw::Unknown => ReasonCode::CertificateUnknown,
            Flaw::Changed { .. } => ReasonCode::CertificateChanged,
        };
        let reason = Reason::new(code)
            .with("fingerprint", self.seen.fingerprint)
            .with("host", &self.host)
            .with("names", self.seen.names.join(", "))
            .with("issuer", &self.seen.issuer)
            .with("not_before", &self.seen.not_before)
            .with("not_after", &self.seen.not_after);
        match self.flaw {
            Flaw::Changed { accepted } => reason.with("accepted", accepted),
            _ => reason,
        }
    }

    /// The fault in a failed handshake, if that is what it failed of.
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        match error {
            Error::InvalidCertificate(CertificateError::Other(OtherError(fault))) => fault.downcast_ref(),
            _ => None,
        }
    }
}

/// Another verifier, and one certificate that passes whatever it says.
#[derive(Debug)]
pub struct Verifier {
    inner: Arc<dyn ServerCertVerifier>,
    accepted: Option<Fingerprint>,
}

impl Verifier {
    /// Verifies as `inner` does, but for the certificate with this fingerprint.
    #[must_use]
    pub fn new(inner: Arc<dyn ServerCertVerifier>, accepted: Option<Fingerprint>) -> Self {
        Self { inner, accepted }
    }

    fn explained(&self, error: Error, leaf: &[u8], host: &ServerName<'_>) -> Error {
        let Error::InvalidCertificate(ref what) = error else { return error };
        let Some(seen) = Certificate::read(leaf) else { return error };
        let flaw = match (self.accepted, flaw(what, &seen)) {
            (Some(accepted), _) => Flaw::Changed { accepted },
            (None, Some(flaw)) => flaw,
            (None, None) => return error,
        };
        let fault = CertificateFault { flaw, host: host.to_str().into_owned(), seen };
        Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(fault))))
    }
}

/// `None` for what nobody should be asked to accept: revoked, forged, unreadable.
fn flaw(error: &CertificateError, seen: &Certificate) -> Option<Flaw> {
    match error {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => Some(Flaw::Expired),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Some(Flaw::Name)
        }
        CertificateError::UnknownIssuer => Some(Flaw::Unknown),
        CertificateError::Revoked | CertificateError::BadEncoding | CertificateError::BadSignature => None,
        // Of one that made itself, verifiers mind other things first: that it is an authority, say.
        _ => seen.self_issued.then_some(Flaw::Unknown),
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        // That the server holds its key is still verified, by the signatures below.
        if self.accepted.is_some_and(|accepted| accepted == Fingerprint::of(leaf)) {
            return Ok(ServerCertVerified::assertion());
        }
        let verified = self.inner.verify_server_cert(leaf, between, host, ocsp, now);
        verified.map_err(|error| self.explained(error, leaf, host))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, leaf, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, leaf, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
