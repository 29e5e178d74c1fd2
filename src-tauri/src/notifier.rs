//! Desktop alerts: from the outbox to the desktop, one by one or many in one.

mod desk;
mod disturb;

use std::collections::{HashSet, VecDeque};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tauri::AppHandle;
use tokio::time::Instant;
use vigie_contract::{JobRef, Notice, NoticeKind, Sound};
use vigie_engine::Engine;
use vigie_engine::store::Alert;
use vigie_words::Words;

use self::desk::Desktop;
use crate::shell::shell;
use crate::sound::weight;
use crate::window::{Target, show_target};

/// Jobs that end together alert together: so long others are waited for.
const COLLECT: Duration = Duration::from_millis(400);
/// The longest that a burst is collected.
const BURST: Duration = Duration::from_secs(2);
/// More than so many within [`AT_ONCE`] become one.
const FEW: usize = 3;
/// See [`FEW`].
const AT_ONCE: Duration = Duration::from_secs(1);
/// How long a desktop that takes no alerts is left alone.
const RETRY: Duration = Duration::from_secs(30);

/// One alert in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// One line of plain text.
    pub summary: String,
    /// Plain text.
    pub body: String,
    /// What a click does, in words.
    pub open: String,
    /// Whether it tells of a failure.
    pub urgent: bool,
    /// What a click shows.
    pub target: Target,
    /// The notice that a click has read; none for many at once.
    pub notice: Option<String>,
}

impl Message {
    fn of(notice: &Notice, words: &Words) -> Self {
        let (summary, body) = words.notice(notice);
        let job = notice.job.clone().map(|id| JobRef { server: notice.server.clone(), id });
        Self {
            summary,
            body,
            open: words.alert_open(),
            urgent: notice.kind == NoticeKind::Failed,
            target: job.map_or(Target::Bell, Target::Job),
            notice: Some(notice.id.clone()),
        }
    }

    fn of_many(notices: &[Notice], words: &Words) -> Self {
        let (summary, body) = words.notices_summary(notices);
        let urgent = notices.iter().any(|notice| notice.kind == NoticeKind::Failed);
        Self { summary, body, open: words.alert_open(), urgent, target: Target::Bell, notice: None }
    }
}

/// Where alerts wait until they were shown.
trait Outbox: Sync {
    /// All that are due, once there are any; none at the end.
    fn due(&self) -> impl Future<Output = Vec<Alert>> + Send;
    /// These need not be shown any more.
    fn sent(&self, alerts: &[Alert]) -> impl Future<Output = ()> + Send;
    /// These are not to be told now, nor later.
    fn held(&self, alerts: &[Alert]) -> impl Future<Output = ()> + Send;
    /// The desktop takes none, and why; `None`: it does.
    fn fails(&self, detail: Option<String>) -> impl Future<Output = ()> + Send;
}

impl Outbox for Engine {
    fn due(&self) -> impl Future<Output = Vec<Alert>> + Send {
        self.alerts()
    }

    fn sent(&self, alerts: &[Alert]) -> impl Future<Output = ()> + Send {
        self.alerts_sent(alerts)
    }

    fn held(&self, alerts: &[Alert]) -> impl Future<Output = ()> + Send {
        self.alerts_held(alerts)
    }

    fn fails(&self, detail: Option<String>) -> impl Future<Output = ()> + Send {
        self.desktop_alerts_fail(detail)
    }
}

/// What shows alerts.
trait Desk: Sync {
    /// Shows one, or says why not.
    fn show(&self, message: &Message) -> impl Future<Output = Result<(), String>> + Send;
    /// Whether the person looks at the window, which tells of notices by itself.
    fn looked_at(&self) -> bool;
    /// Whether the person does not want to be disturbed now.
    fn quiet(&self) -> impl Future<Output = bool> + Send;
    /// Lets this be heard, where sounds are wanted.
    fn sound(&self, sound: Sound) -> impl Future<Output = ()> + Send;
    /// The words of the moment.
    fn words(&self) -> Words;
}

/// How an alert is told.
struct Told {
    desktop: bool,
    sound: Option<Sound>,
}

impl Told {
    fn of(alert: &Alert) -> Self {
        Self { desktop: alert.desktop, sound: alert.sound }
    }
}

/// Shows what is due until the engine ends. What was not shown stays due.
async fn tell(outbox: &impl Outbox, desk: &impl Desk) {
    let mut shown = Recent::default();
    let mut heard = HashSet::new();
    let mut failing = false;
    loop {
        let due = gather(outbox).await;
        if due.is_empty() {
            return;
        }
        let due = if desk.quiet().await {
            // The bell has the others.
            let (loud, held): (Vec<Alert>, Vec<Alert>) = due.into_iter().partition(|alert| alert.loud);
            outbox.held(&held).await;
            loud
        } else {
            due
        };
        resound(&due, desk, &mut heard).await;
        // A window that is looked at tells what is in the bell.
        let looked_at = desk.looked_at();
        let (due, silent): (Vec<Alert>, Vec<Alert>) =
            due.into_iter().partition(|alert| Told::of(alert).desktop && (alert.hidden || !looked_at));
        if !silent.is_empty() {
            outbox.sent(&silent).await;
        }
        if due.is_empty() {
            continue;
        }
        match deliver(&due, outbox, desk, &mut shown).await {
            Ok(()) if failing => {
                failing = false;
                outbox.fails(None).await;
            }
            Ok(()) => {}
            Err(detail) => {
                tracing::warn!(%detail, "the desktop took no alert");
                failing = true;
                outbox.fails(Some(detail)).await;
                tokio::time::sleep(RETRY).await;
            }
        }
    }
}

/// One sound for all of them, the most serious; those that could not be shown yet are not heard again.
async fn resound(due: &[Alert], desk: &impl Desk, heard: &mut HashSet<i64>) {
    let fresh = due.iter().filter(|alert| !heard.contains(&alert.id));
    let sound = fresh.filter_map(|alert| Told::of(alert).sound).max_by_key(|sound| weight(*sound));
    *heard = due.iter().map(|alert| alert.id).collect();
    if let Some(sound) = sound {
        desk.sound(sound).await;
    }
}

fn is_stored(alert: &Alert) -> bool {
    alert.id > 0
}

/// What is due, with what comes right after it; a burst is waited for until it is over.
async fn gather(outbox: &impl Outbox) -> Vec<Alert> {
    let mut due = outbox.due().await;
    let begun = Instant::now();
    while !due.is_empty() {
        let before = due.len();
        tokio::time::sleep(COLLECT).await;
        // What could not be stored is handed out only once.
        due.retain(|alert| !is_stored(alert));
        if due.len() == before {
            break;
        }
        // With some in hand that nobody else has, nobody waits for more.
        let more = if due.is_empty() {
            outbox.due().await
        } else {
            tokio::time::timeout(COLLECT, outbox.due()).await.unwrap_or_default()
        };
        due.extend(more);
        if due.len() <= FEW || due.len() == before || begun.elapsed() >= BURST {
            break;
        }
    }
    due
}

async fn deliver(
    due: &[Alert],
    outbox: &impl Outbox,
    desk: &impl Desk,
    shown: &mut Recent,
) -> Result<(), String> {
    let words = desk.words();
    if due.len() + shown.count() > FEW && due.len() > 1 {
        let notices: Vec<Notice> = due.iter().map(|alert| alert.notice.clone()).collect();
        desk.show(&Message::of_many(&notices, &words)).await?;
        shown.add();
        outbox.sent(due).await;
        return Ok(());
    }
    for alert in due {
        desk.show(&Message::of(&alert.notice, &words)).await?;
        shown.add();
        // At once: what was shown is not shown again, whatever happens to the next.
        outbox.sent(std::slice::from_ref(alert)).await;
    }
    Ok(())
}

/// Alerts shown within [`AT_ONCE`].
#[derive(Debug, Default)]
struct Recent(VecDeque<Instant>);

impl Recent {
    fn add(&mut self) {
        self.0.push_back(Instant::now());
    }

    fn count(&mut self) -> usize {
        while self.0.front().is_some_and(|at| at.elapsed() >= AT_ONCE) {
            self.0.pop_front();
        }
        self.0.len()
    }
}

/// The desktop of this person.
struct Ours {
    app: AppHandle,
    desktop: Desktop,
}

impl Desk for Ours {
    fn show(&self, message: &Message) -> impl Future<Output = Result<(), String>> + Send {
        let (app, target, notice) = (self.app.clone(), message.target.clone(), message.notice.clone());
        let clicked = Arc::new(move || {
            show_target(&app, target.clone());
            if let (Some(shell), Some(notice)) = (shell(&app), notice.clone()) {
                let engine = shell.engine.clone();
                tauri::async_runtime::spawn(async move {
                    if let Err(failure) = engine.mark_read(&[notice]).await {
                        tracing::warn!(%failure, "a clicked notice stays unread");
                    }
                });
            }
        });
        self.desktop.show(message, clicked)
    }

    fn looked_at(&self) -> bool {
        shell(&self.app).is_some_and(|shell| shell.showing.focused())
    }

    async fn quiet(&self) -> bool {
        let respects = shell(&self.app).is_some_and(|shell| shell.rules().respect_do_not_disturb);
        respects && disturb::wants_quiet().await
    }

    async fn sound(&self, sound: Sound) {
        let Some(shell) = shell(&self.app).filter(|shell| shell.rules().sounds) else { return };
        if let Err(detail) = shell.speaker.play(sound).await {
            tracing::debug!(%detail, "an alert without its sound");
        }
    }

    fn words(&self) -> Words {
        shell(&self.app).map_or_else(|| Words::new(vigie_contract::Language::System), |shell| shell.words())
    }
}

/// Shows what is due on this desktop until the engine ends.
pub async fn run(app: AppHandle) {
    let Some(engine) = shell(&app).map(|shell| shell.engine.clone()) else { return };
    let desktop = Desktop::new(shell(&app).map(|shell| shell.home.state_dir().to_owned()));
    tell(&engine, &Ours { app, desktop }).await;
}

#[cfg(test)]
mod tests;
