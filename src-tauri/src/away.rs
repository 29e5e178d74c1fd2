//! When the person last looked at the main window, for "while you were away".

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use vigie_contract::{Digest, Failure, LinkState, Millis, Server};
use vigie_engine::Engine;
use vigie_engine::home::Home;

use crate::shell::now;

/// After a start, servers are waited for so long: what ended meanwhile is only known when they have answered.
const HEARD: Duration = Duration::from_secs(10);

/// The times of looking, kept across runs.
#[derive(Debug)]
pub struct Away {
    file: PathBuf,
    times: Mutex<Times>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Times {
    /// The person looks now.
    looking: bool,
    /// When they last looked.
    last: Option<Millis>,
    /// Since when what happened is still to be told.
    untold: Option<Millis>,
}

impl Times {
    fn looked(&mut self, at: Millis, minutes: u32) {
        if !self.looking
            && let Some(last) = self.last
            && at.saturating_sub(last) >= Millis::from(minutes) * 60_000
        {
            self.untold.get_or_insert(last);
        }
        self.looking = true;
        self.last = Some(at);
    }

    fn looked_away(&mut self, at: Millis) {
        self.looking = false;
        self.last = Some(at);
    }
}

/// As it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    looked_at: Millis,
}

impl Away {
    /// As it was when Vigie ended; who never looked was never away.
    #[must_use]
    pub fn read(home: &Home) -> Self {
        let file = home.state_dir().join("looked.json");
        let kept = std::fs::read(&file).ok().and_then(|text| serde_json::from_slice::<Kept>(&text).ok());
        let times = Times { last: kept.map(|kept| kept.looked_at), ..Times::default() };
        Self { file, times: Mutex::new(times) }
    }

    /// The person looks at the window; whoever was away for so many minutes is told what happened.
    pub fn looked(&self, minutes: u32) {
        self.change(|times| times.looked(now(), minutes));
    }

    /// They no longer do, or the window is gone.
    pub fn looked_away(&self) {
        self.change(|times| times.looked_away(now()));
    }

    /// Vigie ends: who looks at the window looked until now.
    pub fn end(&self) {
        if self.times.lock().unwrap_or_else(PoisonError::into_inner).looking {
            self.looked_away();
        }
    }

    fn change(&self, change: impl FnOnce(&mut Times)) {
        let last = {
            let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut times);
            times.last
        };
        let Some(looked_at) = last else { return };
        let kept = serde_json::to_vec(&Kept { looked_at }).map_err(std::io::Error::from);
        if let Err(error) = kept.and_then(|kept| std::fs::write(&self.file, kept)) {
            tracing::warn!(%error, "it is not remembered when the window was looked at");
        }
    }

    /// What happened while nobody looked, once; `None` when there is nothing to tell. The window that asks is
    /// looked at, also where the desktop gave it no focus.
    ///
    /// # Errors
    /// `StoreTrouble` when it cannot be read: it can be asked again.
    pub async fn tell(
        &self,
        engine: &Engine,
        minutes: u32,
        focused: bool,
    ) -> Result<Option<Digest>, Failure> {
        self.looked(minutes);
        if !focused {
            self.looked_away();
        }
        // Taken when there is an answer: a page that is gone meanwhile has not told it.
        let since = self.times.lock().unwrap_or_else(PoisonError::into_inner).untold;
        let Some(since) = since else { return Ok(None) };
        let _ = tokio::time::timeout(HEARD, heard(engine)).await;
        let digest = engine.digest(since).await?;
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        // Another page may have been told meanwhile.
        if times.untold.take_if(|untold| *untold == since).is_none() {
            return Ok(None);
        }
        Ok(digest.counts.values().any(|count| *count > 0).then_some(digest))
    }
}

/// Waits until no server is being connected to for the first time.
async fn heard(engine: &Engine) {
    let Ok(mut subscription) = engine.subscribe().await else { return };
    let waited_for =
        |servers: &[Server]| servers.iter().any(|s| s.enabled && s.link == LinkState::Connecting);
    let mut waits = waited_for(&subscription.snapshot.servers);
    while waits {
        let Some(frame) = subscription.next().await else { return };
        if let Some(servers) = frame.servers {
            waits = waited_for(&servers);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Millis = 60_000;

    #[test]
    fn who_never_looked_was_never_away() {
        let mut times = Times::default();
        times.looked(100 * MINUTE, 5);
        assert_eq!(times.untold, None);
    }

    #[test]
    fn a_short_look_elsewhere_is_no_absence() {
        let mut times = Times { last: Some(10 * MINUTE), ..Times::default() };
        times.looked(15 * MINUTE - 1, 5);
        assert_eq!(times.untold, None);
        times.looked_away(16 * MINUTE);
        times.looked(21 * MINUTE, 5);
        assert_eq!(times.untold, Some(16 * MINUTE));
    }

    #[test]
    fn what_was_not_told_yet_is_told_from_its_beginning() {
        let mut times = Times { last: Some(10 * MINUTE), ..Times::default() };
        times.looked(30 * MINUTE, 5);
        times.looked_away(31 * MINUTE);
        times.looked(90 * MINUTE, 5);
        assert_eq!(times.untold, Some(10 * MINUTE));
    }

    #[test]
    fn who_looks_all_the_time_is_not_away() {
        let mut times = Times { last: Some(10 * MINUTE), ..Times::default() };
        times.looked(11 * MINUTE, 5);
        times.looked(40 * MINUTE, 5);
        assert_eq!(times.untold, None);
    }

    #[test]
    fn a_restart_does_not_forget_it() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path()).unwrap();
        let away = Away::read(&home);
        assert_eq!(*away.times.lock().unwrap(), Times::default());
        away.looked(5);
        away.end();
        let again = Away::read(&home);
        let looked = again.times.lock().unwrap().last.unwrap();
        assert!(now() - looked < MINUTE, "{looked}");
        std::fs::write(folder.path().join("looked.json"), "{").unwrap();
        assert_eq!(*Away::read(&home).times.lock().unwrap(), Times::default(), "damage is a first start");
    }
}
