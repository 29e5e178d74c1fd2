//! The open streams of a dialect, and what shall become of them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{mpsc, watch};

use crate::world::Fate;

/// What a stream does that reads too slowly for its queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slow {
    /// It misses messages.
    Misses,
    /// It is cut, as Redis cuts its subscribers.
    IsCut,
}

struct Seat<K, M> {
    who: K,
    queue: mpsc::Sender<M>,
    fate: watch::Sender<Fate>,
}

struct Seats<K, M> {
    open: BTreeMap<u64, Seat<K, M>>,
    opened: u64,
    most: usize,
}

/// Streams that are open; each is a `K` and hears `M`s.
pub(crate) struct Audience<K, M> {
    seats: Mutex<Seats<K, M>>,
    room: usize,
    slow: Slow,
    muted: AtomicBool,
    counted: watch::Sender<u64>,
}

impl<K, M> Audience<K, M> {
    /// `room` messages wait for each stream; `counted` is told when one comes or goes.
    pub(crate) fn new(room: usize, slow: Slow, counted: watch::Sender<u64>) -> Arc<Self> {
        let seats = Mutex::new(Seats { open: BTreeMap::new(), opened: 0, most: 0 });
        Arc::new(Self { seats, room, slow, muted: AtomicBool::new(false), counted })
    }

    fn seats(&self) -> MutexGuard<'_, Seats<K, M>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a stream.
    pub(crate) fn join(self: &Arc<Self>, who: K) -> Ear<K, M> {
        let (queue, heard) = mpsc::channel(self.room);
        let fate = watch::Sender::new(Fate::Open);
        let fated = fate.subscribe();
        let id = {
            let mut seats = self.seats();
            seats.opened += 1;
            let id = seats.opened;
            seats.open.insert(id, Seat { who, queue, fate });
            seats.most = seats.most.max(seats.open.len());
            id
        };
        self.tell_counted();
        Ear { audience: Arc::clone(self), id, heard, fated }
    }

    fn tell_counted(&self) {
        self.counted.send_modify(|times| *times = times.wrapping_add(1));
    }

    /// From now on nobody is told anything, or everybody is again.
    pub(crate) fn mute(&self, muted: bool) {
        self.muted.store(muted, Ordering::SeqCst);
    }

    /// Tells those that are meant.
    pub(crate) fn tell(&self, message: &M, meant: impl Fn(&K) -> bool)
    where
        M: Clone,
    {
        if self.muted.load(Ordering::SeqCst) {
            return;
        }
        for seat in self.seats().open.values().filter(|seat| meant(&seat.who)) {
            if seat.queue.try_send(message.clone()).is_err() && self.slow == Slow::IsCut {
                seat.fate.send_replace(Fate::Broken);
            }
        }
    }

    /// Ends or breaks those that are meant, once they have said what waits.
    pub(crate) fn cut(&self, fate: Fate, meant: impl Fn(&K) -> bool) {
        for seat in self.seats().open.values().filter(|seat| meant(&seat.who)) {
            seat.fate.send_replace(fate);
        }
    }

    /// Streams open now, since the start, and most at once.
    pub(crate) fn counts(&self) -> (usize, u64, usize) {
        let seats = self.seats();
        (seats.open.len(), seats.opened, seats.most)
    }

    /// What is to be said of each open stream.
    pub(crate) fn each<T>(&self, of: impl FnMut(&K) -> T) -> Vec<T> {
        self.seats().open.values().map(|seat| &seat.who).map(of).collect()
    }
}

/// What a stream hears next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard<M> {
    Message(M),
    /// It ends as if all were well.
    Ended,
    /// It breaks off.
    Broken,
}

/// An open stream's own end. Dropping it closes the stream.
pub(crate) struct Ear<K, M> {
    audience: Arc<Audience<K, M>>,
    id: u64,
    heard: mpsc::Receiver<M>,
    fated: watch::Receiver<Fate>,
}

impl<K, M> Ear<K, M> {
    /// What waits comes before the end. Safe to drop before it is done.
    pub(crate) async fn next(&mut self) -> Heard<M> {
        tokio::select! {
            biased;
            Some(message) = self.heard.recv() => Heard::Message(message),
            fate = self.fated.wait_for(|fate| *fate != Fate::Open) => match fate.map(|fate| *fate) {
                Ok(Fate::Broken) => Heard::Broken,
                _ => Heard::Ended,
            },
        }
    }

    /// Becomes someone else, or more.
    pub(crate) fn change(&self, change: impl FnOnce(&mut K)) {
        if let Some(seat) = self.audience.seats().open.get_mut(&self.id) {
            change(&mut seat.who);
        }
    }
}

impl<K, M> Drop for Ear<K, M> {
    fn drop(&mut self) {
        self.audience.seats().open.remove(&self.id);
        self.audience.tell_counted();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audience(slow: Slow) -> Arc<Audience<u8, u32>> {
        Audience::new(2, slow, watch::Sender::new(0))
    }

    #[tokio::test]
    async fn those_that_are_meant_hear_everything_before_the_end() {
        let audience = audience(Slow::Misses);
        let (mut one, mut two) = (audience.join(1), audience.join(2));
        audience.tell(&7, |who| *who == 1);
        audience.tell(&8, |_| true);
        audience.cut(Fate::Broken, |who| *who == 1);
        assert_eq!(one.next().await, Heard::Message(7));
        assert_eq!(one.next().await, Heard::Message(8));
        assert_eq!(one.next().await, Heard::Broken);
        assert_eq!(two.next().await, Heard::Message(8));
        drop(one);
        assert_eq!(audience.counts(), (1, 2, 2));
    }

    #[tokio::test]
    async fn who_is_slow_misses_or_is_cut() {
        for (slow, end) in [(Slow::Misses, None), (Slow::IsCut, Some(Heard::Broken))] {
            let audience = audience(slow);
            let mut ear = audience.join(1);
            (0..3).for_each(|number| audience.tell(&number, |_| true));
            assert_eq!((ear.next().await, ear.next().await), (Heard::Message(0), Heard::Message(1)));
            let third = tokio::select! { biased; heard = ear.next() => Some(heard), () = async {} => None };
            assert_eq!(third, end);
        }
    }
}
