//! A public hall on an ordinary afternoon.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use super::session::{SessionSpec, SessionStatus};
use super::state::{Due, PosteState, State};
use crate::clock::{MILLISECOND, Micros, SECOND};

/// There is something to see at once.
const LIVELY: Micros = 10 * SECOND;
/// Codes that wait at once.
const WAITING: usize = 3;
/// Users there can be, so that the figures stay believable.
const USERS: i64 = 40;

const USERS_NAMES: [&str; 10] = [
    "Lucie Grondin",
    "Mathieu Técher",
    "Aïcha Ibrahim",
    "Frédéric Boyer",
    "Noëlle Rivière",
    "Théo Lebon",
    "Marie-Ève Fontaine",
    "Kévin Maillot",
    "Solène Dijoux",
    "André Vitry",
];
const OPERATORS: [&str; 3] = ["admin", "Claire Nativel", "Gérard Ah-Kine"];
const ENDS: [(&str, &str); 3] = [
    ("fermeture_normale", "Session terminée"),
    ("fermeture_operateur", "Session fermée par un opérateur"),
    ("poste_hors_ligne", "Le poste ne répond plus"),
];
const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ";

pub(super) struct Lifelike {
    rng: StdRng,
    begun: Micros,
    acts: u32,
}

impl Lifelike {
    pub(super) fn new(seed: u64, now: Micros) -> Self {
        Self { rng: StdRng::seed_from_u64(seed ^ 0x50_4f_53), begun: now, acts: 0 }
    }

    /// Two sessions more that are under way, one of which is about to end.
    pub(super) fn begin(&mut self, state: &mut State, now: Micros) {
        for (poste, seconds, left) in [("Poste-02", 1_800, 320), ("Poste-04", 600, 95)] {
            let spec = SessionSpec { poste: poste.into(), left: Some(left), ..self.spec(seconds) };
            state.place(&spec, SessionStatus::Active, now);
            state.set_poste(poste, PosteState::Taken, now);
        }
        state.agenda.add(now + SECOND, Due::Cue);
    }

    fn one_of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.rng.random_range(0..from.len())]
    }

    fn spec(&mut self, seconds: i64) -> SessionSpec {
        let letters: String = (0..3).map(|_| char::from(self.one_of(LETTERS))).collect();
        SessionSpec {
            user: self.one_of(&USERS_NAMES).to_owned(),
            ..SessionSpec::new(format!("{letters}{:03}", self.rng.random_range(100..1_000)), seconds)
        }
    }

    /// Does the next thing, and asks to be called again.
    pub(super) fn act(&mut self, state: &mut State, at: Micros) {
        self.acts += 1;
        match self.acts {
            1 => state.add_user(at),
            2 => self.create(state, at),
            3 => state.add_time(1, 600, "admin", at),
            4 => state.set_poste("Poste-05", PosteState::Free, at),
            5 => self.start(state, at),
            _ => match self.rng.random_range(0..100) {
                0..28 => self.create(state, at),
                28..56 => self.start(state, at),
                56..72 => self.add_time(state, at),
                72..82 => self.end(state, at),
                82..92 => self.unplug(state, at),
                _ if state.figures().users[0] < USERS => state.add_user(at),
                _ => self.add_time(state, at),
            },
        }
        let pause = if at - self.begun < LIVELY { 1_400..2_200 } else { 5_000..10_000 };
        state.agenda.add(at + self.rng.random_range(pause) * MILLISECOND, Due::Cue);
    }

    fn having(state: &State, status: SessionStatus) -> Vec<i64> {
        state.sessions.values().filter(|session| session.status == status).map(|session| session.id).collect()
    }

    fn free(state: &State) -> Vec<String> {
        let free = state.postes.iter().filter(|poste| poste.state == PosteState::Free);
        free.map(|poste| poste.name.clone()).collect()
    }

    fn create(&mut self, state: &mut State, at: Micros) {
        let free = Self::free(state);
        if Self::having(state, SessionStatus::Waiting).len() >= WAITING || free.is_empty() {
            return self.start(state, at);
        }
        let poste = free[self.rng.random_range(0..free.len())].clone();
        let minutes = self.one_of(&[2_i64, 4, 6, 15, 30]);
        let spec = SessionSpec { poste, ..self.spec(minutes * 60) };
        state.create(&spec, at);
    }

    /// Someone types a code in; the first of the captures is left to whoever looks.
    fn start(&mut self, state: &mut State, at: Micros) {
        let free = Self::free(state);
        let waiting = Self::having(state, SessionStatus::Waiting).into_iter().filter(|id| *id > 3);
        let ready: Vec<i64> = waiting.filter(|id| free.contains(&state.sessions[id].poste)).collect();
        match ready.first() {
            Some(id) => {
                state.start(*id, at);
            }
            None => self.add_time(state, at),
        }
    }

    fn add_time(&mut self, state: &mut State, at: Micros) {
        let active = Self::having(state, SessionStatus::Active);
        if let Some(id) = (!active.is_empty()).then(|| self.one_of(&active)) {
            let minutes = self.one_of(&[5_i64, 10, 15]);
            let operator = self.one_of(&OPERATORS);
            state.add_time(id, minutes * 60, operator, at);
        }
    }

    /// The first one stays, so that there is always something to see.
    fn end(&mut self, state: &mut State, at: Micros) {
        let active: Vec<i64> =
            Self::having(state, SessionStatus::Active).into_iter().filter(|id| *id > 1).collect();
        if let Some(id) = (!active.is_empty()).then(|| self.one_of(&active)) {
            let (reason, text) = self.one_of(&ENDS);
            state.end(id, SessionStatus::Ended, reason, text, at);
        }
    }

    /// A workstation goes, or comes back.
    fn unplug(&mut self, state: &mut State, at: Micros) {
        let offline = state.postes.iter().find(|poste| poste.state == PosteState::Offline);
        match (offline.map(|poste| poste.name.clone()), Self::free(state).first()) {
            (Some(name), _) => state.set_poste(&name, PosteState::Free, at),
            (None, Some(name)) => state.set_poste(name, PosteState::Offline, at),
            (None, None) => self.add_time(state, at),
        }
    }
}
