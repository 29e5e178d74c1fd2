use std::sync::Mutex;

use tokio::sync::watch;
use vigie_contract::Telling;
use vigie_engine::store::Outgoing;
use vigie_words::Tongue;

use super::*;

fn notice(id: i64, kind: NoticeKind) -> Notice {
    Notice {
        id: id.to_string(),
        server: "heron".into(),
        server_name: "heron.example".into(),
        kind,
        job: (kind != NoticeKind::SignedOut).then(|| format!("job-{id}")),
        run: Some(1),
        title: format!("Import {id}"),
        at: 0,
        read: false,
        done: None,
        failed: None,
        total: None,
        percent: None,
        warnings: 0,
        duration_ms: None,
        text: None,
        inferred: false,
        values: std::collections::BTreeMap::new(),
    }
}

/// An outbox as the engine's: what is due stays due until it was sent; what could not be stored is handed out once.
struct Waiting {
    due: Mutex<Vec<Alert>>,
    changed: watch::Sender<()>,
    over: Mutex<bool>,
    told: Mutex<Vec<Option<String>>>,
}

impl Waiting {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            due: Mutex::default(),
            changed: watch::Sender::new(()),
            over: Mutex::new(false),
            told: Mutex::default(),
        })
    }

    fn happens(&self, ids: impl IntoIterator<Item = i64>, kind: NoticeKind) {
        let sound = Telling::of(kind).sound;
        self.goes_out(ids, kind, Outgoing { desktop: true, sound, loud: false });
    }

    fn goes_out(&self, ids: impl IntoIterator<Item = i64>, kind: NoticeKind, how: Outgoing) {
        let alerts = ids.into_iter().map(|id| Alert::new(id, notice(id, kind), how));
        self.due.lock().unwrap().extend(alerts);
        self.changed.send_replace(());
    }

    fn end(&self) {
        *self.over.lock().unwrap() = true;
        self.changed.send_replace(());
    }

    fn left(&self) -> usize {
        self.due.lock().unwrap().len()
    }
}

impl Outbox for Arc<Waiting> {
    async fn due(&self) -> Vec<Alert> {
        let mut changed = self.changed.subscribe();
        changed.mark_changed();
        loop {
            changed.changed().await.unwrap();
            let due = self.due.lock().unwrap().clone();
            self.due.lock().unwrap().retain(is_stored);
            if *self.over.lock().unwrap() || !due.is_empty() {
                return due;
            }
        }
    }

    async fn sent(&self, alerts: &[Alert]) {
        self.due.lock().unwrap().retain(|due| !alerts.iter().any(|alert| alert.id == due.id));
    }

    async fn held(&self, alerts: &[Alert]) {
        self.sent(alerts).await;
    }

    async fn fails(&self, detail: Option<String>) {
        self.told.lock().unwrap().push(detail);
    }
}

#[derive(Clone, Default)]
struct Paper {
    shown: Arc<Mutex<Vec<Message>>>,
    looked_at: Arc<Mutex<bool>>,
    quiet: Arc<Mutex<bool>>,
    heard: Arc<Mutex<Vec<Sound>>>,
    broken: Arc<Mutex<bool>>,
}

impl Paper {
    fn summaries(&self) -> Vec<String> {
        self.shown.lock().unwrap().iter().map(|message| message.summary.clone()).collect()
    }
}

impl Desk for Paper {
    async fn show(&self, message: &Message) -> Result<(), String> {
        if *self.broken.lock().unwrap() {
            return Err("no such service".into());
        }
        self.shown.lock().unwrap().push(message.clone());
        Ok(())
    }

    fn looked_at(&self) -> bool {
        *self.looked_at.lock().unwrap()
    }

    async fn quiet(&self) -> bool {
        *self.quiet.lock().unwrap()
    }

    async fn sound(&self, sound: Sound) {
        self.heard.lock().unwrap().push(sound);
    }

    fn words(&self) -> Words {
        Words::of(Tongue::En)
    }
}

fn begin() -> (Arc<Waiting>, Paper, tokio::task::JoinHandle<()>) {
    let (outbox, desk) = (Waiting::new(), Paper::default());
    let task = tokio::spawn({
        let (outbox, desk) = (outbox.clone(), desk.clone());
        async move { tell(&outbox, &desk).await }
    });
    (outbox, desk, task)
}

async fn a_while() {
    tokio::time::sleep(Duration::from_secs(5)).await;
}

#[tokio::test(start_paused = true)]
async fn few_are_told_one_by_one_and_each_leads_to_its_job() {
    let (outbox, desk, task) = begin();
    outbox.happens([1, 2], NoticeKind::Completed);
    outbox.happens([3], NoticeKind::Failed);
    a_while().await;
    assert_eq!(desk.summaries(), ["Import 1 completed", "Import 2 completed", "Import 3 failed"]);
    let shown = desk.shown.lock().unwrap().clone();
    assert_eq!(shown[0].target, Target::Job(JobRef { server: "heron".into(), id: "job-1".into() }));
    assert_eq!(shown.iter().map(|m| m.urgent).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(outbox.left(), 0);
    outbox.end();
    task.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn twenty_within_a_second_become_one_that_opens_the_bell() {
    let (outbox, desk, _task) = begin();
    for id in 1..=20 {
        outbox.happens([id], if id == 7 { NoticeKind::Failed } else { NoticeKind::Completed });
        tokio::time::sleep(Duration::from_millis(45)).await;
    }
    a_while().await;
    assert_eq!(desk.summaries(), ["20 notifications"]);
    let shown = desk.shown.lock().unwrap().clone();
    assert_eq!((&shown[0].target, shown[0].urgent), (&Target::Bell, true));
    assert_eq!(shown[0].body, "19 completed, 1 failed");
    assert_eq!(outbox.left(), 0);
}

#[tokio::test(start_paused = true)]
async fn those_that_trickle_in_after_three_are_summed_up_too() {
    let (outbox, desk, _task) = begin();
    outbox.happens(1..=3, NoticeKind::Completed);
    tokio::time::sleep(COLLECT + Duration::from_millis(50)).await;
    outbox.happens(4..=5, NoticeKind::Completed);
    a_while().await;
    assert_eq!(desk.summaries().len(), 4);
    assert_eq!(desk.summaries()[3], "2 notifications");
    outbox.happens(6..=7, NoticeKind::Completed);
    a_while().await;
    assert_eq!(desk.summaries().len(), 6, "a second later they are few again");
}

#[tokio::test(start_paused = true)]
async fn whoever_looks_at_the_window_is_not_told_twice() {
    let (outbox, desk, _task) = begin();
    *desk.looked_at.lock().unwrap() = true;
    outbox.happens(1..=2, NoticeKind::Completed);
    a_while().await;
    assert_eq!((desk.summaries().len(), outbox.left()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_desktop_that_takes_none_is_asked_again_and_nothing_is_lost() {
    let (outbox, desk, _task) = begin();
    *desk.broken.lock().unwrap() = true;
    outbox.happens([1], NoticeKind::Completed);
    a_while().await;
    assert_eq!(outbox.told.lock().unwrap().clone(), [Some("no such service".into())]);
    assert_eq!(outbox.left(), 1);
    *desk.broken.lock().unwrap() = false;
    tokio::time::sleep(RETRY).await;
    assert_eq!(desk.summaries(), ["Import 1 completed"]);
    assert_eq!(outbox.told.lock().unwrap().clone(), [Some("no such service".into()), None]);
    assert_eq!(outbox.left(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_could_not_be_stored_is_shown_as_well() {
    let (outbox, desk, _task) = begin();
    outbox.happens([-1], NoticeKind::Completed);
    a_while().await;
    assert_eq!(desk.summaries(), ["Import -1 completed"]);
    outbox.happens([1], NoticeKind::Failed);
    outbox.happens([-2], NoticeKind::Completed);
    a_while().await;
    assert_eq!(desk.summaries()[1..], ["Import -2 completed", "Import 1 failed"]);
}

#[tokio::test(start_paused = true)]
async fn who_does_not_want_to_be_disturbed_finds_them_in_the_bell() {
    let (outbox, desk, _task) = begin();
    *desk.quiet.lock().unwrap() = true;
    outbox.happens(1..=2, NoticeKind::Failed);
    a_while().await;
    assert_eq!((desk.summaries().len(), outbox.left()), (0, 0));
    assert_eq!(*desk.heard.lock().unwrap(), []);
    *desk.quiet.lock().unwrap() = false;
    outbox.happens([3], NoticeKind::Failed);
    a_while().await;
    assert_eq!(desk.summaries(), ["Import 3 failed"], "later ones only");
}

#[tokio::test(start_paused = true)]
async fn a_burst_is_heard_once_by_its_most_serious() {
    let (outbox, desk, _task) = begin();
    outbox.happens([1], NoticeKind::Warning);
    outbox.happens([2], NoticeKind::Failed);
    outbox.happens(3..=9, NoticeKind::Completed);
    a_while().await;
    assert_eq!(*desk.heard.lock().unwrap(), [Sound::Failed]);
    outbox.happens([10], NoticeKind::Completed);
    a_while().await;
    outbox.happens([11], NoticeKind::Restored);
    a_while().await;
    assert_eq!(*desk.heard.lock().unwrap(), [Sound::Failed, Sound::Done], "not every kind is heard");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_shown_is_not_heard_again_and_again() {
    let (outbox, desk, _task) = begin();
    *desk.broken.lock().unwrap() = true;
    outbox.happens([1], NoticeKind::Completed);
    tokio::time::sleep(RETRY * 5).await;
    assert_eq!(*desk.heard.lock().unwrap(), [Sound::Done]);
    outbox.happens([2], NoticeKind::Failed);
    tokio::time::sleep(RETRY * 3).await;
    assert_eq!(*desk.heard.lock().unwrap(), [Sound::Done, Sound::Failed]);
}

#[tokio::test(start_paused = true)]
async fn it_is_told_as_the_rules_say() {
    let (outbox, desk, _task) = begin();
    outbox.goes_out([1], NoticeKind::Completed, Outgoing { desktop: false, sound: true, loud: false });
    a_while().await;
    assert_eq!((desk.summaries().len(), outbox.left()), (0, 0));
    assert_eq!(*desk.heard.lock().unwrap(), [Sound::Done]);
    outbox.goes_out([2], NoticeKind::Failed, Outgoing { desktop: true, sound: false, loud: false });
    a_while().await;
    assert_eq!(desk.summaries(), ["Import 2 failed"]);
    assert_eq!(desk.heard.lock().unwrap().len(), 1);
    // What comes through whatever is quiet.
    *desk.quiet.lock().unwrap() = true;
    outbox.goes_out([3], NoticeKind::Failed, Outgoing { desktop: true, sound: true, loud: true });
    a_while().await;
    assert_eq!(desk.summaries()[1..], ["Import 3 failed"]);
    assert_eq!(desk.heard.lock().unwrap().len(), 2);
}

#[test]
fn a_server_that_wants_a_sign_in_leads_to_the_bell() {
    let message = Message::of(&notice(1, NoticeKind::SignedOut), &Words::of(Tongue::En));
    assert_eq!(message.target, Target::Bell);
}
