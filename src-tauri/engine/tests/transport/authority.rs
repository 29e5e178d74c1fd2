//! Certificates of every kind, made for one test.

use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::sign::CertifiedKey;
use rustls::{RootCertStore, ServerConfig};
use vigie_engine::transport::Fingerprint;

/// Somebody who makes certificates.
pub struct Authority {
    issuer: Arc<CertifiedIssuer<'static, KeyPair>>,
    files: tempfile::TempDir,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        Self { issuer: Arc::new(issuer), files: tempfile::tempdir().unwrap() }
    }

    /// Its own certificate in a file.
    pub fn file(&self) -> PathBuf {
        self.write("ca.pem", &self.issuer.pem())
    }

    /// Certificate and key of a client.
    pub fn client_files(&self, name: &str) -> (Option<PathBuf>, Option<PathBuf>) {
        let key = KeyPair::generate().unwrap();
        let made = CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, &self.issuer).unwrap();
        (Some(self.write("me.pem", &made.pem())), Some(self.write("me.key", &key.serialize_pem())))
    }

    /// What a server for these hosts shows.
    pub fn shows(&self, hosts: &[&str]) -> Shown {
        Shown::new(Some(Arc::clone(&self.issuer)), hosts)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.files.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

/// What a server shows.
pub struct Shown {
    issuer: Option<Arc<CertifiedIssuer<'static, KeyPair>>>,
    params: CertificateParams,
    key: KeyPair,
    /// Its certificate, once made, and the key it really holds.
    made: Option<(CertificateDer<'static>, Vec<u8>)>,
    wants: Option<CertificateDer<'static>>,
}

impl Shown {
    fn new(issuer: Option<Arc<CertifiedIssuer<'static, KeyPair>>>, hosts: &[&str]) -> Self {
        let params = CertificateParams::new(hosts.iter().map(|&h| h.to_owned()).collect::<Vec<_>>()).unwrap();
        Self { issuer, params, key: KeyPair::generate().unwrap(), made: None, wants: None }.make()
    }

    pub fn self_signed(host: &str) -> Self {
        Self::new(None, &[host])
    }

    /// As `openssl req -x509` makes them: an authority too.
    pub fn self_signed_authority(host: &str) -> Self {
        let mut shown = Self::new(None, &[host]);
        shown.params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        shown.make()
    }

    /// From the first day of one year to that of another.
    pub fn valid(mut self, from: i32, to: i32) -> Self {
        (self.params.not_before, self.params.not_after) =
            (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
        self.make()
    }

    /// And asks its clients for a certificate made there.
    pub fn wanting(mut self, authority: &Authority) -> Self {
        self.wants = Some(authority.issuer.der().clone());
        self
    }

    /// The same certificate with a key that is not its own.
    pub fn with_the_key_of(mut self, other: &Self) -> Self {
        let (certificate, _) = self.made.take().unwrap();
        self.made = Some((certificate, other.key.serialize_der()));
        self
    }

    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.made.as_ref().unwrap().0)
    }

    pub fn config(&self) -> ServerConfig {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap();
        let builder = match &self.wants {
            None => builder.with_no_client_auth(),
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                roots.add(authority.clone()).unwrap();
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(roots.into(), Arc::clone(&provider));
                builder.with_client_cert_verifier(verifier.build().unwrap())
            }
        };
        let (certificate, key) = self.made.clone().unwrap();
        let key = PrivateKeyDer::try_from(key).unwrap();
        let key = provider.key_provider.load_private_key(key).unwrap();
        // Not checked here whether they belong together.
        builder.with_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(CertifiedKey::new(
            vec![certificate],
            key,
        ))))
    }

    fn make(mut self) -> Self {
        let made = match &self.issuer {
            Some(issuer) => self.params.signed_by(&self.key, issuer),
            None => self.params.self_signed(&self.key),
        };
        self.made = Some((made.unwrap().der().clone(), self.key.serialize_der()));
        self
    }
}
