//! The conversation with a server that holds a fixed set of lines: connect, watch, wait, and again.
//!
//! What is said means what its [`Dialect`] says it means; here is who is asked when, what a loss is, and what
//! is done instead.

mod acting;
mod carrying_out;
mod examining;
mod hearing;
mod held;
mod opening;
mod polling;
mod standing;
#[cfg(test)]
mod tests;
mod wire;

use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval};
use vigie_contract::{LinkState, Millis, Reason, ReasonCode};

use self::acting::Asked;
use self::examining::{ACCEPTED_AFTER, Examined};
use self::held::Held;
use self::polling::{Brought, Polled};
use self::wire::{QUEUE, Words};
use super::account::Account;
use super::broken::{Break, Pause, usual_pace};
use super::desk::{Called, Desk, Paused};
use super::session::Session;
use super::voice::Voice;
use super::{LinkOptions, Report};
use crate::dialect::{Dialect, Past, PastJob};
use crate::transport::BackoffOptions;
use crate::transport::backoff::{Backoff, Pace};

/// A session that is refused again within this is not signed in to again.
const RENEW_EVERY: Duration = Duration::from_secs(60);
/// Position under which the time is kept at which the server was last heard.
const HEARD: &str = "heard";
/// That time is written down this often (milliseconds).
const HEARD_EVERY: Millis = 30_000;

/// See the module.
pub(in crate::link) struct Conversation {
    options: LinkOptions,
    voice: Voice,
    session: Session,
    account: Account,
    dialect: Box<dyn Dialect>,
    lines: Vec<Held>,
    words: Words,
    polls: Vec<Polled>,
    requests: FuturesUnordered<BoxFuture<'static, Brought>>,
    examining: FuturesUnordered<BoxFuture<'static, Examined>>,
    asked: Asked,
    cursors: Vec<(String, Option<String>)>,
    /// What was not said again has been missed since then.
    missing_since: Option<Millis>,
    /// The time last heard, as it was written down.
    heard_written: Option<Millis>,
    /// Everything stood at least once.
    stood: bool,
    /// A patient line whose request is under way for so long without a word stands.
    accepted_after: Duration,
    renewed_at: Option<Instant>,
}

/// What a dialect is to know of the past.
pub(in crate::link) fn past(options: &LinkOptions) -> Past {
    let job = |job: &crate::store::OpenJob| PastJob { id: job.id.clone(), done: job.done, total: job.total };
    Past {
        cursors: options.memory.cursors.iter().cloned().collect(),
        open: options.memory.open.iter().map(job).collect(),
    }
}

impl Conversation {
    pub(in crate::link) fn new(
        options: LinkOptions,
        session: Session,
        dialect: Box<dyn Dialect>,
        reports: mpsc::Sender<Report>,
    ) -> Self {
        let lines = dialect.lines().into_iter().map(|line| {
            let url = session.at(&line.path);
            Held::new(line, url)
        });
        let heard = options.memory.cursors.iter().find(|(name, _)| name == HEARD);
        Self {
            voice: Voice::new(&options, reports),
            account: options.account(),
            lines: lines.collect(),
            words: mpsc::channel(QUEUE),
            polls: dialect.polls().into_iter().map(Polled::new).collect(),
            requests: FuturesUnordered::new(),
            examining: FuturesUnordered::new(),
            asked: Asked::default(),
            cursors: Vec::new(),
            missing_since: heard.and_then(|(_, at)| at.parse().ok()),
            heard_written: None,
            stood: false,
            accepted_after: options.settings.network().connect_within() + ACCEPTED_AFTER,
            renewed_at: None,
            session,
            dialect,
            options,
        }
    }

    pub(in crate::link) async fn run(&mut self, desk: &mut Desk) {
        let mut backoff = Backoff::new(BackoffOptions::default());
        loop {
            self.voice.tell(LinkState::Connecting, None, None).await;
            let mut held = None;
            let ended = match self.prepare(desk).await {
                None => return,
                Some(Ok(())) => {
                    let since = Instant::now();
                    let ended = self.watch(desk).await;
                    held = Some(since.elapsed());
                    ended
                }
                Some(Err(reason)) => Break::lost(reason),
            };
            self.hang_up();
            self.write_heard(HEARD_EVERY);
            self.flush().await;
            let (reason, pace) = match ended {
                Break::Over => return,
                Break::SignIn(page) if !self.renewed_lately() => {
                    self.renewed_at = Some(Instant::now());
                    match self.renew(desk, page).await {
                        None => return,
                        Some(Ok(())) => continue,
                        Some(Err(reason)) => (reason, Pace::Usual),
                    }
                }
                // Signing in does not help; not signed in to again at once.
                Break::SignIn(_) => (Reason::new(ReasonCode::Forbidden), Pace::AtLeast(RENEW_EVERY)),
                Break::ToldToStop => (Reason::new(ReasonCode::ToldToStop), Pace::Slow),
                Break::Lost { reason, retry_after } => {
                    let pace = retry_after.map_or_else(|| usual_pace(reason.code), Pace::AtLeast);
                    (reason, pace)
                }
            };
            let pause = Pause::after(&reason, || backoff.lost(held, pace));
            if !self.pause(desk, reason, pause).await {
                return;
            }
        }
    }

    /// Ended from outside: what was learned and not yet told is, where there is room.
    pub(in crate::link) fn leave(&mut self) {
        // While it still stands, it is heard: nothing is missed until now.
        self.write_heard(0);
        let mut cursors = std::mem::take(&mut self.cursors);
        self.hang_up();
        cursors.extend(self.cursors.drain(..).filter(|(name, _)| name != HEARD));
        self.voice.flush_now(cursors);
    }

    /// Everything that signing in needs is at hand afterwards. `None` when the engine is gone.
    async fn prepare(&mut self, desk: &mut Desk) -> Option<Result<(), Reason>> {
        let (account, session) = (self.account.clone(), self.session.clone());
        serving(desk, async move { account.prepare(&session).await }).await
    }

    async fn renew(&mut self, desk: &mut Desk, page: Option<url::Url>) -> Option<Result<(), Reason>> {
        let (account, session) = (self.account.clone(), self.session.clone());
        serving(desk, async move { account.renew(&session, page).await }).await
    }

    fn renewed_lately(&self) -> bool {
        self.renewed_at.is_some_and(|at| at.elapsed() < RENEW_EVERY)
    }

    async fn watch(&mut self, desk: &mut Desk) -> Break {
        let mut second = interval(Duration::from_secs(1));
        second.set_missed_tick_behavior(MissedTickBehavior::Delay);
        self.lines.iter_mut().for_each(Held::begin);
        self.polls.iter_mut().for_each(Polled::begin);
        loop {
            let outcome = tokio::select! {
                Some((line, number, word)) = self.words.1.recv() => self.take_words(line, number, word),
                Some(brought) = self.requests.next(), if !self.requests.is_empty() => self.take_brought(brought),
                Some(examined) = self.examining.next(), if !self.examining.is_empty() => {
                    self.take_examined(examined);
                    Ok(())
                }
                _ = second.tick() => {
                    self.tick();
                    self.voice.tell_vitals().await;
                    Ok(())
                }
                called = desk.next() => match called {
                    Called::Over => Err(Break::Over),
                    Called::Connect => {
                        self.knock();
                        Ok(())
                    }
                    Called::Woke => {
                        self.distrust();
                        self.knock();
                        Ok(())
                    }
                    Called::Act(action, reply) => {
                        self.act(action, reply);
                        Ok(())
                    }
                    Called::Deleted(_) => Ok(()),
                },
            };
            if let Err(ended) = outcome {
                self.flush().await;
                return ended;
            }
            // What was learned is of a server that is heard.
            self.tell_state().await;
            self.flush().await;
        }
    }

    fn tick(&mut self) {
        self.open_lines();
        self.ask_polls();
        self.examine();
        self.beat();
        self.asked.expire();
        self.write_heard(HEARD_EVERY);
        self.with_dialect(|dialect, now, out| dialect.tick(now, out));
    }

    /// Pauses, serving the desk meanwhile. False when the engine is gone.
    async fn pause(&mut self, desk: &mut Desk, reason: Reason, pause: Pause) -> bool {
        let refusal = reason.clone();
        let until = pause.begin(&mut self.voice, &self.options.clock, reason).await;
        loop {
            match desk.pause(until).await {
                Paused::Over => return false,
                Paused::Enough => return true,
                Paused::Called(Called::Act(_, reply)) => acting::refuse(reply, &refusal),
                Paused::Called(_) => {}
            }
        }
    }

    async fn flush(&mut self) {
        let cursors = std::mem::take(&mut self.cursors);
        self.voice.flush(cursors).await;
    }
}

/// Does something while the desk is served. `None` when the engine is gone.
async fn serving<T>(desk: &mut Desk, work: impl Future<Output = T>) -> Option<T> {
    let mut work = std::pin::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return Some(done),
            called = desk.next() => match called {
                Called::Over => return None,
                Called::Act(_, reply) => acting::refuse(reply, &Reason::new(ReasonCode::NothingYet)),
                Called::Connect | Called::Woke | Called::Deleted(_) => {}
            },
        }
    }
}
