//! The core, told by a link what no server of the tests says yet.

mod past;
mod rules;

use serde_json::json;
use vigie_contract::{
    FailureCode, Frame, LinkState, Notice, NoticeKind, RecordAction, ServerKind, Snapshot, StatSeries,
    StatSpan,
};

use super::*;
use crate::address::Address;
use crate::engine::roster::Config;
use crate::engine::subscription::Subscription;
use crate::link::News;
use crate::settings::ServerSettings;
use crate::store::{Cursor, Limits};
use crate::update::{JobUpdate, Phase, RecordUpdate, Source, Tidings, Update};

/// 2026-01-02 03:04:05.678 UTC.
const NOW: Millis = 1_767_323_045_678;

/// A core that runs, and the end of it that a link would hold.
struct Told {
    server: String,
    store: Store,
    reports: mpsc::Sender<Report>,
    requests: mpsc::Sender<Request>,
    subscription: Subscription,
    /// All frames so far, laid over one another.
    notices: Vec<Notice>,
    frames: Vec<Frame>,
}

impl Told {
    async fn begin(store: Store) -> Self {
        Self::begin_with(store, |_| {}).await
    }

    /// With what the core is to know before it runs.
    async fn begin_with(store: Store, prepare: impl FnOnce(&mut Core)) -> Self {
        let (requests, inbox) = mpsc::channel(REQUESTS);
        let secrets = (Secrets::in_memory(), Secrets::in_memory());
        let finds = mpsc::unbounded_channel().0;
        let alerts = watch::channel(0).0;
        let mut core = Core::new(Clock::from_tokio(NOW), store.clone(), secrets, inbox, alerts, finds);
        let address = Address::parse("http://heron.example").unwrap();
        let mut settings = ServerSettings::new(&address, ServerKind::SoliLms);
        // No link of its own: the test is the link.
        (settings.enabled, settings.id) = (false, "heron".into());
        let server = settings.id.clone();
        core.add(Config { settings, passing: true, demo: false }, vigie_contract::SecretPlace::None);
        prepare(&mut core);
        let reports = core.reports.0.clone();
        tokio::spawn(core.run());
        let (reply, answer) = tokio::sync::oneshot::channel();
        requests.send(Request::Subscribe(reply)).await.unwrap();
        let subscription = answer.await.unwrap();
        Self { server, store, reports, requests, subscription, notices: vec![], frames: vec![] }
    }

    fn snapshot(&self) -> &Snapshot {
        &self.subscription.snapshot
    }

    async fn report(&self, news: News) {
        let generation = 1;
        self.reports.send(Report { server: self.server.clone(), generation, news }).await.unwrap();
    }

    async fn hear(&self, updates: Vec<Update>, cursors: &[(&str, &str)]) {
        let cursor = |(name, value): &(&str, &str)| Cursor {
            server: self.server.clone(),
            name: (*name).into(),
            value: Some((*value).into()),
        };
        self.report(News::Updates { updates, cursors: cursors.iter().map(cursor).collect(), frames: vec![] })
            .await;
    }

    async fn link(&self, link: LinkState) {
        self.report(News::State { link, reason: None, retry_at: None }).await;
    }

    async fn until(&mut self, mut there: impl FnMut(&Self) -> bool) {
        while !there(self) {
            let frame = self.subscription.next().await.expect("the core runs");
            self.notices.extend(frame.notices.clone());
            self.frames.push(frame);
        }
    }

    fn told(&self, kind: NoticeKind) -> Vec<&Notice> {
        self.notices.iter().filter(|notice| notice.kind == kind).collect()
    }

    async fn end(self) -> Store {
        let (reply, ended) = tokio::sync::oneshot::channel();
        self.requests.send(Request::Shutdown(reply)).await.unwrap();
        ended.await.unwrap();
        self.store
    }
}

fn record(id: &str, action: RecordAction) -> Update {
    let fields = json!({"status": "draft"}).as_object().cloned().unwrap();
    Update::Record(Box::new(RecordUpdate {
        model: "estimate".into(),
        id: id.into(),
        action,
        label: None,
        by: Some("Anna".into()),
        fields,
        at: None,
    }))
}

fn message(identity: &str, read: bool) -> Update {
    Update::Tidings(Box::new(Tidings {
        kind: NoticeKind::Message,
        identity: identity.into(),
        title: format!("Message {identity}"),
        text: None,
        values: BTreeMap::new(),
        count: None,
        at: Some(77),
        read,
        alert: true,
    }))
}

fn stats(value: f64) -> Update {
    Update::Stats { values: [("sessions.actives".to_owned(), value)].into(), at: None }
}

fn running(id: &str) -> Update {
    let mut update = JobUpdate::new(id, Source::Stream);
    update.phase = Some(Phase::Running);
    Update::Job(Box::new(update))
}

#[tokio::test(start_paused = true)]
async fn records_words_and_the_position_they_led_to_are_told_and_kept_together() {
    let mut told = Told::begin(Store::in_memory(Limits::default())).await;
    let updates = vec![
        record("1", RecordAction::Created),
        record("2", RecordAction::Created),
        record("1", RecordAction::Deleted),
        message("7", false),
        message("8", true),
        message("7", false),
    ];
    told.hear(updates, &[("last_id", "8")]).await;
    told.until(|told| told.told(NoticeKind::Message).len() == 2).await;

    let records: Vec<_> = told.frames.iter().flat_map(|frame| &frame.records).collect();
    let said: Vec<_> = records.iter().map(|record| (record.id.as_str(), record.action)).collect();
    assert_eq!(
        said,
        [("1", RecordAction::Created), ("2", RecordAction::Created), ("1", RecordAction::Deleted)]
    );
    let table = told.frames.iter().flat_map(|frame| &frame.tables).next_back().unwrap();
    assert_eq!((table.model.as_str(), table.rows), ("estimate", 2));
    let messages = told.told(NoticeKind::Message);
    assert_eq!((messages[0].title.as_str(), messages[0].at, messages[0].read), ("Message 7", 77, false));
    assert!(messages[1].read, "what was read on the server is read here");

    let memory = told.store.recall("heron", NOW).await.unwrap();
    let ids: Vec<_> = memory.records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!((ids, memory.cursors), (vec!["2", "1"], vec![("last_id".into(), "8".into())]));
    let alerts = told.store.pending_alerts(10).await.unwrap();
    assert_eq!(alerts.len(), 1, "no alert for what was read, and one for what was said twice");
    assert_eq!(told.store.unread().await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_was_kept_is_in_the_first_picture_after_a_restart() {
    let mut told = Told::begin(Store::in_memory(Limits::default())).await;
    let updates = vec![
        record("1", RecordAction::Created),
        stats(3.0),
        Update::Gap { from: NOW - 5_000, to: NOW - 1_000 },
        message("7", false),
    ];
    told.hear(updates, &[]).await;
    told.until(|told| told.told(NoticeKind::Message).len() == 1).await;
    let store = told.store.clone();
    let mut memory = store.recall("heron", NOW).await.unwrap();
    let told = Told::begin_with(store, |core| core.restore_publishing("heron", &mut memory)).await;
    let picture = told.snapshot();
    assert_eq!((picture.records.len(), picture.records[0].by.as_deref()), (1, Some("Anna")));
    assert_eq!(picture.tables[0].gap.as_ref().map(|gap| gap.to), Some(NOW - 1_000));
    assert_eq!(picture.stats[0].values["sessions.actives"], 3.0);
    // To who watched already it is no change: what is known can be asked for.
    let (reply, answer) = tokio::sync::oneshot::channel();
    let (server, model) = (told.server.clone(), "estimate".to_owned());
    told.requests.send(Request::Records { server, model, reply }).await.unwrap();
    assert_eq!(answer.await.unwrap(), picture.records);
    told.end().await;
}

#[tokio::test(start_paused = true)]
async fn numbers_are_shown_once_a_second_and_have_a_curve() {
    let mut told = Told::begin(Store::in_memory(Limits::default())).await;
    told.hear((0..100).map(|n| stats(f64::from(n))).collect(), &[]).await;
    told.hear(vec![Update::Stats { values: [("x".into(), f64::NAN)].into(), at: None }], &[]).await;
    told.until(|told| told.frames.iter().any(|frame| !frame.stats.is_empty())).await;
    let shown: Vec<f64> = told
        .frames
        .iter()
        .flat_map(|frame| &frame.stats)
        .map(|stats| stats.values["sessions.actives"])
        .collect();
    assert_eq!(shown, [99.0], "the newest, once");
    let (reply, answer) = tokio::sync::oneshot::channel();
    let (server, span) = (told.server.clone(), StatSpan::Hour);
    told.requests.send(Request::StatHistory { server, span, reply }).await.unwrap();
    let curve: Vec<StatSeries> = answer.await.unwrap();
    assert_eq!((curve.len(), curve[0].points.len(), curve[0].points[0].1), (1, 1, 99.0));
}

#[tokio::test(start_paused = true)]
async fn a_gap_is_told_with_its_tables_and_each_open_job_has_its_line() {
    let mut told = Told::begin(Store::in_memory(Limits::default())).await;
    let gap = Update::Gap { from: NOW - 9_000, to: NOW - 2_000 };
    told.hear(vec![running("a"), record("1", RecordAction::Updated), gap], &[]).await;
    told.until(|told| told.frames.iter().any(|frame| !frame.gaps.is_empty())).await;
    let frame = told.frames.last().unwrap();
    assert_eq!((frame.gaps[0].from, frame.gaps[0].to), (NOW - 9_000, NOW - 2_000));
    let tables = told.frames.iter().flat_map(|frame| &frame.tables);
    assert!(tables.last().is_some_and(|table| table.gap.is_some()));
    let (reply, answer) = tokio::sync::oneshot::channel();
    let job = vigie_contract::JobRef { server: told.server.clone(), id: "a".into() };
    told.requests.send(Request::JobEvents { job, reply }).await.unwrap();
    let line = answer.await.unwrap().pop().unwrap();
    assert_eq!((line.kind, line.from), (vigie_contract::JobEventKind::Gap, Some(NOW - 9_000)));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_not_reached_is_one_alert_and_one_more_when_it_is_back() {
    let mut told = Told::begin(Store::in_memory(Limits::default())).await;
    told.link(LinkState::Live).await;
    told.hear(vec![running("a"), running("b")], &[]).await;
    told.link(LinkState::Waiting).await;
    told.until(|told| !told.told(NoticeKind::Unreachable).is_empty()).await;
    let lost = told.told(NoticeKind::Unreachable)[0].clone();
    assert_eq!((lost.total, lost.server_name.as_str()), (Some(2), "heron.example"));
    assert!(lost.duration_ms.is_some_and(|ms| (30_000..32_000).contains(&ms)), "{lost:?}");
    tokio::time::sleep(Duration::from_secs(600)).await;
    told.link(LinkState::Polling).await;
    told.until(|told| !told.told(NoticeKind::Restored).is_empty()).await;
    assert_eq!(told.told(NoticeKind::Unreachable).len(), 1);
    let back = told.told(NoticeKind::Restored)[0];
    assert!(back.duration_ms.is_some_and(|ms| ms >= 600_000) && back.total == Some(2));
    // The clock of the test runs on while the store writes: by then the jobs may have fallen silent as well.
    let mut alerts = told.store.pending_alerts(10).await.unwrap();
    alerts.retain(|alert| alert.notice.kind != NoticeKind::Stalled);
    assert_eq!(alerts.len(), 2, "{alerts:?}");
}

#[tokio::test(start_paused = true)]
async fn a_restart_while_it_is_not_reached_repeats_nothing() {
    let mut told = Told::begin(Store::in_memory(Limits::default())).await;
    told.link(LinkState::Live).await;
    told.link(LinkState::Waiting).await;
    told.until(|told| !told.told(NoticeKind::Unreachable).is_empty()).await;
    let store = told.store.clone();
    let since = store.recall("heron", NOW).await.unwrap().unreachable_since;
    assert!(since.is_some());
    let mut told = Told::begin_with(store, |core| core.roster[0].reach.recall(true, since)).await;
    told.link(LinkState::Waiting).await;
    tokio::time::sleep(Duration::from_secs(300)).await;
    told.link(LinkState::Live).await;
    told.until(|told| !told.told(NoticeKind::Restored).is_empty()).await;
    assert_eq!(told.told(NoticeKind::Unreachable).len(), 0);
    assert_eq!(told.store.notices(None, 10).await.unwrap().notices.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_flood_of_words_waits_for_the_store_and_loses_none() {
    let told = Told::begin(Store::in_memory(Limits::default())).await;
    let (reports, each) = (3_u32, 3_000_u32);
    for report in 0..reports {
        let from = report * each;
        let words = (from..from + each).map(|n| message(&n.to_string(), false)).collect();
        told.hear(words, &[("last_id", &(from + each).to_string())]).await;
    }
    while told.store.unread().await.unwrap() < reports * each {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_only_one_kind_of_server_does_is_asked_of_no_other() {
    let told = Told::begin(Store::in_memory(Limits::default())).await;
    told.hear(vec![running("a")], &[]).await;
    let mut code = FailureCode::JobUnknown;
    // Requests pass reports on their way.
    while code == FailureCode::JobUnknown {
        let (reply, answer) = tokio::sync::oneshot::channel();
        let job = vigie_contract::JobRef { server: told.server.clone(), id: "a".into() };
        told.requests.send(Request::Delete { job, reply }).await.unwrap();
        code = answer.await.unwrap().unwrap_err().code;
    }
    assert_eq!(code, FailureCode::NotOffered);
}

#[tokio::test(start_paused = true)]
async fn new_bounds_of_the_history_hold_at_once() {
    const DAY: Millis = 24 * 60 * 60 * 1_000;
    let told = Told::begin(Store::in_memory(Limits::default())).await;
    let mut ended = JobUpdate::new("a", Source::Rest { asked_at: NOW });
    (ended.phase, ended.finished_at) = (Some(Phase::Completed), Some(NOW - 2 * DAY));
    told.hear(vec![Update::Job(Box::new(ended))], &[]).await;
    let kept = async || told.store.recall("heron", NOW - 2 * DAY).await.unwrap().finished.len();
    let until = async |wanted: usize| {
        while kept().await != wanted {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    until(1).await;
    let configure = async |days: u32| {
        let history = HistorySettings { days, ..HistorySettings::default() };
        let settings = Box::new(crate::settings::Settings { history, ..Default::default() });
        let request = Request::Configure { settings, secrets: BTreeMap::new(), troubles: vec![] };
        told.requests.send(request).await.unwrap();
    };
    configure(90).await;
    configure(3).await;
    // Longer than letting go would take, and shorter than until it is done anyway.
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(kept().await, 1);
    configure(1).await;
    tokio::time::timeout(PRUNE_EVERY / 2, until(0)).await.expect("at once");
}
