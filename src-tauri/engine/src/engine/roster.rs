//! The servers being watched, in the person's order.

use std::collections::VecDeque;

use tokio::time::Instant;
use vigie_contract::{LinkMoment, LinkState, Millis, NoticeKind, Reason, ReasonCode, SecretPlace, Server};

use super::reach::Reach;
use super::returning::Returning;
use crate::inspector::Inspector;
use crate::link::{Link, Vitals};
use crate::settings::ServerSettings;
use crate::transport::BackoffOptions;
use crate::transport::backoff::Backoff;

/// Changes of a connection that are kept.
const MOMENTS: usize = 100;

/// A server of the roster.
pub(super) struct Entry {
    pub config: Config,
    pub view: Server,
    pub link: Option<Link>,
    /// Grows with each link made for it; words of earlier links are not listened to.
    pub generation: u64,
    /// Counts links that broke, and paces those made after them.
    pub broke: Backoff,
    pub linked_at: Instant,
    pub reach: Reach,
    pub returning: Returning,
    /// Messages for the person to look at, whichever link brought them.
    pub inspector: Inspector,
    /// The last changes of the connection, oldest first.
    pub moments: VecDeque<LinkMoment>,
    /// Counters of links before this one.
    before: Vitals,
}

/// What is configured of a server.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Config {
    pub settings: ServerSettings,
    /// For this run only; nothing of it is stored in the settings.
    pub passing: bool,
    pub demo: bool,
}

impl Config {
    /// Whether the change makes it another server, or another person's view of it.
    pub fn is_another_than(&self, before: &Self) -> bool {
        let (a, b) = (&self.settings, &before.settings);
        a.url.host_str() != b.url.host_str() || b.user.is_some() && a.user != b.user
    }

    /// Whether a change from `before` needs a new connection.
    pub fn connects_differently(&self, before: &Self) -> bool {
        // All but what only the board and the list of servers go by.
        let mut same = before.settings.clone();
        same.name.clone_from(&self.settings.name);
        same.stalled_seconds = self.settings.stalled_seconds;
        self.settings != same
    }
}

impl Entry {
    pub fn new(config: Config, secret: SecretPlace) -> Self {
        let settings = &config.settings;
        let view = Server {
            id: settings.id.clone(),
            name: settings.name.clone(),
            url: settings.url.to_string(),
            kind: settings.kind,
            sign_in: settings.sign_in,
            user: settings.user.clone(),
            secret,
            enabled: settings.enabled,
            demo: config.demo,
            link: LinkState::Connecting,
            reason: None,
            retry_at: None,
            heard_at: None,
            latency_ms: None,
            streams: 0,
            events: 0,
            oddities: 0,
            reconnects: 0,
        };
        let mut entry = Self {
            config,
            view,
            link: None,
            generation: 0,
            broke: Backoff::new(BackoffOptions::default()),
            linked_at: Instant::now(),
            reach: Reach::default(),
            returning: Returning::default(),
            inspector: Inspector::default(),
            moments: VecDeque::new(),
            before: Vitals::default(),
        };
        entry.configured();
        entry
    }

    /// Takes over a new configuration into the view.
    pub fn configured(&mut self) {
        let settings = &self.config.settings;
        self.view.name.clone_from(&settings.name);
        self.view.url = settings.url.to_string();
        self.view.kind = settings.kind;
        self.view.sign_in = settings.sign_in;
        self.view.user.clone_from(&settings.user);
        self.view.enabled = settings.enabled;
        if !settings.enabled {
            self.view.link = LinkState::Stopped;
            self.view.reason = Some(Reason::new(ReasonCode::Disabled));
            self.view.retry_at = None;
            self.view.streams = 0;
        }
    }

    /// A job ended: true where the return of the server tells it, so that it has no alert of its own.
    pub fn ended_meanwhile(&mut self, kind: NoticeKind, now: Millis) -> bool {
        (self.reach.is_told() || self.returning.is_under_way()) && self.returning.ended(kind, now)
    }

    /// An answer came in that was asked for at that time.
    pub fn answered(&mut self, asked_at: Millis, now: Millis) {
        if self.reach.is_told() || self.returning.is_under_way() {
            self.returning.answered(asked_at, now);
        }
    }

    /// A new link is about to be made.
    pub fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.before.events = self.view.events;
        self.before.reconnects = self.view.reconnects;
        self.generation
    }

    /// Notes what has become of the connection, if it is something else.
    pub fn note_moment(&mut self, now: Millis) {
        let (link, reason) = (self.view.link, &self.view.reason);
        let code = |reason: &Option<Reason>| reason.as_ref().map(|reason| reason.code);
        if self.moments.back().is_some_and(|last| last.link == link && code(&last.reason) == code(reason)) {
            return;
        }
        if self.moments.len() >= MOMENTS {
            self.moments.pop_front();
        }
        self.moments.push_back(LinkMoment { at: now, link, reason: reason.clone() });
    }

    pub fn vitals(&mut self, vitals: &Vitals) {
        self.view.heard_at = vitals.heard_at.or(self.view.heard_at);
        self.view.latency_ms = vitals.latency_ms.or(self.view.latency_ms);
        self.view.streams = vitals.streams;
        self.view.events = self.before.events + vitals.events;
        self.view.reconnects = self.before.reconnects + vitals.reconnects;
    }
}
