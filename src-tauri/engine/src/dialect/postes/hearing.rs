//! What the sockets say.

use serde_json::{Map, Value};
use vigie_contract::{ActionAnswer, JobUnit, Millis};

use super::asked::Question;
use super::facts::{self, Facts, seconds};
use super::{Postes, SESSIONS, scrub, stats, words};
use crate::dialect::outcome::Outcome;
use crate::update::{Extended, JobUpdate, Phase, Source, Tidings, Update};

/// What a session is, as a job.
const KIND: &str = "session";
/// Characters of a server's word that is taken as a title.
const TITLE: usize = 300;

type Fields = Map<String, Value>;

impl Postes {
    pub(super) fn hear_dashboard(data: &str, out: &mut Outcome) {
        let Ok(Value::Object(said)) = serde_json::from_str(data) else {
            return out.odd("message is not a JSON object", data);
        };
        match said.get("type").and_then(Value::as_str) {
            Some("stats_update") => Self::tell_stats(&said, out),
            Some("connection_established" | "heartbeat_ack" | "pong") => {}
            _ => out.odd("unknown message of the dashboard", data),
        }
    }

    pub(super) fn tell_stats(said: &Fields, out: &mut Outcome) {
        match stats::stats(said) {
            Some(update) => out.updates.push(update),
            None => out.odd("statistics without a number", &Value::Object(said.clone()).to_string()),
        }
    }

    /// A message of a socket of sessions. Half a message may hold half a code: of what cannot be read only
    /// the length is shown.
    pub(super) fn hear_session(&mut self, line: usize, data: &str, now: Millis, out: &mut Outcome) {
        let Ok(Value::Object(mut fields)) = serde_json::from_str(data) else {
            return out.odd("message is not a JSON object", &format!("{} bytes", data.len()));
        };
        let kind = fields.get("type").and_then(Value::as_str).map(str::to_owned);
        scrub::scrub(&mut fields, &self.sockets[line].asked.codes());
        match kind.as_deref() {
            Some("connection_established" | "heartbeat_ack" | "pong") => {}
            Some("code_valid") => self.code_came(line, true, fields, now, out),
            Some("code_invalid") => self.code_came(line, false, fields, now, out),
            Some("session_started") => self.session_started(line, &fields, now, out),
            Some("time_update") => self.time_update(line, &fields, now, out),
            Some("time_added") => self.time_added(line, &fields, now, out),
            Some("warning") => self.warning(line, &fields, now, out),
            Some("session_terminated") => self.terminated(line, &fields, now, out),
            Some("error") => self.error(line, &fields, now, out),
            _ => out.odd("unknown message of sessions", &Value::Object(fields).to_string()),
        }
    }

    fn code_came(&mut self, line: usize, accepted: bool, mut fields: Fields, now: Millis, out: &mut Outcome) {
        let (asked, passed) = self.sockets[line].asked.code_came();
        out.answers.extend(passed);
        let session = match fields.remove("session") {
            Some(Value::Object(session)) => Some(session),
            _ => None,
        };
        let job = session.as_ref().and_then(|session| self.take_session(line, session, now, out));
        if accepted && job.is_none() {
            out.odd("a good code of no session", &Value::Object(fields.clone()).to_string());
        }
        if asked {
            let message = text(&fields, "message");
            out.answer(ActionAnswer { accepted, message, job, fields: session.unwrap_or_default() });
        }
    }

    fn session_started(&mut self, line: usize, fields: &Fields, now: Millis, out: &mut Outcome) {
        let session = match fields.get("session") {
            Some(Value::Object(session)) => session,
            _ => fields,
        };
        let named = facts::id(session.get("id").or_else(|| session.get("session_id")));
        let (asked, passed) = self.sockets[line].asked.start_came(named.as_deref());
        out.answers.extend(passed);
        let job = self.take_session(line, session, now, out);
        if job.is_none() {
            out.odd("session without an id", &Value::Object(session.clone()).to_string());
        }
        if asked {
            let message = text(fields, "message");
            out.answer(ActionAnswer { accepted: true, message, job, fields: session.clone() });
        }
    }

    /// A session's own object: the session is one of this socket from now on.
    fn take_session(
        &mut self,
        line: usize,
        session: &Fields,
        now: Millis,
        out: &mut Outcome,
    ) -> Option<String> {
        let mut facts = facts::of_session(session, out);
        let id = facts.id.take().or_else(|| self.session_of(line))?;
        if line == SESSIONS {
            self.joined.insert(id.clone());
        }
        let mut update = self.learn(&id, &facts, Source::Stream, now);
        update.metadata = Some(match self.roster.get_mut(&id) {
            Some(known) => known.learn(session),
            None => Value::Object(session.clone()),
        });
        out.updates.push(Update::Job(Box::new(update)));
        Some(id)
    }

    fn time_update(&mut self, line: usize, fields: &Fields, now: Millis, out: &mut Outcome) {
        let facts = facts::of_message(fields, out);
        // Only what is asked for says whether it expired: that tells an answer that does not name its session.
        let next = self.sockets[line].asked.next_time().filter(|_| fields.contains_key("est_expiree"));
        let named = facts.id.clone().or_else(|| next.map(str::to_owned));
        let answer = named.as_ref().is_some_and(|id| self.sockets[line].asked.time_came(id));
        let Some(id) = named.or_else(|| self.attribute(line, &facts, 0, now)) else {
            return self.puzzle(fields, now, out);
        };
        if !answer && self.told_elsewhere(line, &id) {
            return;
        }
        let update = self.learn(&id, &facts, Source::Stream, now);
        out.updates.push(Update::Job(Box::new(update)));
    }

    fn time_added(&mut self, line: usize, fields: &Fields, now: Millis, out: &mut Outcome) {
        let mut facts = facts::of_message(fields, out);
        let added = seconds(fields, "secondes_ajoutees", out).filter(|added| *added > 0);
        if added.is_none() {
            out.odd("added time without its length", &Value::Object(fields.clone()).to_string());
        }
        let Some(id) = facts.id.take().or_else(|| self.attribute(line, &facts, added.unwrap_or(0), now))
        else {
            return self.puzzle(fields, now, out);
        };
        if self.told_elsewhere(line, &id) {
            return;
        }
        if let Some(added) = added
            && let Some(known) = self.roster.meet(&id)
        {
            known.clock.added(added, facts.left, now);
        }
        let mut update = self.learn(&id, &facts, Source::Stream, now);
        if let Some(known) = self.roster.get(&id) {
            known.clock.tell(&mut update);
        }
        let by = ["operateur", "par", "ajoute_par", "operator", "by", "admin"];
        let by = by.iter().find_map(|key| text(fields, key));
        update.extended = added.map(|seconds| Extended { seconds, by });
        out.updates.push(Update::Job(Box::new(update)));
    }

    fn warning(&mut self, line: usize, fields: &Fields, now: Millis, out: &mut Outcome) {
        let mut facts = facts::of_message(fields, out);
        let level = text(fields, "level");
        let words = text(fields, "message").or_else(|| level.clone()).unwrap_or_default();
        if let Some(id) = facts.id.take().or_else(|| self.attribute(line, &facts, 0, now)) {
            if !self.told_elsewhere(line, &id) {
                let mut update = self.learn(&id, &facts, Source::Stream, now);
                update.warning = Some(words);
                out.updates.push(Update::Job(Box::new(update)));
            }
            return;
        }
        self.puzzle(fields, now, out);
        if !words.is_empty() {
            // Somebody's time is about to end, and it is not said whose: the words are told as they are.
            out.updates.push(Update::Tidings(Box::new(Tidings {
                kind: vigie_contract::NoticeKind::Message,
                identity: format!("warning:{now}:{}", facts.left.unwrap_or_default()),
                title: words.chars().take(TITLE).collect(),
                text: None,
                values: level.into_iter().map(|level| ("level".to_owned(), level)).collect(),
                count: None,
                at: None,
                read: false,
                alert: true,
            })));
        }
    }

    /// A session is over. The socket stays open.
    fn terminated(&mut self, line: usize, fields: &Fields, now: Millis, out: &mut Outcome) {
        let mut facts = facts::of_message(fields, out);
        let joined = || self.only(line, self.joined.iter().filter(|id| self.is_open_session(id)));
        let Some(id) = facts.id.take().or_else(|| self.session_of(line)).or_else(joined) else {
            return self.puzzle(fields, now, out);
        };
        if self.told_elsewhere(line, &id) {
            return;
        }
        let raison = text(fields, "raison").or_else(|| text(fields, "reason"));
        let end = words::end(raison.as_deref());
        facts.phase = Some(end);
        if words::used_up(raison.as_deref()) {
            facts.left = Some(0);
        }
        let mut update = self.learn(&id, &facts, Source::Stream, now);
        let said = text(fields, "message").or_else(|| raison.clone());
        match end {
            Phase::Failed => update.error = said,
            _ => update.message = said,
        }
        if let (Some(raison), Some(known)) = (raison, self.roster.get_mut(&id)) {
            update.metadata = Some(known.learn([(&"raison".to_owned(), &Value::from(raison))]));
        }
        self.joined.remove(&id);
        out.updates.push(Update::Job(Box::new(update)));
    }

    /// The server said no to the oldest question.
    fn error(&mut self, line: usize, fields: &Fields, now: Millis, out: &mut Outcome) {
        let job = match self.sockets[line].asked.error_came(now) {
            Some(Question::Time(session)) => return self.would_not_tell(&session, out),
            Some(Question::Start(session)) => Some(session),
            Some(Question::Code(_)) => None,
            None => {
                return out.odd("an error that answers nothing", &Value::Object(fields.clone()).to_string());
            }
        };
        let message = text(fields, "message").or_else(|| text(fields, "error"));
        out.answer(ActionAnswer { accepted: false, message, job, fields: Fields::new() });
    }

    /// Takes in what was said of a session, and begins what is told of it.
    pub(super) fn learn(&mut self, id: &str, facts: &Facts, source: Source, now: Millis) -> JobUpdate {
        let mut update = JobUpdate::new(id, source);
        update.kind = Some(KIND.to_owned());
        update.unit = Some(JobUnit::Seconds);
        update.phase = facts.phase;
        update.title.clone_from(&facts.title);
        update.created_at = facts.created_at;
        update.started_at = facts.started_at;
        update.finished_at = facts.finished_at;
        update.seconds_left = facts.left;
        update.total = facts.given;
        if let Some(known) = self.roster.meet(id) {
            if let Some(given) = facts.given {
                known.clock.given(given);
                update.total = known.clock.total();
            }
            if let Some(left) = facts.left {
                known.clock.told(left, now);
                known.clock.tell(&mut update);
                known.refused = 0;
            }
            if source == Source::Stream {
                known.heard_at = Some(now);
            }
            known.phase = facts.phase.or(known.phase);
        }
        if update.done.is_none() {
            // Beside counts it would only repeat them, rounded.
            update.percent = facts.percent;
        }
        update
    }
}

fn text(fields: &Fields, key: &str) -> Option<String> {
    fields.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
