//! What streams bring: beats, losses, ends and events.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::Instant;
use vigie_contract::{Reason, ReasonCode};

use super::streaming::{GIVE_UP_AFTER, TRY_STREAMS_EVERY};
use super::{Actor, Break};
use crate::dialect::sse_progress::{Attributed, Channel};
use crate::inspector::Came;
use crate::link::streams::StreamId;
use crate::transport::{End, Incident, SseEvent};

/// Streams that say what there is and end are asked again this often: they bring warnings, lists do not.
const TRY_FINITE_EVERY: Duration = Duration::from_secs(30);
/// Incidents looked at before the engine is told.
const BATCH: usize = 256;

impl Actor {
    pub(super) fn take_incidents(&mut self, id: StreamId, incident: Incident) -> Result<(), Break> {
        self.take_incident(id, incident)?;
        for _ in 0..BATCH {
            let Some((id, incident)) = self.streams.at_hand() else { break };
            self.take_incident(id, incident)?;
        }
        Ok(())
    }

    fn take_incident(&mut self, id: StreamId, incident: Incident) -> Result<(), Break> {
        let (now, from) = (self.options.clock.now(), self.voice.updates.len());
        match incident {
            Incident::Opened { .. } => {
                self.voice.inspector.know_all(self.session.cookie_values());
                self.voice.vitals.heard_at = Some(now);
                if let Some(stream) = self.streams.get(id) {
                    stream.opened();
                }
            }
            Incident::Comment(_) => {
                self.voice.vitals.heard_at = Some(now);
                self.show(None, ":", false, from);
            }
            Incident::Beat(name) => {
                self.voice.vitals.heard_at = Some(now);
                let comment = if name.is_none() { ":" } else { "" };
                self.show(name.as_deref(), comment, false, from);
                match name.as_deref() {
                    // The proof that we are in: headers alone are none, refusals come as 200 too.
                    Some("stream-open") => self.stood_up(id),
                    Some("keep-alive") => {
                        self.stood_up(id);
                        self.finite = false;
                        self.refusals = 0;
                        if let Some(stream) = self.streams.get(id) {
                            stream.kept_alive();
                        }
                    }
                    _ => {}
                }
            }
            Incident::Event(event) => {
                self.voice.vitals.heard_at = Some(now);
                self.voice.vitals.events += 1;
                let taken = self.take_event(id, &event);
                self.show(Some(&event.name), &event.data, true, from);
                return taken;
            }
            Incident::Oversized { limit } => {
                let what = "event larger than the bound";
                self.voice.odd(what, &limit.to_string());
                let (line, data) = (self.events.path(), what.as_bytes());
                let came = Came { line, name: None, data, bytes: limit, news: true, odd: true };
                self.voice.took(from, came);
            }
            Incident::Lost { reason, after_open, clean, .. } => {
                self.stream_loss = Some(reason);
                let Some(stream) = self.streams.get(id) else { return Ok(()) };
                stream.lost(after_open, clean);
                if stream.finite >= GIVE_UP_AFTER {
                    self.finite = true;
                    self.give_up_streams(Reason::new(ReasonCode::FiniteStream), TRY_FINITE_EVERY);
                }
                self.ask_active();
            }
            Incident::Ended(end) => {
                self.streams.close(id);
                return self.take_end(end);
            }
        }
        Ok(())
    }

    /// Keeps a message for the person to look at.
    fn show(&mut self, name: Option<&str>, data: &str, news: bool, updates_from: usize) {
        let line = self.events.path();
        // What every event without a name of its own is called.
        let name = name.filter(|name| *name != "message");
        let (data, bytes) = (data.as_bytes(), data.len());
        self.voice.took(updates_from, Came { line, name, data, bytes, news, odd: false });
    }

    fn stood_up(&mut self, id: StreamId) {
        if !self.streams.stood_up(id) {
            return;
        }
        if let Some(stream) = self.streams.get(id) {
            self.voice.vitals.reconnects += u32::from(stream.losses > 0);
            for channel in &stream.channels {
                if let Some(track) = self.tracks.get_mut(channel.job()) {
                    track.catch_up = track.catch_up.and_then(|replay| replay.standing(Instant::now()));
                }
            }
        }
        if self.streams.settled() {
            self.arrange();
        }
    }

    fn take_end(&mut self, end: End) -> Result<(), Break> {
        match end {
            End::ToldToStop => return Err(Break::ToldToStop),
            // Signed in anew only a moment ago: it is not the session that is refused.
            End::Refused { status: 401 | 300..=399, .. } if self.renewed_lately() => {
                self.give_up_streams(Reason::new(ReasonCode::Forbidden), TRY_STREAMS_EVERY);
            }
            // The lists are open to all, streams are not.
            End::Refused { status: 401 | 300..=399, .. } if !self.account.may_renew() => {
                self.give_up_streams(Reason::new(ReasonCode::SignInNeeded), TRY_STREAMS_EVERY);
            }
            End::Refused { status: 401 | 300..=399, location, .. } => {
                let page = location.and_then(|to| self.session.base().join(&to).ok());
                return Err(Break::SignIn(page));
            }
            End::Refused { status: 403, .. } => {
                self.give_up_streams(Reason::new(ReasonCode::Forbidden), TRY_STREAMS_EVERY);
            }
            End::Refused { status, .. } => {
                let reason = Reason::new(ReasonCode::HttpStatus).with("status", status);
                self.give_up_streams(reason, TRY_STREAMS_EVERY);
            }
            End::NotEventStream { status, content_type, .. } => {
                let found = if content_type.is_some_and(|t| t.contains("html")) { "html" } else { "other" };
                let reason =
                    Reason::new(ReasonCode::NotThisBackend).with("found", found).with("status", status);
                self.give_up_streams(reason, TRY_STREAMS_EVERY);
            }
        }
        Ok(())
    }

    fn take_event(&mut self, id: StreamId, event: &SseEvent) -> Result<(), Break> {
        if event.name == "stream-error" {
            self.take_refusal(id, event);
            return Ok(());
        }
        self.stood_up(id);
        let Some(stream) = self.streams.get(id) else { return Ok(()) };
        stream.losses = 0;
        let event_id = event.id.as_deref().unwrap_or_default();
        if event.name == "stream-reset" {
            stream.positions.reset(event_id);
            let moved: Vec<_> = stream.channels.iter().map(|c| (c.clone(), stream.positions.of(c))).collect();
            let named = reset_channels(&event.data);
            for (channel, position) in moved {
                if named.as_ref().is_none_or(|named| named.contains(channel.name())) {
                    self.reach(&channel, position.unwrap_or(0));
                    self.ask_detail(channel.job().to_owned());
                }
            }
            return Ok(());
        }
        match stream.positions.attribute(event_id) {
            Attributed::To(channel, position) => {
                if self.reached.get(&channel).is_some_and(|reached| *reached >= position) {
                    return Ok(());
                }
                self.reach(&channel, position);
                self.take_job_event(&channel, event);
            }
            Attributed::Nothing => {}
            Attributed::Several(channels) => {
                self.voice.odd("event that could be of several jobs", event_id);
                for channel in channels {
                    let position = self.streams.get(id).and_then(|s| s.positions.of(&channel));
                    self.reach(&channel, position.unwrap_or(0));
                    self.ask_detail(channel.job().to_owned());
                }
            }
            Attributed::NotPositions => self.voice.odd("event id without positions", event_id),
        }
        Ok(())
    }

    fn reach(&mut self, channel: &Channel, position: u64) {
        if let Some(track) = self.tracks.get_mut(channel.job()) {
            track.from_start = false;
        }
        // Every event comes here: the name is copied only where it is new.
        match self.reached.get_mut(channel) {
            Some(reached) => *reached = position,
            None => drop(self.reached.insert(channel.clone(), position)),
        }
        match self.cursors.get_mut(channel) {
            Some(cursor) => *cursor = Some(position),
            None => drop(self.cursors.insert(channel.clone(), Some(position))),
        }
    }
}

/// The channels a `stream-reset` names; `None` when it names none.
fn reset_channels(data: &str) -> Option<BTreeSet<String>> {
    let value: serde_json::Value = serde_json::from_str(data).ok()?;
    let names = value.get("channels")?.as_array()?;
    Some(names.iter().filter_map(|name| Some(name.as_str()?.to_owned())).collect())
}
