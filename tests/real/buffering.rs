//! nginx before a library and a hall: told when it is in the way, and not in the way when it need not be.

use vigie_contract::{JobState, LinkState, NoticeKind, ReasonCode, ServerKind};
use vigie_tests::{Nginx, Passing, PostesBackend, PostesOptions, SoniqueBayBackend, Watched, draft};

fn notification(words: &str) -> String {
    format!(r#"{{"type": "notification", "message": "{words}"}}"#)
}

#[tokio::test]
async fn a_proxy_that_holds_back_is_named_and_what_it_held_back_is_read_in_the_end() {
    let library = SoniqueBayBackend::start().await;
    let nginx = Nginx::before(&library.url, Passing::Buffered).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::of(home.path(), ServerKind::SoniqueBay, draft(&nginx.url, None), "").await;
    library.streaming(1).await;
    library.publish(&notification("held back")).await;
    vigie.until("a proxy is buffering", |v| v.reason() == Some(ReasonCode::ProxyBuffering)).await;
    assert!(!vigie.link(LinkState::Live) && vigie.notices.is_empty(), "{:?}", vigie.servers);
    let reason = vigie.servers[0].reason.as_ref().unwrap();
    assert_eq!(reason.args.get("proxy").map(String::as_str), Some("nginx"));

    // The same connection is kept: what is held back comes once there is enough of it.
    library.streaming(1).await;
    library.publish(&notification(&"x".repeat(16 << 10))).await;
    vigie.until("read in the end", |v| v.link(LinkState::Live) && !v.notices.is_empty()).await;
    assert_eq!((vigie.notices[0].title.as_str(), vigie.servers[0].reconnects), ("held back", 0));
    assert_eq!(vigie.reason(), Some(ReasonCode::ProxyBuffering), "it still does: what comes next comes late");
}

#[tokio::test]
async fn a_proxy_that_passes_everything_on_is_not_in_the_way() {
    let library = SoniqueBayBackend::start().await;
    let nginx = Nginx::before(&library.url, Passing::AtOnce).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::of(home.path(), ServerKind::SoniqueBay, draft(&nginx.url, None), "").await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    library.streaming(1).await;
    for words in ["one", "two", "three"] {
        library.publish(&notification(words)).await;
        vigie.until(words, |v| v.notices.last().is_some_and(|notice| notice.title == words)).await;
    }
    // The server restarts; nginx answers for it meanwhile, and that is no end.
    library.server.stop().await;
    vigie.until("gone", |v| !v.link(LinkState::Live)).await;
    library.server.start_again().await;
    vigie.engine.connect_now(None).await;
    vigie.until("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    assert!(vigie.notices_of(NoticeKind::SignedOut).is_empty());
    let buffering = vigie.links.iter().any(|(_, reason)| *reason == Some(ReasonCode::ProxyBuffering));
    assert!(!buffering, "{:?}", vigie.links);
}

#[tokio::test]
async fn a_proxy_that_lets_no_sockets_through_leaves_the_pages_and_one_that_does_leaves_all() {
    let hall = PostesBackend::start(PostesOptions::default()).await;
    let (pages, sockets) = tokio::join!(
        Nginx::before(&hall.url, Passing::AtOnce),
        Nginx::before(&hall.url, Passing::WebSockets)
    );
    let admin = Some(("admin", "admin123"));
    let home = tempfile::tempdir().unwrap();
    let settings = "stats_seconds = 5";
    let mut vigie = Watched::of(home.path(), ServerKind::Postes, draft(&pages.url, admin), settings).await;
    vigie.until("asked for", |v| v.link(LinkState::Polling) && v.number("sessions.total") == Some(3.0)).await;
    vigie.until("its sessions are listed", |v| v.is("1", JobState::Running)).await;
    hall.create_session("DDD444", 600).await;
    vigie.until("asked for again", |v| v.number("sessions.total") == Some(4.0)).await;
    assert!(vigie.notices_of(NoticeKind::SignedOut).is_empty());

    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::of(home.path(), ServerKind::Postes, draft(&sockets.url, admin), "").await;
    vigie.until("live", |v| v.link(LinkState::Live) && v.number("sessions.total") == Some(4.0)).await;
    hall.create_session("EEE555", 600).await;
    vigie.until("pushed", |v| v.number("sessions.total") == Some(5.0)).await;
}
