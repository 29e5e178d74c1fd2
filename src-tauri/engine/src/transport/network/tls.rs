//! The TLS configuration of a [`Network`].

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use vigie_contract::{Reason, ReasonCode};
use zeroize::Zeroizing;

use super::Network;
use super::verifier::Verifier;
use crate::transport::bounds::PEM_FILE_LIMIT;
use crate::transport::reason::{self, clean};

/// HTTP of both versions.
pub const HTTP: &[&[u8]] = &[b"h2", b"http/1.1"];
/// The only version that becomes a WebSocket here.
pub const HTTP_1: &[&[u8]] = &[b"http/1.1"];

/// The configuration for these protocols. Reads the files it names.
///
/// # Errors
/// `file-unreadable` for a file that is missing or broken, `tls-failed` where the system has no
/// certificates of authorities.
pub fn config(network: &Network, protocols: &[&[u8]]) -> Result<ClientConfig, Reason> {
    let provider =
        CryptoProvider::get_default().map_or_else(|| Arc::new(aws_lc_rs::default_provider()), Arc::clone);
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| reason::tls(&error))?;
    let verifier = Verifier::new(trusted(network, provider)?, network.accept_fingerprint);
    let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match identity(network)? {
        None => builder.with_no_client_auth(),
        Some((file, chain, key)) => {
            builder.with_client_auth_cert(chain, key).map_err(|error| unreadable(file, &error.to_string()))?
        }
    };
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    Ok(config)
}

/// The system's own verifier, with further authorities.
fn trusted(
    network: &Network,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<rustls_platform_verifier::Verifier>, Reason> {
    use rustls_platform_verifier::Verifier;
    let verifier = match &network.ca_file {
        None => Verifier::new(provider).map_err(|error| reason::tls(&error))?,
        Some(file) => Verifier::new_with_extra_roots(certificates(file)?, provider)
            .map_err(|error| unreadable(file, &error.to_string()))?,
    };
    Ok(Arc::new(verifier))
}

type Identity<'a> = (&'a Path, Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn identity(network: &Network) -> Result<Option<Identity<'_>>, Reason> {
    match (&network.client_cert_file, &network.client_key_file) {
        (None, None) => Ok(None),
        (None, Some(key)) => Err(unreadable(key, "a key without its certificate")),
        (Some(file), key) => {
            let key = private_key(key.as_deref().unwrap_or(file))?;
            Ok(Some((file, certificates(file)?, key)))
        }
    }
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, Reason> {
    let text = read(file)?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    match found {
        Ok(found) if found.is_empty() => Err(unreadable(file, "no certificate in it")),
        Ok(found) => Ok(found),
        Err(error) => Err(unreadable(file, &error.to_string())),
    }
}

fn private_key(file: &Path) -> Result<PrivateKeyDer<'static>, Reason> {
    let text = read(file)?;
    PrivateKeyDer::from_pem_slice(&text).map_err(|error| match error {
        pem::Error::NoItemsFound if memchr::memmem::find(&text, b"ENCRYPTED").is_some() => {
            unreadable(file, "its private key has a passphrase")
        }
        pem::Error::NoItemsFound => unreadable(file, "no private key in it"),
        // Other errors may quote the line they are about: that of a key.
        _ => unreadable(file, "its private key is broken"),
    })
}

fn read(file: &Path) -> Result<Zeroizing<Vec<u8>>, Reason> {
    let mut bytes = Zeroizing::new(Vec::new());
    let opened = File::open(file).map_err(|error| unreadable(file, &error.to_string()))?;
    let mut start = opened.take(PEM_FILE_LIMIT + 1);
    let read = start.read_to_end(&mut bytes).map_err(|error| unreadable(file, &error.to_string()))?;
    if read as u64 > PEM_FILE_LIMIT {
        return Err(unreadable(file, "too large for a file of certificates"));
    }
    Ok(bytes)
}

fn unreadable(file: &Path, detail: &str) -> Reason {
    Reason::new(ReasonCode::FileUnreadable).with("file", file.display()).with("detail", clean(detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair};
    use std::path::PathBuf;

    struct Files(tempfile::TempDir);

    impl Files {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn write(&self, name: &str, text: &str) -> Option<PathBuf> {
            let path = self.0.path().join(name);
            std::fs::write(&path, text).unwrap();
            Some(path)
        }
    }

    fn own() -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let made = CertificateParams::new(["me".to_owned()]).unwrap().self_signed(&key).unwrap();
        (made.pem(), key.serialize_pem())
    }

    /// `file` without its folder, and `detail`.
    fn trouble(network: &Network) -> (String, String) {
        let reason = config(network, HTTP).expect_err("these files will not do");
        assert_eq!(reason.code, ReasonCode::FileUnreadable);
        let file = Path::new(&reason.args["file"]).file_name().unwrap().to_string_lossy().into_owned();
        (file, reason.args["detail"].clone())
    }

    #[test]
    fn certificate_and_key_may_be_in_one_file_or_in_two() {
        let (files, (cert, key)) = (Files::new(), own());
        let one =
            Network { client_cert_file: files.write("me.pem", &(cert.clone() + &key)), ..Network::default() };
        let two = Network {
            client_cert_file: files.write("me.crt", &cert),
            client_key_file: files.write("me.key", &key),
            ..Network::default()
        };
        for network in [one, two, Network::default()] {
            assert_eq!(config(&network, HTTP_1).unwrap().alpn_protocols, [b"http/1.1".to_vec()]);
        }
    }

    #[test]
    fn files_that_will_not_do_are_named() {
        let (files, (cert, key)) = (Files::new(), own());
        let (cert_file, other_key) = (files.write("me.crt", &cert), files.write("other.key", &own().1));
        let network = |ca_file, client_cert_file, client_key_file| Network {
            ca_file,
            client_cert_file,
            client_key_file,
            ..Network::default()
        };
        let missing = Some(files.0.path().join("missing.pem"));
        assert_eq!(trouble(&network(missing.clone(), None, None)).0, "missing.pem");
        assert_eq!(trouble(&network(None, cert_file.clone(), missing)).0, "missing.pem");
        let empty = files.write("empty.pem", "nothing here");
        assert_eq!(trouble(&network(empty.clone(), None, None)).1, "no certificate in it");
        assert_eq!(trouble(&network(None, cert_file.clone(), None)).1, "no private key in it");
        assert_eq!(trouble(&network(None, None, empty)).1, "a key without its certificate");
        assert_eq!(trouble(&network(None, cert_file, other_key)).0, "me.crt");
        let locked = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
        let locked = files.write("locked.pem", &(cert + locked));
        assert_eq!(trouble(&network(None, locked, None)).1, "its private key has a passphrase");
        let junk = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert_eq!(trouble(&network(files.write("junk.pem", junk), None, None)).0, "junk.pem");
        let cut = key.replace("-----END PRIVATE KEY-----", "");
        let (file, detail) = trouble(&network(None, files.write("cut.pem", &cut), None));
        assert_eq!(file, "cut.pem");
        assert!(!key.lines().any(|line| detail.contains(line)), "{detail}");
        let huge = " ".repeat(usize::try_from(PEM_FILE_LIMIT).unwrap() + 1);
        assert!(trouble(&network(files.write("huge.pem", &huge), None, None)).1.starts_with("too large"));
    }
}
