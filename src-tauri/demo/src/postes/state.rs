//! What there is in the hall: users, workstations, sessions, and what is to be said of their changes.

use std::collections::BTreeMap;

use super::frame::Sockets;
use super::lifelike::Lifelike;
use super::message::{self, Figures};
use super::session::{Session, SessionSpec, SessionStatus};
use crate::clock::{Micros, micros};
use crate::rooms::Furnishing;
use crate::world::Agenda;

/// Sessions in the list; the oldest that are over go first.
const SESSIONS: usize = 200;
/// Seconds a tick takes off.
const TICK: i64 = 5;
/// Seconds left at which one is warned: as captured, and earlier.
const CRITICAL: i64 = 60;
const EARLY: i64 = 300;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PosteState {
    Free,
    Taken,
    Offline,
    Maintenance,
}

#[derive(Clone, Debug)]
pub(super) struct Poste {
    pub(super) name: String,
    pub(super) ip: String,
    pub(super) state: PosteState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// Time goes by for every active session.
    Tick,
    /// The scenario asked to be called.
    Cue,
}

pub(super) struct State {
    pub(super) agenda: Agenda<Due>,
    every: Micros,
    users: [i64; 3],
    pub(super) postes: Vec<Poste>,
    pub(super) sessions: BTreeMap<i64, Session>,
    last: i64,
    lifelike: Option<Lifelike>,
    outbox: Vec<(Sockets, String)>,
}

impl State {
    /// As it stood when the captures were taken.
    pub(super) fn new(furnishing: &Furnishing<'_>) -> Self {
        use PosteState::{Free, Maintenance, Offline, Taken};
        let states = [Taken, Free, Free, Free, Offline, Maintenance];
        let postes = states.into_iter().zip(1..).map(|(state, number)| Poste {
            name: format!("Poste-{number:02}"),
            ip: format!("192.168.1.{}", 98 + number),
            state,
        });
        let mut state = Self {
            agenda: Agenda::default(),
            every: micros(furnishing.rhythm.postes_tick).max(1),
            users: [5, 5, 5],
            postes: postes.collect(),
            sessions: BTreeMap::new(),
            last: 0,
            lifelike: None,
            outbox: Vec::new(),
        };
        let now = furnishing.now;
        let session = |code: &str, user: &str, poste: &str, left| SessionSpec {
            code: code.into(),
            user: user.into(),
            poste: poste.into(),
            seconds: 7_200,
            left: Some(left),
        };
        for (spec, status) in [
            (session("XYZ789", "Marie Payet", "Poste-01", 3_600), SessionStatus::Active),
            (session("ABC123", "Jean Dupont", "Poste-03", 5_400), SessionStatus::Waiting),
            (session("OLD456", "Paul Hoarau", "Poste-02", 0), SessionStatus::Ended),
        ] {
            state.place(&spec, status, now);
        }
        state.agenda.add(now + state.every, Due::Tick);
        if furnishing.lively {
            let mut lifelike = Lifelike::new(furnishing.seed, now);
            lifelike.begin(&mut state, now);
            state.lifelike = Some(lifelike);
        }
        state.outbox.clear();
        state
    }

    /// Adds a session as it is, without telling anyone.
    pub(super) fn place(&mut self, spec: &SessionSpec, status: SessionStatus, now: Micros) -> i64 {
        self.last += 1;
        let session = Session {
            id: self.last,
            code: spec.code.to_uppercase(),
            user: spec.user.clone(),
            poste: spec.poste.clone(),
            duration: spec.seconds,
            left: spec.left.unwrap_or(spec.seconds),
            status,
            started: (status != SessionStatus::Waiting).then_some(now),
        };
        self.sessions.insert(self.last, session);
        let over = self.sessions.values().find(|session| session.status.is_over()).map(|old| old.id);
        if let Some(oldest) = over.filter(|_| self.sessions.len() > SESSIONS) {
            self.sessions.remove(&oldest);
        }
        self.last
    }

    pub(super) fn figures(&self) -> Figures {
        let sessions = |of: &[SessionStatus]| {
            self.sessions.values().filter(|one| of.contains(&one.status)).count() as i64
        };
        let postes = |of| self.postes.iter().filter(|poste| poste.state == of).count() as i64;
        Figures {
            users: self.users,
            sessions: [
                self.sessions.len() as i64,
                sessions(&[SessionStatus::Active]),
                sessions(&[SessionStatus::Waiting]),
                sessions(&[SessionStatus::Ended, SessionStatus::Expired]),
            ],
            postes: [
                self.postes.len() as i64,
                postes(PosteState::Free),
                postes(PosteState::Taken),
                postes(PosteState::Offline),
            ],
        }
    }

    /// The backend tells the dashboard of every row it saves, one by one.
    fn saved(&mut self, now: Micros) {
        let message = message::stats_update(&self.figures(), now);
        self.outbox.push((Sockets::Dashboard, message));
    }

    fn push(&mut self, session: i64, message: String) {
        self.outbox.push((Sockets::Session(session), message));
    }

    pub(super) fn add_user(&mut self, now: Micros) {
        self.users = self.users.map(|number| number + 1);
        self.saved(now);
    }

    pub(super) fn set_poste(&mut self, name: &str, to: PosteState, now: Micros) {
        if let Some(poste) = self.postes.iter_mut().find(|poste| poste.name == name) {
            poste.state = to;
            self.saved(now);
        }
    }

    pub(super) fn create(&mut self, spec: &SessionSpec, now: Micros) -> i64 {
        let id = self.place(spec, SessionStatus::Waiting, now);
        self.saved(now);
        id
    }

    /// The session of a code, if that code can still be used, from there.
    pub(super) fn by_code(&self, code: &str, ip: Option<&str>) -> Option<&Session> {
        let code = code.trim().to_uppercase();
        let session = self
            .sessions
            .values()
            .find(|session| session.code == code && session.status == SessionStatus::Waiting)?;
        let poste = self.postes.iter().find(|poste| poste.name == session.poste);
        let elsewhere = ip.is_some_and(|ip| poste.is_some_and(|poste| poste.ip != ip));
        (!elsewhere).then_some(session)
    }

    /// A waiting session begins; `Err` with its status when it does not wait.
    pub(super) fn start(&mut self, id: i64, now: Micros) -> Option<Result<&Session, SessionStatus>> {
        let session = self.sessions.get_mut(&id)?;
        if session.status != SessionStatus::Waiting {
            return Some(Err(session.status));
        }
        session.status = SessionStatus::Active;
        session.started = Some(now);
        let poste = session.poste.clone();
        self.saved(now);
        self.set_poste(&poste, PosteState::Taken, now);
        self.sessions.get(&id).map(Ok)
    }

    pub(super) fn add_time(&mut self, id: i64, seconds: i64, operator: &str, now: Micros) {
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.left = session.left.saturating_add(seconds).max(0);
        let left = session.left;
        self.push(id, message::time_added(seconds, left, operator));
        self.saved(now);
    }

    pub(super) fn warn(&mut self, id: i64, level: &str, text: &str) {
        let Some(session) = self.sessions.get(&id) else { return };
        let left = session.left;
        self.push(id, message::warning(level, text, left));
    }

    pub(super) fn end(&mut self, id: i64, status: SessionStatus, reason: &str, text: &str, now: Micros) {
        let Some(session) = self.sessions.get_mut(&id).filter(|session| !session.status.is_over()) else {
            return;
        };
        session.status = status;
        let poste = session.poste.clone();
        self.push(id, message::terminated(reason, text));
        self.saved(now);
        self.set_poste(&poste, PosteState::Free, now);
    }

    /// Five seconds go by for every active session.
    pub(super) fn tick(&mut self, now: Micros) {
        let active = self.sessions.values().filter(|session| session.status == SessionStatus::Active);
        for id in active.map(|session| session.id).collect::<Vec<_>>() {
            let Some(session) = self.sessions.get_mut(&id) else { continue };
            let before = session.left;
            session.left = (before - TICK).max(0);
            let (left, update) = (session.left, message::time_pushed(session));
            if left == 0 {
                self.end(id, SessionStatus::Expired, "temps_ecoule", "Temps écoulé", now);
                continue;
            }
            self.push(id, update);
            let passes = |mark| before > mark && left <= mark;
            if passes(CRITICAL) {
                self.warn(id, "critical", "Il reste 1 minute");
            } else if passes(EARLY) {
                self.warn(id, "warning", "Il reste 5 minutes");
            }
        }
    }

    /// What has waited to be said, and to whom.
    pub(super) fn said(&mut self) -> Vec<(Sockets, String)> {
        std::mem::take(&mut self.outbox)
    }

    /// Does one thing that is due; whether there was one.
    pub(super) fn act(&mut self, now: Micros) -> bool {
        match self.agenda.pop(now) {
            Some((at, Due::Tick)) => {
                self.tick(at);
                self.agenda.add(at + self.every, Due::Tick);
            }
            Some((at, Due::Cue)) => self.cue(at),
            None => return false,
        }
        true
    }

    fn cue(&mut self, at: Micros) {
        if let Some(mut lifelike) = self.lifelike.take() {
            lifelike.act(self, at);
            self.lifelike = Some(lifelike);
        }
    }
}
