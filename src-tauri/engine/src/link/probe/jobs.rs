//! Trying a server of progress jobs.

use std::time::Duration;

use reqwest::{Method, header};
use tokio::time::{Instant, timeout, timeout_at};
use vigie_contract::{Reason, ReasonCode, TestReport};

use crate::dialect::sse_progress::{ACTIVE_PATH, Channel, EVENTS_PATH, Positions};
use crate::link::account::Account;
use crate::link::actor::understood;
use crate::link::session::{Obstacle, Session};
use crate::settings::ServerSettings;
use crate::transport::{Incident, Subscription, SubscriptionOptions};
use crate::update::Phase;

/// How long a stream may take to say that it stands.
const STREAM_WITHIN: Duration = Duration::from_secs(10);

/// A stream that goes on for so long after it stood up is held by somebody.
const HELD_FOR: Duration = Duration::from_secs(1);

/// Signs in, asks for the jobs, and tries a stream if there is a job to listen to.
pub(super) async fn try_all(
    settings: &ServerSettings,
    account: &Account,
    session: &Session,
    report: &mut TestReport,
) -> Result<(), Reason> {
    account.prepare(session).await?;
    let active = session.at(ACTIVE_PATH);
    let answer = match session.get(active.clone(), "application/json").await {
        Err(Obstacle::SignIn(page)) => {
            account.renew(session, page).await?;
            session.get(active, "application/json").await
        }
        other => other,
    }
    .map_err(|obstacle| match obstacle {
        // Signed in, and still sent to the form: the account may not see the list.
        Obstacle::SignIn(_) => Reason::new(ReasonCode::Forbidden),
        other => other.reason(),
    })?;
    report.latency_ms = u64::try_from(answer.took.as_millis()).ok();
    let listing = understood(&answer, 0).map_err(|obstacle| obstacle.reason())?;
    let running = listing.jobs.iter().filter(|job| job.phase == Some(Phase::Running)).count();
    report.running = u32::try_from(running).ok();
    if let Some(job) = listing.jobs.first() {
        let events = settings.events_path.as_deref().unwrap_or(EVENTS_PATH);
        report.stream = Some(timeout(STREAM_WITHIN, stands(session, events, &job.id)).await.unwrap_or(false));
    }
    Ok(())
}

/// Whether a stream of one job is accepted and held.
async fn stands(session: &Session, events: &str, job: &str) -> bool {
    let channel = Channel::of_job(job);
    let mut url = session.at(events);
    url.query_pairs_mut().append_pair("channel", channel.name());
    let id = Positions::starting([(channel, 0)]).event_id();
    let session = session.clone();
    let request = move |_: Option<&str>| {
        session
            .request(Method::GET, url.clone())
            .header(header::ACCEPT, "text/event-stream")
            .header("Last-Event-ID", id.clone())
    };
    let mut subscription =
        Subscription::new(request, SubscriptionOptions { keep_id: false, ..Default::default() });
    // Held: it stands, and does not end at once.
    let mut held_at = None;
    loop {
        let incident = async {
            match held_at {
                Some(at) => timeout_at(at, subscription.next()).await,
                None => Ok(subscription.next().await),
            }
        };
        match incident.await {
            Err(_) => return true,
            Ok(Some(Incident::Event(event))) if event.name == "stream-error" => return false,
            Ok(Some(Incident::Lost { .. } | Incident::Ended(_)) | None) => return false,
            Ok(Some(Incident::Beat(Some(_)) | Incident::Event(_))) => {
                held_at.get_or_insert_with(|| Instant::now() + HELD_FOR);
            }
            Ok(Some(_)) => {}
        }
    }
}
