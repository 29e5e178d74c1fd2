//! Trying a server once, to tell the person whether it works and if not why.

mod jobs;
mod lines;

use vigie_contract::{Detection, Failure, ServerKind, TestReport};

use super::account::Account;
use super::session::Session;
use crate::secrets::Secrets;
use crate::settings::ServerSettings;

/// Signs in, asks for what there is, and tries to hold what would be held. A server of an unsettled kind is
/// tried as one of progress jobs. `detection` is passed on into the report.
pub async fn probe(settings: ServerSettings, secrets: Secrets, detection: Option<Detection>) -> TestReport {
    let mut report = TestReport {
        url: settings.url.to_string(),
        kind: Some(settings.kind),
        detection,
        ok: false,
        failure: None,
        running: None,
        stream: None,
        latency_ms: None,
    };
    let account = Account::new(&settings.id, &settings, secrets);
    let tried = match Session::new(settings.url.clone(), account.network().await) {
        Err(reason) => Err(reason),
        Ok(session) => match settings.kind {
            ServerKind::Auto | ServerKind::SseProgress => {
                jobs::try_all(&settings, &account, &session, &mut report).await
            }
            _ => lines::try_all(&settings, &account, &session, &mut report).await,
        },
    };
    match tried {
        Ok(()) => report.ok = true,
        Err(reason) => report.failure = Some(Failure::connection(reason)),
    }
    report
}
