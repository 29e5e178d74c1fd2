//! The dialects beside sse-progress: a room for each.

use tokio::sync::watch;

use crate::clock::Micros;
use crate::dialect::Dialect;
use crate::rhythm::Rhythm;
use crate::world::Fate;
use crate::{estimates, postes, solilms, soniquebay};

/// What every room can do.
pub(crate) trait Room: Send + Sync {
    /// When something is due.
    fn next(&self) -> Option<Micros>;

    /// Does what is due by now, at most `limit` things; whether that was all.
    fn advance(&self, now: Micros, limit: usize) -> bool;

    /// From now on nobody is told anything, or everybody is again.
    fn mute(&self, muted: bool);

    /// Ends or breaks every open stream.
    fn cut(&self, fate: Fate);

    /// Forgets who has signed in.
    fn sign_out(&self);

    /// Streams open now, since the start, and most at once.
    fn streams(&self) -> (usize, u64, usize);
}

pub(crate) struct Rooms {
    pub(crate) soniquebay: soniquebay::Library,
    pub(crate) estimates: estimates::Office,
    pub(crate) postes: postes::Hall,
    pub(crate) solilms: solilms::School,
}

/// How the rooms are set up.
#[derive(Clone, Copy)]
pub(crate) struct Furnishing<'a> {
    pub(crate) seed: u64,
    /// The demo's time at the start.
    pub(crate) now: Micros,
    /// Whether things happen by themselves.
    pub(crate) lively: bool,
    pub(crate) rhythm: Rhythm,
    pub(crate) counted: &'a watch::Sender<u64>,
}

impl Rooms {
    pub(crate) fn new(furnishing: &Furnishing<'_>) -> Self {
        Self {
            soniquebay: soniquebay::Library::new(furnishing),
            estimates: estimates::Office::new(furnishing),
            postes: postes::Hall::new(furnishing),
            solilms: solilms::School::new(furnishing),
        }
    }

    /// The room of a dialect; none for sse-progress, which is the house itself.
    pub(crate) fn of(&self, dialect: Dialect) -> Option<&dyn Room> {
        Some(match dialect {
            Dialect::SseProgress => return None,
            Dialect::Soniquebay => &self.soniquebay,
            Dialect::Estimates => &self.estimates,
            Dialect::Postes => &self.postes,
            Dialect::Solilms => &self.solilms,
        })
    }

    pub(crate) fn each(&self, mut visit: impl FnMut(&dyn Room)) {
        for dialect in Dialect::ALL {
            if let Some(room) = self.of(dialect) {
                visit(room);
            }
        }
    }
}
