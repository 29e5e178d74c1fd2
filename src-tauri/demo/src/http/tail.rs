//! One open stream: what it has said, what it has yet to say.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use percent_encoding::utf8_percent_encode;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use super::House;
use super::events::{Wanted, names};
use super::pages::QUOTED;
use crate::json::Object;
use crate::world::{Body, CHANNEL, Event, Fate};

/// Events read at once, over all channels: the library's own limit.
const PAGE: usize = 100;
const PADDING: usize = 2_048;
const KEEP_ALIVE: &[u8] = b"event: keep-alive\ndata:\n\n";

/// One channel of a stream.
struct Followed {
    job: String,
    channel: String,
    /// The name as it stands in ids.
    encoded: String,
    /// Where the replay has to begin; `None` for "now".
    after: Option<i64>,
    /// The position last named.
    position: i64,
    /// The event of any channel up to which this one is told.
    seq: u64,
}

enum Phase {
    Opening,
    Replaying,
    Live,
    Over,
}

pub(super) struct Tail {
    house: House,
    listener: u64,
    wake: Arc<Notify>,
    channels: Vec<Followed>,
    phase: Phase,
    repeat: bool,
    /// An id that is no number breaks the stream once it has begun.
    unreadable: bool,
    /// As the library writes for a proxy: percent signs in data are doubled.
    doubled: bool,
    spoken: Instant,
}

impl Tail {
    pub(super) fn open(house: House, wanted: Vec<Wanted>) -> Self {
        let mut unreadable = false;
        let channels: Vec<Followed> = wanted
            .into_iter()
            .map(|wanted| {
                let after = wanted.after.map(|id| {
                    id.trim().parse().unwrap_or_else(|_| {
                        unreadable = true;
                        0
                    })
                });
                Followed {
                    job: wanted.channel.strip_prefix(CHANNEL).unwrap_or_default().to_owned(),
                    encoded: utf8_percent_encode(&wanted.channel, QUOTED).to_string(),
                    channel: wanted.channel,
                    after,
                    position: 0,
                    seq: 0,
                }
            })
            .collect();
        let (deaf, repeat) = {
            let faults = house.faults.borrow();
            (faults.deaf, faults.repeat_replay)
        };
        let jobs = channels.iter().map(|followed| followed.job.clone()).collect();
        let (listener, wake) = house.world().listen(jobs, deaf);
        house.tell_counted();
        let phase = Phase::Opening;
        Self {
            house,
            listener,
            wake,
            channels,
            phase,
            repeat,
            unreadable,
            doubled: false,
            spoken: Instant::now(),
        }
    }

    pub(super) fn into_stream(self) -> impl Stream<Item = io::Result<Bytes>> + Send {
        futures_util::stream::unfold(self, |mut tail| async move {
            let chunk = tail.next().await?;
            if chunk.is_err() {
                tail.phase = Phase::Over;
            }
            Some((chunk, tail))
        })
    }

    async fn next(&mut self) -> Option<io::Result<Bytes>> {
        match self.phase {
            Phase::Over => return None,
            Phase::Opening if self.unreadable => {
                // Lets the head leave first.
                tokio::task::yield_now().await;
                return Some(Err(broken()));
            }
            Phase::Opening => return Some(Ok(self.opening())),
            Phase::Replaying => {
                if let Some(page) = Some(self.page()).filter(|page| !page.is_empty()) {
                    return Some(Ok(page));
                }
            }
            Phase::Live => {}
        }
        loop {
            let (fate, deaf) = {
                let world = self.house.world();
                world.listeners.get(self.listener).map_or((Fate::Ended, true), |own| (own.fate, own.deaf))
            };
            match fate {
                Fate::Open => {}
                Fate::Ended => return None,
                Fate::Broken => return Some(Err(broken())),
            }
            if !deaf && let Some(news) = self.news() {
                self.spoken = Instant::now();
                return Some(Ok(news));
            }
            tokio::select! {
                () = self.wake.notified() => {}
                () = pause(self.spoken, self.house.keep_alive) => {
                    self.spoken = Instant::now();
                    return Some(Ok(Bytes::from_static(KEEP_ALIVE)));
                }
            }
        }
    }

    /// All there is to say at once, written for a proxy.
    pub(super) fn finite(&mut self) -> Bytes {
        self.doubled = true;
        self.opening()
    }

    pub(super) fn has_more(&self) -> bool {
        matches!(self.phase, Phase::Replaying)
    }

    /// The channels as ids name them, and the position of each.
    pub(super) fn standing(&self) -> impl Iterator<Item = (&str, i64)> {
        self.channels.iter().map(|followed| (followed.encoded.as_str(), followed.position))
    }

    pub(super) fn id(&self) -> String {
        let parts: Vec<String> =
            self.standing().map(|(name, position)| format!("{name}:{position}")).collect();
        parts.join(",")
    }

    /// Padding, `stream-open`, and the first page of the replay.
    fn opening(&mut self) -> Bytes {
        let mut out = BytesMut::with_capacity(PADDING + 512);
        out.extend_from_slice(b":");
        out.resize(1 + PADDING, b' ');
        out.extend_from_slice(b"\n\nevent: stream-open\ndata:\n\n");
        out.extend_from_slice(&self.page());
        self.spoken = Instant::now();
        out.freeze()
    }

    /// One page of the replay, read as the library reads it: while one channel has more, the next page begins
    /// anew for the others, so that ids repeat and step back.
    fn page(&mut self) -> Bytes {
        let limit = (PAGE / self.channels.len()).max(1);
        let mut reset = Vec::new();
        let mut found: Vec<Vec<Event>> = Vec::new();
        let mut more = false;
        {
            let world = self.house.world();
            let now = world.seq();
            for followed in &mut self.channels {
                let Some(channel) = world.channel(&followed.job) else {
                    found.push(Vec::new());
                    continue;
                };
                let (from, events, rest) =
                    match followed.after.map(|after| (after, channel.replay(after, limit))) {
                        Some((after, Ok((events, rest)))) => (after, events, rest),
                        Some((_, Err(unknown))) => {
                            reset.push(followed.channel.clone());
                            (unknown.current, Vec::new(), false)
                        }
                        None => {
                            // "Now" stays what it was on the first page.
                            followed.after = Some(channel.last());
                            (channel.last(), Vec::new(), false)
                        }
                    };
                followed.position = from;
                followed.seq = if rest { followed.seq } else { now };
                if rest {
                    followed.after = events.last().map(|event| event.position);
                    more = true;
                }
                found.push(events);
            }
        }
        let mut out = BytesMut::new();
        if !reset.is_empty() {
            self.write_reset(&mut out, &reset);
        }
        for (place, events) in found.into_iter().enumerate() {
            for event in events {
                self.write(&mut out, place, &event);
            }
        }
        // One conflict, as when events came in while the library was reading.
        more |= std::mem::take(&mut self.repeat);
        self.phase = if more { Phase::Replaying } else { Phase::Live };
        out.freeze()
    }

    /// What has happened since, if anything: channel by channel, the one first that has waited longest.
    fn news(&mut self) -> Option<Bytes> {
        let limit = (PAGE / self.channels.len()).max(1);
        let mut out = BytesMut::new();
        let mut reset = Vec::new();
        let mut found: Vec<(usize, Vec<Event>)> = Vec::new();
        {
            let world = self.house.world();
            let now = world.seq();
            for (place, followed) in self.channels.iter_mut().enumerate() {
                let Some(channel) = world.channel(&followed.job) else { continue };
                match channel.since(followed.seq, limit) {
                    Ok(events) if events.is_empty() => {}
                    Ok(events) => found.push((place, events)),
                    Err(unknown) => {
                        followed.position = unknown.current;
                        followed.seq = now;
                        reset.push(followed.channel.clone());
                    }
                }
            }
        }
        if !reset.is_empty() {
            self.write_reset(&mut out, &reset);
        }
        found.sort_by_key(|(_, events)| events.first().map(|event| event.seq));
        for (place, events) in found {
            for event in events {
                self.channels[place].seq = event.seq;
                self.write(&mut out, place, &event);
            }
        }
        (!out.is_empty()).then(|| out.freeze())
    }

    fn write(&mut self, out: &mut BytesMut, place: usize, event: &Event) {
        self.channels[place].position = event.position;
        match &event.body {
            Body::Proper { name, data } => {
                out.extend_from_slice(b"event: ");
                out.extend_from_slice(name.as_bytes());
                self.write_id(out);
                out.extend_from_slice(b"data: ");
                if self.doubled {
                    let pieces: Vec<&[u8]> = data.split(|byte| *byte == b'%').collect();
                    out.extend_from_slice(&pieces.join(&b"%%"[..]));
                } else {
                    out.extend_from_slice(data);
                }
                out.extend_from_slice(b"\n\n");
            }
            Body::Odd(bytes) => out.extend_from_slice(bytes),
        }
    }

    fn write_id(&self, out: &mut BytesMut) {
        out.extend_from_slice(b"\nid: ");
        out.extend_from_slice(self.id().as_bytes());
        out.extend_from_slice(b"\n");
    }

    fn write_reset(&self, out: &mut BytesMut, channels: &[String]) {
        out.extend_from_slice(b"event: stream-reset");
        self.write_id(out);
        let mut data = String::from("data: ");
        let mut object = Object::open(&mut data);
        names(object.name("channels"), channels.iter().map(String::as_str));
        object.close();
        out.extend_from_slice(data.as_bytes());
        out.extend_from_slice(b"\n\n");
    }
}

impl Drop for Tail {
    fn drop(&mut self) {
        self.house.world().unlisten(self.listener);
        self.house.tell_counted();
    }
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the stream is cut")
}

/// The rest of the keep-alive interval; for ever when there is none.
async fn pause(since: Instant, interval: Option<Duration>) {
    match interval.and_then(|interval| since.checked_add(interval)) {
        Some(at) => sleep_until(at).await,
        None => std::future::pending().await,
    }
}
