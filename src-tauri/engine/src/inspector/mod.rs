//! The last messages of one server as they came, without their secrets, for the person to look at.
//!
//! Messages are masked before they are kept (see [`mask`](crate::mask)): no copy with its secrets lives longer than
//! it takes to understand the message. Bounds: [`FRAMES`], [`DATA`] of each, [`BYTES`] in all.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use vigie_contract::{Millis, WireFrame};

use crate::mask::{self, Mask};
use crate::secrets::{Secret, SecretKind};

/// Messages kept of a server.
pub const FRAMES: usize = 500;
/// Bytes kept of one.
pub const DATA: usize = 4 << 10;
/// Bytes of one that are looked at: secrets across the cut are found.
pub const LOOKED_AT: usize = DATA + mask::SLACK;
/// Bytes kept of all messages of a server.
pub const BYTES: usize = 1 << 20;
/// Bytes of an event's name or of a line's.
const NAME: usize = 200;
/// Names and lines remembered as holding no secret.
const CLEAN: usize = 32;
/// What a message costs beside its text.
const OVERHEAD: usize = 96;
/// Messages a second are told over so many seconds.
const SECONDS: u64 = 10;
/// A shorter part of a cookie is no secret: a language, a flag.
pub const COOKIE_LEAST: usize = 8;

/// One message as it came.
#[derive(Debug, Clone, Copy)]
pub struct Came<'a> {
    /// Which stream, socket or request it came by.
    pub line: &'a str,
    /// Name of the event, where it has one.
    pub name: Option<&'a str>,
    /// All of it, or its beginning: [`LOOKED_AT`] bytes do.
    pub data: &'a [u8],
    /// Size of the whole, bytes.
    pub bytes: usize,
    /// News, which are counted: no keep-alive, and no answer to a question of ours.
    pub news: bool,
    /// Something in it was not understood.
    pub odd: bool,
}

/// A handle to what is kept of one server. Clones are handles to the same.
#[derive(Clone, Default)]
pub struct Inspector(Arc<Inner>);

#[derive(Default)]
struct Inner {
    /// Replaced as a whole, so that nobody waits while a message is masked.
    mask: RwLock<Arc<Mask>>,
    ring: Mutex<Ring>,
}

/// A message as it is kept: what many share is there once.
struct Kept {
    number: u64,
    at: Millis,
    line: Arc<str>,
    name: Option<Arc<str>>,
    data: Box<str>,
    bytes: u32,
    odd: bool,
}

#[derive(Default)]
struct Ring {
    frames: VecDeque<Kept>,
    bytes: usize,
    last: u64,
    /// Since when it is listened to; a rate is of the time since then.
    since: Millis,
    /// News by the second, the newest last.
    news: VecDeque<(u64, u32)>,
    /// Names and lines in which there is nothing to mask.
    clean: Vec<Arc<str>>,
}

impl Inspector {
    /// A new connection begins; `codes` for a server whose people get access codes.
    pub fn begin(&self, codes: bool, now: Millis) {
        self.change_mask(|mask| mask.with_codes(codes));
        let mut ring = self.ring();
        ring.since = now;
        ring.news.clear();
    }

    /// A secret that is sent to this server is masked from now on.
    pub fn know(&self, kind: SecretKind, secret: &Secret) {
        let parts = match kind {
            SecretKind::Headers => crate::link::header_values(secret).into_values().collect(),
            SecretKind::Cookie => {
                let pairs = secret.expose().split(';').filter_map(|pair| pair.split_once('='));
                let values = pairs.map(|(_, value)| Secret::new(value.trim()));
                values.filter(|value| value.expose().len() >= COOKIE_LEAST).chain([secret.clone()]).collect()
            }
            SecretKind::Password | SecretKind::Token | SecretKind::ProxyPassword => vec![secret.clone()],
        };
        self.know_all(parts);
    }

    /// The same for a code that the person entered, or whatever else is not to be seen.
    pub fn know_all(&self, secrets: Vec<Secret>) {
        let known = self.mask();
        let new: Vec<Secret> = secrets.into_iter().filter(|secret| !known.knows(secret)).collect();
        if !new.is_empty() {
            self.change_mask(|mut mask| {
                mask.learn(new);
                mask
            });
        }
    }

    /// What is masked.
    #[must_use]
    pub fn mask(&self) -> Arc<Mask> {
        self.0.mask.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps a message; gives its number.
    pub fn take(&self, came: &Came<'_>, now: Millis) -> u64 {
        let mask = self.mask();
        let data = mask.beginning(came.data, DATA).into_boxed_str();
        let bytes = u32::try_from(came.bytes).unwrap_or(u32::MAX);
        let mut ring = self.ring();
        let line = ring.name(came.line, &mask);
        let name = came.name.map(|name| ring.name(name, &mask));
        let frame = Kept { number: 0, at: now, line, name, data, bytes, odd: came.odd };
        if came.news {
            ring.count(now / 1_000);
        }
        ring.push(frame)
    }

    /// A message that was taken led to something odd.
    pub fn mark_odd(&self, number: u64) {
        let mut ring = self.ring();
        if let Ok(place) = ring.frames.binary_search_by_key(&number, |frame| frame.number) {
            ring.frames[place].odd = true;
        }
    }

    /// Messages with a number beyond `after`, oldest first; all that are kept without one.
    #[must_use]
    pub fn frames(&self, after: Option<u64>) -> Vec<WireFrame> {
        let ring = self.ring();
        let from = ring.frames.partition_point(|frame| after.is_some_and(|after| frame.number <= after));
        ring.frames.range(from..).map(Kept::shown).collect()
    }

    /// News a second, over the last ten whole seconds or as many as it was listened to.
    #[must_use]
    pub fn news_per_second(&self, now: Millis) -> f64 {
        let ring = self.ring();
        let (now, since) = (now / 1_000, ring.since / 1_000);
        let from = now.saturating_sub(SECONDS).max(since);
        let news: u64 =
            ring.news.iter().filter(|(at, _)| (from..now).contains(at)).map(|(_, n)| u64::from(*n)).sum();
        let seconds = u32::try_from(now.saturating_sub(from)).unwrap_or(1).max(1);
        f64::from(u32::try_from(news).unwrap_or(u32::MAX)) / f64::from(seconds)
    }

    fn change_mask(&self, change: impl FnOnce(Mask) -> Mask) {
        let mut mask = self.0.mask.write().unwrap_or_else(PoisonError::into_inner);
        *mask = Arc::new(change(Mask::clone(&mask)));
        self.ring().clean.clear();
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.0.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ring {
    /// A short text, masked; most are the same again and again.
    fn name(&mut self, text: &str, mask: &Mask) -> Arc<str> {
        if let Some(known) = self.clean.iter().find(|known| ***known == *text) {
            return known.clone();
        }
        let masked: Arc<str> = mask.beginning(text.as_bytes(), NAME).into();
        if *masked == *text {
            self.clean.truncate(CLEAN - 1);
            self.clean.insert(0, masked.clone());
        }
        masked
    }

    fn push(&mut self, mut frame: Kept) -> u64 {
        self.last += 1;
        frame.number = self.last;
        self.bytes += frame.cost();
        self.frames.push_back(frame);
        while self.frames.len() > FRAMES || self.bytes > BYTES {
            let Some(gone) = self.frames.pop_front() else { break };
            self.bytes -= gone.cost();
        }
        self.last
    }

    fn count(&mut self, second: u64) {
        match self.news.back_mut() {
            Some((at, news)) if *at == second => *news = news.saturating_add(1),
            _ => self.news.push_back((second, 1)),
        }
        // The present second is not over yet.
        while self.news.len() as u64 > SECONDS + 1 {
            self.news.pop_front();
        }
    }
}

impl Kept {
    fn cost(&self) -> usize {
        OVERHEAD + self.line.len() + self.name.as_ref().map_or(0, |name| name.len()) + self.data.len()
    }

    fn shown(&self) -> WireFrame {
        WireFrame {
            number: self.number,
            at: self.at,
            line: self.line.to_string(),
            name: self.name.as_ref().map(ToString::to_string),
            data: self.data.to_string(),
            bytes: self.bytes,
            odd: self.odd,
        }
    }
}

impl fmt::Debug for Inspector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inspector")
    }
}

#[cfg(test)]
mod tests;
