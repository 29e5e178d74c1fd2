//! Waiting for a condition instead of for a time.

use std::panic::Location;
use std::time::Duration;

/// How long a healthy thing may take on a loaded machine. Passing tests never come near it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Pause between two attempts.
const PACE: Duration = Duration::from_millis(25);

/// Tries until the attempt gives something, or panics where it was called once the limit has passed.
#[track_caller]
pub fn eventually<T, F, A>(limit: Duration, mut attempt: F) -> impl Future<Output = T>
where
    F: FnMut() -> A,
    A: Future<Output = Option<T>>,
{
    let place = Location::caller();
    async move {
        let waited = async {
            loop {
                if let Some(found) = attempt().await {
                    break found;
                }
                tokio::time::sleep(PACE).await;
            }
        };
        match tokio::time::timeout(limit, waited).await {
            Ok(found) => found,
            Err(_) => panic!("{place}: did not become true within {limit:?}"),
        }
    }
}
