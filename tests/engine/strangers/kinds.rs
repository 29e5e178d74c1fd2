//! What a person would enter for each kind of server.

use serde_json::json;
use vigie_contract::{FailureCode, LinkState, Reason, ReasonCode, ServerDraft, ServerKind};
use vigie_engine::engine::Passing;
use vigie_tests::Watched;
use vigie_words::{Tongue, Words};

/// A draft for a server of this kind.
pub fn draft(kind: ServerKind, url: &str) -> ServerDraft {
    let draft = ServerDraft { address: url.to_owned(), kind: Some(kind), ..ServerDraft::default() };
    match kind {
        ServerKind::Estimates => ServerDraft { token: Some("geheim".into()), ..draft },
        ServerKind::Custom => {
            let mapping = json!({"path": "/ci/events", "rules": [{"id": "/job/id"}]});
            ServerDraft { custom: mapping.as_object().cloned(), ..draft }
        }
        _ => draft,
    }
}

/// Why a try of this server did not go well.
pub async fn tried(draft: ServerDraft) -> Reason {
    let vigie = Watched::passing().await;
    let report = vigie.engine.test_server(draft, None).await;
    let failure = report.failure.clone().unwrap_or_else(|| panic!("it went well: {report:?}"));
    assert_eq!(failure.code, FailureCode::Connection, "{failure:?}");
    failure.reason.expect("a failure of the connection has a reason")
}

/// What watching this server comes to, once it is told why.
pub async fn watched(draft: ServerDraft) -> (LinkState, Reason) {
    let mut vigie = Watched::passing().await;
    vigie.engine.add_passing(Passing { draft, ..Passing::default() }).await.expect("a server");
    vigie.until("why it is not live", |v| v.reason().is_some()).await;
    let server = vigie.servers.first().expect("a server").clone();
    (server.link, server.reason.expect("a reason"))
}

/// Whoever reads French, English or Russian is told what happened and what to do.
pub fn assert_said(reason: &Reason) {
    for tongue in Tongue::ALL {
        let words = Words::of(tongue);
        for said in [words.reason(reason), words.reason_once(reason)] {
            let sentences = said.split(['.', '!', ':']).filter(|part| !part.trim().is_empty()).count();
            assert!(sentences > 1, "{reason:?} says too little: {said}");
            assert!(!said.contains(['{', '}', '$']) && !said.contains("reason-"), "{said}");
        }
    }
}

/// The code, after [`assert_said`].
pub fn code(reason: &Reason) -> ReasonCode {
    assert_said(reason);
    reason.code
}
