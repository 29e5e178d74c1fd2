//! TLS before a server that has none, with whatever certificate a test wants to be shown.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

/// Somebody who makes certificates.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    files: tempfile::TempDir,
}

impl Authority {
    /// One that nobody knows, by this name.
    pub fn named(name: &str) -> Self {
        let mut params = CertificateParams::new([]).expect("no names");
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, key()).expect("an authority");
        Self { issuer, files: tempfile::tempdir().expect("a folder") }
    }

    /// Its own certificate in a file.
    pub fn file(&self) -> String {
        self.write("ca.pem", &self.issuer.pem())
    }

    /// Certificate and key of a client, in two files.
    pub fn client_files(&self) -> (String, String) {
        let key = key();
        let params = CertificateParams::new(["me".to_owned()]).expect("a name");
        let made = params.signed_by(&key, &self.issuer).expect("a certificate");
        (self.write("me.pem", &made.pem()), self.write("me.key", &key.serialize_pem()))
    }

    /// A certificate for this host, from the first day of one year to that of another.
    pub fn signs(&self, host: &str, years: (i32, i32)) -> Shown {
        let key = key();
        let made = params(host, years).signed_by(&key, &self.issuer).expect("a certificate");
        Shown { certificate: made.der().clone(), key: key.serialize_der(), wants: None }
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path: PathBuf = self.files.path().join(name);
        std::fs::write(&path, text).expect("a folder to write to");
        path.to_str().expect("a path that is text").to_owned()
    }
}

/// What a server shows, and what it wants to be shown.
pub struct Shown {
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
    wants: Option<CertificateDer<'static>>,
}

impl Shown {
    /// A certificate for this machine that made itself.
    pub fn self_signed() -> Self {
        let key = key();
        let made = params("127.0.0.1", VALID).self_signed(&key).expect("a certificate");
        Self { certificate: made.der().clone(), key: key.serialize_der(), wants: None }
    }

    /// The same, letting in only those who show a certificate made there.
    #[must_use]
    pub fn wanting(mut self, authority: &Authority) -> Self {
        self.wants = Some(authority.issuer.der().clone());
        self
    }

    fn config(&self) -> ServerConfig {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .expect("versions");
        let builder = match &self.wants {
            None => builder.with_no_client_auth(),
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                roots.add(authority.clone()).expect("an authority");
                let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
                builder.with_client_cert_verifier(verifier.build().expect("a verifier"))
            }
        };
        let key = PrivateKeyDer::try_from(self.key.clone()).expect("a key");
        builder.with_single_cert(vec![self.certificate.clone()], key).expect("a certificate and its key")
    }
}

/// Years within which tests run.
pub const VALID: (i32, i32) = (2020, 2090);

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

fn params(host: &str, (from, to): (i32, i32)) -> CertificateParams {
    let mut params = CertificateParams::new([host.to_owned()]).expect("a host");
    (params.not_before, params.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
    params
}

/// See the module. Ends, with its connections, when it is dropped.
pub struct Secure {
    port: u16,
    shown: Arc<Mutex<TlsAcceptor>>,
    connections: Arc<Mutex<JoinSet<()>>>,
    accepting: JoinHandle<()>,
}

impl Secure {
    /// TLS before `http://host:port`.
    pub async fn before(server: &str, shown: &Shown) -> Self {
        let target = server.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let shown = Arc::new(Mutex::new(TlsAcceptor::from(Arc::new(shown.config()))));
        let connections = Arc::new(Mutex::new(JoinSet::new()));
        let (now, open) = (Arc::clone(&shown), Arc::clone(&connections));
        let accepting = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let acceptor = now.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let passing = pass(near, acceptor, target.clone());
                open.lock().unwrap_or_else(PoisonError::into_inner).spawn(passing);
            }
        });
        Self { port, shown, connections, accepting }
    }

    /// The address of what lies under this path, with the slash.
    pub fn at(&self, path: &str) -> String {
        format!("https://127.0.0.1:{}{path}", self.port)
    }

    /// Shows another certificate from now on, and cuts all connections.
    pub fn show(&self, shown: &Shown) {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) =
            TlsAcceptor::from(Arc::new(shown.config()));
        self.connections.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
    }
}

impl Drop for Secure {
    fn drop(&mut self) {
        self.accepting.abort();
        self.connections.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
    }
}

async fn pass(near: TcpStream, acceptor: TlsAcceptor, target: String) {
    // Clients that do not trust it go.
    let Ok(mut near) = acceptor.accept(near).await else { return };
    let Ok(mut far) = TcpStream::connect(target).await else { return };
    let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
}
