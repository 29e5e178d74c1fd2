//! Jobs and servers for the tests.

use vigie_contract::{
    Frame, Job, JobState, JobUnit, LinkState, Notice, NoticeKind, Reason, Record, RecordAction, SecretPlace,
    Server, ServerKind, SignIn, Snapshot, Stats,
};

pub fn server(name: &str, link: LinkState) -> Server {
    Server {
        id: format!("id-{name}"),
        name: name.into(),
        url: format!("https://{name}/"),
        kind: ServerKind::SseProgress,
        sign_in: SignIn::Auto,
        user: None,
        secret: SecretPlace::None,
        enabled: true,
        demo: false,
        link,
        reason: None,
        retry_at: None,
        heard_at: None,
        latency_ms: None,
        streams: 0,
        events: 0,
        oddities: 0,
        reconnects: 0,
    }
}

pub fn because(server: Server, reason: Reason) -> Server {
    Server { reason: Some(reason), ..server }
}

pub fn job(server: &str, id: &str, state: JobState) -> Job {
    Job {
        server: format!("id-{server}"),
        id: id.into(),
        run: 1,
        kind: Some("edi_import".into()),
        title: format!("Import {id}"),
        state,
        inferred: false,
        unit: JobUnit::Items,
        ends_at: None,
        done: Some(36_120),
        failed: Some(0),
        total: Some(50_000),
        percent: Some(72.24),
        server_percent: None,
        step: None,
        message: None,
        error: None,
        warnings: 0,
        last_warning: None,
        rate: None,
        eta_ms: None,
        overdue: false,
        usual: None,
        longer: false,
        owner: None,
        created_at: None,
        started_at: Some(1_735_725_600_000),
        finished_at: state.is_over().then_some(1_735_725_693_000),
        heard_at: 1_735_725_693_500,
        silent_since: None,
        metadata: serde_json::Value::Null,
        page: None,
        can_delete: false,
    }
}

pub fn notice(server: &str, id: &str, kind: NoticeKind) -> Notice {
    Notice {
        id: "1".into(),
        server: format!("id-{server}"),
        server_name: server.into(),
        kind,
        job: Some(id.into()),
        run: Some(1),
        title: format!("Import {id}"),
        at: 1_735_725_693_000,
        read: false,
        done: Some(50_000),
        failed: None,
        total: Some(50_000),
        percent: Some(100.0),
        warnings: 0,
        duration_ms: Some(93_000),
        text: None,
        inferred: false,
        values: std::collections::BTreeMap::new(),
    }
}

pub fn record(server: &str, id: &str) -> Record {
    Record {
        server: format!("id-{server}"),
        model: "estimate".into(),
        id: id.into(),
        action: RecordAction::Updated,
        label: Some(format!("Смета_{id}")),
        by: Some("Ana".into()),
        fields: [("status".to_owned(), "approved".into())].into_iter().collect(),
        changed: vec!["status".into()],
        at: 1_735_725_693_000,
    }
}

pub fn stats(server: &str, actives: f64) -> Stats {
    Stats {
        server: format!("id-{server}"),
        at: 1_735_725_693_000,
        values: [("sessions.actives".to_owned(), actives)].into(),
    }
}

pub fn snapshot(servers: Vec<Server>, jobs: Vec<Job>) -> Snapshot {
    Snapshot {
        version: 0,
        now: 1_735_725_693_500,
        servers,
        jobs,
        records: Vec::new(),
        tables: Vec::new(),
        stats: Vec::new(),
        unread: 0,
        troubles: Vec::new(),
        preferences: vigie_contract::Preferences::default(),
        rules: vigie_contract::AlertRules::default(),
        alerts_paused_until: None,
    }
}

pub fn frame(servers: Option<Vec<Server>>, jobs: Vec<Job>, notices: Vec<Notice>) -> Frame {
    Frame { now: 1_735_725_694_000, servers, jobs, notices, ..Frame::default() }
}
