//! What comes over the wires, and what a loss means.

use std::time::Duration;

use reqwest::header::HeaderValue;
use tokio::time::Instant;
use vigie_contract::{Reason, ReasonCode};

use super::wire::Word;
use super::{Conversation, RENEW_EVERY};
use crate::dialect::{Carrier, Message, Stands};
use crate::inspector::Came;
use crate::link::broken::{Break, millis, no_event_stream};
use crate::link::session::{is_sign_in, redirect};
use crate::transport::End;
use crate::transport::bounds::SLOW_RETRY;

/// Words looked at before the engine is told.
const BATCH: usize = 256;
/// A line is replaced by a question, where there is one, after so many attempts in a row that came to nothing.
pub(super) const FALL_BACK_AFTER: u32 = 3;
/// The longest pause before that many attempts.
const HURRY: Duration = Duration::from_secs(3);

impl Conversation {
    pub(super) fn take_words(&mut self, line: usize, number: u64, word: Word) -> Result<(), Break> {
        self.take_word(line, number, word)?;
        for _ in 0..BATCH {
            let Ok((line, number, word)) = self.words.1.try_recv() else { break };
            self.take_word(line, number, word)?;
        }
        Ok(())
    }

    fn take_word(&mut self, line: usize, number: u64, word: Word) -> Result<(), Break> {
        let Some(held) = self.lines.get_mut(line).filter(|held| held.number == number) else { return Ok(()) };
        if !matches!(word, Word::Lost { .. } | Word::Ended(_)) {
            let now = Some(self.options.clock.now());
            (self.voice.vitals.heard_at, held.heard_at) = (now, now);
        }
        if matches!(word, Word::Opened | Word::Message { .. }) {
            held.speaks();
        }
        let from = self.voice.updates.len();
        match word {
            Word::Opened => {
                self.voice.inspector.know_all(self.session.cookie_values());
                held.accepted = true;
                if held.line.stands == Stands::WhenOpened {
                    self.stood_up(line);
                }
            }
            Word::Alive(name) => {
                // A comment is all that has no name.
                let data = if name.is_none() { ":" } else { "" };
                self.show(line, name.as_deref(), data, from);
            }
            Word::Message { name, data, id } => {
                self.voice.vitals.events += 1;
                self.stood_up(line);
                let message = Message { name: &name, data: &data };
                self.with_dialect(|dialect, now, out| {
                    dialect.heard(line, &message, now, out);
                    if let Some(id) = &id {
                        dialect.marked(line, id, out);
                    }
                });
                self.show(line, Some(&name), &data, from);
            }
            Word::Odd(what, excerpt, bytes) => {
                self.voice.odd(what, &excerpt);
                let (path, data) = (self.lines[line].line.path.as_str(), what.as_bytes());
                let came = Came { line: path, name: None, data, bytes, news: true, odd: true };
                self.voice.took(from, came);
            }
            Word::Lost { reason, retry_in } => {
                self.lost(line);
                let held = &mut self.lines[line];
                held.lost(reason, retry_in);
                held.retry_at = Some(self.options.clock.now() + millis(retry_in));
                held.ask_for(self.dialect.query(line));
                self.hurry(line);
            }
            Word::Ended(end) => {
                self.lost(line);
                return self.take_end(line, end);
            }
        }
        Ok(())
    }

    /// Keeps a message for the person to look at. News have data, or a name of the server's.
    fn show(&mut self, line: usize, name: Option<&str>, data: &str, updates_from: usize) {
        let path = self.lines[line].line.path.as_str();
        // What every event without a name of its own is called.
        let name = name.filter(|name| *name != "message");
        let (data, bytes) = (data.as_bytes(), data.len());
        let news = !matches!(data, b"" | b":");
        self.voice.took(updates_from, Came { line: path, name, data, bytes, news, odd: false });
    }

    /// A line stands: what it does not say again may have been missed.
    pub(super) fn stood_up(&mut self, line: usize) {
        let held = &mut self.lines[line];
        let again = held.stood;
        if !held.stands(self.options.clock.now()) {
            return;
        }
        if let Carrier::WebSocket { beat: Some((every, _)) } = held.line.carrier {
            held.beat_at = Some(Instant::now() + every);
        }
        self.voice.vitals.reconnects += u32::from(again);
        self.count_streams();
        self.end_missing();
        self.with_dialect(|dialect, now, out| dialect.opened(line, now, out));
        self.act_on();
    }

    /// What hung on a line that stood is settled.
    pub(super) fn lost(&mut self, line: usize) {
        if !self.lines[line].standing {
            return;
        }
        self.begin_missing(line);
        self.lines[line].standing = false;
        self.count_streams();
        self.asked.fail(Some(line), &Reason::new(ReasonCode::ConnectionLost).with("detail", ""));
        self.with_dialect(|dialect, now, out| dialect.lost(line, now, out));
    }

    /// Where questions stand in for a line, whether they must is found out soon, however slow the transport
    /// would have it.
    fn hurry(&mut self, line: usize) {
        let fallback = self.has_fallback(line);
        let held = &mut self.lines[line];
        let soon = Instant::now() + HURRY;
        if fallback && held.failures < FALL_BACK_AFTER && held.attempt_at > soon {
            held.attempt_at = soon;
            held.knock_at = Some(soon);
            held.retry_at = Some(self.options.clock.now() + millis(HURRY));
        }
    }

    fn take_end(&mut self, line: usize, end: End) -> Result<(), Break> {
        let held = &self.lines[line];
        let socket = matches!(held.line.carrier, Carrier::WebSocket { .. });
        let reason = match end {
            End::ToldToStop => return Err(Break::ToldToStop),
            End::Refused { status: status @ 300..=399, location, .. } => {
                let location = location.and_then(|to| HeaderValue::from_str(&to).ok());
                match redirect(&held.url, location.as_ref()) {
                    Some(to) if to.origin() != self.session.base().origin() => {
                        Reason::new(ReasonCode::RedirectedElsewhere)
                            .with("host", to.origin().ascii_serialization())
                    }
                    Some(to) if is_sign_in(&to) => return self.wants_sign_in(line, Some(to)),
                    Some(mut to) => {
                        to.set_query(None);
                        if self.lines[line].moved(to) {
                            return Ok(());
                        }
                        Reason::new(ReasonCode::RedirectLoop)
                    }
                    None => Reason::new(ReasonCode::HttpStatus).with("status", status),
                }
            }
            End::Refused { status: 401, .. } => return self.wants_sign_in(line, None),
            // A WebSocket has one refusal for everything.
            End::Refused { status: 403, .. } if socket => return self.wants_sign_in(line, None),
            End::Refused { status: 403, .. } => Reason::new(ReasonCode::Forbidden).with("status", 403),
            End::Refused { status, .. } => Reason::new(ReasonCode::HttpStatus).with("status", status),
            End::NotEventStream { status, content_type, .. } => {
                no_event_stream(status, content_type.as_deref())
            }
        };
        self.give_up(line, reason, SLOW_RETRY)
    }

    pub(super) fn wants_sign_in(&mut self, line: usize, page: Option<url::Url>) -> Result<(), Break> {
        let dispensable = self.lines[line].line.optional;
        let held = &self.lines[line];
        let for_itself = held.denied || self.renewed_lately() || (dispensable && !self.account.may_renew());
        if for_itself && (dispensable || self.has_fallback(line)) {
            // It is not the session that is refused: the other lines need not suffer for this one.
            self.lines[line].denied = true;
            return self.give_up(line, Reason::new(ReasonCode::Forbidden), RENEW_EVERY);
        }
        Err(Break::SignIn(page))
    }

    /// A line that a retry will hardly bring back: done without where that is possible.
    fn give_up(&mut self, line: usize, reason: Reason, pause: Duration) -> Result<(), Break> {
        if !self.lines[line].line.optional && !self.has_fallback(line) {
            return Err(Break::lost(reason));
        }
        tracing::info!(server = %self.options.server, line, reason = reason.code.as_str(), "a line is given up");
        self.lines[line].rest(reason, pause, FALL_BACK_AFTER);
        self.lines[line].retry_at = Some(self.options.clock.now() + millis(pause));
        self.ask_polls();
        Ok(())
    }
}
