//! The wall clock, so that tests can stop it.

use vigie_contract::Millis;

/// Where the time of day comes from. Durations come from tokio's clock, which tests pause.
#[derive(Clone)]
pub struct Clock(std::sync::Arc<dyn Fn() -> Millis + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(std::sync::Arc::new(|| {
            let since =
                std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        }))
    }

    /// A clock that shows what `now` says, in milliseconds since the Unix epoch.
    #[must_use]
    pub fn of(now: impl Fn() -> Millis + Send + Sync + 'static) -> Self {
        Self(std::sync::Arc::new(now))
    }

    /// A clock that starts at `start` and follows tokio's (pausable) time.
    #[must_use]
    pub fn from_tokio(start: Millis) -> Self {
        let origin = tokio::time::Instant::now();
        Self(std::sync::Arc::new(move || {
            start + u64::try_from(origin.elapsed().as_millis()).unwrap_or(u64::MAX - start)
        }))
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub fn now(&self) -> Millis {
        (self.0)()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}
