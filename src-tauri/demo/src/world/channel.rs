//! The events of one job: their positions, what is still remembered of them, who listens.

use std::collections::VecDeque;

use bytes::Bytes;

/// One event as it was sent.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Its place in the channel, from 1. An oddity shares that of the event before it.
    pub(crate) position: i64,
    /// Its place among all events of all channels.
    pub(crate) seq: u64,
    pub(crate) body: Body,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// A proper event; its id is written for each listener.
    Proper { name: &'static str, data: Bytes },
    /// Bytes sent as they are: what no proper backend would send.
    Odd(Bytes),
}

impl Body {
    fn is_proper(&self) -> bool {
        matches!(self, Self::Proper { .. })
    }
}

/// The id asked for is not remembered, or never was.
#[derive(Debug, PartialEq)]
pub(crate) struct Unknown {
    pub(crate) current: i64,
}

#[derive(Default)]
pub(crate) struct Channel {
    /// Position of the newest event.
    last: i64,
    /// The lowest position from which a listener can still resume.
    floor: i64,
    /// The newest event that was forgotten.
    forgotten: u64,
    events: VecDeque<Event>,
    pub(crate) listeners: Vec<u64>,
}

impl Channel {
    pub(crate) fn last(&self) -> i64 {
        self.last
    }

    /// Adds an event, forgetting the oldest beyond `keep`.
    pub(crate) fn push(&mut self, seq: u64, body: Body, keep: usize) {
        if body.is_proper() {
            self.last += 1;
        }
        self.events.push_back(Event { position: self.last, seq, body });
        while self.events.len() > keep.max(1) {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some(event) = self.events.pop_front() {
            self.forgotten = event.seq;
            self.floor = event.position + 1;
        }
    }

    /// Forgets every event; positions go on from where they are.
    pub(crate) fn trim(&mut self) {
        while !self.events.is_empty() {
            self.forget_oldest();
        }
    }

    /// At most `limit` events after the position `id`, and whether there are more.
    pub(crate) fn replay(&self, id: i64, limit: usize) -> Result<(Vec<Event>, bool), Unknown> {
        if id == self.last {
            return Ok((Vec::new(), false));
        }
        if id < self.floor || id > self.last {
            return Err(Unknown { current: self.last });
        }
        let mut after = self.events.iter().filter(|event| event.position > id && event.body.is_proper());
        let events: Vec<Event> = after.by_ref().take(limit).cloned().collect();
        Ok((events, after.next().is_some()))
    }

    /// At most `limit` events that came after the event `seq` of any channel.
    pub(crate) fn since(&self, seq: u64, limit: usize) -> Result<Vec<Event>, Unknown> {
        if self.forgotten > seq {
            return Err(Unknown { current: self.last });
        }
        let first = self.events.partition_point(|event| event.seq <= seq);
        Ok(self.events.range(first..).take(limit).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Body {
        Body::Proper { name: "progress", data: Bytes::from_static(b"{}") }
    }

    fn channel(events: u64, keep: usize) -> Channel {
        let mut channel = Channel::default();
        for seq in 1..=events {
            channel.push(seq, event(), keep);
        }
        channel
    }

    fn positions(found: Result<(Vec<Event>, bool), Unknown>) -> (Vec<i64>, bool) {
        let (events, more) = found.unwrap();
        (events.iter().map(|event| event.position).collect(), more)
    }

    #[test]
    fn replay_gives_what_came_after_an_id() {
        let channel = channel(4, 10);
        assert_eq!(positions(channel.replay(0, 10)), (vec![1, 2, 3, 4], false));
        assert_eq!(positions(channel.replay(2, 10)), (vec![3, 4], false));
        assert_eq!(positions(channel.replay(0, 3)), (vec![1, 2, 3], true));
        assert_eq!(positions(channel.replay(4, 10)), (vec![], false));
    }

    #[test]
    fn an_id_that_is_trimmed_or_from_the_future_is_unknown() {
        let mut channel = channel(6, 3);
        // 4, 5 and 6 are remembered: one can resume from 4, as the event itself must exist
        assert_eq!(channel.replay(3, 10).unwrap_err(), Unknown { current: 6 });
        assert_eq!(positions(channel.replay(4, 10)), (vec![5, 6], false));
        assert_eq!(channel.replay(7, 10).unwrap_err(), Unknown { current: 6 });
        channel.trim();
        assert_eq!(channel.replay(5, 10).unwrap_err(), Unknown { current: 6 });
        assert_eq!(positions(channel.replay(6, 10)), (vec![], false));
    }

    #[test]
    fn a_listener_that_is_too_slow_is_told() {
        let channel = channel(6, 3);
        assert!(channel.since(2, 10).is_err());
        assert_eq!(channel.since(4, 10).unwrap().len(), 2);
    }

    #[test]
    fn an_oddity_takes_no_position() {
        let mut channel = channel(1, 10);
        channel.push(2, Body::Odd(Bytes::from_static(b"data: x\n\n")), 10);
        assert_eq!(channel.last(), 1);
        assert_eq!(channel.since(1, 10).unwrap().len(), 1);
    }
}
