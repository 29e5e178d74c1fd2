//! A watch: from the first picture to its end.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};
use vigie_contract::{Frame, Snapshot};

use crate::exit::Exit;
use crate::picture::Picture;
use crate::verdict::{Standing, Verdict};
use crate::view::View;

/// With `--until-idle`, nothing may run for so long: a list may be a moment behind its connection.
const IDLE_FOR: Duration = Duration::from_secs(2);
/// What moves on the screen moves this often.
const TICK: Duration = Duration::from_millis(100);
/// No end in sight.
const FAR: Duration = Duration::from_secs(60 * 60 * 24 * 365 * 30);

/// When a watch ends by itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Until {
    /// When no job runs any more.
    pub idle: bool,
    /// After so long.
    pub after: Option<Duration>,
}

/// Where frames come from.
pub trait Feed {
    /// The next one; `None` at the end. Cancel-safe.
    fn next(&mut self) -> impl Future<Output = Option<Frame>>;
}

impl Feed for vigie_engine::engine::Subscription {
    async fn next(&mut self) -> Option<Frame> {
        self.next().await
    }
}

/// How a watch ended.
#[derive(Debug)]
pub struct Watched {
    /// The exit.
    pub exit: Exit,
    /// The last picture.
    pub picture: Picture,
    /// What was seen.
    pub verdict: Verdict,
}

/// Shows what comes until it is over. `interrupted` resolves when the person wants to stop.
///
/// # Errors
/// Standard output cannot be written to; a broken pipe is no error but the end.
pub async fn watch(
    snapshot: Snapshot,
    feed: &mut impl Feed,
    view: &mut dyn View,
    until: Until,
    interrupted: impl Future<Output = ()>,
) -> io::Result<Watched> {
    let (mut picture, first) = Picture::begin(snapshot);
    let mut verdict = Verdict::default();
    let exit = follow(&mut picture, &mut verdict, first, feed, view, until, interrupted).await;
    view.end();
    match exit {
        Ok(exit) => Ok(Watched { exit, picture, verdict }),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            Ok(Watched { exit: Exit::Fine, picture, verdict })
        }
        Err(error) => Err(error),
    }
}

async fn follow(
    picture: &mut Picture,
    verdict: &mut Verdict,
    first: crate::picture::News,
    feed: &mut impl Feed,
    view: &mut dyn View,
    until: Until,
    interrupted: impl Future<Output = ()>,
) -> io::Result<Exit> {
    let begun = Instant::now();
    let end = begun + until.after.unwrap_or(FAR);
    let mut ticks = interval_at(begun + TICK, TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut interrupted = pin!(interrupted);
    let mut idle_since: Option<Instant> = None;
    let mut news = Some(first);
    loop {
        if let Some(mut news) = news.take() {
            verdict.note(picture, &news);
            let standing = verdict.standing(picture);
            let exit = verdict.exit(picture, until.idle);
            if standing == Standing::Deaf && exit == Exit::NotConnected && view.is_read() {
                // Why is said once, after the end, and without a promise to try again.
                news.servers.clear();
            }
            view.show(picture, &news)?;
            match standing {
                Standing::Deaf => return Ok(exit),
                // A job that came and went begins the wait anew.
                Standing::Idle if news.is_empty() => idle_since = idle_since.or(Some(Instant::now())),
                Standing::Idle => idle_since = Some(Instant::now()),
                Standing::Busy => idle_since = None,
            }
        }
        let idle_end = idle_since.filter(|_| until.idle).map(|since| since + IDLE_FOR);
        tokio::select! {
            biased;
            () = &mut interrupted => return Ok(Exit::Interrupted),
            frame = feed.next() => match frame {
                Some(frame) => news = Some(picture.apply(frame)),
                None => return Ok(verdict.exit(picture, until.idle)),
            },
            () = sleep_until(idle_end.unwrap_or(end)), if idle_end.is_some() => {
                return Ok(verdict.exit(picture, true));
            }
            () = sleep_until(end) => return Ok(verdict.exit(picture, until.idle)),
            _ = ticks.tick(), if view.moves() => view.tick(picture),
        }
    }
}

#[cfg(test)]
mod tests;
