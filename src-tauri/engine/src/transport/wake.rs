//! Notices that the machine slept, or that its network changed: then waiting is over.
//!
//! Sleep shows as a hole between the monotonic clock, which stands still meanwhile (Linux, macOS),
//! and the wall clock; where the monotonic clock goes on (Windows), as a look that comes far too
//! late. A wall clock that is set forward looks the same; to connect a little early does no harm.

use std::net::{IpAddr, UdpSocket};
use std::time::{Duration, Instant, SystemTime};

use super::bounds::{WAKE_GAP, WAKE_LOOK_EVERY};

/// One look at clocks and network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The clock that never goes back.
    pub monotonic: Instant,
    /// The time of day.
    pub wall: SystemTime,
    /// The machine's own address on its way to the internet; `None` without a network.
    pub route: Option<IpAddr>,
}

impl Look {
    /// Now, on this machine.
    #[must_use]
    pub fn now() -> Self {
        Self { monotonic: Instant::now(), wall: SystemTime::now(), route: route() }
    }
}

/// What a look found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The machine slept for about so long.
    Woke(Duration),
    /// The machine has a network, and not by the same way as before.
    Network,
}

/// Compares each look with the one before.
#[derive(Debug)]
pub struct Watch {
    last: Look,
}

impl Watch {
    /// Begins with this look.
    #[must_use]
    pub fn new(first: Look) -> Self {
        Self { last: first }
    }

    /// What changed since the look before, if anything.
    pub fn look(&mut self, now: Look) -> Option<Change> {
        let last = std::mem::replace(&mut self.last, now);
        let monotonic = now.monotonic.saturating_duration_since(last.monotonic);
        // A wall clock that was set back says nothing.
        let wall = now.wall.duration_since(last.wall).unwrap_or_default();
        let hole = wall.saturating_sub(monotonic).max(monotonic.saturating_sub(WAKE_LOOK_EVERY));
        if hole > WAKE_GAP {
            return Some(Change::Woke(hole));
        }
        (now.route.is_some() && now.route != last.route).then_some(Change::Network)
    }
}

/// Looks every [`WAKE_LOOK_EVERY`], for ever, and tells of changes. One such task serves all
/// subscriptions: let `changed` knock at each.
pub async fn watch(mut look: impl FnMut() -> Look, mut changed: impl FnMut(Change)) {
    let mut watch = Watch::new(look());
    loop {
        tokio::time::sleep(WAKE_LOOK_EVERY).await;
        if let Some(change) = watch.look(look()) {
            tracing::info!(?change, "woken");
            changed(change);
        }
    }
}

/// The machine's own address on its way to the internet. Connecting a UDP socket sends nothing, it
/// only asks the routing table; the addresses are those reserved for documentation.
#[must_use]
pub fn route() -> Option<IpAddr> {
    [("0.0.0.0:0", "192.0.2.1:9"), ("[::]:0", "[2001:db8::1]:9")].into_iter().find_map(|(from, to)| {
        let socket = UdpSocket::bind(from).ok()?;
        socket.connect(to).ok()?;
        Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_unspecified())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 0, 7)));
    const CAFE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 3)));

    fn secs(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    /// Looks `(monotonic, wall, route)`, seconds since the first.
    fn changes(looks: &[(u64, u64, Option<IpAddr>)]) -> Vec<Option<Change>> {
        let (monotonic, wall) = (Instant::now(), SystemTime::UNIX_EPOCH + secs(1_000_000));
        let at = |(m, w, route): (u64, u64, Option<IpAddr>)| Look {
            monotonic: monotonic + secs(m),
            wall: wall + secs(w) - secs(1_000),
            route,
        };
        let mut watch = Watch::new(at((0, 1_000, looks[0].2)));
        looks.iter().map(|look| watch.look(at((look.0, look.1 + 1_000, look.2)))).collect()
    }

    #[test]
    fn ordinary_looks_find_nothing() {
        assert_eq!(changes(&[(5, 5, HOME), (10, 10, HOME), (16, 16, HOME)]), [None; 3]);
    }

    #[test]
    fn a_sleep_shows_in_the_wall_clock() {
        assert_eq!(
            changes(&[(5, 5, HOME), (10, 3_610, HOME), (15, 3_615, HOME)]),
            [None, Some(Change::Woke(secs(3_600))), None]
        );
    }

    #[test]
    fn where_the_monotonic_clock_goes_on_a_late_look_shows_it() {
        assert_eq!(changes(&[(5, 5, HOME), (3_610, 3_610, HOME)]), [None, Some(Change::Woke(secs(3_600)))]);
    }

    #[test]
    fn a_wall_clock_that_is_corrected_a_little_or_set_back_is_no_sleep() {
        assert_eq!(changes(&[(5, 14, HOME), (10, 2, HOME), (15, 7, HOME)]), [None; 3]);
    }

    #[test]
    fn another_network_counts_and_no_network_does_not() {
        let network = Some(Change::Network);
        assert_eq!(
            changes(&[(5, 5, HOME), (10, 10, None), (15, 15, HOME), (20, 20, CAFE)]),
            [None, None, network, network]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn the_task_tells_of_a_sleep_once() {
        let start = Look { monotonic: Instant::now(), wall: SystemTime::UNIX_EPOCH, route: HOME };
        let mut looks = 0;
        let look = move || {
            looks += 1;
            let slept = if looks > 3 { 600 } else { 0 };
            Look {
                monotonic: start.monotonic + WAKE_LOOK_EVERY * looks,
                wall: start.wall + WAKE_LOOK_EVERY * looks + secs(slept),
                route: HOME,
            }
        };
        let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
        let task = tokio::spawn(watch(look, move |change| told.send(change).unwrap()));
        assert_eq!(heard.recv().await, Some(Change::Woke(secs(600))));
        tokio::time::sleep(WAKE_LOOK_EVERY * 10).await;
        assert!(heard.try_recv().is_err());
        task.abort();
    }
}
