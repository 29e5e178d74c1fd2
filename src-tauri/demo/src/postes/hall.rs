//! The hall: what there is in it, and who watches.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::frame::{Place, SocketFrame};
use super::state::State;
use super::{PASSWORD, USER};
use crate::accounts::{Account, Accounts, Users};
use crate::audience::{Audience, Slow};
use crate::clock::Micros;
use crate::rooms::{Furnishing, Room};
use crate::world::Fate;

/// Messages that wait for a slow reader; the channel layer drops what is beyond its capacity.
const WAITING: usize = 1_500;

pub(crate) struct Hall {
    state: Mutex<State>,
    pub(super) accounts: Accounts,
    pub(super) audience: Arc<Audience<Place, SocketFrame>>,
}

impl Hall {
    pub(crate) fn new(furnishing: &Furnishing<'_>) -> Self {
        let account = Account { name: USER.into(), password: PASSWORD.into() };
        Self {
            state: Mutex::new(State::new(furnishing)),
            accounts: Accounts::new(Users::Accounts(vec![account])),
            audience: Audience::new(WAITING, Slow::Misses, furnishing.counted.clone()),
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the hall, and tells everyone who watches.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state();
        let outcome = change(&mut state);
        for (sockets, message) in state.said() {
            self.audience.tell(&SocketFrame::Text(message), |place| sockets.mean(place));
        }
        outcome
    }
}

impl Room for Hall {
    fn next(&self) -> Option<Micros> {
        self.state().agenda.next()
    }

    fn advance(&self, now: Micros, limit: usize) -> bool {
        self.change(|state| !(0..limit).all(|_| state.act(now)))
    }

    fn mute(&self, muted: bool) {
        self.audience.mute(muted);
    }

    fn cut(&self, fate: Fate) {
        self.audience.cut(fate, |_| true);
    }

    fn sign_out(&self) {
        self.accounts.drop_sessions();
    }

    fn streams(&self) -> (usize, u64, usize) {
        self.audience.counts()
    }
}
