//! Certificates and proxies, for event streams and WebSockets alike.

use reqwest::header::HeaderMap;
use vigie_contract::{Reason, ReasonCode};
use vigie_engine::transport::{
    ClientOptions, Fingerprint, Incident, Network, Socket, SocketIncident, SocketRequest, Subscription,
    SubscriptionOptions, client, socket_client,
};

use crate::authority::{Authority, Shown};
use crate::peers::quick;
use crate::proxies::{Tunnel, socks};
use crate::secure::Secure;
use crate::server::ended_by;

/// What an event stream and a WebSocket from there say first; both must say the same.
async fn reached(server: &Secure, network: &Network) -> Result<(), Reason> {
    let options = ClientOptions::new(&server.url).network(network.clone());
    let (stream, socket) = (streamed(&options, server).await, socketed(&options, server).await);
    assert_eq!(stream, socket);
    stream
}

async fn streamed(options: &ClientOptions, server: &Secure) -> Result<(), Reason> {
    let (client, url) = (client(options)?, server.url.clone());
    let mut subscription =
        Subscription::new(move |_| client.get(url.clone()), SubscriptionOptions::default());
    match ended_by(subscription.next()).await {
        Some(Incident::Opened { .. }) => Ok(()),
        Some(Incident::Lost { reason, .. }) => Err(reason),
        other => panic!("{other:?}"),
    }
}

async fn socketed(options: &ClientOptions, server: &Secure) -> Result<(), Reason> {
    let (client, url) = (socket_client(options)?, server.url.clone());
    let mut socket = Socket::new(client, move || Ok(SocketRequest::new(url.clone())), quick());
    match ended_by(socket.next()).await {
        Some(SocketIncident::Opened { .. }) => match ended_by(socket.next()).await {
            Some(SocketIncident::Text(text)) if text == "hello" => Ok(()),
            other => panic!("{other:?}"),
        },
        Some(SocketIncident::Lost { reason, .. }) => Err(reason),
        other => panic!("{other:?}"),
    }
}

fn accepting(fingerprint: Fingerprint) -> Network {
    Network { accept_fingerprint: Some(fingerprint), ..Network::default() }
}

#[tokio::test]
async fn an_own_authority_is_trusted_where_its_file_is_named() {
    let heron = Authority::new("Heron Works CA");
    let server = Secure::start(heron.shows(&["127.0.0.1"])).await;
    let unknown = reached(&server, &Network::default()).await.unwrap_err();
    assert_eq!(unknown.code, ReasonCode::CertificateUnknown);
    assert_eq!(unknown.args["issuer"], "Heron Works CA");
    assert_eq!(unknown.args["fingerprint"], server.fingerprint.to_string());
    let trusting = Network { ca_file: Some(heron.file()), ..Network::default() };
    assert_eq!(reached(&server, &trusting).await, Ok(()));
    let egret = Authority::new("Egret CA");
    let other = Network { ca_file: Some(egret.file()), ..Network::default() };
    assert_eq!(reached(&server, &other).await.unwrap_err().code, ReasonCode::CertificateUnknown);
}

#[tokio::test]
async fn ipv6_and_a_base_path_are_reached_securely() {
    let heron = Authority::new("Heron Works CA");
    let server = Secure::at("[::1]:0", heron.shows(&["::1"])).await;
    let trusting = Network { ca_file: Some(heron.file()), ..Network::default() };
    assert_eq!(reached(&server, &trusting).await, Ok(()));
    assert!(server.heads().iter().all(|head| head.starts_with("get /app1/events ")), "{:?}", server.heads());
}

#[tokio::test]
async fn a_certificate_that_expired_says_when() {
    let heron = Authority::new("Heron Works CA");
    let trusting = Network { ca_file: Some(heron.file()), ..Network::default() };
    for (from, to) in [(2001, 2002), (2901, 2902)] {
        let server = Secure::start(heron.shows(&["127.0.0.1"]).valid(from, to)).await;
        let expired = reached(&server, &trusting).await.unwrap_err();
        assert_eq!(expired.code, ReasonCode::CertificateExpired);
        assert_eq!(expired.args["not_before"], format!("{from}-01-01"));
        assert_eq!(expired.args["not_after"], format!("{to}-01-01"));
        assert_eq!(expired.args["fingerprint"], server.fingerprint.to_string());
        assert_eq!(reached(&server, &accepting(server.fingerprint)).await, Ok(()));
    }
}

#[tokio::test]
async fn a_certificate_for_another_host_says_for_which() {
    let heron = Authority::new("Heron Works CA");
    let server = Secure::start(heron.shows(&["heron.example", "10.0.0.3"])).await;
    let trusting = Network { ca_file: Some(heron.file()), ..Network::default() };
    let other = reached(&server, &trusting).await.unwrap_err();
    assert_eq!(other.code, ReasonCode::CertificateName);
    assert_eq!(
        (other.args["host"].as_str(), other.args["names"].as_str()),
        ("127.0.0.1", "heron.example, 10.0.0.3")
    );
    assert_eq!(reached(&server, &accepting(server.fingerprint)).await, Ok(()));
}

#[tokio::test]
async fn a_certificate_that_made_itself_is_accepted_by_its_fingerprint_and_no_other_is() {
    for shown in [Shown::self_signed("127.0.0.1"), Shown::self_signed_authority("127.0.0.1")] {
        let server = Secure::start(shown).await;
        let unknown = reached(&server, &Network::default()).await.unwrap_err();
        assert_eq!(unknown.code, ReasonCode::CertificateUnknown, "{unknown:?}");
        // As the person copies it from the sentence.
        let fingerprint = unknown.args["fingerprint"].parse().unwrap();
        assert_eq!(reached(&server, &accepting(fingerprint)).await, Ok(()));

        let other = Secure::start(Shown::self_signed("127.0.0.1")).await;
        let changed = reached(&other, &accepting(fingerprint)).await.unwrap_err();
        assert_eq!(changed.code, ReasonCode::CertificateChanged);
        assert_eq!(changed.args["accepted"], fingerprint.to_string());
        assert_eq!(changed.args["fingerprint"], other.fingerprint.to_string());
    }
}

#[tokio::test]
async fn a_renewed_certificate_that_verifies_needs_no_fingerprint() {
    let heron = Authority::new("Heron Works CA");
    let server = Secure::start(heron.shows(&["127.0.0.1"])).await;
    let network = Network { ca_file: Some(heron.file()), ..accepting(Fingerprint::of(b"the old one")) };
    assert_eq!(reached(&server, &network).await, Ok(()));
}

#[tokio::test]
async fn an_accepted_certificate_shown_by_who_has_not_its_key_is_refused() {
    let honest = Shown::self_signed("127.0.0.1");
    let fingerprint = honest.fingerprint();
    let thief = Secure::start(honest.with_the_key_of(&Shown::self_signed("127.0.0.1"))).await;
    assert_eq!(thief.fingerprint, fingerprint);
    assert_eq!(reached(&thief, &accepting(fingerprint)).await.unwrap_err().code, ReasonCode::TlsFailed);
}

#[tokio::test]
async fn a_server_that_wants_a_certificate_gets_it() {
    let heron = Authority::new("Heron Works CA");
    let server = Secure::start(heron.shows(&["127.0.0.1"]).wanting(&heron)).await;
    let nobody = Network { ca_file: Some(heron.file()), ..Network::default() };
    turned_away(&server, &nobody).await;
    let (client_cert_file, client_key_file) = heron.client_files("me");
    let known = Network { client_cert_file, client_key_file, ..nobody };
    assert_eq!(reached(&server, &known).await, Ok(()));
}

/// With TLS 1.3 a client that lacks a certificate hears of it while it waits for the answer, or by
/// the connection that is cut: which of them is up to the network.
async fn turned_away(server: &Secure, network: &Network) {
    let options = ClientOptions::new(&server.url).network(network.clone());
    let turned = [ReasonCode::ClientCertificateWanted, ReasonCode::ConnectionLost];
    for result in [streamed(&options, server).await, socketed(&options, server).await] {
        let reason = result.expect_err("no certificate was shown");
        assert!(turned.contains(&reason.code), "{reason:?}");
    }
}

#[tokio::test]
async fn files_that_cannot_be_read_are_named_before_anything_is_sent() {
    let server = Secure::start(Shown::self_signed("127.0.0.1")).await;
    let network = Network { ca_file: Some("/no/such/ca.pem".into()), ..Network::default() };
    let unreadable = reached(&server, &network).await.unwrap_err();
    assert_eq!(
        (unreadable.code, unreadable.args["file"].as_str()),
        (ReasonCode::FileUnreadable, "/no/such/ca.pem")
    );
    assert!(server.heads().is_empty());
}

#[tokio::test]
async fn connections_go_through_the_proxy_that_is_named_to_this_machine_too() {
    let heron = Authority::new("Heron Works CA");
    let server = Secure::start(heron.shows(&["127.0.0.1"])).await;
    let proxy = Tunnel::start("Basic bWU6Z2VoZWlt").await;
    let network = |url: String| Network {
        ca_file: Some(heron.file()),
        proxy: url.parse().unwrap(),
        ..Network::default()
    };
    let through = network(format!("http://me:geheim@{}", proxy.address()));
    assert_eq!(reached(&server, &through).await, Ok(()));
    let heads = proxy.heads();
    assert_eq!(heads.len(), 2);
    for head in heads {
        assert!(head.starts_with(&format!("CONNECT {} ", server.host())), "{head}");
    }
    // What is wrong with the server behind it is still told as such.
    let distrusting = Network { ca_file: None, ..through };
    let unknown = reached(&server, &distrusting).await.unwrap_err();
    assert_eq!(unknown.code, ReasonCode::CertificateUnknown);

    let stranger = network(format!("http://me:wrong@{}", proxy.address()));
    let refused = reached(&server, &stranger).await.unwrap_err();
    assert_eq!((refused.code, &refused.args["proxy"]), (ReasonCode::ProxyFailed, &proxy.address()));
    assert!(!format!("{refused:?}").contains("wrong"), "{refused:?}");
}

#[tokio::test]
async fn a_socks_proxy_works_as_well() {
    let heron = Authority::new("Heron Works CA");
    let server = Secure::start(heron.shows(&["127.0.0.1"])).await;
    let proxy = socks("me", "geheim").await;
    for (password, expected) in [("geheim", None), ("wrong", Some(ReasonCode::ProxyFailed))] {
        let network = Network {
            ca_file: Some(heron.file()),
            proxy: format!("socks5h://me:{password}@{}", proxy.address).parse().unwrap(),
            ..Network::default()
        };
        assert_eq!(reached(&server, &network).await.err().map(|reason| reason.code), expected);
    }
}

#[tokio::test]
async fn a_proxy_that_is_down_is_named() {
    let server = Secure::start(Shown::self_signed("127.0.0.1")).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let down = listener.local_addr().unwrap().to_string();
    drop(listener);
    for scheme in ["http", "socks5"] {
        let network = Network { proxy: format!("{scheme}://{down}").parse().unwrap(), ..Network::default() };
        let failed = reached(&server, &network).await.unwrap_err();
        assert_eq!((failed.code, &failed.args["proxy"]), (ReasonCode::ProxyFailed, &down), "{failed:?}");
        assert!(!failed.args["detail"].is_empty());
    }
    assert!(server.heads().is_empty());
}

#[tokio::test]
async fn secret_headers_go_with_every_request() {
    let heron = Authority::new("Heron Works CA");
    let server = Secure::start(heron.shows(&["127.0.0.1"])).await;
    let mut headers = HeaderMap::new();
    headers.insert("x-key", "k3y".parse().unwrap());
    let network = Network { ca_file: Some(heron.file()), ..Network::default() };
    let options = ClientOptions::new(&server.url).network(network).secret_headers(headers);
    assert_eq!((streamed(&options, &server).await, socketed(&options, &server).await), (Ok(()), Ok(())));
    let heads = server.heads();
    assert!(heads.len() == 2 && heads.iter().all(|head| head.contains("\r\nx-key: k3y\r\n")), "{heads:?}");
}
