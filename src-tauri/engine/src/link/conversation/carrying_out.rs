//! What a dialect wants done.

use std::time::Duration;

use tokio::time::Instant;
use vigie_contract::{Failure, Millis, ServerAction};

use super::Conversation;
use crate::dialect::{Carrier, Dialect, Outcome};

impl Conversation {
    /// Lets the dialect speak, and carries out what it wants.
    pub(super) fn with_dialect(&mut self, speak: impl FnOnce(&mut dyn Dialect, Millis, &mut Outcome)) {
        let mut out = Outcome::default();
        speak(self.dialect.as_mut(), self.options.clock.now(), &mut out);
        self.carry_out(out);
    }

    /// The same for a request of the person's, which may not be offered. Gives the line that carries it;
    /// `None` where none can.
    pub(super) fn ask_dialect(&mut self, action: &ServerAction) -> Result<Option<usize>, Failure> {
        let mut out = Outcome::default();
        self.dialect.act(action, self.options.clock.now(), &mut out)?;
        let Some(line) = out.send.last().map(|(line, _)| *line) else { return Ok(None) };
        if !self.lines.get(line).is_some_and(|held| held.standing) {
            // Nothing was asked: the dialect need not wait for an answer either.
            self.with_dialect(|dialect, now, out| dialect.lost(line, now, out));
            return Ok(None);
        }
        Ok(self.carry_out(out).then_some(line))
    }

    /// False when something that was to be sent could not be.
    fn carry_out(&mut self, out: Outcome) -> bool {
        self.voice.updates.extend(out.updates);
        self.cursors.extend(out.cursors);
        let mut sent = true;
        for (line, text) in out.send {
            let wire = self.lines.get(line).filter(|held| held.standing).and_then(|held| held.wire.as_ref());
            sent &= wire.is_some_and(|wire| wire.send(text));
        }
        for answer in out.answers {
            self.asked.answered(answer);
        }
        sent
    }

    /// Heartbeats that are due.
    pub(super) fn beat(&mut self) {
        let now = Instant::now();
        for held in &mut self.lines {
            let Carrier::WebSocket { beat: Some((every, text)) } = held.line.carrier else { continue };
            if held.standing && held.beat_at.is_some_and(|at| at <= now) {
                held.beat_at = Some(now + every.max(Duration::from_secs(1)));
                held.wire.as_ref().map(|wire| wire.send(text.to_owned()));
            }
        }
    }
}
